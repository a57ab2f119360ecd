// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/stage_plan.h"

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

constexpr qreal kDesignWidth = 996; // of the design's stage: scale 1
constexpr qreal kLargest = 1.8;
constexpr qreal kWidest = 1100; // lines longer than this are not read together
constexpr qreal kInset = 16;    // of the bodies in the memory
constexpr qreal kLine = 22;     // of the tally when it is one line
constexpr qreal kColumnGap = 16;
constexpr qreal kGutter = 26; // between columns when arrows go down between them
constexpr qreal kTightGutter = 20; // … and there are many
constexpr qreal kNarrowest = 40;   // of a body: a padlock and a number
constexpr qreal kTallyWidth = 176;
constexpr qreal kRowGap = 8; // between two rows of chips
constexpr qreal kChipOffer = 8; // … and a chip, where an offer takes a line that is there anyway

struct Heights {
    qreal actors = 96, memory = 136, memoryMin = 104;
    static constexpr qreal kGap = 52, kGapMin = 32, kMargins = 26, kMarginsMin = 10;

    qreal wanted() const { return actors + memory + kGap + kMargins; }
    qreal least() const { return actors + memoryMin + kGapMin + kMarginsMin; }
};

std::size_t leavesOf(const StageScene &scene)
{
    return scene.cells.size() + scene.locks.size();
}

bool stacks(const StageScene &scene)
{
    return leavesOf(scene) > (scene.groups.empty() ? 3u : 1u);
}

qreal sideMargin(qreal width)
{
    return std::clamp(12 + (width - 600) * 0.07, 12.0, 40.0);
}

qreal contentWidth(qreal width)
{
    return std::min(width - 2 * sideMargin(width), kWidest);
}

qreal cardGap(qreal width)
{
    return std::clamp(width * 0.035, 8.0, 32.0);
}

ActorForm formFor(std::size_t actors, qreal width)
{
    if (actors > 6)
        return ActorForm::Chip;
    const auto n = static_cast<qreal>(std::max<std::size_t>(actors, 1));
    const qreal each = (contentWidth(width) - (n - 1) * cardGap(width)) / n;
    return each >= 232 ? ActorForm::Wide : each >= 134 ? ActorForm::Tall : ActorForm::Chip;
}

std::size_t chipColumns(std::size_t actors)
{
    return actors <= 8 ? std::max<std::size_t>(actors, 1) : (actors + 1) / 2;
}

Heights heightsFor(const StageScene &scene, ActorForm form, bool offersInstead = false)
{
    Heights heights;
    const bool twoRows = scene.actors.size() > 8;
    heights.actors = form == ActorForm::Wide ? 96 : form == ActorForm::Tall ? 114 : twoRows ? 120 : 60;
    if (scene.keepsRoomForOffers && form == ActorForm::Chip)
        heights.actors += twoRows ? 2 * kChipOffer : kChipOffer;
    else if (scene.keepsRoomForOffers && !offersInstead)
        heights.actors += kOfferRow;
    if (!scene.groups.empty() || stacks(scene)) {
        heights.memory = 176;
        heights.memoryMin = 124;
    }
    return heights;
}

/// Chips of two lines, where chips of three have no room.
qreal lowChips(std::size_t actors)
{
    return actors > 8 ? 2 * 38 + kRowGap : 38;
}

/// The stage as a whole grows with the window, writing included; it never shrinks below scale 1.
qreal scaleFor(const StageScene &scene, QSizeF size)
{
    const ActorForm form = formFor(scene.actors.size(), kDesignWidth);
    const qreal fit = std::min(size.width() / kDesignWidth, size.height() / heightsFor(scene, form).wanted());
    return std::clamp(fit, 1.0, kLargest);
}

