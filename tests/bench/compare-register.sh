#!/usr/bin/env bash
# What the register costs at growing size, beside SQLite's own shell on the same records: whole processes,
# the start included, as medians and 95th percentiles of many calls, with the ratio to the shell.
#
#   tests/bench/compare-register.sh PDESK RECORDS...
#
# PDESK: a release build of pdesk. RECORDS: data folders as `pdesk demo --large N DIR` makes them (DIR/records).
set -euo pipefail
exec python3 "$(dirname "$0")/compare/register.py" "$@"
