// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace interleave {

/// The values first, first + step, … up to last; last itself only when the steps meet it. Never empty: first ≤ last and
/// step ≥ 1.
struct ValueRange {
    std::int64_t first = 0, last = 0;
    std::int64_t step = 1;

    /// One less than it is for all the numbers there are, which are too many to be counted.
    std::uint64_t count() const;
    /// `index` < count().
    std::int64_t at(std::uint64_t index) const;
    /// The greatest value there is: last, or what the steps come to before it.
    std::int64_t greatest() const { return at(count() - 1); }

    friend bool operator==(const ValueRange &, const ValueRange &) = default;
};

/// Does the text mean a range, right or wrong? "1..8" and "1.." do, "4" does not.
bool looksLikeRange(QStringView text);

/// The number; the largest or smallest there is for one that is beyond; nothing for what is no whole number.
std::optional<std::int64_t> wholeNumber(const QString &text);

/// "1..8", "1000..10000,1000". Errors say what was wrong with it and what would be right.
Result<ValueRange> rangeFrom(const QString &text);

/// As it is written: "1..8", "1000..10000,1000".
QString rangeText(const ValueRange &range);

} // namespace interleave
