#include "graph/counts.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <optional>
#include <system_error>
#include <tuple>
#include <utility>

#include "base/utf8.hpp"
#include "graph/packing.hpp"
#include "graph/schema.hpp"

namespace trefoil::graph {

namespace {

void add_tally(Tally& to, const Tally& from) {
    for (const auto& [text, count] : from) {
        to[text] += count;
    }
}

void subtract_tally(Tally& from, const Tally& what) {
    for (const auto& [text, count] : what) {
        const auto at = from.find(text);
        if (at == from.end()) {
            continue;
        }
        at->second -= std::min(at->second, count);
        if (at->second == 0) {
            from.erase(at);
        }
    }
}

/// The texts of a tally as a list, the most frequent `limit` of them, sorted by bytes.
List sorted_list(const Tally& tally, std::size_t limit) {
    std::vector<std::pair<std::uint64_t, std::string_view>> order;
    for (const auto& [text, count] : tally) {
        order.emplace_back(count, text);
    }
    std::ranges::stable_sort(order, std::greater<>{},
                             &std::pair<std::uint64_t, std::string_view>::first);
    order.resize(std::min(order.size(), limit));
    std::ranges::sort(order, {}, &std::pair<std::uint64_t, std::string_view>::second);
    List list;
    for (const auto& [count, text] : order) {
        list.emplace_back(text);
    }
    return list;
}

constexpr std::size_t kListed = 24;  ///< a property lists at most so many texts

std::size_t word_count(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count(text, ' ')) + 1;
}

/// "EUR 5000000", not "12 km".
bool is_sum(std::string_view value) {
    return !value.empty() && value[0] >= 'A' && value[0] <= 'Z';
}

/// "EUR 5000000" and "12 km" as number and unit; no number if the value is none of these
/// ("PT35M").
std::pair<std::optional<double>, std::string> amount_and_unit(std::string_view value) {
    const auto blank = value.find(' ');
    if (blank == std::string_view::npos) {
        return {};
    }
    const auto first = value.substr(0, blank);
    const auto rest = value.substr(blank + 1);
    const auto number = is_sum(value) ? rest : first;
    double amount = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), amount);
    if (error != std::errc() || end != number.data() + number.size()) {
        return {};
    }
    return {amount, std::string(is_sum(value) ? first : rest)};
}

/// The most frequent value with an amount, sums of money before quantities.
std::string leading_value(const Tally& values) {
    Tally sums;
    Tally others;
    for (const auto& [value, count] : values) {
        (is_sum(value) ? sums : others)[value] = count;
    }
    return most_frequent(sums.empty() ? others : sums);
}

void add_amount(std::string_view value, NamedProperties& to) {
    if (const auto [amount, unit] = amount_and_unit(value); amount) {
        to[kAmount] = Value(*amount);
        to[kUnit] = Value(unit);
    }
}

/// "CORVALE": a headline's way to write a longer name. Short ones may be acronyms.
bool is_shouted(std::string_view text) {
    const auto small = std::ranges::any_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
    return !small && text.size() > 5;
}

}  // namespace

std::string most_frequent(const Tally& tally) {
    std::string best;
    std::uint64_t most = 0;
    for (const auto& [text, count] : tally) {
        if (count > most) {
            best = text;
            most = count;
        }
    }
    return best;
}

std::uint64_t confidence_weight(double confidence) {
    const double kept = std::clamp(confidence, 0.0, 0.999);
    return static_cast<std::uint64_t>(std::llround(-std::log1p(-kept) * 1000));
}

void EntityCounts::add(const EntityCounts& other) {
    clusters += other.clusters;
    add_tally(names, other.names);
    add_tally(aliases, other.aliases);
    add_tally(types, other.types);
    add_tally(links, other.links);
    value = std::max(value, other.value);
}

void EntityCounts::subtract(const EntityCounts& other) {
    clusters -= std::min(clusters, other.clusters);
    subtract_tally(names, other.names);
    subtract_tally(aliases, other.aliases);
    subtract_tally(types, other.types);
    subtract_tally(links, other.links);
}

