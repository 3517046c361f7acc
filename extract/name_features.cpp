// Features of the name tagger. A word is seen as its lower-case form, shape, affixes, three word
// clusters, the way it is written in training text, and bits of the gazetteer entries it is part
// of. Each of these and small tuples of them over a window of five words become 32-bit hashes. A
// run of capitalised words adds what stands around the run.
#include "extract/name_features.hpp"

#include <algorithm>
#include <atomic>
#include <functional>
#include <string>
#include <utility>

#include "base/utf8.hpp"

namespace trefoil::extract {

namespace {

constexpr std::uint64_t kPrime = 0x9E3779B97F4A7C15ULL;

std::uint64_t mix(std::uint64_t h, std::uint64_t value) {
    h = (h ^ value) * kPrime;
    return h ^ (h >> 29);
}

std::uint64_t pair(std::uint64_t a, std::uint64_t b) {
    return mix(mix(0x8CB92BA72F3D8DD7ULL, a), b);
}

std::uint64_t triple(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
    return mix(pair(a, b), c);
}

enum Caps : std::uint64_t { kNoLetter, kLower, kInitial, kAll, kMixed, kDigits, kSingle };

/// Gazetteer bits.
enum Known : std::uint32_t {
    kFirstName = 1,
    kPlace = 2,
    kLargePlace = 4,
    kCountry = 8,
    kRegion = 16,
    kDemonym = 32,
    kTitle = 64,
    kPlaceInside = 128,  // a later word of a place name of several words
    kPersonNoun = 256,
    kGroupNoun = 512,
};

struct Word {
    std::uint64_t lower = 0;
    std::uint64_t exact = 0;
    std::uint64_t shape = 0;
    std::uint64_t folded_shape = 0;
    std::uint64_t caps = kNoLetter;
    std::uint64_t habit = 0;
    WordClusters::Slot clusters;
    std::uint32_t known = 0;  ///< first of the word alone, then also of phrases that it is part of
    bool may_bound = false;   ///< may begin or end a name
    std::array<std::uint64_t, 3> prefixes{};
    std::array<std::uint64_t, 4> suffixes{};
};

struct Letters {
    std::size_t upper = 0;
    std::size_t lower = 0;
    std::size_t digits = 0;
    bool first_upper = false;
};

char shape_of(char32_t c, Letters& letters, bool first) {
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) ||
        (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F)) {
        ++letters.upper;
        letters.first_upper = letters.first_upper || first;
        return 'X';
    }
    if ((c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0x2000)) {
        ++letters.lower;
        return 'x';
    }
    if (c >= '0' && c <= '9') {
        ++letters.digits;
        return '0';
    }
    if (c == 0x2019 || c == 0x2018) {
        return '\'';
    }
    if (c == 0x2013 || c == 0x2014) {
        return '-';
    }
    return c < 128 ? static_cast<char>(c) : '*';
}

std::uint64_t hash_text(std::string_view text) {
    std::uint64_t h = 0x1234567;
    for (const char c : text) {
        h = mix(h, static_cast<unsigned char>(c));
    }
    return h;
}

std::string lower_of(std::string_view form) {
    std::string out;
    for (std::size_t at = 0; at < form.size(); at += code_point_size(form, at)) {
        char32_t c = code_point_at(form, at);
        if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7)) {
            c += 32;
        } else if (c >= '0' && c <= '9') {
            c = '0';
        }
        append_utf8(out, c);
    }
    return out;
}

void set_affixes(Word& word, const std::string& lower) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < word.prefixes.size(); ++i) {
        at = at < lower.size() ? at + code_point_size(lower, at) : at;
        word.prefixes[i] = pair(i, hash_text(std::string_view(lower).substr(0, at)));
    }
    std::size_t back = lower.size();
    for (std::size_t i = 0; i < word.suffixes.size(); ++i) {
        if (back > 0) {
            --back;
            while (back > 0 && (static_cast<unsigned char>(lower[back]) & 0xC0) == 0x80) {
                --back;
            }
        }
        word.suffixes[i] = pair(i, hash_text(std::string_view(lower).substr(back)));
    }
}

