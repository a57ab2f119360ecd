// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where recordings are written to: what may be wrong with the target, and what is left when writing fails.

#include "core/trace/part_file.h"
#include "core/trace/recording_file.h"

#include "tests/support/random_trace.h"
#include "tests/support/trace_text.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <fcntl.h>
#include <memory>
#include <sys/file.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace interleave;

class tst_PartFile : public QObject
{
    Q_OBJECT

private slots:
    void badTargetsAreSaidAndLeaveNothing_data();
    void badTargetsAreSaidAndLeaveNothing();
    void aFullDiskLeavesTheOldFileAlone();
    void aLeftoverPartIsTakenOver();
    void twoWritersDoNotMix();
    void aLinkIsWrittenThrough();
    void checkingLeavesNothingBehind();
    void whatASignalCutsShortLeavesNothingBehind();
    void cleanup()
    {
        for (const QString &name : files())
            QFile::remove(m_folder.filePath(name));
    }

private:
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    QStringList files() const
    {
        return QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::System);
    }

    QTemporaryDir m_folder;
};

void tst_PartFile::badTargetsAreSaidAndLeaveNothing_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("no folder") << path("no/such/r.ilv") << QByteArray("There is no folder");
    QTest::newRow("a folder") << m_folder.path() << QByteArray("is a folder");
    QTest::newRow("a folder to be") << path("r/") << QByteArray("no name of a file");
    QTest::newRow("no name") << QString() << QByteArray("no name of a file");
    QTest::newRow("what is open") << QStringLiteral("/dev/stdout") << QByteArray("no ordinary file");
    QTest::newRow("what is open, by number") << QStringLiteral("/proc/self/fd/1") << QByteArray("no ordinary file");
    QTest::newRow("the usual word for it") << QStringLiteral("-") << QByteArray("no ordinary file");
    QTest::newRow("a device") << QStringLiteral("/dev/null") << QByteArray("no ordinary file");
    QTest::newRow("too long") << path(QByteArray(300, 'x').constData()) << QByteArray("too long");
    QTest::newRow("no place for files") << QStringLiteral("/proc/r.ilv") << QByteArray("/proc");
}

void tst_PartFile::badTargetsAreSaidAndLeaveNothing()
{
    QFETCH(QString, target);
    QFETCH(QByteArray, says);
    const auto checked = checkWritable(target.toStdString());
    const auto written = writeRecording(*mockRecording(), target.toStdString());
    QVERIFY(!checked.ok());
    QVERIFY(!written.ok());
    QCOMPARE(checked.error().sentence, written.error().sentence);
    const QByteArray sentence = QByteArray::fromStdString(written.error().sentence);
    QVERIFY2(sentence.contains(says), sentence.constData());
    QVERIFY(files().isEmpty());
}

void tst_PartFile::aFullDiskLeavesTheOldFileAlone()
{
    const std::string file = path("r.ilv").toStdString();
    QVERIFY(writeRecording(*mockRecording(), file).ok());
    RunInfo info = *mockRecording()->info();
    Recording large(info);
    for (const Event &event : racingTrace(2, 50'000, 1))
        large.settle(event);
    large.finish(std::move(info));
    // A limit on the size of files stands for a full disk: writing fails in the middle.
    struct rlimit before;
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = ::signal(SIGXFSZ, SIG_IGN);
    const struct rlimit small {
        20'000, before.rlim_max
    };
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto written = writeRecording(large, file);
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    ::signal(SIGXFSZ, handler);
    QVERIFY(!written.ok());
    QVERIFY(QByteArray::fromStdString(written.error().sentence).contains("r.ilv"));
    QCOMPARE(files(), QStringList{QStringLiteral("r.ilv")});
    const auto read = readRecording(file);
    QVERIFY(read.ok());
    QCOMPARE(read.value()->trace().size(), EventIndex{30});
}

void tst_PartFile::aLeftoverPartIsTakenOver()
{
    QFile leftover(path("r.ilv.part"));
    QVERIFY(leftover.open(QIODevice::WriteOnly));
    leftover.write(QByteArray(100'000, 'x'));
    leftover.close();
    const std::string file = path("r.ilv").toStdString();
    QVERIFY(writeRecording(*mockRecording(), file).ok());
    QCOMPARE(files(), QStringList{QStringLiteral("r.ilv")});
    QVERIFY(!readRecording(file).value()->damage);
}

void tst_PartFile::twoWritersDoNotMix()
{
    const int other = ::open(path("r.ilv.part").toStdString().c_str(), O_WRONLY | O_CREAT, 0600);
    QVERIFY(other >= 0);
    QCOMPARE(::flock(other, LOCK_EX), 0);
    const auto written = writeRecording(*mockRecording(), path("r.ilv").toStdString());
    QVERIFY(!written.ok());
    QVERIFY(QByteArray::fromStdString(written.error().sentence).contains("another program"));
    QCOMPARE(files(), QStringList{QStringLiteral("r.ilv.part")});
    ::close(other);
    QVERIFY(writeRecording(*mockRecording(), path("r.ilv").toStdString()).ok());
}

void tst_PartFile::aLinkIsWrittenThrough()
{
    QFile target(path("target.ilv"));
    QVERIFY(target.open(QIODevice::WriteOnly));
    target.close();
    QVERIFY(QFile::link(path("target.ilv"), path("link.ilv")));
    QVERIFY(writeRecording(*mockRecording(), path("link.ilv").toStdString()).ok());
    QVERIFY(QFileInfo(path("link.ilv")).isSymLink());
    QVERIFY(readRecording(path("target.ilv").toStdString()).ok());
    QCOMPARE(files().size(), 2);
}

void tst_PartFile::checkingLeavesNothingBehind()
{
    QVERIFY(checkWritable(path("r.ilv").toStdString()).ok());
    QVERIFY(files().isEmpty());
    QVERIFY(writeRecording(*mockRecording(), path("r.ilv").toStdString()).ok());
    QVERIFY(checkWritable(path("r.ilv").toStdString()).ok());
    QVERIFY(!readRecording(path("r.ilv").toStdString()).value()->damage);
}

void tst_PartFile::whatASignalCutsShortLeavesNothingBehind()
{
    const std::string name = path("r.ilv").toStdString();
    {
        auto file = PartFile::create(name);
        QVERIFY(file.ok());
        const auto moved = std::make_unique<PartFile>(std::move(file.value()));
        QCOMPARE(files(), QStringList{QStringLiteral("r.ilv.part")});
        PartFile::removeUnfinished();
        QVERIFY(files().isEmpty());
    }
    QVERIFY(writeRecording(*mockRecording(), name).ok());
    // What is finished is not taken away, nor a leftover of somebody else.
    QFile leftover(path("r.ilv.part"));
    QVERIFY(leftover.open(QIODevice::WriteOnly));
    PartFile::removeUnfinished();
    QCOMPARE(files().size(), 2);
    // The next one is minded again.
    const auto next = PartFile::create(path("s.ilv").toStdString());
    QVERIFY(next.ok());
    PartFile::removeUnfinished();
    QCOMPARE(files().size(), 2);
}

QTEST_APPLESS_MAIN(tst_PartFile)
#include "tst_part_file.moc"
