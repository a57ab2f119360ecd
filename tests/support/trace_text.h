// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/trace/recording.h"

#include <memory>
#include <string_view>
#include <vector>

namespace interleave {

/// Builds events from text, so that a test reads as the run it is about. Statements are separated by ';' or new lines:
///
///     1 reads counter; 1 writes counter 1; 2 adds counter 1; 1 asks lock; 1 takes lock; 1 frees lock;
///     2 asks items; 2 takes items; 1 posts items; 3 dies
///
/// Actors count from 1 as on the screen; `counter`, `lock`, `slots[3]` are names of the table. Words, sequence numbers and
/// requests are filled in from the state so far; a read may be given the value it saw when that is an older one:
/// `2 reads counter` always sees the current word. Time advances by 1000 ticks a statement (1 tick is 1 ns).
std::vector<Event> eventsFromText(const ObjectTable &objects, std::string_view text);

/// A finished recording of those events with `actors` processes of the counter scenario (pids 41207, 41208, …).
std::shared_ptr<Recording> recordingFromText(const ObjectTable &objects, std::string_view text, std::size_t actors,
                                             RunSettings settings = {});

/// The run in the design's picture: three processes, five increments each, ten left of fifteen, 30 events.
std::shared_ptr<Recording> mockRecording();

} // namespace interleave
