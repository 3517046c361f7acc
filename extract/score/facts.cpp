// Each fact names subject, relation and object with the wordings that are accepted. A triple is
// read in all the ways in which its arguments can stand for its object; it matches where all three
// agree. Of several triples that match, the one with the most qualifiers right counts.

#include "extract/score/facts.hpp"

#include <algorithm>
#include <istream>
#include <map>
#include <optional>
#include <set>
#include <unicode/regex.h>
#include <unicode/unistr.h>

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "extract/score/fact_words.hpp"
#include "extract/score/words.hpp"

namespace trefoil::extract {

namespace {

using Json = nlohmann::json;

struct Term {
    std::vector<std::string> keys;
    std::set<Stems> whole;
    std::vector<Stems> heads;  ///< the same head is enough
    bool any = false;
};

struct Statement {
    std::optional<Term> subject;  ///< none: any
    std::optional<Term> object;
    std::set<Stems> relation;
    bool any_relation = true;
    std::string polarity;  ///< empty: any
};

struct Qualifiers {
    bool any_polarity = false;
    std::string polarity;
    std::set<std::string> modalities;
    std::optional<Term> source;
    bool source_optional = false;
    std::string time;  ///< a prefix; empty: none
    std::vector<std::string> times;
    bool time_optional = false;
};

struct Fact {
    std::string article;
    std::string sentence_id;
    std::string shown;
    double weight = 1;
    bool visible = true;
    bool symmetric = false;
    std::vector<std::string> phenomena;
    std::vector<Statement> statements;  ///< the fact and other encodings of it
    Qualifiers qualifiers;
};

struct Forbidden {
    std::string article;
    std::string sentence_id;
    std::string shown;
    std::string kind;
    std::string pattern;            ///< of kind "node"
    std::string relation_excluded;  ///< a pattern
    bool same_sentence = false;
    std::vector<std::string> allowed_modalities;
    std::string allowed_polarity;
    bool allowed_attributed = false;
    std::optional<Term> source;
    Statement statement;
};

struct Article {
    std::string name;
    std::vector<std::string> aliases;
    std::vector<std::pair<std::string, std::string>> sentences;  ///< id, squashed text
};

// ---- reading

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

std::optional<Term> term_at(const Json& row, const char* key) {
    const auto at = row.find(key);
    if (at == row.end() || !at->is_object()) {
        return std::nullopt;
    }
    Term term{.keys = texts_at(*at, "keys"), .whole = {}, .heads = {}, .any = flag_at(*at, "any")};
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

Qualifiers qualifiers_of(const Json& row) {
    Qualifiers q{.any_polarity = flag_at(row, "polarity_any"),
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

Fact fact_of(const Json& row) {
    Fact fact{.article = text_at(row, "seed"),
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

Forbidden forbidden_of(const Json& row) {
    Forbidden f{.article = text_at(row, "seed"),
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

// ---- triples as the gold sees them

/// Relation and object as one way to read a triple gives them.
struct View {
    const FoundSlot* subject = nullptr;
    std::vector<std::string> relations;
    std::optional<FoundSlot> object;
};

struct Candidate {
    const FoundTriple* triple = nullptr;
    std::string article;
    std::set<std::string> sentence_ids;
    bool negative = false;
    std::vector<View> views;
};

/// The preposition that an argument begins with (up to three words) and the rest.
std::pair<std::string, std::string> split_preposition(const std::string& text) {
    const std::vector<std::string_view> words = split_blanks(text);
    for (std::size_t lead = 3; lead > 0; --lead) {
        if (words.size() <= lead) {
            continue;
        }
        std::string preposition;
        for (std::size_t i = 0; i < lead; ++i) {
            preposition += (i > 0 ? " " : "") + lower_ascii(words[i]);
        }
        if (is_fact_preposition(preposition)) {
            return {preposition, std::string(trim_blanks(text.substr(
                                     static_cast<std::size_t>(words[lead].data() - text.data()))))};
        }
    }
    return {"", text};
}

std::vector<std::string> extended(const std::vector<std::string>& relations,
                                  const std::string& words) {
    std::vector<std::string> longer = relations;
    for (std::string& relation : longer) {
        relation += " " + words;
    }
    return longer;
}

void add_argument_views(const FoundTriple& t, const std::vector<std::string>& relations,
                        const FoundSlot& argument, std::vector<View>& views) {
    const auto [lead, rest] = split_preposition(argument.text);
    std::string preposition =
        lower_ascii(argument.preposition.empty() ? argument.role : argument.preposition);
    if (!is_fact_preposition(preposition)) {
        preposition = lead;
    }
    const FoundSlot bare{.text = rest, .entity = argument.entity};
    if (!lead.empty()) {
        views.push_back({&t.subject, relations, argument});
    }
    std::vector<std::string> longer = relations;
    if (!preposition.empty()) {
        const std::vector<std::string> with = extended(relations, preposition);
        longer.insert(longer.end(), with.begin(), with.end());
    }
    views.push_back({&t.subject, longer, bare});
    if (t.object && !preposition.empty()) {
        views.push_back(
            {&t.subject, extended(relations, t.object->text + " " + preposition), bare});
        views.push_back({&t.subject, relations,
                         FoundSlot{.text = t.object->text + " " + preposition + " " + argument.text,
                                   .entity = {}}});
    }
}

/// "X was recognised by Y" is also "Y recognised X".
void add_agent_views(std::vector<View>& views, std::vector<FoundSlot>& agents) {
    const std::size_t count = views.size();
    agents.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        std::vector<std::string> active;
        for (const std::string& relation : views[i].relations) {
            if (relation.ends_with(" by") || relation.ends_with("_by")) {
                active.push_back(relation.substr(0, relation.size() - 3));
            }
        }
        if (!active.empty() && views[i].object) {
            agents.push_back(*views[i].object);
            views.push_back({&agents.back(), active, *views[i].subject});
        }
    }
}

/// Owns the slots that views of passives point at.
struct Reading {
    Candidate candidate;
    std::vector<FoundSlot> agents;
};

std::unique_ptr<Reading> reading_of(const FoundTriple& t) {
    auto reading = std::make_unique<Reading>();
    Candidate& c = reading->candidate;
    c.triple = &t;
    c.negative = t.negative || has_negation(t.relation) ||
                 (t.object && lower_ascii(t.object->text).starts_with("no "));
    std::vector<std::string> relations;
    for (const std::string& relation : {t.relation, t.relation_type}) {
        if (!relation.empty()) {
            relations.push_back(relation);
        }
    }
    c.views.push_back({&t.subject, relations, t.object});
    for (const FoundSlot& argument : t.arguments) {
        add_argument_views(t, relations, argument, c.views);
    }
    add_agent_views(c.views, reading->agents);
    return reading;
}

std::string show(const Candidate& c) {
    const FoundTriple& t = *c.triple;
    std::string out = "(" + t.subject.text + " | " + t.relation + " | " +
                      (t.object ? t.object->text : std::string()) + ")";
    out += c.negative ? " NOT" : "";
    out += t.modality == "actual" ? "" : " " + t.modality;
    out += t.attribution ? " by " + t.attribution->text : "";
    out += t.time.empty() ? "" : " @" + t.time;
    return out;
}

bool finds(const std::string& pattern, const std::string& text) {
    UErrorCode status = U_ZERO_ERROR;
    icu::RegexMatcher matcher(icu::UnicodeString::fromUTF8(pattern),
                              icu::UnicodeString::fromUTF8(plain_punctuation(text)),
                              UREGEX_CASE_INSENSITIVE, status);
    return U_SUCCESS(status) && matcher.find() != 0;
}

bool is_pronoun_node(const FoundSlot* slot) {
    static const std::set<std::string> kPronouns{
        "i",     "we",      "you",     "he",     "she",        "it",  "they", "him",
        "her",   "them",    "his",     "its",    "their",      "our", "my",   "who",
        "which", "himself", "herself", "itself", "themselves", "us"};
    if (slot == nullptr || slot->entity.empty() || slot->entity == "US") {
        return false;
    }
    const std::string name = lower_ascii(trim_blanks(slot->entity));
    return kPronouns.contains(name) ||
           kPronouns.contains(std::string(trim_blanks(name.substr(0, name.find_first_of("([")))));
}

double percent(double part, double whole) {
    return whole > 0 ? 100 * part / whole : 0;
}

}  // namespace

struct FactsGold::Impl {
    std::vector<Article> articles;
    std::map<Stems, std::string> key_of_name;
    std::vector<Fact> facts;
    std::vector<Forbidden> forbidden;

    struct Verdict {
        bool polarity = false;
        bool modality = false;
        bool source = false;
        bool time = false;

        [[nodiscard]] int count() const { return polarity + modality + source + time; }
    };

    // ---- names

    static bool word_match(const std::string& text, const Term& term) {
        const Stems stems = stems_of(text);
        if (stems.empty()) {
            return false;
        }
        if (term.whole.contains(stems)) {
            return true;
        }
        // A title before the name.
        for (std::size_t i = 1; i < stems.size(); ++i) {
            const Stems rest(stems.begin() + static_cast<std::ptrdiff_t>(i), stems.end());
            if (is_title_stem(stems[i - 1]) && term.whole.contains(rest)) {
                return true;
            }
        }
        return std::ranges::any_of(term.heads,
                                   [&](const Stems& wanted) { return same_head(stems, wanted); });
    }

    bool matches(const FoundSlot* slot, const std::optional<Term>& term) const {
        if (!term || term->any) {
            return true;
        }
        if (slot == nullptr) {
            return false;
        }
        if (!slot->entity.empty() && word_match(slot->entity, *term)) {
            return true;
        }
        if (slot->text.empty() || !word_match(slot->text, *term)) {
            return false;
        }
        // Linked to another node: wrong.
        if (!slot->entity.empty() && slot->entity != slot->text) {
            const auto known = key_of_name.find(stems_of(slot->entity));
            return known == key_of_name.end() || one_of(term->keys, known->second);
        }
        return true;
    }

    static bool relation_matches(const std::vector<std::string>& relations,
                                 const Statement& statement) {
        return statement.any_relation ||
               std::ranges::any_of(relations, [&](const std::string& relation) {
                   return std::ranges::any_of(relation_forms(relation), [&](const Stems& form) {
                       return statement.relation.contains(form);
                   });
               });
    }

    const Statement* answered(const Candidate& c, const Fact& fact) const {
        for (const Statement& s : fact.statements) {
            for (const View& view : c.views) {
                const FoundSlot* const object = view.object ? &*view.object : nullptr;
                if ((!s.polarity.empty() && (s.polarity == "negative") != c.negative) ||
                    !relation_matches(view.relations, s)) {
                    continue;
                }
                if ((matches(view.subject, s.subject) && matches(object, s.object)) ||
                    (fact.symmetric && matches(object, s.subject) &&
                     matches(view.subject, s.object))) {
                    return &s;
                }
            }
        }
        return nullptr;
    }

    Verdict verdict(const Candidate& c, const Fact& fact, const Statement& statement) const {
        const Qualifiers& q = fact.qualifiers;
        const FoundTriple& t = *c.triple;
        Verdict v;
        v.polarity = q.any_polarity || (q.polarity == "negative") == c.negative ||
                     !statement.polarity.empty();
        v.modality = q.modalities.contains(t.modality);
        v.source = q.source
                       ? (t.attribution ? matches(&*t.attribution, q.source) : q.source_optional)
                       : !t.attribution.has_value();
        v.time = q.time.empty() || (q.time_optional && t.time.empty()) ||
                 (!t.time.empty() && (lower_ascii(t.time).starts_with(q.time) ||
                                      std::ranges::any_of(q.times, [&](const std::string& time) {
                                          return squashed(time) == squashed(t.time);
                                      })));
        return v;
    }

    bool violates(const Candidate& c, const Forbidden& f) const {
        const FoundTriple& t = *c.triple;
        if ((!f.article.empty() && c.article != f.article) ||
            one_of(f.allowed_modalities, t.modality) ||
            (!f.allowed_polarity.empty() && (f.allowed_polarity == "negative") == c.negative) ||
            (f.allowed_attributed && t.attribution)) {
            return false;
        }
        const FoundSlot* const object = t.object ? &*t.object : nullptr;
        const bool here = c.sentence_ids.contains(f.sentence_id);
        if (f.kind == "node") {
            return std::ranges::any_of(std::array{&t.subject, object}, [&](const FoundSlot* slot) {
                return slot != nullptr &&
                       (finds(f.pattern, slot->entity) || finds(f.pattern, slot->text));
            });
        }
        if (f.kind == "pronoun") {
            return is_pronoun_node(&t.subject) || is_pronoun_node(object);
        }
        if (f.kind == "no_triples_from") {
            return here;
        }
        if (f.kind == "attribution") {
            return t.attribution && matches(&*t.attribution, f.source) &&
                   (f.sentence_id.empty() || here);
        }
        if ((f.same_sentence && !here) ||
            (!f.relation_excluded.empty() && finds(f.relation_excluded, t.relation))) {
            return false;
        }
        return relation_matches({t.relation, t.relation_type}, f.statement) &&
               matches(&t.subject, f.statement.subject) && matches(object, f.statement.object);
    }

    // ---- places

    /// Article and sentences that an output row is about.
    std::pair<std::string, std::set<std::string>> place(const FoundSentence& row) const {
        const std::string file = row.document.substr(row.document.find_last_of('/') + 1);
        const auto stem_name = [](const std::string& name) {
            return name.substr(0, name.find_last_of('.'));
        };
        std::string article;
        for (const Article& a : articles) {
            std::vector<std::string> names = a.aliases;
            names.push_back(a.name);
            for (const std::string& name : names) {
                if (file == name || stem_name(file) == stem_name(name)) {
                    article = a.name;
                }
            }
        }
        std::set<std::string> ids;
        const std::string text = squashed(row.text);
        const bool known = !article.empty();
        constexpr std::size_t kEnough = 8;
        for (const Article& a : articles) {
            for (const auto& [id, sentence] : a.sentences) {
                if (text.empty() || sentence.empty() || (known && a.name != article)) {
                    continue;
                }
                if (text == sentence ||
                    (text.size() > kEnough && sentence.find(text) != std::string::npos) ||
                    (sentence.size() > kEnough && text.find(sentence) != std::string::npos)) {
                    ids.insert(id);
                    article = article.empty() ? a.name : article;
                }
            }
        }
        return {article, ids};
    }
};

FactsGold::FactsGold(std::istream& in, const std::string& name) : impl_(std::make_unique<Impl>()) {
    const Json gold = Json::parse(in, nullptr, false);
    if (!gold.is_object() || !gold.contains("seeds") || !gold.contains("facts")) {
        throw InputError("not facts in JSON; expected an object with \"seeds\" and \"facts\"",
                         name);
    }
    try {
        for (const auto& [article, row] : gold.at("seeds").items()) {
            Article a{.name = article, .aliases = texts_at(row, "aliases"), .sentences = {}};
            if (const auto sentences = row.find("sentences"); sentences != row.end()) {
                for (const auto& [id, text] : sentences->items()) {
                    a.sentences.emplace_back(id, squashed(text.get<std::string>()));
                }
            }
            impl_->articles.push_back(std::move(a));
        }
        const Json names = gold.value("names", Json::object());
        for (const auto& [key, forms] : names.items()) {
            for (const Json& form : forms) {
                impl_->key_of_name[stems_of(form.get<std::string>())] = key;
            }
        }
        for (const Json& row : gold.at("facts")) {
            impl_->facts.push_back(fact_of(row));
        }
        const Json forbidden = gold.value("must_not", Json::array());
        for (const Json& row : forbidden) {
            impl_->forbidden.push_back(forbidden_of(row));
        }
    } catch (const Json::exception& e) {
        throw InputError(std::string("a fact is not as expected: ") + e.what(), name);
    }
}

FactsGold::~FactsGold() = default;
FactsGold::FactsGold(FactsGold&&) noexcept = default;

std::vector<std::string> FactsGold::articles() const {
    std::vector<std::string> names;
    for (const Article& article : impl_->articles) {
        names.push_back(article.name);
    }
    return names;
}

namespace {

/// What the output has for one fact.
struct Outcome {
    const Fact* fact = nullptr;
    bool matched = false;
    bool polarity = false;
    bool strict = false;
};

template <typename Pick>
FactsRecall recall_of(std::string group, const std::vector<Outcome>& outcomes, Pick pick) {
    FactsRecall recall{.group = std::move(group)};
    double weight = 0;
    for (const Outcome& o : outcomes) {
        if (!pick(*o.fact)) {
            continue;
        }
        ++recall.facts;
        recall.matched += o.matched ? 1 : 0;
        weight += o.fact->weight;
        recall.weighted += o.matched ? o.fact->weight : 0;
        recall.weighted_polarity += o.polarity ? o.fact->weight : 0;
        recall.weighted_strict += o.strict ? o.fact->weight : 0;
    }
    recall.recall = percent(static_cast<double>(recall.matched), static_cast<double>(recall.facts));
    recall.weighted = percent(recall.weighted, weight);
    recall.weighted_polarity = percent(recall.weighted_polarity, weight);
    recall.weighted_strict = percent(recall.weighted_strict, weight);
    return recall;
}

std::vector<FactsRecall> groups_of(const std::vector<Outcome>& outcomes) {
    std::set<double> weights;
    std::set<std::string> articles;
    std::set<std::string> phenomena;
    bool hidden = false;
    for (const Outcome& o : outcomes) {
        weights.insert(o.fact->weight);
        articles.insert(o.fact->article);
        phenomena.insert(o.fact->phenomena.begin(), o.fact->phenomena.end());
        hidden = hidden || !o.fact->visible;
    }
    std::vector<FactsRecall> groups{recall_of("all", outcomes, [](const Fact&) { return true; })};
    if (hidden) {
        groups.push_back(recall_of("visible", outcomes, [](const Fact& f) { return f.visible; }));
        groups.push_back(recall_of("held out", outcomes, [](const Fact& f) { return !f.visible; }));
    }
    for (auto w = weights.rbegin(); w != weights.rend(); ++w) {
        groups.push_back(recall_of("weight " + std::to_string(static_cast<int>(*w)), outcomes,
                                   [&](const Fact& f) { return f.weight == *w; }));
    }
    for (const std::string& a : articles) {
        groups.push_back(recall_of(a, outcomes, [&](const Fact& f) { return f.article == a; }));
    }
    for (const std::string& p : phenomena) {
        groups.push_back(
            recall_of(p, outcomes, [&](const Fact& f) { return one_of(f.phenomena, p); }));
    }
    return groups;
}

}  // namespace

FactsScore FactsGold::score(std::span<const FoundSentence> found) const {
    FactsScore score;
    std::vector<std::unique_ptr<Reading>> readings;
    for (const FoundSentence& sentence : found) {
        const auto [article, ids] = impl_->place(sentence);
        if (article.empty()) {
            score.stray += sentence.triples.size();
            continue;
        }
        for (const FoundTriple& triple : sentence.triples) {
            readings.push_back(reading_of(triple));
            readings.back()->candidate.article = article;
            readings.back()->candidate.sentence_ids = ids;
        }
    }
    score.triples = readings.size();
    std::set<const Reading*> matching;
    std::vector<Outcome> outcomes;
    for (const Fact& fact : impl_->facts) {
        Outcome outcome{.fact = &fact};
        std::pair<int, bool> best{-1, false};
        for (const auto& reading : readings) {
            const Candidate& c = reading->candidate;
            const Statement* const statement =
                c.article == fact.article ? impl_->answered(c, fact) : nullptr;
            if (statement == nullptr) {
                continue;
            }
            matching.insert(reading.get());
            const Impl::Verdict v = impl_->verdict(c, fact, *statement);
            const std::pair rank(v.count(), c.sentence_ids.contains(fact.sentence_id));
            if (rank > best) {
                best = rank;
                outcome.matched = true;
                outcome.polarity = v.polarity;
                outcome.strict = v.count() == 4;
            }
        }
        if (!outcome.matched) {
            score.account.push_back("missed     " + fact.shown);
        }
        outcomes.push_back(outcome);
    }
    score.groups = groups_of(outcomes);
    score.forbidden = impl_->forbidden.size();
    for (const Forbidden& f : impl_->forbidden) {
        bool broken = false;
        for (const auto& reading : readings) {
            if (impl_->violates(reading->candidate, f)) {
                if (!broken) {
                    score.account.push_back("must not   " + f.shown + "   " +
                                            show(reading->candidate));
                }
                broken = true;
                matching.erase(reading.get());
            }
        }
        score.violated += broken ? 1 : 0;
    }
    score.matching = matching.size();
    for (const auto& reading : readings) {
        if (!matching.contains(reading.get())) {
            score.account.push_back("unmatched  " + show(reading->candidate));
        }
    }
    return score;
}

}  // namespace trefoil::extract
