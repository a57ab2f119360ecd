// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/shm/run_memory.h"

#include <vector>

namespace interleave {

/// Finds out that nobody can move any more, by looking at the words in which actors say what they wait for: when all
/// that live have been within the same wait at several looks in a row, and none of these waits could end by itself (the
/// lock is held by one of them, the semaphore is empty, no awaited word has changed since it was looked at), nobody is
/// left to end it. It takes no lock. An actor that runs is never taken for stuck. One that has what it waited for and
/// was stopped, or got no processor, before it could say so would be: whoever asks must see to it that all of them
/// sleep (WorkerProcess::isAsleep).
class Standstill
{
public:
    /// Looks in a row before it is believed. Two would do: a wait has a number of its own.
    static constexpr int kLooks = 5;

    void reset() { *this = {}; }
    /// One look. `alive` by actor. True when everybody is stuck.
    bool look(const RunMemory &memory, const std::vector<bool> &alive);
    /// Who waits for what, held by whom; of the last look.
    const std::vector<Wait> &waits() const { return m_waits; }

private:
    std::vector<std::uint64_t> m_numbers;
    std::vector<Wait> m_waits;
    int m_looks = 0;
};

} // namespace interleave
