// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/order_player.h"

#include "app/session/session.h"

#include <utility>

namespace interleave {

namespace {

constexpr int kHeldMs = 1500; ///< nobody sees a step take that long, unless something holds it

} // namespace

OrderPlayer::OrderPlayer(QObject *parent) : QObject(parent), m_session(new Session(this))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(kHeldMs);
    connect(&m_patience, &QTimer::timeout, this, &OrderPlayer::onLate);
    connect(m_session, &Session::begun, this, &OrderPlayer::began);
    connect(m_session, &Session::moved, this, &OrderPlayer::onMoved);
    connect(m_session, &Session::finished, this, [this] {
        m_isActive = false;
        m_patience.stop();
        emit finished(!divergence());
    });
    connect(m_session, &Session::failed, this, [this](const QString &sentence) {
        m_isActive = false;
        m_patience.stop();
        emit failed(sentence);
    });
}

OrderPlayer::~OrderPlayer() = default;

/// Where the order cannot be followed everybody rests, and nobody is there to say who goes next.
void OrderPlayer::onMoved()
{
    if (!m_isActive)
        return;
    const Stand &stand = m_session->stand();
    if (stand.diverged)
        return m_session->stop();
    // That somebody is still on its way is told again and again.
    if (std::exchange(m_steps, stand.steps.size()) != stand.steps.size())
        m_patience.start();
}

void OrderPlayer::onLate()
{
    const Stand &stand = m_session->stand();
    if (m_isActive && !stand.isIdle && stand.mover != kNoActor)
        emit late(stand.mover);
}

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
    m_steps = 0;
    m_patience.start();
    if (!again)
        emit began();
    return {};
}

void OrderPlayer::stop()
{
    m_session->stop();
}

const std::optional<Divergence> &OrderPlayer::divergence() const
{
    return stand().diverged;
}

const Stand &OrderPlayer::stand() const
{
    return m_session->stand();
}

std::shared_ptr<Recording> OrderPlayer::recording() const
{
    return m_session->recording();
}

} // namespace interleave
