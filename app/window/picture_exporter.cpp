// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/picture_exporter.h"

#include "app/models/to_text.h"
#include "app/paint/export_picture.h"
#include "app/session/in_background.h"
#include "app/style/appearance.h"
#include "core/trace/part_file.h"

#include <QBuffer>
#include <QFileDialog>
#include <QFileInfo>
#include <QPixmap>
#include <QWidget>

namespace interleave {

namespace {

PictureExport exportOf(const QString &title)
{
    return {title, appearance().theme().card, 2};
}

QString withSuffix(QString path, const QString &suffix)
{
    return QFileInfo(path).suffix().isEmpty() ? path + QLatin1Char('.') + suffix : path;
}

} // namespace

PictureExporter::PictureExporter(QWidget *window) : QObject(window), m_window(window) {}

void PictureExporter::add(const QString &title, std::function<Picture()> draw)
{
    m_offers.push_back({title, std::move(draw)});
}

QStringList PictureExporter::titles() const
{
    QStringList titles;
    for (const Offer &offer : m_offers)
        titles << offer.title;
    return titles;
}

void PictureExporter::save(int index)
{
    if (index < 0 || index >= static_cast<int>(m_offers.size()))
        return;
    const Offer &offer = m_offers[static_cast<std::size_t>(index)];
    const QString chosen = QFileDialog::getSaveFileName(m_window, QStringLiteral("Save the picture: ") + offer.title,
                                                        offer.title.toLower() + QStringLiteral(".svg"),
                                                        QStringLiteral("Pictures (*.svg *.pdf *.png)"));
    if (chosen.isEmpty())
        return;
    const QString path = withSuffix(chosen, QStringLiteral("svg"));
    write(path, [picture = offer.draw(), path, how = exportOf(offer.title)] { return exportPicture(picture, path, how); });
}

void PictureExporter::write(const QString &path, std::function<Result<void>()> work)
{
    inBackground(this, std::move(work), [this, path](Result<void> &written) {
        if (written.ok())
            emit said(QStringLiteral("Saved as %1").arg(path));
        else
            emit failed(QString::fromStdString(written.error().sentence));
    });
}

void PictureExporter::copy(int index)
{
    if (index < 0 || index >= static_cast<int>(m_offers.size()))
        return;
    const Offer &offer = m_offers[static_cast<std::size_t>(index)];
    copyPicture(offer.draw(), exportOf(offer.title));
    emit said(QStringLiteral("%1 is on the clipboard").arg(offer.title));
}

void PictureExporter::saveWindow()
{
    const QString chosen = QFileDialog::getSaveFileName(m_window, QStringLiteral("Save a picture of the window"),
                                                        QStringLiteral("interleave.png"), QStringLiteral("PNG (*.png)"));
    if (chosen.isEmpty())
        return;
    const QString path = withSuffix(chosen, QStringLiteral("png"));
    write(path, [picture = m_window->grab().toImage(), path]() -> Result<void> {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        if (!picture.save(&buffer, "PNG"))
            return Error{"There is not enough memory for a picture of the window."};
        return writeFile(path.toStdString(), toBytes(buffer.data()));
    });
}

} // namespace interleave
