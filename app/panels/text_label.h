// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QFont>
#include <QWidget>

namespace interleave {

struct Theme;

/// Text in a role of the theme: one line or, where that is asked for, several in smaller writing. Too long, it is
/// elided and shown whole as a tool tip.
class TextLabel : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(QString text READ text WRITE setText)

public:
    using Role = QColor Theme::*;

    TextLabel(double pixels, int weight, Role role, QWidget *parent = nullptr);

    QString text() const { return m_text; }
    void setText(const QString &text);
    void setRole(Role role);
    /// The width of this text is kept, so that a changing one moves nothing beside it.
    void setWidestText(const QString &text);
    void setAlignment(Qt::Alignment alignment);
    void setElides(bool elides);
    /// Where the text may end when it is too long: before a whole part, rather than within a word.
    void setSeparator(const QString &separator);
    /// Where one line is too narrow for all of it, up to so many in smaller writing.
    void setLines(int lines);
    /// How many lines the whole text takes at that width.
    int linesAt(int width) const;
    /// What there is room for, in lines.
    QString shownText() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QFont textFont() const;
    QFont smallFont() const;
    QFont shownFont() const;
    bool fitsOneLine(int width) const;
    QString shownLine() const;
    QStringList shownLines() const;

    QString m_text;
    QString m_widest;
    QString m_separator;
    double m_pixels;
    int m_weight;
    Role m_role;
    Qt::Alignment m_alignment = Qt::AlignLeft | Qt::AlignVCenter;
    bool m_elides = true;
    int m_lines = 0; // 0: one, and never smaller
};

} // namespace interleave