void placeActors(StagePlan &plan, const StageScene &scene, qreal width, qreal top, qreal height)
{
    const std::size_t n = scene.actors.size();
    const bool chips = plan.form == ActorForm::Chip;
    const std::size_t columns = chips ? chipColumns(n) : n;
    const std::size_t rows = columns == 0 ? 1 : (n + columns - 1) / columns;
    const qreal gap = chips ? 6 : cardGap(width);
    const qreal most = chips ? 150 : 300;
    const auto count = static_cast<qreal>(std::max<std::size_t>(columns, 1));
    const qreal each = std::min((contentWidth(width) - (count - 1) * gap) / count, most);
    const auto lines = static_cast<qreal>(rows);
    const qreal rowHeight = rows > 1 ? (height - kRowGap * (lines - 1)) / lines : height;
    const qreal left = (width - (count * each + (count - 1) * gap)) / 2;
    for (std::size_t i = 0; i < n; ++i) {
        const auto column = static_cast<qreal>(i % columns);
        const auto row = static_cast<qreal>(i / columns);
        plan.actors.push_back({left + column * (each + gap), top + row * (rowHeight + kRowGap), each, rowHeight});
    }
}

/// Where an actor says what it would do next: a row of its own at the foot of a card, or in the place of what it did.
QRectF placeOffer(const QRectF &actor, ActorForm form, bool instead)
{
    constexpr qreal kCopy = 84, kThreeLines = 52;
    if (form == ActorForm::Chip) {
        const bool low = actor.height() < kThreeLines;
        const qreal pad = actor.width() < 80 ? 3 : 5, height = low ? 17 : 21;
        return {actor.left() + pad, actor.bottom() - height - (low ? 2 : 3), actor.width() - 2 * pad, height};
    }
    if (!instead)
        return {actor.left() + 10, actor.bottom() - kOfferRow - 1, actor.width() - 20, kOfferRow - 8};
    return form == ActorForm::Wide
        ? QRectF(actor.left() + 12, actor.bottom() - 43, actor.width() - kCopy - 12 - 8, 32)
        : QRectF(actor.left() + 8, actor.top() + 45, actor.width() - 16, 30);
}

/// Bodies side by side or two to a column, from `left`; locks first, so that the cell is beside its loss. As many locks
/// as cells make pairs: what a lock guards is below it, and arrows come straight to all locks. So many that they would
/// not fit the area are narrower.
qreal placeLeaves(StagePlan &plan, const StageScene &scene, const QRectF &area, qreal left, bool roomy)
{
    std::vector<LeafPlan *> leaves;
    plan.locks.resize(scene.locks.size());
    plan.cells.resize(scene.cells.size());
    const bool stacked = stacks(scene), paired = stacked && plan.locks.size() == plan.cells.size();
    for (std::size_t i = 0; i < plan.locks.size(); ++i) {
        leaves.push_back(&plan.locks[i]);
        if (paired)
            leaves.push_back(&plan.cells[i]);
    }
    for (std::size_t i = 0; !paired && i < plan.cells.size(); ++i)
        leaves.push_back(&plan.cells[i]);

    const qreal alone = scene.needsStrip ? 176 : 280; // the longer, the more of a waiting line is seen
    const qreal columns = std::ceil(static_cast<qreal>(std::max<std::size_t>(leaves.size(), 1)) / 2);
    const qreal gutter = columns > 6 ? kTightGutter : kGutter;
    const qreal widest = (area.width() - (columns - 1) * gutter) / columns;
    const qreal lockWidth = stacked ? std::clamp(widest, kNarrowest, roomy ? 164.0 : 108.0) : roomy ? alone : 156;
    const qreal cellWidth = roomy ? 148 : 120; // side by side
    qreal x = left;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        LeafPlan &leaf = *leaves[i];
        const qreal width = !stacked && i >= plan.locks.size() ? cellWidth : lockWidth;
        const qreal half = (area.height() - 8) / 2;
        leaf.lower = stacked && i % 2 == 1;
        leaf.rect = stacked ? QRectF(x, area.top() + (leaf.lower ? half + 8 : 0), width, half)
                            : QRectF(x, area.top(), width, area.height());
        const bool endsColumn = !stacked || leaf.lower || i + 1 == leaves.size();
        if (endsColumn)
            x += width + (i + 1 == leaves.size() ? 0 : stacked ? gutter : kColumnGap);
    }
    return x;
}

qreal leavesWidth(const StageScene &scene, qreal room, bool roomy)
{
    StagePlan trial;
    return placeLeaves(trial, scene, QRectF(0, 0, room, 100), 0, roomy);
}

