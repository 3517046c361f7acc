#include "extract/phrase.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

bool is_possessive_marker(const Tree& tree, TokenIndex i) {
    const std::string_view f = tree.form(i);
    return f == "'s" || f == "’s" || f == "'" || f == "’" || tree.token(i).xpos == "POS";
}

bool opens(std::string_view f) {
    return f == "(" || f == "[" || f == "“" || f == "``" || f == "-lrb-" || f == "‘" ||
           f == "-lsb-";
}

/// "to Paul's | now": the owner is an argument itself, and nothing is owned.
bool names_shop(const Tree& tree, TokenIndex marker) {
    const TokenIndex next = marker + 1;
    const TokenIndex owner = tree.head(marker);
    return owner != kRoot && tree.rel(marker) == Rel::Case && tree.is_proper(owner) &&
           tree.is(owner, {Rel::Obl, Rel::Obj, Rel::Nsubj, Rel::Nmod}) &&
           !tree.has_child(owner, {Rel::Conj}) &&
           !(next < tree.size() && (tree.is_noun(next) || opens(tree.form(next))));
}

/// "at Paul's | in May": the marker is part of the name.
bool owns_nothing(const Tree& tree, TokenIndex marker) {
    const TokenIndex next = marker + 1;
    return names_shop(tree, marker) || (next < tree.size() && (tree.token(next).upos == "ADP" ||
                                                               tree.token(next).upos == "AUX"));
}

bool is_dash_or_stop(std::string_view f) {
    return f == "," || f == ";" || f == ":" || f == "--" || f == "–" || f == "—" || f == "-" ||
           f == "." || f == "..." || f == "…" || f == "?" || f == "!" || f == "*" || f == "•";
}

bool closes(std::string_view f) {
    return f == ")" || f == "]" || f == "”" || f == "''" || f == "-rrb-" || f == "-rsb-";
}

bool contains_form(const Tree& tree, const TokenSet& tokens, std::size_t from, std::size_t to,
                   bool (*test)(std::string_view)) {
    for (std::size_t i = from; i < to; ++i) {
        if (test(tree.form(tokens[i]))) {
            return true;
        }
    }
    return false;
}

bool is_straight_quote(std::string_view f) {
    return f == "\"" || f == "'";
}

bool droppable_first(const Tree& tree, const TokenSet& t) {
    const std::string_view f = tree.form(t.front());
    if (is_dash_or_stop(f) || closes(f)) {
        return true;
    }
    return (opens(f) && !contains_form(tree, t, 1, t.size(), closes)) ||
           (is_straight_quote(f) && tree.rel(t.front()) == Rel::Punct &&
            !contains_form(tree, t, 1, t.size(), is_straight_quote));
}

bool droppable_last(const Tree& tree, const TokenSet& t) {
    const std::string_view f = tree.form(t.back());
    if ((is_dash_or_stop(f) && tree.rel(t.back()) == Rel::Punct) || opens(f)) {
        return true;
    }
    return (closes(f) && !contains_form(tree, t, 0, t.size() - 1, opens)) ||
           (is_straight_quote(f) && tree.rel(t.back()) == Rel::Punct &&
            !contains_form(tree, t, 0, t.size() - 1, is_straight_quote));
}

/// Leaves out what stands in brackets, unless the head does.
void drop_brackets(const Tree& tree, TokenIndex head, TokenSet& words) {
    for (TokenIndex open = words.front(); open <= words.back(); ++open) {
        const std::string_view f = tree.form(open);
        if (f != "(" && f != "-lrb-" && f != "[") {
            continue;
        }
        TokenIndex close = open + 1;
        while (close < tree.size() && tree.form(close) != ")" && tree.form(close) != "-rrb-" &&
               tree.form(close) != "]") {
            ++close;
        }
        bool words_inside = false;
        for (TokenIndex t = open + 1; f == "[" && t < std::min(close, tree.size()); ++t) {
            words_inside = words_inside || tree.token(t).upos != "NUM";
        }
        if (words_inside && close > open + 2) {
            continue;  // "the wire [that is] the coil"
        }
        const bool around_head = open < head && head < close;
        const bool at_start = open == words.front();
        if (close < tree.size() && !around_head && !at_start) {
            std::erase_if(words, [&](TokenIndex t) { return t >= open && t <= close; });
        }
    }
}

