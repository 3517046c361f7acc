/// Slips at modifiers: which noun of several a relative clause or participle is about, and
/// participles that are no clauses.

#include <algorithm>

#include "extract/tree_mender.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

/// Common nouns that only name people, or as a rule.
bool is_people(std::string_view lemma) {
    constexpr std::string_view kPeople[] = {
        "people",    "person",    "man",         "woman",     "child",      "student",
        "pupil",     "member",    "resident",    "citizen",   "patient",    "staff",
        "nurse",     "expert",    "judge",       "official",  "guest",      "fan",
        "boy",       "girl",      "wife",        "husband",   "daughter",   "son",
        "parent",    "friend",    "relative",    "native",    "immigrant",  "migrant",
        "refugee",   "victim",    "employee",    "guard",     "politician", "inmate",
        "volunteer", "candidate", "participant", "assistant", "president",  "secretary",
        "colleague", "peasant",   "chief",       "delegate",  "graduate",   "priest",
        "monk",      "nun",       "saint",       "king",      "queen",      "prince",
        "cousin",    "uncle",     "aunt",        "couple",    "kid",        "client",
        "hero",      "partner",   "patron",      "athlete",   "poet",       "critic",
        "agent",     "clerk"};
    return among(kPeople, lemma) || names_doer(lemma);
}

/// Verbs that take no object: what stands behind their participle is what it describes.
bool is_growing(std::string_view lemma) {
    constexpr std::string_view kGrow[] = {
        "mount",   "rise",   "grow",  "increase",   "decline", "fall",    "shrink",   "soar",
        "dwindle", "emerge", "exist", "remain",     "wane",    "worsen",  "decrease", "weaken",
        "cheer",   "arrive", "flee",  "strengthen", "protest", "retreat", "march",    "advance"};
    return among(kGrow, lemma);
}

}  // namespace

/// "workers at the mills | who left", "a manager of the bank | who sold it": of two nouns "who"
/// takes the one that names people.
void TreeMender::people_who(TokenIndex i) {
    const TokenIndex noun = head(i);
    if (rel(i) != Rel::AclRelcl || noun == kRoot || noun > i || head(noun) == kRoot ||
        head(noun) > noun || !is(noun, {Rel::Nmod, Rel::Obl}) || token(noun).upos != "NOUN" ||
        is_people(lemma(noun)) || token(noun).name.ends_with("-Person")) {
        return;
    }
    const TokenIndex who = child_in(i, noun + 1, i, {Rel::Nsubj, Rel::NsubjPass});
    const TokenIndex first = child_in(noun, head(noun), noun, {Rel::Case});
    TokenIndex above = head(noun);
    if (rel(noun) == Rel::Obl) {  // "thanked the crew of the boat | who left"
        above = child_in(above, first - 1, first, {Rel::Obj});
    }
    if (who < 0 || form(who) != "who" || above < 0 || token(above).upos != "NOUN" ||
        !is_people(lemma(above)) || number_of_noun(above) * number_of_verb(i) < 0) {
        return;  // "the leader of a group | who call themselves patriots"
    }
    hang(noun, above, Rel::Nmod);
    hang(i, above, Rel::AclRelcl);
}

/// "the author of the report, | which was long": of two nouns "which" takes the thing.
void TreeMender::thing_which(TokenIndex i) {
    const TokenIndex person = head(i);
    if (rel(i) != Rel::AclRelcl || person == kRoot || person > i || token(person).upos != "NOUN" ||
        !is_people(lemma(person))) {
        return;
    }
    const TokenIndex which = child_in(i, person + 1, i, {Rel::Nsubj, Rel::NsubjPass, Rel::Obj});
    if (which < 0 || form(which) != "which") {
        return;
    }
    const TokenIndex last = rel(which - 1) == Rel::Punct ? which - 2 : which - 1;
    const TokenIndex thing = child_in(person, person + 1, last + 1, {Rel::Nmod});
    if (thing >= 0 && is_noun(last) && below(last, thing) && !is_people(lemma(thing)) &&
        !token(thing).name.ends_with("-Person")) {
        hang(i, thing, Rel::AclRelcl);
    }
}

