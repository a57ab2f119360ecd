// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/action_words.h"
#include "app/models/divergence_words.h"
#include "app/models/offers.h"
#include "app/models/saved_orders.h"
#include "app/models/seen_orders.h"
#include "app/panels/step_bar.h"
#include "app/stage/stage_view.h"
#include "app/window/order_menu.h"
#include "core/trace/recording.h"
#include "tests/support/long_recording.h"
#include "tests/support/trace_text.h"

#include <QAccessible>
#include <QAction>
#include <QKeyEvent>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace interleave;

namespace {

/// A counter with a lock, and a queue with its parts.
RunInfo runOf(int processes)
{
    RunInfo info;
    info.objects = {{.kind = ObjectKind::Cell, .name = "counter"},
                    {.kind = ObjectKind::Mutex, .name = "lock"},
                    {.kind = ObjectKind::Queue, .name = "queue", .count = 4},
                    {.kind = ObjectKind::Slots, .name = "slots", .parent = 2, .count = 4},
                    {.kind = ObjectKind::Cell, .name = "tail", .parent = 2},
                    {.kind = ObjectKind::Semaphore, .name = "items", .parent = 2}};
    info.processes.resize(static_cast<std::size_t>(processes));
    return info;
}

enum Row : std::uint32_t { kCounter, kLock, kQueue, kSlots, kTail, kItems };

Action actionOf(EventKind kind, std::uint32_t row, std::int32_t argument = 0, std::uint32_t element = 0)
{
    return {.operation = kind, .object = ObjectRef::of(row, element), .site = 3, .argument = argument};
}

Stand standOf(std::vector<Stand::Actor> actors)
{
    return {.steps = {}, .actors = std::move(actors), .hasBegun = true};
}

RunSettings counterOf(int processes)
{
    return {.scenario = "counter", .mode = "off", .parameters = {{"processes", processes}, {"increments", 2}}};
}

Steps steps(const char *text)
{
    return parseSteps(text).value();
}

} // namespace

/// What a learner who steps is told and offered, without a process.
class tst_Steps : public QObject
{
    Q_OBJECT

private slots:
    void whatComesNextIsSaid_data();
    void whatComesNextIsSaid();
    void whoIsBlockedSaysOnWhatAndByWhom_data();
    void whoIsBlockedSaysOnWhatAndByWhom();
    void eachProcessHasAnOffer();
    void whileSomebodyMovesNobodyCanBeChosen();
    void theBandSaysForWhomOneWaits_data();
    void theBandSaysForWhomOneWaits();
    void whereAnOrderCannotBeFollowedIsSaid_data();
    void whereAnOrderCannotBeFollowedIsSaid();
    void ordersAndResultsAreCounted();
    void ordersWithADeathDoNotCount();
    void whatIsMissingIsNamed_data();
    void whatIsMissingIsNamed();
    void onlyASearchOfAllOrdersSaysHowManyThereAre();
    void whatHasBeenSeenIsRemembered();
    void whatTwoWindowsHaveSeenAddsUp();
    void ordersAreSavedUnderAnyName();
    void twoWindowsSaveBesideEachOther();
    void aMenuReadsNoRecordingUntilItsOrderIsAskedFor();
    void aMenuGrowsByNothingWhenItIsOpened();
    void offersAreDrawnAtTheEndOnly();
    void aClickOnAnOfferChoosesIt();
    void anOfferIsAButtonForAScreenReader();
    void keysChoose_data();
    void keysChoose();
    void keysOfTheBarDoNothingWhenNothingIsStepped();
};

