// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/explore/enumeration.h"
#include "scenarios/catalog.h"
#include "scenarios/feasible_size.h"
#include "scenarios/search.h"
#include "tests/support/process_table.h"
#include "tests/support/program.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <map>
#include <set>

using namespace interleave;

namespace {

RunSettings settingsOf(const std::string &scenario, const std::string &mode, Parameters parameters)
{
    return {.scenario = scenario, .mode = mode, .parameters = std::move(parameters)};
}

Parameters searchedSizes(const ScenarioInfo &scenario)
{
    Parameters parameters;
    for (const ParameterInfo &parameter : scenario.parameters)
        parameters[std::string(parameter.name)] = parameter.explore;
    return parameters;
}

ExplorationReport searched(const RunSettings &settings, SearchLimits limits = {})
{
    auto report = Search(Experiment(settings), limits, INTERLEAVE_WORKER).run([](const ExplorationReport &) {
        return true;
    });
    if (!report.ok())
        qFatal("%s", report.error().sentence.c_str());
    return report.value();
}

/// "2:8 3:300", a deadlock as "-".
QString table(const ExplorationReport &report)
{
    QStringList parts;
    for (const ExploredOutcome &outcome : report.outcomes)
        parts << QString::fromStdString((outcome.isDeadlock ? "-" : outcome.result) + ":" + outcome.interleavings);
    return parts.join(u' ');
}

/// The same by going through every order on real processes, without any model.
QString enumerated(const RunSettings &settings)
{
    const Experiment experiment(settings);
    auto world = experiment.world(INTERLEAVE_WORKER);
    if (!world.ok())
        qFatal("%s", world.error().sentence.c_str());
    const std::vector<ProcessEnd> ends(experiment.processes().size(), ProcessEnd::Finished);
    std::map<std::pair<bool, std::string>, int> orders;
    const auto gone = enumerate(*world.value(), [&](const Execution &execution) {
        const bool isDeadlock = execution.end == ExecutionEnd::Deadlocked;
        ++orders[{isDeadlock, isDeadlock ? "-" : experiment.account(world.value()->values(), ends).result}];
        return true;
    });
    if (!gone.ok() || !gone.value().isComplete())
        qFatal("the enumeration did not come to its end");
    QStringList parts;
    for (const auto &[end, count] : orders)
        parts << QString::fromStdString(end.second) + u':' + QString::number(count);
    return parts.join(u' ');
}

/// A search that is on, in the program as a person starts it.
class Searching
{
public:
    Searching()
    {
        m_process.start(QStringLiteral(INTERLEAVE_PROGRAM),
                        words("explore counter --set processes=4 --set increments=6 --json"));
    }
    ~Searching()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    qint64 pid() const { return m_process.processId(); }
    /// 0: none yet.
    pid_t explorer() const { return firstOf(childrenOf(pid())); }
    pid_t worker() const { return explorer() > 0 ? firstOf(childrenOf(explorer())) : 0; }
    bool hasWorkers() const
    {
        return QTest::qWaitFor([this] { return worker() > 0; }, 10'000);
    }
    Answer end()
    {
        m_process.waitForFinished(20'000);
        return {m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1,
                m_process.readAllStandardOutput(), m_process.readAllStandardError()};
    }

private:
    static pid_t firstOf(const QList<pid_t> &list) { return list.isEmpty() ? 0 : list.constFirst(); }

    QProcess m_process;
};

} // namespace

/// All orders, on real processes: counts, claims, faults.
class tst_Explore : public QObject
{
    Q_OBJECT

private slots:
    void theCountsAreThose_data();
    void theCountsAreThose();
    void countedAndGoneThroughAreTheSame_data();
    void countedAndGoneThroughAreTheSame();
    void everyOrderEndsOnRealProcessesAsPredicted_data();
    void everyOrderEndsOnRealProcessesAsPredicted();
    void everyScenarioCanBeSearchedAtItsSize();
    void theSimplestWaysAreThose();
    void aScheduleGivesTheSameAThousandTimes();
    void deathsAreSearchedAsWell_data();
    void deathsAreSearchedAsWell();
    void aBoundIsAClaimOfItsOwn();
    void whatIsTooLargeSaysHowLarge();
    void ofWhoWaitsTheNumberOfOrdersIsNotGuessedTooSmall();
    void howLargeItIsIsSaidWhileItSearches();
    void anOrderThatIsTooLongIsSaidToBeThat();
    void whereNothingCanBeGoneThroughSomeAreTried();
    void whereOneNumberLessIsNotEnoughTwoAreMadeSmaller();
    void theCommandTellsItAsJson();
    void expectingWhatIsNotEndsWithThree();
    void wrongArgumentsAreOneSentence_data();
    void wrongArgumentsAreOneSentence();
    void whoIsKilledWhileSearchingIsReported_data();
    void whoIsKilledWhileSearchingIsReported();
    void interruptedItTellsWhatIsKnown();
    void stoppedInAPhaseItSaysInWhich_data();
    void stoppedInAPhaseItSaysInWhich();
};

void tst_Explore::theCountsAreThose_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<int>("processes");
    QTest::addColumn<int>("increments");
    QTest::addColumn<QString>("total");
    QTest::addColumn<QString>("outcomes");
    const auto row = [](const char *mode, int processes, int increments, const char *total, const char *outcomes) {
        QTest::addRow("%s %dx%d", mode, processes, increments) << mode << processes << increments << total << outcomes;
    };
    for (const char *mode : {"off", "per-access"}) {
        row(mode, 2, 1, "6", "1:4 2:2");
        row(mode, 2, 2, "70", "2:32 3:32 4:6");
        row(mode, 2, 3, "924", "2:8 3:300 4:416 5:180 6:20");
        row(mode, 3, 1, "90", "1:48 2:36 3:6");
    }
    row("on", 2, 3, "20", "6:20");
    row("atomic", 2, 3, "20", "6:20");
    row("off", 3, 2, "34650", "2:10428 3:15180 4:7512 5:1440 6:90");
}

void tst_Explore::theCountsAreThose()
{
    QFETCH(QString, mode);
    QFETCH(int, processes);
    QFETCH(int, increments);
    QFETCH(QString, total);
    QFETCH(QString, outcomes);
    const ExplorationReport report = searched(
        settingsOf("counter", mode.toStdString(), {{"processes", processes}, {"increments", increments}}));
    QCOMPARE(report.claim, Claim::Exhaustive);
    QVERIFY(report.isOver && !report.isInterrupted);
    QCOMPARE(QString::fromStdString(report.interleavings), total);
    QCOMPARE(table(report), outcomes);
    for (const ExploredOutcome &outcome : report.outcomes) {
        QCOMPARE(outcome.replays, 1u);
        QCOMPARE(outcome.equal, 1u);
        QCOMPARE(outcome.isCorrect, outcome.result == std::to_string(processes * increments));
    }
}

void tst_Explore::countedAndGoneThroughAreTheSame_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("mode");
    QTest::addColumn<int>("units");
    for (const char *scenario : {"counter", "queue", "list", "deadlock", "philosophers"})
        for (const ModeInfo &mode : findScenario(scenario)->modes)
            for (const int units : {1, 2})
                if (units == 1 || std::string_view(scenario) == "queue" || std::string_view(scenario) == "list")
                    QTest::addRow("%s, %s, %d", scenario, mode.id.data(), units)
                        << scenario << QString::fromUtf8(mode.id.data(), qsizetype(mode.id.size())) << units;
}

