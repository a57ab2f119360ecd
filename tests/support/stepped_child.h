// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/child.h"

#include <array>
#include <cstdint>
#include <functional>

namespace interleave {

/// A real process of a test that executes one instruction when it is told to, and can so be killed after any of them
/// (ptrace(2)). Made before this process starts threads of its own, and used by the thread that made it.
class SteppedChild
{
public:
    /// Runs freely until `body` stands still for the first time.
    explicit SteppedChild(const std::function<int()> &body);

    /// In the child: stops until its next instruction is asked for.
    static void standStill();
    /// A kernel or a container may forbid it.
    static bool isPossible();

    /// It executes one instruction; a call of the kernel is one, too. False when it stands still by itself: the end of
    /// what is to be gone through, or it crashed.
    bool step();
    /// Where its next instruction is. The same in every child of this process that has come the same way.
    std::uintptr_t place() const;
    /// At full speed, to its next arrival there. False as above.
    bool runTo(std::uintptr_t place);
    /// By what the kernel would find the robust locks that it holds, if it died now: the first one of its list, and the
    /// one that it is about to take or to give back.
    std::array<std::uintptr_t, 2> robustLocks() const;
    /// kill -9 where it stands. Its exit code, or minus the signal that ended it.
    int kill();

private:
    Child m_child;
    bool m_isHeld = false;
};

} // namespace interleave
