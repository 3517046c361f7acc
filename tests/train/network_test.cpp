#include "extract/train/network.hpp"

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "extract/neural/tree.hpp"
#include "extract/train/score.hpp"
#include "extract/train/teacher.hpp"

using namespace trefoil::extract;
using namespace trefoil::extract::train;

namespace {

neural::Sizes small_sizes() {
    neural::Sizes s;
    s.vector_width = 5;
    s.word_width = 4;
    s.affix_width = 2;
    s.shape_width = 2;
    s.width = 8;
    s.tag_width = 6;
    s.arc_width = 5;
    s.label_width = 4;
    s.vectors = 4;
    s.words = 5;
    s.affixes = 9;
    s.shapes = 3;
    s.upos = 3;
    s.xpos = 4;
    s.feats = 3;
    s.rules = 2;
    s.deprels = 4;
    return s;
}

StaticVectors small_vectors() {
    StaticVectors v;
    v.width = 5;
    v.words = {"a", "b", "c"};
    for (int i = 0; i < 15; ++i) {
        v.values.push_back(static_cast<std::int8_t>(37 * i % 120 - 60));
    }
    v.scales = {0.01F, 0.02F, 0.01F};
    return v;
}

EncodedSentence sentence(Random& random, std::size_t n) {
    const neural::Sizes s = small_sizes();
    EncodedSentence e;
    for (std::size_t i = 0; i < n; ++i) {
        neural::WordRows rows;
        rows.vector = static_cast<std::uint32_t>(random.below(s.vectors));
        rows.word = static_cast<std::uint32_t>(random.below(s.words));
        rows.shape = static_cast<std::uint32_t>(random.below(s.shapes));
        for (auto& affix : rows.affixes) {
            affix = static_cast<std::uint32_t>(random.below(s.affixes));
        }
        e.rows.push_back(rows);
        e.upos.push_back(static_cast<int>(random.below(s.upos)));
        e.xpos.push_back(static_cast<int>(random.below(s.xpos)));
        e.feats.push_back(static_cast<int>(random.below(s.feats)));
        e.rule.push_back(i == 1 ? -1 : static_cast<int>(random.below(s.rules)));
        e.head.push_back(static_cast<int>(i));  // a chain
        e.deprel.push_back(static_cast<int>(random.below(s.deprels)));
    }
    return e;
}

struct Setup {
    Random random{5};
    std::vector<EncodedSentence> sentences = {sentence(random, 5), sentence(random, 4),
                                              sentence(random, 2)};
    std::vector<const EncodedSentence*> batch = {&sentences[0], &sentences[1], &sentences[2]};
    Network network{small_sizes(), small_vectors(), std::vector<std::size_t>(5, 10), 3};
};

Dropout no_dropout() {
    Dropout d;
    d.input = d.layer = d.head = d.vector = d.word = d.word_least = d.both = d.affixes = 0;
    return d;
}

double total(const Losses& losses) {
    return losses.arcs + losses.labels + losses.tags;
}

}  // namespace

TEST_CASE("the gradients of the whole network agree with differences") {
    Setup s;
    const Dropout dropout = no_dropout();
    Random random(1);
    s.network.parameters().clear_gradients();
    s.network.train(s.batch, dropout, random);
    std::vector<Eigen::MatrixXf> gradients;
    for (const Parameter& p : s.network.parameters().all()) {
        gradients.push_back(p.gradient);
    }
    std::size_t index = 0;
    for (Parameter& p : s.network.parameters().all()) {
        CAPTURE(p.name);
        const Eigen::MatrixXf& gradient = gradients[index++];
        CHECK(gradient.norm() > 1e-5);
        for (int probe = 0; probe < 12; ++probe) {
            const auto i =
                static_cast<Eigen::Index>(s.random.below(static_cast<std::size_t>(p.value.size())));
            constexpr float kStep = 1e-3F;
            const float before = p.value.data()[i];
            p.value.data()[i] = before + kStep;
            const double high = total(s.network.train(s.batch, dropout, random));
            p.value.data()[i] = before - kStep;
            const double low = total(s.network.train(s.batch, dropout, random));
            p.value.data()[i] = before;
            const double numeric = (high - low) / (2 * static_cast<double>(kStep));
            CHECK(static_cast<double>(gradient.data()[i]) ==
                  doctest::Approx(numeric).epsilon(0.03).scale(0.2));
        }
    }
}

