// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/trace/run_info.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <span>

/// Every word the program speaks of its subject, once: for the window, its tool tips, lessons, the transcript and
/// --help.
namespace interleave::words {

/// One thing a learner meets: the token that lessons and code refer to it by, its word, and what it is in a sentence.
struct Term {
    const char16_t *token;
    const char16_t *word;
    const char16_t *sentence;
};

std::span<const Term> terms();
/// The word of that token; a token nobody knows comes back as it is.
QString word(QStringView token);
/// Its sentence; empty when nobody knows it.
QString sentence(QStringView token);

/// "10 000": digits in groups of three from five digits on, with a narrow space that no line breaks at.
QString number(std::int64_t value);
/// A sentence in which every long number is written as number() writes it; what belongs to a name or a decimal stays.
QString grouped(const QString &sentence);
/// "1 increment", "10 000 increments".
QString counted(std::int64_t count, QStringView singular, QStringView plural);
/// "none", "3": of how many went wrong.
QString none(std::int64_t count);
/// "once", "twice", "3 times".
QString times(std::uint64_t count);
/// Begins with a capital and ends with a full stop.
QString asSentence(const QString &text);
/// "a", "a and b", "a, b and c".
QString joined(const QStringList &parts);
/// "3.2 ms": three figures and the unit that suits.
QString duration(double nanoseconds);
/// "process 3": actors count from 1.
QString process(int actor);
/// "producer"; empty where all processes of the run play the same role, and of who is none of them.
QString role(const RunInfo &info, int actor);
/// "Full speed", "Slow motion", …
QString gear(Pace pace);
QString shortGear(Pace pace); ///< in one word
QString gearHelp(Pace pace);
/// "finished", "killed (signal 9)", …
QString ending(const ProcessInfo &process);
/// What befell a process that ended before its work was done: "was killed", "crashed", or "was stopped by Interleave",
/// which kills whoever does not leave when a run is stopped or nobody can go on.
QString fate(const ProcessInfo &process);
/// The same in a word: "killed", "crashed", "stopped".
QString shortFate(const ProcessInfo &process);
/// "1 ms between reading and writing"; empty for none.
QString window(const Window &window);
/// The time of day at which a run ended: "14:02:11"; empty when its start is not known.
QString endedAt(const RunInfo &info);

} // namespace interleave::words
