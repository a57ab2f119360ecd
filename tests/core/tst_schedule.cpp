// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/schedule.h"

#include <QtTest>

#include <random>

using namespace interleave;

namespace {

Schedule randomSchedule(std::uint32_t seed)
{
    std::mt19937 random(seed);
    const auto below = [&random](std::uint32_t bound) { return random() % bound; };
    Schedule schedule{"counter", "per-access", {}, {}, {}};
    for (std::uint32_t i = below(4); i > 0; --i)
        schedule.parameters["name" + std::to_string(below(5))] = static_cast<std::int64_t>(below(2000)) - 1000;
    const std::uint32_t actors = 1 + below(52), length = below(100);
    StepChecksum check;
    while (schedule.steps.size() < length) {
        const auto actor = static_cast<ActorId>(below(actors));
        const auto kind = below(10) == 0 ? StepKind::Other : below(20) == 0 ? StepKind::Kill : StepKind::Go;
        for (std::uint32_t times = kind == StepKind::Kill ? 1 : 1 + below(5); times > 0; --times)
            schedule.steps.push_back({actor, kind});
    }
    if (below(2) == 0)
        for (std::size_t i = 0; i < schedule.steps.size() / StepChecksum::kSteps; ++i) {
            check.add(schedule.steps[i], {});
            schedule.checks.push_back(check.value());
        }
    return schedule;
}

Action actionOf(EventKind operation, ObjectRef object)
{
    Action action;
    action.operation = operation;
    action.object = object;
    return action;
}

} // namespace

class TestSchedule : public QObject
{
    Q_OBJECT

private slots:
    void aScheduleIsWrittenAsItsPictureShows();
    void aScheduleReadFromItsTextIsTheSame();
    void blanksAroundItArePassedOver();
    void whatAMailMakesOfItIsPassedOver_data();
    void whatAMailMakesOfItIsPassedOver();
    void whatIsNoScheduleIsAnsweredWithASentence_data();
    void whatIsNoScheduleIsAnsweredWithASentence();
    void stepsAloneAreReadToo();
    void aChecksumTellsAccessesApartAndNothingElse();
    void switchesAreCountedBetweenTheLiving_data();
    void switchesAreCountedBetweenTheLiving();
};

void TestSchedule::aScheduleIsWrittenAsItsPictureShows()
{
    const Schedule schedule{"counter",
                            "off",
                            {{"processes", 2}, {"increments", 3}},
                            {{0}, {0}, {1}, {0, StepKind::Other}, {1, StepKind::Kill}},
                            {}};
    QCOMPARE(scheduleText(schedule), std::string("v1;counter;off;increments=3,processes=2;A2BA~B!"));
    QCOMPARE(stepsText(schedule.steps), std::string("A2BA~B!"));
    Schedule long_{"queue", "", {}, Steps(35, Step{51}), {0x1c0e, 0xf}};
    QCOMPARE(scheduleText(long_), std::string("v1;queue;;;z16#1c0ez16#000fz3"));
}

void TestSchedule::aScheduleReadFromItsTextIsTheSame()
{
    for (std::uint32_t seed = 0; seed < 500; ++seed) {
        const Schedule schedule = randomSchedule(seed);
        const auto read = parseSchedule(scheduleText(schedule));
        QVERIFY2(read.ok(), read.ok() ? "" : read.error().sentence.c_str());
        QVERIFY2(read.value() == schedule, scheduleText(schedule).c_str());
        QVERIFY(parseSteps(stepsText(schedule.steps)).value() == schedule.steps);
    }
}

void TestSchedule::blanksAroundItArePassedOver()
{
    const auto read = parseSchedule(" \n\tv1;counter;off;increments=-3;AB2\r\n");
    QVERIFY(read.ok());
    QCOMPARE(scheduleText(read.value()), std::string("v1;counter;off;increments=-3;AB2"));
}

