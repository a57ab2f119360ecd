// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/process_table.h"
#include "tests/support/program.h"
#include "tests/support/sanitized.h"

#include <QDir>
#include <QFile>
#include <QProcessEnvironment>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <cerrno>
#include <csignal>

using namespace interleave;

namespace {

/// The program as a shell starts it after `before` ("ulimit -f 8"), with `behind` after it ("> /dev/full").
Answer askShell(const QString &before, const QStringList &arguments, const QString &behind = {})
{
    return answerOf(QStringLiteral("/bin/sh"),
                    QStringList{QStringLiteral("-c"), before + QStringLiteral("\n\"$0\" \"$@\" ") + behind,
                                QStringLiteral(INTERLEAVE_PROGRAM)} + arguments,
                    60'000);
}

bool isOneSentenceOfOurs(const QByteArray &error)
{
    return error.startsWith("interleave: ") && error.count('\n') == 1 && error.endsWith(".\n");
}

QString recordingIn(const QTemporaryDir &folder, const char *command)
{
    const QString path = folder.filePath(QStringLiteral("a.ilv"));
    const Answer made = ask(words(command) + QStringList{QStringLiteral("--record"), path});
    return made.status == 0 ? path : QString();
}

bool catches(qint64 pid, int signal)
{
    return (statusField(pid, "SigCgt").toULongLong(nullptr, 16) >> (signal - 1) & 1) != 0;
}

/// Has it been sent, and not yet been heard?
bool isPending(qint64 pid, int signal)
{
    return (statusField(pid, "ShdPnd").toULongLong(nullptr, 16) >> (signal - 1) & 1) != 0;
}

/// A copy of the program, with a script beside it in place of the worker; the real one is $WORKER to it.
class ProgramWithWorker
{
public:
    explicit ProgramWithWorker(const QString &script)
    {
        QFile::copy(QStringLiteral(INTERLEAVE_PROGRAM), path());
        QFile worker(m_folder.filePath(QStringLiteral("interleave-worker")));
        static_cast<void>(worker.open(QIODevice::WriteOnly));
        worker.write(
            QStringLiteral("#!/bin/sh\nWORKER='%1'\n%2\n").arg(QStringLiteral(INTERLEAVE_WORKER), script).toUtf8());
        worker.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    QString path() const { return m_folder.filePath(QStringLiteral("interleave")); }
    /// A script in place of the process that searches, too.
    void setExplorer(const QByteArray &script)
    {
        QFile explorer(m_folder.filePath(QStringLiteral("interleave-explorer")));
        static_cast<void>(explorer.open(QIODevice::WriteOnly));
        explorer.write("#!/bin/sh\n" + script + '\n');
        explorer.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

private:
    QTemporaryDir m_folder;
};

/// Workers of a run of five that do not get ready.
void hangingStarts()
{
    QTest::addColumn<QString>("worker");
    QTest::addColumn<QString>("said");
    QTest::newRow("all of them") << "exec sleep 1000"
                                 << "5 of 5 processes did not get ready";
    QTest::newRow("one, held still") << "test \"$4\" = 2 && kill -STOP $$\nexec \"$WORKER\" \"$@\""
                                     << "1 of 5 processes did not get ready";
}

constexpr bool kAddressSpaceCanBeLimited = !kSanitized;

/// A sanitizer that looks for leaks at the end opens files for it.
const auto kNoLeakCheck = QStringLiteral("export ASAN_OPTIONS=\"$ASAN_OPTIONS:detect_leaks=0\"; ");

/// The least address space, in MiB, in which that command does what it should.
int leastMemoryFor(const QStringList &arguments)
{
    for (int mebibytes = 50; mebibytes < 2000; mebibytes += 25)
        if (askShell(QStringLiteral("ulimit -v %1").arg(mebibytes * 1024), arguments).status == 0)
            return mebibytes;
    return -1;
}

} // namespace

/// What the machine can refuse: memory, disk, a display, somebody to read the output, time. Always a sentence and a
/// status.
class tst_Faults : public QObject
{
    Q_OBJECT

private slots:
    void memoryThatRunsOutOverARecordingIsSaid();
    void memoryThatRunsOutOverAFileIsSaid();
    void aFullDeviceAtTheOutputIsSaid_data();
    void aFullDeviceAtTheOutputIsSaid();
    void aClosedOutputIsSaidAndNothingPrintedGetsIntoAFile();
    void aReaderWhoLeavesIsNotSpokenOf();
    void aDisplayThatDoesNotAnswerIsSaid_data();
    void aDisplayThatDoesNotAnswerIsSaid();
    void anInterruptionAtTheStartIsHeeded_data();
    void anInterruptionAtTheStartIsHeeded();
    void aProcessThatNeverGetsReadyIsGivenUp_data();
    void aProcessThatNeverGetsReadyIsGivenUp();
    void anInterruptionOfAStartThatHangsIsHeeded_data();
    void anInterruptionOfAStartThatHangsIsHeeded();
    void aSecondInterruptionSaysSoAndLeavesNothing();
    void oneInterruptionToldTwiceIsOne();
    void aStoppedProcessIsNamedAndWaitedFor_data();
    void aStoppedProcessIsNamedAndWaitedFor();
    void aSearchThatDiesWithNothingFoundShowsNothing();
    void theDoctorLooksForAllPrograms();
    void whoWaitsForAScheduleCanBeInterrupted_data();
    void whoWaitsForAScheduleCanBeInterrupted();
    void aDrawingLeavesNothingBehind_data();
    void aDrawingLeavesNothingBehind();
    void tooFewOpenFilesAreSaid_data();
    void tooFewOpenFilesAreSaid();
    void aWindowWithoutRoomForOpenFilesIsSaid();
    void aFileThatMayNotGrowIsSaidAndLeftOut_data();
    void aFileThatMayNotGrowIsSaidAndLeftOut();
    void aRunWhoseRecordingCannotBeWrittenIsJudgedAllTheSame();
    void nothingIsWrittenOverTheRecording_data();
    void nothingIsWrittenOverTheRecording();
};

void tst_Faults::memoryThatRunsOutOverARecordingIsSaid()
{
    if (!kAddressSpaceCanBeLimited)
        QSKIP("A sanitizer needs all address space there is.");
    const int least = leastMemoryFor(words("run counter --set processes=2 --set increments=1 --sync on"));
    QVERIFY(least > 0);
    int ranOut = 0;
    qint64 recorded = 0; // by those it ran out on; with the least of memory it may be nothing
    for (const int more : {0, 25, 70, 80, 90, 110}) {
        const Answer answer = askShell(QStringLiteral("ulimit -v %1").arg((least + more) * 1024),
                                       words("run counter --set processes=2 --set increments=1000000 --sync on --json"));
        const QByteArray where = QByteArray::number(least + more) + " MiB: " + answer.error;
        QVERIFY2(answer.status == 0 || answer.status == 1, where.constData());
        if (answer.status == 1) {
            QVERIFY2(isOneSentenceOfOurs(answer.error), where.constData());
            continue;
        }
        const QJsonObject run = answer.json();
        if (run.value(QLatin1String("memory_ran_out_at")).isNull())
            continue;
        ++ranOut;
        recorded += run.value(QLatin1String("events")).toInteger();
        QCOMPARE(run.value(QLatin1String("memory_ran_out_at")).toInteger(), run.value(QLatin1String("events")).toInteger());
        QVERIFY(run.value(QLatin1String("dropped")).toInteger() > 0);
        // What the memory held at the end is known all the same; what the trace would have to prove is not.
        QCOMPARE(run.value(QLatin1String("observed")).toInteger(), 2'000'000);
        QCOMPARE(run.value(QLatin1String("lost")).toObject().value(QLatin1String("proof")).toString(),
                 QStringLiteral("not provable"));
        QVERIFY(run.value(QLatin1String("sentence")).toString().contains(QLatin1String("Memory ran out after")));
        for (const QJsonValue &process : run.value(QLatin1String("processes")).toArray())
            QCOMPARE(process.toObject().value(QLatin1String("end")).toString(), QStringLiteral("finished"));
    }
    QVERIFY(ranOut > 0);
    QVERIFY(recorded > 0);
}

void tst_Faults::memoryThatRunsOutOverAFileIsSaid()
{
    if (!kAddressSpaceCanBeLimited)
        QSKIP("A sanitizer needs all address space there is.");
    const QTemporaryDir folder;
    const QString file = recordingIn(folder, "run counter --set processes=4 --set increments=50000 --sync per-access");
    QVERIFY(!file.isEmpty());
    const QString out = folder.filePath(QStringLiteral("x"));
    const QList<QStringList> commands = {
        {QStringLiteral("analyze"), file},
        {QStringLiteral("transcript"), file, QStringLiteral("--to"), QStringLiteral("3")},
        {QStringLiteral("chart"), file, QStringLiteral("value"), QStringLiteral("-o"), out + QStringLiteral(".svg")},
        {QStringLiteral("picture"), file, QStringLiteral("window"), QStringLiteral("-o"), out + QStringLiteral(".png")},
    };
    for (const QStringList &command : commands) {
        int failed = 0, done = 0;
        for (int mebibytes = 50; mebibytes <= 1600 && done == 0; mebibytes += mebibytes / 12) {
            const Answer answer = askShell(QStringLiteral("ulimit -v %1").arg(mebibytes * 1024), command);
            const QByteArray where = command[0].toUtf8() + " in " + QByteArray::number(mebibytes) + " MiB, status "
                + QByteArray::number(answer.status) + ": " + answer.error;
            if (answer.status == 127 || answer.error.contains("shared libraries") || answer.error.contains("shared object"))
                continue; // too little even to load it
            QVERIFY2(answer.status == 0 || (answer.status == 1 && isOneSentenceOfOurs(answer.error)), where.constData());
            ++(answer.status == 0 ? done : failed);
        }
        QVERIFY2(failed > 0 && done > 0, qPrintable(command[0]));
    }
}

void tst_Faults::aFullDeviceAtTheOutputIsSaid_data()
{
    QTest::addColumn<QString>("command");
    for (const char *command : {"list", "list --json", "doctor", "run counter --set increments=5", "run counter --json",
                                "run counter --repeat 2", "analyze FILE", "analyze FILE --json", "transcript FILE", "--help",
                                "--version", "run --help"})
        QTest::newRow(command) << QString::fromLatin1(command);
}

void tst_Faults::aFullDeviceAtTheOutputIsSaid()
{
    QFETCH(QString, command);
    const QTemporaryDir folder;
    if (command.contains(QLatin1String("FILE")))
        command.replace(QLatin1String("FILE"), recordingIn(folder, "run counter --set increments=100"));
    const Answer answer = askShell({}, command.split(QLatin1Char(' ')), QStringLiteral("> /dev/full"));
    QCOMPARE(answer.status, 1);
    QVERIFY2(isOneSentenceOfOurs(answer.error), answer.error.constData());
    QVERIFY2(answer.error.contains("Standard output"), answer.error.constData());
}

void tst_Faults::aClosedOutputIsSaidAndNothingPrintedGetsIntoAFile()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.ilv"));
    const Answer answer = askShell({}, words("run counter --set increments=20 --record") + QStringList(file), QStringLiteral("<&- >&-"));
    QCOMPARE(answer.status, 1);
    QVERIFY2(answer.error.contains("Standard output could not be written"), answer.error.constData());
    QVERIFY(isOneSentenceOfOurs(answer.error));
    const Answer analysis = ask({QStringLiteral("analyze"), file});
    QCOMPARE(analysis.status, 0);
    QCOMPARE(analysis.error, QByteArray());
}

void tst_Faults::aReaderWhoLeavesIsNotSpokenOf()
{
    const QTemporaryDir folder;
    const QString file = recordingIn(folder, "run counter --set increments=5000");
    const Answer answer = askShell(QStringLiteral("{"), {QStringLiteral("transcript"), file},
                                   QStringLiteral("; echo $? >&2; } | head -n 1"));
    QCOMPARE(answer.out.count('\n'), 1);
    QCOMPARE(answer.error, QByteArray("141\n")); // as of every program whose pipe is closed: 128 + SIGPIPE
}

void tst_Faults::aDisplayThatDoesNotAnswerIsSaid_data()
{
    QTest::addColumn<QString>("environment");
    QTest::addColumn<QString>("said");
    QTest::newRow("X") << QStringLiteral("unset WAYLAND_DISPLAY; export DISPLAY=:4242") << QStringLiteral("DISPLAY=:4242");
    QTest::newRow("Wayland") << QStringLiteral("unset DISPLAY; export WAYLAND_DISPLAY=nowhere") << QStringLiteral("nowhere");
    QTest::newRow("neither") << QStringLiteral("unset DISPLAY WAYLAND_DISPLAY") << QStringLiteral("no display");
    QTest::newRow("no such platform") << QStringLiteral("export QT_QPA_PLATFORM=paper") << QStringLiteral("paper");
}

void tst_Faults::aDisplayThatDoesNotAnswerIsSaid()
{
    QFETCH(QString, environment);
    QFETCH(QString, said);
    const Answer answer = askShell(QStringLiteral("unset QT_QPA_PLATFORM\n") + environment, {});
    QCOMPARE(answer.status, 1);
    QVERIFY2(isOneSentenceOfOurs(answer.error), answer.error.constData());
    QVERIFY2(QString::fromUtf8(answer.error).contains(said), answer.error.constData());
}

void tst_Faults::anInterruptionAtTheStartIsHeeded_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("Ctrl-C") << SIGINT;
    QTest::newRow("terminate") << SIGTERM;
    QTest::newRow("hang-up") << SIGHUP;
}

void tst_Faults::anInterruptionAtTheStartIsHeeded()
{
    QFETCH(int, signal);
    QProcess process;
    process.start(QStringLiteral(INTERLEAVE_PROGRAM), words("run counter --pace slow --set increments=1000000 --json"));
    QVERIFY(process.waitForStarted());
    const qint64 pid = process.processId();
    while (process.state() == QProcess::Running && !catches(pid, signal))
        process.waitForReadyRead(1);
    // At the very start of main, mostly: nothing of Qt has been set up, let alone a worker.
    ::kill(static_cast<pid_t>(pid), signal);
    QVERIFY(process.waitForFinished(20'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    const QJsonObject run = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    QVERIFY(run.value(QLatin1String("interrupted")).toBool());
    for (const QJsonValue &worker : run.value(QLatin1String("processes")).toArray()) {
        const auto worked = static_cast<pid_t>(worker.toObject().value(QLatin1String("pid")).toInteger());
        QVERIFY(worked > 0);
        QVERIFY(::kill(worked, 0) != 0 && errno == ESRCH);
    }
}

void tst_Faults::aProcessThatNeverGetsReadyIsGivenUp_data()
{
    hangingStarts();
}

void tst_Faults::aProcessThatNeverGetsReadyIsGivenUp()
{
    QFETCH(QString, worker);
    QFETCH(QString, said);
    const ProgramWithWorker program(worker);
    const QTemporaryDir folder;
    QProcess process;
    process.start(program.path(),
                  words("run counter --record") + QStringList(folder.filePath(QStringLiteral("a.ilv"))));
    QVERIFY(process.waitForStarted());
    QTRY_COMPARE_WITH_TIMEOUT(childrenOf(process.processId()).size(), 5, 20'000);
    const QList<pid_t> workers = childrenOf(process.processId());
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    const QByteArray error = process.readAllStandardError();
    QVERIFY2(isOneSentenceOfOurs(error), error.constData());
    QVERIFY2(QString::fromUtf8(error).contains(said), error.constData());
    QCOMPARE(process.readAllStandardOutput(), QByteArray());
    QVERIFY(QDir(folder.path()).isEmpty(QDir::Files | QDir::Hidden));
    for (const pid_t one : workers)
        QVERIFY(!isAlive(one));
}

void tst_Faults::anInterruptionOfAStartThatHangsIsHeeded_data()
{
    hangingStarts();
}

/// With 130: whoever waited until the start is given up would get 1.
void tst_Faults::anInterruptionOfAStartThatHangsIsHeeded()
{
    QFETCH(QString, worker);
    const ProgramWithWorker program(worker);
    QProcess process;
    process.start(program.path(), words("run counter --json"));
    QVERIFY(process.waitForStarted());
    QTRY_COMPARE_WITH_TIMEOUT(childrenOf(process.processId()).size(), 5, 20'000);
    const QList<pid_t> workers = childrenOf(process.processId());
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(
        QJsonDocument::fromJson(process.readAllStandardOutput()).object().value(QLatin1String("interrupted")).toBool());
    for (const pid_t one : workers)
        QVERIFY(!isAlive(one));
}

/// Once the first has been heard it is held still for longer than the two could be one, and the second is the first
/// thing it hears. That it ends before it is held still may be, so there are several rounds.
void tst_Faults::aSecondInterruptionSaysSoAndLeavesNothing()
{
    for (int round = 0; round < 30; ++round) {
        const QTemporaryDir folder;
        const QString recording = folder.filePath(QStringLiteral("a.ilv"));
        QProcess process;
        process.start(QStringLiteral(INTERLEAVE_PROGRAM),
                      words("run counter --pace slow --set increments=1000000 --json --record")
                          + QStringList(recording));
        QVERIFY(process.waitForStarted());
        const auto pid = static_cast<pid_t>(process.processId());
        QList<pid_t> workers;
        while (process.state() == QProcess::Running && (workers = childrenOf(pid)).size() < 3)
            process.waitForReadyRead(1);
        ::kill(pid, SIGINT);
        while (isPending(pid, SIGINT))
            continue;
        QThread::usleep(100); // to hear what has come
        ::kill(pid, SIGSTOP);
        QThread::msleep(600);
        ::kill(pid, SIGTERM);
        ::kill(pid, SIGCONT);
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
        for (const pid_t worker : workers)
            QTRY_VERIFY_WITH_TIMEOUT(::kill(worker, 0) != 0 && errno == ESRCH, 20'000);
        const QByteArray error = process.readAllStandardError();
        if (error.isEmpty())
            continue; // it was quicker
        QVERIFY2(isOneSentenceOfOurs(error), error.constData());
        QVERIFY2(error.contains("second time"), error.constData());
        // If the recording had been written by then, it is whole; nothing else is there.
        const bool isWritten = QFile::exists(recording);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), isWritten ? 1 : 0);
        QVERIFY(!isWritten || ask({QStringLiteral("analyze"), recording}).error.isEmpty());
        return;
    }
    QFAIL("It always came to its end before the second interruption.");
}

/// As `timeout` does it: the process, and at once its whole group.
void tst_Faults::oneInterruptionToldTwiceIsOne()
{
    QProcess process;
    process.start(QStringLiteral(INTERLEAVE_PROGRAM),
                  words("run counter --pace slow --set increments=1000000 --json"));
    QVERIFY(process.waitForStarted());
    const auto pid = static_cast<pid_t>(process.processId());
    while (process.state() == QProcess::Running && childrenOf(pid).size() < 3)
        process.waitForReadyRead(1);
    // Held still, so that both have come before it has answered either; of one kind the kernel would make one.
    ::kill(pid, SIGSTOP);
    ::kill(pid, SIGINT);
    ::kill(pid, SIGTERM);
    ::kill(pid, SIGCONT);
    QVERIFY(process.waitForFinished(20'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    const QByteArray error = process.readAllStandardError(); // that it had not begun yet, perhaps
    QVERIFY2(!error.contains("second time"), error.constData());
    QVERIFY(!QJsonDocument::fromJson(process.readAllStandardOutput()).object().isEmpty()); // what is known
}

void tst_Faults::aStoppedProcessIsNamedAndWaitedFor_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("isLed"); // by a child of the program
    QTest::newRow("an order") << "run counter --schedule v1;counter;off;increments=1000000,processes=2;A"
                              << QByteArray("Process 1") << false;
    QTest::newRow("a run") << "run counter --pace slow --set increments=1000000" << QByteArray("Process 1") << false;
    QTest::newRow("a search") << "explore counter --set processes=4 --set increments=6"
                              << QByteArray("The process that searches") << false;
    QTest::newRow("one that a search leads") << "explore counter --set processes=4 --set increments=6"
                                             << QByteArray("A process of the search") << true;
}

void tst_Faults::aStoppedProcessIsNamedAndWaitedFor()
{
    QFETCH(QString, command);
    QFETCH(QByteArray, name);
    QFETCH(const bool, isLed);
    QProcess process;
    process.start(QStringLiteral(INTERLEAVE_PROGRAM), words(command.toUtf8().constData()));
    QVERIFY(process.waitForStarted());
    const auto pid = static_cast<pid_t>(process.processId());
    QTRY_VERIFY_WITH_TIMEOUT(!childrenOf(pid).isEmpty(), 20'000);
    pid_t child = childrenOf(pid).constFirst();
    if (isLed) {
        QTRY_VERIFY_WITH_TIMEOUT(!childrenOf(child).isEmpty(), 20'000);
        child = childrenOf(child).constFirst();
    }
    // It has begun: who only waits for the start sleeps once or twice.
    QTRY_VERIFY_WITH_TIMEOUT(statusField(child, "voluntary_ctxt_switches").toInt() > 20, 60'000);
    ::kill(child, SIGSTOP);
    QByteArray error;
    QTRY_VERIFY_WITH_TIMEOUT((error += process.readAllStandardError()).endsWith('\n'), 60'000);
    QVERIFY2(isOneSentenceOfOurs(error), error.constData());
    QVERIFY2(error.contains(QByteArray(name + " (pid " + QByteArray::number(child) + ") is stopped")), error.constData());
    QCOMPARE(process.state(), QProcess::Running);
    ::kill(pid, SIGINT);
    QVERIFY(process.waitForFinished(20'000));
    QCOMPARE(process.exitCode(), 130);
    QTRY_VERIFY_WITH_TIMEOUT(!isAlive(child), 20'000);
}

void tst_Faults::aSearchThatDiesWithNothingFoundShowsNothing()
{
    ProgramWithWorker program(QStringLiteral("exec \"$WORKER\" \"$@\""));
    program.setExplorer("kill -KILL $$");
    const Answer answer = answerOf(program.path(), words("explore counter"), 60'000);
    QCOMPARE(answer.status, 1);
    QVERIFY2(isOneSentenceOfOurs(answer.error), answer.error.constData());
    QVERIFY2(answer.error.contains("was killed") && !answer.error.contains("shown"), answer.error.constData());
}

void tst_Faults::theDoctorLooksForAllPrograms()
{
    ProgramWithWorker program(QStringLiteral("exec \"$WORKER\" \"$@\""));
    const Answer without = answerOf(program.path(), words("doctor"), 60'000);
    QCOMPARE(without.status, 1);
    QVERIFY2(without.out.contains("note  Explorer: interleave-explorer is not beside"), without.out.constData());
    program.setExplorer("exit 1");
    const Answer with = answerOf(program.path(), words("doctor"), 60'000);
    QCOMPARE(with.status, 0);
    QVERIFY2(with.out.contains("ok    Explorer: /"), with.out.constData());
}

void tst_Faults::whoWaitsForAScheduleCanBeInterrupted_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<int>("signal");
    QTest::newRow("Ctrl-C") << "-" << SIGINT;
    QTest::newRow("terminated") << "-" << SIGTERM;
    QTest::newRow("a pipe with a name") << "@/dev/fd/0" << SIGTERM;
}

void tst_Faults::whoWaitsForAScheduleCanBeInterrupted()
{
    QFETCH(QString, from);
    QFETCH(const int, signal);
    QProcess process;
    process.start(QStringLiteral(INTERLEAVE_PROGRAM), words("run counter --schedule") + QStringList(from));
    QVERIFY(process.waitForStarted());
    const auto pid = static_cast<pid_t>(process.processId());
    while (process.state() == QProcess::Running && !catches(pid, signal))
        process.waitForReadyRead(1);
    ::kill(pid, signal);
    QVERIFY(process.waitForFinished(20'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    const QByteArray error = process.readAllStandardError();
    QVERIFY2(isOneSentenceOfOurs(error), error.constData());
}

void tst_Faults::aDrawingLeavesNothingBehind_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("at its end") << 0;
    QTest::newRow("interrupted") << SIGINT;
    QTest::newRow("terminated") << SIGTERM;
}

/// On a machine without a runtime folder for the user, such as a container.
void tst_Faults::aDrawingLeavesNothingBehind()
{
    QFETCH(const int, signal);
    const QTemporaryDir folder;
    const QString recording = recordingIn(folder, "run counter --set increments=10");
    QVERIFY(!recording.isEmpty());
    for (int round = 0; round < (signal == 0 ? 1 : 10); ++round) {
        const QTemporaryDir temporary;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.remove(QStringLiteral("XDG_RUNTIME_DIR"));
        environment.insert(QStringLiteral("TMPDIR"), temporary.path());
        QProcess drawing;
        drawing.setProcessEnvironment(environment);
        drawing.start(QStringLiteral(INTERLEAVE_PROGRAM),
                      {QStringLiteral("picture"), recording, QStringLiteral("window"), QStringLiteral("-o"),
                       folder.filePath(QStringLiteral("w.png"))});
        QVERIFY(drawing.waitForStarted());
        if (signal != 0) {
            QThread::msleep(QRandomGenerator::global()->bounded(200)); // anywhere
            ::kill(static_cast<pid_t>(drawing.processId()), signal);
        }
        QVERIFY(drawing.waitForFinished(60'000));
        QCOMPARE(QDir(temporary.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                 QStringList());
    }
}

void tst_Faults::tooFewOpenFilesAreSaid_data()
{
    QTest::addColumn<QString>("command");
    for (const char *command :
         {"run counter --set increments=20 --record OUT.ilv", "run counter --set increments=20 --repeat 2 -o OUT.svg",
          "sweep counter --set processes=4..4 --set increments=20 --repeat 1 -o OUT.csv", "analyze FILE",
          "picture FILE window -o OUT.png", "chart FILE value -o OUT.pdf", "export FILE -o OUT.html",
          "compare FILE FILE", "transcript FILE", "list", "doctor"})
        QTest::newRow(command) << QString::fromLatin1(command);
}

/// For every limit, from none to what is enough.
void tst_Faults::tooFewOpenFilesAreSaid()
{
    QFETCH(QString, command);
    const QTemporaryDir folder;
    const QString file = recordingIn(folder, "run counter --set increments=20");
    const QString out = folder.filePath(QStringLiteral("out"));
    command.replace(QLatin1String("FILE"), file).replace(QLatin1String("OUT"), out);
    int failed = 0, done = 0;
    for (int limit = 3; done < 3; ++limit) {
        QVERIFY2(limit < 200, "no limit is enough");
        const Answer answer = askShell(kNoLeakCheck + QStringLiteral("ulimit -n %1").arg(limit), command.split(QLatin1Char(' ')));
        const QByteArray where = QByteArray::number(limit) + " files, status " + QByteArray::number(answer.status)
            + ": " + answer.error;
        if (answer.status == 127 || answer.error.contains("shared libraries"))
            continue; // too few even to load it
        QVERIFY2((answer.status == 0 && answer.error.isEmpty())
                     || (answer.status == 1 && isOneSentenceOfOurs(answer.error)),
                 where.constData());
        if (answer.status == 1) {
            QVERIFY2(answer.error.contains("open files"), where.constData());
            QVERIFY2(QDir(folder.path()).entryList({QStringLiteral("out*")}, QDir::Files | QDir::Hidden).isEmpty(),
                     where.constData());
        }
        ++(answer.status == 0 ? done : failed);
    }
    QVERIFY(failed > 0);
}

void tst_Faults::aWindowWithoutRoomForOpenFilesIsSaid()
{
    for (int limit = 3; limit < 32; ++limit) {
        const Answer answer
            = askShell(kNoLeakCheck + QStringLiteral("export QT_QPA_PLATFORM=offscreen; ulimit -n %1").arg(limit), {});
        if (answer.status == 127 || answer.error.contains("shared libraries"))
            continue; // too few even to load it
        const QByteArray where = QByteArray::number(limit) + " files: " + answer.error;
        QVERIFY2(answer.status == 1 && isOneSentenceOfOurs(answer.error), where.constData());
        QVERIFY2(answer.error.contains("The window takes about"), where.constData());
    }
}

void tst_Faults::aFileThatMayNotGrowIsSaidAndLeftOut_data()
{
    QTest::addColumn<QString>("command");
    for (const char *command :
         {"chart FILE value -o OUT.svg", "chart FILE value -o OUT.png", "chart FILE value -o OUT.pdf",
          "picture FILE stage -o OUT.svg", "picture FILE stage -o OUT.png", "picture FILE timeline -o OUT.pdf",
          "picture FILE window -o OUT.png", "export FILE -o OUT.csv", "export FILE -o OUT.json",
          "export FILE -o OUT.html", "export FILE -o OUT.pdf"})
        QTest::newRow(command) << QString::fromLatin1(command);
}

void tst_Faults::aFileThatMayNotGrowIsSaidAndLeftOut()
{
    QFETCH(QString, command);
    const QTemporaryDir folder;
    const QString file = recordingIn(folder, "run counter --set increments=2000");
    command.replace(QLatin1String("FILE"), file).replace(QLatin1String("OUT"), folder.filePath(QStringLiteral("out")));
    const Answer answer = askShell(QStringLiteral("ulimit -f 1"), command.split(QLatin1Char(' ')));
    QCOMPARE(answer.status, 1);
    QVERIFY2(isOneSentenceOfOurs(answer.error), answer.error.constData());
    QVERIFY2(answer.error.contains("was not written"), answer.error.constData());
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList(QStringLiteral("a.ilv")));
}

void tst_Faults::aRunWhoseRecordingCannotBeWrittenIsJudgedAllTheSame()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.ilv"));
    // 3 MB: the memory that is shared counts as a file as well, and fits; the recording does not.
    const Answer answer = askShell(QStringLiteral("ulimit -f 6000"),
                                   words("run counter --sync on --set processes=1 --set increments=1000000 --json --record")
                                       + QStringList(file));
    QCOMPARE(answer.status, 1);
    QVERIFY2(isOneSentenceOfOurs(answer.error), answer.error.constData());
    QVERIFY2(answer.error.contains("a.ilv” would be larger"), answer.error.constData());
    QCOMPARE(answer.json().value(QLatin1String("observed")).toInteger(), 1'000'000);
    QVERIFY(QDir(folder.path()).isEmpty(QDir::Files | QDir::Hidden));
}

void tst_Faults::nothingIsWrittenOverTheRecording_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("command");
    QTest::newRow("chart") << QStringLiteral("b.svg") << QStringLiteral("chart FILE value -o FILE");
    QTest::newRow("picture") << QStringLiteral("b.png") << QStringLiteral("picture FILE stage -o FILE");
    QTest::newRow("export") << QStringLiteral("b.csv") << QStringLiteral("export FILE -o FILE");
}

void tst_Faults::nothingIsWrittenOverTheRecording()
{
    QFETCH(QString, name);
    QFETCH(QString, command);
    const QTemporaryDir folder;
    const QString file = folder.filePath(name);
    QVERIFY(QFile::rename(recordingIn(folder, "run counter --set increments=20"), file));
    command.replace(QLatin1String("FILE"), file);
    const Answer answer = ask(command.split(QLatin1Char(' ')));
    QCOMPARE(answer.status, 2);
    QVERIFY2(isOneSentenceOfOurs(answer.error), answer.error.constData());
    QCOMPARE(ask({QStringLiteral("analyze"), file}).status, 0);
}

QTEST_GUILESS_MAIN(tst_Faults)
#include "tst_faults.moc"