void tst_Steps::whatComesNextIsSaid_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("argument");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("shortly");
    const auto row = [](const char *name, EventKind kind, int object, int argument, const char *words,
                        const char *shortly) {
        QTest::newRow(name) << int(kind) << object << argument << QString::fromUtf8(words)
                            << QString::fromUtf8(shortly);
    };
    row("read", EventKind::Read, kCounter, 0, "read counter", "read");
    row("write", EventKind::Write, kCounter, 5, "write 5 to counter", "write 5");
    row("slot", EventKind::Write, kSlots, 17, "write 17 to slot 2", "write 17");
    row("add", EventKind::Update, kCounter, 1, "add 1 to counter", "add 1");
    row("take away", EventKind::Update, kCounter, -3, "take 3 from counter", "-3");
    row("take", EventKind::LockAcquired, kLock, 0, "take lock", "take lock");
    row("give back", EventKind::LockReleased, kLock, 0, "give lock back", "give back");
    row("unit", EventKind::SemaphoreAcquired, kItems, 0, "take 1 of items", "take 1");
    row("post", EventKind::SemaphorePosted, kItems, 0, "add 1 to items", "add 1");
    row("await", EventKind::Awaited, kTail, 0, "look at the queue", "go on");
}

void tst_Steps::whatComesNextIsSaid()
{
    QFETCH(int, kind);
    QFETCH(int, row);
    QFETCH(int, argument);
    QFETCH(QString, words);
    QFETCH(QString, shortly);
    const Action action = actionOf(static_cast<EventKind>(kind), static_cast<std::uint32_t>(row), argument,
                                   row == kSlots ? 2 : 0);
    QCOMPARE(words::deedToCome(runOf(2), action), words);
    QCOMPARE(words::shortDeedToCome(runOf(2), action), shortly);
}

void tst_Steps::whoIsBlockedSaysOnWhatAndByWhom_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("holder");
    QTest::addColumn<QString>("words");
    QTest::newRow("held") << int(EventKind::LockAcquired) << int(kLock) << 1
                          << QStringLiteral("waits for lock: process 2 holds it");
    QTest::newRow("by nobody") << int(EventKind::LockAcquired) << int(kLock) << int(kNoActor)
                               << QStringLiteral("waits for lock");
    QTest::newRow("none left") << int(EventKind::SemaphoreAcquired) << int(kItems) << int(kNoActor)
                               << QStringLiteral("waits for 1 of items: there is none");
    QTest::newRow("nothing new") << int(EventKind::Awaited) << int(kTail) << int(kNoActor)
                                 << QStringLiteral("waits for a change of the queue");
}

void tst_Steps::whoIsBlockedSaysOnWhatAndByWhom()
{
    QFETCH(int, kind);
    QFETCH(int, row);
    QFETCH(int, holder);
    QFETCH(QString, words);
    const Action action = actionOf(static_cast<EventKind>(kind), static_cast<std::uint32_t>(row));
    QCOMPARE(words::blockedBy(runOf(2), action, static_cast<ActorId>(holder), false), words);
}

void tst_Steps::eachProcessHasAnOffer()
{
    std::vector<Stand::Actor> actors(11);
    for (Stand::Actor &actor : actors)
        actor = {.action = actionOf(EventKind::Read, kCounter), .isEnabled = true};
    actors[1] = {.action = actionOf(EventKind::LockAcquired, kLock), .holder = 0};
    actors[2] = {.isAlive = false};
    actors[3] = {.isDone = true};
    const std::vector<Offer> offers = offersOf(runOf(11), standOf(actors));
    QCOMPARE(offers.size(), std::size_t{11});
    QCOMPARE(offers[0].sentence, QStringLiteral("let process 1 read counter; key 1"));
    QCOMPARE(int(offers[0].site), 3);
    QVERIFY(offers[0].canGo());
    QCOMPARE(offers[1].text, QStringLiteral("waits for lock: process 1 holds it"));
    QVERIFY(!offers[1].canGo());
    QCOMPARE(offers[2].text, QStringLiteral("died"));
    // Who died with a lock is not said to hold it still.
    actors[1].holder = 2;
    RunInfo plain = runOf(11);
    QCOMPARE(offersOf(plain, standOf(actors))[1].text, QStringLiteral("waits for lock: process 3 died holding it"));
    plain.objects[kLock].lock = LockKind::Plain;
    const Offer left = offersOf(plain, standOf(actors))[1];
    QCOMPARE(left.text, QStringLiteral("waits for lock: process 3 died holding it, so nobody gets it"));
    QCOMPARE(left.shorter, QStringLiteral("3 died with lock"));
    QCOMPARE(offers[3].text, QStringLiteral("done"));
    QCOMPARE(int(offers[3].site), 0);
    QCOMPARE(offers[8].key, QStringLiteral("9"));
    QVERIFY(offers[9].key.isEmpty());
    QVERIFY(offers[9].canGo());
}

