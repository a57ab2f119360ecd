// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/run_json.h"
#include "app/models/run_text.h"
#include "core/shm/memory.h"
#include "core/trace/recording_file.h"
#include "tests/support/live_run.h"
#include "tests/support/program.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <unistd.h>

using namespace interleave;

namespace {

/// Every worker has the control memory of its run. This is what one of them could do to it: the memory of a session in
/// this very process, got at as its workers get it.
class WorkersHand
{
public:
    WorkersHand()
    {
        const QDir descriptors(QStringLiteral("/proc/self/fd"));
        for (const QString &name : descriptors.entryList(QDir::System | QDir::Files))
            if (QFile::symLinkTarget(descriptors.filePath(name)).contains(QLatin1String("memfd:interleave-control")))
                m_descriptor = ::dup(name.toInt());
        if (m_descriptor < 0)
            return;
        auto memory = Memory::attach(m_descriptor);
        if (memory.ok())
            m_control = std::move(memory.value());
    }

    bool isThere() const { return m_control.size() > 0; }
    RingEnds &ring(ActorId actor) const
    {
        return *m_control.at<RingEnds>(ringOffset(actor, m_control.at<Header>(0)->ringCapacity));
    }
    /// Puts an event behind those the actor has reported.
    void report(ActorId actor, const Event &event) const
    {
        RingEnds &ends = ring(actor);
        const std::uint64_t head = ends.published.load();
        reinterpret_cast<Event *>(&ends + 1)[head & (m_control.at<Header>(0)->ringCapacity - 1)] = event;
        ends.begun.store(head + 1);
        ends.published.store(head + 1);
    }

private:
    int m_descriptor = -1;
    Memory m_control;
};

Event eventOf(EventKind kind, ObjectRef object, std::uint64_t a = 0)
{
    Event event;
    event.object = object;
    event.a = a;
    event.set(kind);
    return event;
}

} // namespace

/// A worker that goes wrong, in a real run.
class tst_Hostile : public QObject
{
    Q_OBJECT

private slots:
    void whoIsNotBelievedIsNamedAndTheRestIsTold_data();
    void whoIsNotBelievedIsNamedAndTheRestIsTold();
};

void tst_Hostile::whoIsNotBelievedIsNamedAndTheRestIsTold_data()
{
    QTest::addColumn<int>("trick");
    QTest::addColumn<QString>("reason");
    QTest::newRow("counts") << 0 << QStringLiteral("its counts of what it had reported contradicted each other");
    QTest::newRow("no event") << 1 << QStringLiteral("it reported something that no process can do");
    QTest::newRow("no object") << 2 << QStringLiteral("it reported an access to something this run does not have");
    QTest::newRow("another kind of object") << 3 << QStringLiteral("it reported an access that cannot be made to such an object");
    QTest::newRow("another's name") << 4 << QStringLiteral("it reported a value in a name that is not its own");
}

void tst_Hostile::whoIsNotBelievedIsNamedAndTheRestIsTold()
{
    QFETCH(int, trick);
    QFETCH(QString, reason);
    RunSettings settings = settingsOf("counter", "off", {{"processes", 3}, {"increments", 20}}, Pace::Slow);
    settings.window = {Window::Kind::Sleep, 20'000'000}; // it has not finished yet when the lie comes
    LiveRun run(settings);
    QVERIFY2(run.waitUntilRunning(), qPrintable(run.failure()));
    const WorkersHand hand;
    QVERIFY(hand.isThere());
    QTRY_VERIFY(hand.ring(1).published.load() >= 6);
    switch (trick) {
    case 0: hand.ring(1).published.fetch_add(std::uint64_t{1} << 40); break;
    case 1: hand.report(1, eventOf(static_cast<EventKind>(30), ObjectRef::of(0))); break;
    case 2: hand.report(1, eventOf(EventKind::Read, ObjectRef::of(77, 5))); break;
    case 3: hand.report(1, eventOf(EventKind::LockAcquired, ObjectRef::of(0), 1)); break;
    default: hand.report(1, eventOf(EventKind::Write, ObjectRef::of(0), Word::make(7, 1, 99).bits)); break;
    }
    QVERIFY(run.waitUntilFinished());
    QVERIFY2(run.failure().isEmpty(), qPrintable(run.failure()));

    const auto info = run.recording().info();
    QVERIFY(info->processes[1].refusal != Refusal::None);
    QVERIFY(info->processes[1].events >= 6);
    QVERIFY(info->dropped > 0);
    const QString sentence = QStringLiteral("Of process 2 nothing is believed after its event %1: %2.").arg(info->processes[1].events).arg(reason);
    const QJsonObject report = runJson(run.recording(), run.account());
    QVERIFY2(report.value(QLatin1String("sentence")).toString().contains(sentence), qPrintable(report.value(QLatin1String("sentence")).toString()));
    QVERIFY2(runText(run.recording(), run.account()).contains(sentence), qPrintable(runText(run.recording(), run.account())));
    const QJsonArray processes = report.value(QLatin1String("processes")).toArray();
    QCOMPARE(processes.at(1).toObject().value(QLatin1String("refused")).toString(), reason);
    QVERIFY(processes.at(0).toObject().value(QLatin1String("refused")).isNull());
    QCOMPARE(processes.at(0).toObject().value(QLatin1String("events")).toInteger(), 40);
    // It went on adding, and nobody knows when: the number at the end is known, whom it overwrote is not.
    QCOMPARE(report.value(QLatin1String("lost")).toObject().value(QLatin1String("proof")).toString(), QStringLiteral("not provable"));
    QCOMPARE(report.value(QLatin1String("observed")).toInteger(), info->finalWords.at(0).at(0).value());
    QCOMPARE(report.value(QLatin1String("guarantee")).toString(), QStringLiteral("none"));

    // The file says the same.
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.ilv"));
    QVERIFY(writeRecording(run.recording(), path.toStdString()).ok());
    const Answer answer = ask({QStringLiteral("analyze"), path, QStringLiteral("--json")});
    QCOMPARE(answer.status, 0);
    QCOMPARE(answer.json(), report);
}

QTEST_GUILESS_MAIN(tst_Hostile)
#include "tst_hostile.moc"
