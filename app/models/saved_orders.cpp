// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/saved_orders.h"

#include <QSettings>

namespace interleave {

namespace {

const auto kArray = QStringLiteral("orders");
const auto kName = QStringLiteral("name");
const auto kSchedule = QStringLiteral("schedule");

} // namespace

QStringList SavedOrders::names() const
{
    QStringList names;
    for (const auto &[name, schedule] : m_orders)
        names << name;
    return names;
}

QString SavedOrders::schedule(const QString &name) const
{
    const auto found = m_orders.find(name);
    return found == m_orders.end() ? QString() : found->second;
}

void SavedOrders::add(QSettings &settings, const QString &name, const QString &schedule)
{
    load(settings);
    m_orders[name] = schedule;
    save(settings);
}

void SavedOrders::remove(QSettings &settings, const QString &name)
{
    load(settings);
    m_orders.erase(name);
    save(settings);
}

void SavedOrders::save(QSettings &settings) const
{
    settings.remove(kArray);
    settings.beginWriteArray(kArray, static_cast<int>(m_orders.size()));
    int index = 0;
    for (const auto &[name, schedule] : m_orders) { // a name may hold anything, so it is no key
        settings.setArrayIndex(index++);
        settings.setValue(kName, name);
        settings.setValue(kSchedule, schedule);
    }
    settings.endArray();
    settings.sync();
}

void SavedOrders::load(QSettings &settings)
{
    settings.sync(); // another program may have written there
    m_orders.clear();
    const int count = settings.beginReadArray(kArray);
    for (int index = 0; index < count; ++index) {
        settings.setArrayIndex(index);
        m_orders[settings.value(kName).toString()] = settings.value(kSchedule).toString();
    }
    settings.endArray();
}

} // namespace interleave
