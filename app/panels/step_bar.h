// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/offers.h"
#include "app/panels/themed.h"

#include <vector>

class QHBoxLayout;
class QKeyEvent;
class QMenu;

namespace interleave {

class Button;
class TextLabel;

/// How a run that is stepped stands, as far as the window shows it. A value.
struct Stepping {
    bool isOn = false;   ///< the run on show is stepped; without it nothing else counts
    bool isOver = false; ///< it has come to its end, or nobody can go on, or it was stopped
    std::vector<Offer> offers;
    bool canGoBack = false;
    bool canRedo = false;
    QString band;    ///< "waiting for you"
    QString seen;    ///< "7 of 70 orders, 2 of 3 results seen"
    QString missing; ///< "the missing result is 2", or empty

    friend bool operator==(const Stepping &, const Stepping &) = default;
};

/// What a learner does with a run that is stepped, beside choosing who goes next: takes steps back, leaves them to
/// chance or to turns, lets one process run on, kills one, goes to the end. In the place of the transport; once the run
/// is over, beside it, and brief.
class StepBar : public Card
{
    Q_OBJECT

public:
    explicit StepBar(QWidget *parent = nullptr);

    void setStepping(const Stepping &stepping);
    const Stepping &stepping() const { return m_stepping; }
    /// The keys of the bar, and those of the offers. False: it is another key, or nothing is stepped.
    bool takeKey(const QKeyEvent &event);

    QSize minimumSizeHint() const override;

signals:
    void chosen(interleave::ActorId actor);
    void backRequested();
    void redoRequested();
    void startOverRequested();
    void randomRequested();
    void turnRequested();
    void runOnRequested(interleave::ActorId actor);
    void killRequested(interleave::ActorId actor);
    void endRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void createParts();
    void createMenus();
    void fillMenus();
    void fit();
    Button *addButton(const QString &name, const QString &text, const QString &icon, const QString &toolTip);

    Stepping m_stepping;
    QHBoxLayout *m_layout = nullptr;
    Button *m_back = nullptr;
    Button *m_random = nullptr;
    Button *m_turns = nullptr;
    Button *m_runOn = nullptr;
    Button *m_end = nullptr;
    Button *m_kill = nullptr;
    TextLabel *m_seen = nullptr;
    QMenu *m_runOnMenu = nullptr;
    QMenu *m_killMenu = nullptr;
};

} // namespace interleave
