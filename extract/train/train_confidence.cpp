// Trains the weights of the confidence model (extract/confidence.hpp) and writes them as a header.
//
// Data: sentences with gold tuples (sentence, relation and arguments separated by tabs). The
// program extracts from each sentence and pairs what it finds with the gold as CaRB does: one to
// one, best pair first, a pair's worth being the share of the found words that the gold has. That
// share, 0 for what is left over, is what the model learns to predict: a logistic regression with a
// Gaussian prior, by Newton's method. The figures it prints are cross-fitted: each fold of
// sentences is judged by weights from the other folds; the weights it writes are from all.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <Eigen/Dense>

#include "base/error.hpp"
#include "extract/confidence.hpp"
#include "extract/conllu.hpp"
#include "extract/pipeline.hpp"
#include "extract/train/tree_agreement.hpp"

namespace {

using namespace trefoil;
using namespace trefoil::extract;

constexpr std::array<const char*, kConfidenceFeatures> kNames = {"Bias",
                                                                 "Copula",
                                                                 "ReportedSpeech",
                                                                 "ReducedRelative",
                                                                 "Apposition",
                                                                 "Title",
                                                                 "Possessive",
                                                                 "EventOwned",
                                                                 "Nominalisation",
                                                                 "PronounEvent",
                                                                 "PostposedAdjective",
                                                                 "Existential",
                                                                 "Location",
                                                                 "Passive",
                                                                 "NoObject",
                                                                 "NothingSaid",
                                                                 "ClauseObject",
                                                                 "Infinitive",
                                                                 "Participle",
                                                                 "SharedSubject",
                                                                 "AntecedentSubject",
                                                                 "NounModifier",
                                                                 "RelativeClause",
                                                                 "Adverbial",
                                                                 "Complement",
                                                                 "Coordinated",
                                                                 "Beside",
                                                                 "Depth",
                                                                 "Negative",
                                                                 "Open",
                                                                 "PronounSubject",
                                                                 "NameSubject",
                                                                 "NameObject",
                                                                 "SubjectWords",
                                                                 "ObjectWords",
                                                                 "Arguments",
                                                                 "ArgumentWords",
                                                                 "RelationWords",
                                                                 "PrepositionalObject",
                                                                 "SubjectBehind",
                                                                 "SubjectGap",
                                                                 "SubjectBroken",
                                                                 "ObjectBroken",
                                                                 "SubjectMember",
                                                                 "ObjectMember",
                                                                 "ObjectComma",
                                                                 "SentenceWords",
                                                                 "ClauseSubject",
                                                                 "VagueSubject",
                                                                 "GapObject",
                                                                 "AntecedentInside",
                                                                 "NounsBetween",
                                                                 "Borrowed",
                                                                 "LeftOut",
                                                                 "SubjectGoesOn",
                                                                 "ObjectGoesOn",
                                                                 "SubjectBegun",
                                                                 "OddSubject",
                                                                 "NameCut",
                                                                 "NounsInGap",
                                                                 "VerbInGap",
                                                                 "JoinedInGap",
                                                                 "ObjectGap",
                                                                 "TensedObject",
                                                                 "ArgumentComma",
                                                                 "SingleWords",
                                                                 "Disagreement",
                                                                 "TenseBreak",
                                                                 "Claimed",
                                                                 "Brackets",
                                                                 "Careless",
                                                                 "HeadDistance",
                                                                 "PredicateDoubt",
                                                                 "SubjectDoubt",
                                                                 "ObjectDoubt",
                                                                 "ArgumentDoubt",
                                                                 "WordDoubt",
                                                                 "WorstDoubt",
                                                                 "LinkDoubt",
                                                                 "SentenceDoubt"};

struct Words {
    std::vector<std::string> relation;
    std::vector<std::string> subject;
    std::vector<std::string> rest;
};

/// Who judged an example: CaRB's gold, a person who read it (Known: of a text whose trees the
/// parser has learnt), or the annotators' trees.
enum class Source { Gold, Reading, Known, Trees };

struct Example {
    std::size_t sentence = 0;
    Words words;
    std::string line;  ///< relation and arguments, separated by tabs
    ConfidenceFeatures features{};
    double right = 0;  ///< share of its words that its gold tuple has; of a reading 0 or 1
    double weight = 1;
    Source source = Source::Gold;
};

std::vector<std::string> split(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> words;
    for (std::string word; in >> word;) {
        words.push_back(word);
    }
    return words;
}

std::size_t shared(const std::vector<std::string>& gold, std::vector<std::string> found) {
    std::size_t count = 0;
    for (const std::string& word : gold) {
        const auto at = std::find(found.begin(), found.end(), word);
        if (at != found.end()) {
            found.erase(at);
            ++count;
        }
    }
    return count;
}

double pair_precision(const Words& gold, const Words& found) {
    const std::size_t relation = shared(gold.relation, found.relation);
    if (relation == 0 || (found.rest.empty() && !gold.rest.empty())) {
        return 0;
    }
    const std::size_t all = found.relation.size() + found.subject.size() + found.rest.size();
    return static_cast<double>(relation + shared(gold.subject, found.subject) +
                               shared(gold.rest, found.rest)) /
           static_cast<double>(all);
}

/// One to one, best pair first.
void pair_up(const std::vector<Words>& gold, std::span<Example> found) {
    std::vector<bool> gold_taken(gold.size(), false);
    std::vector<bool> taken(found.size(), false);
    for (std::size_t step = 0; step < std::min(gold.size(), found.size()); ++step) {
        double best = -1;
        std::size_t g = 0;
        std::size_t f = 0;
        for (std::size_t i = 0; i < gold.size(); ++i) {
            for (std::size_t j = 0; j < found.size(); ++j) {
                if (!gold_taken[i] && !taken[j]) {
                    const double value = pair_precision(gold[i], found[j].words);
                    if (value > best) {
                        best = value;
                        g = i;
                        f = j;
                    }
                }
            }
        }
        gold_taken[g] = taken[f] = true;
        found[f].right = best;
    }
}

struct Gold {
    std::vector<std::string> sentences;
    std::vector<std::vector<Words>> tuples;
};

Gold read_gold(const std::string& path) {
    std::ifstream in(path);
    if (!in) {
        throw InputError("cannot be read", path);
    }
    Gold gold;
    std::map<std::string, std::size_t> index;
    for (std::string line; std::getline(in, line);) {
        std::vector<std::string> cells;
        std::istringstream row(line);
        for (std::string cell; std::getline(row, cell, '\t');) {
            cells.push_back(cell);
        }
        if (cells.size() < 2) {
            continue;
        }
        const auto [at, fresh] = index.emplace(cells[0], gold.sentences.size());
        if (fresh) {
            gold.sentences.push_back(cells[0]);
            gold.tuples.emplace_back();
        }
        Words words;
        words.relation = split(cells[1]);
        for (std::size_t i = 2; i < cells.size(); ++i) {
            if (cells[i].find("C: ") != std::string::npos) {
                continue;  // who said it
            }
            auto& slot = words.subject.empty() ? words.subject : words.rest;
            for (std::string& word : split(cells[i])) {
                slot.push_back(std::move(word));
            }
        }
        gold.tuples[at->second].push_back(std::move(words));
    }
    return gold;
}

std::vector<Example> extract_all(const Gold& gold) {
    std::vector<ConfidenceFeatures> features;
    PipelineOptions options;
    options.lines = true;
    options.triples.min_confidence = 0;
    options.triples.features = &features;
    const Pipeline pipeline(options);
    std::vector<Example> examples;
    for (std::size_t s = 0; s < gold.sentences.size(); ++s) {
        features.clear();
        Document document;
        document.text = gold.sentences[s];
        const Annotated annotated = pipeline.run(std::move(document));
        const std::size_t begin = examples.size();
        for (std::size_t t = 0; t < annotated.analysis.triples.size(); ++t) {
            const Triple& triple = annotated.analysis.triples[t];
            Example example;
            example.sentence = s;
            example.features = features[t];
            example.words.relation = split(triple.relation_text);
            example.words.subject = split(triple.subject.text);
            example.line = triple.relation_text + '\t' + triple.subject.text;
            std::string rest = triple.object ? triple.object->text : std::string();
            if (triple.object) {
                example.line += '\t' + triple.object->text;
            }
            for (const Argument& argument : triple.arguments) {
                rest += " " + argument.phrase.text;
                example.line += '\t' + argument.phrase.text;
            }
            example.words.rest = split(rest);
            examples.push_back(std::move(example));
        }
        pair_up(gold.tuples[s], std::span(examples).subspan(begin));
    }
    return examples;
}

/// A triple as `scripts/draw-triples` shows it, blanks and line ends made one blank.
std::string shown(const Triple& triple) {
    std::string line(triple.polarity == Polarity::Negative ? "-" : "+");
    line += triple.modality == Modality::Actual ? "" : std::string(name_of(triple.modality));
    line += " (" + triple.subject.text + " | " + triple.relation_text + " | " +
            (triple.object ? triple.object->text : "-");
    for (const Argument& argument : triple.arguments) {
        line += fmt::format(" | {}: {}", name_of(argument.role), argument.phrase.text);
    }
    line += triple.attribution ? ") [by " + triple.attribution->source + "]" : ")";
    std::string plain;
    for (const std::string& word : split(line)) {
        plain += (plain.empty() ? "" : " ") + word;
    }
    return plain;
}

/// FNV-1a, 64 bits.
std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    }
    return hash;
}

