// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <atomic>
#include <cstdint>
#include <string>

/// The one door to the kernel calls that have no portable wrapper. Linux only.
namespace interleave::sys {

/// Anonymous shared memory of exactly `bytes`: backed now (so that no later touch can fail), sealed against growing and
/// shrinking. Returns the descriptor, inherited by children. `name` shows in /proc only.
Result<int> createSealedMemory(const char *name, std::uint64_t bytes);

/// Size of the memory behind a descriptor.
Result<std::uint64_t> sizeOf(int descriptor);

/// Sleeps while *word == expected, at most `timeoutNs` (negative: for ever). Wakes spuriously. Across processes.
void futexWait(const std::atomic<std::uint32_t> *word, std::uint32_t expected, std::int64_t timeoutNs = -1);
/// Wakes up to `count` sleepers; returns how many.
int futexWake(const std::atomic<std::uint32_t> *word, int count);

/// A worker: let the observer's barrier reach this process. False where the kernel has no such call.
bool registerForBarrier();
/// The observer: when this returns true, every running thread of every registered process has executed a full memory
/// barrier since the call (membarrier(2), MEMBARRIER_CMD_GLOBAL_EXPEDITED). False: not to be had; wait instead.
bool barrierEverywhere();

/// "EMFILE: too many open files" and its like, in the system's words.
std::string describe(int error);

} // namespace interleave::sys
