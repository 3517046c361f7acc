// A triple answers a gold fact when subject, relation and object have its words, none more and none
// less. Only the preposition between relation and object may stand on either side, and where there
// is no object the first argument may be read as one. The check of polarity and modality below
// recognises facts more loosely, by most of their words.

#include "extract/score/exact.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>

#include "extract/score/words.hpp"

namespace trefoil::extract {

namespace {

using Words = std::vector<std::string>;

constexpr double kSameFact = 0.5;  ///< share of words (F1) by which a fact is recognised
constexpr std::string_view kActual = "+actual";

bool same_word(std::string_view gold, std::string_view word) {
    if (gold == "<be>") {
        return is_form_of_be(word);
    }
    if (gold == "<have>") {
        return is_form_of_have(word);
    }
    return gold == word;
}

bool same_words(std::span<const std::string> gold, std::span<const std::string> words) {
    return std::ranges::equal(gold, words, same_word);
}

bool matches(const Wordings& gold, const Words& words) {
    return std::ranges::any_of(gold, [&](const Words& g) { return same_words(g, words); });
}

/// Relation and object agree, with prepositions on either side of the border.
bool same_with_border(const Words& gold_relation, const Words& gold_object, const Words& relation,
                      const Words& object) {
    if (gold_relation.size() + gold_object.size() != relation.size() + object.size() ||
        gold_relation.empty() || relation.empty()) {
        return false;
    }
    Words gold = gold_relation;
    gold.insert(gold.end(), gold_object.begin(), gold_object.end());
    Words words = relation;
    words.insert(words.end(), object.begin(), object.end());
    if (!same_words(gold, words)) {
        return false;
    }
    const std::size_t from = std::min(gold_relation.size(), relation.size());
    const std::size_t to = std::max(gold_relation.size(), relation.size());
    return std::all_of(words.begin() + static_cast<std::ptrdiff_t>(from),
                       words.begin() + static_cast<std::ptrdiff_t>(to), is_preposition_word);
}

bool same_predicate(const Wordings& gold_relation, const Wordings& gold_object,
                    const Words& relation, const Words& object) {
    for (const Words& r : gold_relation) {
        for (const Words& o : gold_object) {
            if (same_with_border(r, o, relation, object)) {
                return true;
            }
        }
    }
    return false;
}

/// A triple's words, made once.
struct Candidate {
    const FoundTriple* triple = nullptr;
    Words subject;
    Words relation;
    Words object;  ///< empty: none
    std::vector<Words> arguments;
    std::set<std::string> content;  ///< all words in lower case
    std::set<std::string> relation_content;
    Reading reading;
    bool taken = false;
};

/// A way to read relation, object and arguments: an argument may stand for a missing object.
struct Predicate {
    const Words* object = nullptr;  ///< null: none
    std::vector<const Words*> arguments;
};

std::vector<Predicate> predicates(const Candidate& c) {
    Predicate plain{.object = c.object.empty() ? nullptr : &c.object, .arguments = {}};
    for (const Words& a : c.arguments) {
        plain.arguments.push_back(&a);
    }
    std::vector<Predicate> all{plain};
    for (std::size_t i = 0; plain.object == nullptr && i < plain.arguments.size(); ++i) {
        Predicate moved{.object = plain.arguments[i], .arguments = plain.arguments};
        moved.arguments.erase(moved.arguments.begin() + static_cast<std::ptrdiff_t>(i));
        all.push_back(std::move(moved));
    }
    return all;
}

/// The same for gold.
std::vector<GoldWording> gold_predicates(const GoldWording& gold) {
    std::vector<GoldWording> all{gold};
    for (std::size_t i = 0; gold.object.empty() && i < gold.arguments.size(); ++i) {
        GoldWording moved = gold;
        moved.object = moved.arguments[i].words;
        moved.arguments.erase(moved.arguments.begin() + static_cast<std::ptrdiff_t>(i));
        all.push_back(std::move(moved));
    }
    return all;
}

bool same_arguments(const std::vector<GoldArgument>& gold,
                    const std::vector<const Words*>& arguments) {
    std::vector<bool> answered(gold.size());
    for (const Words* words : arguments) {
        bool known = false;
        for (std::size_t i = 0; i < gold.size() && !known; ++i) {
            if (!answered[i] && matches(gold[i].words, *words)) {
                answered[i] = known = true;
            }
        }
        if (!known) {
            return false;
        }
    }
    for (std::size_t i = 0; i < gold.size(); ++i) {
        if (!answered[i] && !gold[i].optional) {
            return false;
        }
    }
    return true;
}

enum class Match { None, Triple, Complete };

struct Answer {
    Match match = Match::None;
    const GoldWording* wording = nullptr;
};

/// The best agreement of a triple with any wording of a fact.
Answer answer(const GoldFact& fact, const Candidate& c) {
    Answer best;
    for (const GoldWording& wording : fact.wordings) {
        if (!matches(wording.subject, c.subject)) {
            continue;
        }
        for (const GoldWording& gold : gold_predicates(wording)) {
            for (const Predicate& found : predicates(c)) {
                const bool same =
                    found.object == nullptr || gold.object.empty()
                        ? found.object == nullptr && gold.object.empty() &&
                              matches(gold.relation, c.relation)
                        : same_predicate(gold.relation, gold.object, c.relation, *found.object);
                if (!same) {
                    continue;
                }
                const Match match = same_arguments(gold.arguments, found.arguments)
                                        ? Match::Complete
                                        : Match::Triple;
                if (match > best.match) {
                    best = {match, &wording};
                }
            }
        }
    }
    return best;
}

bool source_right(const GoldWording& gold, const FoundTriple& triple) {
    if (!triple.attribution) {
        return gold.source.empty() || gold.source_optional;
    }
    return matches(gold.source, compared_words(triple.attribution->text)) ||
           matches(gold.source, compared_words(triple.attribution->entity));
}

bool is_auxiliary(std::string_view word) {
    static constexpr std::array<std::string_view, 14> kWords{
        "do",    "does", "did",   "to",  "not",   "never",  "will",
        "would", "can",  "could", "may", "might", "should", "must"};
    return is_form_of_be(word) || is_form_of_have(word) || is_preposition_word(word) ||
           word.starts_with('<') || one_of(kWords, word);
}

void add_content(std::set<std::string>& content, const Words& words) {
    for (const std::string& word : words) {
        content.insert(lower_ascii(word));
    }
}

std::set<std::string> without_auxiliaries(const Words& relation) {
    std::set<std::string> content;
    add_content(content, relation);
    std::erase_if(content, [&](const std::string& w) { return is_auxiliary(w); });
    return content;
}

std::size_t shared(const std::set<std::string>& a, const std::set<std::string>& b) {
    return static_cast<std::size_t>(
        std::ranges::count_if(a, [&](const std::string& word) { return b.contains(word); }));
}

/// How much of its words a gold wording shares with a triple; 0 where their relations share none.
double likeness(const GoldWording& gold, const Candidate& c) {
    double best = 0;
    for (const Words& relation : gold.relation) {
        const std::set<std::string> verbs = without_auxiliaries(relation);
        if (verbs.empty() != c.relation_content.empty() ||
            (!verbs.empty() && shared(verbs, c.relation_content) == 0)) {
            continue;
        }
        std::set<std::string> content;
        add_content(content, relation);
        add_content(content, gold.subject.back());
        if (!gold.object.empty()) {
            add_content(content, gold.object.back());
        }
        for (const GoldArgument& a : gold.arguments) {
            if (!a.optional) {
                add_content(content, a.words.back());
            }
        }
        const auto common = static_cast<double>(shared(content, c.content));
        best = std::max(best, 2 * common / static_cast<double>(content.size() + c.content.size()));
    }
    return best;
}

Candidate candidate_of(const FoundTriple& triple) {
    Candidate c{.triple = &triple,
                .subject = compared_words(triple.subject.text),
                .relation = compared_words(triple.relation),
                .object = triple.object ? compared_words(triple.object->text) : Words(),
                .arguments = {},
                .content = {},
                .relation_content = {},
                .reading = (triple.negative ? "-" : "+") + triple.modality};
    add_content(c.content, c.subject);
    add_content(c.content, c.relation);
    add_content(c.content, c.object);
    for (const FoundSlot& a : triple.arguments) {
        c.arguments.push_back(compared_words(a.text));
        add_content(c.content, c.arguments.back());
    }
    c.relation_content = without_auxiliaries(c.relation);
    return c;
}

std::string show(const FoundTriple& triple) {
    std::string out = triple.negative ? "-" : "+";
    out += triple.modality == "actual" ? "" : triple.modality;
    out += " " + triple.subject.text + " | " + triple.relation + " | " +
           (triple.object ? triple.object->text : "-");
    for (const FoundSlot& a : triple.arguments) {
        out += " | " + (a.role.empty() ? "other" : a.role) + ": " + a.text;
    }
    if (triple.attribution) {
        out += " | source: " + triple.attribution->text;
    }
    return out;
}

/// Scores one sentence into the totals.
class SentenceScorer {
  public:
    SentenceScorer(const GoldSentence& gold, std::span<const FoundTriple* const> triples,
                   ExactScore& score)
        : gold_(gold), score_(score), answered_(gold.facts.size()) {
        for (const FoundTriple* triple : triples) {
            found_.push_back(candidate_of(*triple));
        }
    }

