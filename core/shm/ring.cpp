// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/shm/ring.h"

#include "core/shm/clock.h"

#include <chrono>
#include <thread>
#include <utility>
#include <x86intrin.h>

namespace interleave {

std::int64_t RingWriter::waitForRoom(std::uint64_t room)
{
    m_dropping = false;
    if (hasRoom(room))
        return -std::exchange(m_droppedNow, 0);
    if (m_drop) {
        m_dropping = true;
        return 0;
    }
    const std::uint64_t since = monotonicNow();
    for (int spin = 0; !hasRoom(room); ++spin) {
        // Asleep it leaves its processor to the drain; one that only yields gets it back at once, again and again. What
        // the drain frees is a good part of the ring, so there is no hurry.
        if (spin < 64)
            _mm_pause();
        else if (spin < 80)
            std::this_thread::yield();
        else
            std::this_thread::sleep_for(std::chrono::microseconds(100));
    }
    const std::uint64_t held = std::max<std::uint64_t>(monotonicNow() - since, 1);
    // relaxed: a figure, written by this actor only.
    m_ends->stalledNs.store(m_ends->stalledNs.load(std::memory_order_relaxed) + held, std::memory_order_relaxed);
    return static_cast<std::int64_t>(held);
}

} // namespace interleave
