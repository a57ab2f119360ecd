// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_catalog.h"
#include "app/charts/chart_export.h"
#include "tests/app/chart_runs.h"
#include "tests/support/trace_text.h"

#include <QProcess>
#include <QStandardPaths>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QtTest>
#include <QXmlStreamReader>

using namespace interleave;
using namespace interleave::charttest;

namespace {

Figure figureOf(const QString &id, std::shared_ptr<const Recording> recording)
{
    ChartInput input;
    input.recording = std::move(recording);
    input.scenario = &counterInfo();
    const ChartInfo &chart = *findChart(id);
    ChartData data = chart.build(input);
    Caption caption = captionOf(chart, input, data);
    return {std::move(data), std::move(caption)};
}

/// All <text> of an SVG, in one line.
QString svgText(const QByteArray &svg)
{
    QXmlStreamReader reader(svg);
    QString text;
    while (!reader.atEnd())
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == QLatin1String("text"))
            text += reader.readElementText().simplified() + u' ';
    return reader.hasError() ? QString() : text.replace(u'\u00a0', u' ').remove(u'\u202f');
}

QString render(const Figure &figure, FigureFormat format)
{
    return QString::fromUtf8(renderFigure(figure, format).value());
}

} // namespace

class tst_ChartExport : public QObject
{
    Q_OBJECT

private slots:
    void everyChartCanBeWrittenInEveryFormat_data();
    void everyChartCanBeWrittenInEveryFormat();
    void svgHoldsRealTextAndTheCaption();
    void svgIsAsWideAsAColumnOfAReport();
    void pdfHoldsRealText();
    void pngIsAsWideAsItSays();
    void csvNamesTheRunAndTheUnits();
    void slowedTimesSaySo();
    void anEmptyChartIsASentence();
    void anUnknownSuffixNamesTheKnownOnes_data();
    void anUnknownSuffixNamesTheKnownOnes();
    void aMissingFolderIsNamedAndNothingIsLeft();
    void aFolderIsNoFile();
};

void tst_ChartExport::everyChartCanBeWrittenInEveryFormat_data()
{
    QTest::addColumn<QString>("id");
    for (const ChartInfo &chart : charts())
        QTest::newRow(chart.id.data()) << QString(chart.id);
}

void tst_ChartExport::everyChartCanBeWrittenInEveryFormat()
{
    QFETCH(QString, id);
    QTemporaryDir folder;
    int number = 0;
    for (const auto &recording : {mockRecording(), lockedRun(4, 300), racingRun(16, 2000)})
        for (const double width : {85.0, 170.0})
            for (const QString &suffix :
                 {QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("pdf"), QStringLiteral("csv")}) {
                FigureOptions options;
                options.widthMm = width;
                const QString path = folder.filePath(QStringLiteral("%1.%2").arg(++number).arg(suffix));
                const Result<void> result = exportFigure(figureOf(id, recording), path, options);
                QVERIFY2(result.ok(), result.ok() ? "" : result.error().sentence.c_str());
                QVERIFY(QFileInfo(path).size() > 200);
            }
}

void tst_ChartExport::svgHoldsRealTextAndTheCaption()
{
    const QByteArray svg =
        renderFigure(figureOf(QStringLiteral("waits"), lockedRun(4, 300)), FigureFormat::Svg).value();
    const QString text = svgText(svg);
    for (const char16_t *part : {u"p50 ",
                                 u"p90 ",
                                 u"p99 ",
                                 u"max ",
                                 u"wait for lock",
                                 u"hold of lock",
                                 u"acquisitions",
                                 u"100 ns",
                                 u"Lock wait and hold",
                                 u"Shared counter, protection “whole += 1”",
                                 u"full speed",
                                 u"processes 4",
                                 u"n = 1200 acquisitions",
                                 u"Example CPU 3000",
                                 u"2 cores",
                                 u"Linux 6.1.0-18-amd64",
                                 u"Interleave 0.1.0",
                                 u"2026-01-15 14:02",
                                 u"Events dropped: 0",
                                 u"held the processes up for 0 ms"})
        QVERIFY2(text.contains(QStringView(part)),
                 qPrintable(QString::fromUtf16(part) + QStringLiteral(" in ") + text));
    QVERIFY(svg.contains("<title>Lock wait and hold</title>"));
    QVERIFY(svg.contains("<desc>Shared counter"));
    QVERIFY(!svg.contains("<image"));
    QVERIFY(QSvgRenderer(svg).isValid());
}

void tst_ChartExport::svgIsAsWideAsAColumnOfAReport()
{
    FigureOptions options;
    options.widthMm = 85;
    const QByteArray svg =
        renderFigure(figureOf(QStringLiteral("states"), lockedRun(2, 50)), FigureFormat::Svg, options).value();
    QXmlStreamReader reader(svg);
    QVERIFY(reader.readNextStartElement());
    const QString width = reader.attributes().value(QLatin1String("width")).toString();
    QVERIFY2(width.endsWith(u"mm") && std::abs(width.chopped(2).toDouble() - 85) < 0.3, qPrintable(width));
    QVERIFY(svg.contains("font-size=\"12\"")); // 12/96 inch: 9 pt
}

