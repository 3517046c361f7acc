#pragma once

#include <ostream>
#include <streambuf>
#include <string>

#include "base/error.hpp"

namespace trefoil::cli {

/// The reader of our output went away (`| head`): end quietly.
class ClosedPipe : public Error {
  public:
    ClosedPipe() : Error("standard output was closed") {}
};

/// The one stream for data, on file descriptor 1. Buffered; flush() or the end of the program
/// writes. Throws ClosedPipe, or Error where writing fails ("No space left on device"), from any
/// output operation.
std::ostream& standard_output();

/// Lets the shell send data elsewhere (a file); null goes back to file descriptor 1. Flushes first.
void redirect_output(std::streambuf* buffer);

}  // namespace trefoil::cli
