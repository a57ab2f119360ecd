// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

#include <map>

class QSettings;

namespace interleave {

/// Orders somebody wants to see again, by the names they were given. A value; remembered among settings, where several
/// windows change it: whoever changes it takes over first what others have changed.
class SavedOrders
{
public:
    /// `schedule` in its text form; one of the same name is replaced.
    void add(QSettings &settings, const QString &name, const QString &schedule);
    void remove(QSettings &settings, const QString &name);
    QStringList names() const;
    /// Empty: there is none of that name.
    QString schedule(const QString &name) const;

    /// As they are by now.
    void load(QSettings &settings);

private:
    void save(QSettings &settings) const;

    std::map<QString, QString> m_orders;
};

} // namespace interleave
