// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/compare/comparison_picture.h"

#include <QWidget>

namespace interleave {

/// Paints both timelines at the size it has.
class ComparisonCanvas : public QWidget
{
    Q_OBJECT

public:
    explicit ComparisonCanvas(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// Null: nothing.
    void setRuns(std::shared_ptr<const ComparedRuns> runs);
    /// As it is painted, in pixels at 100 %.
    const Picture &picture() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::shared_ptr<const ComparedRuns> m_runs;
    Theme m_theme;
    mutable Picture m_picture; // of the size it was made for
};

} // namespace interleave
