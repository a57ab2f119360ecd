// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <cstdint>

namespace interleave {

/// "48 ns", "1.25 µs", "17.3 ms", "2.1 s": three significant digits.
QString durationText(double nanoseconds);
/// "7", "10 000": groups of three from five digits on, parted by a thin space that does not break.
QString countText(std::int64_t count);
/// "1 200 increments", "1 increment", "1 message written": the plural's first word loses its ending.
QString countText(std::uint64_t count, const QString &plural);
/// "0.5", "20 k", "1.5 M", "10^12": for axes.
QString shortNumber(double value);

/// The unit in which durations up to `nanoseconds` read best, and how many nanoseconds it has.
struct TimeUnit {
    QString name;
    double ns = 1;
};
TimeUnit timeUnitFor(double nanoseconds);

/// "process 3" for actor 2.
QString processName(int actor);

} // namespace interleave
