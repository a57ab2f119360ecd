// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/link_frame.h"

#include "app/style/appearance.h"

#include <QPainter>

namespace interleave {

bool paintLinkFrame(QPainter &painter, const QRectF &frame, const Links &links, EventIndex event)
{
    if (links.of == kNoEvent)
        return false;
    const Link *const link = links.to(event);
    if (link == nullptr && event != links.of)
        return false;
    QPen pen(appearance().theme().text, link == nullptr ? 1.6 : 1.0);
    if (link != nullptr && !isCause(link->kind))
        pen.setStyle(Qt::DashLine);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(frame, 4, 4);
    return true;
}

} // namespace interleave
