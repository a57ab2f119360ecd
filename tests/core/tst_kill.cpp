// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "scenarios/catalog.h"
#include "tests/support/forked_run.h"
#include "tests/support/sanitized.h"
#include "tests/support/prepared_run.h"

#include <QtTest>

#include <algorithm>
#include <csignal>
#include <random>

using namespace interleave;

/// kill -9 of a real process at any instant, in the middle of what it does.
class tst_Kill : public QObject
{
    Q_OBJECT

private slots:
    void realProcessesGiveATrueAccount_data() { scenarios(); }
    void realProcessesGiveATrueAccount();
    void aKilledProcessLeavesATrueAccount_data() { scenarios(); }
    void aKilledProcessLeavesATrueAccount();
    void anUnprotectedRunSurvivesADeathAsWell_data() { scenarios(); }
    void anUnprotectedRunSurvivesADeathAsWell();
    void whatADeathLeavesUnderALockDependsOnTheLock_data();
    void whatADeathLeavesUnderALockDependsOnTheLock();

private:
    static void scenarios();
    static RunSettings fetched(const char *mode);
    static void kill(const char *mode, int rounds);
    static void check(const Recording &recording);
};

void tst_Kill::scenarios()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("size");
    QTest::newRow("counter") << "counter" << "processes=3,increments=1500";
    QTest::newRow("queue") << "queue" << "capacity=8,consumers=2,messages=700,producers=2";
    QTest::newRow("list") << "list" << "appends=1000,processes=3";
}

RunSettings tst_Kill::fetched(const char *mode)
{
    QFETCH(QString, scenario);
    QFETCH(QString, size);
    RunSettings settings = {.scenario = scenario.toStdString(), .mode = mode};
    for (const QString &part : size.split(QLatin1Char(',')))
        settings.parameters[part.section(QLatin1Char('='), 0, 0).toStdString()]
            = part.section(QLatin1Char('='), 1).toLongLong();
    return settings;
}

/// What holds of every run, whoever has died when.
void tst_Kill::check(const Recording &recording)
{
    const auto info = recording.info();
    const auto findings = recording.findings();
    QCOMPARE(findings->unexplained, 0u);
    QCOMPARE(info->dropped, 0u);

    // All that was published has settled, and nothing comes after a death but what the system frees.
    std::vector<std::uint64_t> settled(info->processes.size());
    std::vector<bool> died(info->processes.size());
    TraceReader trace(recording.trace());
    for (EventIndex i = 0; i < trace.size(); ++i) {
        const Event event = trace[i];
        if (event.actor == kNoActor)
            continue; // the session's
        const bool isTheSystems = event.has(kInferred) && event.kind() == EventKind::LockReleased;
        QVERIFY(isTheSystems ? died.at(event.actor) : !died.at(event.actor));
        died[event.actor] = isTheSystems || event.kind() == EventKind::Died;
        settled[event.actor] += !event.has(kInferred) && event.kind() != EventKind::Died;
    }
    for (std::size_t actor = 0; actor < settled.size(); ++actor) {
        QCOMPARE(settled[actor], info->processes[actor].events);
        QCOMPARE(bool(died[actor]), info->processes[actor].end == ProcessEnd::Killed);
    }
    for (const CellHistory &cell : findings->cells)
        QCOMPARE(cell.survivors + cell.lost, cell.attempted);
    const Account account = accountFor(recording);
    QCOMPARE(account.survivors + account.lost, account.attempted);
    if (info->settings.scenario == "counter") {
        QCOMPARE(account.survivors, account.observed);
        QCOMPARE(account.proof, Proof::Proved);
    }
    if (info->settings.mode != "on")
        return;
    // Protected: nothing is lost but what the dead one had in its hand.
    QVERIFY2(account.lost <= (info->settings.scenario == "queue" ? 1 : 0), account.sentence.c_str());
}

void tst_Kill::realProcessesGiveATrueAccount()
{
    const auto recording = runForked(fetched("on"));
    check(*recording);
    QVERIFY(accountFor(*recording).correct);
    QCOMPARE(recording->findings()->inferred, 0u);
}

void tst_Kill::kill(const char *mode, int rounds)
{
    const RunSettings settings = fetched(mode);
    const std::vector<ProcessInfo> undisturbed = runForked(settings)->info()->processes;
    std::mt19937 random(11);
    int killed = 0, inferred = 0;
    for (int round = 0; round < rounds; ++round) {
        const auto actor = static_cast<ActorId>(random() % undisturbed.size());
        const std::uint64_t after = random() % undisturbed[actor].events;
        const auto recording = runForked(settings, Kill{actor, after});
        check(*recording);
        if (QTest::currentTestFailed()) {
            qWarning("round %d: actor %d after %llu events", round, int(actor), static_cast<unsigned long long>(after));
            return;
        }
        killed += recording->info()->processes[actor].end == ProcessEnd::Killed;
        inferred += recording->findings()->inferred > 0;
    }
    qInfo("%d of %d were killed before they had finished; in %d something was inferred", killed, rounds, inferred);
    QVERIFY(killed > rounds / 4);
}

void tst_Kill::aKilledProcessLeavesATrueAccount()
{
    kill("on", repetitions(40, 15));
}

void tst_Kill::anUnprotectedRunSurvivesADeathAsWell()
{
    kill("off", 20);
}

void tst_Kill::whatADeathLeavesUnderALockDependsOnTheLock_data()
{
    QTest::addColumn<QString>("mode");
    for (const char *const mode : {"poisoned", "robust", "repair"})
        QTest::newRow(mode) << mode;
}

/// One of three is killed. Who comes after one that died with the lock finds it broken, or a ticket missing, or puts it
/// right.
void tst_Kill::whatADeathLeavesUnderALockDependsOnTheLock()
{
    QFETCH(const QString, mode);
    std::mt19937 random(5);
    int inherited = 0, missing = 0, round = 0;
    // Where it dies is up to chance. They rest between the two numbers, so one of them has the lock nearly always: many
    // die with it. Without that, on a busy machine, not one of a thousand may.
    for (; round < repetitions(20, 5) || (inherited == 0 && round < 1000); ++round) {
        const auto recording = runForked({.scenario = "abandoned",
                                          .mode = mode.toStdString(),
                                          .parameters = {{"processes", 3}, {"tickets", 100}},
                                          .window = {.kind = Window::Kind::Sleep, .nanoseconds = 20'000}},
                                         Kill{0, random() % 500});
        check(*recording);
        if (QTest::currentTestFailed())
            return;
        const Account account = accountFor(*recording);
        QVERIFY2(account.lost >= 0 && account.lost <= 1, account.sentence.c_str());
        QCOMPARE(account.proof, Proof::Proved);
        TraceReader trace(recording->trace());
        int told = 0;
        trace.forEach(0, trace.size(), [&](EventIndex, const Event &event) {
            if (event.kind() == EventKind::LockAcquired && event.has(kOwnerDied) && event.deadOwner() == 0)
                ++told;
        });
        if (told == 0)
            continue; // it had ended, or was the last
        ++inherited;
        missing += account.lost > 0;
        QVERIFY(mode == u"poisoned" ? told <= 2 : told == 1); // each of the others gives up once
        QVERIFY(mode != u"repair" || account.lost == 0);
        QVERIFY(mode != u"poisoned" || account.observed < 300);
    }
    qInfo("%d of %d died with the lock, %d of them between the two numbers", inherited, round, missing);
    QVERIFY(inherited > 0);
}

QTEST_APPLESS_MAIN(tst_Kill)
#include "tst_kill.moc"