void tst_Explore::countedAndGoneThroughAreTheSame()
{
    QFETCH(QString, scenario);
    QFETCH(QString, mode);
    QFETCH(int, units);
    const std::map<QString, Parameters> sizes = {
        {QStringLiteral("counter"), {{"processes", 2}, {"increments", units}}},
        {QStringLiteral("queue"), {{"producers", 1}, {"consumers", 1}, {"messages", units}, {"capacity", 2}}},
        {QStringLiteral("list"), {{"processes", 2}, {"appends", units}}},
        {QStringLiteral("deadlock"), {{"processes", 2}, {"transfers", units}}},
        {QStringLiteral("philosophers"), {{"n", 2}, {"meals", units}}},
    };
    const RunSettings settings = settingsOf(scenario.toStdString(), mode.toStdString(), sizes.at(scenario));
    const ExplorationReport report = searched(settings);
    QCOMPARE(report.claim, Claim::Exhaustive);
    QCOMPARE(table(report), enumerated(settings));
}

void tst_Explore::everyOrderEndsOnRealProcessesAsPredicted_data()
{
    QTest::addColumn<int>("increments");
    QTest::addColumn<int>("orders");
    QTest::newRow("2x2") << 2 << 70;
    QTest::newRow("2x3") << 3 << 924;
}

