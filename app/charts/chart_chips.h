// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/style/theme.h"

#include <QAbstractButton>
#include <QWidget>

#include <vector>

class QButtonGroup;
class QHBoxLayout;

namespace interleave {

struct ChartInfo;

/// A small round button as in the lesson's row of steps: chosen or not, or (not checkable) an action.
class Chip : public QAbstractButton
{
    Q_OBJECT

public:
    explicit Chip(const QString &text, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    Theme m_theme;
    bool m_ring = false; // focus came by the keyboard, so its place has to be seen
};

/// The choice among charts: one chip each, exactly one chosen; arrow keys move the choice.
class ChartChips : public QWidget
{
    Q_OBJECT

public:
    explicit ChartChips(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// Keeps the choice when it is among them, else chooses the first.
    void setCharts(const std::vector<const ChartInfo *> &charts);
    const ChartInfo *chosen() const;
    void choose(const ChartInfo *chart);

signals:
    void choiceChanged();

private:
    Theme m_theme;
    QHBoxLayout *m_row = nullptr;
    QButtonGroup *m_group = nullptr;
    std::vector<const ChartInfo *> m_charts;
};

} // namespace interleave
