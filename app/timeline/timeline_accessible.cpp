// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/timeline_accessible.h"

#include "app/session/playback.h"

#include <QAccessibleActionInterface>

#include <algorithm>

namespace interleave {

/// One event in view.
class TimelineAccessible::Item : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    Item(TimelineView *view, EventIndex event) : m_view(view), m_event(event) {}

    EventIndex eventIndex() const { return m_event; }
    bool isValid() const override { return m_view != nullptr; }
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_view); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QString text(QAccessible::Text text) const override
    {
        return text == QAccessible::Name ? m_view->description(m_event) : QString();
    }
    void setText(QAccessible::Text, const QString &) override {}
    QRect rect() const override
    {
        const QRect local = m_view->rectOf(m_event);
        return local.translated(m_view->mapToGlobal(QPoint()));
    }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.selectable = true;
        state.focusable = true;
        state.selected = m_view->currentEvent() == m_event;
        state.focused = state.selected && m_view->hasFocus();
        state.offscreen = m_view->rectOf(m_event).isEmpty();
        return state;
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this) : nullptr;
    }
    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString &) override { m_view->seekTo(m_event); }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    TimelineView *m_view; // outlives the item: the parent interface deletes its items with it
    EventIndex m_event;
};

TimelineAccessible::TimelineAccessible(TimelineView *view)
    : QAccessibleWidget(view, QAccessible::List)
{
}

TimelineAccessible::~TimelineAccessible()
{
    for (const auto &[event, id] : m_items)
        QAccessible::deleteAccessibleInterface(id);
}

void TimelineAccessible::install()
{
    static const bool installed = [] {
        QAccessible::installFactory([](const QString &, QObject *object) -> QAccessibleInterface * {
            auto *view = qobject_cast<TimelineView *>(object);
            return view ? new TimelineAccessible(view) : nullptr;
        });
        return true;
    }();
    Q_UNUSED(installed)
}

void TimelineAccessible::cursorMoved(TimelineView *view)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent event(view, QAccessible::SelectionWithin);
    QAccessible::updateAccessibility(&event);
}

TimelineView *TimelineAccessible::view() const
{
    return static_cast<TimelineView *>(widget());
}

EventIndex TimelineAccessible::first() const
{
    const EventIndex from = view()->firstVisible();
    const EventIndex to = view()->lastVisible();
    const EventIndex current = view()->currentEvent();
    if (to - from <= kMost || current == kNoEvent)
        return from;
    return std::clamp(current > kMost / 2 ? current - kMost / 2 : 0, from, to - kMost);
}

int TimelineAccessible::childCount() const
{
    return static_cast<int>(std::min<EventIndex>(view()->lastVisible() - view()->firstVisible(), kMost));
}

QAccessibleInterface *TimelineAccessible::child(int index) const
{
    if (index < 0 || index >= childCount())
        return nullptr;
    const EventIndex event = first() + static_cast<EventIndex>(index);
    const auto known = m_items.find(event);
    if (known != m_items.end())
        return QAccessible::accessibleInterface(known->second);
    auto *item = new Item(view(), event);
    m_items.emplace(event, QAccessible::registerAccessibleInterface(item)); // Qt's cache owns it
    return item;
}

int TimelineAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    const auto *item = dynamic_cast<const Item *>(child);
    if (!item || item->eventIndex() < first())
        return -1;
    const EventIndex index = item->eventIndex() - first();
    return index < static_cast<EventIndex>(childCount()) ? static_cast<int>(index) : -1;
}

QAccessibleInterface *TimelineAccessible::childAt(int x, int y) const
{
    const EventIndex event = view()->eventAt(view()->mapFromGlobal(QPoint(x, y)));
    return event == kNoEvent || event < first() ? nullptr : child(static_cast<int>(event - first()));
}

} // namespace interleave
