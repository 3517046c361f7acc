#include "extract/extractors/build.hpp"

#include <algorithm>

#include "extract/extractors/chain_status.hpp"
#include "extract/gazetteer.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

constexpr std::string_view kPlacePrepositions[] = {
    "in",     "at",      "on",   "near",   "into",       "from",   "to",     "across",
    "inside", "outside", "over", "around", "throughout", "within", "toward", "towards"};

bool one_of(std::span<const std::string_view> words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// "into quarters", "with a short season": no preposition of time, whatever noun follows.
bool is_untimely(std::string_view preposition) {
    return preposition == "into" || preposition == "onto" || preposition == "with" ||
           preposition == "against" || preposition == "like" || preposition == "than";
}

/// "spoke to this moment", "revolves around the year": what the verb is about.
bool goes_with_verb(const SentenceView& view, TokenIndex head, std::string_view preposition) {
    constexpr std::string_view kTo[] = {"speak",   "belong",   "refer",  "return",  "adapt",
                                        "point",   "relate",   "apply",  "respond", "testify",
                                        "allude",  "look",     "go",     "come",    "elect",
                                        "reelect", "sentence", "adjust", "compare", "attend"};
    const Tree& tree = view.tree;
    const TokenIndex verb = tree.head(head);
    if (verb == kRoot || !tree.is_verb(verb)) {
        return false;
    }
    if (preposition == "around") {
        return tree.lemma(verb) == "revolve" || tree.lemma(verb) == "center" ||
               tree.lemma(verb) == "centre";
    }
    return preposition == "to" && view.type_at(head) != EntityType::Date &&
           one_of(kTo, tree.lemma(verb));
}

Role role_of(const SentenceView& view, TokenIndex head, std::string_view preposition) {
    const EntityType type = view.type_at(head);
    const bool topic = is_untimely(preposition) || preposition == "of" || preposition == "about" ||
                       preposition == "out of" || preposition == "as";
    if (view.tree.lemma(head) == "future" && preposition == "for" &&
        view.tree.has_child(head, {Rel::AclRelcl, Rel::Acl, Rel::Nmod})) {
        return Role::Other;  // "hopes for | a future in which"
    }
    if (is_time(view, head) && !goes_with_verb(view, head, preposition) &&
        (!topic || type == EntityType::Date)) {
        return Role::Time;
    }
    if ((type == EntityType::Place || type == EntityType::Facility) &&
        one_of(kPlacePrepositions, preposition)) {
        return Role::Place;
    }
    if (preposition == "because of" || preposition == "due to" || preposition == "amid" ||
        preposition == "owing to") {
        return Role::Cause;
    }
    if (preposition == "for" &&
        (view.tree.form(head) == "ever" || view.tree.form(head) == "while")) {
        return Role::Time;
    }
    if (preposition == "for" || preposition == "in order") {
        const bool somebody = view.tree.is_pronoun(head) || type == EntityType::Person ||
                              type == EntityType::Organization || type == EntityType::Group ||
                              type == EntityType::Money;  // "sold it for $5"
        return somebody ? Role::Other : Role::Purpose;
    }
    if (preposition == "by" || preposition == "through" || preposition == "via") {
        return Role::Manner;
    }
    return Role::Other;
}

/// "not | just X", "not | only X": what is said holds of X and more.
bool limits_negation(const Tree& tree, TokenIndex adverb) {
    const std::string_view f = tree.form(adverb);
    return adverb > 0 && is_negation(tree.form(adverb - 1)) &&
           (f == "just" || f == "only" || f == "merely" || f == "simply");
}

bool is_leaf(const Tree& tree, TokenIndex i) {
    return tree.children(i).empty();
}

/// Adverbs that stand with the verb: not relative, before the verb, leaves (or "no longer").
bool is_group_adverb(const Tree& tree, TokenIndex adverb, TokenIndex first, TokenIndex head) {
    if (tree.rel(adverb) != Rel::Advmod || adverb > head || tree.is_relative(adverb)) {
        return false;
    }
    if (is_negation(tree.form(adverb))) {
        return true;
    }
    const auto below = tree.children(adverb);
    const auto before = std::count_if(below.begin(), below.end(),
                                      [&](TokenIndex t) { return tree.rel(t) != Rel::Fixed; });
    const bool small = before == 0 || (before == 1 && below.front() < adverb);  // "almost kind of"
    return small && adverb > first && tree.token(adverb).xpos != "WRB";
}

void add_group(const SentenceView& view, const Clause& c, TokenSet& tokens) {
    const Tree& tree = view.tree;
    tokens.push_back(c.head);
    if (const TokenIndex part = tree.child(c.head, {Rel::Compound});
        part >= 0 && part + 1 == c.head && tree.is_verb(c.head)) {
        tokens.push_back(part);  // "guest | starred"
    }
    // "was short-lived": what a hyphen joins to the verb is part of its word.
    for (TokenIndex t = c.kind == Clause::Kind::Copula ? 0 : c.head;
         t >= 2 && tree.form(t - 1) == "-" && !tree.token(t - 1).space_after &&
         !tree.token(t - 2).space_after && tree.dominates(c.head, t - 2);
         t -= 2) {
        tokens.push_back(t - 1);
        tokens.push_back(t - 2);
    }
    tokens.insert(tokens.end(), c.auxiliaries.begin(), c.auxiliaries.end());
    for (const TokenIndex a : c.auxiliaries) {
        for (const TokenIndex child : tree.children(a)) {
            if (tree.rel(child) == Rel::Advmod) {
                tokens.push_back(child);
            }
        }
    }
    if (c.to >= 0) {
        tokens.push_back(c.to);
    }
    if (c.particle >= 0) {
        tokens.push_back(c.particle);
    }
    // Adverbs between subject or first auxiliary and the verb.
    TokenIndex first =
        c.own_subject && c.subject < c.head && !c.antecedent_subject ? c.subject : -1;
    if (!c.auxiliaries.empty()) {
        first = std::max(first, std::min(c.auxiliaries.front(), c.head) - 2);
    }
    if (first < 0) {
        first = c.to >= 0 ? c.to - 2 : c.head - 3;
    }
    const auto children = tree.children(c.head);
    for (auto at = children.rbegin(); at != children.rend(); ++at) {
        const TokenIndex child = *at;
        if (is_group_adverb(tree, child, first, c.head)) {
            const TokenSet words = tree.subtree(child);
            const bool close =
                words.back() + 1 >= c.head ||
                std::find(tokens.begin(), tokens.end(), words.back() + 1) != tokens.end() ||
                is_negation(tree.form(child)) || !c.auxiliaries.empty();
            if (c.kind == Clause::Kind::Copula && child + 1 == c.head && !c.auxiliaries.empty() &&
                c.head < c.auxiliaries.front()) {
                continue;  // "most common are beeches"
            }
            if (c.kind == Clause::Kind::Copula && !is_negation(tree.form(child)) &&
                !limits_negation(tree, child) &&
                !(is_sentence_adverb(tree.form(child)) && is_leaf(tree, child)) &&
                child > (c.auxiliaries.empty() ? -1 : c.auxiliaries.back())) {
                continue;  // "so interested": the adverb belongs to the adjective
            }
            const bool comma = words.back() + 1 < tree.size() && tree.form(words.back() + 1) == ",";
            if (close && !comma) {
                tokens.insert(tokens.end(), words.begin(), words.end());
            }
        }
    }
}

}  // namespace

