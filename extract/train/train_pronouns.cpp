// Trains the weights of the pronoun ranker (extract/pronouns.hpp) and writes them as a header.
//
// Data: CoNLL-U with GUM's Entity= annotation (documents, trees, entities). The program finds
// mentions with gold trees and gold names, resolves them as the library does, and looks at every
// choice that the ranker has to make: the pronoun's candidates are right if gold puts their last
// mention into the pronoun's entity; if none is, leaving it open is right. Log-linear model over
// the candidates of one pronoun, AdaGrad, with a Gaussian prior around hand-set weights, so that
// the biographies, of which there are most, do not teach that the main person is always meant.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/error.hpp"
#include "extract/conllu.hpp"
#include "extract/coref.hpp"
#include "extract/gazetteer.hpp"
#include "extract/mentions.hpp"
#include "extract/pronouns.hpp"

namespace {

using namespace trefoil;
using namespace trefoil::extract;

constexpr std::array<const char*, kPronounFeatures> kNames = {
    "None",          "SameSentence",  "PreviousSentence",
    "TwoBack",       "Further",       "Closeness",
    "Subject",       "Object",        "Oblique",
    "Possessor",     "ParallelRole",  "SubjectOfUpper",
    "FirstSubject",  "IsName",        "IsNominal",
    "IsPronoun",     "Frequency",     "MostFrequent",
    "SameParagraph", "GenderKnown",   "AnimacyUnknown",
    "Organization",  "Place",         "Event",
    "Work",          "Group",         "Concept",
    "Indefinite",    "Possessed",     "PluralKnown",
    "InQuotation",   "OnlyCandidate", "Pleonastic",
    "PossessiveNear"};

/// Weights before any data: he/she, it, they.
constexpr std::array<std::array<double, 3>, kPronounFeatures> kPrior = {{
    {1.0, 2.0, 1.8},    {1.2, 1.0, 1.0}, {0.9, 0.6, 0.6},  {0.2, -0.4, -0.4},  {-0.4, -1.0, -1.0},
    {1.0, 0.8, 0.8},    {0.9, 0.6, 0.6}, {0.2, 0.3, 0.3},  {-0.2, -0.3, -0.3}, {-0.3, -0.2, 0.0},
    {0.4, 0.4, 0.4},    {0.6, 0.6, 0.6}, {0.3, 0.3, 0.3},  {0.5, 0.3, 0.0},    {-0.2, 0.0, 0.3},
    {0.8, 0.8, 1.0},    {0.9, 0.8, 0.8}, {0.3, 0.2, 0.2},  {0.3, 0.2, 0.2},    {0.8, 0.0, 0.0},
    {-0.8, -0.3, 0.0},  {0.0, 0.4, 0.2}, {0.0, 0.0, -0.6}, {0.0, 0.2, -0.6},   {0.0, 0.3, -0.6},
    {0.0, 0.0, 0.4},    {0.0, 0.0, 0.0}, {0.0, 0.0, 0.0},  {-0.2, 0.0, 0.0},   {0.0, 0.0, 0.6},
    {-0.3, -0.4, -0.4}, {0.3, 0.2, 0.3}, {0.0, 2.5, 0.0},  {0.6, 0.6, 0.6},
}};

using Weights = std::array<double, kPronounFeatures>;

struct Case {
    std::size_t document = 0;
    std::vector<PronounFeatures> features;
    std::vector<bool> right;
    bool has_antecedent = false;
};

/// A gold mention of one sentence.
struct GoldSpan {
    std::string entity;
    std::string type;
    TokenIndex first = 0;
    TokenIndex last = 0;
};

/// Spans of GUM's Entity= notation: "(12-person-...-" opens, "12)" closes, "(12-person-...)" does
/// both.
std::vector<GoldSpan> gold_spans(const ConlluNotes& notes) {
    std::vector<GoldSpan> done;
    std::vector<GoldSpan> open;
    for (std::size_t i = 0; i < notes.misc.size(); ++i) {
        const std::string_view marks = conllu_value(notes.misc[i], "Entity");
        std::size_t at = 0;
        while (at < marks.size()) {
            if (marks[at] == '(') {
                const std::size_t end = std::min(marks.find_first_of("()", at + 1), marks.size());
                const std::string_view body = marks.substr(at + 1, end - at - 1);
                const std::size_t dash = std::min(body.find('-'), body.size());
                const std::size_t second =
                    dash < body.size() ? std::min(body.find('-', dash + 1), body.size()) : dash;
                const std::string type(dash < body.size() ? body.substr(dash + 1, second - dash - 1)
                                                          : "");
                open.push_back({std::string(body.substr(0, dash)), type, static_cast<TokenIndex>(i),
                                static_cast<TokenIndex>(i)});
                const bool single = end < marks.size() && marks[end] == ')';
                if (single) {
                    done.push_back(open.back());
                    open.pop_back();
                }
                at = end + (single ? 1 : 0);
            } else {
                const std::size_t end = std::min(marks.find(')', at), marks.size());
                const std::string_view entity = marks.substr(at, end - at);
                for (std::size_t k = open.size(); k > 0; --k) {
                    if (open[k - 1].entity == entity) {
                        open[k - 1].last = static_cast<TokenIndex>(i);
                        done.push_back(open[k - 1]);
                        open.erase(open.begin() + static_cast<std::ptrdiff_t>(k) - 1);
                        break;
                    }
                }
                at = end + 1;
            }
        }
    }
    return done;
}

TokenIndex head_of(const Sentence& sentence, const GoldSpan& span) {
    for (TokenIndex i = span.first; i <= span.last; ++i) {
        const TokenIndex head = sentence.tokens[static_cast<std::size_t>(i)].head;
        if (head < span.first || head > span.last) {
            return i;
        }
    }
    return span.last;
}

/// Marks the proper nouns around the head of each gold name, outer names first.
void tag_names(Sentence& sentence, std::vector<GoldSpan> spans) {
    for (Token& token : sentence.tokens) {
        token.name = "O";
    }
    std::ranges::sort(spans, [](const GoldSpan& a, const GoldSpan& b) {
        return a.last - a.first > b.last - b.first;
    });
    const std::map<std::string, std::string> types = {
        {"person", "Person"}, {"organization", "Organization"},
        {"place", "Place"},   {"event", "Event"},
        {"abstract", "Work"}, {"object", "Work"}};
    const auto proper = [&](TokenIndex i) {
        return sentence.tokens[static_cast<std::size_t>(i)].upos == "PROPN";
    };
    for (const GoldSpan& span : spans) {
        const auto type = types.find(span.type);
        TokenIndex first = head_of(sentence, span);
        if (type == types.end() || !proper(first) ||
            sentence.tokens[static_cast<std::size_t>(first)].name != "O") {
            continue;
        }
        TokenIndex last = first;
        while (first > span.first && proper(first - 1)) {
            --first;
        }
        while (last < span.last && proper(last + 1)) {
            ++last;
        }
        for (TokenIndex i = first; i <= last; ++i) {
            sentence.tokens[static_cast<std::size_t>(i)].name =
                (i == first ? "B-" : "I-") + type->second;
        }
    }
}

/// Gold entity of every (sentence, head token); of several spans with one head the longest.
std::map<std::pair<std::uint32_t, TokenIndex>, std::string> gold_entities(
    const ConlluDocument& document) {
    std::map<std::pair<std::uint32_t, TokenIndex>, std::string> entity_at;
    for (std::uint32_t s = 0; s < document.sentences.size(); ++s) {
        std::vector<GoldSpan> spans = gold_spans(document.notes[s]);
        std::ranges::sort(spans, [](const GoldSpan& a, const GoldSpan& b) {
            return a.last - a.first > b.last - b.first;
        });
        for (const GoldSpan& span : spans) {
            entity_at.emplace(std::pair(s, head_of(document.sentences[s], span)), span.entity);
        }
    }
    return entity_at;
}

using CaseSets = std::array<std::vector<Case>, 3>;

void collect(ConlluDocument& document, std::size_t number, const Gazetteer& gazetteer,
             CaseSets& cases) {
    const auto entity_at = gold_entities(document);
    for (std::size_t s = 0; s < document.sentences.size(); ++s) {
        tag_names(document.sentences[s], gold_spans(document.notes[s]));
    }
    Document plain;
    plain.text = document.text;
    DateContext dates("");
    MentionSet set = find_mentions(plain, document.sentences, 0, gazetteer, dates);
    const auto gold = [&](std::uint32_t m) -> std::string {
        const EntityMention& e = set.mentions[m].entity;
        const auto found = entity_at.find({e.sentence, e.head});
        return found == entity_at.end() ? "" : found->second;
    };
    resolve_mentions(set, gazetteer, [&](const PronounCase& seen) {
        Case entry;
        entry.document = number;
        entry.features = seen.features;
        const std::string wanted = gold(seen.mention);
        for (const std::int32_t last : seen.last_mentions) {
            entry.right.push_back(last >= 0 && !wanted.empty() &&
                                  gold(static_cast<std::uint32_t>(last)) == wanted);
            entry.has_antecedent = entry.has_antecedent || entry.right.back();
        }
        entry.right[0] = !entry.has_antecedent;
        cases[static_cast<std::size_t>(seen.kind)].push_back(std::move(entry));
    });
}

double dot(const Weights& weights, const PronounFeatures& features) {
    double sum = 0;
    for (std::size_t i = 0; i < kPronounFeatures; ++i) {
        sum += weights[i] * static_cast<double>(features[i]);
    }
    return sum;
}

/// Gradient of log P(one of the right candidates).
Weights gradient(const Weights& weights, const Case& entry) {
    std::vector<double> p;
    double top = -1e9;
    for (const PronounFeatures& f : entry.features) {
        p.push_back(dot(weights, f));
        top = std::max(top, p.back());
    }
    double all = 0;
    double good = 0;
    for (std::size_t c = 0; c < p.size(); ++c) {
        p[c] = std::exp(p[c] - top);
        all += p[c];
        good += entry.right[c] ? p[c] : 0;
    }
    Weights g{};
    for (std::size_t c = 0; c < p.size(); ++c) {
        const double push = (entry.right[c] ? p[c] / good : 0) - p[c] / all;
        for (std::size_t i = 0; i < kPronounFeatures; ++i) {
            g[i] += push * static_cast<double>(entry.features[c][i]);
        }
    }
    return g;
}

Weights train(std::vector<const Case*> cases, std::size_t kind, double strength, int epochs) {
    Weights prior{};
    for (std::size_t i = 0; i < kPronounFeatures; ++i) {
        prior[i] = kPrior[i][kind];
    }
    Weights weights = prior;
    Weights squares{};
    squares.fill(1e-6);
    std::mt19937 random(1);
    for (int epoch = 0; epoch < epochs; ++epoch) {
        for (std::size_t i = cases.size(); i > 1;
             --i) {  // Fisher-Yates: the same order on every machine
            std::swap(cases[i - 1], cases[random() % i]);
        }
        for (const Case* entry : cases) {
            const Weights g = gradient(weights, *entry);
            for (std::size_t i = 0; i < kPronounFeatures; ++i) {
                const double step =
                    g[i] - strength * (weights[i] - prior[i]) / static_cast<double>(cases.size());
                squares[i] += step * step;
                weights[i] += 0.3 * step / std::sqrt(squares[i]);
            }
        }
    }
    return weights;
}

struct Score {
    std::size_t right = 0;
    std::size_t cases = 0;
    std::size_t linked = 0;
    std::size_t linked_right = 0;
    std::size_t wanted = 0;

