#pragma once

#include <string>
#include <vector>

#include "extract/confidence.hpp"

namespace trefoil::extract {

/// A triple found by the parser's tree, judged by those that the annotators' tree gives.
struct TreeJudged {
    ConfidenceFeatures features{};
    double right = 0;  ///< 1: found by both trees; 0: by the parser's alone; between: other borders
};

/// The triples of every sentence of a CoNLL-U file of annotated trees, in the order of the file.
/// Sentences that the tokenizer cuts otherwise than the annotators have none. The parser must not
/// have been trained on the file. Throws InputError.
std::vector<std::vector<TreeJudged>> judge_by_trees(const std::string& path);

}  // namespace trefoil::extract
