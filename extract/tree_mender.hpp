#pragma once

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "extract/tree_repair.hpp"

namespace trefoil::extract {

/// True if `word` stands in a list.
template <typename Words>
bool among(const Words& words, std::string_view word) {
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

/// The work of repair_tree() (extract/tree_repair.hpp): the order of the rules and those for
/// markers, prepositions and particles (tree_repair.cpp); for names, objects and subjects
/// (tree_repair_nouns.cpp); for relative clauses, participles and infinitives
/// (tree_repair_clauses.cpp); for rows and conjuncts (tree_repair_conjuncts.cpp); for what is said
/// (tree_repair_speech.cpp); for what another clause commands or denies (tree_repair_control.cpp);
/// for phrases beside what they belong to (tree_repair_phrases.cpp); for whose modifiers they are
/// (tree_repair_modifiers.cpp); for the small words that link (tree_repair_links.cpp); for
/// arguments (tree_repair_arguments.cpp); for predicates and members of coordinations
/// (tree_repair_predicates.cpp). The functions are explained there. Borrows the arcs; for one run.
class TreeMender {
  public:
    explicit TreeMender(Arcs& arcs) : arcs_(arcs) {}

    void run();

  private:
    /// How far from a word its own small words are looked for.
    static constexpr TokenIndex kNear = 12;

    TokenIndex size() const { return static_cast<TokenIndex>(arcs_.heads.size()); }

    TokenIndex head(TokenIndex i) const { return arcs_.heads[static_cast<std::size_t>(i)]; }

    Rel rel(TokenIndex i) const { return arcs_.rels[static_cast<std::size_t>(i)]; }

    bool is(TokenIndex i, std::initializer_list<Rel> rels) const {
        return std::find(rels.begin(), rels.end(), rel(i)) != rels.end();
    }

    const Token& token(TokenIndex i) const {
        return arcs_.sentence.tokens[static_cast<std::size_t>(i)];
    }

    /// Empty in front of the first word and behind the last.
    std::string_view form(TokenIndex i) const {
        const auto at = static_cast<std::size_t>(i);
        return at < arcs_.forms.size() ? std::string_view(arcs_.forms[at]) : std::string_view();
    }

    std::string_view lemma(TokenIndex i) const { return arcs_.lemmas[static_cast<std::size_t>(i)]; }

    bool is_noun(TokenIndex i) const {
        const std::string& upos = token(i).upos;
        return upos == "NOUN" || upos == "PROPN";
    }

    // ---- the arcs ----
    bool below(TokenIndex word, TokenIndex above) const;
    void hang(TokenIndex word, TokenIndex new_head, Rel new_rel);
    TokenIndex child_in(TokenIndex parent, TokenIndex from, TokenIndex to,
                        std::initializer_list<Rel> rels) const;
    TokenIndex name_head(TokenIndex word, TokenIndex end) const;
    bool is_tensed(TokenIndex i) const;
    bool tensed_without_subject(TokenIndex i) const;
    bool has_words_near(TokenIndex i) const;
    bool has_cc_below(TokenIndex first, TokenIndex end) const;

    // ---- markers, prepositions and particles ----
    void argument_of_auxiliary(TokenIndex i);
    void marker(TokenIndex i);
    void infinitive(TokenIndex i);
    void chosen_to(TokenIndex i);
    void goes_on(TokenIndex i);
    void made_sure(TokenIndex i);
    void fronted_phrase(TokenIndex i);
    void adverb_phrase(TokenIndex i);
    void short_answer(TokenIndex i);
    void verb_particle(TokenIndex i);
    void complex_preposition(TokenIndex noun);

    // ---- names and titles ----
    void title(TokenIndex i);
    void office_holder(TokenIndex i);
    void counted_names(TokenIndex i);
    void bare_possessor(TokenIndex i);
    void two_names(TokenIndex i);
    void name_of_object(TokenIndex name);
    void name_in_two(TokenIndex i);
    void second_apposition(TokenIndex i);
    void behind_last_member(TokenIndex i);
    void plural_of_two(TokenIndex i);

    // ---- predicates with a form of be ----
    void fronted_description(TokenIndex i);
    void equal_or_more(TokenIndex i);
    void inverted_predicate(TokenIndex i);
    void closed_apposition(TokenIndex i);
    void gapped_member(TokenIndex i);
    void name_behind_two(TokenIndex i);

    // ---- objects ----
    void repeated_noun(TokenIndex i);
    void bare_object(TokenIndex i);
    void named_object(TokenIndex i);
    void determiner_behind(TokenIndex i);
    void object_of_relative(TokenIndex i);

    // ---- subjects ----
    void possessor_subject(TokenIndex i);
    void second_subject(TokenIndex i);
    void no_subject(TokenIndex i);
    void owner_of_gerund(TokenIndex i);
    void subject_of_gerund(TokenIndex i);
    void fronted_apposition(TokenIndex i);
    void subject_of_main_clause(TokenIndex i);
    void subject_with_preposition(TokenIndex i);
    void subject_behind(TokenIndex i);
    void dated_subject(TokenIndex i);
    void object_of_two(TokenIndex i);
    void what_is_inside(TokenIndex i);
    void joined_apposition(TokenIndex i);
    void stolen_subject(TokenIndex verb);
    void between_dashes();
    void gerund_subjects();

    // ---- conjuncts ----
    void coordinated_predicate(TokenIndex i);
    void second_predicate(TokenIndex i);
    void second_subject_clause(TokenIndex i);
    void bare_conjunct(TokenIndex i);
    void gerund_after_clause(TokenIndex i);
    void object_of_gerund(TokenIndex i);
    void infinitive_of_adjective(TokenIndex i);
    void row_in_relative(TokenIndex i);
    TokenIndex verb_of_row(TokenIndex subject, TokenIndex i) const;
    TokenIndex first_of_group(TokenIndex predicate, TokenIndex from) const;
    TokenIndex predicate_behind_row(TokenIndex i) const;
    void infinitive_conjunct(TokenIndex i);
    void tensed_conjunct(TokenIndex i);
    void told_conjunct(TokenIndex i);
    void active_participle(TokenIndex i);
    void command_behind_condition(TokenIndex i);
    bool is_condition(TokenIndex mark) const;
    void behind_dashes(TokenIndex i);
    bool is_dash(TokenIndex i) const;
    bool is_past_with_object(TokenIndex i) const;
    void verb_joined_to_object(TokenIndex i);
    void verb_in_row(TokenIndex i);
    void some_ones(TokenIndex i);
    void end_of_beginning(TokenIndex i);

    // ---- what is said ----
    void saying_between(TokenIndex i);
    void saying_behind(TokenIndex i);
    void saying_at_end(TokenIndex i);
    void second_content(TokenIndex i);
    void content_before(TokenIndex i);
    void content_behind_agent(TokenIndex i);
    TokenIndex teller_above(TokenIndex at) const;
    bool keeps_clause(TokenIndex noun, TokenIndex clause, std::string_view teller) const;
    void content_behind_phrase(TokenIndex i);
    void infinitive_behind_participle(TokenIndex i);

    // ---- clauses that are commanded, denied or conditions (tree_repair_control.cpp) ----
    void opening_condition(TokenIndex i);
    void commanded(TokenIndex i);
    void that_of_cleft(TokenIndex i);
    void said_beside_denial(TokenIndex i);

    void joined_main_clause(TokenIndex i);

    // ---- relative clauses ----
    void relative_clause(TokenIndex i);
    void believed_relative(TokenIndex i);
    void distant_relative(TokenIndex i);
    void plural_antecedent(TokenIndex i);
    int number_of_verb(TokenIndex i) const;
    int number_of_noun(TokenIndex i) const;
    void named_antecedent(TokenIndex i);
    void bracketed_antecedent(TokenIndex i);
    void personal_antecedent(TokenIndex i);
    bool is_about(TokenIndex i) const;
    bool is_abstract(TokenIndex i) const;
    void crossed_verb(TokenIndex below_it);

    // ---- phrases beside what they belong to ----
    void noun_behind_adjectives(TokenIndex noun);
    void examples(TokenIndex i);
    void list_behind_dash(TokenIndex i);
    void maker(TokenIndex i);
    void parents(TokenIndex i);
    void feeling_for(TokenIndex i);
    void child_by(TokenIndex i);
    void second_time(TokenIndex i);

    /// "1932", "1950s".
    bool is_year(TokenIndex i) const {
        const std::string_view f = form(i);
        return (f.size() == 4 || (f.size() == 5 && f.back() == 's')) &&
               (f[0] == '1' || f[0] == '2') &&
               f.substr(0, 4).find_first_not_of("0123456789") == std::string_view::npos;
    }

    void counted_object(TokenIndex i);
    void to_noun_before(TokenIndex i, TokenIndex before);
    void asked_for(TokenIndex i);
    void some_of_them(TokenIndex i);
    void behind_aside(TokenIndex i);
    void relative_behind_verb(TokenIndex i);
    void particle_of_phrase(TokenIndex i);
    void time_before(TokenIndex i);
    void other_than(TokenIndex i);
    void of_participle(TokenIndex i);
    void not_all(TokenIndex i);
    void free_to(TokenIndex i);
    void for_it_to(TokenIndex i);
    void adverb_pair(TokenIndex i);
    void counted_subject(TokenIndex i);
    void idle_way(TokenIndex i);
    void explained_name(TokenIndex i);
    void believed_gap(TokenIndex i);

    // ---- whose modifiers ----
    void people_who(TokenIndex i);
    void thing_which(TokenIndex i);
    void tried_by_person(TokenIndex i);
    void measured(TokenIndex i);
    void called_so(TokenIndex i);
    void outcome_of_all(TokenIndex i);
    void joined_gerund(TokenIndex i);
    void what_is_recorded(TokenIndex i);
    void contact_clause(TokenIndex i);
    void phrase_behind_aside(TokenIndex i);
    void message_saying(TokenIndex i);
    void growing_noun(TokenIndex i);
    void gerund_in_clause(TokenIndex i);
    void gerund_of_person(TokenIndex i);

    // ---- arguments ----
    static bool is_work(std::string_view lemma);
    void frame_of_verb(TokenIndex i);
    void agent_of_passive(TokenIndex i);
    void as_little_as(TokenIndex i);
    void contrary_to(TokenIndex i);
    void sort_of(TokenIndex i);
    void inverted_place(TokenIndex i);
    void spoken_like(TokenIndex i);
    void behind_brackets();
    void out_of_brackets(TokenIndex i, TokenIndex anchor,
                         std::pair<TokenIndex, TokenIndex> brackets);

    // ---- participles ----
    void gerund_after_comma(TokenIndex i);
    void gerund_of_source(TokenIndex i);
    void hang_around(TokenIndex noun, TokenIndex clause);
    void infinitive_behind_object(TokenIndex i);
    void infinitive_behind_aside(TokenIndex i);
    void phrase_before_infinitive(TokenIndex i);
    void complement_before(TokenIndex i);
    void kept_from(TokenIndex i);
    void participle_with_agent(TokenIndex i);
    void named_in_brackets(TokenIndex i);

    // ---- words that link ----
    void owner_with_mark(TokenIndex i);
    void case_of_phrase(TokenIndex i);
    void measure_of_marker(TokenIndex i);
    void worth_of(TokenIndex i);
    void asked_clause(TokenIndex i);
    void particle_before_subject(TokenIndex i);
    void copula_of_clause(TokenIndex i);
    void participle_in_row(TokenIndex i);
    void fronted_participle(TokenIndex i);
    int number_of_subject(TokenIndex i) const;
    void agreeing_conjunct(TokenIndex i);
    void joined_content(TokenIndex i);
    void part_of_which(TokenIndex i);
    void inverted_condition(TokenIndex i);
    void frequency(TokenIndex i);
    void you_all(TokenIndex i);
    void article_of_subject(TokenIndex i);
    void second_preposition(TokenIndex i);
    void first_to(TokenIndex i);
    void relative_complement(TokenIndex i);
    void relative_in_row(TokenIndex i);
    void saying_set_apart(TokenIndex i);

    Arcs& arcs_;
};

}  // namespace trefoil::extract