Word describe(const std::string& form, const CaseHabits& habits, const WordClusters& clusters) {
    Word word;
    word.lower = word_hash(form);
    word.exact = hash_text(form);
    Letters letters;
    std::string shape;
    std::string folded;
    for (std::size_t at = 0; at < form.size(); at += code_point_size(form, at)) {
        const char s = shape_of(code_point_at(form, at), letters, at == 0);
        if (shape.size() < 12) {
            shape += s;
        }
        if (folded.empty() || folded.back() != s) {
            folded += s;
        }
    }
    word.shape = hash_text(shape);
    word.folded_shape = hash_text(folded.substr(0, 12));
    if (letters.upper + letters.lower == 0) {
        word.caps = letters.digits > 0 ? kDigits : kNoLetter;
    } else if (letters.upper == 0) {
        word.caps = kLower;
    } else if (letters.lower == 0) {
        word.caps = letters.upper == 1 ? kSingle : kAll;
    } else {
        word.caps = letters.first_upper && letters.upper == 1 ? kInitial : kMixed;
    }
    word.habit = habits.of(word.lower);
    word.clusters = clusters.of(word.lower);
    word.may_bound = has_name_letter(form) || word.habit != CaseHabits::Lower;
    set_affixes(word, lower_of(form));
    return word;
}

bool is_capital(const Word& word) {
    return word.caps >= kInitial && word.caps != kDigits;
}

/// Bits of places of this name.
std::uint32_t place_bits(const Gazetteer& gazetteer, const std::string& name) {
    const PlaceSenses senses = gazetteer.place_senses(name);
    std::uint32_t bits = 0;
    bits |= senses.country ? kCountry : 0U;
    bits |= senses.region ? kRegion : 0U;
    bits |= senses.town && !senses.common_word ? kPlace : 0U;
    bits |= senses.population > 200000 ? kLargePlace : 0U;
    return bits;
}

std::string lower_ascii(std::string_view form) {
    std::string out(form);
    for (char& c : out) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return out;
}

/// Bits of the entries of one word.
std::uint32_t known_alone(const Gazetteer& gazetteer, const std::string& form, const Word& word) {
    std::uint32_t bits = 0;
    if (is_capital(word)) {
        bits = place_bits(gazetteer, form);
        bits |= gazetteer.first_name(form) ? kFirstName : 0U;
        bits |= gazetteer.country_of_demonym(form) ? kDemonym : 0U;
        bits |= gazetteer.title(form) ? kTitle : 0U;
    } else if (word.caps == kLower) {
        const std::string lower = lower_ascii(form);
        const auto kind = gazetteer.noun_class(lower);
        bits |= kind == NounClass::Person ? kPersonNoun : 0U;
        bits |= kind == NounClass::Group ? kGroupNoun : 0U;
        bits |= gazetteer.title(lower) ? kTitle : 0U;
    }
    return bits;
}

/// Adds the bits of entries that start at token `i` and span two to four tokens.
void look_up_phrases(const Gazetteer& gazetteer, const Sentence& sentence, std::size_t i,
                     std::vector<Word>& words) {
    std::string phrase = sentence.tokens[i].form;
    for (std::size_t n = 2; n <= 4 && i + n <= words.size(); ++n) {
        const std::string& form = sentence.tokens[i + n - 1].form;
        if (!is_capital(words[i + n - 1]) && form != "of" && form != "-" && form != "the" &&
            form != "de") {
            break;
        }
        phrase += " " + form;
        if (const std::uint32_t bits = place_bits(gazetteer, phrase); bits != 0) {
            words[i].known |= bits;
            for (std::size_t k = i + 1; k < i + n; ++k) {
                words[k].known |= kPlaceInside;
            }
        }
        if (n == 2 && gazetteer.title(phrase)) {
            words[i].known |= kTitle;
            words[i + 1].known |= kTitle;
        }
    }
}

/// The words that this thread saw last. Texts repeat their words, and describing one takes longer
/// than all else that is done with it.
class RecentWords {
  public:
    /// `describe` is called for a word that is not remembered.
    template <class Describe>
    const Word& of(std::uint64_t number, const std::string& form, Describe describe) {
        Slot& slot = slots_[(std::hash<std::string>()(form) ^ number) % kSlots];
        if (slot.number != number || slot.form != form) {
            slot.word = describe();
            slot.form = form;
            slot.number = number;
        }
        return slot.word;
    }

  private:
    static constexpr std::size_t kSlots = 4096;

    struct Slot {
        std::uint64_t number = 0;  ///< 0: empty
        std::string form;
        Word word;
    };

    std::vector<Slot> slots_ = std::vector<Slot>(kSlots);
};

/// Objects made so far in this process.
std::atomic<std::uint64_t> feature_makers = 0;

