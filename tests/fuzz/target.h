// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

/// What a fuzz target gives its driver; the first is the name libFuzzer calls it by.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

/// Valid inputs to start from.
std::vector<std::vector<std::uint8_t>> fuzzSeeds();
