// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/questions.h"

namespace interleave::bench {

Table lttng(const Options &)
{
    return {{}, "LTTng-UST was not installed when this program was built."};
}

} // namespace interleave::bench