/// "January 24, | 2007"
bool is_year_of_date(const Tree& tree, TokenIndex head, TokenIndex child) {
    return tree.token(child).upos == "NUM" && tree.form(child).size() == 4 && child - head <= 3 &&
           (is_time_noun(tree.lemma(head)) || tree.token(head).upos == "NUM");
}

/// "the house where A lives, | and B came": a clause of its own that the parser hung on a relative
/// clause.
bool is_next_clause(const Tree& tree, TokenIndex clause) {
    const TokenIndex above = tree.head(clause);
    if (tree.rel(clause) != Rel::Conj || above == kRoot || tree.rel(above) != Rel::AclRelcl) {
        return false;
    }
    const TokenIndex subject = tree.child(clause, {Rel::Nsubj, Rel::NsubjPass});
    const TokenIndex cc = tree.child(clause, {Rel::Cc});
    return subject >= 0 && !tree.is_relative(subject) &&
           (tree.has_child(clause, {Rel::Mark}) || (cc > 0 && tree.form(cc - 1) == ","));
}

/// "the plan of selling it | and leaves", "deeds that he has done | and asks for help": a verb in
/// the present that is joined to one without tense, or to a relative clause about its object, but
/// has an object of its own: it goes on with the main clause.
bool is_outer_verb(const Tree& tree, TokenIndex verb) {
    const TokenIndex above = tree.head(verb);
    const std::string& xpos = tree.token(verb).xpos;
    if (tree.rel(verb) != Rel::Conj || above == kRoot || !tree.is_verb(verb) ||
        (xpos != "VBZ" && xpos != "VBP")) {
        return false;
    }
    if (tree.is_noun(above) && !tree.has_child(above, {Rel::Cop, Rel::Nsubj}) &&
        !tree.has_child(verb, {Rel::Nsubj, Rel::NsubjPass, Rel::Aux, Rel::AuxPass})) {
        return true;  // "after a talk with them | and leaves"
    }
    const std::string& first = tree.token(above).xpos;
    const bool tensed = tree.has_child(above, {Rel::Aux, Rel::AuxPass, Rel::Cop});
    if (tree.is_verb(above) && !tensed && (first == "VBG" || first == "VBN" || first == "VB")) {
        return true;
    }
    const TokenIndex subject = tree.child(above, {Rel::Nsubj});
    return tree.rel(above) == Rel::AclRelcl && subject >= 0 && !tree.is_relative(subject) &&
           tree.child(verb, {Rel::Obj}) > verb && tree.child(above, {Rel::Obj}) < above &&
           !tree.has_child(verb, {Rel::Nsubj, Rel::NsubjPass});
}

/// "has gates able to open | while the others cannot": what is contrasted with the main clause.
bool is_contrast(const Tree& tree, TokenIndex clause) {
    const TokenIndex mark = tree.child(clause, {Rel::Mark});
    return tree.rel(clause) == Rel::Advcl && mark > tree.head(clause) &&
           (tree.form(mark) == "while" || tree.form(mark) == "whilst" ||
            tree.form(mark) == "whereas") &&
           tree.has_child(clause, {Rel::Nsubj, Rel::NsubjPass, Rel::Expl});
}

/// "the largest | they gave us a map": without a relative pronoun a clause with subject and object
/// leaves no gap for its noun.
bool is_full_clause(const Tree& tree, TokenIndex noun, TokenIndex clause) {
    const TokenIndex subject = tree.child(clause, {Rel::Nsubj, Rel::NsubjPass});
    const TokenIndex object = tree.child(clause, {Rel::Obj});
    if (subject < noun || object < clause || tree.is_relative(subject) ||
        tree.is_relative(object) || tree.subtree(clause).front() != tree.subtree(subject).front() ||
        tree.token(noun).xpos.starts_with("W") || is_time_noun(tree.lemma(noun)) ||
        tree.lemma(noun) == "way" || tree.lemma(noun) == "reason") {
        return false;
    }
    return !tree.has_child(clause, {Rel::Xcomp, Rel::Ccomp, Rel::Iobj, Rel::Advcl}) &&
           tree.token(tree.subtree(clause).back()).upos != "ADP";
}

