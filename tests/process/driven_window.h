// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/conductor.h"
#include "app/main_window.h"
#include "app/style/appearance.h"
#include "scenarios/catalog.h"

#include <QApplication>
#include <QDialog>
#include <QLineEdit>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>
#include <QTimer>

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

    /// The widget of that name; null: there is none.
    template <typename T>
    T *part(const char *name) const
    {
        return m_window->findChild<T *>(QString::fromLatin1(name));
    }

    /// On a widget that a person could click on.
    void click(const char *name) const
    {
        auto *const widget = part<QWidget>(name);
        QVERIFY2(widget != nullptr && widget->isVisible() && widget->isEnabled(), name);
        QTRY_VERIFY2(!widget->visibleRegion().isEmpty(), name);
        QTest::mouseClick(widget, Qt::LeftButton);
    }

    /// Types into the dialog that opens next, and accepts it.
    void answerDialogWith(const QString &text) const
    {
        auto *const look = new QTimer(m_window.get());
        QObject::connect(look, &QTimer::timeout, look, [look, text] {
            auto *const dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget());
            if (dialog == nullptr)
                return;
            look->deleteLater();
            look->stop();
            auto *const line = dialog->findChild<QLineEdit *>();
            QVERIFY(line != nullptr);
            line->setText(text);
            QTest::keyClick(line, Qt::Key_Return);
        });
        look->start(10);
    }

    std::unique_ptr<MainWindow> m_window;
    Conductor *m_conductor = nullptr; // the window owns it
};

} // namespace interleave
