// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sheet/sheet_pdf.h"

#include "app/sheet/sheet_paper.h"
#include "app/sheet/sheet_rows.h"

#include <QBuffer>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>

namespace interleave {

namespace {

constexpr double kDpi = 96;
constexpr int kPdfDpi = 1200; // coordinates of a PDF are whole dots
constexpr double kMm = kDpi / 25.4;
constexpr double kSide = 20 * kMm, kTop = 17 * kMm;
constexpr double kHeight = (297 - 17 - 22) * kMm; // of what stands on a page of A4
constexpr double kFoot = kTop + kHeight + 6 * kMm;

void drawFoot(QPainter &painter, const LabSheet &sheet, std::size_t page, std::size_t pages)
{
    const QString number = QStringLiteral("page %1 of %2").arg(page + 1).arg(pages);
    const SheetText right = paper::quiet(number);
    const double wide = paper::widthOf(number, right.font);
    drawText(painter, paper::quiet(number, paper::kWidth - wide, wide + 2), 0);
    QString left = sheet.title + QStringLiteral(", ") + sheet.subtitle;
    if (!sheet.date.isEmpty())
        left += QStringLiteral(" · ") + sheet.date;
    drawText(painter,
             paper::quiet(QFontMetricsF(right.font).elidedText(left, Qt::ElideRight, paper::kWidth - wide - 20)), 0);
}

void drawPage(QPainter &painter, const std::vector<SheetRow> &rows, const std::vector<SheetPlace> &page)
{
    for (const SheetPlace &place : page) {
        painter.save();
        painter.translate(kSide, kTop + place.y);
        rows[place.row].draw(painter);
        painter.restore();
    }
}

} // namespace

QByteArray sheetPdf(const LabSheet &sheet)
{
    const std::vector<SheetRow> rows = sheetRows(sheet);
    const auto pages = pagesOf(rows, kHeight);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(kPdfDpi);
    writer.setTitle(sheet.title + QStringLiteral(", ") + sheet.subtitle);
    writer.setCreator(QStringLiteral("Interleave"));
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize::A4), QPageLayout::Portrait, QMarginsF()));
    QPainter painter;
    if (!painter.begin(&writer))
        return {};
    painter.scale(kPdfDpi / kDpi, kPdfDpi / kDpi);
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (i > 0 && !writer.newPage())
            return {};
        drawPage(painter, rows, pages[i]);
        painter.save();
        painter.translate(kSide, kFoot);
        drawFoot(painter, sheet, i, pages.size());
        painter.restore();
    }
    return painter.end() ? bytes : QByteArray();
}

} // namespace interleave
