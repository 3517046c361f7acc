#include "extract/train/teacher.hpp"

#include <algorithm>
#include <cmath>

#include "extract/neural/tree.hpp"
#include "extract/train/score.hpp"

namespace trefoil::extract::train {

namespace {

/// Adds one word: `trust` of `probability`, the rest to `label` (all of it to the probability if
/// there is no label).
void add_mixed(Targets& targets, const Eigen::Ref<const Eigen::VectorXf>& probability, int label,
               double trust) {
    std::vector<Share> shares;
    const auto weight = static_cast<float>(label < 0 ? 1.0 : trust);
    float kept = 0;
    for (Eigen::Index i = 0; i < probability.size(); ++i) {
        if (probability[i] >= Teachers::kLeast) {
            shares.push_back({static_cast<std::uint16_t>(i), probability[i]});
            kept += probability[i];
        }
    }
    bool found = label < 0;
    for (Share& share : shares) {
        share.weight *= weight / kept;
        if (share.label == label) {
            share.weight += 1 - weight;
            found = true;
        }
    }
    if (!found) {
        shares.push_back({static_cast<std::uint16_t>(label), 1 - weight});
    }
    targets.add(shares);
}

/// The tree with the largest product of probabilities.
std::vector<int> tree_of(const Eigen::MatrixXf& probability) {
    const Eigen::MatrixXf scores = (probability.array() + 1e-20F).log();
    const auto heads = neural::best_tree({scores.data(), static_cast<std::size_t>(scores.size())},
                                         static_cast<std::size_t>(scores.cols()));
    return {heads.begin(), heads.end()};
}

}  // namespace

Beliefs Teachers::beliefs(const std::vector<const EncodedSentence*>& batch) {
    Beliefs mean;
    for (const auto& network : networks_) {
        Beliefs one = network->beliefs(batch);
        if (mean.arcs.empty()) {
            mean = std::move(one);
            continue;
        }
        mean.tags += one.tags;
        for (std::size_t b = 0; b < batch.size(); ++b) {
            mean.arcs[b] += one.arcs[b];
        }
    }
    const auto share = 1 / static_cast<float>(networks_.size());
    mean.tags *= share;
    for (Eigen::MatrixXf& arcs : mean.arcs) {
        arcs *= share;
    }
    return mean;
}

void Teachers::teach_batch(const std::vector<EncodedSentence*>& batch, double trust,
                           bool unlabelled) {
    const Beliefs mean = beliefs({batch.begin(), batch.end()});
    std::vector<int> heads;
    for (std::size_t b = 0; b < batch.size(); ++b) {
        if (unlabelled) {
            batch[b]->head = tree_of(mean.arcs[b]);
        }
        heads.insert(heads.end(), batch[b]->head.begin(), batch[b]->head.end());
    }
    Eigen::MatrixXf relations = networks_[0]->relations(heads);
    for (std::size_t i = 1; i < networks_.size(); ++i) {
        relations += networks_[i]->relations(heads);
    }
    relations /= static_cast<float>(networks_.size());

    const neural::Sizes& sizes = networks_[0]->sizes();
    Eigen::Index column = 0;
    for (std::size_t b = 0; b < batch.size(); ++b) {
        EncodedSentence& sentence = *batch[b];
        auto soft = std::make_shared<SoftLabels>();
        for (std::size_t i = 0; i < sentence.rows.size(); ++i, ++column) {
            Eigen::Index from = 0;
            const auto tag = [&](Targets& targets, const std::vector<int>& gold, std::uint32_t n) {
                if (!unlabelled && gold[i] < 0) {
                    targets.add(-1);
                } else {
                    add_mixed(targets, mean.tags.col(column).segment(from, n),
                              unlabelled ? -1 : gold[i], trust);
                }
                from += n;
            };
            tag(soft->upos, sentence.upos, sizes.upos);
            tag(soft->xpos, sentence.xpos, sizes.xpos);
            tag(soft->feats, sentence.feats, sizes.feats);
            tag(soft->rule, sentence.rule, sizes.rules);
            add_mixed(soft->head, mean.arcs[b].col(static_cast<Eigen::Index>(i)),
                      unlabelled ? -1 : sentence.head[i], trust);
            add_mixed(soft->deprel, relations.col(column), unlabelled ? -1 : sentence.deprel[i],
                      trust);
        }
        sentence.soft = std::move(soft);
    }
}

void Teachers::teach(std::span<EncodedSentence> sentences, double trust, bool unlabelled) {
    std::vector<std::size_t> lengths;
    for (const EncodedSentence& sentence : sentences) {
        lengths.push_back(sentence.rows.size());
    }
    for (const auto& members : make_batches(lengths, 900, nullptr)) {
        std::vector<EncodedSentence*> batch;
        for (const std::size_t i : members) {
            batch.push_back(&sentences[i]);
        }
        teach_batch(batch, trust, unlabelled);
    }
}

}  // namespace trefoil::extract::train
