// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/code_view.h"

#include "app/panels/syntax_highlighter.h"
#include "app/panels/themed.h"

#include <QAbstractTextDocumentLayout>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextFrame>
#include <QTextLayout>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace interleave {

namespace {

constexpr double kLines[] = {23, 21, 19}; // from one line to the next: the largest at which all lines are seen
constexpr double kLetters = 18;           // of which the writing takes so much
constexpr double kFoot = 4;  // below the last line: letters reach down, and the tint of a line lies a little lower
constexpr double kEdge = 6;  // left of the text, right of the badges
constexpr double kLineBadge = 20;
constexpr double kBetweenBadges = 4; // badges
constexpr double kMore = 26;         // "+12", behind them
constexpr std::size_t kBadgesShown = 5;
constexpr double kLargestText = 13;
constexpr double kSmallestText = 12;
constexpr double kSmallestOnProjector = 10; // everything is larger there
constexpr double kProjector = 1.2;          // from this scale on

qsizetype longestLine(const Excerpt &excerpt)
{
    qsizetype longest = 0;
    for (const Excerpt::Line &line : excerpt.lines)
        longest = std::max(longest, line.text.size());
    return longest;
}

} // namespace

CodeView::CodeView(SourceLanguage language, const QString &name, QWidget *parent)
    : QTextEdit(parent),
      m_pitch(kLines[0])
{
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setLineWrapMode(QTextEdit::NoWrap);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // it would take a line's room; see paintCut()
    setAccessibleName(name);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    viewport()->setAutoFillBackground(false);
    setCornerWidget(new QWidget); // else the style paints a box between the scroll bars
    document()->setDocumentMargin(0);
    new SyntaxHighlighter(language, document()); // the document owns it
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &CodeView::scrollToWholeLine);
    followAppearance(this, [this] { restyle(); });
}

void CodeView::restyle()
{
    const Appearance &look = appearance();
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    QTextBlockFormat format;
    format.setLineHeight(look.px(m_pitch), QTextBlockFormat::FixedHeight);
    format.setLeftMargin(look.px(kEdge)); // the tint begins before the text
    cursor.mergeBlockFormat(format);
    QTextFrameFormat frame = document()->rootFrame()->frameFormat();
    frame.setBottomMargin(look.px(kFoot));
    document()->rootFrame()->setFrameFormat(frame);
    verticalScrollBar()->setSingleStep(look.px(m_pitch));
    fitText();
    fitLines();
    viewport()->update();
}

/// Closer lines, where that spares scrolling.
void CodeView::fitPitch()
{
    const int room = viewportMargins().bottom() + viewport()->height();
    const double *const fits = std::find_if(std::begin(kLines), std::end(kLines),
                                            [&](double pitch) { return heightAt(pitch) <= room; });
    const double pitch = fits != std::end(kLines) ? *fits : kLines[0];
    if (pitch == m_pitch)
        return;
    m_pitch = pitch;
    restyle();
}

int CodeView::heightAt(double pitch) const
{
    const Appearance &look = appearance();
    return static_cast<int>(m_excerpt.lines.size()) * look.px(pitch) + look.px(kFoot);
}

/// The largest writing in which the longest line leaves room for a badge and how many more there are.
void CodeView::fitText()
{
    const Appearance &look = appearance();
    const double room = width() - look.px(2 * kEdge + kLineBadge + kBetweenBadges + kMore);
    const double least = look.scale() > kProjector ? kSmallestOnProjector : kSmallestText;
    double pixels = kLargestText;
    const auto columns = static_cast<double>(longestLine(m_excerpt));
    while (pixels > least && columns * QFontMetricsF(look.mono(pixels)).horizontalAdvance(u'0') > room)
        pixels -= 0.5;
    const QFont font = look.mono(pixels);
    if (font == document()->defaultFont())
        return;
    setFont(font);
    document()->setDefaultFont(font);
}

/// A whole number of lines is seen, so that none is cut in the middle.
void CodeView::fitLines()
{
    const int line = appearance().px(m_pitch);
    const int height = viewportMargins().bottom() + viewport()->height();
    const int foot = appearance().px(kFoot);
    setViewportMargins(0, 0, 0, std::max(0, (height - foot) % line));
}