std::string EntityCounts::name() const {
    // A name counts as frequent from a quarter of the most frequent one; of those the one of most
    // words, then the more frequent, then one not in capitals, then the longer, then the first by
    // bytes.
    std::uint64_t most = 0;
    for (const auto& [text, count] : names) {
        most = std::max(most, count);
    }
    std::string best;
    std::uint64_t best_count = 0;
    for (const auto& [text, count] : names) {
        if (count * 4 < most) {
            continue;
        }
        const auto rank = [](const std::string& name, std::uint64_t uses) {
            return std::tuple(word_count(name), uses, !is_shouted(name), count_code_points(name));
        };
        if (best_count == 0 || rank(text, count) > rank(best, best_count)) {
            best = text;
            best_count = count;
        }
    }
    return best;
}

std::vector<std::string> EntityCounts::other_names() const {
    std::vector<std::string> result;
    const auto chosen = name();
    for (const auto* tally : {&names, &aliases}) {
        for (const auto& [text, count] : *tally) {
            if (text != chosen) {
                result.push_back(text);
            }
        }
    }
    std::ranges::sort(result);
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

EntityType EntityCounts::type() const {
    EntityType best = EntityType::Concept;
    std::uint64_t most = 0;
    for (const auto& [text, count] : types) {
        const auto type = entity_type_from(text).value_or(EntityType::Concept);
        if (count > most || (count == most && type < best)) {
            best = type;
            most = count;
        }
    }
    return best;
}

NamedProperties EntityCounts::properties() const {
    NamedProperties result;
    result[kName] = Value(name());
    List list;
    for (auto& text : other_names()) {
        list.emplace_back(std::move(text));
    }
    if (!list.empty()) {
        result[kAliases] = Value(std::move(list));
    }
    if (!links.empty()) {
        result[kLink] = Value(most_frequent(links));
    }
    if (!value.empty()) {
        result[kValue] = Value(value);
        add_amount(value, result);
    }
    return result;
}

void FactCounts::add(const FactCounts& other) {
    documents += other.documents;
    assertions += other.assertions;
    direct += other.direct;
    evidence += other.evidence;
    for (const auto& [group, weights] : other.copies) {
        copies[group].insert(weights.begin(), weights.end());
    }
    add_tally(phrases, other.phrases);
    add_tally(arguments, other.arguments);
    add_tally(extractors, other.extractors);
    add_tally(kinds, other.kinds);
    add_tally(places, other.places);
    add_tally(attributions, other.attributions);
    if (values_known) {
        add_tally(values, other.values);
    }
}

void FactCounts::subtract(const FactCounts& other) {
    documents -= std::min(documents, other.documents);
    assertions -= std::min(assertions, other.assertions);
    direct -= std::min(direct, other.direct);
    evidence -= std::min(evidence, other.evidence);
    for (const auto& [group, weights] : other.copies) {
        if (const auto at = copies.find(group); at != copies.end()) {
            for (const auto& [document, weight] : weights) {
                at->second.erase(document);
            }
            if (at->second.empty()) {
                copies.erase(at);
            }
        }
    }
    subtract_tally(phrases, other.phrases);
    subtract_tally(arguments, other.arguments);
    subtract_tally(extractors, other.extractors);
    subtract_tally(kinds, other.kinds);
    subtract_tally(places, other.places);
    subtract_tally(attributions, other.attributions);
    if (values_known) {
        subtract_tally(values, other.values);
    }
}

double FactCounts::confidence() const {
    std::uint64_t total = evidence;
    for (const auto& [group, weights] : copies) {
        std::uint64_t strongest = 0;
        for (const auto& [document, weight] : weights) {
            strongest = std::max(strongest, weight);
        }
        total += strongest;
    }
    const double sum = static_cast<double>(total) / 1000;
    return std::round(-std::expm1(-sum) * 1000) / 1000;
}

NamedProperties FactCounts::properties() const {
    NamedProperties result;
    result[kPhrase] = Value(most_frequent(phrases));
    if (phrases.size() > 1) {
        result[kPhrases] = Value(sorted_list(phrases, kListed));
    }
    result[kConfidence] = Value(confidence());
    result[kSources] = Value(static_cast<std::int64_t>(sources()));
    result[kKind] = Value(most_frequent(kinds));
    result[kExtractors] = Value(sorted_list(extractors, kListed));
    if (!arguments.empty()) {
        result[kArguments] = Value(sorted_list(arguments, kListed));
    }
    if (!places.empty()) {
        result[kPlace] = Value(most_frequent(places));
    }
    add_amount(leading_value(values), result);
    if (values.size() > 1) {
        result[kValues] = Value(sorted_list(values, kListed));
    }
    if (!attributions.empty()) {
        result[kAttribution] = Value(most_frequent(attributions));
    }
    if (derived()) {
        result[kDerived] = Value(true);
    }
    return result;
}

// ---- bytes

namespace {

void put(Packer& out, const Tally& tally) {
    out.number(tally.size());
    for (const auto& [text, count] : tally) {
        out.text(text);
        out.number(count);
    }
}

Tally tally(Unpacker& in) {
    Tally result;
    for (auto left = in.number(); left != 0; --left) {
        auto name = in.text();
        result[std::move(name)] = in.number();
    }
    return result;
}

void put(Packer& out, const Hash128& hash) {
    out.number(hash.high);
    out.number(hash.low);
}

Hash128 hash(Unpacker& in) {
    const auto high = in.number();
    return {high, in.number()};
}

constexpr const char* kWhat = "the tallies of an entity or fact";

}  // namespace

std::string encode(const EntityCounts& counts) {
    Packer out;
    out.number(0);  // no stored entity has no clusters: marks the second layout
    out.number(counts.clusters);
    put(out, counts.names);
    put(out, counts.aliases);
    put(out, counts.types);
    put(out, counts.links);
    out.text(counts.value);
    return out.take();
}

std::string encode(const FactCounts& counts) {
    Packer out;
    out.number(counts.documents);
    if (counts.values_known) {
        out.number(0);  // no stored fact has no assertions: marks the second layout
    }
    for (const auto number : {counts.assertions, counts.direct, counts.evidence}) {
        out.number(number);
    }
    for (const auto* tally : {&counts.phrases, &counts.arguments, &counts.extractors, &counts.kinds,
                              &counts.places, &counts.attributions}) {
        put(out, *tally);
    }
    if (counts.values_known) {
        put(out, counts.values);
    }
    for (const auto& [group, weights] : counts.copies) {
        put(out, group);
        out.number(weights.size());
        for (const auto& [document, weight] : weights) {
            put(out, document);
            out.number(weight);
        }
    }
    return out.take();
}

EntityCounts decode_entity_counts(std::string_view bytes) {
    Unpacker in(bytes, kWhat);
    EntityCounts counts;
    counts.clusters = in.number();
    const bool one_link = counts.clusters != 0;  // the first layout
    if (!one_link) {
        counts.clusters = in.number();
    }
    counts.names = tally(in);
    counts.aliases = tally(in);
    counts.types = tally(in);
    if (!one_link) {
        counts.links = tally(in);
    } else if (auto link = in.text(); !link.empty()) {
        counts.links[std::move(link)] = counts.clusters;
    }
    counts.value = in.text();
    in.finish();
    return counts;
}

FactCounts decode_fact_counts(std::string_view bytes) {
    Unpacker in(bytes, kWhat);
    FactCounts counts;
    counts.documents = in.number();
    counts.assertions = in.number();
    counts.values_known = counts.assertions == 0;  // not the first layout
    if (counts.values_known) {
        counts.assertions = in.number();
    }
    counts.direct = in.number();
    counts.evidence = in.number();
    for (auto* part : {&counts.phrases, &counts.arguments, &counts.extractors, &counts.kinds,
                       &counts.places, &counts.attributions}) {
        *part = tally(in);
    }
    if (counts.values_known) {
        counts.values = tally(in);
    }
    while (!in.done()) {
        auto& weights = counts.copies[hash(in)];
        for (auto left = in.number(); left != 0; --left) {
            const auto document = hash(in);
            weights[document] = in.number();
        }
    }
    return counts;
}

}  // namespace trefoil::graph
