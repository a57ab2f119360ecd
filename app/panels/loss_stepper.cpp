// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/loss_stepper.h"

#include "app/panels/button.h"
#include "app/panels/themed.h"
#include "app/style/words.h"

#include <QHBoxLayout>
#include <QPainter>

namespace interleave {

LossStepper::LossStepper(QWidget *parent)
    : QWidget(parent), m_number(new Button(Button::Look::OnLoss, QString(), QString())),
      m_previous(new Button(Button::Look::OnLoss, QString(), QStringLiteral("back"))),
      m_next(new Button(Button::Look::OnLoss, QString(), QStringLiteral("forward")))
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_number->setTextSize(13.5, QFont::DemiBold);
    m_number->setPadding(10);
    m_number->setObjectName(QStringLiteral("loss"));
    m_number->setToolTip(QStringLiteral("Show this one again"));
    m_previous->setObjectName(QStringLiteral("previousLoss"));
    m_previous->setAccessibleName(QStringLiteral("Previous loss"));
    m_previous->setToolTip(QStringLiteral("Previous loss (Shift+L)"));
    m_next->setObjectName(QStringLiteral("nextLoss"));
    m_next->setAccessibleName(QStringLiteral("Next loss"));
    m_next->setToolTip(QStringLiteral("Next loss (L)"));
    m_previous->setExtent(28);
    m_next->setExtent(28);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(2, 0, 4, 0);
    layout->setSpacing(0);
    layout->addWidget(m_number);
    layout->addWidget(m_previous);
    layout->addWidget(m_next);
    connect(m_number, &Button::clicked, this, &LossStepper::again);
    connect(m_previous, &Button::clicked, this, &LossStepper::previous);
    connect(m_next, &Button::clicked, this, &LossStepper::next);
    followAppearance(this);
}

void LossStepper::setLosses(const Losses &losses)
{
    m_losses = losses;
    m_current = losses.listed.empty() ? -1 : 0;
    showNumber();
}

void LossStepper::setReceding(bool receding)
{
    m_receding = receding;
    for (Button *button : {m_number, m_previous, m_next})
        button->setLook(receding ? Button::Look::Flat : Button::Look::OnLoss);
    update();
}

void LossStepper::follow(EventIndex position)
{
    const int at = m_losses.at(position);
    if (at < 0 || m_current < 0 || m_losses.listed[std::size_t(m_current)].event == m_losses.listed[std::size_t(at)].event)
        return;
    // Several losses may lie at one event; standing there means the first of them.
    const EventIndex event = m_losses.listed[std::size_t(at)].event;
    m_current = m_losses.at(event) + 1;
    showNumber();
}

void LossStepper::next()
{
    // One write may have undone thousands: the next loss to be seen is that of the next such write.
    const auto &listed = m_losses.listed;
    int index = m_current + 1;
    while (m_current >= 0 && index < static_cast<int>(listed.size())
           && listed[std::size_t(index)].event == listed[std::size_t(m_current)].event)
        ++index;
    go(index);
}

void LossStepper::previous()
{
    const auto &listed = m_losses.listed;
    int index = m_current - 1;
    // The first of those that the write before undid.
    while (index > 0 && listed[std::size_t(index - 1)].event == listed[std::size_t(index)].event)
        --index;
    go(index);
}

void LossStepper::again()
{
    go(m_current);
}

void LossStepper::go(int index)
{
    if (index < 0 || index >= static_cast<int>(m_losses.listed.size()))
        return;
    m_current = index;
    showNumber();
    emit chosen(m_losses.listed[std::size_t(index)].event);
}

void LossStepper::showNumber()
{
    const int listed = static_cast<int>(m_losses.listed.size());
    int last = m_current; // several may lie at one write
    while (last >= 0 && last + 1 < listed && m_losses.listed[std::size_t(last + 1)].event == m_losses.listed[std::size_t(m_current)].event)
        ++last;
    const QString which = last > m_current ? words::number(m_current + 1) + u'–' + words::number(last + 1)
                                           : words::number(m_current + 1);
    const QString total = words::number(qint64(m_losses.total));
    m_number->setText(QStringLiteral("Loss %1 of %2").arg(which, total));
    m_number->setWidestText(listed > 1 ? QStringLiteral("Loss %1–%1 of %1").arg(total) : m_number->text());
    m_number->setAccessibleName(m_number->text());
    m_previous->setEnabled(m_current > 0);
    m_next->setEnabled(m_current >= 0 && m_losses.listed[std::size_t(m_current)].event != m_losses.listed[std::size_t(listed - 1)].event);
    m_number->update();
    updateGeometry();
}

void LossStepper::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = appearance().theme();
    painter.setPen(m_receding ? QPen(theme.border) : QPen(Qt::NoPen));
    painter.setBrush(m_receding ? theme.card : theme.loss);
    const double edge = m_receding ? 0.5 : 0;
    painter.drawRoundedRect(QRectF(rect()).adjusted(edge, edge, -edge, -edge), 6, 6);
}

} // namespace interleave
