// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/ladder.h"

#include "app/models/to_text.h"
#include "app/models/transcript.h"
#include "app/style/words.h"
#include "scenarios/catalog.h"

#include <map>

namespace interleave {

namespace {

constexpr std::size_t kNamedWrites = 4;  // in between: more are counted
constexpr std::size_t kRungsOfAStep = 5; // at most, with the one that ends a clean stretch

/// The way from one write back to the write it continues.
struct Step {
    enum class Kind {
        Continues, ///< what it replaced is what its process had seen
        Stale,     ///< others had written in between
        Blind,     ///< its process had not looked since its own previous write
        Unknown    ///< not found, see Trail::hasEnded(); or the words contradict each other
    };
    Kind kind = Kind::Unknown;
    EventIndex read = kNoEvent;
    Word seen;
    EventIndex parent = kNoEvent;   ///< that wrote `seen`; kNoEvent: it was there at the start
    EventIndex released = kNoEvent; ///< after the read, the lock that was given back first
    std::uint64_t between = 0;      ///< writes after the parent and before this one
    EventIndex firstBetween = kNoEvent;
    std::vector<EventIndex> latest; ///< of them, newest first, at most kNamedWrites
    std::map<ActorId, std::uint64_t> byActor;
};

bool isWriteOf(const Event &event, ObjectRef cell)
{
    return event.object == cell && writesWord(event.kind());
}

/// Finds `step.parent`, the last write before `from`, which must have left `step.seen` there.
void findParent(Trail &trail, ObjectRef cell, EventIndex from, Step &step, Step::Kind kind)
{
    step.parent = trail.back(from, [cell](EventIndex, const Event &event) { return isWriteOf(event, cell); });
    const bool fits = step.parent == kNoEvent ? !trail.hasEnded() && step.seen.isInitial()
                                              : trail.event(step.parent).written() == step.seen;
    step.kind = fits ? kind : Step::Kind::Unknown;
}

Step stepBefore(Trail &trail, ObjectRef cell, EventIndex at)
{
    const Event write = trail.event(at);
    Step step;
    if (write.kind() == EventKind::Update) {
        step.read = at;
        step.seen = write.replaced();
        findParent(trail, cell, at, step, Step::Kind::Continues);
        return step;
    }
    bool own = false;
    step.read = trail.back(at, [&](EventIndex index, const Event &event) {
        if (event.actor == write.actor && event.kind() == EventKind::LockReleased)
            step.released = index;
        if (event.object != cell)
            return false;
        own = event.actor == write.actor;
        if (!writesWord(event.kind()))
            return own && readsWord(event.kind());
        if (own)
            return true;
        ++step.between;
        ++step.byActor[event.actor];
        step.firstBetween = index;
        if (step.latest.size() < kNamedWrites)
            step.latest.push_back(index);
        return false;
    });
    if (step.read == kNoEvent || writesWord(trail.event(step.read).kind())) {
        step.kind = trail.hasEnded() ? Step::Kind::Unknown : Step::Kind::Blind;
        step.read = kNoEvent;
        return step;
    }
    step.seen = trail.event(step.read).seen();
    const bool current = step.seen == write.replaced();
    if (current != (step.between == 0))
        return step; // the words contradict each other
    findParent(trail, cell, step.read, step, current ? Step::Kind::Continues : Step::Kind::Stale);
    return step;
}

QString whose(ActorId actor)
{
    return actor == kNoActor ? QStringLiteral("the session") : words::process(actor);
}

/// "process 1 wrote 6 and process 3 wrote 7, 8 and 9"; many: "process 1 wrote once and process 3 wrote 40 times".
QString writesBetween(Trail &trail, const Step &step)
{
    QStringList parts;
    if (step.between > step.latest.size()) {
        for (const auto &[actor, count] : step.byActor)
            parts << QStringLiteral("%1 wrote %2").arg(whose(actor), words::times(count));
        return words::joined(parts);
    }
    for (std::size_t i = step.latest.size(); i > 0;) {
        const ActorId actor = trail.event(step.latest[i - 1]).actor;
        QStringList values;
        for (; i > 0 && trail.event(step.latest[i - 1]).actor == actor; --i)
            values << words::number(trail.event(step.latest[i - 1]).written().value());
        parts << QStringLiteral("%1 wrote %2").arg(whose(actor), words::joined(values));
    }
    return words::joined(parts);
}

/// "increments", or "writes" where the scenario has no word for them.
QString unitsOf(const RunInfo &info, ObjectRef cell)
{
    if (const ScenarioInfo *scenario = findScenario(info.settings.scenario))
        for (const UnitInfo &unit : scenario->units)
            if (unit.object == info.objects[cell.row()].name)
                return toText(unit.plural);
    return QStringLiteral("writes");
}

/// One climb, rung by rung.
class Climb
{
public:
    Climb(Ladder &ladder, const CellHistory &cell) : m_ladder(ladder), m_cell(cell) {}

