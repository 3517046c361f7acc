#include "extract/score/facts_table.hpp"

#include <istream>

#include <nlohmann/json.hpp>

#include "base/error.hpp"

namespace trefoil::extract {

namespace {

using Json = nlohmann::json;

std::string text_at(const Json& row, const char* key) {
    const auto at = row.find(key);
    return at != row.end() && at->is_string() ? at->get<std::string>() : std::string();
}

bool flag_at(const Json& row, const char* key) {
    const auto at = row.find(key);
    return at != row.end() && at->is_boolean() && at->get<bool>();
}

std::vector<std::string> texts_at(const Json& row, const char* key) {
    const auto at = row.find(key);
    return at != row.end() && at->is_array() ? at->get<std::vector<std::string>>()
                                             : std::vector<std::string>();
}

std::optional<FactTerm> term_at(const Json& row, const char* key) {
    const auto at = row.find(key);
    if (at == row.end() || !at->is_object()) {
        return std::nullopt;
    }
    FactTerm term{
        .keys = texts_at(*at, "keys"), .whole = {}, .heads = {}, .any = flag_at(*at, "any")};
    term.whole.insert(stems_of(text_at(*at, "canonical")));
    for (const std::string& text : texts_at(*at, "accept")) {
        term.whole.insert(stems_of(text));
    }
    for (const std::string& text : texts_at(*at, "accept_partial")) {
        term.heads.push_back(stems_of(text));
        term.whole.insert(term.heads.back());
    }
    return term;
}

Statement statement_of(const Json& row) {
    Statement statement{.subject = term_at(row, "subject"),
                        .object = term_at(row, "object"),
                        .relation = {},
                        .any_relation = true,
                        .polarity = text_at(row, "polarity")};
    const auto relation = row.find("relation");
    if (relation != row.end() && relation->is_object() && !flag_at(*relation, "any")) {
        statement.any_relation = false;
        statement.relation = relation_forms(text_at(*relation, "canonical"));
        for (const std::string& text : texts_at(*relation, "accept")) {
            statement.relation.merge(relation_forms(text));
        }
    }
    return statement;
}

FactQualifiers qualifiers_of(const Json& row) {
    FactQualifiers q{.any_polarity = flag_at(row, "polarity_any"),
                     .polarity = text_at(row, "polarity"),
                     .modalities = {},
                     .source = std::nullopt,
                     .source_optional = flag_at(row, "attribution_optional"),
                     .time = text_at(row, "time"),
                     .times = texts_at(row, "time_accept"),
                     .time_optional = flag_at(row, "time_optional")};
    q.modalities.insert(text_at(row, "modality"));
    for (const std::string& modality : texts_at(row, "modality_accept")) {
        q.modalities.insert(modality);
    }
    if (q.modalities.contains("possible") && text_at(row, "modality") == "possible") {
        q.modalities.insert("conditional");
    }
    if (!text_at(row, "attributed_to").empty()) {
        q.modalities.insert("reported");
        q.source = term_at(row, "attributed_accept");
    }
    return q;
}

std::string named(const Json& row, const char* key) {
    const auto at = row.find(key);
    return at != row.end() && at->is_object() ? text_at(*at, "canonical") : std::string("-");
}

WantedFact fact_of(const Json& row) {
    WantedFact fact{.article = text_at(row, "seed"),
                    .sentence_id = text_at(row, "sid"),
                    .shown = text_at(row, "id") + ": " + named(row, "subject") + " | " +
                             named(row, "relation") + " | " + named(row, "object"),
                    .weight = row.value("weight", 1.0),
                    .visible = row.value("visible", true),
                    .symmetric = flag_at(row, "symmetric"),
                    .phenomena = texts_at(row, "phenomena"),
                    .statements = {statement_of(row)},
                    .qualifiers = qualifiers_of(row.at("qualifiers"))};
    if (const auto others = row.find("alts"); others != row.end()) {
        for (const Json& other : *others) {
            fact.statements.push_back(statement_of(other));
        }
    }
    return fact;
}

ForbiddenFact forbidden_of(const Json& row) {
    ForbiddenFact f{.article = text_at(row, "seed"),
                    .sentence_id = text_at(row, "sid"),
                    .shown = text_at(row, "id") + ": " + text_at(row, "wrong"),
                    .kind = text_at(row, "kind"),
                    .pattern = text_at(row, "regex"),
                    .relation_excluded = text_at(row, "raw_relation_not"),
                    .same_sentence = flag_at(row, "same_sentence"),
                    .allowed_modalities = {},
                    .allowed_polarity = {},
                    .allowed_attributed = false,
                    .source = term_at(row, "attribution"),
                    .statement = statement_of(row)};
    if (const auto allowed = row.find("allow_if"); allowed != row.end() && allowed->is_object()) {
        f.allowed_modalities = texts_at(*allowed, "modality");
        f.allowed_polarity = text_at(*allowed, "polarity");
        f.allowed_attributed = flag_at(*allowed, "attributed");
    }
    return f;
}

}  // namespace

FactsTable read_facts_table(std::istream& in, const std::string& name) {
    FactsTable table;
    const Json gold = Json::parse(in, nullptr, false);
    if (!gold.is_object() || !gold.contains("seeds") || !gold.contains("facts")) {
        throw InputError("not facts in JSON; expected an object with \"seeds\" and \"facts\"",
                         name);
    }
    try {
        for (const auto& [article, row] : gold.at("seeds").items()) {
            FactArticle a{.name = article, .aliases = texts_at(row, "aliases"), .sentences = {}};
            if (const auto sentences = row.find("sentences"); sentences != row.end()) {
                for (const auto& [id, text] : sentences->items()) {
                    a.sentences.emplace_back(id, squashed(text.get<std::string>()));
                }
            }
            table.articles.push_back(std::move(a));
        }
        const Json names = gold.value("names", Json::object());
        for (const auto& [key, forms] : names.items()) {
            for (const Json& form : forms) {
                table.key_of_name[stems_of(form.get<std::string>())] = key;
            }
        }
        for (const Json& row : gold.at("facts")) {
            table.facts.push_back(fact_of(row));
        }
        const Json forbidden = gold.value("must_not", Json::array());
        for (const Json& row : forbidden) {
            table.forbidden.push_back(forbidden_of(row));
        }
    } catch (const Json::exception& e) {
        throw InputError(std::string("a fact is not as expected: ") + e.what(), name);
    }
    return table;
}

}  // namespace trefoil::extract
