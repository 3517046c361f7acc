#include "extract/extractors/arguments.hpp"

#include <algorithm>

#include "extract/extractors/build.hpp"
#include "extract/gazetteer.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

/// "in 1957 | and the first school": what is joined to a time and is none belongs elsewhere.
void drop_strangers(const SentenceView& view, std::vector<DraftPhrase>& arguments) {
    const Tree& tree = view.tree;
    for (DraftPhrase& time : arguments) {
        const TokenIndex other = tree.child(time.head, {Rel::Conj});
        if (time.role != Role::Time || other < time.head || is_time(view, other) ||
            tree.token(other).upos == "NUM" || !tree.has_child(other, {Rel::Det})) {
            continue;
        }
        std::erase_if(time.words,
                      [&](TokenIndex t) { return t > time.head && tree.dominates(other, t); });
        trim_punctuation(tree, time.words);
    }
}

/// "on Monday | 26 May", "on Monday, May | 26": the parts of one date are one argument.
void join_dates(const SentenceView& view, std::vector<DraftPhrase>& arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto date =
            std::find_if(view.mentions.begin(), view.mentions.end(), [&](const auto& m) {
                return m.mention.type == EntityType::Date && !arguments[i].clause &&
                       m.first <= arguments[i].head && arguments[i].head <= m.last;
            });
        if (date == view.mentions.end()) {
            continue;
        }
        const auto inside = [&](const DraftPhrase& a) {
            return a.role == Role::Time && !a.words.empty() && date->first <= a.words.front() &&
                   a.words.back() <= date->last;
        };
        if (!inside(arguments[i])) {
            continue;
        }
        arguments.erase(std::remove_if(arguments.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                       arguments.end(), inside),
                        arguments.end());
        for (TokenIndex t = arguments[i].words.front(); t <= date->last; ++t) {
            arguments[i].words.push_back(t);
        }
        TokenSet& words = arguments[i].words;
        std::sort(words.begin(), words.end());
        words.erase(std::unique(words.begin(), words.end()), words.end());
    }
}

/// "once | a week", "two times | a day": how often.
void join_frequency(const Tree& tree, std::vector<DraftPhrase>& arguments) {
    for (DraftPhrase& often : arguments) {
        const auto period =
            std::find_if(arguments.begin(), arguments.end(), [&](const DraftPhrase& a) {
                return &a != &often && !often.words.empty() && a.role == Role::Time &&
                       a.preposition.empty() && a.words.size() == 2 &&
                       a.words.front() == often.words.back() + 1 &&
                       (tree.form(a.words.front()) == "a" || tree.form(a.words.front()) == "an");
            });
        const bool counts =
            !often.words.empty() &&
            (tree.form(often.words.back()) == "times" || tree.form(often.words.back()) == "once" ||
             tree.form(often.words.back()) == "twice" || tree.form(often.words.back()) == "thrice");
        if (period != arguments.end() && counts && often.preposition.empty()) {
            often.words.insert(often.words.end(), period->words.begin(), period->words.end());
            often.role = Role::Time;
            arguments.erase(period);
            return;
        }
    }
}

/// "a week | after the vote", "at a time | when few came", "a year | before leaving": one time.
void join_span(const Tree& tree, TokenIndex verb, std::vector<DraftPhrase>& arguments) {
    for (DraftPhrase& span : arguments) {
        const bool adverb = !span.words.empty() && tree.token(span.head).upos == "ADV";
        if (span.role != Role::Time || span.words.empty() ||
            (adverb && tree.form(span.head) != "soon")) {
            continue;  // "met again | after the war"
        }
        const TokenIndex mark = span.words.back() + 1;
        if (mark >= tree.size() || tree.head(mark) == kRoot) {
            continue;
        }
        const bool when = tree.form(mark) == "when" && tree.has_child(span.head, {Rel::Det}) &&
                          tree.form(tree.child(span.head, {Rel::Det})) == "a";
        const bool after =
            (tree.form(mark) == "after" || tree.form(mark) == "before") && span.preposition.empty();
        if (!when && !after) {
            continue;
        }
        const TokenIndex head = tree.head(mark);
        TokenSet words = clause_phrase(tree, head);
        std::erase_if(words, [&](TokenIndex t) { return t < mark; });
        if (!(when || tree.is(mark, {Rel::Case, Rel::Mark})) || words.empty() ||
            tree.dominates(head, verb)) {
            continue;
        }
        span.words.insert(span.words.end(), words.begin(), words.end());
        std::erase_if(arguments, [&](const DraftPhrase& a) { return a.head == head; });
        return;
    }
}

}  // namespace