/// The prediction is a few lines of arithmetic: read, then write what was read and one.
void tst_Explore::everyOrderEndsOnRealProcessesAsPredicted()
{
    QFETCH(int, increments);
    QFETCH(int, orders);
    auto world = Experiment(settingsOf("counter", "off", {{"processes", 2}, {"increments", increments}}))
                     .world(INTERLEAVE_WORKER);
    QVERIFY(world.ok());
    std::string order = std::string(std::size_t(increments) * 2, 'A') + std::string(std::size_t(increments) * 2, 'B');
    int count = 0;
    do {
        ++count;
        int counter = 0;
        std::map<char, int> copy, done;
        QVERIFY(world.value()->restart().ok());
        for (const char who : order) {
            if (done[who]++ % 2 == 0)
                copy[who] = counter;
            else
                counter = copy[who] + 1;
            QVERIFY(world.value()->take({static_cast<ActorId>(who - 'A')}).ok());
        }
        QCOMPARE(world.value()->values().rows[0][0], counter);
    } while (std::next_permutation(order.begin(), order.end()));
    QCOMPARE(count, orders);
}

void tst_Explore::everyScenarioCanBeSearchedAtItsSize()
{
    for (const ScenarioInfo *scenario : catalog())
        for (const ModeInfo &mode : scenario->modes) {
            if (!scenario->explorable)
                continue;
            const ExplorationReport report = searched(
                settingsOf(std::string(scenario->id), std::string(mode.id), searchedSizes(*scenario)));
            QCOMPARE(report.claim, Claim::Exhaustive);
            QVERIFY2(!mode.right || !report.anyWrong(), std::string(mode.id).c_str());
            for (const ExploredOutcome &outcome : report.outcomes)
                QCOMPARE(outcome.equal, outcome.replays);
        }
}

void tst_Explore::theSimplestWaysAreThose()
{
    const ExplorationReport report = searched(settingsOf("counter", "off", {{"processes", 2}, {"increments", 10}}));
    QCOMPARE(report.interleavings, std::string("137846528820"));
    const auto of = [&](const char *result) {
        return *std::find_if(report.outcomes.begin(), report.outcomes.end(),
                             [&](const ExploredOutcome &one) { return one.result == result; });
    };
    QCOMPARE(of("2").preemptions, 4u);
    QCOMPARE(of("10").preemptions, 1u);
    QCOMPARE(of("20").interleavings, std::string("184756"));
    const ExplorationReport table = searched(settingsOf("philosophers", "naive", {{"n", 4}, {"meals", 1}}));
    QCOMPARE(table.interleavings, std::string("98184"));
    QCOMPARE(table.traces, 15u);
    QCOMPARE(table.deadlockedTraces, 1u);
    const ExploredOutcome *deadlock = table.deadlock();
    QVERIFY(deadlock != nullptr);
    QCOMPARE(deadlock->waits.size(), std::size_t{4});
    for (const Wait &wait : deadlock->waits)
        QVERIFY(wait.holder < 4 && wait.holder != wait.actor);
}

void tst_Explore::aScheduleGivesTheSameAThousandTimes()
{
    const ExplorationReport report = searched(settingsOf("counter", "off", {{"processes", 2}, {"increments", 10}}));
    const std::string schedule = scheduleText(
        {"counter", "off", report.settings.parameters, report.outcomes.front().steps, {}});
    QCOMPARE(report.outcomes.front().result, std::string("2"));
    const Answer answer = ask({QStringLiteral("run"), QStringLiteral("counter"), QStringLiteral("--schedule"),
                               QString::fromStdString(schedule), QStringLiteral("--repeat"), QStringLiteral("1000"),
                               QStringLiteral("--json")});
    QCOMPARE(answer.status, 0);
    const QJsonArray outcomes = answer.json()[QLatin1String("outcomes")].toArray();
    QCOMPARE(outcomes.size(), 1);
    QCOMPARE(outcomes[0].toObject()[QLatin1String("result")].toString(), QStringLiteral("2"));
    QCOMPARE(outcomes[0].toObject()[QLatin1String("runs")].toInt(), 1000);
}

