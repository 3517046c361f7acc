#pragma once

#include <string_view>
#include <vector>

#include "extract/clause.hpp"

namespace trefoil::extract {

/// The work of qualify() (extract/qualifiers.hpp), in six files: what a clause says itself and
/// shares with the one it is coordinated with (qualifiers.cpp), by "when" and "if"
/// (conditions.cpp), and what the clause above it makes of it (governed.cpp), of what is told
/// (governed_told.cpp), of a clause on a noun (governed_nouns.cpp), of an adverbial clause
/// (adjuncts.cpp). The functions are explained there.
class Qualifier {
  public:
    Qualifier(const Tree& tree, Clauses& clauses, bool question)
        : tree_(tree), clauses_(clauses), question_(question) {}

    void run();

  private:
    const Clause* at(int index) const;
    bool is_asked(const Clause& c) const;
    bool is_presupposed(const Clause& c, TokenIndex governor) const;
    bool is_stressed(const Clause& parent) const;
    bool is_property(const Clause& c, TokenIndex governor) const;
    bool is_yet_to_see(const Clause& c, const Clause& parent) const;
    bool is_trouble(TokenIndex noun) const;
    bool gives_up(TokenIndex verb) const;
    bool is_withheld(const Clause& c, const Clause& parent) const;
    bool is_hearsay(const Clause& c, const Clause& parent) const;
    bool is_word(const Clause& c) const;
    static bool is_provided(std::string_view verb);
    bool is_wish(const Clause& c) const;
    bool goes_with_charge(const Clause& c, const Clause& parent) const;
    bool is_ability(TokenIndex noun) const;
    bool had_the_heart(const Clause& parent, TokenIndex noun) const;

    // ---- the clause itself ----
    void own(Clause& c) const;
    bool names_means(const Clause& c) const;
    bool expects_yes(const Clause& c) const;
    void negation(Clause& c) const;
    bool or_not(TokenIndex negation) const;
    bool has_contracted_negation(const Clause& c) const;
    bool is_instead_of(TokenIndex marker) const;
    bool is_in_no_way(TokenIndex noun) const;
    bool not_only(TokenIndex negation) const;
    void auxiliary(Clause& c, TokenIndex a) const;
    bool is_did(const Clause& c, TokenIndex a) const;
    bool is_arranged(const Clause& c) const;
    bool is_subjunctive(const Clause& c) const;
    bool is_foreseen(const Clause& c) const;
    bool tells_later(const Clause& c) const;
    bool was_habit(const Clause& c) const;
    bool is_bygone(TokenIndex noun) const;
    bool comes_to_be(const Clause& c, const Clause& parent) const;
    bool is_task(const Clause& c) const;
    bool is_wondered(const Clause& c) const;
    bool is_told_anyway(const Clause& c, TokenIndex condition) const;
    static bool is_past_year(std::string_view form);
    bool becomes(const Clause& c) const;
    void marker(Clause& c, TokenIndex child) const;
    bool is_it_seems(TokenIndex verb) const;
    bool has_modal(const Clause& c) const;
    bool doubts_only_link(const Clause& c, TokenIndex adverb) const;
    bool is_either(const Clause& c) const;
    static bool is_time_conjunction(std::string_view form);
    void lies_ahead(Clause& c) const;
    bool recurs(const Clause& c, const Clause& parent) const;
    bool is_contrast(TokenIndex clause_head, TokenIndex above) const;
    bool is_general(const Clause& c, const Clause& parent) const;
    bool is_its_own(const Clause& c, const Clause& parent) const;
    bool holds_only_when(const Clause& c, TokenIndex clause_head) const;
    bool is_where(const Clause& c, TokenIndex clause_head) const;
    bool is_as_long(TokenIndex as) const;
    bool lasts_only(const Clause& c, TokenIndex adverb) const;
    bool is_anybody(TokenIndex subject) const;
    bool is_order(const Clause& c) const;
    bool happened_before(const Clause& c, std::string_view conjunction) const;
    bool is_cut_short(const Clause& c) const;
    bool could(const Clause& c) const;
    bool past_auxiliary(const Clause& c) const;
    bool is_condition(TokenIndex clause_head) const;
    bool depends_on(const Clause& c, TokenIndex condition) const;
    bool is_told_under(const Clause& saying, TokenIndex condition) const;
    bool is_remark(TokenIndex condition) const;
    bool is_offer(const Clause& c, TokenIndex condition) const;
    bool is_asking(TokenIndex verb) const;
    bool asks_whether(TokenIndex governor) const;
    bool is_of_next(const Clause& c, TokenIndex condition) const;
    TokenIndex joins(TokenIndex clause_head) const;