const EntityMention* SentenceView::mention_at(TokenIndex head) const {
    const EntityMention* best = nullptr;
    for (const EntityMention& m : mentions) {
        if (m.head == head && (best == nullptr || m.last - m.first > best->last - best->first)) {
            best = &m;
        }
    }
    return best;
}

EntityType SentenceView::type_at(TokenIndex head) const {
    const EntityMention* m = mention_at(head);
    if (m == nullptr) {
        return EntityType::Concept;
    }
    return m->mention.cluster ? clusters[*m->mention.cluster].type : m->mention.type;
}

bool SentenceView::is_name(TokenIndex head) const {
    return std::any_of(mentions.begin(), mentions.end(), [&](const EntityMention& m) {
        return m.head == head && m.mention.kind == MentionKind::Name;
    });
}

std::string SentenceView::spell(std::string_view lemma) const {
    return std::string(gazetteer == nullptr ? lemma : gazetteer->american(lemma));
}

DraftPhrase noun_argument(const SentenceView& view, TokenIndex head, bool keep_conjuncts) {
    PhraseOptions options;
    options.conjuncts = keep_conjuncts;
    DraftPhrase result;
    result.head = head;
    result.words = noun_phrase(view.tree, head, options);
    const TokenIndex first = result.words.empty() ? 0 : result.words.front();
    const std::string_view f = view.tree.form(first);
    if (first > 0 && first < head && (f == "just" || f == "only") &&
        view.tree.form(first - 1) == "not") {
        result.words.erase(result.words.begin());  // "not just | A but B": A too
    }
    return result;
}

