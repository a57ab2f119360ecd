// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where MainWindow asks for the names of files.

#include "app/main_window.h"

#include "app/session/playback.h"

#include <QFileDialog>
#include <QFileInfo>

namespace interleave {

void MainWindow::askOpen()
{
    const QString path = QFileDialog::getOpenFileName(this, QStringLiteral("Open a recording"), QString(),
                                                      QStringLiteral("Recordings (*.ilv)"));
    if (!path.isEmpty())
        emit openRequested(path);
}

void MainWindow::askSave()
{
    QString path = QFileDialog::getSaveFileName(this, QStringLiteral("Save the recording"), QStringLiteral("run.ilv"),
                                                QStringLiteral("Recordings (*.ilv)"));
    if (path.isEmpty())
        return;
    if (!path.endsWith(QLatin1String(".ilv")))
        path += QStringLiteral(".ilv");
    emit saveRequested(path);
}

void MainWindow::askSheet()
{
    if (m_playback->isConcealed())
        return complain(QStringLiteral("The result is hidden, and a lab sheet would tell it: press R first."));
    const QString page = QStringLiteral("Web page (*.html)"), pdf = QStringLiteral("PDF (*.pdf)");
    QString filter = page;
    QString path = QFileDialog::getSaveFileName(this, QStringLiteral("Save a lab sheet"), QStringLiteral("sheet.html"),
                                                page + QStringLiteral(";;") + pdf, &filter);
    if (path.isEmpty())
        return;
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix != QLatin1String("html") && suffix != QLatin1String("pdf"))
        path += filter == pdf ? QStringLiteral(".pdf") : QStringLiteral(".html");
    emit sheetRequested(path);
}

} // namespace interleave
