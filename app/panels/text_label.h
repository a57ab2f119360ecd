// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QFont>
#include <QWidget>

namespace interleave {

struct Theme;

/// One line of text in a role of the theme; too long, it is elided and shown whole as a tool tip.
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
    /// What there is room for.
    QString shownText() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QFont textFont() const;

    QString m_text;
    QString m_widest;
    QString m_separator;
    double m_pixels;
    int m_weight;
    Role m_role;
    Qt::Alignment m_alignment = Qt::AlignLeft | Qt::AlignVCenter;
    bool m_elides = true;
};

} // namespace interleave
