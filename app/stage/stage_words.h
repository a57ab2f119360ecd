// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/shm/event.h"
#include "core/trace/run_info.h"

#include <QString>

/// What the stage says, in the learner's words. Pure; one place, so that cards, tool tips and screen readers agree.
namespace interleave::words {

/// "counter", "slot 3", "cells[3]".
QString objectName(const ObjectTable &objects, ObjectRef object);
/// "process 3"; actors count from 1 on the screen.
QString process(int actor);
/// "process 1, process 3 and process 4".
QString processes(const std::vector<int> &actors);

/// What an actor did by this event: "wrote 5", "read 4 from tail", "waits for lock". The name of a cell is left out
/// where there is only one.
QString deed(const ObjectTable &objects, const Event &event);
/// The same in about ten characters, for a chip.
QString shortDeed(const ObjectTable &objects, const Event &event);
/// "waits for lock", "waits for a change of tail".
QString waitsFor(const ObjectTable &objects, ObjectRef object);

/// "1 increment", "6 increments".
QString counted(std::uint64_t n, const QString &singular, const QString &plural);
/// "3 ms", "250 µs".
QString duration(double nanoseconds);

} // namespace interleave::words
