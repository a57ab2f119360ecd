// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/models/source_excerpt.h"

#include <QSyntaxHighlighter>

namespace interleave {

/// Just enough colour to read a short excerpt by: keywords, numbers, strings, comments.
class SyntaxHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    SyntaxHighlighter(SourceLanguage language, QTextDocument *document);

protected:
    void highlightBlock(const QString &text) override;

private:
    SourceLanguage m_language;
};

} // namespace interleave
