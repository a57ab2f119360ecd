// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/program.h"

#include <QFile>
#include <QImage>
#include <QRegularExpression>
#include <QSizeF>
#include <QStandardPaths>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <cmath>

using namespace interleave;

namespace {

constexpr double kMmPerInch = 25.4, kPointsPerInch = 72, kPixelsPerInch = 96;

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Words as one compares them, whatever kind of spaces are between them, or however lines are broken.
QString plain(QString text)
{
    return text.replace(QChar(0x00a0), u' ').remove(QChar(0x202f)).remove(QChar(0x2009)).simplified();
}

/// All <text> of an SVG.
QString svgText(const QByteArray &svg)
{
    QXmlStreamReader reader(svg);
    QString text;
    while (!reader.atEnd())
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == QLatin1String("text"))
            text += reader.readElementText() + u' ';
    return reader.hasError() ? QString() : plain(text);
}

/// In mm, as the file says.
QSizeF svgSize(const QByteArray &svg)
{
    QXmlStreamReader reader(svg);
    if (!reader.readNextStartElement())
        return {};
    const auto mm = [&](const char *name) {
        const auto value = reader.attributes().value(QLatin1String(name));
        return value.endsWith(QLatin1String("mm")) ? value.chopped(2).toDouble() : 0;
    };
    return {mm("width"), mm("height")};
}

