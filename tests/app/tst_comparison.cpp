// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/compare/comparison_picture.h"
#include "app/models/comparison_report.h"
#include "app/models/recording_account.h"
#include "app/models/run_json.h"
#include "scenarios/catalog.h"
#include "tests/support/trace_text.h"

#include <QJsonArray>
#include <QTest>

#include <set>

using namespace interleave;

namespace {

std::shared_ptr<Recording> counterRun(const char *mode, const char *text, Pace pace = Pace::Full)
{
    const Parameters parameters{{"increments", 1}, {"processes", 2}};
    return recordingFromText(findScenario("counter")->objects(parameters, mode), text, 2,
                             {.scenario = "counter", .mode = mode, .parameters = parameters, .pace = pace});
}

/// Two increments, of which one is lost.
std::shared_ptr<Recording> losing(Pace pace = Pace::Full)
{
    return counterRun("off", "1 reads counter; 2 reads counter; 1 writes counter 1; 2 writes counter 1", pace);
}

/// The same with the lock held: nothing is lost, and it takes longer. Process 2 waits.
std::shared_ptr<Recording> locked(Pace pace = Pace::Full)
{
    return counterRun("on", "1 asks lock; 1 takes lock; 2 asks lock; 1 reads counter; 1 writes counter 1; 1 frees lock;"
                            "2 takes lock; 2 reads counter; 2 writes counter 2; 2 frees lock", pace);
}

/// The locked run as a file that breaks off has it: what came after is not in it.
std::shared_ptr<const Recording> cutShort()
{
    const auto whole = locked();
    RunInfo info = *whole->info();
    auto cut = std::make_shared<Recording>(info);
    TraceReader reader(whole->trace());
    for (EventIndex event = 0; event < 4; ++event)
        cut->settle(reader[event]);
    cut->damage = Damage{.offset = 100, .sentence = "The recording breaks off.", .breaksOff = true};
    info.finalWords.clear();
    cut->finish(std::move(info));
    return cut;
}

} // namespace

/// What is said of two recordings, and the picture of both.
class tst_Comparison : public QObject
{
    Q_OBJECT

private slots:
    void theSentenceSaysTheMainDifference();
    void twoEqualRunsAreSaidToBeEqual();
    void slowedRunsAreNotCalledFaster();
    void runsThatRecordingHeldUpAreNotCalledFaster();
    void ofARecordingThatBreaksOffNoResultIsTold();
    void whatIsNotKnownIsNotCalledAbsent();
    void whatIsNotKnownOfBothIsNotTheSame();
    void atomicityViolationsAndSplitUpdatesAreTwoRows();
    void aDurationMeansTheSameAsInTheReport();
    void everyNumberStandsWithBothValuesAndTheFactor();
    void whatOnlyOneRunHasIsSaidToBeIts();
    void factorsAreInWords_data();
    void factorsAreInWords();
    void differentScenariosCannotBeCompared();
    void theJsonHasEveryRow();
    void theTextLinesUp();
    void bothTimelinesAreOnOneScale();
    void lettersAreExplainedWhereThereAreAny();
    void theFigureSaysWhatItShows();
};

void tst_Comparison::theSentenceSaysTheMainDifference()
{
    const auto compared = compareRecordings(*losing(), *locked());
    QVERIFY(compared.ok());
    const QString sentence = compared.value().sentence;
    QVERIFY2(sentence.startsWith(QStringLiteral("A lost 1 of 2 increments")), qPrintable(sentence));
    QVERIFY2(sentence.contains(QStringLiteral("; B lost none")), qPrintable(sentence));
    const QString turned = compareRecordings(*locked(), *losing()).value().sentence;
    QVERIFY2(turned.startsWith(QStringLiteral("A lost none")), qPrintable(turned));
    QCOMPARE(compared.value().titleA, QStringLiteral("none · Wrong: 1 of 2"));
}

void tst_Comparison::twoEqualRunsAreSaidToBeEqual()
{
    const auto run = locked();
    const auto compared = compareRecordings(*run, *run);
    QCOMPARE(compared.value().sentence, QStringLiteral("Neither lost anything, and they were equally fast."));
    for (const ComparedRow &row : compared.value().rows)
        QCOMPARE(row.factorText(), QStringLiteral("same"));
}

void tst_Comparison::slowedRunsAreNotCalledFaster()
{
    const QString sentence = compareRecordings(*losing(Pace::Slow), *locked(Pace::Slow)).value().sentence;
    QCOMPARE(sentence, QStringLiteral("A lost 1 of 2 increments; B lost none."));
}

