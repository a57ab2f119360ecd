#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Interleave authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# ./run.sh [ARGUMENT…]   install what is missing, build, start Interleave with these arguments
# ./run.sh test          install what is missing, build, run every test
# ./run.sh fuzz [SECONDS]  the same with clang; feed every decoder broken input, for so long each (300); see tests/fuzz
#
# SKIP_DEPS=1 leaves the machine's packages alone.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
program=$here/build/bin/interleave
hint=

to_build='g++ cmake ninja-build qt6-base-dev qt6-svg-dev libboost-dev libqcustomplot-dev fonts-inter fonts-dejavu-core'
to_test='python3 poppler-utils protobuf-compiler xvfb xauth x11-utils xdotool matchbox-window-manager'

say() { printf 'run.sh: %s\n' "$*" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }
is_configured() { [ -e "$here/build/build.ninja" ]; }

# Packages are asked for by their real names; a virtual one is never "installed".
missing_of() {
    for package; do
        case $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) in
            installed*) ;;
            *) printf '%s ' "$package" ;;
        esac
    done
}

# Sets $apt; without a way to become root it says what to do for $1.
become_root() {
    if [ "$(id -u)" = 0 ]; then
        as_root='env'
    elif have sudo; then
        as_root='sudo env'
    else
        say "some packages are missing and there is no sudo; as root, run:"
        say "  apt-get update && apt-get install --no-install-recommends $1"
        exit 1
    fi
    apt="$as_root DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300"
}

refresh_lists() {
    $apt update >&2 || say "the package lists could not be refreshed; going on with the ones that are there"
}

# Nothing missing: no apt, no sudo, no network.
install_by_apt() {
    missing=$(missing_of "$@")
    [ -n "$missing" ] || return 0
    become_root "$missing"
    say "installing $missing"
    refresh_lists
    # shellcheck disable=SC2086 # both are lists of words
    $apt install -y --no-install-recommends $missing >&2 || {
        say "installing failed. Debian 12 or Ubuntu 24.04 (with universe) is the oldest that has all of it."
        exit 1
    }
}

# Elsewhere only a person knows how things are called and installed; what is there already is found without help.
hint_elsewhere() {
    if have dnf; then
        hint='dnf install gcc-c++ cmake ninja-build qt6-qtbase-devel qt6-qtsvg-devel boost-devel qcustomplot-qt6-devel'
    elif have pacman; then
        hint='pacman -S gcc cmake ninja qt6-base qt6-svg boost qcustomplot'
    elif have zypper; then
        hint='zypper install gcc-c++ cmake ninja qt6-base-devel qt6-svg-devel libboost_headers-devel qcustomplot-qt6-devel'
    else
        hint='g++ 12, CMake 3.25, Ninja, Qt 6.4 (Base, Svg), Boost 1.74 (headers) and QCustomPlot 2.1 for Qt 6, or later'
    fi
    is_configured || say "not a Debian or Ubuntu: nothing is installed for you. Needed: $hint"
}

get_ready() {
    if [ -n "${SKIP_DEPS:-}" ]; then
        :
    elif have apt-get && have dpkg-query; then
        install_by_apt "$@"
    else
        hint_elsewhere
    fi
}

# libFuzzer needs clang, and std::source_location one of these.
clang_versions='22 21 20 19 18 17 16'

newest_clang() {
    for version in $clang_versions; do
        if have "clang++-$version"; then
            echo "clang++-$version"
            return
        fi
    done
    return 1
}

known_clang() {
    for version in $clang_versions; do
        if [ -n "$(apt-cache madison "clang-$version" 2>/dev/null)" ]; then
            echo "clang-$version libclang-rt-$version-dev"
            return
        fi
    done
}

get_clang() {
    ! newest_clang >/dev/null || return 0
    if [ -n "${SKIP_DEPS:-}" ] || ! have apt-get; then
        say "fuzzing needs clang 16 or later with its libFuzzer, as clang++-VERSION"
        exit 1
    fi
    if [ -z "$(known_clang)" ]; then
        become_root 'clang-19 libclang-rt-19-dev'
        refresh_lists
    fi
    # shellcheck disable=SC2046 # a list of words
    install_by_apt $(known_clang)
    newest_clang >/dev/null || {
        say "there is no clang 16 or later to be had here, and fuzzing needs one"
        exit 1
    }
}

# What was learnt before is the corpus to start from. Stops at the first finding.
fuzz() {
    limit_jobs
    cmake --preset fuzz -DCMAKE_CXX_COMPILER="$(newest_clang)"
    cmake --build --preset fuzz
    mkdir -p build-fuzz/findings
    for target in recording ring events text; do
        say "$target, for $1 s"
        mkdir -p "build-fuzz/corpus/$target"
        "build-fuzz/bin/fuzz_$target" -max_total_time="$1" -timeout=20 -rss_limit_mb=2048 -malloc_limit_mb=1024 \
            -detect_leaks=0 -print_final_stats=1 -artifact_prefix=build-fuzz/findings/ "build-fuzz/corpus/$target" >&2 || {
            say "found something: build-fuzz/findings has the input"
            exit 1
        }
    done
    say 'nothing found'
}

# As many compilers at once as there are cores, but no more than one per free gigabyte.
limit_jobs() {
    jobs=$(awk '/^MemAvailable/ { print int($2 / 1048576) }' /proc/meminfo)
    cores=$(nproc)
    [ "$jobs" -lt "$cores" ] || jobs=$cores
    [ "$jobs" -ge 1 ] || jobs=1
    export CMAKE_BUILD_PARALLEL_LEVEL="${CMAKE_BUILD_PARALLEL_LEVEL:-$jobs}"
}

workflow() {
    limit_jobs
    (cd "$here" && cmake --workflow --preset "$1") && return
    [ -z "$hint" ] || is_configured || say "if something above was not found: $hint"
    exit 1
}

demonstrate() {
    demo=$here/demo
    mkdir -p "$demo"
    say 'no window here, so this is a demonstration without one'
    "$program" run counter --record "$demo/counter.ilv"
    "$program" picture "$demo/counter.ilv" window -o "$demo/window.png"
    "$program" chart "$demo/counter.ilv" value -o "$demo/value.svg"
    printf '%s\n' '' 'The recording, the window as it would look, and a chart of it:' \
        "  $demo/counter.ilv" "  $demo/window.png" "  $demo/value.svg"
}

if [ "$*" = test ]; then
    # shellcheck disable=SC2086 # lists of words
    get_ready $to_build $to_test
    workflow test
    exit
fi

if [ "${1:-}" = fuzz ]; then
    # shellcheck disable=SC2086 # a list of words
    get_ready $to_build
    get_clang
    (cd "$here" && fuzz "${2:-300}")
    exit
fi

# shellcheck disable=SC2086 # a list of words
get_ready $to_build
workflow build >&2 # standard output belongs to the program: ./run.sh run counter --json | …
[ $# = 0 ] || exec "$program" "$@"
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    status=0
    "$program" || status=$?
    [ $status = 1 ] || exit $status # 1: it has said why there is no window
fi
demonstrate
