#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/analysis.hpp"
#include "extract/tree.hpp"

namespace trefoil::extract {

/// A predicate with its arguments resolved: what the tree says, plus the subject through control,
/// raising, coordination and participles, and the antecedent in place of a relative pronoun or gap.
/// All members are token indices of one sentence; -1 means none.
struct Clause {
    enum class Kind : std::uint8_t {
        Verb,         ///< active verb
        Passive,      ///< passive verb; the subject is what it happens to
        Copula,       ///< noun, adjective or phrase with a form of be (spelled out or shared by
                      ///< coordination)
        Existential,  ///< "there is X": X is the subject
    };

    TokenIndex head = -1;
    Kind kind = Kind::Verb;
    int parent = -1;          ///< index of the clause above; -1 at the top
    Rel link = Rel::Root;     ///< how it hangs there; of coordinated clauses the link of the first
    int first_conjunct = -1;  ///< index of the clause that this one is coordinated with
    TokenIndex noun = -1;     ///< noun that an acl or relative clause hangs on

    bool finite = false;      ///< tensed verb or auxiliary, own or shared
    bool infinitive = false;  ///< "to" before it
    bool participle = false;  ///< VBG or VBN with no auxiliary, or after a preposition
    bool inverted =
        false;  ///< auxiliary before the subject without being a question: "should it fail"

    TokenIndex subject = -1;   ///< head of the subject
    bool own_subject = false;  ///< the subject hangs on this clause (maybe as a relative pronoun)
    bool antecedent_subject = false;  ///< the subject is `noun`
    TokenIndex relative = -1;  ///< the relative pronoun that stands for `noun`, where there is one
    TokenIndex gap = -1;       ///< `noun` where it fills an object gap

    std::vector<TokenIndex>
        auxiliaries;     ///< aux, aux:pass, cop in text order, shared ones included
    TokenIndex to = -1;  ///< the "to" of an infinitive
    TokenIndex particle = -1;
    TokenIndex object =
        -1;  ///< direct object; the antecedent where a relative pronoun or gap stands
    TokenIndex indirect = -1;
    TokenIndex agent = -1;             ///< by-phrase of a passive
    std::vector<TokenIndex> obliques;  ///< prepositional and unmarked adjuncts in text order
    TokenIndex xcomp = -1;             ///< open complement that is not part of the chain
    TokenIndex ccomp = -1;             ///< clausal complement

    /// Verb chain "has promised to implement": this clause's complement verb, whose arguments are
    /// this clause's too.
    int chained = -1;
    int chained_from = -1;  ///< the inverse

    // Filled in by qualify() (extract/qualifiers.hpp).
    Polarity polarity = Polarity::Positive;
    Modality modality = Modality::Actual;
    TokenIndex source = -1;  ///< head of the nearest source of the content, in this sentence
    bool requested = false;  ///< asked or ordered: "do you know", "tell me"
};

/// The clauses of one sentence, outer before inner.
struct Clauses {
    std::vector<Clause> list;
    std::vector<int> of_token;  ///< index of the clause headed by each token, or -1

    [[nodiscard]] const Clause* headed_by(TokenIndex token) const;
    /// The first verb of the chain that `c`, one of the list, ends: "want" of "want to leave".
    [[nodiscard]] const Clause& chain_begin(const Clause& c) const;
    /// Index of the clause whose predicate governs `token` most closely (of itself, if it heads
    /// one); -1 if none.
    [[nodiscard]] int governing(const Tree& tree, TokenIndex token) const;
};

/// Finds the predicates of a sentence and resolves their arguments. Linear but for deep nesting.
Clauses find_clauses(const Tree& tree);

/// True for "himself", "themselves" and the like.
bool is_reflexive(const Tree& tree, TokenIndex t);

/// True for a clause beside another that may say who speaks there ("..., he said"): its verb is one
/// of saying, with neither content nor a thing of its own, and no conjunction joins it ("it was
/// cold, so he complained"). A hearer is no such thing.
bool speaks_beside(const Tree& tree, const Clause& clause);

/// True for a noun that an ordinal, "only" or a superlative singles out ("the third woman", "the
/// only one", "the youngest member"): an infinitive behind it tells what that one did.
bool is_ranked(const Tree& tree, TokenIndex noun);

/// Last clause of the verb chain that starts at `index` (itself if there is none).
int chain_end(const Clauses& clauses, int index);

}  // namespace trefoil::extract
