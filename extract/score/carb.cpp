// Tuples are folded to (first argument, relation, everything else) and compared as bags of words; a
// pair whose relations share no word scores nothing. Recall gives each gold tuple its best
// prediction; precision pairs one to one, greedily, and predictions left over count as misses. Both
// are summed for every threshold of confidence by differences: what changes between two thresholds
// is added where it begins and taken away where it ends.

#include "extract/score/carb.hpp"

#include <algorithm>
#include <array>
#include <istream>
#include <string_view>
#include <unordered_map>

namespace trefoil::extract {

namespace {

using Bag = std::vector<std::string_view>;

constexpr std::array<std::string_view, 8> kBe{"be",  "is",   "am",   "are",
                                              "was", "were", "been", "being"};
constexpr std::array<std::string_view, 5> kSaid{"said", "told", "added", "adds", "says"};
constexpr std::string_view kPunctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/// Words of one tuple; views point into the strings it was made from.
struct Folded {
    Bag relation;
    std::vector<Bag> slots;  ///< first argument, everything else
    double confidence = 1;
    bool said = false;
};

struct Pair {
    double precision = 0;
    double recall = 0;
};

/// Pairs of one sentence: a row for each gold tuple, a column for each prediction.
using Table = std::vector<std::vector<Pair>>;

std::string sentence_key(std::string text) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kBrackets{
        {{"-LRB-", "("},
         {"-RRB-", ")"},
         {"-LSB-", "["},
         {"-RSB-", "]"},
         {"-LCB-", "{"},
         {"-RCB-", "}"}}};
    std::erase(text, ' ');
    for (const auto& [escaped, plain] : kBrackets) {
        for (std::size_t at = text.find(escaped); at != std::string::npos;
             at = text.find(escaped, at)) {
            text.replace(at, escaped.size(), plain);
        }
    }
    std::erase_if(text, [](char c) { return kPunctuation.find(c) != std::string_view::npos; });
    return text;
}

void add_words(Bag& bag, std::string_view text) {
    const Bag words = split_blanks(text);
    bag.insert(bag.end(), words.begin(), words.end());
}

void add_slot(Folded& folded, std::string_view text) {
    if (folded.slots.size() < 2) {
        folded.slots.emplace_back();
    }
    add_words(folded.slots.back(), text);
}

Folded fold(const CarbTuple& gold) {
    Folded folded;
    add_words(folded.relation, gold.relation);
    for (const std::string& argument : gold.arguments) {
        add_slot(folded, argument);
    }
    folded.said = std::ranges::any_of(kSaid, [&](std::string_view mark) {
        return gold.relation.find(mark) != std::string::npos;
    });
    return folded;
}

Folded fold(const FoundTriple& triple) {
    Folded folded;
    folded.confidence = triple.confidence;
    add_words(folded.relation, triple.relation);
    add_slot(folded, triple.subject.text);
    if (triple.object) {
        add_slot(folded, triple.object->text);
    }
    for (const FoundSlot& argument : triple.arguments) {
        add_slot(folded, argument.text);
    }
    return folded;
}

/// Size of the intersection; what is left of `spare` stays in it.
std::size_t shared_words(const Bag& gold, Bag& spare) {
    std::size_t count = 0;
    for (const std::string_view word : gold) {
        if (const auto at = std::ranges::find(spare, word); at != spare.end()) {
            spare.erase(at);
            ++count;
        }
    }
    return count;
}

Pair compare(const Folded& gold, const Bag& relation, std::span<const Bag* const> slots) {
    Bag spare = relation;
    std::size_t shared = shared_words(gold.relation, spare);
    const bool gold_be = std::ranges::any_of(
        gold.relation, [](std::string_view word) { return std::ranges::count(kBe, word) > 0; });
    if (gold_be && std::ranges::count(spare, "be") > 0) {
        ++shared;
    }
    if (shared == 0 || gold.slots.size() > slots.size()) {
        return {};
    }
    std::size_t predicted = relation.size();
    std::size_t wanted = gold.relation.size();
    for (std::size_t i = 0; i < gold.slots.size(); ++i) {
        Bag words = *slots[i];
        predicted += words.size();
        wanted += gold.slots[i].size();
        shared += shared_words(gold.slots[i], words);
    }
    const auto of = [shared](std::size_t all) {
        return all == 0 ? 0.0 : static_cast<double>(shared) / static_cast<double>(all);
    };
    return {of(predicted), of(wanted)};
}

/// A gold tuple of saying may also be read with the prediction's arguments swapped.
Pair pair_of(const Folded& gold, const Folded& found) {
    std::vector<const Bag*> slots;
    for (const Bag& slot : found.slots) {
        slots.push_back(&slot);
    }
    const Pair plain = compare(gold, found.relation, slots);
    if (!gold.said || slots.size() < 2) {
        return plain;
    }
    std::swap(slots[0], slots[1]);
    const Pair swapped = compare(gold, found.relation, slots);
    return swapped.precision > plain.precision ||
                   (swapped.precision == plain.precision && swapped.recall > plain.recall)
               ? swapped
               : plain;
}

/// Sum of precisions of a one-to-one pairing, best pairs first.
double paired_precision(const Table& table, std::vector<std::size_t> columns) {
    std::vector<std::size_t> rows(table.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i] = i;
    }
    double sum = 0;
    while (!rows.empty() && !columns.empty()) {
        double best = -1;
        std::size_t row = 0;
        std::size_t column = 0;
        for (const std::size_t i : rows) {
            for (const std::size_t j : columns) {
                if (table[i][j].precision > best) {
                    best = table[i][j].precision;
                    row = i;
                    column = j;
                }
            }
        }
        std::erase(rows, row);
        std::erase(columns, column);
        sum += best;
    }
    return sum;
}

