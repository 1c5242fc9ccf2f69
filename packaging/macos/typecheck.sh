#!/usr/bin/env bash
# Checks the types of the whole program as for a Mac, on Debian: what is wrong in the parts that only a Mac has is
# found here. It links nothing and runs nothing.
#
#   packaging/macos/typecheck.sh
#
# Where the standard library for it cannot be had, it says “skipped” and why, and ends with 0.
set -euo pipefail
cd "$(dirname "$0")/../.."
began=$SECONDS
target=aarch64-apple-darwin
folder=target/macos-types
mkdir -p "$folder/MacOSX.sdk"
fake_cc="$PWD/packaging/macos/fake-cc.sh"
export SDKROOT="$PWD/$folder/MacOSX.sdk"
if ! flags=$(STD_LINKER="$fake_cc" packaging/std.sh "$target" "$folder" 2>"${TMPDIR:-/tmp}/macos-types.log"); then
    echo "skipped: the types for a Mac are not checked: $(tail -n 1 "${TMPDIR:-/tmp}/macos-types.log")"
    exit 0
fi
echo "standard library: $((SECONDS - began)) s"
export CARGO_TARGET_AARCH64_APPLE_DARWIN_RUSTFLAGS="$flags"
export CC_aarch64_apple_darwin="$fake_cc" AR_aarch64_apple_darwin=ar
cargo check --locked --target "$target" --bin partnership-desk --bin pdesk
echo "the types for a Mac are right: $((SECONDS - began)) s"
