// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

#include <QString>

#include <span>

namespace interleave {

class Recording;

/// The speeds a replay may have, in events per second, from the slowest on.
std::span<const double> replaySpeeds();

/// The slowest of them, from one event per second up, at which all of that many events pass within about a minute.
double replaySpeedFor(EventIndex events);

/// How many times slower than it happened a finished recording is replayed at that speed, by the time stamps of its
/// first and last event; below 1 it is faster. 0 where the time stamps do not tell.
double slowness(const Recording &recording, double eventsPerSecond);

/// "about 33 000× slower than it happened"; empty for 0.
QString slownessText(double slowness);

} // namespace interleave
