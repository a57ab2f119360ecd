#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Interleave authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# check_spdx.sh ROOT: every source says whose it is and under which licence, in its first lines.
set -eu
cd "$1"

find . \( -name .git -o -name build -o -name 'build-*' -o -name fixtures -o -name demo \) -prune -o -type f \( -name '*.h' -o -name '*.cpp' \
    -o -name '*.py' -o -name '*.sh' -o -name '*.cmake' -o -name CMakeLists.txt -o -path './.ci/*' \) -print | sort |
{
    status=0
    while read -r file; do
        # A script has its #! line before.
        if [ "$(head -n 3 "$file" | grep -cE '^(//|#) SPDX-(FileCopyrightText: 20[0-9]{2} The Interleave authors|License-Identifier: GPL-3\.0-or-later)$')" != 2 ]; then
            echo "${file#./}:1:  <- the two SPDX lines are missing"
            status=1
        fi
    done
    exit $status
}
