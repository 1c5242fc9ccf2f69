#!/usr/bin/env bash
# Makes the Windows programs, partnership-desk.exe and pdesk.exe, on a Debian machine, and checks them.
#
#   packaging/windows/build.sh [PROFILE]     # release, or dev for one that is made fast
#
# Needs: apt-get install gcc-mingw-w64-x86-64-win32 (the thread model without a DLL) and python3.
# They come to target/windows/PROFILE/. Releases are made by the workflow, on Windows with Microsoft's linker;
# these are the ones that smoke.sh, drawing.sh and test-installers.sh try.
set -euo pipefail
cd "$(dirname "$0")/../.."
profile=${1:-release}
target=x86_64-pc-windows-gnu
began=$SECONDS
for tool in x86_64-w64-mingw32-gcc x86_64-w64-mingw32-windres x86_64-w64-mingw32-objdump python3; do
    command -v "$tool" >/dev/null || { echo "Missing: $tool. On Debian: apt-get install gcc-mingw-w64-x86-64-win32 python3" >&2; exit 2; }
done

sysroot=$(packaging/std.sh "$target" target/windows)
echo "standard library: $((SECONDS - began)) s"
# No path of this machine in the programs, and no time of the build: the same source gives the same bytes.
cargo_home=${CARGO_HOME:-$HOME/.cargo}
cargo fetch --locked --target "$target"
flags="$sysroot -Clink-arg=-Wl,--no-insert-timestamp"
c_flags=""
for folder in "$cargo_home" "$cargo_home"/registry/src/* "$PWD"; do
    case $folder in
        "$PWD") shown=/partnership-desk ;;
        *) shown=/cargo ;;
    esac
    flags+=" --remap-path-prefix=$folder=$shown"
    c_flags+=" -ffile-prefix-map=$folder=$shown"
done
export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUSTFLAGS="$flags" CFLAGS_x86_64_pc_windows_gnu="$c_flags"
compiling=$SECONDS
cargo build --locked --profile "$profile" --target "$target" --bin partnership-desk --bin pdesk
echo "compiled: $((SECONDS - compiling)) s"

made="target/windows/$profile"
mkdir -p "$made"
built="target/$target/${profile/#dev/debug}"
for name in partnership-desk pdesk; do
    cp "$built/$name.exe" "$made/"
    python3 packaging/windows/load_config.py "$made/$name.exe"
done
packaging/windows/check-program.sh "$profile" "$made/partnership-desk.exe" "$made/pdesk.exe"
echo "done: $((SECONDS - began)) s"