/// "lost control | trying to stop", "left the shop | wearing a hat": only people do so, not what
/// they lose or leave.
void TreeMender::tried_by_person(TokenIndex i) {
    constexpr std::string_view kPersonal[] = {"try",  "hope",  "attempt", "wish",
                                              "want", "dream", "smile",   "wear"};
    constexpr std::string_view kLose[] = {"lose",  "leave",  "enter", "spend", "waste", "risk",
                                          "break", "injure", "cross", "reach", "hurt"};
    const TokenIndex thing = head(i);
    if (rel(i) != Rel::Acl || thing == kRoot || thing > i || token(i).xpos != "VBG" ||
        !among(kPersonal, lemma(i)) || token(thing).xpos != "NN" || is_people(lemma(thing)) ||
        rel(thing) != Rel::Obj || head(thing) == kRoot || head(thing) > thing ||
        !among(kLose, lemma(head(thing))) || child_in(i, thing, i, {Rel::Mark}) >= 0) {
        return;
    }
    hang(i, head(thing), Rel::Advcl);
}

/// "the lack of nurses | working at night", "the level of salt | found in X": what is measured has
/// the property, not the measure.
void TreeMender::measured(TokenIndex i) {
    constexpr std::string_view kMeasures[] = {
        "lack",     "level",   "number", "amount",  "quantity",   "share",         "percentage",
        "variety",  "quality", "use",    "growth",  "shortage",   "absence",       "presence",
        "loss",     "cost",    "price",  "rate",    "proportion", "concentration", "availability",
        "majority", "demand",  "rise",   "decline", "spread",     "range"};
    constexpr std::string_view kBefall[] = {"hold",   "suspect", "accuse", "trap", "wound",
                                            "injure", "jail",    "detain", "kill", "convict",
                                            "arrest", "employ",  "live",   "flee", "suffer",
                                            "work",   "infect",  "strand", "wait", "sentence"};
    const TokenIndex measure = head(i);
    if (rel(i) != Rel::Acl || measure == kRoot || measure > i || is_people(lemma(measure)) ||
        (token(i).xpos != "VBG" && token(i).xpos != "VBN")) {
        return;
    }
    const TokenIndex thing = child_in(measure, measure + 1, i, {Rel::Nmod});
    if (thing < 0 || child_in(thing, measure + 1, thing, {Rel::Case}) != measure + 1 ||
        form(measure + 1) != "of" || !below(i - 1, thing) || !is_noun(i - 1)) {
        return;
    }
    if (among(kMeasures, lemma(measure)) || (is_people(lemma(thing)) && among(kBefall, lemma(i)))) {
        hang(i, thing, Rel::Acl);  // "the release of prisoners | held there"
    }
}

/// "through vessels | called X": right behind a noun a participle of naming is the noun's.
void TreeMender::called_so(TokenIndex i) {
    constexpr std::string_view kCalled[] = {"called",   "named",  "titled",
                                            "entitled", "dubbed", "nicknamed"};
    if (rel(i) != Rel::Advcl || i < 1 || !among(kCalled, form(i)) || !is_noun(i - 1) ||
        i + 1 >= size() || head(i) == kRoot || head(i) >= i - 1 ||
        child_in(i, i + 1, size(), {Rel::Xcomp, Rel::Obj, Rel::Appos}) < 0 ||
        child_in(i, i - kNear, i,
                 {Rel::Mark, Rel::Aux, Rel::AuxPass, Rel::Nsubj, Rel::NsubjPass}) >= 0) {
        return;
    }
    const TokenIndex noun = name_head(i - 1, i);
    const TokenIndex verb = head(i);
    if (noun < verb) {
        return;
    }
    hang(i, noun, Rel::Acl);
    for (TokenIndex t = i + 2; t < size(); ++t) {
        if (head(t) == i && rel(t) == Rel::Advcl && form(t - 1) == ",") {
            hang(t, verb, Rel::Advcl);
        }
    }
}

