/// The clause layer. Predicates are found first (verbs that head something, and whatever has a
/// copula), in order of depth, so that a clause's parent is resolved before it. Then each clause
/// takes its own arguments from the tree; a relative pronoun is replaced by the noun the clause
/// hangs on, and where a relative clause lacks an object, the noun fills the gap at the end of the
/// chain of complements ("the sanctions it promised to impose"). A missing subject comes from the
/// first conjunct, from the controller (object for most verbs, subject for promise and for verbs
/// without one), from the noun of a participle, or from the owner of a noun ("his decision to
/// resign").

#include "extract/clause.hpp"

#include <algorithm>
#include <utility>

#include "extract/clause_finder.hpp"
#include "extract/phrase.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

bool starts_with_digit(std::string_view form) {
    return !form.empty() && form.front() >= '0' && form.front() <= '9';
}

}  // namespace

Clauses ClauseFinder::run() {
    clauses_.of_token.assign(static_cast<std::size_t>(tree_.size()), -1);
    for (const TokenIndex head : predicates()) {
        clauses_.of_token[static_cast<std::size_t>(head)] = static_cast<int>(clauses_.list.size());
        clauses_.list.emplace_back();
        clauses_.list.back().head = head;
    }
    for (std::size_t i = 0; i < clauses_.list.size(); ++i) {
        place(static_cast<int>(i));
        verb_group(clauses_.list[i]);
        arguments(clauses_.list[i]);
    }
    for (std::size_t i = 0; i < clauses_.list.size(); ++i) {
        link_chain(static_cast<int>(i));
    }
    for (std::size_t i = 0; i < clauses_.list.size(); ++i) {
        undo_cleft(static_cast<int>(i));
    }
    for (std::size_t i = 0; i < clauses_.list.size(); ++i) {
        fill_gap(clauses_.list[i]);
        fill_subject(clauses_.list[i]);
    }
    for (Clause& c : clauses_.list) {
        share_object(c);
    }
    return std::move(clauses_);
}

bool ClauseFinder::is_predicate(TokenIndex i) const {
    if (tree_.is(i,
                 {Rel::Aux, Rel::AuxPass, Rel::Cop, Rel::Case, Rel::Mark, Rel::Punct, Rel::Det,
                  Rel::Cc, Rel::Fixed, Rel::Flat, Rel::Expl, Rel::Discourse, Rel::CompoundPrt})) {
        return false;
    }
    if (tree_.has_child(i, {Rel::Cop})) {
        return true;
    }
    const std::string& upos = tree_.token(i).upos;
    if (upos == "VERB" || upos == "AUX") {
        return heads_clause(i);
    }
    // A conjunct or verbless clause with a subject of its own ("no, he a liar").
    return tree_.has_child(i, {Rel::Nsubj, Rel::NsubjPass}) &&
           (upos == "ADJ" || upos == "NOUN" || upos == "PROPN");
}

bool ClauseFinder::heads_clause(TokenIndex i) const {
    switch (tree_.rel(i)) {
        case Rel::Amod:
        case Rel::Compound:
        case Rel::Nmod:
        case Rel::NmodPoss:
        case Rel::NmodDesc:
        case Rel::Advmod:
        case Rel::Nummod:
            return false;
        case Rel::Conj: {
            const TokenIndex first = tree_.head(i);
            return is_predicate(first) || has_clause_children(i) ||
                   !tree_.is(first, {Rel::Amod, Rel::Compound, Rel::Nmod});
        }
        case Rel::Obj:
        case Rel::Obl:
        case Rel::Nsubj:
            return has_clause_children(i);
        default:
            return true;
    }
}

bool ClauseFinder::has_clause_children(TokenIndex i) const {
    return tree_.has_child(
        i, {Rel::Nsubj, Rel::NsubjPass, Rel::Obj, Rel::Aux, Rel::AuxPass, Rel::Ccomp, Rel::Xcomp});
}

/// A conjunct of a copular predicate shares its copula: "is poor and proud", "are separate from
/// and in addition to".
bool ClauseFinder::shares_copula(TokenIndex i) const {
    const TokenIndex first = tree_.head(i);
    const std::string& upos = tree_.token(i).upos;
    return tree_.rel(i) == Rel::Conj && tree_.has_child(first, {Rel::Cop}) && upos == "ADJ" &&
           tree_.token(first).upos == "ADJ";
}

std::vector<TokenIndex> ClauseFinder::predicates() const {
    std::vector<std::pair<int, TokenIndex>> found;
    std::vector<int> depth(static_cast<std::size_t>(tree_.size()), -1);
    for (TokenIndex i = 0; i < tree_.size(); ++i) {
        if (is_predicate(i) || shares_copula(i)) {
            int d = 0;
            for (TokenIndex at = tree_.head(i); at != kRoot; at = tree_.head(at)) {
                ++d;
            }
            found.emplace_back(d, i);
        }
    }
    std::sort(found.begin(), found.end());
    std::vector<TokenIndex> result;
    for (const auto& [d, i] : found) {
        result.push_back(i);
    }
    return result;
}

