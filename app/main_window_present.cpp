// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The window on a projector: stage, verdict and code, large.

#include "app/main_window.h"

#include "app/panels/code_card.h"
#include "app/panels/message_bar.h"
#include "app/panels/scenario_card.h"
#include "app/panels/stage_card.h"
#include "app/panels/status_line.h"
#include "app/panels/tab_card.h"
#include "app/panels/tab_strip.h"
#include "app/panels/themed.h"
#include "app/panels/toolbar.h"
#include "app/panels/transport_bar.h"
#include "app/window/window_actions.h"

#include <QAction>
#include <QLayout>
#include <QResizeEvent>
#include <QSplitter>

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace interleave {

namespace {

constexpr double kPresentedCode = 364; // at 100 %
constexpr double kPresentedStage = 620;
constexpr double kTabRow = 40; // of the card with the tabs, what its pages do not have
constexpr double kBelowTransport = 8;
constexpr double kAbout = 160; // least height of the text below the code

} // namespace

void MainWindow::setPresenting(bool presenting)
{
    if (presenting == m_tabs->isHidden())
        return;
    if (presenting && isSpread())
        showTab(Tab::Timeline);
    for (QWidget *besides : std::initializer_list<QWidget *>{m_toolbar, m_tabs})
        besides->setVisible(!presenting);
    showLower();
    m_actions->present->setChecked(presenting); // whoever asked for it, Esc ends it
    appearance().setPresenting(presenting);
    if (presenting) {
        m_rowsBefore = m_leftRows->saveState();
        m_columnsBefore = m_columns->saveState();
        m_leftRows->setSizes({m_leftRows->height(), 1}); // what is below is only the transport now
    } else {
        m_leftRows->restoreState(m_rowsBefore);
        m_columns->restoreState(m_columnsBefore);
    }
    showStatus();
    giveCodeItsShare();
    setWindowState(presenting ? windowState() | Qt::WindowFullScreen : windowState() & ~Qt::WindowFullScreen);
    emit roomChanged();
}

/// What was lent comes first; the text about the scenario is nothing for a projector.
void MainWindow::showLower()
{
    m_asideCard->setVisible(m_aside != nullptr);
    m_about->setVisible(m_aside == nullptr && !m_tabs->isHidden());
    m_lower->setVisible(m_aside != nullptr || !m_tabs->isHidden());
    // Once its parts have their new least sizes.
    QMetaObject::invokeMethod(this, &MainWindow::giveCodeItsLines, Qt::QueuedConnection);
}

void MainWindow::showAside(QWidget *aside)
{
    if (aside == m_aside)
        return;
    if (aside != nullptr && m_rightByHand && m_rowsUnlent.isEmpty())
        m_rowsUnlent = m_rightRows->saveState();
    m_aside = aside;
    if (aside != nullptr) {
        m_asideCard->layout()->addWidget(aside);
        aside->show();
    }
    showLower();
}

/// In the smallest window a message has room only in its place.
void MainWindow::showStatus()
{
    m_status->setVisible(!m_tabs->isHidden() && m_message->isHidden());
}

/// A column of code stays as wide in letters when those grow; what the other one has less of is drawn smaller there. On
/// a projector giveCodeItsShare() decides.
void MainWindow::scaleColumns()
{
    const Appearance &look = appearance();
    if (look.presenting() || look.scale() == m_columnsScale)
        return;
    const QList<int> sizes = m_columns->sizes();
    const int code = qRound(sizes.last() * look.scale() / m_columnsScale);
    m_columnsScale = look.scale();
    // Once the parts have their new least sizes.
    QMetaObject::invokeMethod(
        this,
        [this, all = sizes.first() + sizes.last(), code] {
            m_columns->setSizes({std::max(1, all - code), code});
        },
        Qt::QueuedConnection);
}

/// Large writing needs a wider card, as far as the stage can do without.
void MainWindow::giveCodeItsShare()
{
    if (!m_actions->present->isChecked())
        return;
    const int all = m_columns->width() - m_columns->handleWidth();
    const int code = std::min(appearance().px(kPresentedCode), all - appearance().px(kPresentedStage));
    if (code > m_rightRows->minimumSizeHint().width())
        m_columns->setSizes({all - code, code});
}

/// As many as it has, while the text below keeps room for some; unless somebody has decided otherwise.
void MainWindow::giveCodeItsLines()
{
    if (m_lower->isHidden())
        return;
    if (m_rightByHand && m_aside == nullptr) {
        if (!m_rowsUnlent.isEmpty())
            m_rightRows->restoreState(std::exchange(m_rowsUnlent, {}));
        return;
    }
    const int all = m_rightRows->height() - m_rightRows->handleWidth();
    // Lines get closer before what is below gets less than it should have. Then the code comes first, but not before
    // what was lent: that cannot be seen anywhere else, and the code comes to its line by itself.
    const int below = m_aside != nullptr ? 0 : std::min(appearance().px(kAbout), all - m_code->leastHeight());
    const int most = all - std::max(m_lower->minimumSizeHint().height(), below);
    const int code = std::clamp(m_code->sizeHint().height(), m_code->minimumSizeHint().height(),
                                std::max(m_code->minimumSizeHint().height(), most));
    m_rightRows->setSizes({code, all - code});
}

/// Of the card with the tabs, when the stage gets no more than it needs.
int MainWindow::heightBelowStage() const
{
    return m_leftRows->height() - m_leftRows->handleWidth() - m_stage->minimumSizeHint().height()
        - m_below->height() - appearance().px(kBelowTransport);
}

bool MainWindow::hasRoomBelowStage(int height) const
{
    return !m_tabs->isHidden() && heightBelowStage() >= appearance().px(height + kTabRow);
}

/// What a page needs comes from the stage; where that would be left too little of, it goes, with all that moves in it.
void MainWindow::giveTabItsHeight()
{
    const auto needed = m_neededHeights.find(static_cast<Tab>(m_tabs->tabs()->current()));
    const bool needsAny = needed != m_neededHeights.end() && needed->second > 0;
    const int height = needsAny ? appearance().px(needed->second + kTabRow) : 0;
    const bool spreads = height > 0 && height > heightBelowStage() && !m_tabs->isHidden();
    if (spreads == isSpread())
        return;
    if (spreads)
        m_rowsUnspread = m_leftRows->saveState();
    m_stage->setVisible(!spreads);
    m_below->setVisible(!spreads);
    if (!spreads)
        m_leftRows->restoreState(std::exchange(m_rowsUnspread, {}));
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    // Once the panels have their sizes.
    QMetaObject::invokeMethod(this, &MainWindow::giveCodeItsShare, Qt::QueuedConnection);
    QMetaObject::invokeMethod(this, &MainWindow::giveCodeItsLines, Qt::QueuedConnection);
    QMetaObject::invokeMethod(this, &MainWindow::giveTabItsHeight, Qt::QueuedConnection);
    QMetaObject::invokeMethod(this, &MainWindow::roomChanged, Qt::QueuedConnection);
}

} // namespace interleave
