#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/sentence.hpp"

namespace trefoil::extract {

/// Universal Dependencies relations that extraction looks at (universaldependencies.org, version 2;
/// English subtypes).
enum class Rel : std::uint8_t {
    Other,
    Root,
    Nsubj,
    NsubjPass,
    NsubjOuter,
    Csubj,
    CsubjPass,
    Obj,
    Iobj,
    Obl,
    OblAgent,
    OblUnmarked,
    Ccomp,
    Xcomp,
    Advcl,
    AdvclRelcl,
    Acl,
    AclRelcl,
    Appos,
    Nmod,
    NmodPoss,
    NmodUnmarked,
    NmodDesc,
    Flat,
    Compound,
    CompoundPrt,
    Amod,
    Nummod,
    Det,
    DetPredet,
    Case,
    Mark,
    Aux,
    AuxPass,
    Cop,
    Cc,
    CcPreconj,
    Conj,
    Parataxis,
    Expl,
    Discourse,
    Dislocated,
    Fixed,
    Punct,
    Advmod,
    Vocative,
    List,
    Orphan,
    Reparandum,
    Dep,
};

/// The relation of a label; an unknown subtype falls back to its base label, an unknown label to
/// Rel::Other.
Rel rel_from(std::string_view deprel);

/// Sorted token indices: the words of a phrase.
using TokenSet = std::vector<TokenIndex>;

/// Read-only view of one parsed sentence: children in text order, relations as values. Built in
/// linear time. Refers to the sentence, which must outlive it. Heads outside the sentence or cycles
/// do not hang: such tokens count as roots.
class Tree {
  public:
    explicit Tree(const Sentence& sentence);

    [[nodiscard]] TokenIndex size() const {
        return static_cast<TokenIndex>(sentence_->tokens.size());
    }

    [[nodiscard]] const Token& token(TokenIndex i) const {
        return sentence_->tokens[static_cast<std::size_t>(i)];
    }

    [[nodiscard]] const Sentence& sentence() const { return *sentence_; }

    /// Lower-case lemma (of ASCII letters).
    [[nodiscard]] std::string_view lemma(TokenIndex i) const {
        return lemmas_[static_cast<std::size_t>(i)];
    }

    /// Lower-case form (of ASCII letters); empty in front of the first word and behind the last,
    /// so that rules can ask for a neighbour's.
    [[nodiscard]] std::string_view form(TokenIndex i) const {
        const auto at = static_cast<std::size_t>(i);
        return at < forms_.size() ? std::string_view(forms_[at]) : std::string_view();
    }

    [[nodiscard]] Rel rel(TokenIndex i) const { return rels_[static_cast<std::size_t>(i)]; }

    [[nodiscard]] TokenIndex head(TokenIndex i) const {
        return heads_[static_cast<std::size_t>(i)];
    }

    [[nodiscard]] std::span<const TokenIndex> children(TokenIndex i) const;

    [[nodiscard]] bool is(TokenIndex i, std::initializer_list<Rel> rels) const;
    /// First child with one of the relations in text order, or -1.
    [[nodiscard]] TokenIndex child(TokenIndex i, std::initializer_list<Rel> rels) const;

    [[nodiscard]] bool has_child(TokenIndex i, std::initializer_list<Rel> rels) const {
        return child(i, rels) >= 0;
    }

    /// First child with this lower-case form, or -1.
    [[nodiscard]] TokenIndex child_form(TokenIndex i, std::string_view form) const;

    /// `top` and all below it, sorted.
    [[nodiscard]] TokenSet subtree(TokenIndex top) const;
    /// Like subtree, but leaves out every child for which `skip(child)` holds, with all below it.
    template <typename Skip>
    [[nodiscard]] TokenSet subtree(TokenIndex top, Skip skip) const;
    /// True if `above` is `below` or one of its ancestors.
    [[nodiscard]] bool dominates(TokenIndex above, TokenIndex below) const;

    [[nodiscard]] bool is_verb(TokenIndex i) const { return token(i).upos == "VERB"; }

    [[nodiscard]] bool is_noun(
        TokenIndex i) const;  ///< NOUN, PROPN or PRON, NUM as a head counts too

    [[nodiscard]] bool is_proper(TokenIndex i) const { return token(i).upos == "PROPN"; }

    [[nodiscard]] bool is_pronoun(TokenIndex i) const { return token(i).upos == "PRON"; }

    /// VBN, also where tag and features disagree ("troops sent by X" tagged as a past tense).
    [[nodiscard]] bool is_past_participle(TokenIndex i) const;
    /// Tensed by its own form: past, present, modal.
    [[nodiscard]] bool is_tensed(TokenIndex i) const;
    /// A relative pronoun or adverb by tag and form: who, whom, which, that, where, when, whose,
    /// why.
    [[nodiscard]] bool is_relative(TokenIndex i) const;

  private:
    const Sentence* sentence_;
    std::vector<TokenIndex> heads_;
    std::vector<Rel> rels_;
    std::vector<std::string> lemmas_;
    std::vector<std::string> forms_;
    std::vector<TokenIndex> child_list_;
    std::vector<std::uint32_t> child_begin_;
};

template <typename Skip>
TokenSet Tree::subtree(TokenIndex top, Skip skip) const {
    TokenSet result{top};
    for (std::size_t next = 0; next < result.size(); ++next) {
        for (const TokenIndex c : children(result[next])) {
            if (!skip(c)) {
                result.push_back(c);
            }
        }
    }
    std::sort(result.begin(), result.end());
    return result;
}

}  // namespace trefoil::extract