void tst_Comparison::runsThatRecordingHeldUpAreNotCalledFaster()
{
    const auto run = losing();
    RunInfo info = *run->info();
    info.stalledNs = 1'000'000;
    run->finish(info);
    const QString sentence = compareRecordings(*run, *locked()).value().sentence;
    QCOMPARE(sentence, QStringLiteral("A lost 1 of 2 increments; B lost none. Their speed is not compared: recording held the processes up."));
}

void tst_Comparison::ofARecordingThatBreaksOffNoResultIsTold()
{
    const auto broken = locked();
    broken->damage = Damage{100, "The recording breaks off."};
    const Comparison comparison = compareRecordings(*losing(), *broken).value();
    QVERIFY2(comparison.sentence.contains(QStringLiteral("B did not come to its end (Incomplete)")), qPrintable(comparison.sentence));
    for (const char16_t *id : {u"observed", u"lost", u"units_per_second"}) {
        QVERIFY(comparison.row(id)->numberA);
        QVERIFY(!comparison.row(id)->numberB);
    }
}

/// Of a record that ends early nobody knows whether lines raced that it does not have.
void tst_Comparison::whatIsNotKnownIsNotCalledAbsent()
{
    const auto cut = cutShort();
    const Comparison comparison = compareRecordings(*cut, *losing()).value();
    for (const char16_t *id : {u"observed", u"lost", u"races", u"atomicity", u"atomicity.split"}) {
        const ComparedRow *const row = comparison.row(id);
        QVERIFY2(row, qPrintable(QString::fromUtf16(id)));
        QCOMPARE(row->a, QStringLiteral("not known"));
        QCOMPARE(row->factorText(), QStringLiteral("not known"));
        QVERIFY(!row->isKnown && !row->numberA && row->numberB);
    }
    QCOMPARE(comparison.row(u"lock.lock.acquisitions")->a, QStringLiteral("not known"));
    QCOMPARE(comparison.row(u"lock.lock.acquisitions")->b, QString()); // there is no lock to be taken
    const QString text = comparisonText(comparison, QStringLiteral("a.ilv"), QStringLiteral("b.ilv"));
    QVERIFY2(!text.contains(QStringLiteral("only B")), qPrintable(text));
    const QJsonArray rows = comparisonJson(comparison, {}, {}).value(QStringLiteral("rows")).toArray();
    for (const QJsonValue &value : rows)
        if (value.toObject().value(QStringLiteral("id")) == QStringLiteral("races")) {
            QVERIFY(value.toObject().value(QStringLiteral("a")).isNull());
            QCOMPARE(value.toObject().value(QStringLiteral("known")), QJsonValue(false));
        }
}

void tst_Comparison::whatIsNotKnownOfBothIsNotTheSame()
{
    const auto cut = cutShort();
    QCOMPARE(compareRecordings(*cut, *cut).value().row(u"races")->factorText(), QStringLiteral("not known"));
}

/// Each access locked: both updates are split, and one of them is a violation.
void tst_Comparison::atomicityViolationsAndSplitUpdatesAreTwoRows()
{
    const auto eachAccess = counterRun("per-access",
                                       "1 takes lock; 1 reads counter; 1 frees lock;"
                                       "2 takes lock; 2 reads counter; 2 frees lock;"
                                       "2 takes lock; 2 writes counter 1; 2 frees lock;"
                                       "1 takes lock; 1 writes counter 1; 1 frees lock");
    const Comparison comparison = compareRecordings(*eachAccess, *locked()).value();
    QCOMPARE(comparison.row(u"atomicity")->title, QStringLiteral("atomicity violations"));
    QCOMPARE(comparison.row(u"atomicity")->numberA, std::optional(1.0));
    QCOMPARE(comparison.row(u"atomicity.split")->numberA, std::optional(2.0));
    QCOMPARE(comparison.row(u"atomicity.split")->numberB, std::optional(0.0));
}

void tst_Comparison::aDurationMeansTheSameAsInTheReport()
{
    const auto run = losing();
    RunInfo info = *run->info();
    info.durationNs = 9'000'000;
    for (ProcessInfo &process : info.processes) {
        process.startedAt = 1000;
        process.endedAt = 5000;
    }
    run->finish(info);
    const Comparison comparison = compareRecordings(*run, *locked()).value();
    const QJsonObject report = runJson(*run, accountOf(*run).value());
    for (const char *name : {"duration_ns", "run_time_ns"})
        QCOMPARE(*comparison.row(QString::fromLatin1(name))->numberA, report.value(QLatin1String(name)).toDouble());
    QCOMPARE(report.value(QLatin1String("run_time_ns")).toDouble(), 4000 * info.clock.nanosecondsPerTick);
}

