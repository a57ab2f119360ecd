// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/recording_account.h"
#include "app/models/run_json.h"
#include "app/models/run_text.h"
#include "scenarios/catalog.h"
#include "tests/support/trace_text.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>
#include <string>

using namespace interleave;

namespace {

/// Process 1 reads; process 2 makes `overwritten` increments; process 1 writes over all of them.
std::shared_ptr<Recording> oneWriteOver(int overwritten)
{
    RunSettings settings{.scenario = "counter", .mode = "off"};
    settings.parameters = {{"increments", overwritten}, {"processes", 2}};
    std::string text = "1 reads counter;";
    for (int i = 1; i <= overwritten; ++i)
        text += "2 reads counter; 2 writes counter " + std::to_string(i) + ";";
    text += "1 writes counter 1;";
    const ObjectTable objects = findScenario("counter")->objects(settings.parameters, settings.mode);
    return recordingFromText(objects, text, 2, settings);
}

} // namespace

/// What a run is to other programs.
class tst_Report : public QObject
{
    Q_OBJECT

private slots:
    void theVictimsOfOneWriteAreCountedAndTheFirstHundredListed_data();
    void theVictimsOfOneWriteAreCountedAndTheFirstHundredListed();
    void aGuaranteeComesWithWhatItDoesNotProve();
    void whatIsNotGuaranteedHasNoLimit();
    void theTextSaysWhichFindingsThereAre();
    void anOvertakenMessageNamesTheOtherAndBothProcesses();
    void whatBreaksOffIsAccountedForAsFarAsItGoes_data();
    void whatBreaksOffIsAccountedForAsFarAsItGoes();
    void whatNobodyCountedIsNotTold_data();
    void whatNobodyCountedIsNotTold();
    void messagesThatMayBeMissingAreNotCounted();
};

void tst_Report::theVictimsOfOneWriteAreCountedAndTheFirstHundredListed_data()
{
    QTest::addColumn<int>("overwritten");
    for (const int overwritten : {1, 99, 100, 101, 5000})
        QTest::addRow("%d", overwritten) << overwritten;
}

void tst_Report::theVictimsOfOneWriteAreCountedAndTheFirstHundredListed()
{
    QFETCH(int, overwritten);
    const auto recording = oneWriteOver(overwritten);
    const QJsonObject lost = runJson(*recording, accountOf(*recording).value())[QLatin1String("lost")].toObject();
    const QJsonArray listed = lost[QLatin1String("listed")].toArray();
    QCOMPARE(lost[QLatin1String("listed_total")].toInt(), 1);
    QCOMPARE(listed.size(), qsizetype{1});
    const QJsonObject loss = listed.at(0).toObject();
    QCOMPARE(loss[QLatin1String("victims_total")].toInt(), overwritten);
    const QJsonArray victims = loss[QLatin1String("victims")].toArray();
    QCOMPARE(victims.size(), std::min(overwritten, 100));
    for (qsizetype i = 0; i < victims.size(); ++i)
        QCOMPARE(victims.at(i).toInt(), 3 + 2 * static_cast<int>(i)); // every second event, from the third
}

void tst_Report::aGuaranteeComesWithWhatItDoesNotProve()
{
    RunSettings settings{.scenario = "counter", .mode = "on", .parameters = {{"increments", 1}, {"processes", 2}}};
    const auto recording = recordingFromText(findScenario("counter")->objects(settings.parameters, settings.mode),
                                             "1 takes lock; 1 reads counter; 1 writes counter 1; 1 frees lock;"
                                             "2 takes lock; 2 reads counter; 2 writes counter 2; 2 frees lock",
                                             2, settings);
    const Account account = accountOf(*recording).value();
    const QJsonObject json = runJson(*recording, account);
    QCOMPARE(json[QLatin1String("guarantee")].toString(), QStringLiteral("always"));
    const QString limit = json[QLatin1String("guarantee_limit")].toString();
    QVERIFY2(limit.contains(QStringLiteral("the scenario declares that “whole += 1” is right by construction")),
             qPrintable(limit));
    QVERIFY(runText(*recording, account).split(u'\n').contains(limit));
}

