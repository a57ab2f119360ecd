// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"

#include <QWidget>

namespace interleave {

class Button;

/// "Loss 1 of 5 ◂ ▸": takes the cursor from one overwritten value to the next.
class LossStepper : public QWidget
{
    Q_OBJECT

public:
    explicit LossStepper(QWidget *parent = nullptr);

    void setLosses(const Losses &losses);
    /// Of a run that is not the one chosen now: it still steps, and is no longer the first thing seen.
    void setReceding(bool receding);
    /// The loss shown, from 0; −1: none.
    int current() const { return m_current; }
    /// The cursor has moved; the number follows it, unless the loss shown lies at the same event.
    void follow(EventIndex position);

public slots:
    void next();
    void previous();
    /// To the loss that is shown.
    void again();

signals:
    /// The cursor should stand right after this event.
    void chosen(interleave::EventIndex event);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void go(int index);
    void showNumber();

    Losses m_losses;
    int m_current = -1;
    bool m_receding = false;
    Button *m_number;
    Button *m_previous;
    Button *m_next;
};

} // namespace interleave