    void run() {
        say("= " + gold_.text);
        take(Match::Complete, false);
        take(Match::Triple, false);
        take(Match::Triple, true);
        count();
        check_readings();
    }

  private:
    void say(std::string line) { score_.account.push_back(std::move(line)); }

    /// Gives every unanswered fact (optional or not) a triple that agrees at least so well.
    void take(Match least, bool optional) {
        for (std::size_t i = 0; i < gold_.facts.size(); ++i) {
            if (answered_[i] || gold_.facts[i].optional != optional) {
                continue;
            }
            for (Candidate& c : found_) {
                const Answer best = c.taken ? Answer{} : answer(gold_.facts[i], c);
                if (best.match >= least && best.match != Match::None) {
                    c.taken = answered_[i] = true;
                    score_right(gold_.facts[i], best, c);
                    break;
                }
            }
        }
    }

    void score_right(const GoldFact& fact, const Answer& best, const Candidate& c) {
        if (fact.optional) {
            ++passed_over_;
            return;
        }
        ++score_.triples.right;
        if (best.match == Match::Complete) {
            ++score_.complete.right;
        } else {
            say("  arguments  " + show(*c.triple) + "   for   " + best.wording->line);
        }
        if (one_of(fact.readings, c.reading)) {
            ++score_.polarity_right;
        } else {
            say("  qualifiers " + show(*c.triple) + "   for   " + fact.readings.front());
        }
        if (source_right(*best.wording, *c.triple)) {
            ++score_.source_right;
        } else {
            say("  source     " + show(*c.triple) + "   for   " + best.wording->line);
        }
    }

