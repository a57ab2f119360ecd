# SPDX-FileCopyrightText: 2026 The Interleave authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Rules about the sources that no compiler keeps. Each is a script that prints one line per offence and then fails; each
# has a second test that shows it fail, on a folder of bad examples with the offending lines marked.
set(lint_dir ${CMAKE_CURRENT_LIST_DIR})

function(interleave_add_lint name)
    add_test(NAME lint.${name} COMMAND sh ${lint_dir}/check_${name}.sh ${PROJECT_SOURCE_DIR})
    add_test(NAME lint.${name}_rejects_bad_examples
             COMMAND sh ${lint_dir}/expect_rejected.sh ${lint_dir}/check_${name}.sh ${lint_dir}/fixtures/${name})
    set_tests_properties(lint.${name} lint.${name}_rejects_bad_examples PROPERTIES LABELS lint TIMEOUT 60)
endfunction()

interleave_add_lint(layers)
interleave_add_lint(words)
interleave_add_lint(spdx)
interleave_add_lint(width)

add_test(NAME lint.worker_links_no_qt
         COMMAND ${CMAKE_COMMAND} -D PROGRAM=$<TARGET_FILE:interleave-worker> -P ${lint_dir}/check_links_no_qt.cmake)
set_tests_properties(lint.worker_links_no_qt PROPERTIES LABELS lint TIMEOUT 60)
if(INTERLEAVE_BUILD_APP)
    # The window is the bad example here.
    add_test(NAME lint.worker_links_no_qt_rejects_the_window
             COMMAND ${CMAKE_COMMAND} -D PROGRAM=$<TARGET_FILE:interleave> -P ${lint_dir}/check_links_no_qt.cmake)
    set_tests_properties(lint.worker_links_no_qt_rejects_the_window PROPERTIES LABELS lint TIMEOUT 60
        PASS_REGULAR_EXPRESSION "links Qt:.*libQt6")
endif()
