// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "core/trace/recording.h"
#include "scenarios/scenario_info.h"

#include <QString>

#include <vector>

namespace interleave {

struct ExplorationReport;

/// One sentence on the way from a result back to its causes.
struct Rung {
    enum class Kind : std::uint8_t {
        Says,
        Loss,  ///< its event took something away
        Victim ///< its event had put what the Loss above took away
    };
    EventIndex event = kNoEvent; ///< where it can be seen; kNoEvent: nowhere in particular
    QString sentence;            ///< begins with a capital, ends with a full stop
    Kind kind = Kind::Says;
    bool opens = false; ///< begins another part of the story

    bool isLoss() const { return kind == Kind::Loss; }
    friend bool operator==(const Rung &, const Rung &) = default;
};

/// Why a run came to its result, from the result backwards.
///
/// A value: which write put it there, what that write's process had read, what was written in between, and so on, as
/// long as writes can be followed. Writes that continue each other are told in one rung. The writes beside the way are
/// exactly those that are lost, so a ladder that reaches the start accounts for all of them. Of lists and queues: what
/// took each thing away, and what its process had gone by.
struct Explanation {
    static constexpr std::size_t kRungs = 40;       ///< at most about so many
    static constexpr std::size_t kNamedThings = 20; ///< items and messages that are told one by one
    static constexpr EventIndex kReach = 1 << 20;   ///< events looked at on the way back

    QString question; ///< "Why is it 10?"; empty: there is nothing to explain
    std::vector<Rung> rungs;
    Proof proof =
        Proof::Proved; ///< of every sentence; Bounded: they hold, but the way back was not followed to its end
};

/// "Why is it 10?", "Why are 4 missing?"; empty when nothing was recorded that could answer.
QString questionOf(const Recording &recording, const Account &account);

/// Of a finished recording. Looks at the end and at most kReach events, so it may be called by the window.
/// `orders`: see evidenceOf().
Explanation explain(const Recording &recording, TraceReader &reader, const Account &account,
                    const ExplorationReport *orders = nullptr);

/// For the clipboard: a line a rung, with the number of its event.
QString textOf(const Explanation &explanation);

/// What the grade of an explanation or a finding means, in a sentence.
QString proofSentence(Proof proof);

} // namespace interleave
