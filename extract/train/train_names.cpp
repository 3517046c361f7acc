// train_names -o OUT.model --model BASE.model --gum FILE --ner FOLDER [--proper FILE] [--vectors
// FILE]: trains the name tagger (extract/names.cpp): a CRF with hashed features by stochastic
// AdaGrad on log P(allowed paths), so that each source teaches only the types it marks. BASE
// supplies the tokeniser. Augmentation: swapped names, capitals, headlines; dropout of word
// identities, gazetteer entries and single features. Fixed seeds, one thread.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>
#include <memory>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <Eigen/Dense>

#include "base/error.hpp"
#include "extract/annotator.hpp"
#include "extract/gazetteer.hpp"
#include "extract/model_file.hpp"
#include "extract/name_chain.hpp"
#include "extract/name_features.hpp"
#include "extract/train/name_data.hpp"
#include "extract/train/vectors.hpp"

namespace {

using namespace trefoil;
using namespace trefoil::extract;
using namespace trefoil::extract::train;

using Random = std::mt19937;

double uniform(Random& random) {
    return static_cast<double>(random() >> 8U) / static_cast<double>(1U << 24U);
}

bool chance(Random& random, double p) {
    return uniform(random) < p;
}

// ---- word clusters

using Rows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Spherical k-means; cluster numbers from 0.
std::vector<std::size_t> k_means(const Rows& points, Eigen::Index k, int rounds, Random& random) {
    const Eigen::Index n = points.rows();
    Rows centres(k, points.cols());
    for (Eigen::Index c = 0; c < k; ++c) {
        centres.row(c) =
            points.row(static_cast<Eigen::Index>(random() % static_cast<std::uint64_t>(n)));
    }
    std::vector<std::size_t> cluster(static_cast<std::size_t>(n));
    constexpr Eigen::Index kBlock = 1024;
    for (int round = 0; round < rounds; ++round) {
        for (Eigen::Index begin = 0; begin < n; begin += kBlock) {
            const Eigen::Index size = std::min(kBlock, n - begin);
            const Rows scores = points.middleRows(begin, size) * centres.transpose();
            for (Eigen::Index i = 0; i < size; ++i) {
                Eigen::Index best = 0;
                scores.row(i).maxCoeff(&best);
                cluster[static_cast<std::size_t>(begin + i)] = static_cast<std::size_t>(best);
            }
        }
        centres.setZero();
        for (Eigen::Index i = 0; i < n; ++i) {
            centres.row(static_cast<Eigen::Index>(cluster[static_cast<std::size_t>(i)])) +=
                points.row(i);
        }
        for (Eigen::Index c = 0; c < k; ++c) {
            const float norm = centres.row(c).norm();
            if (norm > 0) {
                centres.row(c) /= norm;
            } else {
                centres.row(c) =
                    points.row(static_cast<Eigen::Index>(random() % static_cast<std::uint64_t>(n)));
            }
        }
    }
    return cluster;
}

std::vector<WordClusters::Slot> cluster_words(const std::string& path, std::size_t limit) {
    const StaticVectors vectors = read_vectors(path, limit, {});
    const auto n = static_cast<Eigen::Index>(std::min(limit, vectors.words.size()));
    const auto width = static_cast<Eigen::Index>(vectors.width);
    Rows points(n, width);
    for (Eigen::Index i = 0; i < n; ++i) {
        for (Eigen::Index d = 0; d < width; ++d) {
            points(i, d) =
                static_cast<float>(vectors.values[static_cast<std::size_t>(i * width + d)]);
        }
        const float norm = points.row(i).norm();
        if (norm > 0) {
            points.row(i) /= norm;
        }
    }
    Random random(11);
    const auto fine = k_means(points, 1000, 12, random);
    const auto middle = k_means(points, 200, 12, random);
    const auto coarse = k_means(points, 40, 12, random);
    std::vector<WordClusters::Slot> entries;
    for (std::size_t i = 0; i < static_cast<std::size_t>(n); ++i) {
        entries.push_back({WordClusters::key_of(word_hash(vectors.words[i])),
                           static_cast<std::uint16_t>(fine[i] + 1),
                           static_cast<std::uint8_t>(middle[i] + 1),
                           static_cast<std::uint8_t>(coarse[i] + 1)});
    }
    std::printf("clusters of %zu words\n", entries.size());
    return WordClusters::build(entries);
}

// ---- augmentation

/// Names of each type seen in training, as words.
using NamePool = std::array<std::vector<std::vector<std::string>>, kNameTypes.size()>;

/// A name that its source is sure about; places and facilities may share their tags.
struct SureName {
    std::size_t pool = kNameTypes.size();  ///< type, kNameTypes.size() if there is none
    std::size_t end = 0;                   ///< token after its last
    std::uint16_t begin_tags = 0;
    std::uint16_t inside_tags = 0;
};

std::uint16_t bit(std::size_t tag) {
    return static_cast<std::uint16_t>(1U << tag);
}

SureName sure_name(const NameExample& example, std::size_t i) {
    SureName name;
    for (std::size_t t = 0; t < kNameTypes.size(); ++t) {
        if (example.allowed[i] == bit(name_tag_begin(t))) {
            name = {t, i + 1, bit(name_tag_begin(t)), bit(name_tag_inside(t))};
        }
    }
    const auto place = static_cast<std::uint16_t>(bit(name_tag_begin(2)) | bit(name_tag_begin(3)));
    if (example.allowed[i] == place) {
        name = {2, i + 1, place, static_cast<std::uint16_t>(place << 1U)};
    }
    while (name.pool < kNameTypes.size() && name.end < example.allowed.size() &&
           example.allowed[name.end] == name.inside_tags) {
        ++name.end;
    }
    return name;
}

void collect(const NameExample& example, NamePool& pool) {
    for (std::size_t i = 0; i < example.allowed.size(); ++i) {
        const SureName name = sure_name(example, i);
        if (name.pool < kNameTypes.size()) {
            std::vector<std::string> words;
            for (std::size_t k = i; k < name.end; ++k) {
                words.push_back(example.sentence.tokens[k].form);
            }
            pool[name.pool].push_back(std::move(words));
            i = name.end - 1;
        }
    }
}

/// Another name of the type; of persons now and then the first words of one and the last of
/// another.
std::vector<std::string> other_name(const NamePool& pool, std::size_t type, Random& random) {
    const auto& names = pool[type];
    std::vector<std::string> words = names[random() % names.size()];
    if (type == 0 && words.size() > 1 && chance(random, 0.5)) {
        words.back() = names[random() % names.size()].back();
    }
    return words;
}

/// Replaces some names by others of their type.
NameExample swap_names(const NameExample& in, const NamePool& pool, Random& random, double p) {
    NameExample out;
    out.document = in.document;
    for (std::size_t i = 0; i < in.allowed.size();) {
        const SureName name = sure_name(in, i);
        if (name.pool < kNameTypes.size() && !pool[name.pool].empty() && chance(random, p)) {
            const std::size_t first = out.allowed.size();
            for (std::string& word : other_name(pool, name.pool, random)) {
                Token token;
                token.form = std::move(word);
                out.sentence.tokens.push_back(std::move(token));
                out.allowed.push_back(name.inside_tags);
            }
            out.allowed[first] = name.begin_tags;
            i = name.end;
            continue;
        }
        out.sentence.tokens.push_back(in.sentence.tokens[i]);
        out.allowed.push_back(in.allowed[i]);
        ++i;
    }
    return out;
}

void change_case(Sentence& sentence, Random& random) {
    const double dice = uniform(random);
    if (dice > 0.09) {
        return;
    }
    const bool all = dice < 0.04;  // else a headline in title case
    for (Token& token : sentence.tokens) {
        std::string& form = token.form;
        const bool small = form.size() < 4 && form[0] >= 'a';
        for (std::size_t k = 0; k < form.size(); ++k) {
            if (form[k] >= 'a' && form[k] <= 'z' && (all || (k == 0 && !small))) {
                form[k] = static_cast<char>(form[k] - 32);
            }
        }
    }
}

// ---- the CRF

class Crf {
  public:
    Crf(std::size_t slots, double rate)
        : rate_(rate), weights_(slots), squares_(slots), mask_(slots - 1) {
        for (auto& row : squares_) {
            row.fill(1e-2F);
        }
        for (auto& row : chain_squares_) {
            row.fill(1e-1F);
        }
    }

