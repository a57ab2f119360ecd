// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/session/machine.h"

#include <QDateTime>

#include <fstream>
#include <sched.h>
#include <string>
#include <sys/utsname.h>

namespace interleave {

namespace {

std::string cpuModel()
{
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("model name"))
            if (const auto colon = line.find(": "); colon != std::string::npos)
                return line.substr(colon + 2);
    return "unknown processor";
}

int usableCores()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

} // namespace

const MachineInfo &thisMachine()
{
    static const MachineInfo machine = [] {
        utsname names = {};
        ::uname(&names);
        return MachineInfo{cpuModel(), usableCores(), std::string(names.sysname) + " " + names.release, INTERLEAVE_VERSION};
    }();
    return machine;
}

std::string isoNow()
{
    const QDateTime now = QDateTime::currentDateTime();
    return now.toOffsetFromUtc(now.offsetFromUtc()).toString(Qt::ISODate).toStdString();
}

} // namespace interleave
