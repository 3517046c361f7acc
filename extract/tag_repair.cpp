#include "extract/tag_repair.hpp"

#include <algorithm>
#include <string_view>

#include "extract/verb_classes.hpp"
#include "extract/verb_rows.hpp"

namespace trefoil::extract {

namespace {

/// Before "to" these want an infinitive and no place or person: not "agree to", "go to".
bool wants_infinitive(std::string_view lemma) {
    constexpr std::string_view kVerbs[] = {
        "ask",       "attempt",  "choose", "continue", "decide", "encourage", "expect", "fail",
        "hope",      "instruct", "intend", "learn",    "manage", "need",      "plan",   "pledge",
        "prepare",   "refuse",   "seek",   "strive",   "tell",   "threaten",  "try",    "urge",
        "volunteer", "vote",     "vow",    "want",     "wish"};
    static_assert(std::is_sorted(std::begin(kVerbs), std::end(kVerbs)));
    return std::binary_search(std::begin(kVerbs), std::end(kVerbs), lemma);
}

/// Adjectives that are verbs as well behind "to" ("voted to | free slaves"), but less so in a row.
bool is_infinitive_too(std::string_view adjective) {
    constexpr std::string_view kBoth[] = {"correct", "free", "narrow", "own", "present", "second"};
    return is_verb_too(adjective) ||
           std::find(std::begin(kBoth), std::end(kBoth), adjective) != std::end(kBoth);
}

/// Who is asked may stand before "to": "urged them to | man stalls".
bool asks_somebody(std::string_view lemma) {
    constexpr std::string_view kVerbs[] = {"ask",  "encourage", "expect", "instruct",
                                           "tell", "urge",      "want"};
    return std::find(std::begin(kVerbs), std::end(kVerbs), lemma) != std::end(kVerbs);
}

/// These have an infinitive at times, but rather a noun: "went to | court", "got to | work".
bool is_movement(std::string_view lemma) {
    return lemma == "go" || lemma == "come" || lemma == "get" || lemma == "take";
}

/// What is said to be "to V": "the plan is to V".
bool is_purpose(std::string_view lemma) {
    constexpr std::string_view kNouns[] = {"aim",  "ambition", "duty",     "goal", "idea",
                                           "job",  "mission",  "object",   "plan", "purpose",
                                           "role", "task",     "objective"};
    return std::find(std::begin(kNouns), std::end(kNouns), lemma) != std::end(kNouns);
}

/// One sentence while its infinitives are restored.
class InfinitiveRestorer {
  public:
    explicit InfinitiveRestorer(Sentence& sentence) : tokens_(sentence.tokens) {}

    void run() {
        for (TokenIndex to = 1; to + 2 < size(); ++to) {
            if (is_candidate(to)) {
                restore(to);
            }
        }
    }

  private:
    TokenIndex size() const { return static_cast<TokenIndex>(tokens_.size()); }

    Token& at(TokenIndex i) { return tokens_[static_cast<std::size_t>(i)]; }

    bool inside(TokenIndex i) const { return i >= 0 && i < size(); }

    /// "to", or "and" between infinitives, and a bare word in small letters that is no verb yet or
    /// only part of a noun.
    bool is_candidate(TokenIndex to) {
        const Token& word = at(to + 1);
        const bool noun = word.upos == "NOUN" && (word.xpos == "NN" || word.xpos == "VB");
        const bool part = word.xpos == "VB" && word.deprel == "compound";
        const bool both = word.deprel == "amod" && is_infinitive_too(word.form);
        return (at(to).form == "to" ? noun || part || both : at(to).deprel == "cc" && part) &&
               word.form == word.lemma && word.form.front() >= 'a' && word.form.front() <= 'z' &&
               inside(at(to).head);
    }

