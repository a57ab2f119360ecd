// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "app/models/verdict.h"

#include <QWidget>

class QGridLayout;

namespace interleave {

class Button;
class LossStepper;
class Playback;
class TextLabel;

/// A line across the window: a shape, a word and a sentence for how the run ended, and the way to each loss. Where
/// there is no room for all of it side by side, the sentence takes two lines, the question gets shorter, and at last
/// the sentence stands below the others, in as many lines as it needs. What a right result does not prove is its tool
/// tip.
class VerdictStrip : public QWidget
{
    Q_OBJECT

public:
    explicit VerdictStrip(Playback *playback, QWidget *parent = nullptr);

    /// Before a run and while one is under way.
    void showNothing(const QString &headline, const QString &sentence);
    void showVerdict(const Verdict &verdict, const Losses &losses);
    /// Something else has been chosen since: what the verdict is of, in words ("of the last run: …"), and then it
    /// recedes. Empty: it holds.
    void setOutdated(const QString &of);
    /// "Why is it 10?"; empty: there is nothing to ask.
    void setQuestion(const QString &question);
    /// An order that goes wrong can be had: offered where a run was right by chance.
    void setForceable(bool forceable);
    /// For a teacher who lets the class guess first.
    void setHidden(bool hidden);
    bool isVerdictHidden() const { return m_hidden; }

    Button *why() const { return m_why; }
    Button *force() const { return m_force; }
    LossStepper *losses() const { return m_losses; }
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void refresh();
    void fit();
    void tighten(int level);
    void showQuestion(bool brief);
    int roomForSentence() const;
    bool recedes() const;

    Verdict m_verdict;
    QString m_of; // what it is of, when that is not what is chosen now
    bool m_hidden = false;
    bool m_hasLosses = false;
    bool m_forceable = false;
    bool m_isBelow = false; // the sentence, all else
    QString m_question;     // empty: there is none
    Playback *m_playback; // not owned; outlives every view
    QGridLayout *m_layout;
    QWidget *m_mark;
    TextLabel *m_headline;
    TextLabel *m_sentence;
    LossStepper *m_losses;
    Button *m_force;
    Button *m_why;
};

} // namespace interleave
