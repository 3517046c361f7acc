/// A parser that scores each word's head and relation by itself makes slips that the words around
/// show: two subjects of one verb, a relative pronoun in a complement clause, an argument below an
/// auxiliary. Each rule here mends one of them, left to right, by moving a word and all below it;
/// `hang` refuses moves that would close a cycle.

#include "extract/tree_repair.hpp"

#include <algorithm>

#include "extract/tree_mender.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

void TreeMender::run() {
    for (TokenIndex i = 0; i < size(); ++i) {
        argument_of_auxiliary(i);
    }
    for (TokenIndex i = 0; i < size(); ++i) {
        title(i);
        office_holder(i);
        repeated_noun(i);
        bare_object(i);
        named_object(i);
        determiner_behind(i);
        counted_names(i);
        possessor_subject(i);
        object_of_relative(i);
        no_subject(i);
        owner_of_gerund(i);
        subject_of_gerund(i);
        fronted_apposition(i);
        fronted_description(i);
        inverted_predicate(i);
        closed_apposition(i);
        gapped_member(i);
        name_behind_two(i);
        subject_of_main_clause(i);
        second_subject(i);
        subject_with_preposition(i);
        bare_possessor(i);
        two_names(i);
        dated_subject(i);
        relative_clause(i);
        marker(i);
        infinitive(i);
        chosen_to(i);
        goes_on(i);
        made_sure(i);
        object_of_two(i);
        what_is_inside(i);
        joined_apposition(i);
        stolen_subject(i);
        coordinated_predicate(i);
        second_predicate(i);
        believed_relative(i);
        believed_gap(i);
        distant_relative(i);
        relative_behind_verb(i);
        plural_antecedent(i);
        people_who(i);
        thing_which(i);
        tried_by_person(i);
        measured(i);
        called_so(i);
        outcome_of_all(i);
        joined_gerund(i);
        what_is_recorded(i);
        contact_clause(i);
        phrase_behind_aside(i);
        message_saying(i);
        growing_noun(i);
        gerund_in_clause(i);
        named_antecedent(i);
        fronted_phrase(i);
        adverb_phrase(i);
        adverb_pair(i);
        short_answer(i);
        second_subject_clause(i);
        bare_conjunct(i);
        gerund_after_clause(i);
        object_of_gerund(i);
        infinitive_of_adjective(i);
        row_in_relative(i);
        command_behind_condition(i);
        behind_dashes(i);
        crossed_verb(i);
        name_of_object(i);
        tensed_conjunct(i);
        told_conjunct(i);
        end_of_beginning(i);
        bracketed_antecedent(i);
        personal_antecedent(i);
        gerund_after_comma(i);
        gerund_of_source(i);
        infinitive_behind_object(i);
        infinitive_behind_aside(i);
        phrase_before_infinitive(i);
        complement_before(i);
        kept_from(i);
        saying_between(i);
        saying_behind(i);
        second_content(i);
        content_before(i);
        content_behind_agent(i);
        content_behind_phrase(i);
        infinitive_behind_participle(i);
        opening_condition(i);
        commanded(i);
        that_of_cleft(i);
        said_beside_denial(i);
        joined_main_clause(i);
        noun_behind_adjectives(i);
        equal_or_more(i);
        examples(i);
        list_behind_dash(i);
        maker(i);
        parents(i);
        feeling_for(i);
        child_by(i);
        second_time(i);
        counted_object(i);
        asked_for(i);
        some_of_them(i);
        behind_aside(i);
        particle_of_phrase(i);
        time_before(i);
        other_than(i);
        of_participle(i);
        not_all(i);
        free_to(i);
        for_it_to(i);
        counted_subject(i);
        idle_way(i);
        explained_name(i);
        name_in_two(i);
        second_apposition(i);
        behind_last_member(i);
        plural_of_two(i);
        subject_behind(i);
        infinitive_conjunct(i);
        active_participle(i);
        verb_joined_to_object(i);
        verb_in_row(i);
        some_ones(i);
        saying_at_end(i);
        gerund_of_person(i);
        participle_with_agent(i);
        named_in_brackets(i);
        owner_with_mark(i);
        case_of_phrase(i);
        measure_of_marker(i);
        worth_of(i);
        asked_clause(i);
        particle_before_subject(i);
        copula_of_clause(i);
        participle_in_row(i);
        fronted_participle(i);
        agreeing_conjunct(i);
        joined_content(i);
        part_of_which(i);
        inverted_condition(i);
        frequency(i);
        you_all(i);
        article_of_subject(i);
        second_preposition(i);
        first_to(i);
        relative_complement(i);
        frame_of_verb(i);
        agent_of_passive(i);
        as_little_as(i);
        contrary_to(i);
        sort_of(i);
        inverted_place(i);
        spoken_like(i);
        relative_in_row(i);
        saying_set_apart(i);
    }
    behind_brackets();
    for (TokenIndex i = 1; i < size(); ++i) {
        verb_particle(i);
    }
    gerund_subjects();
    between_dashes();
    for (TokenIndex i = 1; i + 2 < size(); ++i) {
        complex_preposition(i);
    }
}

