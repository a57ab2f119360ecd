// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/trace/recording.h"
#include "scenarios/scenario_info.h"

#include <QString>

namespace interleave {

/// What runJson() says, for a person: a few lines; the verdict, what it does not prove, which findings there are, each
/// lock.
QString runText(const Recording &recording, const Account &account);

} // namespace interleave