TEST_CASE("what teachers think is learnt instead of a sentence's own labels") {
    Setup s;
    Teachers teachers;
    for (const std::uint64_t seed : {11U, 12U}) {
        teachers.add(std::make_unique<Network>(small_sizes(), small_vectors(),
                                               std::vector<std::size_t>(5, 10), seed));
    }
    std::vector<EncodedSentence> gold = s.sentences;
    teachers.teach(gold, 0.25, false);
    for (std::size_t i = 0; i < gold[0].rows.size(); ++i) {
        double sum = 0;
        double right = 0;
        for (const Share& share : gold[0].soft->head[i]) {
            sum += static_cast<double>(share.weight);
            right += share.label == gold[0].head[i] ? static_cast<double>(share.weight) : 0;
        }
        CHECK(sum == doctest::Approx(1));
        CHECK(right >= 0.75);
    }
    CHECK(gold[0].soft->rule[1].empty());  // no label to learn: nothing of the teachers either

    std::vector<EncodedSentence> silver = s.sentences;
    for (EncodedSentence& e : silver) {
        e.head.assign(e.rows.size(), 0);
        e.upos.assign(e.rows.size(), -1);
    }
    teachers.teach(silver, 1, true);
    std::vector<const EncodedSentence*> batch;
    for (const EncodedSentence& e : silver) {
        CHECK(neural::is_single_root_tree(e.head));
        batch.push_back(&e);
    }
    Random random(2);
    Losses first;
    Losses last;
    for (int step = 0; step < 200; ++step) {
        s.network.parameters().clear_gradients();
        last = s.network.train(batch, no_dropout(), random);
        first = step == 0 ? last : first;
        s.network.parameters().step(AdamOptions{}, 1e-2);
    }
    CHECK(total(last) < total(first));
    CHECK(s.network.predict(batch)[0].head == silver[0].head);
}

TEST_CASE("the network learns three sentences by heart") {
    Setup s;
    for (EncodedSentence& e : s.sentences) {  // make words tell their labels
        for (std::size_t i = 0; i < e.rows.size(); ++i) {
            e.upos[i] = static_cast<int>(e.rows[i].vector % 3);
        }
    }
    Random random(2);
    AdamOptions adam;
    Losses first;
    Losses last;
    for (int step = 0; step < 300; ++step) {
        s.network.parameters().clear_gradients();
        last = s.network.train(s.batch, no_dropout(), random);
        if (step == 0) {
            first = last;
        }
        s.network.parameters().step(adam, 1e-2);
    }
    CHECK(last.arcs < 0.1 * first.arcs);
    CHECK(last.labels < 0.2 * first.labels);
    const auto found = s.network.predict(s.batch);
    CHECK(found[0].head == s.sentences[0].head);
    CHECK(found[2].upos == s.sentences[2].upos);
}

TEST_CASE("the same seed gives the same weights, bit for bit") {
    const auto weights = [] {
        Setup s;
        Random random(9);
        for (int step = 0; step < 5; ++step) {
            s.network.parameters().clear_gradients();
            s.network.train(s.batch, Dropout{}, random);
            s.network.parameters().step(AdamOptions{}, 1e-2);
        }
        std::vector<float> all;
        for (const Parameter& p : s.network.parameters().all()) {
            all.insert(all.end(), p.average.data(), p.average.data() + p.average.size());
        }
        return all;
    };
    CHECK(weights() == weights());
}

TEST_CASE("batches hold every sentence once, by falling length, within the limit of words") {
    Random random(4);
    const std::vector<std::size_t> lengths = {3, 0, 12, 5, 5, 40, 7, 3};
    std::vector<int> seen(lengths.size(), 0);
    for (const auto& batch : make_batches(lengths, 15, &random)) {
        std::size_t words = 0;
        for (std::size_t i = 0; i < batch.size(); ++i) {
            ++seen[batch[i]];
            words += lengths[batch[i]];
            CHECK((i == 0 || lengths[batch[i - 1]] >= lengths[batch[i]]));
        }
        CHECK((words <= 15 || batch.size() == 1));
    }
    CHECK(seen == std::vector<int>{1, 0, 1, 1, 1, 1, 1, 1});
}
