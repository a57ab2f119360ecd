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

QTEST_GUILESS_MAIN(tst_Report)
#include "tst_report.moc"
