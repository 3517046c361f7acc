/// Which names inside a phrase a fact may be carried over to: "recognized the independence of X" is
/// about X, but "met the leader of X" is not. The way from the phrase's head to the name may lead
/// through appositions, coordination and names before a noun of place ("the X region"), through
/// of-phrases and possessors of abstract nouns, and never through a clause.

#include "extract/derived.hpp"

#include <algorithm>

#include "extract/extractors/build.hpp"
#include "extract/gazetteer.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

bool is_abstract(const SentenceView& view, TokenIndex noun) {
    const Tree& tree = view.tree;
    if (tree.token(noun).upos != "NOUN") {
        return false;
    }
    if (view.gazetteer == nullptr) {
        return false;
    }
    if (view.gazetteer->may_be_person(tree.lemma(noun))) {
        return false;
    }
    const auto noun_class = view.gazetteer->noun_class(tree.lemma(noun));
    if (!noun_class) {
        return false;
    }
    switch (*noun_class) {
        case NounClass::Act:
        case NounClass::Event:
        case NounClass::Communication:
        case NounClass::Cognition:
        case NounClass::State:
        case NounClass::Attribute:
        case NounClass::Possession:
            return true;
        default:
            return false;
    }
}

bool is_person_noun(const SentenceView& view, TokenIndex noun) {
    return view.gazetteer != nullptr && view.tree.token(noun).upos != "VERB" &&
           view.gazetteer->may_be_person(view.tree.lemma(noun));
}

bool is_named(const SentenceView& view, TokenIndex head) {
    const EntityMention* m = view.mention_at(head);
    return m != nullptr && m->mention.cluster &&
           is_named_type(view.clusters[*m->mention.cluster].type) && view.is_name(head);
}

class Walker {
  public:
    Walker(const SentenceView& view, const TokenSet& within)
        : view_(view), tree_(view.tree), within_(within) {}

    std::vector<TokenIndex> names_below(TokenIndex head) {
        walk(head);
        return std::move(found_);
    }

  private:
    void walk(TokenIndex head) {
        for (const TokenIndex child : tree_.children(head)) {
            if (!passes(head, child)) {
                continue;
            }
            if (is_named(view_, child)) {
                found_.push_back(child);
            }
            walk(child);
        }
    }

    bool passes(TokenIndex head, TokenIndex child) const {
        const bool inside = std::binary_search(within_.begin(), within_.end(), child);
        switch (tree_.rel(child)) {
            case Rel::Appos:
                return true;
            case Rel::Conj:
                return inside;
            case Rel::Compound:
            case Rel::Flat:
                return is_place_noun(tree_.lemma(head));
            case Rel::NmodPoss:
                return is_abstract(view_, head);
            case Rel::Nmod:
                return inside && tree_.child_form(child, "of") >= 0 &&
                       ((is_abstract(view_, head) && !is_deed(head)) || is_singular_place(head));
            default:
                return false;
        }
    }

    /// "signed the recognition of X": the deed is done to X, signing is not.
    [[nodiscard]] bool is_deed(TokenIndex head) const {
        for (const NounVerb& option : view_.gazetteer->verbs_of_noun(tree_.lemma(head))) {
            if (option.kind == NounVerb::Kind::Event && option.sure) {
                return true;
            }
        }
        return false;
    }

    /// "the city of X" is X; "regions of X" are not.
    bool is_singular_place(TokenIndex head) const {
        return is_place_noun(tree_.lemma(head)) && !is_plural(tree_, head) &&
               tree_.child_form(head, "the") >= 0;
    }

    const SentenceView& view_;
    const Tree& tree_;
    const TokenSet& within_;
    std::vector<TokenIndex> found_;
};

