// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/command.h"

#include <QCommandLineParser>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <cstdio>

namespace interleave {

std::span<const Command> commands()
{
    using L = QLatin1String;
    static const std::array all = {
        Command{L("list"), L("[--json]"), L("the scenarios, their protections and parameters"), false, listCommand},
        Command{L("run"), L("SCENARIO [--set NAME=VALUE]... [--sync MODE]"), L("run real processes and say what came of it"),
                false, runCommand},
        Command{L("analyze"), L("FILE.ilv [--json]"), L("the findings of a recording, from the file alone"), false,
                analyzeCommand},
        Command{L("transcript"), L("FILE.ilv [--from E] [--to E]"), L("one sentence per event"), false, transcriptCommand},
        Command{L("chart"), L("FILE.ilv CHART -o OUT.svg|pdf|png|csv"), L("a chart as a figure or a table"), true,
                chartCommand},
        Command{L("picture"), L("FILE.ilv stage|timeline|window -o OUT.png|svg|pdf"), L("a view as a picture"), true,
                pictureCommand},
        Command{L("export"), L("FILE.ilv -o OUT.csv|json"), L("the events as a table, or the findings"), false,
                exportCommand},
        Command{L("doctor"), L(""), L("what this machine offers, and what limits it"), false, doctorCommand},
    };
    return all;
}

const Command *findCommand(const QString &name)
{
    for (const Command &command : commands())
        if (command.name == name)
            return &command;
    return nullptr;
}

int parse(QCommandLineParser &parser, const Command &command, const QStringList &arguments, int least, int most)
{
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    parser.setApplicationDescription(command.summary);
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Says this."));
    parser.addOption(help);
    const QString invocation = QStringLiteral("interleave ") + command.name;
    if (!parser.parse(QStringList(invocation) + arguments)) {
        QString trouble = parser.errorText();
        while (trouble.endsWith(QLatin1Char('.')))
            trouble.chop(1);
        return complain(trouble + QStringLiteral(": “") + invocation + QStringLiteral(" --help” lists what there is."),
                        kBadArguments);
    }
    if (parser.isSet(help)) {
        std::fputs(qPrintable(parser.helpText()), stdout);
        return kDone;
    }
    const auto given = parser.positionalArguments().size();
    if (given < least || given > most)
        return complain(QStringLiteral("This command is written “") + invocation + QLatin1Char(' ') + command.usage
                            + QStringLiteral("”."), kBadArguments);
    return -1;
}

int complain(const QString &sentence, int status)
{
    std::fprintf(stderr, "interleave: %s\n", qPrintable(sentence));
    return status;
}

int complain(const std::string &sentence, int status)
{
    return complain(QString::fromStdString(sentence), status);
}

void print(const QString &line)
{
    std::fprintf(stdout, "%s\n", qPrintable(line));
}

void printJson(const QJsonObject &object)
{
    std::fputs(QJsonDocument(object).toJson(QJsonDocument::Indented).constData(), stdout);
}

} // namespace interleave
