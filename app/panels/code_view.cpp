// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/code_view.h"

#include "app/panels/syntax_highlighter.h"
#include "app/panels/themed.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>

namespace interleave {

namespace {

/// Too wide for the card's usual width at 13 px?
bool isWide(const Excerpt &excerpt)
{
    constexpr qsizetype kColumns = 45;
    return std::any_of(excerpt.lines.begin(), excerpt.lines.end(),
                       [](const Excerpt::Line &line) { return line.text.size() > kColumns; });
}

} // namespace


namespace {

constexpr double kLine = 23;
constexpr double kBadge = 20;
constexpr std::size_t kBadgesShown = 5;

} // namespace

CodeView::CodeView(SourceLanguage language, const QString &name, QWidget *parent) : QTextEdit(parent)
{
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setLineWrapMode(QTextEdit::NoWrap);
    setAccessibleName(name);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(0);
    new SyntaxHighlighter(language, document()); // the document owns it
    followAppearance(this, [this] { restyle(); });
}

void CodeView::restyle()
{
    setFont(appearance().mono(isWide(m_excerpt) ? 12 : 13));
    document()->setDefaultFont(font());
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    QTextBlockFormat format;
    format.setLineHeight(appearance().px(kLine), QTextBlockFormat::FixedHeight);
    format.setLeftMargin(appearance().px(6)); // the tint begins before the text
    cursor.mergeBlockFormat(format);
    viewport()->update();
}

void CodeView::setExcerpt(const Excerpt &excerpt)
{
    m_excerpt = excerpt;
    QString text = excerpt.text();
    text.chop(1);
    setPlainText(text);
    m_line = -1;
    m_badges.clear();
    restyle();
    updateGeometry();
}

void CodeView::setMarks(int line, bool loss, std::map<int, std::vector<int>> badges)
{
    if (line == m_line && loss == m_loss && badges == m_badges)
        return;
    m_line = line;
    m_loss = loss;
    m_badges = std::move(badges);
    if (line >= 0 && verticalScrollBar()->maximum() > 0) {
        const QRectF rect = lineRect(line);
        if (rect.top() < 0 || rect.bottom() > viewport()->height())
            verticalScrollBar()->setValue(verticalScrollBar()->value() + qRound(rect.center().y()) - viewport()->height() / 2);
    }
    viewport()->update();
}

int CodeView::fullHeight() const
{
    return static_cast<int>(m_excerpt.lines.size()) * appearance().px(kLine) + appearance().px(4);
}

QSize CodeView::sizeHint() const
{
    return {appearance().px(300), fullHeight()};
}

QSize CodeView::minimumSizeHint() const
{
    return {appearance().px(160), std::min(fullHeight(), appearance().px(kLine * 4))};
}

QRectF CodeView::lineRect(int line) const
{
    const QTextBlock block = document()->findBlockByNumber(line);
    const QRectF rect = document()->documentLayout()->blockBoundingRect(block);
    // A line of fixed height has its spare room above the letters; the tint takes half of it below.
    const double shift = appearance().px(2.5);
    return QRectF(0, rect.top() - verticalScrollBar()->value() + shift, viewport()->width(), appearance().px(kLine));
}

void CodeView::paintEvent(QPaintEvent *event)
{
    const Theme &theme = appearance().theme();
    {
        QPainter painter(viewport());
        painter.setRenderHint(QPainter::Antialiasing);
        if (m_line >= 0) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_loss ? theme.lossSoft : theme.accentSoft);
            painter.drawRoundedRect(lineRect(m_line), 4, 4);
        }
    }
    QTextEdit::paintEvent(event);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto &[line, actors] : m_badges)
        paintBadges(painter, line, actors);
}

void CodeView::paintBadges(QPainter &painter, int line, const std::vector<int> &actors) const
{
    const Appearance &look = appearance();
    const Theme &theme = look.theme();
    const QRectF row = lineRect(line);
    const double size = std::min<double>(look.px(kBadge), row.height() - 2);
    // The first in the list stands leftmost; what has no room is counted.
    const std::size_t shown = std::min(actors.size(), kBadgesShown);
    double x = row.right() - look.px(6) - size * double(shown) - look.px(4) * double(shown - 1);
    if (actors.size() > shown) {
        x -= look.px(30);
        painter.setFont(look.font(12));
        painter.setPen(theme.muted);
        painter.drawText(QRectF(row.right() - look.px(34), row.top(), look.px(30), row.height()), Qt::AlignRight | Qt::AlignVCenter,
                         QStringLiteral("+%1").arg(actors.size() - shown));
    }
    painter.setFont(look.font(12, QFont::Bold));
    for (std::size_t i = 0; i < shown; ++i) {
        const QRectF circle(x, row.center().y() - size / 2, size, size);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.actor(actors[i]));
        painter.drawEllipse(circle);
        painter.setPen(theme.onActor(actors[i]));
        painter.drawText(circle, Qt::AlignCenter, QString::number(actors[i] + 1));
        x += size + look.px(4);
    }
}

} // namespace interleave