namespace {

/// "a week | after", "ten years | before": how long stands right before the preposition.
bool has_measure(const SentenceView& view, TokenIndex head, const TokenSet& preposition) {
    const Tree& tree = view.tree;
    if (preposition.size() != 1 ||
        (tree.form(preposition.front()) != "after" && tree.form(preposition.front()) != "before")) {
        return false;
    }
    const auto children = tree.children(head);
    return std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
        return child + 1 == preposition.front() && is_time_noun(tree.lemma(child)) &&
               tree.is(child, {Rel::OblUnmarked, Rel::NmodUnmarked});
    });
}

}  // namespace

namespace {

/// "even | with good paint", "mostly | to the north": without the adverb it says something else.
bool limits_phrase(std::string_view adverb) {
    constexpr std::string_view kLimits[] = {
        "even",    "only",     "not",        "mostly",       "mainly",   "partly",
        "chiefly", "largely",  "almost",     "nearly",       "possibly", "primarily",
        "perhaps", "probably", "especially", "particularly", "notably",  "usually"};
    return one_of(kLimits, adverb);
}

}  // namespace

DraftPhrase oblique_argument(const SentenceView& view, TokenIndex head, bool keep_conjuncts) {
    DraftPhrase result = noun_argument(view, head, keep_conjuncts);
    result.preposition = preposition_tokens(view.tree, head);
    const auto children = view.tree.children(head);
    const bool asks = std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
        return view.tree.token(t).xpos.starts_with("W");
    });
    if (!result.preposition.empty() && view.clauses.headed_by(head) != nullptr &&
        view.tree.has_child(head, {Rel::Nsubj, Rel::NsubjPass}) &&
        (asks || !view.tree.has_child(head, {Rel::Cop}))) {
        result.words = clause_phrase(view.tree, head);  // "depending on | how high it is"
    }
    if (has_measure(view, head, result.preposition)) {
        result.words.push_back(result.preposition.front());  // "a week after the vote"
        std::sort(result.words.begin(), result.words.end());
        result.preposition.clear();
        result.role = Role::Time;
        return result;
    }
    if (!result.preposition.empty() && result.preposition.front() > 0) {
        const TokenIndex before = result.preposition.front() - 1;
        const std::string_view f = view.tree.form(before);
        const bool inside = view.tree.dominates(head, before) && before != head;
        if (inside && limits_negation(view.tree, before)) {
            result.preposition.insert(result.preposition.begin(), {before - 1, before});
        } else if (inside && limits_phrase(f)) {
            result.preposition.insert(result.preposition.begin(), before);
        }
    }
    // "especially | in the north", "just a bit | around it": the adverb is the preposition's.
    if (!result.preposition.empty()) {
        std::erase_if(result.words, [&](TokenIndex i) { return i < result.preposition.front(); });
        trim_punctuation(view.tree, result.words);
    }
    // "including through X": the first word only adds another argument of the second's kind.
    if (result.preposition.size() > 1 &&
        view.tree.form(result.preposition.front()) == "including") {
        std::erase(result.words, result.preposition.front());
        result.preposition.erase(result.preposition.begin());
    }
    std::erase_if(result.words, [&](TokenIndex i) {
        return std::binary_search(result.preposition.begin(), result.preposition.end(), i);
    });
    TokenSet plain = result.preposition;
    while (plain.size() > 1 && limits_phrase(view.tree.form(plain.front()))) {
        plain.erase(plain.begin());
    }
    result.role = role_of(view, head, lower_words(view.tree, plain));
    // "ten visits a month, | which makes ...": said of the visits.
    const TokenIndex remark = view.tree.child(head, {Rel::AclRelcl});
    if (const TokenIndex which = remark < 0 ? -1 : view.tree.child_form(remark, "which");
        result.role == Role::Time && which > head && view.tree.form(which - 1) == ",") {
        std::erase_if(result.words, [&](TokenIndex i) { return i > head && i >= which - 1; });
    }
    return result;
}

