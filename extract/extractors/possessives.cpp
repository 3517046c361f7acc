/// X's Y: X has Y. Event nouns with a verb behind them are left to the nominalisations.

#include "extract/extractors/build.hpp"
#include "extract/extractors/registry.hpp"
#include "extract/gazetteer.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

class Possessives : public Extractor {
  public:
    [[nodiscard]] std::string_view name() const override { return "possessive"; }

    void extract(const SentenceView& view, std::vector<Draft>& drafts) const override {
        const Tree& tree = view.tree;
        for (TokenIndex i = 0; i < tree.size(); ++i) {
            const TokenIndex owned = tree.head(i);
            if (tree.rel(i) != Rel::NmodPoss || owned == kRoot || tree.is_pronoun(i) ||
                is_time(view, i) || tree.is_pronoun(owned) || !tree.is_noun(owned)) {
                continue;
            }
            const bool in_name = std::any_of(
                view.mentions.begin(), view.mentions.end(), [&](const EntityMention& m) {
                    return m.mention.kind == MentionKind::Name && m.first <= i && i <= m.last &&
                           m.first <= owned && owned <= m.last;
                });
            if (in_name) {
                continue;  // "People's Republic"
            }
            if (!is_owner(view, i) || !may_be_had(view, owned)) {
                continue;
            }
            Draft draft;
            draft.extractor = name();
            draft.kind = "possessive";
            draft.subject = noun_argument(view, i);
            draft.relation.push_back({-1, inserted_have(view, i)});
            draft.type = "have";
            const bool part = is_place_noun(tree.lemma(owned)) &&
                              view.type_at(i) == EntityType::Place && view.is_name(i);
            DraftPhrase object;
            object.head = owned;
            const TokenSet owner = tree.subtree(i);
            for (const TokenIndex t : noun_phrase(tree, owned)) {
                if (!std::binary_search(owner.begin(), owner.end(), t)) {
                    object.words.push_back(t);
                }
            }
            trim_punctuation(tree, object.words);
            if (object.words.empty()) {
                continue;
            }
            draft.object = std::move(object);
            if (part) {  // "Texas's 2nd district" is in Texas
                draft.kind = "location";
                draft.relation = {{-1, inserted_be(view, owned) + " in"}};
                draft.type = "be_in";
                std::swap(draft.subject, *draft.object);
                draft.subject = noun_argument(view, owned);
            }
            draft.polarity = Polarity::Positive;
            draft.modality = Modality::Actual;
            drafts.push_back(std::move(draft));
        }
    }

  private:
    /// A name or something definite: not "a girls' school", "master's degree".
    static bool is_owner(const SentenceView& view, TokenIndex owner) {
        const Tree& tree = view.tree;
        const TokenIndex determiner = tree.child(owner, {Rel::Det, Rel::NmodPoss});
        return view.is_name(owner) || tree.is_proper(owner) ||
               (determiner >= 0 && tree.form(determiner) != "a" && tree.form(determiner) != "an" &&
                tree.form(determiner) != "any");
    }

    /// A thing, a person or a place: of a deed, a quality or a thought nobody says that somebody
    /// has it.
    static bool may_be_had(const SentenceView& view, TokenIndex owned) {
        if (view.gazetteer == nullptr || view.is_name(owned)) {
            return true;
        }
        const auto what = view.gazetteer->noun_class(view.tree.lemma(owned));
        return !what || *what == NounClass::Person || *what == NounClass::Group ||
               *what == NounClass::Location || *what == NounClass::Artifact ||
               *what == NounClass::Possession || *what == NounClass::Communication ||
               view.gazetteer->may_be_person(view.tree.lemma(owned));
    }
};

}  // namespace

std::unique_ptr<const Extractor> possessives() {
    return std::make_unique<Possessives>();
}

}  // namespace trefoil::extract
