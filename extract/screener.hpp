#pragma once

#include <algorithm>
#include <optional>
#include <string_view>

#include "extract/extractors/build.hpp"

namespace trefoil::extract {

/// The work of flaw_of() (extract/screen.hpp), in two files: the order of the checks and those of
/// phrases and relations (screen.cpp), and those of what the draft's clause says and of whom
/// (screen_clauses.cpp). The checks are explained there. Borrows its arguments; for one draft.
class Screen {
  public:
    Screen(const SentenceView& view, const Draft& draft)
        : view_(view), tree_(view.tree), draft_(draft) {}

    std::optional<std::string_view> run() const;

  private:
    bool is_wh(TokenIndex t) const { return tree_.token(t).xpos.starts_with("W"); }

    static bool has(const TokenSet& words, TokenIndex t) {
        return std::binary_search(words.begin(), words.end(), t);
    }

    // ---- phrases and relations ----
    bool asks_which(const DraftPhrase& phrase) const;
    bool is_empty(const DraftPhrase& phrase) const;
    bool is_torn(const DraftPhrase& phrase) const;
    bool is_article(TokenIndex t) const;
    bool untensed_conjunct() const;
    bool broken_off() const;
    bool of_comparison() const;
    bool torn_verb_group() const;
    bool in_title_of_work() const;
    bool in_capitals(const Clause& c) const;
    bool asks_how_much(const DraftPhrase& phrase) const;
    bool is_rest(const std::optional<DraftPhrase>& object) const;
    bool is_stray_relative(const DraftPhrase& phrase) const;
    bool stands_for_another() const;
    bool first_of_two() const;
    bool begins_with_conjunction(const DraftPhrase& phrase) const;
    int verb_groups() const;

    // ---- what is said, and of whom ----
    bool of_any() const;
    bool is_denied_reason() const;
    bool supposes() const;
    bool names_any(TokenIndex noun) const;
    bool says_noun() const;
    bool after_what_is_not() const;
    bool lost_object() const;
    bool is_taken_back() const;
    bool of_the_more() const;
    bool of_some_not() const;
    bool of_all() const;
    bool of_the_only() const;
    bool limited_elsewhere(const DraftPhrase& phrase) const;
    bool asks_for_argument() const;
    bool of_what_is_not() const;
    bool lacks_object() const;
    bool is_remark() const;
    bool verb_of_name() const;
    bool leaves_content(const Clause& c) const;
    bool tears_relative() const;
    bool active_participle() const;
    bool bad_predicate() const;
    bool has_own_verb() const;
    bool loose(const TokenSet& words, TokenIndex verb) const;
    bool stray_pronoun(const DraftPhrase& phrase) const;
    bool bad_apposition() const;
    bool ends_open(const DraftPhrase& phrase) const;
    bool is_plain_preposition(TokenIndex t) const;
    bool begins_with_preposition(const DraftPhrase& phrase) const;
    bool ends_with_preposition(const DraftPhrase& phrase) const;
    bool begins_torn(const DraftPhrase& phrase) const;
    bool lost_noun() const;
    bool lacks_subject() const;
    bool says_itself() const;
    bool of_every() const;
    bool is_filler() const;
    bool opens_gap() const;
    bool takes_after_comma() const;
    bool cannot_wait() const;
    bool gives_reason_only() const;

    const SentenceView& view_;
    const Tree& tree_;
    const Draft& draft_;
};

}  // namespace trefoil::extract
