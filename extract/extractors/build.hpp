#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/extractors/extractor.hpp"

/// Steps that several extractors share: members of coordinations, verb groups, arguments, inserted
/// words.
namespace trefoil::extract {

/// The members of a coordination that are facts of their own: one for a plain phrase, for a name
/// that contains "and", for "between A and B" and for ranges.
std::vector<TokenIndex> split_coordination(const SentenceView& view, TokenIndex head);

/// The same for the subject of a clause. What is joined to the noun of a relative clause or
/// participle behind that clause is none of its subjects: "A, who came, and B".
std::vector<TokenIndex> split_subjects(const SentenceView& view, const Clause& clause);

/// "her music and | painting", "the firm's logo and | slogan": gives a bare noun joined to `first`
/// the owner of `first`. What counts the noun, or a phrase between the two, keeps it apart.
void share_owner(const Tree& tree, TokenIndex first, DraftPhrase& member);

/// True if a member of the subject's coordination stands behind the clause that hangs on it.
bool is_joined_behind(const Tree& tree, const Clause& clause);

/// A noun phrase without its preposition.
DraftPhrase noun_argument(const SentenceView& view, TokenIndex head, bool keep_conjuncts = false);
/// A prepositional or unmarked adjunct, with its preposition and role.
DraftPhrase oblique_argument(const SentenceView& view, TokenIndex head,
                             bool keep_conjuncts = false);
/// True if a phrase with a preposition can take the object's place; "including X" and "such as X"
/// only add to what is said.
bool may_be_object(const Tree& tree, TokenIndex oblique);
/// A whole clause.
DraftPhrase clause_argument(const SentenceView& view, TokenIndex head);

/// True for adjuncts of time, by mention type or noun.
bool is_time(const SentenceView& view, TokenIndex head);

/// True for an adjunct of time with a preposition that goes with one: "in the spring", not "into
/// the spring".
bool tells_time(const SentenceView& view, TokenIndex oblique);

/// Auxiliaries, negation, adverbs, verb and particle of a clause and of the chain of verbs it
/// starts ("has promised to implement"), in reading order; a form of be is inserted before a bare
/// participle.
std::vector<RelationPiece> verb_group(const SentenceView& view, int clause);

/// Normalised relation of a clause with its chain: "implement" of "has promised to implement",
/// "break_away".
std::string relation_type(const SentenceView& view, int clause);
/// Joins `type` and the preposition's words by "_".
std::string with_preposition(const SentenceView& view, std::string type,
                             const TokenSet& preposition);

/// "is", "are", "was" or "were" for an inserted copula: number of the noun, tense of the clause
/// around it. `member`: of a coordination the first member alone. What is said with `participle`
/// is over if it is dated by a year.
std::string inserted_be(const SentenceView& view, TokenIndex subject, bool member = false,
                        TokenIndex participle = -1);
bool is_plural(const Tree& tree, TokenIndex head, bool member = false);

/// Adds the object: moves its preposition to the end of the relation and of the type.
void set_object(const SentenceView& view, Draft& draft, DraftPhrase object);

/// Leaves out arguments whose words all stand in the object (times excepted) or the relation.
void drop_repeated(Draft& draft);

/// A name's own words: the head with its flat and compound parts, without title, article and
/// modifiers.
TokenSet name_words(const SentenceView& view, TokenIndex head);

/// A name's own words as an argument.
DraftPhrase name_argument(const SentenceView& view, TokenIndex head);

/// "X is Y" for what a reader completes so inside a noun phrase; holds whatever the tense around
/// it.
Draft is_fact(const SentenceView& view, std::string_view extractor, std::string_view kind,
              DraftPhrase subject, DraftPhrase object);

/// How open a thing is that is only planned to be made: "will build the town's first mill".
Modality made_status(const SentenceView& view, TokenIndex thing);

/// True if one mention of a name holds both tokens: neither is a thing of its own.
bool in_one_name(const SentenceView& view, TokenIndex a, TokenIndex b);

/// "etc.", which names nothing.
bool is_etcetera(const Tree& tree, TokenIndex t);

/// Adjuncts of a clause and its chain in text order, those fronted before a first conjunct
/// included.
std::vector<TokenIndex> adjuncts(const SentenceView& view, int clause);

}  // namespace trefoil::extract
