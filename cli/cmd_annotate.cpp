#include <fmt/format.h>
#include <fmt/ostream.h>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/utf8.hpp"
#include "cli/context.hpp"
#include "cli/inputs.hpp"
#include "cli/standard_output.hpp"
#include "cli/triples_text.hpp"
#include "extract/conllu.hpp"
#include "extract/pipeline.hpp"

namespace trefoil::cli {

namespace {

struct AnnotateOptions {
    std::string until = "triples";
    std::string date;
    bool lines = false;
    std::vector<std::string> files;
};

extract::Stage stage_of(const std::string& name) {
    static const std::map<std::string, extract::Stage> kStages{
        {"tokens", extract::Stage::Tokens},
        {"tree", extract::Stage::Tree},
        {"names", extract::Stage::Names},
        {"entities", extract::Stage::Entities},
        {"triples", extract::Stage::Triples}};
    return kStages.at(name);
}

void write_tree(const extract::Annotated& annotated, extract::Stage until) {
    std::size_t number = 0;
    for (const extract::Sentence& sentence : annotated.sentences) {
        extract::write_conllu(
            standard_output(), annotated.document.text, sentence,
            {.sent_id = std::to_string(++number),
             .newdoc = number == 1 ? annotated.document.info.source : std::string(),
             .name_tags = until >= extract::Stage::Names});
    }
}

void write_entities(const extract::Annotated& annotated) {
    const std::string& text = annotated.document.text;
    const CodePointIndex index(text);
    std::ostream& out = standard_output();
    fmt::print(out, "# document {}\n", printable(annotated.document.info.source));
    for (const Cluster& cluster : annotated.analysis.clusters) {
        const auto number =
            static_cast<std::uint32_t>(&cluster - annotated.analysis.clusters.data());
        fmt::print(out, "{} {}\n", name_of(cluster.type), printable(cluster.name));
        for (const Mention& mention : annotated.analysis.mentions) {
            if (mention.cluster == number) {
                fmt::print(out, "    {}-{} {} \"{}\"\n", index.code_points(mention.span.begin),
                           index.code_points(mention.span.end), name_of(mention.kind),
                           printable(mention.span.of(text)));
            }
        }
    }
    for (const Mention& mention : annotated.analysis.mentions) {
        if (!mention.cluster) {
            fmt::print(out, "{} {}-{} \"{}\"{}{}\n",
                       mention.kind == MentionKind::Value ? name_of(mention.type) : "unresolved",
                       index.code_points(mention.span.begin), index.code_points(mention.span.end),
                       printable(mention.span.of(text)), mention.value.empty() ? "" : " = ",
                       mention.value);
        }
    }
}

int annotate(const Context& context, const AnnotateOptions& options) {
    static_cast<void>(context.format_of({"text"}));
    const extract::Stage until = stage_of(options.until);
    extract::ReaderOptions reading{.date = date_option(options.date)};
    reading.format = options.lines ? extract::InputFormat::Lines : extract::InputFormat::Auto;
    Inputs inputs(context, options.files, reading);
    const extract::Pipeline pipeline(
        {.threads = context.threads, .lines = options.lines, .triples = {.derived = true}});
    pipeline.run_all([&] { return inputs.next(); }, until,
                     [&](extract::Annotated&& annotated) {
                         if (until < extract::Stage::Entities) {
                             write_tree(annotated, until);
                         } else if (until == extract::Stage::Entities) {
                             write_entities(annotated);
                         } else {
                             write_triples_text(standard_output(), annotated, context.paint());
                         }
                     });
    return inputs.finish();
}

}  // namespace

void add_annotate(CLI::App& program, Context& context) {
    auto options = std::make_shared<AnnotateOptions>();
    CLI::App* command = program.add_subcommand("annotate", "Show any stage of extraction as text");
    command->add_option("FILE", options->files,
                        "Files, folders, or - for standard input (default)");
    command
        ->add_option("--until", options->until,
                     "tokens, tree, names, entities or triples (default)")
        ->check(CLI::IsMember({"tokens", "tree", "names", "entities", "triples"}));
    command->add_option("--date", options->date, "The documents' date (YYYY-MM-DD)");
    command->add_flag("--lines", options->lines, "Each input line is one sentence");
    command->footer(R"(
tokens, tree and names are written as CoNLL-U, entities as a list of each entity with its mentions, triples with their sentences.

Examples:
  trefoil annotate --until tokens article.txt
  trefoil annotate --until entities samples/2022-02-22-sanctions.txt)");
    command->callback([&context, options] {
        context.run = [&context, options] { return annotate(context, *options); };
    });
}

}  // namespace trefoil::cli
