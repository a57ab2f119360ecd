// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/explore/exploration_codec.h"

#include "core/trace/fields.h"

#include <QtTest>

using namespace interleave;

namespace {

ExplorationReport sample()
{
    ExplorationReport report;
    report.settings = {.scenario = "counter", .mode = "off", .parameters = {{"increments", 3}, {"processes", 2}}};
    report.claim = Claim::Exhaustive;
    report.interleavings = "137846528820";
    report.outcomes = {{.result = "6", .isCorrect = true, .interleavings = "20", .steps = parseSteps("A6B6").value()},
                       {.isDeadlock = true, .interleavings = "2", .waits = {{0, ObjectRef::of(1), 1}}}};
    report.feasible = report.settings.parameters;
    report.phase = SearchPhase::Tracing;
    return report;
}

QString errorOf(const std::vector<std::uint8_t> &bytes)
{
    const auto report = unpackReport(bytes);
    return report.ok() ? QString() : QString::fromStdString(report.error().sentence);
}

} // namespace

/// What a search tells the program, as bytes.
class tst_ExplorationCodec : public QObject
{
    Q_OBJECT

private slots:
    void whatIsSentArrives();
    void aReportSaysOfWhat();
    void aFewBytesDoNotBecomeGigabytes();
};

void tst_ExplorationCodec::whatIsSentArrives()
{
    const auto report = unpackReport(packReport(sample()));
    QVERIFY(report.ok());
    QCOMPARE(report.value().settings.scenario, std::string("counter"));
    QVERIFY(report.value().feasible == sample().feasible);
    QCOMPARE(report.value().outcomes.size(), std::size_t{2});
    QCOMPARE(report.value().phase, SearchPhase::Tracing);
    QVERIFY(report.value().outcomes[0].steps == sample().outcomes[0].steps);
    QCOMPARE(report.value().outcomes[1].waits[0].holder, ActorId{1});
    QVERIFY(packReport(report.value()) == packReport(sample()));
}

void tst_ExplorationCodec::aReportSaysOfWhat()
{
    FieldWriter writer;
    writer.field("orders", std::string("20"));
    QVERIFY(errorOf(writer.take()).contains(QStringLiteral("it does not say of what")));
    QVERIFY(!errorOf({}).isEmpty());
    FieldWriter stepped;
    stepped.field("of", std::string("v1;counter;off;;A67108864"));
    QVERIFY(errorOf(stepped.take()).contains(QStringLiteral("“of”")));
    ExplorationReport elsewhere = sample();
    elsewhere.phase = static_cast<SearchPhase>(4);
    QVERIFY(errorOf(packReport(elsewhere)).contains(QStringLiteral("it does not say what it does")));
}

void tst_ExplorationCodec::aFewBytesDoNotBecomeGigabytes()
{
    ExplorationReport report = sample();
    report.outcomes.assign(8, {.result = "6", .interleavings = "20"});
    const auto withSteps = [&report](std::size_t each) {
        // Written as what they are read from: a letter and a number.
        std::vector<std::uint8_t> bytes = packReport(report);
        FieldWriter steps;
        std::vector<ExploredOutcome> outcomes(64);
        steps.records("outcome", outcomes, outcomes.size(), [each](FieldWriter &a, const ExploredOutcome &) {
            a.field("orders", std::string("1"));
            a.field("steps", 'A' + std::to_string(each));
        });
        const std::vector<std::uint8_t> more = steps.take();
        bytes.insert(bytes.end(), more.begin(), more.end());
        return bytes;
    };
    QVERIFY(unpackReport(withSteps(1000)).ok());
    QVERIFY(withSteps(kMostScheduleSteps).size() < 4000);
    QVERIFY(errorOf(withSteps(kMostScheduleSteps / 8)).contains(QStringLiteral("outcome")));
}

QTEST_APPLESS_MAIN(tst_ExplorationCodec)
#include "tst_exploration_codec.moc"
