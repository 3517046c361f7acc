#pragma once

#include <string_view>
#include <vector>

#include "extract/clause.hpp"

namespace trefoil::extract {

/// The work of find_clauses() (extract/clause.hpp), in four files: predicates and their own
/// arguments (clause.cpp), verb chains and gaps (clause_gaps.cpp), and who does what a clause
/// without a subject says (clause_subjects.cpp; clause_adjuncts.cpp for adjuncts). The functions
/// are explained there. Borrows the
/// tree; for one sentence and one run.
class ClauseFinder {
  public:
    explicit ClauseFinder(const Tree& tree) : tree_(tree) {}

    Clauses run();

  private:
    // ---- predicates ----
    bool is_predicate(TokenIndex i) const;
    bool heads_clause(TokenIndex i) const;
    bool has_clause_children(TokenIndex i) const;
    bool shares_copula(TokenIndex i) const;
    std::vector<TokenIndex> predicates() const;

    // ---- position ----
    void place(int index);

    // ---- verb group ----
    bool is_infinitive_marker(TokenIndex i) const;
    void verb_group(Clause& c);
    bool goes_on_tensed(const Clause& c) const;
    bool is_told_as_past(const Clause& c) const;
    bool passes_on_passive(const Clause& c) const;
    bool is_told(const Clause& c) const;
    bool active_object(const Clause& c) const;
    void share_auxiliaries(Clause& c, bool complete);
    void inversion(Clause& c) const;

    // ---- own arguments ----
    TokenIndex antecedent_of(TokenIndex pronoun) const;
    bool is_about_clause(const Clause& c, TokenIndex noun, TokenIndex pronoun) const;
    TokenIndex last_of_list(const Clause& c, TokenIndex noun, TokenIndex pronoun) const;
    bool agrees(const Clause& c, TokenIndex noun) const;
    bool may_be_plural(TokenIndex noun) const;
    void arguments(Clause& c);
    bool is_asked_or_known(const Clause& c, TokenIndex clause) const;
    bool is_as_phrase(TokenIndex i) const;
    bool is_deadline(TokenIndex phrase) const;
    bool is_afterthought(TokenIndex phrase) const;
    TokenIndex nested_agent(const Clause& c) const;
    void second_object(Clause& c, TokenIndex value) const;
    void repair_subject(Clause& c) const;

    // ---- chains ----
    void lower_relative_object(Clause& c);
    static bool takes_subject_along(std::string_view lemma);
    static bool takes_no_gerund(std::string_view lemma);
    void link_chain(int index);
    void undo_cleft(int index);

    // ---- gaps ----
    void fill_gap(Clause& c);
    bool does_well(TokenIndex verb) const;
    TokenIndex stranded_preposition(TokenIndex verb) const;
    void embedded_subject(Clause& c);
    static bool is_manner_noun(std::string_view lemma);
    bool has_relative_adverb(TokenIndex head) const;
    bool is_when_or_how(TokenIndex noun) const;
    static bool stays_alone(std::string_view lemma);
    void share_object(Clause& c);
    void share_preposition(Clause& first, const Clause& c);
    bool is_done_to_people(TokenIndex verb) const;
    bool is_due(const Clause& c) const;
    bool is_bare(const Clause& verb) const;
    void share_along_row(const Clause& last);

    // ---- subjects ----
    void fill_subject(Clause& c);
    bool orders_behind(const Clause& c, const Clause& first) const;
    bool for_subject(Clause& c) const;
    bool is_destination(TokenIndex noun) const;
    bool leaves_doer_open(const Clause& parent, const Clause& inner) const;
    bool is_loose_participle(const Clause& c) const;
    bool is_itself(const Clause& c) const;
    TokenIndex called_on(const Clause& parent, const Clause& inner) const;
    bool has_direction(TokenIndex verb) const;
    static bool is_fetching(std::string_view lemma);
    bool takes_along(const Clause& parent) const;
    bool fetches_thing(const Clause& parent, const Clause& inner) const;
    static bool is_body(std::string_view lemma);
    TokenIndex controller(const Clause& parent) const;
    TokenIndex described_by(TokenIndex adjective) const;

    // ---- subjects of adjuncts ----
    TokenIndex adjunct_subject(const Clause& c, const Clause& parent) const;
    bool is_set_off(const Clause& c, TokenIndex object) const;
    bool is_long_gerund(const Clause& c) const;
    bool is_paid(const Clause& c, const Clause& parent) const;
    bool is_caught(const Clause& c, const Clause& parent) const;
    bool fills_place(const Clause& c, const Clause& parent) const;
    bool dangles(const Clause& c, const Clause& parent) const;
    TokenIndex companion(const Clause& c, const Clause& parent) const;
    static bool is_help(std::string_view lemma);
    bool is_example(const Clause& c) const;
    static bool is_judging(std::string_view lemma);
    bool is_use(const Clause& c, const Clause& parent) const;
    bool is_basis(const Clause& c, const Clause& parent) const;
    bool is_negated(TokenIndex head) const;
    static bool has_no_purpose(std::string_view lemma);
    bool is_speakers_own(const Clause& c) const;
    bool enacts(const Clause& c, const Clause& parent) const;

    // ---- subjects of what hangs on a noun ----
    void noun_subject(Clause& c, const Clause* parent) const;
    bool is_against(TokenIndex noun, TokenIndex verb) const;
    bool is_picked_out(const Clause& c) const;
    bool is_had(const Clause& c, const Clause& parent) const;
    bool is_said_of_subject(const Clause& c, const Clause* parent) const;
    bool is_done_with(const Clause& c, const Clause* parent) const;
    bool is_trouble(const Clause& c) const;
    bool has_relative(TokenIndex head) const;
    bool is_words_of(const Clause& c, const Clause* parent) const;
    bool is_given_with(TokenIndex noun, const Clause& parent) const;
    TokenIndex owner_of(TokenIndex noun, const Clause* parent) const;
    bool is_tough(TokenIndex noun) const;
    bool is_of_nation(TokenIndex noun) const;
    static bool is_means_noun(std::string_view lemma);
    bool is_person_noun(TokenIndex noun) const;

    const Tree& tree_;
    Clauses clauses_;
};

}  // namespace trefoil::extract
