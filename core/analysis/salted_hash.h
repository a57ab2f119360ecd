// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <random>

namespace interleave {

/// A hash of whole numbers that nobody can foresee: what a recording holds may have been chosen so that all of it falls
/// into one bucket, and looking anything up would take as long as there are entries.
struct SaltedHash {
    std::size_t operator()(std::uint64_t number) const
    {
        // Multiplication by an odd number of this process's own, upper bits folded into the lower (Dietzfelbinger and
        // others, "A Reliable Randomized Algorithm for the Closest-Pair Problem", 1997).
        static const std::uint64_t salt = [] {
            std::random_device random;
            return (std::uint64_t{random()} << 32 | random()) | 1;
        }();
        const std::uint64_t mixed = (number + 0x9e3779b97f4a7c15ull) * salt;
        return static_cast<std::size_t>(mixed ^ mixed >> 32);
    }
};

} // namespace interleave
