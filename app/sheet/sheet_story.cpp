// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sheet/sheet_story.h"

#include "app/models/code_positions.h"
#include "app/models/finding_lines.h"
#include "app/models/scenario_code.h"
#include "app/models/transcript.h"
#include "app/style/words.h"
#include "app/timeline/event_glyph.h"

#include <algorithm>
#include <set>
#include <span>

namespace interleave {

namespace {

constexpr EventIndex kWholeOrder = 120;   ///< events of a run whose steps are all shown
constexpr std::size_t kShownFindings = 4; ///< of each kind

SheetStory::Line remark(const QString &text)
{
    return {.text = text, .remark = true};
}

QString eventsBetween(EventIndex from, EventIndex to)
{
    return QStringLiteral("… %1 in between …").arg(words::counted(static_cast<qint64>(to - from), u"event", u"events"));
}

/// Does a schedule choose it? Asking and ending are no steps, and neither is what the recording says of itself.
bool isStep(EventKind kind)
{
    switch (kind) {
    case EventKind::Read:
    case EventKind::Write:
    case EventKind::Update:
    case EventKind::LockAcquired:
    case EventKind::LockReleased:
    case EventKind::SemaphoreAcquired:
    case EventKind::SemaphorePosted:
    case EventKind::Awaited: return true;
    default: return false;
    }
}

QString meaningOf(EventKind kind)
{
    switch (kind) {
    case EventKind::Read:
    case EventKind::Awaited: return QStringLiteral("read");
    case EventKind::Write: return QStringLiteral("write");
    case EventKind::Update: return QStringLiteral("read, change and write in one step");
    case EventKind::LockAcquired: return QStringLiteral("lock taken");
    case EventKind::LockReleased: return QStringLiteral("lock freed");
    case EventKind::SemaphoreAcquired: return QStringLiteral("semaphore taken");
    case EventKind::SemaphorePosted: return QStringLiteral("semaphore posted");
    default: return {};
    }
}

/// What was put there and is lost, as the timeline marks it.
std::set<EventIndex> lostWithin(const Recording &recording, EventIndex begin, EventIndex end)
{
    std::set<EventIndex> lost;
    if (const auto findings = recording.findings())
        for (const Loss &loss : findings->losses.listed)
            if (loss.victim >= begin && loss.victim < end)
                lost.insert(loss.victim);
    return lost;
}

/// The names of the steps, in the order in which the C++ has them.
QStringList stepsOf(const Excerpt &running)
{
    QStringList steps;
    for (const Excerpt::Line &line : running.lines)
        if (!line.step.isEmpty() && !steps.contains(line.step))
            steps << line.step;
    return steps;
}

std::vector<SheetCode::Line> linesOf(const Excerpt &excerpt, const QStringList &steps, int lossLine)
{
    std::vector<SheetCode::Line> lines;
    for (const Excerpt::Line &line : excerpt.lines) {
        const bool loss = static_cast<int>(lines.size()) == lossLine;
        lines.push_back({line.text, static_cast<int>(steps.indexOf(line.step)) + 1, loss});
    }
    return lines;
}

/// How sure it is stands behind it.
SheetStory::Line findingLine(const FindingLine &finding, TraceReader &reader)
{
    SheetStory::Line line{.event = finding.event, .text = finding.sentence, .loss = finding.isLoss};
    if (finding.event != kNoEvent && reader[finding.event].actor != kNoActor)
        line.actor = reader[finding.event].actor;
    if (finding.proof)
        line.text += QStringLiteral(" (%1)").arg(proofName(*finding.proof));
    return line;
}

QString keyOf(const QStringList &steps)
{
    QStringList named;
    for (qsizetype i = 0; i < steps.size(); ++i)
        named << QString::number(i + 1) + QChar(0xa0) + QString(steps[i]).replace(QLatin1Char('-'), QLatin1Char(' '));
    return named.join(QStringLiteral(" · "));
}

} // namespace

SheetStory transcriptBlock(const std::shared_ptr<const Recording> &recording, const SheetStretch &stretch)
{
    Transcript transcript(recording);
    const auto lineOf = [&](EventIndex event) {
        const ActorId actor = transcript.event(event).actor;
        return SheetStory::Line{.event = event,
                                .actor = actor == kNoActor ? -1 : actor,
                                .text = words::asSentence(transcript.sentence(event)),
                                .loss = transcript.isLoss(event)};
    };
    SheetStory story;
    EventIndex next = 0; // the first event not told yet
    const auto tell = [&](EventIndex event) {
        if (event > next)
            story.lines.push_back(remark(next == 0
                                             ? QStringLiteral("… %1 before …")
                                                   .arg(words::counted(static_cast<qint64>(event), u"event", u"events"))
                                             : eventsBetween(next, event)));
        story.lines.push_back(lineOf(event));
        next = event + 1;
    };
    for (const EventIndex event : stretch.earlier)
        tell(event);
    for (EventIndex event = stretch.begin; event < stretch.end; ++event)
        tell(event);
    if (const EventIndex rest = transcript.size() - stretch.end; rest > 0)
        story.lines.push_back(
            remark(QStringLiteral("… %1 after …").arg(words::counted(static_cast<qint64>(rest), u"event", u"events"))));
    return story;
}

SheetStory findingsBlock(const Recording &recording)
{
    TraceReader reader(recording.trace());
    SheetStory story;
    for (const FindingSection &section : findingSections(recording)) {
        SheetStory::Line heading = remark(section.title);
        heading.opens = !story.lines.empty();
        story.lines.push_back(std::move(heading));
        const std::size_t shown = std::min(section.lines.size(), kShownFindings);
        for (const FindingLine &line : std::span(section.lines).first(shown))
            story.lines.push_back(findingLine(line, reader));
        if (const std::size_t rest = section.lines.size() - shown; rest > 0)
            story.lines.push_back(remark(QStringLiteral("… %1 more …").arg(words::number(static_cast<qint64>(rest)))));
    }
    return story;
}

SheetStory ladderBlock(const Recording &recording, const Explanation &explanation)
{
    TraceReader reader(recording.trace());
    SheetStory story;
    for (const Rung &rung : explanation.rungs) {
        SheetStory::Line line{.event = rung.event, .text = rung.sentence, .loss = rung.isLoss()};
        if (rung.event != kNoEvent && reader[rung.event].actor != kNoActor)
            line.actor = reader[rung.event].actor;
        line.opens = rung.opens;
        line.within = rung.kind == Rung::Kind::Victim;
        story.lines.push_back(std::move(line));
    }
    return story;
}

SheetOrder orderBlock(const Recording &recording, const SheetStretch &stretch)
{
    const EventIndex total = recording.trace().size();
    const bool whole = total <= kWholeOrder;
    const EventIndex begin = whole ? 0 : stretch.begin, end = whole ? total : stretch.end;
    const std::set<EventIndex> lost = lostWithin(recording, begin, end);
    TraceReader reader(recording.trace());
    SheetOrder order;
    order.cutBefore = begin > 0;
    order.cutAfter = end < total;
    QStringList key;
    for (EventIndex index = begin; index < end; ++index) {
        const Event event = reader[index];
        if (!isStep(event.kind()) || event.actor == kNoActor)
            continue;
        const QString letter = glyphOf(event).letter;
        order.steps.push_back({event.actor, letter, lost.contains(index)});
        if (const QString entry = letter + QChar(0xa0) + meaningOf(event.kind()); !key.contains(entry))
            key << entry;
    }
    if (std::any_of(order.steps.begin(), order.steps.end(), [](const SheetOrder::Step &step) { return step.lost; }))
        key << QStringLiteral("✕") + QChar(0xa0) + QStringLiteral("lost");
    order.key = key.join(QStringLiteral(" · "));
    return order;
}

SheetCode codeBlock(const Recording &recording, const ScenarioInfo &scenario, const SheetStretch &stretch)
{
    const auto info = recording.info();
    const ModeInfo *const mode = scenario.mode(info->settings.mode);
    if (mode == nullptr)
        return {};
    const ScenarioCode source = codeOf(scenario, *mode);
    const QStringList steps = stepsOf(source.cpp);
    const auto columnOf = [&](const QString &title, const QString &aside, const Excerpt &excerpt) {
        int line = -1;
        if (stretch.focus != kNoEvent) {
            TraceReader reader(recording.trace());
            line = lineOfEvent(*info, reader[stretch.focus], source.cpp, excerpt);
        }
        return SheetCode::Column{title, aside, linesOf(excerpt, steps, line), {}};
    };
    SheetCode code;
    code.columns = {columnOf(QStringLiteral("C++"), QStringLiteral("this ran"), source.cpp),
                    columnOf(QStringLiteral("Python"), QStringLiteral("the same steps"), source.python)};
    code.columns.back().without = source.withoutTwin;
    code.key = keyOf(steps);
    return code;
}

} // namespace interleave