bool TreeMender::below(TokenIndex word, TokenIndex above) const {
    TokenIndex steps = 0;
    for (TokenIndex at = word; at != kRoot && steps <= size(); at = head(at), ++steps) {
        if (at == above) {
            return true;
        }
    }
    return false;
}

void TreeMender::hang(TokenIndex word, TokenIndex new_head, Rel new_rel) {
    if (new_head != kRoot && below(new_head, word)) {
        return;
    }
    arcs_.heads[static_cast<std::size_t>(word)] = new_head;
    arcs_.rels[static_cast<std::size_t>(word)] = new_rel;
}

/// The head of the name or compound that `word` is part of, if that stands before `end`.
TokenIndex TreeMender::name_head(TokenIndex word, TokenIndex end) const {
    while (is(word, {Rel::Flat, Rel::Compound}) && head(word) != kRoot && head(word) < end) {
        word = head(word);
    }
    return word;
}

/// First child of `parent` in [from, to) with one of the relations, or -1.
TokenIndex TreeMender::child_in(TokenIndex parent, TokenIndex from, TokenIndex to,
                                std::initializer_list<Rel> rels) const {
    for (TokenIndex i = std::max<TokenIndex>(from, 0); i < std::min(to, size()); ++i) {
        if (head(i) == parent && is(i, rels)) {
            return i;
        }
    }
    return -1;
}

/// A tensed verb, or a predicate with a tensed auxiliary or a copula.
bool TreeMender::is_tensed(TokenIndex i) const {
    const std::string& tag = token(i).xpos;
    return tag == "VBD" || tag == "VBZ" || tag == "VBP" ||
           child_in(i, i - kNear, i, {Rel::Aux, Rel::AuxPass, Rel::Cop}) >= 0;
}

bool TreeMender::tensed_without_subject(TokenIndex i) const {
    bool tensed = token(i).xpos == "VBD" || token(i).xpos == "VBZ";
    for (TokenIndex t = std::max<TokenIndex>(0, i - kNear); t < std::min(size(), i + kNear); ++t) {
        if (head(t) != i) {
            continue;
        }
        if (is(t, {Rel::Nsubj, Rel::NsubjPass, Rel::Csubj, Rel::Expl})) {
            return false;
        }
        tensed = tensed || is(t, {Rel::Aux, Rel::AuxPass, Rel::Cop});
    }
    return tensed;
}

bool TreeMender::has_words_near(TokenIndex i) const {
    for (TokenIndex t = i + 1; t < std::min(size(), i + kNear); ++t) {
        if (head(t) == i) {
            return true;
        }
    }
    return i > 0 && head(i - 1) == i;
}

/// Arguments of an auxiliary belong to its verb.
void TreeMender::argument_of_auxiliary(TokenIndex i) {
    const TokenIndex h = head(i);
    if (h == kRoot || head(h) == kRoot || !is(h, {Rel::Aux, Rel::AuxPass, Rel::Cop})) {
        return;
    }
    if (is(i, {Rel::Nsubj, Rel::NsubjPass, Rel::Csubj, Rel::Obj, Rel::Iobj, Rel::Obl,
               Rel::OblUnmarked, Rel::Ccomp, Rel::Xcomp, Rel::Advcl, Rel::Expl})) {
        hang(i, head(h), rel(i));
    }
}

