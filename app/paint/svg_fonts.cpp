// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/paint/svg_fonts.h"

#include <QStringBuilder>

namespace interleave {

namespace {

const QByteArray kAttribute = QByteArrayLiteral("font-family=\"");

/// Every value of the attribute through `change`.
template <typename Change>
QByteArray changed(const QByteArray &svg, Change change)
{
    QByteArray result;
    qsizetype from = 0;
    for (auto at = svg.indexOf(kAttribute); at >= 0; at = svg.indexOf(kAttribute, from)) {
        const qsizetype value = at + kAttribute.size();
        const qsizetype end = svg.indexOf('"', value);
        if (end < 0)
            break;
        result += svg.mid(from, value - from) + change(svg.mid(value, end - value));
        from = end;
    }
    return result + svg.mid(from);
}

} // namespace

QByteArray withFallbackFonts(const QByteArray &svg)
{
    return changed(svg, [](const QByteArray &family) -> QByteArray {
        if (family.contains(','))
            return family;
        return family + (family.contains("Mono") ? ", monospace" : ", Helvetica, Arial, sans-serif");
    });
}

} // namespace interleave