/// "met a man who drank, | causing a scandal": behind a comma what followed is no part of the
/// restrictive clause before it.
void TreeMender::outcome_of_all(TokenIndex i) {
    constexpr std::string_view kFollow[] = {"cause", "spark",  "prompt", "force",   "trigger",
                                            "leave", "enable", "allow",  "provoke", "end"};
    const TokenIndex verb = head(i);
    if (rel(i) != Rel::Advcl || token(i).xpos != "VBG" || verb == kRoot || verb > i ||
        rel(verb) != Rel::AclRelcl || !among(kFollow, lemma(i)) || form(i - 1) != ",") {
        return;
    }
    const TokenIndex pronoun = child_in(verb, verb - kNear, verb, {Rel::Nsubj, Rel::NsubjPass});
    const TokenIndex noun = head(verb);
    if (pronoun > 0 && form(pronoun - 1) != "," && noun != kRoot && noun < verb &&
        is(noun, {Rel::Obj, Rel::Obl, Rel::Nmod})) {
        hang_around(noun, i);
    }
}

/// "becoming a priest and | moving to Rome": a gerund with words of its own, joined to the object
/// of a gerund, goes on with that gerund.
void TreeMender::joined_gerund(TokenIndex i) {
    const TokenIndex noun = head(i);
    if (rel(i) != Rel::Conj || token(i).xpos != "VBG" || token(i).upos != "VERB" || noun == kRoot ||
        noun > i || !is_noun(noun) || rel(i - 1) != Rel::Cc || head(i - 1) != i ||
        !is(noun, {Rel::Obj, Rel::Xcomp, Rel::Obl}) || head(noun) == kRoot || head(noun) > noun ||
        token(head(noun)).xpos != "VBG" ||
        child_in(i, i + 1, i + kNear, {Rel::Obj, Rel::Obl, Rel::Xcomp, Rel::Ccomp}) < 0) {
        return;
    }
    hang(i, head(noun), Rel::Conj);
}

/// "a letter to the editor | complaining about X": what is sent says so or asks, not who gets it.
void TreeMender::message_saying(TokenIndex i) {
    constexpr std::string_view kMessages[] = {"letter", "message",  "note",    "email",
                                              "e-mail", "cable",    "request", "appeal",
                                              "report", "telegram", "petition"};
    constexpr std::string_view kAsk[] = {"ask",     "request", "demand",    "thank",
                                         "protest", "accuse",  "criticize", "criticise",
                                         "invite",  "urge",    "complain"};
    const TokenIndex receiver = head(i);
    if (rel(i) != Rel::Acl || receiver == kRoot || receiver > i || token(i).xpos != "VBG" ||
        rel(receiver) != Rel::Nmod || head(receiver) == kRoot || head(receiver) > receiver ||
        !among(kMessages, lemma(head(receiver))) ||
        (!among(kAsk, lemma(i)) && !is_say_verb(lemma(i)))) {
        return;
    }
    const TokenIndex to = child_in(receiver, head(receiver), receiver, {Rel::Case});
    if (to >= 0 && form(to) == "to") {
        hang(i, head(receiver), Rel::Acl);
    }
}

