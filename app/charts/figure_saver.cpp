// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/charts/figure_saver.h"

#include "app/models/to_text.h"
#include "app/session/in_background.h"
#include "core/trace/part_file.h"

#include <QFileDialog>
#include <QFileInfo>

#include <utility>

namespace interleave {

FigureSaver::FigureSaver(std::function<Figure()> shown, QWidget *owner)
    : QObject(owner),
      m_shown(std::move(shown)),
      m_owner(owner)
{}

void FigureSaver::ask(const QString &title, const QString &name)
{
    const QString filter = QStringLiteral("Drawing for documents (*.svg);;PDF (*.pdf);;Picture (*.png);;Table (*.csv)");
    QString chosen;
    const QString path = QFileDialog::getSaveFileName(m_owner, title, name, filter, &chosen);
    if (!path.isEmpty())
        saveAs(path, chosen.mid(chosen.indexOf(u"*.") + 1).chopped(1));
}

void FigureSaver::saveAs(QString path, const QString &suffix)
{
    if (QFileInfo(path).suffix().isEmpty())
        path += suffix;
    const auto format = figureFormatOf(path);
    const auto bytes = format.ok() ? renderFigure(m_shown(), format.value()) : Result<QByteArray>(format.error());
    if (!bytes.ok()) {
        emit failed(QString::fromStdString(bytes.error().sentence));
        return;
    }
    inBackground(
        this, [path, bytes = bytes.value()] { return writeFile(path.toStdString(), toBytes(bytes)); },
        [this, path](Result<void> &written) {
            if (written.ok())
                emit saved(path);
            else
                emit failed(QString::fromStdString(written.error().sentence));
        });
}

} // namespace interleave