    void add(const Weights& weights, const Case& entry) {
        std::size_t best = 0;
        for (std::size_t c = 1; c < entry.features.size(); ++c) {
            best = dot(weights, entry.features[c]) > dot(weights, entry.features[best]) ? c : best;
        }
        ++cases;
        right += entry.right[best] ? 1 : 0;
        linked += best != 0 ? 1 : 0;
        linked_right += best != 0 && entry.right[best] ? 1 : 0;
        wanted += entry.has_antecedent ? 1 : 0;
    }

    [[nodiscard]] std::string line() const {
        const auto share = [](std::size_t part, std::size_t whole) {
            return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
        };
        return fmt::format("{} pronouns, right {:.3f}, links: precision {:.3f}, recall {:.3f}",
                           cases, share(right, cases), share(linked_right, linked),
                           share(linked_right, wanted));
    }
};

/// Five folds by document.
Score cross_validate(const std::vector<Case>& cases, std::size_t kind, double strength,
                     int epochs) {
    Score score;
    for (std::size_t fold = 0; fold < 5; ++fold) {
        std::vector<const Case*> seen;
        for (const Case& entry : cases) {
            if (entry.document % 5 != fold) {
                seen.push_back(&entry);
            }
        }
        const Weights weights = train(seen, kind, strength, epochs);
        for (const Case& entry : cases) {
            if (entry.document % 5 == fold) {
                score.add(weights, entry);
            }
        }
    }
    return score;
}

void write_header(const std::string& path, const std::array<Weights, 3>& weights) {
    std::ofstream out(path);
    out << "#pragma once\n\n#include <array>\n\n#include \"extract/pronouns.hpp\"\n\n"
           "/// Written by extract/train/train_pronouns; do not edit.\nnamespace trefoil::extract "
           "{\n\n"
           "/// Columns: he/she, it, they. Rows in the order of PronounFeature.\n"
           "inline constexpr std::array<std::array<float, 3>, kPronounFeatures> kPronounWeights = "
           "{{\n";
    for (std::size_t i = 0; i < kPronounFeatures; ++i) {
        out << fmt::format("    {{{:.2f}F, {:.2f}F, {:.2f}F}},  // {}\n", weights[0][i],
                           weights[1][i], weights[2][i], kNames[i]);
    }
    out << "}};\n\n}  // namespace trefoil::extract\n";
    if (!out) {
        throw Error(path + ": cannot write");
    }
}

int run(int argc, char** argv) {
    CLI::App app("Trains the pronoun ranker from CoNLL-U with GUM's Entity= annotation");
    std::string data;
    std::string out;
    double strength = 60;
    int epochs = 40;
    app.add_option("data", data, "CoNLL-U file")->required();
    app.add_option("--out", out, "header to write (extract/pronoun_weights.hpp)")->required();
    app.add_option("--prior", strength, "strength of the prior, in pronouns");
    app.add_option("--epochs", epochs, "passes over the data");
    CLI11_PARSE(app, argc, argv);
    const Gazetteer gazetteer = Gazetteer::open(Gazetteer::default_path());
    CaseSets cases;
    std::vector<ConlluDocument> documents = read_conllu_file(data);
    for (std::size_t d = 0; d < documents.size(); ++d) {
        collect(documents[d], d, gazetteer, cases);
    }
    constexpr std::array<const char*, 3> kKinds = {"he/she", "it", "they"};
    std::array<Weights, 3> weights{};
    for (std::size_t kind = 0; kind < 3; ++kind) {
        std::cout << kKinds[kind]
                  << ", five folds: " << cross_validate(cases[kind], kind, strength, epochs).line()
                  << '\n';
        std::vector<const Case*> all;
        for (const Case& entry : cases[kind]) {
            all.push_back(&entry);
        }
        weights[kind] = train(all, kind, strength, epochs);
    }
    write_header(out, weights);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "error: " << error.what() << '\n';
        return 1;
    }
}