    // ---- coordination ----
    void from_first_conjunct(Clause& c) const;
    bool stands_between(const Clause& c) const;
    bool opens_in_doubt(const Clause& c) const;
    bool goes_beside(const Clause& c) const;
    bool is_misjoined(const Clause& c) const;
    bool is_marked_by(const Clause& c, std::string_view marker) const;
    bool is_marked(const Clause& c) const;
    bool has_condition_before(const Clause& c) const;
    bool is_followed_by_but(TokenIndex conjunct) const;
    bool shares_negation(const Clause& c, const Clause& first) const;

    // ---- what governs it ----
    void from_above(Clause& c) const;
    bool is_depended_on(const Clause& c) const;
    bool asks_how_much(const Clause& c) const;
    bool is_imagined(const Clause& c) const;
    bool is_likened(TokenIndex clause_head) const;
    const Clause& first_of(const Clause& c) const;
    void judge(Clause& c) const;
    bool is_content(const Clause& c, TokenIndex adjective) const;
    bool is_too_little(TokenIndex noun) const;
    bool too_much(const Clause& c, TokenIndex governor) const;
    void open_complement(Clause& c, const Clause& parent, TokenIndex governor) const;
    void closed_complement(Clause& c, const Clause& parent, TokenIndex governor) const;
    bool told_under_condition(const Clause& saying) const;
    bool seems_so(const Clause& c) const;
    bool is_clear_under_condition(const Clause& c, const Clause& parent) const;
    bool asks_indirectly(const Clause& c) const;
    bool is_perceived(const Clause& parent) const;
    bool is_frankly_said(const Clause& parent) const;
    bool is_fair_to_say(const Clause& parent) const;
    bool is_wrong_to_say(const Clause& parent) const;
    bool would_be_said(const Clause& parent) const;
    bool is_considered(const Clause& parent) const;
    bool is_pointed_out(const Clause& parent) const;
    bool is_untrue(TokenIndex governor, bool negated) const;
    bool is_proof(TokenIndex governor) const;
    bool is_made_sure(TokenIndex governor) const;
    bool is_striven_for(const Clause& c) const;
    bool is_so_much(TokenIndex governor) const;
    static bool is_disclosed(std::string_view verb);
    static bool is_held(std::string_view verb);
    bool is_indicative(const Clause& c) const;
    static bool is_resolved(std::string_view verb);
    static bool holds_without(std::string_view noun);
    bool has_condition(const Clause& c) const;
    bool past(const Clause& c) const;
    void noun_complement(Clause& c, const Clause& parent, TokenIndex governor) const;
    bool is_chance_of(TokenIndex noun) const;
    bool is_alleged(const Clause& c, const Clause& parent, TokenIndex noun) const;
    bool goes_on_in(const Clause& c, TokenIndex noun) const;
    bool is_absent(const Clause& parent, TokenIndex noun) const;
    void wanted_thing(Clause& c, const Clause& parent) const;
    Modality sought_as(const Clause& above) const;
    bool wishes(const Clause& c) const;
    bool need_not_exist(const Clause& c, const Clause& parent) const;
    static bool presupposes_object(std::string_view verb);
    bool is_yet_to_come(TokenIndex noun) const;
    bool controlled_by_object(const Clause& c, const Clause& parent) const;
    bool is_goal(const Clause& c) const;
    bool only_seems(const Clause& c, const Clause& parent) const;
    bool is_done(const Clause& c) const;
    bool is_perfect(const Clause& c) const;
    bool is_result(const Clause& c, const Clause& parent) const;
    void gerund(Clause& c, const Clause& parent) const;
    bool goes_on_meanwhile(const Clause& c, const Clause& parent) const;
    bool is_thanked_for(const Clause& c, const Clause& parent) const;
    bool is_charge(const Clause& c, const Clause& parent) const;
    void adjunct(Clause& c, const Clause& parent) const;

    const Tree& tree_;
    Clauses& clauses_;
    bool question_;
    std::vector<bool> asked_;  ///< of each clause
};

/// Planned, possible or conditional.
inline bool is_open(Modality m) {
    return m == Modality::Planned || m == Modality::Possible || m == Modality::Conditional;
}

inline Polarity flip(Polarity p) {
    return p == Polarity::Positive ? Polarity::Negative : Polarity::Positive;
}

}  // namespace trefoil::extract
