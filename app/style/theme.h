// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

namespace interleave {

/// Every colour and font of the program, by role. A value: painters are given one, so that a figure for print and the
/// window in the dark are the same code.
struct Theme {
    bool dark = false;
    bool paper = false; ///< actors' colours differ in lightness too, so that grey paper tells them apart

    QColor window;     ///< behind the cards
    QColor card;       ///< a card's face
    QColor inset;      ///< a field or tinted area within a card ("shared memory", a value box)
    QColor border;     ///< hairlines and card edges
    QColor borderStrong; ///< dashed outlines, slider groove
    QColor text;
    QColor muted;      ///< secondary text, still ≥ 4.5:1 on card and window
    QColor accent;     ///< Run, selection, slider; text on it is onAccent
    QColor onAccent;
    QColor accentSoft; ///< band above the stage, chosen chip
    QColor loss;       ///< reserved for loss, always with ✕
    QColor onLoss;
    QColor lossSoft;   ///< background of the verdict strip and of marked columns and lines
    QColor lossBorder;
    QColor right;      ///< the verdict "right"
    QColor rightSoft;
    QColor chance;     ///< the verdict "right this time"
    QColor chanceSoft;

    /// Colour-blind-safe colour of an actor; never the only sign of it (its number is always there too).
    QColor actor(int index) const;
    /// Text on actor(index), at least 4.5:1.
    QColor onActor(int index) const;
    /// actor(index) mixed into the card, for fills behind ordinary text.
    QColor actorSoft(int index) const;

    /// Fonts in pixels at 100 %; no text below 12 px. On paper without the signs a font has for other signs in a
    /// certain company, such as a higher colon between digits: in a PDF nobody could search for them or copy them.
    QFont font(int pixels = 13, int weight = QFont::Normal) const;
    QFont mono(int pixels = 13, int weight = QFont::Normal) const;

    QPalette palette() const;

    static Theme light();
    static Theme darkTheme();
    /// For exported figures: light, white background, readable in grey.
    static Theme print();
};

} // namespace interleave