bool may_be_object(const Tree& tree, TokenIndex oblique) {
    const TokenSet preposition = preposition_tokens(tree, oblique);
    if (preposition.empty()) {
        return false;
    }
    const std::string_view first = tree.form(preposition.front());
    constexpr std::string_view kNot[] = {"including", "excluding", "such",    "except",
                                         "besides",   "although",  "because", "though",
                                         "while",     "unless",    "whereas", "since"};
    return !one_of(kNot, first);
}

DraftPhrase clause_argument(const SentenceView& view, TokenIndex head) {
    DraftPhrase result;
    result.head = head;
    result.words = clause_phrase(view.tree, head);
    result.clause = true;
    return result;
}

bool is_time(const SentenceView& view, TokenIndex head) {
    const EntityMention* m = view.mention_at(head);
    if (m != nullptr && m->mention.type == EntityType::Date) {
        return true;
    }
    if (m != nullptr && m->mention.kind == MentionKind::Name) {
        return false;
    }
    const Token& token = view.tree.token(head);
    const bool title = head > 0 && token.upos == "PROPN" && token.form.ends_with('s') &&
                       view.tree.form(head) != view.tree.lemma(head) &&
                       view.tree.token(head - 1).upos != "DET" &&
                       view.tree.token(head - 1).form.front() >= 'A' &&
                       view.tree.token(head - 1).form.front() <= 'Z';  // "for Seven Days"
    if (is_time_noun(view.tree.lemma(head)) && token.upos != "VERB" && !title) {
        return true;
    }
    const bool year = token.form.size() == 4 && (token.form[0] == '1' || token.form[0] == '2') &&
                      std::all_of(token.form.begin(), token.form.end(),
                                  [](char c) { return c >= '0' && c <= '9'; });
    return year;
}

bool tells_time(const SentenceView& view, TokenIndex oblique) {
    const TokenSet preposition = preposition_tokens(view.tree, oblique);
    const std::string words = lower_words(view.tree, preposition);
    return is_time(view, oblique) && !goes_with_verb(view, oblique, words) &&
           (view.type_at(oblique) == EntityType::Date || !is_untimely(words));
}

namespace {

/// "have | yet | to hear", "was not | as | expected": one adverb between two words of the group.
void add_adverbs_between(const Tree& tree, TokenSet& group) {
    TokenSet all = group;
    for (std::size_t i = 0; i + 1 < group.size(); ++i) {
        const TokenIndex t = group[i] + 1;
        if (t + 1 == group[i + 1] && tree.token(t).upos == "ADV" && tree.children(t).empty()) {
            all.push_back(t);
        }
    }
    std::sort(all.begin(), all.end());
    group = std::move(all);
}

}  // namespace

std::vector<RelationPiece> verb_group(const SentenceView& view, int clause) {
    const auto& list = view.clauses.list;
    TokenSet tokens;
    const Clause& top = list[static_cast<std::size_t>(clause)];
    for (const int at : worded_chain(view.clauses, clause)) {
        add_group(view, list[static_cast<std::size_t>(at)], tokens);
    }
    if (top.kind == Clause::Kind::Copula && top.first_conjunct >= 0 && top.to < 0 && !top.finite) {
        const TokenIndex to = list[static_cast<std::size_t>(top.first_conjunct)].to;
        if (to >= 0) {
            tokens.push_back(to);  // "wants to be rich and | famous"
        }
    }
    std::sort(tokens.begin(), tokens.end());
    tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
    const Clause& end = list[static_cast<std::size_t>(chain_end(view.clauses, clause))];
    if (end.kind != Clause::Kind::Copula) {
        add_adverbs_between(view.tree, tokens);
    }
    // "what he could do was to study": could study
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (view.tree.form(tokens[i]) == "do" && view.tree.token(tokens[i]).upos == "VERB" &&
            i + 2 < tokens.size() && view.tree.token(tokens[i + 1]).xpos == "TO" &&
            tokens[i + 1] > tokens[i] + 1) {
            tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(i),
                         tokens.begin() + static_cast<std::ptrdiff_t>(i) + 2);
            break;
        }
    }
    std::vector<RelationPiece> pieces;
    const bool marked = view.tree.has_child(top.head, {Rel::Mark});
    const bool active = end.kind == Clause::Kind::Verb && end.object > end.head &&
                        view.tree.token(top.head).xpos != "VBG" && top.link != Rel::Acl &&
                        (&end == &top || top.link != Rel::Xcomp);  // "felt | compelled to sell it"
    if (top.participle && !marked && !active && top.first_conjunct < 0 &&
        tokens.front() <= top.head && top.subject >= 0) {
        pieces.push_back({-1, inserted_be(view, top.subject, false, top.head)});
    }
    for (const TokenIndex t : tokens) {
        pieces.push_back({t, {}});
    }
    return pieces;
}