/// A sentence of a treebank, and whether the parser was trained on its tree.
struct Text {
    std::string text;
    bool known = false;
};

/// Adds the sentences of a treebank by their ids.
void add_texts(const std::string& path, bool known, std::map<std::string, Text>& texts) {
    if (path.empty()) {
        return;
    }
    for (const ConlluDocument& document : read_conllu_file(path)) {
        for (std::size_t s = 0; s < document.sentences.size(); ++s) {
            texts.emplace(document.notes[s].sent_id,
                          Text{std::string(document.sentences[s].span.of(document.text)), known});
        }
    }
}

/// Triples that somebody has read against their sentences: sentence, triple as shown, 1 for right
/// or 0 for wrong, separated by tabs. A sentence of the treebank is given as "@" and its id, its
/// triple as "#" and its hash. Triples that are not found any more are left out. Their `sentence`
/// counts sentences on from `first`.
std::vector<Example> read_readings(const std::string& path,
                                   const std::map<std::string, Text>& texts, double weight,
                                   std::size_t first) {
    std::ifstream in(path);
    if (!in) {
        throw InputError("cannot be read", path);
    }
    std::map<std::string, std::map<std::string, bool>> judged;
    std::size_t count = 0;
    for (std::string line; std::getline(in, line); ++count) {
        std::istringstream row(line);
        std::string sentence;
        std::string triple;
        std::string right;
        if (std::getline(row, sentence, '\t') && std::getline(row, triple, '\t') &&
            std::getline(row, right)) {
            judged[sentence][triple] = right == "1";
        }
    }
    std::vector<ConfidenceFeatures> features;
    PipelineOptions options;
    options.lines = true;
    options.triples.min_confidence = 0;
    options.triples.features = &features;
    const Pipeline pipeline(options);
    std::vector<Example> examples;
    for (const auto& [sentence, triples] : judged) {
        ++first;
        Document document;
        document.text = sentence;
        bool known = false;
        if (sentence.starts_with('@')) {
            const auto text = texts.find(sentence.substr(1));
            if (text == texts.end()) {
                continue;
            }
            document.text = text->second.text;
            known = text->second.known;
        }
        features.clear();
        const std::vector<Triple> found = pipeline.run(std::move(document)).analysis.triples;
        for (std::size_t t = 0; t < found.size(); ++t) {
            const std::string line = shown(found[t]);
            auto at = triples.find(line);
            at = at != triples.end() ? at : triples.find(fmt::format("#{:016x}", hash_of(line)));
            if (at != triples.end()) {
                Example& example = examples.emplace_back();
                example.sentence = first;
                example.features = features[t];
                example.right = at->second ? 1 : 0;
                example.weight = weight;
                example.source = known ? Source::Known : Source::Reading;
            }
        }
    }
    fmt::print("{} of {} readings are still found\n", examples.size(), count);
    return examples;
}

