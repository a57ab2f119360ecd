// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"

#include <QWidget>

namespace interleave {

class Button;

/// "Loss 1 of 5 ◂ ▸", "Repeat 2 of 3 ◂ ▸": takes the cursor from one thing that went wrong to the next, in the order in
/// which they happened. Losses and messages that arrived again are counted apart, as the verdict counts them.
class LossStepper : public QWidget
{
    Q_OBJECT

public:
    explicit LossStepper(QWidget *parent = nullptr);

    void setLosses(const Losses &losses);
    /// Of a run that is not the one chosen now: it still steps, and is no longer the first thing seen.
    void setReceding(bool receding);
    /// The event of the loss or the repeat shown; kNoEvent: there is none.
    EventIndex current() const { return m_current; }
    /// The cursor has moved; what is shown follows it.
    void follow(EventIndex position);

public slots:
    void next();
    void previous();
    /// To the one that is shown.
    void again();

signals:
    /// The cursor should stand right after this event.
    void chosen(interleave::EventIndex event);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void go(EventIndex event);
    void showNumber();
    QString numberOf(EventIndex event) const;
    QString widestNumber() const;

    Losses m_losses;
    EventIndex m_current = kNoEvent;
    bool m_receding = false;
    Button *m_number;
    Button *m_previous;
    Button *m_next;
};

} // namespace interleave
