#include "extract/verb_rows.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace trefoil::extract {

namespace {

/// Nouns that stand in the plural before another: "likes music, | sports cars and arms fairs".
bool stands_before_noun(std::string_view form) {
    constexpr std::string_view kPlurals[] = {"arms",     "communications", "drugs",   "goods",
                                             "news",     "operations",     "parks",   "sales",
                                             "savings",  "securities",     "sports",  "systems",
                                             "services", "relations",      "affairs", "economics"};
    return std::find(std::begin(kPlurals), std::end(kPlurals), form) != std::end(kPlurals);
}

/// Participles that tell what a thing is like more often than what somebody did with it: "has
/// drugs, | forged passports and imported arms", "bought fruit, dried fish and salted nuts".
bool is_state(std::string_view form) {
    constexpr std::string_view kStates[] = {
        "abandoned", "added",      "advanced",  "alleged",    "armed",     "associated", "baked",
        "boiled",    "bottled",    "canned",    "carved",     "chopped",   "coloured",   "used",
        "colored",   "combined",   "completed", "confused",   "continued", "convicted",  "cooked",
        "crushed",   "damaged",    "decorated", "detailed",   "divided",   "dried",      "educated",
        "enhanced",  "estimated",  "expanded",  "expected",   "extended",  "fermented",  "fixed",
        "flooded",   "forged",     "fried",     "grilled",    "imported",  "improved",   "varied",
        "increased", "infected",   "injured",   "interested", "isolated",  "limited",    "loaded",
        "married",   "melted",     "mixed",     "needed",     "organised", "organized",  "packed",
        "pickled",   "planned",    "printed",   "processed",  "proposed",  "recycled",   "reduced",
        "refined",   "registered", "related",   "renewed",    "repeated",  "required",   "retired",
        "roasted",   "ruined",     "salted",    "selected",   "skilled",   "sliced",     "smoked",
        "suspected", "tinned",     "trained",   "trusted",    "unused",    "unfinished", "united",
        "wounded"};
    return std::find(std::begin(kStates), std::end(kStates), form) != std::end(kStates);
}

/// One sentence while the verbs of its rows are restored.
class RowRestorer {
  public:
    explicit RowRestorer(Sentence& sentence) : tokens_(sentence.tokens) {}

    void run() {
        for (TokenIndex i = 1; i + 1 < size(); ++i) {
            present(i);
        }
        for (TokenIndex i = 3; i + 1 < size(); ++i) {
            if (is_separator(i - 1)) {
                member(i);
                past(i);
            }
        }
    }

  private:
    /// How far the members of a row are looked for.
    static constexpr TokenIndex kNear = 12;

    TokenIndex size() const { return static_cast<TokenIndex>(tokens_.size()); }

    Token& at(TokenIndex i) { return tokens_[static_cast<std::size_t>(i)]; }

    const Token& at(TokenIndex i) const { return tokens_[static_cast<std::size_t>(i)]; }

    bool is_separator(TokenIndex i) const { return at(i).form == "," || is_and(i); }

    bool is_and(TokenIndex i) const { return at(i).form == "and" || at(i).form == "or"; }

    bool inside(TokenIndex i) const { return i >= 0 && i < size(); }

    /// The verb whose row a member that begins at `i` may go on with: that of the object to which
    /// the noun is joined, or whose second object it seems to be. -1 if none.
    TokenIndex verb_before(TokenIndex i, TokenIndex noun) const {
        const TokenIndex above = at(noun).head;
        if (!inside(above) || above >= i - 1) {
            return -1;
        }
        if ((at(noun).deprel == "obj" || at(noun).deprel == "obl") && at(above).upos == "VERB" &&
            at(i - 1).form == ",") {
            return above;
        }
        const bool later = at(above).deprel == "conj" && inside(at(above).head);
        const TokenIndex verb = later ? at(at(above).head).head : at(above).head;
        const bool joined = (at(noun).deprel == "conj" || at(noun).deprel == "appos") &&
                            (later || at(above).deprel == "obj");
        return joined && inside(verb) && verb < above && at(verb).upos == "VERB" ? verb : -1;
    }

    /// True if the word at `i` could be a verb of the same form as `verb`.
    bool has_form_of(TokenIndex i, TokenIndex verb) const {
        const std::string& tag = at(verb).xpos;
        const Token& word = at(i);
        const bool small = word.form.front() >= 'a' && word.form.front() <= 'z';
        if (!small) {
            return false;
        }
        if (tag == "VBD" || (tag == "VBN" && is_perfect(verb))) {
            return word.xpos == "VBN" && word.deprel == "amod" && word.form.ends_with("ed") &&
                   !is_state(word.form);
        }
        if (tag == "VBZ") {
            return word.xpos == "NNS" && !stands_before_noun(word.form);
        }
        const bool next = word.head == i + 1 && (i + 2 >= size() || at(i + 2).upos != "NOUN");
        return (tag == "VB" || tag == "VBP") &&
               (word.xpos == "NN" || word.xpos == "VB" ||
                (tag == "VB" && is_verb_too(word.form))) &&
               word.form == word.lemma && next;
    }