std::vector<Example> read_trees(const std::string& path, double weight, std::size_t first) {
    std::vector<Example> examples;
    for (const std::vector<TreeJudged>& sentence : judge_by_trees(path)) {
        ++first;
        for (const TreeJudged& judged : sentence) {
            Example& example = examples.emplace_back();
            example.sentence = first;
            example.features = judged.features;
            example.right = judged.right;
            example.weight = weight;
            example.source = Source::Trees;
        }
    }
    return examples;
}

double sigmoid(double x) {
    return 1 / (1 + std::exp(-x));
}

double judge(const Eigen::VectorXd& weights, const ConfidenceFeatures& features) {
    double sum = 0;
    for (std::size_t i = 0; i < features.size(); ++i) {
        sum += weights[static_cast<Eigen::Index>(i)] * static_cast<double>(features[i]);
    }
    return sigmoid(sum);
}

/// What an example of the gold is worth is a share of words, which depends on how long its phrases
/// are and on how the annotators cut theirs, and its annotators often left some kinds of facts out:
/// neither measures how often such a fact is right, so the gold's examples have weights of their
/// own for these, which the model does not keep.
constexpr std::array kGoldOwn = {
    ConfidenceFeature::Bias,           ConfidenceFeature::Possessive,
    ConfidenceFeature::EventOwned,     ConfidenceFeature::Nominalisation,
    ConfidenceFeature::Title,          ConfidenceFeature::Location,
    ConfidenceFeature::Apposition,     ConfidenceFeature::Existential,
    ConfidenceFeature::ClauseObject,   ConfidenceFeature::PostposedAdjective,
    ConfidenceFeature::PronounSubject, ConfidenceFeature::SubjectWords,
    ConfidenceFeature::ObjectWords,    ConfidenceFeature::Arguments,
    ConfidenceFeature::ArgumentWords,  ConfidenceFeature::RelationWords,
    ConfidenceFeature::SentenceWords};

