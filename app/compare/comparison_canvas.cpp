// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/compare/comparison_canvas.h"

#include "app/style/appearance.h"

#include <QPainter>

namespace interleave {

ComparisonCanvas::ComparisonCanvas(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("comparison"));
    setMinimumWidth(240);
}

void ComparisonCanvas::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_picture = {};
    update();
}

void ComparisonCanvas::setRuns(std::shared_ptr<const ComparedRuns> runs)
{
    m_runs = std::move(runs);
    m_picture = {};
    setMinimumHeight(m_runs ? appearance().px(leastHeight(*m_runs)) : 0);
    setAccessibleName(m_runs ? m_runs->comparison.sentence : QString());
    update();
}

const Picture &ComparisonCanvas::picture() const
{
    const QSizeF room = QSizeF(size()) / appearance().scale();
    if (!m_runs)
        m_picture = {};
    else if (m_picture.size != room)
        m_picture = comparisonTimelines(*m_runs, room, m_theme, false, devicePixelRatioF() * appearance().scale());
    return m_picture;
}

void ComparisonCanvas::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.card);
    painter.scale(appearance().scale(), appearance().scale());
    paint(painter, picture());
}

} // namespace interleave
