// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stage/stage_layout.h"

#include "tests/support/trace_text.h"

#include <QFontMetricsF>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace interleave;

namespace {

ObjectTable tableOf(const QString &name)
{
    if (name == QLatin1String("queue"))
        return {{ObjectKind::Queue, "queue"},          {ObjectKind::Slots, "slots", 0, 4096},
                {ObjectKind::Cell, "head", 0},         {ObjectKind::Cell, "tail", 0},
                {ObjectKind::Cell, "producers", 0},    {ObjectKind::Semaphore, "items", 0, 1, 9},
                {ObjectKind::Semaphore, "room", 0, 1, 4096}, {ObjectKind::Mutex, "lock", 0}};
    if (name == QLatin1String("list"))
        return {{ObjectKind::List, "list"}, {ObjectKind::Slots, "slots", 0, 64}, {ObjectKind::Cell, "size", 0},
                {ObjectKind::Mutex, "lock", 0}};
    if (name == QLatin1String("two locks"))
        return {{ObjectKind::Cell, "a"}, {ObjectKind::Cell, "b"}, {ObjectKind::Mutex, "lock a"}, {ObjectKind::Mutex, "lock b"}};
    ObjectTable table;
    for (int fork = 1; fork <= 16 && name == QLatin1String("forks"); ++fork)
        table.push_back({ObjectKind::Mutex, "fork " + std::to_string(fork)});
    if (!table.empty()) {
        table.push_back({ObjectKind::Semaphore, "seats", -1, 1, 15});
        return table;
    }
    table = {{ObjectKind::Cell, "counter"}};
    if (name == QLatin1String("counter with lock"))
        table.push_back({ObjectKind::Mutex, "lock"});
    return table;
}

/// What each could do next, in long words: every third waits, one is done.
std::vector<Offer> offersFor(int actors)
{
    std::vector<Offer> offers;
    for (int actor = 0; actor < actors; ++actor) {
        Offer offer{.actor = static_cast<ActorId>(actor),
                    .text = QStringLiteral("write 49996 to counter"),
                    .shorter = QStringLiteral("write 49996"),
                    .shortest = QStringLiteral("W 49996"),
                    .key = actor < 9 ? QString::number(actor + 1) : QString(),
                    .sentence = QStringLiteral("…")};
        if (actor % 3 == 2)
            offer = {.actor = offer.actor,
                     .kind = Offer::Kind::Blocked,
                     .text = QStringLiteral("waits for lock: process 16 holds it"),
                     .shorter = QStringLiteral("lock held by 16"),
                     .shortest = QStringLiteral("waits"),
                     .sentence = QStringLiteral("…")};
        if (actor == 1)
            offer = {.actor = offer.actor, .kind = Offer::Kind::Done, .text = QStringLiteral("done"),
                     .shorter = QStringLiteral("done"), .shortest = QStringLiteral("done")};
        offers.push_back(offer);
    }
    return offers;
}

/// Everybody does something, in the end the last actor does `deed`.
StageScene sceneOf(const QString &table, int actors, const QByteArray &deed, bool offers = false)
{
    std::string text;
    const ObjectTable objects = tableOf(table);
    const bool locks = rowOf(objects, "lock") >= 0;
    if (locks)
        text = "1 asks lock; 1 takes lock;";
    for (int actor = 2; actor < actors && locks; ++actor)
        text += std::to_string(actor) + " asks lock;";
    text += std::to_string(actors) + ' ' + deed.toStdString();
    const auto recording = recordingFromText(objects, text, static_cast<std::size_t>(actors));
    TraceReader reader(recording->trace());
    StageScene scene = describe(*recording, reader, recording->trace().size(), nullptr, LossIndex());
    if (table == QLatin1String("queue"))
        for (ActorBody &actor : scene.actors)
            actor.role = actor.actor % 2 == 0 ? QStringLiteral("producer") : QStringLiteral("consumer");
    scene.needsStrip = true;
    scene.strip = StripBody{StripBody::Sign::Loss,
                          QStringLiteral("Overwritten"),
                          {{0, QStringLiteral("read 49995")},
                           {1, QStringLiteral("wrote 49999")},
                           {0, QStringLiteral("wrote 49996 over it")}},
                          QStringLiteral("Process 2’s +1 is gone."),
                          QStringLiteral("…")};
    if (offers)
        addOffers(scene, offersFor(actors), true);
    return scene;
}

/// The bodies that must not lie on each other.
std::vector<QRectF> bodiesOf(const StagePlan &plan)
{
    std::vector<QRectF> bodies = plan.actors;
    for (const GroupPlan &group : plan.groups)
        bodies.push_back(group.rect);
    for (const auto *leaves : {&plan.cells, &plan.locks})
        for (const LeafPlan &leaf : *leaves)
            bodies.push_back(leaf.rect);
    bodies.push_back(plan.strip);
    if (!plan.stripInLine)
        bodies.push_back(plan.tally);
    bodies.push_back(plan.caption);
    return bodies;
}

const Outline *arrowOf(const Picture &picture)
{
    for (const Shape &shape : picture.shapes)
        if (const auto *outline = std::get_if<Outline>(&shape); outline && outline->arrow)
            return outline;
    return nullptr;
}

QPointF start(const QPainterPath &path)
{
    return path.elementAt(0);
}

} // namespace

