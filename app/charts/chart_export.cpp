// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_export.h"
#include "app/charts/chart_draw.h"
#include "app/charts/plot_library.h"
#include "app/models/to_text.h"
#include "app/paint/svg_fonts.h"
#include "app/paint/wrapped_lines.h"
#include "core/trace/part_file.h"

#include <QBuffer>
#include <QFileInfo>
#include <QFontMetrics>
#include <QPageSize>
#include <QPdfWriter>
#include <QPicture>
#include <QSvgGenerator>

#include <cmath>

namespace interleave {

namespace {

constexpr double kDpi = 96;
constexpr double kMmPerInch = 25.4;
constexpr int kPdfDpi = 1200; // coordinates of a PDF are whole dots
constexpr int kSide = 8;      // left and right of the caption

/// A figure laid out at 96 dpi: the plot above, the caption below.
struct Layout {
    ChartStyle style;
    QSize plot;
    QStringList message; ///< instead of a plot
    bool hasCaption = true;
    QStringList lines;   ///< of the caption, without its title
    QSize size;
};

Layout layOutFigure(const Figure &figure, const FigureOptions &options)
{
    Layout layout;
    layout.style.theme = Theme::print();
    const int width = qRound(options.widthMm / kMmPerInch * kDpi);
    const QFontMetrics metrics(layout.style.font());
    const int line = layout.style.lineHeight();
    layout.plot = QSize(width, preferredHeight(figure.data, width));
    if (const auto *none = std::get_if<NoData>(&figure.data)) {
        layout.message = wrappedLines(none->sentence, metrics, width - 2 * kSide);
        layout.plot.setHeight(static_cast<int>(layout.message.size()) * line + 2 * line);
    }
    layout.size = layout.plot;
    layout.hasCaption = options.caption;
    if (!options.caption)
        return layout;
    layout.lines = wrappedLines(figure.caption.text(), metrics, width - 2 * kSide);
    const auto captionLines = static_cast<int>(layout.lines.size()) + 1;
    layout.size.rheight() += 6 + captionLines * line + 6;
    return layout;
}

void drawMessage(QPainter &painter, const Layout &layout)
{
    const QFontMetrics metrics(layout.style.font());
    painter.setFont(layout.style.font());
    painter.setPen(layout.style.theme.text);
    double y = layout.style.lineHeight() + metrics.ascent();
    for (const QString &line : layout.message) {
        painter.drawText(QPointF(kSide, y), line);
        y += layout.style.lineHeight();
    }
}

void drawCaption(QPainter &painter, const Caption &caption, const Layout &layout)
{
    const QFontMetrics metrics(layout.style.font());
    double y = layout.plot.height() + 6 + metrics.ascent();
    painter.setPen(layout.style.theme.text);
    painter.setFont(layout.style.font(QFont::DemiBold));
    painter.drawText(QPointF(kSide, y), caption.title);
    painter.setFont(layout.style.font());
    for (const QString &line : layout.lines) {
        y += layout.style.lineHeight();
        painter.drawText(QPointF(kSide, y), line);
    }
}

void drawFigure(QCPPainter &painter, const Figure &figure, const Layout &layout)
{
    painter.setMode(QCPPainter::pmNoCaching);
    painter.setMode(QCPPainter::pmNonCosmetic);
    if (layout.message.isEmpty()) {
        QCustomPlot plot;
        plot.resize(layout.plot);
        drawChart(plot, figure.data, layout.style, layout.plot);
        plot.setBackground(Qt::NoBrush);
        plot.toPainter(&painter, layout.plot.width(), layout.plot.height());
        painter.setClipping(false);
    } else {
        drawMessage(painter, layout);
    }
    if (layout.hasCaption)
        drawCaption(painter, figure.caption, layout);
}

QByteArray svgBytes(const Figure &figure, const FigureOptions &options)
{
    const Layout layout = layOutFigure(figure, options);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(static_cast<int>(kDpi));
    generator.setSize(layout.size);
    generator.setViewBox(QRect(QPoint(0, 0), layout.size));
    generator.setTitle(figure.caption.title);
    generator.setDescription(figure.caption.text());
    {
        QCPPainter painter(&generator);
        painter.setMode(QCPPainter::pmVectorized);
        painter.fillRect(QRect(QPoint(0, 0), layout.size), Qt::white);
        drawFigure(painter, figure, layout);
    }
    return withFallbackFonts(bytes);
}

QByteArray pdfBytes(const Figure &figure, const FigureOptions &options)
{
    const Layout layout = layOutFigure(figure, options);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(kPdfDpi);
    writer.setTitle(figure.caption.title);
    writer.setCreator(QStringLiteral("Interleave"));
    const QSizeF mm(layout.size.width() * kMmPerInch / kDpi, layout.size.height() * kMmPerInch / kDpi);
    writer.setPageSize(QPageSize(mm, QPageSize::Millimeter, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    {
        QCPPainter painter(&writer);
        painter.setMode(QCPPainter::pmVectorized);
        painter.scale(kPdfDpi / kDpi, kPdfDpi / kDpi);
        drawFigure(painter, figure, layout);
    }
    return bytes;
}

QByteArray pngBytes(const Figure &figure, const FigureOptions &options)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    figureImage(figure, options).save(&buffer, "PNG");
    return bytes;
}

QString csvCell(const QString &text)
{
    if (!text.contains(u',') && !text.contains(u'"') && !text.contains(u'\n'))
        return text;
    return u'"' + QString(text).replace(u'"', QStringLiteral("\"\"")) + u'"';
}

QString csvLine(const QStringList &cells)
{
    QStringList quoted;
    for (const QString &cell : cells)
        quoted << csvCell(cell);
    return quoted.join(u',') + u'\n';
}

// Spaces that do not break are for pictures; who reads numbers by program wants plain ones.
QString plain(QString text)
{
    return text.replace(u'\u00a0', u' ').remove(u'\u202f').replace(u'\u2009', u' ').replace(u'\n', u' ');
}

} // namespace

QImage figureImage(const Figure &figure, const FigureOptions &options)
{
    const Layout layout = layOutFigure(figure, options);
    const double scale = options.pngScale;
    QImage image(qCeil(layout.size.width() * scale), qCeil(layout.size.height() * scale), QImage::Format_RGB32);
    image.fill(Qt::white);
    // So that a word processor places it at its true width.
    image.setDotsPerMeterX(qRound(kDpi * scale / kMmPerInch * 1000));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    QCPPainter painter(&image);
    painter.setRenderHint(QPainter::TextAntialiasing);
    painter.scale(scale, scale);
    drawFigure(painter, figure, layout);
    return image;
}

Drawing figureDrawing(const Figure &figure, const FigureOptions &options)
{
    const Layout layout = layOutFigure(figure, options);
    QPicture picture;
    {
        QCPPainter painter(&picture);
        painter.setMode(QCPPainter::pmVectorized);
        drawFigure(painter, figure, layout);
    }
    return {layout.size, [picture](QPainter &painter) {
                // Pictures are scaled to the dots of the device, which the caller has done already.
                painter.save();
                painter.scale(double(picture.logicalDpiX()) / painter.device()->logicalDpiX(),
                              double(picture.logicalDpiY()) / painter.device()->logicalDpiY());
                painter.drawPicture(0, 0, picture);
                painter.restore();
            }};
}

QByteArray figureCsv(const Figure &figure)
{
    const ChartTable table = chartTable(figure.data);
    QString csv;
    for (const auto *list : {&figure.caption.facts, &table.notes})
        for (const auto &[name, value] : *list)
            csv += plain(QStringLiteral("# %1: %2").arg(name, value)) + u'\n';
    if (!table.columns.isEmpty())
        csv += csvLine(table.columns);
    for (const QStringList &row : table.rows)
        csv += csvLine(row);
    return csv.toUtf8();
}

Result<FigureFormat> figureFormatOf(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == u"png")
        return FigureFormat::Png;
    if (suffix == u"svg")
        return FigureFormat::Svg;
    if (suffix == u"pdf")
        return FigureFormat::Pdf;
    if (suffix == u"csv")
        return FigureFormat::Csv;
    return Error{QStringLiteral("“%1” does not say what to write: let the name end in .svg, .pdf, .png or .csv.")
                     .arg(path)
                     .toStdString()};
}

Result<QByteArray> renderFigure(const Figure &figure, FigureFormat format, const FigureOptions &options)
{
    if (!(options.widthMm >= 40 && options.widthMm <= 1000))
        return Error{"A figure is between 40 and 1000 mm wide."};
    if (!(options.pngScale >= 0.5 && options.pngScale <= 8))
        return Error{"A picture is scaled by 0.5 to 8."};
    QByteArray bytes;
    switch (format) {
    case FigureFormat::Png: bytes = pngBytes(figure, options); break;
    case FigureFormat::Svg: bytes = svgBytes(figure, options); break;
    case FigureFormat::Pdf: bytes = pdfBytes(figure, options); break;
    case FigureFormat::Csv: bytes = figureCsv(figure); break;
    }
    if (bytes.isEmpty())
        return Error{"The picture could not be drawn: not enough memory."};
    return bytes;
}

Result<void> exportFigure(const Figure &figure, const QString &path, const FigureOptions &options)
{
    const Result<FigureFormat> format = figureFormatOf(path);
    if (!format.ok())
        return format.error();
    const Result<QByteArray> bytes = renderFigure(figure, format.value(), options);
    if (!bytes.ok())
        return bytes.error();
    return writeFile(path.toStdString(), toBytes(bytes.value()));
}

} // namespace interleave
