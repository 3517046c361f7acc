#include "cli/triples_text.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <fmt/ranges.h>
#include <ostream>
#include <string>
#include <vector>

namespace trefoil::cli {

namespace {

/// The entity behind a phrase where its name says more than the phrase, else the phrase.
std::string shown(const Phrase& phrase, const Analysis& analysis) {
    if (!phrase.cluster) {
        return printable(phrase.text);
    }
    const Cluster& cluster = analysis.clusters[*phrase.cluster];
    const bool same = !is_named_type(cluster.type) || cluster.name == phrase.text;
    return same ? printable(phrase.text) : printable(phrase.text + " (" + cluster.name + ")");
}

/// What qualifies a triple, in brackets; "" for a plain positive fact.
std::string qualifiers(const Triple& triple) {
    std::vector<std::string> marks;
    if (triple.polarity == Polarity::Negative) {
        marks.emplace_back("negative");
    }
    if (triple.modality != Modality::Actual) {
        marks.emplace_back(name_of(triple.modality));
    }
    if (triple.attribution) {
        marks.push_back("says " + printable(triple.attribution->source));
    }
    if (!triple.time.empty()) {
        marks.push_back(triple.time);
    }
    if (triple.derived_from) {
        marks.emplace_back("derived");
    }
    marks.push_back(fmt::format("{:.2f}", triple.confidence));
    return fmt::format("{}", fmt::join(marks, ", "));
}

}  // namespace

void write_triples_text(std::ostream& out, const extract::Annotated& annotated,
                        const Paint& paint) {
    const Analysis& analysis = annotated.analysis;
    std::size_t at = 0;
    fmt::print(out, "# {}{}\n", printable(annotated.document.info.source),
               annotated.document.info.date.empty() ? "" : " of " + annotated.document.info.date);
    while (at < analysis.triples.size()) {
        const std::uint32_t sentence = analysis.triples[at].sentence;
        fmt::print(out, "\n{}\n",
                   paint.bold(printable(analysis.sentences[sentence].of(annotated.document.text))));
        for (; at < analysis.triples.size() && analysis.triples[at].sentence == sentence; ++at) {
            const Triple& triple = analysis.triples[at];
            fmt::print(out, "    {} -[{}]->", shown(triple.subject, analysis),
                       paint.relation(printable(triple.relation_text)));
            if (triple.object) {
                fmt::print(out, " {}", shown(*triple.object, analysis));
            }
            for (const Argument& argument : triple.arguments) {
                fmt::print(out, " | {}", shown(argument.phrase, analysis));
            }
            fmt::print(out, "  {}\n", paint.dim("(" + qualifiers(triple) + ")"));
        }
    }
}

}  // namespace trefoil::cli
