// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/source_excerpt.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace interleave {

namespace {

qsizetype indentOf(const QString &line)
{
    const auto first = std::find_if(line.begin(), line.end(), [](QChar c) { return !c.isSpace(); });
    return first - line.begin();
}

void takeOffCommonIndent(std::vector<Excerpt::Line> &lines)
{
    qsizetype common = -1;
    for (const Excerpt::Line &line : lines)
        if (!line.text.isEmpty())
            common = common < 0 ? indentOf(line.text) : std::min(common, indentOf(line.text));
    for (Excerpt::Line &line : lines)
        line.text.remove(0, std::max<qsizetype>(common, 0));
}

QString trimmedEnd(QString text)
{
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    return text;
}

} // namespace

int Excerpt::indexOfSource(int sourceLine) const
{
    const auto found = std::find_if(lines.begin(), lines.end(),
                                    [sourceLine](const Line &line) { return line.source == sourceLine; });
    return found == lines.end() || sourceLine <= 0 ? -1 : static_cast<int>(found - lines.begin());
}

int Excerpt::indexOfStep(const QString &step) const
{
    const auto found = std::find_if(lines.begin(), lines.end(), [&step](const Line &line) { return line.step == step; });
    return found == lines.end() || step.isEmpty() ? -1 : static_cast<int>(found - lines.begin());
}

QString Excerpt::text() const
{
    QString all;
    for (const Line &line : lines)
        all += line.text + QLatin1Char('\n');
    return all;
}

Excerpt excerptOf(const QString &source, SourceLanguage language, const QString &section)
{
    const QString comment = language == SourceLanguage::Cpp ? QStringLiteral("//") : QStringLiteral("#");
    const QString opening = comment + QLatin1Char('[');
    const QString closing = comment + QLatin1Char(']');
    const QRegularExpression step(QStringLiteral("\\s*") + comment + QStringLiteral("@([\\w-]+)\\s*$"));

    Excerpt excerpt;
    bool inside = false;
    int number = 0;
    const QStringList lines = source.split(QLatin1Char('\n'));
    for (const QString &line : lines) {
        ++number;
        const QString trimmed = line.trimmed();
        if (trimmed.startsWith(opening)) {
            inside = !section.isEmpty() && trimmed.mid(opening.size()).trimmed() == section;
            if (inside && !excerpt.lines.empty())
                excerpt.lines.push_back({QString(), 0, QString()});
            continue;
        }
        if (trimmed == closing) {
            inside = false;
            continue;
        }
        if (!inside || trimmed.endsWith(comment + QLatin1Char('-')))
            continue;
        const QRegularExpressionMatch match = step.match(line);
        const QString text = match.hasMatch() ? line.left(match.capturedStart()) : line;
        excerpt.lines.push_back({trimmedEnd(text), number, match.captured(1)});
    }
    takeOffCommonIndent(excerpt.lines);
    return excerpt;
}

} // namespace interleave