    void restore(TokenIndex to) {
        const TokenIndex verb = to + 1;
        const TokenIndex noun = at(to).head;
        const bool alone = noun == verb;
        const bool before_object = (at(verb).deprel == "compound" || at(verb).deprel == "amod") &&
                                   at(verb).head == noun && noun > verb && at(noun).upos == "NOUN";
        if (!alone && !before_object) {
            return;
        }
        const TokenIndex governor = at(noun).head;
        if (const TokenIndex first = infinitive_above(to, noun); first >= 0) {
            hang_object(noun, verb, to);
            mark(to, verb);
            set_verb(verb, first, "conj");
            return;
        }
        if (at(to).form != "to") {
            return;
        }
        const bool stated = governor == kRoot && has_purpose(noun, to);
        if (!stated && !(inside(governor) && governor < to && is_governed(to, governor))) {
            return;
        }
        if (before_object) {
            hang_object(noun, verb, to);
        }
        mark(to, verb);
        set_verb(verb, governor,
                 stated                                 ? "root"
                 : wants_infinitive(at(governor).lemma) ? "xcomp"
                                                        : "advcl");
    }

    void mark(TokenIndex to, TokenIndex verb) {
        at(to).head = verb;
        if (at(to).form == "to") {
            at(to).upos = "PART";
            at(to).xpos = "TO";
            at(to).deprel = "mark";
        }
    }

    void set_verb(TokenIndex verb, TokenIndex governor, std::string_view deprel) {
        at(verb).upos = "VERB";
        at(verb).xpos = "VB";
        at(verb).feats = "VerbForm=Inf";
        at(verb).head = governor;
        at(verb).deprel = deprel;
        for (TokenIndex t = verb + 1; t < size(); ++t) {
            if (at(t).head == verb && at(t).deprel == "nmod") {
                at(t).deprel = "obl";
            }
        }
    }

    /// "to find trouble and to | man gates", "to vote and | voice doubts": the infinitive before.
    TokenIndex infinitive_above(TokenIndex to, TokenIndex noun) {
        const TokenIndex cc = at(to).form == "to" ? to - 1 : to;
        if (noun <= to + 1 || at(cc).deprel != "cc" ||
            (at(noun).deprel != "conj" && at(to).form == "to")) {
            return -1;
        }
        TokenIndex above = at(noun).head;
        for (int steps = 0; steps < 4 && inside(above) && above < to; ++steps) {
            if (above > 0 && at(above).xpos == "VB" && at(above - 1).form == "to") {
                return above;
            }
            above = at(above).head;
        }
        return -1;
    }

    /// The verb right before "to" or before the person that it asks: not "learned from day to day",
    /// "went to court".
    bool is_governed(TokenIndex to, TokenIndex governor) {
        const Token& word = at(governor);
        if (word.upos != "VERB") {
            return false;
        }
        if (governor + 1 == to) {
            return wants_infinitive(word.lemma) ||
                   (at(to).xpos == "TO" && at(to).head == to + 1 &&
                    takes_infinitive_alone(word.lemma) && !is_movement(word.lemma));
        }
        const Token& asked = at(to - 1);
        return asks_somebody(word.lemma) && asked.head == governor && asked.deprel == "obj" &&
               (asked.upos == "PROPN" || names_doer(asked.lemma) ||
                (asked.upos == "PRON" && asked.form != "it"));
    }

    /// "our aim is to V": a subject that can be something to do.
    bool has_purpose(TokenIndex predicate, TokenIndex to) {
        for (TokenIndex t = 0; t < to; ++t) {
            if (at(t).head == predicate && at(t).deprel.starts_with("nsubj")) {
                return is_purpose(at(t).lemma) && at(to - 1).deprel == "cop";
            }
        }
        return false;
    }

    /// The noun that the verb stood before is its object; what hung on the noun from farther left
    /// or ends the sentence is the verb's.
    void hang_object(TokenIndex noun, TokenIndex verb, TokenIndex to) {
        for (TokenIndex t = 0; t < size(); ++t) {
            if (at(t).head == noun && (t <= to || at(t).deprel == "punct")) {
                at(t).head = verb;
            }
        }
        at(noun).head = verb;
        at(noun).deprel = "obj";
    }

    std::vector<Token>& tokens_;
};

/// One sentence while the participle of a reduced relative clause is told from the main verb.
class ParticipleRestorer {
  public:
    explicit ParticipleRestorer(Sentence& sentence) : tokens_(sentence.tokens) {}

