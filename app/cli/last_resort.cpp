// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/last_resort.h"

#include "app/cli/command.h"

#include <QtGlobal>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <fcntl.h>
#include <new>
#include <string_view>
#include <sys/mman.h>
#include <system_error>
#include <unistd.h>

namespace interleave {

namespace {

constexpr std::string_view kNoMemory = "interleave: There is not enough memory for this: close other programs, raise the "
                                       "limit (ulimit -v), or choose something smaller.\n";
constexpr std::string_view kNoThread = "interleave: No further thread could be started: close other programs, or raise the "
                                       "limits (ulimit -u, ulimit -v).\n";

void tell(std::string_view sentence)
{
    static_cast<void>(!::write(STDERR_FILENO, sentence.data(), sentence.size()));
}

/// Of std::terminate: an exception that nobody caught, on any thread.
[[noreturn]] void endInOrder()
{
    try {
        if (const std::exception_ptr thrown = std::current_exception())
            std::rethrow_exception(thrown);
    } catch (const std::bad_alloc &) {
        tell(kNoMemory);
        ::_exit(kFailed);
    } catch (const std::system_error &refusal) {
        if (refusal.code() == std::errc::resource_unavailable_try_again) {
            tell(kNoThread);
            ::_exit(kFailed);
        }
    } catch (...) {
    }
    std::abort(); // a mistake of ours: whoever looks for it wants the core
}

/// What a fault was answered with before: nothing, or a sanitizer's report.
struct sigaction usualFault;

/// Can a moderate piece of address space not be had?
bool isMemoryOut()
{
    constexpr std::size_t kPiece = std::size_t{16} << 20;
    void *const piece = ::mmap(nullptr, kPiece, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (piece == MAP_FAILED)
        return true;
    ::munmap(piece, kPiece);
    return false;
}

/// A picture takes libraries (for fonts, images, the desktop's bus) that do not all look whether they got the memory
/// they asked for, and write where it would be; nor can a stack grow where there is no address left. So where memory
/// has run out, a fault is that. Any other goes its usual way: it is run into again, or sent again if it was sent.
void onFault(int signal, siginfo_t *info, void *)
{
    if (info->si_code > 0 && isMemoryOut()) {
        tell(kNoMemory);
        ::_exit(kFailed);
    }
    ::sigaction(signal, &usualFault, nullptr);
    if (info->si_code <= 0)
        std::raise(signal);
}

QtMessageHandler usual = nullptr;
std::atomic<bool> isQuiet{false}; // any thread may have a message
QuietQt::Explain explanation = nullptr;

/// A pool of Qt's goes on as though the thread had begun, and whoever waits for its work would wait for ever. It says
/// no more than this warning.
bool isThreadRefused(const QString &message)
{
    return message.startsWith(QLatin1String("QThread::start: Thread creation error"));
}

void onQtMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (isThreadRefused(message)) {
        tell(kNoThread);
        ::_exit(kFailed);
    }
    if (!isQuiet)
        return usual(type, context, message);
    if (type != QtFatalMsg)
        return;
    if (explanation != nullptr)
        explanation();
    else
        complain(message);
    ::_exit(kFailed);
}

} // namespace

void prepareForTheWorst()
{
    // A standard descriptor that came closed would be given to the next file, and what is printed would end up in it.
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::fcntl(standard, F_GETFD) < 0)
            static_cast<void>(::open("/dev/null", standard == STDERR_FILENO ? O_WRONLY : O_RDONLY));
    std::signal(SIGXFSZ, SIG_IGN);
    struct sigaction fault = {};
    fault.sa_sigaction = onFault;
    fault.sa_flags = SA_SIGINFO | SA_ONSTACK; // the usual one may be what could not grow
    static std::array<char, 16384> faultStack;
    const stack_t stack{.ss_sp = faultStack.data(), .ss_flags = 0, .ss_size = faultStack.size()};
    ::sigaltstack(&stack, nullptr);
    ::sigaction(SIGSEGV, &fault, &usualFault);
    std::set_terminate(endInOrder);
    usual = qInstallMessageHandler(onQtMessage);
}

int complainOfMemory()
{
    tell(kNoMemory);
    return kFailed;
}

QuietQt::QuietQt(Explain explain)
{
    isQuiet = true;
    explanation = explain;
}

QuietQt::~QuietQt()
{
    isQuiet = false;
    explanation = nullptr;
}

} // namespace interleave
