// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/program.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace interleave;

/// What the command line writes of a recording: charts, pictures, the transcript and tables.
class tst_Written : public QObject
{
    Q_OBJECT

private slots:
    void everyChartIsWrittenInEveryFormat();
    void everyPictureIsWritten_data();
    void everyPictureIsWritten();
    void theTranscriptHasASentenceForEachEvent();
    void eventsAreExportedAsATable();
    void aRecordingBecomesALabSheet();
};

void tst_Written::everyChartIsWrittenInEveryFormat()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.ilv"));
    QCOMPARE(ask({QStringLiteral("run"), QStringLiteral("queue"), QStringLiteral("--record"), file}).status, 0);
    for (const char *chart : {"states", "waits", "rate", "latency", "outcomes"})
        for (const char *suffix : {"png", "svg", "pdf", "csv"}) {
            const QString out = folder.filePath(QString::fromLatin1(chart) + QLatin1Char('.') + QString::fromLatin1(suffix));
            const Answer answer = ask({QStringLiteral("chart"), file, QString::fromLatin1(chart), QStringLiteral("-o"), out});
            QVERIFY2(answer.status == 0, answer.error.constData());
            QVERIFY(QFileInfo(out).size() > 200);
        }
    QCOMPARE(ask({QStringLiteral("chart"), file, QStringLiteral("wait"), QStringLiteral("-o"), QStringLiteral("x.svg")}).status, 2);
}

void tst_Written::everyPictureIsWritten_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QStringList>("options");
    QTest::newRow("stage") << QStringLiteral("stage") << QStringList();
    QTest::newRow("timeline") << QStringLiteral("timeline") << QStringList();
    QTest::newRow("window") << QStringLiteral("window") << words("--size 1280x660");
    QTest::newRow("window, dark") << QStringLiteral("window") << words("--size 1440x900 --theme dark");
    QTest::newRow("stage, early") << QStringLiteral("stage") << words("--at 3");
}

void tst_Written::everyPictureIsWritten()
{
    QFETCH(QString, view);
    QFETCH(QStringList, options);
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.ilv"));
    QCOMPARE(ask({QStringLiteral("run"), QStringLiteral("counter"), QStringLiteral("--pace"), QStringLiteral("slow"),
                  QStringLiteral("--record"), file}).status, 0);
    for (const char *suffix : {"png", "svg", "pdf"}) {
        const QString out = folder.filePath(QStringLiteral("x.") + QString::fromLatin1(suffix));
        const Answer answer = ask(QStringList{QStringLiteral("picture"), file, view, QStringLiteral("-o"), out} + options);
        QVERIFY2(answer.status == 0, answer.error.constData());
        QVERIFY(QFileInfo(out).size() > 1000);
    }
}

void tst_Written::theTranscriptHasASentenceForEachEvent()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.ilv"));
    const QJsonObject run = ask({QStringLiteral("run"), QStringLiteral("counter"), QStringLiteral("--pace"), QStringLiteral("slow"),
                                 QStringLiteral("--record"), file, QStringLiteral("--json")}).json();
    const Answer all = ask({QStringLiteral("transcript"), file});
    QCOMPARE(all.out.count('\n'), integer(run, "events"));
    const Answer some = ask({QStringLiteral("transcript"), file, QStringLiteral("--from"), QStringLiteral("2"), QStringLiteral("--to"),
                             QStringLiteral("4")});
    QCOMPARE(some.out.count('\n'), 3);
    QVERIFY(some.out.startsWith("2 "));
    QCOMPARE(ask({QStringLiteral("transcript"), file, QStringLiteral("--to"), QStringLiteral("100000")}).status, 2);
}

void tst_Written::eventsAreExportedAsATable()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.ilv")), table = folder.filePath(QStringLiteral("a.csv"));
    const QJsonObject run = ask({QStringLiteral("run"), QStringLiteral("list"), QStringLiteral("--pace"), QStringLiteral("slow"),
                                 QStringLiteral("--record"), file, QStringLiteral("--json")}).json();
    QCOMPARE(ask({QStringLiteral("export"), file, QStringLiteral("-o"), table}).status, 0);
    QFile csv(table);
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = csv.readAll().trimmed().split('\n');
    const auto comments = std::count_if(lines.begin(), lines.end(), [](const QByteArray &line) { return line.startsWith('#'); });
    QCOMPARE(lines.size() - comments - 1, integer(run, "events"));
    QVERIFY(lines[comments].startsWith("event,time [ns],process,"));
    const QString shouted = folder.filePath(QStringLiteral("A.CSV"));
    QCOMPARE(ask({QStringLiteral("export"), file, QStringLiteral("-o"), shouted}).status, 0);
    QFile same(shouted);
    QVERIFY(same.open(QIODevice::ReadOnly) && csv.seek(0));
    QCOMPARE(same.readAll(), csv.readAll());
}

void tst_Written::aRecordingBecomesALabSheet()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.ilv"));
    QCOMPARE(ask({QStringLiteral("run"), QStringLiteral("queue"), QStringLiteral("--pace"), QStringLiteral("slow"),
                  QStringLiteral("--sync"), QStringLiteral("off"), QStringLiteral("--record"), file})
                 .status,
             0);
    const auto sheet = [&](const char *name) {
        const QString path = folder.filePath(QLatin1String(name));
        const Answer answer = ask({QStringLiteral("export"), file, QStringLiteral("-o"), path});
        QFile written(path);
        return answer.status == 0 && answer.error.isEmpty() && written.open(QIODevice::ReadOnly) ? written.readAll()
                                                                                                 : answer.error;
    };
    const QByteArray page = sheet("a.html");
    QVERIFY2(page.startsWith("<!DOCTYPE html>"), page.left(200).constData());
    QVERIFY(page.contains("Bounded queue"));
    const QByteArray pdf = sheet("a.pdf");
    QVERIFY2(pdf.startsWith("%PDF"), pdf.left(200).constData());
    const Answer wrong = ask(
        {QStringLiteral("export"), file, QStringLiteral("-o"), folder.filePath(QStringLiteral("a.docx"))});
    QCOMPARE(wrong.status, 2);
    QVERIFY(QString::fromUtf8(wrong.error).contains(QStringLiteral("“-o NAME.html”")));
}

QTEST_GUILESS_MAIN(tst_Written)
#include "tst_written.moc"
