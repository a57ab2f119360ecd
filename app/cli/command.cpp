// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/command.h"

#include "app/session/nearest.h"

#include <QCommandLineParser>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace interleave {

namespace {

int outputError = 0; ///< errno of the first write to standard output that failed

bool put(const QByteArray &text)
{
    if (outputError != 0)
        return false;
    const auto size = static_cast<std::size_t>(text.size());
    if (std::fwrite(text.constData(), 1, size, stdout) != size)
        outputError = errno;
    return outputError == 0;
}

/// The parser knows the program, and not which of its commands it reads for.
QString helpText(const QCommandLineParser &parser, const QString &invocation)
{
    QString text = parser.helpText();
    const qsizetype program = text.indexOf(QLatin1Char(' ')) + 1; // after “Usage:”
    const qsizetype rest = text.indexOf(QLatin1String(" [options]"));
    return rest < program ? text : text.replace(program, rest - program, invocation);
}

/// The options there are. The parser tells them nowhere but in its help.
std::vector<std::string> optionsOf(const QCommandLineParser &parser)
{
    static const QRegularExpression option(QStringLiteral("^ +(?:-\\w, )?(--[\\w-]+)"),
                                           QRegularExpression::MultilineOption);
    std::vector<std::string> options;
    for (const QRegularExpressionMatch &match : option.globalMatch(parser.helpText()))
        options.push_back(match.captured(1).toStdString());
    return options;
}

} // namespace

std::span<const Command> commands()
{
    using L = QLatin1String;
    static const std::array all = {
        Command{L("list"), L("[--json]"), L("the scenarios, their protections and parameters"), Draws::Never,
                listCommand},
        Command{L("run"), L("SCENARIO [--set NAME=VALUE]... [--sync MODE]"),
                L("run real processes and say what came of it"), Draws::Pictures, runCommand},
        Command{L("sweep"), L("SCENARIO --set NAME=A..B[,STEP] [--sync M1,M2,...]"),
                L("result, time and throughput against a parameter, as a figure or a table"), Draws::Always,
                sweepCommand},
        Command{L("explore"), L("SCENARIO [--set NAME=VALUE]... [--sync MODE]"),
                L("all orders of a scenario, on real processes: how many end how"), Draws::Pictures, exploreCommand},
        Command{L("replay"), L("FILE.ilv [--json]"), L("the same order again, on real processes, and the comparison"),
                Draws::Never, replayCommand},
        Command{L("analyze"), L("FILE.ilv [--json]"), L("the findings of a recording, from the file alone"),
                Draws::Never, analyzeCommand},
        Command{L("compare"), L("A.ilv B.ilv [-o OUT.svg|pdf|png] [--json]"),
                L("in what two recordings of a scenario differ"), Draws::Always, compareCommand},
        Command{L("transcript"), L("FILE.ilv [--from E] [--to E]"), L("one sentence per event"), Draws::Never,
                transcriptCommand},
        Command{L("chart"), L("FILE.ilv CHART -o OUT.svg|pdf|png|csv"), L("a chart as a figure or a table"),
                Draws::Always, chartCommand},
        Command{L("picture"), L("FILE.ilv stage|timeline|window -o OUT.png|svg|pdf"), L("a view as a picture"),
                Draws::Always, pictureCommand},
        Command{L("export"), L("FILE.ilv -o OUT.csv|json|pftrace|txt|html|pdf"),
                L("the events as a table, the findings, for ui.perfetto.dev, the order, or a lab sheet"), Draws::Pictures,
                exportCommand},
        Command{L("doctor"), L(""), L("what this machine offers, and what limits it"), Draws::Never, doctorCommand},
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

QString troubleWith(const QCommandLineParser &parser, const QString &invocation)
{
    for (const QString &unknown : parser.unknownOptionNames()) {
        const std::string given = "--" + unknown.toStdString();
        if (const auto options = optionsOf(parser); isNearAny(given, options))
            return QStringLiteral("There is no option “%1”: %2")
                .arg(QString::fromStdString(given), QString::fromStdString(suggestion(given, options)));
    }
    static const QRegularExpression quoted(QStringLiteral("'([^']*)'"));
    QString trouble = parser.errorText().replace(quoted, QStringLiteral("“\\1”"));
    while (trouble.endsWith(QLatin1Char('.')))
        trouble.chop(1);
    return QStringLiteral("%1: “%2 --help” lists what there is.").arg(trouble, invocation);
}

QString troubleWithRepetition(const QCommandLineParser &parser, const QStringList &repeatable)
{
    for (const QString &name : parser.optionNames())
        if (!repeatable.contains(name) && parser.values(name).size() > 1)
            return QStringLiteral("“%1%2” is given more than once, and only one can be meant: leave the others out.")
                .arg(name.size() == 1 ? QStringLiteral("-") : QStringLiteral("--"), name);
    return {};
}

int parse(QCommandLineParser &parser, const Command &command, const QStringList &arguments, int least, int most,
          const QStringList &repeatable)
{
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    parser.setApplicationDescription(command.summary);
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Says this."));
    parser.addOption(help);
    const QString invocation = QStringLiteral("interleave ") + command.name;
    if (!parser.parse(QStringList(invocation) + arguments)) {
        return complain(troubleWith(parser, invocation), kBadArguments);
    }
    if (parser.isSet(help)) {
        put(helpText(parser, invocation).toLocal8Bit());
        return kDone;
    }
    if (const QString sentence = troubleWithRepetition(parser, repeatable); !sentence.isEmpty())
        return complain(sentence, kBadArguments);
    const auto given = parser.positionalArguments().size();
    if (given < least || given > most)
        return complain(QStringLiteral("This command is written “%1”.")
                            .arg(QString(invocation + QLatin1Char(' ') + command.usage).trimmed()), kBadArguments);
    return -1;
}

int complain(const QString &sentence, int status)
{
    // It may quote what was typed, or what stands in a file: one line it is all the same.
    QString line = sentence;
    for (QChar &c : line)
        c = c.category() == QChar::Other_Control ? QChar(QChar::ReplacementCharacter) : c;
    std::fprintf(stderr, "interleave: %s\n", qPrintable(line));
    return status;
}

int complain(const std::string &sentence, int status)
{
    return complain(QString::fromStdString(sentence), status);
}

bool print(const QString &line)
{
    return put(line.toLocal8Bit() + '\n');
}

void printJson(const QJsonObject &object)
{
    put(QJsonDocument(object).toJson(QJsonDocument::Indented));
}

int finishOutput(int status)
{
    if (std::fflush(stdout) != 0 && outputError == 0)
        outputError = errno;
    if (outputError == 0)
        return status;
    if (outputError == EPIPE) // starting processes makes Qt ignore the signal that ends others quietly
        return status == kInterrupted ? status : kReaderLeft;
    complain(QStringLiteral("Standard output could not be written: %1.").arg(QString::fromLocal8Bit(std::strerror(outputError))));
    return status == kInterrupted ? status : kFailed;
}

} // namespace interleave
