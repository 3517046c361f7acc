#include "graph/relation_names.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/error.hpp"
#include "graph/name_words.hpp"
#include "graph/schema.hpp"

namespace trefoil::graph {

namespace {

constexpr std::string_view kTable = "relations";

}  // namespace

RelationNames RelationNames::parse(std::string_view text, const std::string& file) {
    RelationNames names;
    std::uint64_t number = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        auto line = text.substr(at, end - at);
        at = end + 1;
        ++number;
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if (line.empty() || line.starts_with('#')) {
            continue;
        }
        const auto tab = line.find('\t');
        if (tab == std::string_view::npos || tab == 0) {
            throw InputError("a line of relation names needs a name, a tab, and types", file,
                             number);
        }
        for (auto& type : words_of(line.substr(tab + 1))) {
            names.name_of_type_.emplace(std::move(type), line.substr(0, tab));
        }
    }
    return names;
}

RelationNames RelationNames::of(const store::Reader& reader) {
    const auto text = reader.note(kSettings, kTable);
    return text ? parse(*text, "the store's table of relation names") : RelationNames();
}

std::string_view RelationNames::name_of(std::string_view type) const {
    const auto at = name_of_type_.find(type);
    return at == name_of_type_.end() ? std::string_view() : std::string_view(at->second);
}

std::vector<std::string_view> RelationNames::types_of(std::string_view name) const {
    std::vector<std::string_view> types;
    for (const auto& [type, its_name] : name_of_type_) {
        if (its_name == name) {
            types.push_back(type);
        }
    }
    return types;
}

bool has_relation_names(const store::Reader& reader) {
    return reader.note(kSettings, kTable).has_value();
}

void use_relation_names(store::Store& store, std::string_view text, const std::string& file) {
    const auto names = RelationNames::parse(text, file);
    auto transaction = store.begin();
    if (transaction->note(kSettings, kTable) == text) {
        return;
    }
    transaction->put_note(kSettings, kTable, text);
    const auto key = transaction->intern_key(kRelation);
    std::array<EdgeId, 1024> batch;
    std::optional<EdgeId> after;
    for (std::size_t got = batch.size(); got == batch.size();) {
        got = transaction->scan_edges(after, batch);
        for (std::size_t i = 0; i < got; ++i) {
            const auto edge = *transaction->edge(batch.at(i));
            if (edge.flags.fact) {
                const auto name = names.name_of(transaction->name_of(edge.type));
                transaction->set_property(batch.at(i), key, name.empty() ? Value() : Value(name));
            }
        }
        after = batch.back();
    }
    transaction->commit();
}

}  // namespace trefoil::graph
