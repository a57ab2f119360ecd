// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/transport_bar.h"

#include "app/models/replay_pace.h"
#include "app/panels/button.h"
#include "app/panels/position_slider.h"
#include "app/panels/text_label.h"
#include "app/session/bookmarks.h"
#include "app/session/playback.h"
#include "app/style/words.h"
#include "core/trace/recording.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QSignalBlocker>

#include <limits>

namespace interleave {

namespace {

constexpr double kLeastWidth = 420; // as the stage above it

QString speedText(double speed)
{
    if (speed == 0.25)
        return QStringLiteral("¼ event/s");
    if (speed == 0.5)
        return QStringLiteral("½ event/s");
    if (speed == 1)
        return QStringLiteral("1 event/s");
    return QStringLiteral("%1 events/s").arg(words::number(qRound64(speed)));
}

/// A slider counts in int; a trace that is longer is shown as far as int goes, and steps still reach the rest.
int sliderValue(EventIndex position)
{
    return static_cast<int>(std::min<EventIndex>(position, std::numeric_limits<int>::max()));
}

} // namespace

TransportBar::TransportBar(Playback *playback, QWidget *parent) : Card(parent), m_playback(playback)
{
    setObjectName(QStringLiteral("transport"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    createParts();
    createSpeeds();
    connectParts();
    showPosition();
    showState();
    followAppearance(this, [this] {
        layout()->setContentsMargins(appearance().px(8), 1, appearance().px(14), 1);
        setFixedHeight(appearance().px(44));
        fit();
        QMetaObject::invokeMethod(this, &TransportBar::fit,
                                  Qt::QueuedConnection); // once its parts have their new sizes
    });
}

Button *TransportBar::addButton(const QString &icon, const QString &name, const QString &toolTip)
{
    auto *button = new Button(Button::Look::Flat, QString(), icon);
    button->setObjectName(icon);
    button->setAccessibleName(name);
    button->setToolTip(toolTip);
    button->setExtent(32);
    layout()->addWidget(button);
    return button;
}

void TransportBar::createParts()
{
    auto *row = new QHBoxLayout(this);
    row->setSpacing(2);
    Button *first = addButton(QStringLiteral("first"), QStringLiteral("To the beginning"), QStringLiteral("To the beginning (Home)"));
    Button *back = addButton(QStringLiteral("back"), QStringLiteral("One event back"), QStringLiteral("One event back (←)"));
    m_play = addButton(QStringLiteral("play"), QStringLiteral("Play"), QStringLiteral("Play (Space)"));
    Button *on = addButton(QStringLiteral("forward"), QStringLiteral("One event on"), QStringLiteral("One event on (→)"));
    Button *last = addButton(QStringLiteral("last"), QStringLiteral("To the end"), QStringLiteral("To the end (End)"));
    connect(first, &Button::clicked, m_playback, [this] { m_playback->seek(0); });
    connect(back, &Button::clicked, m_playback, [this] { m_playback->step(-1); });
    connect(m_play, &Button::clicked, m_playback, &Playback::toggle);
    connect(on, &Button::clicked, m_playback, [this] { m_playback->step(1); });
    connect(last, &Button::clicked, m_playback, [this] { m_playback->seek(m_playback->length()); });

    m_slider = new PositionSlider;
    m_slider->setObjectName(QStringLiteral("position"));
    m_position = new TextLabel(13, QFont::Normal, &Theme::muted);
    m_position->setObjectName(QStringLiteral("positionText"));
    m_position->setElides(false);
    m_speed = new Button(Button::Look::Flat, QString(), QString());
    m_speed->setOpensMenu(true);
    m_speed->setPadding(6);
    m_speed->setTextSize(13, QFont::Normal);
    m_speed->setObjectName(QStringLiteral("speed"));
    m_speed->setToolTip(QStringLiteral("How fast the replay goes"));
    m_hint = new TextLabel(12.5, QFont::Normal, &Theme::muted);
    m_hint->setElides(false);
    m_hint->setText(QStringLiteral("Space plays"));
    row->addSpacing(8);
    row->addWidget(m_slider, 1);
    row->addSpacing(6);
    row->addWidget(m_position);
    row->addSpacing(12);
    row->addWidget(m_speed);
    row->addSpacing(8);
    row->addWidget(m_hint);
}

void TransportBar::createSpeeds()
{
    m_speeds = new QMenu(this);
    auto *group = new QActionGroup(m_speeds);
    for (const double speed : replaySpeeds()) {
        QAction *action = m_speeds->addAction(speedText(speed));
        action->setCheckable(true);
        action->setData(speed);
        group->addAction(action);
        connect(action, &QAction::triggered, m_playback, [this, speed] { m_playback->setSpeed(speed); });
    }
    connect(m_speed, &Button::clicked, this, [this] {
        m_speeds->popup(m_speed->mapToGlobal(QPoint(0, -m_speeds->sizeHint().height())));
    });
}

void TransportBar::connectParts()
{
    connect(m_slider, &QSlider::valueChanged, m_playback, [this](int value) {
        m_playback->seek(static_cast<EventIndex>(value));
    });
    connect(m_playback, &Playback::moved, this, &TransportBar::showPosition);
    connect(m_playback, &Playback::lengthChanged, this, &TransportBar::fit);
    connect(m_playback, &Playback::recordingChanged, this, [this] {
        setLosses({});
        fit();
    });
    connect(m_playback, &Playback::stateChanged, this, &TransportBar::showState);
    connect(m_playback, &Playback::concealedChanged, this, &TransportBar::showMarks);
}

void TransportBar::setLosses(const Losses &losses)
{
    std::vector<int> marks;
    for (EventIndex event = losses.next(kNoEvent); event != kNoEvent; event = losses.next(event))
        if (marks.empty() || marks.back() != sliderValue(event + 1))
            marks.push_back(sliderValue(event + 1));
    m_marks = std::move(marks);
    showMarks();
}

void TransportBar::setBookmarks(const Bookmarks *bookmarks, const std::function<QString(EventIndex)> &nameOf)
{
    const auto show = [this, bookmarks, nameOf] {
        std::vector<int> positions;
        for (const EventIndex event : bookmarks->events())
            positions.push_back(sliderValue(event + 1));
        m_slider->setBookmarks(std::move(positions), [nameOf](int position) -> QString {
            return QStringLiteral("Bookmark: ") + nameOf(static_cast<EventIndex>(position) - 1);
        });
    };
    connect(bookmarks, &Bookmarks::changed, m_slider, show);
    show();
}

void TransportBar::showMarks()
{
    m_slider->setMarks(m_playback->isConcealed() ? std::vector<int>() : m_marks);
}

void TransportBar::setSpaceHint(const QString &hint)
{
    m_hint->setText(hint);
    fit();
}

QSize TransportBar::minimumSizeHint() const
{
    return {appearance().px(kLeastWidth), height()};
}

/// Where there is little room the hint goes first, then the word before the numbers.
void TransportBar::fit()
{
    for (const int level : {0, 1, 2}) {
        m_hint->setVisible(level < 1);
        m_isBrief = level == 2;
        showPosition();
        layout()->invalidate();
        if (layout()->minimumSize().width() <= width())
            break;
    }
    layout()->activate();
}

void TransportBar::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    fit();
}

void TransportBar::showPosition()
{
    const QSignalBlocker quiet(m_slider);
    m_slider->setRange(0, sliderValue(m_playback->length()));
    m_slider->setValue(sliderValue(m_playback->position()));
    m_slider->setEnabled(m_playback->length() > 0);
    const QString length = words::number(qint64(m_playback->length()));
    const QString text = m_isBrief ? QStringLiteral("%1 of %2") : QStringLiteral("event %1 of %2");
    m_position->setWidestText(text.arg(length, length));
    m_position->setText(text.arg(words::number(qint64(m_playback->position())), length));
    m_slider->update();
}

void TransportBar::showState()
{
    const bool going = m_playback->isPlaying() || m_playback->isLive();
    m_play->setIconName(going ? QStringLiteral("pause") : QStringLiteral("play"));
    m_play->setAccessibleName(going ? QStringLiteral("Pause") : QStringLiteral("Play"));
    m_speed->setText(speedText(m_playback->speed()));
    m_speed->setAccessibleName(QStringLiteral("Speed: ") + m_speed->text());
    m_speed->updateGeometry();
    fit();
    for (QAction *action : m_speeds->actions())
        action->setChecked(action->data().toDouble() == m_playback->speed());
}

} // namespace interleave
