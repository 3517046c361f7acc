#pragma once

#include <memory>
#include <optional>
#include <string>

#include "cli/context.hpp"
#include "graph/view.hpp"

namespace trefoil::cli {

/// Where the shell's lines come from: a terminal, a pipe, a file.
class LineSource {
  public:
    virtual ~LineSource() = default;
    /// The next line without its line end; none at the end. `more`: a statement is under way. May
    /// throw Interrupted.
    virtual std::optional<std::string> next(bool more) = 0;

    /// Called with each complete statement or command, before it runs.
    virtual void done(const std::string& statement) { static_cast<void>(statement); }
};

/// Statements of the query language, commands that begin with ":", and plain words to look up;
/// results go to standard output.
class Shell {
  public:
    /// `store` must outlive the shell. Interactive: errors are printed and the shell goes on.
    Shell(const Context& context, store::Store& store, bool interactive);
    ~Shell();

    /// Reads until the source ends or :quit. Not interactive: the first error ends it, unless
    /// --keep-going. Gives the exit code.
    int run(LineSource& lines);

    /// Runs the lines of a file, as :read does; an error is reported.
    void read(const std::string& file);

    /// What completion looks at.
    [[nodiscard]] graph::GraphView view() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace trefoil::cli
