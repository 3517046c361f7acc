#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace trefoil::cli {

/// Reads lines from a terminal with editing, history and completion (libedit). One object at a
/// time.
class LineEditor {
  public:
    /// What could follow: candidates for the word that ends at the cursor, given the text of the
    /// line before the cursor and where that word begins in it (set by the callee).
    using Complete =
        std::function<std::vector<std::string>(const std::string& before, std::size_t& word_begin)>;

    /// `history_file` is read now and written (mode 0600) by the destructor; "" for none.
    LineEditor(std::string history_file, Complete complete);
    ~LineEditor();

    /// The next line without its line end; none at the end of input. Throws Interrupted on Ctrl-C.
    std::optional<std::string> read(const std::string& prompt);
    /// Adds a statement to the history, unless it begins with a blank.
    void remember(const std::string& statement);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Where the shell keeps its history: $TREFOIL_HISTORY, else ~/.trefoil_history; "" without a home.
std::string default_history_file();

}  // namespace trefoil::cli