    void run() {
        for (TokenIndex verb = 1; verb + 1 < size(); ++verb) {
            if (at(verb).xpos == "VBD" && at(verb).upos == "VERB") {
                restore(verb);
            }
        }
    }

  private:
    TokenIndex size() const { return static_cast<TokenIndex>(tokens_.size()); }

    Token& at(TokenIndex i) { return tokens_[static_cast<std::size_t>(i)]; }

    /// "the results | reported | here | show": subject, participle, main verb.
    void restore(TokenIndex verb) {
        const TokenIndex subject = verb - 1;
        if (at(subject).head != verb || at(subject).deprel != "nsubj" ||
            at(subject).upos != "NOUN") {
            return;
        }
        const TokenIndex main = swallowed(verb);
        if (main < 0 || is_content(subject, verb)) {
            return;
        }
        at(main).head = at(verb).head;
        at(main).deprel = at(verb).deprel;
        for (TokenIndex t = 0; t < size(); ++t) {
            if (at(t).head == verb && (t < verb || t > main)) {
                at(t).head = main;
            }
        }
        at(verb).xpos = "VBN";
        at(verb).feats = "Tense=Past|VerbForm=Part|Voice=Pass";
        at(verb).head = subject;
        at(verb).deprel = "acl";
    }

    /// "who police | said | killed two", "what the minister | said | was false": the second verb is
    /// what the first one tells of something named before.
    bool is_content(TokenIndex subject, TokenIndex verb) {
        if (at(verb).deprel.starts_with("acl")) {
            return true;
        }
        for (TokenIndex t = 0; t < subject; ++t) {
            if (at(t).xpos.starts_with("W") && (at(t).head >= subject || at(t).head == kRoot)) {
                return true;
            }
        }
        return false;
    }

    /// A tensed verb below `verb` that has neither a subject nor a conjunction, with nothing but
    /// adverbs and phrases of `verb` between them; -1 if there is none.
    TokenIndex swallowed(TokenIndex verb) {
        TokenIndex main = -1;
        for (TokenIndex t = verb + 1; t < size() && main < 0; ++t) {
            if (at(t).upos == "PUNCT" || at(t).deprel == "cc" || at(t).deprel == "mark" ||
                at(t).deprel == "obj" || at(t).form == "then" ||
                at(t).deprel.starts_with("nsubj")) {
                return -1;
            }
            const std::string& tag = at(t).xpos;
            if (at(t).head == verb && (tag == "VBZ" || tag == "VBP" || tag == "VBD") &&
                (at(t).deprel == "ccomp" || at(t).deprel == "xcomp" || at(t).deprel == "conj")) {
                main = t;
            }
        }
        return main;
    }

    std::vector<Token>& tokens_;
};

/// "a crisis the West | fears could spark a war", "a bill that critics | claim will hurt many": a
/// word for a belief that is called the subject of a clause right behind a noun, with a compound
/// before it, is a verb: who believes is the compound, and the noun is what is believed to do it.
class BelieverRestorer {
  public:
    explicit BelieverRestorer(Sentence& sentence) : tokens_(sentence.tokens) {}

    void run() {
        for (TokenIndex i = 2; i + 1 < size(); ++i) {
            if (is_belief(at(i).form) && at(i).deprel == "nsubj") {
                restore(i);
            }
        }
    }

  private:
    TokenIndex size() const { return static_cast<TokenIndex>(tokens_.size()); }

    Token& at(TokenIndex i) { return tokens_[static_cast<std::size_t>(i)]; }

    static bool is_belief(std::string_view form) {
        constexpr std::string_view kForms[] = {"claim", "claims", "estimate", "estimates",
                                               "fear",  "fears",  "hope",     "hopes"};
        return std::find(std::begin(kForms), std::end(kForms), form) != std::end(kForms);
    }

