#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ostream.h>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "cli/context.hpp"
#include "cli/inputs.hpp"
#include "cli/standard_output.hpp"
#include "extract/json_output.hpp"
#include "extract/pipeline.hpp"
#include "extract/score/carb.hpp"
#include "extract/score/exact.hpp"
#include "extract/score/facts.hpp"
#include "extract/score/output.hpp"

namespace trefoil::cli {

namespace {

using Json = nlohmann::ordered_json;

struct ScoreOptions {
    std::string rules;  ///< file of the user's rules; empty: none
    std::string gold;
    std::vector<std::string> inputs;
    bool list = false;
};

enum class GoldKind { Carb, Exact, Facts };

std::string read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    if (!in || !(text << in.rdbuf())) {
        throw InputError("cannot be read; expected a file", path);
    }
    return std::move(text).str();
}

/// The first line with something on it.
std::string_view first_line(std::string_view text) {
    for (const std::string_view line : extract::split_at(text, "\n")) {
        if (!extract::trim_blanks(line).empty() && line.front() != '#') {
            return extract::trim_blanks(line);
        }
    }
    return {};
}

GoldKind kind_of(const std::string& text, const std::string& path) {
    const std::string_view line = first_line(text);
    if (line.starts_with("= ")) {
        return GoldKind::Exact;
    }
    if (line.starts_with("{")) {
        return GoldKind::Facts;
    }
    if (line.find('\t') != std::string_view::npos) {
        return GoldKind::Carb;
    }
    throw InputError(
        "no gold in a known format; expected '= sentence' lines, CaRB's tab-separated tuples, or "
        "a JSON object of facts (docs/evaluation.md)",
        path);
}

/// What the file holds if it is the output of an extractor and no text.
std::optional<std::vector<extract::FoundSentence>> found_in_file(const std::string& path) {
    if (!std::filesystem::is_regular_file(path)) {
        return std::nullopt;
    }
    std::ifstream in(path, std::ios::binary);
    std::string line;
    while (std::getline(in, line) && extract::trim_blanks(line).empty()) {
    }
    const bool jsonl = line.starts_with("{") && line.find("\"triples\"") != std::string::npos;
    const std::vector<std::string_view> cells = extract::split_at(line, "\t");
    const bool tabbed = cells.size() > 3 && !cells[1].empty() &&
                        cells[1].find_first_not_of("0123456789.eE+-") == std::string_view::npos;
    in.clear();
    in.seekg(0);
    if (jsonl) {
        return extract::read_found_jsonl(in, path);
    }
    if (tabbed) {
        return extract::read_found_tabbed(in, path);
    }
    return std::nullopt;
}

/// Runs the pipeline over documents and reads its own output back, so that what is scored is what
/// is printed.
class Extraction {
  public:
    Extraction(const Context& context, const ScoreOptions& options, bool lines)
        : lines_(lines),
          rules_(rules_in(options.rules)),
          pipeline_({.threads = context.threads,
                     .lines = lines,
                     .triples = {.derived = !lines,
                                 .min_confidence = static_cast<float>(
                                     context.min_confidence.value_or(extract::kShownConfidence)),
                                 .rules = rules_.get()}}) {}

    std::vector<extract::FoundSentence> of(const extract::Pipeline::Source& next) {
        std::stringstream out;
        pipeline_.run_all(next, extract::Stage::Triples, [&](extract::Annotated&& annotated) {
            extract::write_jsonl(out, annotated.document, annotated.sentences, annotated.analysis,
                                 {.lines = lines_});
        });
        return extract::read_found_jsonl(out, "output");
    }

    std::vector<extract::FoundSentence> of_sentences(const std::vector<std::string>& sentences) {
        constexpr std::size_t kPiece = 64;
        std::size_t at = 0;
        return of([&]() -> std::optional<extract::Document> {
            if (at == sentences.size()) {
                return std::nullopt;
            }
            extract::Document document;
            document.info.source = "gold";
            const std::size_t end = std::min(at + kPiece, sentences.size());
            for (; at < end; ++at) {
                document.text += sentences[at];
                document.text += '\n';
            }
            return document;
        });
    }

    std::vector<extract::FoundSentence> of_files(const Context& context,
                                                 const std::vector<std::string>& files) {
        extract::ReaderOptions reading;
        reading.format = lines_ ? extract::InputFormat::Lines : extract::InputFormat::Auto;
        Inputs inputs(context, files, reading);
        std::vector<extract::FoundSentence> found = of([&] { return inputs.next(); });
        if (inputs.finish() != kDone) {
            throw InputError("not every input could be read", files.front());
        }
        return found;
    }

