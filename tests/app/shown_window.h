// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/main_window.h"
#include "app/panels/button.h"
#include "app/panels/toolbar.h"
#include "app/style/appearance.h"
#include "tests/app/sample_scenarios.h"
#include "tests/support/trace_text.h"

#include <QCoreApplication>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>

#include <memory>

namespace interleave {

/// A window on the screen that knows the sample scenarios, for a test that uses it as a person would. Runs are told to
/// it rather than made.
class ShownWindow
{
protected:
    /// Once. Settings are those of this test and process alone.
    static void prepare(const char *test)
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("interleave-test"));
        QCoreApplication::setApplicationName(
            QStringLiteral("%1-%2").arg(QLatin1String(test)).arg(QCoreApplication::applicationPid()));
        appearance().setChoice(Appearance::Choice::Light);
        appearance().apply();
    }

    /// A new window, as at the very first start. False: it did not become the active one.
    bool open()
    {
        QSettings().clear();
        m_window = std::make_unique<MainWindow>(sample::kCatalog);
        m_window->show();
        return QTest::qWaitForWindowActive(m_window.get());
    }

    template <typename T>
    T *part(const char *name) const
    {
        return m_window->findChild<T *>(QString::fromLatin1(name));
    }
    void click(const char *name) const { QTest::mouseClick(part<QAbstractButton>(name), Qt::LeftButton); }

    /// The run in the design's picture: three processes, five increments each, ten of fifteen.
    void finishMockRun()
    {
        const auto recording = mockRecording();
        RunChoice choice = m_window->toolbar()->choice();
        choice.adopt(&sample::kCounter, recording->info()->settings);
        m_window->toolbar()->setChoice(choice);
        m_window->runStarted(recording);
        m_window->runFinished(sample::counterAccount());
    }

    std::unique_ptr<MainWindow> m_window;
};

} // namespace interleave