void ClauseFinder::place(int index) {
    Clause& c = clauses_.list[static_cast<std::size_t>(index)];
    c.link = tree_.rel(c.head);
    TokenIndex at = tree_.head(c.head);
    if (c.link == Rel::Conj && at != kRoot &&
        clauses_.of_token[static_cast<std::size_t>(at)] >= 0) {
        c.first_conjunct = clauses_.of_token[static_cast<std::size_t>(at)];
        const Clause& first = clauses_.list[static_cast<std::size_t>(c.first_conjunct)];
        c.link = first.link;
        c.parent = first.parent;
        c.noun = first.noun;
        return;
    }
    if ((c.link == Rel::Acl || c.link == Rel::AclRelcl) && at != kRoot) {
        c.noun = at;
    }
    for (; at != kRoot; at = tree_.head(at)) {
        if (clauses_.of_token[static_cast<std::size_t>(at)] >= 0) {
            c.parent = clauses_.of_token[static_cast<std::size_t>(at)];
            return;
        }
    }
}

/// "to", also as the end of "gonna", "wanna", "gotta".
bool ClauseFinder::is_infinitive_marker(TokenIndex i) const {
    const std::string_view f = tree_.form(i);
    return f == "to" || f == "na" || (f == "ta" && tree_.token(i).xpos == "TO");
}

void ClauseFinder::verb_group(Clause& c) {
    bool passive_auxiliary = false;
    bool copula = false;
    bool expletive_there = false;
    // "the best they can say | is | that it works": what stands before the inner subject belongs to
    // the outer one.
    const auto children = tree_.children(c.head);
    const bool asks = std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
        return tree_.token(child).xpos.starts_with("W") ||
               tree_.token(tree_.subtree(child).front()).xpos.starts_with("W");
    });
    const TokenIndex inner = !asks && tree_.has_child(c.head, {Rel::NsubjOuter})
                                 ? tree_.child(c.head, {Rel::Nsubj, Rel::NsubjPass})
                                 : -1;
    for (const TokenIndex child : children) {
        if (child < inner && inner < c.head &&
            tree_.is(child, {Rel::Cop, Rel::Aux, Rel::AuxPass}) &&
            tree_.token(child).xpos != "MD" && tree_.lemma(child) != "do") {
            continue;
        }
        switch (tree_.rel(child)) {
            case Rel::AuxPass:
                passive_auxiliary = true;
                c.auxiliaries.push_back(child);
                break;
            case Rel::Cop:
                copula = true;
                c.auxiliaries.push_back(child);
                break;
            case Rel::Aux:
                c.auxiliaries.push_back(child);
                break;
            case Rel::CompoundPrt:
                c.particle = child;
                break;
            case Rel::Mark:
                if (is_infinitive_marker(child) && child < c.head &&
                    (tree_.token(child + 1).xpos != "VBG" || tree_.rel(c.head) == Rel::Xcomp) &&
                    (tree_.token(c.head).xpos != "VBG" ||
                     tree_.has_child(c.head, {Rel::Aux, Rel::AuxPass}))) {
                    c.to = child;  // not "used to | being alone"
                }
                break;
            case Rel::Expl:
                expletive_there = expletive_there || tree_.form(child) == "there";
                break;
            default:
                break;
        }
    }
    const std::string& xpos = tree_.token(c.head).xpos;
    const bool told = is_told(c);
    share_auxiliaries(c, copula || passive_auxiliary);
    c.infinitive = c.to >= 0;
    c.finite = !c.infinitive && ((!copula && c.auxiliaries.empty() && tree_.is_tensed(c.head)) ||
                                 std::any_of(c.auxiliaries.begin(), c.auxiliaries.end(),
                                             [&](TokenIndex a) { return tree_.is_tensed(a); }));
    const bool past = !copula && c.auxiliaries.empty() &&
                      ((xpos == "VBN" && is_told_as_past(c)) || goes_on_tensed(c));
    c.finite = c.finite || past;
    c.participle = !c.finite && !c.infinitive && c.auxiliaries.empty() &&
                   (xpos == "VBG" || tree_.is_past_participle(c.head));
    const bool verb = tree_.token(c.head).upos == "VERB" || tree_.token(c.head).upos == "AUX";
    const bool has_have = std::any_of(c.auxiliaries.begin(), c.auxiliaries.end(),
                                      [&](TokenIndex a) { return tree_.lemma(a) == "have"; });
    if (expletive_there &&
        (!verb || tree_.lemma(c.head) == "be" || tree_.lemma(c.head) == "exist")) {
        c.kind = Clause::Kind::Existential;
    } else if ((copula && !is_due(c)) || !verb) {
        c.kind = Clause::Kind::Copula;
    } else if (passive_auxiliary || tree_.has_child(c.head, {Rel::NsubjPass}) ||
               (tree_.is_past_participle(c.head) && !has_have && c.link != Rel::Root &&
                !c.finite) ||
               (c.first_conjunct >= 0 && tree_.is_past_participle(c.head) &&
                passes_on_passive(c)) ||
               told) {
        c.kind = Clause::Kind::Passive;
    }
    const bool told_of = c.link == Rel::Ccomp && c.first_conjunct < 0 && c.agent < 0 &&
                         tree_.token(tree_.head(c.head)).xpos == "VBD" &&
                         is_say_verb(tree_.lemma(tree_.head(c.head))) &&
                         tree_.has_child(c.head, {Rel::Nsubj});
    if (c.kind == Clause::Kind::Passive && c.participle &&
        (told_of ||
         (c.first_conjunct < 0 && tree_.token(c.head).xpos == "VBD" && active_object(c)))) {
        c.kind = Clause::Kind::Verb;
        c.participle = false;
        c.finite = true;
    }
    inversion(c);
}

