// Activations are [features x words]. Up to the second BiLSTM the words stand in packed order
// (layers.hpp); the heads after it work on sentences one after the other ("plain order"), so that a
// sentence is a range of columns.
#include "extract/train/network.hpp"

#include <cmath>
#include <memory>

#include "extract/neural/tree.hpp"

namespace trefoil::extract::train {

namespace {

constexpr double kUposWeight = 0.5;
constexpr double kXposWeight = 0.5;
constexpr double kFeatsWeight = 0.3;
constexpr double kRuleWeight = 0.3;

Eigen::Index index(std::uint32_t n) {
    return static_cast<Eigen::Index>(n);
}

Block columns(const Block& b, Eigen::Index from, Eigen::Index count) {
    return {const_cast<float*>(b.data()) + from * b.rows(), b.rows(), count};
}

int best_row(const Block& scores, Eigen::Index column, Eigen::Index from, Eigen::Index count) {
    Eigen::Index best = 0;
    scores.col(column).segment(from, count).maxCoeff(&best);
    return static_cast<int>(best);
}

/// Multiplies each column by the mask column of its sentence.
void apply_sentence_mask(const Packing& packing, const Block& mask, Block x) {
    for (Eigen::Index c = 0; c < x.cols(); ++c) {
        x.col(c).array() *= mask.col(packing.sentence[static_cast<std::size_t>(c)]).array();
    }
}

/// Makes a block (or a struct of blocks) mean other memory: assignment would copy the numbers.
template <typename T>
void bind(T& to, const T& from) {
    std::destroy_at(&to);
    std::construct_at(&to, from);
}

/// What word `word` of a sentence should be in one respect.
void add_target(Targets& targets, const EncodedSentence& sentence, std::size_t word,
                std::vector<int> EncodedSentence::*label, Targets SoftLabels::*soft) {
    if (sentence.soft) {
        targets.add((*sentence.soft.*soft)[word]);
    } else {
        targets.add((sentence.*label)[word]);
    }
}

Block empty_block() {
    return {nullptr, 0, 0};
}

}  // namespace

/// The activations of one batch. Blocks named *_mask are empty without dropout.
struct Network::Forward {
    explicit Forward(Packing p) : packing(std::move(p)) {}

    Packing packing;
    std::vector<neural::WordRows> rows;  ///< packed order, after word dropout
    std::vector<Eigen::Index> start;   ///< plain order: first column of each sentence, and the end
    std::vector<Eigen::Index> packed;  ///< plain column -> packed column

    struct Norm {
        Block out = empty_block();
        Block normal = empty_block();
        Block inverse = empty_block();
    };

    struct Encoder {
        std::vector<Lstm::Saved> directions;
        Block mask = empty_block();
        Norm norm;
    };

