// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/style/theme.h"

#include <QTest>

#include <cmath>

using namespace interleave;

namespace {

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(double(color.redF())) + 0.7152 * linear(double(color.greenF()))
        + 0.0722 * linear(double(color.blueF()));
}

/// WCAG 2.1.
double contrast(const QColor &a, const QColor &b)
{
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

/// Degrees between two hues, 0 … 180.
double hueDistance(const QColor &a, const QColor &b)
{
    const double distance = std::abs(a.hsvHueF() - b.hsvHueF()) * 360.0;
    return std::min(distance, 360.0 - distance);
}

Theme themeOf(const QString &name)
{
    if (name == QLatin1String("dark"))
        return Theme::darkTheme();
    return name == QLatin1String("print") ? Theme::print() : Theme::light();
}

void addThemes()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"light", "dark", "print"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

} // namespace

class tst_Theme : public QObject
{
    Q_OBJECT

private slots:
    void textCanBeReadOnWhateverItLies_data() { addThemes(); }
    void textCanBeReadOnWhateverItLies();
    void anActorsTextCanBeReadOnItsColor_data() { addThemes(); }
    void anActorsTextCanBeReadOnItsColor();
    void noActorLooksLikeLoss_data() { addThemes(); }
    void noActorLooksLikeLoss();
    void sixteenActorsHaveSixteenColors_data() { addThemes(); }
    void sixteenActorsHaveSixteenColors();
    void onPaperTheFirstActorsDifferInGrey();
    void textOnASoftActorCanBeRead_data() { addThemes(); }
    void textOnASoftActorCanBeRead();
    void fontsHaveAFallbackAndTheirSize();
};

void tst_Theme::textCanBeReadOnWhateverItLies()
{
    QFETCH(QString, name);
    const Theme theme = themeOf(name);
    for (const QColor &ground : {theme.window, theme.card, theme.inset, theme.accentSoft, theme.lossSoft, theme.rightSoft,
                                 theme.chanceSoft}) {
        QVERIFY2(contrast(theme.text, ground) >= 7, qPrintable(ground.name()));
        QVERIFY2(contrast(theme.muted, ground) >= 4.5, qPrintable(ground.name()));
    }
    QVERIFY(contrast(theme.onAccent, theme.accent) >= 4.5);
    QVERIFY(contrast(theme.onLoss, theme.loss) >= 4.5);
    QVERIFY(contrast(theme.loss, theme.card) >= 4.5);
    QVERIFY(contrast(theme.loss, theme.lossSoft) >= 4.5);
    QVERIFY(contrast(theme.right, theme.rightSoft) >= 4.5);
    QVERIFY(contrast(theme.chance, theme.chanceSoft) >= 4.5);
    QVERIFY(contrast(theme.accent, theme.accentSoft) >= 4.5);
}

void tst_Theme::anActorsTextCanBeReadOnItsColor()
{
    QFETCH(QString, name);
    const Theme theme = themeOf(name);
    for (int actor = 0; actor < 16; ++actor)
        QVERIFY2(contrast(theme.onActor(actor), theme.actor(actor)) >= 4.5, qPrintable(QString::number(actor)));
}

void tst_Theme::noActorLooksLikeLoss()
{
    QFETCH(QString, name);
    const Theme theme = themeOf(name);
    for (int actor = 0; actor < 16; ++actor) {
        const QColor color = theme.actor(actor);
        const bool apart = hueDistance(color, theme.loss) >= 9 || color.hsvSaturationF() < theme.loss.hsvSaturationF() / 1.25F;
        QVERIFY2(apart, qPrintable(QStringLiteral("%1 %2").arg(actor).arg(color.name())));
    }
}

void tst_Theme::sixteenActorsHaveSixteenColors()
{
    QFETCH(QString, name);
    const Theme theme = themeOf(name);
    for (int a = 0; a < 16; ++a)
        for (int b = 0; b < a; ++b)
            QVERIFY(theme.actor(a) != theme.actor(b));
    QCOMPARE(theme.actor(16), theme.actor(0));
}

void tst_Theme::onPaperTheFirstActorsDifferInGrey()
{
    const Theme theme = Theme::print();
    for (int a = 0; a < 6; ++a)
        for (int b = 0; b < a; ++b)
            QVERIFY2(contrast(theme.actor(a), theme.actor(b)) > 1.1, qPrintable(QStringLiteral("%1 %2").arg(a).arg(b)));
}

void tst_Theme::textOnASoftActorCanBeRead()
{
    QFETCH(QString, name);
    const Theme theme = themeOf(name);
    for (int actor = 0; actor < 16; ++actor)
        QVERIFY(contrast(theme.text, theme.actorSoft(actor)) >= 4.5);
}

void tst_Theme::fontsHaveAFallbackAndTheirSize()
{
    const Theme theme = Theme::light();
    const QFont font = theme.font(15, QFont::DemiBold);
    QCOMPARE(font.pixelSize(), 15);
    QCOMPARE(font.weight(), QFont::DemiBold);
    QCOMPARE(font.families().front(), QStringLiteral("Inter"));
    QVERIFY(font.families().size() > 1);
    QVERIFY(theme.mono().families().size() > 1);
}

QTEST_MAIN(tst_Theme)
#include "tst_theme.moc"