    void restore(TokenIndex i) {
        const TokenIndex told = at(i).head;
        const TokenIndex who = i - 1;
        if (told <= i || !at(told).deprel.starts_with("acl") || at(who).head != i ||
            at(who).deprel != "compound") {
            return;
        }
        const TokenIndex noun = at(told).head;
        const bool many = at(who).xpos == "NNS" || at(who).form == "police";
        const bool agrees = many != (at(i).form.back() == 's');
        const bool next = told == i + 1 ? at(told).xpos == "VBD" : at(i + 1).head == told;
        TokenIndex first = who;
        while (first > 0 && (at(first - 1).head == i || at(first - 1).head == who)) {
            --first;
        }
        const TokenIndex pronoun =
            first > 0 && (at(first - 1).form == "that" || at(first - 1).form == "which") ? first - 1
                                                                                         : -1;
        if (noun < 0 || noun != (pronoun < 0 ? first : pronoun) - 1 || !agrees || !next ||
            (told > i + 1 && !at(i + 1).deprel.starts_with("aux"))) {
            return;
        }
        if (pronoun >= 0) {
            at(pronoun).head = told;
            at(pronoun).deprel = "nsubj";
        }
        for (TokenIndex t = first; t < who; ++t) {
            at(t).head = who;
        }
        at(who).head = i;
        at(who).deprel = "nsubj";
        at(i).upos = "VERB";
        at(i).xpos = many ? "VBP" : "VBZ";
        at(i).feats = "Mood=Ind|Tense=Pres|VerbForm=Fin";
        at(i).head = noun;
        at(i).deprel = "acl:relcl";
        at(told).head = i;
        at(told).deprel = "ccomp";
    }

    std::vector<Token>& tokens_;
};

/// "has sold two players and | plans | to buy a third": a plural behind "and" that agrees with a
/// single subject and has an infinitive is a verb, where the noun before it is counted or named.
void restore_plan(std::vector<Token>& tokens, std::size_t at) {
    constexpr std::string_view kPlans[] = {"plans", "hopes", "aims", "promises", "attempts"};
    Token& plan = tokens[at];
    const auto size = static_cast<TokenIndex>(tokens.size());
    const auto inside = [&](TokenIndex i) { return i >= 0 && i < size; };
    const auto index = static_cast<TokenIndex>(at);
    if (plan.xpos != "NNS" || plan.deprel != "conj" || !inside(plan.head) || plan.head > index ||
        at + 2 >= tokens.size() || tokens[at + 1].form != "to" || tokens[at + 2].xpos != "VB" ||
        tokens[at - 1].deprel != "cc" ||
        std::find(std::begin(kPlans), std::end(kPlans), plan.form) == std::end(kPlans)) {
        return;
    }
    const TokenIndex object = plan.head;
    const TokenIndex verb = tokens[static_cast<std::size_t>(object)].head;
    if (tokens[static_cast<std::size_t>(object)].deprel != "obj" || !inside(verb) ||
        verb > object || tokens[static_cast<std::size_t>(verb)].upos != "VERB") {
        return;
    }
    bool counted = tokens[static_cast<std::size_t>(object)].upos == "PROPN";
    bool single = false;
    for (TokenIndex t = 0; t < index; ++t) {
        const Token& word = tokens[static_cast<std::size_t>(t)];
        counted = counted ||
                  (word.head == object &&
                   (word.deprel == "det" || word.deprel == "nummod" || word.deprel == "nmod:poss"));
        single = single || (word.head == verb && word.deprel == "nsubj" &&
                            (word.xpos == "NN" || word.xpos == "NNP" || word.form == "he" ||
                             word.form == "she" || word.form == "it" || word.form == "He" ||
                             word.form == "She" || word.form == "It"));
    }
    if (!counted || !single) {
        return;
    }
    plan.upos = "VERB";
    plan.xpos = "VBZ";
    plan.feats = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin";
    plan.head = verb;
    tokens[at + 2].head = index;
    tokens[at + 2].deprel = "xcomp";
}

}  // namespace

void mend_tags(std::span<Sentence> sentences) {
    for (Sentence& sentence : sentences) {
        InfinitiveRestorer(sentence).run();
        ParticipleRestorer(sentence).run();
        BelieverRestorer(sentence).run();
        for (std::size_t at = 1; at < sentence.tokens.size(); ++at) {
            restore_plan(sentence.tokens, at);
        }
        restore_verb_rows(sentence);
    }
}

}  // namespace trefoil::extract