double best_recalls(const Table& table, const std::vector<std::size_t>& columns) {
    double sum = 0;
    for (const std::vector<Pair>& row : table) {
        double best = 0;
        for (const std::size_t j : columns) {
            best = std::max(best, row[j].recall);
        }
        sum += best;
    }
    return sum;
}

/// Running sums over the thresholds, kept as differences.
class Sums {
  public:
    explicit Sums(std::vector<double> levels)
        : levels_(std::move(levels)), at_(levels_.size() + 1) {}

    void add(const std::vector<Folded>& gold, const std::vector<Folded>& found) {
        gold_ += gold.size();
        Table table(gold.size(), std::vector<Pair>(found.size()));
        for (std::size_t i = 0; i < gold.size(); ++i) {
            for (std::size_t j = 0; j < found.size(); ++j) {
                table[i][j] = pair_of(gold[i], found[j]);
            }
        }
        std::vector<double> own;
        for (const Folded& f : found) {
            own.push_back(f.confidence);
        }
        std::ranges::sort(own);
        own.erase(std::unique(own.begin(), own.end()), own.end());
        std::size_t begin = 0;
        for (const double level : own) {
            const auto end = static_cast<std::size_t>(std::ranges::lower_bound(levels_, level) -
                                                      levels_.begin()) +
                             1;
            std::vector<std::size_t> kept;
            for (std::size_t j = 0; j < found.size(); ++j) {
                if (found[j].confidence >= level) {
                    kept.push_back(j);
                }
            }
            put(begin, end, kept.size(), paired_precision(table, kept), best_recalls(table, kept));
            begin = end;
        }
    }

    [[nodiscard]] std::vector<CarbPoint> curve() const {
        std::vector<CarbPoint> points;
        At sum;
        for (std::size_t k = 0; k < levels_.size(); ++k) {
            sum.precision += at_[k].precision;
            sum.recall += at_[k].recall;
            sum.predicted += at_[k].predicted;
            points.push_back({levels_[k], sum.predicted > 0 ? sum.precision / sum.predicted : 1.0,
                              gold_ > 0 ? sum.recall / static_cast<double>(gold_) : 0.0});
        }
        return points;
    }

  private:
    struct At {
        double precision = 0;
        double recall = 0;
        double predicted = 0;
    };

