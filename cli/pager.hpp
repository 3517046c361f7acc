#pragma once

#include <cstdio>
#include <streambuf>
#include <string>

namespace trefoil::cli {

/// Holds text back until it is longer than the screen, then runs a pager ($TREFOIL_PAGER, else
/// $PAGER, else "less -FRSX") and writes to it from then on. A short text goes to standard output
/// at finish(). For one result; holds at most one screen.
class Pager : public std::streambuf {
  public:
    /// `lines`: what fits on the screen.
    explicit Pager(std::size_t lines) : lines_(lines) {}

    Pager(const Pager&) = delete;
    Pager& operator=(const Pager&) = delete;
    ~Pager() override;  ///< waits for the pager; what was held back and not finished is lost

    /// Shows what is held back, or waits until the reader leaves the pager.
    void finish();

  protected:
    int_type overflow(int_type c) override;
    std::streamsize xsputn(const char* text, std::streamsize size) override;

  private:
    void open();
    void close();

    std::size_t lines_;
    std::size_t seen_ = 0;
    std::string held_;
    std::FILE* pipe_ = nullptr;
};

/// The pager's command line; "" where paging is off ($TREFOIL_PAGER or $PAGER is empty or "cat").
std::string pager_command();

}  // namespace trefoil::cli