/// Which words stand at most `kReach` words from one that may begin or end a name.
std::vector<std::uint8_t> near_names(const std::vector<Word>& words) {
    constexpr std::size_t kReach = 2;
    const std::size_t n = words.size();
    std::vector<std::uint8_t> near(n);
    for (std::size_t i = 0; i < n; ++i) {
        if (words[i].may_bound) {
            const std::size_t from = i < kReach ? 0 : i - kReach;
            const std::size_t to = std::min(n, i + kReach + 1);
            std::fill(near.begin() + static_cast<std::ptrdiff_t>(from),
                      near.begin() + static_cast<std::ptrdiff_t>(to), std::uint8_t{1});
        }
    }
    return near;
}

/// 0: ordinary, 1: nearly all words in capitals, 2: nearly all words capitalised (a headline).
std::uint64_t sentence_style(const std::vector<Word>& words) {
    std::size_t all = 0;
    std::size_t capital = 0;
    std::size_t letters = 0;
    for (const Word& word : words) {
        if (word.caps == kNoLetter || word.caps == kDigits || word.caps == kSingle) {
            continue;
        }
        ++letters;
        all += word.caps == kAll ? 1U : 0U;
        capital += is_capital(word) ? 1U : 0U;
    }
    if (letters < 4) {
        return letters > 1 && all == letters ? 1 : 0;
    }
    return all * 10 >= letters * 7 ? 1 : capital * 10 >= letters * 7 ? 2 : 0;
}

/// A maximal run of capitalised words, small joining words inside allowed ("Bank of America").
struct Run {
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::vector<Run> capital_runs(const std::vector<Word>& words, const Sentence& sentence) {
    std::vector<Run> runs(words.size());
    for (std::size_t i = 0; i < words.size();) {
        if (!is_capital(words[i])) {
            runs[i] = {i, i};
            ++i;
            continue;
        }
        std::size_t end = i + 1;
        while (end < words.size()) {
            const std::string& form = sentence.tokens[end].form;
            if (is_capital(words[end]) || (words[end].caps == kDigits && end + 1 < words.size())) {
                ++end;
            } else if (end + 1 < words.size() && is_capital(words[end + 1]) &&
                       (form == "of" || form == "-" || form == "&" || form == "de" ||
                        form == "al" || form == "van")) {
                end += 2;
            } else {
                break;
            }
        }
        for (std::size_t k = i; k < end; ++k) {
            runs[k] = {i, end};
        }
        i = end;
    }
    return runs;
}

class Extractor {
  public:
    Extractor(const std::vector<Word>& words, const std::vector<Run>& runs, std::uint64_t style,
              std::vector<std::uint32_t>& out)
        : words_(words), runs_(runs), style_(style), out_(out) {}

    void token(std::size_t i, NameDropout dropout) {
        drop_ = dropout;
        const Word& w = at(i, 0);
        caps_ = w.caps + 8 * style_;
        add(0, 0);
        if (!drop_.word) {
            identity(i, w);
        }
        context(i);
        shapes(i, w);
        clusters(i, w);
        if (!drop_.gazetteer) {
            gazetteer(i, w);
        }
        run(i);
    }

  private:
    [[nodiscard]] const Word& at(std::size_t i, int offset) const {
        static const Word kBefore = [] {
            Word word;
            word.lower = word.exact = word.shape = word.folded_shape = 11;
            return word;
        }();
        const auto k = static_cast<std::ptrdiff_t>(i) + offset;
        return k < 0 || k >= static_cast<std::ptrdiff_t>(words_.size())
                   ? kBefore
                   : words_[static_cast<std::size_t>(k)];
    }

    void add(std::uint64_t id, std::uint64_t value) {
        out_.push_back(
            static_cast<std::uint32_t>(mix(mix(0x5851F42D4C957F2DULL, id), value) >> 32));
    }

    void identity(std::size_t i, const Word& w) {
        add(1, w.lower);
        add(2, w.exact);
        add(3, pair(at(i, -1).lower, w.lower));
        add(4, pair(w.lower, at(i, 1).lower));
        add(5, pair(w.lower, caps_));
        add(6, w.suffixes[3]);
        add(7, pair(w.prefixes[2], caps_));
    }