/// "the king is to visit Oslo", "if it is to last": who is to do it, not what something consists in
/// ("the plan is to | win").
bool ClauseFinder::is_due(const Clause& c) const {
    constexpr std::string_view kPersons[] = {"president", "king",    "queen",   "pope", "suspect",
                                             "wife",      "husband", "captain", "son"};
    constexpr std::string_view kActors[] = {"he", "she", "they", "we", "i", "you", "who"};
    const TokenIndex subject = tree_.child(c.head, {Rel::Nsubj, Rel::NsubjOuter});
    if (c.to < 0 || tree_.token(c.head).xpos != "VB" || subject < 0 || subject > c.to ||
        tree_.lemma(c.head) == "blame" ||
        !tree_.has_child(c.head, {Rel::Obj, Rel::Iobj, Rel::Obl, Rel::OblUnmarked, Rel::OblAgent,
                                  Rel::Xcomp, Rel::Ccomp, Rel::Advcl, Rel::Advmod})) {
        return false;
    }
    const auto among = [](const auto& words, std::string_view word) {
        return std::find(std::begin(words), std::end(words), word) != std::end(words);
    };
    if (tree_.is_pronoun(subject)) {
        return among(kActors, tree_.form(subject)) ||
               (tree_.form(subject) == "it" && tree_.child_form(c.head, "if") >= 0);
    }
    const std::string_view noun = tree_.lemma(subject);
    return tree_.is_proper(subject) || is_person_noun(subject) || names_doer(noun) ||
           is_body(noun) || among(kPersons, noun);
}

/// "They closed schools, | fined owners and left": joined to an active past tense, with an object
/// of its own right behind it, whatever its tag. "they buy seeds and | grow food": a bare verb
/// joined to a present one is one, too.
bool ClauseFinder::goes_on_tensed(const Clause& c) const {
    if (c.first_conjunct < 0 || c.to >= 0) {
        return false;
    }
    const Clause& first = clauses_.list[static_cast<std::size_t>(c.first_conjunct)];
    const std::string& tag = tree_.token(c.head).xpos;
    const std::string& tense = tree_.token(first.head).xpos;
    const bool past = tag == "VBN" && tense == "VBD" && tree_.child(c.head, {Rel::Obj}) > c.head;
    const bool negated =
        std::any_of(tree_.children(c.head).begin(), tree_.children(c.head).end(),
                    [&](TokenIndex t) { return t < c.head && tree_.form(t) == "not"; });
    return first.kind == Clause::Kind::Verb && first.finite && first.auxiliaries.empty() &&
           (past || (tag == "VB" && tense == "VBP" && !negated)) &&
           !tree_.has_child(c.head, {Rel::Mark});
}

/// "Ann opened the door.": a root with a subject of its own and nothing before it is a past tense,
/// whatever its tag; headlines, which have no full stop, and captions ("two men arrested in
/// Oslo."), which have neither object nor article, leave out "was".
bool ClauseFinder::is_told_as_past(const Clause& c) const {
    const TokenIndex subject = tree_.child(c.head, {Rel::Nsubj});
    if (c.link != Rel::Root || c.infinitive || subject < 0 ||
        tree_.token(tree_.size() - 1).upos != "PUNCT") {
        return false;
    }
    const bool bare =
        tree_.token(subject).upos == "NOUN" && !tree_.has_child(subject, {Rel::Det, Rel::NmodPoss});
    return !bare || tree_.has_child(c.head, {Rel::Obj, Rel::Ccomp}) ||
           is_intransitive(tree_.lemma(c.head));
}