std::string relation_type(const SentenceView& view, int clause) {
    const auto& list = view.clauses.list;
    std::string prefix;
    const std::vector<int> chain = worded_chain(view.clauses, clause);
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
        const Clause& c = list[static_cast<std::size_t>(chain[i])];
        const Clause& next = list[static_cast<std::size_t>(chain[i + 1])];
        const bool transparent =
            view.tree.is_verb(c.head)
                ? (is_transparent(view.tree.lemma(c.head)) &&
                   !is_event_of_its_own(view, c, next)) ||
                      c.kind == Clause::Kind::Passive
                : effect_of_adjective(view.tree.lemma(c.head)) != Effect::Neutral;
        const bool stressed = view.tree.lemma(c.head) == "do" && !next.infinitive &&
                              view.tree.token(next.head).xpos == "VB";  // "did (was to) write"
        if (!transparent && !stressed) {
            prefix += view.spell(view.tree.lemma(c.head)) + (next.infinitive ? "_to_" : "_");
        }
    }
    const Clause& last = list[static_cast<std::size_t>(chain.back())];
    std::string type = prefix + view.spell(view.tree.lemma(last.head));
    if (last.particle >= 0) {
        type += "_" + std::string(view.tree.form(last.particle));
    }
    return type;
}

std::string with_preposition(const SentenceView& view, std::string type,
                             const TokenSet& preposition) {
    for (const TokenIndex t : preposition) {
        type += "_";
        type += view.tree.form(t);
    }
    return type;
}

bool is_plural(const Tree& tree, TokenIndex head, bool member) {
    const Token& token = tree.token(head);
    if (const TokenIndex other = tree.child(head, {Rel::Conj}); !member && other >= 0) {
        const TokenIndex cc = tree.child(other, {Rel::Cc});
        if (cc < 0 || tree.form(cc) != "/") {
            return true;
        }
    }
    if (token.xpos == "NNS" || token.xpos == "NNPS" ||
        token.feats.find("Number=Plur") != std::string::npos) {
        return true;
    }
    const std::string_view f = tree.form(head);
    return f == "they" || f == "we" || f == "you" || f == "these" || f == "those" || f == "many" ||
           f == "several" || f == "few" || f == "others";
}

namespace {

/// True if the nearest tensed clause around `token` is in the past.
bool in_past(const SentenceView& view, TokenIndex token) {
    for (int at = view.clauses.governing(view.tree, token); at >= 0;) {
        const Clause& c = view.clauses.list[static_cast<std::size_t>(at)];
        if (c.finite) {
            const auto past = [&](TokenIndex t) { return view.tree.token(t).xpos == "VBD"; };
            return past(c.head) || std::any_of(c.auxiliaries.begin(), c.auxiliaries.end(), past);
        }
        at = c.first_conjunct >= 0 ? c.first_conjunct : c.parent;
    }
    return false;
}

/// "a hall built in 1920", "born on 3 May": over on the day of the document, whatever the tense of
/// the clause around it.
bool is_over(const SentenceView& view, TokenIndex participle) {
    constexpr std::string_view kAhead[] = {"plan",     "expect", "schedule", "propose",
                                           "forecast", "set",    "project",  "slate"};
    const Tree& tree = view.tree;
    if (tree.form(participle) == "born") {
        return true;
    }
    if (tree.token(participle).xpos == "VBG" || one_of(kAhead, tree.lemma(participle))) {
        return false;
    }
    const std::string& today = view.document.info.date;
    const auto year = [&](TokenIndex t) {
        const std::string_view f = tree.form(t);
        return f.size() == 4 && (f.starts_with("1") || f.starts_with("20")) &&
               (today.size() < 4 || f <= std::string_view(today).substr(0, 4)) &&
               f.find_first_not_of("0123456789") == std::string_view::npos;
    };
    const auto children = tree.children(participle);
    return std::any_of(children.begin(), children.end(), [&](TokenIndex o) {
        if (!tree.is(o, {Rel::Obl, Rel::OblUnmarked}) ||
            (tree.child_form(o, "in") < 0 && tree.child_form(o, "on") < 0)) {
            return false;
        }
        const TokenIndex inner = tree.child(o, {Rel::NmodUnmarked});
        return year(o) || (inner >= 0 && year(inner));
    });
}

}  // namespace