void TestSchedule::whatAMailMakesOfItIsPassedOver_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("a byte order mark") << "\uFEFFv1;counter;off;increments=3,processes=2;A2BA3";
    QTest::newRow("quoted") << "> v1;counter;off;increments=3,processes=2;A2BA3";
    QTest::newRow("quoted twice") << ">> v1;counter;off;increments=3,\n> > processes=2;A2BA3\n>\n";
    QTest::newRow("broken lines") << "v1;counter;off;increments=3,\r\nprocesses=2;A2\r\nBA3\r\n";
    QTest::newRow("a line broken within a number") << "v1;counter;off;incre\nments=3,processes=2;A\n2BA \n 3";
    QTest::newRow("quotation marks") << "\"v1;counter;off;increments=3,processes=2;A2BA3\"";
    QTest::newRow("single ones") << " 'v1;counter;off;increments=3,processes=2;A2BA3'\n";
    QTest::newRow("printed ones") << "“v1;counter;off;increments=3,processes=2;A2BA3”";
    QTest::newRow("marks as of code") << "`v1;counter;off;increments=3,processes=2;A2BA3`";
    QTest::newRow("all of it") << "\uFEFF> “v1;counter;off;\r\n> increments=3,processes=2;\r\n> A2BA3”\r\n";
}

void TestSchedule::whatAMailMakesOfItIsPassedOver()
{
    QFETCH(QString, text);
    const auto read = parseSchedule(text.toStdString());
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().sentence.c_str());
    QCOMPARE(scheduleText(read.value()), std::string("v1;counter;off;increments=3,processes=2;A2BA3"));
}

void TestSchedule::whatIsNoScheduleIsAnsweredWithASentence_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence");
    const QString letter = ": a step is a letter, A for the first process, with a number for how often in a row.";
    const QString form = " is no schedule: one is written version;scenario;protection;parameters;steps, as in "
                         "v1;counter;off;increments=3,processes=2;A2BA.";
    const QString check = " of the schedule makes no sense: four hexadecimal digits stand after each 16 steps.";
    const QString parameter = " of the schedule makes no sense: it is written NAME=NUMBER.";
    const QString times = " times: from 1 to 67108864 steps are possible.";
    QTest::newRow("nothing") << ""
                             << "“”" + form;
    QTest::newRow("something else") << "Hello, here is a text that goes on"
                                    << "“Hello, here is a text th…”" + form;
    QTest::newRow("a part too many") << "v1;a;b;;A;B"
                                     << "“v1;a;b;;A;B”" + form;
    QTest::newRow("two of them") << "v1;a;b;;A\nv1;a;b;;A"
                                 << "“v1;a;b;;Av1;a;b;;A”" + form;
    QTest::newRow("a mark without its counterpart") << "\"v1;c;o;;A"
                                                    << "The schedule is of version “\"v1”: this program knows v1.";
    QTest::newRow("a mark alone") << "\""
                                  << "“\"”" + form;
    QTest::newRow("quoted within") << "v1;c;o;;A>B"
                                   << "Step 2 of the schedule is “>”" + letter;
    QTest::newRow("another version") << "v2;counter;off;;A"
                                     << "The schedule is of version “v2”: this program knows v1.";
    QTest::newRow("no letter") << "v1;c;o;;AB.A"
                               << "Step 3 of the schedule is “.”" + letter;
    QTest::newRow("a number first") << "v1;c;o;;2A"
                                    << "Step 1 of the schedule is “2”" + letter;
    QTest::newRow("no ASCII") << "v1;c;o;;A3ä"
                              << "Step 4 of the schedule is “?”" + letter;
    QTest::newRow("a blank inside") << "v1;c;o;;A B"
                                    << "Step 2 of the schedule is “ ”" + letter;
    QTest::newRow("zero times") << "v1;c;o;;AB0"
                                << "Step 2 of the schedule is to be repeated “0”" + times;
    QTest::newRow("too often") << "v1;c;o;;A99999999"
                               << "Step 1 of the schedule is to be repeated “99999999”" + times;
    QTest::newRow("far too often") << "v1;c;o;;A99999999999999999999999"
                                   << "Step 1 of the schedule is to be repeated “99999999999999999999999”" + times;
    QTest::newRow("too often together") << "v1;c;o;;A67108864B"
                                        << "Step 67108865 of the schedule is to be repeated “”" + times;
    QTest::newRow("dead twice") << "v1;c;o;;AB!2"
                                << "Step 2 of the schedule kills a process 2 times: it dies once.";
    QTest::newRow("a check too early") << "v1;c;o;;A15#1c0e"
                                       << "The check “#1c0e” after step 15" + check;
    QTest::newRow("a check twice") << "v1;c;o;;A16#1c0e#1c0e"
                                   << "The check “#1c0e” after step 16" + check;
    QTest::newRow("a check cut off") << "v1;c;o;;A16#1c"
                                     << "The check “#1c” after step 16" + check;
    QTest::newRow("no digits") << "v1;c;o;;A16#1cxyB"
                               << "The check “#1cxy” after step 16" + check;
    QTest::newRow("no number") << "v1;c;o;increments=many;A"
                               << "The parameter “increments=many”" + parameter;
    QTest::newRow("half a number") << "v1;c;o;increments=3x;A"
                                   << "The parameter “increments=3x”" + parameter;
    QTest::newRow("too large a number") << "v1;c;o;n=99999999999999999999;A"
                                        << "The parameter “n=99999999999999999999”" + parameter;
    QTest::newRow("no name") << "v1;c;o;=3;A"
                             << "The parameter “=3”" + parameter;
    QTest::newRow("no parameter") << "v1;c;o;n=3,,m=4;A"
                                  << "The parameter “”" + parameter;
    QTest::newRow("a parameter twice") << "v1;c;o;n=3,n=4;A"
                                       << "The schedule gives the parameter “n” twice: once is enough.";
}