void CodeView::scrollToWholeLine(int value)
{
    const int line = appearance().px(m_pitch);
    const int whole = std::min((value + line / 2) / line * line, verticalScrollBar()->maximum());
    if (whole != value)
        verticalScrollBar()->setValue(whole);
}

void CodeView::resizeEvent(QResizeEvent *event)
{
    QTextEdit::resizeEvent(event);
    fitPitch();
    fitText();
    fitLines();
}

void CodeView::setExcerpt(const Excerpt &excerpt)
{
    m_excerpt = excerpt;
    QString text = excerpt.text();
    text.chop(1);
    setPlainText(text);
    m_line = m_lit = -1;
    m_litCauses.clear();
    m_litEffects.clear();
    m_badges.clear();
    m_next.clear();
    restyle();
    fitPitch();
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

void CodeView::setNext(std::set<int> lines)
{
    if (lines == m_next)
        return;
    m_next = std::move(lines);
    viewport()->update();
}

void CodeView::setLit(int line, std::set<int> causes, std::set<int> effects)
{
    causes.erase(line);
    std::erase_if(effects, [&](int effect) { return effect == line || causes.contains(effect); });
    if (line == m_lit && causes == m_litCauses && effects == m_litEffects)
        return;
    m_lit = line;
    m_litCauses = std::move(causes);
    m_litEffects = std::move(effects);
    viewport()->update();
}

int CodeView::fullHeight() const
{
    return heightAt(kLines[0]);
}

int CodeView::leastHeight() const
{
    return heightAt(*std::rbegin(kLines));
}

QSize CodeView::sizeHint() const
{
    return {appearance().px(300), fullHeight()};
}

QSize CodeView::minimumSizeHint() const
{
    return {appearance().px(160), std::min(fullHeight(), appearance().px(m_pitch) * 4 + appearance().px(kFoot))};
}

QRectF CodeView::lineRect(int line) const
{
    const QTextBlock block = document()->findBlockByNumber(line);
    const QRectF rect = document()->documentLayout()->blockBoundingRect(block);
    // A line of fixed height has its spare room above the letters; the tint takes half of it below.
    const double shift = appearance().px((m_pitch - kLetters) / 2);
    return QRectF(0, rect.top() - verticalScrollBar()->value() + shift, viewport()->width(), appearance().px(m_pitch));
}

void CodeView::paintEvent(QPaintEvent *event)
{
    const Theme &theme = appearance().theme();
    {
        QPainter painter(viewport());
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.accentSoft);
        for (const int line : m_next)
            if (line != m_line && isInSight(line))
                painter.drawRoundedRect(lineRect(line), 4, 4);
        if (isInSight(m_line)) {
            painter.setBrush(m_loss ? theme.lossSoft : theme.accentSoft);
            painter.drawRoundedRect(lineRect(m_line), 4, 4);
        }
    }
    QTextEdit::paintEvent(event);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    for (int line = 0; line < static_cast<int>(m_excerpt.lines.size()); ++line)
        if (isInSight(line) && isCut(line))
            paintCut(painter, line);
    paintLit(painter);
    for (const auto &[line, actors] : m_badges)
        if (isInSight(line))
            paintBadges(painter, line, actors);
}

/// All of a line that ends before it is told.
bool CodeView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QTextEdit::viewportEvent(event);
    const auto *const help = static_cast<QHelpEvent *>(event);
    const int line = cursorForPosition(help->pos()).blockNumber();
    if (lineRect(line).contains(help->pos()) && isCut(line))
        QToolTip::showText(help->globalPos(), m_excerpt.lines[static_cast<std::size_t>(line)].text.trimmed(), this);
    else
        QToolTip::hideText();
    return true;
}

void CodeView::paintLit(QPainter &painter) const
{
    const Theme &theme = appearance().theme();
    painter.setBrush(Qt::NoBrush);
    const auto outline = [&](int line, const QPen &pen) {
        if (!isInSight(line))
            return;
        painter.setPen(pen);
        painter.drawRoundedRect(lineRect(line).adjusted(1, 1, -1, -1), 4, 4);
    };
    for (const int line : m_litEffects)
        outline(line, QPen(theme.text, 1, Qt::DashLine));
    for (const int line : m_litCauses)
        outline(line, QPen(theme.text, 1));
    outline(m_lit, QPen(theme.text, 1.8));
}

