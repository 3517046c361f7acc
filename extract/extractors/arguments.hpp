#pragma once

#include <optional>
#include <vector>

#include "extract/extractors/extractor.hpp"

/// What makes sense as a further argument of a verb, beside and after the others.
namespace trefoil::extract {

/// "240 kilometres | an hour": a time without a preposition right behind a number of something is
/// part of the measure.
bool is_rate(const Tree& tree, const DraftPhrase& time, const DraftPhrase& object);

/// Joins the parts of one date and of "a week after the vote", and takes out of times what is
/// joined to them and is none. `verb` is the verb of the arguments. Linear in arguments times
/// mentions.
void join_times(const SentenceView& view, TokenIndex verb, std::vector<DraftPhrase>& arguments);

/// "beat A in the first round, B | in the second round": an argument of a second object, of the
/// same kind as one of those before.
bool is_of_another(const Tree& tree, const DraftPhrase& argument,
                   const std::vector<DraftPhrase>& before);

/// "Peru, | where it grows": the antecedent of "where", as the place of what is said; nothing for
/// other clauses.
std::optional<DraftPhrase> where_it_is(const SentenceView& view, const Clause& relative);

/// "rusts sooner | when wet", "is loud | when starting": a clause with "when" and without a subject
/// behind `head` limits what is said, as an argument of time.
std::optional<DraftPhrase> when_so(const SentenceView& view, TokenIndex head);

/// The noun of a relative clause without its relative clauses.
DraftPhrase antecedent(const Tree& tree, TokenIndex noun);

/// "as | well | than hoped": the adverbs of one comparison, with what is compared, and "as follows"
/// are one argument; "ago" without its span is none. `verb` is the verb of the arguments.
void join_comparison(const Tree& tree, TokenIndex verb, std::vector<DraftPhrase>& arguments);

/// "with some of her songs | sung by X", "four of his sons | serving": the share is meant, where
/// the clause does not tell which ones. Leaves other subjects as they are.
void take_share(const Tree& tree, const Clause& participle, DraftPhrase& subject);

/// Cuts a subject that its clause hangs on down to the noun: leaves out the clause, what follows it
/// ("those who came - and to many others"), and adverbs that tell which ones the clause above means
/// ("taxes | only the shops that sell it"). Linear in the size of the clause.
void cut_to_antecedent(const Tree& tree, const Clause& clause, DraftPhrase& subject);

/// "Usually, | it rains": adverbs before the subject and a comma that limit when something holds,
/// as arguments of time.
std::vector<DraftPhrase> fronted_adverbs(const Tree& tree, TokenIndex head, TokenIndex subject);

/// "a firm | whose profits": the words of a subject with "whose", after those of its antecedent.
/// Leaves other phrases as they are.
void name_owner(const SentenceView& view, const Clause& relative, DraftPhrase& subject);

/// True for a participle that says something of the noun before it: not "nothing said here", "a
/// fine idea compared to X", "partners in doing it", "on the move seeking".
bool tells_of_noun(const SentenceView& view, const Clause& participle);

}  // namespace trefoil::extract
