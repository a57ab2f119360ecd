// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/themed.h"

#include <QPainter>

namespace interleave {

QColor mixedColor(const QColor &under, const QColor &over, double share)
{
    const auto channel = [share](int a, int b) { return qRound(a + (b - a) * share); };
    return QColor(channel(under.red(), over.red()), channel(under.green(), over.green()),
                  channel(under.blue(), over.blue()));
}

Card::Card(QWidget *parent) : QWidget(parent)
{
    followAppearance(this);
}

void Card::paintEvent(QPaintEvent *)
{
    const Theme &theme = appearance().theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.border);
    painter.setBrush(theme.card);
    const double radius = appearance().px(kRadius);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

} // namespace interleave
