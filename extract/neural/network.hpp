#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <vector>

#include "extract/model_file.hpp"
#include "extract/neural/english_tree.hpp"
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

/// What the network finds for one word: ids into its label sets; head 0 is the root, else the
/// word's number from 1.
struct WordResult {
    std::uint16_t upos = 0;
    std::uint16_t xpos = 0;
    std::uint16_t feats = 0;
    std::uint16_t rule = 0;
    std::uint16_t second_rule = 0;  ///< the next best lemma rule
    std::uint16_t deprel = 0;
    std::int32_t head = 0;
    float arc_share = 0;    ///< of the head among all heads, by softmax
    float label_share = 0;  ///< of the relation among all relations

    bool operator==(const WordResult&) const = default;
};

/// One sentence of a batch: the rows of its words in, results out (both as long as the sentence).
struct BatchSentence {
    std::span<const WordRows> rows;
    std::span<WordResult> results;
};

/// A head and its share among all heads; the root for none.
struct HeadShare {
    std::int32_t head = 0;
    float share = 0;
};

enum class Role : std::uint8_t;

/// Memory of one thread's batches; grows to the largest batch.
struct Workspace {
    std::array<Scratch, 20> scratch;
    std::vector<std::size_t> offset;
    std::vector<std::size_t> count;
};

/// The trained network in int8 (train/network.hpp tells its form), over the mapped model. All that
/// is of one language here is english_tree.hpp and, of the relations, arguments.hpp.
/// Immutable; thread-safe.
class Network {
  public:
    /// Views the "net." sections of `model`, which must outlive it. Throws InputError if they do
    /// not fit together.
    Network(const ModelFile& model, const Kernels& kernels);

    /// Analyses sentences that stand by falling length, at least one word each. The results of a
    /// sentence do not depend on the others.
    void run(std::span<const BatchSentence> batch, Workspace& workspace) const;

    [[nodiscard]] const Sizes& sizes() const { return sizes_; }

    [[nodiscard]] const Vocabularies& vocabularies() const { return vocabularies_; }

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

    /// The projections of a word as dependent and of its head that tell their relation.
    struct Arc {
        const float* dependent = nullptr;
        const float* head = nullptr;
    };

    struct Layer {
        std::array<Direction, 2> directions;  ///< forward, reversed
        Norm norm;
    };

    void embed(std::span<const BatchSentence> batch, const Words& w) const;
    void bilstm(const Layer& layer, const Words& w) const;
    void direction(const Direction& d, bool reversed, const Words& w) const;
    void tag(std::span<const BatchSentence> batch, const Words& w) const;
    void parse(std::span<const BatchSentence> batch, const Words& w) const;
    Arc arc(const Words& w, std::size_t b, std::size_t t, std::int32_t head) const;
    /// The shares of all relations but the root's of at most w.count arcs.
    void score_labels(std::span<const Arc> arcs, const Words& w) const;
    void label(std::span<const BatchSentence> batch, const Words& w) const;
    /// Mends clauses with two subjects or objects.
    void settle(std::span<const BatchSentence> batch, const Words& w) const;

    const Kernels& kernels_;
    Sizes sizes_;
    Vocabularies vocabularies_;
    PackedTable vector_table_, word_table_, affix_table_, shape_table_;
    PackedMatrix input_vector_, input_rest_;
    Norm input_norm_;
    std::array<Layer, 2> layers_;
    PackedMatrix tag_hidden_, tags_, feedback_, projection_;
    PackedMatrix arc_, distance_;
    PackedMatrix label_dependent_, label_product_, label_head_;
    const float* arc_root_ = nullptr;
    const float* label_root_ = nullptr;
    std::size_t root_label_ = 0;              ///< the relation of the root and of no other word
    std::vector<Role> roles_;                 ///< of the relations
    std::vector<CrossingTag> crossing_tags_;  ///< by tag
};

}  // namespace trefoil::extract::neural
