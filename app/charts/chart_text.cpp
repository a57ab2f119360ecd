// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_text.h"

#include <array>
#include <cmath>

namespace interleave {

TimeUnit timeUnitFor(double nanoseconds)
{
    if (nanoseconds < 1e3)
        return {QStringLiteral("ns"), 1};
    if (nanoseconds < 1e6)
        return {QStringLiteral("µs"), 1e3};
    if (nanoseconds < 1e9)
        return {QStringLiteral("ms"), 1e6};
    return {QStringLiteral("s"), 1e9};
}

QString durationText(double nanoseconds)
{
    // 999.6 ns reads as 1 µs, not as 1000 ns.
    const TimeUnit unit = timeUnitFor(nanoseconds * 1.0005);
    const double value = nanoseconds / unit.ns;
    int decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
    QString digits = QString::number(value, 'f', decimals);
    while (decimals > 0 && (digits.endsWith(u'0') || digits.endsWith(u'.'))) {
        const bool point = digits.endsWith(u'.');
        digits.chop(1);
        if (point)
            break;
    }
    return digits + u'\u00a0' + unit.name;
}

QString countText(std::int64_t count)
{
    QString digits = QString::number(count < 0 ? -count : count);
    if (digits.size() > 4)
        for (auto at = digits.size() - 3; at > 0; at -= 3)
            digits.insert(at, u'\u202f');
    return count < 0 ? u'\u2212' + digits : digits;
}

QString shortNumber(double value)
{
    constexpr double kNamed = 0.9999e12; // no name for it is common
    struct Named {
        double from, unit;
        const char16_t *suffix;
    };
    static constexpr std::array<Named, 3> steps{{{1e9, 1e9, u"G"}, {1e6, 1e6, u"M"}, {1e4, 1e3, u"k"}}};
    const double size = std::abs(value);
    if (size >= kNamed)
        return QStringLiteral("10^%1").arg(static_cast<int>(std::round(std::log10(size))));
    for (const Named &step : steps)
        if (size >= step.from * 0.9999)
            return QString::number(value / step.unit, 'g', 4) + u'\u00a0' + QString::fromUtf16(step.suffix);
    return QString::number(size < 1e-9 ? 0.0 : value, 'g', 4);
}

QString processName(int actor)
{
    return QStringLiteral("process %1").arg(actor + 1);
}

QString countText(std::uint64_t count, const QString &plural)
{
    QString noun = plural;
    const qsizetype space = plural.indexOf(u' ');
    const qsizetype end = space < 0 ? plural.size() : space;
    const QStringView first = QStringView(plural).first(end);
    if (count == 1 && first.endsWith(u's'))
        noun.remove(end - (first.endsWith(u"sses") ? 2 : 1), first.endsWith(u"sses") ? 2 : 1);
    return countText(static_cast<std::int64_t>(count)) + u'\u00a0' + noun;
}

} // namespace interleave
