// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace interleave::interruption {

/// From now on the first Ctrl-C (SIGINT, SIGTERM, SIGHUP) is noted instead of ending the program, so that it can stop
/// its processes and say what it knows; a second one ends it at once with a sentence and 130, and no part of a
/// recording stays behind. What comes within half a second of the first is the same one. Once, before anything else:
/// what comes earlier still ends the program by the raw signal. Main thread.
void watch();
/// Has one come?
bool came();
/// Becomes readable when one has; −1 when nobody watches.
int descriptor();

} // namespace interleave::interruption
