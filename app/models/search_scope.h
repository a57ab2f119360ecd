// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "scenarios/scenario_info.h"

#include <cstdint>
#include <optional>

namespace interleave {

/// Which orders of a run are asked for: all of them, or those with few preemptions; and whether processes may die in
/// them. A value.
struct SearchScope {
    std::optional<std::uint64_t> mostPreemptions = {}; ///< none: all orders, as far as that can be done
    std::uint64_t mostDeaths = 0;                      ///< so many processes may be killed, each at any moment

    friend bool operator==(const SearchScope &, const SearchScope &) = default;
};

/// All orders; with a death where dying is the lesson.
inline SearchScope usualScope(const ScenarioInfo &scenario)
{
    return {.mostDeaths = static_cast<std::uint64_t>(scenario.searchedDeaths)};
}

} // namespace interleave
