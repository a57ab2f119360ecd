// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/command.h"
#include "app/cli/start.h"

int main(int argc, char **argv)
{
    return interleave::start(argc, argv);
}
