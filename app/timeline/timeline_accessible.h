// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/timeline/timeline_view.h"

#include <QAccessibleWidget>

#include <unordered_map>

namespace interleave {

/// The view as a reader hears it: a list of the events in view, each with its sentence; the current one is selected,
/// and pressing one seeks to it. When more than kMost are in view, those nearest to the cursor are items.
class TimelineAccessible : public QAccessibleWidget
{
public:
    explicit TimelineAccessible(TimelineView *view);
    ~TimelineAccessible() override;
    /// Tells Qt of this class. Any number of times.
    static void install();
    /// Tells readers that another event is current.
    static void cursorMoved(TimelineView *view);

    int childCount() const override;
    QAccessibleInterface *child(int index) const override;
    int indexOfChild(const QAccessibleInterface *child) const override;
    QAccessibleInterface *childAt(int x, int y) const override;

    static constexpr int kMost = 500;

private:
    class Item;
    friend class Item;
    TimelineView *view() const;
    EventIndex first() const;

    mutable std::unordered_map<EventIndex, QAccessible::Id> m_items; // created when asked for
};

} // namespace interleave
