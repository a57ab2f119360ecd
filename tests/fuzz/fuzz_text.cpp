// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Whatever is typed or pasted: what a command line or a schedule means is found out, or one sentence says why not. And
// whatever a search sends: it is a report, or none.

#include "app/cli/run_options.h"
#include "app/cli/sweep_options.h"
#include "app/models/value_range.h"
#include "app/session/session.h"
#include "core/control/schedule.h"
#include "core/explore/exploration_codec.h"
#include "tests/fuzz/target.h"

#include <QCommandLineParser>
#include <QString>
#include <QStringList>

#include <algorithm>
#include <span>
#include <string_view>

using namespace interleave;

namespace {

void expectSentence(const Error &error)
{
    require(!error.sentence.empty() && error.sentence.back() != ' ', "an error is a sentence");
}

void readRange(const QString &text)
{
    const auto range = rangeFrom(text);
    if (!range.ok())
        return expectSentence(range.error());
    require(range.value().count() > 0 && range.value().first <= range.value().greatest()
                && range.value().greatest() <= range.value().last,
            "a range is not empty");
    require(rangeFrom(rangeText(range.value())).ok(), "a range can be written and read again");
}

void readSchedule(std::string_view text)
{
    const auto schedule = parseSchedule(text);
    if (!schedule.ok())
        return expectSentence(schedule.error());
    const auto again = parseSchedule(scheduleText(schedule.value()));
    require(again.ok() && again.value() == schedule.value(), "a schedule can be written and read again");
}

void readReport(std::span<const std::uint8_t> bytes)
{
    const auto report = unpackReport(bytes);
    if (!report.ok())
        return expectSentence(report.error());
    const auto again = unpackReport(packReport(report.value()));
    require(again.ok() && again.value().outcomes.size() == report.value().outcomes.size(), "a report can be sent on");
}

std::vector<std::uint8_t> sampleReport()
{
    ExplorationReport report;
    report.settings = {.scenario = "counter", .mode = "off", .parameters = {{"processes", 2}, {"increments", 3}}};
    report.interleavings = "137846528820";
    report.outcomes = {
        {.result = "6", .isCorrect = true, .interleavings = "20", .steps = parseSteps("A6B6").value()},
        {.isDeadlock = true, .interleavings = "2", .waits = {{0, ObjectRef::of(1), 1}, {1, ObjectRef::of(0), 0}}}};
    report.feasible = report.settings.parameters;
    report.limit = "Too large.";
    return packReport(report);
}

void readRun(const QStringList &words)
{
    QCommandLineParser parser;
    addRunOptions(parser);
    if (!parser.parse(words) || parser.positionalArguments().size() != 1)
        return;
    const auto options = runOptionsFrom(parser);
    if (!options.ok())
        return expectSentence(options.error());
    require(checkedSettings(options.value().settings).ok(), "what was read can be run");
}

void readSweep(const QStringList &words)
{
    QCommandLineParser parser;
    addSweepOptions(parser);
    if (!parser.parse(words) || parser.positionalArguments().size() != 1)
        return;
    const auto options = sweepOptionsFrom(parser);
    if (!options.ok())
        return expectSentence(options.error());
    require(checkPlan(options.value().plan).ok(), "what was read can be measured");
    require(options.value().plan.runs() <= std::size_t{SweepPlan::kMostRuns}, "a sweep ends");
}

} // namespace

std::vector<std::vector<std::uint8_t>> fuzzSeeds()
{
    std::vector<std::vector<std::uint8_t>> seeds;
    for (const char *text :
         {"1..8", "1000..10000,1000", "-5..5,2", "9223372036854775807..9223372036854775807",
          "-99999999999999999999..99999999999999999999", "1..8,99999999999999999999",
          "run counter --set processes=3 --set increments=5 --sync on --pace slow --window 2ms --seed 7 --repeat 3",
          "run queue --set messages=10 --sync off --pace full --window yield --timeout 3s --drop --json",
          "run list --set appends=10 --pace bare --window none --record a.ilv --expect correct",
          "sweep counter --set processes=1..8 --sync off,on,atomic --repeat 10 -o s.svg",
          "v1;counter;off;increments=3,processes=2;A2B1A~B!", "v1;queue;on;;A16#1c0eB3",
          "run counter --schedule v1;counter;off;increments=1,processes=2;ABAB --repeat 3 --json",
          "sweep queue --set messages=10..1000,10 --set consumers=2 --sync off --json"})
        seeds.emplace_back(text, text + std::char_traits<char>::length(text));
    seeds.push_back(sampleReport());
    return seeds;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    readRange(text);
    readSchedule(std::string_view(reinterpret_cast<const char *>(data), size));
    readReport(std::span(data, size));
    // Input is not a terminal's here, and files are somebody's.
    const auto readsFiles = [](const QString &word) {
        return word == QLatin1String("-") || word.startsWith(QLatin1Char('@')) || word.contains(QLatin1Char('='));
    };
    if (words.isEmpty()
        || (text.contains(QLatin1String("--sched")) && std::any_of(words.begin(), words.end(), readsFiles)))
        return 0;
    readRun(words);
    readSweep(words);
    return 0;
}