    Block x = empty_block();
    Block x_mask = empty_block();
    Norm y0;
    Encoder layer1;
    Encoder layer2;
    Block tag_hidden = empty_block();
    Block tag_mask = empty_block();
    Block tag_probability = empty_block();
    Block feedback_in = empty_block();
    Block z1 = empty_block();
    Block plain = empty_block();  ///< y2 in plain order
    Block projected = empty_block();
    Block projected_mask = empty_block();
    Block arc_head_side = empty_block();  ///< U' d + u of each dependent
    Block arc_distance = empty_block();   ///< [distances x words]
    Block label_heads = empty_block();    ///< head side of the label of each word
    Block label_products = empty_block();
};

Network::Network(const neural::Sizes& sizes, const StaticVectors& vectors,
                 std::vector<std::size_t> word_counts, std::uint64_t seed)
    : sizes_(sizes),
      word_counts_(std::move(word_counts)),
      vectors_(index(sizes.vector_width), index(sizes.vectors)),
      initial_(seed),
      unknown_vector_(parameters_.add("vector.unknown", index(sizes.vector_width), 1, false)),
      words_(parameters_.add("embedding.word", index(sizes.word_width), index(sizes.words), false)),
      affixes_(parameters_.add("embedding.affix", index(sizes.affix_width), index(sizes.affixes),
                               false)),
      shapes_(
          parameters_.add("embedding.shape", index(sizes.shape_width), index(sizes.shapes), false)),
      input_(parameters_, "input", index(sizes.input_width()), index(sizes.width), initial_),
      input_norm_(parameters_, "input.norm", index(sizes.width)),
      forward1_(parameters_, "lstm1.forward", index(sizes.width), index(sizes.width / 2), false,
                initial_),
      backward1_(parameters_, "lstm1.backward", index(sizes.width), index(sizes.width / 2), true,
                 initial_),
      norm1_(parameters_, "lstm1.norm", index(sizes.width)),
      tag_hidden_(parameters_, "tag.hidden", index(sizes.width), index(sizes.tag_width), initial_),
      tags_(parameters_, "tag.out", index(sizes.tag_width), index(sizes.tags()), initial_),
      feedback_(parameters_, "tag.feedback", index(sizes.upos + sizes.xpos), index(sizes.width),
                initial_),
      forward2_(parameters_, "lstm2.forward", index(sizes.width), index(sizes.width / 2), false,
                initial_),
      backward2_(parameters_, "lstm2.backward", index(sizes.width), index(sizes.width / 2), true,
                 initial_),
      norm2_(parameters_, "lstm2.norm", index(sizes.width)),
      projection_(parameters_, "projection", index(sizes.width),
                  index(2 * sizes.arc_width + 2 * sizes.label_width), initial_),
      arc_root_(parameters_.add("arc.root", index(sizes.arc_width), 1, false)),
      arc_(parameters_, "arc", index(sizes.arc_width), index(sizes.arc_width), initial_),
      distance_(parameters_.add("arc.distance", Eigen::Index{neural::kDistances},
                                index(sizes.arc_width), false)),
      label_root_(parameters_.add("label.root", index(sizes.label_width), 1, false)),
      label_product_(
          parameters_.add("label.product", index(sizes.deprels), index(sizes.label_width), true)),
      label_dependent_(parameters_, "label.dependent", index(sizes.label_width),
                       index(sizes.deprels), initial_),
      label_head_(
          parameters_.add("label.head", index(sizes.deprels), index(sizes.label_width), true)) {
    vectors_.col(0).setZero();
    for (Eigen::Index i = 1; i < vectors_.cols(); ++i) {
        const auto row = static_cast<std::size_t>(i - 1);
        for (Eigen::Index k = 0; k < vectors_.rows(); ++k) {
            vectors_(k, i) = vectors.scales[row] *
                             static_cast<float>(
                                 vectors.values[row * vectors.width + static_cast<std::size_t>(k)]);
        }
    }
    words_.fill(initial_, 0.2);
    affixes_.fill(initial_, 0.2);
    shapes_.fill(initial_, 0.2);
    arc_root_.fill(initial_, 0.2);
    label_root_.fill(initial_, 0.2);
    distance_.fill(initial_, 0.05);
    label_product_.fill(initial_, 0.1);
    label_head_.fill(initial_, 0.1);
}

Network::~Network() = default;

void Network::embed(Forward& f, std::span<const EncodedSentence* const> batch,
                    const Dropout* dropout, Random* random) {
    const Eigen::Index words = f.packing.words();
    f.rows.resize(static_cast<std::size_t>(words));
    std::size_t column = 0;
    for (Eigen::Index t = 0; t < f.packing.steps(); ++t) {
        for (std::size_t b = 0; b < static_cast<std::size_t>(f.packing.count(t)); ++b) {
            neural::WordRows rows = batch[b]->rows[static_cast<std::size_t>(t)];
            if (dropout != nullptr) {
                const bool both = random->chance(dropout->both);
                const double count = static_cast<double>(word_counts_[rows.word]);
                if (both ||
                    random->chance(dropout->word / (dropout->word + count) + dropout->word_least)) {
                    rows.word = 0;
                }
                if (both || random->chance(dropout->vector)) {
                    rows.vector = 0;
                }
                if (random->chance(dropout->affixes)) {
                    rows.affixes.fill(0);
                }
            }
            f.rows[column++] = rows;
        }
    }
    bind(f.x, arena_.block(index(sizes_.input_width()), words));
    const Eigen::Index v = index(sizes_.vector_width);
    const Eigen::Index w = index(sizes_.word_width);
    const Eigen::Index a = index(sizes_.affix_width);
    for (Eigen::Index c = 0; c < words; ++c) {
        const neural::WordRows& rows = f.rows[static_cast<std::size_t>(c)];
        auto x = f.x.col(c);
        if (rows.vector == 0) {
            x.segment(0, v) = unknown_vector_.value.col(0);
        } else {
            x.segment(0, v) = vectors_.col(index(rows.vector));
        }
        x.segment(v, w) = words_.value.col(index(rows.word));
        for (std::size_t i = 0; i < neural::kAffixes; ++i) {
            x.segment(v + w + static_cast<Eigen::Index>(i) * a, a) =
                affixes_.value.col(index(rows.affixes[i]));
        }
        x.tail(index(sizes_.shape_width)) = shapes_.value.col(index(rows.shape));
    }
    if (dropout != nullptr) {
        bind(f.x_mask, arena_.block(f.x.rows(), words));
        dropout_mask(*random, dropout->input, f.x_mask);
        f.x.array() *= f.x_mask.array();
    }
}

void Network::encode(Forward& f, const Dropout* dropout, Random* random) {
    const Eigen::Index words = f.packing.words();
    const Eigen::Index width = index(sizes_.width);
    const Eigen::Index half = width / 2;
    const auto norm = [&](const LayerNorm& layer, const Block& x) {
        const Forward::Norm n{arena_.block(width, words), arena_.block(width, words),
                              arena_.block(1, words)};
        layer.forward(x, n.out, n.normal, n.inverse);
        return n;
    };
    const auto bilstm = [&](Forward::Encoder& layer, const Lstm& forward, const Lstm& backward,
                            const LayerNorm& layer_norm, const Block& in) {
        layer.directions.push_back(forward.forward(f.packing, in, arena_));
        layer.directions.push_back(backward.forward(f.packing, in, arena_));
        Block sum = arena_.block(width, words);
        sum.topRows(half) = layer.directions[0].hidden;
        sum.bottomRows(half) = layer.directions[1].hidden;
        if (dropout != nullptr) {
            bind(layer.mask,
                 arena_.block(width, static_cast<Eigen::Index>(f.packing.lengths.size())));
            dropout_mask(*random, dropout->layer, layer.mask);
            apply_sentence_mask(f.packing, layer.mask, sum);
        }
        sum += in;
        bind(layer.norm, norm(layer_norm, sum));
    };
    Block linear = arena_.block(width, words);
    input_.forward(f.x, linear);
    bind(f.y0, norm(input_norm_, linear));
    bilstm(f.layer1, forward1_, backward1_, norm1_, f.y0.out);

    bind(f.tag_hidden, arena_.block(index(sizes_.tag_width), words));
    tag_hidden_.forward(f.layer1.norm.out, f.tag_hidden);
    f.tag_hidden = f.tag_hidden.cwiseMax(0);
    if (dropout != nullptr) {
        bind(f.tag_mask, arena_.block(f.tag_hidden.rows(), words));
        dropout_mask(*random, dropout->head, f.tag_mask);
        f.tag_hidden.array() *= f.tag_mask.array();
    }
    bind(f.tag_probability, arena_.block(index(sizes_.tags()), words));
    tags_.forward(f.tag_hidden, f.tag_probability);
    for (Eigen::Index c = 0; c < words; ++c) {
        Eigen::Index from = 0;
        for (const std::uint32_t n : {sizes_.upos, sizes_.xpos, sizes_.feats, sizes_.rules}) {
            const Block part(f.tag_probability.col(c).data() + from, index(n), 1);
            softmax(part, part);
            from += index(n);
        }
    }
    bind(f.feedback_in, arena_.block(index(sizes_.upos + sizes_.xpos), words));
    f.feedback_in = f.tag_probability.topRows(f.feedback_in.rows());
    bind(f.z1, arena_.block(width, words));
    feedback_.forward(f.feedback_in, f.z1);
    f.z1 += f.layer1.norm.out;
    bilstm(f.layer2, forward2_, backward2_, norm2_, f.z1);
}

void Network::project(Forward& f, const Dropout* dropout, Random* random) {
    const Eigen::Index words = f.packing.words();
    bind(f.plain, arena_.block(index(sizes_.width), words));
    f.start.assign(1, 0);
    for (std::size_t b = 0; b < f.packing.lengths.size(); ++b) {
        for (Eigen::Index t = 0; t < f.packing.lengths[b]; ++t) {
            f.packed.push_back(f.packing.column(b, t));
        }
        f.start.push_back(static_cast<Eigen::Index>(f.packed.size()));
    }
    for (Eigen::Index c = 0; c < words; ++c) {
        f.plain.col(c) = f.layer2.norm.out.col(f.packed[static_cast<std::size_t>(c)]);
    }
    bind(f.projected, arena_.block(projection_.weight.value.rows(), words));
    projection_.forward(f.plain, f.projected);
    f.projected.array() = f.projected.array().max(kLeak * f.projected.array());
    if (dropout != nullptr) {
        bind(f.projected_mask, arena_.block(f.projected.rows(), words));
        dropout_mask(*random, dropout->head, f.projected_mask);
        f.projected.array() *= f.projected_mask.array();
    }
    const Eigen::Index arc = index(sizes_.arc_width);
    bind(f.arc_head_side, arena_.block(arc, words));
    f.arc_head_side.noalias() = arc_.weight.value * f.projected.topRows(arc);
    f.arc_head_side.colwise() += arc_.bias.value.col(0);
    bind(f.arc_distance, arena_.block(Eigen::Index{neural::kDistances}, words));
    f.arc_distance.noalias() = distance_.value * f.projected.topRows(arc);
}

Network::Forward Network::run(std::span<const EncodedSentence* const> batch, const Dropout* dropout,
                              Random* random) {
    arena_.reset();
    std::vector<Eigen::Index> lengths;
    for (const EncodedSentence* sentence : batch) {
        lengths.push_back(static_cast<Eigen::Index>(sentence->rows.size()));
    }
    Forward f{Packing(std::move(lengths))};
    embed(f, batch, dropout, random);
    encode(f, dropout, random);
    project(f, dropout, random);
    return f;
}

/// [heads + 1 x words] of one sentence; a word's own row is very low.
Block Network::arc_scores(const Forward& f, std::size_t sentence) {
    const Eigen::Index from = f.start[sentence];
    const Eigen::Index n = f.start[sentence + 1] - from;
    const Eigen::Index arc = index(sizes_.arc_width);
    Block scores = arena_.block(n + 1, n);
    const Block side = columns(f.arc_head_side, from, n);
    scores.row(0).noalias() = arc_root_.value.col(0).transpose() * side;
    scores.bottomRows(n).noalias() =
        columns(f.projected, from, n).middleRows(arc, arc).transpose() * side;
    for (Eigen::Index d = 0; d < n; ++d) {
        for (Eigen::Index h = 0; h < n; ++h) {
            scores(h + 1, d) =
                h == d
                    ? -1e9F
                    : scores(h + 1, d) +
                          f.arc_distance(static_cast<Eigen::Index>(neural::distance_class(h - d)),
                                         from + d);
        }
    }
    return scores;
}

/// Scores of all labels of all words at their `heads` (plain order; 0 the root).
Block Network::label_scores(Forward& f, std::span<const int> heads) {
    const Eigen::Index words = f.packing.words();
    const Eigen::Index width = index(sizes_.label_width);
    const Eigen::Index dependent_row = 2 * index(sizes_.arc_width);
    bind(f.label_heads, arena_.block(width, words));
    bind(f.label_products, arena_.block(width, words));
    Block dependents = arena_.block(width, words);
    dependents = f.projected.middleRows(dependent_row, width);
    for (std::size_t b = 0; b + 1 < f.start.size(); ++b) {
        for (Eigen::Index c = f.start[b]; c < f.start[b + 1]; ++c) {
            const int head = heads[static_cast<std::size_t>(c)];
            if (head == 0) {
                f.label_heads.col(c) = label_root_.value.col(0);
            } else {
                f.label_heads.col(c) =
                    f.projected.col(f.start[b] + head - 1).segment(dependent_row + width, width);
            }
        }
    }
    f.label_products = dependents.cwiseProduct(f.label_heads);
    Block scores = arena_.block(index(sizes_.deprels), words);
    label_dependent_.forward(dependents, scores);
    scores.noalias() += label_product_.value * f.label_products;
    scores.noalias() += label_head_.value * f.label_heads;
    return scores;
}

/// Cross-entropy of the heads; adds to the gradient of the projections.
double Network::arc_loss(Forward& f, std::span<const EncodedSentence* const> batch,
                         Block dprojected) {
    const Eigen::Index words = f.packing.words();
    const Eigen::Index arc = index(sizes_.arc_width);
    Block dside = arena_.block(arc, words);
    Block ddistance = arena_.zeros(f.arc_distance.rows(), words);
    double loss = 0;
    for (std::size_t b = 0; b < batch.size(); ++b) {
        const Eigen::Index from = f.start[b];
        const Eigen::Index n = f.start[b + 1] - from;
        Block probability = arc_scores(f, b);
        softmax(probability, probability);
        Block dscores = arena_.zeros(n + 1, n);
        Targets targets;
        for (std::size_t i = 0; i < batch[b]->rows.size(); ++i) {
            add_target(targets, *batch[b], i, &EncodedSentence::head, &SoftLabels::head);
        }
        loss += cross_entropy(probability, targets, 1.0, words, dscores);
        const Block side = columns(f.arc_head_side, from, n);
        arc_root_.gradient.noalias() += side * dscores.row(0).transpose();
        columns(dprojected, from, n).middleRows(arc, arc).noalias() +=
            side * dscores.bottomRows(n).transpose();
        columns(dside, from, n).noalias() = arc_root_.value.col(0) * dscores.row(0);
        columns(dside, from, n).noalias() +=
            columns(f.projected, from, n).middleRows(arc, arc) * dscores.bottomRows(n);
        for (Eigen::Index d = 0; d < n; ++d) {
            for (Eigen::Index h = 0; h < n; ++h) {
                if (h != d) {
                    ddistance(static_cast<Eigen::Index>(neural::distance_class(h - d)), from + d) +=
                        dscores(h + 1, d);
                }
            }
        }
    }
    const auto dependents = f.projected.topRows(arc);
    arc_.weight.gradient.noalias() += dside * dependents.transpose();
    arc_.bias.gradient.col(0) += dside.rowwise().sum();
    distance_.gradient.noalias() += ddistance * dependents.transpose();
    dprojected.topRows(arc).noalias() += arc_.weight.value.transpose() * dside;
    dprojected.topRows(arc).noalias() += distance_.value.transpose() * ddistance;
    return loss;
}

Losses Network::losses(Forward& f, std::span<const EncodedSentence* const> batch) {
    const Eigen::Index words = f.packing.words();
    const Eigen::Index width = index(sizes_.label_width);
    const Eigen::Index dependent_row = 2 * index(sizes_.arc_width);
    Losses losses;
    Block dprojected = arena_.zeros(f.projected.rows(), words);
    losses.arcs = arc_loss(f, batch, dprojected);

    std::vector<int> heads;
    Targets labels;
    for (const EncodedSentence* sentence : batch) {
        heads.insert(heads.end(), sentence->head.begin(), sentence->head.end());
        for (std::size_t i = 0; i < sentence->rows.size(); ++i) {
            add_target(labels, *sentence, i, &EncodedSentence::deprel, &SoftLabels::deprel);
        }
    }
    Block probability = label_scores(f, heads);
    softmax(probability, probability);
    Block dscores = arena_.zeros(probability.rows(), words);
    losses.labels = cross_entropy(probability, labels, 1.0, words, dscores);
    label_product_.gradient.noalias() += dscores * f.label_products.transpose();
    label_head_.gradient.noalias() += dscores * f.label_heads.transpose();
    label_dependent_.bias.gradient.col(0) += dscores.rowwise().sum();
    label_dependent_.weight.gradient.noalias() +=
        dscores * f.projected.middleRows(dependent_row, width).transpose();
    Block dproducts = arena_.block(width, words);
    dproducts.noalias() = label_product_.value.transpose() * dscores;
    Block dheads = arena_.block(width, words);
    dheads.noalias() = label_head_.value.transpose() * dscores;
    dheads += dproducts.cwiseProduct(f.projected.middleRows(dependent_row, width));
    auto ddependents = dprojected.middleRows(dependent_row, width);
    ddependents += dproducts.cwiseProduct(f.label_heads);
    ddependents.noalias() += label_dependent_.weight.value.transpose() * dscores;
    for (std::size_t b = 0; b + 1 < f.start.size(); ++b) {
        for (Eigen::Index c = f.start[b]; c < f.start[b + 1]; ++c) {
            const int head = heads[static_cast<std::size_t>(c)];
            if (head == 0) {
                label_root_.gradient.col(0) += dheads.col(c);
            } else {
                dprojected.col(f.start[b] + head - 1).segment(dependent_row + width, width) +=
                    dheads.col(c);
            }
        }
    }

    if (f.projected_mask.size() != 0) {
        dprojected.array() *= f.projected_mask.array();
    }
    dprojected.array() *=
        (f.projected.array() > 0)
            .select(1.0F, Eigen::ArrayXXf::Constant(dprojected.rows(), words, kLeak));
    Block dplain = arena_.block(f.plain.rows(), words);
    projection_.backward(f.plain, dprojected, &dplain);
    Block dtop = arena_.block(f.plain.rows(), words);
    for (Eigen::Index c = 0; c < words; ++c) {
        dtop.col(f.packed[static_cast<std::size_t>(c)]) = dplain.col(c);
    }

    // Tags, in packed order. The gradient through the feedback is added below.
    Eigen::Index row = 0;
    Block dtags = arena_.zeros(f.tag_probability.rows(), words);
    const auto tag_loss = [&](std::vector<int> EncodedSentence::*field, Targets SoftLabels::*soft,
                              std::uint32_t size, double weight) {
        Targets targets;
        for (Eigen::Index t = 0; t < f.packing.steps(); ++t) {
            for (std::size_t b = 0; b < static_cast<std::size_t>(f.packing.count(t)); ++b) {
                add_target(targets, *batch[b], static_cast<std::size_t>(t), field, soft);
            }
        }
        Block p = arena_.block(index(size), words);
        p = f.tag_probability.middleRows(row, index(size));
        Block d = arena_.zeros(index(size), words);
        losses.tags += cross_entropy(p, targets, weight, words, d);
        dtags.middleRows(row, index(size)) = d;
        row += index(size);
    };
    tag_loss(&EncodedSentence::upos, &SoftLabels::upos, sizes_.upos, kUposWeight);
    tag_loss(&EncodedSentence::xpos, &SoftLabels::xpos, sizes_.xpos, kXposWeight);
    tag_loss(&EncodedSentence::feats, &SoftLabels::feats, sizes_.feats, kFeatsWeight);
    tag_loss(&EncodedSentence::rule, &SoftLabels::rule, sizes_.rules, kRuleWeight);

    // Second BiLSTM, feedback, tags, first BiLSTM, input.
    const Eigen::Index full = index(sizes_.width);
    const auto bilstm = [&](Forward::Encoder& layer, Lstm& forward, Lstm& backward, LayerNorm& norm,
                            const Block& in, const Block& dout) {
        Block din = arena_.block(full, words);
        norm.backward(layer.norm.normal, layer.norm.inverse, dout, din);
        Block dsum = arena_.block(full, words);
        dsum = din;
        if (layer.mask.size() != 0) {
            apply_sentence_mask(f.packing, layer.mask, dsum);
        }
        Block half = arena_.block(full / 2, words);
        half = dsum.topRows(full / 2);
        forward.backward(f.packing, in, layer.directions[0], half, din, arena_);
        half = dsum.bottomRows(full / 2);
        backward.backward(f.packing, in, layer.directions[1], half, din, arena_);
        return din;
    };
    Block dz1 = bilstm(f.layer2, forward2_, backward2_, norm2_, f.z1, dtop);
    Block dfeedback = arena_.block(f.feedback_in.rows(), words);
    feedback_.backward(f.feedback_in, dz1, &dfeedback);
    for (Eigen::Index c = 0; c < words; ++c) {
        Eigen::Index from = 0;
        for (const std::uint32_t n : {sizes_.upos, sizes_.xpos}) {
            const auto p = f.feedback_in.col(c).segment(from, index(n));
            const auto d = dfeedback.col(c).segment(from, index(n));
            const float along = p.dot(d);
            dtags.col(c).segment(from, index(n)).array() += p.array() * (d.array() - along);
            from += index(n);
        }
    }
    Block dhidden = arena_.block(f.tag_hidden.rows(), words);
    tags_.backward(f.tag_hidden, dtags, &dhidden);
    if (f.tag_mask.size() != 0) {
        dhidden.array() *= f.tag_mask.array();
    }
    dhidden.array() *= (f.tag_hidden.array() > 0).cast<float>();
    tag_hidden_.backward(f.layer1.norm.out, dhidden, &dz1, true);  // dz1 is now the gradient of y1
    Block dy0 = bilstm(f.layer1, forward1_, backward1_, norm1_, f.y0.out, dz1);
    backward_input(f, dy0);
    return losses;
}

void Network::backward_input(Forward& f, Block dy0) {
    const Eigen::Index words = f.packing.words();
    Block dlinear = arena_.block(dy0.rows(), words);
    input_norm_.backward(f.y0.normal, f.y0.inverse, dy0, dlinear);
    Block dx = arena_.block(f.x.rows(), words);
    input_.backward(f.x, dlinear, &dx);
    if (f.x_mask.size() != 0) {
        dx.array() *= f.x_mask.array();
    }
    const Eigen::Index v = index(sizes_.vector_width);
    const Eigen::Index w = index(sizes_.word_width);
    const Eigen::Index a = index(sizes_.affix_width);
    for (Eigen::Index c = 0; c < words; ++c) {
        const neural::WordRows& rows = f.rows[static_cast<std::size_t>(c)];
        const auto d = dx.col(c);
        if (rows.vector == 0) {
            unknown_vector_.gradient.col(0) += d.segment(0, v);
        }
        words_.gradient.col(index(rows.word)) += d.segment(v, w);
        for (std::size_t i = 0; i < neural::kAffixes; ++i) {
            affixes_.gradient.col(index(rows.affixes[i])) +=
                d.segment(v + w + static_cast<Eigen::Index>(i) * a, a);
        }
        shapes_.gradient.col(index(rows.shape)) += d.tail(index(sizes_.shape_width));
    }
}

Losses Network::train(std::span<const EncodedSentence* const> batch, const Dropout& dropout,
                      Random& random) {
    Forward f = run(batch, &dropout, &random);
    return losses(f, batch);
}

Beliefs Network::beliefs(std::span<const EncodedSentence* const> batch) {
    last_ = std::make_unique<Forward>(run(batch, nullptr, nullptr));
    Beliefs out;
    out.tags.resize(last_->tag_probability.rows(), last_->packing.words());
    for (Eigen::Index c = 0; c < last_->packing.words(); ++c) {
        out.tags.col(c) = last_->tag_probability.col(last_->packed[static_cast<std::size_t>(c)]);
    }
    for (std::size_t b = 0; b < batch.size(); ++b) {
        const Block probability = arc_scores(*last_, b);
        softmax(probability, probability);
        out.arcs.emplace_back(probability);
    }
    return out;
}

Eigen::MatrixXf Network::relations(std::span<const int> heads) {
    const Block probability = label_scores(*last_, heads);
    softmax(probability, probability);
    return probability;
}

std::vector<Prediction> Network::predict(std::span<const EncodedSentence* const> batch) {
    Forward f = run(batch, nullptr, nullptr);
    std::vector<Prediction> out(batch.size());
    std::vector<int> heads;
    for (std::size_t b = 0; b < batch.size(); ++b) {
        const Block scores = arc_scores(f, b);
        const auto n = static_cast<std::size_t>(scores.cols());
        const std::vector<std::int32_t> tree =
            neural::best_tree({scores.data(), static_cast<std::size_t>(scores.size())}, n);
        out[b].head.assign(tree.begin(), tree.end());
        heads.insert(heads.end(), tree.begin(), tree.end());
    }
    const Block labels = label_scores(f, heads);
    for (std::size_t b = 0; b < batch.size(); ++b) {
        for (Eigen::Index c = f.start[b]; c < f.start[b + 1]; ++c) {
            out[b].deprel.push_back(best_row(labels, c, 0, labels.rows()));
            const Eigen::Index at = f.packed[static_cast<std::size_t>(c)];
            Eigen::Index from = 0;
            const auto best = [&](std::uint32_t n) {
                const int id = best_row(f.tag_probability, at, from, index(n));
                from += index(n);
                return id;
            };
            out[b].upos.push_back(best(sizes_.upos));
            out[b].xpos.push_back(best(sizes_.xpos));
            out[b].feats.push_back(best(sizes_.feats));
            out[b].rule.push_back(best(sizes_.rules));
        }
    }
    return out;
}

}  // namespace trefoil::extract::train
