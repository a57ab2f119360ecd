// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QFont>
#include <QStringList>

#include <functional>
#include <vector>

class QPainter;

namespace interleave {

/// Something on a page that is not cut: a line of text, a figure. Drawn with its upper left corner at the painter's
/// origin.
struct SheetRow {
    double height = 0; ///< at 96 dpi, as everything here
    std::function<void(QPainter &)> draw;
    double above = 0;      ///< space before it, except at the top of a page
    bool withNext = false; ///< stays on one page with the row after it, where both fit
};

/// A place among the rows: which page, and how far down.
struct SheetPlace {
    std::size_t row = 0;
    double y = 0;
};

/// Which rows stand on which page of that height. A row higher than a page stands alone and runs over.
std::vector<std::vector<SheetPlace>> pagesOf(const std::vector<SheetRow> &rows, double height);

/// Words that are wrapped at `width`; words wider than that are broken, and spaces kept, so that code stays indented.
struct SheetText {
    QString text;
    QFont font;
    QColor color;
    double left = 0, width = 0;
    double leading = 1.4; ///< height of a line, by that of the writing
    double hanging = 0;   ///< lines after the first begin so much further right
};
QStringList linesOf(const SheetText &text);
std::vector<SheetRow> rowsOf(const SheetText &text);
/// … drawn from `top` on; for texts that stand beside something else. Returns where they end.
double drawText(QPainter &painter, const SheetText &text, double top);
double heightOf(const SheetText &text);

} // namespace interleave
