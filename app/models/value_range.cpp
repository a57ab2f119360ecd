// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/value_range.h"
#include "app/models/to_text.h"

#include <QRegularExpression>

#include <limits>

namespace interleave {

namespace {

constexpr auto kDots = QLatin1String("..");

} // namespace

std::uint64_t ValueRange::count() const
{
    // Unsigned: from the least to the greatest number there is, the distance has no sign.
    const std::uint64_t distance = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first);
    const std::uint64_t steps = distance / static_cast<std::uint64_t>(step);
    return steps == std::numeric_limits<std::uint64_t>::max() ? steps : steps + 1;
}

std::int64_t ValueRange::at(std::uint64_t index) const
{
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(first) + index * static_cast<std::uint64_t>(step));
}

bool looksLikeRange(QStringView text)
{
    return text.contains(kDots);
}

std::optional<std::int64_t> wholeNumber(const QString &text)
{
    bool fits = false;
    const qint64 value = text.toLongLong(&fits);
    if (fits)
        return value;
    static const QRegularExpression digits(QStringLiteral("^[+-]?[0-9]+$"));
    if (!digits.match(text).hasMatch())
        return std::nullopt;
    using Limits = std::numeric_limits<std::int64_t>;
    return text.startsWith(QLatin1Char('-')) ? Limits::min() : Limits::max();
}

Result<ValueRange> rangeFrom(const QString &text)
{
    const auto dots = text.indexOf(kDots);
    const auto comma = text.indexOf(QLatin1Char(','));
    const QString firstText = text.left(std::max<qsizetype>(dots, 0));
    const QString lastText = dots < 0 ? QString() : text.mid(dots + 2, comma < 0 ? -1 : comma - dots - 2);
    const QString stepText = comma < 0 ? QStringLiteral("1") : text.mid(comma + 1);
    const auto first = wholeNumber(firstText), last = wholeNumber(lastText), step = wholeNumber(stepText);
    if (!first || !last || !step)
        return wrong(
            QStringLiteral("“%1” is no range of whole numbers: A..B would be one, such as 1..8, or with a step "
                           "0..100,10.")
                .arg(text));
    const ValueRange range{*first, *last, *step};
    // What is quoted is what was typed, which may be beyond all numbers.
    if (range.step < 1)
        return wrong(QStringLiteral("The step of “%1” must be at least 1, not %2.").arg(text, stepText));
    if (range.first < range.last && comma >= 0 && range.count() == 1)
        return wrong(
            QStringLiteral(
                "“%1” would be %2 alone, since %3 is the step from one value to the next: write “%4” for all of "
                "them, or a step of at most %5.")
                .arg(text, firstText, stepText, firstText + kDots + lastText,
                     QString::number(ValueRange{range.first, range.last}.count() - 1)));
    if (range.first > range.last)
        return wrong(QStringLiteral("“%1” runs backwards: write “%2”.")
                         .arg(text,
                              lastText + kDots + firstText
                                  + (range.step == 1 ? QString() : QString(QLatin1Char(',') + stepText))));
    return range;
}

QString rangeText(const ValueRange &range)
{
    const QString ends = QString::number(range.first) + kDots + QString::number(range.last);
    return range.step == 1 ? ends : QString(ends + QLatin1Char(',') + QString::number(range.step));
}

} // namespace interleave