void tst_Report::whatIsNotGuaranteedHasNoLimit()
{
    const auto recording = oneWriteOver(3);
    const QJsonObject json = runJson(*recording, accountOf(*recording).value());
    QCOMPARE(json[QLatin1String("guarantee")].toString(), QStringLiteral("none"));
    QVERIFY(json.contains(QLatin1String("guarantee_limit")) && json[QLatin1String("guarantee_limit")].isNull());
}

void tst_Report::theTextSaysWhichFindingsThereAre()
{
    const auto recording = oneWriteOver(3);
    const QString text = runText(*recording, accountOf(*recording).value());
    QVERIFY2(
        text.contains(QStringLiteral("Lost updates: 3. Data races: 2 pairs of lines. Atomicity violations: none.")),
        qPrintable(text));
}

void tst_Report::anOvertakenMessageNamesTheOtherAndBothProcesses()
{
    RunSettings settings{.scenario = "queue", .mode = "off"};
    settings.parameters = {{"capacity", 4}, {"consumers", 1}, {"messages", 2}, {"producers", 1}};
    const auto recording = recordingFromText(
        findScenario("queue")->objects(settings.parameters, settings.mode),
        "1 writes slots[0] 11; 1 writes slots[1] 12; 2 reads slots[1]; 2 reads slots[0]", 2, settings);
    const QJsonObject messages =
        runJson(*recording, accountOf(*recording).value())[QLatin1String("messages")].toObject();
    const QJsonObject late =
        messages[QLatin1String("listed")].toObject()[QLatin1String("overtaken")].toArray().at(0).toObject();
    const QJsonObject expected{{QStringLiteral("message"), 11}, {QStringLiteral("later_message"), 12},
                               {QStringLiteral("producer"), 1}, {QStringLiteral("consumer"), 2},
                               {QStringLiteral("event"), 4},    {QStringLiteral("later"), 3}};
    QCOMPARE(late, expected);
    QCOMPARE(messages[QLatin1String("duplicated_messages")].toInt(), 0);
}

void tst_Report::whatBreaksOffIsAccountedForAsFarAsItGoes_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("observed");
    QTest::addColumn<int>("attempted");
    QTest::addColumn<int>("lost");
    QTest::addColumn<int>("open");
    const auto row = [](const char *name, const char *text, int observed, int attempted, int lost, int open) {
        const QString scenario = QString::fromLatin1(name).section(QLatin1Char(','), 0, 0);
        QTest::newRow(name) << scenario << QString::fromLatin1(text) << observed << attempted << lost << open;
    };
    row("counter, before the first event", "", 0, 0, 0, 0);
    row("counter, nobody wrote", "1 reads counter; 2 reads counter", 0, 0, 0, 0);
    row("counter, all there", "1 reads counter; 1 writes counter 1", 1, 1, 0, 0);
    row("counter, lost for good", "1 reads counter; 2 reads counter; 1 writes counter 1; 2 writes counter 1", 1, 2, 1,
        0);
    // Process 3 has read what process 1 wrote.
    row("counter, may come back",
        "1 reads counter; 2 reads counter; 1 writes counter 1; 3 reads counter; 2 writes counter 1", 1, 2, 0, 1);
    row("list, before the first event", "", 0, 0, 0, 0);
    row("list, written over",
        "1 reads size; 2 reads size; 1 writes slots[0] 10; 1 writes size 1; 2 writes slots[0] 20; 2 writes size 1", 1,
        2, 1, 0);
    row("list, above the size",
        "1 writes slots[0] 10; 1 writes size 1; 2 writes slots[1] 20; 2 writes size 2; 1 writes size 1", 1, 2, 0, 1);
    row("deadlock, before the first event", "", 0, 0, 0, 0);
    row("deadlock, between the two accounts", "1 adds a -1; 1 adds b 1; 2 adds b -1", 1, 1, 0, 0);
    row("abandoned, between the two numbers", "1 adds left -1; 1 adds sold 1; 2 adds left -1", 1, 2, 0, 1);
    row("queue, before the first event", "", 0, 0, 0, 0);
    row("queue, under way", "1 reads tail; 1 writes slots[0] 0; 1 writes tail 1", 0, 1, 0, 1);
}

