// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panels/syntax_highlighter.h"

#include "app/panels/themed.h"

#include <QRegularExpression>

namespace interleave {

namespace {

/// One expression finds the tokens that matter; strings and comments come first, so that no keyword is found in them.
const QRegularExpression &tokens(SourceLanguage language)
{
    static const QRegularExpression cpp(QStringLiteral(
        "(?<comment>//.*)|(?<string>\"(?:[^\"\\\\]|\\\\.)*\")|(?<number>\\b\\d[\\d'.]*\\b)|"
        "\\b(?<keyword>auto|bool|break|const|constexpr|continue|do|else|false|for|if|int|long|return|static|struct|true|"
        "unsigned|void|while)\\b"));
    static const QRegularExpression python(QStringLiteral(
        "(?<comment>#.*)|(?<string>\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*')|(?<number>\\b\\d[\\d_.]*\\b)|"
        "\\b(?<keyword>and|as|break|class|continue|def|del|elif|else|except|False|finally|for|from|if|import|in|is|lambda|"
        "None|not|or|pass|raise|return|True|try|while|with|yield)\\b"));
    return language == SourceLanguage::Cpp ? cpp : python;
}

} // namespace

SyntaxHighlighter::SyntaxHighlighter(SourceLanguage language, QTextDocument *document)
    : QSyntaxHighlighter(document), m_language(language)
{
    connect(&appearance(), &Appearance::changed, this, &QSyntaxHighlighter::rehighlight);
}

void SyntaxHighlighter::highlightBlock(const QString &text)
{
    const Theme &theme = appearance().theme();
    auto matches = tokens(m_language).globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        QTextCharFormat format;
        if (match.hasCaptured(QStringLiteral("keyword")))
            format.setForeground(theme.accent);
        else if (match.hasCaptured(QStringLiteral("comment")))
            format.setForeground(theme.muted);
        else
            format.setForeground(mixedColor(theme.text, theme.actor(2), 0.75));
        setFormat(static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength()), format);
    }
}

} // namespace interleave