/// "until the rains | come": a preposition right before a clause marks it.
void TreeMender::marker(TokenIndex i) {
    const TokenIndex verb = head(i);
    const bool clause = rel(i) == Rel::Case && verb > i && token(verb).upos == "VERB" &&
                        is(verb, {Rel::Advcl, Rel::Ccomp, Rel::Acl});
    if (clause && child_in(verb, i + 1, verb, {Rel::Nsubj, Rel::NsubjPass}) >= 0) {
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::Mark;
    }
}

/// "allows her to | close schools": "to" right before a bare verb is not the preposition of the
/// verb's object.
void TreeMender::infinitive(TokenIndex i) {
    const TokenIndex verb = i + 1;
    if (form(i) == "to" && rel(i) == Rel::Case && verb < size() && token(verb).upos == "VERB" &&
        token(verb).xpos == "VB" &&
        (head(i) == verb || (head(i) > verb && head(head(i)) == verb))) {
        hang(i, verb, Rel::Mark);
    }
}

/// "went on | to work", "set out | to find it": what somebody goes on to do is no purpose.
void TreeMender::goes_on(TokenIndex i) {
    const TokenIndex verb = head(i);
    if (rel(i) == Rel::Advmod && verb != kRoot && verb + 1 == i && i + 1 < size() &&
        form(i + 1) == "to" &&
        ((lemma(verb) == "look" && form(i) == "forward") ||
         (lemma(verb) == "set" && form(i) == "out") || (lemma(verb) == "go" && form(i) == "on"))) {
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::CompoundPrt;
    }
    const bool goes = verb != kRoot && verb + 2 < size() &&
                      ((lemma(verb) == "go" && form(verb + 1) == "on") ||
                       (lemma(verb) == "set" && form(verb + 1) == "out"));
    if (rel(i) == Rel::Advcl && goes && verb < i && form(verb + 2) == "to" && head(verb + 2) == i &&
        token(i).xpos == "VB") {
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::Xcomp;
    }
}

/// "make | sure that it works", "made it | clear that it works": verb and adjective are one
/// predicate, and what follows is the verb's.
void TreeMender::made_sure(TokenIndex i) {
    constexpr std::string_view kSure[] = {"sure", "certain", "clear", "plain"};
    const TokenIndex verb = head(i);
    if (rel(i) != Rel::Xcomp || verb == kRoot || verb >= i || i - verb > 2 ||
        lemma(verb) != "make" ||
        std::find(std::begin(kSure), std::end(kSure), form(i)) == std::end(kSure) ||
        child_in(i, i - 1, size(), {Rel::Conj, Rel::Advmod}) >= 0) {
        return;
    }
    const bool it = verb + 2 == i && form(i - 1) == "it";
    TokenIndex content = child_in(i, i + 1, size(), {Rel::Ccomp, Rel::Csubj, Rel::Xcomp});
    if (content < 0) {
        content = child_in(verb, i + 1, size(), {Rel::Ccomp, Rel::Csubj, Rel::Xcomp});
    }
    if ((verb + 1 != i && !it) || (it && content < 0)) {
        return;
    }
    arcs_.rels[static_cast<std::size_t>(i)] = Rel::CompoundPrt;
    for (TokenIndex t = i + 1; t < size(); ++t) {  // "made clear | his views", "sure | of victory"
        if (head(t) == i && is(t, {Rel::Obj, Rel::Obl})) {
            hang(t, verb, rel(t));
        }
    }
    if (it) {
        arcs_.rels[static_cast<std::size_t>(i - 1)] = Rel::Expl;
    }
    if (content >= 0) {
        const bool subject =
            child_in(content, i + 1, content, {Rel::Nsubj, Rel::NsubjPass, Rel::Expl}) >= 0;
        hang(content, verb, subject || rel(content) != Rel::Xcomp ? Rel::Ccomp : Rel::Xcomp);
    }
}

/// "was chosen in May | to lead": what somebody is asked or chosen to do is no purpose.
void TreeMender::chosen_to(TokenIndex i) {
    const TokenIndex verb = head(i);
    const bool infinitive = rel(i) == Rel::Advcl && token(i).xpos == "VB" && i > 1 &&
                            form(i - 1) == "to" && head(i - 1) == i && form(i - 2) != ",";
    if (infinitive && verb != kRoot && verb < i && i - verb < kNear && token(verb).xpos == "VBN" &&
        is_object_control(lemma(verb)) && child_in(verb, verb - kNear, verb, {Rel::AuxPass}) >= 0 &&
        child_in(verb, verb, i, {Rel::OblAgent}) < 0) {
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::Xcomp;
    }
}

