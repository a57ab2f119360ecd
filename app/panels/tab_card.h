// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/panels/themed.h"

class QHBoxLayout;
class QStackedWidget;
class QVBoxLayout;

namespace interleave {

class TabStrip;
class TextLabel;

/// The row of tabs below the stage. A tab may bring a widget of its own for the right end of the row; it gets what the
/// tabs leave, and they stand at the same places whatever is there.
class TabCard : public Card
{
    Q_OBJECT

public:
    explicit TabCard(QWidget *parent = nullptr);

    /// Takes both. `corner` may be null.
    void addTab(const QString &title, QWidget *page, QWidget *corner = nullptr);
    /// Replaces page and corner of a tab; takes both.
    void setPage(int index, QWidget *page, QWidget *corner = nullptr);
    TabStrip *tabs() const { return m_tabs; }
    QWidget *page(int index) const;
    /// Puts one sentence in the place of every page but the first; empty: the pages are back.
    void cover(const QString &sentence);
    QSize minimumSizeHint() const override;

private:
    void showCover();

    TabStrip *m_tabs;
    QVBoxLayout *m_layout;
    QHBoxLayout *m_header;
    QStackedWidget *m_places; // pages, or what covers them
    QStackedWidget *m_pages;
    TextLabel *m_cover;
    QStackedWidget *m_corners; // of each tab what stands at the right end, in a row of its own
};

} // namespace interleave
