#pragma once

#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/sentence.hpp"

namespace trefoil::extract {

/// One sentence of a CoNLL-U file beyond what Sentence holds.
struct ConlluNotes {
    std::string sent_id;  ///< "# sent_id", "" if none
    std::vector<std::string>
        misc;  ///< MISC column of each word, "_" if none; as long as Sentence::tokens
    std::vector<std::string> comments;  ///< all comment lines, without "# "
};

/// One document of a CoNLL-U file with a text rebuilt from its sentences: paragraphs are separated
/// by a blank line, sentences of a paragraph by a space. Spans point into that text.
struct ConlluDocument {
    std::string id;  ///< of "# newdoc id"; "" where the file names no documents
    std::string text;
    std::vector<Sentence> sentences;
    std::vector<ConlluNotes> notes;  ///< as long as `sentences`
};

/// The value of `key` in a MISC or FEATS column ("SpaceAfter=No|Entity=(1-person"); "" if absent.
/// Views `column`.
std::string_view conllu_value(std::string_view column, std::string_view key);

/// Reads CoNLL-U (universaldependencies.org/format.html). A document starts at "# newdoc", a
/// paragraph at "# newdoc" or "# newpar". Empty nodes (8.1) are skipped; enhanced dependencies are
/// ignored. Where "# text" does not agree with the words, the text is rebuilt from forms and
/// SpaceAfter. Throws InputError with `name` and line.
std::vector<ConlluDocument> read_conllu(std::istream& in, const std::string& name);

/// Reads a whole file; throws InputError if it cannot be opened.
std::vector<ConlluDocument> read_conllu_file(const std::string& path);

/// How one sentence is written.
struct ConlluOptions {
    std::string sent_id;
    std::string newdoc;     ///< if not empty: "# newdoc id = ..." first
    bool name_tags = true;  ///< write Token::name as NE= in MISC where it is set
};

/// Writes one sentence with its comments and the blank line after it. `text` is the text its spans
/// point into; line ends inside "# text" become spaces. Columns that are not filled in yet are "_".
/// An empty sentence (no tokens, in lines mode) is written as its comments only.
void write_conllu(std::ostream& out, std::string_view text, const Sentence& sentence,
                  const ConlluOptions& options);

}  // namespace trefoil::extract
