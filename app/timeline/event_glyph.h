// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/style/theme.h"
#include "core/shm/event.h"

#include <QColor>
#include <QPainterPath>
#include <QRectF>
#include <QString>

namespace interleave {

/// How an event looks in a lane, wherever it is drawn.
struct EventGlyph {
    enum class Style {
        Observes, ///< white with an outline in the actor's colour
        Changes,  ///< filled with the actor's colour
        Waits,    ///< white, an hour-glass in it
        Remark,   ///< grey: about the recording, not the run
        Ends,     ///< dark, a cross in it
    };
    Style style = Style::Observes;
    QString letter;  ///< "R"; empty for hour-glass and cross
    QString text;    ///< "R5"; the letter when there is no value
};

/// R read, W write, U update, L lock taken, F lock freed, S semaphore taken, P posted; hour-glass while asking.
EventGlyph glyphOf(const Event &event);

struct GlyphColors {
    QColor fill, stroke, text;
};
GlyphColors glyphColors(EventGlyph::Style style, int actor, const Theme &theme);

/// Two triangles tip to tip, within rect.
QPainterPath hourGlass(const QRectF &rect);
/// The two strokes of a ✕.
QPainterPath cross(const QRectF &rect);
/// Slanted strokes through rect, `spacing` apart, clipped to it; they line up with those of a neighbouring rectangle.
QPainterPath hatching(const QRectF &rect, double spacing);

/// 1234567 → "1 234 567", with narrow spaces.
QString grouped(std::int64_t number);

} // namespace interleave
