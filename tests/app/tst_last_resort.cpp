// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/command.h"
#include "app/cli/last_resort.h"
#include "tests/support/sanitized.h"

#include <array>
#include <csignal>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace interleave;

namespace {

struct End {
    int status = 0; ///< of waitpid
    QByteArray said;
};

void runIntoNull()
{
    volatile int *volatile nothing = nullptr;
    *nothing = 1;
}

/// As by `kill -SEGV`.
void beSentOne()
{
    ::kill(::getpid(), SIGSEGV);
}

/// Of a child that is prepared, and then meets a fault with that much address space.
End endOf(void (*fault)(), rlim_t addresses)
{
    std::array<int, 2> pipe;
    if (::pipe(pipe.data()) != 0)
        return {};
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(pipe[1], STDERR_FILENO);
        const rlimit noCore{0, 0}, limit{addresses, addresses};
        ::setrlimit(RLIMIT_CORE, &noCore);
        std::signal(SIGSEGV, SIG_DFL); // the test's own answer would be the usual one
        prepareForTheWorst();
        ::setrlimit(RLIMIT_AS, &limit);
        fault();
        ::_exit(0);
    }
    ::close(pipe[1]);
    End end;
    std::array<char, 256> piece;
    for (ssize_t size; (size = ::read(pipe[0], piece.data(), piece.size())) > 0;)
        end.said.append(piece.data(), size);
    ::close(pipe[0]);
    ::waitpid(child, &end.status, 0);
    return end;
}

} // namespace

class tst_LastResort : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (kSanitized)
            QSKIP("A sanitizer answers faults by itself.");
    }
    void aLibraryThatDidNotLookWhetherItGotMemoryEndsInASentence();
    void anyOtherFaultIsOne_data();
    void anyOtherFaultIsOne();
};

void tst_LastResort::aLibraryThatDidNotLookWhetherItGotMemoryEndsInASentence()
{
    const End end = endOf(runIntoNull, rlim_t{1} << 20); // less than there is already: nothing more can be had
    QVERIFY(WIFEXITED(end.status));
    QCOMPARE(WEXITSTATUS(end.status), kFailed);
    QVERIFY2(end.said.startsWith("interleave: There is not enough memory"), end.said.constData());
    QCOMPARE(end.said.count('\n'), 1);
}

void tst_LastResort::anyOtherFaultIsOne_data()
{
    QTest::addColumn<bool>("isSent");
    QTest::addColumn<bool>("isMemoryOut");
    QTest::newRow("run into") << false << false;
    QTest::newRow("sent") << true << false;
    QTest::newRow("sent, where memory has run out") << true << true;
}

void tst_LastResort::anyOtherFaultIsOne()
{
    QFETCH(const bool, isSent);
    QFETCH(const bool, isMemoryOut);
    const End end = endOf(isSent ? beSentOne : runIntoNull, isMemoryOut ? rlim_t{1} << 20 : RLIM_INFINITY);
    QVERIFY(WIFSIGNALED(end.status));
    QCOMPARE(WTERMSIG(end.status), SIGSEGV);
    QVERIFY(end.said.isEmpty());
}

QTEST_GUILESS_MAIN(tst_LastResort)
#include "tst_last_resort.moc"
