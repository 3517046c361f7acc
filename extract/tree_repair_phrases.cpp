/// Slips at phrases that stand next to the word they belong to but hang elsewhere: the adjectives
/// before a noun, "such as X", "by X", "for X to do it", and infinitives behind an aside.

#include <algorithm>
#include <utility>

#include "extract/tree_mender.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

/// What somebody makes and signs.
constexpr std::string_view kWorks[] = {
    "album",      "analysis",  "article",  "biography", "book",      "cartoon",   "column",
    "comedy",     "comment",   "concert",  "design",    "drawing",   "editorial", "essay",
    "film",       "image",     "letter",   "memoir",    "movie",     "mural",     "novel",
    "opera",      "opinion",   "painting", "paper",     "photo",     "play",      "poem",
    "photograph", "portrait",  "report",   "review",    "sculpture", "sketch",    "song",
    "speech",     "statement", "story",    "study",     "symphony",  "thesis",    "video",
    "work"};

/// Who makes it, beside what ends like a person or body: "the painter", "the university".
constexpr std::string_view kMakers[] = {
    "child",   "choir",     "company", "expert",    "firm",     "girl",   "boy",        "man",
    "member",  "monk",      "nun",     "orchestra", "poet",     "pupil",  "scientist",  "student",
    "woman",   "army",      "artist",  "band",      "board",    "bureau", "commission", "committee",
    "council", "court",     "group",   "king",      "ministry", "office", "panel",      "paper",
    "police",  "president", "queen",   "team",      "union"};

/// Verbs that take "for X to do it" as what is asked or waited for.
constexpr std::string_view kForVerbs[] = {
    "allow", "appeal",  "argue", "arrange", "ask",  "beg",  "call", "campaign", "care",
    "fight", "hope",    "lobby", "long",    "look", "pay",  "plan", "plead",    "pray",
    "press", "provide", "push",  "vote",    "wait", "wish", "yearn"};

}  // namespace

/// "the town's oldest, but still open, | bakery": the noun behind adjectives that a
/// comma and a conjunction join is what they describe.
void TreeMender::noun_behind_adjectives(TokenIndex noun) {
    if (!is_noun(noun) || noun < 4 || head(noun) == kRoot || head(noun) > noun ||
        !is(noun, {Rel::Conj, Rel::Parataxis, Rel::Appos, Rel::Dep})) {
        return;
    }
    const TokenIndex above = head(noun);
    const bool second = is(above, {Rel::Conj, Rel::Advcl}) && head(above) != kRoot;
    const TokenIndex first = second ? head(above) : above;
    if (first > above || token(first).upos != "ADJ" || noun - first > kNear) {
        return;
    }
    TokenIndex start = noun;
    while (start > first && below(start - 1, noun) && form(start - 1) != ",") {
        --start;
    }
    const TokenIndex last = start - 2;
    const bool adjective = last > first && (token(last).upos == "ADJ" || token(last).xpos == "VBN");
    const bool owned = child_in(first, first - kNear, first, {Rel::NmodPoss, Rel::Det}) >= 0 ||
                       child_in(noun, first - kNear, first, {Rel::NmodPoss, Rel::Det}) >= 0;
    constexpr std::string_view kJoins[] = {"and", "but", "yet", "though", "if", "or", "albeit"};
    if (!adjective || form(start - 1) != "," || form(first + 1) != "," ||
        !among(kJoins, form(first + 2)) || !owned ||
        child_in(noun, start, noun, {Rel::Det, Rel::NmodPoss}) >= 0) {
        return;
    }
    arcs_.heads[static_cast<std::size_t>(noun)] = head(first);
    arcs_.rels[static_cast<std::size_t>(noun)] = rel(first);
    hang(first, noun, Rel::Amod);
    hang(last, first, Rel::Conj);
    hang(first + 2, last, Rel::Cc);
    for (TokenIndex t = 0; t < size(); ++t) {
        const bool degree = rel(t) == Rel::Advmod && t < first && first - t <= 2;
        if (t != last && t != first && head(t) == first && rel(t) != Rel::Punct && !degree) {
            hang(t, noun, rel(t));
        }
    }
}

