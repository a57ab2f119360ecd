// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/scenario_code.h"

#include "app/models/to_text.h"
#include "scenarios/scenario_info.h"

#include <QFile>

namespace interleave {

namespace {

Excerpt excerptIn(const QString &folder, std::string_view file, SourceLanguage language, std::string_view section)
{
    QFile source(folder + toText(file));
    const QString text = source.open(QIODevice::ReadOnly) ? QString::fromUtf8(source.readAll()) : QString();
    Excerpt excerpt = excerptOf(text, language, toText(section));
    excerpt.file = toText(file);
    return excerpt;
}

} // namespace

ScenarioCode codeOf(const ScenarioInfo &scenario, const ModeInfo &mode)
{
    return {excerptIn(QStringLiteral(":/scenarios/"), scenario.source, SourceLanguage::Cpp, mode.section),
            excerptIn(QStringLiteral(":/resources/python/"), scenario.python, SourceLanguage::Python, mode.section),
            toText(mode.python)};
}

} // namespace interleave
