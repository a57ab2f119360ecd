// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/charts/chart_export.h"

#include <QObject>

#include <functional>

class QWidget;

namespace interleave {

/// Saves the figure that a widget shows: asks for a name, draws it, and writes it on a thread of the pool.
class FigureSaver : public QObject
{
    Q_OBJECT

public:
    /// `shown`: what is on show, with its caption; called when there is a name.
    FigureSaver(std::function<Figure()> shown, QWidget *owner);

    /// Asks for a name, beginning with `name`, and saves there.
    void ask(const QString &title, const QString &name);
    /// `suffix`, with its dot, is that of a path without any.
    void saveAs(QString path, const QString &suffix);

signals:
    void saved(const QString &path);
    /// It could not be saved; the sentence says why.
    void failed(const QString &sentence);

private:
    std::function<Figure()> m_shown;
    QWidget *m_owner;
};

} // namespace interleave