/// "east | of the river": an adverb with a phrase of its own.
bool opens_place(const Tree& tree, TokenIndex adverb) {
    const TokenIndex phrase = tree.child(adverb, {Rel::Obl, Rel::Nmod});
    return phrase > adverb && tree.child_form(phrase, "of") == adverb + 1;
}

/// "in Comet: | The Return": what a colon joins to a name inside a sentence, with capitals.
bool is_subtitle(const Tree& tree, TokenIndex head, TokenIndex child) {
    const TokenIndex first = tree.subtree(child).front();
    const TokenIndex colon = tree.form(first) == ":" ? first : first - 1;
    if (colon < 1 || tree.form(colon) != ":" || tree.token(colon - 1).space_after ||
        !tree.is_proper(colon - 1) || (head != colon - 1 && tree.head(colon - 1) != head) ||
        child > colon + 5) {
        return false;
    }
    const auto capital = [&](TokenIndex t) {
        const char c = tree.token(t).form.front();
        return c >= 'A' && c <= 'Z';
    };
    return tree.has_child(head, {Rel::Case}) && capital(colon + 1) && capital(child) &&
           tree.is_noun(child);
}

/// Children that are not part of the phrase of their head.
bool outside_phrase(const Tree& tree, TokenIndex head, TokenIndex child,
                    const PhraseOptions& options, bool predicate) {
    if (child > head + 1 && tree.token(child).upos == "NUM" && tree.form(child - 1) == "." &&
        !tree.token(child - 1).space_after) {
        return true;  // "of the plan. | 24": the number of a note
    }
    switch (tree.rel(child)) {
        case Rel::Cop:
        case Rel::Aux:
        case Rel::AuxPass:
        case Rel::Nsubj:
        case Rel::NsubjPass:
        case Rel::NsubjOuter:
        case Rel::Csubj:
        case Rel::CsubjPass:
        case Rel::Mark:
        case Rel::Discourse:
        case Rel::Vocative:
        case Rel::Expl:
        case Rel::Reparandum:
        case Rel::Parataxis:
        case Rel::Dislocated:
            return true;
        case Rel::Case:
            return child < head ||
                   (is_possessive_marker(tree, child) && !names_shop(tree, child)) ||
                   (tree.child(head, {Rel::Case}) == child && !names_shop(tree, child));
        case Rel::Cc:
            // "Hill School | and | College": the parser knows no second member.
            if (const TokenIndex part = tree.child(head, {Rel::Compound, Rel::Amod});
                child < head && !tree.has_child(head, {Rel::Conj}) && part >= 0 && part < child) {
                return false;
            }
            return !options.conjuncts || child < head;
        case Rel::CcPreconj:
            return !options.conjuncts;
        case Rel::Conj:
            if (tree.is_tensed(child) && tree.is_noun(head)) {
                return true;  // "into his hands and | distributed letters"
            }
            return !options.conjuncts ||
                   tree.has_child(child, {Rel::Nsubj, Rel::NsubjPass, Rel::Cop, Rel::Aux});
        case Rel::Appos:
            if (child > head && tree.token(head).xpos == "PRP" && !set_off(tree, child) &&
                tree.token(child).upos == "NOUN" && tree.subtree(child).front() == head + 1) {
                return false;  // "we | the farmers"
            }
            if (is_subtitle(tree, head, child)) {
                return false;
            }
            // "the composer | Ann Lee": without a comma the name belongs to the phrase.
            return !options.appositions && (set_off(tree, child) || child < head ||
                                            !tree.is_proper(child) || tree.is_proper(head));
        case Rel::Amod:  // "Ann, | eager to win,"
            return child > head && set_off(tree, child) && tree.has_child(child, {Rel::Xcomp});
        case Rel::AclRelcl:
            return !options.clauses || set_off(tree, child) || is_full_clause(tree, head, child);
        case Rel::Acl:  // without clauses: "evidence | suggesting that ...", "our view | that ..."
            return set_off(tree, child) ||
                   (!options.clauses && tree.has_child(child, {Rel::Ccomp, Rel::Nsubj}));
        case Rel::Advcl:
        case Rel::AdvclRelcl:
            return predicate || set_off(tree, child);
        case Rel::Nmod:
        case Rel::NmodUnmarked:
            // "it is | in this context | a word": no phrase stands before the noun it belongs to.
            if (child < head && tree.rel(child) == Rel::Nmod && tree.is_noun(head) &&
                tree.child(child, {Rel::Case}) >= 0 && tree.child(child, {Rel::Case}) < child) {
                return true;
            }
            if (names_source(tree, child)) {
                return true;
            }
            // ", Pa." and "(1994)" stand beside the noun, not in it.
            return set_off(tree, child) && tree.child(child, {Rel::Case}) < 0 &&
                   !options.appositions && !is_year_of_date(tree, head, child);
        case Rel::OblAgent:
            return !tree.is_verb(head);
        case Rel::Obl:
        case Rel::OblUnmarked:
        case Rel::Ccomp:
            return ((predicate || (!options.clauses && tree.rel(child) == Rel::Ccomp)) &&
                    tree.is_noun(head)) ||
                   (tree.rel(head) == Rel::Advcl && is_time_noun(tree.lemma(child)) &&
                    child + 1 != head);
        case Rel::Advmod:
            if (tree.token(child).xpos == "WRB") {
                return true;
            }
            if (child > 0 && tree.form(child) == "only" && tree.form(child - 1) == "not") {
                return true;  // "not only | we"
            }
            if (child + 1 < tree.size() && tree.token(child + 1).upos == "NUM") {
                return false;  // "is | about ten metres"
            }
            if (child == head + 1 &&
                (tree.form(child) == "o'clock" || tree.form(child) == "o’clock")) {
                return false;  // "is two | o'clock"
            }
            if (child < head && tree.token(head).upos == "PRON" &&
                tree.form(child).ends_with("ly")) {
                return true;  // "saw | clearly those"
            }
            if (child == head + 1 && predicate && tree.is_noun(head) && opens_place(tree, child)) {
                return false;  // "is a town | east of the river"
            }
            if (child == head + 1 && tree.form(head) == "nothing") {
                return false;  // "nothing | less than"
            }
            return (predicate && tree.is_noun(head)) || tree.form(child) == "not" ||
                   tree.form(child) == "n't";
        default:
            return false;
    }
}

}  // namespace

