// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/divergence_words.h"

#include "app/models/action_words.h"
#include "app/style/words.h"

namespace interleave {

namespace {

QString reasonOf(const RunInfo &info, const Divergence &divergence)
{
    using Why = Divergence::Why;
    const QString name = words::process(divergence.actor);
    switch (divergence.why) {
    case Why::NoSuchActor:
        return QStringLiteral("it is for %1, and there are only %2")
            .arg(name, words::counted(static_cast<std::int64_t>(info.processes.size()), u"process", u"processes"));
    case Why::Blocked:
        return name + u' ' + words::blockedBy(info, divergence.got, divergence.holder, divergence.holderDied);
    case Why::Ended: return name + QStringLiteral(" has come to its end");
    case Why::Dead: return name + QStringLiteral(" has died");
    case Why::NoChoice:
        return QStringLiteral("%1 would %2, and that has no second outcome")
            .arg(name, words::deedToCome(info, divergence.got));
    case Why::OtherAction:
        return QStringLiteral("%1 would %2, where it was to %3")
            .arg(name, words::deedToCome(info, divergence.got), words::deedToCome(info, divergence.expected));
    case Why::OtherCheck:
        return QStringLiteral(
            "up to here the processes have accessed other things than when the order was written down");
    }
    return {};
}

} // namespace

QString divergenceSentence(const RunInfo &info, const Divergence &divergence)
{
    return QStringLiteral("Step %1 of the order is not possible: %2.")
        .arg(words::number(static_cast<std::int64_t>(divergence.step) + 1), reasonOf(info, divergence));
}

} // namespace interleave
