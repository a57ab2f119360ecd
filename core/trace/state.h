// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/shm/event.h"
#include "core/trace/run_info.h"
#include "core/trace/trace.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace interleave {

/// Where an actor stands at a cursor.
struct ActorState {
    enum class Phase : std::uint8_t { NotBegun, Running, Waiting, Died };
    Phase phase = Phase::NotBegun;
    EventIndex last = kNoEvent;        ///< its latest event
    std::optional<std::int32_t> copy;  ///< "its copy": the value it last read or wrote of a cell
    ObjectRef waitingFor;              ///< while Waiting
    std::vector<ObjectRef> holding;    ///< mutexes it holds, oldest first
    std::uint64_t writes = 0;          ///< events that wrote a word (Write, Update), all cells
    std::uint64_t slotWrites = 0;      ///< of them into Slots
    std::uint64_t slotReads = 0;       ///< reads of Slots
    friend bool operator==(const ActorState &, const ActorState &) = default;
};

/// Where one element of a Cell, Slots or Semaphore stands at a cursor.
struct CellState {
    Word current;
    Word previous;                   ///< what the last write replaced
    EventIndex lastWrite = kNoEvent; ///< the event that wrote `current`
    EventIndex lastAccess = kNoEvent; ///< the latest read or write
    friend bool operator==(const CellState &, const CellState &) = default;
};

/// Where one Mutex or Semaphore stands at a cursor, beside its word.
struct LockState {
    ActorId holder = kNoActor;
    EventIndex acquiredAt = kNoEvent;  ///< the LockAcquired of the holder
    std::vector<ActorId> waiting;      ///< asked and not yet served, in the order of asking
    std::uint64_t acquisitions = 0;
    friend bool operator==(const LockState &, const LockState &) = default;
};

/// Everything a view may draw, after the first `position` events. A value: copy it, compare it.
///
/// Arrays longer than kShownElements keep only the elements within a window of that size around the element that was
/// accessed last (`firstShown`); what is outside is not drawn either.
struct State {
    static constexpr std::uint32_t kShownElements = 4096;

    struct ObjectState {
        std::vector<CellState> cells; ///< Cell, Slots, Semaphore: by element − firstShown
        std::uint32_t firstShown = 0;
        std::vector<LockState> locks; ///< Mutex, Semaphore: by element
        std::uint64_t writes = 0;     ///< Write and Update events on it
        friend bool operator==(const ObjectState &, const ObjectState &) = default;
    };

    EventIndex position = 0; ///< events applied
    std::vector<ActorState> actors;
    std::vector<ObjectState> objects; ///< by row

    /// The state before the first event.
    static State initial(const ObjectTable &objects, std::size_t actors);
    /// Applies event number `position`.
    void apply(const Event &event);

    const CellState *cell(ObjectRef object) const; ///< null when not shown or no such thing
    const LockState *lock(ObjectRef object) const;
    friend bool operator==(const State &, const State &) = default;
};

/// Finds the state at any cursor quickly: a checkpoint every kStride events, and replay from there.
/// One thread calls settled() in order, any thread may call at() below what has been settled.
class StateIndex
{
public:
    static constexpr EventIndex kStride = 1 << 14;

    StateIndex(ObjectTable objects, std::size_t actors);
    ~StateIndex();

    /// The writer's thread, once per event, in order.
    void settled(EventIndex index, const Event &event);
    /// After the first `position` events (0 … settled). Any thread; takes a lock no worker knows, for nanoseconds.
    State at(TraceReader &reader, EventIndex position) const;

private:
    struct Private;
    std::unique_ptr<Private> m_private;
};

} // namespace interleave
