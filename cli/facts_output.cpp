#include "cli/facts_output.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <fmt/ranges.h>
#include <ostream>
#include <vector>

#include "base/utf8.hpp"
#include "graph/value_text.hpp"

namespace trefoil::cli {

namespace {

/// What qualifies a fact, in brackets with a blank before; "" for plain user data.
std::string qualifiers(const graph::FactRow& row) {
    std::vector<std::string> marks;
    if (row.polarity == Polarity::Negative) {
        marks.emplace_back("negative");
    }
    if (row.modality != Modality::Actual) {
        marks.emplace_back(name_of(row.modality));
    }
    if (!row.attribution.empty()) {
        marks.push_back("says " + printable(row.attribution));
    }
    if (!row.time.empty()) {
        marks.push_back(row.time);
    }
    if (!row.place.empty()) {
        marks.push_back("in " + printable(row.place));
    }
    if (row.fact) {
        marks.push_back(fmt::format("{:.2f}", row.confidence));
    }
    if (row.sources > 1) {
        marks.push_back(fmt::format("{} sources", row.sources));
    }
    return marks.empty() ? std::string() : fmt::format("  ({})", fmt::join(marks, ", "));
}

std::string arrow(const graph::FactRow& row, const Paint& paint) {
    return fmt::format("{} -[{}]-> {}", paint.bold(printable(row.subject)),
                       paint.relation(printable(row.type)), paint.bold(printable(row.object)));
}

constexpr std::size_t kIndent = 4;

/// How many columns the last line of `text` takes, where the first one began at kIndent.
std::size_t end_of(std::string_view text) {
    const std::size_t line = text.rfind('\n');
    return line == text.npos ? kIndent + count_code_points(text)
                             : count_code_points(text.substr(line + 1));
}

}  // namespace

void write_sentence(std::ostream& out, std::string_view sentence, std::string_view source,
                    const Paint& paint) {
    std::string text = printable(sentence);
    const std::string place = "[" + printable(source) + "]";
    std::string gap = "  ";
    if (paint.width() != 0) {
        text = wrapped(text, kIndent, kIndent, paint.width());
        if (end_of(text) + gap.size() + count_code_points(place) > paint.width()) {
            gap = "\n" + std::string(kIndent, ' ');
        }
    }
    fmt::print(out, "{}{}{}{}\n", std::string(kIndent, ' '), text, gap, paint.dim(place));
}

void write_fact(std::ostream& out, const graph::FactRow& row, const Paint& paint) {
    fmt::print(out, "{}{}\n", arrow(row, paint), paint.dim(qualifiers(row)));
    if (!row.evidence.sentence.empty()) {
        write_sentence(out, row.evidence.sentence, row.evidence.source, paint);
    }
}

void write_card(std::ostream& out, const graph::EntityCard& card, const Paint& paint) {
    std::vector<std::string> labels;
    for (const std::string& label : card.labels) {
        labels.push_back(printable(label));
    }
    fmt::print(out, "{}{}\n", paint.bold(printable(card.name)),
               labels.empty() ? "" : fmt::format(" ({})", fmt::join(labels, ", ")));
    if (!card.aliases.empty()) {
        std::vector<std::string> aliases;
        for (const std::string& alias : card.aliases) {
            aliases.push_back(printable(alias));
        }
        fmt::print(out, "also: {}\n", fmt::join(aliases, "; "));
    }
    if (card.documents > 0) {
        fmt::print(out, "mentioned {} time{} in {} document{}\n", card.mentions,
                   card.mentions == 1 ? "" : "s", card.documents, card.documents == 1 ? "" : "s");
    }
    for (const auto& [key, value] : card.properties) {
        fmt::print(out, "{}: {}\n", printable(key), printable(graph::plain_text(value)));
    }
    for (const graph::FactRow& row : card.facts) {
        write_fact(out, row, paint);
    }
    if (card.hidden > 0) {
        fmt::print(out, "{}\n", paint.dim(fmt::format("{} more with --facts all", card.hidden)));
    }
}

void write_path(std::ostream& out, const graph::NamedPath& path, const Paint& paint) {
    if (path.hops.empty()) {
        fmt::print(out, "{} and {} are one\n", printable(path.from), printable(path.to));
    }
    for (const graph::Hop& hop : path.hops) {
        write_fact(out, hop.fact, paint);
    }
}

}  // namespace trefoil::cli
