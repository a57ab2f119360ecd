// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <functional>
#include <sys/types.h>

namespace interleave {

/// A real process of a test: a copy of this one that runs `body` and leaves by _exit with what it returned. Killed and
/// reaped with its owner at the latest. Make it before this process starts threads of its own.
class Child
{
public:
    explicit Child(const std::function<int()> &body);
    Child(Child &&other) noexcept;
    Child &operator=(Child &&) = delete;
    ~Child();

    pid_t pid() const { return m_pid; }
    /// kill -9; it may have ended already.
    void kill() const;
    /// Waits for its end. Its exit code, or minus the signal that ended it.
    int wait();

private:
    pid_t m_pid = -1; // −1: reaped, or moved from
};

} // namespace interleave
