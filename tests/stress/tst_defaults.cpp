// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/to_text.h"
#include "scenarios/catalog.h"
#include "tests/support/program.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <sys/resource.h>
#include <unistd.h>

using namespace interleave;

namespace {

/// How much of the machine others left us, from the making of this on. They took what all of it did without what the
/// children of this process did that have been waited for, and theirs.
class OthersAtWork
{
public:
    OthersAtWork() { m_clock.start(); }
    /// Processors' worth, on average.
    double processorsLeft() const
    {
        const double taken = busySeconds() - m_all - (childrenSeconds() - m_children);
        return static_cast<double>(::sysconf(_SC_NPROCESSORS_ONLN))
            - taken / (static_cast<double>(m_clock.nsecsElapsed()) * 1e-9);
    }

private:
    static double busySeconds()
    {
        QFile file(QStringLiteral("/proc/stat"));
        static_cast<void>(file.open(QIODevice::ReadOnly));
        // "cpu", user, nice, system, idle, iowait, irq, softirq, and what other machines took of our processors.
        const QList<QByteArray> fields = file.readLine().simplified().split(' ');
        double ticks = 0;
        for (const int field : {1, 2, 3, 6, 7, 8})
            ticks += fields.value(field).toDouble();
        return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
    }
    static double childrenSeconds()
    {
        rusage used = {};
        ::getrusage(RUSAGE_CHILDREN, &used);
        const auto seconds = [](const timeval &time) {
            return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
        };
        return seconds(used.ru_utime) + seconds(used.ru_stime);
    }

    QElapsedTimer m_clock;
    double m_all = busySeconds(), m_children = childrenSeconds();
};

} // namespace

/// How often runs of the defaults go wrong: protected ones never, the others nearly always.
class tst_Defaults : public QObject
{
    Q_OBJECT

private slots:
    void protectedRunsNeverGoWrong_data();
    void protectedRunsNeverGoWrong();
    void defaultsGoWrongNearlyAlways_data();
    void defaultsGoWrongNearlyAlways();
};

void tst_Defaults::protectedRunsNeverGoWrong_data()
{
    QTest::addColumn<QString>("command");
    for (const ScenarioInfo *const scenario : catalog())
        for (const ModeInfo &mode : scenario->modes)
            for (const char *const pace : {"full", "bare"})
                if (mode.right) {
                    const QString command = QStringLiteral("run %1 --sync %2 --pace %3")
                                                .arg(toText(scenario->id), toText(mode.id), QLatin1String(pace));
                    QTest::newRow(qPrintable(command)) << command;
                }
}

/// Here no chance is involved: a single wrong run is a mistake.
void tst_Defaults::protectedRunsNeverGoWrong()
{
    QFETCH(QString, command);
    const Answer answer = ask(words(qPrintable(command)) + words("--repeat 5 --expect correct --json"), 280'000);
    QCOMPARE(answer.status, 0);
    QCOMPARE(answer.json().value(QLatin1String("of")).toInt(), 5);
    QCOMPARE(answer.json().value(QLatin1String("wrong")).toInt(), 0);
    QCOMPARE(answer.json().value(QLatin1String("stopped")).toInt(), 0);
}

void tst_Defaults::defaultsGoWrongNearlyAlways_data()
{
    QTest::addColumn<QString>("command");
    for (const char *command : {"run counter", "run counter --pace bare", "run queue --sync off",
                                "run queue --sync off --pace bare", "run list", "run list --pace bare",
                                "run counter --sync per-access", "run counter --sync per-access --pace bare", "run deadlock --pace bare",
                                "run philosophers"})
        QTest::newRow(command) << QString::fromLatin1(command);
}

/// The defaults are chosen so that 19 of 20 runs go wrong on a machine of two processors that has nothing else to do.
/// What the operating system decides is no promise of ours, so the figure is printed and what is asserted is less, at
/// which chance alone cannot fail. Measured: at least 0.91 of the runs go wrong while others take one processor of two;
/// with four other programs that never rest 0.4 of the worst kind (the recorded counter) still do.
///  - Where more than one processor is left to us, 24 of 40: were it 0.91, 23 or fewer would come once in fifty million
///    times; were it 0.5, in which case the defaults would have to be chosen anew, 24 would be reached in one of seven.
///  - Where less is left, 4 of 40: were it 0.4, 3 or fewer would come once in two hundred thousand times.
void tst_Defaults::defaultsGoWrongNearlyAlways()
{
    QFETCH(QString, command);
    const OthersAtWork others;
    const Answer answer = ask(words(qPrintable(command)) + words("--repeat 40 --json"), 280'000);
    QCOMPARE(answer.status, 0);
    const int wrong = answer.json().value(QLatin1String("wrong")).toInt();
    const double left = others.processorsLeft();
    qInfo("%d of 40 went wrong while others left us %.2f processors", wrong, left);
    QVERIFY(wrong >= (left > 1 ? 24 : 4));
}

QTEST_GUILESS_MAIN(tst_Defaults)
#include "tst_defaults.moc"