void tst_Comparison::everyNumberStandsWithBothValuesAndTheFactor()
{
    const auto compared = compareRecordings(*losing(), *locked());
    const Comparison &comparison = compared.value();
    const auto row = [&](const char16_t *id) {
        const ComparedRow *const found = comparison.row(id);
        return found ? *found : ComparedRow{};
    };
    QCOMPARE(row(u"sync").a, QStringLiteral("none"));
    QCOMPARE(row(u"sync").b, QStringLiteral("whole += 1"));
    QCOMPARE(row(u"observed").factor(), std::optional(2.0));
    QCOMPARE(row(u"observed").factorText(), QStringLiteral("2.00×"));
    QCOMPARE(row(u"lost").numberA, std::optional(1.0));
    QCOMPARE(row(u"lost").numberB, std::optional(0.0));
    QVERIFY(*row(u"races").numberA > 0);
    QCOMPARE(*row(u"races").numberB, 0.0);
    QCOMPARE(row(u"parameters.processes").factorText(), QStringLiteral("same"));
    const double events = static_cast<double>(locked()->trace().size()) / static_cast<double>(losing()->trace().size());
    QCOMPARE(row(u"events").factor(), std::optional(events));
}

void tst_Comparison::whatOnlyOneRunHasIsSaidToBeIts()
{
    const auto compared = compareRecordings(*losing(), *locked());
    const ComparedRow *const acquisitions = compared.value().row(u"lock.lock.acquisitions");
    QVERIFY(acquisitions);
    QVERIFY(acquisitions->a.isEmpty() && !acquisitions->numberA);
    QCOMPARE(acquisitions->b, QStringLiteral("2"));
    QCOMPARE(acquisitions->factorText(), QStringLiteral("only B"));
    QCOMPARE(compared.value().row(u"lock.lock.contended")->b, QStringLiteral("1"));
    QVERIFY(compared.value().row(u"lock.lock.wait_ns.max")->numberB > 0.0);
}

void tst_Comparison::factorsAreInWords_data()
{
    QTest::addColumn<double>("a");
    QTest::addColumn<double>("b");
    QTest::addColumn<QString>("text");
    QTest::newRow("more") << 2.0 << 6.2 << "3.10×";
    QTest::newRow("much more") << 1.0 << 1234.0 << "1234×";
    QTest::newRow("less") << 10.0 << 3.0 << "0.30×";
    QTest::newRow("almost nothing") << 1000.0 << 1.0 << "0.0010×";
    QTest::newRow("nothing on one side") << 0.0 << 5.0 << "only B";
    QTest::newRow("nothing on the other") << 5.0 << 0.0 << "only A";
    QTest::newRow("equal") << 5.0 << 5.0 << "same";
}

void tst_Comparison::factorsAreInWords()
{
    QFETCH(double, a);
    QFETCH(double, b);
    QFETCH(QString, text);
    const ComparedRow row{{}, {}, {}, QString::number(a), QString::number(b), a, b};
    QCOMPARE(row.factorText(), text);
}

void tst_Comparison::differentScenariosCannotBeCompared()
{
    const Parameters parameters{{"appends", 1}, {"processes", 1}};
    const auto list = recordingFromText(findScenario("list")->objects(parameters, "off"), "1 reads size", 1,
                                        {.scenario = "list", .mode = "off", .parameters = parameters});
    const auto compared = compareRecordings(*losing(), *list);
    QVERIFY(!compared.ok());
    const QString sentence = QString::fromStdString(compared.error().sentence);
    QVERIFY2(sentence.contains(QStringLiteral("“Shared counter”")) && sentence.contains(QStringLiteral("“Shared list”")), qPrintable(sentence));
    QVERIFY(!readBoth(losing(), list).ok());
}

