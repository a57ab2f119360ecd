// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

#include <map>

class QSettings;

namespace interleave {

/// Orders somebody wants to see again, by the names they were given. A value; remembered by save() and load().
class SavedOrders
{
public:
    /// `schedule` in its text form; one of the same name is replaced.
    void add(const QString &name, const QString &schedule) { m_orders[name] = schedule; }
    void remove(const QString &name) { m_orders.erase(name); }
    QStringList names() const;
    /// Empty: there is none of that name.
    QString schedule(const QString &name) const;

    void save(QSettings &settings) const;
    void load(QSettings &settings);

private:
    std::map<QString, QString> m_orders;
};

} // namespace interleave
