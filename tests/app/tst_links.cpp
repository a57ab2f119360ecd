// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/links.h"

#include "tests/support/random_race.h"
#include "tests/support/trace_text.h"

#include <QTest>

#include <algorithm>
#include <string>

using namespace interleave;
using K = LinkKind;

namespace {

const ObjectTable kObjects = {{.kind = ObjectKind::Cell, .name = "counter"},
                              {.kind = ObjectKind::Mutex, .name = "lock"},
                              {.kind = ObjectKind::Semaphore, .name = "items", .initial = 0}};

std::vector<Link> linksIn(const char *text, EventIndex event)
{
    const auto recording = recordingFromText(kObjects, text, 3);
    TraceReader reader(recording->trace());
    const Links links = linksOf(reader, event);
    return links.of == event ? links.links : std::vector<Link>{};
}

} // namespace

class tst_Links : public QObject
{
    Q_OBJECT

private slots:
    void aReadSawAWriteAndAnotherWasMadeOfIt();
    void aWriteIsSeenAndOverwritten();
    void anUpdateReplacesAndIsReplaced();
    void aReadThatIsReadAgainMadeNothing();
    void aLockIsHandedOn();
    void aSemaphoreIsHandedOn();
    void theFirstWordWasWrittenByNobody();
    void nothingBeyondTheReachIsLookedFor();
    void aLinkLooksTheSameFromBothEnds();
};

void tst_Links::aReadSawAWriteAndAnotherWasMadeOfIt()
{
    const char *run = "1 writes counter 4; 2 reads counter; 1 writes counter 5; 2 writes counter 5";
    QVERIFY(linksIn(run, 1) == (std::vector<Link>{{0, K::Saw}, {3, K::MadeOf}}));
    QVERIFY(linksIn(run, 3) == (std::vector<Link>{{1, K::MadeFrom}, {2, K::WroteOver}}));
}

void tst_Links::aWriteIsSeenAndOverwritten()
{
    const char *run = "1 writes counter 4; 2 reads counter; 3 reads counter; 2 writes counter 5; 1 reads counter";
    QVERIFY(linksIn(run, 0) == (std::vector<Link>{{1, K::SeenBy}, {2, K::SeenBy}, {3, K::OverwrittenBy}}));
}

void tst_Links::anUpdateReplacesAndIsReplaced()
{
    const char *run = "1 adds counter 1; 2 adds counter 1; 1 adds counter 1";
    QVERIFY(linksIn(run, 1) == (std::vector<Link>{{0, K::WroteOver}, {2, K::OverwrittenBy}}));
}

void tst_Links::aReadThatIsReadAgainMadeNothing()
{
    const char *run = "1 reads counter; 1 reads counter; 1 writes counter 1";
    QVERIFY(linksIn(run, 0).empty());
    QVERIFY(linksIn(run, 2) == (std::vector<Link>{{1, K::MadeFrom}}));
}

void tst_Links::aLockIsHandedOn()
{
    const char *run = "1 asks lock; 1 takes lock; 2 asks lock; 1 frees lock; 2 takes lock; 2 frees lock";
    QVERIFY(linksIn(run, 0) == (std::vector<Link>{{1, K::GrantedAt}}));
    QVERIFY(linksIn(run, 1) == (std::vector<Link>{{0, K::AskedAt}, {3, K::GivenBackAt}}));
    QVERIFY(linksIn(run, 3) == (std::vector<Link>{{1, K::TakenAt}, {4, K::HandedTo}}));
    QVERIFY(linksIn(run, 4) == (std::vector<Link>{{2, K::AskedAt}, {3, K::HandedBy}, {5, K::GivenBackAt}}));
}

void tst_Links::aSemaphoreIsHandedOn()
{
    const char *run = "2 asks items; 1 posts items; 2 takes items";
    QVERIFY(linksIn(run, 2) == (std::vector<Link>{{0, K::AskedAt}, {1, K::WroteOver}}));
    QVERIFY(linksIn(run, 1) == (std::vector<Link>{{2, K::OverwrittenBy}}));
}

void tst_Links::theFirstWordWasWrittenByNobody()
{
    QVERIFY(linksIn("1 reads counter", 0).empty());
}

void tst_Links::nothingBeyondTheReachIsLookedFor()
{
    std::string run = "1 writes counter 1;";
    for (EventIndex i = 0; i < Links::kReach; ++i)
        run += "2 reads counter;";
    run += "3 reads counter";
    const EventIndex last = Links::kReach + 1;
    QVERIFY(linksIn(run.c_str(), last).empty());
    QCOMPARE(linksIn(run.c_str(), last - 1).size(), std::size_t{1});
    QCOMPARE(linksIn(run.c_str(), 0).size(), Links::kReaders);
}

void tst_Links::aLinkLooksTheSameFromBothEnds()
{
    const auto opposite = [](LinkKind kind) {
        switch (kind) {
        case K::Saw: return K::SeenBy;
        case K::MadeFrom: return K::MadeOf;
        case K::WroteOver: return K::OverwrittenBy;
        case K::HandedBy: return K::HandedTo;
        case K::AskedAt: return K::GrantedAt;
        case K::TakenAt: return K::GivenBackAt;
        default: return kind;
        }
    };
    std::size_t checked = 0;
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        const RandomRace race = seed % 2 == 0 ? racingAppends(seed) : racingMessages(seed);
        RunInfo info;
        info.objects = race.objects;
        info.processes.resize(race.actors);
        Recording recording(info);
        recording.settle(race.events);
        TraceReader reader(recording.trace());
        for (EventIndex event = 0; event < reader.size(); ++event) {
            for (const Link &link : linksOf(reader, event).links) {
                QCOMPARE(isCause(link.kind), link.event < event);
                if (!isCause(link.kind))
                    continue;
                const std::vector<Link> back = linksOf(reader, link.event).links;
                QVERIFY(std::find(back.begin(), back.end(), Link{event, opposite(link.kind)}) != back.end());
                ++checked;
            }
        }
    }
    QVERIFY(checked > 500);
}

QTEST_APPLESS_MAIN(tst_Links)
#include "tst_links.moc"