/// Something that somebody makes and signs.
bool TreeMender::is_work(std::string_view lemma) {
    return among(kWorks, lemma);
}

/// "damaged crops | such as wheat", "her wit and her songs, | such as X": examples belong to the
/// noun right before them, but to two bare nouns together.
void TreeMender::examples(TokenIndex i) {
    const TokenIndex such = child_in(i, i - kNear, i, {Rel::Case});
    if (such < 2 || form(such) != "such" || !is(i, {Rel::Obl, Rel::Nmod})) {
        return;
    }
    const TokenIndex before = form(such - 1) == "," ? such - 2 : such - 1;
    if (rel(i) == Rel::Obl) {
        to_noun_before(i, before);
        return;
    }
    const TokenIndex first = head(i);
    TokenIndex relative = first;  // "singers who love the city, | such as X": one city is none
    while (relative != kRoot && relative < i && rel(relative) != Rel::AclRelcl) {
        relative = head(relative);
    }
    const TokenIndex determiner = child_in(first, first - kNear, first, {Rel::Det});
    if (relative != kRoot && relative < i && token(first).xpos == "NN" && determiner >= 0 &&
        form(determiner) == "the" && form(such - 1) == "," && head(relative) != kRoot &&
        head(relative) < relative && token(head(relative)).xpos == "NNS") {
        hang(i, head(relative), Rel::Nmod);
        return;
    }
    TokenIndex last = before;
    while (last > first && rel(last) != Rel::Conj && head(last) > first && head(last) < such) {
        last = head(last);
    }
    if (first < last && rel(last) == Rel::Conj && head(last) == first && is_noun(last) &&
        last != first + 2) {
        hang(i, last, Rel::Nmod);
    }
}

/// A dash between words, not the hyphen of one.
bool TreeMender::is_dash(TokenIndex i) const {
    return i > 0 && (form(i) == "-" || form(i) == "–" || form(i) == "—" || form(i) == "--") &&
           token(i - 1).space_after && token(i).space_after;
}

/// "people who work at night - | cooks, nurses and guards", "what they built - | barns, mills": a
/// list of nouns between a dash and the end of the sentence tells who or what the noun of the
/// relative clause before it is, or stands alone, and is no argument of a verb, nor are the words
/// before the dash part of it.
void TreeMender::list_behind_dash(TokenIndex i) {
    if (i < 2 || i + 3 >= size() || rel(i) != Rel::Punct || !is_dash(i)) {
        return;
    }
    TokenIndex top = -1;
    bool list = false;
    TokenIndex end = size();
    while (end > i && rel(end - 1) == Rel::Punct) {
        --end;
    }
    for (TokenIndex t = i + 1; t < end; ++t) {
        if (head(t) == kRoot || head(t) <= i) {
            if (top >= 0 || head(t) == kRoot) {
                return;
            }
            top = t;
        }
        list = list || form(t) == ",";
        if (token(t).upos == "VERB" || token(t).upos == "AUX" || rel(t) == Rel::Case) {
            return;
        }
    }
    if (!list || top < 0 || !is_noun(top) || child_in(top, top, end, {Rel::Conj}) < 0) {
        return;
    }
    const TokenIndex before =
        child_in(top, i - kNear, i, {Rel::Compound, Rel::Amod, Rel::NmodUnmarked});
    if (before >= 0) {
        arcs_.heads[static_cast<std::size_t>(before)] = head(top);
        const bool time = rel(top) == Rel::Obj && is_time_noun(lemma(before));
        arcs_.rels[static_cast<std::size_t>(before)] = time ? Rel::OblUnmarked : rel(top);
        for (TokenIndex t = before - 1; t >= 0 && before - t < kNear; --t) {
            if (head(t) == top) {
                hang(t, before, rel(t));
            }
        }
    } else if (!is(top, {Rel::Xcomp, Rel::Obj, Rel::Obl, Rel::OblUnmarked, Rel::Parataxis})) {
        return;
    }
    TokenIndex above = head(top);
    while (above != kRoot && rel(above) != Rel::AclRelcl && rel(above) != Rel::Root) {
        above = head(above);
    }
    if (above != kRoot && rel(above) == Rel::AclRelcl && head(above) != kRoot) {
        hang(top, head(above), Rel::Appos);
    } else if (head(top) != kRoot) {
        hang(top, above == kRoot ? head(top) : above, Rel::Parataxis);
    }
}