/// A fact that both trees give may be wrong still, and one that they cut differently right, more
/// often of some kinds than of others: the examples judged by trees have weights of their own for
/// these.
constexpr std::array kTreesOwn = {ConfidenceFeature::Bias,
                                  ConfidenceFeature::Copula,
                                  ConfidenceFeature::Possessive,
                                  ConfidenceFeature::EventOwned,
                                  ConfidenceFeature::Nominalisation,
                                  ConfidenceFeature::Title,
                                  ConfidenceFeature::Location,
                                  ConfidenceFeature::Apposition,
                                  ConfidenceFeature::Existential,
                                  ConfidenceFeature::PostposedAdjective,
                                  ConfidenceFeature::Open,
                                  ConfidenceFeature::SharedSubject,
                                  ConfidenceFeature::NothingSaid,
                                  ConfidenceFeature::Arguments,
                                  ConfidenceFeature::ArgumentWords,
                                  ConfidenceFeature::ObjectWords,
                                  ConfidenceFeature::SubjectWords,
                                  ConfidenceFeature::RelationWords,
                                  ConfidenceFeature::PronounSubject,
                                  ConfidenceFeature::NameSubject,
                                  ConfidenceFeature::NameObject,
                                  ConfidenceFeature::ClauseObject,
                                  ConfidenceFeature::NoObject,
                                  ConfidenceFeature::Passive,
                                  ConfidenceFeature::PrepositionalObject};

/// What the parser's doubts are worth on a tree that it has learnt, or how often a long sentence or
/// an involved clause goes wrong there, is no measure for others: readings of such texts have
/// weights of their own for these.
constexpr std::array kKnownOwn = {ConfidenceFeature::Bias,
                                  ConfidenceFeature::PredicateDoubt,
                                  ConfidenceFeature::SubjectDoubt,
                                  ConfidenceFeature::ObjectDoubt,
                                  ConfidenceFeature::ArgumentDoubt,
                                  ConfidenceFeature::WordDoubt,
                                  ConfidenceFeature::WorstDoubt,
                                  ConfidenceFeature::LinkDoubt,
                                  ConfidenceFeature::SentenceDoubt,
                                  ConfidenceFeature::SentenceWords,
                                  ConfidenceFeature::Depth,
                                  ConfidenceFeature::Infinitive,
                                  ConfidenceFeature::Participle,
                                  ConfidenceFeature::SharedSubject,
                                  ConfidenceFeature::AntecedentSubject,
                                  ConfidenceFeature::NounModifier,
                                  ConfidenceFeature::RelativeClause,
                                  ConfidenceFeature::Adverbial,
                                  ConfidenceFeature::Complement,
                                  ConfidenceFeature::Coordinated,
                                  ConfidenceFeature::Beside,
                                  ConfidenceFeature::SubjectWords,
                                  ConfidenceFeature::ObjectWords,
                                  ConfidenceFeature::Arguments,
                                  ConfidenceFeature::ArgumentWords,
                                  ConfidenceFeature::SubjectGap,
                                  ConfidenceFeature::NounsInGap,
                                  ConfidenceFeature::ObjectGap,
                                  ConfidenceFeature::Borrowed,
                                  ConfidenceFeature::HeadDistance};