    void go()
    {
        const State end = m_ladder.recording.at(m_ladder.trail.reader(), m_ladder.trail.reader().size());
        const CellState *state = end.cell(m_cell.object);
        if (state == nullptr || state->lastWrite == kNoEvent)
            return;
        tellEnd(*state);
        EventIndex at = state->lastWrite;
        while (at != kNoEvent && goBack(at)) {}
        m_ladder.told.proof = std::max(m_ladder.told.proof, m_cell.proof);
    }

private:
    void tellEnd(const CellState &state)
    {
        const auto &words = m_ladder.info.finalWords;
        const std::size_t row = m_cell.object.row(), element = m_cell.object.element();
        const bool known = row < words.size() && element < words[row].size();
        const Event last = m_ladder.trail.event(state.lastWrite);
        const QString value = words::number(known ? words[row][element].value() : state.current.value());
        const QString what = QStringLiteral("At the end %1 is %2").arg(m_ladder.nameOf(m_cell.object), value);
        if (known && words[row][element] != state.current) {
            m_ladder.add(
                state.lastWrite,
                what
                    + QStringLiteral("; who wrote that is not in the recording. The last write recorded is this one."));
            m_ladder.told.proof = Proof::NotProvable;
            return;
        }
        m_ladder.add(state.lastWrite, what + QStringLiteral(": %1 wrote it.").arg(whose(last.actor)));
    }

    /// From `at` to the write it continues; false at the end of the way.
    bool goBack(EventIndex &at)
    {
        ++m_onWay;
        const Step step = stepBefore(m_ladder.trail, m_cell.object, at);
        const bool room = m_ladder.hasRoom(kRungsOfAStep + 1);
        switch (step.kind) {
        case Step::Kind::Continues:
            ++m_clean;
            m_oldestClean = at;
            break;
        case Step::Kind::Stale:
            if (!room)
                return rest();
            tellClean(at);
            tellStale(at, step);
            m_beside += step.between;
            break;
        case Step::Kind::Blind:
            if (room)
                tellClean(at);
            tellBlind(at);
            return false;
        case Step::Kind::Unknown: return giveUp(at);
        }
        at = step.parent;
        if (at == kNoEvent)
            tellStart(step.seen);
        return true;
    }

    void tellClean(EventIndex downTo)
    {
        if (m_clean == 1)
            m_ladder.add(
                m_oldestClean,
                QStringLiteral("This write continued event %1: nothing had come in between.").arg(eventNumber(downTo)));
        else if (m_clean > 1)
            m_ladder.add(m_oldestClean,
                         QStringLiteral("Before that each write continued the one before it, back to event %1.")
                             .arg(eventNumber(downTo)));
        m_clean = 0;
    }

    void tellStale(EventIndex at, const Step &step)
    {
        const Event write = m_ladder.trail.event(at);
        const std::size_t listed = m_ladder.findings.losses.by(at).size();
        m_ladder.add(at, m_ladder.sentence(at), listed > 0 ? Rung::Kind::Loss : Rung::Kind::Says);
        m_ladder.add(
            step.read,
            QStringLiteral("It had read %1 (%2)%3.")
                .arg(words::number(step.seen.value()), origin(step, write.actor), made(step.seen, write.written())));
        if (step.released != kNoEvent)
            m_ladder.add(
                step.released,
                QStringLiteral("Then it gave %1 back, before it had written: from here on others could come in.")
                    .arg(m_ladder.nameOf(m_ladder.trail.event(step.released).object)));
        QString between = QStringLiteral("In between %1: from here on what it had read was old.")
                              .arg(writesBetween(m_ladder.trail, step));
        // Some of them others had taken away before; they are beside the way all the same.
        if (listed != step.between)
            between += step.between == 1 ? QStringLiteral(" That write is not in the result.")
                                         : QStringLiteral(" None of these %1 writes is in the result.").arg(words::number(step.between));
        m_ladder.add(step.firstBetween, between);
    }

