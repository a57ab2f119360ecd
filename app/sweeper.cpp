// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sweeper.h"

#include "app/models/recording_account.h"
#include "app/session/session.h"

namespace interleave {

Sweeper::Sweeper(QObject *parent) : QObject(parent), m_session(new Session(this))
{
    connect(m_session, &Session::finished, this, &Sweeper::onFinished);
    connect(m_session, &Session::failed, this, &Sweeper::end);
}

Sweeper::~Sweeper() = default;

Result<void> Sweeper::start(const SweepPlan &plan)
{
    if (m_active)
        return Error{"A sweep is on: stop it before another one."};
    if (const auto checked = checkPlan(plan); !checked.ok())
        return checked;
    Sweep fresh;
    fresh.plan = plan;
    if (const auto started = m_session->start(plan.settings(plan.step(0))); !started.ok())
        return started;
    m_sweep = std::move(fresh);
    m_active = true;
    m_stopping = false;
    m_clock.start();
    return {};
}

void Sweeper::stop()
{
    if (!m_active)
        return;
    m_stopping = true;
    m_session->stop();
}

void Sweeper::next()
{
    if (m_stopping || m_sweep.complete())
        return end(QString());
    const SweepStep step = m_sweep.plan.step(m_sweep.runs.size());
    if (const auto started = m_session->start(m_sweep.plan.settings(step)); !started.ok())
        end(QString::fromStdString(started.error().sentence));
}

void Sweeper::onFinished()
{
    const auto recording = m_session->recording();
    if (!recording->info()->interrupted) {
        const SweepStep step = m_sweep.plan.step(m_sweep.runs.size());
        m_sweep.add(step, *recording, accountOf(*recording).value()); // it was made from the catalogue
        emit grew();
    }
    next();
}

void Sweeper::end(const QString &sentence)
{
    m_sweep.interrupted = !m_sweep.complete();
    m_active = false;
    emit ended(sentence);
}

qint64 Sweeper::msLeft() const
{
    const auto made = static_cast<qint64>(m_sweep.runs.size()), all = static_cast<qint64>(m_sweep.plan.runs());
    return m_active && made > 0 ? m_clock.elapsed() * (all - made) / made : 0;
}

} // namespace interleave
