#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Interleave authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# check_layers.sh ROOT: the direction of includes, as the architecture has it. Lower never includes higher.
set -eu
cd "$1"

qt='[<"]Q|<q[a-z]+\.h>'
widgets='<(QtWidgets|Q(Widget|Application|MainWindow|Dialog|MessageBox|FileDialog|InputDialog|Frame|Label|Menu|MenuBar|ToolBar|ToolButton|ToolTip|StatusBar|DockWidget|Splitter|TabWidget|TabBar|StackedWidget|GroupBox|PushButton|RadioButton|CheckBox|ButtonGroup|ComboBox|SpinBox|DoubleSpinBox|Slider|ScrollBar|ScrollArea|LineEdit|TextEdit|TextBrowser|PlainTextEdit|ProgressBar|ListView|ListWidget|TableView|TableWidget|TreeView|TreeWidget|HeaderView|Style|ProxyStyle|StyleOption|StylePainter|StyledItemDelegate|Layout|BoxLayout|HBoxLayout|VBoxLayout|GridLayout|FormLayout|Graphics[A-Za-z]+|Abstract(Button|Slider|SpinBox|ScrollArea|ItemView|ItemDelegate)))>|<qcustomplot\.h>'

# within FOLDER NAME: lines with an #include, of the files below FOLDER with that name.
within() {
    [ ! -d "$1" ] || find "$1" -type f -name "$2" -exec grep -nHE '^[[:space:]]*#[[:space:]]*include' {} +
}
# including PATTERN WHY / not_including PATTERN WHY: keeps the offending lines and says why they are.
including() { grep -E "include[[:space:]]*($1)" | sed "s|\$|  <- $2|" || true; }
not_including() { grep -vE "include[[:space:]]*($1)" | sed "s|\$|  <- $2|" || true; }

offences() {
    for folder in core scenarios app; do
        within $folder '*.[ch]*' | grep 'include[[:space:]]*"' |
            not_including '"(core|scenarios|app)/|"[a-z_0-9]+\.moc"' 'an include of ours starts with its layer: core/, scenarios/ or app/'
    done

    within core '*.[ch]*' | including "$qt" 'core does not know Qt'
    within core '*.[ch]*' | including '"(app|scenarios)/' 'core knows nothing above it'
    within scenarios '*.[ch]*' | including "$qt" 'scenarios do not know Qt'
    within scenarios '*.[ch]*' | including '"app/' 'scenarios know core only'
    within app '*.[ch]*' | grep '"scenarios/' |
        not_including '"scenarios/(scenario_info|catalog|mourning)\.h"' 'app sees the descriptors of scenarios only'

    within app/session '*.[ch]*' | including "$widgets" 'a session has no widgets'
    within app '*_layout.[ch]*' | including "$widgets" 'a layout is pure: shapes, no widgets'
    within app/stage '*.[ch]*' | including '"app/(timeline|charts)/' 'views do not know each other'
    within app/timeline '*.[ch]*' | including '"app/(stage|charts)/' 'views do not know each other'
    within app/charts '*.[ch]*' | including '"app/(stage|timeline)/' 'views do not know each other'
}

found=$(offences)
[ -z "$found" ] || { printf '%s\n' "$found"; exit 1; }
