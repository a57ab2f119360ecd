// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/source_excerpt.h"

#include <QTextEdit>

#include <map>
#include <set>
#include <vector>

namespace interleave {

/// An excerpt with the line of the current event tinted, and a badge for each process on the line it stands on. A line
/// too long for it ends in "…", and its tool tip is all of it.
class CodeView : public QTextEdit
{
    Q_OBJECT

public:
    CodeView(SourceLanguage language, const QString &name, QWidget *parent = nullptr);

    void setExcerpt(const Excerpt &excerpt);
    const Excerpt &excerpt() const { return m_excerpt; }
    /// `line` −1: none. `badges`: actors by line, in the order they are to be shown.
    void setMarks(int line, bool loss, std::map<int, std::vector<int>> badges);
    /// Lines that processes of a stepped run stand before.
    void setNext(std::set<int> lines);
    const std::set<int> &nextLines() const { return m_next; }
    const std::map<int, std::vector<int>> &badges() const { return m_badges; }
    /// Lines to light up: that of the event pointed at (−1: none), those of its causes, and dashed those of nothing but
    /// effects.
    void setLit(int line, std::set<int> causes, std::set<int> effects);
    int litLine() const { return m_lit; }
    const std::set<int> &litCauses() const { return m_litCauses; }
    const std::set<int> &litEffects() const { return m_litEffects; }
    int markedLine() const { return m_line; }
    bool marksLoss() const { return m_loss; } ///< … as one where something is lost
    /// Height at which nothing needs to be scrolled; and with lines as close as they may get.
    int fullHeight() const;
    int leastHeight() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    struct Badges {
        std::size_t shown = 0; ///< the rest is counted
        double left = 0;       ///< of the first; the end of the line where there is none
        double size = 0;
    };

    void restyle();
    void fitText();
    void fitPitch();
    void fitLines();
    int heightAt(double pitch) const;
    void scrollToWholeLine(int value);
    double textRight(int line) const;
    QRectF lineRect(int line) const;
    bool isInSight(int line) const;
    Badges badgesOf(int line) const;
    double textEnd(int line) const;
    bool isCut(int line) const;
    void paintCut(QPainter &painter, int line) const;
    void paintLit(QPainter &painter) const;
    void paintBadges(QPainter &painter, int line, const std::vector<int> &actors) const;

    Excerpt m_excerpt;
    double m_pitch; // from one line to the next, at 100 %
    int m_line = -1;
    bool m_loss = false;
    std::map<int, std::vector<int>> m_badges;
    std::set<int> m_next;
    int m_lit = -1;
    std::set<int> m_litCauses, m_litEffects; // a line is in one of them
};

} // namespace interleave
