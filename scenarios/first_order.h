// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/trace/run_info.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace interleave {

/// What one order without preemption tells of all: how many there are, about, and whether they can be gone through.
/// Whether they can is not known before it has been tried, which takes minutes where it cannot. Two things are known as
/// soon as one order has been seen: it is too long, and so are all others; or nobody had to wait, and the places at
/// which the actors can stand are too many already. The latter holds of roles that make as many accesses whatever they
/// read, as all do where nobody waits (scenarios/README.md): each has as many places in every order as it had in that
/// one. In between there is a guess. A value.
struct FirstOrder {
    enum class Size : std::uint8_t { Unknown, ProbablyTooLarge, TooLarge, TooLong };

    std::vector<std::size_t> lengths; ///< steps of each actor, as far as it was followed
    bool anyWaits = false;            ///< somebody might have had to wait for others, at some step of it
    bool isTooLong = false;           ///< it is longer than any that a search follows
    bool isWhole = false;             ///< it was followed to its end

    std::size_t length() const;
    /// `mostStates`: of the model, that a search may learn.
    Size size(std::uint64_t mostStates) const;
    /// Why not all are gone through, or may not be, and what could be; one or two sentences. `feasible` may be empty.
    std::string tooLarge(bool isCertain, const Parameters &feasible) const;
};

} // namespace interleave
