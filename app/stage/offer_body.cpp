// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/bodies.h"

namespace interleave {

namespace {

constexpr qreal kKey = 18;

/// The key that chooses it, in the colour of its process.
void drawKey(Sketch &sketch, const Offer &offer, const QRectF &rect)
{
    const Theme &theme = sketch.theme();
    sketch.box(rect, {theme.actor(offer.actor), {}, 0, 4});
    sketch.text(rect, offer.key, {kSmallest, QFont::Bold}, theme.onActor(offer.actor), Qt::AlignCenter);
}

Face faceOf(const Theme &theme, const Offer &offer)
{
    switch (offer.kind) {
    case Offer::Kind::Go: return {theme.actorSoft(offer.actor), theme.actor(offer.actor), 1.5, 6};
    case Offer::Kind::Blocked: return {{}, theme.borderStrong, 1, 6, true};
    case Offer::Kind::Moving: return {theme.inset, theme.border, 1, 6};
    case Offer::Kind::Done:
    case Offer::Kind::Dead: break;
    }
    return {};
}

} // namespace

void drawOffer(Sketch &sketch, const Offer &offer, const QRectF &rect, bool isShort)
{
    const Theme &theme = sketch.theme();
    sketch.box(rect, faceOf(theme, offer), idOf(offer));
    QRectF line = rect.adjusted(isShort ? 3 : 9, 0, isShort ? -3 : -6, 0);
    if (offer.canGo() && !offer.key.isEmpty() && !isShort) {
        drawKey(sketch, offer, {rect.left() + 6, rect.center().y() - kKey / 2, kKey, kKey});
        line.setLeft(rect.left() + 6 + kKey + 7);
    }
    const Type type{isShort ? kSmallest : 14, offer.canGo() ? QFont::DemiBold : QFont::Normal};
    const Type smallest{kSmallest, type.weight};
    const bool fits = sketch.widthOf(offer.text, type) <= line.width();
    const QString words = fits ? offer.text
                               : sketch.worded({offer.text, offer.shorter, offer.shortest}, smallest, line.width());
    sketch.text(line, words, sketch.fitted(words, type, line.width()), offer.canGo() ? theme.text : theme.muted,
                isShort ? Qt::AlignCenter : Qt::AlignLeft | Qt::AlignVCenter);
}

} // namespace interleave
