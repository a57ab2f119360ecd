// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// interleave-bench [--tiny] [--json] [QUESTION…]: see tests/README.md.

#include "tests/bench/questions.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

using namespace interleave::bench;

namespace {

std::vector<Question> questions()
{
    return {
        {"emission", "what does it cost a process to report an event?", emission},
        {"lttng", "… and with LTTng-UST?", lttng},
        {"off", "what do probes cost when nothing is recorded?", off},
        {"python", "how much faster than Python's multiprocessing?", python},
        {"settle", "how many events a second of processor time are settled, and how small are they?", settle},
        {"live", "how many events a second do real processes get recorded, without loss?", live},
        {"opening", "how long does it take to open ten million events?", opening},
#ifdef INTERLEAVE_BENCH_WINDOW
        {"start", "how long from a click until 8 workers run?", start},
        {"exploring", "what does it cost to go through all orders on real processes?", exploring},
        {"frames", "how long does a frame take?", frames},
        {"long-frames", "… of the timeline of a hundred million events? (takes 1 GB of memory)", longFrames},
#endif
    };
}

std::string load()
{
    std::string text;
    std::getline(std::ifstream("/proc/loadavg"), text);
    return text;
}

} // namespace

int main(int argc, char **argv)
{
    Options options;
    bool json = false;
    std::vector<Question> asked;
    const std::vector<Question> all = questions();
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const auto question = std::find_if(all.begin(), all.end(), [&](const Question &one) { return one.name == word; });
        if (word == "--tiny") {
            options.tiny = true;
        } else if (word == "--json") {
            json = true;
        } else if (question != all.end()) {
            asked.push_back(*question);
        } else {
            std::fprintf(stderr, "interleave-bench [--tiny] [--json] [QUESTION…], where a question is one of:");
            for (const Question &one : all)
                std::fprintf(stderr, " %s", one.name.c_str());
            std::fprintf(stderr, "\n");
            return 2;
        }
    }
#ifndef __OPTIMIZE__
    std::fprintf(stderr, "This build is not optimised: the figures mean nothing.\n");
#endif
    bool answered = true;
    for (const Question &question : asked.empty() ? all : asked) {
        if (!json)
            std::printf("\nload %s", load().c_str());
        const Table table = question.answer(options);
        answered = answered && !(table.rows.empty() && table.skipped.empty());
        json ? printJson(question, table) : printText(question, table);
    }
    return answered ? 0 : 1;
}
