// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>

/// How much memory `new` gives out, all threads together. Every target counts it.
class Meter
{
public:
    /// Counts from here on.
    Meter();
    /// The most that was held at once beyond what was held at the beginning.
    std::size_t most() const;

private:
    std::size_t m_before;
};
