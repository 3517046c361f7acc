// Words of a batch stand in packed order: position 0 of all sentences, then position 1 of those
// longer than 1, and so on, sentences by falling length. So one step of the recurrence is one
// product over neighbouring rows, and there is no padding. Each word's activations are quantised on
// their own, so its numbers do not depend on its neighbours in the batch.
#include "extract/neural/scorer.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace trefoil::extract::neural {

namespace {

constexpr float kLeak = 0.1F;

std::size_t pad(std::size_t n) {
    return (n + 15) / 16 * 16;
}

void copy_embedding(const PackedTable& table, std::uint32_t row, float* out) {
    const std::int8_t* values = table.values + std::size_t{row} * table.width;
    const float scale = table.scales[row];
    for (std::uint32_t k = 0; k < table.width; ++k) {
        out[k] = scale * static_cast<float>(values[k]);
    }
}

void add_to(float* to, const float* from, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        to[i] += from[i];
    }
}

const float* floats(const ModelFile& model, const std::string& name, std::size_t count) {
    const auto bytes = model.section(name);
    if (bytes.size() != count * sizeof(float)) {
        throw InputError("the model's section " + name + " is damaged", "english.model");
    }
    return reinterpret_cast<const float*>(bytes.data());
}

PackedMatrix matrix(const ModelFile& model, const std::string& name, std::size_t rows,
                    std::size_t columns) {
    const PackedMatrix m = view_matrix(model.section(name), name);
    if (m.rows != rows || m.columns != columns) {
        throw InputError("the model's section " + name + " is damaged", "english.model");
    }
    return m;
}

PackedTable table(const ModelFile& model, const std::string& name, std::uint32_t rows,
                  std::uint32_t width) {
    const PackedTable t = view_table(model.section(name), name);
    if (t.rows != rows || t.width != width) {
        throw InputError("the model's section " + name + " is damaged", "english.model");
    }
    return t;
}

Sizes read_sizes(const ModelFile& model, const std::string& prefix) {
    const auto bytes = model.section(prefix + "sizes");
    Sizes sizes;
    if (bytes.size() == sizeof(Sizes)) {
        std::memcpy(&sizes, bytes.data(), sizeof sizes);
    }
    if (bytes.size() != sizeof(Sizes) || sizes.format != Sizes{}.format || sizes.width % 32 != 0 ||
        sizes.arc_width % 16 != 0 || sizes.label_width % 16 != 0 || sizes.tag_width % 16 != 0) {
        throw InputError(
            "the model's network has another format; use the model that came with this program",
            "english.model");
    }
    return sizes;
}

}  // namespace

/// Activations of the words of one batch, word after word; strides are padded to 16.
struct Scorer::Words {
    std::size_t count = 0;  ///< words
    std::size_t sentences = 0;
    std::size_t longest = 0;
    const std::size_t* offset = nullptr;  ///< first word of each position
    const std::size_t* active = nullptr;  ///< sentences longer than a position
    float* y = nullptr;                   ///< [width] the running representation
    float* hidden = nullptr;              ///< [width] outputs of a BiLSTM
    float* gates = nullptr;               ///< [2 width]
    float* cell = nullptr;                ///< [width / 2] a sentence
    float* wide = nullptr;                ///< [max(input, tags, projection)]
    float* narrow = nullptr;              ///< [max of the hidden widths and feedback]
    float* side = nullptr;                ///< [max of arc and label width]
    float* distance = nullptr;            ///< [distance classes]
    float* heads = nullptr;               ///< [arc width] of one sentence and the root
    float* arcs = nullptr;                ///< scores of one word's heads
    float* label_heads = nullptr;         ///< [label width]
    QuantizedRows codes;
    QuantizedRows step_codes;

    [[nodiscard]] std::size_t at(std::size_t sentence, std::size_t position) const {
        return offset[position] + sentence;
    }
};