std::string inserted_be(const SentenceView& view, TokenIndex subject, bool member,
                        TokenIndex participle) {
    const bool past = in_past(view, subject) || (participle >= 0 && is_over(view, participle));
    const std::string_view f = view.tree.form(subject);
    if (f == "i") {
        return past ? "was" : "am";
    }
    if (is_plural(view.tree, subject, member)) {
        return past ? "were" : "are";
    }
    return past ? "was" : "is";
}

void set_object(const SentenceView& view, Draft& draft, DraftPhrase object) {
    TokenSet preposition = object.preposition;
    std::erase_if(preposition, [&](TokenIndex t) {
        return std::any_of(draft.relation.begin(), draft.relation.end(),
                           [&](const RelationPiece& r) { return r.token == t; });
    });
    for (const TokenIndex t : preposition) {
        draft.relation.push_back({t, {}});
    }
    draft.base_type = draft.type;
    if (preposition.size() > 2 && limits_negation(view.tree, preposition[1])) {
        preposition.erase(preposition.begin(), preposition.begin() + 2);  // "not only | in X"
    }
    if (object.clause) {
        std::erase_if(preposition, [&](TokenIndex t) {  // "shortly | after doing it"
            return view.tree.head(t) == object.head && view.tree.rel(t) == Rel::Advmod;
        });
    }
    while (preposition.size() > 1 && limits_phrase(view.tree.form(preposition.front()))) {
        preposition.erase(preposition.begin());  // "mostly | in X"
    }
    draft.type = with_preposition(view, std::move(draft.type), preposition);
    draft.object = std::move(object);
}

void drop_repeated(Draft& draft) {
    const TokenSet& object = draft.object->words;
    TokenSet relation;
    for (const RelationPiece& piece : draft.relation) {
        relation.push_back(piece.token);
    }
    std::sort(relation.begin(), relation.end());
    const auto among = [](const TokenSet& all, const TokenSet& some) {
        return std::includes(all.begin(), all.end(), some.begin(), some.end());
    };
    std::erase_if(draft.arguments, [&](const DraftPhrase& a) {
        const bool again =
            !object.empty() && a.words.size() > object.size() &&
            among(a.words, object);  // "married after | the war | soon after the war"
        return (a.role != Role::Time && among(object, a.words)) || among(relation, a.words) ||
               again;
    });
}

namespace {

/// "University | of Oxford": a place in the name of an institution, right behind a word that is
/// nobody's name alone.
TokenIndex of_name(const SentenceView& view, const TokenSet& words) {
    const Tree& tree = view.tree;
    const TokenIndex head = words.front();
    if (words.size() != 1 || view.type_at(head) != EntityType::Organization) {
        return -1;
    }
    const TokenIndex of = tree.child(head, {Rel::Nmod});
    return of > head && tree.is_proper(of) && tree.child_form(of, "of") == head + 1 ? of : -1;
}

bool has_quote(const Tree& tree, const EntityMention& m) {
    for (TokenIndex t = m.first; t <= m.last; ++t) {
        if (tree.rel(t) == Rel::Punct && tree.form(t) == "\"") {
            return true;
        }
    }
    return false;
}

}  // namespace

TokenSet name_words(const SentenceView& view, TokenIndex head) {
    const Tree& tree = view.tree;
    TokenSet words{head};
    const TokenIndex title = tree.child(head, {Rel::NmodDesc});
    for (const TokenIndex child : tree.children(head)) {
        if (child < title) {
            continue;  // "Ukraine | President | X"
        }
        const bool part = tree.rel(child) == Rel::Flat || (tree.rel(child) == Rel::Compound &&
                                                           tree.is_proper(child) && child < head);
        if (part) {
            const TokenSet below = tree.subtree(child);
            words.insert(words.end(), below.begin(), below.end());
        }
    }
    if (const TokenIndex of = of_name(view, words); of >= 0) {
        const TokenSet below = tree.subtree(of, [&](TokenIndex t) {
            return !tree.is(t, {Rel::Case, Rel::Flat, Rel::Compound, Rel::Det});
        });
        words.insert(words.end(), below.begin(), below.end());
    }
    // A longer name around the same head: "Book | of Kings", "Task Force | North".
    for (const EntityMention& m : view.mentions) {
        if (m.mention.kind == MentionKind::Name && m.head == head && m.first > title &&
            m.first <= words.front() && !has_quote(tree, m)) {
            for (TokenIndex t = m.first; t <= m.last; ++t) {
                words.push_back(t);
            }
        }
    }
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    trim_punctuation(tree, words);
    return words;
}