/// "was caught and tried", "is old and known for it": the second participle is as passive as the
/// first, or shares the form of "be".
bool ClauseFinder::passes_on_passive(const Clause& c) const {
    const Clause& first = clauses_.list[static_cast<std::size_t>(c.first_conjunct)];
    return (first.kind == Clause::Kind::Passive ||
            (first.kind == Clause::Kind::Copula && !c.auxiliaries.empty())) &&
           (c.auxiliaries.empty() || c.auxiliaries == first.auxiliaries);
}

/// "was taken away and | told that ...": without anybody who is told, the verb shares the
/// passive of the one before.
bool ClauseFinder::is_told(const Clause& c) const {
    constexpr std::string_view kTell[] = {"tell",     "inform", "assure", "remind",
                                          "persuade", "order",  "notify"};
    return c.first_conjunct >= 0 && c.auxiliaries.empty() &&
           clauses_.list[static_cast<std::size_t>(c.first_conjunct)].kind ==
               Clause::Kind::Passive &&
           tree_.token(c.head).xpos == "VBD" &&
           !tree_.has_child(c.head, {Rel::Nsubj, Rel::Obj, Rel::Iobj}) &&
           std::find(std::begin(kTell), std::end(kTell), tree_.lemma(c.head)) != std::end(kTell);
}

/// "this process created | a state", called a participle: the object right after it says that
/// it is a verb like any other, unless it is one that keeps an object in the passive.
bool ClauseFinder::active_object(const Clause& c) const {
    const TokenIndex object = tree_.child(c.head, {Rel::Obj});
    return object > c.head && !keeps_object(tree_.lemma(c.head));
}

/// "will ban X and impose Y", "has been seen and heard": the second verb shares what its form
/// asks for.
void ClauseFinder::share_auxiliaries(Clause& c, bool complete) {
    if (c.first_conjunct < 0 || complete || !c.auxiliaries.empty() ||
        tree_.has_child(c.head, {Rel::Nsubj, Rel::NsubjPass})) {
        return;
    }
    const Clause& first = clauses_.list[static_cast<std::size_t>(c.first_conjunct)];
    const std::string& xpos = tree_.token(c.head).xpos;
    const std::string& first_xpos = tree_.token(first.head).xpos;
    const bool verb = tree_.token(c.head).upos == "VERB";
    const bool predicate =  // "wants to be rich and famous"
        !verb && xpos != "VBG" && first.kind == Clause::Kind::Copula;
    if (c.to < 0 && first.to >= 0 && (xpos == "VB" || predicate)) {
        c.to = first.to;
    }
    const TokenIndex cc = tree_.child(c.head, {Rel::Cc});
    const bool might_have =  // "would have raised A and | lowered B", called a past
        xpos == "VBD" && first_xpos == "VBN" && tree_.form(c.head).ends_with("ed") && cc >= 0 &&
        tree_.form(cc) != "but" && first.auxiliaries.size() == 2 &&
        tree_.token(first.auxiliaries[0]).xpos == "MD" &&
        tree_.lemma(first.auxiliaries[1]) == "have";
    const bool goes_on =  // "must get up and | sleep there", called a present
        verb && xpos == "VBP" && first_xpos == "VB" && !first.auxiliaries.empty() &&
        tree_.token(first.auxiliaries.front()).xpos == "MD" && (cc < 0 || tree_.form(cc) != "but");
    const bool is_so =  // "is a town and | known for its port"
        verb && xpos == "VBN" && first.kind == Clause::Kind::Copula && !tree_.is_verb(first.head) &&
        tree_.has_child(first.head, {Rel::Cop}) && !tree_.has_child(c.head, {Rel::Obj});
    if (might_have || goes_on || is_so ||
        (verb && xpos == first_xpos && (xpos == "VB" || xpos == "VBN" || xpos == "VBG")) || !verb ||
        is_told(c)) {
        c.auxiliaries = first.auxiliaries;
    }
}

void ClauseFinder::inversion(Clause& c) const {
    if (c.auxiliaries.empty() || tree_.has_child(c.head, {Rel::Mark}) || c.link == Rel::Root ||
        (c.first_conjunct >= 0 && tree_.has_child(c.head, {Rel::Cc}))) {
        return;
    }
    const TokenIndex subject = tree_.child(c.head, {Rel::Nsubj, Rel::NsubjPass});
    const std::string_view first = tree_.form(c.auxiliaries.front());
    c.inverted =
        subject > c.auxiliaries.front() && (first == "should" || first == "had" || first == "were");
}