void tst_Steps::whileSomebodyMovesNobodyCanBeChosen()
{
    Stand stand = standOf(
        std::vector<Stand::Actor>(2, {.action = actionOf(EventKind::Read, kCounter), .isEnabled = true}));
    stand.mover = 1;
    for (const Offer &offer : offersOf(runOf(2), stand))
        QVERIFY(!offer.canGo());
    stand.hasBegun = false;
    QVERIFY(offersOf(runOf(2), stand).empty());
}

void tst_Steps::theBandSaysForWhomOneWaits_data()
{
    QTest::addColumn<int>("mover");
    QTest::addColumn<bool>("isLate");
    QTest::addColumn<QString>("text");
    QTest::newRow("for you") << int(kNoActor) << false << QStringLiteral("waiting for you");
    QTest::newRow("for a process") << 1 << false << QStringLiteral("process 2 moves …");
    QTest::newRow("for one that does not come")
        << 1 << true << QStringLiteral("process 2 does not come to its next access: take the step back, or stop (Esc)");
}

void tst_Steps::theBandSaysForWhomOneWaits()
{
    QFETCH(int, mover);
    QFETCH(bool, isLate);
    QFETCH(QString, text);
    Stand stand = standOf(std::vector<Stand::Actor>(2));
    stand.mover = static_cast<ActorId>(mover);
    QCOMPARE(standText(stand, isLate), text);
}

void tst_Steps::whereAnOrderCannotBeFollowedIsSaid_data()
{
    QTest::addColumn<int>("why");
    QTest::addColumn<QString>("reason");
    using Why = Divergence::Why;
    const auto row = [](const char *name, Why why, const char *reason) {
        QTest::newRow(name) << int(why) << QString::fromUtf8(reason);
    };
    row("nobody", Why::NoSuchActor, "it is for process 3, and there are only 2 processes");
    row("blocked", Why::Blocked, "process 3 waits for lock: process 1 holds it");
    row("ended", Why::Ended, "process 3 has come to its end");
    row("dead", Why::Dead, "process 3 has died");
    row("no choice", Why::NoChoice, "process 3 would take lock, and that has no second outcome");
    row("another", Why::OtherAction, "process 3 would take lock, where it was to write 5 to counter");
    row("changed", Why::OtherCheck,
        "up to here the processes have accessed other things than when the order was written down");
}

void tst_Steps::whereAnOrderCannotBeFollowedIsSaid()
{
    QFETCH(int, why);
    QFETCH(QString, reason);
    const Divergence divergence{.step = 6,
                                .actor = 2,
                                .why = static_cast<Divergence::Why>(why),
                                .got = actionOf(EventKind::LockAcquired, kLock),
                                .expected = actionOf(EventKind::Write, kCounter, 5),
                                .holder = 0};
    QCOMPARE(divergenceSentence(runOf(2), divergence),
             QStringLiteral("Step 7 of the order is not possible: %1.").arg(reason));
    Divergence afterDeath = divergence;
    afterDeath.holderDied = true;
    QCOMPARE(divergenceSentence(runOf(2), afterDeath).contains(QStringLiteral("process 1 died holding it")),
             divergence.why == Divergence::Why::Blocked);
}

