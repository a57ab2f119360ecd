// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/shm/event.h"

#include <cstdint>

namespace interleave {

/// What an actor is doing between two of its events, as far as its lane shows it.
struct LaneState {
    enum class Phase : std::uint8_t { Free, Waiting, Holding };

    bool waiting = false;
    bool dead = false;
    std::uint16_t holding = 0; ///< mutexes held

    /// Who waits for one lock while holding another is drawn waiting: it makes no progress.
    Phase phase() const
    {
        return waiting ? Phase::Waiting : holding > 0 ? Phase::Holding : Phase::Free;
    }

    void apply(const Event &event)
    {
        switch (event.kind()) {
        case EventKind::LockRequested:
        case EventKind::SemaphoreRequested:
        case EventKind::AwaitBegan:
            waiting = true;
            break;
        case EventKind::LockAcquired:
            waiting = false;
            ++holding;
            break;
        case EventKind::LockReleased:
            holding = holding > 0 ? static_cast<std::uint16_t>(holding - 1) : holding;
            break;
        case EventKind::SemaphoreAcquired:
        case EventKind::Awaited:
            waiting = false;
            break;
        case EventKind::Died:
            *this = {false, true, 0};
            break;
        case EventKind::Gap: // nobody knows
            *this = {};
            break;
        default:
            break;
        }
    }

    friend bool operator==(const LaneState &, const LaneState &) = default;
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
