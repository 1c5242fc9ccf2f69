#!/usr/bin/env bash
# Signs Windows programs and installers in place, with what the environment names. Where it names nothing, it says so
# and leaves them unsigned.
#
#   packaging/windows/sign.sh FILE...
#
# A key on a token or in a service (what public certificates need):
#   PDESK_SIGN_PKCS11_MODULE   the library of the token
#   PDESK_SIGN_KEY             the key, as a pkcs11 address
#   PDESK_SIGN_CERTIFICATE     the certificate with those above it, PEM
# or a key in a file (tests, and an authority of the organisation's own):
#   PDESK_SIGN_PKCS12          the file
# and for both:
#   PDESK_SIGN_PASSWORD_FILE   a file that holds the PIN or password
#   PDESK_SIGN_TIMESTAMP       the address of a timestamp service (RFC 3161); without it a signature ends with its certificate
set -euo pipefail
options=(-h sha256 -n "Partnership Desk")
if [ -n "${PDESK_SIGN_PKCS11_MODULE:-}" ]; then
    options+=(-pkcs11module "$PDESK_SIGN_PKCS11_MODULE" -key "${PDESK_SIGN_KEY:?}" -certs "${PDESK_SIGN_CERTIFICATE:?}")
elif [ -n "${PDESK_SIGN_PKCS12:-}" ]; then
    options+=(-pkcs12 "$PDESK_SIGN_PKCS12")
else
    echo "not signed, since no key is named: $*"
    exit 0
fi
[ -z "${PDESK_SIGN_PASSWORD_FILE:-}" ] || options+=(-readpass "$PDESK_SIGN_PASSWORD_FILE")
[ -z "${PDESK_SIGN_TIMESTAMP:-}" ] || options+=(-ts "$PDESK_SIGN_TIMESTAMP")
for file in "$@"; do
    osslsigncode sign "${options[@]}" -in "$file" -out "$file.signed" >/dev/null
    mv "$file.signed" "$file"
    echo "signed: $file"
done
