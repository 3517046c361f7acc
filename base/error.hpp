#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace trefoil {

/// Root of all errors that end an operation. `what()` is one line for the user: what failed, on
/// what, and, if known, what to do. A bad record in a batch is data (a report), not an exception.
class Error : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// The store cannot be opened, read or written (permissions, lock, full disk, newer format).
class StoreError : public Error {
  public:
    using Error::Error;
};

/// Bytes on disk are not what the format allows.
class CorruptionError : public StoreError {
  public:
    using StoreError::StoreError;
};

/// Input text or a file cannot be read. `file` may be "-" for standard input; line 0 means the
/// whole file.
class InputError : public Error {
  public:
    InputError(const std::string& message, std::string file, std::uint64_t line = 0)
        : Error(place(file, line).append(": ").append(message)),
          file_(std::move(file)),
          line_(line) {}

    [[nodiscard]] const std::string& file() const { return file_; }

    [[nodiscard]] std::uint64_t line() const { return line_; }

  private:
    static std::string place(std::string file, std::uint64_t line) {
        return line == 0 ? file : std::move(file.append(":").append(std::to_string(line)));
    }

    std::string file_;
    std::uint64_t line_;
};

/// Wrong flags or arguments (exit code 2).
class UsageError : public Error {
  public:
    using Error::Error;
};

/// The operation was cancelled by the user (exit code 130).
class Interrupted : public Error {
  public:
    Interrupted() : Error("interrupted") {}
};

}  // namespace trefoil
