// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/paint/shapes.h"
#include "core/result.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <vector>

class QWidget;

namespace interleave {

/// Saves and copies the pictures of the window: those its views offer, and the window itself.
class PictureExporter : public QObject
{
    Q_OBJECT

public:
    explicit PictureExporter(QWidget *window);

    /// A picture to offer, drawn anew each time it is asked for.
    void add(const QString &title, std::function<Picture()> draw);
    QStringList titles() const;

public slots:
    /// Asks where to, then writes; PNG, SVG or PDF by the name's suffix.
    void save(int index);
    void copy(int index);
    /// What is seen of the window, as PNG.
    void saveWindow();

signals:
    void said(const QString &sentence);   ///< what was done
    void failed(const QString &sentence); ///< why it was not

private:
    /// Does that without holding the window up, and says how it went.
    void write(const QString &path, std::function<Result<void>()> work);

    struct Offer {
        QString title;
        std::function<Picture()> draw;
    };

    QWidget *m_window; // not owned; it owns this
    std::vector<Offer> m_offers;
};

} // namespace interleave
