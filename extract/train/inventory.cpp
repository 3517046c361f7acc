#include "extract/train/inventory.hpp"

#include <algorithm>
#include <unicode/uchar.h>

#include "base/utf8.hpp"
#include "extract/neural/lemma.hpp"

namespace trefoil::extract::train {

namespace {

/// Names by falling count (ties by name) of those seen at least `least` times.
std::vector<std::string> frequent(const std::map<std::string, std::size_t>& counts,
                                  std::size_t least) {
    std::vector<std::pair<std::size_t, std::string>> order;
    for (const auto& [name, count] : counts) {
        if (count >= least) {
            order.emplace_back(count, name);
        }
    }
    std::ranges::stable_sort(order, [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::string> names;
    for (auto& [count, name] : order) {
        names.push_back(std::move(name));
    }
    return names;
}

Inventory::Labels labels(const std::map<std::string, std::size_t>& counts) {
    Inventory::Labels out;
    out.names = frequent(counts, 1);
    for (std::size_t i = 0; i < out.names.size(); ++i) {
        out.ids[out.names[i]] = static_cast<int>(i);
    }
    return out;
}

std::string lexicon_key(const Token& token) {
    return token.form + "\t" + token.upos + "\t" + token.xpos;
}

std::string changed_case(std::string_view text, bool upper) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); at += code_point_size(text, at)) {
        const auto c = static_cast<UChar32>(code_point_at(text, at));
        append_utf8(out, static_cast<char32_t>(upper ? u_toupper(c) : u_tolower(c)));
    }
    return out;
}

/// Removes a final "." on which nothing hangs.
bool drop_final_stop(Sentence& sentence) {
    const std::size_t n = sentence.tokens.size();
    if (n < 4 || sentence.tokens.back().form != "." || sentence.tokens.back().head == kRoot) {
        return false;
    }
    for (const Token& token : sentence.tokens) {
        if (token.head == static_cast<TokenIndex>(n - 1)) {
            return false;
        }
    }
    sentence.tokens.pop_back();
    return true;
}

}  // namespace

void Targets::add(int label) {
    if (label >= 0) {
        shares_.push_back({static_cast<std::uint16_t>(label), 1.0F});
    }
    end_.push_back(static_cast<std::uint32_t>(shares_.size()));
}

void Targets::add(std::span<const Share> shares) {
    shares_.insert(shares_.end(), shares.begin(), shares.end());
    end_.push_back(static_cast<std::uint32_t>(shares_.size()));
}

int Inventory::Labels::find(const std::string& name) const {
    const auto it = ids.find(name);
    return it == ids.end() ? -1 : it->second;
}

Inventory::Inventory(std::span<const Sentence> train, StaticVectors vectors, const Options& options)
    : vectors_(std::move(vectors)) {
    vector_table = neural::StringTable::build(vectors_.words);
    count_words(train, options);
    count_labels(train, options);
    build_lexicon(train, options);
    vocabularies_.vectors = neural::StringTable(vector_table, "vectors");
    vocabularies_.words = neural::StringTable(word_table, "words");
    vocabularies_.affixes = neural::StringTable(affix_table, "affixes");
    vocabularies_.shapes = neural::StringTable(shape_table, "shapes");
}

void Inventory::count_words(std::span<const Sentence> train, const Options& options) {
    std::map<std::string, std::size_t> words;
    std::map<std::string, std::size_t> affixes;
    std::map<std::string, std::size_t> shapes;
    neural::WordKeys keys;
    for (const Sentence& sentence : train) {
        for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
            keys.assign(sentence.tokens[i].form, i == 0);
            ++words[keys.word];
            ++shapes[keys.shape];
            for (const std::string& affix : keys.affixes) {
                ++affixes[affix];
            }
        }
    }
    const std::vector<std::string> kept = frequent(words, options.word_count);
    word_counts_.assign(1, 0);
    for (const std::string& word : kept) {
        word_counts_.push_back(words[word]);
    }
    word_table = neural::StringTable::build(kept);
    affix_table = neural::StringTable::build(frequent(affixes, options.affix_count));
    shape_table = neural::StringTable::build(frequent(shapes, options.shape_count));
}

