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
};

/// One word of the command line and what it does. `run` gets the arguments after the word and returns an ExitStatus.
struct Command {
    QLatin1String name;
    QLatin1String usage;   ///< what follows the name
    QLatin1String summary; ///< one line
    bool draws = false;    ///< needs widgets, though no display
    int (*run)(const QStringList &arguments) = nullptr;
};

/// All commands, in the order of the help.
std::span<const Command> commands();
/// The command of that name, or null.
const Command *findCommand(const QString &name);

/// Parses, and takes care of --help, unknown options and the number of positional arguments (`least` to `most`).
/// Returns −1 to go on, else the exit status.
int parse(QCommandLineParser &parser, const Command &command, const QStringList &arguments, int least, int most);

/// One sentence on standard error.
int complain(const QString &sentence, int status = kFailed);
int complain(const std::string &sentence, int status = kFailed);
/// One line on standard output.
void print(const QString &line);
/// The object on standard output, readable.
void printJson(const QJsonObject &object);

// The commands, one file each.
int runCommand(const QStringList &arguments);
int listCommand(const QStringList &arguments);
int analyzeCommand(const QStringList &arguments);
int transcriptCommand(const QStringList &arguments);
int chartCommand(const QStringList &arguments);
int pictureCommand(const QStringList &arguments);
int exportCommand(const QStringList &arguments);
int doctorCommand(const QStringList &arguments);

} // namespace interleave
