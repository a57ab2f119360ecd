// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/verdict_strip.h"

#include "app/panels/button.h"
#include "app/panels/loss_stepper.h"
#include "app/panels/text_label.h"
#include "app/panels/themed.h"
#include "app/panels/verdict_mark.h"
#include "app/session/playback.h"
#include "app/style/words.h"

#include <QGridLayout>
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

/// Sentences one below the other: a tool tip breaks no lines by itself.
QString inLines(QString sentences)
{
    return sentences.replace(QStringLiteral(". "), QStringLiteral(".\n"))
        .replace(QStringLiteral(": "), QStringLiteral(":\n"));
}

enum Column { kShape, kHeadline, kBefore, kSentence, kAfter, kLosses, kForce, kWhy, kColumns };

constexpr int kTightestVerdict = 4;
constexpr double kVerdictHeight = 50;

} // namespace

VerdictStrip::VerdictStrip(Playback *playback, QWidget *parent)
    : QWidget(parent),
      m_playback(playback),
      m_layout(new QGridLayout(this)),
      m_mark(new VerdictMark),
      m_headline(new TextLabel(17, QFont::Bold, &Theme::text)),
      m_sentence(new TextLabel(14, QFont::Normal, &Theme::text)),
      m_losses(new LossStepper),
      m_force(new Button(Button::Look::Plain, words::word(u"force"), QString())),
      m_why(new Button(Button::Look::Plain, QString(), QString()))
{
    setObjectName(QStringLiteral("verdict"));
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_headline->setObjectName(QStringLiteral("verdictHeadline"));
    m_headline->setElides(false);
    m_sentence->setObjectName(QStringLiteral("verdictSentence"));
    m_layout->addWidget(m_mark, 0, kShape);
    m_layout->addWidget(m_headline, 0, kHeadline);
    m_layout->addWidget(m_sentence, 0, kSentence);
    m_layout->addWidget(m_losses, 0, kLosses);
    m_layout->addWidget(m_force, 0, kForce);
    m_layout->addWidget(m_why, 0, kWhy);
    m_layout->setColumnStretch(kSentence, 1);
    m_layout->setVerticalSpacing(0);
    m_why->setObjectName(QStringLiteral("whyButton"));
    m_force->setObjectName(QStringLiteral("forceButton"));
    m_force->setToolTip(words::sentence(u"force"));
    connect(m_losses, &LossStepper::chosen, m_playback, [this](EventIndex event) {
        m_playback->pause();
        m_playback->seek(event + 1);
    });
    connect(m_playback, &Playback::moved, m_losses, &LossStepper::follow);
    followAppearance(this, [this] {
        const Appearance &look = appearance();
        m_layout->setHorizontalSpacing(look.px(12));
        for (const Column gap : {kBefore, kAfter})
            m_layout->setColumnMinimumWidth(gap, look.px(8));
        fit();
        QMetaObject::invokeMethod(this, &VerdictStrip::fit,
                                  Qt::QueuedConnection); // once its parts have their new sizes
    });
    refresh();
}

void VerdictStrip::showNothing(const QString &headline, const QString &sentence)
{
    m_verdict = {Verdict::Kind::None, headline, sentence};
    m_of.clear();
    m_losses->setLosses({});
    m_hasLosses = false;
    m_question.clear();
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
    m_question = question;
    m_why->setAccessibleName(question);
    refresh();
}

void VerdictStrip::setForceable(bool forceable)
{
    m_forceable = forceable;
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
        shown = {Verdict::Kind::None, m_verdict.headline, m_of};
    static_cast<VerdictMark *>(m_mark)->setKind(shown.kind);
    m_mark->setVisible(shown.kind != Verdict::Kind::None);
    m_headline->setRole(recedes() ? &Theme::muted : tintOf(shown.kind).strong);
    m_headline->setText(shown.headline);
    m_headline->setVisible(!shown.headline.isEmpty());
    m_sentence->setRole(shown.kind == Verdict::Kind::None ? &Theme::muted : &Theme::text);
    m_sentence->setText(shown.sentence);
    m_losses->setVisible(m_hasLosses && !conceals);
    m_losses->setReceding(recedes());
    m_why->setVisible(!m_question.isEmpty() && !conceals);
    m_force->setVisible(m_forceable && shown.kind == Verdict::Kind::Chance);
    setToolTip(inLines(shown.limit));
    setAccessibleName(shown.headline + QStringLiteral(". ") + shown.sentence);
    setAccessibleDescription(shown.limit);
    fit();
    update();
}

/// The least tight level at which the whole sentence is seen: in one line; in two; beside a brief question; below
/// everything else; below a brief question.
void VerdictStrip::fit()
{
    for (int level = 0; level <= kTightestVerdict; ++level) {
        tighten(level);
        const int room = roomForSentence();
        const int lines = m_sentence->linesAt(room), most = level == 0 ? 1 : m_isBelow ? lines : 2;
        m_sentence->setLines(lines);
        if (room >= 0 && lines <= most)
            break;
    }
    const Appearance &look = appearance();
    const int margin = m_isBelow ? look.px(8) : 0, below = m_isBelow ? m_sentence->sizeHint().height() + margin : 0;
    m_layout->setContentsMargins(look.px(22), 0, look.px(14), margin + 1);
    m_layout->setRowMinimumHeight(0, look.px(kVerdictHeight));
    setFixedHeight(look.px(kVerdictHeight) + below + 1);
    m_layout->activate();
}

void VerdictStrip::tighten(int level)
{
    m_isBelow = level >= 3;
    const bool brief = level == 2 || level == kTightestVerdict;
    showQuestion(brief);
    m_layout->removeWidget(m_sentence);
    if (m_isBelow)
        m_layout->addWidget(m_sentence, 1, kHeadline, 1, kColumns - kHeadline);
    else
        m_layout->addWidget(m_sentence, 0, kSentence);
    for (QWidget *part : findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly))
        part->updateGeometry();
    m_layout->invalidate();
}

/// Below 0: what else there is does not fit.
int VerdictStrip::roomForSentence() const
{
    const int spare = width() - m_layout->minimumSize().width();
    if (!m_isBelow || spare < 0)
        return spare;
    const QMargins margins = m_layout->contentsMargins();
    const int mark = m_mark->isHidden() ? 0 : m_mark->sizeHint().width() + m_layout->horizontalSpacing();
    return width() - margins.left() - margins.right() - mark;
}

void VerdictStrip::showQuestion(bool brief)
{
    const auto answer = QStringLiteral("From the result back to its causes (W)");
    m_why->setText(brief && !m_question.isEmpty() ? QStringLiteral("Why?") : m_question);
    m_why->setToolTip(brief ? m_question + QLatin1Char('\n') + answer : answer);
}

void VerdictStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fit();
}

void VerdictStrip::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    fit(); // what is hidden with its window has no width that could be measured
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
