// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/style/words.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cmath>

namespace interleave::words {

namespace {

constexpr std::array kTerms = {
    Term{u"process", u"process", u"A running program with memory of its own; it shares only what it was given."},
    Term{u"shared-memory", u"shared memory", u"A piece of memory that several processes see at once."},
    Term{u"read", u"read", u"A process copies a value from shared memory into its own."},
    Term{u"write", u"write", u"A process puts a value of its own into shared memory, whatever is there by then."},
    Term{u"copy", u"its copy", u"The value a process last read or wrote; the shared one may have moved on since."},
    Term{u"update", u"in one step", u"Read, change and write that nothing can come between."},
    Term{u"order", u"order", u"Which access came before which; another run may take another."},
    Term{u"overwritten", u"overwritten", u"A value was written over by a process that had not seen it: it is gone."},
    Term{u"lost-update", u"lost update", u"Work that was done and written, and then overwritten from an older copy."},
    Term{u"waited", u"waited", u"A process asked for something that others held, and stood in line."},
    Term{u"lock", u"lock", u"Lets one process in at a time; the others stand in line."},
    Term{u"critical-section", u"critical section", u"The steps between taking a lock and giving it back."},
    Term{u"contention", u"contention", u"Several processes want the same lock at the same time."},
    Term{u"hand-off", u"hand-off", u"A lock goes straight from the process that gives it back to one in line."},
    Term{u"semaphore", u"semaphore", u"A counter that never goes below zero: who would take from zero stands in line."},
    Term{u"happens-before", u"happens-before",
         u"One access is sure to come before another, because a lock or a value read "
         u"connects them."},
    Term{u"unwatched-run", u"unwatched run",
         u"A run of which nothing is recorded but the result, to see what watching "
         u"changes."},
    Term{u"rate", u"increments per second", u"How many units of work all processes together finish in a second."},
    Term{u"inferred", u"inferred", u"Nobody reported it: its process died first, and others saw what it had done."},
    Term{u"data-race", u"data race",
         u"Two processes touch the same thing, one of them writes, and nothing orders the two: no lock, no "
         u"message. Lines of the code race, whether or not this run lost anything by it."},
    Term{u"atomicity-violation", u"atomicity violation",
         u"Each access was under the lock, but the lock was given up between reading and writing, and somebody else "
         u"wrote there. "
         u"That is no data race, and work is lost all the same."},
    Term{u"what-was-lost", u"lost updates",
         u"What was written and is not in the result: somebody wrote over it, going by an older "
         u"copy. It is what happened in this run; another order loses other things, or nothing."},
    Term{u"guarantee", u"guarantee",
         u"What this run says about its other orders. It rests on which accesses were ordered, and by what; that the "
         u"result is right says nothing of it."},
    Term{u"waiting", u"waiting",
         u"How long processes stood in line for a lock, and how long it was held. Waiting is the price of "
         u"order, no fault."},
    Term{u"starvation", u"starvation",
         u"Somebody asks for a lock, and others who asked later get it first, again and again. A lock need "
         u"not go by turns: what is free is taken by whoever is there."},
    Term{u"deadlock", u"deadlock",
         u"Each of a circle of processes holds what the one before it waits for. None of them can go on, "
         u"for ever."},
    Term{u"no-interleaving", u"no interleaving",
         u"In whatever order the events are put, these reads saw what had been replaced before "
         u"them. A processor lets a read go ahead of its own write, which still waits in a "
         u"buffer; only a lock or a single step makes it wait."},
    Term{u"protection", u"Protection", u"What keeps the processes from getting in each other's way."},
    Term{u"run", u"Run", u"Start the processes with these settings."},
    Term{u"repeat", u"×20", u"Run twenty times and see how the results spread."},
    Term{u"repeats", u"How often", u"Run 20 or 200 times: recorded, unwatched, or both in turns."},
    Term{u"observer-effect", u"observer effect",
         u"Watching changes the timing of what is watched, and with it what comes out."},
    Term{u"stop", u"Stop", u"End the processes now; what was recorded is kept."},
    Term{u"loss", u"Loss", u"Go from one overwritten value to the next."},
    Term{u"explore", u"Explore", u"All orders of a small run, on real processes: how many end how."},
    Term{u"scope", u"Which orders", u"All orders, or those with few preemptions; and who may be killed in them."},
    Term{u"not-explorable", u"cannot be explored", u"Not of this scenario: its orders are not counted."},
    Term{u"preemption", u"preemption",
         u"A switch away from a process that could have gone on. The fewer an order takes, the easier it is to follow."},
    Term{u"force", u"Force a bad order",
         u"Real processes do what is known to go wrong, so that nobody has to wait for bad luck."},
    Term{u"later", u"comes later", u"This gear is not built yet."},
};

QString text(const char16_t *literal)
{
    return QString::fromUtf16(literal);
}

const Term *find(QStringView token)
{
    const auto found = std::find_if(kTerms.begin(), kTerms.end(), [token](const Term &term) {
        return token == QStringView(term.token);
    });
    return found == kTerms.end() ? nullptr : &*found;
}

} // namespace

std::span<const Term> terms()
{
    return kTerms;
}

QString word(QStringView token)
{
    const Term *term = find(token);
    return term != nullptr ? text(term->word) : token.toString();
}

QString sentence(QStringView token)
{
    const Term *term = find(token);
    return term != nullptr ? text(term->sentence) : QString();
}

QString number(std::int64_t value)
{
    QString digits = QString::number(value);
    const qsizetype sign = value < 0 ? 1 : 0;
    if (digits.size() - sign < 5)
        return digits;
    for (qsizetype at = digits.size() - 3; at > sign; at -= 3)
        digits.insert(at, QChar(0x202f));
    return digits;
}

QString grouped(const QString &sentence)
{
    static const QRegularExpression digits(QStringLiteral("(?<![\\w.,:/-])\\d{5,18}(?![\\w:/-]|[.,]\\d)"));
    QString text;
    qsizetype from = 0;
    for (auto match = digits.globalMatch(sentence); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        text += QStringView(sentence).mid(from, found.capturedStart() - from);
        text += number(found.capturedView().toLongLong());
        from = found.capturedEnd();
    }
    return text + QStringView(sentence).mid(from);
}

QString counted(std::int64_t count, QStringView singular, QStringView plural)
{
    return number(count) + QLatin1Char(' ') + (count == 1 ? singular : plural).toString();
}

QString none(std::int64_t count)
{
    return count == 0 ? QStringLiteral("none") : number(count);
}

QString times(std::uint64_t count)
{
    return count == 1 ? QStringLiteral("once")
        : count == 2  ? QStringLiteral("twice")
                      : QStringLiteral("%1 times").arg(number(static_cast<std::int64_t>(count)));
}

QString asSentence(const QString &text)
{
    return text.isEmpty() ? text : text.front().toUpper() + text.mid(1) + QLatin1Char('.');
}

QString joined(const QStringList &parts)
{
    if (parts.size() < 2)
        return parts.join(QString());
    return parts.mid(0, parts.size() - 1).join(QStringLiteral(", ")) + QStringLiteral(" and ") + parts.last();
}

QString duration(double nanoseconds)
{
    struct Unit {
        double size;
        const char16_t *name;
    };
    constexpr std::array units = {Unit{1e9, u"s"}, Unit{1e6, u"ms"}, Unit{1e3, u"µs"}, Unit{1, u"ns"}};
    if (std::abs(nanoseconds) < 0.5)
        return QStringLiteral("0 ms");
    const auto unit = std::find_if(units.begin(), units.end() - 1,
                                   [nanoseconds](const Unit &candidate) { return std::abs(nanoseconds) >= candidate.size; });
    const double value = nanoseconds / unit->size;
    if (std::abs(value) >= 1000)
        return number(std::llround(value)) + QLatin1Char(' ') + text(unit->name);
    return QString::number(value, 'g', 3) + QLatin1Char(' ') + text(unit->name);
}

QString process(int actor)
{
    return QStringLiteral("process %1").arg(actor + 1);
}

QString role(const RunInfo &info, int actor)
{
    const std::vector<ProcessInfo> &all = info.processes;
    if (actor < 0 || static_cast<std::size_t>(actor) >= all.size())
        return {};
    const bool differ = std::any_of(all.begin(), all.end(),
                                    [&](const ProcessInfo &process) { return process.role != all.front().role; });
    return differ ? QString::fromStdString(all[static_cast<std::size_t>(actor)].role) : QString();
}

QString gear(Pace pace)
{
    switch (pace) {
    case Pace::Bare: return QStringLiteral("Unwatched");
    case Pace::Full: return QStringLiteral("Full speed");
    case Pace::Slow: return QStringLiteral("Slow motion");
    case Pace::Step: return QStringLiteral("Step by step");
    }
    return {};
}

QString shortGear(Pace pace)
{
    switch (pace) {
    case Pace::Bare: return QStringLiteral("Unwatched");
    case Pace::Full: return QStringLiteral("Full");
    case Pace::Slow: return QStringLiteral("Slow");
    case Pace::Step: return QStringLiteral("Step");
    }
    return {};
}

QString gearHelp(Pace pace)
{
    switch (pace) {
    case Pace::Bare: return sentence(u"unwatched-run");
    case Pace::Full: return QStringLiteral("The processes race freely; afterwards you watch a replay.");
    case Pace::Slow: return QStringLiteral("The same, with a pause between reading and writing.");
    case Pace::Step: return QStringLiteral("You choose which process goes next, and can go back.");
    }
    return {};
}

QString ending(const ProcessInfo &process)
{
    switch (process.end) {
    case ProcessEnd::Running: return QStringLiteral("running");
    case ProcessEnd::Finished: return QStringLiteral("finished");
    case ProcessEnd::Killed: return QStringLiteral("killed (signal %1)").arg(process.signal);
    case ProcessEnd::Crashed: return QStringLiteral("crashed (signal %1)").arg(process.signal);
    case ProcessEnd::Stuck: return QStringLiteral("stuck");
    case ProcessEnd::Stopped: return QStringLiteral("stopped");
    }
    return {};
}

QString fate(const ProcessInfo &process)
{
    if (process.end == ProcessEnd::Stopped || process.end == ProcessEnd::Stuck)
        return QStringLiteral("was stopped by Interleave");
    return process.end == ProcessEnd::Crashed ? QStringLiteral("crashed") : QStringLiteral("was killed");
}

QString shortFate(const ProcessInfo &process)
{
    if (process.end == ProcessEnd::Stopped || process.end == ProcessEnd::Stuck)
        return QStringLiteral("stopped");
    return process.end == ProcessEnd::Crashed ? QStringLiteral("crashed") : QStringLiteral("killed");
}

QString window(const Window &window)
{
    switch (window.kind) {
    case Window::Kind::None: return {};
    case Window::Kind::Yield: return QStringLiteral("giving way between reading and writing");
    case Window::Kind::Sleep:
        return QStringLiteral("%1 between reading and writing").arg(duration(static_cast<double>(window.nanoseconds)));
    }
    return {};
}

QString endedAt(const RunInfo &info)
{
    const QDateTime start = QDateTime::fromString(QString::fromStdString(info.startedAt), Qt::ISODate);
    return start.isValid() ? start.addMSecs(info.durationNs / 1'000'000).toString(QStringLiteral("HH:mm:ss")) : QString();
}

} // namespace interleave::words
