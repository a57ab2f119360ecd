// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/style/words.h"
#include "core/shm/event.h"
#include "core/trace/run_info.h"

#include <QString>

#include <vector>

/// What the stage says, shorter than the transcript's sentences: fit for a card. Pure; one place, so that cards, tool
/// tips and screen readers agree.
namespace interleave::words {

/// "counter", "slot 3", "cells[3]".
QString objectName(const ObjectTable &objects, ObjectRef object);
/// "process 1, process 3 and process 4".
QString processes(const std::vector<int> &actors);

/// What an actor did by this event: "wrote 5", "read 4 from tail", "waits for lock". The name of a cell is left out
/// where there is only one.
QString deed(const ObjectTable &objects, const Event &event);
/// The same in about ten characters, for a chip.
QString shortDeed(const ObjectTable &objects, const Event &event);
/// "R 4", "W 5" where even that has no room; else as short as shortDeed().
QString initials(const ObjectTable &objects, const Event &event);
/// "waits for lock", "waits for a change of tail".
QString waitsFor(const ObjectTable &objects, ObjectRef object);

} // namespace interleave::words
