// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

namespace interleave {

/// A pipe whose one end only this process holds: when it dies, in whatever way, the other end tells the workers.
class Lifeline
{
public:
    static Result<Lifeline> create();
    Lifeline() = default;
    Lifeline(Lifeline &&other) noexcept;
    Lifeline &operator=(Lifeline &&other) noexcept;
    ~Lifeline();

    /// Inherited by workers.
    int workerEnd() const { return m_workerEnd; }

private:
    int m_workerEnd = -1;
    int m_ownEnd = -1; ///< close-on-exec: no child may keep a dead session's pipe open
};

} // namespace interleave
