// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace interleave {

/// What nobody else can deal with becomes a sentence and a status, never a core: memory that runs out on whatever
/// thread, a thread that cannot be started, a library that gives up or does not look at what it got. Also lets a file
/// that would grow beyond its limit be an ordinary error, and fills the places of standard descriptors that came
/// closed. First thing in main.
void prepareForTheWorst();

/// One sentence on standard error, without allocating anything, and the status of one who could not.
int complainOfMemory();

/// Keeps Qt's own remarks off standard error while it lives; every failure has a sentence of ours. When Qt gives up,
/// the program ends with what `explain` says, or else with Qt's words.
class QuietQt
{
public:
    using Explain = void (*)();
    explicit QuietQt(Explain explain = nullptr);
    ~QuietQt();
    QuietQt(const QuietQt &) = delete;
    QuietQt &operator=(const QuietQt &) = delete;
};

} // namespace interleave
