// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/trace/state.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace interleave {
namespace {

using ObjectState = State::ObjectState;
using Phase = ActorState::Phase;

bool hasWords(ObjectKind kind)
{
    return kind == ObjectKind::Cell || kind == ObjectKind::Slots || kind == ObjectKind::Semaphore;
}

bool hasLine(ObjectKind kind)
{
    return kind == ObjectKind::Mutex || kind == ObjectKind::Semaphore;
}

/// Moves the window of a long array so that `element` lies in its middle. What was in the old window too keeps its
/// state; what was never in any window is as at the start; the rest is not known any more.
void moveWindow(ObjectState &object, std::uint32_t element)
{
    const auto window = static_cast<std::uint32_t>(object.cells.size());
    const std::uint32_t oldFirst = object.firstShown;
    const std::uint32_t first = std::min(element - std::min(element, window / 2), object.count - window);
    std::vector<CellState> moved(window, CellState{.current = object.initial, .previous = object.initial});
    for (std::uint32_t i = 0; i < window; ++i) {
        const std::uint32_t e = first + i;
        if (e >= oldFirst && e - oldFirst < window)
            moved[i] = object.cells[e - oldFirst];
        else
            moved[i].known = e < object.reachedFirst || e >= object.reachedEnd;
    }
    object.cells = std::move(moved);
    object.firstShown = first;
    object.reachedFirst = std::min(object.reachedFirst, first);
    object.reachedEnd = std::max(object.reachedEnd, first + window);
}

/// The element about to be accessed; null when the object has no words or is shorter.
CellState *accessedCell(ObjectState &object, std::uint32_t element)
{
    if (element >= object.count || object.cells.empty())
        return nullptr;
    if (element - object.firstShown >= object.cells.size())
        moveWindow(object, element);
    return &object.cells[element - object.firstShown];
}

LockState *lockOf(ObjectState &object, std::uint32_t element)
{
    return element < object.locks.size() ? &object.locks[element] : nullptr;
}

void forget(std::vector<ObjectRef> &holding, ObjectRef lock)
{
    // Locks are mostly freed in the reverse order of their acquisition.
    const auto found = std::find(holding.rbegin(), holding.rend(), lock);
    if (found != holding.rend())
        holding.erase(std::next(found).base());
}

/// Applies one event: the actor that did it, the object it did it to, and the line between them.
class Step
{
public:
    Step(State &state, const Event &event, ActorState &actor) : m_state(state), m_event(event), m_actor(actor) {}

    void apply()
    {
        m_actor.last = m_state.position;
        const EventKind kind = m_event.kind();
        if (kind == EventKind::Stalled) {
            if (m_actor.phase == Phase::NotBegun)
                m_actor.phase = Phase::Running;
            return;
        }
        // Whatever else it did, it no longer waits for what it waited for. (After a gap nobody knows.)
        if (m_actor.phase == Phase::Waiting)
            leaveLine();
        if (m_actor.phase != Phase::Died) // what it held may be freed later
            m_actor.phase = kind == EventKind::Died ? Phase::Died : Phase::Running;
        if (kind == EventKind::Gap)
            return skip();
        const std::uint8_t row = m_event.object.row();
        if (kind != EventKind::Died && row < m_state.objects.size())
            applyTo(m_state.objects[row], kind);
    }

private:
    /// It may have written any word, and have taken any lock that nobody else holds, of the rows the gap names.
    void skip()
    {
        const std::uint64_t missing = std::max<std::uint64_t>(1, m_event.a); // 0: nobody knows how many
        m_actor.missing += std::min(missing, std::numeric_limits<std::uint64_t>::max() - m_actor.missing);
        m_actor.copy.reset();
        const auto isConcerned = [&](std::size_t row) {
            return (gapRows(m_event) & gapBit(static_cast<std::uint8_t>(row))) != 0;
        };
        for (const ObjectRef held : m_actor.holding)
            if (isConcerned(held.row()))
                unhold(*lockOf(m_state.objects[held.row()], held.element()));
        std::erase_if(m_actor.holding, [&](ObjectRef held) { return isConcerned(held.row()); });
        for (std::size_t row = 0; row < m_state.objects.size(); ++row)
            if (isConcerned(row) && !std::exchange(m_state.objects[row].forgotten, true)) {
                forgetAll(m_state.objects[row]);
                m_state.objects[row].forgottenAt = m_state.position + 1;
            }
    }

    static void forgetAll(ObjectState &object)
    {
        for (CellState &cell : object.cells)
            cell.known = false;
        object.reachedFirst = 0;
        object.reachedEnd = object.count;
        for (LockState &lock : object.locks)
            if (lock.holder == kNoActor)
                unhold(lock);
    }

    static void unhold(LockState &lock)
    {
        lock = {.waiting = std::move(lock.waiting), .acquisitions = lock.acquisitions, .known = false};
    }

    void leaveLine()
    {
        const ObjectRef awaited = m_actor.waitingFor;
        m_actor.waitingFor = {};
        if (awaited.row() >= m_state.objects.size())
            return;
        if (LockState *lock = lockOf(m_state.objects[awaited.row()], awaited.element()))
            std::erase(lock->waiting, m_event.actor);
    }

