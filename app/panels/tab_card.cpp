// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/tab_card.h"

#include "app/panels/tab_strip.h"
#include "app/panels/text_label.h"

#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave {

namespace {

/// What stands at the right end of the row, of each tab. It asks for what the widest of them needs at least, in sight
/// or not, and takes what the tabs leave: so they have their places whichever is chosen, and whatever is said there.
class Corners : public QStackedWidget
{
public:
    QSize sizeHint() const override { return {minimumSizeHint().width(), QStackedWidget::sizeHint().height()}; }
};

/// The corner, at the right end of whatever room there is. Null: nothing.
QWidget *rightAligned(QWidget *corner)
{
    auto *const room = new QWidget;
    auto *const row = new QHBoxLayout(room);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addStretch(1);
    if (corner == nullptr)
        return room;
    row->addWidget(corner);
    corner->show(); // so that it counts before its tab has been in sight
    return room;
}

} // namespace

TabCard::TabCard(QWidget *parent)
    : Card(parent),
      m_tabs(new TabStrip),
      m_layout(new QVBoxLayout(this)),
      m_header(new QHBoxLayout),
      m_places(new QStackedWidget),
      m_pages(new QStackedWidget),
      m_cover(new TextLabel(13, QFont::Normal, &Theme::muted)),
      m_corners(new Corners)
{
    m_cover->setAlignment(Qt::AlignCenter);
    m_places->addWidget(m_pages);
    m_places->addWidget(m_cover);
    m_header->addWidget(m_tabs);
    m_header->addWidget(m_corners, 1);
    QSizePolicy rest(QSizePolicy::Preferred, QSizePolicy::Fixed);
    rest.setRetainSizeWhenHidden(true);
    m_corners->setSizePolicy(rest);
    m_layout->setSpacing(4);
    m_layout->addLayout(m_header);
    m_layout->addWidget(m_places, 1);
    connect(m_tabs, &TabStrip::currentChanged, this, [this](int index) {
        m_pages->setCurrentIndex(index);
        m_corners->setCurrentIndex(index);
        showCover();
    });
    followAppearance(this, [this] {
        const Appearance &look = appearance();
        m_header->setContentsMargins(look.px(18), 0, look.px(14), 0);
        m_layout->setContentsMargins(1, 1, 1, look.px(kRadius) - 1);
        m_corners->setMaximumHeight(look.px(32));
    });
}

void TabCard::addTab(const QString &title, QWidget *page, QWidget *corner)
{
    // Both stacks first: the first tab becomes current as it is added.
    m_pages->addWidget(page);
    m_corners->addWidget(rightAligned(corner));
    m_tabs->addTab(title);
}

void TabCard::setPage(int index, QWidget *page, QWidget *corner)
{
    for (QStackedWidget *stack : {m_pages, m_corners}) {
        QWidget *before = stack->widget(index);
        stack->insertWidget(index, stack == m_pages ? page : rightAligned(corner));
        stack->removeWidget(before);
        delete before;
        stack->setCurrentIndex(m_tabs->current());
    }
    updateGeometry();
}

QWidget *TabCard::page(int index) const
{
    return m_pages->widget(index);
}

void TabCard::cover(const QString &sentence)
{
    m_cover->setText(sentence);
    showCover();
}

void TabCard::showCover()
{
    const bool covered = !m_cover->text().isEmpty() && m_tabs->current() != 0;
    m_places->setCurrentWidget(covered ? static_cast<QWidget *>(m_cover) : m_pages);
    m_corners->setVisible(!covered);
}

QSize TabCard::minimumSizeHint() const
{
    // No tab is cut, whatever else stands in their row.
    const int row = m_header->minimumSize().width() + 2; // with the edges of the card
    return {std::max(appearance().px(420), row), appearance().px(140)};
}

} // namespace interleave