TokenIndex viewer(const Tree& tree, TokenIndex phrase) {
    constexpr std::string_view kView[] = {"view",      "opinion",    "judgment",
                                          "judgement", "estimation", "word"};
    const TokenIndex preposition = tree.child(phrase, {Rel::Case});
    if (preposition < 0 || tree.form(preposition) != "in" || tree.rel(phrase) != Rel::Obl ||
        std::find(std::begin(kView), std::end(kView), tree.lemma(phrase)) == std::end(kView)) {
        return -1;
    }
    const TokenSet words = tree.subtree(phrase);
    const bool opens = words.front() == 0 || set_off(tree, phrase);
    const TokenIndex owner = tree.child(phrase, {Rel::NmodPoss});
    const TokenIndex of = tree.child(phrase, {Rel::Nmod});
    const bool plural = tree.lemma(phrase) != "word" || tree.form(phrase) == "words";
    if (!opens || !plural) {
        return -1;
    }
    if (owner >= 0) {
        return tree.token(owner).upos == "PRON" ? phrase : owner;
    }
    const bool whose = tree.has_child(phrase, {Rel::Det});  // not "in view of the cold"
    return whose && of > phrase && tree.child_form(of, "of") >= 0 ? of : -1;
}

bool names_source(const Tree& tree, TokenIndex phrase) {
    if (viewer(tree, phrase) >= 0) {
        return true;
    }
    constexpr std::string_view kRules[] = {
        "law",       "constitution", "rule",   "plan",      "schedule", "principle", "custom",
        "tradition", "need",         "wish",   "size",      "age",      "ability",   "taste",
        "agreement", "contract",     "method", "criterion", "standard", "definition"};
    // Close behind the verb these tell how, set off who says so: "read according to the theory".
    constexpr std::string_view kFrames[] = {"theory",     "model",       "approach", "framework",
                                            "formula",    "guideline",   "doctrine", "hypothesis",
                                            "convention", "instruction", "recipe",   "logic",
                                            "procedure",  "system",      "scheme",   "category"};
    const auto among = [&](std::span<const std::string_view> nouns) {
        return std::find(nouns.begin(), nouns.end(), tree.lemma(phrase)) != nouns.end();
    };
    const TokenIndex preposition = tree.child_form(phrase, "according");
    if (preposition < 0 || tree.rel(preposition) != Rel::Case || among(kRules)) {
        return false;
    }
    return !among(kFrames) || preposition == 0 || set_off(tree, phrase);
}

