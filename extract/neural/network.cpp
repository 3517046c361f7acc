#include "extract/neural/network.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "extract/neural/tree.hpp"

namespace trefoil::extract::neural {

namespace {

std::size_t pad(std::size_t n) {
    return (n + 15) / 16 * 16;
}

std::uint16_t best_of(const float* scores, std::size_t count) {
    return static_cast<std::uint16_t>(std::max_element(scores, scores + count) - scores);
}

/// The number of the line "root" among the relations.
std::size_t find_root_label(const ModelFile& model) {
    const auto bytes = model.section("net.labels.deprels");
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    std::size_t line = 0;
    for (std::size_t at = 0; at < text.size(); ++line) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        if (text.substr(at, end - at) == "root") {
            return line;
        }
        at = end + 1;
    }
    throw InputError("the model knows no relation 'root'", "english.model");
}

/// Vocabularies and outputs are the same, widths may differ.
bool same_ends(const Sizes& a, const Sizes& b) {
    return a.vectors == b.vectors && a.words == b.words && a.affixes == b.affixes &&
           a.shapes == b.shapes && a.upos == b.upos && a.xpos == b.xpos && a.feats == b.feats &&
           a.rules == b.rules && a.deprels == b.deprels;
}

}  // namespace

Network::Network(const ModelFile& model, const Kernels& kernels) : kernels_(kernels) {
    members_.emplace_back(model, "net.", kernels);
    for (std::string prefix = "net2."; model.has(prefix + "sizes");
         prefix = "net" + std::to_string(members_.size() + 1) + ".") {
        members_.emplace_back(model, prefix, kernels);
        if (!same_ends(members_.back().sizes(), sizes())) {
            throw InputError("the model's networks do not fit together", "english.model");
        }
    }
    const Sizes& s = sizes();
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
    root_label_ = find_root_label(model);
    if (root_label_ >= s.deprels) {
        throw InputError("the model's relations do not fit its network", "english.model");
    }
}

BatchScores Network::lay_out(std::span<const BatchSentence> batch, Workspace& workspace) const {
    BatchScores scores;
    scores.longest = batch.front().rows.size();
    workspace.members.resize(members_.size());
    workspace.offset.assign(1, 0);
    workspace.active.clear();
    std::size_t active = batch.size();
    for (std::size_t t = 0; t < scores.longest; ++t) {
        while (batch[active - 1].rows.size() <= t) {
            --active;
        }
        workspace.active.push_back(active);
        workspace.offset.push_back(workspace.offset.back() + active);
    }
    std::size_t arcs = 0;
    workspace.arcs_at.clear();
    workspace.rows.clear();
    for (const BatchSentence& sentence : batch) {
        const std::size_t n = sentence.rows.size();
        workspace.arcs_at.push_back(arcs);
        workspace.rows.push_back(sentence.rows);
        arcs += n * (n + 1);
    }
    scores.words = workspace.offset.back();
    scores.offset = workspace.offset.data();
    scores.active = workspace.active.data();
    scores.arcs_at = workspace.arcs_at.data();
    scores.tag_stride = pad(sizes().tags());
    scores.label_stride = pad(sizes().deprels);
    const auto zeros = [&](std::size_t which, std::size_t count) {
        float* const sums = workspace.sums[which].of<float>(count);
        std::fill(sums, sums + count, 0.0F);
        return sums;
    };
    scores.tags = zeros(0, scores.words * scores.tag_stride);
    scores.labels = zeros(1, scores.words * scores.label_stride);
    scores.arcs = zeros(2, arcs);
    return scores;
}

void Network::choose_tags(std::span<const BatchSentence> batch, const BatchScores& scores) const {
    const Sizes& s = sizes();
    for (std::size_t t = 0; t < scores.longest; ++t) {
        for (std::size_t b = 0; b < scores.active[t]; ++b) {
            const float* at = scores.tags + scores.at(b, t) * scores.tag_stride;
            WordResult& result = batch[b].results[t];
            result.upos = best_of(at, s.upos);
            result.xpos = best_of(at += s.upos, s.xpos);
            result.feats = best_of(at += s.xpos, s.feats);
            result.rule = best_of(at += s.feats, s.rules);
            result.second_rule = result.rule == 0 ? 1 : 0;
            for (std::uint16_t rule = 0; rule < s.rules; ++rule) {
                if (rule != result.rule && at[rule] > at[result.second_rule]) {
                    result.second_rule = rule;
                }
            }
        }
    }
}

void Network::choose_heads(std::span<const BatchSentence> batch, const BatchScores& scores,
                           std::vector<std::int32_t>& heads) const {
    heads.resize(scores.words);
    const float share = 1.0F / static_cast<float>(members_.size());
    for (std::size_t b = 0; b < batch.size(); ++b) {
        const std::size_t n = batch[b].rows.size();
        float* const arcs = scores.arcs + scores.arcs_at[b];
        const std::vector<std::int32_t> best = best_tree({arcs, n * (n + 1)}, n);
        for (std::size_t t = 0; t < n; ++t) {
            heads[scores.at(b, t)] = best[t];
            float* const own = arcs + t * (n + 1);
            std::for_each(own, own + n + 1, [&](float& score) { score *= share; });
            own[t + 1] = std::numeric_limits<float>::lowest();
            kernels_.softmax(own, n + 1);
            batch[b].results[t].head = best[t];
            batch[b].results[t].arc_share = own[best[t]];
        }
    }
}

void Network::choose_labels(std::span<const BatchSentence> batch, const BatchScores& scores) const {
    const Sizes& s = sizes();
    const float share = 1.0F / static_cast<float>(members_.size());
    for (std::size_t t = 0; t < scores.longest; ++t) {
        for (std::size_t b = 0; b < scores.active[t]; ++b) {
            WordResult& result = batch[b].results[t];
            if (result.head == 0) {
                result.deprel = static_cast<std::uint16_t>(root_label_);
                result.label_share = 1;
                continue;
            }
            float* const own = scores.labels + scores.at(b, t) * scores.label_stride;
            std::for_each(own, own + s.deprels, [&](float& score) { score *= share; });
            own[root_label_] = std::numeric_limits<float>::lowest();
            result.deprel = best_of(own, s.deprels);
            kernels_.softmax(own, s.deprels);
            result.label_share = own[result.deprel];
        }
    }
}

void Network::run(std::span<const BatchSentence> batch, Workspace& workspace) const {
    if (batch.empty()) {
        return;
    }
    BatchScores scores = lay_out(batch, workspace);
    for (std::size_t m = 0; m < members_.size(); ++m) {
        members_[m].add_scores(workspace.rows, scores, workspace.members[m]);
    }
    choose_tags(batch, scores);
    choose_heads(batch, scores, workspace.heads);
    for (std::size_t m = 0; m < members_.size(); ++m) {
        members_[m].add_label_scores(workspace.rows, workspace.heads, scores, workspace.members[m]);
    }
    choose_labels(batch, scores);
}

}  // namespace trefoil::extract::neural
