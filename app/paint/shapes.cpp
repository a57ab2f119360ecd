// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/paint/shapes.h"

#include <QFontMetricsF>
#include <QPaintEngine>
#include <QPainter>

#include <cmath>

namespace interleave {

namespace {

/// Draws the shapes of one picture. On pixels, the edges of boxes and straight lines are moved to the nearest pixel, so
/// that hairlines are one sharp pixel wide; in SVG and PDF everything stays where the layout put it.
class ShapePainter
{
public:
    explicit ShapePainter(QPainter &painter) : m_painter(painter)
    {
        const QPaintEngine *engine = painter.paintEngine();
        const bool pixels = engine != nullptr && engine->type() == QPaintEngine::Raster;
        const qreal ratio = pixels && painter.device() != nullptr ? painter.device()->devicePixelRatioF() : 1;
        const QTransform transform = painter.transform();
        m_snaps = pixels && transform.type() <= QTransform::TxScale;
        m_scaleX = transform.m11() * ratio;
        m_scaleY = transform.m22() * ratio;
        m_offsetX = transform.dx() * ratio;
        m_offsetY = transform.dy() * ratio;
    }

    void operator()(const Box &box);
    void operator()(const Label &label);
    void operator()(const Line &line);
    void operator()(const Outline &outline);
    void operator()(const Pixels &pixels);

private:
    qreal snapX(qreal x) const { return (std::round(x * m_scaleX + m_offsetX) - m_offsetX) / m_scaleX; }
    qreal snapY(qreal y) const { return (std::round(y * m_scaleY + m_offsetY) - m_offsetY) / m_scaleY; }
    qreal snapWidth(qreal width) const { return std::max(1.0, std::round(width * m_scaleX)) / m_scaleX; }
    QRectF snapped(const QRectF &rect) const
    {
        return {QPointF(snapX(rect.left()), snapY(rect.top())), QPointF(snapX(rect.right()), snapY(rect.bottom()))};
    }
    /// Centre of the stroke of that width whose edge lies on a pixel's edge.
    qreal lineX(qreal x, qreal width) const { return snapX(x - width / 2) + width / 2; }
    qreal lineY(qreal y, qreal width) const { return snapY(y - width / 2) + width / 2; }

    void setPen(const QColor &color, qreal width, bool dashed);

