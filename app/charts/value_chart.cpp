// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_draw.h"
#include "app/charts/chart_parts.h"
#include "app/charts/chart_text.h"

#include <QFontMetrics>

#include <algorithm>

namespace interleave {

namespace {

constexpr std::size_t kCrosses = 60; // more losses than this would be a smear; the gap to the ideal line says it

QString countOf(const QString &name, std::int64_t value)
{
    return QStringLiteral("%1:\u00a0%2").arg(name, countText(value));
}

// The lowest pixel of the curve from `left` on.
double lowest(const ValueCurve &curve, const QCPAxis &x, const QCPAxis &y, double left)
{
    double low = y.coordToPixel(curve.last);
    for (auto point = curve.points.rbegin(); point != curve.points.rend(); ++point) {
        low = std::max(low, y.coordToPixel(point->value));
        if (x.coordToPixel(static_cast<double>(point->writes)) < left)
            break;
    }
    return low;
}

// At the right end, as on the timeline: the ideal above its line, the value below its own.
void drawEnds(QCPPainter &painter, const ValueCurve &curve, const ChartStyle &style, const QCPAxisRect &rect)
{
    const QCPAxis *x = rect.axis(QCPAxis::atBottom);
    const QCPAxis *y = rect.axis(QCPAxis::atLeft);
    const QFontMetrics bold(style.font(QFont::DemiBold));
    const double end = x->coordToPixel(static_cast<double>(curve.writes));
    const QString value = countOf(curve.object, curve.last);
    painter.setFont(style.font(QFont::DemiBold));
    painter.setPen(style.theme.text);
    const double left = end - bold.horizontalAdvance(value);
    painter.drawText(
        QPointF(left, std::min<double>(lowest(curve, *x, *y, left - 4) + bold.ascent() + 5, rect.bottom() - 3)), value);
    if (!curve.ideal)
        return;
    const QFontMetrics plain(style.font());
    const QString written = countOf(QStringLiteral("%1 written").arg(curve.plural),
                                    static_cast<std::int64_t>(curve.writes));
    painter.setFont(style.font());
    painter.setPen(style.theme.muted);
    painter.drawText(QPointF(end - plain.horizontalAdvance(written),
                             y->coordToPixel(curve.initial + static_cast<double>(curve.writes)) - 6),
                     written);
}

void drawLosses(QCPPainter &painter, const ValueCurve &curve, const ChartStyle &style, const QCPAxisRect &rect)
{
    if (curve.losses.size() > kCrosses)
        return;
    for (const ValueCurve::Loss &loss : curve.losses)
        drawCross(painter,
                  QPointF(rect.axis(QCPAxis::atBottom)->coordToPixel(static_cast<double>(loss.writes)),
                          rect.axis(QCPAxis::atLeft)->coordToPixel(loss.value)),
                  3.5, style.theme.loss);
}

QCPGraph *addLine(QCPAxisRect &rect, const QVector<double> &keys, const QVector<double> &values, const QPen &pen)
{
    auto *graph = new QCPGraph(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    graph->setData(keys, values, true);
    graph->setPen(pen);
    graph->setAdaptiveSampling(false);
    return graph;
}

} // namespace

void drawValue(QCustomPlot &plot, const ValueCurve &curve, const ChartStyle &style, QSize size)
{
    resetPlot(plot, style);
    QPen ideal(style.theme.muted, 1.5);
    ideal.setDashPattern({4, 3});
    std::vector<KeyEntry> key{{KeyEntry::Line, curve.object, style.theme.text, 2}};
    if (curve.ideal)
        key.push_back({KeyEntry::Dashed, QStringLiteral("if none were lost"), ideal.color(), ideal.widthF()});
    if (curve.lost > 0) {
        const QString lost = QStringLiteral("%1 lost").arg(countText(static_cast<std::int64_t>(curve.lost)));
        if (curve.losses.size() <= kCrosses)
            key.push_back({KeyEntry::Cross, QStringLiteral("overwrites: ") + lost, style.theme.loss, 1});
        else
            key.push_back({KeyEntry::Fill, QStringLiteral("✕ ") + lost, style.theme.lossSoft, 1});
    }
    QCPLayoutGrid *grid = layOut(plot, std::move(key), style, size);
    QCPAxisRect *rect = addAxes(plot, *grid, 0, 0, style);

    const auto end = static_cast<double>(curve.writes);
    QCPGraph *straight = nullptr;
    if (curve.ideal)
        straight = addLine(*rect, {0, end}, {static_cast<double>(curve.initial), curve.initial + end}, ideal);
    QVector<double> keys, values;
    double least = curve.initial, most = curve.initial;
    for (const ValueCurve::Point &point : curve.points) {
        keys << static_cast<double>(point.writes);
        values << point.value;
        least = std::min<double>(least, point.value);
        most = std::max<double>(most, point.value);
    }
    QPen pen(style.theme.text, 2);
    pen.setJoinStyle(curve.stretch > 1 ? Qt::BevelJoin : Qt::MiterJoin);
    const bool steps = curve.stretch == 1 && curve.points.size() <= 200;
    if (steps) { // the last value lasts
        keys << end + 0.5;
        values << curve.last;
    }
    QCPGraph *line = addLine(*rect, keys, values, pen);
    line->setLineStyle(steps ? QCPGraph::lsStepLeft : QCPGraph::lsLine);
    if (straight && curve.lost > 0 && curve.losses.size() > kCrosses) {
        straight->setBrush(style.theme.lossSoft);
        straight->setChannelFillGraph(line);
    }

    QCPAxis *x = rect->axis(QCPAxis::atBottom);
    QCPAxis *y = rect->axis(QCPAxis::atLeft);
    if (curve.ideal)
        most = std::max(most, curve.initial + end);
    const double span = std::max(1.0, most - least);
    x->setRange(0, end + (steps ? 0.5 : 0));
    x->setLabel(curve.plural.startsWith(u"writes of") ? curve.plural : QStringLiteral("%1 written").arg(curve.plural));
    setNumberTicks(*x, size.width() / 100, true);
    setGrid(*x, Grid::None);
    // Above the highest point there is room for its label.
    const int height = std::max(40, size.height() - 70);
    y->setRange(least < 0 ? least - span * 0.04 : std::min(0.0, least),
                most + span * (style.lineHeight() + 8) / std::max(20, height - style.lineHeight()));
    y->setLabel(QStringLiteral("value of %1").arg(curve.object));
    setNumberTicks(*y, height / 32, true);
    new DrawnItem(&plot, rect, [curve, style, rect](QCPPainter &painter) {
        drawLosses(painter, curve, style, *rect);
        drawEnds(painter, curve, style, *rect);
    });
}

} // namespace interleave
