// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/order_player.h"

#include "app/session/session.h"

namespace interleave {

OrderPlayer::OrderPlayer(QObject *parent) : QObject(parent), m_session(new Session(this))
{
    connect(m_session, &Session::begun, this, &OrderPlayer::began);
    connect(m_session, &Session::finished, this, [this] {
        m_isActive = false;
        emit finished(!m_session->stand().diverged);
    });
    connect(m_session, &Session::failed, this, [this](const QString &sentence) {
        m_isActive = false;
        emit failed(sentence);
    });
}

OrderPlayer::~OrderPlayer() = default;

Result<void> OrderPlayer::play(const RunSettings &wanted, const Steps &steps)
{
    if (m_isActive)
        return Error{"An order is being played: wait for its end."};
    auto settings = checkedSettings(wanted);
    if (!settings.ok())
        return settings.error();
    const bool again = m_session->canGoAgain(settings.value()); // then the recording begins when all are back
    if (auto started = m_session->start(settings.value(), {.steps = steps, .runsOut = true}); !started.ok())
        return started;
    m_isActive = true;
    if (!again)
        emit began();
    return {};
}

void OrderPlayer::stop()
{
    m_session->stop();
}

std::shared_ptr<Recording> OrderPlayer::recording() const
{
    return m_session->recording();
}

} // namespace interleave