void tst_Report::whatBreaksOffIsAccountedForAsFarAsItGoes()
{
    QFETCH(const QString, scenario);
    QFETCH(const QString, text);
    const ScenarioInfo &info = *findScenario(scenario.toStdString());
    RunSettings settings{.scenario = scenario.toStdString(), .mode = std::string(info.modes.front().id), .parameters = {}};
    for (const ParameterInfo &parameter : info.parameters)
        settings.parameters[std::string(parameter.name)] = 3;
    const ObjectTable objects = info.objects(settings.parameters, settings.mode);
    const std::size_t processes = info.processes(settings.parameters).size();
    const auto recording = brokenOffFromText(objects, text.toStdString(), processes, settings);
    const Account account = accountOf(*recording).value();
    const QJsonObject run = runJson(*recording, account), lost = run[QLatin1String("lost")].toObject();
    QTEST(run[QLatin1String("observed")].toInt(-1), "observed");
    QTEST(run[QLatin1String("attempted")].toInt(-1), "attempted");
    QTEST(lost[QLatin1String("count")].toInt(-1), "lost");
    QTEST(lost[QLatin1String("open")].toInt(-1), "open");
    QCOMPARE(account.survivors + account.lost + account.open, account.attempted);
    QVERIFY(!account.correct && !account.complete);
}

void tst_Report::whatNobodyCountedIsNotTold_data()
{
    QTest::addColumn<QString>("scenario");
    for (const ScenarioInfo *scenario : catalog())
        if (scenario->id != "abandoned") // its two numbers say how much was done, whoever looks on
            QTest::newRow(std::string(scenario->id).c_str()) << QString::fromStdString(std::string(scenario->id));
}

/// An unwatched run that was stopped: what is there is known, and not how much was done.
void tst_Report::whatNobodyCountedIsNotTold()
{
    QFETCH(const QString, scenario);
    const ScenarioInfo &catalogued = *findScenario(scenario.toStdString());
    RunInfo info;
    info.settings = {.scenario = scenario.toStdString(), .mode = std::string(catalogued.modes.front().id), .parameters = {}, .pace = Pace::Bare};
    for (const ParameterInfo &parameter : catalogued.parameters)
        info.settings.parameters[std::string(parameter.name)] = 3;
    info.objects = catalogued.objects(info.settings.parameters, info.settings.mode);
    info.processes.resize(catalogued.processes(info.settings.parameters).size());
    Recording recording(info);
    for (ProcessInfo &process : info.processes)
        process.end = ProcessEnd::Stopped;
    for (const Object &object : info.objects)
        info.finalWords.emplace_back(object.count, Word::initial(object.initial));
    info.interrupted = true;
    recording.finish(info);
    const QJsonObject run = runJson(recording, accountOf(recording).value()),
                      lost = run[QLatin1String("lost")].toObject();
    QVERIFY(run[QLatin1String("observed")].isDouble());
    QVERIFY(run[QLatin1String("attempted")].isNull());
    for (const char *const name : {"count", "survivors", "open"})
        QVERIFY2(lost[QLatin1String(name)].isNull(), name);
}

void tst_Report::messagesThatMayBeMissingAreNotCounted()
{
    RunSettings settings{.scenario = "queue", .mode = "off", .parameters = {}};
    settings.parameters = {{"producers", 1}, {"consumers", 1}, {"messages", 2}, {"capacity", 2}};
    const ObjectTable objects = findScenario("queue")->objects(settings.parameters, settings.mode);
    const auto messages = [&](const std::string &text) {
        const auto recording = recordingFromText(objects, text, 2, settings);
        return runJson(*recording, accountOf(*recording).value())[QLatin1String("messages")].toObject();
    };
    const std::string sent = "1 reads tail; 1 writes slots[0] 0; 1 writes tail 1; 2 reads head; ";
    const QJsonObject whole = messages(sent + "2 reads slots[0]; 2 writes head 1");
    QCOMPARE(whole[QLatin1String("received")].toInt(), 1);
    QCOMPARE(whole[QLatin1String("lost")].toInt(-1), 0);
    const QJsonObject gap = messages(sent + "2 drops 1; 2 writes head 1");
    QCOMPARE(gap[QLatin1String("proof")].toString(), QStringLiteral("not provable"));
    for (const char *const name : {"sent", "received", "lost", "duplicated", "overtaken"})
        QVERIFY2(gap[QLatin1String(name)].isNull(), name);
}

QTEST_GUILESS_MAIN(tst_Report)
#include "tst_report.moc"