void tst_Comparison::theJsonHasEveryRow()
{
    const Comparison comparison = compareRecordings(*losing(), *locked()).value();
    const QJsonObject json = comparisonJson(comparison, QStringLiteral("a.ilv"), QStringLiteral("b.ilv"));
    QCOMPARE(json.value(QStringLiteral("schema")).toString(), QStringLiteral("interleave.compare/1"));
    QCOMPARE(json.value(QStringLiteral("sentence")).toString(), comparison.sentence);
    const QJsonArray rows = json.value(QStringLiteral("rows")).toArray();
    QCOMPARE(rows.size(), static_cast<qsizetype>(comparison.rows.size()));
    for (const QJsonValue &value : rows) {
        const QJsonObject row = value.toObject();
        if (row.value(QStringLiteral("id")) == QStringLiteral("observed")) {
            QCOMPARE(row.value(QStringLiteral("a")).toInt(), 1);
            QCOMPARE(row.value(QStringLiteral("b")).toInt(), 2);
            QCOMPARE(row.value(QStringLiteral("factor")).toDouble(), 2.0);
        }
        if (row.value(QStringLiteral("id")) == QStringLiteral("lock.lock.acquisitions"))
            QVERIFY(row.value(QStringLiteral("a")).isNull());
    }
}

void tst_Comparison::theTextLinesUp()
{
    const Comparison comparison = compareRecordings(*losing(), *locked()).value();
    const QStringList lines = comparisonText(comparison, QStringLiteral("a.ilv"), QStringLiteral("longer.ilv")).split(u'\n');
    QCOMPARE(lines[0], comparison.sentence);
    QVERIFY(lines[2].startsWith(QStringLiteral("A  a.ilv       none")));
    QVERIFY(lines[3].startsWith(QStringLiteral("B  longer.ilv  whole += 1")));
    // Columns end where their headings do.
    const QString header = lines[5];
    const auto endOfB = header.indexOf(QStringLiteral("  B  ")) + 3;
    for (const QString &line : lines.mid(6))
        if (line.startsWith(QStringLiteral("  ")))
            QVERIFY2(line.size() > endOfB && !line[endOfB - 1].isSpace() && line[endOfB].isSpace(), qPrintable(line));
}

void tst_Comparison::bothTimelinesAreOnOneScale()
{
    const auto runs = readBoth(losing(), locked());
    QVERIFY(runs.ok());
    QCOMPARE(runs.value().span().end, std::max(runs.value().a->whole(TimelineAxis::Time).end, runs.value().b->whole(TimelineAxis::Time).end));
    const Picture picture = comparisonTimelines(runs.value(), QSizeF(800, 500), Theme::light(), false, 1);
    // Each has its ruler; equal labels stand at equal places.
    QMap<QString, QList<double>> places;
    for (const Shape &shape : picture.shapes)
        if (const auto *label = std::get_if<Label>(&shape); label && label->text.endsWith(QStringLiteral("s")) && label->text[0].isDigit())
            places[label->text] << label->rect.center().x();
    QVERIFY(!places.isEmpty());
    for (const QList<double> &at : places) {
        QCOMPARE(at.size(), qsizetype{2});
        QCOMPARE(at[0], at[1]);
    }
}

void tst_Comparison::lettersAreExplainedWhereThereAreAny()
{
    const auto runs = readBoth(losing(), locked());
    std::set<bool> seen;
    for (int height = 160; height <= 500; height += 10) {
        const Picture picture = comparisonTimelines(runs.value(), QSizeF(800, height), Theme::light(), false, 1);
        const auto says = [&picture](const char *text) {
            return std::any_of(picture.shapes.begin(), picture.shapes.end(), [text](const Shape &shape) {
                const auto *label = std::get_if<Label>(&shape);
                return label && label->text == QLatin1String(text);
            });
        };
        // Badges are as high as their lanes, but for a pixel.
        const bool high = picture.rectOf(QStringLiteral("actor/1")).height() + 1 >= TimelineGeometry::kLetters;
        seen.insert(high);
        QVERIFY2(says("read") == high && says("W") == high, qPrintable(QString::number(height)));
        QVERIFY(says("waiting")); // its sign is in low lanes, too
    }
    QCOMPARE(seen.size(), std::size_t{2});
}

void tst_Comparison::theFigureSaysWhatItShows()
{
    const auto runs = readBoth(losing(), locked());
    const Picture picture = comparisonFigure(runs.value(), 643, Theme::print());
    QString text;
    for (const Shape &shape : picture.shapes)
        if (const auto *label = std::get_if<Label>(&shape)) {
            text += label->text + u' ';
            QVERIFY(label->rect.bottom() <= picture.size.height());
        }
    for (const char *part : {"A lost 1 of 2 increments", "one scale of time", "A: Shared counter, protection “none”",
                             "B: Shared counter, protection “whole += 1”"})
        QVERIFY2(text.contains(QString::fromUtf8(part)), qPrintable(text));
}

QTEST_MAIN(tst_Comparison)
#include "tst_comparison.moc"
