// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/replay_pace.h"

#include "app/style/words.h"
#include "core/trace/recording.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace interleave {

namespace {

constexpr std::array kSpeeds = {0.25,  0.5,   1.0,    2.0,    5.0,     20.0,    100.0,
                                500.0, 2000.0, 10'000.0, 50'000.0, 200'000.0, 1'000'000.0};
constexpr double kPatience = 60; // seconds

/// Two figures are all an average can promise.
double rounded(double value)
{
    const double unit = std::pow(10.0, std::floor(std::log10(value)) - 1);
    return std::round(value / unit) * unit;
}

QString times(double factor)
{
    const double two = rounded(factor);
    return (two < 10 ? QString::number(two, 'g', 2) : words::number(std::llround(two))) + QStringLiteral("×");
}

} // namespace

std::span<const double> replaySpeeds()
{
    return kSpeeds;
}

double replaySpeedFor(EventIndex events)
{
    const double least = std::max(1.0, static_cast<double>(events) / kPatience);
    const auto speed = std::lower_bound(kSpeeds.begin(), kSpeeds.end(), least);
    return speed == kSpeeds.end() ? kSpeeds.back() : *speed;
}

double slowness(const Recording &recording, double eventsPerSecond)
{
    const EventIndex events = recording.trace().size();
    if (events < 2 || eventsPerSecond <= 0)
        return 0;
    TraceReader reader(recording.trace());
    const ClockScale clock = recording.info()->clock;
    const double took = (clock.nanoseconds(reader[events - 1].time) - clock.nanoseconds(reader[0].time)) * 1e-9;
    const double takes = static_cast<double>(events - 1) / eventsPerSecond;
    return took > 0 ? takes / took : 0;
}

QString slownessText(double slowness)
{
    if (slowness <= 0)
        return {};
    if (slowness > 0.8 && slowness < 1.25)
        return QStringLiteral("about as fast as it happened");
    return slowness > 1 ? QStringLiteral("about %1 slower than it happened").arg(times(slowness))
                        : QStringLiteral("about %1 faster than it happened").arg(times(1 / slowness));
}

} // namespace interleave
