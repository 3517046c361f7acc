// The int8 network of the program against the float network of training: two separate
// implementations of the same form must find the same analysis.
#include "extract/train/export.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>

#include "extract/annotator.hpp"
#include "extract/model_file.hpp"
#include "extract/train/import.hpp"
#include "extract/train/inventory.hpp"
#include "extract/train/network.hpp"

using namespace trefoil::extract;
using namespace trefoil::extract::train;

namespace {

struct Word {
    const char* form;
    const char* lemma;
    const char* upos;
    const char* xpos;
    int head;
    const char* deprel;
};

Sentence sentence(const std::vector<Word>& words) {
    Sentence s;
    for (const Word& w : words) {
        Token& t = s.tokens.emplace_back();
        t.form = w.form;
        t.lemma = w.lemma;
        t.upos = w.upos;
        t.xpos = w.xpos;
        t.feats = std::string(w.upos) == "NOUN" ? "Number=Sing" : "_";
        t.head = w.head - 1;
        t.deprel = w.deprel;
    }
    return s;
}

std::vector<Sentence> treebank() {
    std::vector<Sentence> all;
    for (const char* animal : {"cat", "dog", "bird", "cow"}) {
        for (const char* verb : {"sees", "hears", "finds"}) {
            const std::string base = std::string(verb).substr(0, std::string(verb).size() - 1);
            all.push_back(sentence({{"The", "the", "DET", "DT", 2, "det"},
                                    {animal, animal, "NOUN", "NN", 3, "nsubj"},
                                    {verb, base.c_str(), "VERB", "VBZ", 0, "root"},
                                    {"a", "a", "DET", "DT", 5, "det"},
                                    {"mouse", "mouse", "NOUN", "NN", 3, "obj"},
                                    {".", ".", "PUNCT", ".", 3, "punct"}}));
            all.push_back(sentence({{"Animals", "animal", "NOUN", "NNS", 2, "nsubj"},
                                    {"sleep", "sleep", "VERB", "VBP", 0, "root"},
                                    {"near", "near", "ADP", "IN", 5, "case"},
                                    {"the", "the", "DET", "DT", 5, "det"},
                                    {animal, animal, "NOUN", "NN", 2, "obl"}}));
        }
    }
    return all;
}

StaticVectors vectors() {
    StaticVectors v;
    v.width = 20;
    v.words = {"the", "cat", "dog", "mouse", "sees"};
    Random random(8);
    for (std::size_t i = 0; i < v.words.size() * v.width; ++i) {
        v.values.push_back(static_cast<std::int8_t>(random.below(255)));
    }
    v.scales.assign(v.words.size(), 0.005F);
    return v;
}

struct TemporaryFile {
    std::string path = (std::filesystem::temp_directory_path() /
                        ("trefoil-export-test-" + std::to_string(::getpid()) + ".model"))
                           .string();

    ~TemporaryFile() { std::filesystem::remove(path); }
};

}  // namespace

TEST_CASE("an exported network finds in int8 what it found in float when trained") {
    const std::vector<Sentence> sentences = treebank();
    const Inventory inventory(sentences, vectors(), Inventory::Options{});
    neural::Sizes sizes = inventory.sizes();
    sizes.width = 32;
    sizes.tag_width = 16;
    sizes.arc_width = 16;
    sizes.label_width = 16;
    Network network(sizes, inventory.vectors(), inventory.word_counts(), 1);
    std::vector<EncodedSentence> encoded;
    std::vector<const EncodedSentence*> batch;
    for (const Sentence& s : sentences) {
        encoded.push_back(inventory.encode(s));
    }
    for (const std::size_t length : {6U, 5U}) {
        for (const EncodedSentence& e : encoded) {
            if (e.rows.size() == length) {
                batch.push_back(&e);
            }
        }
    }
    Random random(3);
    for (int step = 0; step < 60; ++step) {
        network.parameters().clear_gradients();
        network.train(batch, Dropout{}, random);
        network.parameters().step(AdamOptions{}, 1e-2);
    }

    TemporaryFile file;
    write_parser(file.path, inventory, network, "");
    const Annotator annotator(ModelFile::open(file.path));
    std::size_t same = 0;
    std::size_t all = 0;
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        std::vector<Sentence> found = {sentences[i]};
        for (Token& t : found[0].tokens) {
            t.head = kRoot;
            t.upos = t.xpos = t.feats = t.lemma = t.deprel = "";
        }
        annotator.annotate(found);
        const Prediction expected =
            network.predict(std::vector<const EncodedSentence*>{&encoded[i]})[0];
        for (std::size_t k = 0; k < found[0].tokens.size(); ++k) {
            const Token& t = found[0].tokens[k];
            CHECK(t.upos == inventory.upos.names[static_cast<std::size_t>(expected.upos[k])]);
            CHECK(t.xpos == inventory.xpos.names[static_cast<std::size_t>(expected.xpos[k])]);
            CHECK(t.head + 1 == expected.head[k]);
            CHECK(t.deprel ==
                  inventory.deprels.names[static_cast<std::size_t>(expected.deprel[k])]);
            same += t == sentences[i].tokens[k] ? 1 : 0;
            ++all;
        }
    }
    CHECK(same > 9 * all / 10);  // it also learnt the treebank, lemmas and features included

    // Read back, the weights are those of the program, and so is what they find.
    const auto again = read_parser(*ModelFile::open(file.path), inventory);
    const auto before = network.parameters().all().begin();
    CHECK(again->parameters().all()[0].value.isApprox(before->value, 0.01F));
    for (const EncodedSentence& e : encoded) {
        const std::vector<const EncodedSentence*> one = {&e};
        CHECK(again->predict(one)[0].head == network.predict(one)[0].head);
        CHECK(again->predict(one)[0].deprel == network.predict(one)[0].deprel);
    }
    const std::vector<Sentence> fewer(sentences.begin(), sentences.begin() + 2);
    const Inventory other(fewer, vectors(), Inventory::Options{});
    CHECK_THROWS(read_parser(*ModelFile::open(file.path), other));
}

TEST_CASE("checkpoints bring back weights, moments and averages") {
    Parameters written;
    Random random(1);
    written.add("a", 3, 2, true).fill(random, 1);
    written.all()[0].gradient.setOnes();
    written.step(AdamOptions{}, 0.1);
    TemporaryFile file;
    written.save(file.path);
    Parameters read;
    read.add("a", 3, 2, true);
    read.load(file.path);
    CHECK(read.steps() == 1);
    CHECK(read.all()[0].value == written.all()[0].value);
    CHECK(read.all()[0].second == written.all()[0].second);
    CHECK(read.all()[0].average == written.all()[0].average);
    Parameters other;
    other.add("b", 3, 2, true);
    CHECK_THROWS(other.load(file.path));
}
