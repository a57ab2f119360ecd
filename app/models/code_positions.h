// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/offers.h"
#include "app/models/source_excerpt.h"
#include "core/trace/recording.h"

#include <map>
#include <vector>

namespace interleave {

/// Which process stands on which line of an excerpt at a cursor, and which line the current event came from.
struct CodePositions {
    int currentLine = -1;
    bool loss = false; ///< the current event overwrote something
    std::map<int, std::vector<int>> actors; ///< by line; the current event's actor first, then the most recent ones
    friend bool operator==(const CodePositions &, const CodePositions &) = default;
};

/// The line of `twin` that an event came from, or −1. The excerpts as below.
int lineOfEvent(const RunInfo &info, const Event &event, const Excerpt &running, const Excerpt &twin);

/// `twin`: the excerpt to speak of; for the other language, lines are found by the step they share with `running`, the
/// excerpt of the source that runs.
CodePositions codePositions(const Recording &recording, TraceReader &reader, EventIndex position, const Excerpt &running,
                            const Excerpt &twin);

/// At which line each process of a stepped run stands, before the access it would make next; excerpts as above.
std::map<int, std::vector<int>> nextPositions(const RunInfo &info, const std::vector<Offer> &offers,
                                              const Excerpt &running, const Excerpt &twin);

} // namespace interleave