    [[nodiscard]] std::vector<NameChain::Row> scores(const NameFeatures::Table& table) const {
        std::vector<NameChain::Row> out(table.ends.size(), NameChain::Row{});
        for (std::size_t i = 0; i < out.size(); ++i) {
            for (const std::uint32_t feature : table.of(i)) {
                const NameChain::Row& row = weights_[feature & mask_];
                for (std::size_t k = 0; k < kNameRow; ++k) {
                    out[i][k] += row[k];
                }
            }
        }
        return out;
    }

    /// One step on a sentence; returns its loss.
    double learn(const NameFeatures::Table& table, std::span<const std::uint16_t> allowed,
                 float weight) {
        const auto unary = scores(table);
        const NameChain chain(transitions);
        const auto free = chain.sums(unary, {}, true);
        const auto given = chain.sums(unary, allowed, true);
        if (!std::isfinite(given.log_sum)) {
            ++impossible;
            return 0;
        }
        for (std::size_t i = 0; i < unary.size(); ++i) {
            NameChain::Row gradient{};
            float size = 0;
            for (std::size_t k = 0; k < kNameTags; ++k) {
                gradient[k] = weight * (given.marginals[i][k] - free.marginals[i][k]);
                size += std::abs(gradient[k]);
            }
            if (size < 1e-3F) {
                continue;
            }
            for (const std::uint32_t feature : table.of(i)) {
                step(weights_[feature & mask_], squares_[feature & mask_], gradient);
            }
        }
        for (std::size_t a = 0; a <= kNameTags; ++a) {
            NameChain::Row gradient{};
            for (std::size_t k = 0; k < kNameTags; ++k) {
                gradient[k] = weight * (given.transitions[a][k] - free.transitions[a][k]);
            }
            step(transitions[a], chain_squares_[a], gradient);
        }
        return free.log_sum - given.log_sum;
    }