/// "born in Cork, Ireland, | to Ann and Tom Lee": parents are nobody's place.
void TreeMender::parents(TokenIndex i) {
    const TokenIndex place = head(i);
    const TokenIndex to = child_in(i, i - kNear, i, {Rel::Case});
    if (rel(i) != Rel::Nmod || to < 1 || form(to) != "to" || place == kRoot || place > i ||
        token(place).upos != "PROPN") {
        return;
    }
    TokenIndex outer = place;
    while (is(outer, {Rel::Conj, Rel::Appos, Rel::Nmod, Rel::NmodUnmarked}) &&
           head(outer) != kRoot && head(outer) < outer) {
        outer = head(outer);
    }
    const TokenIndex born = head(outer);
    if (!is(outer, {Rel::Obl}) || born == kRoot || born > outer || form(born) != "born") {
        return;
    }
    hang(i, born, Rel::Obl);
    for (TokenIndex t = i + 1; t < size(); ++t) {
        if (rel(t) == Rel::Conj && (head(t) == place || head(t) == outer)) {
            hang(t, i, Rel::Conj);  // "to Ann and | Tom Lee"
        }
    }
}

/// "married B, the daughter of C | by his second wife": by whom somebody is a child.
void TreeMender::child_by(TokenIndex i) {
    constexpr std::string_view kParents[] = {"wife",     "husband", "marriage",
                                             "mistress", "mother",  "father"};
    constexpr std::string_view kChildren[] = {"daughter", "son", "child", "heir", "heiress"};
    const TokenIndex by = child_in(i, i - kNear, i, {Rel::Case});
    const TokenIndex verb = head(i);
    if (!is(i, {Rel::Obl, Rel::OblAgent}) || by < 1 || form(by) != "by" || verb == kRoot ||
        verb > by || !among(kParents, lemma(i))) {
        return;
    }
    for (TokenIndex t = by - 1; t > verb && by - t < kNear; --t) {
        if (among(kChildren, lemma(t)) && is(t, {Rel::Appos, Rel::Conj}) && below(t, verb)) {
            hang(i, t, Rel::Nmod);
            return;
        }
    }
}

/// "opened it in 1932, a large shop | in the 1950s": the second time is that of the apposition.
void TreeMender::second_time(TokenIndex i) {
    const TokenIndex verb = head(i);
    const TokenIndex in = child_in(i, i - kNear, i, {Rel::Case});
    if (rel(i) != Rel::Obl || in < 3 || form(in) != "in" || verb == kRoot || verb > in ||
        !is_year(i)) {
        return;
    }
    TokenIndex noun = in - 1;
    while (noun > verb && rel(noun) != Rel::Appos && head(noun) != kRoot && head(noun) < in &&
           below(noun, verb) && noun != head(noun)) {
        noun = head(noun);
    }
    if (rel(noun) != Rel::Appos || !below(noun, verb) || noun < verb) {
        return;
    }
    for (TokenIndex t = verb + 1; t < noun; ++t) {
        if (head(t) == verb && rel(t) == Rel::Obl && is_year(t)) {
            hang(i, noun, Rel::Nmod);
            return;
        }
    }
}

