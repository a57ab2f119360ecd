// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/seen_orders.h"
#include "core/control/stepper.h"
#include "core/trace/recording.h"

#include <QObject>

#include <string>

namespace interleave {

/// The orders and results a learner has seen, kept among the settings of the program. Main thread.
class SeenBook : public QObject
{
    Q_OBJECT

public:
    explicit SeenBook(QObject *parent = nullptr);

    const SeenOrders &orders() const { return m_orders; }
    /// A stepped run that is over: it counts if nobody ended it before its time.
    void count(const RunInfo &info, const Stand &stand, const std::string &result);
    /// How many orders and results there are, from a search of all orders.
    void setTotals(const ExplorationReport &report);

signals:
    void changed();

private:
    void save();

    SeenOrders m_orders;
};

} // namespace interleave