/// "not at all, | I like it", "not really, | no": what answers, and denies nothing that follows.
void TreeMender::short_answer(TokenIndex i) {
    constexpr std::string_view kAnswers[] = {"really",      "exactly", "quite",
                                             "necessarily", "yet",     "anymore"};
    if (form(i) != "not" || (i > 0 && rel(i - 1) != Rel::Punct) || i + 2 >= size()) {
        return;
    }
    const bool at_all = form(i + 1) == "at" && form(i + 2) == "all";
    const bool other =
        std::find(std::begin(kAnswers), std::end(kAnswers), form(i + 1)) != std::end(kAnswers);
    const TokenIndex end = at_all ? i + 3 : i + 2;
    const TokenIndex word = rel(i) == Rel::Advmod && head(i) == i + 1 ? i + 1 : i;
    if ((at_all || other) && end < size() && form(end) == "," && rel(word) == Rel::Advmod &&
        head(word) > end) {
        arcs_.rels[static_cast<std::size_t>(word)] = Rel::Discourse;
    }
}

/// "while X is small, | on most days Y is large": a phrase between the comma after a
/// subordinate clause and the subject of the main clause is the main clause's.
void TreeMender::fronted_phrase(TokenIndex i) {
    const TokenIndex inner = head(i);
    if (rel(i) == Rel::Obl && inner != kRoot && inner > i && rel(inner) == Rel::Xcomp &&
        head(inner) > i && head(inner) < inner && child_in(inner, i, inner, {Rel::Mark}) < 0 &&
        token(i).upos != "PRON" && i + 1 < size() && form(i + 1) == ",") {
        hang(i, head(inner), Rel::Obl);  // "in the north, | it remains covered in ice"
        return;
    }
    if (rel(i) != Rel::Obl || inner == kRoot || inner > i || rel(inner) != Rel::Advcl ||
        head(inner) == kRoot || head(inner) < i || child_in(inner, 0, inner, {Rel::Mark}) < 0) {
        return;
    }
    const TokenIndex preposition = child_in(i, i - kNear, i, {Rel::Case});
    const TokenIndex subject =
        child_in(head(inner), i + 1, head(inner), {Rel::Nsubj, Rel::NsubjPass, Rel::Expl});
    if (preposition < 1 || form(preposition - 1) != "," || subject < 0 || subject - i > kNear / 2) {
        return;
    }
    for (TokenIndex t = i + 1; t < subject; ++t) {
        if (!below(t, i) && !below(t, subject) && rel(t) != Rel::Punct) {
            return;
        }
    }
    hang(i, head(inner), Rel::Obl);
}

/// "was | by then a leading figure": a preposition right before an adverb of time or place is
/// the adverb's.
void TreeMender::adverb_phrase(TokenIndex i) {
    constexpr std::string_view kAdverbs[] = {"then", "now", "here", "there", "far"};
    if (rel(i) == Rel::Case && i + 1 < size() && rel(i + 1) == Rel::Advmod &&
        head(i) == head(i + 1) && token(i + 1).upos == "ADV" &&
        std::find(std::begin(kAdverbs), std::end(kAdverbs), form(i + 1)) != std::end(kAdverbs)) {
        hang(i, i + 1, Rel::Case);
    }
}

