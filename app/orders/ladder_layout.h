// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/order_ladder.h"
#include "app/paint/shapes.h"
#include "app/style/theme.h"

#include <memory>

namespace interleave {

/// All that a picture of a ladder depends on.
struct LadderScene {
    std::shared_ptr<const OrderLadder> ladder; ///< null: nothing is drawn
    Theme theme;
    qreal width = 480;
    EventIndex position = kNoEvent; ///< of the cursor: the step made last before it is marked; kNoEvent: none
    QString title = {};             ///< above the columns, in exports; empty: none
    QString caption = {};           ///< below everything, in exports; empty: none
    QString end = {};               ///< below the last rung: "ends at 2"
    bool isRight = false;           ///< that end

    static constexpr qreal kHeader = 28; ///< height of the columns' heads
    static constexpr qreal kRow = 23;    ///< of a rung
    qreal titleHeight() const { return title.isEmpty() ? 0 : 26; }
    /// Top of that rung.
    qreal rowTop(std::ptrdiff_t step) const { return titleHeight() + kHeader + double(step) * kRow; }
};

/// The ladder at scale 1, as wide as the scene says and as high as it needs. The box of rung 5 has the id "step/5".
Picture layoutLadder(const LadderScene &scene);

} // namespace interleave
