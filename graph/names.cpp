#include "graph/names.hpp"

#include <algorithm>
#include <map>

#include "base/utf8.hpp"
#include "extract/entity_key.hpp"
#include "graph/schema.hpp"

namespace trefoil::graph {

namespace {

constexpr std::string_view kNamePrefix = "n:";
constexpr std::string_view kWordPrefix = "w:";
constexpr std::size_t kNearCandidates =
    20000;  ///< terms compared at most when looking for near spellings

std::string term(std::string_view prefix, std::string_view text) {
    return std::string(prefix).append(text);
}

std::vector<std::string> words_of(std::string_view normalised) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < normalised.size();) {
        const auto end = std::min(normalised.find(' ', at), normalised.size());
        if (end > at) {
            words.emplace_back(normalised.substr(at, end - at));
        }
        at = end + 1;
    }
    return words;
}

std::u32string code_points(std::string_view text) {
    std::u32string result;
    for (std::size_t at = 0; at < text.size(); at += code_point_size(text, at)) {
        result.push_back(code_point_at(text, at));
    }
    return result;
}

std::vector<NodeId> intersection(std::vector<NodeId> a, const std::vector<NodeId>& b) {
    std::erase_if(a, [&b](NodeId node) { return !std::ranges::binary_search(b, node); });
    return a;
}

std::vector<NodeId> exact(const GraphView& view, std::string_view name) {
    const auto key = view.find_key(kName);
    return key ? view.nodes_by_property(*key, Value(name)) : std::vector<NodeId>();
}

std::vector<NodeId> by_words(const GraphView& view, const std::string& normalised) {
    const auto words = words_of(normalised);
    std::vector<NodeId> nodes;
    for (std::size_t i = 0; i < words.size(); ++i) {
        auto with_word = view.reader().nodes_by_term(term(kWordPrefix, words[i]));
        nodes = i == 0 ? std::move(with_word) : intersection(std::move(nodes), with_word);
    }
    return nodes;
}

/// Terms of one kind closest to `text`, if within its limit; the limit grows with the length.
std::vector<std::string> near_terms(const GraphView& view, std::string_view prefix,
                                    std::string_view text) {
    const auto limit = count_code_points(text) < 4   ? std::size_t{0}
                       : count_code_points(text) < 8 ? std::size_t{1}
                                                     : 2;
    if (limit == 0) {
        return {};
    }
    const auto first = text.substr(0, code_point_size(text, 0));
    std::vector<std::string> best;
    std::size_t least = limit;
    for (auto& candidate : view.reader().terms_with_prefix(term(prefix, first), kNearCandidates)) {
        const auto edits =
            edit_distance(std::string_view(candidate).substr(prefix.size()), text, least);
        if (edits > least) {
            continue;
        }
        if (edits < least) {
            best.clear();
            least = edits;
        }
        best.push_back(std::move(candidate));
    }
    return best;
}

NamedNodes by_near_spelling(const GraphView& view, const std::string& normalised) {
    NamedNodes result{NameMatch::Near, {}, {}};
    auto terms = near_terms(view, kNamePrefix, normalised);
    if (terms.empty() && normalised.find(' ') == std::string::npos) {
        terms = near_terms(view, kWordPrefix, normalised);
    }
    for (const auto& found : terms) {
        const auto nodes = view.reader().nodes_by_term(found);
        result.nodes.insert(result.nodes.end(), nodes.begin(), nodes.end());
        result.near.push_back(found.substr(kNamePrefix.size()));
    }
    std::ranges::sort(result.nodes);
    result.nodes.erase(std::unique(result.nodes.begin(), result.nodes.end()), result.nodes.end());
    return result;
}

/// Named entities and user nodes if there are any, else what there is; the best connected first.
std::vector<NodeId> ranked(const GraphView& view, std::vector<NodeId> nodes) {
    const auto named = [&view](NodeId node) { return !is_local_node(view, node); };
    if (std::ranges::any_of(nodes, named)) {
        std::erase_if(nodes, [&named](NodeId node) { return !named(node); });
    }

    struct Rank {
        std::uint64_t degree;
        Hash128 id;
        NodeId node;
    };

    std::vector<Rank> ranks;
    for (const auto node : nodes) {
        const auto record = view.node(node);
        ranks.push_back(
            {view.degree(node, Direction::Both, {}), record ? record->public_id : Hash128{}, node});
    }
    std::ranges::stable_sort(ranks, [](const Rank& a, const Rank& b) {
        return a.degree != b.degree ? a.degree > b.degree : a.id < b.id;
    });
    nodes.clear();
    for (const auto& rank : ranks) {
        nodes.push_back(rank.node);
    }
    return nodes;
}

}  // namespace

