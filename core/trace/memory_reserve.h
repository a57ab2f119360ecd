// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace interleave::memory_reserve {

/// Address space put aside for the moment when there is none left. The first allocation (by `new`) that would fail, on
/// whichever thread, gets the reserve instead and notes it: who records can then stop in good order and still
/// has room to say what came of the run. Only when that is used up as well does std::bad_alloc travel.
///
/// One for the process; it costs no memory while nobody writes to it. Any thread.

/// Puts it aside, again if it was used up. Where there is no room for it things go on without.
void fill();
/// Gives the memory back now, as if an allocation had needed it.
void release();
/// It was, since fill().
bool wasNeeded();

} // namespace interleave::memory_reserve