  private:
    bool lines_;
    std::unique_ptr<const extract::UserRules> rules_;
    extract::Pipeline pipeline_;
};

/// The output to score: given, or extracted from the inputs, or from what the gold was made on.
std::vector<extract::FoundSentence> found_for(const Context& context, const ScoreOptions& options,
                                              bool lines, const std::vector<std::string>& sentences,
                                              const std::vector<std::string>& files) {
    if (options.inputs.size() == 1) {
        if (auto found = found_in_file(options.inputs.front())) {
            return *std::move(found);
        }
    }
    Extraction extraction(context, options, lines);
    if (!options.inputs.empty()) {
        return extraction.of_files(context, options.inputs);
    }
    return lines ? extraction.of_sentences(sentences) : extraction.of_files(context, files);
}

double percent(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

void print(const Json& row) {
    fmt::print(standard_output(), "{}\n", row.dump());
}

void say_if_missing(const Context& context, std::size_t found, std::size_t wanted) {
    if (found < wanted) {
        context.say(fmt::format("{} of {} gold sentences are not in what was scored",
                                wanted - found, wanted));
    }
}

int score_carb(const Context& context, const ScoreOptions& options, std::istream& in, bool json) {
    const extract::CarbGold gold = extract::read_carb_gold(in);
    const extract::CarbScore s =
        extract::score_carb(gold, found_for(context, options, true, gold.sentences, {}));
    say_if_missing(context, s.sentences_found, s.gold_sentences);
    const double best_f1 = extract::f1_of(s.best.precision, s.best.recall);
    const double all_f1 = extract::f1_of(s.all.precision, s.all.recall);
    if (json) {
        print({{"gold_sentences", s.gold_sentences},
               {"gold_tuples", s.gold_tuples},
               {"predicted_tuples", s.predicted_tuples},
               {"threshold", s.best.threshold},
               {"precision", s.best.precision},
               {"recall", s.best.recall},
               {"f1", best_f1},
               {"auc", s.area},
               {"all_precision", s.all.precision},
               {"all_recall", s.all.recall},
               {"all_f1", all_f1}});
        return kDone;
    }
    auto& out = standard_output();
    fmt::print(out, "gold {} tuples in {} sentences; predicted {} tuples\n", s.gold_tuples,
               s.gold_sentences, s.predicted_tuples);
    fmt::print(out, "best  P {:.3f}  R {:.3f}  F1 {:.3f}  AUC {:.3f}  (confidence >= {})\n",
               s.best.precision, s.best.recall, best_f1, s.area, s.best.threshold);
    fmt::print(out, "all   P {:.3f}  R {:.3f}  F1 {:.3f}\n", s.all.precision, s.all.recall, all_f1);
    return kDone;
}

Json json_of(const extract::ExactCounts& c) {
    return {{"right", c.right},
            {"precision", c.precision()},
            {"recall", c.recall()},
            {"f1", extract::f1_of(c.precision(), c.recall())}};
}

void print_line(std::string_view what, const extract::ExactCounts& c) {
    fmt::print(standard_output(), "{:<22} P {:.3f}  R {:.3f}  F1 {:.3f}\n", what, c.precision(),
               c.recall(), extract::f1_of(c.precision(), c.recall()));
}

int score_exact(const Context& context, const ScoreOptions& options, std::istream& in, bool json) {
    const std::vector<extract::GoldSentence> gold = extract::read_gold(in, options.gold);
    std::vector<std::string> sentences;
    for (const extract::GoldSentence& sentence : gold) {
        sentences.push_back(sentence.text);
    }
    const extract::ExactScore s =
        extract::score_exact(gold, found_for(context, options, true, sentences, {}));
    say_if_missing(context, s.sentences_found, s.sentences);
    if (json) {
        print({{"sentences", s.sentences},
               {"gold_facts", s.triples.wanted},
               {"triples", s.triples.found},
               {"exact", json_of(s.triples)},
               {"complete", json_of(s.complete)},
               {"polarity_right", s.polarity_right},
               {"source_right", s.source_right},
               {"not_actual", s.not_actual},
               {"shown_as_actual", s.shown_as_actual},
               {"plain", s.plain},
               {"plain_as_actual", s.plain_as_actual}});
        return kDone;
    }
    auto& out = standard_output();
    fmt::print(out, "gold {} facts in {} sentences; found {} triples\n", s.triples.wanted,
               s.sentences, s.triples.found);
    print_line("exact triples", s.triples);
    print_line("with all arguments", s.complete);
    fmt::print(
        out, "of exact triples       polarity and modality right {:.1f} %, source {:.1f} %\n",
        percent(s.polarity_right, s.triples.right), percent(s.source_right, s.triples.right));
    fmt::print(out,
               "negated, denied, planned or conditional: {} of {} shown as positive and actual\n",
               s.shown_as_actual, s.not_actual);
    fmt::print(out, "plain facts of the same sentences: {} of {} positive and actual ({:.1f} %)\n",
               s.plain_as_actual, s.plain, percent(s.plain_as_actual, s.plain));
    if (options.list) {
        for (const std::string& line : s.account) {
            fmt::print(out, "{}\n", line);
        }
    }
    return kDone;
}

/// The gold's articles, which lie beside it.
std::vector<std::string> articles_beside(const std::string& gold,
                                         const std::vector<std::string>& names) {
    std::vector<std::string> files;
    for (const std::string& name : names) {
        files.push_back((std::filesystem::path(gold).parent_path() / name).string());
    }
    return files;
}

int score_facts(const Context& context, const ScoreOptions& options, std::istream& in, bool json) {
    const extract::FactsGold gold(in, options.gold);
    const extract::FactsScore s = gold.score(
        found_for(context, options, false, {}, articles_beside(options.gold, gold.articles())));
    if (json) {
        Json groups = Json::array();
        for (const extract::FactsRecall& g : s.groups) {
            groups.push_back({{"group", g.group},
                              {"facts", g.facts},
                              {"matched", g.matched},
                              {"recall", g.recall},
                              {"weighted_recall", g.weighted},
                              {"weighted_recall_right_polarity", g.weighted_polarity},
                              {"weighted_strict_recall", g.weighted_strict}});
        }
        print({{"groups", groups},
               {"must_not", s.forbidden},
               {"must_not_violated", s.violated},
               {"triples", s.triples},
               {"triples_of_other_documents", s.stray},
               {"triples_that_match", s.matching}});
        return kDone;
    }
    auto& out = standard_output();
    for (const extract::FactsRecall& g : s.groups) {
        fmt::print(
            out,
            "{:<26} {:>4}/{:<4} weighted recall {:6.2f} %   with polarity {:6.2f} %   strict "
            "{:6.2f} %\n",
            g.group.substr(0, 26), g.matched, g.facts, g.weighted, g.weighted_polarity,
            g.weighted_strict);
    }
    fmt::print(out, "must not: {} of {} violated\n", s.violated, s.forbidden);
    fmt::print(out, "{} of {} triples match a fact; {} of other documents\n", s.matching, s.triples,
               s.stray);
    if (options.list) {
        for (const std::string& line : s.account) {
            fmt::print(out, "{}\n", line);
        }
    }
    return kDone;
}

int score(const Context& context, const ScoreOptions& options) {
    const bool json = context.format_of({"text", "json"}) == "json";
    std::string text = read_file(options.gold);
    const GoldKind kind = kind_of(text, options.gold);
    std::istringstream in(std::move(text));
    switch (kind) {
        case GoldKind::Carb:
            return score_carb(context, options, in, json);
        case GoldKind::Exact:
            return score_exact(context, options, in, json);
        case GoldKind::Facts:
            return score_facts(context, options, in, json);
    }
    return kFailed;
}

}  // namespace

void add_score(CLI::App& program, Context& context) {
    auto options = std::make_shared<ScoreOptions>();
    CLI::App* command =
        program.add_subcommand("score", "Compare extracted triples with facts annotated by hand");
    command->add_option("GOLD", options->gold, "Annotated facts")->required();
    command->add_option("INPUT", options->inputs,
                        "Output of an extractor, or text to extract from (default: what the gold "
                        "was made on)");
    add_rules_option(*command, options->rules);
    command->add_flag("--list", options->list, "Also list what is missing, too much or wrong");
    command->footer(R"(
GOLD is known by its content: '= sentence' lines with exact facts, CaRB's tab-separated tuples, or a JSON object of facts
about articles that lie beside it. INPUT is the output of 'extract --format jsonl' (or sentence, confidence, relation, arguments
separated by tabs), or text: one sentence a line, for JSON gold articles. Formats: text (default), json. docs/evaluation.md says how to
annotate sentences of your own.

Examples:
  trefoil score my.gold
  trefoil score my.gold --list
  trefoil extract --lines --format jsonl sentences.txt > out.jsonl && trefoil score dev.tsv out.jsonl)");
    command->callback([&context, options] {
        context.run = [&context, options] { return score(context, *options); };
    });
}

}  // namespace trefoil::cli
