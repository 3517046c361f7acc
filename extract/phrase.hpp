#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"
#include "extract/tree.hpp"

/// Cutting phrases out of a tree: which tokens belong to an argument, and their exact surface text.
namespace trefoil::extract {

struct PhraseOptions {
    bool conjuncts = false;    ///< keep "and ..." of a coordination
    bool clauses = true;       ///< keep restrictive relative clauses and infinitives
    bool appositions = false;  ///< keep appositions and parentheses
};

/// The words of the noun (or adjective) phrase with this head: without its own preposition and
/// final possessive marker, without the words of the clause it is the predicate of, without
/// punctuation at its edges. Sorted.
TokenSet noun_phrase(const Tree& tree, TokenIndex head, const PhraseOptions& options = {});

/// Everything below `head` without edge punctuation and, where `mark` is false, without its leading
/// marker: a clause as an argument.
TokenSet clause_phrase(const Tree& tree, TokenIndex head);

/// The tokens of the preposition that introduces `head` ("because of"), in order; empty if there is
/// none.
TokenSet preposition_tokens(const Tree& tree, TokenIndex head);

/// True for the first word of "next to", "ahead of" and the like, where the parser knows only the
/// second as a preposition.
bool opens_preposition(const Tree& tree, TokenIndex word);

/// Lower-case words of `tokens` joined by one blank.
std::string lower_words(const Tree& tree, const TokenSet& tokens);

/// Members of the coordination that starts at `head`, itself first. Members are nominal; a verb
/// stops the list.
std::vector<TokenIndex> conjuncts(const Tree& tree, TokenIndex head);

/// A comma, bracket or dash stands right before the words of `child`: what follows only adds to its
/// head.
bool set_off(const Tree& tree, TokenIndex child);

/// Whose view or words the clause gives in "in Ann's view", "in the words of the mayor", "in my
/// opinion" (the opinion itself); -1 for any other phrase.
TokenIndex viewer(const Tree& tree, TokenIndex phrase);

/// "according to X", wherever the parser hung it; not "according to plan".
bool names_source(const Tree& tree, TokenIndex phrase);

/// The hyphen inside a word that the tokeniser split: "west-central".
bool is_glued_hyphen(const Tree& tree, TokenIndex t);

/// Drops commas, dashes, colons, full stops and unmatched quotes or brackets at both ends.
void trim_punctuation(const Tree& tree, TokenSet& tokens);

/// Surface text: neighbouring tokens are a slice of `text`, gaps become one blank; line ends inside
/// become blanks.
std::string surface(const Tree& tree, std::string_view text, const TokenSet& tokens);

/// Smallest span that covers all tokens; empty at 0 if there are none.
Span cover(const Tree& tree, const TokenSet& tokens);

}  // namespace trefoil::extract