bool is_rate(const Tree& tree, const DraftPhrase& time, const DraftPhrase& object) {
    if (time.role != Role::Time || !time.preposition.empty() || time.words.size() != 2 ||
        object.words.empty() || object.words.back() + 1 != time.words.front() ||
        (tree.form(time.words.front()) != "a" && tree.form(time.words.front()) != "an")) {
        return false;
    }
    const TokenIndex unit = object.words.back();
    return tree.is_noun(unit) && tree.has_child(unit, {Rel::Nummod});
}

void join_times(const SentenceView& view, TokenIndex verb, std::vector<DraftPhrase>& arguments) {
    drop_strangers(view, arguments);
    join_dates(view, arguments);
    join_span(view.tree, verb, arguments);
    join_frequency(view.tree, arguments);
}

bool is_of_another(const Tree& tree, const DraftPhrase& argument,
                   const std::vector<DraftPhrase>& before) {
    return !argument.preposition.empty() &&
           std::any_of(before.begin(), before.end(), [&](const DraftPhrase& other) {
               return lower_words(tree, other.preposition) ==
                          lower_words(tree, argument.preposition) &&
                      tree.lemma(other.head) == tree.lemma(argument.head);
           });
}

bool tells_of_noun(const SentenceView& view, const Clause& c) {
    const Tree& tree = view.tree;
    const TokenIndex noun = c.noun >= 0 ? c.noun : c.subject;
    const TokenIndex mark = tree.child(c.head, {Rel::Mark});
    if (mark >= 0 && tree.token(c.head).xpos == "VBG") {
        return tree.form(mark) == "of";  // "the process of doing it", not "partners in doing it"
    }
    if (is_negation(tree.form(noun)) || tree.form(noun) == "nothing" ||
        tree.form(noun) == "nobody" || tree.child_form(noun, "no") >= 0) {
        return false;
    }
    const TokenIndex above = tree.head(noun);
    if (above != kRoot && (tree.form(above) == "none" || tree.form(above) == "neither") &&
        tree.child_form(noun, "of") >= 0) {
        return false;
    }
    const std::string_view verb = tree.lemma(c.head);
    const TokenIndex next = c.head + 1;
    if (tree.token(c.head).xpos != "VBG") {
        const bool than = verb == "compare" && next < tree.size() &&
                          (tree.form(next) == "to" || tree.form(next) == "with");
        const bool in_view_of = verb == "give" && c.agent < 0 && c.object > c.head;
        return !than && !in_view_of;
    }
    const bool below_preposition = !preposition_tokens(tree, noun).empty();
    if (!below_preposition || view.gazetteer == nullptr) {
        return true;
    }
    const auto what = view.gazetteer->noun_class(tree.lemma(noun));
    const bool place = view.is_name(noun) && view.type_at(noun) == EntityType::Place;
    return verb != "use" && !place &&
           (!what ||
            (*what != NounClass::Act && *what != NounClass::Location && *what != NounClass::State));
}

std::optional<DraftPhrase> when_so(const SentenceView& view, TokenIndex head) {
    const Tree& tree = view.tree;
    for (const TokenIndex child : tree.children(head)) {
        const TokenIndex when = tree.child_form(child, "when");
        if (child > head && tree.is(child, {Rel::Advcl, Rel::AdvclRelcl}) && when > head &&
            tree.subtree(child).front() == when && !tree.is_tensed(child) &&
            !tree.has_child(child, {Rel::Nsubj, Rel::NsubjPass, Rel::Expl, Rel::Csubj})) {
            DraftPhrase phrase = clause_argument(view, child);
            phrase.role = Role::Time;
            return phrase;
        }
    }
    return std::nullopt;
}

DraftPhrase antecedent(const Tree& tree, TokenIndex noun) {
    PhraseOptions options;
    options.clauses = false;
    DraftPhrase phrase;
    phrase.head = noun;
    phrase.words = noun_phrase(tree, noun, options);
    return phrase;
}