class tst_StageLayout : public QObject
{
    Q_OBJECT

private slots:
    void allSizes_data();
    void nothingLiesOnSomethingElse_data() { allSizes_data(); }
    void nothingLiesOnSomethingElse();
    void everythingLiesWithinThePicture_data() { allSizes_data(); }
    void everythingLiesWithinThePicture();
    void textIsReadableAndFits_data() { allSizes_data(); }
    void textIsReadableAndFits();
    void theArrowStartsAtTheProcessAndEndsAtTheObject_data();
    void theArrowStartsAtTheProcessAndEndsAtTheObject();
    void aHolderStillSaysHowFarItIs_data();
    void aHolderStillSaysHowFarItIs();
    void aDeadlockIsACircleOfArrows_data();
    void aDeadlockIsACircleOfArrows();
    void aValueOnItsWayHasNotArrived();
    void atRestTheValueLiesOnTheArrowBetweenProcessesAndMemory();
    void slotsThatAreNotDrawnAreCounted();
    void aCardSaysTheRole_data();
    void aCardSaysTheRole();
    void noNumberIsCutOff_data() { allSizes_data(); }
    void noNumberIsCutOff();
    void theNumberOfASlotGivesWayToItsNeighboursMark();
    void theWordsOfAMarkLeaveItFree_data();
    void theWordsOfAMarkLeaveItFree();
    void nobodyWhoWaitsIsCutOff_data() { allSizes_data(); }
    void nobodyWhoWaitsIsCutOff();
    void aLockSaysThatItsHolderDied_data();
    void aLockSaysThatItsHolderDied();
    void theDesignsRunLooksAsDesigned();
};

void tst_StageLayout::allSizes_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<int>("actors");
    QTest::addColumn<QSizeF>("size");
    QTest::addColumn<bool>("offers");
    const QString tables[] = {QStringLiteral("counter"), QStringLiteral("counter with lock"), QStringLiteral("queue"),
                              QStringLiteral("list"), QStringLiteral("two locks"), QStringLiteral("forks")};
    const QSizeF sizes[] = {{600, 250}, {836, 250}, {600, 300}, {600, 900}, {760, 320}, {975, 325},
                            {996, 332}, {1280, 500}, {1600, 300}, {1600, 900}};
    for (const QString &table : tables)
        for (const int actors : {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 16})
            for (const QSizeF &size : sizes)
                for (const bool offers : {false, true})
                    QTest::addRow("%s, %d at %dx%d%s", qPrintable(table), actors, int(size.width()), int(size.height()),
                                  offers ? ", stepped" : "")
                        << table << actors << size << offers;
}

QByteArray deedFor(const QString &table)
{
    if (table == QLatin1String("forks"))
        return QByteArray("posts seats");
    if (table == QLatin1String("two locks"))
        return QByteArray("writes a 49996");
    return table == QLatin1String("queue") || table == QLatin1String("list") ? QByteArray("writes slots[3] 12345")
                                                                             : QByteArray("writes counter 49996");
}

