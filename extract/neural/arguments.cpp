// Heads and relations are chosen word by word, so two words can both be found to be the subject of
// one verb, which no tree of the training text has. That a core role is filled once is a constraint
// of semantic role labelling too (Punyakanok et al. 2004). Few clauses break it, so it is met
// greedily.
#include "extract/neural/arguments.hpp"

#include <algorithm>

namespace trefoil::extract::neural {

namespace {

/// The share that a reading keeps at least of the one it reroles.
constexpr float kMuchLess = 1.0F / 7;

bool share_role(const WordResult& a, const WordResult& b, std::span<const Role> roles) {
    const Role role = roles[a.deprel];
    const Role other = roles[b.deprel];
    return a.head == b.head && ((role == Role::Subject && other == Role::Subject) ||
                                (role == Role::Object && other == Role::Clause) ||
                                (role == Role::Clause && other == Role::Object));
}

/// `head` (0 the root, else from 1) is word `word` (from 0) or below it.
bool is_below(std::span<const WordResult> words, std::int32_t head, std::size_t word) {
    while (head != 0) {
        const auto at = static_cast<std::size_t>(head - 1);
        if (at == word) {
            return true;
        }
        head = words[at].head;
    }
    return false;
}

/// One of the words between `head` (from 1) and word `word` (from 0) passes `test`.
template <typename Test>
bool any_between(std::span<const WordResult> words, std::int32_t head, std::size_t word,
                 Test test) {
    const auto other = static_cast<std::size_t>(head - 1);
    const auto first = words.begin() + static_cast<std::ptrdiff_t>(std::min(word, other) + 1);
    const auto last = words.begin() + static_cast<std::ptrdiff_t>(std::max(word, other));
    return std::any_of(first, last, test);
}

/// A tree of English can have the reading.
bool is_possible(std::span<const WordResult> words, std::span<const Role> roles, std::size_t word,
                 const Reading& reading) {
    const bool moves = reading.head != words[word].head;
    if (moves &&
        (is_below(words, reading.head, word) ||
         any_between(words, reading.head, word, [](const WordResult& w) { return w.head == 0; }))) {
        return false;
    }
    return roles[reading.deprel] != Role::Apposition ||
           any_between(words, reading.head, word,
                       [&](const WordResult& w) { return roles[w.deprel] == Role::Mark; });
}

WordResult take(WordResult word, const Reading& reading) {
    word.head = reading.head;
    word.deprel = reading.deprel;
    word.arc_share = reading.arc_share;
    word.label_share = reading.label_share;
    return word;
}

/// The likeliest change that leaves fewer doubled words; false if there is none.
bool settle_one(std::span<WordResult> words, std::span<const Role> roles,
                std::span<const OtherReadings> others) {
    const std::size_t doubled = count_doubled(words, roles);
    float best = kMuchLess;
    std::size_t best_word = words.size();
    WordResult best_result;
    for (const OtherReadings& other : others) {
        WordResult& word = words[other.word];
        const WordResult before = word;
        for (std::size_t i = 0; i < other.count; ++i) {
            const Reading& reading = other.readings[i];
            const float ratio =
                reading.arc_share * reading.label_share / (before.arc_share * before.label_share);
            if (!(ratio > best) || !is_possible(words, roles, other.word, reading)) {
                continue;
            }
            word = take(before, reading);
            if (count_doubled(words, roles) < doubled) {
                best = ratio;
                best_word = other.word;
                best_result = word;
            }
            word = before;
        }
    }
    if (best_word == words.size()) {
        return false;
    }
    words[best_word] = best_result;
    return true;
}

}  // namespace

Role role_of(std::string_view deprel) {
    if (deprel == "nsubj" || deprel == "nsubj:pass") {
        return Role::Subject;
    }
    if (deprel == "obj") {
        return Role::Object;
    }
    if (deprel == "ccomp") {
        return Role::Clause;
    }
    if (deprel == "appos") {
        return Role::Apposition;
    }
    return deprel == "punct" ? Role::Mark : Role::None;
}

std::size_t count_doubled(std::span<const WordResult> words, std::span<const Role> roles) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const Role role = roles[words[i].deprel];
        if (role != Role::Subject && role != Role::Object && role != Role::Clause) {
            continue;
        }
        for (std::size_t j = 0; j < i; ++j) {
            if (share_role(words[i], words[j], roles)) {
                ++count;
                break;
            }
        }
    }
    return count;
}

std::vector<std::size_t> find_doubled(std::span<const WordResult> words,
                                      std::span<const Role> roles) {
    std::vector<std::size_t> doubled;
    if (count_doubled(words, roles) == 0) {
        return doubled;
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
        for (std::size_t j = 0; j < words.size(); ++j) {
            if (i != j && share_role(words[i], words[j], roles)) {
                doubled.push_back(i);
                break;
            }
        }
    }
    return doubled;
}

void settle_doubled(std::span<WordResult> words, std::span<const Role> roles,
                    std::span<const OtherReadings> others) {
    while (settle_one(words, roles, others)) {
    }
}

}  // namespace trefoil::extract::neural
