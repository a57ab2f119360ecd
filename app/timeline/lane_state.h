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
        default:
            break;
        }
    }

    friend bool operator==(const LaneState &, const LaneState &) = default;
};

/// How an event is counted: Read and Awaited read; Write and Update write. Taking or posting a semaphore is neither.
constexpr bool countsAsRead(EventKind kind) { return readsWord(kind); }
constexpr bool countsAsWrite(EventKind kind) { return kind == EventKind::Write || kind == EventKind::Update; }

} // namespace interleave