bool set_off(const Tree& tree, TokenIndex child) {
    const TokenSet words = tree.subtree(child);
    const TokenIndex first = words.front();
    const TokenIndex before = first > 0 ? first - 1 : first;
    if (tree.rel(before) == Rel::Punct) {
        const std::string_view f = tree.form(before);
        return f == "," || f == "(" || f == "-lrb-" || f == "--" || f == "–" || f == "—" ||
               f == ";" || f == ":" || f == "-";
    }
    if (tree.rel(first) == Rel::Punct && first != child) {
        const std::string_view f = tree.form(first);
        return f == "," || f == "(" || f == "-lrb-" || f == "--" || f == "–" || f == "—" ||
               f == ";" || f == ":";
    }
    return false;
}

void trim_punctuation(const Tree& tree, TokenSet& tokens) {
    while (!tokens.empty() && droppable_first(tree, tokens)) {
        tokens.erase(tokens.begin());
    }
    while (!tokens.empty() && droppable_last(tree, tokens)) {
        tokens.pop_back();
    }
    while (tokens.size() > 1 && is_possessive_marker(tree, tokens.back()) &&
           !owns_nothing(tree, tokens.back())) {
        tokens.pop_back();
    }
    const bool bracketed =
        tokens.size() > 2 &&
        (tree.form(tokens.front()) == "(" || tree.form(tokens.front()) == "-lrb-") &&
        closes(tree.form(tokens.back())) && tree.rel(tokens.back()) == Rel::Punct;
    if (bracketed) {
        tokens.erase(tokens.begin());
        tokens.pop_back();
    }
}

bool is_glued_hyphen(const Tree& tree, TokenIndex t) {
    return t > 0 && t + 1 < tree.size() && tree.form(t) == "-" && !tree.token(t).space_after &&
           !tree.token(t - 1).space_after;
}

