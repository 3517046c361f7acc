#include "extract/train/tree_agreement.hpp"

#include <algorithm>
#include <utility>

#include "extract/conllu.hpp"
#include "extract/entities.hpp"
#include "extract/gazetteer.hpp"
#include "extract/pipeline.hpp"
#include "extract/triples.hpp"

namespace trefoil::extract {

namespace {

/// The annotators' tags and tree on the parser's tokens; false where these are other tokens.
bool replace_tree(Sentence& sentence, const Sentence& gold) {
    const bool same = std::equal(
        sentence.tokens.begin(), sentence.tokens.end(), gold.tokens.begin(), gold.tokens.end(),
        [](const Token& one, const Token& two) { return one.form == two.form; });
    if (!same) {
        return false;
    }
    for (std::size_t t = 0; t < gold.tokens.size(); ++t) {
        Token& token = sentence.tokens[t];
        const Token& from = gold.tokens[t];
        token.lemma = from.lemma;
        token.upos = from.upos;
        token.xpos = from.xpos;
        token.feats = from.feats;
        token.head = from.head;
        token.deprel = from.deprel;
    }
    return true;
}

double likeness(const std::string& one, const std::string& two) {
    constexpr double kOtherBorders = 0.7;
    if (one == two) {
        return 1;
    }
    const bool inside = one.find(two) != std::string::npos || two.find(one) != std::string::npos;
    return inside && !one.empty() && !two.empty() ? kOtherBorders : 0;
}

std::string object_of(const Triple& triple) {
    return triple.object ? triple.object->text : std::string("-");
}

std::string arguments_of(const Triple& triple) {
    std::vector<std::string> texts;
    for (const Argument& argument : triple.arguments) {
        texts.push_back(argument.phrase.text);
    }
    std::sort(texts.begin(), texts.end());
    std::string all = "-";
    for (const std::string& text : texts) {
        all += text + '\t';
    }
    return all;
}

double agreement(const Triple& found, const Triple& gold) {
    if (found.relation_text != gold.relation_text || found.polarity != gold.polarity ||
        found.modality != gold.modality || found.relation_span.begin != gold.relation_span.begin) {
        return 0;
    }
    constexpr double kOtherArguments = 0.7;
    return likeness(found.subject.text, gold.subject.text) *
           likeness(object_of(found), object_of(gold)) *
           (arguments_of(found) == arguments_of(gold) ? 1 : kOtherArguments);
}

}  // namespace

std::vector<std::vector<TreeJudged>> judge_by_trees(const std::string& path) {
    const Gazetteer gazetteer = Gazetteer::open(Gazetteer::default_path());
    PipelineOptions pipeline_options;
    pipeline_options.lines = true;
    const Pipeline pipeline(pipeline_options);
    std::vector<ConfidenceFeatures> features;
    TripleOptions options;
    options.min_confidence = 0;
    options.lines = true;
    options.gazetteer = &gazetteer;
    std::vector<std::vector<TreeJudged>> all;
    for (const ConlluDocument& source : read_conllu_file(path)) {
        for (const Sentence& gold : source.sentences) {
            std::vector<TreeJudged>& judged = all.emplace_back();
            Document document;
            document.text = source.text.substr(gold.span.begin, gold.span.end - gold.span.begin);
            Annotated parsed = pipeline.run(std::move(document), Stage::Names);
            std::vector<Sentence> annotated = parsed.sentences;
            if (annotated.size() != 1 || !replace_tree(annotated.front(), gold)) {
                continue;
            }
            const auto triples = [&](const std::vector<Sentence>& sentences) {
                features.clear();
                return extract_triples(parsed.document, sentences,
                                       find_entities(parsed.document, sentences, gazetteer, false),
                                       options)
                    .triples;
            };
            const std::vector<Triple> wanted = triples(annotated);
            options.features = &features;
            for (const Triple& found : triples(parsed.sentences)) {
                TreeJudged one;
                one.features = features[judged.size()];
                for (const Triple& gold_triple : wanted) {
                    one.right = std::max(one.right, agreement(found, gold_triple));
                }
                judged.push_back(one);
            }
            options.features = nullptr;
        }
    }
    return all;
}

}  // namespace trefoil::extract
