// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sheet/sheet_export.h"

#include "app/models/to_text.h"
#include "app/session/in_background.h"
#include "app/sheet/sheet_draft.h"
#include "app/sheet/sheet_figures.h"
#include "app/sheet/sheet_html.h"
#include "app/sheet/sheet_pdf.h"
#include "core/trace/part_file.h"

#include <QFileInfo>

namespace interleave {

namespace {

Result<void> writeSheet(const LabSheet &sheet, const QString &path)
{
    const bool page = QFileInfo(path).suffix().toLower() == QLatin1String("html");
    const QByteArray bytes = page ? sheetHtml(sheet) : sheetPdf(sheet);
    if (bytes.isEmpty())
        return Error{"There is not enough memory for the lab sheet: close other programs, and try again."};
    return writeFile(path.toStdString(), toBytes(bytes));
}

} // namespace

bool isSheetName(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    return suffix == QLatin1String("html") || suffix == QLatin1String("pdf");
}

Result<void> exportSheet(const std::shared_ptr<const Recording> &recording, const QString &path)
{
    auto sheet = draftSheet(recording);
    if (!sheet.ok())
        return sheet.error();
    while (SheetFigure *const figure = figureToDraw(sheet.value()))
        drawCounted(*figure);
    return writeSheet(sheet.value(), path);
}

void SheetSaver::save(std::shared_ptr<const Recording> recording, const QString &path)
{
    if (m_busy)
        return;
    m_busy = true;
    m_path = path;
    inBackground(
        this, [recording = std::move(recording)] { return draftSheet(recording); },
        [this](Result<LabSheet> &sheet) {
            if (!sheet.ok())
                return fail(sheet.error());
            m_sheet = std::make_shared<LabSheet>(std::move(sheet.value()));
            drawNext();
        });
}

void SheetSaver::drawNext()
{
    SheetFigure *const figure = figureToDraw(*m_sheet);
    if (figure == nullptr)
        return write();
    drawCounted(*figure);
    QMetaObject::invokeMethod(this, &SheetSaver::drawNext, Qt::QueuedConnection);
}

void SheetSaver::write()
{
    inBackground(
        this, [sheet = std::move(m_sheet), path = m_path] { return writeSheet(*sheet, path); },
        [this](Result<void> &written) {
            if (!written.ok())
                return fail(written.error());
            m_busy = false;
            emit saved(m_path);
        });
}

void SheetSaver::fail(const Error &error)
{
    m_busy = false;
    m_sheet.reset();
    emit failed(QString::fromStdString(error.sentence));
}

} // namespace interleave