    void context(std::size_t i) {
        const Word& p = at(i, -1);
        const Word& n = at(i, 1);
        add(10, p.lower);
        add(11, n.lower);
        add(12, at(i, -2).lower);
        add(13, at(i, 2).lower);
        add(14, pair(p.lower, caps_));
        add(15, pair(n.lower, caps_));
        add(16, triple(p.lower, n.lower, caps_));
        add(17, triple(at(i, -2).lower, p.lower, caps_));
        add(18, triple(n.lower, at(i, 2).lower, caps_));
        add(19, triple(at(i, -2).lower, p.caps, caps_));
        add(20, pair(p.suffixes[2], caps_));
        add(21, pair(n.suffixes[2], caps_));
        add(22, triple(at(i, 2).lower, n.caps, caps_));
    }

    void shapes(std::size_t i, const Word& w) {
        const Word& p = at(i, -1);
        const Word& n = at(i, 1);
        const std::uint64_t first = i == 0 ? 1 : i == 1 ? 2 : 0;
        add(30, w.shape);
        add(31, pair(w.folded_shape, style_));
        add(32, pair(p.folded_shape, w.folded_shape));
        add(33, pair(w.folded_shape, n.folded_shape));
        add(34, triple(p.caps, caps_, n.caps));
        add(35, pair(pair(at(i, -2).caps, p.caps), triple(caps_, n.caps, at(i, 2).caps)));
        add(36, triple(first, caps_, w.habit));
        add(37, pair(caps_, w.habit));
        add(38, triple(first, caps_, pair(n.caps, n.habit)));
        add(39, pair(pair(p.caps, p.habit), pair(caps_, w.habit)));
        for (const std::uint64_t suffix : {w.suffixes[0], w.suffixes[1], w.suffixes[2]}) {
            add(40, pair(suffix, caps_));
        }
        add(41, pair(w.prefixes[0], caps_));
        add(42, pair(w.prefixes[1], caps_));
    }

    void clusters(std::size_t i, const Word& w) {
        const auto& c = w.clusters;
        const auto& p = at(i, -1).clusters;
        const auto& n = at(i, 1).clusters;
        const auto& pp = at(i, -2).clusters;
        const auto& nn = at(i, 2).clusters;
        add(50, pair(c.fine, caps_));
        add(51, pair(c.middle, caps_));
        add(52, pair(c.coarse, caps_));
        add(53, pair(p.fine, caps_));
        add(54, pair(n.fine, caps_));
        add(55, pair(p.middle, caps_));
        add(56, pair(n.middle, caps_));
        add(57, triple(p.middle, c.middle, caps_));
        add(58, triple(c.middle, n.middle, caps_));
        add(59, triple(p.coarse, c.coarse, pair(n.coarse, caps_)));
        add(60, pair(pp.middle, caps_));
        add(61, pair(nn.middle, caps_));
        add(62, triple(p.middle, n.middle, caps_));
        add(63, triple(pp.coarse, p.coarse, pair(caps_, c.coarse)));
        add(64, triple(c.middle, at(i, -1).lower, caps_));
        add(65, triple(c.middle, at(i, 1).lower, caps_));
        add(66, triple(c.coarse, w.habit, pair(caps_, w.suffixes[1])));
    }

    void gazetteer(std::size_t i, const Word& w) {
        const Word& p = at(i, -1);
        const Word& n = at(i, 1);
        add(70, pair(w.known, caps_));
        for (std::uint32_t bit = 1; bit <= kGroupNoun; bit *= 2) {
            if ((w.known & bit) != 0) {
                add(71, pair(bit, caps_));
                add(72, triple(bit, caps_, p.lower));
                add(73, triple(bit, caps_, n.lower));
                add(74, triple(bit, w.clusters.middle, caps_));
            }
        }
        add(75, triple(p.known, w.known, caps_));
        add(76, triple(w.known, n.known, caps_));
        add(77, triple(p.known, caps_, n.known));
        add(78, triple(at(i, -2).known, p.known, pair(w.known, caps_)));
    }