void TestSchedule::whatIsNoScheduleIsAnsweredWithASentence()
{
    QFETCH(QString, text);
    QFETCH(QString, sentence);
    const auto read = parseSchedule(text.toStdString());
    QVERIFY(!read.ok());
    QCOMPARE(QString::fromStdString(read.error().sentence), sentence);
}

void TestSchedule::stepsAloneAreReadToo()
{
    QVERIFY(parseSteps("").value().empty());
    QCOMPARE(parseSteps(" A2z~! ").ok(), false);
    QVERIFY(parseSteps("A16#0000B").value().size() == 17);
    QVERIFY((parseSteps("A~2B!").value() == Steps{{0, StepKind::Other}, {0, StepKind::Other}, {1, StepKind::Kill}}));
}

void TestSchedule::aChecksumTellsAccessesApartAndNothingElse()
{
    const auto of = [](Step step, const Action &action) {
        StepChecksum check;
        check.add(step, action);
        return check.value();
    };
    const Action read = actionOf(EventKind::Read, ObjectRef::of(1, 2));
    const std::uint16_t value = of({0}, read);
    QVERIFY(of({1}, read) != value);
    QVERIFY(of({0, StepKind::Kill}, read) != value);
    QVERIFY(of({0}, actionOf(EventKind::Write, ObjectRef::of(1, 2))) != value);
    QVERIFY(of({0}, actionOf(EventKind::Read, ObjectRef::of(2, 2))) != value);
    QVERIFY(of({0}, actionOf(EventKind::Read, ObjectRef::of(1, 3))) != value);
    Action elsewhere = read;
    elsewhere.site = 7;
    elsewhere.digest = 8;
    elsewhere.argument = 9;
    QCOMPARE(of({0}, elsewhere), value);
}

void TestSchedule::switchesAreCountedBetweenTheLiving_data()
{
    QTest::addColumn<QString>("steps");
    QTest::addColumn<int>("switches");
    QTest::newRow("none") << "" << 0;
    QTest::newRow("one alone") << "A5" << 0;
    QTest::newRow("there and back") << "A2BA" << 2;
    QTest::newRow("a death between") << "AB!A" << 0;
    QTest::newRow("its own death") << "AA!B" << 1;
    QTest::newRow("a second outcome") << "AB~" << 1;
}

void TestSchedule::switchesAreCountedBetweenTheLiving()
{
    QFETCH(QString, steps);
    QFETCH(int, switches);
    QCOMPARE(switchesIn(parseSteps(steps.toStdString()).value()), static_cast<std::size_t>(switches));
}

QTEST_GUILESS_MAIN(TestSchedule)
#include "tst_schedule.moc"
