// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/command.h"
#include "app/cli/recording_argument.h"
#include "app/models/export_recording.h"
#include "app/sheet/sheet_export.h"

#include <QCommandLineParser>

namespace interleave {

int exportCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addPositionalArgument(QStringLiteral("FILE.ilv"), QStringLiteral("A recording."));
    parser.addOption({{QStringLiteral("o"), QStringLiteral("output")},
                      QStringLiteral("Where to."),
                      QStringLiteral("OUT.csv|json|pftrace|txt|html|pdf")});
    if (const int status = parse(parser, *findCommand(QStringLiteral("export")), arguments, 1, 1); status >= 0)
        return status;
    const QString path = parser.value(QStringLiteral("o"));
    const auto endsWith = [&](const char *suffix) { return path.endsWith(QLatin1String(suffix), Qt::CaseInsensitive); };
    if (!endsWith(".csv") && !endsWith(".json") && !endsWith(".pftrace") && !endsWith(".txt")
        && !isSheetName(path))
        return complain(
            QStringLiteral("Say where the export is to go: “-o NAME.csv” for the events as a table, “-o NAME.json” "
                           "for the findings, “-o NAME.pftrace” for ui.perfetto.dev, “-o NAME.txt” "
                           "for the order as a schedule, “-o NAME.html” or “-o NAME.pdf” "
                           "for a lab sheet."),
            kBadArguments);
    if (const auto apart = checkOutput(parser.positionalArguments().constFirst(), path); !apart.ok())
        return complain(apart.error().sentence, kBadArguments);
    const auto recording = recordingArgument(parser.positionalArguments().constFirst());
    if (!recording.ok())
        return complain(recording.error().sentence);
    const auto written = isSheetName(path) ? exportSheet(recording.value(), path)
                                           : exportRecording(recording.value(), path);
    return written.ok() ? kDone : complain(written.error().sentence);
}

} // namespace interleave
