#!/usr/bin/env bash
# Makes, signs and notarises the Mac application and its disk image. It runs on a Mac with Xcode's command line tools
# and rustup; the workflow runs it. It was never run where this was written: there was no Mac.
#
#   packaging/macos/bundle.sh
#
#   PDESK_MAC_IDENTITY          the “Developer ID Application: …” in the keychain; without it the application is
#                               signed for this Mac alone, and others must allow it in their system settings
#   PDESK_MAC_NOTARY_PROFILE    a profile that “xcrun notarytool store-credentials” has made; without it nothing is
#                               sent to Apple
set -euo pipefail
cd "$(dirname "$0")/../.."
[ "$(uname)" = Darwin ] || { echo "This runs on a Mac." >&2; exit 2; }
began=$SECONDS
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
out="$PWD/target/macos"
app="$out/Partnership Desk.app"
image="$out/PartnershipDesk-$version-universal.dmg"
export MACOSX_DEPLOYMENT_TARGET=11.0
export RUSTFLAGS="--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo --remap-path-prefix=$PWD=/partnership-desk"
targets=(aarch64-apple-darwin x86_64-apple-darwin)

rustup target add "${targets[@]}"
for target in "${targets[@]}"; do
    cargo build --locked --release --target "$target" --bin partnership-desk --bin pdesk
done
mkdir -p "$out/universal"
for name in partnership-desk pdesk; do
    lipo -create -output "$out/universal/$name" "target/${targets[0]}/release/$name" "target/${targets[1]}/release/$name"
    lipo "$out/universal/$name" -verify_arch arm64 x86_64
done
packaging/macos/app-folder.sh "$out/universal" "$out"
plutil -lint "$app/Contents/Info.plist" packaging/macos/entitlements.plist

sign() {
    local options=(--force --options runtime)
    [ -n "${PDESK_MAC_IDENTITY:-}" ] && options+=(--timestamp)
    codesign "${options[@]}" --sign "${PDESK_MAC_IDENTITY:--}" "$@"
}
# From the inside outwards: the seal of the application holds what is in it.
sign "$app/Contents/MacOS/pdesk"
sign --entitlements packaging/macos/entitlements.plist "$app"
codesign --verify --deep --strict --verbose=2 "$app"

notarise() {
    if [ -z "${PDESK_MAC_NOTARY_PROFILE:-}" ]; then
        echo "not notarised, since no profile is named: $1"
        return 0
    fi
    local sent=$1
    if [ -d "$sent" ]; then
        ditto -c -k --keepParent "$sent" "$out/sent.zip"
        sent="$out/sent.zip"
    fi
    xcrun notarytool submit "$sent" --keychain-profile "$PDESK_MAC_NOTARY_PROFILE" --wait
    # The ticket goes with the file: stations have no network to ask for it.
    xcrun stapler staple "$1"
}
notarise "$app"

rm -rf "$out/image" "$image"
mkdir "$out/image"
cp -R "$app" "$out/image/"
ln -s /Applications "$out/image/Applications"
hdiutil create -volname "Partnership Desk" -srcfolder "$out/image" -fs HFS+ -format UDZO "$image"
codesign --force --sign "${PDESK_MAC_IDENTITY:--}" "$image"
notarise "$image"
hdiutil verify "$image"
(cd "$out" && shasum -a 256 "$(basename "$image")" >"$(basename "$image").sha256")

# The application must start from where it is, without a window too.
demo=$(mktemp -d)
"$app/Contents/MacOS/pdesk" --today 2026-10-03 demo "$demo/demo" >/dev/null
echo "$(find "$demo/demo" -name '*.pdf' | wc -l) papers made"
rm -rf "$demo"
echo "$image: $(stat -f %z "$image") bytes, $((SECONDS - began)) s"
