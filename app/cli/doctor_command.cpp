// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/command.h"
#include "app/session/machine.h"
#include "app/session/worker_process.h"
#include "core/shm/clock.h"
#include "core/shm/run_memory.h"
#include "core/shm/sys.h"

#include <QCommandLineParser>

#include <sys/resource.h>

namespace interleave {

namespace {

/// One thing looked at: a mark, and a sentence.
void tell(bool good, const QString &sentence)
{
    print((good ? QStringLiteral("ok    ") : QStringLiteral("note  ")) + sentence);
}

void tellClock()
{
    const bool counter = bestClock() == ClockKind::TimeStampCounter;
    tell(counter, counter ? QStringLiteral("Clock: the processor's counter, %1 ns a tick.")
                                .arg(calibratedNanosecondsPerTick(bestClock()), 0, 'f', 4)
                          : QStringLiteral("Clock: the system's, since the processor's counter is not steady here; recording "
                                           "costs about twice as much."));
}

void tellCores(int cores)
{
    tell(cores > 1, cores > 1 ? QStringLiteral("Processors: %1.").arg(cores)
                              : QStringLiteral("Processors: 1. Processes take turns, so races are rarer; slow motion and larger "
                                               "sizes show them."));
}

bool tellMemory()
{
    RunSettings settings;
    const auto memory = RunMemory::create(settings, {{.kind = ObjectKind::Cell, .name = "cell"}}, 16, 0);
    tell(memory.ok(), memory.ok() ? QStringLiteral("Shared memory: enough for 16 processes (%1 MiB), sealed and without a name.")
                                        .arg(memory.value().control().size() >> 20)
                                  : QString::fromStdString(memory.error().sentence));
    return memory.ok();
}

void tellFiles()
{
    rlimit limit = {};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    tell(limit.rlim_cur >= 256, QStringLiteral("Open files: at most %1; a run of 16 processes needs about 100.").arg(limit.rlim_cur));
}

} // namespace

int doctorCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    if (const int status = parse(parser, *findCommand(QStringLiteral("doctor")), arguments, 0, 0); status >= 0)
        return status;
    const MachineInfo &machine = thisMachine();
    print(QString::fromStdString("Interleave " + machine.version + " on " + machine.kernel + ", " + machine.cpu));
    tellCores(machine.cores);
    tellClock();
    const bool barrier = sys::barrierEverywhere();
    tell(barrier, barrier ? QStringLiteral("Barrier across processes: yes; what is recorded settles within a millisecond.")
                          : QStringLiteral("Barrier across processes: none in this kernel; what is recorded settles a little later."));
    const bool memory = tellMemory();
    tellFiles();
    const QString worker = workerProgram();
    tell(!worker.isEmpty(), worker.isEmpty() ? QStringLiteral("Worker: interleave-worker is not beside this program: build or "
                                                              "install both.")
                                             : QStringLiteral("Worker: ") + worker);
    const QString explorer = explorerProgram();
    tell(!explorer.isEmpty(),
         explorer.isEmpty() ? QStringLiteral("Explorer: interleave-explorer is not beside this program, and without it no "
                                             "orders are searched: build or install both.")
                            : QStringLiteral("Explorer: ") + explorer);
    const QStringList set = displays();
    tell(!set.isEmpty(), set.isEmpty() ? QStringLiteral("Display: none; every command but the window works.")
                                       : QStringLiteral("Display: where %1 says; the window shows whether it answers.")
                                             .arg(set.join(QStringLiteral(", "))));
    return memory && !worker.isEmpty() && !explorer.isEmpty() ? kDone : kFailed;
}

} // namespace interleave