    void put(std::size_t begin, std::size_t end, std::size_t predicted, double precision,
             double recall) {
        const auto count = static_cast<double>(predicted);
        at_[begin].predicted += count;
        at_[begin].precision += precision;
        at_[begin].recall += recall;
        at_[end].predicted -= count;
        at_[end].precision -= precision;
        at_[end].recall -= recall;
    }

    std::vector<double> levels_;
    std::vector<At> at_;
    std::size_t gold_ = 0;
};

double area_under(const std::vector<CarbPoint>& curve) {
    double area = 0;
    for (std::size_t k = 0; k < curve.size(); ++k) {
        const bool last = k + 1 == curve.size();
        const double recall = last ? 0 : curve[k + 1].recall;
        const double precision = last ? 1 : curve[k + 1].precision;
        area += (curve[k].recall - recall) * (curve[k].precision + precision) / 2;
    }
    return area;
}

}  // namespace

CarbGold read_carb_gold(std::istream& in) {
    CarbGold gold;
    std::unordered_map<std::string, std::size_t> known;
    std::string line;
    while (std::getline(in, line)) {
        const std::vector<std::string_view> cells = split_at(trim_blanks(line), "\t");
        if (cells.size() < 2) {
            continue;
        }
        CarbTuple tuple{.relation = std::string(trim_blanks(cells[1])), .arguments = {}};
        for (std::size_t i = 2; i < cells.size(); ++i) {
            if (cells[i].find("C: ") == std::string_view::npos) {
                tuple.arguments.emplace_back(trim_blanks(cells[i]));
            }
        }
        const std::string sentence(trim_blanks(cells[0]));
        const auto [at, added] = known.emplace(sentence, gold.sentences.size());
        if (added) {
            gold.sentences.push_back(sentence);
            gold.tuples.emplace_back();
        }
        gold.tuples[at->second].push_back(std::move(tuple));
    }
    return gold;
}

CarbScore score_carb(const CarbGold& gold, std::span<const FoundSentence> found) {
    // Sentences with equal text join; of two spellings of one sentence the later wins.
    std::map<std::string, std::vector<Folded>> found_of_text;
    std::vector<std::string> texts;
    for (const FoundSentence& sentence : found) {
        const auto [at, added] = found_of_text.try_emplace(sentence.text);
        if (added) {
            texts.push_back(sentence.text);
        }
        for (const FoundTriple& triple : sentence.triples) {
            at->second.push_back(fold(triple));
        }
    }
    std::unordered_map<std::string, const std::vector<Folded>*> found_of_key;
    for (const std::string& text : texts) {
        found_of_key[sentence_key(text)] = &found_of_text[text];
    }
    std::map<std::string, std::vector<Folded>> gold_of_key;
    for (std::size_t i = 0; i < gold.sentences.size(); ++i) {
        std::vector<Folded>& tuples = gold_of_key[sentence_key(gold.sentences[i])];
        tuples.clear();
        for (const CarbTuple& tuple : gold.tuples[i]) {
            tuples.push_back(fold(tuple));
        }
    }
    std::vector<double> levels;
    for (const auto& [key, triples] : found_of_key) {
        for (const Folded& triple : *triples) {
            levels.push_back(triple.confidence);
        }
    }
    std::ranges::sort(levels);
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());

    CarbScore score;
    Sums sums(levels);
    static const std::vector<Folded> kNone;
    for (const auto& [key, tuples] : gold_of_key) {
        const auto at = found_of_key.find(key);
        const std::vector<Folded>& triples = at == found_of_key.end() ? kNone : *at->second;
        score.sentences_found += at != found_of_key.end() ? 1 : 0;
        score.gold_tuples += tuples.size();
        score.predicted_tuples += triples.size();
        sums.add(tuples, triples);
    }
    score.gold_sentences = gold_of_key.size();
    const std::vector<CarbPoint> curve = sums.curve();
    if (!curve.empty()) {
        score.all = curve.front();
        score.best = *std::ranges::max_element(
            curve, {}, [](const CarbPoint& p) { return f1_of(p.precision, p.recall); });
        score.area = area_under(curve);
    }
    return score;
}

}  // namespace trefoil::extract
