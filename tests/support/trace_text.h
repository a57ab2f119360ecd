// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/trace/recording.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace interleave {

/// Lines of counter.cpp that the events of a text name as the place of a read and of a write.
inline constexpr std::uint32_t kReadLine = 21;
inline constexpr std::uint32_t kWriteLine = 23;

/// Builds events from text, so that a test reads as the run it is about. Statements are separated by ';' or new lines:
///
///     1 reads counter; 1 writes counter 1; 2 adds counter 1; 1 asks lock; 1 takes lock; 1 frees lock;
///     2 asks items; 2 takes items; 1 posts items; 1 awaits tail; 1 sees tail; 2 stalls 500; 2 drops 3; 3 dies
///
/// Actors count from 1 as on the screen; `counter`, `lock`, `slots[3]` are names of the table. Words, sequence numbers
/// and requests are filled in from the state so far: `2 reads counter` sees the current word, `2 reads counter 4` the
/// latest word of value 4 that the counter ever held. A lock is contended when it was asked for while somebody held it;
/// a dead holder's lock can be taken (its owner died). `stalls` takes ns, `drops` a count of events and perhaps the
/// names of the objects they were to, `dies` a signal (or 9). Time advances by 1000 ticks a statement (1 tick is 1 ns).
/// A statement that makes no sense throws std::invalid_argument.
std::vector<Event> eventsFromText(const ObjectTable &objects, std::string_view text);

/// A finished recording of those events with `actors` processes of the counter scenario (pids 41207, 41208, …), which
/// finished unless the text lets them die. Scenario and mode default to "counter" and "off".
std::shared_ptr<Recording> recordingFromText(const ObjectTable &objects, std::string_view text, std::size_t actors,
                                             RunSettings settings = {});

/// The same of any events in their settled order, whether any run can explain them or not.
std::shared_ptr<Recording> recordingOf(const ObjectTable &objects, const std::vector<Event> &events, std::size_t actors,
                                       RunSettings settings = {});

/// The same of a file that breaks off after those events: what was left is not known, and who finished later has.
std::shared_ptr<Recording> brokenOffFromText(const ObjectTable &objects, std::string_view text, std::size_t actors,
                                             RunSettings settings = {});

/// The run in the design's picture: three processes, five increments each, ten left of fifteen, 30 events.
std::shared_ptr<Recording> mockRecording();

} // namespace interleave
