# SPDX-FileCopyrightText: 2026 The Interleave authors
# SPDX-License-Identifier: GPL-3.0-or-later

# QCustomPlot built for Qt 6, as QCustomPlotQt6::QCustomPlotQt6. Debian and Ubuntu install a CMake configuration of that
# name; other distributions only a library, each under its own name.
find_package(QCustomPlotQt6 CONFIG QUIET)
if(TARGET QCustomPlotQt6::QCustomPlotQt6)
    set(QCustomPlotQt6_FOUND TRUE)
    return()
endif()

find_library(QCustomPlotQt6_LIBRARY NAMES QCustomPlotQt6 qcustomplot-qt6 qcustomplotqt6 qcustomplot)
find_path(QCustomPlotQt6_INCLUDE_DIR qcustomplot.h PATH_SUFFIXES qcustomplot-qt6 qcustomplot)
mark_as_advanced(QCustomPlotQt6_LIBRARY QCustomPlotQt6_INCLUDE_DIR)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(QCustomPlotQt6 REQUIRED_VARS QCustomPlotQt6_LIBRARY QCustomPlotQt6_INCLUDE_DIR)
if(QCustomPlotQt6_FOUND)
    add_library(QCustomPlotQt6::QCustomPlotQt6 UNKNOWN IMPORTED)
    set_target_properties(QCustomPlotQt6::QCustomPlotQt6 PROPERTIES
        IMPORTED_LOCATION ${QCustomPlotQt6_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES ${QCustomPlotQt6_INCLUDE_DIR}
        INTERFACE_COMPILE_DEFINITIONS QCUSTOMPLOT_USE_LIBRARY
        INTERFACE_LINK_LIBRARIES "Qt6::Widgets;Qt6::PrintSupport")
endif()