Scorer::Scorer(const ModelFile& model, const std::string& prefix, const Kernels& kernels)
    : kernels_(kernels), sizes_(read_sizes(model, prefix)) {
    const Sizes& s = sizes_;
    const auto find = [&](const std::string& name, std::size_t rows, std::size_t columns) {
        return matrix(model, prefix + name, rows, columns);
    };
    vector_table_ = table(model, "net.table.vector", s.vectors, s.vector_width);
    const std::string unknown = prefix + "table.unknown";
    unknown_vector_ = model.has(unknown) ? table(model, unknown, 1, s.vector_width) : vector_table_;
    word_table_ = table(model, prefix + "table.word", s.words, s.word_width);
    affix_table_ = table(model, prefix + "table.affix", s.affixes, s.affix_width);
    shape_table_ = table(model, prefix + "table.shape", s.shapes, s.shape_width);
    input_vector_ = find("input.vector", s.width, s.vector_width);
    input_rest_ = find("input.rest", s.width, s.input_width() - s.vector_width);
    const auto norm = [&](const std::string& name) {
        const float* both = floats(model, prefix + name, 2 * std::size_t{s.width});
        return Norm{both, both + s.width};
    };
    input_norm_ = norm("input.norm");
    for (std::size_t layer = 0; layer < 2; ++layer) {
        const std::string name = "lstm" + std::to_string(layer + 1);
        layers_[layer].norm = norm(name + ".norm");
        for (std::size_t d = 0; d < 2; ++d) {
            const std::string part = name + (d == 0 ? ".forward" : ".backward");
            layers_[layer].directions[d].input =
                find(part + ".input", 2 * std::size_t{s.width}, s.width);
            layers_[layer].directions[d].hidden =
                find(part + ".hidden", 2 * std::size_t{s.width}, s.width / 2);
        }
    }
    tag_hidden_ = find("tag.hidden", s.tag_width, s.width);
    tags_ = find("tag.out", s.tags(), s.tag_width);
    feedback_ = find("tag.feedback", s.width, s.upos + s.xpos);
    projection_ =
        find("projection", 2 * std::size_t{s.arc_width} + 2 * std::size_t{s.label_width}, s.width);
    arc_ = find("arc", s.arc_width, s.arc_width);
    distance_ = find("arc.distance", kDistances, s.arc_width);
    label_dependent_ = find("label.dependent", s.deprels, s.label_width);
    label_product_ = find("label.product", s.deprels, s.label_width);
    label_head_ = find("label.head", s.deprels, s.label_width);
    arc_root_ = floats(model, prefix + "arc.root", s.arc_width);
    label_root_ = floats(model, prefix + "label.root", s.label_width);
}

void Scorer::embed(BatchRows batch, const Words& w) const {
    const std::size_t vector_stride = pad(sizes_.vector_width);
    const std::size_t rest = sizes_.input_width() - sizes_.vector_width;
    const std::size_t rest_stride = pad(rest);
    for (std::size_t t = 0; t < w.longest; ++t) {
        for (std::size_t b = 0; b < w.active[t]; ++b) {
            float* out = w.wide + w.at(b, t) * vector_stride;
            std::fill(out + sizes_.vector_width, out + vector_stride, 0.0F);
            const std::uint32_t row = batch[b][t].vector;
            copy_embedding(row == 0 ? unknown_vector_ : vector_table_, row, out);
        }
    }
    kernels_.quantize(w.wide, vector_stride, w.count, sizes_.vector_width, w.codes);
    kernels_.product(input_vector_, w.codes, w.count, Add::Bias, w.y, sizes_.width);
    for (std::size_t t = 0; t < w.longest; ++t) {
        for (std::size_t b = 0; b < w.active[t]; ++b) {
            const WordRows& rows = batch[b][t];
            float* out = w.wide + w.at(b, t) * rest_stride;
            std::fill(out + rest, out + rest_stride, 0.0F);
            copy_embedding(word_table_, rows.word, out);
            out += sizes_.word_width;
            for (const std::uint32_t affix : rows.affixes) {
                copy_embedding(affix_table_, affix, out);
                out += sizes_.affix_width;
            }
            copy_embedding(shape_table_, rows.shape, out);
        }
    }
    kernels_.quantize(w.wide, rest_stride, w.count, rest, w.codes);
    kernels_.product(input_rest_, w.codes, w.count, Add::Output, w.y, sizes_.width);
    for (std::size_t i = 0; i < w.count; ++i) {
        kernels_.layer_norm(w.y + i * sizes_.width, sizes_.width, input_norm_.gain,
                            input_norm_.bias);
    }
}