void tst_Steps::ordersAndResultsAreCounted()
{
    SeenOrders seen;
    QCOMPARE(seen.figures(counterOf(2)), QStringLiteral("0 orders, 0 results"));
    QVERIFY(seen.add(counterOf(2), steps("A4B4"), "4"));
    QVERIFY(!seen.add(counterOf(2), steps("A4B4"), "4"));
    QCOMPARE(seen.figures(counterOf(2)), QStringLiteral("1 order, 1 result"));
    QVERIFY(seen.add(counterOf(2), steps("B4A4"), "4"));
    QVERIFY(seen.add(counterOf(2), steps("AB2ABA2B"), "2"));
    QCOMPARE(seen.figures(counterOf(2)), QStringLiteral("3 orders, 2 results"));
    QCOMPARE(seen.figures(counterOf(3)), QStringLiteral("0 orders, 0 results")); // another size
    RunSettings slow = counterOf(2);
    slow.pace = Pace::Slow; // an order is an order at any pace
    QCOMPARE(seen.orders(slow), std::size_t{3});
    seen.setTotals(counterOf(2), "70", {"2", "3", "4"});
    QCOMPARE(seen.figures(counterOf(2)), QStringLiteral("3 of 70 orders, 2 of 3 results"));
    QCOMPARE(seen.missing(counterOf(2)), QStringLiteral("the missing result is 3"));
}

void tst_Steps::ordersWithADeathDoNotCount()
{
    SeenOrders seen;
    QVERIFY(!seen.add(counterOf(2), steps("AB!A3"), "2"));
    QCOMPARE(seen.orders(counterOf(2)), std::size_t{0});
    QCOMPARE(seen.results(counterOf(2)), std::size_t{0});
}

void tst_Steps::whatIsMissingIsNamed_data()
{
    QTest::addColumn<QString>("all"); // by commas; nothing: a deadlock
    QTest::addColumn<QString>("words");
    QTest::newRow("nothing") << QStringLiteral("4") << QString();
    QTest::newRow("one") << QStringLiteral("4,2") << QStringLiteral("the missing result is 2");
    QTest::newRow("a deadlock") << QStringLiteral("4,") << QStringLiteral("the missing result is a deadlock");
    QTest::newRow("some") << QStringLiteral("4,,2,3") << QStringLiteral("missing: 2, 3 and a deadlock");
    QTest::newRow("many") << QStringLiteral("4,2,3,5,6") << QStringLiteral("4 results are missing");
}

void tst_Steps::whatIsMissingIsNamed()
{
    QFETCH(QString, all);
    QFETCH(QString, words);
    SeenOrders seen;
    seen.add(counterOf(2), steps("A4B4"), "4");
    QVERIFY(seen.missing(counterOf(2)).isEmpty()); // nobody knows
    std::vector<std::string> results;
    for (const QString &result : all.split(u','))
        results.push_back(result.toStdString());
    seen.setTotals(counterOf(2), "123456789012345678901234567890", results);
    QCOMPARE(seen.missing(counterOf(2)), words);
    const QString figures = seen.figures(counterOf(2)).replace(QChar(0xa0), u' ');
    QVERIFY2(figures.startsWith(QStringLiteral("1 of 1.2 × 10²⁹ orders")), qPrintable(figures));
}

void tst_Steps::onlyASearchOfAllOrdersSaysHowManyThereAre()
{
    ExplorationReport report;
    report.settings = counterOf(2);
    report.interleavings = "70";
    report.outcomes = {{.result = "4"}, {.isDeadlock = true}};
    SeenOrders seen;
    seen.setTotals(report);
    QVERIFY(!seen.hasTotals(counterOf(2)));
    report.isOver = true;
    seen.setTotals(report);
    QVERIFY(!seen.hasTotals(counterOf(2))); // of some orders only
    report.claim = Claim::Exhaustive;
    seen.setTotals(report);
    QCOMPARE(seen.figures(counterOf(2)), QStringLiteral("0 of 70 orders, 0 of 2 results"));
    QCOMPARE(seen.missing(counterOf(2)), QStringLiteral("missing: 4 and a deadlock"));
}

