// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/report.h"
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

QTEST_GUILESS_MAIN(tst_Report)
#include "tst_report.moc"
