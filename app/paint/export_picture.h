// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/paint/shapes.h"

#include "core/result.h"

#include <QColor>
#include <QString>

class QImage;

#include <functional>

namespace interleave {

/// How a picture leaves the program.
struct PictureExport {
    QString title;              ///< for the document, and for who cannot see it
    QColor background;          ///< invalid: transparent (PDF: paper)
    double pixelRatio = 2;      ///< PNG only: pixels per logical pixel
};

/// Writes a picture as PNG, SVG or PDF, by the suffix of `path`. One logical pixel is 1/96 inch; text stays text.
/// Nothing half-written is left. Error: another suffix, folder missing or not writable, disk full; in a sentence.
Result<void> exportPicture(const Picture &picture, const QString &path, const PictureExport &how);

/// Anything that draws itself into a size, the window itself for one.
struct Drawing {
    QSizeF size;
    std::function<void(QPainter &)> draw;
};
Result<void> exportDrawing(const Drawing &drawing, const QString &path, const PictureExport &how);

/// The text of an SVG file, for documents that hold pictures; any thread.
QByteArray svgOf(const Drawing &drawing, const PictureExport &how);
QByteArray svgOf(const Picture &picture, const PictureExport &how);

/// The same as pixels, for the clipboard.
QImage pictureImage(const Picture &picture, const PictureExport &how);

/// Puts it on the clipboard, as pixels and as SVG.
void copyPicture(const Picture &picture, const PictureExport &how);

} // namespace interleave