void tst_StageLayout::nothingLiesOnSomethingElse()
{
    QFETCH(QString, table);
    QFETCH(int, actors);
    QFETCH(QSizeF, size);
    QFETCH(bool, offers);
    const StagePlan plan = planStage(sceneOf(table, actors, deedFor(table), offers), size);
    const std::vector<QRectF> bodies = bodiesOf(plan);
    for (std::size_t i = 0; i < bodies.size(); ++i) {
        QVERIFY(bodies[i].width() > 20 && bodies[i].height() > 10);
        for (std::size_t j = 0; j < i; ++j) {
            const QRectF common = bodies[i].intersected(bodies[j]);
            QVERIFY2(common.width() < 0.5 || common.height() < 0.5, qPrintable(QStringLiteral("%1 on %2").arg(i).arg(j)));
        }
    }
    for (const GroupPlan &group : plan.groups) {
        for (std::size_t i = 1; i < group.places.size(); ++i)
            QVERIFY(group.places[i - 1].right() <= group.places[i].left() + 0.01);
        QVERIFY(group.rect.contains(group.places.front()) && group.rect.contains(group.places.back()));
        QVERIFY(group.before.empty() || group.before.back().right() < group.places.front().left());
        QVERIFY(group.after.empty() || group.after.front().left() > group.places.back().right());
    }
}

void tst_StageLayout::everythingLiesWithinThePicture()
{
    QFETCH(QString, table);
    QFETCH(int, actors);
    QFETCH(QSizeF, size);
    QFETCH(bool, offers);
    const StageScene scene = sceneOf(table, actors, deedFor(table), offers);
    const Picture picture = stagePicture(scene, size, Theme::light());
    const QRectF all(QPointF(0, 0), size);
    for (const Shape &shape : picture.shapes) {
        if (const auto *box = std::get_if<Box>(&shape))
            QVERIFY2(all.contains(box->rect), qPrintable(box->id));
        if (const auto *outline = std::get_if<Outline>(&shape))
            QVERIFY(all.contains(outline->path.boundingRect().topLeft())
                    && all.contains(outline->path.boundingRect().bottomRight()));
        if (const auto *label = std::get_if<Label>(&shape))
            QVERIFY2(all.contains(label->rect), qPrintable(label->text));
    }
    const StagePlan plan = planStage(scene, size);
    for (const auto *leaves : {&plan.cells, &plan.locks})
        for (const LeafPlan &leaf : *leaves)
            QVERIFY(plan.memory.contains(leaf.rect));
    QVERIFY(plan.memory.contains(plan.strip));
}

void tst_StageLayout::textIsReadableAndFits()
{
    QFETCH(QString, table);
    QFETCH(int, actors);
    QFETCH(QSizeF, size);
    QFETCH(bool, offers);
    const Picture picture = stagePicture(sceneOf(table, actors, deedFor(table), offers), size, Theme::light());
    for (const Shape &shape : picture.shapes) {
        const auto *label = std::get_if<Label>(&shape);
        if (!label)
            continue;
        const bool number = std::none_of(label->text.begin(), label->text.end(), [](QChar c) { return c.isLetter(); });
        QVERIFY2(label->font.pixelSize() >= (number ? 8 : 12), qPrintable(label->text));
        const QRectF needed = QFontMetricsF(label->font).boundingRect(QRectF(0, 0, 4000, 400), Qt::AlignLeft, label->text);
        QVERIFY2(needed.width() <= label->rect.width() + 1,
                 qPrintable(QStringLiteral("“%1” needs %2 and has %3").arg(label->text).arg(needed.width()).arg(label->rect.width())));
    }
}

void tst_StageLayout::theArrowStartsAtTheProcessAndEndsAtTheObject_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QByteArray>("deed");
    QTest::addColumn<QString>("object");
    QTest::addColumn<bool>("up");
    const QString counter = QStringLiteral("counter with lock"), queue = QStringLiteral("queue");
    QTest::newRow("writes a cell") << counter << QByteArray("writes counter 1") << "object/counter" << false;
    QTest::newRow("reads a cell") << counter << QByteArray("reads counter") << "object/counter" << true;
    QTest::newRow("asks for a lock") << counter << QByteArray("asks lock") << "object/lock" << false;
    QTest::newRow("writes a slot") << queue << QByteArray("writes slots[5] 7") << "slot/1/5" << false;
    QTest::newRow("reads a slot far away") << queue << QByteArray("reads slots[4000]") << "slot/1/4000" << true;
    QTest::newRow("writes a cell of the group") << queue << QByteArray("writes tail 1") << "object/tail" << false;
    QTest::newRow("posts a semaphore") << queue << QByteArray("posts items") << "object/items" << false;
    QTest::newRow("writes a body in the lower row") << queue << QByteArray("posts room") << "object/room" << false;
}

