// train_check_parser MODEL FILE.conllu [REPEAT [THREADS]]: analyses the words of a CoNLL-U file as
// given (gold tokens) and writes CoNLL-U, to be scored by a CoNLL 2018 scorer. Speed goes to
// standard error, the best of REPEAT runs.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fmt/format.h>
#include <iostream>
#include <string>
#include <vector>

#include "extract/annotator.hpp"
#include "extract/conllu.hpp"

namespace {

using trefoil::extract::Sentence;

/// The words alone: no gold tag is left that the annotator could see.
void clear_analysis(Sentence& sentence) {
    for (auto& token : sentence.tokens) {
        token.lemma.clear();
        token.upos.clear();
        token.xpos.clear();
        token.feats.clear();
        token.deprel.clear();
        token.name.clear();
        token.head = trefoil::extract::kRoot;
    }
}

void run(const std::string& model, const std::string& file, int repeat, unsigned threads) {
    const trefoil::extract::Annotator annotator(trefoil::extract::ModelFile::open(model));
    auto documents = trefoil::extract::read_conllu_file(file);
    std::vector<Sentence> sentences;
    std::size_t words = 0;
    for (auto& document : documents) {
        for (Sentence& sentence : document.sentences) {
            clear_analysis(sentence);
            words += sentence.tokens.size();
            sentences.push_back(sentence);
        }
    }
    double best = 1e9;
    for (int i = 0; i < repeat; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        annotator.annotate(sentences, threads);
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
        best = std::min(best, seconds.count());
    }
    std::fputs(
        fmt::format("{} sentences, {} words, {:.3f} s: {:.0f} sentences/s, {:.0f} words/s\n",
                    sentences.size(), words, best, static_cast<double>(sentences.size()) / best,
                    static_cast<double>(words) / best)
            .c_str(),
        stderr);
    std::size_t next = 0;
    for (const auto& document : documents) {
        for (std::size_t i = 0; i < document.sentences.size(); ++i) {
            trefoil::extract::ConlluOptions options;
            options.sent_id = document.notes[i].sent_id;
            options.newdoc = i == 0 ? document.id : "";
            write_conllu(std::cout, document.text, sentences[next++], options);
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::fputs("usage: train_check_parser MODEL FILE.conllu [REPEAT [THREADS]]\n", stderr);
        return 2;
    }
    try {
        run(argv[1], argv[2], argc > 3 ? std::atoi(argv[3]) : 1,
            argc > 4 ? static_cast<unsigned>(std::atoi(argv[4])) : 1U);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "error: %s\n", error.what());
        return 1;
    }
    return 0;
}
