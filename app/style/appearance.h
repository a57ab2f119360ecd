// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/style/theme.h"

#include <QObject>

class QDBusVariant;

namespace interleave {

/// What the whole program looks like now: the theme, the scale of text, whether things may move. Remembered in the
/// settings. Widgets read it when they paint and listen to changed(). Main thread only.
///
/// The scale applies to widgets through font(), mono() and px(); a painted canvas lays itself out at 100 % and scales
/// its painter by scale() instead.
class Appearance : public QObject
{
    Q_OBJECT

public:
    enum class Choice { System, Light, Dark };
    Q_ENUM(Choice)

    static constexpr double kSmallest = 0.8;
    static constexpr double kLargest = 2.0;
    static constexpr double kPresenting = 1.4; ///< what a projector needs on top

    explicit Appearance(QObject *parent = nullptr);

    const Theme &theme() const { return m_theme; }
    Choice choice() const { return m_choice; }
    bool presenting() const { return m_presenting; }
    double scale() const { return m_presenting ? m_scale * kPresenting : m_scale; }
    /// The learner's choice, or the desktop's.
    bool reducedMotion() const { return m_reducedMotion || m_desktopReducesMotion; }

    QFont font(double pixels = 13, int weight = QFont::Normal) const;
    QFont mono(double pixels = 13, int weight = QFont::Normal) const;
    /// A length given at 100 %, in whole pixels.
    int px(double length) const { return qRound(length * scale()); }

    /// Style, palette and font for the application.
    void apply();
    /// Asks the desktop for its colour scheme and whether things may move, now and whenever it changes its mind. It
    /// answers later, or not at all (then the system's palette decides).
    void followDesktop();

public slots:
    void setChoice(interleave::Appearance::Choice choice);
    void setScale(double scale);
    void zoomIn() { setScale(m_scale + 0.1); }
    void zoomOut() { setScale(m_scale - 0.1); }
    void zoomReset() { setScale(1.0); }
    void setReducedMotion(bool reduced);
    /// Everything larger for a while; not remembered.
    void setPresenting(bool presenting);

signals:
    void changed();

private slots:
    void settingChanged(const QString &space, const QString &key, const QDBusVariant &value);

private:
    void askDesktop(const QString &space, const QString &key);
    void heardFromDesktop(const QString &space, const QString &key, const QVariant &value);
    void update();

    Theme m_theme;
    Choice m_choice = Choice::System;
    double m_scale = 1.0;
    bool m_reducedMotion = false;
    bool m_desktopReducesMotion = false;
    bool m_desktopIsDark = false;
    bool m_presenting = false;
    bool m_applied = false;
};

/// The one of this program. Made on first use, after QApplication.
Appearance &appearance();

} // namespace interleave
