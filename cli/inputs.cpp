#include "cli/inputs.hpp"

#include <fmt/format.h>
#include <utility>

#include <CLI/CLI.hpp>

#include "base/error.hpp"
#include "cli/interrupt.hpp"
#include "extract/dateline.hpp"
#include "extract/language_check.hpp"

namespace trefoil::cli {

namespace {

std::vector<std::string> or_standard_input(std::vector<std::string> files) {
    if (files.empty()) {
        files.emplace_back("-");
    }
    return files;
}

constexpr std::size_t kSkippedShown = 5;

}  // namespace

Inputs::Inputs(const Context& context, std::vector<std::string> files,
               extract::ReaderOptions options)
    : context_(&context), reader_(or_standard_input(std::move(files)), std::move(options)) {}

std::optional<extract::Document> Inputs::next() {
    while (true) {
        check_interrupt();
        try {
            std::optional<extract::Document> document = reader_.next();
            if (document && !accepts(*document)) {
                continue;
            }
            if (document) {
                places_.push_back(reader_.place());
            }
            return document;
        } catch (const InputError& error) {
            ++failed_;
            context_->report(error);
        }
    }
}

bool Inputs::accepts(const extract::Document& document) {
    if (!english_only_) {
        return true;
    }
    const extract::LanguageEvidence evidence = extract::check_language(document.text);
    if (evidence.is_english()) {
        return true;
    }
    if (++set_aside_ <= kSkippedShown) {
        context_->say(fmt::format("set aside {}: not English{}{}", printable(document.info.source),
                                  evidence.language.empty() ? "" : ", looks like ",
                                  evidence.language));
    }
    return false;
}

extract::InputPlace Inputs::take_place() {
    extract::InputPlace place = places_.front();
    places_.pop_front();
    return place;
}

int Inputs::finish() const {
    const std::vector<std::string>& skipped = reader_.skipped();
    for (std::size_t i = 0; i < skipped.size() && i < kSkippedShown; ++i) {
        context_->say("skipped " + printable(skipped[i]));
    }
    if (skipped.size() > kSkippedShown) {
        context_->say(fmt::format("skipped {} more files", skipped.size() - kSkippedShown));
    }
    if (set_aside_ > 0) {
        context_->say(fmt::format("{} {} not in English set aside; --any-language reads them",
                                  set_aside_, set_aside_ == 1 ? "document" : "documents"));
    }
    return failed_ == 0 ? kDone : kFailed;
}

void add_rules_option(CLI::App& command, std::string& file) {
    command
        .add_option("--rules", file, "Rules of your own that find more facts (docs/extraction.md)")
        ->type_name("FILE");
}

std::unique_ptr<const extract::UserRules> rules_in(const std::string& file) {
    return file.empty() ? nullptr : std::make_unique<const extract::UserRules>(file);
}

std::string date_option(const std::string& date) {
    if (date.empty()) {
        return {};
    }
    std::string iso = extract::iso_date(date);
    if (iso.empty()) {
        throw UsageError("--date: '" + date + "' is not a date; write for example 2022-02-22");
    }
    return iso;
}

}  // namespace trefoil::cli
