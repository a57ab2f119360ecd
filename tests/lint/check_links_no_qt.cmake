# SPDX-FileCopyrightText: 2026 The Interleave authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# cmake -D PROGRAM=… -P check_links_no_qt.cmake: what the program needs at run time, libraries of libraries included.
cmake_minimum_required(VERSION 3.25)
file(GET_RUNTIME_DEPENDENCIES EXECUTABLES ${PROGRAM}
     RESOLVED_DEPENDENCIES_VAR found UNRESOLVED_DEPENDENCIES_VAR missing)
set(qt ${found} ${missing})
list(FILTER qt INCLUDE REGEX "libQt[0-9]|libqcustomplot|libQCustomPlot")
if(qt)
    list(JOIN qt ", " qt)
    message(FATAL_ERROR "${PROGRAM} links Qt: ${qt}")
endif()
