// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/trace/recording.h"

#include <memory>

namespace interleave {

enum class Locking { None, Locked };

/// A consistent run of any length of processes that increment the counter (row 0), each increment under the lock (row
/// 1) or none; the same at every call. A fiftieth of the events claims a time before its predecessor's.
std::shared_ptr<Recording> longRecording(EventIndex events, std::size_t actors, Locking locking);

} // namespace interleave