void tst_StageLayout::theArrowStartsAtTheProcessAndEndsAtTheObject()
{
    QFETCH(QString, table);
    QFETCH(QByteArray, deed);
    QFETCH(QString, object);
    QFETCH(bool, up);
    for (const int actors : {2, 3, 6, 9, 16})
        for (const QSizeF size : {QSizeF(600, 300), QSizeF(996, 332), QSizeF(1600, 900)}) {
            const Picture picture = stagePicture(sceneOf(table, actors, deed), size, Theme::light());
            const Outline *arrow = arrowOf(picture);
            QVERIFY(arrow);
            const QRectF actor = picture.rectOf(QStringLiteral("actor/%1").arg(actors - 1)).adjusted(-2, -2, 2, 2);
            const QRectF target = picture.rectOf(object).adjusted(-10, -10, 10, 10);
            const QPointF first = start(arrow->path), last = arrow->path.currentPosition();
            QVERIFY(actor.contains(up ? last : first));
            QVERIFY(target.contains(up ? first : last));
        }
}

void tst_StageLayout::aHolderStillSaysHowFarItIs_data()
{
    QTest::addColumn<int>("processes");
    QTest::newRow("wide") << 3;
    QTest::newRow("narrow") << 5;
}

void tst_StageLayout::aHolderStillSaysHowFarItIs()
{
    QFETCH(const int, processes);
    StageScene scene = sceneOf(QStringLiteral("counter with lock"), processes, "reads counter");
    for (ActorBody &actor : scene.actors) {
        actor.holds = QStringLiteral("holds lock");
        actor.done = QStringLiteral("44 344 of 100 000 done");
        actor.shortDone = QStringLiteral("44 344/100 000");
        actor.fewestDone = QStringLiteral("44 344");
    }
    const StagePlan plan = planStage(scene, QSizeF(996, 332));
    const Picture picture = stillPicture(scene, plan, Theme::light(), true);
    int said = 0, copies = 0;
    for (const Shape &shape : picture.shapes) {
        const auto *label = std::get_if<Label>(&shape);
        said += label && label->text.startsWith(QStringLiteral("44 344")) && !label->elide;
        copies += label && label->text == QStringLiteral("its copy");
    }
    QCOMPARE(said, processes);
    QCOMPARE(copies, processes); // on one line everywhere
}

void tst_StageLayout::aDeadlockIsACircleOfArrows_data()
{
    QTest::addColumn<int>("actors");
    QTest::addColumn<QSizeF>("size");
    for (const int actors : {2, 3, 5, 12})
        for (const QSizeF size : {QSizeF(996, 332), QSizeF(600, 250), QSizeF(1500, 700)})
            QTest::addRow("%d processes on %d x %d", actors, qRound(size.width()), qRound(size.height())) << actors << size;
}