void tst_Explore::deathsAreSearchedAsWell_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("mode");
    QTest::addColumn<bool>("getsStuck");
    QTest::newRow("plain") << "abandoned"
                           << "plain" << true;
    QTest::newRow("poisoned") << "abandoned"
                              << "poisoned" << false;
    QTest::newRow("robust") << "abandoned"
                            << "robust" << false;
    QTest::newRow("repaired") << "abandoned"
                              << "repair" << false;
    QTest::newRow("queue") << "queue"
                           << "on" << false;
    QTest::newRow("queue, unprotected") << "queue"
                                        << "off" << false;
}

/// One dies at every point of every order; each simplest order of it is done again by real processes, that one killed.
void tst_Explore::deathsAreSearchedAsWell()
{
    QFETCH(QString, scenario);
    QFETCH(QString, mode);
    QFETCH(bool, getsStuck);
    Parameters sizes = searchedSizes(*findScenario(scenario.toStdString()));
    if (sizes.contains("messages"))
        sizes["messages"] = 1;
    const ExplorationReport report = searched(settingsOf(scenario.toStdString(), mode.toStdString(), sizes),
                                              {.mostDeaths = 1});
    QCOMPARE(report.claim, Claim::Exhaustive);
    QCOMPARE(report.deaths, 1u);
    QVERIFY(report.anyWrong());
    QCOMPARE(report.deadlock() != nullptr, getsStuck);
    int withDeaths = 0;
    for (const ExploredOutcome &outcome : report.outcomes) {
        QCOMPARE(outcome.equal, 1u);
        withDeaths += stepsText(outcome.steps).find('!') != std::string::npos;
    }
    QVERIFY(withDeaths > 0);
    std::set<std::string> names; // of two that read the same nobody could choose one
    for (const ExploredOutcome &outcome : report.outcomes)
        QVERIFY2(names.insert(outcome.isDeadlock ? "deadlock" : outcome.result).second, outcome.result.c_str());
    if (mode == QLatin1String("repair")) // a ticket is missing only where nobody came after
        QVERIFY(report.outcomes.size() >= 2);
}

void tst_Explore::aBoundIsAClaimOfItsOwn()
{
    const ExplorationReport report = searched(settingsOf("counter", "off", {{"processes", 2}, {"increments", 3}}),
                                              {.mostPreemptions = 1});
    QCOMPARE(report.claim, Claim::Bounded);
    QCOMPARE(report.preemptionBound, 1u);
    for (const ExploredOutcome &outcome : report.outcomes)
        QVERIFY(outcome.preemptions <= 1 && outcome.equal == 1);
    QVERIFY(report.anyWrong());
    // A bound that leaves nothing out is none.
    const ExplorationReport all = searched(settingsOf("counter", "off", {{"processes", 2}, {"increments", 2}}),
                                           {.mostPreemptions = 1000});
    QCOMPARE(all.claim, Claim::Exhaustive);
    QCOMPARE(all.interleavings, std::string("70"));
}