namespace {

/// A phrase without the members that its head is joined to.
bool alone(const Tree& tree, const DraftPhrase& phrase) {
    const TokenIndex other = tree.child(phrase.head, {Rel::Conj});
    return !std::binary_search(phrase.words.begin(), phrase.words.end(), other);
}

}  // namespace

Draft is_fact(const SentenceView& view, std::string_view extractor, std::string_view kind,
              DraftPhrase subject, DraftPhrase object) {
    Draft draft;
    draft.extractor = extractor;
    draft.kind = kind;
    draft.type = "be";
    const bool one = alone(view.tree, subject);
    const bool title = one && view.is_name(subject.head) &&
                       view.tree.token(object.head).xpos == "NN" &&
                       view.tree.has_child(object.head, {Rel::Det, Rel::NmodPoss});
    draft.relation.push_back(
        {-1, !title && is_plural(view.tree, subject.head, one) ? "are" : "is"});
    draft.subject = std::move(subject);
    draft.object = std::move(object);
    draft.polarity = Polarity::Positive;
    draft.modality = Modality::Actual;
    return draft;
}

DraftPhrase name_argument(const SentenceView& view, TokenIndex head) {
    DraftPhrase phrase;
    phrase.head = head;
    phrase.words = name_words(view, head);
    return phrase;
}

Modality made_status(const SentenceView& view, TokenIndex thing) {
    const int governing = view.clauses.governing(view.tree, thing);
    if (governing < 0) {
        return Modality::Actual;
    }
    const Clause& c = view.clauses.list[static_cast<std::size_t>(governing)];
    const bool made = (c.object == thing && c.gap < 0) ||
                      (c.kind == Clause::Kind::Passive && c.subject == thing && c.own_subject);
    const bool sets_up =
        view.tree.lemma(c.head) == "set" && view.tree.child_form(c.head, "up") >= 0;
    return made && (sets_up || is_creation_verb(view.tree.lemma(c.head))) ? c.modality
                                                                          : Modality::Actual;
}

bool in_one_name(const SentenceView& view, TokenIndex a, TokenIndex b) {
    return std::any_of(view.mentions.begin(), view.mentions.end(), [&](const EntityMention& m) {
        return m.mention.kind == MentionKind::Name && m.first <= std::min(a, b) &&
               std::max(a, b) <= m.last;
    });
}

bool is_etcetera(const Tree& tree, TokenIndex t) {
    const std::string_view f = tree.form(t);
    const TokenIndex like = tree.child(t, {Rel::Nmod});
    const bool such = f == "things" || f == "stuff";
    return f == "etc" || f == "etc." || f == "ect" || f == "ect." || f == "etcetera" ||
           (f == "so" && t + 1 < tree.size() && tree.form(t + 1) == "on") ||
           (f == "on" && t > 0 && tree.form(t - 1) == "so") ||
           (f == "stuff" && t > 0 && tree.children(t).size() == 1 && tree.form(t - 1) == "and") ||
           (such && like == t + 2 && tree.form(like - 1) == "like" &&
            (tree.form(like) == "that" || tree.form(like) == "this" || tree.form(like) == "these"));
}

namespace {

/// Prepositional phrases that only colour the sentence.
bool is_idle_phrase(const Tree& tree, TokenIndex head) {
    constexpr std::string_view kIdle[] = {
        "at all",          "in fact",           "for example",   "for instance",  "of course",
        "in turn",         "at least",          "at most",       "in particular", "in general",
        "on the contrary", "in addition",       "by the way",    "in contrast",   "as well",
        "so far",          "in other words",    "at first",      "at last",       "for once",
        "in short",        "on the other hand", "in part",       "after all",     "for one",
        "on the one hand", "for the most part", "with that",     "in any case",   "as an example",
        "as such",         "on the whole",      "in great part", "in large part", "in good part",
        "in no small part"};
    const TokenSet words =
        tree.subtree(head, [&](TokenIndex t) { return tree.rel(t) == Rel::Punct; });
    if (words.size() > 4) {
        return false;
    }
    const std::string text = lower_words(tree, words);
    return one_of(kIdle, text);
}

}  // namespace

