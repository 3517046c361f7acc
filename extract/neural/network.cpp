// Words of a batch stand in packed order: position 0 of all sentences, then position 1 of those
// longer than 1, and so on, sentences by falling length. So one step of the recurrence is one
// product over neighbouring rows, and there is no padding. Each word's activations are quantised on
// their own, so its numbers do not depend on its neighbours in the batch.
#include "extract/neural/network.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "extract/neural/arguments.hpp"

namespace trefoil::extract::neural {

namespace {

constexpr float kLeak = 0.1F;

std::size_t pad(std::size_t n) {
    return (n + 15) / 16 * 16;
}

/// The rows from `row` on.
QuantizedRows row_of(const QuantizedRows& rows, std::size_t row) {
    return {rows.codes + row * rows.stride, rows.scales + row, rows.zeros + row, rows.stride};
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

std::uint16_t best_of(const float* scores, std::size_t count) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < count; ++i) {
        if (scores[i] > scores[best]) {
            best = i;
        }
    }
    return static_cast<std::uint16_t>(best);
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

/// Calls `visit` with each line of a section and its number.
template <typename Visit>
void each_line(const ModelFile& model, const std::string& section, Visit visit) {
    const auto bytes = model.section(section);
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    std::size_t line = 0;
    for (std::size_t at = 0; at < text.size(); ++line) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        visit(text.substr(at, end - at), line);
        at = end + 1;
    }
}

/// The number of the relation "root".
std::size_t find_root_label(const ModelFile& model) {
    std::optional<std::size_t> root;
    each_line(model, "net.labels.deprels", [&](std::string_view name, std::size_t line) {
        if (name == "root") {
            root = line;
        }
    });
    if (!root) {
        throw InputError("the model knows no relation 'root'", "english.model");
    }
    return *root;
}

/// What the tags are to crossing arcs.
std::vector<CrossingTag> find_crossing_tags(const ModelFile& model, std::size_t count) {
    std::vector<CrossingTag> tags(count, CrossingTag::Other);
    each_line(model, "net.labels.xpos", [&](std::string_view name, std::size_t line) {
        if (line < count) {
            tags[line] = crossing_tag_of(name);
        }
    });
    return tags;
}

/// The roles of the relations.
std::vector<Role> find_roles(const ModelFile& model, std::size_t count) {
    std::vector<Role> roles(count, Role::None);
    each_line(model, "net.labels.deprels", [&](std::string_view name, std::size_t line) {
        if (line < count) {
            roles[line] = role_of(name);
        }
    });
    return roles;
}

/// The two best heads of word `self` (from 0) beside `chosen` by their shares among `count`; the
/// root, which is never better than the root of the tree, stands for none.
void find_other_heads(const float* shares, std::size_t count, std::size_t chosen, HeadShare* best) {
    best[0] = best[1] = HeadShare{};
    for (std::size_t h = 1; h < count; ++h) {
        if (h == chosen || shares[h] <= best[1].share) {
            continue;
        }
        const HeadShare found{static_cast<std::int32_t>(h), shares[h]};
        if (shares[h] > best[0].share) {
            best[1] = best[0];
            best[0] = found;
        } else {
            best[1] = found;
        }
    }
}

Sizes read_sizes(const ModelFile& model) {
    const auto bytes = model.section("net.sizes");
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
struct Network::Words {
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
    float* side = nullptr;                ///< [arc width]
    float* distance = nullptr;            ///< [distance classes]
    float* heads = nullptr;               ///< [arc width] of one sentence and the root
    float* scores = nullptr;              ///< one sentence's arcs
    HeadShare* other_heads = nullptr;     ///< [2] the next best heads
    float* label_scores = nullptr;
    QuantizedRows codes;
    QuantizedRows step_codes;

    [[nodiscard]] std::size_t at(std::size_t sentence, std::size_t position) const {
        return offset[position] + sentence;
    }
};

Network::Network(const ModelFile& model, const Kernels& kernels)
    : kernels_(kernels), sizes_(read_sizes(model)) {
    const Sizes& s = sizes_;
    vocabularies_.vectors = StringTable(model.section("net.words.vector"), "net.words.vector");
    vocabularies_.words = StringTable(model.section("net.words.word"), "net.words.word");
    vocabularies_.affixes = StringTable(model.section("net.words.affix"), "net.words.affix");
    vocabularies_.shapes = StringTable(model.section("net.words.shape"), "net.words.shape");
    if (vocabularies_.vectors.size() + 1 != s.vectors ||
        vocabularies_.words.size() + 1 != s.words ||
        vocabularies_.affixes.size() + 1 != s.affixes ||
        vocabularies_.shapes.size() + 1 != s.shapes) {
        throw InputError("the model's vocabularies do not fit its network", "english.model");
    }
    vector_table_ = table(model, "net.table.vector", s.vectors, s.vector_width);
    word_table_ = table(model, "net.table.word", s.words, s.word_width);
    affix_table_ = table(model, "net.table.affix", s.affixes, s.affix_width);
    shape_table_ = table(model, "net.table.shape", s.shapes, s.shape_width);
    input_vector_ = matrix(model, "net.input.vector", s.width, s.vector_width);
    input_rest_ = matrix(model, "net.input.rest", s.width, s.input_width() - s.vector_width);
    const auto norm = [&](const std::string& name) {
        const float* both = floats(model, name, 2 * std::size_t{s.width});
        return Norm{both, both + s.width};
    };
    input_norm_ = norm("net.input.norm");
    for (std::size_t layer = 0; layer < 2; ++layer) {
        const std::string name = "net.lstm" + std::to_string(layer + 1);
        layers_[layer].norm = norm(name + ".norm");
        for (std::size_t d = 0; d < 2; ++d) {
            const std::string part = name + (d == 0 ? ".forward" : ".backward");
            layers_[layer].directions[d].input =
                matrix(model, part + ".input", 2 * std::size_t{s.width}, s.width);
            layers_[layer].directions[d].hidden =
                matrix(model, part + ".hidden", 2 * std::size_t{s.width}, s.width / 2);
        }
    }
    tag_hidden_ = matrix(model, "net.tag.hidden", s.tag_width, s.width);
    tags_ = matrix(model, "net.tag.out", s.tags(), s.tag_width);
    feedback_ = matrix(model, "net.tag.feedback", s.width, s.upos + s.xpos);
    projection_ = matrix(model, "net.projection",
                         2 * std::size_t{s.arc_width} + 2 * std::size_t{s.label_width}, s.width);
    arc_ = matrix(model, "net.arc", s.arc_width, s.arc_width);
    distance_ = matrix(model, "net.arc.distance", kDistances, s.arc_width);
    label_dependent_ = matrix(model, "net.label.dependent", s.deprels, s.label_width);
    label_product_ = matrix(model, "net.label.product", s.deprels, s.label_width);
    label_head_ = matrix(model, "net.label.head", s.deprels, s.label_width);
    arc_root_ = floats(model, "net.arc.root", s.arc_width);
    label_root_ = floats(model, "net.label.root", s.label_width);
    root_label_ = find_root_label(model);
    crossing_tags_ = find_crossing_tags(model, s.xpos);
    roles_ = find_roles(model, s.deprels);
    if (root_label_ >= s.deprels) {
        throw InputError("the model's relations do not fit its network", "english.model");
    }
}

void Network::embed(std::span<const BatchSentence> batch, const Words& w) const {
    const std::size_t vector_stride = pad(sizes_.vector_width);
    const std::size_t rest = sizes_.input_width() - sizes_.vector_width;
    const std::size_t rest_stride = pad(rest);
    for (std::size_t t = 0; t < w.longest; ++t) {
        for (std::size_t b = 0; b < w.active[t]; ++b) {
            float* out = w.wide + w.at(b, t) * vector_stride;
            std::fill(out + sizes_.vector_width, out + vector_stride, 0.0F);
            copy_embedding(vector_table_, batch[b].rows[t].vector, out);
        }
    }
    kernels_.quantize(w.wide, vector_stride, w.count, sizes_.vector_width, w.codes);
    kernels_.product(input_vector_, w.codes, w.count, Add::Bias, w.y, sizes_.width);
    for (std::size_t t = 0; t < w.longest; ++t) {
        for (std::size_t b = 0; b < w.active[t]; ++b) {
            const WordRows& rows = batch[b].rows[t];
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

void Network::direction(const Direction& d, bool reversed, const Words& w) const {
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

void Network::bilstm(const Layer& layer, const Words& w) const {
    kernels_.quantize(w.y, sizes_.width, w.count, sizes_.width, w.codes);
    direction(layer.directions[0], false, w);
    direction(layer.directions[1], true, w);
    for (std::size_t i = 0; i < w.count; ++i) {
        float* const y = w.y + i * sizes_.width;
        add_to(y, w.hidden + i * sizes_.width, sizes_.width);
        kernels_.layer_norm(y, sizes_.width, layer.norm.gain, layer.norm.bias);
    }
}

void Network::tag(std::span<const BatchSentence> batch, const Words& w) const {
    kernels_.quantize(w.y, sizes_.width, w.count, sizes_.width, w.codes);
    kernels_.product(tag_hidden_, w.codes, w.count, Add::Bias, w.narrow, sizes_.tag_width);
    kernels_.leaky(w.narrow, w.count * sizes_.tag_width, 0.0F);
    kernels_.quantize(w.narrow, sizes_.tag_width, w.count, sizes_.tag_width, w.codes);
    const std::size_t stride = pad(sizes_.tags());
    kernels_.product(tags_, w.codes, w.count, Add::Bias, w.wide, stride);
    const std::size_t both = sizes_.upos + sizes_.xpos;
    const std::size_t feedback_stride = pad(both);
    for (std::size_t t = 0; t < w.longest; ++t) {
        for (std::size_t b = 0; b < w.active[t]; ++b) {
            const std::size_t i = w.at(b, t);
            float* const scores = w.wide + i * stride;
            WordResult& result = batch[b].results[t];
            result.upos = best_of(scores, sizes_.upos);
            result.xpos = best_of(scores + sizes_.upos, sizes_.xpos);
            result.feats = best_of(scores + both, sizes_.feats);
            float* const rules = scores + both + sizes_.feats;
            result.rule = best_of(rules, sizes_.rules);
            rules[result.rule] = std::numeric_limits<float>::lowest();
            result.second_rule = best_of(rules, sizes_.rules);
            kernels_.softmax(scores, sizes_.upos);
            kernels_.softmax(scores + sizes_.upos, sizes_.xpos);
            float* const feedback = w.narrow + i * feedback_stride;
            std::copy(scores, scores + both, feedback);
            std::fill(feedback + both, feedback + feedback_stride, 0.0F);
        }
    }
    kernels_.quantize(w.narrow, feedback_stride, w.count, both, w.codes);
    for (std::size_t i = 0; i < w.count; ++i) {
        add_to(w.y + i * sizes_.width, feedback_.bias, sizes_.width);
    }
    kernels_.product(feedback_, w.codes, w.count, Add::Output, w.y, sizes_.width);
}

void Network::parse(std::span<const BatchSentence> batch, const Words& w) const {
    const std::size_t arc = sizes_.arc_width;
    const std::size_t stride = projection_.rows;
    kernels_.quantize(w.y, sizes_.width, w.count, sizes_.width, w.codes);
    kernels_.product(projection_, w.codes, w.count, Add::Bias, w.wide, stride);
    kernels_.leaky(w.wide, w.count * stride, kLeak);
    kernels_.quantize(w.wide, stride, w.count, arc, w.codes);
    kernels_.product(arc_, w.codes, w.count, Add::Bias, w.side, arc);
    const std::size_t distance_stride = pad(kDistances);
    kernels_.product(distance_, w.codes, w.count, Add::Bias, w.distance, distance_stride);
    EnglishTrees trees;
    std::vector<CrossingTag> tags;
    for (std::size_t b = 0; b < w.sentences; ++b) {
        const std::size_t n = batch[b].rows.size();
        std::copy(arc_root_, arc_root_ + arc, w.heads);
        for (std::size_t t = 0; t < n; ++t) {
            const float* from = w.wide + w.at(b, t) * stride + arc;
            std::copy(from, from + arc, w.heads + (t + 1) * arc);
        }
        for (std::size_t t = 0; t < n; ++t) {
            float* const scores = w.scores + t * (n + 1);
            kernels_.dots(w.side + w.at(b, t) * arc, w.heads, arc, n + 1, arc, scores);
            const float* distances = w.distance + w.at(b, t) * distance_stride;
            for (std::size_t h = 0; h < n; ++h) {
                if (h != t) {
                    scores[h + 1] += distances[distance_class(static_cast<std::ptrdiff_t>(h) -
                                                              static_cast<std::ptrdiff_t>(t))];
                }
            }
        }
        tags.clear();
        for (const WordResult& result : batch[b].results) {
            tags.push_back(crossing_tags_[result.xpos]);
        }
        const std::vector<std::int32_t> heads = trees.best({w.scores, n * (n + 1)}, n, tags);
        for (std::size_t t = 0; t < n; ++t) {
            batch[b].results[t].head = heads[t];
            float* const scores = w.scores + t * (n + 1);
            scores[t + 1] = std::numeric_limits<float>::lowest();
            kernels_.softmax(scores, n + 1);
            batch[b].results[t].arc_share = scores[heads[t]];
            find_other_heads(scores, n + 1, static_cast<std::size_t>(heads[t]),
                             w.other_heads + 2 * w.at(b, t));
        }
    }
}

Network::Arc Network::arc(const Words& w, std::size_t b, std::size_t t, std::int32_t head) const {
    const std::size_t stride = projection_.rows;
    const float* const dependents = w.wide + 2 * std::size_t{sizes_.arc_width};
    const float* const heads = dependents + sizes_.label_width;
    return {dependents + w.at(b, t) * stride,
            head == 0 ? label_root_ : heads + w.at(b, static_cast<std::size_t>(head - 1)) * stride};
}

void Network::score_labels(std::span<const Arc> arcs, const Words& w) const {
    const std::size_t width = sizes_.label_width;
    const std::size_t score_stride = pad(sizes_.deprels);
    for (std::size_t i = 0; i < arcs.size(); ++i) {
        kernels_.quantize(arcs[i].dependent, width, 1, width, row_of(w.codes, i));
        for (std::size_t k = 0; k < width; ++k) {
            w.side[i * width + k] = arcs[i].head[k] * arcs[i].dependent[k];
        }
    }
    kernels_.product(label_dependent_, w.codes, arcs.size(), Add::Bias, w.label_scores,
                     score_stride);
    for (std::size_t i = 0; i < arcs.size(); ++i) {
        kernels_.quantize(arcs[i].head, width, 1, width, row_of(w.codes, i));
    }
    kernels_.product(label_head_, w.codes, arcs.size(), Add::Output, w.label_scores, score_stride);
    kernels_.quantize(w.side, width, arcs.size(), width, w.codes);
    kernels_.product(label_product_, w.codes, arcs.size(), Add::Output, w.label_scores,
                     score_stride);
    for (std::size_t i = 0; i < arcs.size(); ++i) {
        float* const scores = w.label_scores + i * score_stride;
        scores[root_label_] = std::numeric_limits<float>::lowest();
        kernels_.softmax(scores, sizes_.deprels);
    }
}

void Network::label(std::span<const BatchSentence> batch, const Words& w) const {
    std::vector<Arc> arcs(w.count);
    for (std::size_t b = 0; b < w.sentences; ++b) {
        for (std::size_t t = 0; t < batch[b].rows.size(); ++t) {
            arcs[w.at(b, t)] = arc(w, b, t, batch[b].results[t].head);
        }
    }
    score_labels(arcs, w);
    for (std::size_t b = 0; b < w.sentences; ++b) {
        for (std::size_t t = 0; t < batch[b].rows.size(); ++t) {
            const float* const shares = w.label_scores + w.at(b, t) * pad(sizes_.deprels);
            WordResult& result = batch[b].results[t];
            result.deprel = result.head == 0 ? static_cast<std::uint16_t>(root_label_)
                                             : best_of(shares, sizes_.deprels);
            result.label_share = result.head == 0 ? 1.0F : shares[result.deprel];
        }
    }
}

void Network::settle(std::span<const BatchSentence> batch, const Words& w) const {
    struct Doubled {
        std::size_t sentence;
        OtherReadings others;
    };

    const std::size_t stride = pad(sizes_.deprels);
    std::vector<Doubled> doubled;
    for (std::size_t b = 0; b < w.sentences; ++b) {
        for (const std::size_t t : find_doubled(batch[b].results, roles_)) {
            const WordResult& result = batch[b].results[t];
            float* const shares = w.label_scores + w.at(b, t) * stride;
            shares[result.deprel] = 0;
            const std::uint16_t second = best_of(shares, sizes_.deprels);
            doubled.push_back({b, {t, 0, {}}});
            doubled.back().others.add({result.head, second, result.arc_share, shares[second]});
        }
    }
    if (doubled.empty()) {
        return;
    }
    std::vector<Arc> arcs(doubled.size());
    for (std::size_t rank = 0; rank < 2; ++rank) {
        const auto head_of = [&](const Doubled& word) {
            return w.other_heads[2 * w.at(word.sentence, word.others.word) + rank];
        };
        for (std::size_t i = 0; i < doubled.size(); ++i) {
            arcs[i] = arc(w, doubled[i].sentence, doubled[i].others.word, head_of(doubled[i]).head);
        }
        score_labels(arcs, w);
        for (std::size_t i = 0; i < doubled.size(); ++i) {
            const HeadShare head = head_of(doubled[i]);
            float* const shares = w.label_scores + i * stride;
            for (std::size_t k = 0; k < 2 && head.head != 0; ++k) {
                const std::uint16_t label = best_of(shares, sizes_.deprels);
                doubled[i].others.add({head.head, label, head.share, shares[label]});
                shares[label] = 0;
            }
        }
    }
    std::vector<OtherReadings> others;
    for (std::size_t i = 0; i < doubled.size(); ++i) {
        others.push_back(doubled[i].others);
        const std::size_t b = doubled[i].sentence;
        if (i + 1 == doubled.size() || doubled[i + 1].sentence != b) {
            settle_doubled(batch[b].results, roles_, others);
            others.clear();
        }
    }
}

void Network::run(std::span<const BatchSentence> batch, Workspace& workspace) const {
    if (batch.empty()) {
        return;
    }
    Words w;
    w.sentences = batch.size();
    w.longest = batch.front().rows.size();
    workspace.offset.assign(1, 0);
    workspace.count.clear();
    std::size_t active = batch.size();
    for (std::size_t t = 0; t < w.longest; ++t) {
        while (batch[active - 1].rows.size() <= t) {
            --active;
        }
        workspace.count.push_back(active);
        workspace.offset.push_back(workspace.offset.back() + active);
    }
    w.count = workspace.offset.back();
    w.offset = workspace.offset.data();
    w.active = workspace.count.data();

    const std::size_t n = w.count;
    const std::size_t widest =
        std::max({pad(sizes_.input_width()), pad(sizes_.tags()), pad(projection_.rows)});
    const std::size_t narrow = std::max({pad(sizes_.tag_width), pad(sizes_.upos + sizes_.xpos)});
    const std::size_t stride =
        (std::max<std::size_t>({sizes_.width, sizes_.input_width(), narrow}) + 63) / 64 * 64;
    std::size_t next = 0;
    const auto floats_of = [&](std::size_t count) {
        return workspace.scratch[next++].of<float>(count);
    };
    const auto codes_of = [&](std::size_t rows) {
        QuantizedRows q;
        q.codes = workspace.scratch[next++].of<std::uint8_t>(rows * stride);
        q.scales = workspace.scratch[next++].of<float>(rows);
        q.zeros = workspace.scratch[next++].of<std::int32_t>(rows);
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
    w.scores = floats_of(w.longest * (w.longest + 1));
    w.other_heads = workspace.scratch[next++].of<HeadShare>(n * 2);
    w.label_scores = floats_of(n * pad(sizes_.deprels));
    w.codes = codes_of(n);
    w.step_codes = codes_of(w.sentences);

    embed(batch, w);
    bilstm(layers_[0], w);
    tag(batch, w);
    bilstm(layers_[1], w);
    parse(batch, w);
    label(batch, w);
    settle(batch, w);
}

}  // namespace trefoil::extract::neural
