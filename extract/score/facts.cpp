// Each fact names subject, relation and object with the wordings that are accepted. A triple is
// read in all the ways in which its arguments can stand for its object; it matches where all three
// agree. Of several triples that match, the one with the most qualifiers right counts.

#include "extract/score/facts.hpp"

#include <algorithm>
#include <istream>
#include <optional>
#include <set>
#include <unicode/regex.h>
#include <unicode/unistr.h>

#include "extract/score/fact_words.hpp"
#include "extract/score/facts_table.hpp"
#include "extract/score/words.hpp"

namespace trefoil::extract {

namespace {

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
    FactsTable table;

    explicit Impl(FactsTable read) : table(std::move(read)) {}

    struct Verdict {
        bool polarity = false;
        bool modality = false;
        bool source = false;
        bool time = false;

        [[nodiscard]] int count() const { return polarity + modality + source + time; }
    };

    // ---- names

    static bool word_match(const std::string& text, const FactTerm& term) {
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

    bool matches(const FoundSlot* slot, const std::optional<FactTerm>& term) const {
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
            const auto known = table.key_of_name.find(stems_of(slot->entity));
            return known == table.key_of_name.end() || one_of(term->keys, known->second);
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

    const Statement* answered(const Candidate& c, const WantedFact& fact) const {
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

    Verdict verdict(const Candidate& c, const WantedFact& fact, const Statement& statement) const {
        const FactQualifiers& q = fact.qualifiers;
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

    bool violates(const Candidate& c, const ForbiddenFact& f) const {
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
        for (const FactArticle& a : table.articles) {
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
        for (const FactArticle& a : table.articles) {
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

FactsGold::FactsGold(std::istream& in, const std::string& name)
    : impl_(std::make_unique<Impl>(read_facts_table(in, name))) {}

FactsGold::~FactsGold() = default;
FactsGold::FactsGold(FactsGold&&) noexcept = default;

std::vector<std::string> FactsGold::articles() const {
    std::vector<std::string> names;
    for (const FactArticle& article : impl_->table.articles) {
        names.push_back(article.name);
    }
    return names;
}

namespace {

/// What the output has for one fact.
struct Outcome {
    const WantedFact* fact = nullptr;
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
    std::vector<FactsRecall> groups{
        recall_of("all", outcomes, [](const WantedFact&) { return true; })};
    if (hidden) {
        groups.push_back(
            recall_of("visible", outcomes, [](const WantedFact& f) { return f.visible; }));
        groups.push_back(
            recall_of("held out", outcomes, [](const WantedFact& f) { return !f.visible; }));
    }
    for (auto w = weights.rbegin(); w != weights.rend(); ++w) {
        groups.push_back(recall_of("weight " + std::to_string(static_cast<int>(*w)), outcomes,
                                   [&](const WantedFact& f) { return f.weight == *w; }));
    }
    for (const std::string& a : articles) {
        groups.push_back(
            recall_of(a, outcomes, [&](const WantedFact& f) { return f.article == a; }));
    }
    for (const std::string& p : phenomena) {
        groups.push_back(
            recall_of(p, outcomes, [&](const WantedFact& f) { return one_of(f.phenomena, p); }));
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
    for (const WantedFact& fact : impl_->table.facts) {
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
    score.forbidden = impl_->table.forbidden.size();
    for (const ForbiddenFact& f : impl_->table.forbidden) {
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
