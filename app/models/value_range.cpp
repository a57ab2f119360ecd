// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/value_range.h"
#include "app/models/to_text.h"

namespace interleave {

namespace {

constexpr auto kDots = QLatin1String("..");

} // namespace

std::uint64_t ValueRange::count() const
{
    // Unsigned: from the least to the greatest number there is, the distance has no sign.
    const std::uint64_t distance = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first);
    return distance / static_cast<std::uint64_t>(step) + 1;
}

std::int64_t ValueRange::at(std::uint64_t index) const
{
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(first) + index * static_cast<std::uint64_t>(step));
}

bool looksLikeRange(QStringView text)
{
    return text.contains(kDots);
}

Result<ValueRange> rangeFrom(const QString &text)
{
    const auto dots = text.indexOf(kDots);
    const auto comma = text.indexOf(QLatin1Char(','));
    bool hasFirst = false, hasLast = false, hasStep = true;
    ValueRange range;
    if (dots > 0) {
        range.first = text.left(dots).toLongLong(&hasFirst);
        range.last = text.mid(dots + 2, comma < 0 ? -1 : comma - dots - 2).toLongLong(&hasLast);
    }
    if (comma >= 0)
        range.step = text.mid(comma + 1).toLongLong(&hasStep);
    if (!hasFirst || !hasLast || !hasStep)
        return wrong(QStringLiteral("“%1” is no range: A..B would be one, such as 1..8, or with a step 0..100,10.").arg(text));
    if (range.step < 1)
        return wrong(QStringLiteral("The step of “%1” must be at least 1, not %2.").arg(text).arg(range.step));
    if (range.first < range.last && comma >= 0 && range.count() == 1)
        return wrong(
            QStringLiteral(
                "“%1” would be %2 alone, since %3 is the step from one value to the next: write “%4” for all of "
                "them, or a step of at most %5.")
                .arg(text, QString::number(range.first), QString::number(range.step),
                     rangeText({range.first, range.last, 1}), QString::number(range.last - range.first)));
    if (range.first > range.last)
        return wrong(QStringLiteral("“%1” runs backwards: write “%2”.")
                         .arg(text, rangeText({range.last, range.first, range.step})));
    return range;
}

QString rangeText(const ValueRange &range)
{
    const QString ends = QString::number(range.first) + kDots + QString::number(range.last);
    return range.step == 1 ? ends : QString(ends + QLatin1Char(',') + QString::number(range.step));
}

} // namespace interleave
