#include <algorithm>
#include <deque>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/context.hpp"
#include "cli/inputs.hpp"
#include "cli/standard_output.hpp"
#include "extract/conllu.hpp"
#include "extract/pipeline.hpp"
#include "extract/tree_dot.hpp"

namespace trefoil::cli {

namespace {

struct ParseOptions {
    bool lines = false;
    std::vector<std::string> files;
};

constexpr std::size_t kPieceBytes = std::size_t{1} << 16;
constexpr std::size_t kLongestLine = std::size_t{1} << 20;  ///< of --lines: one sentence

/// The inputs in pieces of bounded size, also where a paragraph or article is long.
class Pieces {
  public:
    Pieces(Inputs& inputs, const extract::Pipeline& pipeline, bool lines)
        : inputs_(inputs), pipeline_(pipeline), lines_(lines) {}

    std::optional<extract::Document> next() {
        if (waiting_.empty()) {
            std::optional<extract::Document> document = inputs_.next();
            if (!document) {
                return std::nullopt;
            }
            begins_.push_back(inputs_.take_place().first_piece && !lines_);
            if (lines_) {
                return document;
            }
            std::ranges::move(pipeline_.pieces(std::move(*document), kPieceBytes),
                              std::back_inserter(waiting_));
            begins_.resize(begins_.size() + waiting_.size() - 1, false);
        }
        extract::Document document = std::move(waiting_.front());
        waiting_.pop_front();
        return document;
    }

    /// Whether the piece that leaves the pipeline next begins its document.
    bool take_begin() {
        const bool begins = begins_.front();
        begins_.pop_front();
        return begins;
    }

  private:
    Inputs& inputs_;
    const extract::Pipeline& pipeline_;
    bool lines_;
    std::deque<extract::Document> waiting_;
    std::deque<bool> begins_;
};

int parse(const Context& context, const ParseOptions& options) {
    const bool dot = context.format_of({"conllu", "dot"}) == "dot";
    extract::ReaderOptions reading{.piece_bytes = kPieceBytes};
    if (options.lines) {
        reading.format = extract::InputFormat::Lines;
        reading.max_piece_bytes = kLongestLine;
    }
    Inputs inputs(context, options.files, reading);
    const extract::Pipeline pipeline(
        {.threads = context.threads, .lines = options.lines, .triples = {}});
    Pieces pieces(inputs, pipeline, options.lines);
    Progress progress("parsing", context.progress_beside_output());
    std::size_t number = 0;
    const auto write = [&](extract::Annotated&& annotated) {
        std::string newdoc = pieces.take_begin() ? annotated.document.info.source : std::string();
        for (const extract::Sentence& sentence : annotated.sentences) {
            std::string id = std::to_string(++number);
            if (dot) {
                extract::write_dot_tree(standard_output(), annotated.document.text, sentence, id);
                continue;
            }
            extract::write_conllu(standard_output(), annotated.document.text, sentence,
                                  {.sent_id = std::move(id), .newdoc = std::move(newdoc)});
            newdoc.clear();
        }
        progress.update(number, "sentences");
    };
    pipeline.run_all([&] { return pieces.next(); }, extract::Stage::Names, write);
    return inputs.finish();
}

}  // namespace

void add_parse(CLI::App& program, Context& context) {
    auto options = std::make_shared<ParseOptions>();
    CLI::App* command =
        program.add_subcommand("parse", "Parse text: CoNLL-U or drawn trees to standard output");
    command->add_option("FILE", options->files,
                        "Files, folders, or - for standard input (default)");
    command->add_flag("--lines", options->lines, "Each input line is one sentence");
    command->footer(R"(
Writes one CoNLL-U block a sentence: words, lemmas, tags, heads and relations of Universal Dependencies, and names as NE= in the last
column. With --format dot, one Graphviz graph a sentence. Reads text of any size in bounded memory; a paragraph may have at most 4 MB, a line of --lines 1 MB.

Examples:
  trefoil parse article.txt
  echo "Mary met John." | trefoil parse
  echo "Mary met John." | trefoil parse --format dot | dot -Tpng > tree.png
  trefoil parse --lines sentences.txt > sentences.conllu)");
    command->callback([&context, options] {
        context.run = [&context, options] { return parse(context, *options); };
    });
}

}  // namespace trefoil::cli
