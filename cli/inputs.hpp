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

    /// From now on documents that are clearly not in English (extract/language_check.hpp) are not
    /// given out but named and counted.
    void set_aside_foreign() { english_only_ = true; }

    std::optional<extract::Document> next();
    /// Where the document began that came out of the pipeline next: documents leave it in the order
    /// they went in.
    extract::InputPlace take_place();

    [[nodiscard]] std::size_t failed() const { return failed_; }

    /// How much of the inputs has been read (extract::Reader::share).
    [[nodiscard]] double share() const { return reader_.share(); }

    /// Documents that were not in English.
    [[nodiscard]] std::size_t set_aside() const { return set_aside_; }

    /// Says what was passed over and how many were set aside; gives the exit code: 1 if any input
    /// failed.
    int finish() const;

  private:
    [[nodiscard]] bool accepts(const extract::Document& document);

    const Context* context_;
    extract::Reader reader_;
    std::deque<extract::InputPlace> places_;
    std::size_t failed_ = 0;
    std::size_t set_aside_ = 0;
    bool english_only_ = false;
};

/// Adds --rules FILE.
void add_rules_option(CLI::App& command, std::string& file);
/// The rules in `file`; null if it is empty. Throws InputError with the line of a mistake.
std::unique_ptr<const extract::UserRules> rules_in(const std::string& file);

/// `date` of --date as ISO; throws UsageError if it is no date.
std::string date_option(const std::string& date);

}  // namespace trefoil::cli
