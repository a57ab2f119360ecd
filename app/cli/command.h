// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

#include <span>

class QCommandLineParser;
class QJsonObject;

namespace interleave {

/// What a command leaves to the shell.
enum ExitStatus : int {
    kDone = 0,          ///< it did its work; a lost update is a finding, not a failure
    kFailed = 1,        ///< it could not
    kBadArguments = 2,
    kNotCorrect = 3,    ///< --expect correct, and it was not
    kInterrupted = 130, ///< what was recorded is kept
    kReaderLeft = 141,  ///< the pipe at standard output was closed; as if by SIGPIPE
};

/// When a command needs widgets, though no display.
enum class Draws {
    Never,
    Always,
    Pictures ///< when an argument is the name of something drawn
};

/// One word of the command line and what it does. `run` gets the arguments after the word and returns an ExitStatus.
struct Command {
    QLatin1String name;
    QLatin1String usage;   ///< what follows the name
    QLatin1String summary; ///< one line
    Draws draws = Draws::Never;
    int (*run)(const QStringList &arguments) = nullptr;
};

/// All commands, in the order of the help.
std::span<const Command> commands();
/// The command of that name, or null.
const Command *findCommand(const QString &name);

/// Parses, and takes care of --help, unknown options, the number of positional arguments (`least` to `most`), and
/// options that are given more than once though they are not `repeatable` (every name of an option that is). Returns −1
/// to go on, else the exit status.
int parse(QCommandLineParser &parser, const Command &command, const QStringList &arguments, int least, int most,
          const QStringList &repeatable = {});

/// What the parser could not understand, as one sentence of ours. `invocation`: "interleave run".
QString troubleWith(const QCommandLineParser &parser, const QString &invocation);
/// The parser would take the last value of an option and drop the others without a word: the sentence to say instead;
/// empty when there is no reason to.
QString troubleWithRepetition(const QCommandLineParser &parser, const QStringList &repeatable = {});

/// One sentence on standard error.
int complain(const QString &sentence, int status = kFailed);
int complain(const std::string &sentence, int status = kFailed);
/// One line on standard output. False when it cannot be written, so that nobody goes on for nothing.
bool print(const QString &line);
/// The object on standard output, readable.
void printJson(const QJsonObject &object);
/// Last of all: when standard output did not take everything, says so and returns kFailed instead of `status`; a reader
/// who has left is not spoken of.
int finishOutput(int status);

/// The variables that say where windows go, as far as they are set: "DISPLAY=:0".
QStringList displays();

// The commands, one file each.
int runCommand(const QStringList &arguments);
int sweepCommand(const QStringList &arguments);
int exploreCommand(const QStringList &arguments);
int listCommand(const QStringList &arguments);
int replayCommand(const QStringList &arguments);
int analyzeCommand(const QStringList &arguments);
int compareCommand(const QStringList &arguments);
int transcriptCommand(const QStringList &arguments);
int chartCommand(const QStringList &arguments);
int pictureCommand(const QStringList &arguments);
int exportCommand(const QStringList &arguments);
int doctorCommand(const QStringList &arguments);

} // namespace interleave
