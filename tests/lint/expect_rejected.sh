#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Interleave authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# expect_rejected.sh CHECK FOLDER: the check must fail on the folder, naming exactly the lines marked "rejected" there.
set -eu

if report=$(sh "$1" "$2"); then
    echo "$1 accepted $2"
    exit 1
fi
named=$(printf '%s\n' "$report" | cut -d: -f1,2 | sort -u)
marked=$(cd "$2" && grep -rn rejected . | sed 's|^\./||' | cut -d: -f1,2 | sort -u)
if [ "$named" != "$marked" ]; then
    printf 'marked in %s:\n%s\nnamed by the check:\n%s\n' "$2" "$marked" "$named"
    exit 1
fi
