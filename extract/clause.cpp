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

#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

bool starts_with_digit(std::string_view form) {
    return !form.empty() && form.front() >= '0' && form.front() <= '9';
}

class Finder {
  public:
    explicit Finder(const Tree& tree) : tree_(tree) {}

    Clauses run() {
        clauses_.of_token.assign(static_cast<std::size_t>(tree_.size()), -1);
        for (const TokenIndex head : predicates()) {
            clauses_.of_token[static_cast<std::size_t>(head)] =
                static_cast<int>(clauses_.list.size());
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

  private:
    // ---- predicates ----
    bool is_predicate(TokenIndex i) const {
        if (tree_.is(
                i, {Rel::Aux, Rel::AuxPass, Rel::Cop, Rel::Case, Rel::Mark, Rel::Punct, Rel::Det,
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

    bool heads_clause(TokenIndex i) const {
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

    bool has_clause_children(TokenIndex i) const {
        return tree_.has_child(i, {Rel::Nsubj, Rel::NsubjPass, Rel::Obj, Rel::Aux, Rel::AuxPass,
                                   Rel::Ccomp, Rel::Xcomp});
    }

    /// A conjunct of a copular predicate shares its copula: "is poor and proud", "are separate from
    /// and in addition to".
    bool shares_copula(TokenIndex i) const {
        const TokenIndex first = tree_.head(i);
        const std::string& upos = tree_.token(i).upos;
        return tree_.rel(i) == Rel::Conj && tree_.has_child(first, {Rel::Cop}) && upos == "ADJ" &&
               tree_.token(first).upos == "ADJ";
    }

    std::vector<TokenIndex> predicates() const {
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

    // ---- position ----
    void place(int index) {
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
    bool is_infinitive_marker(TokenIndex i) const {
        const std::string_view f = tree_.form(i);
        return f == "to" || f == "na" || (f == "ta" && tree_.token(i).xpos == "TO");
    }

    // ---- verb group ----
    void verb_group(Clause& c) {
        bool passive_auxiliary = false;
        bool copula = false;
        bool expletive_there = false;
        for (const TokenIndex child : tree_.children(c.head)) {
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
                        (tree_.token(c.head).xpos != "VBG" ||
                         tree_.has_child(c.head, {Rel::Aux, Rel::AuxPass}))) {
                        c.to = child;
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
        c.finite =
            !c.infinitive && ((!copula && c.auxiliaries.empty() && tree_.is_tensed(c.head)) ||
                              std::any_of(c.auxiliaries.begin(), c.auxiliaries.end(),
                                          [&](TokenIndex a) { return tree_.is_tensed(a); }));
        c.participle = !c.finite && !c.infinitive && c.auxiliaries.empty() &&
                       (xpos == "VBG" || tree_.is_past_participle(c.head));
        const bool verb = tree_.token(c.head).upos == "VERB" || tree_.token(c.head).upos == "AUX";
        const bool has_have = std::any_of(c.auxiliaries.begin(), c.auxiliaries.end(),
                                          [&](TokenIndex a) { return tree_.lemma(a) == "have"; });
        if (expletive_there &&
            (!verb || tree_.lemma(c.head) == "be" || tree_.lemma(c.head) == "exist")) {
            c.kind = Clause::Kind::Existential;
        } else if (copula || !verb) {
            c.kind = Clause::Kind::Copula;
        } else if (passive_auxiliary || tree_.has_child(c.head, {Rel::NsubjPass}) ||
                   (tree_.is_past_participle(c.head) && !has_have && c.link != Rel::Root &&
                    !c.finite) ||
                   (c.first_conjunct >= 0 && tree_.is_past_participle(c.head) &&
                    c.auxiliaries.empty() &&
                    clauses_.list[static_cast<std::size_t>(c.first_conjunct)].kind ==
                        Clause::Kind::Passive) ||
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

    /// "was taken away and | told that ...": without anybody who is told, the verb shares the
    /// passive of the one before.
    bool is_told(const Clause& c) const {
        constexpr std::string_view kTell[] = {"tell",     "inform", "assure", "remind",
                                              "persuade", "order",  "notify"};
        return c.first_conjunct >= 0 && c.auxiliaries.empty() &&
               clauses_.list[static_cast<std::size_t>(c.first_conjunct)].kind ==
                   Clause::Kind::Passive &&
               tree_.token(c.head).xpos == "VBD" &&
               !tree_.has_child(c.head, {Rel::Nsubj, Rel::Obj, Rel::Iobj}) &&
               std::find(std::begin(kTell), std::end(kTell), tree_.lemma(c.head)) !=
                   std::end(kTell);
    }

    /// "this process created | a state", called a participle: the object right after it says that
    /// it is a verb like any other, unless it is one that keeps an object in the passive.
    bool active_object(const Clause& c) const {
        const TokenIndex object = tree_.child(c.head, {Rel::Obj});
        return object > c.head && !keeps_object(tree_.lemma(c.head));
    }

    /// "will ban X and impose Y", "has been seen and heard": the second verb shares what its form
    /// asks for.
    void share_auxiliaries(Clause& c, bool complete) {
        if (c.first_conjunct < 0 || complete || !c.auxiliaries.empty() ||
            tree_.has_child(c.head, {Rel::Nsubj, Rel::NsubjPass})) {
            return;
        }
        const Clause& first = clauses_.list[static_cast<std::size_t>(c.first_conjunct)];
        const std::string& xpos = tree_.token(c.head).xpos;
        const std::string& first_xpos = tree_.token(first.head).xpos;
        if (c.to < 0 && first.to >= 0 && xpos == "VB") {
            c.to = first.to;
        }
        const bool verb = tree_.token(c.head).upos == "VERB";
        if ((verb && xpos == first_xpos && (xpos == "VB" || xpos == "VBN" || xpos == "VBG")) ||
            !verb || is_told(c)) {
            c.auxiliaries = first.auxiliaries;
        }
    }

    void inversion(Clause& c) const {
        if (c.auxiliaries.empty() || tree_.has_child(c.head, {Rel::Mark}) || c.link == Rel::Root ||
            (c.first_conjunct >= 0 && tree_.has_child(c.head, {Rel::Cc}))) {
            return;
        }
        const TokenIndex subject = tree_.child(c.head, {Rel::Nsubj, Rel::NsubjPass});
        const std::string_view first = tree_.form(c.auxiliaries.front());
        c.inverted = subject > c.auxiliaries.front() &&
                     (first == "should" || first == "had" || first == "were");
    }

    // ---- own arguments ----
    /// The noun that a relative pronoun anywhere below a relative clause stands for.
    TokenIndex antecedent_of(TokenIndex pronoun) const {
        for (TokenIndex at = tree_.head(pronoun); at != kRoot; at = tree_.head(at)) {
            if (tree_.rel(at) == Rel::AclRelcl) {
                return tree_.head(at);
            }
        }
        return -1;
    }

    /// False where verb and antecedent are singular and plural: "saw the gardens, which was fun" is
    /// about more than the noun.
    bool agrees(const Clause& c, TokenIndex noun) const {
        const TokenIndex verb = c.auxiliaries.empty() ? c.head : c.auxiliaries.front();
        const std::string& tag = tree_.token(verb).xpos;
        const std::string_view f = tree_.form(verb);
        const bool singular = tag == "VBZ" || f == "was";
        const bool plural = tag == "VBP" || f == "were";
        const std::string& number = tree_.token(noun).xpos;
        const bool one = number == "NN" && !tree_.has_child(noun, {Rel::Conj});
        return !(singular && number == "NNS") && !(plural && one && !may_be_plural(noun));
    }

    /// "a number of towns that are", "a family who live".
    bool may_be_plural(TokenIndex noun) const {
        constexpr std::string_view kGroups[] = {
            "family",   "team",     "crew",   "staff", "police", "crowd",  "group",    "band",
            "audience", "majority", "couple", "pair",  "class",  "public", "committee"};
        const std::string_view lemma = tree_.lemma(noun);
        return is_partitive_noun(lemma) ||
               std::find(std::begin(kGroups), std::end(kGroups), lemma) != std::end(kGroups);
    }

    void arguments(Clause& c) {
        const bool copula = c.kind == Clause::Kind::Copula;
        for (const TokenIndex child : tree_.children(c.head)) {
            TokenIndex value = child;
            if (tree_.is_relative(child) &&
                tree_.is(child, {Rel::Nsubj, Rel::NsubjPass, Rel::Obj, Rel::Iobj, Rel::Obl})) {
                const TokenIndex noun = antecedent_of(child);
                const bool subject = tree_.is(child, {Rel::Nsubj, Rel::NsubjPass});
                if (noun >= 0 && (!subject || agrees(c, noun))) {
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
                    second_object(c, value);
                    break;
                case Rel::Iobj:
                    c.indirect = value;
                    break;
                case Rel::OblAgent:
                    c.agent = child;
                    break;
                case Rel::Obl:
                    if (c.kind == Clause::Kind::Passive && c.agent < 0 &&
                        tree_.child_form(child, "by") >= 0 && !is_time_noun(tree_.lemma(child)) &&
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
                    if (is_as_phrase(child)) {
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

    /// "recognized X as independent": a small predicate, not a clause.
    [[nodiscard]] bool is_as_phrase(TokenIndex i) const {
        const std::string& upos = tree_.token(i).upos;
        return (upos == "ADJ" || upos == "NOUN" || upos == "PROPN") &&
               tree_.child_form(i, "as") >= 0 &&
               !tree_.has_child(i, {Rel::Nsubj, Rel::Cop, Rel::Aux});
    }

    /// "recognised as independent by X": the agent may hang on the phrase before it.
    [[nodiscard]] TokenIndex nested_agent(const Clause& c) const {
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

    /// Two slips that parsers make: a plain "it" called an expletive, and the subject after a verb
    /// of saying
    /// ("..., explained a report") called its object.
    void repair_subject(Clause& c) const {
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
        const bool beside =
            c.link == Rel::Parataxis ||
            (c.link == Rel::Advcl && tree_.token(c.head).xpos == "VBD" && c.head > 0 &&
             tree_.form(c.head - 1) == "," && !tree_.has_child(c.head, {Rel::Mark}));
        if (beside && c.finite && after && c.kind == Clause::Kind::Verb &&
            is_say_verb(tree_.lemma(c.head)) && c.first_conjunct < 0) {
            c.subject = c.object;
            c.object = -1;
            c.own_subject = true;
        }
    }

    // ---- chains ----
    /// "the sanctions that X promised to impose": the pronoun that hangs on "promised" is the
    /// object of "impose".
    void lower_relative_object(Clause& c) {
        const TokenIndex pronoun = tree_.child(c.head, {Rel::Obj});
        if (pronoun >= 0 && pronoun == c.relative && c.object != c.noun && c.object >= 0 &&
            c.xcomp >= 0) {
            // "the thing that I want people to say"
            const int said = clauses_.of_token[static_cast<std::size_t>(c.xcomp)];
            if (said >= 0 && clauses_.list[static_cast<std::size_t>(said)].object < 0) {
                clauses_.list[static_cast<std::size_t>(said)].object = c.noun;
            }
            return;
        }
        if (c.xcomp < 0 || pronoun < 0 || pronoun != c.relative || c.object == pronoun ||
            !takes_infinitive_alone(tree_.lemma(c.head))) {
            return;
        }
        const int next = clauses_.of_token[static_cast<std::size_t>(c.xcomp)];
        if (next < 0 || clauses_.list[static_cast<std::size_t>(next)].object >= 0) {
            return;
        }
        clauses_.list[static_cast<std::size_t>(next)].object = c.object;
        c.object = -1;
    }

    void link_chain(int index) {
        Clause& c = clauses_.list[static_cast<std::size_t>(index)];
        lower_relative_object(c);
        if (c.xcomp < 0 || c.object >= 0 || c.indirect >= 0) {
            return;
        }
        const int next = clauses_.of_token[static_cast<std::size_t>(c.xcomp)];
        if (next < 0 || c.xcomp < c.head || tree_.lemma(c.head) == "do") {
            return;
        }
        Clause& inner = clauses_.list[static_cast<std::size_t>(next)];
        if (leaves_doer_open(c, inner)) {
            return;
        }
        if (inner.own_subject || inner.kind == Clause::Kind::Existential ||
            (inner.kind == Clause::Kind::Passive && inner.participle)) {
            return;
        }
        c.chained = next;
        inner.chained_from = index;
        c.xcomp = -1;
    }

    /// "what they want is peace", "what they plan to do is (to) leave": they want peace, they plan
    /// to leave. The copular clause becomes the complement of the verb after "what".
    void undo_cleft(int index) {
        Clause& c = clauses_.list[static_cast<std::size_t>(index)];
        if (c.kind != Clause::Kind::Copula || c.subject < 0 || c.subject > c.head ||
            c.polarity == Polarity::Negative || tree_.has_child(c.head, {Rel::Case})) {
            return;
        }
        const TokenIndex what = tree_.form(c.subject) == "what" ? c.subject
                                : tree_.rel(c.subject) == Rel::Csubj
                                    ? tree_.child_form(c.subject, "what")
                                    : -1;
        const TokenIndex verb =
            what == c.subject ? tree_.child(c.subject, {Rel::AclRelcl}) : c.subject;
        const bool negated =
            std::any_of(tree_.children(c.head).begin(), tree_.children(c.head).end(),
                        [&](TokenIndex t) { return is_negation(tree_.form(t)); });
        if (what < 0 || verb < 0 || negated ||
            clauses_.of_token[static_cast<std::size_t>(verb)] < 0) {
            return;
        }
        const int inner = clauses_.of_token[static_cast<std::size_t>(verb)];
        Clause& wanted = clauses_.list[static_cast<std::size_t>(inner)];
        if (!wanted.own_subject || wanted.subject == what || wanted.kind != Clause::Kind::Verb) {
            return;
        }
        const int last_index = chain_end(clauses_, inner);
        Clause& last = clauses_.list[static_cast<std::size_t>(last_index)];
        const bool does = tree_.lemma(last.head) == "do" && last_index != inner;
        if (tree_.is_verb(c.head) && (does || c.to >= 0)) {
            Clause& above =
                does ? clauses_.list[static_cast<std::size_t>(last.chained_from)] : last;
            above.chained = index;
            c.chained_from = static_cast<int>(&above - clauses_.list.data());
            c.kind = Clause::Kind::Verb;
            c.auxiliaries.clear();
        } else if (tree_.is_noun(c.head) && last_index == inner) {
            last.object = c.head;
            c.kind = Clause::Kind::Verb;  // read with the verb after "what"
        } else {
            return;
        }
        c.subject = -1;
        c.own_subject = false;
        wanted.noun = -1;
        wanted.link = Rel::Root;
        wanted.relative = -1;
    }

    // ---- gaps and subjects ----
    /// A relative clause with a subject of its own and no pronoun: its noun is the object of the
    /// last verb that lacks one, or the subject of an embedded clause that lacks one ("a crisis we
    /// fear could spread").
    void fill_gap(Clause& c) {
        if (c.link != Rel::AclRelcl || c.noun < 0 || c.first_conjunct >= 0 ||
            effect_of_noun(tree_.lemma(c.noun)) != Effect::Neutral ||
            (c.own_subject && tree_.child_form(c.subject, "whose") >= 0)) {
            return;  // "concerns they would stay": the content of the noun, not a gap
        }
        if (c.relative >= 0 && c.object == c.noun && c.ccomp >= 0) {
            embedded_subject(c);
            return;
        }
        for (Clause* at = &c;;) {
            if (at->relative >= 0) {
                return;
            }
            const int inner = at->chained >= 0 ? at->chained
                              : at->ccomp >= 0
                                  ? clauses_.of_token[static_cast<std::size_t>(at->ccomp)]
                                  : -1;
            if (inner >= 0) {
                at = &clauses_.list[static_cast<std::size_t>(inner)];
                if (at->subject < 0 && at->link == Rel::Ccomp) {
                    at->subject = c.noun;
                    at->antecedent_subject = true;
                    at->noun = c.noun;
                    return;
                }
                continue;
            }
            if (has_stranded_adverb(at->head)) {
                return;
            }
            const bool given = at->kind == Clause::Kind::Passive && at->agent < 0 &&
                               keeps_object(tree_.lemma(at->head));  // "drops they were given"
            const bool object_verb = (at->kind == Clause::Kind::Verb || given) && c.own_subject;
            if (object_verb && at->object > at->head && at->xcomp < 0 &&
                is_naming_verb(tree_.lemma(at->head))) {
                at->xcomp = at->object;  // "troops he calls guards"
                at->object = -1;
            }
            if (object_verb && at->object < 0) {
                if (at->particle < 0) {
                    at->particle = stranded_preposition(at->head);
                }
                at->gap = c.noun;
                at->object = c.noun;
                at->noun = c.noun;
            }
            return;
        }
    }

    /// "the man she spoke | to": a preposition without a noun right after the verb.
    TokenIndex stranded_preposition(TokenIndex verb) const {
        for (const TokenIndex child : tree_.children(verb)) {
            const bool bare = tree_.children(child).empty() && tree_.token(child).upos == "ADP";
            if (child == verb + 1 && bare) {
                return child;
            }
        }
        return -1;
    }

    /// "a law that she said would help": the pronoun is the subject of what is said.
    void embedded_subject(Clause& c) {
        const int inner = clauses_.of_token[static_cast<std::size_t>(c.ccomp)];
        if (inner < 0) {
            return;
        }
        Clause& content = clauses_.list[static_cast<std::size_t>(inner)];
        if (content.subject < 0 && content.finite) {
            content.subject = c.noun;
            content.antecedent_subject = true;
            content.noun = c.noun;
            c.object = -1;
        }
    }

    /// "the way he looks", "the reason she left": the noun is no object.
    static bool is_manner_noun(std::string_view lemma) {
        return lemma == "way" || lemma == "reason" || lemma == "extent" || lemma == "degree" ||
               lemma == "speed" || lemma == "rate" || lemma == "ease";
    }

    /// "the place where he lived", "the day it rained": an adverb or a time noun fills the gap.
    bool has_stranded_adverb(TokenIndex head) const {
        for (const TokenIndex child : tree_.children(head)) {
            if (tree_.rel(child) == Rel::Advmod && tree_.is_relative(child)) {
                return true;
            }
        }
        const TokenIndex noun = antecedent_of(head);
        const TokenIndex own = noun >= 0 ? noun : tree_.head(head);
        return own >= 0 && (is_time_noun(tree_.lemma(own)) || is_manner_noun(tree_.lemma(own)));
    }

    void fill_subject(Clause& c) {
        if (c.subject >= 0 || c.kind == Clause::Kind::Existential || is_loose_participle(c)) {
            return;
        }
        if (c.to > 0 && for_subject(c)) {
            return;
        }
        if (c.first_conjunct >= 0) {
            const Clause& first = clauses_.list[static_cast<std::size_t>(c.first_conjunct)];
            const std::string& tag = tree_.token(first.head).xpos;
            if (tree_.token(c.head).xpos == "VB" && c.to < 0 && c.auxiliaries.empty() &&
                first.auxiliaries.empty() && (tag == "VBZ" || tag == "VBD")) {
                return;  // "fears it would fail, which he denies, and | waste time"
            }
            c.subject = first.subject;
            c.antecedent_subject = first.antecedent_subject;
            return;
        }
        const Clause* parent =
            c.parent < 0 ? nullptr : &clauses_.list[static_cast<std::size_t>(c.parent)];
        switch (c.link) {
            case Rel::Xcomp:
                if (parent != nullptr && !leaves_doer_open(*parent, c)) {
                    c.subject = controller(*parent);
                }
                break;
            case Rel::Acl:
            case Rel::AclRelcl:
                noun_subject(c, parent);
                break;
            case Rel::Advcl:
                if (parent != nullptr && !c.finite && tree_.head(c.head) == parent->head) {
                    c.subject = adjunct_subject(c, *parent);
                }
                break;
            case Rel::Parataxis:
            case Rel::Dep:
                if (parent != nullptr && (c.participle || c.infinitive)) {
                    c.subject = parent->subject;
                }
                break;
            default:
                break;
        }
    }

    /// "the order for troops to leave": a for-phrase right before "to" is who does it, wherever it
    /// hangs.
    bool for_subject(Clause& c) const {
        constexpr int kDeepest = 3;
        TokenIndex at = c.to - 1;
        for (int depth = 0; depth < kDeepest && at != kRoot; ++depth, at = tree_.head(at)) {
            if (!tree_.is_noun(at) || tree_.dominates(c.head, at)) {
                return false;
            }
            const TokenIndex preposition = tree_.child_form(at, "for");
            const TokenIndex marker = tree_.child_form(c.head, "for");
            const bool marked =
                marker >= 0 && marker < at && (tree_.head(at) < marker || tree_.head(at) > c.to);
            if (marked || (preposition >= 0 && preposition < at)) {
                if (is_time_noun(tree_.lemma(at)) || is_means_noun(tree_.lemma(at))) {
                    return false;  // "look for a way | to do it"
                }
                c.subject = at;
                return true;
            }
        }
        return false;
    }

    /// "recommended taking it": who is to do it is not said.
    bool leaves_doer_open(const Clause& parent, const Clause& inner) const {
        return tree_.token(inner.head).xpos == "VBG" && inner.participle && parent.object < 0 &&
               is_advice_verb(tree_.lemma(parent.head));
    }

    /// ", based on X", "compared with X": about the clause or a word of it, hardly ever about the
    /// subject or the noun before it.
    bool is_loose_participle(const Clause& c) const {
        const TokenIndex first = tree_.subtree(c.head).front();
        const bool loose = first == 0 || tree_.form(first) == "," ||
                           (first == c.head && tree_.form(first - 1) == ",");
        if (!c.participle || !loose || c.head + 1 >= tree_.size()) {
            return false;
        }
        const std::string_view form = tree_.form(c.head);
        const std::string_view next = tree_.form(c.head + 1);
        if (c.noun >= 0 &&
            (tree_.has_child(c.noun, {Rel::Det, Rel::NmodPoss}) || tree_.is_proper(c.noun))) {
            return false;  // "the film, based on a novel"
        }
        const std::string& upos = tree_.token(c.head + 1).upos;
        return (form == "based" && (next == "on" || next == "upon")) ||
               (form == "compared" && (next == "to" || next == "with")) || form == "depending" ||
               (form == "given" && c.noun < 0 && (upos == "DET" || upos == "PRON")) ||
               form == "regarding" || form == "concerning";
    }

    /// "brought themselves | to go": the object is the subject.
    /// "call it | a crime", "bring them | luck": of two objects the second tells what the first is,
    /// or the first to whom.
    void second_object(Clause& c, TokenIndex value) const {
        const bool behind = c.object > c.head && value > c.object;
        const bool antecedent = c.object >= 0 && c.object == c.noun && value > c.head;
        if ((behind || antecedent) && is_naming_verb(tree_.lemma(c.head)) && c.xcomp < 0) {
            c.xcomp = value;
            return;
        }
        if (behind && c.indirect < 0) {
            c.indirect = c.object;
        }
        c.object = value;
    }

    bool is_itself(const Clause& c) const { return c.object >= 0 && is_reflexive(tree_, c.object); }

    TokenIndex controller(const Clause& parent) const {
        const bool passive = parent.kind == Clause::Kind::Passive;
        if (!passive && !is_subject_control(tree_.lemma(parent.head)) && !is_itself(parent)) {
            if (parent.object >= 0 && parent.gap < 0) {
                return parent.object;
            }
            if (parent.indirect >= 0) {
                return parent.indirect;
            }
            if (parent.gap >= 0) {
                return parent.gap;
            }
        }
        return parent.subject;
    }

    /// "to keep it", "preventing it from joining": participles and purposes share the subject;
    /// after "prevent X from V-ing" and the like it is X.
    TokenIndex adjunct_subject(const Clause& c, const Clause& parent) const {
        if (enacts(c, parent)) {
            return parent.object;
        }
        const bool controls = is_itself(parent) ||
                              (parent.object >= 0 && is_object_control(tree_.lemma(parent.head)));
        if (c.infinitive && ((is_negated(parent.head) && !controls) ||
                             has_no_purpose(tree_.lemma(parent.head)) || is_speakers_own(c))) {
            return -1;
        }
        if (c.participle && parent.object >= 0 && parent.object < c.head &&
            tree_.child_form(c.head, "into") >= 0) {
            return parent.object;  // "talked her | into selling it"
        }
        if (c.participle && (tree_.child_form(c.head, "than") >= 0 || dangles(c, parent))) {
            return -1;  // "costs more | than buying it"
        }
        const TokenIndex by = tree_.child_form(c.head, "by");
        if (c.participle && tree_.child_form(c.head, "as") >= 0 &&
            tree_.token(c.head).xpos == "VBN") {
            return -1;  // "as discussed, X is Y"
        }
        const bool means = c.participle && (by >= 0 || tree_.form(c.head) == "using");
        if (means && parent.kind == Clause::Kind::Passive) {
            return -1;  // "can be measured by adding X"
        }
        const bool accused =
            is_accuse_verb(tree_.lemma(parent.head)) && tree_.has_child(c.head, {Rel::Mark});
        if (accused && parent.object >= 0) {
            return parent.object;
        }
        const TokenIndex from = tree_.child_form(c.head, "from");
        if (from >= 0 && parent.object >= 0 &&
            effect_of_verb(tree_.lemma(parent.head)) == Effect::Negative) {
            return parent.object;
        }
        const TokenIndex doer = parent.agent;
        const bool doubtful = parent.kind == Clause::Kind::Passive && c.participle && doer >= 0 &&
                              parent.head < doer && doer < c.head;
        const bool thing_used = parent.kind == Clause::Kind::Passive && c.infinitive &&
                                c.head < parent.head && parent.subject >= 0 &&
                                tree_.form(parent.subject) == "it";
        const bool by_another = parent.kind == Clause::Kind::Passive && doer >= 0 &&
                                doer < c.head && c.infinitive && parent.subject >= 0 &&
                                tree_.token(parent.subject).upos == "NOUN" &&
                                !is_person_noun(parent.subject);
        const bool after_content =
            parent.kind == Clause::Kind::Passive && parent.ccomp >= 0 && parent.ccomp < c.head;
        const bool takes_time = tree_.lemma(parent.head) == "take" && c.infinitive &&
                                ((parent.object >= 0 && is_time_noun(tree_.lemma(parent.object))) ||
                                 (parent.subject >= 0 && tree_.form(parent.subject) == "it"));
        if (parent.kind == Clause::Kind::Existential || takes_time || leaves_doer_open(parent, c) ||
            by_another || after_content || doubtful || thing_used) {
            return -1;  // "the vote was called by them to end it", "is asked why they go, knowing"
        }
        if (c.infinitive && is_object_control(tree_.lemma(parent.head)) && !is_itself(parent) &&
            parent.object > 0 && parent.object < c.head && parent.gap < 0 &&
            parent.kind == Clause::Kind::Verb) {
            return parent.object;  // "elected them to lead", hung as a purpose
        }
        return parent.kind == Clause::Kind::Copula && c.infinitive ? -1 : parent.subject;
    }

    /// "when counting X, | the number is Y", "my life is full | trying to do it": of a thing that
    /// is something nobody says that it does anything.
    bool dangles(const Clause& c, const Clause& parent) const {
        const bool thing = parent.subject >= 0 && tree_.token(parent.subject).upos == "NOUN" &&
                           !is_person_noun(parent.subject);
        const bool own = tree_.form(c.head) == "being" || tree_.form(c.head) == "having";
        const TokenIndex mark = tree_.child(c.head, {Rel::Mark});
        const bool bare = mark < 0 || tree_.form(mark) == "when" || tree_.form(mark) == "while";
        return parent.kind == Clause::Kind::Copula && thing && !own && bare &&
               tree_.token(c.head).xpos == "VBG";
    }

    /// "did not come | to praise him": whether he is praised is not said.
    bool is_negated(TokenIndex head) const {
        const auto children = tree_.children(head);
        return std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
            return child < head && is_negation(tree_.form(child));
        });
    }

    /// Verbs of states that nobody is in for a purpose: an infinitive behind them belongs to
    /// something else ("do not know the skill of the crew | to do it").
    static bool has_no_purpose(std::string_view lemma) {
        constexpr std::string_view kStates[] = {"know",    "understand", "believe", "remember",
                                                "see",     "hear",       "think",   "seem",
                                                "contain", "cost"};
        return std::find(std::begin(kStates), std::end(kStates), lemma) != std::end(kStates);
    }

    /// ", to name a few", "to sum up, ...": what the speaker does.
    bool is_speakers_own(const Clause& c) const {
        constexpr std::string_view kOwn[] = {"name",     "mention", "sum",   "summarize", "recap",
                                             "conclude", "clarify", "begin", "illustrate"};
        const bool apart = c.to == 0 || (c.to > 0 && tree_.form(c.to - 1) == ",");
        return apart &&
               std::find(std::begin(kOwn), std::end(kOwn), tree_.lemma(c.head)) != std::end(kOwn);
    }

    /// "signed a law | to ban it": the law bans.
    bool enacts(const Clause& c, const Clause& parent) const {
        return c.infinitive && parent.kind == Clause::Kind::Verb && parent.gap < 0 &&
               parent.object > parent.head && c.to > parent.object &&
               is_enacting_verb(tree_.lemma(parent.head)) &&
               tree_.token(parent.object).upos == "NOUN" && !is_person_noun(parent.object);
    }

    void noun_subject(Clause& c, const Clause* parent) const {
        if (c.noun < 0) {
            return;
        }
        if (c.participle || c.link == Rel::AclRelcl) {
            if (c.link == Rel::AclRelcl && c.gap >= 0) {
                return;
            }
            if (is_words_of(c, parent)) {
                c.subject = parent->subject;
                return;
            }
            if (tree_.child(c.head, {Rel::Mark}) >= 0 && c.participle) {
                const bool accused = parent != nullptr && parent->object == c.noun &&
                                     is_accuse_verb(tree_.lemma(parent->head));
                c.subject = accused ? c.noun : owner_of(c.noun, parent);  // "interest in joining"
                return;
            }
            if (c.link == Rel::AclRelcl && c.finite && c.relative < 0 && !has_relative(c.head)) {
                return;  // "the way he looks": a subject cannot be left out
            }
            c.subject = c.noun;
            c.antecedent_subject = true;
            return;
        }
        if (c.infinitive && is_ranked(tree_, c.noun) && !is_means_noun(tree_.lemma(c.noun)) &&
            effect_of_noun(tree_.lemma(c.noun)) == Effect::Neutral) {
            c.subject = c.noun;  // "the first woman to land"
            return;
        }
        if (c.infinitive) {
            const bool controlled =
                parent != nullptr && parent->object == c.noun && parent->gap < 0 &&
                (is_object_control(tree_.lemma(parent->head)) || enacts(c, *parent));
            const bool built = c.kind == Clause::Kind::Passive && tree_.rel(c.noun) == Rel::Obl &&
                               effect_of_noun(tree_.lemma(c.noun)) == Effect::Neutral;
            c.subject = controlled ? c.noun : built ? -1 : owner_of(c.noun, parent);
        }
    }

    bool has_relative(TokenIndex head) const {
        return tree_.child_form(head, "that") >= 0 || tree_.child_form(head, "which") >= 0 ||
               tree_.child_form(head, "who") >= 0;
    }

    /// "in a speech accusing X, she said": the speaker accuses, not the speech.
    bool is_words_of(const Clause& c, const Clause* parent) const {
        constexpr std::string_view kWords[] = {"speech",  "statement", "letter",    "interview",
                                               "address", "message",   "post",      "memo",
                                               "article", "remark",    "testimony", "comment"};
        return parent != nullptr && parent->subject >= 0 && tree_.token(c.head).xpos == "VBG" &&
               tree_.rel(c.noun) == Rel::Obl && tree_.head(c.noun) == parent->head &&
               tree_.child_form(c.noun, "in") >= 0 &&
               std::find(std::begin(kWords), std::end(kWords), tree_.lemma(c.noun)) !=
                   std::end(kWords);
    }

    /// "appointed her, | with a mandate to do it": hers, not theirs.
    bool is_given_with(TokenIndex noun, const Clause& parent) const {
        return parent.object > parent.head && parent.object < noun &&
               tree_.child_form(noun, "with") >= 0;
    }

    /// Who has the plan, power or wish: its possessor, the agent in a by- or of-phrase, or the
    /// subject of the verb it is the object of.
    TokenIndex owner_of(TokenIndex noun, const Clause* parent) const {
        const TokenIndex possessor = tree_.child(noun, {Rel::NmodPoss});
        if (possessor >= 0) {
            return possessor;
        }
        for (const TokenIndex child : tree_.children(noun)) {
            const bool of = tree_.child_form(child, "of") >= 0 &&
                            (tree_.is_proper(child) || is_person_noun(child) ||
                             tree_.child_form(child, "the") >= 0);
            if (tree_.rel(child) == Rel::Nmod && (of || tree_.child_form(child, "by") >= 0)) {
                return child;  // "the skill of the crew | to do it"
            }
        }
        constexpr std::string_view kTough[] = {"easy",  "hard",   "difficult", "impossible",
                                               "tough", "simple", "tricky"};
        const bool tough = std::any_of(
            tree_.children(noun).begin(), tree_.children(noun).end(), [&](TokenIndex child) {
                return tree_.rel(child) == Rel::Amod &&
                       std::find(std::begin(kTough), std::end(kTough), tree_.lemma(child)) !=
                           std::end(kTough);
            });
        if (tough) {
            return -1;  // "an easy one to forget": it is forgotten
        }
        if (is_person_noun(noun)) {
            return noun;  // "elect people to lead them"
        }
        const bool agent =
            parent != nullptr && parent->kind == Clause::Kind::Passive && parent->agent == noun;
        const bool argument = parent != nullptr && parent->kind != Clause::Kind::Existential &&
                              !agent && !is_means_noun(tree_.lemma(noun)) &&
                              (parent->object == noun || noun == parent->head ||
                               (tree_.head(noun) == parent->head && tree_.rel(noun) == Rel::Obl &&
                                noun > parent->head && !is_given_with(noun, *parent)));
        if (argument) {
            if (noun == parent->head && parent->subject >= 0) {
                const std::string_view f = tree_.form(parent->subject);
                if (f == "it" || f == "this" || f == "that") {
                    return -1;  // "it was a chance | to learn"
                }
            }
            const bool given = parent->indirect >= 0 && parent->object == noun;
            return given ? parent->indirect : parent->subject;
        }
        return -1;
    }

    /// "a way to do it", "something to consider": by or in which anybody does it.
    static bool is_means_noun(std::string_view lemma) {
        constexpr std::string_view kMeans[] = {"way",       "time",     "place",   "space",
                                               "thing",     "room",     "date",    "reason",
                                               "something", "anything", "nothing", "here"};
        return std::find(std::begin(kMeans), std::end(kMeans), lemma) != std::end(kMeans);
    }

    bool is_person_noun(TokenIndex noun) const {
        constexpr std::string_view kPersons[] = {
            "people",    "person",   "man",     "woman",   "someone", "somebody", "anyone",
            "anybody",   "nobody",   "those",   "citizen", "child",   "member",   "voter",
            "expert",    "official", "leader",  "worker",  "soldier", "troop",    "representative",
            "volunteer", "friend",   "company", "team",    "group",   "everyone", "everybody"};
        return std::find(std::begin(kPersons), std::end(kPersons), tree_.lemma(noun)) !=
               std::end(kPersons);
    }

    /// "buys and sells shares": an object right after two bare verbs belongs to both.
    void share_object(Clause& c) {
        if (c.first_conjunct < 0) {
            return;
        }
        Clause& first = clauses_.list[static_cast<std::size_t>(c.first_conjunct)];
        if (first.kind != Clause::Kind::Verb || c.kind != Clause::Kind::Verb) {
            return;
        }
        const bool adjacent = c.head - first.head <= 2 && !is_intransitive(tree_.lemma(first.head));
        const bool plain = std::none_of(first.obliques.begin(), first.obliques.end(),
                                        [&](TokenIndex o) { return o > first.head; });
        if (adjacent && first.object < 0 && c.object > c.head && plain && first.ccomp < 0) {
            first.object = c.object;
        } else if (c.object < 0 && first.object > c.head && c.obliques.empty() && c.ccomp < 0) {
            c.object = first.object;
        } else if (c.object < 0 && first.gap >= 0 && first.gap == first.object &&
                   c.obliques.empty() && c.ccomp < 0 && !c.own_subject) {
            c.object = first.gap;
            c.gap = first.gap;
        }
    }

    const Tree& tree_;
    Clauses clauses_;
};

}  // namespace

const Clause* Clauses::headed_by(TokenIndex token) const {
    if (token < 0 || of_token[static_cast<std::size_t>(token)] < 0) {
        return nullptr;
    }
    return &list[static_cast<std::size_t>(of_token[static_cast<std::size_t>(token)])];
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
    return Finder(tree).run();
}

bool speaks_beside(const Tree& tree, const Clause& clause) {
    const bool thing = clause.object >= 0 && tree.lemma(clause.head) != "tell";
    const bool joined =
        std::any_of(tree.children(clause.head).begin(), tree.children(clause.head).end(),
                    [&](TokenIndex child) {
                        const bool so = tree.rel(child) == Rel::Advmod && tree.form(child) == "so";
                        const bool mark = tree.rel(child) == Rel::Mark && tree.form(child) != "as";
                        return child < clause.head && (tree.rel(child) == Rel::Cc || mark || so);
                    });
    return is_say_verb(tree.lemma(clause.head)) && clause.kind == Clause::Kind::Verb &&
           clause.own_subject && clause.finite && clause.ccomp < 0 && clause.xcomp < 0 &&
           clause.chained < 0 && !thing && !joined;
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