/// The noun that a relative pronoun anywhere below a relative clause stands for.
TokenIndex ClauseFinder::antecedent_of(TokenIndex pronoun) const {
    if (tree_.form(pronoun) == "what") {
        return -1;  // "a friend who knows | what he wants"
    }
    bool asked = false;
    for (TokenIndex at = tree_.head(pronoun); at != kRoot; at = tree_.head(at)) {
        asked = asked || tree_.rel(at) == Rel::Ccomp;
        if (tree_.rel(at) == Rel::AclRelcl) {
            const auto children = tree_.children(at);
            const bool another = std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
                return t < pronoun && tree_.is(t, {Rel::Nsubj, Rel::NsubjPass}) &&
                       tree_.is_relative(t);
            });  // "a man who knows | who did it"
            return another && asked ? -1 : tree_.head(at);
        }
    }
    return -1;
}

/// False where verb and antecedent are singular and plural: "saw the gardens, which was fun" is
/// about more than the noun.
bool ClauseFinder::agrees(const Clause& c, TokenIndex noun) const {
    const TokenIndex verb = c.auxiliaries.empty() ? c.head : c.auxiliaries.front();
    const std::string& tag = tree_.token(verb).xpos;
    const std::string_view f = tree_.form(verb);
    const bool singular = tag == "VBZ" || f == "was";
    const bool plural = tag == "VBP" || f == "were";
    const std::string& number = tree_.token(noun).xpos;
    const bool one = number == "NN" && !tree_.has_child(noun, {Rel::Conj});
    return !(singular && number == "NNS") && !(plural && one && !may_be_plural(noun));
}

/// "fell below a dollar, which makes exports cheaper", "sold out in an hour, which is rare": behind
/// a phrase of the clause a feeling is that at what happened, an effect is so behind an amount, and
/// a quality is that of no time.
bool ClauseFinder::is_about_clause(const Clause& c, TokenIndex noun, TokenIndex pronoun) const {
    constexpr std::string_view kFeelings[] = {"surprise", "annoy",   "please", "shock",
                                              "upset",    "delight", "anger",  "worry"};
    constexpr std::string_view kEffects[] = {"make",  "mean",   "allow", "cause",
                                             "force", "enable", "prompt"};
    constexpr std::string_view kAmounts[] = {"dollar", "euro", "pound", "percent", "level", "rate"};
    if (tree_.form(pronoun) != "which" || tree_.form(pronoun - 1) != "," ||
        !tree_.is(noun, {Rel::Obl, Rel::OblUnmarked}) || tree_.is_proper(noun)) {
        return false;
    }
    const auto among = [](const auto& words, std::string_view word) {
        return std::find(std::begin(words), std::end(words), word) != std::end(words);
    };
    const std::string_view verb = tree_.lemma(c.head);
    const bool time = is_time_noun(tree_.lemma(noun));
    const bool amount =
        time || tree_.has_child(noun, {Rel::Nummod}) || among(kAmounts, tree_.lemma(noun));
    const bool active = tree_.is_verb(c.head) && !tree_.has_child(c.head, {Rel::AuxPass});
    return (active && (among(kFeelings, verb) || (amount && among(kEffects, verb)))) ||
           (time && tree_.token(c.head).upos == "ADJ");
}

/// "trains, buses and a ferry, | which is slow": a singular verb behind a list and a comma is said
/// of the list's last member.
TokenIndex ClauseFinder::last_of_list(const Clause& c, TokenIndex noun, TokenIndex pronoun) const {
    const TokenIndex verb = c.auxiliaries.empty() ? c.head : c.auxiliaries.front();
    if (noun < 0 || pronoun < 1 || tree_.form(pronoun - 1) != "," ||
        (tree_.token(verb).xpos != "VBZ" && tree_.form(verb) != "was")) {
        return noun;
    }
    TokenIndex last = noun;
    for (const TokenIndex child : tree_.children(noun)) {
        if (tree_.rel(child) == Rel::Conj && child < pronoun) {
            last = child;
        }
    }
    return last;
}

/// "a number of towns that are", "a family who live".
bool ClauseFinder::may_be_plural(TokenIndex noun) const {
    constexpr std::string_view kGroups[] = {"family", "team",  "crew",  "staff",    "police",
                                            "crowd",  "group", "band",  "audience", "majority",
                                            "couple", "pair",  "class", "public",   "committee"};
    const std::string_view lemma = tree_.lemma(noun);
    return is_partitive_noun(lemma) ||
           std::find(std::begin(kGroups), std::end(kGroups), lemma) != std::end(kGroups);
}

/// "came | across as", "turned | around": adverbs that the verb means nothing without.
bool ClauseFinder::has_direction(TokenIndex verb) const {
    constexpr std::string_view kAdverbs[] = {"across", "forward", "forth", "around",
                                             "aside",  "apart",   "along", "home"};
    const TokenIndex next = verb + 1;
    return next < tree_.size() && tree_.is_verb(verb) && tree_.head(next) == verb &&
           tree_.rel(next) == Rel::Advmod && tree_.children(next).empty() &&
           !opens_preposition(tree_, next) &&
           (tree_.form(next) != "home" ||  // "went home | with her"
            (next + 1 < tree_.size() && tree_.rel(next + 1) == Rel::Case)) &&
           std::find(std::begin(kAdverbs), std::end(kAdverbs), tree_.form(next)) !=
               std::end(kAdverbs);
}

