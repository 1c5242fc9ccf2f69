#!/usr/bin/env bash
# Stands for Apple's C compiler in typecheck.sh: some crates compile C while they are built, and nothing of that is
# looked at. It answers what it is asked about itself, and makes an empty object of all else.
for word in "$@"; do
    # Only clang-cl knows this word.
    [ "$word" != "-?" ] || exit 1
    [ "$word" != "-E" ] || exec gcc "$@"
done
while [ $# -gt 0 ]; do
    if [ "$1" = -o ]; then
        exec gcc -x c -c -o "$2" /dev/null
    fi
    shift
done
