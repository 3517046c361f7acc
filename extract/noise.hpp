#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "extract/sentence.hpp"

/// Lines of a web page that are not the article's prose, told by their form and not by their words.
namespace trefoil::extract {

/// What is wrong with a sentence, for --explain.
enum class Noise {
    None,
    LinkLine,  ///< "Label: headline" as a paragraph of its own, without a full stop
    Credit,    ///< a bracketed or short line without a verb: photo credits, sources
};

std::string_view name_of(Noise noise);

/// What each sentence is. Linear in the text.
std::vector<Noise> find_noise(std::string_view text, std::span<const Sentence> sentences);

/// Number of tokens at the start of a sentence that are no prose: gallery controls that end in "3
/// of 12", and datelines ("PARIS -").
TokenIndex noise_prefix(const Sentence& sentence);

/// Makes sentences of their own out of such beginnings, so that they do not disturb the parse.
/// Tokens only are needed. Linear.
void split_noise_prefixes(std::vector<Sentence>& sentences);

}  // namespace trefoil::extract