    bool is_verb_like(TokenIndex i, TokenIndex verb) const {
        const bool bare = at(verb).xpos == "VB" || at(verb).xpos == "VBP";
        return at(i).upos == "VERB" &&
               (bare ? at(i).xpos == "VB" || at(i).xpos == "VBP" : at(i).xpos == at(verb).xpos);
    }

    /// "has cut costs, | closed shops": a participle behind a form of "have".
    bool is_perfect(TokenIndex verb) const {
        bool have = false;
        for (TokenIndex t = std::max<TokenIndex>(0, verb - kNear); t < verb; ++t) {
            if (at(t).head == verb && at(t).deprel.starts_with("aux")) {
                have = at(t).lemma == "have";
            }
        }
        return have;
    }

    /// "the firm | plans to sell it": what has a subject before it and an object or infinitive
    /// behind it is no noun.
    void present(TokenIndex i) {
        if (at(i).xpos != "NNS" || at(i).upos != "NOUN" || at(i).form == at(i).lemma) {
            return;
        }
        bool subject = false;
        bool object = false;
        for (TokenIndex t = std::max<TokenIndex>(0, i - kNear); t < std::min(size(), i + kNear);
             ++t) {
            if (at(t).head != i) {
                continue;
            }
            const std::string& rel = at(t).deprel;
            if (rel == "cop" || (t < i && (rel == "det" || rel == "case" || rel == "amod"))) {
                return;
            }
            subject = subject || (t < i && rel == "nsubj");
            object = object || (t > i && (rel == "obj" || rel == "xcomp"));
        }
        if (subject && object) {
            at(i).upos = "VERB";
            at(i).xpos = "VBZ";
            at(i).feats = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin";
        }
    }

    /// A participle with an object of its own, joined to a past tense, is one, too.
    void past(TokenIndex i) {
        const TokenIndex first = at(i).head;
        if (at(i).xpos != "VBN" || at(i).deprel != "conj" || !inside(first) || first > i ||
            at(first).xpos != "VBD" || !has_active_object(i)) {
            return;
        }
        at(i).xpos = "VBD";
        at(i).feats = at(first).feats;
    }

    bool has_active_object(TokenIndex i) const {
        for (TokenIndex t = i + 1; t < std::min(size(), i + kNear); ++t) {
            if (at(t).head == i && at(t).deprel == "obj") {
                return true;
            }
        }
        return false;
    }

    /// "met, | approved loans and | dismissed staff": the conjunction of a row of verbs that has
    /// had none yet, where no other verb follows.
    bool ends_row(TokenIndex i, TokenIndex verb) const {
        const TokenIndex first = first_of(verb);
        if (!is_and(i - 1) || first >= verb || at(verb - 1).form != ",") {
            return false;
        }
        for (TokenIndex t = first + 1; t < std::min(size(), i + 2 * kNear); ++t) {
            const bool verb_behind = t > i && at(t).deprel == "conj" && at(t).head == first;
            if (verb_behind || (t < i - 1 && is_and(t))) {
                return false;
            }
        }
        return true;
    }

    /// A noun before the noun it seems to belong to, behind a comma or conjunction.
    bool is_before_noun(TokenIndex i) const {
        const Token& word = at(i);
        return (word.deprel == "compound" || word.deprel == "amod") && word.head > i &&
               word.head <= i + 4 && inside(word.head) && at(word.head).upos == "NOUN" &&
               at(i + 1).form != "," && at(i + 1).upos != "PUNCT";
    }

    /// The first word behind the conjunction that ends the row in which a member stands, -1 if
    /// there is none near or the member itself stands behind it.
    TokenIndex last_member(TokenIndex i) const {
        for (TokenIndex t = i + 1; t + 1 < std::min(size(), i + kNear); ++t) {
            if (is_and(t)) {
                return t + 1;
            }
            if (at(t).upos == "VERB" || at(t).xpos.starts_with("W")) {
                return -1;
            }
        }
        return -1;
    }

    /// A noun in the plural right before another noun phrase that it is no part of: "fines |
    /// polluters", "schools | their children".
    bool has_object(TokenIndex i, TokenIndex verb) const {
        const std::string& tag = at(verb).xpos;
        const bool bare = (tag == "VB" || tag == "VBP") && at(i).xpos == "NN" &&
                          at(i).deprel == "conj" && at(i).form == at(i).lemma;
        if (i + 1 >= size() || (!bare && (tag != "VBZ" || at(i).xpos != "NNS"))) {
            return false;
        }
        const Token& next = at(i + 1);
        if (next.upos != "NOUN" && next.upos != "DET" && next.xpos != "PRP$") {
            return false;
        }
        const TokenIndex noun = next.upos == "NOUN" ? i + 1 : next.head;
        return inside(noun) && noun > i && at(i).head != noun &&
               (at(noun).deprel == "conj" || at(noun).deprel == "obj");
    }

