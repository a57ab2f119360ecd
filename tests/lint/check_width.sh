#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Interleave authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# check_width.sh ROOT: no line of comment in a source or in a script is wider than 120 columns. (Lines of code are
# clang-format's.)
set -eu
cd "$1"

# Columns are characters, whatever the locale and the awk: what continues a character in UTF-8 is taken out first.
found=$(find . \( -name .git -o -name build -o -name 'build-*' -o -name fixtures \) -prune -o -type f \
    \( -name '*.h' -o -name '*.cpp' -o -name '*.sh' -o -path './.ci/*' \) -exec env LC_ALL=C awk '
    FNR == 1 { comment = FILENAME ~ /\.(h|cpp)$/ ? "^ *//" : "^ *#" }
    $0 ~ comment {
        line = $0
        gsub(/[\200-\277]/, "", line)
        if (length(line) > 120)
            print substr(FILENAME, 3) ":" FNR ": " $0 "  <- wider than 120 columns"
    }' {} +)
[ -z "$found" ] || { printf '%s\n' "$found"; exit 1; }