void ClauseFinder::arguments(Clause& c) {
    const bool copula = c.kind == Clause::Kind::Copula;
    for (const TokenIndex child : tree_.children(c.head)) {
        TokenIndex value = child;
        const bool free = tree_.has_child(child, {Rel::AclRelcl, Rel::AdvclRelcl});
        if (tree_.is_relative(child) && !free &&  // "a film that shows | what it looks like"
            tree_.is(child, {Rel::Nsubj, Rel::NsubjPass, Rel::Obj, Rel::Iobj, Rel::Obl})) {
            const bool subject = tree_.is(child, {Rel::Nsubj, Rel::NsubjPass});
            const TokenIndex noun =
                subject ? last_of_list(c, antecedent_of(child), child) : antecedent_of(child);
            if (noun >= 0 && (!subject || (agrees(c, noun) && !is_about_clause(c, noun, child)))) {
                value = noun;
                c.relative = child;
            }
        }
        switch (tree_.rel(child)) {
            case Rel::Nsubj:
            case Rel::NsubjPass:
            case Rel::Csubj:
            case Rel::CsubjPass:
            case Rel::NsubjOuter:
                if (c.subject < 0 || tree_.rel(child) != Rel::NsubjOuter) {
                    c.subject = value;
                    c.own_subject = true;
                    c.antecedent_subject = value != child;
                }
                break;
            case Rel::Obj:
                if (const TokenIndex left = tree_.child(child, {Rel::Case});
                    value != child && left > c.head + 1 && c.particle == left - 1) {
                    c.obliques.push_back(child);  // "a course that she signed up | for"
                    break;
                }
                second_object(c, value);
                if (const TokenIndex left = tree_.child(child, {Rel::Case});
                    value != child && left == c.head + 1 && c.particle < 0) {
                    c.particle = left;  // "a course that she paid | for"
                }
                break;
            case Rel::Iobj:
                c.indirect = value;
                break;
            case Rel::OblAgent:
                if (is_deadline(child) || (c.agent >= 0 && is_afterthought(child))) {
                    c.obliques.push_back(child);
                } else {
                    c.agent = child;
                }
                break;
            case Rel::Obl:
                if (!copula && child == c.head + 1 && c.particle < 0 &&
                    tree_.token(child).upos == "ADP" && tree_.children(child).empty()) {
                    c.particle = child;  // "is referred | to as", "the boy they looked | after"
                } else if (c.kind == Clause::Kind::Passive && c.agent < 0 &&
                           tree_.child_form(child, "by") >= 0 && !is_deadline(child) &&
                           !starts_with_digit(tree_.form(child))) {
                    c.agent = child;
                } else {
                    c.obliques.push_back(child);
                }
                break;
            case Rel::OblUnmarked:
                c.obliques.push_back(child);
                break;
            case Rel::Nmod:
                if (copula && tree_.token(c.head).upos == "ADJ") {
                    c.obliques.push_back(child);
                }
                break;
            case Rel::Xcomp:
                if (c.xcomp < 0) {
                    c.xcomp = child;
                }
                break;
            case Rel::Advcl:
                if (is_asked_or_known(c, child)) {
                    c.ccomp = child;
                } else if (is_as_phrase(child)) {
                    c.obliques.push_back(child);
                    for (const TokenIndex below : tree_.children(child)) {
                        if (tree_.rel(below) == Rel::Obl && is_time_noun(tree_.lemma(below))) {
                            c.obliques.push_back(below);
                        }
                    }
                }
                break;
            case Rel::Ccomp:
                if (c.ccomp < 0) {
                    c.ccomp = child;
                }
                break;
            default:
                break;
        }
    }
    if (c.particle < 0 && has_direction(c.head)) {
        c.particle = c.head + 1;
    }
    if (const TokenIndex after = c.head + 1;
        c.particle < 0 && c.agent > after && c.kind == Clause::Kind::Passive &&
        tree_.form(after) == "after" && tree_.head(after) == c.head) {
        c.particle = after;  // "were looked | after by"
    }
    if (c.particle < 0 && does_well(c.head) && c.head + 2 < tree_.size() &&
        tree_.rel(c.head + 2) == Rel::Case) {
        c.particle = c.head + 1;
    }
    if (c.kind == Clause::Kind::Passive && c.agent < 0) {
        c.agent = nested_agent(c);
    }
    repair_subject(c);
    if (c.object < 0 && c.indirect >= 0) {
        c.object = c.indirect;
        c.indirect = -1;
    }
    if (c.kind == Clause::Kind::Existential && c.subject < 0) {
        c.subject = c.object;
        c.object = -1;
    }
}

