// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/command.h"
#include "app/cli/recording_argument.h"
#include "app/compare/comparison_picture.h"
#include "app/models/comparison_report.h"
#include "app/paint/export_picture.h"

#include <QCommandLineParser>
#include <QFileInfo>

namespace interleave {

namespace {

constexpr int kWidth = 643; // 170 mm at 96 dpi

/// Error: the picture's name does not say what kind it is, or is a recording's.
Result<void> checkPicture(const QStringList &recordings, const QString &path)
{
    for (const QString &recording : recordings)
        if (const auto apart = checkOutput(recording, path); !apart.ok())
            return apart;
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QLatin1String("svg") || suffix == QLatin1String("pdf") || suffix == QLatin1String("png"))
        return {};
    return Error{"“" + path.toStdString() + "” does not say what to write: let the name end in .svg, .pdf or .png."};
}

Result<void> writePicture(std::shared_ptr<const Recording> a, std::shared_ptr<const Recording> b, const QString &path)
{
    const auto runs = readBoth(std::move(a), std::move(b));
    if (!runs.ok())
        return runs.error();
    const Theme theme = Theme::print();
    return exportPicture(comparisonFigure(runs.value(), kWidth, theme), path,
                         {.title = runs.value().comparison.sentence, .background = theme.card});
}

} // namespace

int compareCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addPositionalArgument(QStringLiteral("A.ilv"), QStringLiteral("A recording."));
    parser.addPositionalArgument(QStringLiteral("B.ilv"), QStringLiteral("Another one, of the same scenario."));
    parser.addOptions({{{QStringLiteral("o"), QStringLiteral("output")}, QStringLiteral("Both timelines on one scale of time."),
                        QStringLiteral("OUT.svg|pdf|png")},
                       {QStringLiteral("json"), QStringLiteral("Prints one JSON object.")}});
    if (const int status = parse(parser, *findCommand(QStringLiteral("compare")), arguments, 2, 2); status >= 0)
        return status;
    const QStringList paths = parser.positionalArguments();
    const QString output = parser.value(QStringLiteral("o"));
    if (parser.isSet(QStringLiteral("o")) && output.isEmpty())
        return complain(QStringLiteral("Say where the picture is to go, such as “-o compared.svg”."), kBadArguments);
    if (!output.isEmpty())
        if (const auto possible = checkPicture(paths, output); !possible.ok())
            return complain(possible.error().sentence, kBadArguments);
    const auto a = recordingArgument(paths[0]);
    if (!a.ok())
        return complain(a.error().sentence);
    const auto b = recordingArgument(paths[1]);
    if (!b.ok())
        return complain(b.error().sentence);
    const auto comparison = compareRecordings(*a.value(), *b.value());
    if (!comparison.ok())
        return complain(comparison.error().sentence, kBadArguments);
    if (parser.isSet(QStringLiteral("json")))
        printJson(comparisonJson(comparison.value(), paths[0], paths[1]));
    else
        print(comparisonText(comparison.value(), paths[0], paths[1]));
    if (output.isEmpty())
        return kDone;
    const auto written = writePicture(a.value(), b.value(), output);
    return written.ok() ? kDone : complain(written.error().sentence);
}

} // namespace interleave
