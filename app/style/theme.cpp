// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/style/theme.h"

#include <QStringList>

#include <array>
#include <cmath>

namespace interleave {

namespace {

using ActorColors = std::array<QRgb, 16>;

// The first six follow Okabe and Ito's set for colour-blind readers ("Color Universal Design", 2008): blue, orange,
// green, purple, sky, and a slate in place of black. Vermilion, their seventh, is left out: it means loss. Every colour
// is either light or dark enough to carry text at 4.5:1.
constexpr ActorColors kLightActors = {0x0072b2, 0xe69f00, 0x007a5a, 0xcc79a7, 0x56b4e9, 0x4b5563, 0x7b5ea7, 0x9a8f00,
                                      0x0b7f8c, 0x8a5a2b, 0xa9d18e, 0x882255, 0xb7a3e0, 0x5b7f2b, 0xc9b26b, 0x2f4b9a};
constexpr ActorColors kDarkActors = {0x3f9be0, 0xf0ae2a, 0x2db88c, 0xe08fbf, 0x9adbf7, 0xc5ccd8, 0xa58be0, 0xc9bc3a,
                                     0x35bfcb, 0xc99a66, 0xb9dfa0, 0xd77fa6, 0xcfc2f2, 0x93ba58, 0xe2cf8f, 0x7f9bf0};
// The same hues, spread in lightness.
constexpr ActorColors kPrintActors = {0x0072b2, 0xf2b53a, 0x00563f, 0xcc79a7, 0x9bd3f2, 0x343b47, 0x7b5ea7, 0xb3a92e,
                                      0x0b7f8c, 0x6e4519, 0xbfe0a8, 0x882255, 0xc9baea, 0x5b7f2b, 0xd9c88f, 0x2f4b9a};

const ActorColors &actorColors(const Theme &theme)
{
    if (theme.paper)
        return kPrintActors;
    return theme.dark ? kDarkActors : kLightActors;
}

QColor mixed(const QColor &under, const QColor &over, double share)
{
    const auto channel = [share](int a, int b) { return qRound(a + (b - a) * share); };
    return QColor(channel(under.red(), over.red()), channel(under.green(), over.green()),
                  channel(under.blue(), over.blue()));
}

QFont fontOf(const QStringList &families, QFont::StyleHint hint, int pixels, int weight)
{
    QFont font;
    font.setFamilies(families);
    font.setStyleHint(hint);
    font.setPixelSize(pixels);
    font.setWeight(static_cast<QFont::Weight>(weight));
    return font;
}

void setForAll(QPalette &palette, QPalette::ColorRole role, const QColor &color, const QColor &disabled)
{
    palette.setColor(QPalette::Active, role, color);
    palette.setColor(QPalette::Inactive, role, color);
    palette.setColor(QPalette::Disabled, role, disabled);
}

} // namespace

QColor Theme::actor(int index) const
{
    const ActorColors &colors = actorColors(*this);
    return QColor(colors[static_cast<std::size_t>(qMax(0, index)) % colors.size()]);
}

QColor Theme::onActor(int index) const
{
    // WCAG 2.1 relative luminance: above 0.2515 dark text has 4.5:1, below 0.183 white has; no actor lies between.
    const auto linear = [](float channel) {
        return channel <= 0.04045F ? channel / 12.92F : std::pow((channel + 0.055F) / 1.055F, 2.4F);
    };
    const QColor color = actor(index);
    const float luminance =
        0.2126F * linear(color.redF()) + 0.7152F * linear(color.greenF()) + 0.0722F * linear(color.blueF());
    if (luminance < 0.2F)
        return QColor(0xffffff);
    return dark ? QColor(0x11151c) : QColor(0x1d2430);
}

QColor Theme::actorSoft(int index) const
{
    return mixed(card, actor(index), dark ? 0.22 : 0.13);
}

QFont Theme::font(int pixels, int weight) const
{
    static const QStringList families{QStringLiteral("Inter"), QStringLiteral("Inter Variable"),
                                      QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans"),
                                      QStringLiteral("sans-serif")};
    QFont font = fontOf(families, QFont::SansSerif, pixels, weight);
    if (paper)
        font.setStyleStrategy(QFont::PreferNoShaping);
    return font;
}

QFont Theme::mono(int pixels, int weight) const
{
    static const QStringList families{QStringLiteral("DejaVu Sans Mono"), QStringLiteral("Noto Sans Mono"),
                                      QStringLiteral("Liberation Mono"), QStringLiteral("monospace")};
    return fontOf(families, QFont::Monospace, pixels, weight);
}

QPalette Theme::palette() const
{
    const QColor faint = mixed(card, text, 0.42);
    QPalette palette;
    setForAll(palette, QPalette::Window, window, window);
    setForAll(palette, QPalette::WindowText, text, faint);
    setForAll(palette, QPalette::Base, card, inset);
    setForAll(palette, QPalette::AlternateBase, inset, inset);
    setForAll(palette, QPalette::Text, text, faint);
    setForAll(palette, QPalette::Button, card, inset);
    setForAll(palette, QPalette::ButtonText, text, faint);
    setForAll(palette, QPalette::BrightText, loss, faint);
    setForAll(palette, QPalette::Highlight, accent, borderStrong);
    setForAll(palette, QPalette::HighlightedText, onAccent, text);
    setForAll(palette, QPalette::Link, accent, faint);
    setForAll(palette, QPalette::LinkVisited, accent, faint);
    setForAll(palette, QPalette::PlaceholderText, muted, faint);
    setForAll(palette, QPalette::ToolTipBase, dark ? inset : card, inset);
    setForAll(palette, QPalette::ToolTipText, text, faint);
    setForAll(palette, QPalette::Light, dark ? borderStrong : card, border);
    setForAll(palette, QPalette::Midlight, border, border);
    setForAll(palette, QPalette::Mid, borderStrong, border);
    setForAll(palette, QPalette::Dark, borderStrong, border);
    setForAll(palette, QPalette::Shadow, dark ? QColor(0x0b0e13) : muted, border);
    return palette;
}

Theme Theme::light()
{
    Theme theme;
    theme.window = QColor(0xf3f5f9);
    theme.card = QColor(0xffffff);
    theme.inset = QColor(0xf6f8fb);
    theme.border = QColor(0xd5dbe5);
    theme.borderStrong = QColor(0xb9c3d6);
    theme.text = QColor(0x1d2430);
    theme.muted = QColor(0x5b6675);
    theme.accent = QColor(0x3949ab);
    theme.onAccent = QColor(0xffffff);
    theme.accentSoft = QColor(0xe8eaf6);
    theme.loss = QColor(0xc2410c);
    theme.onLoss = QColor(0xffffff);
    theme.lossSoft = QColor(0xfdf0e8);
    theme.lossBorder = QColor(0xeccfbd);
    theme.right = QColor(0x17693f);
    theme.rightSoft = QColor(0xe8f5ee);
    theme.chance = QColor(0x8a5a00);
    theme.chanceSoft = QColor(0xfdf5dd);
    return theme;
}

Theme Theme::darkTheme()
{
    Theme theme;
    theme.dark = true;
    theme.window = QColor(0x14181f);
    theme.card = QColor(0x1c212b);
    theme.inset = QColor(0x262c38);
    theme.border = QColor(0x343c4a);
    theme.borderStrong = QColor(0x566175);
    theme.text = QColor(0xe7ebf2);
    theme.muted = QColor(0x9fa9b9);
    theme.accent = QColor(0x8c9eff);
    theme.onAccent = QColor(0x12163a);
    theme.accentSoft = QColor(0x2a3157);
    theme.loss = QColor(0xff8a5c);
    theme.onLoss = QColor(0x1a0d06);
    theme.lossSoft = QColor(0x3a2119);
    theme.lossBorder = QColor(0x6b3a27);
    theme.right = QColor(0x5fd39a);
    theme.rightSoft = QColor(0x15302a);
    theme.chance = QColor(0xf0c75e);
    theme.chanceSoft = QColor(0x33290f);
    return theme;
}

Theme Theme::print()
{
    Theme theme = light();
    theme.paper = true;
    theme.window = QColor(0xffffff);
    theme.inset = QColor(0xf7f7f7);
    theme.border = QColor(0xcccccc);
    theme.borderStrong = QColor(0x8c8c8c);
    theme.text = QColor(0x111111);
    theme.muted = QColor(0x4a4a4a);
    theme.accent = QColor(0x2b3990);
    theme.accentSoft = QColor(0xeeeeee);
    theme.loss = QColor(0xb03a08);
    theme.lossSoft = QColor(0xfbeee6);
    return theme;
}

} // namespace interleave