void Inventory::count_labels(std::span<const Sentence> train, const Options& options) {
    std::map<std::string, std::size_t> counts[5];
    for (const Sentence& sentence : train) {
        for (const Token& token : sentence.tokens) {
            ++counts[0][token.upos];
            ++counts[1][token.xpos];
            ++counts[2][token.feats];
            ++counts[3][neural::lemma_rule(token.form, token.lemma)];
            ++counts[4][token.deprel];
        }
    }
    upos = labels(counts[0]);
    xpos = labels(counts[1]);
    feats = labels(counts[2]);
    rules = labels(counts[3]);
    deprels = labels(counts[4]);
    for (const std::string& rule : rules.names) {
        rule_outputs_ += counts[3][rule] >= options.rule_count ? 1 : 0;
    }
}

void Inventory::build_lexicon(std::span<const Sentence> train, const Options& options) {
    std::map<std::string, std::map<int, std::size_t>> seen;
    for (const Sentence& sentence : train) {
        for (const Token& token : sentence.tokens) {
            ++seen[lexicon_key(token)][rules.find(neural::lemma_rule(token.form, token.lemma))];
        }
    }
    for (const auto& [key, counts] : seen) {
        std::size_t all = 0;
        for (const auto& [rule, count] : counts) {
            all += count;
        }
        const auto best = std::ranges::max_element(
            counts, [](const auto& a, const auto& b) { return a.second < b.second; });
        if (static_cast<double>(best->second) >= options.pure * static_cast<double>(all)) {
            lexicon_keys.push_back(key);
            lexicon_rules.push_back(static_cast<std::uint16_t>(best->first));
        }
    }
}

EncodedSentence Inventory::encode(const Sentence& sentence) const {
    EncodedSentence out;
    neural::WordKeys keys;
    for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
        const Token& token = sentence.tokens[i];
        keys.assign(token.form, i == 0);
        out.rows.push_back(vocabularies_.rows(keys));
        out.upos.push_back(upos.find(token.upos));
        out.xpos.push_back(xpos.find(token.xpos));
        out.feats.push_back(feats.find(token.feats));
        const int rule = rules.find(neural::lemma_rule(token.form, token.lemma));
        out.rule.push_back(rule < static_cast<int>(rule_outputs_) ? rule : -1);
        out.head.push_back(token.head + 1);
        out.deprel.push_back(deprels.find(token.deprel));
    }
    return out;
}

neural::Sizes Inventory::sizes() const {
    neural::Sizes s;
    s.vector_width = vectors_.width;
    s.vectors = static_cast<std::uint32_t>(vectors_.words.size()) + 1;
    s.words = vocabularies_.words.size() + 1;
    s.affixes = vocabularies_.affixes.size() + 1;
    s.shapes = vocabularies_.shapes.size() + 1;
    s.upos = static_cast<std::uint32_t>(upos.names.size());
    s.xpos = static_cast<std::uint32_t>(xpos.names.size());
    s.feats = static_cast<std::uint32_t>(feats.names.size());
    s.rules = rule_outputs_;
    s.deprels = static_cast<std::uint32_t>(deprels.names.size());
    return s;
}

std::unordered_set<std::string> words_of(std::span<const Sentence> sentences) {
    std::unordered_set<std::string> out;
    neural::WordKeys keys;
    for (const Sentence& sentence : sentences) {
        for (const Token& token : sentence.tokens) {
            keys.assign(token.form, false);
            out.insert(keys.lower);
        }
    }
    return out;
}

Sentence augment(const Sentence& sentence, Random& random, bool& changed) {
    Sentence out = sentence;
    changed = random.chance(0.05) && drop_final_stop(out);
    const double dice = random.uniform();
    if (dice < 0.02 || (dice >= 0.04 && dice < 0.05)) {  // all capitals, or lower case
        for (Token& token : out.tokens) {
            token.form = changed_case(token.form, dice < 0.02);
        }
        changed = true;
    } else if (dice >= 0.02 &&
               dice < 0.04) {  // a headline: capitals on words of four letters or more
        for (Token& token : out.tokens) {
            const char first = token.form[0];
            if (first >= 'a' && first <= 'z' &&
                (token.form.size() >= 4 || token.upos == "VERB" || token.upos == "NOUN")) {
                token.form[0] = static_cast<char>(first - 'a' + 'A');
            }
        }
        changed = true;
    }
    return out;
}

}  // namespace trefoil::extract::train