std::vector<std::string> lookup_terms(std::string_view name,
                                      const std::vector<std::string>& aliases) {
    std::vector<std::string> terms;
    const auto add = [&terms](std::string_view text) {
        const auto normalised = extract::normalised_name(text);
        if (normalised.empty()) {
            return;
        }
        terms.push_back(term(kNamePrefix, normalised));
        for (const auto& word : words_of(normalised)) {
            terms.push_back(term(kWordPrefix, word));
        }
    };
    add(name);
    for (const auto& alias : aliases) {
        add(alias);
    }
    std::ranges::sort(terms);
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    return terms;
}

std::vector<std::string> lookup_terms(const store::Reader& reader, NodeId node) {
    const auto property = [&reader, node](std::string_view name) {
        const auto key = reader.find_key(name);
        return key ? reader.node_property(node, *key) : Value();
    };
    const auto name = property(kName);
    if (name.string() == nullptr) {
        return {};
    }
    std::vector<std::string> others;
    const auto aliases = property(kAliases);
    if (aliases.list() != nullptr) {
        for (const auto& alias : *aliases.list()) {
            others.push_back(alias.string() != nullptr ? *alias.string() : std::string());
        }
    }
    return lookup_terms(*name.string(), others);
}

std::string_view name_of(NameMatch match) {
    switch (match) {
        case NameMatch::Exact:
            return "exact";
        case NameMatch::Alias:
            return "alias";
        case NameMatch::Words:
            return "words";
        case NameMatch::Near:
            break;
    }
    return "near";
}

NamedNodes nodes_at(const GraphView& view, std::string_view name, NameMatch step) {
    if (step == NameMatch::Exact) {
        return {step, ranked(view, exact(view, name)), {}};
    }
    const auto normalised = extract::normalised_name(name);
    if (normalised.empty()) {
        return {step, {}, {}};
    }
    if (step == NameMatch::Alias) {
        return {step, ranked(view, view.reader().nodes_by_term(term(kNamePrefix, normalised))), {}};
    }
    if (step == NameMatch::Words) {
        return {step, ranked(view, by_words(view, normalised)), {}};
    }
    auto near = by_near_spelling(view, normalised);
    near.nodes = ranked(view, std::move(near.nodes));
    return near;
}

NamedNodes find_by_name(const GraphView& view, std::string_view name) {
    for (const auto step :
         {NameMatch::Exact, NameMatch::Alias, NameMatch::Words, NameMatch::Near}) {
        auto found = nodes_at(view, name, step);
        if (!found.nodes.empty()) {
            return found;
        }
    }
    return {};
}

bool is_local_node(const GraphView& view, NodeId node) {
    const auto record = view.node(node);
    if (!record || record->public_id == Hash128{}) {
        return false;
    }
    return std::ranges::any_of(record->labels, [&view](LabelId label) {
        const auto type = entity_type_from(view.name_of(label));
        return type && !is_named_type(*type);
    });
}

std::string display_name(const GraphView& view, NodeId node) {
    const auto key = view.find_key(kName);
    const auto value = key ? view.property(node, *key) : Value();
    return value.string() != nullptr ? *value.string() : std::string();
}

std::string display_label(const GraphView& view, NodeId node) {
    const auto record = view.node(node);
    if (!record || record->labels.empty()) {
        return {};
    }
    for (const auto label : record->labels) {
        if (is_entity_label(view.name_of(label))) {
            return std::string(view.name_of(label));
        }
    }
    return std::string(view.name_of(record->labels.front()));
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
    // Optimal string alignment, three rows. Texts are names: short.
    const auto x = code_points(a);
    const auto y = code_points(b);
    const auto difference = x.size() > y.size() ? x.size() - y.size() : y.size() - x.size();
    if (difference > limit) {
        return limit + 1;
    }
    std::vector<std::size_t> before_last(y.size() + 1);
    std::vector<std::size_t> last(y.size() + 1);
    std::vector<std::size_t> row(y.size() + 1);
    for (std::size_t j = 0; j <= y.size(); ++j) {
        last[j] = j;
    }
    for (std::size_t i = 1; i <= x.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= y.size(); ++j) {
            row[j] = std::min(
                {last[j] + 1, row[j - 1] + 1, last[j - 1] + (x[i - 1] == y[j - 1] ? 0U : 1U)});
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1]) {
                row[j] = std::min(row[j], before_last[j - 2] + 1);
            }
        }
        before_last.swap(last);
        last.swap(row);
    }
    return std::min(last[y.size()], limit + 1);
}

}  // namespace trefoil::graph
