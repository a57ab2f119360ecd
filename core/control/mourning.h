// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/controller.h"
#include "core/shm/run_memory.h"
#include "core/trace/run_info.h"

#include <functional>
#include <utility>
#include <vector>

namespace interleave {

/// Puts into the memory what the session owes those who are left, now that the process of `gone` is no more.
/// `ends` by actor: Running while it has not ended.
using Mourn = std::function<void(RunMemory &, ActorId gone, const std::vector<ProcessEnd> &ends)>;

/// Sees to it in a stepped run, where a process stays when its role has come to its end: from the first death on, each
/// actor that has died or come to its end is mourned once, before anybody moves on. One thread, the controller's.
class Mourning
{
public:
    /// `memory` outlives it. Without `mourn` nothing is owed.
    Mourning(RunMemory &memory, Mourn mourn)
        : m_memory(memory),
          m_mourn(std::move(mourn)),
          m_ends(memory.actors(), ProcessEnd::Running)
    {}

    /// Another execution begins.
    void reset()
    {
        m_ends.assign(m_ends.size(), ProcessEnd::Running);
        m_anyDied = false;
    }

    /// To be called when everybody stands. True when words may have changed: those who wait are to look again.
    bool note(Controller &controller)
    {
        std::vector<ActorId> gone;
        for (std::size_t i = 0; i < m_ends.size(); ++i) {
            const auto actor = static_cast<ActorId>(i);
            const bool died = !controller.isAlive(actor);
            if (m_ends[i] != ProcessEnd::Running || !(died || controller.isDone(actor)))
                continue;
            m_ends[i] = died ? ProcessEnd::Killed : ProcessEnd::Finished;
            m_anyDied = m_anyDied || died;
            gone.push_back(actor);
        }
        if (gone.empty() || !m_anyDied || !m_mourn)
            return false;
        for (const ActorId actor : gone)
            m_mourn(m_memory, actor, m_ends);
        controller.wordsHaveChanged();
        return true;
    }

private:
    RunMemory &m_memory;
    Mourn m_mourn;
    std::vector<ProcessEnd> m_ends;
    bool m_anyDied = false;
};

} // namespace interleave