    /// What stands around and at the ends of the run of capitalised words that `i` is in.
    void run(std::size_t i) {
        const Run run = runs_[i];
        if (run.begin == run.end || style_ != 0) {
            return;
        }
        const int before = static_cast<int>(run.begin) - static_cast<int>(i) - 1;
        const int after = static_cast<int>(run.end) - static_cast<int>(i);
        const std::uint64_t length = std::min<std::uint64_t>(run.end - run.begin, 5);
        const std::uint64_t place =
            pair(std::min<std::size_t>(i - run.begin, 3), std::min<std::size_t>(run.end - i, 3));
        const Word& last = words_[run.end - 1];
        const Word& first = words_[run.begin];
        add(80, triple(at(i, before).lower, length, place));
        add(81, triple(at(i, after).lower, length, place));
        add(82, pair(at(i, before).lower, at(i, after).lower));
        add(83, pair(at(i, before).clusters.middle, place));
        add(84, pair(at(i, after).clusters.middle, place));
        add(85, pair(at(i, after).clusters.fine, length));
        add(86, pair(at(i, before).clusters.fine, length));
        if (!drop_.word) {
            add(87, pair(last.lower, place));
            add(88, pair(first.lower, place));
        }
        add(89, pair(last.clusters.fine, place));
        add(90, pair(last.clusters.middle, length));
        add(91, pair(first.clusters.middle, place));
        add(92, triple(first.clusters.coarse, last.clusters.coarse, place));
        add(93, triple(run.begin == 0 ? 1 : 0, length, place));
        if (!drop_.gazetteer) {
            add(94, triple(first.known, last.known, place));
        }
        add(95, triple(at(i, before).lower, last.clusters.middle, length));
    }

    const std::vector<Word>& words_;
    const std::vector<Run>& runs_;
    std::uint64_t style_;
    std::vector<std::uint32_t>& out_;
    NameDropout drop_;
    std::uint64_t caps_ = 0;
};

}  // namespace

bool has_name_letter(std::string_view form) {
    return std::ranges::any_of(form, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               (static_cast<unsigned char>(c) & 0x80) != 0;
    });
}

std::uint32_t WordClusters::key_of(std::uint64_t word_hash) {
    const auto key = static_cast<std::uint32_t>(word_hash >> 32);
    return key == 0 ? 1 : key;
}

WordClusters::Slot WordClusters::of(std::uint64_t word_hash) const {
    if (slots_.empty()) {
        return {};
    }
    const std::uint32_t key = key_of(word_hash);
    for (std::size_t i = key;; ++i) {
        const Slot& slot = slots_[i & (slots_.size() - 1)];
        if (slot.key == key) {
            return slot;
        }
        if (slot.key == 0) {
            return {};
        }
    }
}

std::vector<WordClusters::Slot> WordClusters::build(std::span<const Slot> entries) {
    std::size_t size = 16;
    while (size < entries.size() * 5 / 4) {
        size *= 2;
    }
    std::vector<Slot> slots(size);
    for (const Slot& entry : entries) {
        std::size_t i = entry.key;
        while (slots[i & (size - 1)].key != 0 && slots[i & (size - 1)].key != entry.key) {
            ++i;
        }
        if (slots[i & (size - 1)].key == 0) {
            slots[i & (size - 1)] = entry;
        }
    }
    return slots;
}

NameFeatures::NameFeatures(const CaseHabits& habits, const WordClusters& clusters,
                           const Gazetteer& gazetteer)
    : number_(++feature_makers), habits_(habits), clusters_(clusters), gazetteer_(gazetteer) {}

void NameFeatures::extract(const Sentence& sentence, Table& table, Tokens tokens,
                           std::span<const NameDropout> dropout) const {
    thread_local RecentWords recent;
    table.features.clear();
    table.ends.clear();
    std::vector<Word> words;
    words.reserve(sentence.tokens.size());
    for (const Token& token : sentence.tokens) {
        words.push_back(recent.of(number_, token.form, [&] {
            Word word = describe(token.form, habits_, clusters_);
            word.known = known_alone(gazetteer_, token.form, word);
            return word;
        }));
    }
    const std::vector<std::uint8_t> wanted =
        tokens == Tokens::All ? std::vector<std::uint8_t>(words.size(), 1) : near_names(words);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!is_capital(words[i]) && wanted[i] == 0) {
            words[i].known = 0;
        }
    }
    for (std::size_t i = 0; i < words.size() && !gazetteer_.empty(); ++i) {
        if (is_capital(words[i])) {
            look_up_phrases(gazetteer_, sentence, i, words);
        }
    }
    for (std::size_t i = 0; i < dropout.size(); ++i) {
        if (dropout[i].unknown) {
            words[i].clusters = {};
            words[i].habit = 0;
            words[i].known = 0;
        }
    }
    const std::vector<Run> runs = capital_runs(words, sentence);
    Extractor extractor(words, runs, sentence_style(words), table.features);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (wanted[i] != 0) {
            extractor.token(i, dropout.empty() ? NameDropout() : dropout[i]);
        }
        table.ends.push_back(static_cast<std::uint32_t>(table.features.size()));
    }
}

}  // namespace trefoil::extract
