#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Interleave authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# check_words.sh ROOT: nothing put off in the sources, and no path of somebody's machine.
set -eu
cd "$1"

put_off='(^|[^A-Za-z0-9_])(TODO|FIXME|XXX|HACK)([^A-Za-z0-9_]|$)'
machine_path='(^|[^A-Za-z0-9_.$}/~-])/(home|root|Users|work|tmp/[a-z]+)/'

# look PATTERN WHY: in every text of ours but this folder's, which must name what it looks for.
look() {
    grep -rnIE --exclude-dir=.git --exclude-dir=lint --exclude-dir=build --exclude-dir='build-*' --exclude-dir=demo \
        --exclude=.git --exclude=LICENSE \
        -e "$1" . | sed "s|^\./||; s|\$|  <- $2|" || true
}

found=$(look "$put_off" 'do it, or leave it out'; look "$machine_path" 'a path that exists on one machine only')
[ -z "$found" ] || { printf '%s\n' "$found"; exit 1; }
