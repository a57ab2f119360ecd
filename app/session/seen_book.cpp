// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/session/seen_book.h"

#include <QSettings>

namespace interleave {

SeenBook::SeenBook(QObject *parent) : QObject(parent)
{
    m_orders.load(QSettings());
}

void SeenBook::count(const RunInfo &info, const Stand &stand, const std::string &result)
{
    if (info.interrupted || (!stand.isOver && !stand.isStuck))
        return;
    m_orders.add(info.settings, stand.steps, stand.isStuck ? SeenOrders::kDeadlock : result);
    save();
}

void SeenBook::setTotals(const ExplorationReport &report)
{
    m_orders.setTotals(report);
    save();
}

void SeenBook::save()
{
    QSettings settings;
    m_orders.save(settings);
    emit changed();
}

} // namespace interleave
