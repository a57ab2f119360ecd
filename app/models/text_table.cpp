// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/text_table.h"

#include <algorithm>

namespace interleave {

QStringList tableLines(const std::vector<QStringList> &rows, const std::vector<Align> &alignments)
{
    std::vector<qsizetype> widths;
    for (const QStringList &row : rows)
        for (qsizetype i = 0; i < row.size(); ++i) {
            const auto column = static_cast<std::size_t>(i);
            widths.resize(std::max(widths.size(), column + 1));
            widths[column] = std::max(widths[column], row[i].size());
        }
    QStringList lines;
    for (const QStringList &row : rows) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i) {
            const auto column = static_cast<std::size_t>(i);
            const Align align = alignments[std::min(column, alignments.size() - 1)];
            line += (i == 0 ? QString() : QStringLiteral("  "))
                + (align == Align::Left ? row[i].leftJustified(widths[column]) : row[i].rightJustified(widths[column]));
        }
        while (line.endsWith(QLatin1Char(' ')))
            line.chop(1);
        lines << line;
    }
    return lines;
}

} // namespace interleave
