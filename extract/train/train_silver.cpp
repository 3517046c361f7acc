// train_silver: collects sentences without analysis, on which a student learns what its teachers
// think (train_parser --silver). Writes the words as CoNLL-U. Documents that share a run of eight
// words with a file to avoid (the development sets) are left out, and so is what occurs twice.
#include <algorithm>
#include <cstdio>
#include <exception>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <string>
#include <unordered_set>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "extract/annotator.hpp"
#include "extract/conllu.hpp"
#include "extract/train/name_data.hpp"

namespace {

namespace train = trefoil::extract::train;
using trefoil::extract::Sentence;

constexpr std::size_t kRun = 8;
constexpr std::size_t kLeastWords = 3;
constexpr std::size_t kMostWords = 80;

struct Options {
    std::string model;
    std::string ner;
    std::vector<std::string> texts;
    std::vector<std::string> avoid;
    std::string out;
};

std::string read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        throw trefoil::InputError("cannot open the text", path);
    }
    return {std::istreambuf_iterator<char>(in), {}};
}

/// All runs of kRun words of a document, each as one string.
std::vector<std::string> runs_of(const std::vector<Sentence>& sentences) {
    std::vector<std::string> words;
    for (const Sentence& sentence : sentences) {
        for (const auto& token : sentence.tokens) {
            words.push_back(token.form);
        }
    }
    std::vector<std::string> runs;
    for (std::size_t i = 0; i + kRun <= words.size(); ++i) {
        std::string run;
        for (std::size_t k = 0; k < kRun; ++k) {
            run += words[i + k] + " ";
        }
        runs.push_back(std::move(run));
    }
    return runs;
}

class Collector {
  public:
    explicit Collector(const Options& options)
        : tokenizer_(trefoil::extract::ModelFile::open(options.model)), out_(options.out) {
        for (const std::string& path : options.avoid) {
            for (const auto& document : trefoil::extract::read_conllu_file(path)) {
                const auto runs = runs_of(document.sentences);
                avoid_.insert(runs.begin(), runs.end());
            }
        }
    }

    const trefoil::extract::Tokenizer& tokenizer() const { return tokenizer_; }

    void text(const std::string& source, const std::string& text) {
        document(source, tokenizer_.tokenize(text));
    }

    void document(const std::string& source, const std::vector<Sentence>& sentences) {
        if (std::ranges::any_of(runs_of(sentences),
                                [&](const std::string& run) { return avoid_.contains(run); })) {
            ++avoided_;
            return;
        }
        for (const Sentence& sentence : sentences) {
            write(source, sentence);
        }
    }

    void finish() {
        out_.close();
        if (!out_) {
            throw trefoil::InputError("cannot write the sentences", "train_silver");
        }
        fmt::print("{} sentences, {} words; {} documents avoided\n", sentences_, words_, avoided_);
    }

  private:
    void write(const std::string& source, const Sentence& sentence) {
        std::string key;
        for (const auto& token : sentence.tokens) {
            key += token.form + " ";
            if (token.form.starts_with('#')) {
                return;
            }
        }
        const std::size_t n = sentence.tokens.size();
        if (n < kLeastWords || n > kMostWords || !seen_.insert(key).second) {
            return;
        }
        out_ << "# source = " << source << "\n";
        for (std::size_t i = 0; i < n; ++i) {
            out_ << i + 1 << "\t" << sentence.tokens[i].form << "\t_\t_\t_\t_\t0\troot\t_\t_\n";
        }
        out_ << "\n";
        ++sentences_;
        words_ += n;
    }

    trefoil::extract::Tokenizer tokenizer_;
    std::ofstream out_;
    std::unordered_set<std::string> avoid_;
    std::unordered_set<std::string> seen_;
    std::size_t sentences_ = 0;
    std::size_t words_ = 0;
    std::size_t avoided_ = 0;
};

void collect_columns(Collector& collector, const std::string& folder) {
    for (const train::NameSource& source :
         train::read_ner_folder(folder, collector.tokenizer(), false)) {
        for (const train::NameExample& example : source.examples) {
            collector.document(source.name, {example.sentence});
        }
    }
}

/// The second column of each line but the first.
void collect_gap(Collector& collector, const std::string& path) {
    std::ifstream in(path);
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        const std::size_t from = line.find('\t') + 1;
        collector.text("gap", line.substr(from, line.find('\t', from) - from));
    }
}

void collect_re3d(Collector& collector, const std::string& folder) {
    for (const char* part :
         {"centcom", "us-state-department", "wikipedia", "australian-department-of-foreign-affairs",
          "delegation-of-the-european-union-to-syria"}) {
        std::ifstream in(folder + "/" + part + "/documents.json");
        std::string line;
        while (std::getline(in, line)) {
            if (!line.empty()) {
                collector.text(std::string("re3d ") + part,
                               nlohmann::json::parse(line).at("text").get<std::string>());
            }
        }
    }
}

int run(int argc, char** argv) {
    Options options;
    CLI::App app{"Collects sentences for a student to learn from its teachers."};
    app.add_option("--model", options.model, "model with the tokeniser")->required();
    app.add_option("--ner", options.ner, "folder of the name sets")->required();
    app.add_option("--text", options.texts, "plain text files, a document each");
    app.add_option("--avoid", options.avoid, "CoNLL-U files that must not occur");
    app.add_option("-o", options.out, "CoNLL-U file to write")->required();
    CLI11_PARSE(app, argc, argv);
    Collector collector(options);
    collect_columns(collector, options.ner);
    collect_gap(collector, options.ner + "/gap/gap-development.tsv");
    collect_re3d(collector, options.ner + "/re3d");
    for (const std::string& path : options.texts) {
        collector.text("sotu", read_file(path));
    }
    collector.finish();
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "error: %s\n", error.what());
        return 1;
    }
}
