// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "scenarios/catalog.h"
#include "tests/support/prepared_run.h"
#include "tests/support/threads_run.h"

#include <QtTest>

using namespace interleave;

namespace {

struct Size {
    const char *scenario;
    const char *name;
    Parameters parameters;
};

const std::vector<Size> kSizes = {
    {"counter", "one by itself", {{"processes", 1}, {"increments", 1}}},
    {"counter", "two", {{"processes", 2}, {"increments", 400}}},
    {"counter", "five", {{"processes", 5}, {"increments", 1000}}},
    {"counter", "sixteen", {{"processes", 16}, {"increments", 60}}},
    {"queue", "one each, room for one", {{"producers", 1}, {"consumers", 1}, {"messages", 100}, {"capacity", 1}}},
    {"queue", "two each", {{"producers", 2}, {"consumers", 2}, {"messages", 500}, {"capacity", 16}}},
    {"queue", "many consumers", {{"producers", 1}, {"consumers", 8}, {"messages", 200}, {"capacity", 3}}},
    {"queue", "many producers", {{"producers", 8}, {"consumers", 1}, {"messages", 50}, {"capacity", 4096}}},
    {"list", "one by itself", {{"processes", 1}, {"appends", 1}}},
    {"list", "four", {{"processes", 4}, {"appends", 500}}},
    {"list", "sixteen", {{"processes", 16}, {"appends", 40}}},
    {"deadlock", "two", {{"processes", 2}, {"transfers", 300}}},
    {"deadlock", "sixteen", {{"processes", 16}, {"transfers", 40}}},
    {"philosophers", "two", {{"n", 2}, {"meals", 300}}},
    {"philosophers", "sixteen", {{"n", 16}, {"meals", 40}}},
    {"abandoned", "one by itself", {{"processes", 1}, {"tickets", 5}}},
    {"abandoned", "four", {{"processes", 4}, {"tickets", 300}}},
};

/// A thread that waits for ever cannot be ended.
bool mayGetStuck(const ScenarioInfo &scenario, const ModeInfo &mode)
{
    const OutcomeInfo *const stuck = scenario.outcome("stuck");
    return stuck != nullptr && !stuck->sentenceUnder(mode).empty();
}

/// Its forks are taken in a circle, which only the waiter keeps from closing: ThreadSanitizer warns of every circle.
bool isWarnedOf([[maybe_unused]] const ModeInfo &mode)
{
#ifdef __SANITIZE_THREAD__
    return mode.id == "waiter";
#else
    return false;
#endif
}

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

} // namespace

class tst_ScenariosOnThreads : public QObject
{
    Q_OBJECT

private slots:
    void everyRunIsAccountedFor_data() { runs(); }
    void everyRunIsAccountedFor();
    void aBareRunHasItsResult_data() { runs(); }
    void aBareRunHasItsResult();
    void aRingThatIsOftenFullChangesNoClaim_data() { runs(); }
    void aRingThatIsOftenFullChangesNoClaim();
    void aWindowMakesTheUnprotectedLose_data();
    void aWindowMakesTheUnprotectedLose();
    void oneProducerAndOneConsumerNeedNoProtection();
    void noListIsLongerThanWhatWasAppended();

private:
    static void runs();
    static RunSettings fetched(Pace pace);
    static void check(const Recording &recording);
};

void tst_ScenariosOnThreads::runs()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("mode");
    QTest::addColumn<int>("size");
    for (const ScenarioInfo *scenario : catalog()) {
        bool any = false;
        for (const ModeInfo &mode : scenario->modes)
            for (std::size_t size = 0; size < kSizes.size(); ++size)
                if (scenario->id == kSizes[size].scenario && !mayGetStuck(*scenario, mode) && !isWarnedOf(mode)) {
                    QTest::addRow("%s, %s, %s", scenario->id.data(), mode.id.data(), kSizes[size].name)
                        << text(scenario->id) << text(mode.id) << int(size);
                    any = true;
                }
        if (!any)
            QFAIL("a scenario is missing in the table of sizes");
    }
}

RunSettings tst_ScenariosOnThreads::fetched(Pace pace)
{
    QFETCH(QString, scenario);
    QFETCH(QString, mode);
    QFETCH(int, size);
    return {.scenario = scenario.toStdString(),
            .mode = mode.toStdString(),
            .parameters = kSizes[std::size_t(size)].parameters,
            .pace = pace};
}

