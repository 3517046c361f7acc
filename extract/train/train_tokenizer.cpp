// train_tokenizer -o OUT.model [--held-out N/K] TRAIN.conllu...: trains the tokeniser and sentence
// splitter (extract/tokenizer.cpp) on running text rebuilt from treebanks, with augmentation for
// news text: curly quotes, dashes, ellipses, no-break spaces, Windows line ends, lines of their own
// for headlines, hard-wrapped lines, capitals and missing final stops. Fixed seed, one thread: the
// same input gives the same bytes.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "extract/clitics.hpp"
#include "extract/conllu.hpp"
#include "extract/model_file.hpp"
#include "extract/segmenter.hpp"

namespace {

using namespace trefoil;
using namespace trefoil::extract;

/// One document: its code points and what stands after each of them.
struct Sample {
    std::u32string text;
    std::vector<Boundary> after;  ///< as long as `text`; Inside after white space
    std::vector<bool>
        given;  ///< a name starts here that another name follows; only in unchanged samples
};

std::string encode(const std::u32string& text) {
    std::string out;
    for (const char32_t c : text) {
        append_utf8(out, c);
    }
    return out;
}

bool is_capitalised(const std::string& word) {
    return word.size() > 1 && word[0] >= 'A' && word[0] <= 'Z' &&
           std::all_of(word.begin() + 1, word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// Ends of surface tokens by byte, with sentence ends.
Sample sample_of(const ConlluDocument& document) {
    std::vector<Boundary> by_byte(document.text.size() + 1, Boundary::Inside);
    for (const Sentence& sentence : document.sentences) {
        for (const Token& token : sentence.tokens) {
            if (token.part == token.parts) {
                by_byte[token.span.end] = Boundary::Token;
            }
        }
        by_byte[sentence.tokens.back().span.end] = Boundary::Sentence;
    }
    std::vector<bool> given(document.text.size() + 1, false);
    for (const Sentence& sentence : document.sentences) {
        for (std::size_t i = 0; i + 1 < sentence.tokens.size(); ++i) {
            const Token& token = sentence.tokens[i];
            given[token.span.begin] = token.upos == "PROPN" &&
                                      sentence.tokens[i + 1].upos == "PROPN" && token.parts == 0 &&
                                      token.space_after && is_capitalised(token.form);
        }
    }
    Sample sample;
    for (std::size_t at = 0; at < document.text.size();) {
        sample.given.push_back(given[at]);
        const std::size_t size = code_point_size(document.text, at);
        sample.text += code_point_at(document.text, at);
        sample.after.push_back(by_byte[at + size]);
        at += size;
    }
    return sample;
}

bool is_space(char32_t c) {
    return c == ' ' || c == '\n' || c == '\r' || c == 0xA0;
}

/// Builds a changed copy of a sample.
class Copy {
  public:
    void put(char32_t c, Boundary after) {
        out_.text += c;
        out_.after.push_back(after);
    }

    /// Leaves a character out; the boundary after it moves to the character before it.
    void drop(Boundary after) {
        if (!out_.after.empty() && out_.after.back() < after) {
            out_.after.back() = after;
        }
    }

    Sample take() { return std::move(out_); }

  private:
    Sample out_;
};

using Random = std::mt19937;

bool chance(Random& random, double p) {
    return static_cast<double>(random() & 0xFFFFFFU) / static_cast<double>(0x1000000) < p;
}

Sample curly_quotes(const Sample& in) {
    Copy copy;
    for (std::size_t i = 0; i < in.text.size(); ++i) {
        const char32_t before = i == 0 ? U' ' : in.text[i - 1];
        const bool opens = is_space(before) || before == '(' || before == '[' || before == 0x2014;
        char32_t c = in.text[i];
        if (c == '"') {
            c = opens ? 0x201C : 0x201D;
        } else if (c == '\'') {
            const bool quote = opens && in.after[i] != Boundary::Inside;
            c = quote ? 0x2018 : 0x2019;
        }
        copy.put(c, in.after[i]);
    }
    return copy.take();
}

/// "--" and " - " to long dashes, "..." to one character, now and then.
Sample typography(const Sample& in, Random& random) {
    Copy copy;
    const char32_t dash = chance(random, 0.5) ? 0x2014 : 0x2013;
    for (std::size_t i = 0; i < in.text.size(); ++i) {
        const auto next = [&](std::size_t k) {
            return i + k < in.text.size() ? in.text[i + k] : U' ';
        };
        if (in.text[i] == '.' && next(1) == '.' && next(2) == '.' && next(3) != '.' &&
            in.after[i] == Boundary::Inside && in.after[i + 1] == Boundary::Inside) {
            copy.put(0x2026, in.after[i + 2]);
            i += 2;
        } else if (in.text[i] == '-' && next(1) == '-' && next(2) != '-' &&
                   in.after[i] == Boundary::Inside) {
            copy.put(dash, in.after[i + 1]);
            i += 1;
        } else if (in.text[i] == '-' && is_space(next(1)) && i > 0 && is_space(in.text[i - 1])) {
            copy.put(dash, in.after[i]);
        } else {
            copy.put(in.text[i], in.after[i]);
        }
    }
    return copy.take();
}

Sample upper_case(const Sample& in, Random& random, double share) {
    Copy copy;
    bool on = chance(random, share);
    for (std::size_t i = 0; i < in.text.size(); ++i) {
        const char32_t c = in.text[i];
        copy.put(on && c >= 'a' && c <= 'z' ? c - 32 : c, in.after[i]);
        if (in.after[i] == Boundary::Sentence) {
            on = chance(random, share);
        }
    }
    return copy.take();
}

/// Leaves out full stops that end paragraphs (p = 0.5) or sentences (p = 0.02, put on a line of
/// their own).
Sample missing_stops(const Sample& in, Random& random) {
    Copy copy;
    for (std::size_t i = 0; i < in.text.size(); ++i) {
        const bool paragraph = i + 1 >= in.text.size() || in.text[i + 1] == '\n';
        if (in.text[i] == '.' && in.after[i] == Boundary::Sentence && i > 0 &&
            in.after[i - 1] == Boundary::Token && paragraph && chance(random, 0.5)) {
            copy.drop(Boundary::Sentence);
        } else {
            copy.put(in.text[i], in.after[i]);
        }
    }
    return copy.take();
}

/// Line ends: blank lines to single ones (each paragraph a line), or paragraphs wrapped at a width.
Sample line_ends(const Sample& in, Random& random) {
    Copy copy;
    const bool single = chance(random, 0.5);
    const std::size_t width = single ? 0 : 50 + random() % 35;
    std::size_t column = 0;
    for (std::size_t i = 0; i < in.text.size(); ++i) {
        const char32_t c = in.text[i];
        if (single && c == '\n' && i + 1 < in.text.size() && in.text[i + 1] == '\n') {
            continue;
        }
        std::size_t word = 0;
        while (width != 0 && c == ' ' && i + 1 + word < in.text.size() &&
               !is_space(in.text[i + 1 + word])) {
            ++word;
        }
        if (width != 0 && c == ' ' && column + 1 + word > width) {
            copy.put('\n', Boundary::Inside);
            column = 0;
        } else {
            copy.put(c, in.after[i]);
            column = c == '\n' ? 0 : column + 1;
        }
    }
    return copy.take();
}

/// No space after a sentence end, Windows line ends, no-break spaces.
Sample spacing(const Sample& in, Random& random) {
    Copy copy;
    const bool windows = chance(random, 0.4);
    const double no_break = chance(random, 0.4) ? 0.2 : 0;
    const double twice = chance(random, 0.3) ? 0.7 : 0;
    for (std::size_t i = 0; i < in.text.size(); ++i) {
        char32_t c = in.text[i];
        if (c == '\n' && windows) {
            copy.put('\r', Boundary::Inside);
        }
        if (c == ' ' && chance(random, no_break)) {
            c = 0xA0;
        }
        copy.put(c, in.after[i]);
        if (c == ' ' && i > 0 && in.after[i - 1] == Boundary::Sentence && chance(random, twice)) {
            copy.put(' ', Boundary::Inside);
        }
    }
    return copy.take();
}

/// Other letters for initials ("J. Smith", "D.C."), so that all of them are known, and initials
/// for names.
Sample other_initials(const Sample& in, Random& random) {
    Copy copy;
    const auto capital = [&](std::size_t i) {
        return i < in.text.size() && in.text[i] >= 'A' && in.text[i] <= 'Z';
    };
    const auto put_initial = [&] {
        copy.put(static_cast<char32_t>('A' + random() % 26), Boundary::Inside);
        copy.put('.', Boundary::Token);
    };
    for (std::size_t i = 0; i < in.text.size(); ++i) {
        if (in.given[i] && chance(random, 0.1)) {
            const bool middle = chance(random, 0.5);
            for (; !is_space(in.text[i]); ++i) {
                if (middle) {
                    copy.put(in.text[i], in.after[i]);
                }
            }
            if (middle) {
                copy.put(' ', Boundary::Inside);
            }
            put_initial();
            if (chance(random, 0.2)) {
                copy.put(' ', Boundary::Inside);
                put_initial();
            }
        }
        const bool starts =
            i == 0 || is_space(in.text[i - 1]) || in.text[i - 1] == '.' || in.text[i - 1] == '(';
        const bool initial = starts && capital(i) && i + 1 < in.text.size() &&
                             in.text[i + 1] == '.' && in.after[i] == Boundary::Inside;
        const bool other = initial && chance(random, 0.5);
        copy.put(other ? static_cast<char32_t>('A' + random() % 26) : in.text[i], in.after[i]);
    }
    return copy.take();
}

Sample augment(Sample sample, Random& random) {
    sample = other_initials(sample, random);
    if (chance(random, 0.4)) {
        sample = curly_quotes(sample);
    }
    if (chance(random, 0.25)) {
        sample = typography(sample, random);
    }
    if (chance(random, 0.1)) {
        sample = upper_case(sample, random, chance(random, 0.3) ? 1.0 : 0.3);
    }
    if (chance(random, 0.2)) {
        sample = missing_stops(sample, random);
    }
    if (chance(random, 0.3)) {
        sample = line_ends(sample, random);
    }
    if (chance(random, 0.2)) {
        sample = spacing(sample, random);
    }
    return sample;
}

/// An averaged perceptron over hashed features, three classes.
class Perceptron {
  public:
    explicit Perceptron(std::size_t slots) : weights_(slots * 3), totals_(slots * 3) {}

    using Scores = std::array<double, 3>;

    [[nodiscard]] Scores scores(std::span<const std::uint32_t> features) const {
        Scores out{};
        for (const std::uint32_t feature : features) {
            const std::size_t slot = index(feature);
            for (std::size_t k = 0; k < 3; ++k) {
                out[k] += weights_[slot + k];
            }
        }
        return out;
    }

    void update(std::span<const std::uint32_t> features, std::size_t gold, std::size_t wrong,
                double step) {
        for (const std::uint32_t feature : features) {
            change(index(feature) + gold, step);
            change(index(feature) + wrong, -step);
        }
    }

    void tick() { ++time_; }

    /// Scores of classes 1 and 2 over class 0 in eight bits.
    [[nodiscard]] std::vector<std::int8_t> quantised() const {
        const std::size_t slots = weights_.size() / 3;
        std::vector<double> over(slots * 2);
        std::vector<double> sizes;
        for (std::size_t i = 0; i < slots; ++i) {
            for (std::size_t k = 0; k < 2; ++k) {
                over[i * 2 + k] = average(i * 3 + k + 1) - average(i * 3);
                if (over[i * 2 + k] != 0) {
                    sizes.push_back(std::abs(over[i * 2 + k]));
                }
            }
        }
        std::ranges::sort(sizes);
        const double largest = sizes.empty() ? 1 : sizes.back();
        std::vector<std::int8_t> out;
        for (const double value : over) {
            out.push_back(static_cast<std::int8_t>(
                std::clamp(std::lround(value / largest * 127), -127L, 127L)));
        }
        std::printf("weights: %zu slots, %zu values not zero, largest %.2f\n", slots, sizes.size(),
                    largest);
        return out;
    }

  private:
    [[nodiscard]] std::size_t index(std::uint32_t feature) const {
        return feature % (weights_.size() / 3) * 3;
    }

    void change(std::size_t at, double step) {
        weights_[at] += step;
        totals_[at] += step * static_cast<double>(time_);
    }

    [[nodiscard]] double average(std::size_t at) const {
        return weights_[at] - totals_[at] / static_cast<double>(std::max<std::uint64_t>(time_, 1));
    }

    std::vector<double> weights_;
    std::vector<double> totals_;
    std::uint64_t time_ = 0;
};

/// Walks a document with the gold answers and learns from each mistake.
class Teacher final : public BoundaryVisitor {
  public:
    Teacher(Perceptron& perceptron, const std::vector<Boundary>& gold, double margin)
        : perceptron_(perceptron), gold_(gold), margin_(margin) {}

    Boundary decide(const Candidate& candidate) override {
        Boundary gold = gold_[candidate.byte];
        if (candidate.at_space && gold == Boundary::Inside) {
            gold = Boundary::Token;
        }
        if (candidate.certain) {
            return Boundary::Sentence;
        }
        const auto scores = perceptron_.scores(candidate.features);
        const std::size_t right = static_cast<std::size_t>(gold);
        std::size_t rival = right == 1 ? 2 : 1;
        for (std::size_t k = candidate.at_space ? 1 : 0; k < 3; ++k) {
            if (k != right && scores[k] > scores[rival]) {
                rival = k;
            }
        }
        mistakes += scores[rival] >= scores[right] ? 1U : 0U;
        if (scores[rival] + margin_ > scores[right]) {
            perceptron_.update(candidate.features, right, rival, 1.0);
        }
        perceptron_.tick();
        ++decisions;
        return gold;
    }

    void token(std::size_t, std::size_t, bool) override {}

    void sentence_end() override {}

    std::size_t mistakes = 0;
    std::size_t decisions = 0;

  private:
    Perceptron& perceptron_;
    const std::vector<Boundary>& gold_;
    double margin_;
};

std::vector<Boundary> by_byte(const Sample& sample, std::size_t bytes) {
    std::vector<Boundary> out(bytes + 1, Boundary::Inside);
    std::string scratch;
    for (std::size_t i = 0; i < sample.text.size(); ++i) {
        append_utf8(scratch, sample.text[i]);
        out[scratch.size()] = sample.after[i];
    }
    return out;
}

/// How words are written in mid-sentence, for words seen at least three times there.
std::vector<std::uint32_t> case_habits(const std::vector<ConlluDocument>& documents) {
    std::map<std::uint64_t, std::array<std::size_t, 2>> counts;
    for (const ConlluDocument& document : documents) {
        for (const Sentence& sentence : document.sentences) {
            for (std::size_t i = 1; i < sentence.tokens.size(); ++i) {
                const std::string& form = sentence.tokens[i].form;
                const bool letter_before = sentence.tokens[i - 1].upos != "PUNCT";
                const bool upper = form[0] >= 'A' && form[0] <= 'Z';
                const bool lower = form[0] >= 'a' && form[0] <= 'z';
                if (letter_before && (upper || lower)) {
                    ++counts[word_hash(form)][upper ? 1 : 0];
                }
            }
        }
    }
    std::vector<std::pair<std::uint64_t, CaseHabits::Habit>> words;
    for (const auto& [hash, count] : counts) {
        const auto [lower, upper] = count;
        if (lower + upper >= 3) {
            words.emplace_back(hash, upper * 10 <= lower   ? CaseHabits::Lower
                                     : lower * 10 <= upper ? CaseHabits::Capital
                                                           : CaseHabits::Mixed);
        }
    }
    std::printf("case habits: %zu words\n", words.size());
    return CaseHabits::build(words);
}

// ---- multi-word tokens

struct SurfaceToken {
    std::string folded;
    std::string previous;
    std::string next;
    std::vector<std::size_t> lengths;  ///< code points of its words; empty for one word
};

std::vector<SurfaceToken> surface_tokens(const std::vector<ConlluDocument>& documents) {
    std::vector<SurfaceToken> out;
    for (const ConlluDocument& document : documents) {
        for (const Sentence& sentence : document.sentences) {
            std::string previous;
            bool first = true;
            for (std::size_t i = 0; i < sentence.tokens.size();) {
                const std::size_t parts = std::max<std::size_t>(sentence.tokens[i].parts, 1);
                SurfaceToken token;
                std::string form;
                for (std::size_t k = i; k < i + parts; ++k) {
                    form += sentence.tokens[k].form;
                    if (parts > 1) {
                        token.lengths.push_back(count_code_points(sentence.tokens[k].form));
                    }
                }
                token.folded = CliticSplitter::fold(form);
                token.previous = first ? "" : previous;
                if (!first) {
                    out.back().next = form;
                }
                first = false;
                previous = form;
                out.push_back(std::move(token));
                i += parts;
            }
        }
    }
    return out;
}

struct Clitics {
    std::string table;
    std::vector<std::int8_t> weights;
};

std::vector<std::int8_t> train_in_context(
    const std::vector<SurfaceToken>& tokens,
    const std::map<std::string, std::vector<std::size_t>>& forms) {
    constexpr std::size_t kSlots = 1U << 12U;
    std::vector<double> weights(kSlots);
    std::vector<double> sums(kSlots);
    std::size_t rounds = 0;
    for (int epoch = 0; epoch < 20; ++epoch) {
        for (const SurfaceToken& token : tokens) {
            if (!forms.contains(token.folded)) {
                continue;
            }
            const auto features =
                CliticSplitter::features(token.folded, token.previous, token.next);
            double score = 0;
            for (const std::uint32_t feature : features) {
                score += weights[feature & (kSlots - 1)];
            }
            const double gold = token.lengths.empty() ? -1 : 1;
            if (score * gold <= 1) {
                for (const std::uint32_t feature : features) {
                    weights[feature & (kSlots - 1)] += gold;
                }
            }
        }
        ++rounds;
        for (std::size_t i = 0; i < kSlots; ++i) {
            sums[i] += weights[i];
        }
    }
    std::vector<std::int8_t> out;
    for (const double sum : sums) {
        out.push_back(static_cast<std::int8_t>(
            std::clamp(std::lround(sum / static_cast<double>(rounds) * 4), -127L, 127L)));
    }
    return out;
}

/// "thats", "lets": a pronoun or the like with a clitic that lost its apostrophe.
bool is_contraction(const std::string& form) {
    static const std::array<std::string_view, 12> kStems = {
        "it", "that", "there", "he", "she", "what", "here", "who", "let", "how", "where", "one"};
    return std::ranges::find(kStems, std::string_view(form).substr(0, form.size() - 1)) !=
           kStems.end();
}

/// Forms that the rules get wrong, and the forms that need their neighbours.
Clitics learn_clitics(const std::vector<ConlluDocument>& documents) {
    const std::vector<SurfaceToken> tokens = surface_tokens(documents);
    std::map<std::string, std::map<std::vector<std::size_t>, std::size_t>> seen;
    for (const SurfaceToken& token : tokens) {
        ++seen[token.folded][token.lengths];
    }
    Clitics out;
    std::map<std::string, std::vector<std::size_t>> in_context;
    for (const auto& [form, analyses] : seen) {
        const auto best =
            std::ranges::max_element(analyses, {}, [](const auto& entry) { return entry.second; });
        const std::size_t single = analyses.contains({}) ? analyses.at({}) : 0;
        std::size_t split = 0;
        std::vector<std::size_t> lengths;
        for (const auto& [candidate, count] : analyses) {
            if (!candidate.empty() && count > split) {
                split = count;
                lengths = candidate;
            }
        }
        const std::vector<std::size_t> rule = CliticSplitter::split_by_rule(form);
        const bool apostrophe = form.find('\'') != std::string::npos;
        // "visitors" for "visitor's" is a slip of its writer; "thats" is a habit of many
        const bool possessive = !apostrophe && form.ends_with('s') && !is_contraction(form);
        if (!apostrophe && !possessive && split >= 4 && single >= 3) {
            in_context[form] = lengths;
            out.table += form + '\t';
        } else if (apostrophe ? best->first != rule && best->second >= 3
                              : split > single && (!possessive || (split >= 4 && single == 0))) {
            out.table += form + '\t';
            lengths = best->first;
        } else {
            continue;
        }
        if (lengths.empty()) {
            lengths = {count_code_points(form)};
        }
        for (std::size_t i = 0; i < lengths.size(); ++i) {
            out.table += (i == 0 ? "" : " ") + std::to_string(lengths[i]);
        }
        out.table += in_context.contains(form) ? "\t?\n" : "\n";
    }
    out.weights = train_in_context(tokens, in_context);
    return out;
}

template <class T>
std::vector<std::byte> bytes_of(const T& values) {
    const auto* data = reinterpret_cast<const std::byte*>(values.data());
    return {data, data + values.size() * sizeof(values[0])};
}

struct Options {
    std::string out;
    std::vector<std::string> inputs;
    int epochs = 15;
    int slot_bits = 18;
    double margin = 32;
    int fold = -1;
};

void train(const Options& options) {
    std::vector<ConlluDocument> documents;
    std::size_t number = 0;
    for (const std::string& input : options.inputs) {
        for (ConlluDocument& document : read_conllu_file(input)) {
            if (options.fold < 0 || number % 5 != static_cast<std::size_t>(options.fold)) {
                documents.push_back(std::move(document));
            }
            ++number;
        }
    }
    std::printf("%zu of %zu documents\n", documents.size(), number);
    std::vector<Sample> samples;
    for (const ConlluDocument& document : documents) {
        samples.push_back(sample_of(document));
    }
    const std::vector<std::uint32_t> habits = case_habits(documents);
    Perceptron perceptron(std::size_t{1} << options.slot_bits);
    Random random(20230517);
    std::vector<std::size_t> order(samples.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    for (int epoch = 0; epoch < options.epochs; ++epoch) {
        for (std::size_t i = order.size(); i > 1; --i) {
            std::swap(order[i - 1], order[random() % i]);
        }
        std::size_t mistakes = 0;
        std::size_t decisions = 0;
        for (const std::size_t i : order) {
            const Sample sample = epoch % 3 == 0 ? samples[i] : augment(samples[i], random);
            const std::string text = encode(sample.text);
            const std::vector<Boundary> gold = by_byte(sample, text.size());
            Teacher teacher(perceptron, gold, options.margin);
            walk_boundaries(text, CaseHabits(habits), teacher);
            mistakes += teacher.mistakes;
            decisions += teacher.decisions;
        }
        std::printf("epoch %d: %zu mistakes in %zu decisions\n", epoch + 1, mistakes, decisions);
        std::fflush(stdout);
    }
    const Clitics clitics = learn_clitics(documents);
    ModelWriter writer;
    writer.add("tok.weights", bytes_of(perceptron.quantised()));
    writer.add("tok.habits", bytes_of(habits));
    writer.add("tok.clitics", bytes_of(clitics.table));
    writer.add("tok.split", bytes_of(clitics.weights));
    writer.write(options.out);
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app("Trains the tokeniser and sentence splitter.");
    app.add_option("-o,--output", options.out, "model file to write")->required();
    app.add_option("inputs", options.inputs, "CoNLL-U training files")->required();
    app.add_option("--epochs", options.epochs);
    app.add_option("--slot-bits", options.slot_bits);
    app.add_option("--margin", options.margin);
    app.add_option("--leave-out", options.fold,
                   "leave out each fifth document, from this one (0 to 4)");
    CLI11_PARSE(app, argc, argv);
    try {
        train(options);
    } catch (const Error& error) {
        std::fprintf(stderr, "error: %s\n", error.what());
        return 1;
    }
    return 0;
}