QString pdfText(const QString &path)
{
    return plain(QString::fromUtf8(answerOf(QStringLiteral("pdftotext"), {path, QStringLiteral("-")}, 60'000).out));
}

/// In mm, as the file says.
QSizeF pdfSize(const QString &path)
{
    static const QRegularExpression size(QStringLiteral("Page size: +([0-9.]+) x ([0-9.]+) pts"));
    const auto match = size.match(QString::fromUtf8(answerOf(QStringLiteral("pdfinfo"), {path}, 60'000).out));
    return QSizeF(match.captured(1).toDouble(), match.captured(2).toDouble()) / kPointsPerInch * kMmPerInch;
}

bool canReadPdf()
{
    return !QStandardPaths::findExecutable(QStringLiteral("pdftotext")).isEmpty()
        && !QStandardPaths::findExecutable(QStringLiteral("pdfinfo")).isEmpty();
}

/// Pixels are whole, so a size in mm is right to one of them.
bool isAbout(double mm, double wanted)
{
    return std::abs(mm - wanted) <= kMmPerInch / kPixelsPerInch;
}

/// What stands at the axes of a chart, and in what: units belong to a title, or to each number ("10 ns").
QStringList axesOf(const QString &chart)
{
    static const QString duration = QStringLiteral("\\d (ns|µs|ms|s)\\b");
    static const QMap<QString, QStringList> axes{
        {QStringLiteral("states"), {QStringLiteral("time \\((ns|µs|ms|s)\\)"), QStringLiteral("process 1")}},
        {QStringLiteral("waits"), {QStringLiteral("wait for "), QStringLiteral("acquisitions"), duration}},
        {QStringLiteral("rate"),
         {QStringLiteral("time since the start \\((ns|µs|ms|s)\\)"), QStringLiteral("( per second|/s)")}},
        {QStringLiteral("latency"), {QStringLiteral("message latency"), QStringLiteral("messages"), duration}},
        {QStringLiteral("value"), {QStringLiteral("written"), QStringLiteral("value of ")}},
        {QStringLiteral("outcomes"), {QStringLiteral("right")}},
    };
    return axes.value(chart, {QStringLiteral("say what stands at the axes of ") + chart});
}

struct ScenarioRun {
    const char *id;
    const char *command;
    const char *title;
};
constexpr ScenarioRun kRuns[] = {
    {"counter", "run counter --sync on --set increments=300", "Shared counter"},
    {"queue", "run queue --sync on --set messages=200", "Bounded queue"},
    {"list", "run list --sync on --set appends=200", "Shared list"},
    {"deadlock", "run deadlock --sync same --set transfers=100", "Deadlock"},
    {"philosophers", "run philosophers --sync ordered --set meals=100", "Dining philosophers"},
    {"abandoned", "run abandoned --sync robust --set tickets=100", "Abandoned lock"},
};

/// Scenarios whose figures are all tried, in both widths; those of the others are drawn by the same charts.
constexpr qsizetype kWide = 3;

} // namespace

/// What goes into a report: every chart of every scenario and every view, in every format: as large as was asked for,
/// with words that are words.
class tst_Figures : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void aChartHasItsSizeItsWordsAndItsCaption_data();
    void aChartHasItsSizeItsWordsAndItsCaption();
    void aPictureHasItsSizeItsThemeAndItsWords_data();
    void aPictureHasItsSizeItsThemeAndItsWords();

private:
    QString recordingOf(const QString &scenario) const { return m_folder.filePath(scenario + QStringLiteral(".ilv")); }
    /// The path of what was written; empty when it was not.
    QString write(const QStringList &command, const char *suffix) const
    {
        const QString path = m_folder.filePath(QStringLiteral("out.") + QLatin1String(suffix));
        QFile::remove(path);
        const Answer answer = ask(command + QStringList{QStringLiteral("-o"), path});
        if (answer.status != 0 || !answer.error.isEmpty())
            qWarning("%s", answer.error.constData());
        return answer.status == 0 && answer.error.isEmpty() ? path : QString();
    }

    QTemporaryDir m_folder;
};

void tst_Figures::initTestCase()
{
    for (const ScenarioRun &run : kRuns)
        QCOMPARE(ask(words(run.command) + QStringList{QStringLiteral("--record"), recordingOf(QLatin1String(run.id))})
                     .status,
                 0);
    QCOMPARE(ask(words("run counter --pace slow --record") + QStringList(recordingOf(QStringLiteral("slow")))).status,
             0);
}

void tst_Figures::aChartHasItsSizeItsWordsAndItsCaption_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("chart");
    QTest::addColumn<int>("widthMm");
    const QJsonArray scenarios = ask(words("list --json")).json().value(QLatin1String("scenarios")).toArray();
    QCOMPARE(scenarios.size(), qsizetype(std::size(kRuns)));
    for (qsizetype i = 0; i < scenarios.size(); ++i) {
        const QJsonObject scenario = scenarios.at(i).toObject();
        QCOMPARE(scenario.value(QLatin1String("id")).toString(), QLatin1String(kRuns[i].id));
        QJsonArray charts = scenario.value(QLatin1String("charts")).toArray();
        if (i >= kWide)
            charts = {charts.at(0)};
        for (const QJsonValue &chart : std::as_const(charts))
            for (const int width : i < kWide ? std::vector{85, 170} : std::vector{85})
                QTest::addRow("%s %s, %d mm", kRuns[i].id, qPrintable(chart.toString()), width)
                    << QString::fromLatin1(kRuns[i].id) << QString::fromLatin1(kRuns[i].title) << chart.toString()
                    << width;
    }
}

void tst_Figures::aChartHasItsSizeItsWordsAndItsCaption()
{
    QFETCH(QString, scenario);
    QFETCH(QString, title);
    QFETCH(QString, chart);
    QFETCH(int, widthMm);
    const QStringList command{QStringLiteral("chart"), recordingOf(scenario), chart, QStringLiteral("--width"),
                              QString::number(widthMm)};
    const QStringList caption{title + QStringLiteral(", protection “"),
                              QStringLiteral("full speed"),
                              QStringLiteral("n = "),
                              QStringLiteral(" cores?, Linux "),
                              QStringLiteral("Interleave \\d"),
                              QStringLiteral("Events dropped: 0")};
    const auto expectWords = [&](const QString &text, const char *format) {
        for (const QString &part : axesOf(chart) + caption)
            QVERIFY2(
                text.contains(QRegularExpression(part)),
                qPrintable(QLatin1String(format) + QStringLiteral(" lacks ") + part + QStringLiteral(": ") + text));
    };

    const QByteArray svg = contents(write(command, "svg"));
    QVERIFY2(isAbout(svgSize(svg).width(), widthMm), qPrintable(QString::number(svgSize(svg).width())));
    QVERIFY(svgSize(svg).height() > 20);
    QVERIFY(!svg.contains("<image"));
    QVERIFY(QSvgRenderer(svg).isValid());
    expectWords(svgText(svg), "SVG");

    const QString png = write(command, "png");
    const QImage image(png);
    QCOMPARE(image.width(), 2 * qRound(widthMm / kMmPerInch * kPixelsPerInch)); // twice as fine as a screen
    QVERIFY(isAbout(image.width() * 1000.0 / image.dotsPerMeterX(), widthMm));

    const QByteArray csv = contents(write(command, "csv"));
    QVERIFY2(QString::fromUtf8(csv).contains(QStringLiteral("\n# scenario: ") + title + u'\n'), csv.constData());
    const QList<QByteArray> lines = csv.trimmed().split('\n');
    const auto header = std::find_if(lines.begin(), lines.end(),
                                     [](const QByteArray &line) { return !line.startsWith('#'); });
    QVERIFY2(header != lines.end() && header + 1 != lines.end(), csv.constData());
    QVERIFY2(header->contains(" ("), header->constData()); // units

    const QString pdf = write(command, "pdf");
    QVERIFY(contents(pdf).startsWith("%PDF"));
    if (!canReadPdf())
        QSKIP("pdftotext and pdfinfo are not installed");
    QVERIFY2(isAbout(pdfSize(pdf).width(), widthMm), qPrintable(QString::number(pdfSize(pdf).width())));
    expectWords(pdfText(pdf), "PDF");
}

void tst_Figures::aPictureHasItsSizeItsThemeAndItsWords_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("theme");
    QTest::addColumn<QStringList>("said");
    const QMap<QString, QStringList> views{
        {QStringLiteral("stage"), {QStringLiteral("process 3"), QStringLiteral("counter")}},
        {QStringLiteral("timeline"), {QStringLiteral("proc(ess)? 3"), QStringLiteral("R0")}},
        {QStringLiteral("window"),
         {QStringLiteral("Shared counter"), QStringLiteral("of 15"), QStringLiteral("Slow motion")}},
    };
    for (auto view = views.begin(); view != views.end(); ++view)
        for (const QSize size : {QSize(1280, 660), QSize(1440, 900)})
            for (const char *theme : {"light", "dark"})
                QTest::addRow("%s, %d x %d, %s", qPrintable(view.key()), size.width(), size.height(), theme)
                    << view.key() << size << QString::fromLatin1(theme) << view.value();
}

void tst_Figures::aPictureHasItsSizeItsThemeAndItsWords()
{
    QFETCH(QString, view);
    QFETCH(QSize, size);
    QFETCH(QString, theme);
    QFETCH(QStringList, said);
    const QStringList command{QStringLiteral("picture"),
                              recordingOf(QStringLiteral("slow")),
                              view,
                              QStringLiteral("--size"),
                              QStringLiteral("%1x%2").arg(size.width()).arg(size.height()),
                              QStringLiteral("--theme"),
                              theme};
    const auto expectWords = [&](const QString &text, const char *format) {
        for (const QString &part : said)
            QVERIFY2(
                text.contains(QRegularExpression(part)),
                qPrintable(QLatin1String(format) + QStringLiteral(" lacks ") + part + QStringLiteral(": ") + text));
    };
    const QSizeF mm = QSizeF(size) / kPixelsPerInch * kMmPerInch;

    const QImage image(write(command, "png"));
    QCOMPARE(image.size(), 2 * size); // twice as fine as a screen
    qint64 lightness = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            lightness += image.pixelColor(x, y).lightness();
    const qint64 mean = lightness / image.width() / image.height();
    QVERIFY2(theme == QLatin1String("dark") ? mean < 100 : mean > 155, qPrintable(QString::number(mean)));

    const QByteArray svg = contents(write(command, "svg"));
    QVERIFY(isAbout(svgSize(svg).width(), mm.width()) && isAbout(svgSize(svg).height(), mm.height()));
    QVERIFY(QSvgRenderer(svg).isValid());
    expectWords(svgText(svg), "SVG");

    const QString pdf = write(command, "pdf");
    QVERIFY(contents(pdf).startsWith("%PDF"));
    if (!canReadPdf())
        QSKIP("pdftotext and pdfinfo are not installed");
    QVERIFY(isAbout(pdfSize(pdf).width(), mm.width()) && isAbout(pdfSize(pdf).height(), mm.height()));
    expectWords(pdfText(pdf), "PDF");
}

QTEST_GUILESS_MAIN(tst_Figures)
#include "tst_figures.moc"