    void applyTo(ObjectState &object, EventKind kind)
    {
        object.forgotten = false;
        switch (kind) {
        case EventKind::Read:
        case EventKind::Awaited: read(object); break;
        case EventKind::Write:
        case EventKind::Update:
            write(object);
            countWrite(object);
            break;
        case EventKind::SemaphorePosted: write(object); break;
        case EventKind::SemaphoreAcquired:
            write(object);
            if (LockState *lock = lockOf(object, m_event.object.element()))
                ++lock->acquisitions;
            break;
        case EventKind::AwaitBegan: wait(); break;
        case EventKind::LockRequested:
        case EventKind::SemaphoreRequested:
            wait();
            if (LockState *lock = lockOf(object, m_event.object.element()))
                lock->waiting.push_back(m_event.actor);
            break;
        case EventKind::LockAcquired: acquire(object); break;
        case EventKind::LockReleased: release(object); break;
        default: break;
        }
    }

    void wait()
    {
        m_actor.phase = Phase::Waiting;
        m_actor.waitingFor = m_event.object;
    }

    void copyOf(const ObjectState &object, Word word)
    {
        if (object.kind == ObjectKind::Cell)
            m_actor.copy = word.value();
    }

    void read(ObjectState &object)
    {
        CellState *cell = accessedCell(object, m_event.object.element());
        if (!cell)
            return;
        if (!cell->known) // what it read is there; which event wrote it was left behind with an old window
            *cell = {.current = m_event.seen(), .previous = m_event.seen()};
        cell->lastAccess = m_state.position;
        copyOf(object, m_event.seen());
        if (object.kind == ObjectKind::Slots)
            ++m_actor.slotReads;
    }

    void write(ObjectState &object)
    {
        CellState *cell = accessedCell(object, m_event.object.element());
        if (!cell)
            return;
        *cell = {.current = m_event.written(),
                 .previous = m_event.replaced(),
                 .lastWrite = m_state.position,
                 .lastAccess = m_state.position};
        copyOf(object, m_event.written());
    }

    void countWrite(ObjectState &object)
    {
        ++object.writes;
        ++m_actor.writes;
        if (object.kind == ObjectKind::Slots)
            ++m_actor.slotWrites;
    }

    void acquire(ObjectState &object)
    {
        LockState *lock = lockOf(object, m_event.object.element());
        if (!lock)
            return;
        if (lock->holder != m_event.actor) {
            if (lock->holder != kNoActor)
                forget(m_state.actors[lock->holder].holding, m_event.object);
            m_actor.holding.push_back(m_event.object);
        }
        lock->holder = m_event.actor;
        lock->known = true;
        lock->acquiredAt = m_state.position;
        ++lock->acquisitions;
    }

    void release(ObjectState &object)
    {
        m_actor.releases += m_event.has(kInferred) || m_event.isOnTheWayOut() ? 0 : 1;
        LockState *lock = lockOf(object, m_event.object.element());
        if (!lock || (lock->known && lock->holder != m_event.actor))
            return;
        forget(m_actor.holding, m_event.object);
        lock->holder = kNoActor;
        lock->known = true;
        lock->acquiredAt = kNoEvent;
    }

    State &m_state;
    const Event &m_event;
    ActorState &m_actor;
};

/// How many elements of an array are shown; takes them off what may still be.
std::uint32_t shownOf(std::uint32_t count, std::uint32_t &budget)
{
    std::uint32_t shown = count > State::kShownElements ? State::kWindow : count;
    if (shown > budget)
        shown = std::min(count, State::kLeastWindow);
    budget -= std::min(budget, shown);
    return shown;
}

ObjectState initialState(const Object &object, std::uint32_t &budget)
{
    ObjectState state;
    state.kind = object.kind;
    state.count = object.count;
    state.initial = Word::initial(object.initial);
    if (hasWords(object.kind)) {
        const std::uint32_t shown = shownOf(object.count, budget);
        state.cells.assign(shown, {.current = state.initial, .previous = state.initial});
        state.reachedEnd = shown;
    }
    if (hasLine(object.kind))
        state.locks.resize(std::min(object.count, State::kShownLocks));
    return state;
}

} // namespace

State State::initial(const ObjectTable &objects, std::size_t actors)
{
    State state;
    state.actors.resize(actors);
    std::uint32_t budget = kShownInAll;
    for (const Object &object : objects)
        state.objects.push_back(initialState(object, budget));
    return state;
}

void State::apply(std::span<const Event> events)
{
    // The session's own hand, and a hand-off of which one end is unknown, change objects, but nobody's standing.
    for (const Event &event : events) {
        if (event.actor < actors.size()) [[likely]] {
            Step(*this, event, actors[event.actor]).apply();
        } else if (event.actor == kNoActor) {
            ActorState nobody;
            Step(*this, event, nobody).apply();
        }
        ++position;
    }
}

bool State::hasGaps() const
{
    return std::any_of(actors.begin(), actors.end(), [](const ActorState &actor) { return actor.missing > 0; });
}

const CellState *State::cell(ObjectRef object) const
{
    if (object.row() >= objects.size())
        return nullptr;
    const ObjectState &state = objects[object.row()];
    const std::uint32_t shown = object.element() - state.firstShown;
    return shown < state.cells.size() && state.cells[shown].known ? &state.cells[shown] : nullptr;
}

const LockState *State::lock(ObjectRef object) const
{
    if (object.row() >= objects.size() || object.element() >= objects[object.row()].locks.size())
        return nullptr;
    return &objects[object.row()].locks[object.element()];
}

} // namespace interleave