void tst_Steps::whatHasBeenSeenIsRemembered()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("settings.ini"));
    SeenOrders seen;
    seen.add(counterOf(2), steps("A4B4"), "4");
    seen.add(counterOf(3), steps("AB"), SeenOrders::kDeadlock);
    seen.add(counterOf(2), steps("B4A4"), "lost 1, duplicated 0");
    seen.setTotals(counterOf(2), "70", {"4", "lost 1, duplicated 0", ""});
    {
        QSettings settings(path, QSettings::IniFormat);
        seen.save(settings);
    }
    QSettings settings(path, QSettings::IniFormat);
    SeenOrders again;
    again.load(settings);
    QCOMPARE(again.figures(counterOf(2)), QStringLiteral("2 of 70 orders, 2 of 3 results"));
    QCOMPARE(again.missing(counterOf(2)), QStringLiteral("the missing result is a deadlock"));
    QCOMPARE(again.figures(counterOf(3)), QStringLiteral("1 order, 1 result"));
    QVERIFY(!again.add(counterOf(2), steps("A4B4"), "4")); // it is known by now
    settings.setValue(QStringLiteral("seen/version"), QStringLiteral("another"));
    again.load(settings);
    QCOMPARE(again.orders(counterOf(2)), std::size_t{0});
}

void tst_Steps::whatTwoWindowsHaveSeenAddsUp()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    SeenOrders one, other;
    one.setTotals(counterOf(2), "70", {"2", "3", "4"});
    one.add(counterOf(2), steps("A4B4"), "4");
    other.add(counterOf(2), steps("A4B4"), "4");
    other.add(counterOf(2), steps("AB2ABA2B"), "2");
    one.save(settings);
    other.save(settings);
    SeenOrders all;
    all.load(settings);
    QCOMPARE(all.figures(counterOf(2)), QStringLiteral("2 of 70 orders, 2 of 3 results"));
    QCOMPARE(other.figures(counterOf(2)), all.figures(counterOf(2)));
}

void tst_Steps::ordersAreSavedUnderAnyName()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("settings.ini"));
    {
        QSettings settings(path, QSettings::IniFormat);
        SavedOrders orders;
        orders.add(settings, QStringLiteral("a/b = c; “d”"), QStringLiteral("v1;counter;off;;AB"));
        orders.add(settings, QStringLiteral("the worst"), QStringLiteral("v1;counter;off;;A"));
        orders.add(settings, QStringLiteral("the worst"), QStringLiteral("v1;counter;off;;B"));
        orders.add(settings, QStringLiteral("gone"), QStringLiteral("v1;counter;off;;B2"));
        orders.remove(settings, QStringLiteral("gone"));
    }
    QSettings settings(path, QSettings::IniFormat);
    SavedOrders again;
    again.load(settings);
    QCOMPARE(again.names(), (QStringList{QStringLiteral("a/b = c; “d”"), QStringLiteral("the worst")}));
    QCOMPARE(again.schedule(QStringLiteral("a/b = c; “d”")), QStringLiteral("v1;counter;off;;AB"));
    QCOMPARE(again.schedule(QStringLiteral("the worst")), QStringLiteral("v1;counter;off;;B"));
    QVERIFY(again.schedule(QStringLiteral("gone")).isEmpty());
}

void tst_Steps::twoWindowsSaveBesideEachOther()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    SavedOrders one, other;
    one.load(settings);
    other.load(settings);
    one.add(settings, QStringLiteral("good"), QStringLiteral("v1;counter;off;;AB"));
    other.add(settings, QStringLiteral("bad"), QStringLiteral("v1;counter;off;;BA"));
    QCOMPARE(other.names(), (QStringList{QStringLiteral("bad"), QStringLiteral("good")}));
    one.remove(settings, QStringLiteral("good"));
    QCOMPARE(one.names(), QStringList{QStringLiteral("bad")});
    other.load(settings);
    QCOMPARE(other.names(), QStringList{QStringLiteral("bad")}); // what one has forgotten does not come back
}