/// "killed | at least 40 goats": a counted noun without a preposition, no measure, is an object.
void TreeMender::counted_object(TokenIndex i) {
    constexpr std::string_view kMeasures[] = {
        "point", "percent", "mile", "kilometer", "kilometre", "meter", "metre",
        "yard",  "foot",    "inch", "degree",    "dollar",    "euro",  "pound",
        "km",    "time",    "step", "place",     "spot",      "notch", "position",
    };
    const TokenIndex verb = head(i);
    if (rel(i) != Rel::Obl || !is_noun(i) || verb == kRoot || verb > i ||
        token(verb).upos != "VERB" || among(kMeasures, lemma(i)) || is_time_noun(lemma(i)) ||
        child_in(i, 0, size(), {Rel::Case}) >= 0 ||
        child_in(verb, 0, size(), {Rel::Obj, Rel::AuxPass, Rel::NsubjPass}) >= 0) {
        return;
    }
    const TokenIndex number = child_in(i, verb + 1, i, {Rel::Nummod});
    if (number > verb + 2 && form(verb + 1) == "at" &&
        (form(verb + 2) == "least" || form(verb + 2) == "most")) {
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::Obj;
    }
}

/// "lead to a dislike | for X", "has respect | for X": a phrase of the feeling.
void TreeMender::feeling_for(TokenIndex i) {
    constexpr std::string_view kFeelings[] = {
        "admiration", "affection",  "appetite", "compassion", "concern",  "contempt",
        "craving",    "desire",     "disdain",  "dislike",    "distaste", "enthusiasm",
        "fondness",   "hatred",     "love",     "nostalgia",  "passion",  "preference",
        "regard",     "reputation", "respect",  "support",    "sympathy", "talent"};
    const TokenIndex preposition = child_in(i, i - kNear, i, {Rel::Case});
    if (rel(i) == Rel::Obl && preposition > 1 && form(preposition) == "for" &&
        among(kFeelings, lemma(preposition - 1)) && !is_time_noun(lemma(i))) {
        to_noun_before(i, preposition - 1);
    }
}

/// "published a report | by the ministry": a verb in the active voice has no agent with "by".
void TreeMender::maker(TokenIndex i) {
    const TokenIndex verb = head(i);
    const TokenIndex by = child_in(i, i - kNear, i, {Rel::Case});
    if (!is(i, {Rel::Obl, Rel::OblAgent}) || by < 1 || form(by) != "by" || verb == kRoot ||
        verb > i || !is_noun(i) || !among(kWorks, lemma(by - 1)) || token(verb).xpos == "VBN" ||
        is_time_noun(lemma(i)) ||
        (token(i).xpos != "NNS" && child_in(i, by, i, {Rel::Nummod}) >= 0)) {
        return;
    }
    const bool name = token(i).upos == "PROPN" && !token(i).name.ends_with("-Date") &&
                      !token(i).name.ends_with("-Time");
    constexpr std::string_view kEndings[] = {"er", "or", "ist", "ian", "ment", "ity"};
    const bool someone =
        among(kMakers, lemma(i)) ||
        std::any_of(std::begin(kEndings), std::end(kEndings),
                    [&](std::string_view ending) { return lemma(i).ends_with(ending); });
    const TokenIndex article = child_in(i, by, i, {Rel::Det});
    const bool several = token(i).xpos == "NNS" && lemma(i) != "computer";
    const bool known = article >= 0 && (form(article) == "the" || among(kMakers, lemma(i)));
    if (name || (someone && (several || known))) {
        to_noun_before(i, by - 1);
    }
}

/// Hangs a phrase on the noun at `before`, which must be the verb's, too.
void TreeMender::to_noun_before(TokenIndex i, TokenIndex before) {
    if (before < 0 || !is_noun(before) || head(i) == kRoot || before < head(i) ||
        !below(before, head(i))) {
        return;
    }
    const TokenIndex noun = name_head(before, i);
    hang(i, noun, Rel::Nmod);
}

