#include <memory>
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

int parse(const Context& context, const ParseOptions& options) {
    const bool dot = context.format_of({"conllu", "dot"}) == "dot";
    extract::ReaderOptions reading{.piece_bytes = kPieceBytes};
    reading.format = options.lines ? extract::InputFormat::Lines : extract::InputFormat::Auto;
    Inputs inputs(context, options.files, reading);
    const extract::Pipeline pipeline(
        {.threads = context.threads, .lines = options.lines, .triples = {}});
    Progress progress("parsing", !context.quiet && !stdout_is_terminal());
    std::size_t number = 0;
    const auto write = [&](extract::Annotated&& annotated) {
        const extract::InputPlace place = inputs.take_place();
        std::string newdoc =
            place.first_piece && !options.lines ? annotated.document.info.source : std::string();
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
    pipeline.run_all([&] { return inputs.next(); }, extract::Stage::Names, write);
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
column. With --format dot, one Graphviz graph a sentence. Reads text of any size, piece by piece; a paragraph or line may have at most 4 MB.

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
