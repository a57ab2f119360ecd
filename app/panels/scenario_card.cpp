// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/scenario_card.h"

#include "app/models/to_text.h"
#include "app/panels/text_label.h"
#include "scenarios/scenario_info.h"

#include <QLinearGradient>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextCursor>
#include <QTextOption>
#include <QVBoxLayout>

namespace interleave {

namespace {

QString sign(Grade grade)
{
    switch (grade) {
    case Grade::Acceptable: return QStringLiteral("✓");
    case Grade::Interesting: return QStringLiteral("~");
    case Grade::Forbidden: return QStringLiteral("✕");
    }
    return {};
}

QTextBlockFormat blockFormat(double above, double indent = 0)
{
    QTextBlockFormat format;
    format.setLineHeight(appearance().px(21), QTextBlockFormat::MinimumHeight);
    format.setTopMargin(appearance().px(above));
    format.setLeftMargin(appearance().px(indent));
    format.setTextIndent(-appearance().px(indent));
    if (indent > 0)
        format.setTabPositions({QTextOption::Tab(appearance().px(indent), QTextOption::LeftTab)});
    return format;
}

/// Where there is more below, the text fades out instead of being cut in the middle of a line.
class FadingText : public QTextBrowser
{
protected:
    void paintEvent(QPaintEvent *event) override
    {
        QTextBrowser::paintEvent(event);
        if (verticalScrollBar()->value() == verticalScrollBar()->maximum())
            return;
        const QColor card = appearance().theme().card;
        QColor clear = card;
        clear.setAlpha(0);
        const QRect foot = viewport()->rect().adjusted(0, viewport()->height() - appearance().px(22), 0, 0);
        QLinearGradient fade(foot.topLeft(), foot.bottomLeft());
        fade.setColorAt(0, clear);
        fade.setColorAt(0.85, card);
        QPainter(viewport()).fillRect(foot, fade);
    }
    void scrollContentsBy(int dx, int dy) override
    {
        QTextBrowser::scrollContentsBy(dx, dy);
        viewport()->update(); // the foot does not scroll along
    }
};

} // namespace

ScenarioCard::ScenarioCard(QWidget *parent)
    : Card(parent), m_title(new TextLabel(14, QFont::DemiBold, &Theme::text)), m_text(new FadingText)
{
    m_title->setText(QStringLiteral("About this scenario"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setAccessibleName(m_title->text());
    m_text->viewport()->setAutoFillBackground(false);
    m_text->document()->setDocumentMargin(0);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_title);
    column->addWidget(m_text, 1);
    followAppearance(this, [this, column] {
        const Appearance &look = appearance();
        column->setContentsMargins(look.px(16), look.px(15), look.px(6), look.px(8));
        column->setSpacing(look.px(8));
        tell();
    });
}

void ScenarioCard::showMode(const ScenarioInfo *scenario, const ModeInfo *mode)
{
    m_scenario = scenario;
    m_mode = mode;
    tell();
}

void ScenarioCard::tell()
{
    m_text->clear();
    if (m_scenario == nullptr)
        return;
    const Theme &theme = appearance().theme();
    QTextCharFormat plain, strong;
    plain.setFont(appearance().font(13.5));
    plain.setForeground(theme.text);
    strong.setFont(appearance().font(13.5, QFont::DemiBold));
    strong.setForeground(theme.text);

    QTextCursor cursor = m_text->textCursor();
    cursor.setBlockFormat(blockFormat(0));
    cursor.insertText(toText(m_scenario->summary), plain);
    if (m_mode != nullptr) {
        cursor.insertBlock(blockFormat(12));
        cursor.insertText(QStringLiteral("Protection: ") + toText(m_mode->title), strong);
        cursor.insertBlock(blockFormat(2));
        cursor.insertText(toText(m_mode->help), plain);
    }
    if (!m_scenario->outcomes.empty()) {
        cursor.insertBlock(blockFormat(12));
        cursor.insertText(QStringLiteral("How it may end"), strong);
    }
    for (const OutcomeInfo &outcome : m_scenario->outcomes) {
        const std::string_view sentence = m_mode != nullptr ? outcome.sentenceUnder(*m_mode) : outcome.sentence;
        if (sentence.empty())
            continue;
        cursor.insertBlock(blockFormat(3, 18));
        QTextCharFormat mark = strong;
        if (outcome.grade == Grade::Forbidden)
            mark.setForeground(theme.loss);
        cursor.insertText(sign(outcome.grade) + QLatin1Char('\t'), mark);
        cursor.insertText(toText(sentence), plain);
    }
    cursor.movePosition(QTextCursor::Start);
    m_text->setTextCursor(cursor);
}

QSize ScenarioCard::minimumSizeHint() const
{
    return {appearance().px(240), appearance().px(100)};
}

} // namespace interleave
