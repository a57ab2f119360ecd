// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/links.h"

class QPainter;
class QRectF;

namespace interleave {

/// Frames a row about an event that is pointed at, or belongs to what is: a thick line for itself, a thin one for a
/// cause, a dashed one for an effect. Draws nothing around others, and says whether it drew.
bool paintLinkFrame(QPainter &painter, const QRectF &frame, const Links &links, EventIndex event);

} // namespace interleave