/// "asked | for the firm to raise wages", "waited | for it to end": who is asked or waited for
/// does what the infinitive says.
void TreeMender::asked_for(TokenIndex i) {
    const TokenIndex verb = head(i);
    if (verb == kRoot || verb > i || i < 3 || token(i).xpos != "VB" ||
        !among(kForVerbs, lemma(verb)) || form(verb + 1) != "for" || token(verb).upos != "VERB" ||
        !is(i, {Rel::Xcomp, Rel::Advcl, Rel::Ccomp})) {
        return;
    }
    const TokenIndex to = i - 1;
    if (form(to) != "to" || head(to) != i) {
        return;
    }
    const TokenIndex subject = child_in(i, verb + 2, i, {Rel::Nsubj, Rel::NsubjPass});
    const TokenIndex beside = child_in(verb, verb + 2, to, {Rel::Obl});
    if (head(verb + 1) == i && (subject >= 0 || beside >= 0)) {
        const TokenIndex who = subject >= 0 ? subject : beside;
        hang(who, verb, Rel::Obl);
        hang(verb + 1, who, Rel::Case);
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::Advcl;
        return;
    }
    const TokenIndex who = head(verb + 1);
    if (rel(i) == Rel::Xcomp && who > verb && who < i && head(who) == verb &&
        rel(who) == Rel::Obl && !is_time_noun(lemma(who))) {
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::Advcl;
    }
}

/// "12 bridges, | many built by X": the participle is said of many of them.
void TreeMender::some_of_them(TokenIndex i) {
    constexpr std::string_view kSome[] = {"many", "most", "some", "several", "few", "half"};
    const TokenIndex participle = i + 1;
    if (i < 2 || participle >= size() || form(i - 1) != "," || !among(kSome, form(i)) ||
        rel(participle) != Rel::Acl || token(participle).xpos != "VBN") {
        return;
    }
    const TokenIndex noun = head(participle);
    if (noun == kRoot || noun > i || !is_noun(noun) || head(noun) == kRoot || head(noun) > noun ||
        token(head(noun)).upos != "VERB") {
        return;
    }
    if (head(i) == noun || head(i) == participle) {
        hang(i, participle, Rel::NsubjPass);
        hang(participle, head(noun), Rel::Advcl);
    }
}

/// "are asked, as the letter says, | to wait outside": an infinitive behind an aside goes
/// on with the verb before it.
void TreeMender::behind_aside(TokenIndex i) {
    const TokenIndex aside = head(i);
    if (token(i).xpos != "VB" || i < 4 || aside == kRoot || aside > i ||
        !is(i, {Rel::Xcomp, Rel::Advcl, Rel::Ccomp})) {
        return;
    }
    const TokenIndex to = child_in(i, i - kNear, i, {Rel::Mark});
    if (to < 3 || form(to) != "to" || form(to - 1) != ",") {
        return;
    }
    TokenIndex as = to - 2;
    while (as > 0 && to - as < kNear && form(as) != "as" && form(as) != ",") {
        --as;
    }
    if (form(as) != "as" || as < 2 || form(as - 1) != ",") {
        return;
    }
    const TokenIndex inside = head(as) == kRoot || head(as) > to ? aside : head(as);
    const TokenIndex verb = inside == aside ? head(aside) : aside;
    const bool takes = verb != kRoot && verb < as && token(verb).upos == "VERB" &&
                       (is_object_control(lemma(verb)) || takes_infinitive_alone(lemma(verb)));
    if (takes && child_in(verb, verb, as, {Rel::Xcomp}) < 0) {
        hang(i, verb, Rel::Xcomp);
    }
}

/// "rules were made | that help them": behind a verb without an object a that-clause that lacks its
/// subject belongs to the subject of the verb.
void TreeMender::relative_behind_verb(TokenIndex i) {
    const TokenIndex verb = head(i);
    if (rel(i) != Rel::Ccomp || verb == kRoot || verb > i || token(verb).upos != "VERB") {
        return;
    }
    const TokenIndex that = child_in(i, verb + 1, i, {Rel::Nsubj, Rel::NsubjPass});
    const TokenIndex subject = child_in(verb, 0, verb, {Rel::Nsubj, Rel::NsubjPass});
    if (that >= 0 && token(that).xpos == "WDT" && subject >= 0 && is_noun(subject) &&
        child_in(verb, verb + 1, i, {Rel::Obj}) < 0) {
        hang(i, subject, Rel::AclRelcl);
    }
}