/// "a story about Ann Lee | leaving Y", "pictures of him | smoking", "tales of soldiers | stealing
/// food": who is told of or pictured does it, unless it is done by what tells ("showing").
void TreeMender::gerund_of_person(TokenIndex i) {
    constexpr std::string_view kTell[] = {"show",    "depict",  "describe", "feature", "tell",
                                          "include", "portray", "explain",  "suggest", "claim"};
    constexpr std::string_view kTold[] = {
        "story", "tale",   "rumor", "rumour",   "speculation", "talk",       "sound",    "sight",
        "photo", "video",  "image", "picture",  "photograph",  "footage",    "risk",     "chance",
        "fear",  "danger", "idea",  "prospect", "possibility", "likelihood", "instance", "memory"};
    if (i < 2 || !is(i, {Rel::Acl, Rel::Advcl}) || token(i).xpos != "VBG") {
        return;
    }
    const TokenIndex name = name_head(i - 1, i);
    const TokenIndex noun = head(name);
    if (noun == kRoot || noun > name || token(noun).upos != "NOUN" ||
        token(i - 1).name.ends_with("-Place") || (rel(i) == Rel::Acl && head(i) != noun)) {
        return;  // "the mayor of Bath | leaving"
    }
    const bool named =
        token(i - 1).upos == "PRON" || (token(i - 1).upos == "PROPN" && rel(i) == Rel::Acl);
    if (!named &&
        (token(i - 1).upos != "NOUN" || !among(kTold, lemma(noun)) || among(kTell, lemma(i)))) {
        return;
    }
    const TokenIndex of = child_in(name, noun + 1, name, {Rel::Case});
    if (rel(name) == Rel::Nmod && of >= 0 && (form(of) == "of" || form(of) == "about")) {
        hang(i, name, Rel::Acl);
    }
}

/// "met with | mounting opposition": no gerund, it describes the noun behind it.
void TreeMender::growing_noun(TokenIndex i) {
    const TokenIndex above = head(i);
    if (token(i).xpos != "VBG" || i < 1 || rel(i) != Rel::Advcl || above == kRoot || above > i ||
        !is_growing(lemma(i)) || rel(i - 1) != Rel::Mark || head(i - 1) != i) {
        return;
    }
    const TokenIndex noun = child_in(i, i + 1, i + 5, {Rel::Obj});
    if (noun < 0 || !is_noun(noun) || child_in(noun, i + 1, noun, {Rel::Det, Rel::NmodPoss}) >= 0 ||
        (form(i - 1) != "with" && form(i - 1) != "to" && form(i - 1) != "by")) {
        return;
    }
    hang(noun, above, Rel::Obl);
    hang(i - 1, noun, Rel::Case);
    hang(i, noun, Rel::Amod);
}

/// "if | cleaning the tank takes long", "as | cheering crowds left": between a conjunction and a
/// tensed verb a gerund is the subject with its object, or describes the noun that is.
void TreeMender::gerund_in_clause(TokenIndex i) {
    constexpr std::string_view kMarks[] = {"as",    "because", "if",      "although", "though",
                                           "since", "that",    "whether", "while",    "when"};
    if (token(i).xpos != "VBG" || i < 1 || head(i) == kRoot || !among(kMarks, form(i - 1))) {
        return;
    }
    TokenIndex tensed = i + 1;
    while (tensed < std::min(size(), i + 6) && rel(tensed) != Rel::Punct && !is_tensed(tensed) &&
           token(tensed).upos != "AUX") {
        ++tensed;
    }
    const TokenIndex noun = tensed - 1;
    if (tensed >= size() || noun <= i || !is_noun(noun) || !is_tensed(tensed) ||
        token(tensed).upos != "VERB" || !is(noun, {Rel::Nsubj, Rel::Obj})) {
        return;
    }
    for (TokenIndex t = i + 1; t < noun; ++t) {
        if (!below(t, noun)) {
            return;
        }
    }
    const std::string& next = token(i + 1).upos;
    const bool determined = next == "DET" || token(i + 1).xpos == "PRP$";
    const bool grows = is_growing(lemma(i)) && !determined;
    const bool gerund = !is_intransitive(lemma(i)) && number_of_verb(tensed) >= 0 &&
                        (determined || number_of_noun(noun) == -number_of_verb(tensed));
    if (grows == gerund) {
        return;
    }
    const bool above = head(i) != tensed && is(i, {Rel::Advcl, Rel::Ccomp}) &&
                       (head(tensed) == i || head(tensed) == head(i));
    if (above) {
        hang(noun, tensed, Rel::Nsubj);
        hang(tensed, head(i), rel(i));
    } else if (head(i) != tensed && head(i) != noun) {
        return;
    }
    hang(i - 1, tensed, Rel::Mark);
    if (grows) {
        hang(noun, tensed, Rel::Nsubj);
        hang(i, noun, Rel::Amod);
    } else {
        hang(i, tensed, Rel::Csubj);
        hang(noun, i, Rel::Obj);
    }
}

