#!/usr/bin/env bash
# Makes Rust's standard library for a system that this machine's Rust has none for, and prints the flag that uses it.
#
#   packaging/std.sh TARGET FOLDER        # x86_64-pc-windows-gnu, aarch64-apple-darwin
#
# It is built, in about a minute, from Debian's package rust-src of exactly the version of the rustc in use.
# Where Debian no longer has that version, PDESK_STD names a folder with a kept copy, std-TARGET-VERSION.tar.xz, that
# an earlier run made (FOLDER/sysroot, packed).
set -euo pipefail
target=${1:?the target}
cache=$(mkdir -p "${2:?the folder to build in}" && cd "$2" && pwd)
version=$(rustc -V | cut -d' ' -f2)
sysroot="$cache/sysroot"
mark="$sysroot/.done-$version"

# Looks for the package in the suites of Debian that have it, with lists of its own: the machine's stay as they are.
fetch() {
    local suite lists mirror options=() package
    mirror=$({ cat /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources 2>/dev/null || true; } |
        grep -E '^(URIs:|deb )' | grep -oE 'https?://[^ ]+/debian/?' | sed -n 1p)
    for suite in ${SUITES:-trixie-backports forky sid}; do
        lists="$cache/apt-$suite"
        mkdir -p "$lists"/{preferences.d,state/lists/partial,cache/archives/partial}
        touch "$lists/state/status"
        echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$lists/sources.list"
        options=(-qq -o "Dir::Etc::SourceList=$lists/sources.list" -o Dir::Etc::SourceParts=/dev/null
            -o "Dir::State=$lists/state" -o "Dir::State::status=$lists/state/status" -o "Dir::Cache=$lists/cache"
            -o "Dir::Etc::preferencesparts=$lists/preferences.d" -o APT::Sandbox::User=root)
        apt-get "${options[@]}" update >&2 || continue
        package=$(apt-cache "${options[@]}" madison rust-src |
            awk -F' *[|] *' -v v="$version" 'index($2, v "+") == 1 { print $2; exit }')
        [ -n "$package" ] || continue
        (cd "$cache" && apt-get "${options[@]}" download "rust-src=$package" >&2) && return 0
    done
    return 1
}

kept() {
    local file="${PDESK_STD:-}/std-$target-$version.tar.xz" found
    [ -n "${PDESK_STD:-}" ] && [ -f "$file" ] || return 1
    rm -rf "$cache/unpacked"
    mkdir -p "$cache/unpacked"
    tar -xJf "$file" -C "$cache/unpacked"
    found=$(find "$cache/unpacked" -type d -path "*rustlib/$target/lib" | head -n 1)
    [ -n "$found" ] || return 1
    rm -rf "$sysroot"
    mkdir -p "$sysroot/lib/rustlib/$target"
    mv "$found" "$sysroot/lib/rustlib/$target/lib"
    rm -rf "$cache/unpacked"
    echo "The kept standard library is used: $file" >&2
}

build() {
    local package=$1 source lib object
    rm -rf "$cache/src" "$sysroot" "$cache/std-target"
    dpkg-deb -x "$package" "$cache/src"
    source="$cache/src/usr/src/rustc-$version"
    lib="$sysroot/lib/rustlib/$target/lib"
    mkdir -p "$lib"
    export RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$cache/std-target"
    # A library to link against at run time is made beside the one that is wanted; where no linker for the system is
    # to be had, STD_LINKER names a stand-in.
    RUSTFLAGS="-Zforce-unstable-if-unmarked ${STD_LINKER:+-Clinker=$STD_LINKER} --remap-path-prefix=$source=/rustc/$version --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo" \
        cargo build --locked --manifest-path "$source/library/sysroot/Cargo.toml" --profile dist --target "$target" \
        --features "panic-unwind backtrace compiler-builtins-mem" >&2
    cp "$CARGO_TARGET_DIR/$target"/dist/deps/*.rlib "$lib/"
    # What the linker for Windows is told to put first and last.
    for object in rsbegin rsend; do
        [ "${target%-windows-gnu}" != "$target" ] || break
        rustc --target "$target" --crate-name "$object" --emit=obj -Cpanic=abort -o "$lib/$object.o" "$source/library/rtstartup/$object.rs"
    done
    rm -rf "$CARGO_TARGET_DIR" "$cache/src"
}

if [ ! -f "$mark" ]; then
    if fetch; then
        build "$(find "$cache" -maxdepth 1 -name "rust-src_${version}*.deb" | head -n 1)"
    elif ! kept; then
        echo "Debian has no rust-src for rustc $version, and PDESK_STD names no folder with a kept copy." >&2
        exit 1
    fi
    touch "$mark"
fi
echo "--sysroot=$sysroot"