void tst_Explore::whatIsTooLargeSaysHowLarge()
{
    const ExplorationReport report = searched(settingsOf("counter", "off", {{"processes", 3}, {"increments", 8}}),
                                              {.mostStates = 20'000});
    QVERIFY(report.claim != Claim::Exhaustive);
    QVERIFY2(report.limit.find("10^") != std::string::npos, report.limit.c_str());
    QVERIFY(report.feasible.at("increments") >= 2 && report.feasible.at("increments") < 8);
    QCOMPARE(report.feasible.at("processes"), 3);
    QVERIFY(report.anyWrong());
}

/// Who holds a lock does the rest alone, so there are far fewer orders than steps could be shuffled.
void tst_Explore::ofWhoWaitsTheNumberOfOrdersIsNotGuessedTooSmall()
{
    const ExplorationReport locked = searched(settingsOf("counter", "per-access", {{"processes", 3}, {"increments", 8}}),
                                              {.mostStates = 2'000});
    QVERIFY2(locked.limit.find("up to about 10^") != std::string::npos, locked.limit.c_str());
}

/// Not when it has been tried, which takes minutes: even the orders without a preemption have more states than may be.
void tst_Explore::howLargeItIsIsSaidWhileItSearches()
{
    const SearchLimits limits;
    std::vector<ExplorationReport> told;
    const auto report = Search(Experiment(settingsOf("counter", "off", {{"processes", 16}, {"increments", 20}})),
                               limits, INTERLEAVE_WORKER)
                            .run([&](const ExplorationReport &now) {
                                if (!now.limit.empty())
                                    told.push_back(now);
                                return told.empty() || now.feasible.empty();
                            });
    QVERIFY(report.ok());
    QVERIFY(!told.empty());
    QVERIFY2(told.front().limit.find("Too many orders to go through all of them: about 10^") == 0,
             told.front().limit.c_str());
    QVERIFY(told.front().feasible.empty()); // that takes longer, and is told when it is known
    QCOMPARE(told.front().phase, SearchPhase::Counting);
    QVERIFY(told.front().states > 0 && told.front().states < limits.mostStates);
    QVERIFY(!told.back().feasible.empty() && told.back().limit.find("A size of which all can be") != std::string::npos);
    QVERIFY(report.value().isInterrupted);
}

void tst_Explore::anOrderThatIsTooLongIsSaidToBeThat()
{
    const ExplorationReport report = searched(settingsOf("counter", "off", {{"processes", 1}, {"increments", 6000}}), {.mostExecutions = 3});
    QVERIFY2(report.limit.find("longer than 10000 steps") != std::string::npos, report.limit.c_str());
    QVERIFY(!report.feasible.empty());
    QCOMPARE(report.states, 0u); // it was seen by one order, and counting was not tried
    QCOMPARE(report.claim, Claim::Sampled);
    QCOMPARE(report.outcomes.size(), std::size_t{1}); // some are followed to their end all the same
    QCOMPARE(report.outcomes.front().result, std::string("6000"));
}

/// Of sixteen processes not even the orders without a preemption can be gone through.
void tst_Explore::whereNothingCanBeGoneThroughSomeAreTried()
{
    const ExplorationReport report = searched(settingsOf("counter", "off", {{"processes", 16}, {"increments", 2}}),
                                              {.mostExecutions = 100, .mostStates = 20'000});
    QCOMPARE(report.claim, Claim::Sampled);
    QCOMPARE(report.interleavings, std::string("100"));
    QVERIFY(report.anyWrong());
    std::uint64_t orders = 0;
    for (const ExploredOutcome &outcome : report.outcomes) {
        orders += std::stoull(outcome.interleavings);
        QCOMPARE(outcome.equal, 1u); // done again by the real processes, and ended the same
        QCOMPARE(outcome.steps.size(), std::size_t{64});
        QCOMPARE(outcome.switches, switchesIn(outcome.steps));
    }
    QCOMPARE(orders, std::uint64_t{100});
    // By chance somebody else moves at nearly every step. Nobody could follow that.
    QVERIFY2(report.shortestFailure()->switches < 32, qPrintable(QString::number(report.shortestFailure()->switches)));
    QCOMPARE(report.feasible.at("increments"), 2);
    QVERIFY(report.feasible.at("processes") >= 2 && report.feasible.at("processes") < 16);
}

/// However few increments: of sixteen processes it stays too many.
void tst_Explore::whereOneNumberLessIsNotEnoughTwoAreMadeSmaller()
{
    const Experiment experiment(settingsOf("counter", "off", {{"processes", 16}, {"increments", 2000}}));
    OrderCountSettings limits;
    limits.mostStates = 2'000;
    const Parameters size = feasibleSize(experiment, limits, INTERLEAVE_WORKER, [] { return true; });
    QCOMPARE(size.at("increments"), 1);
    QVERIFY(size.at("processes") >= 2 && size.at("processes") < 16);
    // It is, and one more is not.
    for (const std::int64_t more : {0, 1}) {
        RunSettings settings = experiment.settings();
        settings.parameters = {{"processes", size.at("processes") + more}, {"increments", 1}};
        const Experiment tried(settings);
        const auto world = tried.world(INTERLEAVE_WORKER);
        QVERIFY(world.ok());
        const auto model = modelOf(tried, *world.value());
        QVERIFY(model->begin().ok());
        const auto counted = countOrders(*model, limits);
        QVERIFY(counted.ok());
        QCOMPARE(counted.value().isComplete(), more == 0);
    }
}

void tst_Explore::theCommandTellsItAsJson()
{
    const QJsonObject json = ask(words("explore counter --set processes=2 --set increments=2 --json")).json();
    QCOMPARE(json[QLatin1String("schema")].toString(), QStringLiteral("interleave.explore/1"));
    QCOMPARE(json[QLatin1String("claim")].toString(), QStringLiteral("exhaustive"));
    QCOMPARE(json[QLatin1String("interleavings")].toString(), QStringLiteral("70"));
    QCOMPARE(json[QLatin1String("outcomes")].toArray().size(), 3);
    const QJsonObject shortest = json[QLatin1String("shortest")].toObject();
    QCOMPARE(shortest[QLatin1String("preemptions")].toInt(), 1);
    QCOMPARE(json[QLatin1String("confirmed")].toObject()[QLatin1String("replays")],
             json[QLatin1String("confirmed")].toObject()[QLatin1String("equal")]);
    // What it says can be done again.
    const Answer again = ask({QStringLiteral("run"), QStringLiteral("counter"), QStringLiteral("--schedule"),
                              shortest[QLatin1String("schedule")].toString(), QStringLiteral("--json")});
    QCOMPARE(again.status, 0);
    const QJsonObject run = again.json();
    QCOMPARE(QString::number(run[QLatin1String("observed")].toInt()), shortest[QLatin1String("result")].toString());
    QCOMPARE(run[QLatin1String("schedule")], shortest[QLatin1String("schedule")]);
}

void tst_Explore::expectingWhatIsNotEndsWithThree()
{
    QCOMPARE(ask(words("explore counter --expect correct")).status, 3);
    QCOMPARE(ask(words("explore counter --sync on --expect correct")).status, 0);
    QCOMPARE(ask(words("explore deadlock --expect correct")).status, 3);
}

void tst_Explore::wrongArgumentsAreOneSentence_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("scenario") << QStringList{QStringLiteral("explore"), QStringLiteral("countre")};
    QTest::newRow("bound") << QStringList{QStringLiteral("explore"), QStringLiteral("counter"),
                                          QStringLiteral("--preemptions"), QStringLiteral("many")};
    QTest::newRow("limit") << QStringList{QStringLiteral("explore"), QStringLiteral("counter"),
                                          QStringLiteral("--limit"), QStringLiteral("0")};
    QTest::newRow("output") << QStringList{QStringLiteral("explore"), QStringLiteral("counter"), QStringLiteral("-o"),
                                           QStringLiteral("x.docx")};
    QTest::newRow("schedule, letter") << QStringList{QStringLiteral("run"), QStringLiteral("counter"),
                                                     QStringLiteral("--schedule"),
                                                     QStringLiteral("v1;counter;off;increments=1,processes=2;A?B")};
    QTest::newRow("schedule, parts") << QStringList{QStringLiteral("run"), QStringLiteral("counter"),
                                                    QStringLiteral("--schedule"), QStringLiteral("AABB")};
    QTest::newRow("schedule, version") << QStringList{QStringLiteral("run"), QStringLiteral("counter"),
                                                      QStringLiteral("--schedule"),
                                                      QStringLiteral("v9;counter;off;increments=1,processes=2;AB")};
    QTest::newRow("schedule, scenario") << QStringList{QStringLiteral("run"), QStringLiteral("queue"),
                                                       QStringLiteral("--schedule"),
                                                       QStringLiteral("v1;counter;off;increments=1,processes=2;AB")};
    for (const char *beside : {"--pace slow", "--pace bare", "--window 1ms", "--drop"})
        QTest::addRow("schedule, %s", beside)
            << QStringList{QStringLiteral("run"), QStringLiteral("counter"), QStringLiteral("--schedule"),
                           QStringLiteral("v1;counter;off;increments=1,processes=2;ABAB")}
                   + words(beside);
    QTest::newRow("schedule, range") << QStringList{QStringLiteral("run"), QStringLiteral("counter"),
                                                    QStringLiteral("--schedule"),
                                                    QStringLiteral("v1;counter;off;increments=0,processes=2;AB")};
    QTest::newRow("schedule, file") << QStringList{QStringLiteral("run"), QStringLiteral("counter"),
                                                   QStringLiteral("--schedule"), QStringLiteral("@/nowhere")};
}

void tst_Explore::wrongArgumentsAreOneSentence()
{
    QFETCH(QStringList, arguments);
    const Answer answer = ask(arguments);
    QCOMPARE(answer.status, 2);
    QCOMPARE(answer.error.count('\n'), 1);
    QVERIFY(answer.out.isEmpty());
}

void tst_Explore::whoIsKilledWhileSearchingIsReported_data()
{
    QTest::addColumn<bool>("isWorker");
    QTest::newRow("the search") << false;
    QTest::newRow("a worker") << true;
}

void tst_Explore::whoIsKilledWhileSearchingIsReported()
{
    QFETCH(bool, isWorker);
    bool isAnythingKnown = false; // sooner on one machine than on another
    for (int wait = 300; !isAnythingKnown && wait < 30'000; wait *= 3) {
        Searching searching;
        QVERIFY(searching.hasWorkers());
        QTest::qWait(wait);
        const pid_t explorer = searching.explorer(), worker = searching.worker();
        ::kill(isWorker ? worker : explorer, SIGKILL);
        const Answer answer = searching.end();
        QCOMPARE(answer.status, 1);
        QVERIFY2(answer.error.contains("killed"), answer.error.constData());
        QCOMPARE(answer.error.count('\n'), 1);
        isAnythingKnown = answer.json().contains(QStringLiteral("claim"));
        QVERIFY(isAnythingKnown || answer.out.isEmpty());
        QVERIFY(QTest::qWaitFor([&] { return !isAlive(explorer) && !isAlive(worker); }, 5000));
    }
    QVERIFY(isAnythingKnown);
}

void tst_Explore::interruptedItTellsWhatIsKnown()
{
    Searching searching;
    QVERIFY(searching.hasWorkers());
    QTest::qWait(1000);
    ::kill(static_cast<pid_t>(searching.pid()), SIGINT);
    const Answer answer = searching.end();
    QCOMPARE(answer.status, 130);
    QCOMPARE(answer.json()[QLatin1String("interrupted")].toBool(), true);
    QCOMPARE(answer.json()[QLatin1String("claim")].toString(), QStringLiteral("bounded"));
}

void tst_Explore::stoppedInAPhaseItSaysInWhich_data()
{
    QTest::addColumn<SearchPhase>("phase");
    QTest::addColumn<Claim>("claim");
    QTest::newRow("counting") << SearchPhase::Counting << Claim::Sampled;
    QTest::newRow("doing the orders again") << SearchPhase::Confirming << Claim::Exhaustive;
    QTest::newRow("running traces") << SearchPhase::Tracing << Claim::Exhaustive;
}

/// That all orders have been counted stays true; that they were run on real processes would not be.
void tst_Explore::stoppedInAPhaseItSaysInWhich()
{
    QFETCH(const SearchPhase, phase);
    QFETCH(const Claim, claim);
    const auto report = Search(Experiment(settingsOf("counter", "off", {{"processes", 2}, {"increments", 3}})), {},
                               INTERLEAVE_WORKER)
                            .run([phase](const ExplorationReport &now) { return now.phase != phase; });
    QVERIFY(report.ok());
    QVERIFY(report.value().isOver && report.value().isInterrupted);
    QCOMPARE(report.value().phase, phase);
    QCOMPARE(report.value().claim, claim);
    QCOMPARE(report.value().traces, 0u);
    const ExplorationReport whole = searched(report.value().settings);
    QCOMPARE(whole.phase, SearchPhase::Over);
    QVERIFY(!whole.isInterrupted && whole.traces > 0);
}

QTEST_GUILESS_MAIN(tst_Explore)
#include "tst_explore.moc"
