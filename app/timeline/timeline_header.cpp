// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timeline/timeline_header.h"

#include "app/paint/shapes.h"
#include "app/session/playback.h"
#include "app/timeline/timeline_layout.h"
#include "app/timeline/timeline_view.h"
#include "core/trace/recording.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include <cmath>

namespace interleave {

/// Paints the legend of the recording that is shown.
class TimelineHeader::Legend : public QWidget
{
public:
    Legend(Playback *playback, QWidget *parent) : QWidget(parent), m_playback(playback) {}

    void setTheme(const Theme &theme, double zoom)
    {
        m_theme = theme;
        m_zoom = zoom;
        updateGeometry();
        update();
    }
    QSize sizeHint() const override
    {
        const double width = picture(QSizeF(10'000, kHigh)).size.width() + 2;
        return {static_cast<int>(std::ceil(width * m_zoom)), qRound(kHigh * m_zoom)};
    }
    QSize minimumSizeHint() const override { return {0, qRound(kHigh * m_zoom)}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.scale(m_zoom, m_zoom);
        paint(painter, picture(QSizeF(size()) / m_zoom));
    }

private:
    Picture picture(QSizeF room) const
    {
        const auto &recording = m_playback->recording();
        return recording ? layoutLegend(*recording->info(), m_theme, room, Qt::AlignLeft) : Picture{};
    }

    Playback *m_playback; // not owned
    static constexpr double kHigh = 24;
    Theme m_theme = Theme::light();
    double m_zoom = 1;
};

namespace {

QToolButton *axisButton(const QString &text, const QString &help, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(text);
    button->setToolTip(help);
    button->setAccessibleName(QStringLiteral("Across ").append(text));
    button->setCheckable(true);
    button->setAutoExclusive(true);
    button->setAutoRaise(true);
    return button;
}

} // namespace

TimelineHeader::TimelineHeader(TimelineView *view, Playback *playback, QWidget *parent)
    : QWidget(parent)
    , m_view(view)
    , m_across(new QLabel(QStringLiteral("Across:"), this))
    , m_order(axisButton(QStringLiteral("order"), QStringLiteral("One column per event, in the order they happened"), this))
    , m_time(axisButton(QStringLiteral("time"), QStringLiteral("When it happened, since the start"), this))
    , m_legend(new Legend(playback, this))
{
    m_order->setObjectName(QStringLiteral("acrossOrder"));
    m_time->setObjectName(QStringLiteral("acrossTime"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(18, 0, 14, 0);
    row->setSpacing(6);
    row->addWidget(m_across);
    row->addWidget(m_order);
    row->addWidget(m_time);
    row->addSpacing(8);
    row->addWidget(m_legend);

    connect(m_order, &QToolButton::clicked, view, [view] { view->setAxis(TimelineAxis::Order); });
    connect(m_time, &QToolButton::clicked, view, [view] { view->setAxis(TimelineAxis::Time); });
    connect(view, &TimelineView::axisChanged, this, &TimelineHeader::showAxis);
    const auto tell = [this, playback] {
        m_legend->updateGeometry();
        m_legend->update();
        // Of the whole header: the legend may have no room at all.
        setToolTip(playback->recording() ? legendWords(*playback->recording()->info()) : QString());
    };
    connect(playback, &Playback::recordingChanged, m_legend, tell);
    tell();
    setTheme(view->theme());
}

void TimelineHeader::setTheme(const Theme &theme, double zoom)
{
    const QString style = QStringLiteral("QLabel { color: %1; } QToolButton { border: none; padding: 2px 3px; color: %1; }"
                                         "QToolButton:checked { color: %2; font-weight: 600; }"
                                         "QToolButton:focus { border: 1px solid %3; border-radius: 3px; }")
                              .arg(theme.muted.name(), theme.text.name(), theme.accent.name());
    setStyleSheet(style);
    for (QWidget *widget : {static_cast<QWidget *>(m_across), static_cast<QWidget *>(m_order), static_cast<QWidget *>(m_time)})
        widget->setFont(theme.font(qRound(13 * zoom)));
    m_legend->setTheme(theme, zoom);
    layout()->setContentsMargins(qRound(18 * zoom), 0, qRound(14 * zoom), 0);
    showAxis();
}

/// "Across:" and the gap behind it.
int TimelineHeader::widthOfWord() const
{
    return m_across->sizeHint().width() + layout()->spacing();
}

QSize TimelineHeader::sizeHint() const
{
    const QSize least = minimumSizeHint();
    return {least.width() + widthOfWord() + m_legend->sizeHint().width(), least.height()};
}

/// The two choices are left, which say by themselves what they are.
QSize TimelineHeader::minimumSizeHint() const
{
    const QSize row = layout()->minimumSize();
    return {m_across->isHidden() ? row.width() : row.width() - widthOfWord(), row.height()};
}

void TimelineHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_across->setVisible(width() >= minimumSizeHint().width() + widthOfWord());
}

void TimelineHeader::showAxis()
{
    m_order->setChecked(m_view->axis() == TimelineAxis::Order);
    m_time->setChecked(m_view->axis() == TimelineAxis::Time);
}

} // namespace interleave