    QPainter &m_painter;
    bool m_snaps = false;
    qreal m_scaleX = 1, m_scaleY = 1, m_offsetX = 0, m_offsetY = 0;
};

void ShapePainter::setPen(const QColor &color, qreal width, bool dashed)
{
    if (!color.isValid() || width <= 0) {
        m_painter.setPen(Qt::NoPen);
        return;
    }
    QPen pen(color, width, Qt::SolidLine, dashed ? Qt::FlatCap : Qt::SquareCap, Qt::MiterJoin);
    if (dashed) // dashes are counted in widths; this keeps them about 5 on and 4 off in pixels
        pen.setDashPattern({std::max(1.0, 5 / width), std::max(1.0, 4 / width)});
    m_painter.setPen(pen);
}

void ShapePainter::operator()(const Box &box)
{
    // A round token glides; only edges that stand still are worth a pixel's precision.
    const bool round = box.radius > 0 && box.radius * 2 >= std::min(box.rect.width(), box.rect.height()) - 0.5;
    const bool snaps = m_snaps && !round;
    const bool stroked = box.stroke.isValid() && box.strokeWidth > 0;
    const qreal width = stroked ? (snaps ? snapWidth(box.strokeWidth) : box.strokeWidth) : 0;
    QRectF rect = snaps ? snapped(box.rect) : box.rect;
    rect.adjust(width / 2, width / 2, -width / 2, -width / 2);

    setPen(box.stroke, width, box.dashed);
    m_painter.setBrush(box.fill.isValid() ? QBrush(box.fill) : QBrush(Qt::NoBrush));
    if (box.radius <= 0) {
        m_painter.drawRect(rect);
        return;
    }
    const qreal radius = std::clamp(box.radius - width / 2, 0.0, std::min(rect.width(), rect.height()) / 2);
    m_painter.drawRoundedRect(rect, radius, radius);
}

void ShapePainter::operator()(const Label &label)
{
    m_painter.setFont(label.font);
    m_painter.setPen(label.color);
    QString text = label.text;
    if (label.elide && !text.contains(QLatin1Char('\n')))
        text = QFontMetricsF(label.font).elidedText(text, Qt::ElideRight, label.rect.width() + 0.5);
    m_painter.drawText(label.rect, static_cast<int>(label.alignment) | Qt::TextDontClip, text);
}

void ShapePainter::operator()(const Line &line)
{
    QPointF from = line.from;
    QPointF to = line.to;
    qreal width = line.width;
    if (m_snaps && (from.x() == to.x() || from.y() == to.y())) {
        width = snapWidth(width);
        if (from.x() == to.x())
            from.rx() = to.rx() = lineX(from.x(), width);
        else
            from.ry() = to.ry() = lineY(from.y(), width);
    }
    setPen(line.color, width, line.dashed);
    if (!line.dashed) {
        QPen pen = m_painter.pen();
        pen.setCapStyle(Qt::FlatCap);
        m_painter.setPen(pen);
    }
    m_painter.drawLine(from, to);
}

/// The head at the end of a path: as long as seven stroke widths, pointing the way the path comes in.
QPolygonF arrowHead(const QPainterPath &path, qreal strokeWidth)
{
    const QPointF tip = path.currentPosition();
    QPointF before = tip;
    for (int i = path.elementCount() - 2; i >= 0 && before == tip; --i)
        before = path.elementAt(i);
    const qreal distance = std::hypot(tip.x() - before.x(), tip.y() - before.y());
    if (distance <= 0)
        return {};
    const QPointF along = (tip - before) / distance;
    const QPointF across(-along.y(), along.x());
    const qreal length = std::max(7.0, strokeWidth * 6.5);
    const QPointF end = tip + along * strokeWidth * 0.7; // covers the blunt end of the stroke
    const QPointF base = end - along * length;
    return QPolygonF({end, base + across * length / 2, base - across * length / 2});
}

void ShapePainter::operator()(const Outline &outline)
{
    setPen(outline.stroke, outline.strokeWidth, outline.dashed);
    if (!outline.dashed && m_painter.pen().style() != Qt::NoPen) {
        QPen pen = m_painter.pen();
        pen.setCapStyle(outline.arrow ? Qt::FlatCap : Qt::RoundCap);
        pen.setJoinStyle(Qt::RoundJoin);
        m_painter.setPen(pen);
    }
    m_painter.setBrush(outline.fill.isValid() ? QBrush(outline.fill) : QBrush(Qt::NoBrush));
    m_painter.drawPath(outline.path);
    if (!outline.arrow || outline.path.elementCount() < 2)
        return;
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(outline.stroke);
    m_painter.drawPolygon(arrowHead(outline.path, outline.strokeWidth));
}

void ShapePainter::operator()(const Pixels &pixels)
{
    m_painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    m_painter.drawImage(m_snaps ? snapped(pixels.rect) : pixels.rect, pixels.image);
}

template <typename Framed>
void moveBy(Framed &shape, QPointF by)
{
    shape.rect.translate(by);
}

void moveBy(Line &line, QPointF by)
{
    line.from += by;
    line.to += by;
}

void moveBy(Outline &outline, QPointF by)
{
    outline.path.translate(by);
}

} // namespace

void Picture::add(Picture other, QPointF at)
{
    for (Shape &shape : other.shapes) {
        std::visit([at](auto &one) { moveBy(one, at); }, shape);
        shapes.push_back(std::move(shape));
    }
}

QString Picture::idAt(QPointF point) const
{
    for (auto shape = shapes.rbegin(); shape != shapes.rend(); ++shape) {
        const Box *box = std::get_if<Box>(&*shape);
        if (box != nullptr && !box->id.isEmpty() && box->rect.contains(point))
            return box->id;
    }
    return {};
}

QRectF Picture::rectOf(const QString &id) const
{
    for (const Shape &shape : shapes) {
        const Box *box = std::get_if<Box>(&shape);
        if (box != nullptr && !id.isEmpty() && box->id == id)
            return box->rect;
    }
    return {};
}

QPainterPath ribbon(const QRectF &rect)
{
    QPainterPath path(rect.topLeft());
    path.lineTo(rect.topRight());
    path.lineTo(rect.bottomRight());
    path.lineTo(rect.center().x(), rect.bottom() - rect.width() / 2);
    path.lineTo(rect.bottomLeft());
    path.closeSubpath();
    return path;
}

void paint(QPainter &painter, const Picture &picture)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::TextAntialiasing);
    ShapePainter shapePainter(painter);
    for (const Shape &shape : picture.shapes)
        std::visit(shapePainter, shape);
    painter.restore();
}

} // namespace interleave