    void count() {
        for (std::size_t i = 0; i < gold_.facts.size(); ++i) {
            if (gold_.facts[i].optional) {
                continue;
            }
            ++score_.triples.wanted;
            if (!answered_[i]) {
                say("  missing    " + gold_.facts[i].wordings.front().line);
            }
        }
        for (const Candidate& c : found_) {
            if (!c.taken) {
                say("  too much   " + show(*c.triple));
            }
        }
        score_.triples.found += found_.size() - passed_over_;
    }

    /// The gold fact that a triple is about, if its words say so.
    [[nodiscard]] const GoldFact* meant(const Candidate& c) const {
        const GoldFact* best = nullptr;
        double most = kSameFact;
        for (const GoldFact& fact : gold_.facts) {
            for (const GoldWording& wording : fact.wordings) {
                if (const double like = likeness(wording, c); like > most) {
                    most = like;
                    best = &fact;
                }
            }
        }
        return best;
    }

    void check_readings() {
        const auto actual = [](const GoldFact& fact) { return one_of(fact.readings, kActual); };
        if (std::ranges::all_of(gold_.facts, actual)) {
            return;
        }
        for (const Candidate& c : found_) {
            const GoldFact* const fact = meant(c);
            if (fact == nullptr) {
                continue;
            }
            const bool shown = c.reading == kActual;
            if (actual(*fact)) {
                ++score_.plain;
                score_.plain_as_actual += shown ? 1 : 0;
            } else {
                ++score_.not_actual;
                score_.shown_as_actual += shown ? 1 : 0;
            }
            if (actual(*fact) != shown) {
                say((shown ? "  as actual  " : "  not actual ") + show(*c.triple) + "   for   " +
                    fact->readings.front() + " " + fact->wordings.front().line);
            }
        }
    }

    const GoldSentence& gold_;
    ExactScore& score_;
    std::vector<Candidate> found_;
    std::vector<bool> answered_;
    std::size_t passed_over_ = 0;
};

std::string without_blanks(std::string_view text) {
    std::string out;
    for (const std::string_view word : split_blanks(text)) {
        out += word;
    }
    return out;
}

}  // namespace

double ExactCounts::precision() const {
    return found == 0 ? 0 : static_cast<double>(right) / static_cast<double>(found);
}

double ExactCounts::recall() const {
    return wanted == 0 ? 0 : static_cast<double>(right) / static_cast<double>(wanted);
}

ExactScore score_exact(std::span<const GoldSentence> gold, std::span<const FoundSentence> found) {
    std::unordered_map<std::string, std::vector<const FoundTriple*>> triples_of;
    for (const FoundSentence& sentence : found) {
        std::vector<const FoundTriple*>& triples = triples_of[without_blanks(sentence.text)];
        for (const FoundTriple& triple : sentence.triples) {
            if (!triple.derived) {
                triples.push_back(&triple);
            }
        }
    }
    ExactScore score;
    for (const GoldSentence& sentence : gold) {
        ++score.sentences;
        const auto at = triples_of.find(without_blanks(sentence.text));
        score.sentences_found += at != triples_of.end() ? 1 : 0;
        SentenceScorer(sentence,
                       at == triples_of.end() ? std::vector<const FoundTriple*>() : at->second,
                       score)
            .run();
    }
    score.complete.wanted = score.triples.wanted;
    score.complete.found = score.triples.found;
    return score;
}

}  // namespace trefoil::extract
