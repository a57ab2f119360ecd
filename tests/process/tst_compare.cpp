// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/program.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace interleave;

/// `interleave compare`, of recordings of real processes.
class tst_Compare : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void twoRunsAreSetAgainstEachOther();
    void bothSayWhatTheirRunsSaid();
    void thePictureIsWrittenInEveryFormat();
    void whatCannotBeComparedSaysWhy_data();
    void whatCannotBeComparedSaysWhy();

private:
    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    int record(const char *scenario, const char *mode, const char *name)
    {
        return ask(sized(QStringLiteral("run ") + QLatin1String(scenario) + QStringLiteral(" --sync ") + QLatin1String(mode))
                   << QStringLiteral("--record") << path(name))
            .status;
    }

    QTemporaryDir m_folder;
};

void tst_Compare::initTestCase()
{
    QCOMPARE(record("counter", "off", "off.ilv"), 0);
    QCOMPARE(record("counter", "on", "on.ilv"), 0);
    QCOMPARE(record("queue", "on", "queue.ilv"), 0);
    QFile broken(path("broken.ilv"));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("no recording at all");
}

void tst_Compare::twoRunsAreSetAgainstEachOther()
{
    const Answer answer = ask({QStringLiteral("compare"), path("off.ilv"), path("on.ilv")});
    QCOMPARE(answer.status, 0);
    const QString text = QString::fromUtf8(answer.out);
    QVERIFY(text.section(u'\n', 0, 0).endsWith(u'.'));
    for (const char *part : {"protection", "none", "whole += 1", "duration", "acquisitions", "wait p99", "only B"})
        QVERIFY2(text.contains(QLatin1String(part)), part);
}

void tst_Compare::bothSayWhatTheirRunsSaid()
{
    const QJsonObject json = ask({QStringLiteral("compare"), path("off.ilv"), path("on.ilv"), QStringLiteral("--json")}).json();
    QCOMPARE(json.value(QLatin1String("schema")).toString(), QStringLiteral("interleave.compare/1"));
    const QJsonObject a = ask({QStringLiteral("analyze"), path("off.ilv"), QStringLiteral("--json")}).json();
    const QJsonObject b = ask({QStringLiteral("analyze"), path("on.ilv"), QStringLiteral("--json")}).json();
    int seen = 0;
    for (const QJsonValue &value : json.value(QLatin1String("rows")).toArray()) {
        const QJsonObject row = value.toObject();
        const QString id = row.value(QLatin1String("id")).toString();
        const auto compare = [&](const QJsonValue &ofA, const QJsonValue &ofB) {
            QCOMPARE(row.value(QLatin1String("a")).toDouble(), ofA.toDouble());
            QCOMPARE(row.value(QLatin1String("b")).toDouble(), ofB.toDouble());
            ++seen;
        };
        if (id == QLatin1String("observed") || id == QLatin1String("events") || id == QLatin1String("duration_ns")
            || id == QLatin1String("run_time_ns"))
            compare(a.value(id), b.value(id));
        if (id == QLatin1String("lost"))
            compare(a.value(id).toObject().value(QLatin1String("count")), b.value(id).toObject().value(QLatin1String("count")));
        if (id == QLatin1String("races"))
            compare(a.value(id).toObject().value(QLatin1String("pairs")), b.value(id).toObject().value(QLatin1String("pairs")));
        if (id == QLatin1String("lock.lock.wait_ns.p99"))
            compare(QJsonValue(), b.value(QLatin1String("locks")).toArray()[0].toObject().value(QLatin1String("wait_ns")).toObject().value(QLatin1String("p99")));
    }
    QCOMPARE(seen, 7);
}

void tst_Compare::thePictureIsWrittenInEveryFormat()
{
    const std::pair<const char *, const char *> kinds[] = {{"c.svg", "<svg"}, {"c.pdf", "%PDF"}, {"c.png", "PNG"}};
    for (const auto &[name, sign] : kinds) {
        QCOMPARE(ask({QStringLiteral("compare"), path("off.ilv"), path("on.ilv"), QStringLiteral("-o"), path(name)}).status, 0);
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.read(1000).contains(sign));
    }
}

void tst_Compare::whatCannotBeComparedSaysWhy_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("said");
    const QString off = path("off.ilv");
    QTest::newRow("another scenario") << QStringList{off, path("queue.ilv")} << 2 << "one is a run of “Shared counter”, the other of “Bounded queue”";
    QTest::newRow("no recording") << QStringList{off, path("broken.ilv")} << 1 << "broken.ilv";
    QTest::newRow("no file") << QStringList{path("none.ilv"), off} << 1 << "There is no file";
    QTest::newRow("only one") << QStringList{off} << 2 << "compare A.ilv B.ilv";
    QTest::newRow("no kind of picture") << QStringList{off, off, QStringLiteral("-o"), path("c.txt")} << 2 << ".svg, .pdf or .png";
    QTest::newRow("over a recording") << QStringList{off, path("on.ilv"), QStringLiteral("-o"), path("on.ilv")} << 2 << "choose another name";
    QTest::newRow("nowhere") << QStringList{off, off, QStringLiteral("-o"), path("no/c.svg")} << 1 << "create it first";
}

void tst_Compare::whatCannotBeComparedSaysWhy()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    QFETCH(QString, said);
    const Answer answer = ask(QStringList(QStringLiteral("compare")) + arguments);
    QCOMPARE(answer.status, status);
    const QString sentence = QString::fromUtf8(answer.error);
    QVERIFY2(sentence.contains(said), qPrintable(sentence));
    QCOMPARE(sentence.count(QLatin1Char('\n')), 1);
}

QTEST_GUILESS_MAIN(tst_Compare)
#include "tst_compare.moc"