    void decay(float keep) {
        for (auto& row : weights_) {
            for (float& w : row) {
                w *= keep;
            }
        }
    }

    [[nodiscard]] const std::vector<NameChain::Row>& weights() const { return weights_; }

    NameChain::Rows transitions{};
    std::size_t impossible = 0;

  private:
    void step(NameChain::Row& row, NameChain::Row& squares, const NameChain::Row& gradient) const {
        for (std::size_t k = 0; k < kNameRow; ++k) {
            squares[k] += gradient[k] * gradient[k];
            row[k] += static_cast<float>(rate_) * gradient[k] / std::sqrt(squares[k]);
        }
    }

    double rate_;
    std::vector<NameChain::Row> weights_;
    std::vector<NameChain::Row> squares_;
    NameChain::Rows chain_squares_{};
    std::size_t mask_;
};

/// Mean of the weights at the ends of the later epochs.
struct Averaged {
    std::vector<NameChain::Row> weights;
    NameChain::Rows transitions{};
    float count = 0;

    void add(const Crf& crf) {
        weights.resize(crf.weights().size(), NameChain::Row{});
        for (std::size_t i = 0; i < weights.size(); ++i) {
            for (std::size_t k = 0; k < kNameRow; ++k) {
                weights[i][k] += crf.weights()[i][k];
            }
        }
        for (std::size_t a = 0; a < transitions.size(); ++a) {
            for (std::size_t k = 0; k < kNameRow; ++k) {
                transitions[a][k] += crf.transitions[a][k];
            }
        }
        count += 1;
    }
};

template <class T>
std::vector<std::byte> bytes_of(std::span<const T> values) {
    const auto bytes = std::as_bytes(values);
    return {bytes.begin(), bytes.end()};
}

void add_sections(ModelWriter& writer, const Averaged& averaged) {
    float largest = 0;
    std::size_t used = 0;
    for (const auto& row : averaged.weights) {
        for (const float w : row) {
            largest = std::max(largest, std::abs(w));
            used += w != 0 ? 1U : 0U;
        }
    }
    std::vector<std::int8_t> quantised;
    for (const auto& row : averaged.weights) {
        for (const float w : row) {
            quantised.push_back(static_cast<std::int8_t>(std::lround(w / largest * 127)));
        }
    }
    std::vector<float> chain = {largest / 127 / averaged.count};
    for (const auto& row : averaged.transitions) {
        for (const float w : row) {
            chain.push_back(w / averaged.count);
        }
    }
    std::printf("%zu rows, %zu weights in use, largest %.2f\n", averaged.weights.size(), used,
                static_cast<double>(largest / averaged.count));
    writer.add("names.weights", bytes_of<std::int8_t>(quantised));
    writer.add("names.chain", bytes_of<float>(chain));
}

struct Options {
    std::string out;
    std::string base;
    std::string gum;
    std::string ner;
    std::string proper;
    std::string vectors;
    std::string clusters;
    std::string gazetteer;
    int epochs = 10;
    int slot_bits = 18;
    double rate = 0.1;
    double word_dropout = 0.3;
    double gazetteer_dropout = 0.3;
    double feature_dropout = 0.1;
    double swap = 0.25;
    double unknown = 0.5;
    double keep = 0.97;
    double proper_weight = 0.5;
    double tweet_weight = 0.5;
    int fold = -1;
};

struct Weighted {
    NameExample example;
    float weight = 1;
};

/// All sentences, less the fold of held-out documents.
std::vector<Weighted> load(const Options& options, const Tokenizer& tokenizer) {
    std::vector<NameSource> sources = read_ner_folder(options.ner, tokenizer);
    sources.push_back(read_gum_names(options.gum));
    if (!options.proper.empty()) {
        sources.push_back(read_proper_nouns(options.proper));
    }
    std::vector<Weighted> out;
    for (NameSource& source : sources) {
        const bool tweets = source.name.starts_with("btc") || source.name == "wnut17";
        const double weight = source.name == "proper nouns" ? options.proper_weight
                              : tweets                      ? options.tweet_weight
                                                            : 1;
        std::size_t names = 0;
        std::size_t kept = 0;
        for (NameExample& example : source.examples) {
            if (options.fold >= 0 &&
                example.document % 5 == static_cast<std::uint32_t>(options.fold) &&
                source.name != "proper nouns") {
                continue;
            }
            for (std::size_t i = 0; i < example.allowed.size(); ++i) {
                names += sure_name(example, i).pool < kNameTypes.size() ? 1U : 0U;
            }
            ++kept;
            out.push_back({std::move(example), static_cast<float>(weight)});
        }
        std::printf("%-20s %6zu sentences %6zu names\n", source.name.c_str(), kept, names);
    }
    return out;
}

std::vector<NameDropout> random_dropout(const Sentence& sentence, const Options& options,
                                        Random& random) {
    std::vector<NameDropout> out(sentence.tokens.size());
    const bool no_gazetteer = chance(random, options.gazetteer_dropout / 2);
    for (NameDropout& drop : out) {
        drop.word = chance(random, options.word_dropout);
        drop.gazetteer = no_gazetteer || chance(random, options.gazetteer_dropout / 2);
    }
    if (chance(random, options.unknown)) {
        for (std::size_t i = 0; i < out.size(); ++i) {
            const std::string& form = sentence.tokens[i].form;
            const bool capital = form[0] >= 'A' && form[0] <= 'Z' && form.size() > 1;
            if (capital && chance(random, 0.5)) {
                out[i] = {true, true, true};
            }
        }
    }
    return out;
}

void drop_features(NameFeatures::Table& table, double p, Random& random) {
    std::uint32_t begin = 0;
    std::uint32_t kept = 0;
    for (std::uint32_t& end : table.ends) {
        for (std::uint32_t i = begin; i < end; ++i) {
            if (!chance(random, p)) {
                table.features[kept++] = table.features[i];
            }
        }
        begin = end;
        end = kept;
    }
}

void train_names(const Options& options) {
    const auto base = ModelFile::open(options.base);
    const Tokenizer tokenizer(base);
    const Gazetteer gazetteer =
        Gazetteer::open(options.gazetteer.empty() ? Gazetteer::default_path()
                                                  : std::filesystem::path(options.gazetteer));
    std::vector<WordClusters::Slot> slots;
    if (!options.vectors.empty()) {
        slots = cluster_words(options.vectors, 100000);
    } else {
        const auto model = ModelFile::open(options.clusters);
        const auto bytes = model->section("names.clusters");
        const auto* data = reinterpret_cast<const WordClusters::Slot*>(bytes.data());
        slots.assign(data, data + bytes.size() / sizeof(WordClusters::Slot));
    }
    const WordClusters clusters(slots);
    const auto habit_bytes = base->section("tok.habits");
    const CaseHabits habits(
        {reinterpret_cast<const std::uint32_t*>(habit_bytes.data()), habit_bytes.size() / 4});
    const NameFeatures features(habits, clusters, gazetteer);

    const std::vector<Weighted> examples = load(options, tokenizer);
    NamePool pool;
    for (const Weighted& example : examples) {
        collect(example.example, pool);
    }
    Crf crf(std::size_t{1} << options.slot_bits, options.rate);
    Averaged averaged;
    Random random(4242);
    std::vector<std::size_t> order(examples.size());
    std::iota(order.begin(), order.end(), 0U);
    NameFeatures::Table table;
    for (int epoch = 0; epoch < options.epochs; ++epoch) {
        for (std::size_t i = order.size(); i > 1; --i) {
            std::swap(order[i - 1], order[random() % i]);
        }
        double loss = 0;
        for (const std::size_t i : order) {
            NameExample example = swap_names(examples[i].example, pool, random, options.swap);
            change_case(example.sentence, random);
            features.extract(example.sentence, table, NameFeatures::Tokens::All,
                             random_dropout(example.sentence, options, random));
            drop_features(table, options.feature_dropout, random);
            loss += crf.learn(table, example.allowed, examples[i].weight);
        }
        crf.decay(static_cast<float>(options.keep));
        std::printf("epoch %d: loss %.0f, %zu impossible\n", epoch + 1, loss, crf.impossible);
        std::fflush(stdout);
        crf.impossible = 0;
        if (epoch >= options.epochs / 2) {
            averaged.add(crf);
        }
    }
    ModelWriter writer;
    add_sections(writer, averaged);
    writer.add("names.clusters", bytes_of<WordClusters::Slot>(slots));
    writer.write(options.out);
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app("Trains the name tagger.");
    app.add_option("-o,--output", options.out, "model file to write")->required();
    app.add_option("--model", options.base, "model file with the tokeniser")->required();
    app.add_option("--gum", options.gum, "GUM training file (CoNLL-U)")->required();
    app.add_option("--ner", options.ner, "folder of name corpora")->required();
    app.add_option("--proper", options.proper, "treebank whose proper nouns help");
    app.add_option("--vectors", options.vectors, "JSON file of word vectors to cluster");
    app.add_option("--clusters", options.clusters, "model file to take the clusters from instead");
    app.add_option("--gazetteer", options.gazetteer, "gazetteer file");
    app.add_option("--epochs", options.epochs);
    app.add_option("--slot-bits", options.slot_bits);
    app.add_option("--rate", options.rate);
    app.add_option("--word-dropout", options.word_dropout);
    app.add_option("--gazetteer-dropout", options.gazetteer_dropout);
    app.add_option("--feature-dropout", options.feature_dropout);
    app.add_option("--swap", options.swap, "share of names swapped for others");
    app.add_option("--unknown", options.unknown, "share of sentences with words made unknown");
    app.add_option("--keep", options.keep, "weights are multiplied by this after each epoch");
    app.add_option("--proper-weight", options.proper_weight);
    app.add_option("--tweet-weight", options.tweet_weight);
    app.add_option("--leave-out", options.fold,
                   "leave out each fifth document, from this one (0 to 4)");
    CLI11_PARSE(app, argc, argv);
    try {
        train_names(options);
    } catch (const Error& error) {
        std::fprintf(stderr, "error: %s\n", error.what());
        return 1;
    }
    return 0;
}