/// "according to X, | citing Y, it rains": the source cites.
void TreeMender::gerund_of_source(TokenIndex i) {
    const TokenIndex verb = head(i);
    if (rel(i) != Rel::Advcl || verb == kRoot || token(i).xpos != "VBG" || i < 3 ||
        form(i - 1) != "," || !is_noun(i - 2)) {
        return;
    }
    const TokenIndex source = name_head(i - 2, i);
    const TokenIndex preposition = child_in(source, source - kNear, source, {Rel::Case});
    if (head(source) == verb && preposition >= 0 && form(preposition) == "according") {
        hang(i, source, Rel::Acl);
    }
}

/// "the army of Lord (also | known as X)", "Lord (from old Y, also | known as X)": another name in
/// brackets is one of the name before them.
void TreeMender::named_in_brackets(TokenIndex i) {
    const TokenIndex noun = head(i);
    if (rel(i) != Rel::Acl || noun == kRoot || noun > i || !is_noun(noun) ||
        (lemma(i) != "know" && lemma(i) != "abbreviate" && lemma(i) != "call")) {
        return;
    }
    TokenIndex open = i - 1;
    while (open > 0 && i - open < kNear && form(open) != "(" && form(open) != ")") {
        --open;
    }
    if (open < 1 || form(open) != "(" || token(open - 1).upos != "PROPN") {
        return;
    }
    const TokenIndex name = name_head(open - 1, open);
    if ((rel(name) == Rel::Nmod && head(name) == noun) ||
        (noun > open && head(noun) == name && rel(noun) == Rel::Appos)) {
        hang(i, name, Rel::Acl);
    }
}

/// "called | on more people to help": a particle right before a phrase that lacks its preposition.
void TreeMender::particle_of_phrase(TokenIndex i) {
    const TokenIndex verb = head(i);
    if (rel(i) != Rel::CompoundPrt || verb == kRoot || verb != i - 1 ||
        (form(i) != "on" && form(i) != "upon")) {
        return;
    }
    const TokenIndex noun = child_in(verb, i + 1, i + kNear, {Rel::Obl});
    if (noun >= 0 && below(i + 1, noun) && child_in(noun, i, noun, {Rel::Case}) < 0) {
        hang(i, noun, Rel::Case);
    }
}

/// "up from the month | before": the adverb tells which month it is.
void TreeMender::time_before(TokenIndex i) {
    const TokenIndex time = i - 1;
    if (i < 1 || rel(i) != Rel::Advmod || (form(i) != "before" && form(i) != "earlier") ||
        has_words_near(i) || head(i) == time || !is_time_noun(lemma(time)) ||
        token(time).upos != "NOUN") {
        return;
    }
    const TokenIndex the = child_in(time, time - kNear, time, {Rel::Det});
    if (the >= 0 && form(the) == "the" && child_in(time, time - kNear, the, {Rel::Case}) >= 0) {
        hang(i, time, Rel::Advmod);
    }
}

/// "nothing other | than waiting", "nothing today | other than waiting": what a gerund behind
/// "other than" is set against.
void TreeMender::other_than(TokenIndex i) {
    const TokenIndex than = child_in(i, i - 3, i, {Rel::Mark});
    if (!is(i, {Rel::Advcl, Rel::Acl}) || token(i).xpos != "VBG" || than < 2 ||
        form(than) != "than" || form(than - 1) != "other" || head(than - 1) == kRoot) {
        return;
    }
    const TokenIndex other = than - 1;
    hang(i, other, Rel::Advcl);
    TokenIndex verb = head(other);
    if (verb < other && is(verb, {Rel::OblUnmarked})) {
        verb = head(verb);
    }
    const TokenIndex object = verb == kRoot ? -1 : child_in(verb, verb + 1, other, {Rel::Obj});
    if (object >= 0 && token(object).upos == "PRON") {
        hang(other, object, Rel::Amod);
    }
}