/// Cells and locks in the middle, the tally at their left, a loss at their right.
void placeLeafScene(StagePlan &plan, const StageScene &scene, QRectF inner)
{
    const bool roomy = inner.width() >= 780;
    const qreal leaves = leavesWidth(scene, inner.width(), roomy);
    const qreal gaps = leaves > 0 ? kColumnGap : 0;
    const qreal strip = std::clamp(inner.width() - leaves - gaps - kTallyWidth - kColumnGap, 312.0, 376.0);
    const qreal beside = scene.needsStrip ? strip + gaps : 0;
    plan.tallyInLine = inner.width() - leaves - beside < kTallyWidth + kColumnGap;
    if (plan.tallyInLine)
        inner.setBottom(plan.memory.bottom() - kLine - 6);

    const qreal left = plan.tallyInLine ? inner.left() : inner.left() + kTallyWidth + kColumnGap;
    qreal x = std::max(left, inner.center().x() - leaves / 2);
    if (scene.needsStrip)
        x = std::clamp(inner.right() - beside - leaves, left, std::max(left, x));
    const qreal right = placeLeaves(plan, scene, inner, x, roomy);
    plan.strip = QRectF(right + gaps, inner.top(), inner.right() - right - gaps, inner.height());
    if (plan.strip.width() < 220)
        plan.stripInLine = true;
    if (plan.strip.width() > 400)
        plan.strip.setWidth(400);
    if (!plan.tallyInLine)
        plan.tally = {inner.left() + 2, inner.top() + 26, x - inner.left() - kColumnGap, inner.height() - 26};
}

qreal widestSlot(const GroupBody &group)
{
    qsizetype longest = 2;
    for (const GroupBody::Slot &slot : group.places)
        longest = std::max(longest, slot.word.value.size());
    return std::max(30.0, static_cast<qreal>(longest) * 7.5 + 10);
}

/// A cell at an end of the slots: as wide as its number needs in the smallest writing, at least.
qreal widthOfEnds(const GroupBody &body, qreal room)
{
    qsizetype longest = 0;
    for (const auto *cells : {&body.before, &body.after})
        for (const WordBody &cell : *cells)
            longest = std::max(longest, cell.value.size());
    return std::max(room < 340 ? 44.0 : room < 460 ? 50.0 : 64.0, static_cast<qreal>(longest) * 4.8 + 8);
}

GroupPlan planGroup(const GroupBody &body, const QRectF &rect)
{
    constexpr qreal kPad = 10, kBelow = 56; // numbers, marks and the caption below the slots
    GroupPlan plan;
    plan.rect = rect;
    const qreal ends = widthOfEnds(body, rect.width());
    const qreal height = std::clamp(rect.height() - kPad - kBelow, 22.0, 56.0);
    const qreal spare = std::max(0.0, rect.height() - kPad - kBelow - height);
    QRectF row(rect.left() + kPad, rect.top() + kPad + spare / 2, rect.width() - 2 * kPad, height);
    for (std::size_t i = 0; i < body.before.size(); ++i) {
        plan.before.push_back({row.left(), row.top(), ends, height + 16});
        row.setLeft(row.left() + ends + 12);
    }
    for (std::size_t i = 0; i < body.after.size(); ++i) {
        plan.after.insert(plan.after.begin(), QRectF(row.right() - ends, row.top(), ends, height + 16));
        row.setRight(row.right() - ends - 12);
    }
    if (body.places.empty())
        return plan;
    const qreal least = widestSlot(body);
    const auto fits = [&](qreal width) { return static_cast<std::size_t>(std::max(1.0, std::floor(width / least))); };
    std::size_t shown = std::min(body.places.size(), fits(row.width()));
    if (shown < body.capacity) { // an ellipsis on both sides
        row.adjust(14, 0, -14, 0);
        shown = std::min(shown, fits(row.width()));
    }
    const qreal each = std::min(row.width() / static_cast<qreal>(shown), std::max(least, 60.0));
    const std::size_t before = shown * 2 / 3;
    plan.firstSlot = std::min(body.anchor > before ? body.anchor - before : 0, body.places.size() - shown);
    const qreal left = row.center().x() - each * static_cast<qreal>(shown) / 2;
    for (std::size_t i = 0; i < shown; ++i)
        plan.places.push_back({left + static_cast<qreal>(i) * each, row.top(), each, height});
    return plan;
}

