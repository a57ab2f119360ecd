// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <span>
#include <string_view>

namespace interleave {

/// The words of descriptors are UTF-8 views, those of widgets are not.
inline QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// One sentence that says what was wrong and what would be right.
inline Error wrong(const QString &sentence)
{
    return {sentence.toStdString()};
}

/// The bytes of an array, for what does not know Qt. Good as long as the array is.
inline std::span<const std::uint8_t> toBytes(const QByteArray &bytes)
{
    return {reinterpret_cast<const std::uint8_t *>(bytes.constData()), static_cast<std::size_t>(bytes.size())};
}

} // namespace interleave