/// The model's weights, and those of each source's own.
constexpr std::size_t kColumns =
    kConfidenceFeatures + kGoldOwn.size() + kTreesOwn.size() + kKnownOwn.size();

Eigen::VectorXd columns(const Example& e) {
    Eigen::VectorXd x = Eigen::VectorXd::Zero(kColumns);
    Eigen::Index at = 0;
    for (const float value : e.features) {
        x[at++] = static_cast<double>(value);
    }
    const auto own = [&](std::span<const ConfidenceFeature> kinds, Source source) {
        for (const ConfidenceFeature kind : kinds) {
            const auto value = static_cast<double>(e.features[static_cast<std::size_t>(kind)]);
            x[at++] = e.source == source ? value : 0;
        }
    };
    own(kGoldOwn, Source::Gold);
    own(kTreesOwn, Source::Trees);
    own(kKnownOwn, Source::Known);
    return x;
}

/// Newton's method on the log-likelihood with a Gaussian prior around 0; `use(example)` selects.
template <typename Use>
Eigen::VectorXd train(const std::vector<Example>& examples, double prior, Use use) {
    constexpr auto n = static_cast<Eigen::Index>(kColumns);
    Eigen::VectorXd weights = Eigen::VectorXd::Zero(n);
    for (int step = 0; step < 12; ++step) {
        Eigen::VectorXd gradient = -prior * weights;
        Eigen::MatrixXd curvature = prior * Eigen::MatrixXd::Identity(n, n);
        for (const Example& e : examples) {
            if (!use(e)) {
                continue;
            }
            const Eigen::VectorXd x = columns(e);
            const double p = sigmoid(weights.dot(x));
            gradient += e.weight * (e.right - p) * x;
            curvature += e.weight * p * (1 - p) * x * x.transpose();
        }
        weights += curvature.ldlt().solve(gradient);
    }
    return weights;
}

/// Of the examples of one source: how often those of a confidence are right.
void print_reliability(std::span<const Example> examples, std::span<const double> judged,
                       Source source) {
    constexpr int kBins = 10;
    std::array<double, kBins> said{};
    std::array<double, kBins> right{};
    std::array<int, kBins> count{};
    double error = 0;
    double all = 0;
    for (std::size_t i = 0; i < examples.size(); ++i) {
        if (examples[i].source != source) {
            continue;
        }
        ++all;
        const auto bin =
            static_cast<std::size_t>(std::min(kBins - 1, static_cast<int>(judged[i] * kBins)));
        said[bin] += judged[i];
        right[bin] += examples[i].right;
        ++count[bin];
    }
    fmt::print("| confidence | triples | mean confidence | share right |\n|---|---:|---:|---:|\n");
    for (std::size_t b = 0; b < kBins; ++b) {
        if (count[b] == 0) {
            continue;
        }
        error += std::abs(said[b] - right[b]);
        fmt::print("| {:.1f} to {:.1f} | {} | {:.2f} | {:.2f} |\n", static_cast<double>(b) / kBins,
                   static_cast<double>(b + 1) / kBins, count[b], said[b] / count[b],
                   right[b] / count[b]);
    }
    fmt::print("expected calibration error {:.3f}\n", error / std::max(all, 1.0));
}

void write_header(const std::string& path, const Eigen::VectorXd& weights) {
    std::ofstream out(path);
    out << "#pragma once\n\n#include \"extract/confidence.hpp\"\n\n"
           "/// Written by extract/train/train_confidence; do not edit.\n"
           "namespace trefoil::extract {\n\n"
           "/// In the order of ConfidenceFeature.\n"
           "inline constexpr ConfidenceFeatures kConfidenceWeights = {{\n";
    for (std::size_t i = 0; i < kConfidenceFeatures; ++i) {
        out << fmt::format("    {:.2f}F,  // {}\n", weights[static_cast<Eigen::Index>(i)],
                           kNames[i]);
    }
    out << "}};\n\n}  // namespace trefoil::extract\n";
    if (!out.flush()) {
        throw InputError("cannot be written", path);
    }
}

