// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/action.h"
#include "core/trace/run_info.h"

#include <QString>

/// What a process would do next, in words: before it has happened, where the transcript speaks of what has. Pure.
namespace interleave::words {

/// "counter", "slot 3", "the queue" for what is waited for in a queue.
QString accessedName(const RunInfo &info, const Action &action);
/// "read counter", "write 5 to counter", "take lock", "give lock back", "look at the queue" of who waits for it; "end"
/// of one that has nothing left to do.
QString deedToCome(const RunInfo &info, const Action &action);
/// The same in about ten characters: "read", "write 5", "give back".
QString shortDeedToCome(const RunInfo &info, const Action &action);
/// "W 5" where even that has no room; else as short as shortDeedToCome().
QString initialsToCome(const RunInfo &info, const Action &action);
/// Why it cannot: "waits for lock: process 2 holds it", or "… process 2 died holding it, so nobody gets it".
/// `holder` as in Stand::Actor; `holderDied`: it lives no more.
QString blockedBy(const RunInfo &info, const Action &action, ActorId holder, bool holderDied);
/// The same in few words, beside what says that it waits: "lock held by 2", "2 died with lock", "waits for items".
QString shortlyBlockedBy(const RunInfo &info, const Action &action, ActorId holder, bool holderDied);

} // namespace interleave::words
