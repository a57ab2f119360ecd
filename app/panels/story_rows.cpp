// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/story_rows.h"

#include "app/panels/link_frame.h"
#include "app/panels/themed.h"
#include "app/session/playback.h"
#include "app/style/words.h"

#include <QFontMetrics>
#include <QPainter>

namespace interleave {

namespace {

constexpr double kSide = 18;
constexpr double kBadge = 18;
constexpr double kBetween = 10;
constexpr double kPadding = 4; // above and below a sentence
constexpr double kOpening = 10;

QString shownText(const StoryRow &row)
{
    return (row.kind == StoryRow::Kind::Loss ? QStringLiteral("✕ ") : QString()) + row.text;
}

} // namespace

void StoryModel::setRows(std::vector<StoryRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    EventIndex largest = 0;
    for (const StoryRow &row : m_rows)
        largest = row.event != kNoEvent ? std::max(largest, row.event + 1) : largest;
    m_widest = words::number(static_cast<std::int64_t>(largest));
    endResetModel();
}

int StoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant StoryModel::data(const QModelIndex &index, int role) const
{
    const StoryRow &row = at(index);
    switch (role) {
    case Qt::DisplayRole: return row.text;
    case Qt::AccessibleTextRole: {
        QString text = row.text;
        if (row.event != kNoEvent)
            text.prepend(QStringLiteral("event %1: ").arg(words::number(static_cast<std::int64_t>(row.event) + 1)));
        return row.note.isEmpty() ? text : text + QStringLiteral(" (%1)").arg(row.note);
    }
    default: return {};
    }
}

Qt::ItemFlags StoryModel::flags(const QModelIndex &index) const
{
    // Arrows go from one sentence that leads somewhere to the next.
    return index.isValid() && at(index).event != kNoEvent ? Qt::ItemIsEnabled | Qt::ItemIsSelectable
                                                          : Qt::ItemFlags(Qt::NoItemFlags);
}

StoryDelegate::StoryDelegate(const StoryView *view, const StoryModel *model) : m_view(view), m_model(model) {}

QFont StoryDelegate::fontOf(const StoryRow &row) const
{
    const bool current = row.event != kNoEvent && row.event == m_view->playback()->current();
    switch (row.kind) {
    case StoryRow::Kind::Heading: return appearance().font(14, QFont::Bold);
    case StoryRow::Kind::Remark: return appearance().font(13);
    case StoryRow::Kind::Sentence:
    case StoryRow::Kind::Loss: break;
    }
    return appearance().font(13.5, current ? QFont::DemiBold : QFont::Normal);
}

StoryDelegate::Places StoryDelegate::placesOf(const StoryRow &row, int width) const
{
    const Appearance &look = appearance();
    Places places;
    places.number = look.px(kSide);
    places.badge = places.number + QFontMetrics(look.font(12.5)).horizontalAdvance(m_model->widestNumber())
        + look.px(kBetween);
    places.text = places.badge + look.px(kBadge + kBetween + (row.within ? kSide : 0));
    if (row.kind == StoryRow::Kind::Heading || row.kind == StoryRow::Kind::Remark)
        places.text = places.number;
    if (!row.note.isEmpty())
        places.noteWidth = QFontMetrics(look.font(12.5)).horizontalAdvance(row.note) + look.px(kBetween);
    places.textWidth = std::max(look.px(120), width - places.text - places.noteWidth - look.px(kSide));
    return places;
}

int StoryDelegate::marginAbove(const StoryRow &row) const
{
    return appearance().px(row.opens ? kPadding + kOpening : kPadding);
}

QSize StoryDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const StoryRow &row = m_model->at(index);
    const int width = m_view->viewport()->width();
    // Bold is wider: the row must not grow when the cursor comes.
    QFont font = fontOf(row);
    font.setWeight(row.kind == StoryRow::Kind::Remark ? QFont::Normal : QFont::Bold);
    const QRect text = QFontMetrics(font).boundingRect(QRect(0, 0, placesOf(row, width).textWidth, 10'000),
                                                       Qt::TextWordWrap, shownText(row));
    return {width, marginAbove(row) + text.height() + appearance().px(kPadding)};
}

void StoryDelegate::paintBadge(QPainter &painter, const StoryRow &row, const QRect &line, int x) const
{
    const Appearance &look = appearance();
    const Theme &theme = look.theme();
    const double size = look.px(kBadge);
    const QRectF circle(x, line.top() + (line.height() - size) / 2, size, size);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.actor(row.actor));
    painter.drawEllipse(circle);
    painter.setFont(look.font(12, QFont::Bold));
    painter.setPen(theme.onActor(row.actor));
    painter.drawText(circle, Qt::AlignCenter, QString::number(row.actor + 1));
}

void StoryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Appearance &look = appearance();
    const Theme &theme = look.theme();
    const StoryRow &row = m_model->at(index);
    const QRect whole = option.rect.adjusted(0, marginAbove(row), 0, -look.px(kPadding));
    const Places places = placesOf(row, option.rect.width());
    const bool loss = row.kind == StoryRow::Kind::Loss;
    painter->setRenderHint(QPainter::Antialiasing);

    const QRectF band = QRectF(whole).adjusted(look.px(8), -look.px(kPadding) + 1, -look.px(8), look.px(kPadding) - 1);
    if (row.event != kNoEvent && row.event == m_view->playback()->current()) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(loss ? theme.lossSoft : theme.accentSoft);
        painter->drawRoundedRect(band, 4, 4);
    }
    if ((option.state & QStyle::State_HasFocus) != 0 && m_view->hasFocus()) {
        painter->setPen(QPen(theme.accent, 1.4));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(band.adjusted(0.7, 0.7, -0.7, -0.7), 4, 4);
    }

    if (row.event != kNoEvent)
        paintLinkFrame(*painter, band.adjusted(0.5, 0.5, -0.5, -0.5), m_view->links(), row.event);

    const QFont font = fontOf(row);
    const QRect line(0, whole.top(), option.rect.width(), QFontMetrics(font).height());
    if (row.event != kNoEvent) {
        painter->setFont(look.font(12.5));
        painter->setPen(theme.muted);
        painter->drawText(
            QRect(places.number, line.top(), places.badge - look.px(kBetween) - places.number, line.height()),
            Qt::AlignRight | Qt::AlignVCenter, words::number(static_cast<std::int64_t>(row.event) + 1));
    }
    if (row.actor >= 0)
        paintBadge(*painter, row, line, places.badge);
    painter->setFont(font);
    painter->setPen(loss ? theme.loss : row.kind == StoryRow::Kind::Remark ? theme.muted : theme.text);
    painter->drawText(QRect(places.text, whole.top(), places.textWidth, whole.height() + look.px(kPadding)),
                      Qt::TextWordWrap, shownText(row));
    if (row.note.isEmpty())
        return;
    painter->setFont(look.font(12.5));
    painter->setPen(theme.muted);
    painter->drawText(line.adjusted(0, 0, -look.px(kSide), 0), Qt::AlignRight | Qt::AlignVCenter, row.note);
}

} // namespace interleave
