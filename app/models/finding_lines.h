// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/analysis/findings.h"
#include "core/trace/recording.h"
#include "core/trace/run_info.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace interleave {

struct ExplorationReport;

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

/// Lost updates, data races, atomicity violations, waiting and starvation, and, where there are any, a deadlock and
/// reads that no interleaving explains, apart from each other, since a run may have any of them without the others. Of
/// the scenario only what its recording says. At most kListed lines each.
std::vector<FindingSection> findingSections(const RunInfo &info, const Findings &findings);
inline constexpr std::size_t kListedFindings = 50;

/// The same of a finished recording, and, where its result is right, what guarantees it and what that does not prove.
/// `orders`: see evidenceOf().
std::vector<FindingSection> findingSections(const Recording &recording, const ExplorationReport *orders = nullptr);

/// Which of the findings a run has, in a line, and a line for each lock that was taken: "Lost updates: 5. Data races: 2
/// pairs of lines. Atomicity violations: none." Nothing of an unwatched run.
QStringList findingSummary(const RunInfo &info, const Findings &findings);

/// "proved", "bounded", "not provable".
QString proofName(Proof proof);

} // namespace interleave
