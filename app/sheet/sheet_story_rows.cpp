// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sheet/sheet_paper.h"
#include "app/sheet/sheet_rows.h"
#include "app/style/words.h"

#include <QPainter>

#include <algorithm>
#include <memory>

namespace interleave {

namespace {

using namespace paper;

constexpr int kCode = 10;        // px
constexpr double kCodeLine = 17; // height of a line of code
constexpr double kGutter = 22;   // left of the code, for the number of a step
constexpr double kBetween = 14;  // … of two columns
constexpr double kStepLine = 24; // height of a line of steps

QString numberOf(const SheetStory::Line &line)
{
    return line.event == kNoEvent ? QString() : words::number(static_cast<qint64>(line.event) + 1);
}

/// Number and badge before a sentence.
void drawMargin(QPainter &painter, const SheetStory::Line &line, double numbers)
{
    const QString number = numberOf(line);
    const QFont font = theme().font(kBody);
    drawText(painter, text(number, font, numbers - widthOf(number, font), numbers + 2, theme().muted), 0);
    if (line.actor >= 0)
        drawBadge(painter, line.actor, QPointF(numbers + 10, 1));
}

std::vector<SheetRow> told(const SheetStory::Line &line, double numbers)
{
    const double left = numbers + 34 + (line.within ? 18 : 0);
    const QColor color = line.loss ? theme().loss : line.remark ? theme().muted : theme().text;
    const QFont font = theme().font(kBody, line.loss ? QFont::DemiBold : QFont::Normal);
    std::vector<SheetRow> rows = rowsOf(
        text(line.loss ? QStringLiteral("✕ ") + line.text : line.text, font, left, kWidth - left, color));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].height += 1;
        rows[i].draw = [line, numbers, draw = rows[i].draw, height = rows[i].height,
                        first = i == 0](QPainter &painter) {
            if (line.loss)
                painter.fillRect(QRectF(0, 0, kWidth, height), theme().lossSoft);
            if (first)
                drawMargin(painter, line, numbers);
            draw(painter);
        };
    }
    rows.front().above = line.opens ? 10 : 0;
    return rows;
}

/// One line of code as it is drawn; a long one takes several.
struct CodeLine {
    SheetText text;
    int step = 0;
    bool marked = false, loss = false, cross = false;
};

qsizetype indentOf(const QString &line)
{
    return std::find_if(line.begin(), line.end(), [](QChar c) { return c != QLatin1Char(' '); }) - line.begin();
}

std::vector<CodeLine> codeLines(const SheetCode::Column &column, double width)
{
    std::vector<CodeLine> lines;
    const SheetText plain = text(QString(), theme().mono(kCode), kGutter, width - kGutter - 14, theme().text);
    if (column.lines.empty()) {
        for (const QString &part : linesOf(quiet(column.without, kGutter, width - kGutter - 8)))
            lines.push_back({quiet(part, kGutter)});
        return lines;
    }
    for (const SheetCode::Line &line : column.lines) {
        SheetText whole = plain;
        whole.text = line.text;
        whole.hanging = widthOf(line.text.left(indentOf(line.text)) + QStringLiteral("    "), plain.font);
        bool first = true;
        for (const QString &part : linesOf(whole)) {
            SheetText one = plain;
            one.text = part;
            one.left += first ? 0 : whole.hanging;
            one.width = width;
            lines.push_back({one, first ? line.step : 0, line.step > 0, line.loss, line.loss && first});
            first = false;
        }
    }
    return lines;
}

void drawCodeLine(QPainter &painter, const CodeLine &line, double width)
{
    if (line.marked || line.loss)
        painter.fillRect(QRectF(0, 0, width, kCodeLine), line.loss ? theme().lossSoft : theme().accentSoft);
    if (line.step > 0)
        drawText(painter,
                 text(QString::number(line.step), theme().font(kCode, QFont::Bold), 8, kGutter, theme().accent), 1);
    drawText(painter, line.text, 1);
    if (line.cross)
        drawText(painter, text(QStringLiteral("✕"), theme().font(kCode, QFont::Bold), width - 14, 16, theme().loss), 1);
}

/// The lines of a column are framed as one.
void drawFrame(QPainter &painter, double width, bool first, bool last)
{
    const QColor color = theme().border;
    hairline(painter, {0, 0}, {0, kCodeLine}, color);
    hairline(painter, {width, 0}, {width, kCodeLine}, color);
    if (first)
        hairline(painter, {0, 0}, {width, 0}, color);
    if (last)
        hairline(painter, {0, kCodeLine}, {width, kCodeLine}, color);
}

