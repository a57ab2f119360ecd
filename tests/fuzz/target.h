// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

/// What a fuzz target gives its driver (see README.md). The driver is libFuzzer or driver.cpp; the first two names are
/// the ones libFuzzer calls.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);
extern "C" int LLVMFuzzerInitialize(int *argc, char ***argv);

/// Valid inputs to start from, the same at every call.
std::vector<std::vector<std::uint8_t>> fuzzSeeds();

/// Ends the program when it does not hold.
void require(bool holds, const char *what);