/// "came | up | with X", "fell | through", "moved | away | from X": a bare particle right
/// behind the verb that ends the clause or stands before a preposition is part of the verb,
/// since without it "came with X" says something else. Before an object only a tagged particle is
/// ("spent | over | a year"), and "brings | back | soil", also where the noun took it; "back in
/// 2004" is the time's.
void TreeMender::verb_particle(TokenIndex i) {
    constexpr std::string_view kParticles[] = {
        "up",      "out",    "off",   "down",  "over",  "back",     "away", "along",
        "through", "around", "about", "forth", "apart", "together", "on",   "in"};
    const TokenIndex verb = i - 1;
    if ((form(i) == "back" || form(i) == "away") && is(i, {Rel::Advmod, Rel::Amod}) &&
        token(verb).upos == "VERB" && !has_words_near(i) && i + 1 < size()) {
        TokenIndex object = i + 1;
        while (object < i + kNear && head(object) != kRoot && head(object) > object &&
               is(object, {Rel::Det, Rel::NmodPoss, Rel::Amod, Rel::Nummod, Rel::Compound})) {
            object = head(object);
        }
        if (rel(object) == Rel::Obj && head(object) == verb &&
            (head(i) == verb || head(i) == object)) {
            hang(i, verb, Rel::CompoundPrt);
            return;
        }
    }
    if (rel(i) != Rel::Advmod || head(i) != verb || token(verb).upos != "VERB" ||
        std::find(std::begin(kParticles), std::end(kParticles), form(i)) == std::end(kParticles) ||
        has_words_near(i)) {
        return;
    }
    const TokenIndex next = i + 1;
    const bool ends = next == size() || is(next, {Rel::Punct, Rel::Cc, Rel::Mark});
    const bool tagged = token(i).xpos == "RP";
    const bool before_oblique =
        !ends && rel(next) == Rel::Case && head(next) > next && head(head(next)) == verb &&
        is(head(next), {Rel::Obl, Rel::OblAgent}) &&
        (form(i) != "back" || form(next) == "to" || form(next) == "from" || form(next) == "into");
    if (ends || tagged || before_oblique) {
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::CompoundPrt;
    }
}

/// "in | response | to X", "(fall) in | love | with X" is one preposition of X, as "because of
/// X" is by the treebank's rules.
void TreeMender::complex_preposition(TokenIndex noun) {
    constexpr std::string_view kBare[] = {
        "love",         "talks",       "contact",       "conflict",  "control",     "negotiations",
        "danger",       "fear",        "alliance",      "agreement", "competition", "dispute",
        "trouble",      "breach",      "violation",     "response",  "reaction",    "reply",
        "coordination", "cooperation", "collaboration", "addition",  "exchange",    "return",
        "behalf",       "favor",       "favour",        "support",   "front",       "spite",
        "lieu",         "accordance",  "line",          "contrast",  "connection",  "conjunction",
        "consultation", "terms",       "light",         "view",      "honor",       "honour",
        "retaliation",  "defiance",    "protest",       "search",    "pursuit",     "need",
        "charge",       "place",       "anticipation",  "relation",  "regard",      "respect",
        "opposition",   "partnership", "part",          "tandem",    "touch",       "top",
        "account",      "means",       "case"};
    constexpr std::string_view kDefinite[] = {"wake",  "face",  "name",  "aftermath",
                                              "midst", "event", "guise", "request"};
    constexpr std::string_view kSecond[] = {"of", "to", "with", "for"};
    const auto among = [](const auto& words, std::string_view word) {
        return std::find(std::begin(words), std::end(words), word) != std::end(words);
    };
    if (rel(noun + 1) != Rel::Case || !is(noun, {Rel::Obl, Rel::Nmod}) || head(noun) == kRoot) {
        return;
    }
    const bool definite = form(noun - 1) == "the" && noun >= 2;
    const TokenIndex first = definite ? noun - 2 : noun - 1;
    if (!(definite ? among(kDefinite, form(noun)) : among(kBare, form(noun))) ||
        !among(kSecond, form(noun + 1)) || rel(first) != Rel::Case || head(first) != noun ||
        (form(noun) == "return" && form(first) != "in")) {
        return;
    }
    const TokenIndex inner = head(noun + 1);
    const bool beside = inner != kRoot && head(inner) == head(noun) && rel(inner) == Rel::Obl;
    if (inner == kRoot || (head(inner) != noun && !beside) || inner < noun || !is_noun(inner)) {
        return;
    }
    hang(inner, head(noun), rel(noun));
    hang(first, inner, Rel::Case);
    for (TokenIndex t = first + 1; t <= noun + 1; ++t) {
        hang(t, first, Rel::Fixed);
    }
    for (TokenIndex t = noun + 2; t < std::min(size(), noun + 2 + kNear * 2); ++t) {
        if (head(t) == noun) {
            hang(t, inner, rel(t));
        }
    }
}

void repair_tree(Arcs& arcs) {
    // Longer ones are lists and tables, and moving words in them would not be linear.
    constexpr std::size_t kLongest = 1000;
    if (arcs.heads.size() > kLongest) {
        return;
    }
    TreeMender(arcs).run();
}

}  // namespace trefoil::extract
