// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/session/explorer.h"

#include "app/models/known_orders.h"
#include "app/session/machine.h"
#include "app/session/session.h"
#include "app/session/worker_process.h"
#include "core/explore/exploration_codec.h"

#include <QtEndian>

#include <cstring>
#include <span>

namespace interleave {

namespace {

constexpr int kStopPatienceMs = 1000;
constexpr quint32 kIsTrouble = 1u << 31;
/// No report is that long; what says so is none.
constexpr quint32 kLongest = 64u << 20;

} // namespace

Explorer::Explorer(QObject *parent) : QObject(parent)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &Explorer::onOutput);
    connect(&m_process, &QProcess::finished, this, &Explorer::onFinished);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart)
            return;
        // QProcess says so while it is being started, when nobody listens to us yet.
        const QString sentence
            = tr("The search could not be started (%1): close other programs.").arg(m_process.errorString());
        QMetaObject::invokeMethod(this, [this, sentence] { emit ended(sentence); }, Qt::QueuedConnection);
    });
    m_patience.setSingleShot(true);
    m_patience.setInterval(kStopPatienceMs);
    connect(&m_patience, &QTimer::timeout, &m_process, &QProcess::kill);
}

Explorer::~Explorer()
{
    m_process.disconnect(this);
    m_process.kill();
    m_process.waitForFinished(1000); // a killed process is gone in well under a millisecond
}

Result<void> Explorer::start(const ExplorationRequest &request)
{
    if (isActive())
        return Error{"A search is on already: stop it first."};
    const auto settings = checkedSettings(request.settings);
    if (!settings.ok())
        return settings.error();
    const RunSettings &run = settings.value();
    const QString worker = workerProgram(), explorer = explorerProgram();
    if (worker.isEmpty() || explorer.isEmpty())
        return Error{
            "The programs interleave-worker and interleave-explorer are not beside this one: build or install all."};
    m_report.reset();
    m_received.clear();
    m_trouble.clear();
    m_isStopping = false;
    m_startedAt = isoNow();
    m_asked = run;
    const QString preemptions = request.scope.mostPreemptions ? QString::number(*request.scope.mostPreemptions)
                                                        : QStringLiteral("-");
    m_process.start(explorer,
                    {worker, QString::fromStdString(scheduleText({run.scenario, run.mode, run.parameters, {}})),
                     preemptions, QString::number(request.scope.mostDeaths), QString::number(request.mostExecutions)});
    return {};
}

void Explorer::stop()
{
    if (!isActive() || m_isStopping)
        return;
    m_isStopping = true;
    m_process.write("\n");
    m_patience.start();
}

void Explorer::onOutput()
{
    m_received += m_process.readAllStandardOutput();
    const auto before = m_report;
    while (m_received.size() >= 4) {
        const auto head = qFromLittleEndian<quint32>(m_received.constData());
        const quint32 size = head & ~kIsTrouble;
        if (size > kLongest)
            return m_process.kill();
        if (m_received.size() < qsizetype(size) + 4)
            break;
        take(m_received.mid(4, size), (head & kIsTrouble) != 0);
        m_received.remove(0, qsizetype(size) + 4);
    }
    if (m_report != before)
        emit grew();
}

/// Of several reports that came at once the last one counts.
void Explorer::take(QByteArray message, bool isTrouble)
{
    if (isTrouble) {
        m_trouble = QString::fromUtf8(message);
        return;
    }
    auto report = unpackReport(
        std::span(reinterpret_cast<const std::uint8_t *>(message.constData()), std::size_t(message.size())));
    if (!report.ok()) {
        m_trouble = QString::fromStdString(report.error().sentence);
        return;
    }
    if (!haveSameOrders(report.value().settings, m_asked)) {
        m_trouble = tr("The search told of something else than it was asked for: reinstall the program.");
        return;
    }
    report.value().startedAt = m_startedAt;
    m_report = std::make_shared<const ExplorationReport>(std::move(report.value()));
}

void Explorer::onFinished()
{
    m_patience.stop();
    onOutput();
    const bool isWhole = m_report && m_report->isOver;
    if (m_report && !isWhole) {
        auto report = std::make_shared<ExplorationReport>(*m_report);
        report->isOver = true;
        report->isInterrupted = true;
        m_report = std::move(report);
    }
    if (!isWhole && m_trouble.isEmpty() && !m_isStopping)
        m_trouble = tr("The search ended before its time: its process was killed, or crashed.")
            + (m_report && !m_report->outcomes.empty() ? tr(" What it had found is shown.") : QString());
    emit ended(m_trouble);
}

} // namespace interleave
