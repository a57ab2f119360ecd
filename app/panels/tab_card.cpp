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

TabCard::TabCard(QWidget *parent)
    : Card(parent), m_tabs(new TabStrip), m_layout(new QVBoxLayout(this)), m_header(new QHBoxLayout),
      m_places(new QStackedWidget), m_pages(new QStackedWidget),
      m_cover(new TextLabel(13, QFont::Normal, &Theme::muted)), m_corners(new QStackedWidget)
{
    m_cover->setAlignment(Qt::AlignCenter);
    m_places->addWidget(m_pages);
    m_places->addWidget(m_cover);
    m_header->addWidget(m_tabs);
    m_header->addStretch(1);
    m_header->addWidget(m_corners);
    m_corners->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_layout->setSpacing(4);
    m_layout->addLayout(m_header);
    m_layout->addWidget(m_places, 1);
    connect(m_tabs, &TabStrip::currentChanged, this, [this](int index) {
        m_pages->setCurrentIndex(index);
        m_corners->setCurrentIndex(index);
        fitCorners();
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
    m_corners->addWidget(corner != nullptr ? corner : new QWidget);
    m_tabs->addTab(title);
}

void TabCard::setPage(int index, QWidget *page, QWidget *corner)
{
    for (QStackedWidget *stack : {m_pages, m_corners}) {
        QWidget *before = stack->widget(index);
        stack->insertWidget(index, stack == m_pages ? page : corner != nullptr ? corner : new QWidget);
        stack->removeWidget(before);
        delete before;
        stack->setCurrentIndex(m_tabs->current());
    }
    fitCorners();
}

/// Only the corner in sight takes room from the tabs.
void TabCard::fitCorners()
{
    for (int i = 0; i < m_corners->count(); ++i) {
        const bool seen = i == m_corners->currentIndex();
        m_corners->widget(i)->setSizePolicy(seen ? QSizePolicy::Preferred : QSizePolicy::Ignored,
                                            QSizePolicy::Preferred);
    }
    m_corners->updateGeometry();
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
