// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/scene_parts.h"
#include "app/stage/stage_words.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <string_view>

namespace interleave::parts {

namespace {

// A group's cells of these names say which of its slots count. A queue's count puts and takes and never wrap; the slot
// is the count modulo the capacity.
constexpr std::string_view kHead = "head";
constexpr std::string_view kTail = "tail";
constexpr std::string_view kSize = "size";

int childRow(const ObjectTable &objects, int group, std::string_view name)
{
    for (std::size_t row = 0; row < objects.size(); ++row)
        if (objects[row].parent == group && objects[row].kind == ObjectKind::Cell && objects[row].name == name)
            return static_cast<int>(row);
    return -1;
}

int slotsRow(const ObjectTable &objects, int group)
{
    for (std::size_t row = 0; row < objects.size(); ++row)
        if (objects[row].parent == group && objects[row].kind == ObjectKind::Slots)
            return static_cast<int>(row);
    return -1;
}

const CellState *cellOf(const State &state, int row)
{
    return row < 0 ? nullptr : state.cell(ObjectRef::of(static_cast<std::uint32_t>(row)));
}

std::uint32_t modulo(std::int64_t count, std::uint32_t capacity)
{
    const std::int64_t rest = count % static_cast<std::int64_t>(capacity);
    return static_cast<std::uint32_t>(rest < 0 ? rest + capacity : rest);
}

/// Which slots are filled, as a half-open range of counts.
struct Filled {
    std::int64_t from = 0, to = 0;
    std::uint32_t capacity = 1;
    bool ring = false;
    bool known = true; ///< false: events are missing, and nobody has looked at the ends since

    std::int64_t size() const { return std::clamp<std::int64_t>(to - from, 0, capacity); }
    bool has(std::uint32_t slot) const
    {
        const std::uint32_t first = ring ? modulo(from, capacity) : static_cast<std::uint32_t>(from);
        const std::uint32_t distance = ring ? (slot + capacity - first) % capacity : slot;
        return distance < size();
    }
};

/// "head", "head, tail", "size": what points to that slot.
QString markOf(const Filled &filled, std::uint32_t element)
{
    QStringList marks;
    if (filled.ring && element == modulo(filled.from, filled.capacity))
        marks << QStringLiteral("head");
    if (filled.ring && element == modulo(filled.to, filled.capacity))
        marks << QStringLiteral("tail");
    if (!filled.ring && static_cast<std::int64_t>(element) == filled.to)
        marks << QStringLiteral("size");
    return marks.join(QStringLiteral(", "));
}

QString fillingOf(const Filled &filled)
{
    if (!filled.known)
        return QStringLiteral("how full is not known here");
    return filled.ring
        ? QStringLiteral("%1 of %2 slots filled").arg(words::number(filled.size()), words::number(filled.capacity))
        : words::counted(filled.size(), u"item", u"items");
}

/// First of the slots to show, and which of them must stay when there is less room: the one just accessed, else the
/// newest item.
struct Window {
    std::uint32_t first = 0, count = 0, anchor = 0;
};

Window windowOf(const Now &now, int slotRow, const Filled &filled)
{
    const std::uint32_t capacity = filled.capacity;
    Window window;
    window.count = std::min(capacity, GroupBody::kSlots);
    const std::int64_t newest = std::max<std::int64_t>(filled.to - 1, 0);
    window.anchor = filled.ring ? modulo(newest, capacity)
                                : static_cast<std::uint32_t>(std::min<std::int64_t>(newest, capacity - 1));
    if (now.event && now.event->object.row() == slotRow && now.event->object.element() < capacity)
        window.anchor = now.event->object.element();
    if (window.count == capacity)
        return window;
    // Keep the anchor in the right half, so that what was there before it is seen; a list ends at its last slot.
    const std::uint32_t before = window.count * 2 / 3;
    if (filled.ring)
        window.first = (window.anchor + capacity - before) % capacity;
    else
        window.first = std::min(window.anchor > before ? window.anchor - before : 0, capacity - window.count);
    return window;
}

void fill(GroupBody &body, const Moment &moment, const Now &now, int slotRow, const Filled &filled)
{
    const Window window = windowOf(now, slotRow, filled);
    for (std::uint32_t i = 0; i < window.count; ++i) {
        const std::uint32_t element = (window.first + i) % filled.capacity;
        GroupBody::Slot slot;
        slot.word = word(moment, now, ObjectRef::of(static_cast<std::uint32_t>(slotRow), element));
        if (filled.known) {
            slot.filled = filled.has(element);
            slot.mark = markOf(filled, element);
        }
        if (element == window.anchor)
            body.anchor = i;
        body.places.push_back(std::move(slot));
    }
}

} // namespace

bool isInsideGroup(const ObjectTable &objects, int row)
{
    const Object &object = objects[static_cast<std::size_t>(row)];
    if (object.parent < 0)
        return false;
    if (object.kind == ObjectKind::Slots)
        return true;
    return object.kind == ObjectKind::Cell
        && (object.name == kHead || object.name == kTail || object.name == kSize);
}

GroupBody group(const Moment &moment, const Now &now, int row)
{
    const ObjectTable &objects = moment.info.objects;
    GroupBody body;
    body.object = ObjectRef::of(static_cast<std::uint32_t>(row));
    body.kind = objects[static_cast<std::size_t>(row)].kind;
    body.name = QString::fromStdString(objects[static_cast<std::size_t>(row)].name);

    const int head = childRow(objects, row, kHead);
    const int tail = childRow(objects, row, kTail);
    const int size = childRow(objects, row, kSize);
    const auto cell = [&](int child) { return word(moment, now, ObjectRef::of(static_cast<std::uint32_t>(child))); };
    if (head >= 0)
        body.before.push_back(cell(head));
    for (const int child : {tail, size})
        if (child >= 0)
            body.after.push_back(cell(child));

    const int slotRow = slotsRow(objects, row);
    if (slotRow < 0)
        return body;
    body.capacity = objects[static_cast<std::size_t>(slotRow)].count;
    const bool ring = body.kind == ObjectKind::Queue;
    const CellState *const from = cellOf(moment.state, head), *const to = cellOf(moment.state, ring ? tail : size);
    const Filled filled{ring && from ? from->current.value() : 0, to ? to->current.value() : 0, body.capacity, ring,
                        to != nullptr && (from != nullptr || !ring)};
    fill(body, moment, now, slotRow, filled);
    body.filling = fillingOf(filled);
    body.shortFilling = !filled.known ? QStringLiteral("not known")
        : ring                        ? words::number(filled.size()) % QStringLiteral(" filled")
                                      : body.filling;
    body.sentence = body.name % QStringLiteral(", ") % body.filling;
    return body;
}

} // namespace interleave::parts
