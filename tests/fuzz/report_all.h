// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/trace/recording.h"

#include <cstdint>
#include <memory>
#include <span>

/// Does with a recording what the program can do with it: states, findings, sentences, links, explanation, account,
/// JSON and text; and by turns comparison, charts, pictures, exports. `turn` says which of these: all of them take
/// long. Throughout it sees to it that what is said is about what there is.
void reportAll(const std::shared_ptr<interleave::Recording> &recording, std::uint32_t turn);

/// Whose turn it is depends on the input alone.
constexpr std::uint32_t turnOf(std::span<const std::uint8_t> input)
{
    std::uint32_t hash = 2166136261u; // FNV-1a
    for (const std::uint8_t byte : input)
        hash = (hash ^ byte) * 16777619u;
    return hash >> 8;
}
