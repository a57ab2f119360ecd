// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/stage/stage_scene.h"

#include <QPainterPath>
#include <QRectF>

/// Where everything on the stage lies, at scale 1; the picture is enlarged by `scale` as a whole, writing included.
namespace interleave {

enum class ActorForm { Wide, Tall, Chip };
inline constexpr qreal kOfferRow = 36; ///< what a card grows by, to offer its next step

struct GroupPlan {
    QRectF rect;
    std::vector<QRectF> before, after; ///< as GroupBody's
    std::size_t firstSlot = 0;         ///< of GroupBody::places
    std::vector<QRectF> places;        ///< those that have room
};

struct LeafPlan {
    QRectF rect;
    bool lower = false; ///< another body lies above: arrows come in from the side
};

struct ArrowPlan {
    QPainterPath path; ///< from the process to the object or, when it reads, the other way
    qreal rest = 0.5;  ///< share of the path at which the value rests
    qreal room = 34;   ///< height of the space between processes and memory
    bool waits = false; ///< dashed
    QRectF target;
};

struct StagePlan {
    QSizeF size;
    qreal scale = 1;
    ActorForm form = ActorForm::Wide;
    std::vector<QRectF> actors;
    std::vector<QRectF> offers; ///< in each actor, when room is kept for them
    bool offersInstead = false; ///< an offer takes the place of what the actor did last
    QRectF memory;
    QRectF caption;      ///< "shared memory"
    QRectF tally;
    bool tallyInLine = false; ///< one line at the bottom instead of a column
    std::vector<GroupPlan> groups;
    std::vector<LeafPlan> cells, locks;
    QRectF strip;
    bool stripInLine = false; ///< no room for a strip: it takes the place of the tally
    std::optional<ArrowPlan> arrow;
    std::vector<ArrowPlan> deadlock; ///< from each process to what it waits for, and from there to who holds it
};

/// Fits a scene into a size, from 600 × 250 up.
StagePlan planStage(const StageScene &scene, QSizeF size);

/// The arrow of the current access; needs everything else of the plan.
std::optional<ArrowPlan> planArrow(const StageScene &scene, const StagePlan &plan);
/// The arrows of a deadlock, likewise.
std::vector<ArrowPlan> planDeadlock(const StageScene &scene, const StagePlan &plan);

} // namespace interleave