void tst_StageLayout::aDeadlockIsACircleOfArrows()
{
    QFETCH(const int, actors);
    QFETCH(const QSizeF, size);
    ObjectTable forks;
    std::string text;
    for (int i = 1; i <= actors; ++i)
        forks.push_back({ObjectKind::Mutex, "fork" + std::to_string(i)});
    for (int i = 1; i <= actors; ++i)
        text += std::to_string(i) + " asks fork" + std::to_string(i) + "; " + std::to_string(i) + " takes fork" + std::to_string(i) + ';';
    for (int i = 1; i <= actors; ++i)
        text += std::to_string(i) + " asks fork" + std::to_string(i % actors + 1) + (i < actors ? ";" : "");
    const auto recording = recordingFromText(forks, text, static_cast<std::size_t>(actors));
    TraceReader reader(recording->trace());
    const StageScene scene = describe(*recording, reader, recording->trace().size(), nullptr, LossIndex());
    const StagePlan plan = planStage(scene, size);
    QCOMPARE(plan.deadlock.size(), std::size_t(2 * actors));
    const QRectF all(QPointF(), size / plan.scale);
    for (const LeafPlan &lock : plan.locks)
        QVERIFY(plan.memory.contains(lock.rect));
    for (std::size_t i = 0; i < plan.deadlock.size(); ++i) {
        const ArrowPlan &arrow = plan.deadlock[i];
        QCOMPARE(arrow.waits, i % 2 == 0); // dashed to what is waited for, solid to the holder
        const QRectF bounds = arrow.path.boundingRect(); // of a straight one it is flat, and no rectangle contains that
        QVERIFY(all.contains(bounds.topLeft()) && all.contains(bounds.bottomRight()));
        const QPointF atProcess = arrow.waits ? start(arrow.path) : arrow.path.currentPosition();
        const std::size_t process = arrow.waits ? i / 2 : (i / 2 + 1) % static_cast<std::size_t>(actors);
        QVERIFY(plan.actors[process].adjusted(-1, -1, 1, 1).contains(atProcess));
    }
    const Picture picture = stagePicture(scene, size, Theme::light());
    QCOMPARE(std::count_if(picture.shapes.begin(), picture.shapes.end(),
                           [](const Shape &shape) {
                               const auto *outline = std::get_if<Outline>(&shape);
                               return outline && outline->arrow;
                           }),
             std::ptrdiff_t{2} * actors);
}

void tst_StageLayout::aValueOnItsWayHasNotArrived()
{
    const StageScene scene = sceneOf(QStringLiteral("counter"), 3, "writes counter 7");
    const StagePlan plan = planStage(scene, {996, 332});
    const auto shows = [&](bool arrived, const QString &text) {
        const QRectF cell = stillPicture(scene, plan, Theme::light()).rectOf(QStringLiteral("object/counter"));
        for (const Shape &shape : stillPicture(scene, plan, Theme::light(), arrived).shapes)
            if (const auto *label = std::get_if<Label>(&shape); label && label->text == text && cell.contains(label->rect))
                return true;
        return false;
    };
    QVERIFY(shows(false, QStringLiteral("0")));
    QVERIFY(!shows(false, QStringLiteral("7")));
    QVERIFY(shows(true, QStringLiteral("7")));
    QVERIFY(shows(true, QStringLiteral("was 0")));
}

void tst_StageLayout::atRestTheValueLiesOnTheArrowBetweenProcessesAndMemory()
{
    const StageScene scene = sceneOf(QStringLiteral("counter"), 3, "writes counter 7");
    const StagePlan plan = planStage(scene, {996, 332});
    const Picture moving = movingPicture(scene, plan, Theme::light(), 1);
    const auto token = std::find_if(moving.shapes.begin(), moving.shapes.end(),
                                    [](const Shape &shape) { return std::holds_alternative<Box>(shape); });
    QVERIFY(token != moving.shapes.end());
    const QRectF rect = std::get<Box>(*token).rect;
    QVERIFY(rect.top() > plan.actors.front().bottom());
    QVERIFY(rect.bottom() < plan.memory.top());
}

void tst_StageLayout::slotsThatAreNotDrawnAreCounted()
{
    const StageScene scene = sceneOf(QStringLiteral("queue"), 4, "writes slots[5] 7");
    for (const QSizeF size : {QSizeF(600, 300), QSizeF(1600, 900)}) {
        const Picture picture = stagePicture(scene, size, Theme::light());
        const std::size_t drawn = planStage(scene, size).groups.front().places.size();
        // Not how many more there are: behind how many are filled, that would read as added to it.
        const QRegularExpression words(QStringLiteral(" · %1 of 4096 (slots )?shown$").arg(drawn));
        QVERIFY(std::any_of(picture.shapes.begin(), picture.shapes.end(), [&](const Shape &shape) {
            const auto *label = std::get_if<Label>(&shape);
            return label && label->text.contains(words);
        }));
    }
}

void tst_StageLayout::aCardSaysTheRole_data()
{
    QTest::addColumn<int>("actors");
    QTest::addColumn<QSizeF>("size");
    QTest::newRow("2") << 2 << QSizeF(996, 332);
    QTest::newRow("4") << 4 << QSizeF(996, 332);
    QTest::newRow("6, as chips") << 6 << QSizeF(996, 332);
}

