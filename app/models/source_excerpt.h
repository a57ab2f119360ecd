// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <vector>

namespace interleave {

/// The part of a source that a learner reads, cut out of the very file that runs.
///
/// A section lies between a line `//[name` and a line `//]` (Python: `#[name`, `#]`) and may come in several pieces.
/// Lines that end in `//-` (`#-`) are left out; an ending `//@step` (`#@step`) names the step and is taken off. What
/// all lines are indented by is taken off, too.
struct Excerpt {
    struct Line {
        QString text;
        int source = 0; ///< line in the file, from 1; 0: the gap between two pieces
        QString step;   ///< "read"; empty: none
        friend bool operator==(const Line &, const Line &) = default;
    };
    std::vector<Line> lines;
    QString file; ///< "counter.cpp", as sites name it; empty: whatever file

    /// Index of the line of the file, or −1.
    int indexOfSource(int sourceLine) const;
    /// Index of the first line of that step, or −1.
    int indexOfStep(const QString &step) const;
    QString text() const;
};

enum class SourceLanguage { Cpp, Python };

/// Empty when the source has no section of that name.
Excerpt excerptOf(const QString &source, SourceLanguage language, const QString &section);

} // namespace interleave
