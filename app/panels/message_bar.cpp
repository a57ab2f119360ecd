// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/message_bar.h"

#include "app/panels/button.h"
#include "app/panels/themed.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPalette>
#include <QResizeEvent>

namespace interleave {

namespace {

constexpr double kSign = 18;   // the disc with "!"
constexpr double kMargin = 22; // as the verdict's

} // namespace

MessageBar::MessageBar(QWidget *parent)
    : QWidget(parent), m_sentence(new QLabel),
      m_close(new Button(Button::Look::Flat, QString(), QStringLiteral("cross")))
{
    setObjectName(QStringLiteral("message"));
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    m_sentence->setWordWrap(true); // what is wrong with a long path is said after the path
    m_sentence->setTextFormat(Qt::PlainText);
    m_close->setObjectName(QStringLiteral("closeMessage"));
    m_close->setExtent(26);
    m_close->setAccessibleName(QStringLiteral("Close the message"));
    m_close->setToolTip(QStringLiteral("Close (Esc)"));
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_close);
    connect(m_close, &Button::clicked, this, &MessageBar::dismiss);
    followAppearance(this, [this, row] {
        const Appearance &look = appearance();
        m_sentence->setFont(look.font(13.5, QFont::Medium));
        QPalette colours = m_sentence->palette();
        colours.setColor(QPalette::WindowText, look.theme().text);
        m_sentence->setPalette(colours);
        row->setSpacing(look.px(12));
        row->setContentsMargins(look.px(kMargin + kSign + 12), look.px(6), look.px(14), look.px(6) + 1);
        fit();
    });
    hide();
}

QString MessageBar::sentence() const
{
    return isHidden() ? QString() : m_sentence->text();
}

void MessageBar::complain(const QString &sentence)
{
    m_sentence->setText(sentence);
    setAccessibleName(QStringLiteral("It did not work: ") + sentence);
    show();
    fit();
    emit shownChanged();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void MessageBar::dismiss()
{
    // Else the focus would move on to some control that nobody chose.
    if (m_close->hasFocus() && window() != nullptr)
        window()->setFocus();
    hide();
    emit shownChanged();
}

/// As high as its lines need at this width. While it is not visible nobody would be told of its new size.
void MessageBar::fit()
{
    if (isVisible())
        setFixedHeight(layout()->heightForWidth(width()));
}

void MessageBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fit();
}

void MessageBar::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    fit();
}

void MessageBar::paintEvent(QPaintEvent *)
{
    const Appearance &look = appearance();
    const Theme &theme = look.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), theme.inset);
    painter.fillRect(0, height() - 1, width(), 1, theme.borderStrong);
    const double size = look.px(kSign);
    const QRectF disc(look.px(kMargin), (height() - 1 - size) / 2, size, size);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.text);
    painter.drawEllipse(disc);
    painter.setPen(theme.card);
    painter.setFont(look.font(13, QFont::Bold));
    painter.drawText(disc, Qt::AlignCenter, QStringLiteral("!"));
}

} // namespace interleave
