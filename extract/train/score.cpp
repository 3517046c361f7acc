#include "extract/train/score.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace trefoil::extract::train {

void Scores::add(const EncodedSentence& gold, const Prediction& found, const Inventory& inventory) {
    const auto main_part = [&](int deprel) {
        const std::string& name = inventory.deprels.names[static_cast<std::size_t>(deprel)];
        return name.substr(0, name.find(':'));
    };
    for (std::size_t i = 0; i < gold.rows.size(); ++i) {
        ++words;
        upos += gold.upos[i] == found.upos[i] ? 1 : 0;
        xpos += gold.xpos[i] == found.xpos[i] ? 1 : 0;
        feats += gold.feats[i] == found.feats[i] ? 1 : 0;
        rule += gold.rule[i] == found.rule[i] ? 1 : 0;
        if (gold.head[i] == found.head[i]) {
            ++head;
            labelled +=
                gold.deprel[i] >= 0 && main_part(gold.deprel[i]) == main_part(found.deprel[i]) ? 1
                                                                                               : 0;
        }
    }
}

std::string Scores::line() const {
    const auto percent = [this](std::size_t n) {
        return words == 0 ? 0.0 : 100.0 * static_cast<double>(n) / static_cast<double>(words);
    };
    return fmt::format("upos {:.2f} xpos {:.2f} feats {:.2f} rule {:.2f} uas {:.2f} las {:.2f}",
                       percent(upos), percent(xpos), percent(feats), percent(rule), percent(head),
                       percent(labelled));
}

std::vector<std::vector<std::size_t>> make_batches(const std::vector<std::size_t>& lengths,
                                                   std::size_t words, Random* random) {
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t i = 0; i < lengths.size(); ++i) {
        if (lengths[i] > 0) {
            const double blur = random != nullptr ? 3 * random->uniform() : 0;
            order.emplace_back(static_cast<double>(lengths[i]) + blur, i);
        }
    }
    std::ranges::sort(order);
    std::vector<std::vector<std::size_t>> batches;
    std::size_t filled = words;
    for (const auto& [key, i] : order) {
        if (batches.empty() || filled + lengths[i] > words) {
            batches.emplace_back();
            filled = 0;
        }
        batches.back().push_back(i);
        filled += lengths[i];
    }
    for (auto& batch : batches) {
        std::ranges::stable_sort(
            batch, [&](std::size_t a, std::size_t b) { return lengths[a] > lengths[b]; });
    }
    if (random != nullptr) {
        for (std::size_t i = batches.size(); i > 1; --i) {
            std::swap(batches[i - 1], batches[random->below(i)]);
        }
    }
    return batches;
}

Scores score(Network& network, const std::vector<EncodedSentence>& sentences,
             const Inventory& inventory) {
    std::vector<std::size_t> lengths;
    for (const EncodedSentence& sentence : sentences) {
        lengths.push_back(sentence.rows.size());
    }
    Scores scores;
    for (const auto& batch : make_batches(lengths, 900, nullptr)) {
        std::vector<const EncodedSentence*> members;
        for (const std::size_t i : batch) {
            members.push_back(&sentences[i]);
        }
        const std::vector<Prediction> found = network.predict(members);
        for (std::size_t i = 0; i < members.size(); ++i) {
            scores.add(*members[i], found[i], inventory);
        }
    }
    return scores;
}

}  // namespace trefoil::extract::train