namespace {

/// "for how long", "in which city": asked for, not said.
bool is_asked_for(const Tree& tree, TokenIndex oblique) {
    return !tree.has_child(oblique, {Rel::Nsubj, Rel::NsubjPass}) &&
           std::any_of(tree.children(oblique).begin(), tree.children(oblique).end(),
                       [&](TokenIndex child) {
                           return child < oblique &&
                                  (tree.form(child) == "how" || tree.form(child) == "what" ||
                                   tree.form(child) == "which") &&
                                  tree.is(child, {Rel::Advmod, Rel::Det});
                       });
}

}  // namespace

namespace {

/// "Originally from Ghent, | he works there", "to my friends, | we will win": before the subject
/// and a comma, where somebody comes from and whom the speaker turns to.
bool tells_of_subject(const Tree& tree, TokenIndex oblique, TokenIndex subject) {
    const TokenSet words = tree.subtree(oblique);
    const bool fronted = oblique < subject && words.back() + 1 <= subject &&
                         (tree.form(words.back()) == "," || tree.form(words.back() + 1) == ",");
    if (!fronted) {
        return false;
    }
    const bool origin =
        tree.child_form(oblique, "from") >= 0 && tree.child_form(oblique, "originally") >= 0;
    const TokenIndex owner = tree.child(oblique, {Rel::NmodPoss});
    const bool hearers = tree.child_form(oblique, "to") >= 0 && owner >= 0 &&
                         (tree.form(owner) == "my" || tree.form(owner) == "our");
    return origin || hearers;
}

}  // namespace

namespace {

/// "In 1960 she moved to X, | and in 1965 married Y", "and later taught": what stands in front of
/// the first verb does not reach behind a time of the second one's own.
bool has_frame(const SentenceView& view, const Clause& second) {
    constexpr std::string_view kLater[] = {"later",   "then",       "subsequently", "eventually",
                                           "finally", "afterwards", "afterward",    "thereafter"};
    const Tree& tree = view.tree;
    const auto children = tree.children(second.head);
    return std::any_of(second.obliques.begin(), second.obliques.end(),
                       [&](TokenIndex o) { return o < second.head && is_time(view, o); }) ||
           std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
               return t < second.head && tree.rel(t) == Rel::Advmod && one_of(kLater, tree.form(t));
           });
}

/// "In 1960 she moved to X and married Y | in 1965": a time with the same preposition.
bool has_time_like(const SentenceView& view, const Clause& clause, TokenIndex time) {
    const std::string preposition = lower_words(view.tree, preposition_tokens(view.tree, time));
    return is_time(view, time) &&
           std::any_of(clause.obliques.begin(), clause.obliques.end(), [&](TokenIndex o) {
               return is_time(view, o) &&
                      lower_words(view.tree, preposition_tokens(view.tree, o)) == preposition;
           });
}

}  // namespace

std::vector<TokenIndex> adjuncts(const SentenceView& view, int clause) {
    const auto& list = view.clauses.list;
    std::vector<TokenIndex> result;
    for (int at = clause; at >= 0; at = list[static_cast<std::size_t>(at)].chained) {
        const Clause& c = list[static_cast<std::size_t>(at)];
        result.insert(result.end(), c.obliques.begin(), c.obliques.end());
    }
    const Clause& top = list[static_cast<std::size_t>(clause)];
    const auto modal = [&](const Clause& c) {
        return std::any_of(c.auxiliaries.begin(), c.auxiliaries.end(),
                           [&](TokenIndex a) { return view.tree.token(a).xpos == "MD"; });
    };
    if (top.first_conjunct >= 0 && !top.own_subject && !has_frame(view, top) &&
        (!modal(top) || modal(list[static_cast<std::size_t>(top.first_conjunct)]))) {
        const Clause& first = list[static_cast<std::size_t>(top.first_conjunct)];
        for (const TokenIndex o : first.obliques) {
            if (o < first.head && o < first.subject && !has_time_like(view, top, o)) {
                result.push_back(o);
            }
        }
    }
    std::erase_if(result, [&](TokenIndex o) {
        return is_idle_phrase(view.tree, o) || tells_of_subject(view.tree, o, top.subject) ||
               view.tree.child_form(o, "whose") >= 0 || is_asked_for(view.tree, o);
    });
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

}  // namespace trefoil::extract