/// "is narrow and supported | by pillars": a phrase right behind the participle is the
/// participle's.
void TreeMender::of_participle(TokenIndex i) {
    const TokenIndex first = head(i);
    if (!is(i, {Rel::Obl, Rel::OblAgent}) || first == kRoot || first > i ||
        token(first).upos != "ADJ") {
        return;
    }
    const TokenIndex preposition = child_in(i, i - kNear, i, {Rel::Case});
    const TokenIndex participle = preposition - 1;
    if (participle > first && token(participle).xpos == "VBN" && rel(participle) == Rel::Conj &&
        head(participle) == first) {
        hang(i, participle, form(preposition) == "by" ? Rel::OblAgent : Rel::Obl);
    }
}

/// "Not | all birds fly": what does not hold of all may hold of some, so "not" is the subject's.
void TreeMender::not_all(TokenIndex i) {
    const std::string_view next = i + 1 < size() ? form(i + 1) : "";
    if (rel(i) != Rel::Advmod || form(i) != "not" || head(i) == kRoot ||
        (next != "all" && next != "every" && next != "everyone" && next != "everybody" &&
         next != "everything" && next != "many")) {
        return;
    }
    const bool own = is(i + 1, {Rel::Nsubj, Rel::NsubjPass});
    const TokenIndex subject = own ? i + 1 : head(i + 1);
    if (subject != kRoot && subject > i && is(subject, {Rel::Nsubj, Rel::NsubjPass}) &&
        (own || is(i + 1, {Rel::Det, Rel::DetPredet, Rel::Amod})) && head(subject) == head(i)) {
        hang(i, i + 1, Rel::Advmod);
    }
}

/// "is free | to leave", "is certain | to win": the infinitive completes the adjective.
void TreeMender::free_to(TokenIndex i) {
    const TokenIndex adjective = head(i);
    constexpr std::string_view kFree[] = {"free",  "certain", "sure",     "welcome",
                                          "ready", "willing", "eager",    "due",
                                          "bound", "set",     "prepared", "about"};
    if (rel(i) != Rel::Advcl || token(i).xpos != "VB" || adjective == kRoot || adjective + 2 != i ||
        form(i - 1) != "to" || rel(i - 1) != Rel::Mark || token(adjective).upos != "ADJ") {
        return;
    }
    const TokenIndex who = child_in(adjective, adjective - kNear, adjective, {Rel::Nsubj});
    const bool somebody = who >= 0 && (token(who).xpos == "PRP" || token(who).upos == "PROPN");
    if ((form(adjective) != "free" || somebody) &&  // not "the park is free to use"
        std::find(std::begin(kFree), std::end(kFree), form(adjective)) != std::end(kFree)) {
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::Xcomp;
    }
}

/// "simple for a game | to be fun", "led to calls for shops | to be closed": behind an adjective,
/// or a noun before a passive, who does it and the infinitive are one phrase.
void TreeMender::for_it_to(TokenIndex i) {
    const TokenIndex top = head(i);
    const TokenIndex to = top == kRoot ? -1 : child_in(i, top + 1, i, {Rel::Mark});
    if (!is(i, {Rel::Advcl, Rel::Xcomp}) || to < 3 || form(to) != "to" ||
        child_in(i, i, i + kNear, {Rel::Conj}) >= 0) {
        return;
    }
    TokenIndex who = to - 1;
    while (who != kRoot && who > top && !is(who, {Rel::Obl, Rel::Nmod})) {
        who = head(who);
    }
    if (who == kRoot || who <= top || who > to || is_time_noun(lemma(who))) {
        return;
    }
    const TokenIndex above = head(who);
    const TokenIndex marker = child_in(who, top + 1, who, {Rel::Case});
    if (above == kRoot || marker != above + 1 || form(marker) != "for") {
        return;
    }
    if (above == top && token(top).upos == "ADJ") {
        hang(i, who, Rel::Acl);
    } else if (head(above) == top && token(above).upos == "NOUN" && token(top).upos == "VERB" &&
               child_in(i, to, i, {Rel::AuxPass}) >= 0) {
        hang(i, above, Rel::Acl);
    }
}