/// "cannot remember | when they came": what is known or not, called a time.
bool ClauseFinder::is_asked_or_known(const Clause& c, TokenIndex clause) const {
    constexpr std::string_view kVerbs[] = {"remember", "recall", "forget", "know", "wonder"};
    const TokenIndex next = c.head + 1;
    return c.kind == Clause::Kind::Verb && c.object < 0 && c.ccomp < 0 && clause > next &&
           tree_.token(next).xpos == "WRB" && tree_.dominates(clause, next) &&
           std::find(std::begin(kVerbs), std::end(kVerbs), tree_.lemma(c.head)) != std::end(kVerbs);
}

/// "will be done | by the end of the year"
bool ClauseFinder::is_deadline(TokenIndex phrase) const {
    const std::string_view noun = tree_.lemma(phrase);
    const bool edge = noun == "end" || noun == "beginning" || noun == "start" || noun == "close";
    const TokenIndex whole = tree_.child(phrase, {Rel::Nmod});
    constexpr std::string_view kOrders[] = {"date", "time", "day", "week", "month", "year", "age"};
    if (tree_.children(phrase).size() == 1 &&
        std::find(std::begin(kOrders), std::end(kOrders), noun) != std::end(kOrders)) {
        return false;  // "are sorted | by date"
    }
    const TokenIndex relative = tree_.child(phrase, {Rel::AclRelcl});
    if (tree_.child_form(phrase, "a") >= 0 || tree_.child_form(phrase, "an") >= 0 ||
        (relative >= 0 && tree_.lemma(relative) == "spend")) {
        return false;  // "was helped | by a year of peace", "by the time he spent there"
    }
    return is_time_noun(noun) ||
           (edge && (whole < 0 || is_time_noun(tree_.lemma(whole)) || tree_.is_proper(whole)));
}

/// "is paid by shops, | mostly by small ones"
bool ClauseFinder::is_afterthought(TokenIndex phrase) const {
    const TokenIndex first = tree_.subtree(phrase).front();
    return tree_.form(first) == "," || (first > 0 && tree_.form(first - 1) == ",");
}

/// "recognized X as independent": a small predicate, not a clause.
bool ClauseFinder::is_as_phrase(TokenIndex i) const {
    const std::string& upos = tree_.token(i).upos;
    return (upos == "ADJ" || upos == "NOUN" || upos == "PROPN") && tree_.child_form(i, "as") >= 0 &&
           !tree_.has_child(i, {Rel::Nsubj, Rel::Cop, Rel::Aux});
}

/// "recognised as independent by X": the agent may hang on the phrase before it.
TokenIndex ClauseFinder::nested_agent(const Clause& c) const {
    for (const TokenIndex o : c.obliques) {
        TokenIndex agent = tree_.child(o, {Rel::OblAgent});
        if (agent < 0 && tree_.token(o).upos == "ADJ") {
            agent = tree_.child(o, {Rel::Obl});
            agent = agent >= 0 && tree_.child_form(agent, "by") >= 0 ? agent : -1;
        }
        if (agent >= 0) {
            return agent;
        }
    }
    return -1;
}

/// "call it | a crime", "bring them | luck": of two objects the second tells what the first is,
/// or the first to whom.
void ClauseFinder::second_object(Clause& c, TokenIndex value) const {
    const bool behind = c.object > c.head && value > c.object;
    const bool antecedent = c.object >= 0 && c.object == c.noun && value > c.head;
    if ((behind || antecedent) && is_naming_verb(tree_.lemma(c.head)) && c.xcomp < 0) {
        c.xcomp = value;
        return;
    }
    constexpr std::string_view kColour[] = {"paint", "dye", "colour", "color", "stain", "bleach"};
    if (behind && c.xcomp < 0 && tree_.token(value).xpos != "NNS" &&
        !tree_.has_child(value, {Rel::Det, Rel::NmodPoss, Rel::Nummod}) &&
        std::find(std::begin(kColour), std::end(kColour), tree_.lemma(c.head)) !=
            std::end(kColour)) {
        c.xcomp = value;  // "painted the fence | green"
        return;
    }
    if (behind && c.indirect < 0) {
        c.indirect = c.object;
    }
    c.object = value;
}