/// The document's entity for the country of an adjective of nationality.
std::optional<std::uint32_t> country_cluster(const SentenceView& view, TokenIndex word) {
    const auto country = view.gazetteer->country_of_demonym(view.tree.token(word).form);
    if (!country) {
        return std::nullopt;
    }
    const std::string link = "country:" + std::string(country->code);
    for (std::uint32_t c = 0; c < view.clusters.size(); ++c) {
        if (view.clusters[c].link == link) {
            return c;
        }
    }
    return std::nullopt;
}

/// "the Kenyan president": an office of the country, unlike "the Kenyan singer".
bool is_office(const SentenceView& view, TokenIndex noun) {
    const auto title = view.gazetteer->title(view.tree.lemma(noun));
    return title && (title->kind == TitleKind::Role || title->kind == TitleKind::Royal);
}

bool is_be(const Draft& draft) {
    return draft.type == "be";
}

/// "X is the president of Y", "Y's president X", "the US president": president_of.
void roles(const SentenceView& view, const Draft& draft, std::vector<DerivedFact>& facts) {
    const Tree& tree = view.tree;
    const TokenIndex noun = draft.object->head;
    if (!is_person_noun(view, noun)) {
        return;
    }
    std::string role(tree.lemma(noun));
    for (const TokenIndex child : tree.children(noun)) {
        const bool word = tree.rel(child) == Rel::Compound && child + 1 == noun &&
                          !is_named(view, child) && !tree.is_proper(child);
        if (word) {
            role = std::string(tree.lemma(child)) + "_" + role;
        }
    }
    for (const TokenIndex child : tree.children(noun)) {
        const bool of = tree.rel(child) == Rel::Nmod &&
                        (tree.child_form(child, "of") >= 0 || tree.child_form(child, "for") >= 0);
        if (tree.is(child, {Rel::Amod, Rel::Compound}) && is_office(view, noun)) {
            if (const auto country = country_cluster(view, child);
                country && !is_named(view, child)) {
                facts.push_back({child, view.spell(role) + "_of", country});
            }
        }
        const bool owner = tree.is(child, {Rel::NmodPoss, Rel::Compound});
        if (!of && !owner) {
            continue;
        }
        for (const TokenIndex member :
             of ? split_coordination(view, child) : std::vector<TokenIndex>{child}) {
            if (is_named(view, member)) {
                facts.push_back({member, view.spell(role) + "_of"});
            }
        }
    }
}

}  // namespace

std::vector<DerivedFact> derived_facts(const SentenceView& view, const Draft& draft) {
    const Tree& tree = view.tree;
    std::vector<DerivedFact> facts;
    const std::string& base = draft.base_type.empty() ? draft.type : draft.base_type;
    const bool passive = draft.kind == "passive";
    if (passive && draft.object) {
        for (const TokenIndex name :
             Walker(view, draft.subject.words).names_below(draft.subject.head)) {
            facts.push_back({name, draft.type, std::nullopt, true});
        }
    }
    if (draft.object && !draft.object->clause && !passive) {
        if (is_be(draft)) {
            roles(view, draft, facts);
        } else if (draft.kind != "possessive" && draft.kind != "location") {
            for (const TokenIndex name :
                 Walker(view, draft.object->words).names_below(draft.object->head)) {
                facts.push_back({name, draft.type});
            }
        }
    }
    bool first = true;
    for (const DraftPhrase& argument : draft.arguments) {
        const bool only = first && !draft.object;
        first = false;
        if (argument.clause || argument.role == Role::Time) {
            continue;
        }
        const std::string type = with_preposition(view, base, argument.preposition);
        const auto members = split_coordination(view, argument.head);
        for (const TokenIndex member : members) {
            const bool listed =
                members.size() > 1 && view.tree.is_noun(member) && !argument.preposition.empty();
            if (is_named(view, member) || listed) {
                facts.push_back({member, type});
            } else if (only && argument.role != Role::Manner) {
                facts.push_back({member, type});
            }
        }
    }
    (void)tree;
    return facts;
}

}  // namespace trefoil::extract
