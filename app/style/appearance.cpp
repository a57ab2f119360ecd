// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/style/appearance.h"

#include "app/style/fusion_style.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QSettings>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

const auto kChoiceKey = QStringLiteral("look/theme");
const auto kScaleKey = QStringLiteral("look/scale");
const auto kMotionKey = QStringLiteral("look/reducedMotion");

const auto kAppearanceSpace = QStringLiteral("org.freedesktop.appearance");
const auto kColorScheme = QStringLiteral("color-scheme");
const auto kInterfaceSpace = QStringLiteral("org.gnome.desktop.interface");
const auto kAnimations = QStringLiteral("enable-animations");

const auto kPortal = QStringLiteral("org.freedesktop.portal.Desktop");
const auto kPortalPath = QStringLiteral("/org/freedesktop/portal/desktop");
const auto kPortalSettings = QStringLiteral("org.freedesktop.portal.Settings");
constexpr int kPortalTimeoutMs = 300;

/// The portal wraps its answer in a variant of a variant.
QVariant unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

QFont scaled(QFont font, double pixels, double scale)
{
    font.setPixelSize(std::max(1, qRound(pixels * scale)));
    return font;
}

} // namespace

Appearance::Appearance(QObject *parent) : QObject(parent)
{
    const QSettings settings;
    m_choice = static_cast<Choice>(std::clamp(settings.value(kChoiceKey, 0).toInt(), 0, 2));
    m_scale = std::clamp(settings.value(kScaleKey, 1.0).toDouble(), kSmallest, kLargest);
    m_reducedMotion = settings.value(kMotionKey, false).toBool();
    // Whatever the platform set before us says what a desktop without a portal looks like.
    m_desktopIsDark = qApp != nullptr && QApplication::palette().color(QPalette::Window).lightness() < 128;
    m_theme = m_choice == Choice::Dark ? Theme::darkTheme() : Theme::light();
}

QFont Appearance::font(double pixels, int weight) const
{
    return scaled(m_theme.font(qRound(pixels), weight), pixels, scale());
}

QFont Appearance::mono(double pixels, int weight) const
{
    return scaled(m_theme.mono(qRound(pixels), weight), pixels, scale());
}

void Appearance::apply()
{
    m_applied = true;
    QApplication::setStyle(new FusionStyle);
    update();
}

void Appearance::followDesktop()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(kPortal, kPortalPath, kPortalSettings, QStringLiteral("SettingChanged"), this,
                SLOT(settingChanged(QString, QString, QDBusVariant)));
    askDesktop(kAppearanceSpace, kColorScheme);
    askDesktop(kInterfaceSpace, kAnimations);
}

void Appearance::askDesktop(const QString &space, const QString &key)
{
    QDBusMessage question =
        QDBusMessage::createMethodCall(kPortal, kPortalPath, kPortalSettings, QStringLiteral("Read"));
    question << space << key;
    const QDBusPendingCall call = QDBusConnection::sessionBus().asyncCall(question, kPortalTimeoutMs);
    auto *watcher = new QDBusPendingCallWatcher(call, this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, space, key] {
        const QDBusPendingReply<QVariant> reply = *watcher;
        if (!reply.isError())
            heardFromDesktop(space, key, unwrapped(reply.value()));
        watcher->deleteLater();
    });
}

void Appearance::settingChanged(const QString &space, const QString &key, const QDBusVariant &value)
{
    heardFromDesktop(space, key, unwrapped(value.variant()));
}

void Appearance::heardFromDesktop(const QString &space, const QString &key, const QVariant &value)
{
    if (space == kAppearanceSpace && key == kColorScheme) {
        const uint scheme = value.toUInt(); // 0 no preference, 1 dark, 2 light
        if (scheme == 0 || (scheme == 1) == m_desktopIsDark)
            return;
        m_desktopIsDark = scheme == 1;
        update();
    } else if (space == kInterfaceSpace && key == kAnimations) {
        m_desktopReducesMotion = !value.toBool();
        emit changed();
    }
}

void Appearance::setChoice(Choice choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    QSettings().setValue(kChoiceKey, static_cast<int>(choice));
    update();
}

void Appearance::setScale(double scale)
{
    scale = std::clamp(std::round(scale * 10) / 10, kSmallest, kLargest);
    if (scale == m_scale)
        return;
    m_scale = scale;
    QSettings().setValue(kScaleKey, scale);
    update();
}

void Appearance::setReducedMotion(bool reduced)
{
    if (reduced == m_reducedMotion)
        return;
    m_reducedMotion = reduced;
    QSettings().setValue(kMotionKey, reduced);
    emit changed();
}

void Appearance::setPresenting(bool presenting)
{
    if (presenting == m_presenting)
        return;
    m_presenting = presenting;
    update();
}

void Appearance::update()
{
    const bool dark = m_choice == Choice::Dark || (m_choice == Choice::System && m_desktopIsDark);
    m_theme = dark ? Theme::darkTheme() : Theme::light();
    if (m_applied) {
        QApplication::setPalette(m_theme.palette());
        QApplication::setFont(font(13));
        QToolTip::setPalette(m_theme.palette());
        QToolTip::setFont(font(12.5));
    }
    emit changed();
}

Appearance &appearance()
{
    static Appearance *instance = new Appearance(qApp);
    return *instance;
}

} // namespace interleave
