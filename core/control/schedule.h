// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/action.h"
#include "core/ids.h"
#include "core/result.h"
#include "core/trace/run_info.h"

#include <boost/crc.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

enum class StepKind : std::uint8_t {
    Go,    ///< makes its next access
    Other, ///< makes it with the second outcome of a choice
    Kill,  ///< is killed where it stands, before that access
};

/// One decision of a schedule: who, and what becomes of him.
struct Step {
    ActorId actor = kNoActor;
    StepKind kind = StepKind::Go;

    friend bool operator==(Step, Step) = default;
};

using Steps = std::vector<Step>;
/// More than any run has, and few enough to hold in memory.
inline constexpr std::size_t kMostScheduleSteps = std::size_t{1} << 26;

/// What some steps did, in 16 bits (CRC-16): who accessed which object in which way. Values and lines do not count, so
/// that a schedule survives a change of the source that changes no access.
class StepChecksum
{
public:
    static constexpr std::size_t kSteps = 16; ///< that one checksum in a schedule covers

    /// Of a death the action does not count: it never came to it.
    void add(Step step, const Action &action);
    std::uint16_t value() const { return m_crc.checksum(); }

private:
    boost::crc_16_type m_crc;
};

/// An order in which real processes are to make their accesses, with all it takes to do it again: a value with a text
/// form, to copy, paste and mail.
///
///     v1;counter;off;increments=3,processes=2;A2B1A~B!
///     │  │       │   │                        └ steps: a letter is an actor (A–Z, a–z), a number repeats it,
///     │  │       │   │                          ~ takes the second outcome of a choice, ! kills it there,
///     │  │       │   └ parameters, by name      #1c0e after every 16 steps says what these did
///     │  │       └ protection
///     │  └ scenario
///     └ version
struct Schedule {
    std::string scenario;
    std::string mode;
    Parameters parameters;
    Steps steps;
    /// Of each 16 steps what they did, see StepChecksum; none, or one for each 16 steps that are there.
    std::vector<std::uint16_t> checks = {};

    friend bool operator==(const Schedule &, const Schedule &) = default;
};

/// "A2BA~B!": of the steps alone.
std::string stepsText(const Steps &steps);
/// As above. parseSchedule() of it gives the same schedule again.
std::string scheduleText(const Schedule &schedule);

/// "#1c0e".
std::string checkText(std::uint16_t check);

/// What a mail makes of it is passed over: blanks and quotation marks around it, line ends wherever they are, "> "
/// before a line, a byte order mark. Errors: one sentence, with the number of the step or the part that makes no
/// sense. Whether such a scenario exists is not asked here. Source of the form: own; see the README.
Result<Schedule> parseSchedule(std::string_view text);
/// Of the steps alone; more than `most` are an error, too.
Result<Steps> parseSteps(std::string_view text, std::size_t most = kMostScheduleSteps);

/// How often somebody else moves than moved last. A death is no move.
std::size_t switchesIn(const Steps &steps);

} // namespace interleave
