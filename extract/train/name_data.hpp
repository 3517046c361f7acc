#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "extract/annotator.hpp"
#include "extract/sentence.hpp"

namespace trefoil::extract::train {

/// One sentence with what its source says about the name tags of each token: a set of tags as bits
/// (name_features.hpp numbers them). A source that does not mark a type allows it wherever it says
/// "no name".
struct NameExample {
    Sentence sentence;
    std::vector<std::uint16_t> allowed;
    std::uint32_t document = 0;  ///< number within its source
};

struct NameSource {
    std::string name;
    std::vector<NameExample> examples;
};

/// GUM: outermost proper names of the Entity= annotation, its types mapped as data notes say;
/// buildings are Facility, plural persons Group. Proper nouns outside any named entity may be
/// anything.
NameSource read_gum_names(const std::string& path);

/// A treebank without names: proper nouns are part of some name (days and months of none), other
/// words of none, small words between proper nouns may be.
NameSource read_proper_nouns(const std::string& path);

/// How a column file spells a type: label -> allowed types ("Place/Facility"); "*" allows
/// everything.
struct LabelMap {
    std::string none;  ///< what "O" allows besides no name: "" or types joined by "/"
    std::vector<std::pair<std::string, std::string>> labels;
};

/// "token LABEL" lines (tab or space), sentences separated by blank lines; B-/I- or I- only labels.
/// Tokens are split further as `tokenizer` does, so that hyphens and clitics look as they will in
/// text. Sentences with a token that starts with "@" are left out.
NameSource read_column_names(const std::string& path, const std::string& name, const LabelMap& map,
                             const Tokenizer& tokenizer);

/// The readers for the folders of data/ner, by their names there (wikigold, btc, crossner, wnut17),
/// with or without the parts that their authors call development sets.
std::vector<NameSource> read_ner_folder(const std::string& folder, const Tokenizer& tokenizer,
                                        bool development = true);

}  // namespace trefoil::extract::train
