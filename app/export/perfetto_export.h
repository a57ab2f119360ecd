// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/trace/part_file.h"
#include "core/trace/recording.h"

namespace interleave {

/// Writes a finished recording in Perfetto's format, to be opened at ui.perfetto.dev:
///
/// | ours                                    | there                                                        |
/// | --------------------------------------- | ------------------------------------------------------------ |
/// | a process                               | a process with its pid, and one thread                       |
/// | an access                               | an instant of the thread, with event number, value and line   |
/// | a read of what another process wrote    | a flow from the write to the read, one id per edge; messages too |
/// | waiting for a lock, a change; holding it | a slice on a track of its own below the thread               |
/// | the value the scenario is about         | a counter                                                    |
/// | something lost                          | an instant of category “loss” where it was taken away        |
///
/// A flow goes to the write of the very word that was seen (of a change in one step: replaced). Where that write is not
/// in the recording, or comes later in its order, there is none.
/// Times are the recorded ones, nudged so that each event is later than the one before it in the settled order: no flow
/// goes backwards. Slices that were open when their process died, or at the end, are closed there.
/// Source: https://perfetto.dev/docs/reference/synthetic-track-event.
Result<void> writePerfetto(const Recording &recording, PartFile &file);

} // namespace interleave
