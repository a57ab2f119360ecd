// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/trace/recording.h"

#include <QString>

#include <optional>
#include <vector>

namespace interleave {

/// One thing in which two runs differ, or do not.
struct ComparedRow {
    QString group; ///< "settings", "result", "time", "lock “lock”"
    QString id;    ///< for scripts: "lost", "lock.lock.wait_ns.p99"
    QString title; ///< "lost"
    QString a, b;  ///< as a person reads them; empty: this run has no such thing; "not known": it may have
    std::optional<double> numberA, numberB; ///< when they are numbers
    bool isKnown = true;                    ///< of both, as far as they have it

    bool differs() const { return a != b; }
    /// How many times A's number B's is; none when one of them is missing or nothing.
    std::optional<double> factor() const;
    /// "3.1×", "same", "only A", "only B", "differs", "not known".
    QString factorText() const;
};

/// Two runs of one scenario side by side.
struct Comparison {
    QString sentence; ///< the main difference: "A lost 317 of 500 increments and was 3.1 times faster; B lost none."
    QString titleA, titleB; ///< "none · Wrong: 183 of 500"
    std::vector<ComparedRow> rows;

    const ComparedRow *row(QStringView id) const; ///< or null
};

/// Error: they are recordings of different scenarios, or of one that this program does not have; then nothing can be
/// set against each other.
Result<Comparison> compareRecordings(const Recording &a, const Recording &b);

} // namespace interleave
