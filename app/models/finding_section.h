// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "core/trace/run_info.h"

#include <QString>

#include <optional>
#include <vector>

namespace interleave {

/// One finding in a sentence.
struct FindingLine {
    QString sentence;            ///< begins with a capital, ends with a full stop
    EventIndex event = kNoEvent; ///< an example; kNoEvent: none
    std::optional<Proof> proof;  ///< how sure it is; of a measurement none
    bool isLoss = false;
    friend bool operator==(const FindingLine &, const FindingLine &) = default;
};

/// What was found of one kind.
struct FindingSection {
    QString title;                  ///< "Data races"
    QString meaning;                ///< what such a thing is, and what it is not
    std::vector<FindingLine> lines; ///< never empty: nothing found is a finding
};

inline constexpr std::size_t kListedFindings = 50; ///< lines of a section

/// Without lines: title and meaning are the glossary's word and sentence for `token`.
FindingSection sectionOf(QStringView token);

/// That nothing was found means something only where it would have been found.
void sayNone(FindingSection &section, const QString &sentence, Proof proof);

/// Of `all` the first kListedFindings were told.
void sayMore(FindingSection &section, std::size_t all);

/// "1 write", "1,024 writes".
QString counted(std::uint64_t count, QStringView one, QStringView many);

/// A part of a list or a queue: what is lost of it is told as items or messages.
bool isWithinGroup(const RunInfo &info, ObjectRef object);

/// "proved", "bounded", "not provable".
QString proofName(Proof proof);

} // namespace interleave
