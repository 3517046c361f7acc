// Names in two passes over a document. The first gives each word a distribution over types from its
// own sentence. The second moves the distribution of words that occur again in the document towards
// their mean there, so that a place with clear context ("President Anna Holm") helps one without
// ("Holm out").
#include "extract/names.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "extract/name_chain.hpp"
#include "extract/name_features.hpp"

namespace trefoil::extract {

namespace {

constexpr std::size_t kTypes = kNameTypes.size();
constexpr float kPull =
    0.7F;  ///< how far towards the document's mean, 0 to 1 (held-out GUM documents)
constexpr float kFloor = 0.02F;   ///< keeps logarithms finite
constexpr float kNoName = 20.0F;  ///< score of a word that cannot be part of a name for being none

/// Probability of each type and, last, of none.
using TypeRow = std::array<float, kTypes + 1>;

TypeRow by_type(const NameChain::Row& marginals) {
    TypeRow out{};
    for (std::size_t t = 0; t < kTypes; ++t) {
        out[t] = marginals[name_tag_begin(t)] + marginals[name_tag_inside(t)];
    }
    out[kTypes] = marginals[0];
    return out;
}

struct Mean {
    TypeRow sum{};
    float count = 0;
};

bool starts_with_capital(const std::string& form) {
    return form.size() > 1 &&
           ((form[0] >= 'A' && form[0] <= 'Z') || static_cast<unsigned char>(form[0]) == 0xC3);
}

template <class T>
std::span<const T> numbers(const ModelFile& model, std::string_view name) {
    const auto bytes = model.section(name);
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
}

const std::array<std::string, kNameTags>& tag_names() {
    static const std::array<std::string, kNameTags> kNames = [] {
        std::array<std::string, kNameTags> names;
        names[0] = "O";
        for (std::size_t t = 0; t < kTypes; ++t) {
            names[name_tag_begin(t)] = "B-" + std::string(kNameTypes[t]);
            names[name_tag_inside(t)] = "I-" + std::string(kNameTypes[t]);
        }
        return names;
    }();
    return kNames;
}

bool is_particle(const std::string& form) {
    static constexpr std::array<std::string_view, 20> kParticles = {
        "de",  "da",  "di",  "do", "dos", "du",  "la",  "le",  "van", "von",
        "der", "den", "ter", "al", "el",  "bin", "ibn", "abu", "ben", "e"};
    return std::ranges::find(kParticles, form) != kParticles.end();
}

/// Cuts small words at the ends of a name with capitals: "eastern Kenya", "Oslo-backed".
void trim(const Sentence& sentence, std::vector<std::uint8_t>& path) {
    const auto& tokens = sentence.tokens;
    for (std::size_t begin = 0; begin < path.size();) {
        if (path[begin] == 0) {
            ++begin;
            continue;
        }
        const auto inside = static_cast<std::uint8_t>(path[begin] + 1);
        std::size_t end = begin + 1;
        while (end < path.size() && path[end] == inside) {
            ++end;
        }
        std::size_t first = begin;
        std::size_t last = end;
        while (first < end && !has_name_letter(tokens[first].form) &&
               !is_particle(tokens[first].form)) {
            ++first;
        }
        while (last > first && !has_name_letter(tokens[last - 1].form)) {
            --last;
        }
        if (first < last && last - first < end - begin) {
            const std::uint8_t tag = path[begin];
            std::fill(path.begin() + static_cast<std::ptrdiff_t>(begin),
                      path.begin() + static_cast<std::ptrdiff_t>(end), std::uint8_t{0});
            std::fill(path.begin() + static_cast<std::ptrdiff_t>(first),
                      path.begin() + static_cast<std::ptrdiff_t>(last), inside);
            path[first] = tag;
        }
        begin = end;
    }
}

/// Vectors of a feature's weights and of their sums, so that a row is a few instructions: many rows
/// are then fetched at once.
using WeightRow [[gnu::vector_size(kNameRow)]] = std::int8_t;
using SumRow [[gnu::vector_size(2 * kNameRow)]] = std::int16_t;

void add_row(const std::int8_t* weights, SumRow& sums) {
    WeightRow row;
    std::memcpy(&row, weights, sizeof row);
    sums += __builtin_convertvector(row, SumRow);
}

bool power_of_two(std::size_t n) {
    return n != 0 && (n & (n - 1)) == 0;
}

}  // namespace

struct NameTagger::Impl {
    Impl(std::shared_ptr<const ModelFile> file, const Gazetteer& entries)
        : model(std::move(file)),
          gazetteer(entries),
          weights(numbers<std::int8_t>(*model, "names.weights")),
          habits(numbers<std::uint32_t>(*model, "tok.habits")),
          clusters(numbers<WordClusters::Slot>(*model, "names.clusters")),
          features(habits, clusters, gazetteer) {
        const auto parameters = numbers<float>(*model, "names.chain");
        const std::size_t needed = (kNameTags + 1) * kNameRow + 1;
        if (parameters.size() != needed || !power_of_two(weights.size()) ||
            weights.size() < kNameRow || !power_of_two(model->section("names.clusters").size())) {
            throw InputError("the sections of the name tagger have wrong sizes; reinstall Trefoil",
                             "model");
        }
        scale = parameters[0];
        NameChain::Rows transitions;
        std::memcpy(transitions.data(), parameters.data() + 1, sizeof transitions);
        chain = NameChain(transitions);
    }

    std::shared_ptr<const ModelFile> model;  ///< shared: the members below view its bytes
    const Gazetteer& gazetteer;              ///< outlives the tagger
    std::span<const std::int8_t> weights;    ///< [slots][kNameRow]
    float scale = 1;
    NameChain chain;
    CaseHabits habits;
    WordClusters clusters;
    NameFeatures features;