/// "a diary recording | what they ate": with an object of its own no clause describes a noun.
void TreeMender::what_is_recorded(TokenIndex i) {
    if (rel(i) != Rel::AclRelcl || head(i) == kRoot || head(i) > i) {
        return;
    }
    const TokenIndex what = child_in(i, i - kNear, i, {Rel::Obj});
    if (what > 0 && form(what) == "what" && token(what - 1).xpos.starts_with("VB") &&
        what - 1 > head(i)) {
        hang(i, what - 1, Rel::Ccomp);
    }
}

/// "a rule that makes duties | each must fulfil": without a pronoun a clause describes the noun
/// right before it.
void TreeMender::contact_clause(TokenIndex i) {
    const TokenIndex noun = head(i);
    const TokenIndex subject = child_in(i, i - kNear, i, {Rel::Nsubj, Rel::NsubjPass});
    if (rel(i) != Rel::AclRelcl || noun == kRoot || noun > i || subject < 0) {
        return;
    }
    TokenIndex first = i;
    while (first > noun + 1 && below(first - 1, i)) {
        --first;
    }
    const TokenIndex last = first - 1;
    if (last <= noun || token(last).xpos != "NNS" || rel(last) != Rel::Obj ||
        token(subject).xpos.starts_with("W") || token(first).xpos.starts_with("W") ||
        token(first).upos == "SCONJ" || rel(first) == Rel::Punct) {
        return;
    }
    const TokenIndex verb = head(last);
    if (verb > noun && verb < last && is(verb, {Rel::AclRelcl, Rel::Acl}) && head(verb) == noun) {
        hang(i, last, Rel::AclRelcl);
    }
}

/// "sentenced the man, who had stolen, | to two years": the comma closes what is said of the object
/// in passing, and the phrase behind it is the verb's.
void TreeMender::phrase_behind_aside(TokenIndex i) {
    const TokenIndex inner = head(i);
    if (!is(i, {Rel::Obl, Rel::Nmod}) || inner == kRoot || inner > i || !is_noun(i)) {
        return;
    }
    const TokenIndex preposition = child_in(i, inner + 1, i, {Rel::Case});
    if (preposition < 1 || form(preposition - 1) != "," || form(preposition) == "including" ||
        form(preposition) == "such" || form(preposition) == "like") {
        return;
    }
    TokenIndex aside = inner;
    while (aside != kRoot && rel(aside) != Rel::AclRelcl &&
           is(aside, {Rel::Xcomp, Rel::Conj, Rel::Obj, Rel::Obl})) {
        aside = head(aside);
    }
    const TokenIndex noun = aside == kRoot ? kRoot : head(aside);
    if (noun == kRoot || rel(aside) != Rel::AclRelcl || noun > aside || rel(noun) != Rel::Obj ||
        head(noun) == kRoot || head(noun) > noun) {
        return;
    }
    const TokenIndex other = child_in(aside, aside + 1, preposition, {Rel::Obl});
    const TokenIndex same = other < 0 ? -1 : child_in(other, aside, other, {Rel::Case});
    if (child_in(i, i + 1, i + kNear, {Rel::Conj}) >= 0 ||
        (same >= 0 && form(same) == form(preposition))) {
        return;  // "who worked in mines, | in mills and on farms"
    }
    const TokenIndex who = child_in(aside, noun + 1, aside, {Rel::Nsubj, Rel::NsubjPass, Rel::Obj});
    if (who > 0 && token(who).xpos.starts_with("W") && form(who - 1) == ",") {
        hang(i, head(noun), Rel::Obl);
    }
}

}  // namespace trefoil::extract