TokenSet noun_phrase(const Tree& tree, TokenIndex head, const PhraseOptions& options) {
    const bool predicate = tree.has_child(head, {Rel::Cop, Rel::Nsubj});
    TokenSet words{head};
    for (const TokenIndex child : tree.children(head)) {
        if (outside_phrase(tree, head, child, options, predicate)) {
            continue;
        }
        if (tree.rel(child) == Rel::Punct) {
            words.push_back(child);
            continue;
        }
        // Inside, only what would break the phrase is left out: set-off relative clauses and
        // remarks.
        const TokenSet below = tree.subtree(child, [&](TokenIndex c) {
            return names_source(tree, c) || is_next_clause(tree, c) || is_outer_verb(tree, c) ||
                   is_contrast(tree, c) ||
                   (tree.rel(c) == Rel::OblAgent && !tree.is_verb(tree.head(c))) ||
                   tree.rel(c) == Rel::Parataxis || tree.rel(c) == Rel::Discourse ||
                   (tree.is(c, {Rel::AclRelcl, Rel::Appos}) && !options.appositions &&
                    set_off(tree, c)) ||
                   (tree.rel(c) == Rel::AclRelcl && !options.clauses);
        });
        words.insert(words.end(), below.begin(), below.end());
    }
    std::sort(words.begin(), words.end());
    if (!options.appositions) {
        drop_brackets(tree, head, words);
    }
    const auto dots = std::find_if(words.begin(), words.end(), [&](TokenIndex t) {
        const std::string_view f = tree.form(t);
        const bool capital = t + 1 < tree.size() && tree.token(t + 1).form.front() >= 'A' &&
                             tree.token(t + 1).form.front() <= 'Z';
        return t > head && f.starts_with("...") && (f.size() > 3 || capital);
    });
    words.erase(dots, words.end());  // "a home..... Ann": the next sentence
    // Punctuation that separated a part that was left out, and marks far from the phrase.
    const TokenSet all = words;
    std::erase_if(words, [&](TokenIndex i) {
        if (tree.rel(i) != Rel::Punct || tree.head(i) != head) {
            return false;
        }
        const bool before = std::binary_search(all.begin(), all.end(), i - 1);
        const bool after = std::binary_search(all.begin(), all.end(), i + 1);
        const std::string_view f = tree.form(i);
        if (opens(f) || (is_straight_quote(f) && i < head)) {
            return !after;
        }
        if (closes(f) || is_straight_quote(f)) {
            return !before;
        }
        return !(before && after);
    });
    trim_punctuation(tree, words);
    while (!words.empty() && words.back() != head && is_glued_hyphen(tree, words.back() + 1)) {
        words.pop_back();  // "in Lima, west | -central Peru"
        trim_punctuation(tree, words);
    }
    return words;
}

namespace {

/// "he would come, | and they waited": behind a comma a clause with its own subject is not part of
/// what is said without "that".
bool is_next_main(const Tree& tree, TokenIndex head, TokenIndex clause) {
    const TokenIndex cc = tree.child(clause, {Rel::Cc});
    return tree.rel(clause) == Rel::Conj && tree.head(clause) == head && tree.is_verb(head) &&
           tree.rel(head) == Rel::Ccomp && head > tree.head(head) && cc > 0 &&
           tree.form(cc) == "and" && tree.form(cc - 1) == "," &&
           tree.has_child(clause, {Rel::Nsubj, Rel::NsubjPass});
}

}  // namespace

namespace {

/// "told them | "try it" when nobody could": the quotation ends what is told.
void end_at_quote(const Tree& tree, TokenSet& words) {
    const auto is_quote = [&](TokenIndex t) { return is_straight_quote(tree.form(t)); };
    if (words.empty() || !is_quote(words.front())) {
        return;
    }
    const auto close = std::find_if(words.begin() + 1, words.end(), is_quote);
    if (close == words.end() || close + 1 == words.end()) {
        return;
    }
    const std::string_view next = tree.form(*(close + 1));
    const bool but = next == "," && close + 2 != words.end() && *(close + 2) == *(close + 1) + 1 &&
                     tree.token(*(close + 2)).upos == "CCONJ";  // "| , but nobody came"
    if (but || next == "when" || next == "because" || next == "although" || next == "while" ||
        next == "if" || next == "though" || next == "after" || next == "before") {
        words.erase(close + 1, words.end());
    }
}

}  // namespace

TokenSet clause_phrase(const Tree& tree, TokenIndex head) {
    // What follows a semicolon is a sentence of its own.
    const bool marked = tree.has_child(head, {Rel::Mark});
    TokenSet words = tree.subtree(head, [&](TokenIndex t) {
        if (is_outer_verb(tree, t) || (!marked && is_next_main(tree, head, t))) {
            return true;
        }
        if (t < head || tree.head(t) != head || !tree.is(t, {Rel::Parataxis, Rel::Conj})) {
            return false;
        }
        if (tree.token(head).xpos == "VBG" && tree.token(t).xpos == "VB" &&
            !tree.has_child(head, {Rel::Aux}) && tree.is_verb(t)) {
            return true;  // "for studying it or | conduct tests"
        }
        const TokenIndex first = tree.subtree(t).front();
        return tree.form(first) == ";" || (first > 0 && tree.form(first - 1) == ";");
    });
    end_at_quote(tree, words);
    trim_punctuation(tree, words);
    return words;
}

