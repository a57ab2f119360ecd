// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/style/appearance.h"

#include <QWidget>

namespace interleave {

/// Calls `restyle` now and whenever theme, scale or motion change, as long as the widget lives; then lays out and
/// paints.
template <typename Restyle>
void followAppearance(QWidget *widget, Restyle restyle)
{
    restyle();
    QObject::connect(&appearance(), &Appearance::changed, widget, [widget, restyle] {
        restyle();
        widget->updateGeometry();
        widget->update();
    });
}

inline void followAppearance(QWidget *widget)
{
    followAppearance(widget, [] {});
}

/// Colours that are mixed rather than named.
QColor mixedColor(const QColor &under, const QColor &over, double share);

/// A white sheet with a hairline and round corners, on which a panel lies.
class Card : public QWidget
{
    Q_OBJECT

public:
    explicit Card(QWidget *parent = nullptr);

    static constexpr double kRadius = 8;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace interleave
