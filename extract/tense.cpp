#include "extract/tense.hpp"

namespace trefoil::extract {

namespace {

bool has_auxiliary(const ValueWords& words, int verb) {
    for (int i = 0; i < words.size(); ++i) {
        const Token& t = words.token(i);
        if (t.head == verb && (t.deprel.starts_with("aux") || t.deprel == "cop")) {
            return true;
        }
    }
    return false;
}

bool past_auxiliary(const ValueWords& words, int verb) {
    for (int i = 0; i < words.size(); ++i) {
        if (words.token(i).head == verb && words.token(i).deprel.starts_with("aux") &&
            one_of(words.word(i), {"was", "were", "had", "did", "has", "have"})) {
            return true;
        }
    }
    return false;
}

Tense tense_of_verb(const ValueWords& words, int verb) {
    bool to = false;
    for (int i = 0; i < words.size(); ++i) {
        if (words.token(i).head != verb) {
            continue;
        }
        const bool auxiliary = words.token(i).deprel.starts_with("aux");
        if (auxiliary && one_of(words.word(i), {"will", "'ll", "’ll", "shall", "wo", "would"})) {
            return Tense::Future;
        }
        to = to || (words.word(i) == "to" && words.token(i).upos == "PART");
    }
    const int above = words.token(verb).head;
    if (to) {
        const bool plan =
            above < 0 || above >= words.size() ||
            one_of(words.token(above).lemma,
                   {"plan",  "expect", "schedule", "intend", "hope",    "prepare", "set",
                    "due",   "go",     "want",     "vow",    "promise", "aim",     "slate",
                    "agree", "be",     "likely",   "decide", "pledge",  "threaten"});
        return plan ? Tense::Future : Tense::Past;
    }
    const Token& here = words.token(verb);
    const bool finite_past =
        here.xpos == "VBD" || (here.feats.find("Tense=Past") != std::string::npos &&
                               here.feats.find("VerbForm=Fin") != std::string::npos);
    return finite_past || past_auxiliary(words, verb) ? Tense::Past : Tense::Unknown;
}

}  // namespace

Tense tense_at(const ValueWords& words, int at) {
    int node = at;
    for (int steps = 0; steps < 12 && node >= 0; ++steps) {
        const Token& here = words.token(node);
        if (here.upos == "VERB" || has_auxiliary(words, node)) {
            return tense_of_verb(words, node);
        }
        node = here.head >= 0 && here.head < words.size() && here.head != node ? here.head : -1;
    }
    return Tense::Unknown;
}

}  // namespace trefoil::extract
