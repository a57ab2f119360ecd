// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QIcon>
#include <QRectF>
#include <QString>

class QPainter;

namespace interleave {

/// Draws resources/icons/<name>.svg in one colour, sharp at any size. The files are drawn on 24 × 24 with
/// `currentColor`.
void paintIcon(QPainter &painter, const QString &name, const QRectF &rect, const QColor &color);

/// The same for menus and actions, in the theme's text colour at the time of painting.
QIcon themedIcon(const QString &name);

} // namespace interleave
