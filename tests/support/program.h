// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/sanitized.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QProcess>
#include <QStringList>

/// The real program as a person calls it from a shell. Header only: it knows the program's path by INTERLEAVE_PROGRAM.
namespace interleave {

struct Answer {
    int status = -1; ///< −1: it was ended by a signal, or did not end
    QByteArray out, error;

    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

/// Waits for the end of a program, and kills one that does not come to it.
inline Answer answerOf(const QString &program, const QStringList &arguments, int timeoutMs)
{
    QProcess process;
    process.start(program, arguments);
    Answer answer;
    if (!process.waitForFinished(timeoutMs)) {
        process.kill();
        process.waitForFinished();
        return answer;
    }
    answer.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    answer.out = process.readAllStandardOutput();
    answer.error = process.readAllStandardError();
    return answer;
}

inline Answer ask(const QStringList &arguments, int timeoutMs = 120'000)
{
    return answerOf(QStringLiteral(INTERLEAVE_PROGRAM), arguments, timeoutMs);
}

/// The words of a command as one writes them: "run counter --json".
inline QStringList words(const char *text)
{
    return QString::fromUtf8(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

/// The words of a run's command; under a sanitizer with fewer rounds a process than the default, unless it says how
/// many.
inline QStringList sized(const QString &command)
{
    QStringList all = command.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (!kSanitized || command.contains(QLatin1String("--set")) || command.contains(QLatin1String("slow")))
        return all;
    static const QMap<QString, QString> rounds{{QStringLiteral("counter"), QStringLiteral("increments=20000")},
                                               {QStringLiteral("queue"), QStringLiteral("messages=5000")},
                                               {QStringLiteral("list"), QStringLiteral("appends=10000")}};
    return all << QStringLiteral("--set") << rounds.value(all.at(1));
}

/// A whole number of a JSON object; −1 when it is none.
inline qint64 integer(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toInteger(-1);
}

inline QJsonObject part(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toObject();
}

} // namespace interleave
