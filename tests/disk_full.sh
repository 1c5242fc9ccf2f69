#!/bin/sh
# Fills a file system of 3 MiB while records are saved: nothing acknowledged may be lost.
# Needs Linux and the right to mount (root). Run: tests/disk_full.sh [the `it` test program]
set -eu
program=${1:-$(cargo test --no-default-features --test it --no-run --message-format=json |
    sed -n 's/.*"executable":"\([^"]*\/it-[^"]*\)".*/\1/p' | tail -1)}
disk=$(mktemp -d)
mount -t tmpfs -o size=3m tmpfs "$disk"
trap 'umount "$disk"; rmdir "$disk"' EXIT
# What the user will delete when told that the disk is full.
head -c 500000 /dev/zero > "$disk/filler"
PDESK_TEST_SMALL_DISK=$disk "$program" --exact \
    store::surroundings::every_acknowledged_save_is_there_when_the_disk_is_full_and_after
