// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/evidence.h"

#include "app/models/known_orders.h"
#include "app/models/order_words.h"
#include "app/models/to_text.h"
#include "app/models/transcript.h"
#include "app/style/words.h"

#include <QStringList>

#include <algorithm>

namespace interleave {

namespace {

/// Why nothing follows from this run; empty when something does.
QString whyNotProvable(const RunInfo &info, const Findings &findings)
{
    if (info.settings.pace == Pace::Bare)
        return QStringLiteral("Nothing guarantees it: an unwatched run leaves no evidence.");
    if (findings.noInterleaving)
        return QStringLiteral("Nothing guarantees it: no interleaving explains this run, for reads went ahead of writes.");
    if (!isWhole(info) || findings.races.proof != Proof::Proved || findings.atomicity.proof != Proof::Proved
        || findings.unexplained > 0)
        return QStringLiteral("Nothing guarantees it: the record is not complete, so nothing can be proved from it.");
    if (!everyoneFinished(info))
        return QStringLiteral("Nothing guarantees it: not every process came to its end.");
    return {};
}

/// How many of that kind were taken.
std::ptrdiff_t taken(const RunInfo &info, const Findings &findings, ObjectKind kind)
{
    return std::count_if(findings.locks.begin(), findings.locks.end(), [&](const LockHistory &lock) {
        return lock.acquisitions > 0 && lock.object.row() < info.objects.size()
            && info.objects[lock.object.row()].kind == kind;
    });
}

/// "the lock and the semaphores ordered", "single steps ordered": by what conflicting accesses were ordered.
QString whatOrdered(const RunInfo &info, const Findings &findings)
{
    const std::ptrdiff_t locks = taken(info, findings, ObjectKind::Mutex);
    const std::ptrdiff_t semaphores = taken(info, findings, ObjectKind::Semaphore);
    const QString lock = locks == 1 ? QStringLiteral("The lock") : QStringLiteral("The locks");
    const QString semaphore = semaphores == 1 ? QStringLiteral("the semaphore") : QStringLiteral("the semaphores");
    if (locks > 0 && semaphores > 0)
        return QStringLiteral("%1 and %2 ordered").arg(lock, semaphore);
    if (locks > 0)
        return QStringLiteral("%1 ordered").arg(lock);
    if (semaphores > 0)
        return QStringLiteral("T%1 ordered").arg(semaphore.mid(1));
    return QStringLiteral("Single steps ordered");
}

/// “lock a” and “lock b” were taken in opposite orders; empty when none were.
QString circleText(const RunInfo &info, const LockCircle &circle)
{
    constexpr qsizetype kNamed = 4; // of more, two are named and the others counted
    const auto count = static_cast<qsizetype>(circle.mutexes.size());
    if (count == 0)
        return circle.isKnown ? QString() : QStringLiteral("locks were taken in more orders than could be looked at");
    QStringList names;
    for (const ObjectRef mutex : circle.mutexes)
        if (count <= kNamed || names.size() < 2)
            names << QStringLiteral("“%1”").arg(objectName(info, mutex));
    if (count > kNamed)
        names << QStringLiteral("%1 more").arg(count - 2);
    return words::joined(names)
        + (count == 2 ? QStringLiteral(" were taken in opposite orders") : QStringLiteral(" were taken in a circle"));
}

/// Of what the record of one run says.
Evidence evidenceOfRun(const ScenarioInfo &scenario, const RunInfo &info, const Findings &findings)
{
    if (info.processes.size() == 1 && everyoneFinished(info))
        return {Guarantee::ThisSize, QStringLiteral("One process alone has one order only: nobody can come between."),
                QStringLiteral("That says nothing of two processes.")};
    if (const QString why = whyNotProvable(info, findings); !why.isEmpty())
        return {Guarantee::None, why};
    if (const auto pairs = static_cast<std::int64_t>(findings.races.pairs.size()); pairs > 0)
        return {Guarantee::None, QStringLiteral("Nothing guarantees it: the accesses of %1 were not ordered.")
                                     .arg(words::counted(pairs, u"pair of lines", u"pairs of lines"))};
    if (const auto split = static_cast<std::int64_t>(findings.atomicity.split); split > 0)
        return {
            Guarantee::None,
            QStringLiteral("Nothing guarantees it: in %1 no lock was held from reading to writing; another order could "
                           "lose one.")
                .arg(words::counted(split, u"update", u"updates"))};
    const ModeInfo *mode = scenario.mode(info.settings.mode);
    const bool isRight = mode != nullptr && mode->right;
    const QString circle = circleText(info, findings.lockCircle);
    if (!isRight && !circle.isEmpty())
        return {Guarantee::None,
                QStringLiteral("Nothing guarantees it: %1, so another time each process may hold one and wait for the next "
                               "one for ever.")
                    .arg(circle)};
    const QString ordered = whatOrdered(info, findings) + QStringLiteral(" every two accesses that conflict");
    const bool guarded = findings.unguarded.empty();
    if (isRight)
        return {
            Guarantee::Always, ordered + QStringLiteral("; no order of them can change the result."),
            (guarded
                 ? QStringLiteral("This is proved for the accesses of this run. That other runs make the same kind of "
                                  "accesses follows from the code, not from the recording: ")
                 : QStringLiteral(
                     "That they were ordered is proved for this run. That every run orders them follows from "
                     "the code, not from the recording: "))
                + QStringLiteral("the scenario declares that “%1” is right by construction, and that is not checked.")
                      .arg(toText(mode->title))
                + (circle.isEmpty() ? QString()
                                    : u' ' + words::asSentence(circle + QStringLiteral("; that this never ends in a deadlock "
                                                                                      "follows from the code, too")))};
    if (guarded)
        return {Guarantee::ThisSize, ordered + QStringLiteral(" in this run; of other sizes it says nothing."),
                QStringLiteral("This is proved for the accesses of this run; another run may take another way through the code.")};
    return {Guarantee::None, QStringLiteral("Nothing guarantees it: the accesses were ordered in this run, but no one lock guards "
                                            "them all.")};
}

/// A search that has gone through every order, and so speaks of all of them.
bool speaksOfAll(const ExplorationReport &orders, const RunInfo &info)
{
    return orders.isOver && orders.claim == Claim::Exhaustive && orders.deaths == 0
        && haveSameOrders(orders.settings, info.settings);
}

/// What the run says, and what a search of all its orders adds to that. `mayDie`: of deaths the sentence will speak.
Evidence evidenceOfBoth(const ScenarioInfo &scenario, const RunInfo &info, const Findings &findings,
                        const ExplorationReport *orders, bool mayDie)
{
    Evidence evidence = evidenceOfRun(scenario, info, findings);
    if (orders == nullptr || !haveSameOrders(orders->settings, info.settings))
        return evidence;
    const ExploredOutcome *const failure = orders->shortestFailure();
    const bool all = speaksOfAll(*orders, info);
    if (failure != nullptr)
        return {Guarantee::None,
                all ? QStringLiteral("Nothing guarantees it: %1 of all %2 go wrong.")
                          .arg(orderCount(wrongOrders(*orders)), ordersText(orders->interleavings))
                    : QStringLiteral("Nothing guarantees it: orders that go wrong are known.")};
    // Of what no order explains, or whoever died, orders say nothing.
    if (!all || findings.noInterleaving || !everyoneFinished(info))
        return evidence;
    evidence.sentence = QStringLiteral("All %1 of %2 were searched, and none of them can change the result.")
                            .arg(ordersText(orders->interleavings), sizeText(scenario, info.settings.parameters));
    if (evidence.guarantee != Guarantee::Always)
        evidence.limit = mayDie ? QStringLiteral("This is proved for this size: of others it says nothing.")
                                : QStringLiteral("This is proved for this size, and as long as no process dies: of others "
                                                 "it says nothing.");
    evidence.guarantee = std::max(evidence.guarantee, Guarantee::ThisSize);
    return evidence;
}

/// "with up to 1 death, 18 of 24 orders go wrong"; empty where that is not known.
QString whatDeathsDo(const ExplorationReport *withDeaths, const RunInfo &info)
{
    if (withDeaths == nullptr || !withDeaths->anyWrong() || !haveSameOrders(withDeaths->settings, info.settings))
        return {};
    const QString deaths = deathsText(withDeaths->deaths).trimmed();
    if (!withDeaths->isOver || withDeaths->claim != Claim::Exhaustive)
        return deaths + QStringLiteral(", it can go wrong");
    return QStringLiteral("%1, %2 of %3 go wrong")
        .arg(deaths, orderCount(wrongOrders(*withDeaths)), ordersText(withDeaths->interleavings));
}

/// A run in which all lived tells nothing of what a death would do.
Evidence asLongAsAllLive(Evidence evidence, const QString &otherwise)
{
    evidence.sentence = QStringLiteral("As long as no process dies%1: %2")
                            .arg(otherwise.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(otherwise),
                                 evidence.sentence.left(1).toLower() + evidence.sentence.mid(1));
    return evidence;
}

} // namespace

Evidence evidenceOf(const ScenarioInfo &scenario, const RunInfo &info, const Findings &findings,
                    const ExplorationReport *orders, const ExplorationReport *withDeaths)
{
    const QString otherwise = whatDeathsDo(withDeaths, info);
    const bool mayDie = scenario.searchedDeaths > 0 || !otherwise.isEmpty();
    const Evidence evidence = evidenceOfBoth(scenario, info, findings, orders, mayDie);
    return evidence.guarantee != Guarantee::None && mayDie ? asLongAsAllLive(evidence, otherwise) : evidence;
}

QString guaranteeName(Guarantee guarantee)
{
    switch (guarantee) {
    case Guarantee::None: break;
    case Guarantee::ThisSize: return QStringLiteral("this size");
    case Guarantee::Always: return QStringLiteral("always");
    }
    return QStringLiteral("none");
}

} // namespace interleave