void Scorer::direction(const Direction& d, bool reversed, const Words& w) const {
    const std::size_t half = sizes_.width / 2;
    const std::size_t gate_stride = 4 * half;
    float* const hidden = w.hidden + (reversed ? half : 0);
    kernels_.product(d.input, w.codes, w.count, Add::Bias, w.gates, gate_stride);
    std::fill(w.cell, w.cell + w.sentences * half, 0.0F);
    for (std::size_t i = 0; i < w.longest; ++i) {
        const std::size_t t = reversed ? w.longest - 1 - i : i;
        float* const gates = w.gates + w.offset[t] * gate_stride;
        if (i > 0) {
            const std::size_t before = reversed ? t + 1 : t - 1;
            const std::size_t count = std::min(w.active[t], w.active[before]);
            kernels_.quantize(hidden + w.offset[before] * sizes_.width, sizes_.width, count, half,
                              w.step_codes);
            kernels_.product(d.hidden, w.step_codes, count, Add::Output, gates, gate_stride);
        }
        for (std::size_t b = 0; b < w.active[t]; ++b) {
            kernels_.lstm_cell(gates + b * gate_stride, half, w.cell + b * half,
                               hidden + w.at(b, t) * sizes_.width);
        }
    }
}

void Scorer::bilstm(const Layer& layer, const Words& w) const {
    kernels_.quantize(w.y, sizes_.width, w.count, sizes_.width, w.codes);
    direction(layer.directions[0], false, w);
    direction(layer.directions[1], true, w);
    for (std::size_t i = 0; i < w.count; ++i) {
        float* const y = w.y + i * sizes_.width;
        add_to(y, w.hidden + i * sizes_.width, sizes_.width);
        kernels_.layer_norm(y, sizes_.width, layer.norm.gain, layer.norm.bias);
    }
}

void Scorer::tag(const Words& w, BatchScores& scores) const {
    kernels_.quantize(w.y, sizes_.width, w.count, sizes_.width, w.codes);
    kernels_.product(tag_hidden_, w.codes, w.count, Add::Bias, w.narrow, sizes_.tag_width);
    kernels_.leaky(w.narrow, w.count * sizes_.tag_width, 0.0F);
    kernels_.quantize(w.narrow, sizes_.tag_width, w.count, sizes_.tag_width, w.codes);
    const std::size_t stride = scores.tag_stride;
    kernels_.product(tags_, w.codes, w.count, Add::Bias, w.wide, stride);
    const std::size_t both = sizes_.upos + sizes_.xpos;
    const std::size_t feedback_stride = pad(both);
    for (std::size_t i = 0; i < w.count; ++i) {
        float* const own = w.wide + i * stride;
        add_to(scores.tags + i * stride, own, sizes_.tags());
        kernels_.softmax(own, sizes_.upos);
        kernels_.softmax(own + sizes_.upos, sizes_.xpos);
        float* const feedback = w.narrow + i * feedback_stride;
        std::copy(own, own + both, feedback);
        std::fill(feedback + both, feedback + feedback_stride, 0.0F);
    }
    kernels_.quantize(w.narrow, feedback_stride, w.count, both, w.codes);
    for (std::size_t i = 0; i < w.count; ++i) {
        add_to(w.y + i * sizes_.width, feedback_.bias, sizes_.width);
    }
    kernels_.product(feedback_, w.codes, w.count, Add::Output, w.y, sizes_.width);
}

void Scorer::parse(BatchRows batch, const Words& w, BatchScores& scores) const {
    const std::size_t arc = sizes_.arc_width;
    const std::size_t stride = projection_.rows;
    kernels_.quantize(w.y, sizes_.width, w.count, sizes_.width, w.codes);
    kernels_.product(projection_, w.codes, w.count, Add::Bias, w.wide, stride);
    kernels_.leaky(w.wide, w.count * stride, kLeak);
    kernels_.quantize(w.wide, stride, w.count, arc, w.codes);
    kernels_.product(arc_, w.codes, w.count, Add::Bias, w.side, arc);
    const std::size_t distance_stride = pad(kDistances);
    kernels_.product(distance_, w.codes, w.count, Add::Bias, w.distance, distance_stride);
    for (std::size_t b = 0; b < w.sentences; ++b) {
        const std::size_t n = batch[b].size();
        std::copy(arc_root_, arc_root_ + arc, w.heads);
        for (std::size_t t = 0; t < n; ++t) {
            const float* from = w.wide + w.at(b, t) * stride + arc;
            std::copy(from, from + arc, w.heads + (t + 1) * arc);
        }
        for (std::size_t t = 0; t < n; ++t) {
            kernels_.dots(w.side + w.at(b, t) * arc, w.heads, arc, n + 1, arc, w.arcs);
            const float* distances = w.distance + w.at(b, t) * distance_stride;
            for (std::size_t h = 0; h < n; ++h) {
                if (h != t) {
                    w.arcs[h + 1] += distances[distance_class(static_cast<std::ptrdiff_t>(h) -
                                                              static_cast<std::ptrdiff_t>(t))];
                }
            }
            add_to(scores.arcs + scores.arcs_at[b] + t * (n + 1), w.arcs, n + 1);
        }
    }
}

