#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <string>

#include "extract/model_file.hpp"
#include "extract/neural/features.hpp"
#include "extract/neural/kernels.hpp"
#include "extract/neural/packed.hpp"
#include "extract/neural/sizes.hpp"

namespace trefoil::extract::neural {

/// 64-byte aligned scratch memory that only grows. What it held is lost when it grows.
class Scratch {
  public:
    /// At least `count` objects of T, not initialised.
    template <typename T>
    T* of(std::size_t count) {
        const std::size_t bytes = count * sizeof(T);
        if (bytes > size_) {
            data_.reset(static_cast<std::byte*>(::operator new (bytes, std::align_val_t{64})));
            size_ = bytes;
        }
        return reinterpret_cast<T*>(data_.get());
    }

  private:
    struct Free {
        void operator()(std::byte* p) const { ::operator delete (p, std::align_val_t{64}); }
    };

    std::unique_ptr<std::byte, Free> data_;
    std::size_t size_ = 0;
};

/// Sums of the scores that networks give to the words of one batch, before softmax. Words stand in
/// packed order: position 0 of all sentences, then position 1 of those longer than 1, and so on,
/// sentences by falling length.
struct BatchScores {
    const std::size_t* offset = nullptr;  ///< first word of each position
    const std::size_t* active = nullptr;  ///< sentences longer than a position
    std::size_t words = 0;
    std::size_t longest = 0;  ///< positions
    float* tags = nullptr;    ///< [tag_stride] a word: UPOS, XPOS, features, lemma rules
    float* labels = nullptr;  ///< [label_stride] a word: relations to its chosen head
    float* arcs = nullptr;    ///< [n (n + 1)] a sentence of n words, see best_tree; its own column
                              ///< means nothing
    const std::size_t* arcs_at = nullptr;  ///< first of each sentence
    std::size_t tag_stride = 0;
    std::size_t label_stride = 0;

    [[nodiscard]] std::size_t at(std::size_t sentence, std::size_t position) const {
        return offset[position] + sentence;
    }
};

/// The rows of the words of each sentence of a batch, longest first.
using BatchRows = std::span<const std::span<const WordRows>>;

/// Memory of one network for one thread's batches; grows to the largest batch.
using ScorerMemory = std::array<Scratch, 17>;

/// One trained network in int8 (train/network.hpp tells its form), over the mapped model.
/// Immutable; thread-safe.
class Scorer {
  public:
    /// Views the sections of `model` that begin with `prefix` ("net."), the vectors of words in
    /// those that begin with "net."; `model` must outlive it. Throws InputError if they do not fit
    /// together.
    Scorer(const ModelFile& model, const std::string& prefix, const Kernels& kernels);

    /// Adds the scores of tags and arcs.
    void add_scores(BatchRows batch, BatchScores& scores, ScorerMemory& memory) const;

    /// Adds the scores of relations to the chosen heads (numbers of words from 1, 0 the root; in
    /// packed order), after add_scores() of the same batch with the same memory.
    void add_label_scores(BatchRows batch, std::span<const std::int32_t> heads, BatchScores& scores,
                          ScorerMemory& memory) const;

    [[nodiscard]] const Sizes& sizes() const { return sizes_; }

  private:
    struct Words;  ///< the activations of one batch

    struct Norm {
        const float* gain = nullptr;
        const float* bias = nullptr;
    };

    struct Direction {
        PackedMatrix input;
        PackedMatrix hidden;
    };

    struct Layer {
        std::array<Direction, 2> directions;  ///< forward, reversed
        Norm norm;
    };

    Words lay_out(const BatchScores& scores, std::size_t sentences, ScorerMemory& memory) const;
    void embed(BatchRows batch, const Words& w) const;
    void bilstm(const Layer& layer, const Words& w) const;
    void direction(const Direction& d, bool reversed, const Words& w) const;
    void tag(const Words& w, BatchScores& scores) const;
    void parse(BatchRows batch, const Words& w, BatchScores& scores) const;

    const Kernels& kernels_;
    Sizes sizes_;
    PackedTable vector_table_, unknown_vector_, word_table_, affix_table_, shape_table_;
    PackedMatrix input_vector_, input_rest_;
    Norm input_norm_;
    std::array<Layer, 2> layers_;
    PackedMatrix tag_hidden_, tags_, feedback_, projection_;
    PackedMatrix arc_, distance_;
    PackedMatrix label_dependent_, label_product_, label_head_;
    const float* arc_root_ = nullptr;
    const float* label_root_ = nullptr;
};

}  // namespace trefoil::extract::neural
