// The shipped model on small sentences of our own.
#include "extract/annotator.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "extract/neural/network.hpp"
#include "extract/neural/tree.hpp"

using namespace trefoil::extract;

namespace {

std::shared_ptr<const ModelFile> model() {
    static const auto kModel = ModelFile::open(TREFOIL_SOURCE_DIR "/models/english.model");
    return kModel;
}

const Annotator& annotator() {
    static const Annotator kAnnotator(model());
    return kAnnotator;
}

/// Words between spaces.
Sentence words(const std::string& text) {
    Sentence sentence;
    std::string word;
    for (const char c : text + " ") {
        if (c != ' ') {
            word += c;
        } else if (!word.empty()) {
            sentence.tokens.emplace_back();
            sentence.tokens.back().form = word;
            word.clear();
        }
    }
    return sentence;
}

std::vector<Sentence> samples() {
    std::vector<Sentence> out;
    for (const char* text :
         {"The old ferry sank near the harbour on Monday .", "Nobody was hurt .", "",
          "She said that the bridge , which opened in 1932 , would be closed .", "Why ?",
          "“ It ’s late — go home … ”", "x", "THE COUNCIL HAS APPROVED ITS BUDGET",
          "Zażółć gęślą jaźń 日本語 🙂 \xC2\xA0 ."}) {
        out.push_back(words(text));
    }
    for (int i = 0; i < 60; ++i) {
        std::string text;
        for (int k = 0; k <= i % 23; ++k) {
            text += k % 3 == 0 ? "the "
                               : (k % 3 == 1 ? "report " + std::to_string(i * k) + " " : "says ");
        }
        out.push_back(words(text + "."));
    }
    return out;
}

bool is_tree(const Sentence& sentence) {
    std::vector<std::int32_t> heads;
    for (const Token& token : sentence.tokens) {
        heads.push_back(token.head + 1);
    }
    return neural::is_single_root_tree(heads);
}

}  // namespace

TEST_CASE("a plain sentence is tagged, lemmatised and parsed") {
    std::vector<Sentence> sentences = {words("The old ferry sank near the harbour on Monday .")};
    annotator().annotate(sentences);
    const auto& tokens = sentences[0].tokens;
    CHECK(tokens[0].upos == "DET");
    CHECK(tokens[2].upos == "NOUN");
    CHECK(tokens[2].xpos == "NN");
    CHECK(tokens[3].upos == "VERB");
    CHECK(tokens[3].lemma == "sink");
    CHECK(tokens[3].head == kRoot);
    CHECK(tokens[3].deprel == "root");
    CHECK(tokens[2].head == 3);
    CHECK(tokens[2].deprel == "nsubj");
    CHECK(tokens[8].upos == "PROPN");
    CHECK(tokens[2].feats == "Number=Sing");
}

TEST_CASE("every sentence gets a tree with one root, and the root alone the relation root") {
    std::vector<Sentence> sentences = samples();
    annotator().annotate(sentences);
    for (const Sentence& sentence : sentences) {
        if (!sentence.tokens.empty()) {
            CHECK(is_tree(sentence));
            CHECK_FALSE(sentence.windowed);
        }
        for (const Token& token : sentence.tokens) {
            CHECK_FALSE(token.upos.empty());
            CHECK_FALSE(token.lemma.empty());
            CHECK((token.head == kRoot) == (token.deprel == "root"));
        }
    }
}

TEST_CASE("a sentence's analysis does not depend on its batch or on the number of threads") {
    std::vector<Sentence> together = samples();
    annotator().annotate(together);
    std::vector<Sentence> alone = samples();
    for (Sentence& sentence : alone) {
        annotator().annotate({&sentence, 1});
    }
    CHECK(alone == together);
    std::vector<Sentence> threaded = samples();
    annotator().annotate(threaded, 3);
    CHECK(threaded == together);
    std::vector<Sentence> reversed = samples();
    std::ranges::reverse(reversed);
    annotator().annotate(reversed);
    std::ranges::reverse(reversed);
    CHECK(reversed == together);
}

TEST_CASE("all instruction sets give the same analysis") {
    std::vector<std::vector<neural::WordRows>> rows;
    std::vector<neural::WordResult> first;
    const neural::KernelList list = neural::available_kernels();
    for (std::size_t k = 0; k < list.count; ++k) {
        CAPTURE(list.items[k]->name);
        const neural::Network network(*model(), *list.items[k]);
        rows.clear();
        std::vector<Sentence> sentences = samples();
        std::ranges::stable_sort(sentences, [](const Sentence& a, const Sentence& b) {
            return a.tokens.size() > b.tokens.size();
        });
        std::size_t words = 0;
        for (const Sentence& sentence : sentences) {
            if (sentence.tokens.empty()) {
                continue;
            }
            rows.emplace_back();
            for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
                neural::WordKeys keys;
                keys.assign(sentence.tokens[i].form, i == 0);
                rows.back().push_back(network.vocabularies().rows(keys));
            }
            words += rows.back().size();
        }
        std::vector<neural::WordResult> results(words);
        std::vector<neural::BatchSentence> batch;
        std::size_t at = 0;
        for (const auto& r : rows) {
            batch.push_back({r, std::span(results).subspan(at, r.size())});
            at += r.size();
        }
        neural::Workspace workspace;
        network.run(batch, workspace);
        if (k == 0) {
            first = results;
        }
        CHECK(results == first);
    }
}

TEST_CASE("nothing and empty sentences are left alone") {
    std::vector<Sentence> none;
    annotator().annotate(none);
    std::vector<Sentence> empty(3);
    annotator().annotate(empty, 2);
    CHECK(empty == std::vector<Sentence>(3));
}

TEST_CASE(
    "a sentence longer than the window is parsed in windows and flagged, one of the window's "
    "length is not") {
    const auto repeated = [](std::size_t n) {
        std::string text;
        for (std::size_t i = 0; i < n; ++i) {
            text += i % 7 == 6 ? ", " : "word ";
        }
        return words(text);
    };
    std::vector<Sentence> sentences = {repeated(1500), repeated(400), repeated(401)};
    annotator().annotate(sentences);
    CHECK(sentences[0].windowed);
    CHECK_FALSE(sentences[1].windowed);
    CHECK(sentences[2].windowed);
    for (const Sentence& sentence : sentences) {
        CHECK(is_tree(sentence));
    }
}
