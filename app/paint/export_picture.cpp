// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/paint/export_picture.h"

#include "app/models/to_text.h"
#include "app/paint/svg_fonts.h"
#include "core/trace/part_file.h"

#include <QBuffer>
#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QMimeData>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

namespace interleave {

namespace {

constexpr int kScreenDpi = 96;
constexpr int kPdfDpi = 1200;

Error error(const QString &sentence)
{
    return {sentence.toStdString(), 0};
}

void paintOn(QPainter &painter, const Drawing &drawing, const QColor &background)
{
    if (background.isValid())
        painter.fillRect(QRectF(QPointF(), drawing.size), background);
    drawing.draw(painter);
}

Drawing drawingOf(const Picture &picture)
{
    return {picture.size, [&picture](QPainter &painter) { paint(painter, picture); }};
}

QImage imageOf(const Drawing &drawing, const PictureExport &how)
{
    QImage image((drawing.size * how.pixelRatio).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(how.pixelRatio);
    image.setDotsPerMeterX(qRound(kScreenDpi * how.pixelRatio / 0.0254));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    image.setText(QStringLiteral("Title"), how.title);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    paintOn(painter, drawing, how.background);
    return image;
}

bool writePng(QIODevice &device, const Drawing &drawing, const PictureExport &how)
{
    return imageOf(drawing, how).save(&device, "PNG");
}

bool writeSvg(QIODevice &device, const Drawing &drawing, const PictureExport &how)
{
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(kScreenDpi);
    const QSize size(qCeil(drawing.size.width()), qCeil(drawing.size.height()));
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    generator.setTitle(how.title);
    QPainter painter;
    if (!painter.begin(&generator))
        return false;
    paintOn(painter, drawing, how.background);
    if (!painter.end())
        return false;
    const QByteArray svg = withFallbackFonts(buffer.data());
    return device.write(svg) == svg.size();
}

bool writePdf(QIODevice &device, const Drawing &drawing, const PictureExport &how)
{
    QPdfWriter writer(&device);
    writer.setResolution(kPdfDpi);
    writer.setTitle(how.title);
    writer.setCreator(QStringLiteral("Interleave"));
    const QSizeF points = drawing.size * 72.0 / kScreenDpi;
    writer.setPageSize(QPageSize(points, QPageSize::Point, how.title, QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    QPainter painter;
    if (!painter.begin(&writer))
        return false;
    painter.scale(double(kPdfDpi) / kScreenDpi, double(kPdfDpi) / kScreenDpi);
    paintOn(painter, drawing, how.background);
    return painter.end();
}

using Writer = bool (*)(QIODevice &, const Drawing &, const PictureExport &);

Writer writerFor(const QString &suffix)
{
    if (suffix == QLatin1String("png"))
        return writePng;
    if (suffix == QLatin1String("svg"))
        return writeSvg;
    if (suffix == QLatin1String("pdf"))
        return writePdf;
    return nullptr;
}

} // namespace

QByteArray svgOf(const Drawing &drawing, const PictureExport &how)
{
    QBuffer buffer;
    return buffer.open(QIODevice::WriteOnly) && writeSvg(buffer, drawing, how) ? buffer.data() : QByteArray();
}

QByteArray svgOf(const Picture &picture, const PictureExport &how)
{
    return svgOf(drawingOf(picture), how);
}

QImage pictureImage(const Picture &picture, const PictureExport &how)
{
    return imageOf(drawingOf(picture), how);
}

Result<void> exportPicture(const Picture &picture, const QString &path, const PictureExport &how)
{
    return exportDrawing(drawingOf(picture), path, how);
}

Result<void> exportDrawing(const Drawing &drawing, const QString &path, const PictureExport &how)
{
    const Writer writer = writerFor(QFileInfo(path).suffix().toLower());
    if (writer == nullptr)
        return error(QStringLiteral("“%1” does not say what kind of picture to write; end it in .png, .svg or .pdf.")
                         .arg(path));
    if (drawing.size.isEmpty())
        return error(QStringLiteral("There is nothing to draw yet; run a scenario or open a recording first."));
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (!writer(buffer, drawing, how))
        return error(QStringLiteral("There is not enough memory for a picture of this size; choose a smaller one."));
    return writeFile(path.toStdString(), toBytes(buffer.data()));
}

void copyPicture(const Picture &picture, const PictureExport &how)
{
    auto *data = new QMimeData; // the clipboard owns it
    data->setImageData(pictureImage(picture, how));
    QBuffer svg;
    if (svg.open(QIODevice::WriteOnly) && writeSvg(svg, drawingOf(picture), how))
        data->setData(QStringLiteral("image/svg+xml"), svg.data());
    QGuiApplication::clipboard()->setMimeData(data);
}

} // namespace interleave
