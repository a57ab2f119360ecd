// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What would an event cost with LTTng-UST, the usual recorder of Linux programs? In snapshot mode, where the newest
// events overwrite the oldest and nothing goes to a disk. A session daemon of our own is started for it, and ended.

#include "tests/bench/questions.h"

#ifdef INTERLEAVE_LTTNG_PEER

#include "tests/bench/processes.h"
#include "tests/support/child.h"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fcntl.h>
#include <sstream>
#include <unistd.h>

namespace interleave::bench {

namespace {

const std::string kSession = "interleave-bench-" + std::to_string(::getpid());

bool control(std::vector<std::string> words)
{
    words.insert(words.begin(), {INTERLEAVE_LTTNG, "--no-sessiond"});
    return !outputOf(words, true).empty();
}

/// Tracing for as long as it lives, in a folder of its own.
class Tracing
{
public:
    Tracing()
    {
        ::setenv("LTTNG_HOME", m_home.c_str(), 1);
        std::filesystem::create_directories(m_home);
        for (int attempt = 0; attempt < 50 && !control({"create", kSession, "--snapshot"}); ++attempt)
            ::usleep(100'000);
        m_on = control({"enable-channel", "-u", "-s", kSession, "--subbuf-size", "1M", "--num-subbuf", "4", "channel"})
            && control({"enable-event", "-u", "-s", kSession, "-c", "channel", "interleave_bench:access"})
            && control({"start", kSession});
    }
    ~Tracing()
    {
        control({"destroy", kSession});
        ::kill(m_daemon.pid(), SIGTERM); // it ends its own helpers
        m_daemon.wait();
        std::error_code ignored;
        std::filesystem::remove_all(m_home, ignored);
    }
    bool isOn() const { return m_on; }

private:
    std::string m_home = std::filesystem::temp_directory_path() / kSession;
    Child m_daemon{[this] {
        ::setenv("LTTNG_HOME", m_home.c_str(), 1);
        const int nowhere = ::open("/dev/null", O_RDWR);
        ::dup2(nowhere, STDOUT_FILENO);
        ::dup2(nowhere, STDERR_FILENO);
        ::execl(INTERLEAVE_LTTNG_SESSIOND, INTERLEAVE_LTTNG_SESSIOND, "--no-kernel", static_cast<char *>(nullptr));
        return 127;
    }};
    bool m_on = false;
};

} // namespace

Table lttng(const Options &options)
{
    std::string answer;
    {
        const Tracing tracing;
        if (!tracing.isOn())
            return {{}, "No session of LTTng could be started."};
        ::setenv("LTTNG_UST_REGISTER_TIMEOUT", "-1", 1); // until it is registered, nothing is recorded
        answer = outputOf({INTERLEAVE_LTTNG_PEER, std::to_string(options.rounds()), std::to_string(options.size(60'000, 1000))});
    }
    std::vector<double> ours, theirs, ratios;
    std::istringstream lines(answer);
    for (double one = 0, other = 0; lines >> one >> other;) {
        ours.push_back(one);
        theirs.push_back(other);
        ratios.push_back(other / one);
    }
    if (ratios.empty())
        return {{}, "LTTng recorded nothing."};
    return {{
        {"one event, ours, no reader", medianOf(ours), "ns"},
        {"one event, LTTng-UST, snapshot mode", medianOf(theirs), "ns", medianOf(ratios), "ours", atLeast(8)},
    }};
}

} // namespace interleave::bench

#else

namespace interleave::bench {

Table lttng(const Options &)
{
    return {{}, "LTTng-UST was not installed when this program was built."};
}

} // namespace interleave::bench

#endif