void join_comparison(const Tree& tree, TokenIndex verb, std::vector<DraftPhrase>& arguments) {
    std::erase_if(arguments, [&](const DraftPhrase& a) {
        return a.words.size() == 1 && tree.form(a.words.front()) == "ago";
    });
    for (const TokenIndex child : tree.children(verb)) {
        const TokenIndex mark = tree.child(child, {Rel::Mark});
        if (child < verb || tree.rel(child) != Rel::Advcl || mark < verb ||
            tree.form(mark) != "as") {
            continue;
        }
        if (tree.lemma(child) == "follow" && mark + 1 == child &&
            tree.children(child).size() == 1) {
            DraftPhrase phrase;  // "is | as follows"
            phrase.head = child;
            phrase.words = {mark, child};
            phrase.role = Role::Manner;
            arguments.push_back(std::move(phrase));
            return;
        }
    }
    for (auto as = arguments.begin(); as != arguments.end(); ++as) {
        if (as->words.size() != 1 || tree.form(as->words.front()) != "as") {
            continue;
        }
        const auto adverb = std::find_if(as, arguments.end(), [&](const DraftPhrase& a) {
            return !a.words.empty() && a.words.front() == as->words.front() + 1;
        });
        if (adverb != arguments.end()) {
            adverb->words.insert(adverb->words.begin(), as->words.front());
            const TokenIndex next = adverb->words.back() + 1;
            const TokenIndex clause =
                next < tree.size() && tree.form(next) == "as" ? tree.head(next) : -1;
            if (clause > next && tree.head(clause) == verb) {
                const TokenSet words = clause_phrase(tree, clause);
                adverb->words.insert(adverb->words.end(), words.begin(), words.end());
            }
        }
        arguments.erase(as);  // alone it compares with nothing
        return;
    }
}

void take_share(const Tree& tree, const Clause& participle, DraftPhrase& subject) {
    const TokenIndex noun = participle.noun;
    const TokenIndex share = noun < 0 ? -1 : tree.head(noun);
    if (participle.link != Rel::Acl || !participle.participle || subject.head != noun ||
        share == kRoot || share > noun || tree.rel(noun) != Rel::Nmod ||
        tree.child_form(noun, "of") < share || !tree.has_child(noun, {Rel::NmodPoss})) {
        return;
    }
    constexpr std::string_view kShares[] = {"some", "many", "most", "several", "half", "all",
                                            "few",  "lot",  "much", "part",    "both", "none"};
    if (tree.token(share).upos != "NUM" &&
        std::find(std::begin(kShares), std::end(kShares), tree.lemma(share)) == std::end(kShares)) {
        return;
    }
    const TokenIndex determiner = tree.child(share, {Rel::Det});
    const TokenIndex first = determiner >= 0 && determiner < share ? determiner : share;
    for (TokenIndex t = subject.words.front() - 1; t >= first; --t) {
        subject.words.insert(subject.words.begin(), t);
    }
    subject.head = share;
}

std::optional<DraftPhrase> where_it_is(const SentenceView& view, const Clause& relative) {
    const Tree& tree = view.tree;
    const TokenIndex where = tree.child_form(relative.head, "where");
    const bool comma = where > 1 && tree.form(where - 1) == ",";
    const bool relates = relative.link == Rel::AclRelcl || relative.link == Rel::AdvclRelcl ||
                         (relative.link == Rel::Advcl && comma);
    if (!relates || where < 1) {
        return std::nullopt;
    }
    // Of several nouns the one right before "where" is meant, unless the tree is sure.
    TokenIndex noun = comma ? where - 2 : where - 1;
    while (tree.is(noun, {Rel::Flat, Rel::Compound}) && tree.head(noun) != kRoot) {
        noun = tree.head(noun);
    }
    constexpr std::uint8_t kSure = 204;  // 80 %
    const bool sure =
        relative.noun >= 0 && relative.noun < where && tree.token(relative.head).sureness >= kSure;
    noun = sure && tree.dominates(relative.noun, noun) ? relative.noun : noun;
    // "at the University of South X, where": the whole name.
    for (const EntityMention& m : view.mentions) {
        if (m.mention.kind == MentionKind::Name && m.first <= noun && noun <= m.last &&
            tree.dominates(m.head, noun) && m.last < where) {
            noun = m.head;
        }
    }
    const bool joined = tree.rel(noun) == Rel::Conj && tree.is_proper(noun) &&
                        tree.is(tree.head(noun), {Rel::Nmod});  // "of Pride and Joy, where"
    const bool first_of_two = tree.is_proper(noun) && tree.has_child(noun, {Rel::Conj});
    if (joined || first_of_two || noun > where || !tree.is_noun(noun) || tree.form(noun) == "one" ||
        is_time(view, noun) || view.type_at(noun) == EntityType::Person) {
        return std::nullopt;
    }
    DraftPhrase phrase = antecedent(tree, noun);
    while (phrase.words.size() > 1 && tree.rel(phrase.words.front()) == Rel::Advmod) {
        phrase.words.erase(phrase.words.begin());  // "| especially | in school, where"
    }
    phrase.role = Role::Place;
    return phrase;
}

