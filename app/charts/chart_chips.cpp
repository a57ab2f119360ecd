// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/chart_chips.h"
#include "app/charts/chart_catalog.h"
#include "app/style/appearance.h"

#include <QButtonGroup>
#include <QFocusEvent>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>

namespace interleave {

Chip::Chip(const QString &text, QWidget *parent) : QAbstractButton(parent)
{
    setText(text);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setTheme(Theme::light());
}

void Chip::setTheme(const Theme &theme)
{
    m_theme = theme;
    setFont(appearance().font(12, QFont::Medium));
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    // As wide as the bold text of the chosen one, so that choosing moves nothing.
    const QFontMetrics metrics(appearance().font(12, QFont::DemiBold));
    return {metrics.horizontalAdvance(text()) + appearance().px(22), metrics.height() + appearance().px(8)};
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool chosen = isChecked();
    const bool ring = m_ring && hasFocus();
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setPen(QPen(ring || chosen ? m_theme.accent : m_theme.border, ring ? 2 : 1));
    painter.setBrush(chosen ? m_theme.accentSoft : underMouse() && isEnabled() ? m_theme.inset : m_theme.card);
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
    painter.setFont(chosen ? appearance().font(12, QFont::DemiBold) : font());
    painter.setPen(!isEnabled() ? m_theme.borderStrong : chosen ? m_theme.text : m_theme.muted);
    painter.drawText(rect(), Qt::AlignCenter, text());
}

void Chip::enterEvent(QEnterEvent *)
{
    update();
}

void Chip::leaveEvent(QEvent *)
{
    update();
}

void Chip::focusInEvent(QFocusEvent *event)
{
    m_ring = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason
        || event->reason() == Qt::ShortcutFocusReason;
    QAbstractButton::focusInEvent(event);
}

ChartChips::ChartChips(QWidget *parent) : QWidget(parent), m_theme(Theme::light())
{
    m_row = new QHBoxLayout(this);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->addStretch();
    m_group = new QButtonGroup(this);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int, bool on) {
        if (on)
            emit choiceChanged();
    });
}

void ChartChips::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_row->setSpacing(appearance().px(6));
    for (QAbstractButton *button : m_group->buttons())
        static_cast<Chip *>(button)->setTheme(theme);
}

void ChartChips::setCharts(const std::vector<const ChartInfo *> &charts)
{
    if (charts == m_charts)
        return;
    const ChartInfo *kept = chosen();
    {
        const QSignalBlocker quiet(m_group);
        for (QAbstractButton *button : m_group->buttons()) {
            m_group->removeButton(button);
            button->deleteLater();
            button->hide();
        }
        m_charts = charts;
        for (std::size_t i = 0; i < charts.size(); ++i) {
            auto *chip = new Chip(charts[i]->chip, this);
            chip->setObjectName(QStringLiteral("chart/") + charts[i]->id);
            chip->setCheckable(true);
            chip->setToolTip(charts[i]->help);
            chip->setTheme(m_theme);
            m_row->insertWidget(static_cast<int>(i), chip);
            m_group->addButton(chip, static_cast<int>(i));
        }
        if (std::find(charts.begin(), charts.end(), kept) == charts.end())
            kept = charts.empty() ? nullptr : charts.front();
        choose(kept);
    }
    emit choiceChanged();
}

const ChartInfo *ChartChips::chosen() const
{
    const int id = m_group->checkedId();
    return id < 0 ? nullptr : m_charts[static_cast<std::size_t>(id)];
}

void ChartChips::choose(const ChartInfo *chart)
{
    const auto at = std::find(m_charts.begin(), m_charts.end(), chart);
    if (at != m_charts.end())
        m_group->button(static_cast<int>(at - m_charts.begin()))->setChecked(true);
}

} // namespace interleave
