// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sheet/sheet_figures.h"
#include "app/sheet/sheet_pages.h"
#include "app/style/theme.h"

#include <QPointF>
#include <QRectF>

#include <vector>

/// How a PDF's parts look: the print theme's fonts and colours, and the small things that several parts draw. Any
/// thread.
namespace interleave::paper {

inline constexpr double kWidth = kSheetWidth;
inline constexpr int kBody = 13; ///< px at 96 dpi: nearly 10 pt
inline constexpr int kQuiet = 12;
inline constexpr double kBadge = 16;

const Theme &theme();

SheetText text(const QString &words, const QFont &font, double left, double width, const QColor &color,
               double leading = 1.4);
SheetText body(const QString &words, double left = 0, double width = kWidth);
SheetText strong(const QString &words, double left = 0, double width = kWidth);
SheetText quiet(const QString &words, double left = 0, double width = kWidth);

double widthOf(const QString &words, const QFont &font);
void hairline(QPainter &painter, QPointF from, QPointF to, const QColor &color);
/// As large as the width allows, from the painter's origin.
void drawScaled(QPainter &painter, const Drawing &drawing, double width);

/// The number of an actor on its colour.
double badgeWidth(int actor);
void drawBadge(QPainter &painter, int actor, QPointF at);

/// Puts `more` behind `rows`, with that space above its first.
void append(std::vector<SheetRow> &rows, std::vector<SheetRow> more, double above);
/// None but the last may be parted from the one after it.
void keepTogether(std::vector<SheetRow> &rows);

} // namespace interleave::paper
