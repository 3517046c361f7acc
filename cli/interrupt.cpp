#include "cli/interrupt.hpp"

#include <csignal>
#include <unistd.h>

#include "base/error.hpp"

namespace trefoil::cli {

namespace {

std::atomic<bool> flag{false};

constexpr int kInterruptedStatus = 130;

extern "C" void on_signal(int) {
    if (flag.exchange(true)) {
        ::_exit(kInterruptedStatus);  // asked twice: do not wait for the work to notice
    }
}

}  // namespace

void catch_interrupts() {
    struct sigaction action {};

    action.sa_handler = on_signal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = 0;  // a blocking read returns, so that the flag is seen
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);

    struct sigaction ignore {};

    ignore.sa_handler = SIG_IGN;
    ::sigaction(SIGPIPE, &ignore, nullptr);
}

std::atomic<bool>& interrupt_flag() {
    return flag;
}

void check_interrupt() {
    if (flag.load(std::memory_order_relaxed)) {
        throw Interrupted();
    }
}

}  // namespace trefoil::cli