/// What is said of a line that is scrolled away does not reach into the one beside it.
bool CodeView::isInSight(int line) const
{
    return line >= 0 && viewport()->rect().contains(lineRect(line).center().toPoint());
}

/// Where the writing of a line ends.
double CodeView::textRight(int line) const
{
    const QTextBlock block = document()->findBlockByNumber(line);
    if (block.layout() == nullptr || block.layout()->lineCount() == 0)
        return 0;
    const QRectF rect = document()->documentLayout()->blockBoundingRect(block);
    return rect.left() + block.layout()->lineAt(0).naturalTextRect().right() - horizontalScrollBar()->value();
}

/// The first in the list stands leftmost; what has no room beside the code is counted.
CodeView::Badges CodeView::badgesOf(int line) const
{
    const Appearance &look = appearance();
    const QRectF row = lineRect(line);
    Badges badges;
    badges.size = std::min<double>(look.px(kLineBadge), row.height() - 2);
    const auto found = m_badges.find(line);
    if (found == m_badges.end() || found->second.empty()) {
        badges.left = row.right();
        return badges;
    }
    const std::size_t all = found->second.size();
    const double between = look.px(kBetweenBadges), pitch = badges.size + between, more = look.px(kMore);
    const double room = row.right() - look.px(kEdge) - textRight(line) - between;
    const auto fit = [&](double width) { return static_cast<std::size_t>(std::max(0.0, (width + between) / pitch)); };
    badges.shown = std::min({all, kBadgesShown, std::max<std::size_t>(1, fit(room))});
    if (badges.shown < all)
        badges.shown = std::min(badges.shown, std::max<std::size_t>(1, fit(room - more)));
    badges.left = row.right() - look.px(kEdge) - pitch * double(badges.shown) + between
        - (badges.shown < all ? more : 0);
    return badges;
}

/// Where the writing of a line has to end: before its badges, or with the card.
double CodeView::textEnd(int line) const
{
    const bool any = m_badges.contains(line) && !m_badges.at(line).empty();
    return badgesOf(line).left - (any ? appearance().px(kBetweenBadges) : 0);
}

bool CodeView::isCut(int line) const
{
    return textRight(line) > textEnd(line);
}

/// A line too long for the card goes on out of sight.
void CodeView::paintCut(QPainter &painter, int line) const
{
    const Theme &theme = appearance().theme();
    const QRectF row = lineRect(line);
    const QString goesOn = QStringLiteral("…");
    painter.setFont(document()->defaultFont());
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(goesOn); // as all letters are
    const double begin = appearance().px(kEdge) - horizontalScrollBar()->value();
    const double left = begin + std::floor((textEnd(line) - width - begin) / width) * width; // no letter is halved
    painter.fillRect(QRectF(left, row.top() + 1, row.right() - left, row.height() - 2),
                     line != m_line ? theme.card
                         : m_loss   ? theme.lossSoft
                                    : theme.accentSoft);
    painter.setPen(theme.muted);
    painter.drawText(QRectF(left, row.top(), width, row.height()), Qt::AlignLeft | Qt::AlignVCenter, goesOn);
}

void CodeView::paintBadges(QPainter &painter, int line, const std::vector<int> &actors) const
{
    const Appearance &look = appearance();
    const Theme &theme = look.theme();
    const QRectF row = lineRect(line);
    const Badges badges = badgesOf(line);
    if (actors.size() > badges.shown) {
        const double more = look.px(kMore);
        painter.setFont(look.font(12));
        painter.setPen(theme.muted);
        painter.drawText(QRectF(row.right() - look.px(kEdge) - more, row.top(), more, row.height()),
                         Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("+%1").arg(actors.size() - badges.shown));
    }
    painter.setFont(look.font(12, QFont::Bold));
    QRectF circle(badges.left, row.center().y() - badges.size / 2, badges.size, badges.size);
    for (std::size_t i = 0; i < badges.shown; ++i) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.actor(actors[i]));
        painter.drawEllipse(circle);
        painter.setPen(theme.onActor(actors[i]));
        painter.drawText(circle, Qt::AlignCenter, QString::number(actors[i] + 1));
        circle.translate(badges.size + look.px(kBetweenBadges), 0);
    }
}

} // namespace interleave