/// Of the readings: how many stay above a threshold, and how many of those are right.
void print_readings(std::span<const Example> readings, std::span<const double> judged) {
    for (int percent = 0; percent <= 90 && !readings.empty(); percent += 5) {
        double kept = 0;
        double right = 0;
        for (std::size_t i = 0; i < readings.size(); ++i) {
            kept += judged[i] >= percent / 100.0 ? 1 : 0;
            right += judged[i] >= percent / 100.0 ? readings[i].right : 0;
        }
        fmt::print("readings at {:.2f}: {:.0f} left, {:.1f} % right\n", percent / 100.0, kept,
                   kept == 0 ? 0 : 100 * right / kept);
    }
}

struct Options {
    std::string gold;
    std::string readings;
    std::string predictions;
    std::string header;
    std::string trees;
    std::string known;
    double tree_weight = 0.5;
    double reading_weight = 0.25;
    double prior = 6;
    std::size_t folds = 5;
};

int run(const Options& options) {
    const Gold gold = read_gold(options.gold);
    std::vector<Example> examples = extract_all(gold);
    const std::size_t predicted = examples.size();
    if (!options.readings.empty()) {
        std::map<std::string, Text> texts;
        add_texts(options.trees, false, texts);
        add_texts(options.known, true, texts);
        std::vector<Example> read =
            read_readings(options.readings, texts, options.reading_weight, gold.sentences.size());
        std::move(read.begin(), read.end(), std::back_inserter(examples));
    }
    const std::size_t read_end = examples.size();
    if (!options.trees.empty()) {
        std::vector<Example> trees =
            read_trees(options.trees, options.tree_weight, examples.size());
        std::move(trees.begin(), trees.end(), std::back_inserter(examples));
    }
    std::vector<double> judged(examples.size());
    for (std::size_t fold = 0; fold < options.folds; ++fold) {
        const Eigen::VectorXd weights = train(examples, options.prior, [&](const Example& e) {
            return e.sentence % options.folds != fold;
        });
        for (std::size_t i = 0; i < examples.size(); ++i) {
            if (examples[i].sentence % options.folds == fold) {
                judged[i] = judge(weights, examples[i].features);
            }
        }
    }
    fmt::print("gold, shares of words\n\n");
    print_reliability(examples, judged, Source::Gold);
    fmt::print("\nreadings of texts whose trees the parser has not learnt\n\n");
    print_reliability(examples, judged, Source::Reading);
    print_readings(std::span(examples).subspan(predicted, read_end - predicted),
                   std::span(judged).subspan(predicted));
    if (!options.predictions.empty()) {
        std::ofstream out(options.predictions);
        for (std::size_t i = 0; i < predicted; ++i) {
            out << gold.sentences[examples[i].sentence] << '\t' << fmt::format("{:.4f}", judged[i])
                << '\t' << examples[i].line << '\n';
        }
    }
    if (!options.header.empty()) {
        write_header(options.header,
                     train(examples, options.prior, [](const Example&) { return true; }));
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App program("Trains the confidence of triples");
    Options options;
    program.add_option("--gold", options.gold, "Sentence, relation, arguments separated by tabs")
        ->required();
    program.add_option("--readings", options.readings,
                       "Triples read by somebody: sentence, triple, 1 or 0");
    program.add_option("--reading-weight", options.reading_weight, "Weight of one reading");
    program.add_option("--trees", options.trees,
                       "CoNLL-U with trees of annotators, on which the parser was not trained");
    program.add_option("--known", options.known,
                       "CoNLL-U that the parser was trained on, for readings by id");
    program.add_option("--tree-weight", options.tree_weight,
                       "Weight of one example judged by trees");
    program.add_option("--predictions", options.predictions, "Write cross-fitted triples (tabbed)");
    program.add_option("--header", options.header,
                       "Write the weights (extract/confidence_weights.hpp)");
    program.add_option("--prior", options.prior, "Strength of the prior");
    program.add_option("--folds", options.folds, "Folds of the cross-fitting");
    CLI11_PARSE(program, argc, argv);
    try {
        return run(options);
    } catch (const std::exception& error) {
        std::cerr << "error: " << error.what() << '\n';
        return 1;
    }
}
