// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/verdict_strip.h"

#include "app/panels/button.h"
#include "app/panels/loss_stepper.h"
#include "app/panels/text_label.h"
#include "app/panels/themed.h"
#include "app/panels/verdict_mark.h"
#include "app/session/playback.h"

#include <QHBoxLayout>
#include <QPainter>

namespace interleave {

namespace {

struct Tint {
    QColor Theme::*soft;
    QColor Theme::*strong;
};

Tint tintOf(Verdict::Kind kind)
{
    switch (kind) {
    case Verdict::Kind::Wrong: return {&Theme::lossSoft, &Theme::loss};
    case Verdict::Kind::Chance: return {&Theme::chanceSoft, &Theme::chance};
    case Verdict::Kind::Right: return {&Theme::rightSoft, &Theme::right};
    case Verdict::Kind::Unfinished:
    case Verdict::Kind::None: return {&Theme::card, &Theme::text};
    }
    return {&Theme::card, &Theme::text};
}

} // namespace

VerdictStrip::VerdictStrip(Playback *playback, QWidget *parent)
    : QWidget(parent), m_playback(playback), m_layout(new QHBoxLayout(this)), m_mark(new VerdictMark),
      m_headline(new TextLabel(17, QFont::Bold, &Theme::text)),
      m_sentence(new TextLabel(14, QFont::Normal, &Theme::text)), m_losses(new LossStepper),
      m_why(new Button(Button::Look::Plain, QString(), QString()))
{
    setObjectName(QStringLiteral("verdict"));
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_headline->setObjectName(QStringLiteral("verdictHeadline"));
    m_headline->setElides(false);
    m_sentence->setObjectName(QStringLiteral("verdictSentence"));
    m_layout->addWidget(m_mark);
    m_layout->addWidget(m_headline);
    m_layout->addSpacing(8);
    m_layout->addWidget(m_sentence, 1);
    m_layout->addSpacing(8);
    m_layout->addWidget(m_losses);
    m_layout->addWidget(m_why);
    m_why->setObjectName(QStringLiteral("whyButton"));
    m_why->setToolTip(QStringLiteral("From the result back to its causes (W)"));
    connect(m_losses, &LossStepper::chosen, m_playback, [this](EventIndex event) {
        m_playback->pause();
        m_playback->seek(event + 1);
    });
    connect(m_playback, &Playback::moved, m_losses, &LossStepper::follow);
    followAppearance(this, [this] {
        const Appearance &look = appearance();
        setFixedHeight(look.px(50) + 1);
        m_layout->setContentsMargins(look.px(22), 0, look.px(14), 1);
        m_layout->setSpacing(look.px(12));
    });
    refresh();
}

void VerdictStrip::showNothing(const QString &headline, const QString &sentence)
{
    m_verdict = {Verdict::Kind::None, headline, sentence};
    m_of.clear();
    m_losses->setLosses({});
    m_hasLosses = m_hasQuestion = false;
    refresh();
}

void VerdictStrip::showVerdict(const Verdict &verdict, const Losses &losses)
{
    m_verdict = verdict;
    m_of.clear();
    m_losses->setLosses(losses);
    m_hasLosses = !losses.empty();
    refresh();
}

void VerdictStrip::setQuestion(const QString &question)
{
    m_why->setText(question);
    m_why->setAccessibleName(question);
    m_why->updateGeometry();
    m_hasQuestion = !question.isEmpty();
    refresh();
}

void VerdictStrip::setOutdated(const QString &of)
{
    if (of == m_of)
        return;
    m_of = of;
    refresh();
}

void VerdictStrip::setHidden(bool hidden)
{
    m_hidden = hidden;
    refresh();
}

void VerdictStrip::refresh()
{
    const bool conceals = m_hidden && m_verdict.kind != Verdict::Kind::None;
    Verdict shown = m_verdict;
    if (conceals)
        shown = {Verdict::Kind::None, QStringLiteral("What will it be?"),
                 QStringLiteral("The result is hidden; R shows it.")};
    else if (recedes())
        shown = {Verdict::Kind::None, m_verdict.headline, QStringLiteral("of the last run: ") + m_of};
    static_cast<VerdictMark *>(m_mark)->setKind(shown.kind);
    m_mark->setVisible(shown.kind != Verdict::Kind::None);
    m_headline->setRole(recedes() ? &Theme::muted : tintOf(shown.kind).strong);
    m_headline->setText(shown.headline);
    m_headline->setVisible(!shown.headline.isEmpty());
    m_sentence->setRole(shown.kind == Verdict::Kind::None ? &Theme::muted : &Theme::text);
    m_sentence->setText(shown.sentence);
    m_losses->setVisible(m_hasLosses && !conceals);
    m_losses->setReceding(recedes());
    m_why->setVisible(m_hasQuestion && !conceals);
    setAccessibleName(shown.headline + QStringLiteral(". ") + shown.sentence);
    update();
}

bool VerdictStrip::recedes() const
{
    return !m_of.isEmpty() && m_verdict.kind != Verdict::Kind::None;
}

QSize VerdictStrip::minimumSizeHint() const
{
    return {0, height()};
}

void VerdictStrip::paintEvent(QPaintEvent *)
{
    const Theme &theme = appearance().theme();
    const Verdict::Kind kind = m_hidden || recedes() ? Verdict::Kind::None : m_verdict.kind;
    QPainter painter(this);
    painter.fillRect(rect(), theme.*tintOf(kind).soft);
    const QColor edge = kind == Verdict::Kind::Wrong
        ? theme.lossBorder
        : mixedColor(theme.border, theme.*tintOf(kind).strong, kind == Verdict::Kind::None ? 0 : 0.15);
    painter.fillRect(0, height() - 1, width(), 1, edge);
}

} // namespace interleave
