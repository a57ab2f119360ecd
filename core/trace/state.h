// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/shm/event.h"
#include "core/trace/run_info.h"
#include "core/trace/trace.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace interleave {

/// Where an actor stands at a cursor.
struct ActorState {
    enum class Phase : std::uint8_t { NotBegun, Running, Waiting, Died };
    Phase phase = Phase::NotBegun;
    EventIndex last = kNoEvent;       ///< its latest event
    std::optional<std::int32_t> copy; ///< "its copy": the value it last read or wrote of a cell
    ObjectRef waitingFor;             ///< while Waiting
    std::vector<ObjectRef> holding; ///< mutexes it holds, oldest first; a dead one's until somebody else acquires them
    std::uint64_t writes = 0;       ///< events that wrote a word (Write, Update), all cells
    std::uint64_t slotWrites = 0;   ///< of them into Slots
    std::uint64_t slotReads = 0;    ///< reads of Slots
    std::uint64_t releases = 0;     ///< mutexes it gave back, as it said itself, and not on the way out
    std::uint64_t missing = 0;      ///< events of its that were not recorded; what is counted above is then a least
    friend bool operator==(const ActorState &, const ActorState &) = default;
};

/// Where one element of a Cell, Slots or Semaphore stands at a cursor.
struct CellState {
    Word current;
    Word previous;                    ///< what the last write replaced
    EventIndex lastWrite = kNoEvent;  ///< the event that wrote `current`
    EventIndex lastAccess = kNoEvent; ///< the latest read or write
    /// False: its contents are not known here, since events are missing, or it was left behind by the window of a long
    /// array, and nobody has been seen to access it since (or too long ago to be found). Draw it as such, not as empty.
    bool known = true;
    friend bool operator==(const CellState &, const CellState &) = default;
};

/// Where one Mutex or Semaphore stands at a cursor, beside its word.
struct LockState {
    ActorId holder = kNoActor;
    EventIndex acquiredAt = kNoEvent; ///< the LockAcquired of the holder
    std::vector<ActorId> waiting;     ///< asked and not yet served, in the order of asking
    std::uint64_t acquisitions = 0;
    bool known = true; ///< false: events are missing that may have taken it; `holder` is nobody
    friend bool operator==(const LockState &, const LockState &) = default;
};

/// Everything a view may draw, after the first `position` events. A value: copy it, compare it.
///
/// Arrays longer than kShownElements keep only a window of kWindow elements that holds the one accessed last
/// (`firstShown`); what is outside is not drawn either. By replay alone a window knows nothing of what it has left
/// behind before; StateIndex finds that again. Of an array of locks the first kShownLocks are kept. Of a table
/// with more than kShownInAll elements, the last rows have windows of kLeastWindow.
struct State {
    static constexpr std::uint32_t kShownElements = 4096;
    static constexpr std::uint32_t kWindow = 1024;
    static constexpr std::uint32_t kShownInAll = 1 << 16;
    static constexpr std::uint32_t kLeastWindow = 16;
    static constexpr std::uint32_t kShownLocks = 1024;

    struct ObjectState {
        std::vector<CellState> cells; ///< Cell, Slots, Semaphore: by element − firstShown
        std::uint32_t firstShown = 0;
        std::vector<LockState> locks; ///< Mutex, Semaphore: by element
        std::uint64_t writes = 0;     ///< Write and Update events on it
        ObjectKind kind = ObjectKind::None;
        std::uint32_t count = 1; ///< elements of the array, shown or not
        Word initial;            ///< of each
        /// Elements that were ever in the window: outside, the array is as it was at the start.
        std::uint32_t reachedFirst = 0, reachedEnd = 0;
        bool forgotten = false; ///< events are missing that may have been to it, and nobody has accessed it since
        EventIndex forgottenAt = 0; ///< position behind the latest gap after which that was so; 0: there was none
        friend bool operator==(const ObjectState &, const ObjectState &) = default;
    };

    EventIndex position = 0; ///< events applied
    std::vector<ActorState> actors;
    std::vector<ObjectState> objects; ///< by row

    /// The state before the first event.
    static State initial(const ObjectTable &objects, std::size_t actors);
    /// Applies event number `position`. An event that fits no object or actor of the run only counts.
    void apply(const Event &event) { apply(std::span(&event, 1)); }
    /// … and those that follow.
    void apply(std::span<const Event> events);

    /// Events are missing among those applied.
    bool hasGaps() const;
    const CellState *cell(ObjectRef object) const; ///< null when not shown, not known or no such thing
    const LockState *lock(ObjectRef object) const;
    friend bool operator==(const State &, const State &) = default;
};

/// Finds the state at any cursor quickly: a checkpoint now and then, and replay from there; what windows have left
/// behind, by looking back (see LongArrays).
/// One thread calls settled() in order, any thread may call at() below what has been settled.
class StateIndex
{
public:
    /// Events between two checkpoints; more when a state is larger than so many bytes, so that checkpoints never cost
    /// more than about a byte an event.
    static constexpr EventIndex kStride = 1 << 14;

    StateIndex(ObjectTable objects, std::size_t actors);
    ~StateIndex();

    /// The writer's thread, each event once, in order.
    void settled(EventIndex first, std::span<const Event> events);
    void settled(EventIndex index, const Event &event) { settled(index, std::span(&event, 1)); }
    /// After the first `position` events (0 … settled). Any thread; takes a lock no worker knows, for nanoseconds.
    State at(TraceReader &reader, EventIndex position) const;
    /// Bytes held for checkpoints, for figures. Any thread.
    std::size_t storedBytes() const;

private:
    struct Private;
    std::unique_ptr<Private> m_private;
};

} // namespace interleave
