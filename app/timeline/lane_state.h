// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/shm/event.h"

#include <array>
#include <cstdint>
#include <utility>

namespace interleave {

/// What an actor is doing between two of its events, as far as its lane shows it.
struct LaneState {
    enum class Phase : std::uint8_t { Free, Waiting, Holding };
    static constexpr ObjectRef kNoLock{~std::uint32_t{0}};

    bool waiting : 1 = false;
    bool dead : 1 = false;
    bool wanted : 1 = false;      ///< somebody waits for a mutex it holds; LaneStates sees to that
    std::uint16_t holding = 0;    ///< mutexes held
    ObjectRef waitsFor = kNoLock; ///< the mutex it waits for
    std::array<ObjectRef, 2> held = {kNoLock, kNoLock}; ///< those taken last; that somebody wants another is not told

    /// Who waits for one lock while holding another is drawn waiting: it makes no progress.
    Phase phase() const
    {
        return waiting ? Phase::Waiting : holding > 0 ? Phase::Holding : Phase::Free;
    }
    /// Holding what somebody else waits for.
    bool isWanted() const { return wanted && phase() == Phase::Holding; }
    bool holds(ObjectRef lock) const { return lock != kNoLock && (held[0] == lock || held[1] == lock); }

    /// An event of its own.
    void apply(const Event &event)
    {
        switch (event.kind()) {
        case EventKind::LockRequested:
            waitsFor = event.object;
            waiting = true;
            break;
        case EventKind::SemaphoreRequested:
        case EventKind::AwaitBegan:
            waiting = true;
            break;
        case EventKind::LockAcquired:
            waiting = false;
            waitsFor = kNoLock;
            take(event.object);
            break;
        case EventKind::LockReleased:
            giveBack(event.object);
            break;
        case EventKind::SemaphoreAcquired:
        case EventKind::Awaited:
            waiting = false;
            break;
        case EventKind::Died:
            *this = {};
            dead = true;
            break;
        case EventKind::Gap: // nobody knows
            *this = {};
            break;
        default:
            break;
        }
    }

    friend bool operator==(const LaneState &, const LaneState &) = default;

private:
    void take(ObjectRef lock)
    {
        ++holding;
        held = {held[1] == kNoLock ? held[0] : held[1], lock};
        if (held[0] == kNoLock)
            std::swap(held[0], held[1]);
    }
    void giveBack(ObjectRef lock)
    {
        holding = holding > 0 ? static_cast<std::uint16_t>(holding - 1) : holding;
        if (held[0] == lock)
            held = {held[1], kNoLock};
        else if (held[1] == lock)
            held[1] = kNoLock;
    }
};

/// How an event is counted: Read and Awaited read; Write and Update write. Taking or posting a semaphore is neither.
constexpr bool countsAsRead(EventKind kind) { return readsWord(kind); }
constexpr bool countsAsWrite(EventKind kind) { return kind == EventKind::Write || kind == EventKind::Update; }

/// Where the object of the value row stands, as far as the record tells.
struct ValueState {
    std::int32_t value = 0;
    std::uint32_t writes : 30 = 0;     ///< Write and Update events so far: increments, mostly
    std::uint32_t known : 1 = true;    ///< false: events are missing, and nobody has been seen to access it since
    std::uint32_t complete : 1 = true; ///< no event is missing so far: all writes are counted

    /// `row`: of the value row's object.
    void apply(const Event &event, int row)
    {
        if (event.kind() == EventKind::Gap)
            known = complete = false;
        if (event.object.row() != row)
            return;
        const bool writing = writesWord(event.kind());
        if (!writing && (known || !readsWord(event.kind())))
            return;
        value = writing ? event.written().value() : event.seen().value();
        writes += countsAsWrite(event.kind());
        known = true;
    }

    friend bool operator==(const ValueState &, const ValueState &) = default;
};
static_assert(sizeof(ValueState) == 8);

} // namespace interleave