/// Two slips that parsers make: a plain "it" called an expletive, and the subject after a verb
/// of saying
/// ("..., explained a report") called its object.
void ClauseFinder::repair_subject(Clause& c) const {
    if (c.subject >= 0) {
        return;
    }
    const TokenIndex it = tree_.child(c.head, {Rel::Expl});
    const bool clausal = c.ccomp >= 0 || tree_.has_child(c.head, {Rel::Csubj, Rel::Advcl});
    if (it >= 0 && tree_.form(it) == "it" && !clausal) {
        c.subject = it;
        c.own_subject = true;
        return;
    }
    const bool after = c.object > c.head && c.ccomp < c.head;
    const bool beside = c.link == Rel::Parataxis ||
                        (c.link == Rel::Advcl && tree_.token(c.head).xpos == "VBD" && c.head > 0 &&
                         tree_.form(c.head - 1) == "," && !tree_.has_child(c.head, {Rel::Mark}));
    if (beside && c.finite && after && c.kind == Clause::Kind::Verb &&
        is_say_verb(tree_.lemma(c.head)) && c.first_conjunct < 0) {
        c.subject = c.object;
        c.object = -1;
        c.own_subject = true;
    }
}

const Clause* Clauses::headed_by(TokenIndex token) const {
    if (token < 0 || of_token[static_cast<std::size_t>(token)] < 0) {
        return nullptr;
    }
    return &list[static_cast<std::size_t>(of_token[static_cast<std::size_t>(token)])];
}

const Clause& Clauses::chain_begin(const Clause& c) const {
    const Clause* first = &c;
    while (first->chained_from >= 0) {
        first = &list[static_cast<std::size_t>(first->chained_from)];
    }
    return *first;
}

int Clauses::governing(const Tree& tree, TokenIndex token) const {
    for (TokenIndex at = token; at != kRoot; at = tree.head(at)) {
        if (of_token[static_cast<std::size_t>(at)] >= 0) {
            return of_token[static_cast<std::size_t>(at)];
        }
    }
    return -1;
}

Clauses find_clauses(const Tree& tree) {
    return ClauseFinder(tree).run();
}

bool speaks_beside(const Tree& tree, const Clause& clause) {
    // "told the story", "tells something": no hearer.
    constexpr std::string_view kTold[] = {"something", "it",  "this",  "that", "story",
                                          "tale",      "lie", "truth", "joke"};
    const bool told =
        clause.object >= 0 && tree.lemma(clause.head) == "tell" &&
        std::find(std::begin(kTold), std::end(kTold), tree.lemma(clause.object)) == std::end(kTold);
    const bool puts =  // "as she put it"
        clause.object == clause.head + 1 && tree.lemma(clause.head) == "put" &&
        tree.form(clause.object) == "it" && tree.child_form(clause.head, "as") >= 0;
    const bool thing = clause.object >= 0 && !told && !puts;
    const bool joined =
        std::any_of(tree.children(clause.head).begin(), tree.children(clause.head).end(),
                    [&](TokenIndex child) {
                        const bool so = tree.rel(child) == Rel::Advmod && tree.form(child) == "so";
                        const bool mark =  // not "as he continues"
                            tree.rel(child) == Rel::Mark &&
                            (tree.form(child) != "as" || tree.lemma(clause.head) == "continue");
                        return child < clause.head && (tree.rel(child) == Rel::Cc || mark || so);
                    });
    constexpr std::string_view kThink[] = {"think",   "believe", "assume",  "guess",
                                           "suppose", "suspect", "imagine", "reckon"};
    const bool thinks = std::find(std::begin(kThink), std::end(kThink), tree.lemma(clause.head)) !=
                        std::end(kThink);
    return (is_say_verb(tree.lemma(clause.head)) || thinks || puts) &&
           clause.kind == Clause::Kind::Verb && clause.own_subject && clause.finite &&
           clause.ccomp < 0 && clause.xcomp < 0 && clause.chained < 0 && !thing && !joined;
}

bool is_reflexive(const Tree& tree, TokenIndex t) {
    return tree.is_pronoun(t) &&
           (tree.form(t).ends_with("self") || tree.form(t).ends_with("selves"));
}

bool is_ranked(const Tree& tree, TokenIndex noun) {
    constexpr std::string_view kRanks[] = {"first",   "second", "third", "fourth", "fifth",
                                           "sixth",   "last",   "only",  "next",   "latest",
                                           "seventh", "eighth", "ninth", "tenth"};
    const auto ranks = [&](TokenIndex t) {
        return std::find(std::begin(kRanks), std::end(kRanks), tree.form(t)) != std::end(kRanks) ||
               tree.token(t).xpos == "JJS" || tree.token(t).xpos == "RBS";
    };
    return ranks(noun) || (tree.form(noun) == "one" && tree.child_form(noun, "the") >= 0) ||
           std::any_of(tree.children(noun).begin(), tree.children(noun).end(),
                       [&](TokenIndex child) {
                           return child < noun && tree.is(child, {Rel::Amod}) && ranks(child);
                       });
}

int chain_end(const Clauses& clauses, int index) {
    while (clauses.list[static_cast<std::size_t>(index)].chained >= 0) {
        index = clauses.list[static_cast<std::size_t>(index)].chained;
    }
    return index;
}

}  // namespace trefoil::extract
