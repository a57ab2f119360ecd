// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/stage_accessible.h"

#include "app/stage/stage_view.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPointer>

#include <vector>

namespace interleave {

namespace {

/// Ids of the bodies in the order in which they are read out: processes, what they would do next, then memory.
std::vector<QString> idsOf(const StageScene &scene)
{
    std::vector<QString> ids;
    for (const ActorBody &actor : scene.actors)
        ids.push_back(idOf(actor));
    for (const Offer &offer : scene.offers)
        ids.push_back(idOf(offer));
    for (const GroupBody &group : scene.groups) {
        ids.push_back(idOfObject(group.name));
        for (const auto *cells : {&group.before, &group.after})
            for (const WordBody &cell : *cells)
                ids.push_back(idOfObject(cell.name));
    }
    for (const WordBody &cell : scene.cells)
        ids.push_back(idOfObject(cell.name));
    for (const LockBody &lock : scene.locks)
        ids.push_back(idOfObject(lock.name));
    if (scene.strip)
        ids.push_back(QStringLiteral("strip"));
    return ids;
}

/// One body: the n-th of the scene, whatever that is by now. What a process would do next is a button.
class BodyInterface : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    BodyInterface(StageView *view, int index) : m_view(view), m_index(index) {}

    bool isValid() const override { return m_view && m_index < static_cast<int>(idsOf(m_view->scene()).size()); }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return m_view ? m_view->window()->windowHandle() : nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_view); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessible::Role role() const override { return offer() != nullptr ? QAccessible::Button : QAccessible::ListItem; }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.readOnly = offer() == nullptr;
        state.disabled = offer() != nullptr && !offer()->canGo();
        state.invalid = !isValid();
        return state;
    }
    void setText(QAccessible::Text, const QString &) override {}
    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name && isValid() ? m_view->scene().sentenceOf(id()) : QString();
    }
    QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect rect = m_view->rectOf(id());
        return {m_view->mapToGlobal(rect.topLeft()), rect.size()};
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface && offer() != nullptr
            ? static_cast<QAccessibleActionInterface *>(this)
            : nullptr;
    }
    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString &name) override
    {
        const Offer *const taken = offer();
        if (name == pressAction() && taken != nullptr && taken->canGo())
            m_view->choose(taken->actor);
    }
    QStringList keyBindingsForAction(const QString &) const override
    {
        return offer() != nullptr && !offer()->key.isEmpty() ? QStringList{offer()->key} : QStringList();
    }
    QString id() const { return idsOf(m_view->scene())[static_cast<std::size_t>(m_index)]; }

private:
    /// Null: it is something else.
    const Offer *offer() const
    {
        if (!isValid())
            return nullptr;
        const auto &offers = m_view->scene().offers;
        const auto actor = static_cast<std::size_t>(actorOfOffer(id())); // of nobody it is beyond them all
        return actor < offers.size() ? &offers[actor] : nullptr;
    }

    QPointer<StageView> m_view;
    int m_index;
};

/// The stage itself: a list of bodies. Their interfaces live in Qt's cache; this one takes them out again.
class StageInterface : public QAccessibleWidget
{
public:
    explicit StageInterface(StageView *view) : QAccessibleWidget(view, QAccessible::List), m_view(view) {}
    ~StageInterface() override
    {
        for (const QAccessible::Id id : m_bodies)
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return m_view ? static_cast<int>(idsOf(m_view->scene()).size()) : 0; }
    QAccessibleInterface *child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        while (static_cast<int>(m_bodies.size()) <= index)
            m_bodies.push_back(QAccessible::registerAccessibleInterface(
                new BodyInterface(m_view, static_cast<int>(m_bodies.size()))));
        return QAccessible::accessibleInterface(m_bodies[static_cast<std::size_t>(index)]);
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        for (std::size_t i = 0; i < m_bodies.size(); ++i)
            if (QAccessible::accessibleInterface(m_bodies[i]) == child)
                return static_cast<int>(i);
        return -1;
    }
    QAccessibleInterface *childAt(int x, int y) const override
    {
        for (int i = 0; i < childCount(); ++i)
            if (QAccessibleInterface *body = child(i); body->rect().contains(x, y))
                return body;
        return nullptr;
    }

private:
    QPointer<StageView> m_view;
    mutable std::vector<QAccessible::Id> m_bodies;
};

QAccessibleInterface *stageFactory(const QString &className, QObject *object)
{
    if (className != QLatin1String("interleave::StageView"))
        return nullptr;
    auto *view = qobject_cast<StageView *>(object);
    return view ? new StageInterface(view) : nullptr;
}

} // namespace

void installStageAccessibility()
{
    static const bool installed = [] {
        QAccessible::installFactory(stageFactory);
        return true;
    }();
    Q_UNUSED(installed)
}

void notifyStageChanged(StageView *view)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent event(view, QAccessible::VisibleDataChanged);
    QAccessible::updateAccessibility(&event);
}

} // namespace interleave
