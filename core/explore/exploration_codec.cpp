// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/explore/exploration_codec.h"

#include "core/trace/fields.h"

#include <algorithm>

namespace interleave {

namespace {

/// More than any window shows; what keeps a few hostile bytes from becoming gigabytes.
constexpr std::size_t kMostOutcomes = 100'000;
constexpr std::size_t kMostSteps = kMostScheduleSteps; ///< of all outcomes together

/// Settings travel as the schedules without steps that they are.
void describeSettings(FieldWriter &archive, const ExplorationReport &report)
{
    const RunSettings &settings = report.settings;
    archive.field("of", scheduleText({settings.scenario, settings.mode, settings.parameters, {}}));
    if (!report.feasible.empty())
        archive.field("feasible", scheduleText({settings.scenario, settings.mode, report.feasible, {}}));
}
void describeSettings(FieldReader &archive, ExplorationReport &report)
{
    const auto read = [&](ByteReader &in, auto &&adopt) {
        auto schedule = parseSchedule(in.text(in.left()));
        const bool isGood = schedule.ok() && schedule.value().steps.empty();
        if (isGood)
            adopt(schedule.value());
        return isGood;
    };
    archive.bytes("of", [&](ByteReader &in) {
        return read(in, [&](Schedule &schedule) {
            report.settings.scenario = schedule.scenario;
            report.settings.mode = schedule.mode;
            report.settings.parameters = schedule.parameters;
        });
    });
    archive.bytes("feasible", [&](ByteReader &in) {
        return read(in, [&](Schedule &schedule) { report.feasible = schedule.parameters; });
    });
}

void describeSteps(FieldWriter &archive, const Steps &steps, std::size_t &)
{
    archive.field("steps", stepsText(steps));
}
void describeSteps(FieldReader &archive, Steps &steps, std::size_t &left)
{
    archive.bytes("steps", [&](ByteReader &in) {
        auto read = parseSteps(in.text(in.left()), left);
        if (!read.ok())
            return false;
        steps = std::move(read.value());
        left -= steps.size();
        return true;
    });
}

void describeWait(auto &archive, auto &wait)
{
    archive.field("actor", wait.actor);
    archive.field("object", wait.object.bits);
    archive.field("holder", wait.holder);
}

/// `stepsLeft`: how many may still be read.
void describeOutcome(auto &archive, auto &outcome, std::size_t &stepsLeft)
{
    archive.field("result", outcome.result);
    archive.field("deadlock", outcome.isDeadlock);
    archive.field("correct", outcome.isCorrect);
    archive.field("orders", outcome.interleavings);
    describeSteps(archive, outcome.steps, stepsLeft);
    archive.field("preemptions", outcome.preemptions);
    archive.field("switches", outcome.switches);
    archive.records("wait", outcome.waits, kMaxActors, [](auto &a, auto &one) { describeWait(a, one); });
    archive.field("replays", outcome.replays);
    archive.field("equal", outcome.equal);
}

void describeReport(auto &archive, auto &report, std::size_t &stepsLeft)
{
    describeSettings(archive, report);
    archive.field("claim", report.claim);
    archive.field("bound", report.preemptionBound);
    archive.field("deaths", report.deaths);
    archive.field("orders", report.interleavings);
    archive.records("outcome", report.outcomes, kMostOutcomes,
                    [&stepsLeft](auto &a, auto &one) { describeOutcome(a, one, stepsLeft); });
    archive.field("states", report.states);
    archive.field("executions", report.executions);
    archive.field("traces", report.traces);
    archive.field("deadlocked traces", report.deadlockedTraces);
    archive.field("elapsed ms", report.elapsedMs);
    archive.field("phase", report.phase);
    archive.field("over", report.isOver);
    archive.field("interrupted", report.isInterrupted);
    archive.field("limit", report.limit);
}

bool isDecimal(const std::string &text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

std::vector<std::uint8_t> packReport(const ExplorationReport &report)
{
    FieldWriter writer;
    std::size_t stepsLeft = 0; // counts for readers only
    describeReport(writer, report, stepsLeft);
    return writer.take();
}

Result<ExplorationReport> unpackReport(std::span<const std::uint8_t> bytes)
{
    ExplorationReport report;
    std::size_t stepsLeft = kMostSteps;
    const auto describe = [&stepsLeft](auto &a, auto &one) { describeReport(a, one, stepsLeft); };
    if (std::string sentence = FieldReader::read(bytes, report, describe); !sentence.empty())
        return Error{"The search sent a report that makes no sense: " + sentence + "."};
    if (report.settings.scenario.empty())
        return Error{"The search sent a report that makes no sense: it does not say of what."};
    const bool areNumbers = std::all_of(report.outcomes.begin(), report.outcomes.end(),
                                        [](const ExploredOutcome &one) { return isDecimal(one.interleavings); });
    if (!areNumbers || !isDecimal(report.interleavings) || report.claim > Claim::Sampled)
        return Error{"The search sent a report that makes no sense: a number of orders is none."};
    if (report.phase > SearchPhase::Over)
        return Error{"The search sent a report that makes no sense: it does not say what it does."};
    return report;
}

} // namespace interleave
