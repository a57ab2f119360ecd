// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "core/trace/object_table.h"

#include <array>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace interleave {

/// In which order mutexes were taken by who held others meanwhile. If the orders make a circle, and each step of it was
/// made by another actor, then each of them may get its first mutex before any gets its second: a run that ended well
/// may not do so the next time.
///
/// Not if a gate keeps them from being there at the same time: a mutex that two of them held, or a semaphore with fewer
/// units than all of them held together. A semaphore is a gate as long as each unit is given back by who took it. What
/// else may keep the circle from closing (the order in which things are done) is not looked at.
/// Source: Havelund, "Using Runtime Analysis to Guide Model Checking of Java Programs" (SPIN 2000); Bensalem, Havelund,
/// "Dynamic Deadlock Analysis of Multi-threaded Programs" (HVC 2005) for gates and different actors.
class LockOrder
{
public:
    explicit LockOrder(const ObjectTable &objects);

    /// LockAcquired, LockReleased, SemaphoreAcquired, SemaphorePosted, Died.
    void settled(EventIndex index, const Event &event);
    const LockCircle &circle() const { return m_circle; }

private:
    /// Far more than any scenario has; a hostile recording may have as many as it likes.
    static constexpr std::size_t kHeld = 64, kMostSteps = 4096;
    static constexpr std::uint64_t kMostLooks = 1u << 18; ///< at steps, in all

    /// What an actor holds.
    struct Hands {
        std::vector<std::uint32_t> mutexes; ///< sorted
        std::map<std::uint32_t, std::uint32_t> units; ///< of each semaphore
        friend bool operator==(const Hands &, const Hands &) = default;
    };
    /// That one mutex was taken while another was held.
    struct Step {
        ActorId actor = kNoActor;
        Hands hands;
        EventIndex event = kNoEvent; ///< the first time
    };
    using Steps = std::map<std::uint32_t, std::vector<Step>>; ///< by the mutex that was taken

    void took(EventIndex index, const Event &event);
    void add(EventIndex index, std::uint32_t held, const Event &event);
    void posted(const Event &event);
    void lookAgain();
    void lookFrom(std::uint32_t held, std::uint32_t taken, const Step &step);
    bool closes(std::size_t length);
    bool goesWith(const Step &step) const;
    bool fitsUnits(const Step &step) const;
    void tell();

    std::vector<ObjectKind> m_kinds;          ///< by row
    std::vector<std::int32_t> m_units;        ///< by row
    std::vector<bool> m_isGate;               ///< by row; semaphores whose units come back from who took them
    std::array<Hands, kMaxActors> m_hands;
    std::map<std::uint32_t, Steps> m_steps;   ///< by the mutex that was held
    std::size_t m_stepCount = 0;
    std::uint64_t m_looks = 0;
    /// Of the circle that is being looked for: which mutex was held, and which step from it.
    std::vector<std::pair<std::uint32_t, const Step *>> m_way;
    std::uint32_t m_end = 0; ///< the mutex taken last
    LockCircle m_circle;
};

} // namespace interleave
