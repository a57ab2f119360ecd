// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/stepper.h"

#include "core/shm/sys.h"
#include "tests/support/run_of.h"

#include <QtTest>

#include <climits>

using namespace interleave;

namespace {

const ObjectTable kTable = {{.kind = ObjectKind::Cell, .name = "counter"}};

/// A stepped run whose gates the test works by hand, instead of workers.
class Gates
{
public:
    Gates() : memory(stepped()), stepper(memory, {}, {.changed = [] {}, .atStart = [] {}, .kill = [](ActorId) {}})
    {
        for (ActorId actor = 0; actor < 2; ++actor)
            park(actor, GatePlace::Start);
    }

    Gate &gate(ActorId actor) { return memory.actor(actor).gate; }
    bool isGranted(ActorId actor) { return gate(actor).go.load() != gate(actor).taken.load(); }
    /// Takes the grant there is and comes to that place; at an access, to a read.
    void park(ActorId actor, GatePlace place)
    {
        gate(actor).execution.store(memory.header().execution.load());
        gate(actor).operation.store(static_cast<std::uint32_t>(EventKind::Read));
        gate(actor).object.store(ObjectRef::of(0).bits);
        gate(actor).place.store(static_cast<std::uint32_t>(place));
        gate(actor).taken.store(gate(actor).go.load());
        ring();
    }
    void begin()
    {
        stepper.begin({});
        for (ActorId actor = 0; actor < 2; ++actor) {
            QTRY_VERIFY(isGranted(actor));
            park(actor, GatePlace::Access);
        }
        QTRY_VERIFY(stepper.stand().hasBegun && stepper.stand().isIdle);
    }
    std::string steps() { return stepsText(stepper.stand().steps); }

    RunMemory memory;
    Stepper stepper;

private:
    static RunMemory stepped()
    {
        RunMemory memory = runOf(kTable, 2, {.pace = Pace::Step});
        memory.setStepped();
        return memory;
    }
    void ring()
    {
        memory.header().gateBell.fetch_add(1);
        sys::futexWake(&memory.header().gateBell, INT_MAX);
    }
};

} // namespace

/// The stepper alone, with gates that are worked by hand.
class tst_Stepper : public QObject
{
    Q_OBJECT

private slots:
    void aStepIsNotedWhenItIsGranted();
    void whoDiesBeforeItTakesItsGrantDidNotTakeThatStep();
    void whoDiesOnTheWayToItsFirstAccessTookNoStep();
};

void tst_Stepper::aStepIsNotedWhenItIsGranted()
{
    Gates gates;
    gates.begin();
    gates.stepper.take(parseSteps("A").value());
    QTRY_VERIFY(gates.isGranted(0));
    gates.park(0, GatePlace::Access);
    QTRY_VERIFY(gates.stepper.stand().isIdle);
    QCOMPARE(gates.steps(), std::string("A"));
    gates.stepper.died(0);
    QTRY_VERIFY(gates.stepper.stand().isIdle);
    QCOMPARE(gates.steps(), std::string("AA!"));
}

void tst_Stepper::whoDiesBeforeItTakesItsGrantDidNotTakeThatStep()
{
    Gates gates;
    gates.begin();
    gates.stepper.take(parseSteps("BA").value());
    QTRY_VERIFY(gates.isGranted(1));
    gates.park(1, GatePlace::Access);
    QTRY_VERIFY(gates.isGranted(0));
    gates.stepper.died(0);
    QTRY_VERIFY(gates.stepper.stand().isIdle);
    QCOMPARE(gates.steps(), std::string("BA!"));
    QVERIFY(gates.stepper.stand().actors[1].isEnabled);
}

void tst_Stepper::whoDiesOnTheWayToItsFirstAccessTookNoStep()
{
    Gates gates;
    gates.stepper.begin({});
    QTRY_VERIFY(gates.isGranted(0));
    gates.stepper.died(0);
    QTRY_VERIFY(gates.isGranted(1));
    gates.park(1, GatePlace::Access);
    QTRY_VERIFY(gates.stepper.stand().hasBegun && gates.stepper.stand().isIdle);
    QCOMPARE(gates.steps(), std::string("A!"));
}

QTEST_GUILESS_MAIN(tst_Stepper)
#include "tst_stepper.moc"
