// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/session/order_counter.h"

#include "app/models/known_orders.h"
#include "scenarios/catalog.h"

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

constexpr int kCountMs = 4000; ///< a learner has taken some steps by then

} // namespace

OrderCounter::OrderCounter(QObject *parent) : QObject(parent)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(kCountMs);
    connect(&m_patience, &QTimer::timeout, &m_explorer, &Explorer::stop);
    connect(&m_explorer, &Explorer::ended, this, &OrderCounter::onEnded);
}

void OrderCounter::count(const RunSettings &settings)
{
    const ScenarioInfo *const scenario = findScenario(settings.scenario);
    if (scenario == nullptr || !scenario->explorable || isHopeless(settings))
        return;
    if (m_explorer.isActive())
        m_next = haveSameOrders(settings, m_counting) ? std::nullopt : std::optional(settings);
    else
        start(settings);
}

void OrderCounter::start(const RunSettings &settings)
{
    m_counting = settings;
    if (m_explorer.start({.settings = settings}).ok()) // where it cannot be counted, it is not told either
        m_patience.start();
}

void OrderCounter::onEnded()
{
    m_patience.stop();
    const auto report = m_explorer.report();
    if (report && report->isOver && report->claim == Claim::Exhaustive)
        emit counted(report);
    else
        m_hopeless.push_back(m_counting);
    // Its process is on its way out while it tells so.
    if (const auto next = std::exchange(m_next, {}))
        QMetaObject::invokeMethod(this, [this, settings = *next] { count(settings); }, Qt::QueuedConnection);
}

bool OrderCounter::isHopeless(const RunSettings &settings) const
{
    return std::any_of(m_hopeless.begin(), m_hopeless.end(),
                       [&settings](const RunSettings &one) { return haveSameOrders(one, settings); });
}

} // namespace interleave
