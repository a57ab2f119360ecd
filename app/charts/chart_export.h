// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/charts/chart_caption.h"
#include "app/charts/chart_data.h"
#include "app/paint/export_picture.h"
#include "core/result.h"

#include <QByteArray>
#include <QImage>
#include <QString>

namespace interleave {

/// A chart as it goes into a report: numbers and what one must know about them.
struct Figure {
    ChartData data;
    Caption caption;
};

struct FigureOptions {
    double widthMm = 170; ///< 85: one column of two; 170: the whole page
    double pngScale = 2;  ///< pixels per 1/96 inch
    bool caption = true;  ///< below the plot; false: whoever places the figure writes one
};

enum class FigureFormat { Png, Svg, Pdf, Csv };

/// By the suffix of a path. Error: names the suffixes there are.
Result<FigureFormat> figureFormatOf(const QString &path);

/// The bytes of the file. Pictures are drawn in the print theme with 9 pt text, the caption below; text stays text in
/// SVG and PDF. A figure without data holds its sentence instead of a frame. The main thread (charts are widgets).
Result<QByteArray> renderFigure(const Figure &figure, FigureFormat format, const FigureOptions &options = {});

/// Writes it, whole or not at all. Errors: unknown suffix, no such folder, not writable, disk full.
Result<void> exportFigure(const Figure &figure, const QString &path, const FigureOptions &options = {});

/// The same for documents that hold figures, at 96 dpi; its texts stay texts. Made on the main thread, drawn on any.
Drawing figureDrawing(const Figure &figure, const FigureOptions &options = {});

/// What "Copy picture" puts on the clipboard.
QImage figureImage(const Figure &figure, const FigureOptions &options = {});
/// What "Copy data" puts there: the CSV, metadata included.
QByteArray figureCsv(const Figure &figure);

} // namespace interleave