SheetRow codeTitles(const SheetCode &code, double width)
{
    return {22,
            [code, width](QPainter &painter) {
                for (const SheetCode::Column &column : code.columns) {
                    const SheetText title = strong(column.title, 0, width);
                    const double after = widthOf(title.text, title.font) + 7;
                    drawText(painter, title, 0);
                    drawText(painter, quiet(column.aside, after, width - after), 1);
                    painter.translate(width + kBetween, 0);
                }
            },
            8, true};
}

struct PlacedStep {
    SheetOrder::Step step;
    SheetText letter;
    double x = 0;
};

void drawStep(QPainter &painter, const PlacedStep &placed)
{
    drawBadge(painter, placed.step.actor, QPointF(placed.x, 3));
    drawText(painter, placed.letter, 2);
}

/// The steps in lines, the first of which begins at `x`; then `x` is where the last one ends.
std::vector<std::vector<PlacedStep>> placedSteps(const SheetOrder &order, double &x)
{
    std::vector<std::vector<PlacedStep>> lines(1);
    for (const SheetOrder::Step &step : order.steps) {
        const QFont font = theme().font(kBody, step.lost ? QFont::Bold : QFont::Normal);
        const QString letter = step.lost ? step.letter + QStringLiteral("✕") : step.letter;
        const double badge = badgeWidth(step.actor) + 2, width = badge + widthOf(letter, font) + 9;
        if (x + width > kWidth) {
            lines.emplace_back();
            x = 0;
        }
        lines.back().push_back(
            {step, text(letter, font, x + badge, kWidth, step.lost ? theme().loss : theme().text), x});
        x += width;
    }
    return lines;
}

} // namespace

std::vector<SheetRow> rowsOf(const SheetStory &story)
{
    double numbers = 0;
    for (const SheetStory::Line &line : story.lines)
        numbers = std::max(numbers, widthOf(numberOf(line), theme().font(kBody)));
    std::vector<SheetRow> rows;
    for (const SheetStory::Line &line : story.lines)
        append(rows, told(line, numbers), line.opens ? 10 : 0);
    return rows;
}

std::vector<SheetRow> rowsOf(const SheetCode &code)
{
    const auto count = static_cast<double>(std::max<std::size_t>(1, code.columns.size()));
    const double width = (kWidth - (count - 1) * kBetween) / count;
    std::vector<std::vector<CodeLine>> columns;
    std::size_t lines = 0;
    for (const SheetCode::Column &column : code.columns) {
        columns.push_back(codeLines(column, width));
        lines = std::max(lines, columns.back().size());
    }
    std::vector<SheetRow> rows{codeTitles(code, width)};
    const auto shared = std::make_shared<const std::vector<std::vector<CodeLine>>>(std::move(columns));
    for (std::size_t i = 0; i < lines; ++i)
        rows.push_back({kCodeLine, [shared, i, width](QPainter &painter) {
                            for (const std::vector<CodeLine> &column : *shared) {
                                if (i < column.size()) {
                                    drawCodeLine(painter, column[i], width);
                                    drawFrame(painter, width, i == 0, i + 1 == column.size());
                                }
                                painter.translate(width + kBetween, 0);
                            }
                        }});
    keepTogether(rows);
    if (!code.key.isEmpty())
        append(rows, rowsOf(quiet(QStringLiteral("Steps: ") + code.key)), 6);
    return rows;
}

std::vector<SheetRow> rowsOf(const SheetOrder &order)
{
    const SheetText title = strong(QStringLiteral("Order of the steps."));
    const SheetText dots = quiet(QStringLiteral("…"));
    const double first = widthOf(title.text, title.font) + 10, dotsWidth = order.cutBefore ? 18 : 0;
    double end = first + dotsWidth;
    const auto lines = placedSteps(order, end);
    std::vector<SheetRow> rows;
    for (const std::vector<PlacedStep> &line : lines)
        rows.push_back({kStepLine, [line](QPainter &painter) {
                            for (const PlacedStep &one : line)
                                drawStep(painter, one);
                        }});
    const auto also = [&rows](SheetRow &row, SheetText words, double x) {
        words.left = x;
        row.draw = [draw = row.draw, words](QPainter &painter) {
            draw(painter);
            drawText(painter, words, 2);
        };
    };
    also(rows.front(), title, 0);
    if (order.cutBefore)
        also(rows.front(), dots, first);
    if (order.cutAfter)
        also(rows.back(), dots, end);
    append(rows, rowsOf(quiet(order.key)), 2);
    keepTogether(rows);
    rows.front().above = 14;
    return rows;
}

} // namespace interleave