    /// Scores of one sentence, appended to `scores`.
    void score(const Sentence& sentence, NameFeatures::Table& table,
               std::vector<NameChain::Row>& scores) const {
        features.extract(sentence, table, NameFeatures::Tokens::NearNames);
        const std::size_t mask = weights.size() / kNameRow - 1;
        const auto row_of = [&](std::uint32_t feature) {
            return weights.data() + (feature & mask) * kNameRow;
        };
        for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
            if (table.of(i).empty()) {
                scores.emplace_back().front() = kNoName;
                continue;
            }
            if (i + 1 < sentence.tokens.size()) {
                for (const std::uint32_t feature : table.of(i + 1)) {
                    __builtin_prefetch(row_of(feature));
                }
            }
            SumRow sums{};
            for (const std::uint32_t feature : table.of(i)) {
                add_row(row_of(feature), sums);
            }
            NameChain::Row& out = scores.emplace_back();
            for (std::size_t k = 0; k < kNameRow; ++k) {
                out[k] = static_cast<float>(sums[k]) * scale;
            }
        }
    }

    void tag(std::span<Sentence> sentences) const;
    /// "Kenyan" alone is a Group, never a place: sources disagree, so the chain does too.
    void nationalities_to_groups(const Sentence& sentence, std::vector<std::uint8_t>& path) const;
    static void pull_to_mean(std::span<const Sentence> sentences,
                             const std::vector<NameChain::Row>& marginals,
                             std::vector<NameChain::Row>& scores);
};

void NameTagger::Impl::pull_to_mean(std::span<const Sentence> sentences,
                                    const std::vector<NameChain::Row>& marginals,
                                    std::vector<NameChain::Row>& scores) {
    std::unordered_map<std::uint64_t, Mean> means;
    std::vector<const Mean*> of_words;  // of each word with a capital
    std::size_t at = 0;
    for (const Sentence& sentence : sentences) {
        for (const Token& token : sentence.tokens) {
            if (starts_with_capital(token.form)) {
                Mean& mean = means[word_hash(token.form)];
                const TypeRow row = by_type(marginals[at]);
                for (std::size_t t = 0; t <= kTypes; ++t) {
                    mean.sum[t] += row[t];
                }
                mean.count += 1;
                of_words.push_back(&mean);
            }
            ++at;
        }
    }
    at = 0;
    std::size_t word = 0;
    for (const Sentence& sentence : sentences) {
        for (const Token& token : sentence.tokens) {
            const std::size_t here = at++;
            if (!starts_with_capital(token.form)) {
                continue;
            }
            const Mean& mean = *of_words[word++];
            if (mean.count < 2) {
                continue;
            }
            const TypeRow own = by_type(marginals[here]);
            for (std::size_t t = 0; t <= kTypes; ++t) {
                const float change = kPull * (std::log(mean.sum[t] / mean.count + kFloor) -
                                              std::log(own[t] + kFloor));
                if (t == kTypes) {
                    scores[here][0] += change;
                } else {
                    scores[here][name_tag_begin(t)] += change;
                    scores[here][name_tag_inside(t)] += change;
                }
            }
        }
    }
}

void NameTagger::Impl::nationalities_to_groups(const Sentence& sentence,
                                               std::vector<std::uint8_t>& path) const {
    constexpr std::size_t kGroup = 6;
    static_assert(kNameTypes[kGroup] == "Group");
    for (std::size_t i = 0; i < path.size(); ++i) {
        const bool place_like = path[i] == name_tag_begin(1) || path[i] == name_tag_begin(2) ||
                                path[i] == name_tag_begin(3);
        const bool alone = i + 1 == path.size() || path[i + 1] != path[i] + 1;
        const std::string& form = sentence.tokens[i].form;
        if (place_like && alone && gazetteer.country_of_demonym(form) &&
            !gazetteer.country_of(form)) {
            path[i] = static_cast<std::uint8_t>(name_tag_begin(kGroup));
        }
    }
}

void NameTagger::Impl::tag(std::span<Sentence> sentences) const {
    NameFeatures::Table table;
    std::vector<NameChain::Row> scores;
    std::vector<NameChain::Row> marginals;
    for (const Sentence& sentence : sentences) {
        const std::size_t begin = scores.size();
        score(sentence, table, scores);
        const auto sums = chain.sums(std::span(scores).subspan(begin));
        marginals.insert(marginals.end(), sums.marginals.begin(), sums.marginals.end());
    }
    pull_to_mean(sentences, marginals, scores);
    std::size_t at = 0;
    for (Sentence& sentence : sentences) {
        auto path = chain.best(std::span(scores).subspan(at, sentence.tokens.size()));
        trim(sentence, path);
        nationalities_to_groups(sentence, path);
        for (std::size_t i = 0; i < path.size(); ++i) {
            sentence.tokens[i].name = tag_names()[path[i]];
        }
        at += path.size();
    }
}

NameTagger::NameTagger(std::shared_ptr<const ModelFile> model, const Gazetteer& gazetteer)
    : impl_(std::make_unique<Impl>(std::move(model), gazetteer)) {}

NameTagger::~NameTagger() = default;

bool NameTagger::in(const ModelFile& model) {
    return model.has("names.weights");
}

void NameTagger::tag(std::span<Sentence> sentences, bool across_sentences) const {
    if (across_sentences) {
        impl_->tag(sentences);
        return;
    }
    for (Sentence& sentence : sentences) {
        impl_->tag({&sentence, 1});
    }
}

}  // namespace trefoil::extract