Scorer::Words Scorer::lay_out(const BatchScores& scores, std::size_t sentences,
                              ScorerMemory& memory) const {
    Words w;
    w.sentences = sentences;
    w.longest = scores.longest;
    w.count = scores.words;
    w.offset = scores.offset;
    w.active = scores.active;
    const std::size_t n = w.count;
    const std::size_t widest =
        std::max({pad(sizes_.input_width()), pad(sizes_.tags()), pad(projection_.rows)});
    const std::size_t narrow = std::max({pad(sizes_.tag_width), pad(sizes_.upos + sizes_.xpos)});
    const std::size_t stride =
        (std::max<std::size_t>({sizes_.width, sizes_.input_width(), narrow}) + 63) / 64 * 64;
    std::size_t next = 0;
    const auto floats_of = [&](std::size_t count) { return memory[next++].of<float>(count); };
    const auto codes_of = [&](std::size_t rows) {
        QuantizedRows q;
        q.codes = memory[next++].of<std::uint8_t>(rows * stride);
        q.scales = memory[next++].of<float>(rows);
        q.zeros = memory[next++].of<std::int32_t>(rows);
        q.stride = stride;
        return q;
    };
    w.y = floats_of(n * sizes_.width);
    w.hidden = floats_of(n * sizes_.width);
    w.gates = floats_of(n * 2 * sizes_.width);
    w.cell = floats_of(w.sentences * sizes_.width / 2);
    w.wide = floats_of(n * widest);
    w.narrow = floats_of(n * narrow);
    w.side = floats_of(n * std::max(sizes_.arc_width, sizes_.label_width));
    w.distance = floats_of(n * pad(kDistances));
    w.heads = floats_of((w.longest + 1) * sizes_.arc_width);
    w.arcs = floats_of(w.longest + 1);
    w.label_heads = floats_of(n * sizes_.label_width);
    w.codes = codes_of(n);
    w.step_codes = codes_of(w.sentences);
    return w;
}

void Scorer::add_scores(BatchRows batch, BatchScores& scores, ScorerMemory& memory) const {
    const Words w = lay_out(scores, batch.size(), memory);
    embed(batch, w);
    bilstm(layers_[0], w);
    tag(w, scores);
    bilstm(layers_[1], w);
    parse(batch, w, scores);
}

void Scorer::add_label_scores(BatchRows batch, std::span<const std::int32_t> heads,
                              BatchScores& scores, ScorerMemory& memory) const {
    const Words w = lay_out(scores, batch.size(), memory);
    const std::size_t width = sizes_.label_width;
    const std::size_t stride = projection_.rows;
    const std::size_t dependent = 2 * std::size_t{sizes_.arc_width};
    float* const products = w.side;
    for (std::size_t b = 0; b < w.sentences; ++b) {
        for (std::size_t t = 0; t < batch[b].size(); ++t) {
            const std::size_t i = w.at(b, t);
            const std::int32_t head = heads[i];
            const float* from =
                head == 0 ? label_root_
                          : w.wide + w.at(b, static_cast<std::size_t>(head - 1)) * stride +
                                dependent + width;
            const float* own = w.wide + i * stride + dependent;
            for (std::size_t k = 0; k < width; ++k) {
                w.label_heads[i * width + k] = from[k];
                products[i * width + k] = from[k] * own[k];
            }
        }
    }
    const std::size_t score_stride = scores.label_stride;
    kernels_.quantize(w.wide + dependent, stride, w.count, width, w.codes);
    kernels_.product(label_dependent_, w.codes, w.count, Add::Output, scores.labels, score_stride);
    kernels_.quantize(w.label_heads, width, w.count, width, w.codes);
    kernels_.product(label_head_, w.codes, w.count, Add::Output, scores.labels, score_stride);
    kernels_.quantize(products, width, w.count, width, w.codes);
    kernels_.product(label_product_, w.codes, w.count, Add::Output, scores.labels, score_stride);
    for (std::size_t i = 0; i < w.count; ++i) {
        add_to(scores.labels + i * score_stride, label_dependent_.bias, sizes_.deprels);
    }
}

}  // namespace trefoil::extract::neural