    /// "runs courses, | visits prisons": called a noun, though it has an object.
    void noun_with_object(TokenIndex i) {
        const TokenIndex above = at(i).head;
        if (at(i).xpos != "NNS" || at(i).deprel != "conj" || !inside(above) || above >= i) {
            return;
        }
        const TokenIndex verb = at(above).deprel == "obj" ? at(above).head : above;
        if (inside(verb) && verb < i && at(verb).xpos == "VBZ" && has_form_of(i, verb) &&
            has_object(i, verb)) {
            const TokenIndex object = at(i + 1).upos == "NOUN" ? i + 1 : at(i + 1).head;
            set_verb(i, object, first_of(verb), verb);
            restored_ = first_of(verb);
        }
    }

    /// The first verb of the row in which `verb` stands.
    TokenIndex first_of(TokenIndex verb) const {
        const TokenIndex above = at(verb).head;
        const bool later = at(verb).deprel == "conj" && inside(above) && at(above).upos == "VERB";
        return later ? above : verb;
    }

    void member(TokenIndex i) {
        if (!is_before_noun(i)) {
            noun_with_object(i);
            return;
        }
        const TokenIndex noun = at(i).head;
        const TokenIndex verb = verb_before(i, noun);
        if (verb >= 0 && has_form_of(i, verb) && at(i - 2).head == noun) {
            set_apart(i, noun);
        }
        if (verb < 0 || !has_form_of(i, verb) || !stands_first(i, noun)) {
            return;
        }
        const TokenIndex last = is_and(i - 1) ? -1 : last_member(i);
        const bool ended = last >= 0 && (is_verb_like(last, verb) || has_object(last, verb));
        const bool two = at(verb).xpos != "VB" && at(verb).xpos != "VBP" && last >= 0 &&
                         is_before_noun(last) && has_form_of(last, verb) &&
                         at(at(last).head).deprel == "conj";
        const TokenIndex first = first_of(verb);
        const bool behind_restored = is_and(i - 1) && restored_ == first;
        if (at(i).xpos != "VB" && !ended && !two && !behind_restored && !ends_row(i, verb)) {
            return;
        }
        set_verb(i, noun, first, verb);
        if (last >= 0 && has_object(last, verb)) {
            const TokenIndex object = at(last + 1).upos == "NOUN" ? last + 1 : at(last + 1).head;
            set_verb(last, object, first, verb);
        } else if (ended && (at(last).head == noun || at(last).head == at(verb).head)) {
            at(last).head = first;
            at(last).deprel = "conj";
        }
        restored_ = first;
    }

    /// "visited schools in the | north, praised teachers": what stands before the comma is no part
    /// of the noun behind it.
    void set_apart(TokenIndex i, TokenIndex noun) {
        const TokenIndex before = i - 2;
        if (at(i - 1).form != "," || at(before).upos != "NOUN" || at(before).deprel != "compound") {
            return;
        }
        for (TokenIndex t = std::max<TokenIndex>(0, before - kNear); t < before; ++t) {
            if (at(t).head == noun) {
                at(t).head = before;
            }
        }
        at(before).head = at(noun).head;
        at(before).deprel = at(noun).deprel;
        at(noun).deprel = "obj";
    }

    /// Nothing of the noun's stands before the word.
    bool stands_first(TokenIndex i, TokenIndex noun) const {
        for (TokenIndex t = std::max<TokenIndex>(0, i - kNear); t < i; ++t) {
            if (at(t).head == noun && at(t).deprel != "punct" && at(t).deprel != "cc") {
                return false;
            }
        }
        return true;
    }

    bool is_below(TokenIndex word, TokenIndex above) const {
        for (int steps = 0; inside(word) && steps < 2 * kNear; ++steps) {
            if (word == above) {
                return true;
            }
            word = at(word).head;
        }
        return false;
    }

    void set_verb(TokenIndex i, TokenIndex object, TokenIndex first, TokenIndex like) {
        if (is_below(first, object) || is_below(first, i)) {
            return;
        }
        for (TokenIndex t = std::max<TokenIndex>(0, i - 3); t < i; ++t) {
            if (at(t).head == object) {
                at(t).head = i;  // the comma and the conjunction
            }
        }
        at(i).upos = "VERB";
        at(i).xpos = at(like).xpos;
        at(i).feats = at(like).feats;
        at(i).head = first;
        at(i).deprel = "conj";
        at(object).head = i;
        at(object).deprel = "obj";
    }

    std::vector<Token>& tokens_;
    TokenIndex restored_ = -1;  ///< the verb whose row was last found
};

}  // namespace

bool is_verb_too(std::string_view adjective) {
    constexpr std::string_view kBoth[] = {"clean", "clear", "close",  "cool", "correct",
                                          "dry",   "empty", "open",   "tame", "secure",
                                          "slow",  "warm",  "welcome"};
    return std::find(std::begin(kBoth), std::end(kBoth), adjective) != std::end(kBoth);
}

void restore_verb_rows(Sentence& sentence) {
    RowRestorer(sentence).run();
}

}  // namespace trefoil::extract
