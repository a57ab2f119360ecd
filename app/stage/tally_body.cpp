// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/bodies.h"

namespace interleave {

namespace {

Type typeOf(const TallyLine &line, int pixels)
{
    return {pixels, line.loss ? QFont::DemiBold : QFont::Normal};
}

QColor colorOf(const Theme &theme, const TallyLine &line)
{
    return line.loss ? theme.loss : theme.text;
}

} // namespace

void drawTally(Sketch &sketch, const std::vector<TallyLine> &lines, const QRectF &rect, bool inLine)
{
    const Theme &theme = sketch.theme();
    if (!inLine) {
        const qreal step = std::min(22.0, rect.height() / static_cast<qreal>(std::max<std::size_t>(lines.size(), 3)));
        qreal y = rect.top();
        for (const TallyLine &line : lines) {
            sketch.text({rect.left(), y, rect.width(), step}, line.text,
                        sketch.fitted(line.text, typeOf(line, 14), rect.width()), colorOf(theme, line));
            y += step;
        }
        return;
    }
    qreal x = rect.left();
    for (const TallyLine &line : lines) {
        const Type type = typeOf(line, 13);
        const qreal width = sketch.widthOf(line.text, type) + 2;
        if (x > rect.left()) {
            sketch.text({x + 7, rect.top(), 6, rect.height()}, QStringLiteral("·"), {13}, theme.muted, Qt::AlignCenter);
            x += 20;
        }
        if (x >= rect.right())
            return;
        sketch.text({x, rect.top(), std::min(width, rect.right() - x), rect.height()}, line.text, type, colorOf(theme, line));
        x += width;
    }
}

} // namespace interleave
