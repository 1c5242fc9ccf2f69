#!/usr/bin/env bash
# Puts the organisation's signing certificate and its key for Apple's notary into a keychain of the workflow's Mac,
# and tells bundle.sh of them. Where no certificate is named, it says so and does nothing.
set -euo pipefail
if [ -z "${CERTIFICATE:-}" ]; then
    echo "No certificate is named: the application will be signed for the Mac that made it alone."
    exit 0
fi
umask 077
keychain="$RUNNER_TEMP/desk.keychain-db"
password=$(openssl rand -hex 16)
echo "$CERTIFICATE" | base64 -d >"$RUNNER_TEMP/certificate.p12"
security create-keychain -p "$password" "$keychain"
security set-keychain-settings -lut 7200 "$keychain"
security unlock-keychain -p "$password" "$keychain"
security import "$RUNNER_TEMP/certificate.p12" -k "$keychain" -P "$CERTIFICATE_PASSWORD" -T /usr/bin/codesign
security set-key-partition-list -S apple-tool:,apple: -s -k "$password" "$keychain" >/dev/null
security list-keychains -d user -s "$keychain" login.keychain-db
echo "PDESK_MAC_IDENTITY=$IDENTITY" >>"$GITHUB_ENV"
if [ -n "${NOTARY_KEY:-}" ]; then
    echo "$NOTARY_KEY" | base64 -d >"$RUNNER_TEMP/notary.p8"
    xcrun notarytool store-credentials desk --key "$RUNNER_TEMP/notary.p8" --key-id "$NOTARY_KEY_ID" --issuer "$NOTARY_ISSUER" --keychain "$keychain"
    echo "PDESK_MAC_NOTARY_PROFILE=desk" >>"$GITHUB_ENV"
fi
rm -f "$RUNNER_TEMP/certificate.p12" "$RUNNER_TEMP/notary.p8"