void tst_StageLayout::aCardSaysTheRole()
{
    QFETCH(int, actors);
    QFETCH(QSizeF, size);
    const Picture picture = stagePicture(sceneOf(QStringLiteral("queue"), actors, "writes slots[5] 7"), size,
                                         Theme::light());
    const auto says = std::count_if(picture.shapes.begin(), picture.shapes.end(), [](const Shape &shape) {
        const auto *label = std::get_if<Label>(&shape);
        return label && label->text.contains(QRegularExpression(QStringLiteral("\\b(producer|consumer)\\b")));
    });
    QCOMPARE(says, actors);
}

void tst_StageLayout::noNumberIsCutOff()
{
    QFETCH(QString, table);
    QFETCH(int, actors);
    QFETCH(QSizeF, size);
    QFETCH(bool, offers);
    // A semaphore beside sixteen locks counts no millions.
    const QString number = table == QLatin1String("forks") ? QStringLiteral("16\u202f000") : QStringLiteral("16\u202f000\u202f000");
    StageScene scene = sceneOf(table, actors, deedFor(table), offers);
    for (ActorBody &actor : scene.actors)
        actor.copy = number;
    for (WordBody &cell : scene.cells)
        cell.value = number;
    for (LockBody &lock : scene.locks)
        lock.value = number;
    for (GroupBody &group : scene.groups) {
        for (auto *ends : {&group.before, &group.after})
            for (WordBody &cell : *ends)
                cell.value = number;
        for (GroupBody::Slot &slot : group.places)
            slot.word.value = number;
    }
    int seen = 0;
    for (const Shape &shape : stagePicture(scene, size, Theme::light()).shapes) {
        const auto *label = std::get_if<Label>(&shape);
        if (!label || label->text != number)
            continue;
        ++seen;
        const double width = QFontMetricsF(label->font).horizontalAdvance(number);
        QVERIFY2(width <= label->rect.width() + 0.5,
                 qPrintable(QStringLiteral("needs %1, has %2").arg(width).arg(label->rect.width())));
    }
    QVERIFY(seen > 0);
}

void tst_StageLayout::theNumberOfASlotGivesWayToItsNeighboursMark()
{
    StageScene scene = sceneOf(QStringLiteral("queue"), 4, "writes slots[5] 7");
    for (std::size_t at = 0; at < scene.groups.front().places.size(); ++at) {
        for (GroupBody::Slot &slot : scene.groups.front().places)
            slot.mark.clear();
        scene.groups.front().places[at].mark = QStringLiteral("head, tail");
        const Picture picture = stagePicture(scene, {836, 250}, Theme::light());
        const auto isMark = [](const Label &label) { return label.text == QLatin1String("head, tail"); };
        for (const Shape &one : picture.shapes) {
            const auto *mark = std::get_if<Label>(&one);
            if (!mark || !isMark(*mark))
                continue;
            for (const Shape &other : picture.shapes)
                if (const auto *label = std::get_if<Label>(&other); label && label != mark)
                    QVERIFY2(!label->rect.intersects(mark->rect), qPrintable(label->text));
        }
    }
}

void tst_StageLayout::theWordsOfAMarkLeaveItFree_data()
{
    QTest::addColumn<QSizeF>("size");
    for (const QSizeF &size : {QSizeF(600, 250), QSizeF(836, 250), QSizeF(1280, 500), QSizeF(1600, 900)})
        QTest::addRow("%dx%d", int(size.width()), int(size.height())) << size;
}

