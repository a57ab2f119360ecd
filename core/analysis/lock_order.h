// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "core/trace/object_table.h"

#include <array>
#include <cstdint>
#include <map>
#include <vector>

namespace interleave {

/// In which order mutexes were taken by who held others meanwhile. If the orders make a circle and more than one actor
/// went round it, then each of them may get its first mutex before any gets its second: a run that ended well may not
/// do so the next time. What else may keep the circle from closing (a semaphore, a mutex held round it all) is not
/// looked at.
/// Source: Havelund, "Using Runtime Analysis to Guide Model Checking of Java Programs" (SPIN 2000).
class LockOrder
{
public:
    explicit LockOrder(const ObjectTable &objects);

    /// LockAcquired, LockReleased, Died.
    void settled(EventIndex index, const Event &event);
    const LockCircle &circle() const { return m_circle; }

private:
    /// Far more than any scenario has; a hostile recording may have as many as it likes.
    static constexpr std::size_t kHeld = 64, kMostSteps = 4096;

    using Steps = std::map<std::uint32_t, std::uint64_t>; ///< to which mutex, and a bit for each actor that took it
    void step(EventIndex index, std::uint32_t held, const Event &taken);
    void lookFrom(EventIndex index, std::uint32_t held, std::uint32_t taken);

    std::vector<bool> m_isMutex; ///< by row
    std::array<std::vector<std::uint32_t>, kMaxActors> m_held;
    std::map<std::uint32_t, Steps> m_steps; ///< by the mutex that was held
    std::size_t m_stepCount = 0;
    LockCircle m_circle;
};

} // namespace interleave
