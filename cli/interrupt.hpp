#pragma once

#include <atomic>

namespace trefoil::cli {

/// Makes Ctrl-C (SIGINT) and SIGTERM set the flag below instead of ending the program; a second one
/// within the same piece of work ends it. Also ignores SIGPIPE, so that a closed pipe is an error
/// of write().
void catch_interrupts();

/// Set by a signal. Long work looks at it; the shell clears it.
std::atomic<bool>& interrupt_flag();

/// Throws Interrupted if the flag is set.
void check_interrupt();

}  // namespace trefoil::cli