void tst_StageLayout::theWordsOfAMarkLeaveItFree()
{
    QFETCH(QSizeF, size);
    // Nothing has been put or taken: both ends are at slot 0, and their names stand there together.
    const StageScene scene = sceneOf(QStringLiteral("queue"), 4, "reads head");
    const Picture picture = stagePicture(scene, size, Theme::light());
    QRectF words, tip;
    for (const Shape &shape : picture.shapes) {
        if (const auto *label = std::get_if<Label>(&shape); label && label->text == QLatin1String("head, tail")) {
            const QFontMetricsF metrics(label->font);
            const qreal baseline = label->rect.center().y() + (metrics.ascent() - metrics.descent()) / 2;
            words = metrics.tightBoundingRect(label->text).translated(label->rect.x(), baseline);
        } else if (const auto *outline = std::get_if<Outline>(&shape); outline && !outline->arrow && outline->path.elementCount() == 3) {
            const qreal edge = outline->strokeWidth / 2;
            tip = outline->path.boundingRect().adjusted(-edge, -edge, edge, edge);
        }
    }
    QVERIFY(!words.isEmpty() && !tip.isEmpty());
    const qreal scale = planStage(scene, size).scale;
    QVERIFY2(tip.bottom() + 1.5 * scale <= words.top(), qPrintable(QStringLiteral("%1, %2").arg(tip.bottom()).arg(words.top())));
    const qreal frame = picture.rectOf(QStringLiteral("slot/1/0")).bottom() + 3.75 * scale; // of a slot that is touched
    QVERIFY2(tip.top() >= frame, qPrintable(QStringLiteral("%1, %2").arg(tip.top()).arg(frame)));
}

/// Of a deadlock of all of them; where not all have room, the others are counted.
void tst_StageLayout::nobodyWhoWaitsIsCutOff()
{
    QFETCH(QString, table);
    QFETCH(int, actors);
    QFETCH(QSizeF, size);
    QFETCH(bool, offers);
    StageScene scene = sceneOf(table, actors, deedFor(table), offers);
    scene.strip->sign = StripBody::Sign::Deadlock;
    scene.strip->title = QStringLiteral("Deadlock");
    scene.strip->verdict = QStringLiteral("Each waits for what the next one holds: for ever.");
    scene.strip->parts.clear();
    for (int actor = 0; actor < actors; ++actor)
        scene.strip->parts.push_back({actor, QStringLiteral("waits for fork %1").arg(actor),
                                      QStringLiteral("for fork %1").arg(actor)});
    const Picture picture = stagePicture(scene, size, Theme::light());
    if (planStage(scene, size).stripInLine)
        return; // there the verdict alone is told
    const QRectF strip = picture.rectOf(QStringLiteral("strip"));
    int told = 0;
    for (const Shape &shape : picture.shapes)
        if (const auto *label = std::get_if<Label>(&shape); label && label->text.contains(QStringLiteral("for fork "))) {
            QVERIFY2(strip.contains(label->rect), qPrintable(label->text));
            ++told;
        } else if (label && label->text.startsWith(QStringLiteral("and "))) {
            QVERIFY2(strip.contains(label->rect), qPrintable(label->text));
            told += label->text.section(u' ', 1, 1).toInt();
        }
    QCOMPARE(told, actors);
}

void tst_StageLayout::aLockSaysThatItsHolderDied_data()
{
    QTest::addColumn<QSizeF>("size");
    QTest::newRow("low") << QSizeF(836, 250);
    QTest::newRow("usual") << QSizeF(996, 332);
    QTest::newRow("high") << QSizeF(996, 600);
}

void tst_StageLayout::aLockSaysThatItsHolderDied()
{
    QFETCH(QSizeF, size);
    StageScene scene = sceneOf(QStringLiteral("counter with lock"), 2, "reads counter");
    scene.locks.front().holderDied = true;
    const Picture picture = stagePicture(scene, size, Theme::light());
    QVERIFY(std::any_of(picture.shapes.begin(), picture.shapes.end(), [](const Shape &shape) {
        const auto *const label = std::get_if<Label>(&shape);
        return label != nullptr && label->text.contains(QStringLiteral("died"));
    }));
}

void tst_StageLayout::theDesignsRunLooksAsDesigned()
{
    StageScene scene = sceneOf(QStringLiteral("counter"), 3, "writes counter 5");
    const StagePlan plan = planStage(scene, {996, 332});
    QCOMPARE(plan.scale, 1.0);
    QCOMPARE(plan.form, ActorForm::Wide);
    QVERIFY(!plan.tallyInLine && !plan.stripInLine);
    QCOMPARE(plan.actors.front().left(), 40.0 - 0.28);
}

QTEST_MAIN(tst_StageLayout)
#include "tst_stage_layout.moc"
