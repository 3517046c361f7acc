// bench_parse [SENTENCES [MODEL]]: tagging and parsing on one thread against a fixed floor, in one
// run.
//
// The floor is the matrix products of the recipe's network 256 wide (docs/training.md) at batch 32
// in Eigen float32, nothing else: no activations, no embeddings, no strings. The program should
// take at most twice as long. Both do sentences of 22 words (compiled for this processor); they
// take turns, and the best turn of each counts, because other work on the machine disturbs.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fmt/format.h>
#include <string>
#include <vector>

#include <Eigen/Core>

#include "extract/annotator.hpp"
#include "extract/neural/string_table.hpp"

namespace {

using trefoil::extract::Sentence;

constexpr std::size_t kWords = 22;
constexpr std::size_t kBatch = 32;
constexpr int kTurns = 5;

double seconds_of(const auto& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// The products of one batch: sizes [out x in] over all words, and the recurrence a step at a time.
class Floor {
  public:
    Floor() {
        const auto all = static_cast<Eigen::Index>(kWords * kBatch);
        // input, twice two directions of gates, tags, feedback, projections, arcs, distances,
        // labels
        for (const auto& [out, in] : std::vector<std::pair<int, int>>{{256, 404},
                                                                      {512, 256},
                                                                      {512, 256},
                                                                      {512, 256},
                                                                      {512, 256},
                                                                      {128, 256},
                                                                      {636, 128},
                                                                      {256, 66},
                                                                      {512, 256},
                                                                      {128, 128},
                                                                      {26, 128},
                                                                      {51, 128},
                                                                      {51, 128},
                                                                      {51, 128}}) {
            products_.push_back({Eigen::MatrixXf::Random(out, in), Eigen::MatrixXf::Random(in, all),
                                 Eigen::MatrixXf::Zero(out, all)});
        }
        recurrent_ = Eigen::MatrixXf::Random(512, 128);
        state_ = Eigen::MatrixXf::Random(128, kBatch);
        gates_ = Eigen::MatrixXf::Zero(512, kBatch);
        heads_ = Eigen::MatrixXf::Random(kWords + 1, 128);
        arcs_ = Eigen::MatrixXf::Zero(kWords + 1, kWords);
    }

    float run_batch() {
        for (Product& p : products_) {
            p.out.noalias() = p.weight * p.in;
        }
        for (std::size_t step = 0; step < 4 * kWords; ++step) {
            gates_.noalias() = recurrent_ * state_;
        }
        for (std::size_t sentence = 0; sentence < kBatch; ++sentence) {
            arcs_.noalias() = heads_ * state_.leftCols(kWords);
        }
        return gates_(0, 0) + arcs_(0, 0) + products_.back().out(0, 0);
    }

  private:
    struct Product {
        Eigen::MatrixXf weight, in, out;
    };

    std::vector<Product> products_;
    Eigen::MatrixXf recurrent_, state_, gates_, heads_, arcs_;
};

/// Sentences of words the model knows, drawn by a fixed rule that favours frequent ones.
std::vector<Sentence> make_sentences(const trefoil::extract::ModelFile& model, std::size_t count) {
    const trefoil::extract::neural::StringTable words(model.section("net.words.vector"),
                                                      "net.words.vector");
    std::vector<Sentence> sentences(count);
    std::uint64_t state = 1;
    for (Sentence& sentence : sentences) {
        for (std::size_t i = 0; i < kWords; ++i) {
            state = state * 6364136223846793005ULL + 1442695040888963407ULL;
            const double x = static_cast<double>(state >> 11) * 0x1.0p-53;
            auto& token = sentence.tokens.emplace_back();
            token.form =
                words[static_cast<std::uint32_t>(x * x * x * static_cast<double>(words.size()))];
        }
    }
    return sentences;
}

void run(std::size_t count, const std::string& path) {
    const auto model = trefoil::extract::ModelFile::open(path);
    const trefoil::extract::Annotator annotator(model);
    std::vector<Sentence> sentences = make_sentences(*model, count);
    Floor floor;
    float sink = 0;
    double best_floor = 1e9;
    double best_program = 1e9;
    for (int turn = 0; turn < kTurns; ++turn) {
        best_floor = std::min(best_floor, seconds_of([&] {
                                  for (std::size_t i = 0; i < count; i += kBatch) {
                                      sink += floor.run_batch();
                                  }
                              }));
        best_program =
            std::min(best_program, seconds_of([&] { annotator.annotate(sentences, 1); }));
    }
    const auto n = static_cast<double>(count);
    fmt::print("{} sentences of {} words, one thread, best of {} turns\n", count, kWords, kTurns);
    fmt::print("floor (Eigen float32 products)  {:8.3f} s {:8.0f} sentences/s\n", best_floor,
               n / best_floor);
    fmt::print("tag and parse                   {:8.3f} s {:8.0f} sentences/s\n", best_program,
               n / best_program);
    fmt::print("ratio {:.2f} (checksum {:g})\n", best_program / best_floor,
               static_cast<double>(sink));
}

}  // namespace

int main(int argc, char** argv) {
    try {
        run(argc > 1 ? static_cast<std::size_t>(std::atol(argv[1])) : 2000,
            argc > 2 ? argv[2] : trefoil::extract::default_model_path());
    } catch (const std::exception& error) {
        std::fprintf(stderr, "error: %s\n", error.what());
        return 1;
    }
    return 0;
}