void cut_to_antecedent(const Tree& tree, const Clause& clause, DraftPhrase& subject) {
    constexpr std::string_view kFocus[] = {
        "only",     "just",     "even",    "especially", "particularly", "mainly", "mostly",
        "probably", "possibly", "perhaps", "primarily",  "merely",       "simply", "notably",
        "chiefly",  "largely",  "also",    "most",       "maybe"};
    TokenSet& words = subject.words;
    TokenIndex top = clause.head;  // "the plan, made | to end it, ..." is cut before "made"
    for (TokenIndex at = top; at != kRoot && at != subject.head; at = tree.head(at)) {
        const bool made = tree.is(at, {Rel::Acl}) && tree.token(at).xpos == "VBN";
        const bool unable =
            tree.is(at, {Rel::Amod}) && at > subject.head;  // "birds unable | to fly"
        top = (made || unable) && tree.head(at) == subject.head ? at : top;
    }
    const TokenSet own = tree.subtree(top);
    const bool before = clause.antecedent_subject && subject.head < own.front();
    std::erase_if(words, [&](TokenIndex t) {
        return std::binary_search(own.begin(), own.end(), t) || (before && t > own.back());
    });
    while (words.size() > 1 && words.front() < subject.head &&
           tree.token(words.front()).upos == "ADV" &&
           std::find(std::begin(kFocus), std::end(kFocus), tree.form(words.front())) !=
               std::end(kFocus)) {
        words.erase(words.begin());
    }
    if (words.size() > 2 && tree.form(words[0]) == "for" &&
        (tree.form(words[1]) == "example" || tree.form(words[1]) == "instance")) {
        words.erase(words.begin(), words.begin() + 2);
    }
    trim_punctuation(tree, words);
}

std::vector<DraftPhrase> fronted_adverbs(const Tree& tree, TokenIndex head, TokenIndex subject) {
    constexpr std::string_view kAdverbs[] = {
        "usually",   "sometimes",    "often",      "typically", "normally",     "generally",
        "initially", "occasionally", "originally", "formerly",  "traditionally"};
    std::vector<DraftPhrase> result;
    for (const TokenIndex child : tree.children(head)) {
        const bool comma = child + 1 < subject && tree.form(child + 1) == ",";
        if (comma && tree.rel(child) == Rel::Advmod && tree.children(child).size() <= 1 &&
            std::find(std::begin(kAdverbs), std::end(kAdverbs), tree.form(child)) !=
                std::end(kAdverbs)) {
            DraftPhrase adverb;
            adverb.head = child;
            adverb.words = {child};
            adverb.role = Role::Time;
            result.push_back(std::move(adverb));
        }
    }
    return result;
}

void name_owner(const SentenceView& view, const Clause& relative, DraftPhrase& subject) {
    const Tree& tree = view.tree;
    const TokenIndex whose = tree.child_form(subject.head, "whose");
    if (whose < 0 || relative.noun < 0 || relative.noun > whose) {
        return;
    }
    TokenSet words = antecedent(tree, relative.noun).words;
    words.insert(words.end(), subject.words.begin(), subject.words.end());
    words.push_back(whose);
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    subject.words = std::move(words);
}

}  // namespace trefoil::extract
