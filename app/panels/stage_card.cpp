// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/stage_card.h"

#include "app/models/replay_pace.h"
#include "app/models/run_caption.h"
#include "app/panels/button.h"
#include "app/panels/text_label.h"
#include "app/session/playback.h"
#include "app/style/words.h"
#include "core/trace/recording.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

namespace interleave {

namespace {

const QString kDot = QStringLiteral("   ·   ");

/// Of many settings the band may be too narrow; what is to be known first stands first.
QString replayText(const RunInfo &info, const QString &slowness)
{
    const QString time = words::endedAt(info);
    const QString when = time.isEmpty() ? QStringLiteral("of a finished run")
                                        : QStringLiteral("of the run that finished at ") + time;
    return (slowness.isEmpty() ? QString() : slowness + kDot) + when + kDot + runCaption(info);
}

} // namespace

StageCard::StageCard(Playback *playback, QWidget *parent)
    : Card(parent), m_playback(playback), m_layout(new QVBoxLayout(this)), m_band(new QHBoxLayout),
      m_state(new TextLabel(12.5, QFont::Bold, &Theme::accent)),
      m_text(new TextLabel(12.5, QFont::Normal, &Theme::muted)),
      m_outdated(new TextLabel(12.5, QFont::DemiBold, &Theme::accent)),
      m_save(new Button(Button::Look::Flat, QString(), QStringLiteral("save"))),
      m_present(new Button(Button::Look::Flat, QString(), QStringLiteral("expand")))
{
    m_state->setElides(false);
    m_text->setSeparator(kDot);
    m_outdated->setElides(false);
    m_outdated->setText(QStringLiteral("previous settings"));
    m_outdated->setToolTip(QStringLiteral("You have changed the settings since this run; Run starts one with the new ones."));
    m_outdated->hide();
    m_save->setExtent(26);
    m_save->setAccessibleName(QStringLiteral("Save a picture"));
    m_save->setToolTip(QStringLiteral("Save this picture (Ctrl+E)"));
    m_present->setExtent(26);
    m_present->setAccessibleName(QStringLiteral("Present"));
    m_present->setToolTip(QStringLiteral("Stage, verdict and code, large (F11)"));

    m_band->addWidget(m_state);
    m_band->addWidget(m_text, 1);
    m_band->addWidget(m_outdated);
    m_band->addWidget(m_save);
    m_band->addWidget(m_present);
    m_layout->addLayout(m_band);
    m_layout->addStretch(1);
    m_layout->setSpacing(0);
    followAppearance(this, [this] {
        const Appearance &look = appearance();
        m_band->setSpacing(look.px(4));
        m_band->setContentsMargins(look.px(14), look.px(1), look.px(6), look.px(1));
        m_layout->setContentsMargins(1, 0, 1, look.px(kRadius));
    });
    connect(m_playback, &Playback::recordingChanged, this, &StageCard::refresh);
    connect(m_playback, &Playback::stateChanged, this, &StageCard::refresh);
    connect(m_playback, &Playback::refreshed, this, &StageCard::refresh);
    refresh();
}

void StageCard::setStage(QWidget *stage)
{
    delete m_stage;
    m_stage = stage;
    m_layout->addWidget(stage, 1000);
}

void StageCard::setOutdated(bool outdated)
{
    m_outdated->setVisible(outdated && m_playback->recording() != nullptr);
}

void StageCard::setStepping(const QString &stand)
{
    if (stand == m_stepping)
        return;
    m_stepping = stand;
    refresh();
}

QString StageCard::bandText() const
{
    return m_state->text() + QLatin1Char(' ') + m_text->text();
}

void StageCard::refresh()
{
    const auto &recording = m_playback->recording();
    if (!recording) {
        m_state->setText(QStringLiteral("NOTHING YET"));
        m_text->setText(QStringLiteral("  Run starts the processes; here you will see what they do"));
        return;
    }
    const auto info = recording->info();
    if (!m_stepping.isEmpty()) {
        m_state->setText(QStringLiteral("STEPPING"));
        m_text->setText(QStringLiteral("  ") + m_stepping + kDot
                        + words::counted(qint64(info->processes.size()), u"process", u"processes")
                        + QStringLiteral(", one piece of shared memory"));
        return;
    }
    const bool live = !recording->finished();
    m_state->setText(live ? QStringLiteral("LIVE") : QStringLiteral("REPLAY"));
    // What was stepped took as long as somebody thought about it.
    const bool hasPace = info->settings.pace != Pace::Step;
    const QString pace = live || !hasPace ? QString() : slownessText(slowness(*recording, m_playback->speed()));
    m_text->setText(QStringLiteral("  ") + (live ? runCaption(*info) : replayText(*info, pace)));
}

int StageCard::bandHeight() const
{
    return appearance().px(28);
}

QSize StageCard::minimumSizeHint() const
{
    return {appearance().px(420), appearance().px(286)}; // band and a queue with its line of words
}

void StageCard::paintEvent(QPaintEvent *event)
{
    Card::paintEvent(event);
    const double radius = appearance().px(kRadius);
    QPainterPath band;
    band.addRoundedRect(QRectF(0.5, 0.5, width() - 1, bandHeight() + radius), radius, radius);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(0, 0, width(), bandHeight());
    painter.fillPath(band, appearance().theme().accentSoft);
}

} // namespace interleave
