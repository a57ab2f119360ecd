// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/stage/sketch.h"
#include "app/stage/stage_plan.h"

/// One drawing function per kind of body. `arrived` is false while the value of the current access is still on its way:
/// then things look as they did before it.
namespace interleave {

/// What an actor's next step leaves of its body.
enum class OfferRoom {
    None,    ///< all of it: there is no offer
    Below,   ///< all above a row at its foot
    Instead, ///< all but what it did last, and how far it is
};
void drawCard(Sketch &sketch, const ActorBody &actor, const QRectF &rect, ActorForm form, bool arrived, OfferRoom room);
void drawChip(Sketch &sketch, const ActorBody &actor, const QRectF &rect, OfferRoom room);
/// A button where it can be chosen; else, dashed, what it waits for; else only a word.
void drawOffer(Sketch &sketch, const Offer &offer, const QRectF &rect, bool isShort);
void drawCell(Sketch &sketch, const WordBody &cell, const QRectF &rect, int actor, bool arrived);
void drawMutex(Sketch &sketch, const LockBody &lock, const QRectF &rect, int actor);
void drawSemaphore(Sketch &sketch, const LockBody &lock, const QRectF &rect, int actor);
void drawGroup(Sketch &sketch, const GroupBody &group, const GroupPlan &plan, int actor, bool arrived);
void drawStrip(Sketch &sketch, const StripBody &loss, const QRectF &rect);
void drawStripLine(Sketch &sketch, const StripBody &loss, const QRectF &rect);
void drawTally(Sketch &sketch, const std::vector<TallyLine> &lines, const QRectF &rect, bool inLine);

/// "nobody waits", shorter where there is less room.
QString nobody(const Sketch &sketch, qreal width);
/// How a body is outlined: by the actor that touches it now, or by loss.
Face faceOf(const Sketch &sketch, bool touched, bool overwritten, int actor, qreal radius);

} // namespace interleave