/// Groups take the room that leaves and loss leave.
void placeGroupScene(StagePlan &plan, const StageScene &scene, QRectF inner)
{
    inner.setBottom(plan.memory.bottom() - kLine - 6);
    plan.tallyInLine = true;
    const bool roomy = inner.width() >= 820;
    const qreal leaves = leavesWidth(scene, inner.width(), roomy);
    qreal right = inner.right();
    constexpr qreal kStrip = 290, kGroup = 420;
    plan.stripInLine = !scene.needsStrip || inner.width() - leaves - kStrip - 2 * kGutter < kGroup;
    if (!plan.stripInLine) {
        plan.strip = {right - kStrip, inner.top(), kStrip, inner.height()};
        right = plan.strip.left() - kColumnGap;
    }
    const qreal groupsRight = right - leaves - (leaves > 0 ? kGutter : 0);
    placeLeaves(plan, scene, inner, groupsRight + kGutter, roomy);
    const auto n = static_cast<qreal>(scene.groups.size());
    const qreal each = (groupsRight - inner.left() - (n - 1) * kColumnGap) / n;
    for (std::size_t i = 0; i < scene.groups.size(); ++i)
        plan.groups.push_back(planGroup(scene.groups[i], QRectF(inner.left() + static_cast<qreal>(i) * (each + kColumnGap),
                                                                inner.top(), each, inner.height())));
}

} // namespace

StagePlan planStage(const StageScene &scene, QSizeF size)
{
    StagePlan plan;
    plan.size = size;
    plan.scale = scaleFor(scene, size);
    const qreal width = size.width() / plan.scale;
    const qreal height = size.height() / plan.scale;
    plan.form = formFor(scene.actors.size(), width);
    plan.offersInstead = scene.keepsRoomForOffers && heightsFor(scene, plan.form).least() > height;
    if (heightsFor(scene, plan.form, plan.offersInstead).least() > height)
        plan.form = ActorForm::Chip;

    // What is left over goes to the arrow's room, the memory and the margins; what is missing is taken from all of
    // them.
    Heights heights = heightsFor(scene, plan.form, plan.offersInstead);
    if (plan.form == ActorForm::Chip && heights.least() > height)
        heights.actors = lowChips(scene.actors.size());
    qreal gap = Heights::kGap, margins = Heights::kMargins;
    const qreal slack = height - heights.wanted();
    if (slack >= 0) {
        gap += std::min(slack * 0.4, 60.0);
        heights.memory += std::min(slack * 0.35, scene.groups.empty() ? 60.0 : 40.0);
        margins = height - heights.actors - gap - heights.memory;
    } else {
        const qreal share = std::min(1.0, -slack / (heights.wanted() - heights.least()));
        gap -= share * (gap - Heights::kGapMin);
        heights.memory -= share * (heights.memory - heights.memoryMin);
        margins -= share * (margins - Heights::kMarginsMin);
    }
    const qreal top = margins / 2;
    placeActors(plan, scene, width, top, heights.actors);
    plan.offersInstead = plan.offersInstead || plan.form == ActorForm::Chip;
    if (scene.keepsRoomForOffers)
        for (const QRectF &actor : plan.actors)
            plan.offers.push_back(placeOffer(actor, plan.form, plan.offersInstead));

    const qreal content = contentWidth(width);
    plan.memory = {(width - content) / 2, top + heights.actors + gap, content, heights.memory};
    const qreal pad = heights.memory < 130 && !scene.groups.empty() ? 8 : 14;
    const QRectF inner = plan.memory.adjusted(kInset, pad, -kInset, -14);
    if (scene.groups.empty())
        placeLeafScene(plan, scene, inner);
    else
        placeGroupScene(plan, scene, inner);
    const QRectF line(inner.left() + 2, plan.memory.bottom() - kLine - 2, inner.width() - 4, kLine);
    plan.caption = plan.tallyInLine ? QRectF(line.left(), line.top(), 110, kLine)
                                    : QRectF(inner.left() + 2, inner.top() - 2, kTallyWidth, 20);
    if (plan.tallyInLine)
        plan.tally = line.adjusted(116, 0, 0, 0);
    if (plan.stripInLine)
        plan.strip = plan.tally;
    plan.arrow = planArrow(scene, plan);
    plan.deadlock = planDeadlock(scene, plan);
    return plan;
}

} // namespace interleave