/// "here and | there", "from now and | then": two adverbs that say one thing.
void TreeMender::adverb_pair(TokenIndex i) {
    constexpr std::pair<std::string_view, std::string_view> kPairs[] = {
        {"here", "there"}, {"now", "then"}, {"now", "again"}, {"up", "down"},
        {"back", "forth"}, {"on", "off"},   {"in", "out"},    {"then", "there"}};
    const TokenIndex first = i - 2;
    const auto* pair = std::find(std::begin(kPairs), std::end(kPairs),
                                 std::pair{i < 2 ? "" : form(first), form(i)});
    if (pair == std::end(kPairs) || form(i - 1) != "and" || rel(i) != Rel::Conj ||
        !is(first, {Rel::Advmod, Rel::Obl, Rel::CompoundPrt}) || head(i - 1) != i) {
        return;
    }
    for (TokenIndex t = i + 1; t < std::min(size(), i + kNear); ++t) {
        if (head(t) == i || head(t) == first) {
            return;
        }
    }
    hang(i, first, Rel::Conj);
    if (rel(first) == Rel::CompoundPrt) {
        arcs_.rels[static_cast<std::size_t>(first)] = Rel::Advmod;
    }
}

/// "ten | of these boats sank": a subject with "of" is the phrase of the number before it.
void TreeMender::counted_subject(TokenIndex i) {
    const TokenIndex of = child_in(i, i - kNear, i, {Rel::Case});
    const TokenIndex verb = head(i);
    if (!is(i, {Rel::Nsubj, Rel::NsubjPass}) || of < 1 || form(of) != "of" || verb == kRoot) {
        return;
    }
    TokenIndex number = of - 1;
    if (rel(number) == Rel::Conj && head(number) != kRoot && head(number) < number) {
        number = head(number);
    }
    if (token(number).upos != "NUM" || token(of - 1).upos != "NUM" || below(verb, number)) {
        return;
    }
    hang(number, verb, rel(i));
    hang(i, number, Rel::Nmod);
}

/// "has a car | by the way", "is a hero | in a way": says nothing of what stands before it.
void TreeMender::idle_way(TokenIndex i) {
    const bool idle = i >= 2 && form(i) == "way" && is(i, {Rel::Obl, Rel::OblAgent, Rel::Nmod}) &&
                      ((form(i - 2) == "by" && form(i - 1) == "the") ||
                       (form(i - 2) == "in" && form(i - 1) == "a"));
    if (idle && head(i - 2) == i && head(i - 1) == i &&
        child_in(i, i + 1, size(), {Rel::Nmod, Rel::Acl, Rel::AclRelcl, Rel::Advcl, Rel::Amod}) <
            0 &&
        (i + 1 == size() || is(i + 1, {Rel::Punct, Rel::Cc}))) {
        arcs_.rels[static_cast<std::size_t>(i)] = Rel::Discourse;
    }
}

/// "composed Dawn, | a set of songs": an object with an article right behind a name and a comma
/// tells what the name is.
void TreeMender::explained_name(TokenIndex i) {
    const TokenIndex verb = head(i);
    if (rel(i) != Rel::Obj || token(i).upos != "NOUN" || verb == kRoot || verb > i) {
        return;
    }
    const TokenIndex article = child_in(i, verb + 1, i, {Rel::Det});
    const TokenIndex name =
        article < 0 ? -1 : child_in(verb, verb + 1, article, {Rel::Obj, Rel::Iobj});
    if (name >= 0 && article > name + 1 && token(name).upos == "PROPN" &&
        form(article - 1) == "," && below(article - 2, name) && form(name - 1) != "," &&
        child_in(i, article, size(), {Rel::Conj}) < 0 &&
        child_in(name, verb + 1, article, {Rel::Appos}) < 0) {
        hang(i, name, Rel::Appos);
        if (child_in(verb, i, size(), {Rel::Obj}) < 0) {
            arcs_.rels[static_cast<std::size_t>(name)] = Rel::Obj;
        }
    }
}

}  // namespace trefoil::extract