/// What holds of every recorded run to its end, whatever its threads did.
void tst_ScenariosOnThreads::check(const Recording &recording)
{
    const auto info = recording.info();
    const auto findings = recording.findings();
    QVERIFY(recording.finished());
    QCOMPARE(findings->unexplained, 0u);
    QCOMPARE(findings->inferred, 0u);
    QCOMPARE(info->dropped, 0u);
    std::uint64_t emitted = 0;
    for (const ProcessInfo &process : info->processes) {
        QCOMPARE(process.end, ProcessEnd::Finished);
        QCOMPARE(process.exitCode, 0);
        QVERIFY(process.events > 0);
        QVERIFY(process.endedAt >= process.startedAt && process.startedAt >= info->clock.origin);
        emitted += process.events;
    }
    QCOMPARE(recording.trace().size(), emitted);
    for (const CellHistory &cell : findings->cells)
        QCOMPARE(cell.survivors + cell.lost, cell.attempted);

    const ScenarioInfo &scenario = *findScenario(info->settings.scenario);
    const Account account = accountFor(recording);
    QCOMPARE(account.survivors + account.lost, account.attempted);
    QCOMPARE(account.attempted, account.expected); // everybody came to the end
    QCOMPARE(account.proof, Proof::Proved);
    // A search of all orders has final words and ledger only, and finds the same results.
    QCOMPARE(scenario.account(*info, nullptr).result, account.result);
    QVERIFY(scenario.outcome(account.outcome) != nullptr);
    QVERIFY(!scenario.outcome(account.outcome)->sentenceUnder(*scenario.mode(info->settings.mode)).empty());
    if (scenario.id == "counter")
        QCOMPARE(account.survivors, account.observed);
    if (!scenario.mode(info->settings.mode)->right)
        return;
    QVERIFY2(account.correct, account.sentence.c_str());
    QCOMPARE(account.intact(), account.expected);
    QCOMPARE(account.lost, 0);
    QCOMPARE(scenario.outcome(account.outcome)->grade, Grade::Acceptable);
}

void tst_ScenariosOnThreads::everyRunIsAccountedFor()
{
    check(*runOnThreads(fetched(Pace::Full)));
}

void tst_ScenariosOnThreads::aBareRunHasItsResult()
{
    const auto recording = runOnThreads(fetched(Pace::Bare));
    const auto info = recording->info();
    QCOMPARE(recording->trace().size(), 0u);
    const Account account = accountFor(*recording);
    QCOMPARE(account.survivors + account.lost, account.attempted);
    QCOMPARE(account.proof, Proof::Bounded);
    if (findScenario(info->settings.scenario)->mode(info->settings.mode)->right)
        QVERIFY2(account.correct, account.sentence.c_str());
}

void tst_ScenariosOnThreads::aRingThatIsOftenFullChangesNoClaim()
{
    const auto recording = runOnThreads(fetched(Pace::Full), 16);
    check(*recording);
    std::uint64_t stalled = 0;
    TraceReader trace(recording->trace());
    trace.forEach(0, trace.size(), [&](EventIndex, const Event &event) {
        stalled += event.kind() == EventKind::Stalled ? event.a : 0;
    });
    QCOMPARE(stalled, std::uint64_t(recording->info()->stalledNs));
}

void tst_ScenariosOnThreads::aWindowMakesTheUnprotectedLose_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("mode");
    QTest::newRow("counter") << "counter" << "off";
    QTest::newRow("counter, each access locked") << "counter" << "per-access";
    QTest::newRow("queue") << "queue" << "off";
    QTest::newRow("list") << "list" << "off";
}

void tst_ScenariosOnThreads::aWindowMakesTheUnprotectedLose()
{
    QFETCH(QString, scenario);
    QFETCH(QString, mode);
    const auto recording = runOnThreads({.scenario = scenario.toStdString(),
                                         .mode = mode.toStdString(),
                                         .parameters = {{"increments", 40}, {"messages", 40}, {"appends", 40}},
                                         .pace = Pace::Slow,
                                         .window = {Window::Kind::Sleep, 1'000'000}});
    check(*recording);
    const Account account = accountFor(*recording);
    QVERIFY(!account.correct);
    QVERIFY(!account.sentence.empty());
    if (scenario == QLatin1String("counter"))
        QVERIFY(account.lost > 0);
}

void tst_ScenariosOnThreads::oneProducerAndOneConsumerNeedNoProtection()
{
    for (const Pace pace : {Pace::Full, Pace::Bare}) {
        const auto recording = runOnThreads(
            {.scenario = "queue",
             .mode = "off",
             .parameters = {{"producers", 1}, {"consumers", 1}, {"messages", 3000}, {"capacity", 5}},
             .pace = pace});
        const Account account = accountFor(*recording);
        QVERIFY2(account.correct, account.sentence.c_str());
    }
}

void tst_ScenariosOnThreads::noListIsLongerThanWhatWasAppended()
{
    const auto recording = runOnThreads({.scenario = "list", .mode = "off", .parameters = {{"processes", 4}, {"appends", 300}},
                                         .window = {Window::Kind::Yield}});
    const Account account = accountFor(*recording);
    const auto info = recording->info();
    const int size = info->finalWords.at(2).at(0).value();
    QVERIFY(account.survivors <= size);
    QVERIFY(size <= account.expected);
}

QTEST_GUILESS_MAIN(tst_ScenariosOnThreads)
#include "tst_scenarios_on_threads.moc"