    /// "process 1 had written it at event 8"
    QString origin(const Step &step, ActorId reader)
    {
        if (step.parent == kNoEvent)
            return QStringLiteral("it was there at the start");
        const ActorId writer = m_ladder.trail.event(step.parent).actor;
        return QStringLiteral("%1 had written it at event %2")
            .arg(writer == reader ? QStringLiteral("it itself") : whose(writer), eventNumber(step.parent));
    }
    static QString made(Word seen, Word written)
    {
        const std::int64_t by = std::int64_t{written.value()} - seen.value();
        return by == 1 ? QStringLiteral(" and added one")
                       : QStringLiteral(" and made %1 of it").arg(words::number(written.value()));
    }

    void tellBlind(EventIndex at)
    {
        const bool listed = !m_ladder.findings.losses.by(at).empty();
        m_ladder.add(at, m_ladder.sentence(at), listed ? Rung::Kind::Loss : Rung::Kind::Says);
        m_ladder.add(at,
                     QStringLiteral(
                         "It had not read since its own last write: nothing from before this event is in the result."));
    }

    void tellStart(Word first)
    {
        const QString start = QStringLiteral("the %1 it started with").arg(words::number(first.value()));
        if (m_clean == 1)
            m_ladder.add(m_oldestClean, QStringLiteral("This write continued %1.").arg(start));
        else if (m_clean > 1)
            m_ladder.add(
                m_oldestClean,
                m_beside == 0 && m_clean == m_onWay
                    ? QStringLiteral("Each write continued the one before it, back to %1.").arg(start)
                    : QStringLiteral("Before that each write continued the one before it, back to %1.").arg(start));
        // The writes on the way and those beside it are all there are; if they are not, the recording is not whole.
        if (m_onWay + m_beside != m_cell.attempted || m_cell.proof != Proof::Proved)
            return;
        const QString units = unitsOf(m_ladder.info, m_cell.object);
        const auto count = [](std::uint64_t n) { return words::number(static_cast<std::int64_t>(n)); };
        m_ladder.add(kNoEvent,
                     m_beside == 0 ? QStringLiteral("So all %1 %2 are in it.").arg(count(m_onWay), units)
                                   : QStringLiteral("So %1 of %2 %3 are in it, and %4 %5 lost where it says so above: "
                                                    "none is missing from this account.")
                                         .arg(count(m_onWay), count(m_cell.attempted), units, count(m_beside),
                                              m_beside == 1 ? QStringLiteral("was") : QStringLiteral("were")));
    }

    /// There is no room for more.
    bool rest()
    {
        const std::uint64_t more = m_cell.lost - std::min(m_beside, m_cell.lost);
        m_ladder.add(
            kNoEvent,
            QStringLiteral("It goes on like this: %1 more %2 lost further back. “Loss ◂ ▸” leads through all of them.")
                .arg(words::number(static_cast<std::int64_t>(more)),
                     more == 1 ? QStringLiteral("was") : QStringLiteral("were")));
        return false;
    }

    bool giveUp(EventIndex at)
    {
        if (m_ladder.trail.hasEnded()) {
            tellClean(at);
            m_ladder.add(
                kNoEvent,
                QStringLiteral("Further back nobody has looked here: after %1 events this way ends. In all %2 %3 lost.")
                    .arg(words::number(Explanation::kReach), words::number(static_cast<std::int64_t>(m_cell.lost)),
                         m_cell.lost == 1 ? QStringLiteral("was") : QStringLiteral("were")));
            m_ladder.told.proof = std::max(m_ladder.told.proof, Proof::Bounded);
            return false;
        }
        tellClean(at);
        m_ladder.add(at, QStringLiteral("What this write continued the recording does not say: here the proof ends."));
        m_ladder.told.proof = Proof::NotProvable;
        return false;
    }

    Ladder &m_ladder;
    const CellHistory &m_cell;
    std::uint64_t m_onWay = 0, m_beside = 0; // writes
    std::uint64_t m_clean = 0;               // since the last rung
    EventIndex m_oldestClean = kNoEvent;
};

} // namespace

void climbValue(Ladder &ladder, const CellHistory &cell)
{
    Climb(ladder, cell).go();
}

} // namespace interleave
