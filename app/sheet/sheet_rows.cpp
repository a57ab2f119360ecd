// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sheet/sheet_rows.h"

#include "app/sheet/sheet_paper.h"

#include <QPainter>

#include <algorithm>

namespace interleave {

namespace {

using namespace paper;

constexpr double kAfterHeading = 10;
constexpr double kRuled = 30; // from one ruled line to the next

std::vector<SheetRow> titleRows(const LabSheet &sheet)
{
    constexpr double name = kWidth - 230; // where the line for a name begins
    std::vector<SheetRow> rows{
        {36, [sheet](QPainter &painter) {
             drawText(painter, text(sheet.title, theme().font(23, QFont::Bold), 0, name - 20, theme().text, 1.3), 0);
             drawText(painter, quiet(QStringLiteral("Name"), name, 60), 13);
             hairline(painter, {name, 32}, {kWidth, 32}, theme().borderStrong);
         }}};
    append(rows, rowsOf(text(sheet.subtitle, theme().font(kBody), 0, kWidth, theme().muted)), 2);
    return rows;
}

SheetRow headingRow(const QString &title)
{
    constexpr double height = 25;
    return {height,
            [title](QPainter &painter) {
                drawText(painter, text(title, theme().font(17, QFont::Bold), 0, kWidth, theme().text, 1.2), 0);
                hairline(painter, {0, height - 0.5}, {kWidth, height - 0.5}, theme().border);
            },
            26, true};
}

struct Tint {
    QColor soft, strong;
};

Tint tintOf(Verdict::Kind kind)
{
    switch (kind) {
    case Verdict::Kind::Wrong: return {theme().lossSoft, theme().loss};
    case Verdict::Kind::Chance: return {theme().chanceSoft, theme().chance};
    case Verdict::Kind::Right: return {theme().rightSoft, theme().right};
    default: return {theme().inset, theme().text};
    }
}

/// Names on the left, values on the right of each line. Without a painter it only measures. Returns its height.
double drawTable(QPainter *painter, const SheetFacts::Table &table, double width)
{
    double names = 0;
    for (const auto &[name, value] : table.facts)
        names = std::max(names, widthOf(name, theme().font(kQuiet)) + 14);
    const SheetText title = strong(table.title, 0, width);
    double y = heightOf(title) + 3;
    if (painter)
        drawText(*painter, title, 0);
    for (const auto &[name, value] : table.facts) {
        const SheetText words = text(value, theme().font(kQuiet), names, width - names, theme().text);
        if (painter) {
            hairline(*painter, {0, y}, {width, y}, theme().border);
            drawText(*painter, quiet(name, 0, names), y + 3);
            drawText(*painter, words, y + 3);
        }
        y += heightOf(words) + 6;
    }
    return y;
}

} // namespace

std::vector<SheetRow> rowsOf(const SheetParagraph &paragraph)
{
    std::vector<SheetRow> rows;
    append(rows, rowsOf(body(paragraph.text)), 6);
    rows.back().withNext = true; // it says what is below it
    return rows;
}

std::vector<SheetRow> rowsOf(const SheetVerdict &block)
{
    constexpr double left = 60, padding = 11, width = kWidth - left - 14;
    const Tint tint = tintOf(block.verdict.kind);
    std::vector<SheetText> texts = {
        text(block.verdict.headline, theme().font(18, QFont::Bold), left, width, tint.strong, 1.3),
        body(block.verdict.sentence, left, width)};
    if (!block.grade.isEmpty())
        texts.push_back(quiet(block.grade, left, width));
    double height = 2 * padding;
    for (const SheetText &one : texts)
        height += heightOf(one) + 2;
    return {{height,
             [texts, height, tint, sign = block.sign](QPainter &painter) {
                 painter.fillRect(QRectF(0, 0, kWidth, height), tint.soft);
                 painter.fillRect(QRectF(0, 0, 5, height), tint.strong);
                 painter.save();
                 painter.translate(18, padding);
                 drawScaled(painter, sign, 28);
                 painter.restore();
                 double top = padding;
                 for (const SheetText &one : texts)
                     top = drawText(painter, one, top) + 2;
             },
             18}};
}

std::vector<SheetRow> rowsOf(const SheetFacts &block)
{
    constexpr double gap = 28;
    const auto count = static_cast<double>(std::max<std::size_t>(1, block.tables.size()));
    const double width = (kWidth - (count - 1) * gap) / count;
    double height = 0;
    for (const SheetFacts::Table &table : block.tables)
        height = std::max(height, drawTable(nullptr, table, width));
    std::vector<SheetRow> rows{{height,
                                [tables = block.tables, width](QPainter &painter) {
                                    for (const SheetFacts::Table &table : tables) {
                                        drawTable(&painter, table, width);
                                        painter.translate(width + gap, 0);
                                    }
                                },
                                16}};
    append(rows, rowsOf(quiet(QStringLiteral("Run it again:"))), 8);
    rows.back().withNext = true;
    append(rows, rowsOf(text(block.command, theme().mono(11), 0, kWidth, theme().text)), 0);
    return rows;
}

std::vector<SheetRow> rowsOf(const SheetFigure &figure)
{
    const QSizeF size = figure.drawing.size;
    const double height = size.isEmpty() ? 0 : size.height() * kWidth / size.width();
    std::vector<SheetRow> rows{
        {height, [drawing = figure.drawing](QPainter &painter) { drawScaled(painter, drawing, kWidth); }, 14, true}};
    append(rows, rowsOf(quiet(figure.title + QStringLiteral(". ") + figure.caption)), 4);
    return rows;
}

std::vector<SheetRow> rowsOf(const SheetQuestion &question)
{
    std::vector<SheetRow> rows = rowsOf(body(question.text));
    for (int i = 0; i < question.lines; ++i)
        rows.push_back({kRuled, [](QPainter &painter) {
                            hairline(painter, {0, kRuled - 1}, {kWidth, kRuled - 1}, theme().borderStrong);
                        }});
    keepTogether(rows);
    rows.front().above = 14;
    return rows;
}

std::vector<SheetRow> sheetRows(const LabSheet &sheet)
{
    std::vector<SheetRow> rows = titleRows(sheet);
    for (const SheetSection &section : sheet.sections) {
        if (!section.title.isEmpty())
            rows.push_back(headingRow(section.title));
        for (std::size_t i = 0; i < section.blocks.size(); ++i) {
            std::vector<SheetRow> block = std::visit([](const auto &one) { return rowsOf(one); }, section.blocks[i]);
            const bool first = i == 0 && !section.title.isEmpty();
            const double above = block.empty() ? 0 : block.front().above;
            append(rows, std::move(block), first ? kAfterHeading : above);
        }
    }
    return rows;
}

} // namespace interleave
