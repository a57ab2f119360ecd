// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/finding_section.h"

#include "app/models/transcript.h"
#include "app/style/words.h"

namespace interleave {

FindingSection sectionOf(QStringView token)
{
    FindingSection section{words::word(token), words::sentence(token), {}};
    section.title[0] = section.title[0].toUpper();
    return section;
}

void sayNone(FindingSection &section, const QString &sentence, Proof proof)
{
    if (!section.lines.empty())
        return;
    section.lines.push_back({sentence, kNoEvent, proof});
    if (proof == Proof::Bounded)
        section.lines.back().sentence = QStringLiteral(
            "None in what could be looked at; there may be some in the rest.");
    else if (proof == Proof::NotProvable)
        section.lines.back().sentence = QStringLiteral("Not known: events are missing, or contradict each other.");
}

void sayMore(FindingSection &section, std::size_t all)
{
    if (all > kListedFindings)
        section.lines.push_back(
            {QStringLiteral("And %1 more.").arg(words::number(static_cast<qint64>(all - kListedFindings))),
             kNoEvent,
             {}});
}

QString counted(std::uint64_t count, QStringView one, QStringView many)
{
    return words::counted(static_cast<qint64>(count), one, many);
}

bool isWithinGroup(const RunInfo &info, ObjectRef object)
{
    const Object *found = objectOf(info, object);
    return found != nullptr && found->parent >= 0 && static_cast<std::size_t>(found->parent) < info.objects.size()
        && isGroup(info.objects[static_cast<std::size_t>(found->parent)].kind);
}

QString proofName(Proof proof)
{
    switch (proof) {
    case Proof::Proved: return QStringLiteral("proved");
    case Proof::Bounded: return QStringLiteral("bounded");
    case Proof::NotProvable: break;
    }
    return QStringLiteral("not provable");
}

} // namespace interleave
