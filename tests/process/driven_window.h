// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/conductor.h"
#include "app/main_window.h"
#include "app/style/appearance.h"
#include "scenarios/catalog.h"

#include <QCoreApplication>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>

#include <memory>

namespace interleave {

/// The whole window with its conductor, and so with real processes, for a test that uses it as a person would.
class DrivenWindow
{
protected:
    /// Once. Settings are those of this test alone.
    static void prepare(const char *test)
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        QCoreApplication::setOrganizationName(QStringLiteral("Interleave tests"));
        QCoreApplication::setApplicationName(QString::fromLatin1(test));
        appearance().setChoice(Appearance::Choice::Light);
        appearance().apply();
    }

    /// A new window, as at the very first start. False: it did not become the active one.
    bool open()
    {
        QSettings().clear();
        m_window = std::make_unique<MainWindow>(catalog());
        m_conductor = new Conductor(m_window.get());
        m_window->resize(1280, 800);
        m_window->show();
        return QTest::qWaitForWindowActive(m_window.get());
    }

    std::unique_ptr<MainWindow> m_window;
    Conductor *m_conductor = nullptr; // the window owns it
};

} // namespace interleave
