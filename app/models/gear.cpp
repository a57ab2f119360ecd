// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/models/gear.h"

namespace interleave {

Pace paceOf(Gear gear)
{
    switch (gear) {
    case Gear::Bare: return Pace::Bare;
    case Gear::Full: return Pace::Full;
    case Gear::Slow: return Pace::Slow;
    case Gear::Step:
    case Gear::Explore: return Pace::Step;
    }
    return Pace::Full;
}

Gear gearOf(Pace pace)
{
    switch (pace) {
    case Pace::Bare: return Gear::Bare;
    case Pace::Full: return Gear::Full;
    case Pace::Slow: return Gear::Slow;
    case Pace::Step: return Gear::Step;
    }
    return Gear::Full;
}

QString gearKey(Gear gear)
{
    switch (gear) {
    case Gear::Bare: return QStringLiteral("bare");
    case Gear::Full: return QStringLiteral("full");
    case Gear::Slow: return QStringLiteral("slow");
    case Gear::Step: return QStringLiteral("step");
    case Gear::Explore: return QStringLiteral("explore");
    }
    return {};
}

std::int64_t defaultFor(const ParameterInfo &parameter, Gear gear)
{
    return gear == Gear::Explore ? parameter.explore : parameter.defaultFor(paceOf(gear));
}

} // namespace interleave
