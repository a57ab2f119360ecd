// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractButton>

namespace interleave {

/// A push button of ours: text, icon, or both.
class Button : public QAbstractButton
{
    Q_OBJECT

public:
    enum class Look {
        Primary, ///< the one that matters: accent
        Plain,   ///< on a card, with a hairline
        Flat,    ///< an icon or a word without edge
        Title,   ///< the same, in the colour of text
        Link,    ///< the same, in the accent
        OnLoss   ///< an icon or a word on the colour of loss
    };

    Button(Look look, const QString &text, const QString &iconName, QWidget *parent = nullptr);

    void setLook(Look look);
    void setIconName(const QString &name);
    void setTextSize(double pixels, int weight);
    /// Height at 100 %; width too when the button shows only an icon.
    void setExtent(double extent);
    void setPadding(double padding);
    /// Words whose widths are kept free, so that the button does not jump between them.
    void setWidestText(const QString &text);
    /// A triangle after the text: the button opens a menu.
    void setOpensMenu(bool opens);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QFont textFont() const;
    void paintFace(QPainter &painter) const;
    QColor ink() const;

    Look m_look;
    QString m_iconName;
    QString m_widest;
    double m_pixels = 13;
    int m_weight = QFont::Medium;
    double m_extent = 32;
    double m_padding = 14;
    bool m_opensMenu = false;
};

} // namespace interleave