TokenSet preposition_tokens(const Tree& tree, TokenIndex head) {
    TokenSet words;
    for (const TokenIndex child : tree.children(head)) {
        const bool as = tree.rel(head) == Rel::Advcl && tree.form(child) == "as" &&
                        tree.is(child, {Rel::Advmod, Rel::Mark}) &&
                        !tree.has_child(head, {Rel::Nsubj, Rel::NsubjPass, Rel::Cop});
        if ((tree.rel(child) == Rel::Case || as) && child < head &&
            !is_possessive_marker(tree, child)) {
            const TokenSet fixed =
                tree.subtree(child, [&](TokenIndex c) { return tree.rel(c) == Rel::Punct; });
            words.insert(words.end(), fixed.begin(), fixed.end());
        }
    }
    std::sort(words.begin(), words.end());
    if (!words.empty() && words.front() > 0 && opens_preposition(tree, words.front() - 1) &&
        !tree.dominates(head, words.front() - 1)) {
        words.insert(words.begin(), words.front() - 1);
    }
    return words;
}

bool opens_preposition(const Tree& tree, TokenIndex word) {
    constexpr std::pair<std::string_view, std::string_view> kPairs[] = {
        {"next", "to"},      {"close", "to"},     {"ahead", "of"},     {"out", "of"},
        {"along", "with"},   {"rather", "than"},  {"apart", "from"},   {"together", "with"},
        {"instead", "of"},   {"outside", "of"},   {"inside", "of"},    {"north", "of"},
        {"south", "of"},     {"east", "of"},      {"west", "of"},      {"northeast", "of"},
        {"northwest", "of"}, {"southeast", "of"}, {"southwest", "of"}, {"short", "of"}};
    if (word + 1 >= tree.size() || tree.rel(word + 1) != Rel::Case ||
        !tree.children(word).empty() ||
        !tree.is(word, {Rel::Advmod, Rel::Case, Rel::CompoundPrt})) {
        return false;
    }
    return std::any_of(std::begin(kPairs), std::end(kPairs), [&](const auto& pair) {
        return tree.form(word) == pair.first && tree.form(word + 1) == pair.second;
    });
}

std::string lower_words(const Tree& tree, const TokenSet& tokens) {
    std::string result;
    for (const TokenIndex i : tokens) {
        if (!result.empty()) {
            result += ' ';
        }
        result += tree.form(i);
    }
    return result;
}

std::vector<TokenIndex> conjuncts(const Tree& tree, TokenIndex head) {
    std::vector<TokenIndex> members{head};
    // Usually all conjuncts hang on the first; parsers also chain them.
    for (std::size_t next = 0; next < members.size(); ++next) {
        for (const TokenIndex child : tree.children(members[next])) {
            const bool verb = tree.is_tensed(child) && tree.is_noun(head);
            if (tree.rel(child) == Rel::Conj && !verb &&
                !tree.has_child(child, {Rel::Nsubj, Rel::NsubjPass, Rel::Cop, Rel::Aux})) {
                members.push_back(child);
            }
        }
    }
    std::sort(members.begin(), members.end());
    return members;
}

std::string surface(const Tree& tree, std::string_view text, const TokenSet& tokens) {
    std::string result;
    for (std::size_t i = 0; i < tokens.size();) {
        std::size_t last = i;
        while (last + 1 < tokens.size() && tokens[last + 1] == tokens[last] + 1) {
            ++last;
        }
        const Span span{tree.token(tokens[i]).span.begin, tree.token(tokens[last]).span.end};
        if (!result.empty()) {
            result += ' ';
        }
        if (span.end <= text.size() && span.begin < span.end) {
            result += span.of(text);
        }
        i = last + 1;
    }
    std::replace_if(
        result.begin(), result.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; },
        ' ');
    return result;
}

Span cover(const Tree& tree, const TokenSet& tokens) {
    if (tokens.empty()) {
        return {};
    }
    return {tree.token(tokens.front()).span.begin, tree.token(tokens.back()).span.end};
}

}  // namespace trefoil::extract
