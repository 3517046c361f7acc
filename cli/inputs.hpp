#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/context.hpp"
#include "extract/document.hpp"
#include "extract/reader.hpp"
#include "extract/user_rules.hpp"

namespace trefoil::cli {

/// The documents of a command's input files, as Pipeline::run_all pulls them: an input that cannot
/// be used is reported and counted, and the next one is read. Throws Interrupted after Ctrl-C.
class Inputs {
  public:
    /// No files means standard input.
    Inputs(const Context& context, std::vector<std::string> files, extract::ReaderOptions options);

    std::optional<extract::Document> next();
    /// Where the document began that came out of the pipeline next: documents leave it in the order
    /// they went in.
    extract::InputPlace take_place();

    [[nodiscard]] std::size_t failed() const { return failed_; }

    /// Says what was passed over; gives the exit code: 1 if any input failed.
    int finish() const;

  private:
    const Context* context_;
    extract::Reader reader_;
    std::deque<extract::InputPlace> places_;
    std::size_t failed_ = 0;
};

/// Adds --rules FILE.
void add_rules_option(CLI::App& command, std::string& file);
/// The rules in `file`; null if it is empty. Throws InputError with the line of a mistake.
std::unique_ptr<const extract::UserRules> rules_in(const std::string& file);

/// `date` of --date as ISO; throws UsageError if it is no date.
std::string date_option(const std::string& date);

}  // namespace trefoil::cli
