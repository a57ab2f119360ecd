// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/status_line.h"

#include "app/models/run_caption.h"
#include "app/panels/text_label.h"
#include "app/panels/themed.h"
#include "app/session/playback.h"
#include "core/trace/recording.h"

#include <QHBoxLayout>
#include <QPainter>

namespace interleave {

StatusLine::StatusLine(Playback *playback, QWidget *parent)
    : QWidget(parent), m_playback(playback), m_recorded(new TextLabel(12.5, QFont::Normal, &Theme::muted)),
      m_said(new TextLabel(12.5, QFont::Normal, &Theme::muted))
{
    setObjectName(QStringLiteral("status"));
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_recorded, 3);
    row->addWidget(m_said, 2);
    m_said->setObjectName(QStringLiteral("said"));
    m_said->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    connect(m_playback, &Playback::recordingChanged, this, [this] { setHeldUp(0); });
    connect(m_playback, &Playback::lengthChanged, this, &StatusLine::refresh);
    connect(m_playback, &Playback::refreshed, this, &StatusLine::refresh);
    followAppearance(this, [this, row] {
        row->setContentsMargins(appearance().px(14), 1, appearance().px(14), 0);
        setFixedHeight(appearance().px(26));
    });
    refresh();
}

QString StatusLine::text() const
{
    return m_recorded->text();
}

void StatusLine::say(const QString &sentence)
{
    m_news = sentence;
    m_said->setText(m_news.isEmpty() ? m_standing : m_news);
}

void StatusLine::setStanding(const QString &sentence)
{
    m_standing = sentence;
    say(m_news);
}

void StatusLine::setHeldUp(qint64 nanoseconds)
{
    m_heldUp = nanoseconds;
    refresh();
}

void StatusLine::refresh()
{
    const auto &recording = m_playback->recording();
    if (!recording) {
        m_recorded->setText(QStringLiteral("Nothing recorded yet"));
        return;
    }
    const auto info = recording->info();
    m_recorded->setText(
        recordingCaption(*info, m_playback->length(), recording->finished() ? info->stalledNs : m_heldUp));
}

void StatusLine::paintEvent(QPaintEvent *)
{
    const Theme &theme = appearance().theme();
    QPainter painter(this);
    painter.fillRect(rect(), theme.card);
    painter.fillRect(0, 0, width(), 1, theme.border);
}

} // namespace interleave
