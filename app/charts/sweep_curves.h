// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/sweep.h"

#include <QString>

#include <vector>

namespace interleave {

/// Result, time and throughput against a parameter, one curve for each protection.
struct SweepCurves {
    struct Point {
        double value = 0;              ///< of the parameter
        Spread share;                  ///< in per cent of what was expected
        Spread ns, perSecond;          ///< n 0: no run came to its end by itself
        std::vector<double> shares, times, rates; ///< of the single runs, in the same units
    };
    struct Series {
        QString name;     ///< "none", "whole += 1, recorded"
        std::size_t mode = 0; ///< those of one protection share colour and mark
        bool watched = false; ///< beside an unwatched one of the same protection: broken line, open marks
        std::vector<Point> points; ///< rising in value
    };
    QString result; ///< what a share is of: "result (% of expected)", "arrived exactly once (%)"
    QString axis;   ///< "number of processes"
    QString plural; ///< units of work: "increments"
    double first = 0, last = 0, step = 1; ///< of the parameter, as asked for
    std::vector<Series> series;
    bool showsObserver = false; ///< unwatched beside watched ones

    /// Every run in the order it was made, for the table.
    struct Row {
        QString value, protection, pace, repetition, expected, observed, lost, share, ns, perSecond, result, intact;
    };
    QString parameter; ///< "processes"
    std::vector<Row> rows;
    QString sample;    ///< "10 runs a point, 240 in all"
};

/// Without a run there is nothing to draw: no series.
SweepCurves sweepCurves(const Sweep &sweep);

} // namespace interleave
