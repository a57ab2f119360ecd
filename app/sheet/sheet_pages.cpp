// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sheet/sheet_pages.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <numeric>
#include <utility>

namespace interleave {

namespace {

double lineHeight(const SheetText &text)
{
    return text.font.pixelSize() * text.leading;
}

/// The front of a word that has room, at least one character; it is taken off the word.
QString takeFitting(QString &word, const QFontMetricsF &metrics, double width)
{
    qsizetype count = word.size();
    while (count > 1 && metrics.horizontalAdvance(word.left(count)) > width)
        --count;
    const QString front = word.left(count);
    word.remove(0, count);
    return front;
}

void drawLine(QPainter &painter, const SheetText &text, const QString &line, bool first, double top)
{
    const QFontMetricsF metrics(text.font);
    const double baseline = top + (lineHeight(text) - metrics.height()) / 2 + metrics.ascent();
    painter.setFont(text.font);
    painter.setPen(text.color);
    painter.drawText(QPointF(text.left + (first ? 0 : text.hanging), baseline), line);
}

} // namespace

QStringList linesOf(const SheetText &text)
{
    const QFontMetricsF metrics(text.font);
    const auto room = [&](const QStringList &before) { return text.width - (before.isEmpty() ? 0 : text.hanging); };
    QStringList lines;
    QString line;
    bool begun = false;
    for (QString word : text.text.split(QLatin1Char(' '))) {
        const QString longer = begun ? QString(line + QLatin1Char(' ') + word) : word;
        if (begun && metrics.horizontalAdvance(longer) > room(lines)) {
            lines << line;
            line = word;
        } else {
            line = longer;
        }
        begun = true;
        while (metrics.horizontalAdvance(line) > room(lines) && line.trimmed().size() > 1)
            lines << takeFitting(line, metrics, room(lines));
    }
    lines << line;
    return lines;
}

std::vector<std::vector<SheetPlace>> pagesOf(const std::vector<SheetRow> &rows, double height)
{
    std::vector<std::vector<SheetPlace>> pages(1);
    double y = 0;
    for (std::size_t first = 0; first < rows.size();) {
        std::size_t last = first;
        while (last + 1 < rows.size() && rows[last].withNext)
            ++last;
        // Rows that belong together; too many of them for a page are taken one by one.
        const auto sum = [&rows](std::size_t from, std::size_t to) {
            return std::accumulate(rows.begin() + static_cast<std::ptrdiff_t>(from),
                                   rows.begin() + static_cast<std::ptrdiff_t>(to) + 1, 0.0,
                                   [](double before, const SheetRow &row) { return before + row.above + row.height; });
        };
        if (sum(first, last) - rows[first].above > height)
            last = first;
        if (y > 0 && y + sum(first, last) > height) {
            pages.emplace_back();
            y = 0;
        }
        for (; first <= last; ++first) {
            y += y > 0 ? rows[first].above : 0;
            pages.back().push_back({first, y});
            y += rows[first].height;
        }
    }
    return pages;
}

std::vector<SheetRow> rowsOf(const SheetText &text)
{
    std::vector<SheetRow> rows;
    for (const QString &line : linesOf(text)) {
        const bool first = rows.empty();
        rows.push_back(
            {lineHeight(text), [text, line, first](QPainter &painter) { drawLine(painter, text, line, first, 0); }});
    }
    if (!rows.empty() && rows.size() <= 4) // a short paragraph is not parted
        std::for_each(rows.begin(), rows.end() - 1, [](SheetRow &row) { row.withNext = true; });
    return rows;
}

double drawText(QPainter &painter, const SheetText &text, double top)
{
    bool first = true;
    for (const QString &line : linesOf(text)) {
        drawLine(painter, text, line, std::exchange(first, false), top);
        top += lineHeight(text);
    }
    return top;
}

double heightOf(const SheetText &text)
{
    return static_cast<double>(linesOf(text).size()) * lineHeight(text);
}

} // namespace interleave