/// There may be millions of events.
void tst_Steps::aMenuReadsNoRecordingUntilItsOrderIsAskedFor()
{
    const std::shared_ptr<const Recording> recording = longRecording(1'100'000, 20, Locking::None);
    QWidget window;
    QMenu list;
    OrderMenu menu(&window, &list);
    emit list.aboutToShow();
    QVERIFY(!menu.stepThrough->isVisible());
    menu.setOnShow([&recording] { return recording; });
    emit list.aboutToShow();
    QVERIFY(menu.stepThrough->isVisible()); // how long its order is nobody knows yet
    QSignalSpy troubled(&menu, &OrderMenu::troubled);
    menu.stepThrough->trigger();
    QCOMPARE(troubled.count(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(troubled.count(), 1, 20'000);
    QVERIFY(troubled.front().front().toString().startsWith(QStringLiteral("The order of this run is too long")));
}

void tst_Steps::aMenuGrowsByNothingWhenItIsOpened()
{
    const QTemporaryDir folder;
    QCoreApplication::setOrganizationName(QStringLiteral("interleave-test"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    QSettings settings;
    SavedOrders().add(settings, QStringLiteral("the worst"), QStringLiteral("v1;counter;off;;AB"));
    QWidget window;
    QMenu list;
    const OrderMenu menu(&window, &list);
    emit list.aboutToShow();
    const auto all = list.findChildren<QObject *>().size();
    emit list.aboutToShow();
    QCOMPARE(list.findChildren<QObject *>().size(), all);
    QCOMPARE(list.actions().back()->text(), QStringLiteral("Forget"));
    QCOMPARE(list.actions().back()->menu()->actions().size(), 1);
}

namespace {

/// The stage of the design's run, as if it were stepped.
struct Stage {
    Playback playback;
    StageView view{&playback};

    Stage()
    {
        view.setZoom(1);
        playback.setRecording(mockRecording());
        playback.seek(playback.length());
        Stand stand = standOf(
            std::vector<Stand::Actor>(3, {.action = actionOf(EventKind::Write, kCounter, 7), .isEnabled = true}));
        stand.actors[1] = {.action = actionOf(EventKind::LockAcquired, kLock), .holder = 0};
        view.setOffers(offersOf(runOf(3), stand));
        view.resize(996, 380);
        view.show();
    }
};

} // namespace

void tst_Steps::offersAreDrawnAtTheEndOnly()
{
    Stage stage;
    QVERIFY(!stage.view.rectOf(QStringLiteral("offer/2")).isEmpty());
    QCOMPARE(stage.view.scene().sentenceOf(QStringLiteral("offer/2")),
             QStringLiteral("let process 3 write 7 to counter; key 3"));
    const QRect card = stage.view.rectOf(QStringLiteral("actor/2"));
    stage.playback.step(-1);
    QVERIFY(stage.view.rectOf(QStringLiteral("offer/2")).isEmpty());
    QCOMPARE(stage.view.rectOf(QStringLiteral("actor/2")), card); // nothing jumps
    stage.view.setOffers({});
    QVERIFY(stage.view.rectOf(QStringLiteral("actor/2")).height() < card.height());
}

void tst_Steps::aClickOnAnOfferChoosesIt()
{
    Stage stage;
    QSignalSpy chosen(&stage.view, &StageView::offerChosen);
    QTest::mouseClick(&stage.view, Qt::LeftButton, {}, stage.view.rectOf(QStringLiteral("offer/2")).center());
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(int(chosen.front().front().value<ActorId>()), 2);
    QTest::mouseMove(&stage.view, stage.view.rectOf(QStringLiteral("offer/0")).center());
    QTRY_COMPARE(stage.view.cursor().shape(), Qt::PointingHandCursor);
    QTest::mouseMove(&stage.view, stage.view.rectOf(QStringLiteral("offer/1")).center()); // it waits
    QTRY_COMPARE(stage.view.cursor().shape(), Qt::ArrowCursor);
}

void tst_Steps::anOfferIsAButtonForAScreenReader()
{
    Stage stage;
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&stage.view);
    QAccessibleInterface *go = list->child(3), *waits = list->child(4); // behind the three processes
    QCOMPARE(go->role(), QAccessible::Button);
    QCOMPARE(go->text(QAccessible::Name), QStringLiteral("let process 1 write 7 to counter; key 1"));
    QCOMPARE(waits->text(QAccessible::Name), QStringLiteral("process 2 waits for lock: process 1 holds it"));
    QVERIFY(waits->state().disabled && !go->state().disabled);
    QCOMPARE(list->child(0)->role(), QAccessible::ListItem);
    QVERIFY(list->child(0)->actionInterface() == nullptr);
    QSignalSpy chosen(&stage.view, &StageView::offerChosen);
    waits->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(chosen.count(), 0);
    go->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(chosen.count(), 1);
}

namespace {

QString signalOf(StepBar &bar, const QKeyEvent &key)
{
    QString told;
    const auto note = [&told](const QString &name) { told += name; };
    QObject context;
    QObject::connect(&bar, &StepBar::chosen, &context,
                     [&](ActorId actor) { note(QStringLiteral("go %1").arg(actor)); });
    QObject::connect(&bar, &StepBar::runOnRequested, &context,
                     [&](ActorId actor) { note(QStringLiteral("run on %1").arg(actor)); });
    QObject::connect(&bar, &StepBar::randomRequested, &context, [&] { note(QStringLiteral("random")); });
    QObject::connect(&bar, &StepBar::turnRequested, &context, [&] { note(QStringLiteral("turn")); });
    QObject::connect(&bar, &StepBar::endRequested, &context, [&] { note(QStringLiteral("end")); });
    const bool taken = bar.takeKey(key);
    return taken == told.isEmpty() ? QStringLiteral("a key that is taken says nothing") : told;
}

Stepping steppingOf(int processes)
{
    return {.isOn = true,
            .offers = offersOf(
                runOf(processes),
                standOf(std::vector<Stand::Actor>(
                    std::size_t(processes), {.action = actionOf(EventKind::Read, kCounter), .isEnabled = true})))};
}

} // namespace

void tst_Steps::keysChoose_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("modifiers");
    QTest::addColumn<int>("scanCode");
    QTest::addColumn<QString>("told");
    const int none = 0, shift = int(Qt::ShiftModifier), pad = int(Qt::KeypadModifier),
              control = int(Qt::ControlModifier);
    QTest::newRow("2") << int(Qt::Key_2) << none << 11 << "go 1";
    QTest::newRow("2 of the pad") << int(Qt::Key_2) << pad << 88 << "go 1";
    QTest::newRow("Shift+2, here a quotation mark") << int(Qt::Key_QuoteDbl) << shift << 11 << "run on 1";
    QTest::newRow("2, here under é") << int(Qt::Key_Eacute) << none << 11 << "go 1";
    QTest::newRow("of nobody") << int(Qt::Key_4) << none << 13 << "";
    QTest::newRow("Ctrl+2") << int(Qt::Key_2) << control << 11 << "";
    QTest::newRow("0") << int(Qt::Key_0) << none << 19 << "random";
    QTest::newRow("0 of the pad") << int(Qt::Key_0) << pad << 90 << "random";
    QTest::newRow("0, here under à") << int(Qt::Key_Agrave) << none << 19 << "random";
    QTest::newRow("Shift+0") << int(Qt::Key_0) << shift << 19 << "";
    QTest::newRow("T") << int(Qt::Key_T) << none << 28 << "turn";
    QTest::newRow("Ctrl+T") << int(Qt::Key_T) << control << 28 << "";
    QTest::newRow("E") << int(Qt::Key_E) << none << 26 << "end";
    QTest::newRow("another") << int(Qt::Key_X) << none << 53 << "";
}

void tst_Steps::keysChoose()
{
    QFETCH(int, key);
    QFETCH(int, modifiers);
    QFETCH(int, scanCode);
    QFETCH(QString, told);
    StepBar bar;
    bar.setStepping(steppingOf(3));
    const QKeyEvent event(QEvent::KeyPress, key, Qt::KeyboardModifiers(modifiers), quint32(scanCode), 0, 0);
    QCOMPARE(signalOf(bar, event), told);
}

void tst_Steps::keysOfTheBarDoNothingWhenNothingIsStepped()
{
    StepBar bar;
    const QKeyEvent event(QEvent::KeyPress, Qt::Key_1, Qt::NoModifier, 10, 0, 0);
    QCOMPARE(signalOf(bar, event), QString());
    Stepping over = steppingOf(3);
    over.isOver = true;
    bar.setStepping(over);
    QCOMPARE(signalOf(bar, event), QString());
}

QTEST_MAIN(tst_Steps)
#include "tst_steps.moc"
