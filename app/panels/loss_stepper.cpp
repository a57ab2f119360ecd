// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/loss_stepper.h"

#include "app/panels/button.h"
#include "app/panels/themed.h"
#include "app/style/words.h"

#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>

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
    m_next->setObjectName(QStringLiteral("nextLoss"));
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
    setLosses({});
}

void LossStepper::setLosses(const Losses &losses)
{
    m_losses = losses;
    m_current = losses.next(kNoEvent);
    const QString what = losses.repeated.empty() ? QStringLiteral("loss")
        : losses.listed.empty()                  ? QStringLiteral("repeat")
                                                 : QStringLiteral("loss or repeat");
    m_previous->setAccessibleName(QStringLiteral("Previous ") + what);
    m_previous->setToolTip(QStringLiteral("Previous %1 (Shift+L)").arg(what));
    m_next->setAccessibleName(QStringLiteral("Next ") + what);
    m_next->setToolTip(QStringLiteral("Next %1 (L)").arg(what));
    m_number->setWidestText(widestNumber());
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
    const EventIndex passed = m_losses.previous(position);
    if (passed == kNoEvent || passed == m_current)
        return;
    m_current = passed;
    showNumber();
}

void LossStepper::next()
{
    if (m_current != kNoEvent)
        go(m_losses.next(m_current));
}

void LossStepper::previous()
{
    if (m_current != kNoEvent)
        go(m_losses.previous(m_current));
}

void LossStepper::again()
{
    go(m_current);
}

void LossStepper::go(EventIndex event)
{
    if (event == kNoEvent)
        return;
    m_current = event;
    showNumber();
    emit chosen(event);
}

/// One write may have undone thousands: those are told together.
QString LossStepper::numberOf(EventIndex event) const
{
    const auto told = [](QStringView what, std::size_t first, std::size_t last, std::uint64_t total) {
        const QString from = words::number(qint64(first) + 1);
        return QStringLiteral("%1 %2 of %3")
            .arg(what, first == last ? from : from + u'–' + words::number(qint64(last) + 1),
                 words::number(qint64(total)));
    };
    const std::size_t together = m_losses.by(event).size();
    const std::size_t loss = m_losses.lostBefore(event), repeat = m_losses.repeatedBefore(event);
    return together > 0 ? told(u"Loss", loss, loss + together - 1, m_losses.total)
                        : told(u"Repeat", repeat, repeat, m_losses.repeats);
}

/// The longest of all that will be said, so that nothing moves while one goes through them. A stretch is only said
/// where one write undid several.
QString LossStepper::widestNumber() const
{
    const auto &listed = m_losses.listed;
    const auto together = std::adjacent_find(listed.rbegin(), listed.rend(),
                                             [](const Loss &a, const Loss &b) { return a.event == b.event; });
    const QString losses = words::number(qint64(m_losses.total)), repeats = words::number(qint64(m_losses.repeats));
    QStringList all{QStringLiteral("Loss %1 of %1").arg(losses)};
    if (together != listed.rend())
        all << QStringLiteral("Loss %1–%1 of %2").arg(words::number(listed.rend() - together), losses);
    if (!m_losses.repeated.empty())
        all << QStringLiteral("Repeat %1 of %1").arg(repeats);
    return *std::max_element(all.begin(), all.end(),
                             [](const QString &a, const QString &b) { return a.size() < b.size(); });
}

void LossStepper::showNumber()
{
    m_number->setText(m_current == kNoEvent ? QString() : numberOf(m_current));
    m_number->setAccessibleName(m_number->text());
    m_previous->setEnabled(m_current != kNoEvent && m_losses.previous(m_current) != kNoEvent);
    m_next->setEnabled(m_current != kNoEvent && m_losses.next(m_current) != kNoEvent);
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
