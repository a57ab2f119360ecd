// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/finding_lines.h"
#include "app/models/recording_account.h"
#include "app/models/source_excerpt.h"
#include "app/sheet/sheet_draft.h"
#include "app/sheet/sheet_export.h"
#include "app/sheet/sheet_figures.h"
#include "app/sheet/sheet_html.h"
#include "app/sheet/sheet_pages.h"
#include "app/sheet/sheet_pdf.h"
#include "app/sheet/sheet_stretch.h"
#include "app/style/theme.h"
#include "scenarios/catalog.h"
#include "tests/support/trace_text.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace interleave;

namespace {

std::shared_ptr<const Recording> counterRun(const char *mode, const QString &text, std::int64_t processes,
                                            std::int64_t increments)
{
    const Parameters parameters{{"increments", increments}, {"processes", processes}};
    return recordingFromText(findScenario("counter")->objects(parameters, mode), text.toStdString(),
                             static_cast<std::size_t>(processes),
                             {.scenario = "counter", .mode = mode, .parameters = parameters});
}

/// The lines of counter.cpp where the unprotected increment reads and writes.
std::vector<Site> sitesOfTheSource()
{
    QFile file(QStringLiteral(":/scenarios/counter.cpp"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const Excerpt excerpt = excerptOf(QString::fromUtf8(file.readAll()), SourceLanguage::Cpp, QStringLiteral("off"));
    std::vector<Site> sites{{}};
    for (const char *step : {"read", "write"}) {
        const int line = excerpt.indexOfStep(QLatin1String(step));
        sites.push_back(
            {"counter.cpp", static_cast<std::uint32_t>(excerpt.lines[static_cast<std::size_t>(line)].source)});
    }
    return sites;
}

/// The run in the design's picture, as the catalogue's scenario has it: first loss at event 12, ten left of fifteen.
std::shared_ptr<const Recording> mock()
{
    const auto drawn = mockRecording();
    RunInfo info = *drawn->info();
    info.objects = findScenario("counter")->objects(info.settings.parameters, info.settings.mode);
    info.finalWords.resize(info.objects.size());
    info.sites = sitesOfTheSource();
    auto recording = std::make_shared<Recording>(info);
    TraceReader reader(drawn->trace());
    for (EventIndex event = 0; event < drawn->trace().size(); ++event)
        recording->settle(reader[event]);
    recording->finish(std::move(info));
    return recording;
}

std::shared_ptr<const Recording> locked()
{
    return counterRun("on",
                      QStringLiteral("1 asks lock; 1 takes lock; 1 reads counter; 1 writes counter 1; 1 frees lock;"
                                     "2 asks lock; 2 takes lock; 2 reads counter; 2 writes counter 2; 2 frees lock"),
                      2, 1);
}

std::shared_ptr<const Recording> lucky()
{
    return counterRun("off", QStringLiteral("1 reads counter; 1 writes counter 1; 2 reads counter; 2 writes counter 2"),
                      2, 1);
}

/// Process 2 reads, process 1 adds its hundred, process 2 writes over them.
std::shared_ptr<const Recording> lateWriter()
{
    QString text = QStringLiteral("2 reads counter;");
    for (int i = 1; i <= 100; ++i)
        text += QStringLiteral("1 reads counter; 1 writes counter %1;").arg(i);
    return counterRun("off", text + QStringLiteral("2 writes counter 1"), 2, 100);
}

LabSheet sheetOf(const std::shared_ptr<const Recording> &recording)
{
    auto sheet = draftSheet(recording);
    if (!sheet.ok()) {
        qWarning("%s", sheet.error().sentence.c_str());
        return {};
    }
    while (SheetFigure *const figure = figureToDraw(sheet.value()))
        drawCounted(*figure);
    return sheet.value();
}

QStringList idsOf(const LabSheet &sheet)
{
    QStringList ids;
    for (const SheetSection &section : sheet.sections)
        ids << section.id;
    return ids;
}

template <typename Block>
std::vector<const Block *> blocksOf(const LabSheet &sheet)
{
    std::vector<const Block *> found;
    for (const SheetSection &section : sheet.sections)
        for (const SheetBlock &block : section.blocks)
            if (const auto *one = std::get_if<Block>(&block))
                found.push_back(one);
    return found;
}

/// What an HTML file shows and what it fetches, and why it is not well formed.
struct Page {
    QString text, error;
    QStringList ids, sources, links;
};

Page pageOf(const QByteArray &html)
{
    Page page;
    QXmlStreamReader reader(html);
    while (!reader.atEnd()) {
        const auto token = reader.readNext();
        if (token == QXmlStreamReader::Characters)
            page.text += reader.text() + QLatin1Char(' ');
        if (token != QXmlStreamReader::StartElement)
            continue;
        for (const QXmlStreamAttribute &attribute : reader.attributes()) {
            if (attribute.name() == QLatin1String("id"))
                page.ids << attribute.value().toString();
            if (attribute.name() == QLatin1String("src"))
                page.sources << attribute.value().toString();
            if (attribute.name() == QLatin1String("href") || attribute.name() == QLatin1String("srcset"))
                page.links << attribute.value().toString();
        }
        if (reader.name() == QLatin1String("script") || reader.name() == QLatin1String("link"))
            page.links << reader.name().toString();
    }
    if (reader.hasError())
        page.error = reader.errorString();
    return page;
}

const QStringList kWrong = {QStringLiteral("settings"), QStringLiteral("verdict"),    QStringLiteral("found"),
                            QStringLiteral("scene"),    QStringLiteral("transcript"), QStringLiteral("why"),
                            QStringLiteral("code"),     QStringLiteral("charts"),     QStringLiteral("explain")};

QStringList withoutWhy()
{
    QStringList ids = kWrong;
    ids.removeOne(QStringLiteral("why"));
    return ids;
}

} // namespace

/// The lab sheet of recordings whose every event is known: its parts, and both writers.
class tst_LabSheet : public QObject
{
    Q_OBJECT

private slots:
    void aSheetHasItsSectionsInOrder_data();
    void aSheetHasItsSectionsInOrder();
    void theVerdictIsTheWindows();
    void whatWasFoundIsTheFindings_data();
    void whatWasFoundIsTheFindings();
    void theTranscriptStandsAroundTheFirstLoss();
    void whatLedToItFromFurtherBackIsToldWithAGap();
    void aLongSoloIsSkippedToWhereASecondProcessJoins();
    void theLossIsMarkedInBothLanguages();
    void theOrderMarksWhatWasLost();
    void chartsWithoutDataAreLeftOut();
    void theHtmlIsWellFormedAndNeedsNoOtherFile_data();
    void theHtmlIsWellFormedAndNeedsNoOtherFile();
    void theHtmlSaysWhatTheSheetSays();
    void thePdfHasTheText();
    void rowsThatBelongTogetherStayOnOnePage();
    void aRowHigherThanAPageStandsAlone();
    void longWordsAreBrokenAndIndentsKept();
    void nothingHalfWrittenIsLeft_data();
    void nothingHalfWrittenIsLeft();
    void inTheBackgroundTheSameIsWritten();
    void aForeignRecordingIsRefusedInASentence();
};

void tst_LabSheet::aSheetHasItsSectionsInOrder_data()
{
    QTest::addColumn<std::shared_ptr<const Recording>>("recording");
    QTest::addColumn<QStringList>("ids");
    QTest::newRow("wrong") << mock() << kWrong;
    QTest::newRow("right") << locked() << withoutWhy();
    QTest::newRow("by chance") << lucky() << withoutWhy();
    QTest::newRow("wrong, the cause far back") << lateWriter() << kWrong;
}

void tst_LabSheet::aSheetHasItsSectionsInOrder()
{
    QFETCH(std::shared_ptr<const Recording>, recording);
    QFETCH(QStringList, ids);
    const LabSheet sheet = sheetOf(recording);
    QCOMPARE(idsOf(sheet), ids);
    QVERIFY(blocksOf<SheetQuestion>(sheet).size() >= 3);
    QCOMPARE(blocksOf<SheetCode>(sheet).front()->columns.size(), std::size_t{2});
}

void tst_LabSheet::theVerdictIsTheWindows()
{
    const auto recording = mock();
    const LabSheet sheet = sheetOf(recording);
    const SheetVerdict &shown = *blocksOf<SheetVerdict>(sheet).front();
    const Verdict verdict = verdictOf(*findScenario("counter"), *recording->info(), *recording->findings(),
                                      accountOf(*recording).value());
    QCOMPARE(shown.verdict.headline, verdict.headline);
    QCOMPARE(shown.verdict.sentence, verdict.sentence);
    QVERIFY2(shown.grade.startsWith(QStringLiteral("Proved: ")), qPrintable(shown.grade));
    QVERIFY(!shown.sign.size.isEmpty());
    QVERIFY(blocksOf<SheetVerdict>(sheetOf(locked())).front()->grade.contains(QStringLiteral("proved for")));
    QVERIFY(blocksOf<SheetVerdict>(sheetOf(lucky()))
                .front()
                ->verdict.sentence.contains(QStringLiteral("Nothing guarantees it")));
}

void tst_LabSheet::whatWasFoundIsTheFindings_data()
{
    QTest::addColumn<std::shared_ptr<const Recording>>("recording");
    QTest::newRow("wrong") << mock();
    QTest::newRow("right") << locked();
    QTest::newRow("by chance") << lucky();
}

void tst_LabSheet::whatWasFoundIsTheFindings()
{
    QFETCH(std::shared_ptr<const Recording>, recording);
    const LabSheet sheet = sheetOf(recording);
    const auto &lines = std::get<SheetStory>(sheet.section(u"found")->blocks.front()).lines;
    QStringList headings, told;
    for (const SheetStory::Line &line : lines)
        (line.remark ? headings : told) << line.text;
    for (const FindingSection &section : findingSections(*recording)) {
        QVERIFY2(headings.contains(section.title), qPrintable(section.title));
        const FindingLine &first = section.lines.front();
        const QString grade = first.proof ? QStringLiteral(" (%1)").arg(proofName(*first.proof)) : QString();
        QVERIFY2(told.contains(first.sentence + grade), qPrintable(first.sentence));
    }
}

void tst_LabSheet::theTranscriptStandsAroundTheFirstLoss()
{
    const LabSheet sheet = sheetOf(mock());
    const auto &story = std::get<SheetStory>(sheet.section(u"transcript")->blocks.front());
    const auto loss = std::find_if(story.lines.begin(), story.lines.end(), [](const auto &line) { return line.loss; });
    QVERIFY(loss != story.lines.end());
    QCOMPARE(loss->event, EventIndex{11});
    QCOMPARE(loss->actor, 2);
    QCOMPARE(loss->text, QStringLiteral("Process 3 wrote 5 over process 1's 5: process 1's +1 is lost."));
    QVERIFY(story.lines.back().remark); // 6 events after
}

void tst_LabSheet::whatLedToItFromFurtherBackIsToldWithAGap()
{
    const auto recording = lateWriter();
    const SheetStretch stretch = stretchOf(*recording);
    QCOMPARE(stretch.focus, EventIndex{201});
    QVERIFY(stretch.end - stretch.begin <= SheetStretch::kMost);
    QVERIFY(!stretch.earlier.empty());
    QCOMPARE(stretch.earlier.front(), EventIndex{0}); // process 2 read
    const LabSheet sheet = sheetOf(recording);
    const auto &lines = std::get<SheetStory>(sheet.section(u"transcript")->blocks.front()).lines;
    QCOMPARE(lines[0].text, QStringLiteral("Process 2 read 0."));
    QVERIFY(lines[1].remark);
    QVERIFY2(lines[1].text.contains(QStringLiteral("in between")), qPrintable(lines[1].text));
}

void tst_LabSheet::aLongSoloIsSkippedToWhereASecondProcessJoins()
{
    QString text;
    for (int i = 1; i <= 60; ++i)
        text += QStringLiteral("1 adds counter 1;");
    const auto recording = counterRun("atomic", text + QStringLiteral("2 adds counter 1;").repeated(60), 2, 60);
    const SheetStretch stretch = stretchOf(*recording);
    QCOMPARE(stretch.focus, kNoEvent);
    QVERIFY(stretch.begin < 60 && stretch.end > 60);
    QCOMPARE(stretchOf(*locked()).begin, EventIndex{0}); // there both are in sight from the beginning
}

void tst_LabSheet::theLossIsMarkedInBothLanguages()
{
    const LabSheet sheet = sheetOf(mock());
    const SheetCode &code = *blocksOf<SheetCode>(sheet).front();
    QStringList marked;
    for (const SheetCode::Column &column : code.columns)
        for (const SheetCode::Line &line : column.lines)
            if (line.loss)
                marked << QStringLiteral("%1 %2").arg(line.step).arg(line.text.trimmed());
    QCOMPARE(marked, (QStringList{QStringLiteral("3 counter.write(mine);"), QStringLiteral("3 counter.value = mine")}));
    QCOMPARE(code.key, QStringLiteral("1\u00a0read · 2\u00a0add · 3\u00a0write"));
}

void tst_LabSheet::theOrderMarksWhatWasLost()
{
    const LabSheet sheet = sheetOf(mock());
    const SheetOrder &order = *blocksOf<SheetOrder>(sheet).front();
    QCOMPARE(order.steps.size(), std::size_t{30});
    QVERIFY(!order.cutBefore && !order.cutAfter);
    QCOMPARE(std::count_if(order.steps.begin(), order.steps.end(), [](const auto &step) { return step.lost; }), 5);
    QVERIFY(order.steps[10].lost); // process 1's 5, which process 3 wrote over
    QVERIFY(blocksOf<SheetOrder>(sheetOf(lateWriter())).front()->cutBefore);
}

void tst_LabSheet::chartsWithoutDataAreLeftOut()
{
    const auto titles = [](const LabSheet &sheet) {
        QStringList found;
        for (const SheetFigure *figure : blocksOf<SheetFigure>(sheet))
            found << figure->title;
        return found;
    };
    QVERIFY(!titles(sheetOf(mock())).contains(QStringLiteral("Lock wait and hold")));
    QVERIFY(titles(sheetOf(locked())).contains(QStringLiteral("Lock wait and hold")));
    QVERIFY(titles(sheetOf(mock())).contains(QStringLiteral("Timeline")));
}

void tst_LabSheet::theHtmlIsWellFormedAndNeedsNoOtherFile_data()
{
    aSheetHasItsSectionsInOrder_data();
}

void tst_LabSheet::theHtmlIsWellFormedAndNeedsNoOtherFile()
{
    QFETCH(std::shared_ptr<const Recording>, recording);
    QFETCH(QStringList, ids);
    const LabSheet sheet = sheetOf(recording);
    const QByteArray html = sheetHtml(sheet);
    QVERIFY(html.startsWith("<!DOCTYPE html>"));
    const Page page = pageOf(html);
    QVERIFY2(page.error.isEmpty(), qPrintable(page.error));
    QCOMPARE(page.ids, ids);
    QVERIFY2(page.links.isEmpty(), qPrintable(page.links.join(QLatin1Char(' '))));
    QCOMPARE(page.sources.size(), qsizetype(blocksOf<SheetFigure>(sheet).size() + 1)); // and the verdict's sign
    for (const QString &source : page.sources) {
        const auto prefix = QStringLiteral("data:image/svg+xml;base64,");
        QVERIFY(source.startsWith(prefix));
        QVERIFY(QSvgRenderer(QByteArray::fromBase64(source.mid(prefix.size()).toLatin1())).isValid());
    }
    QVERIFY(!html.contains("url(") && !html.contains("@import") && !html.contains("http:") && !html.contains("https:"));
    // HTML takes <div/> for an opening.
    const QRegularExpression closed(QStringLiteral("<(?!meta|img)\\w+[^>]*/>"));
    QVERIFY2(!closed.match(QString::fromUtf8(html)).hasMatch(),
             qPrintable(closed.match(QString::fromUtf8(html)).captured()));
    const QByteArray style = html.mid(html.indexOf("<style>"), html.indexOf("</style>") - html.indexOf("<style>"));
    QVERIFY(!style.contains('&')); // HTML does not read what XML escapes there
    QVERIFY(!style.contains("@text") && !style.contains("@loss"));
}

void tst_LabSheet::theHtmlSaysWhatTheSheetSays()
{
    const Page page = pageOf(sheetHtml(sheetOf(mock())));
    for (const char *said :
         {"Shared counter", "slow motion", "Wrong: 10 of 15", "every one is accounted for", "Proved: ", "Example CPU",
          "2026-01-15, 14:02", "Process 3 wrote 5 over process 1's 5", "Why is it 10?",
          "for (int i = 0; i < times; ++i) {", "counter.value = mine", "Why did nobody get an error?",
          "interleave run counter --sync off --pace slow --set increments=5 --set processes=3"})
        QVERIFY2(page.text.contains(QString::fromUtf8(said)), said);
}

void tst_LabSheet::thePdfHasTheText()
{
    const QByteArray pdf = sheetPdf(sheetOf(mock()));
    QVERIFY(pdf.startsWith("%PDF"));
    const QString reader = QStandardPaths::findExecutable(QStringLiteral("pdftotext"));
    if (reader.isEmpty())
        QSKIP("pdftotext is not installed (package poppler-utils)");
    QProcess process;
    process.start(reader, {QStringLiteral("-layout"), QStringLiteral("-"), QStringLiteral("-")});
    process.write(pdf);
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    const QString text = QString::fromUtf8(process.readAllStandardOutput());
    // In figures, too, and with the signs between digits.
    for (const char *said : {"Shared counter", "Wrong: 10 of 15", "2026-01-15, 14:02", "process 1's +1 is lost.",
                             "Why is it 10?", "C++", "mine = counter.read();", "mine = counter.value",
                             "Why did nobody get an error?", "pid 41207", "increments written: 15", "page 1 of "})
        QVERIFY2(text.contains(QString::fromUtf8(said)), said);
}

void tst_LabSheet::rowsThatBelongTogetherStayOnOnePage()
{
    std::vector<SheetRow> rows(6);
    for (SheetRow &row : rows)
        row.height = 30;
    rows[1].above = 5;
    rows[2].withNext = rows[3].withNext = true; // 2, 3 and 4 are one
    const auto pages = pagesOf(rows, 100);
    QCOMPARE(pages.size(), std::size_t{3});
    QCOMPARE(pages[0].size(), std::size_t{2});
    QCOMPARE(pages[0][1].y, 35.0);
    QCOMPARE(pages[1].front().row, std::size_t{2});
    QCOMPARE(pages[1].size(), std::size_t{3});
    QCOMPARE(pages[2].front().row, std::size_t{5});
}

void tst_LabSheet::aRowHigherThanAPageStandsAlone()
{
    std::vector<SheetRow> rows(3);
    rows[0].height = 10;
    rows[1].height = 500;
    rows[2].height = 10;
    rows[0].withNext = true; // as far as that goes
    const auto pages = pagesOf(rows, 100);
    QCOMPARE(pages.size(), std::size_t{3});
    QCOMPARE(pages[1].front().y, 0.0);
}

void tst_LabSheet::longWordsAreBrokenAndIndentsKept()
{
    SheetText text{.text = QStringLiteral("    if (a) ") + QString(60, QLatin1Char('x')),
                   .font = Theme::print().mono(12),
                   .color = {}};
    text.width = 200;
    const QStringList lines = linesOf(text);
    QVERIFY(lines.size() > 2);
    QCOMPARE(lines.front(), QStringLiteral("    if (a)"));
    QCOMPARE(lines.mid(1).join(QString()), QString(60, QLatin1Char('x')));
    for (const QString &line : lines)
        QVERIFY(QFontMetricsF(text.font).horizontalAdvance(line) <= text.width);
    text.text.clear();
    QCOMPARE(linesOf(text).size(), 1); // an empty line of code is a line
}

void tst_LabSheet::nothingHalfWrittenIsLeft_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("page") << QStringLiteral("no/sheet.html");
    QTest::newRow("PDF") << QStringLiteral("no/sheet.pdf");
}

void tst_LabSheet::nothingHalfWrittenIsLeft()
{
    QFETCH(QString, name);
    const QTemporaryDir folder;
    const auto written = exportSheet(mock(), folder.filePath(name));
    QVERIFY(!written.ok());
    QVERIFY(QString::fromStdString(written.error().sentence).endsWith(QLatin1Char('.')));
    QVERIFY(QDir(folder.path()).isEmpty());
}

void tst_LabSheet::inTheBackgroundTheSameIsWritten()
{
    const QTemporaryDir folder;
    const auto recording = mock();
    const QString now = folder.filePath(QStringLiteral("now.html")),
                  later = folder.filePath(QStringLiteral("later.html"));
    QVERIFY(exportSheet(recording, now).ok());
    SheetSaver saver;
    QSignalSpy saved(&saver, &SheetSaver::saved), failed(&saver, &SheetSaver::failed);
    saver.save(recording, later);
    QVERIFY(saver.isBusy());
    saver.save(recording, folder.filePath(QStringLiteral("never.html"))); // one at a time
    QVERIFY(saved.wait(20'000));
    QVERIFY(!saver.isBusy());
    QFile first(now), second(later);
    QVERIFY(first.open(QIODevice::ReadOnly) && second.open(QIODevice::ReadOnly));
    QCOMPARE(second.readAll(), first.readAll());
    saver.save(recording, folder.filePath(QStringLiteral("no/sheet.pdf")));
    QVERIFY(failed.wait(20'000));
    QVERIFY(!saver.isBusy());
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files),
             (QStringList{QStringLiteral("later.html"), QStringLiteral("now.html")}));
}

void tst_LabSheet::aForeignRecordingIsRefusedInASentence()
{
    const auto foreign = recordingFromText({{.kind = ObjectKind::Cell, .name = "counter"}}, "1 reads counter", 1,
                                           {.scenario = "later"});
    const auto sheet = draftSheet(foreign);
    QVERIFY(!sheet.ok());
    QVERIFY(QString::fromStdString(sheet.error().sentence).contains(QStringLiteral("later")));
}

QTEST_MAIN(tst_LabSheet)
#include "tst_lab_sheet.moc"
