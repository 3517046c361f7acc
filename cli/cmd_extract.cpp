#include <fmt/format.h>
#include <fmt/ostream.h>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/context.hpp"
#include "cli/inputs.hpp"
#include "cli/standard_output.hpp"
#include "cli/triples_text.hpp"
#include "extract/json_output.hpp"
#include "extract/pipeline.hpp"

namespace trefoil::cli {

namespace {

struct ExtractOptions {
    std::string rules;  ///< file of the user's rules; empty: none
    std::string date;
    bool lines = false;
    bool derived = false;
    bool explain = false;
    bool any_language = false;
    std::vector<std::string> files;
};

constexpr std::size_t kLinesPieceBytes = std::size_t{1} << 15;

extract::ReaderOptions reading_of(const ExtractOptions& options) {
    extract::ReaderOptions reading{.date = date_option(options.date)};
    if (options.lines) {
        reading.format = extract::InputFormat::Lines;
        reading.piece_bytes = kLinesPieceBytes;
    }
    return reading;
}

extract::PipelineOptions pipeline_of(const Context& context, const ExtractOptions& options,
                                     const extract::UserRules* rules) {
    return {.threads = context.threads,
            .lines = options.lines,
            .triples = {.derived = options.derived,
                        .min_confidence = static_cast<float>(
                            context.min_confidence.value_or(extract::kShownConfidence)),
                        .rules = rules}};
}

/// One document at a time, each sentence followed by why it gave what it gave.
int explain(const ExtractOptions& options, Inputs& inputs, const extract::Pipeline& pipeline,
            const Paint& paint) {
    while (std::optional<extract::Document> document = inputs.next()) {
        inputs.take_place();
        std::vector<extract::Explanation> reasons;
        const extract::Annotated annotated =
            pipeline.run(std::move(*document), extract::Stage::Triples, &reasons);
        write_triples_text(standard_output(), annotated, paint);
        fmt::print(standard_output(), "\n");
        for (const extract::Explanation& reason : reasons) {
            const std::string_view sentence =
                annotated.analysis.sentences[reason.sentence].of(annotated.document.text);
            fmt::print(standard_output(), "{}  {}\n", paint.dim(printable(sentence.substr(0, 40))),
                       printable(reason.text));
        }
    }
    static_cast<void>(options);
    return inputs.finish();
}

int extract_triples(const Context& context, const ExtractOptions& options) {
    const std::string format = context.format_of({"text", "jsonl"});
    Inputs inputs(context, options.files, reading_of(options));
    if (!options.lines && !options.any_language) {
        inputs.set_aside_foreign();
    }
    const auto rules = rules_in(options.rules);
    const extract::Pipeline pipeline(pipeline_of(context, options, rules.get()));
    if (options.explain) {
        return explain(options, inputs, pipeline, context.paint());
    }
    Progress progress("extracting", context.progress_beside_output());
    std::size_t documents = 0;
    std::size_t triples = 0;
    const auto write = [&](extract::Annotated&& annotated) {
        const extract::InputPlace place = inputs.take_place();
        if (format == "jsonl") {
            extract::write_jsonl(standard_output(), annotated.document, annotated.sentences,
                                 annotated.analysis,
                                 {.lines = options.lines,
                                  .first_line = place.line,
                                  .first_code_point = place.code_points});
        } else {
            write_triples_text(standard_output(), annotated, context.paint());
        }
        triples += annotated.analysis.triples.size();
        progress.update(++documents, "documents", fmt::format("{} triples", triples));
    };
    pipeline.run_all([&] { return inputs.next(); }, extract::Stage::Triples, write);
    progress.clear();
    const int status = inputs.finish();
    return status != kDone ? status : context.status_for(triples > 0);
}

}  // namespace

void add_extract(CLI::App& program, Context& context) {
    auto options = std::make_shared<ExtractOptions>();
    CLI::App* command =
        program.add_subcommand("extract", "Print the triples found in text, without a store");
    command->add_option("FILE", options->files,
                        "Files, folders, or - for standard input (default)");
    add_rules_option(*command, options->rules);
    command->add_option("--date", options->date, "The documents' date (YYYY-MM-DD)");
    command->add_flag("--lines", options->lines,
                      "Each input line is one sentence; one JSON object a line comes out");
    command->add_flag("--derived", options->derived, "Add the derived facts, marked");
    command->add_flag("--explain", options->explain,
                      "Say for each sentence why it gave what it gave");
    command->add_flag("--any-language", options->any_language,
                      "Also read documents that do not look English");
    command->footer(R"(
Formats: text (default), jsonl (docs/extraction.md describes it). Documents that are clearly not in English are named and set aside. A document may have at most 8 MB, a line of --lines 4 MB.

Examples:
  trefoil extract article.txt
  echo "Mary Miller founded Acme in Berlin." | trefoil extract --format jsonl
  trefoil extract --derived --format jsonl samples > facts.jsonl)");
    command->callback([&context, options] {
        context.run = [&context, options] { return extract_triples(context, *options); };
    });
}

}  // namespace trefoil::cli