void tst_ChartExport::pdfHoldsRealText()
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("pdftotext"));
    if (program.isEmpty())
        QSKIP("pdftotext is not installed");
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.pdf"));
    QVERIFY(exportFigure(figureOf(QStringLiteral("states"), lockedRun(4, 300)), path).ok());
    QProcess process;
    process.start(program, {path, QStringLiteral("-")});
    QVERIFY(process.waitForFinished());
    const QString text = QString::fromUtf8(process.readAllStandardOutput()).simplified();
    for (const char16_t *part :
         {u"process 4", u"holding a lock", u"time (", u"Time per state and process", u"Example CPU"})
        QVERIFY2(text.contains(QStringView(part)), qPrintable(text));
}

void tst_ChartExport::pngIsAsWideAsItSays()
{
    const Figure figure = figureOf(QStringLiteral("rate"), racingRun(3, 300));
    const QImage image = QImage::fromData(renderFigure(figure, FigureFormat::Png).value(), "PNG");
    QCOMPARE(image.width(), 2 * qRound(170 / 25.4 * 96));
    QVERIFY(std::abs(image.width() * 1000.0 / image.dotsPerMeterX() - 170) < 1);
    QCOMPARE(image.pixelColor(0, image.height() - 1), QColor(Qt::white));
    bool ink = false;
    for (int x = 0; x < image.width(); ++x)
        ink = ink || image.pixelColor(x, image.height() / 3).lightness() < 128;
    QVERIFY(ink);
}

void tst_ChartExport::csvNamesTheRunAndTheUnits()
{
    const QString csv = render(figureOf(QStringLiteral("value"), mockRecording()), FigureFormat::Csv);
    const QStringList lines = csv.split(u'\n', Qt::SkipEmptyParts);
    QVERIFY(lines.contains(QStringLiteral("# scenario: Shared counter")));
    QVERIFY(lines.contains(QStringLiteral("# protection: none")));
    QVERIFY(lines.contains(QStringLiteral("# pace: slow motion, 1 ms between reading and writing")));
    QVERIFY(lines.contains(QStringLiteral("# size: increments 5, processes 3")));
    QVERIFY(lines.contains(QStringLiteral("# lost: 5")));
    QStringList rows;
    for (const QString &line : lines)
        if (!line.startsWith(u'#'))
            rows << line;
    QCOMPARE(rows.takeFirst(),
             QStringLiteral("increments written (number),counter (value),if none were lost (value),"
                            "lost by this write (number)"));
    QCOMPARE(rows.size(), 16);
    QCOMPARE(rows.first(), QStringLiteral("0,0,0,0"));
    QCOMPARE(rows[6].section(u',', 0, 2), QStringLiteral("6,5,6"));
    QCOMPARE(rows.last(), QStringLiteral("15,10,15,0"));

    const QString states = render(figureOf(QStringLiteral("states"), mockRecording()), FigureFormat::Csv);
    QVERIFY(states.contains(u"process,role,waiting (ns),holding a lock (ns)"));
}

void tst_ChartExport::slowedTimesSaySo()
{
    const QString sentence = QStringLiteral("Times shaped by slow motion.");
    QVERIFY(figureOf(QStringLiteral("rate"), mockRecording()).caption.sentences.contains(sentence));
    QVERIFY(!figureOf(QStringLiteral("value"), mockRecording()).caption.sentences.contains(sentence)); // no times in it
    QVERIFY(!figureOf(QStringLiteral("rate"), racingRun(2, 50)).caption.sentences.contains(sentence));
}

void tst_ChartExport::anEmptyChartIsASentence()
{
    const Figure figure = figureOf(QStringLiteral("waits"), mockRecording());
    const QString sentence = QStringLiteral("This run took no lock: choose the protection “whole += 1”");
    QVERIFY(svgText(renderFigure(figure, FigureFormat::Svg).value()).contains(sentence));
    QVERIFY(render(figure, FigureFormat::Csv).contains(QStringLiteral("# no data: ") + sentence));
}

void tst_ChartExport::anUnknownSuffixNamesTheKnownOnes_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("unknown") << QStringLiteral("chart.gif");
    QTest::newRow("none") << QStringLiteral("chart");
    QTest::newRow("empty") << QString();
}

void tst_ChartExport::anUnknownSuffixNamesTheKnownOnes()
{
    QFETCH(QString, path);
    const Result<void> result = exportFigure(figureOf(QStringLiteral("rate"), mockRecording()), path);
    QVERIFY(!result.ok());
    for (const char *suffix : {".svg", ".pdf", ".png", ".csv"})
        QVERIFY(result.error().sentence.find(suffix) != std::string::npos);
}

void tst_ChartExport::aMissingFolderIsNamedAndNothingIsLeft()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("no/such/chart.svg"));
    const Result<void> result = exportFigure(figureOf(QStringLiteral("rate"), mockRecording()), path);
    QVERIFY(!result.ok());
    QVERIFY(QString::fromStdString(result.error().sentence).contains(u"There is no folder"));
    QVERIFY(QDir(folder.path()).isEmpty());
}

void tst_ChartExport::aFolderIsNoFile()
{
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("a.svg")));
    const Result<void> result = exportFigure(figureOf(QStringLiteral("rate"), mockRecording()),
                                             folder.filePath(QStringLiteral("a.svg")));
    QVERIFY(!result.ok());
    QVERIFY(QString::fromStdString(result.error().sentence).contains(u"is a folder"));
}

QTEST_MAIN(tst_ChartExport)
#include "tst_chart_export.moc"
