// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/comparison_report.h"

#include "app/models/text_table.h"

#include <QJsonArray>

namespace interleave {

namespace {

/// A side that has a number on the other and none itself has no such thing, or nobody knows: null.
QJsonValue valueJson(const ComparedRow &row, const QString &text, const std::optional<double> &number)
{
    if (number)
        return *number;
    const bool isNumber = row.numberA || row.numberB || !row.isKnown;
    return isNumber || text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QString cell(const QString &text)
{
    return text.isEmpty() ? QStringLiteral("–") : text;
}

} // namespace

QJsonObject comparisonJson(const Comparison &comparison, const QString &fileA, const QString &fileB)
{
    QJsonArray rows;
    for (const ComparedRow &row : comparison.rows) {
        const auto factor = row.factor();
        rows.append(QJsonObject{{QStringLiteral("id"), row.id},
                                {QStringLiteral("group"), row.group},
                                {QStringLiteral("title"), row.title},
                                {QStringLiteral("a"), valueJson(row, row.a, row.numberA)},
                                {QStringLiteral("b"), valueJson(row, row.b, row.numberB)},
                                {QStringLiteral("known"), row.isKnown},
                                {QStringLiteral("factor"), factor ? QJsonValue(*factor) : QJsonValue(QJsonValue::Null)},
                                {QStringLiteral("differs"), row.differs()}});
    }
    return {{QStringLiteral("schema"), QStringLiteral("interleave.compare/1")},
            {QStringLiteral("a"), fileA},
            {QStringLiteral("b"), fileB},
            {QStringLiteral("sentence"), comparison.sentence},
            {QStringLiteral("rows"), rows}};
}

QString comparisonText(const Comparison &comparison, const QString &fileA, const QString &fileB)
{
    std::vector<QStringList> table{{QString(), QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("B : A")}};
    QString group;
    for (const ComparedRow &row : comparison.rows) {
        if (row.group != group)
            table.push_back({row.group});
        group = row.group;
        table.push_back({QStringLiteral("  ") + row.title, cell(row.a), cell(row.b), row.factorText()});
    }
    QStringList lines{comparison.sentence, QString()};
    lines << tableLines({{QStringLiteral("A"), fileA, comparison.titleA}, {QStringLiteral("B"), fileB, comparison.titleB}}, {Align::Left});
    lines << QString();
    lines << tableLines(table, {Align::Left, Align::Right});
    return lines.join(QLatin1Char('\n'));
}

} // namespace interleave
