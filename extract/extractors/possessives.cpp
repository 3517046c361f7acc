/// X's Y: X has Y. Event nouns with a verb behind them are left to the nominalisations.

#include <algorithm>

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
                is_time(view, i) || tree.is_pronoun(owned) || !tree.is_noun(owned) ||
                tree.token(owned).xpos == "VBG" || tree.has_child(owned, {Rel::Obj})) {
                continue;
            }
            if (in_one_name(view, i, owned)) {
                continue;  // "People's Republic"
            }
            if (is_name_together(view, i, owned) || is_quoted_name(tree, i, owned) ||
                !is_owner(view, i) || !may_be_had(view, owned)) {
                continue;
            }
            if (is_followed_by_comma(tree, i) || is_owned_by_other(view, i, owned)) {
                continue;
            }
            Draft draft;
            draft.extractor = name();
            draft.kind = "possessive";
            draft.subject = owner_argument(view, i);
            if (TokenSet& words = draft.subject.words;
                words.size() > 1 && tree.form(words.front()) == "only") {
                words.erase(words.begin());  // "only | Ann's brother came"
            }
            draft.relation.push_back({-1, is_plural(tree, i, true) ? "have" : "has"});
            draft.type = "have";
            const bool part = is_place_noun(tree.lemma(owned)) &&
                              view.type_at(i) == EntityType::Place && view.is_name(i);
            DraftPhrase object;
            object.head = owned;
            const TokenSet owner = tree.subtree(i);
            for (const TokenIndex t : own_words(tree, owned)) {
                if (t > i && !std::binary_search(owner.begin(), owner.end(), t)) {
                    object.words.push_back(t);
                }
            }
            trim_punctuation(tree, object.words);
            // "X's only son" is not that X has only a son
            if (object.words.empty() || is_bare_deed(view.tree, object) ||
                tree.form(object.words.front()) == "only") {
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
            draft.modality = made_status(view, owned);
            drafts.push_back(std::move(draft));
        }
    }

  private:
    /// "the firm's, | gold and silver": the marker ends the phrase.
    static bool is_followed_by_comma(const Tree& tree, TokenIndex owner) {
        const TokenIndex marker = tree.child(owner, {Rel::Case});
        return marker > owner && tree.form(marker + 1) == ",";
    }

    /// "the Bank of X's branch": of a name the marker is behind the last word, and the whole owns.
    static DraftPhrase owner_argument(const SentenceView& view, TokenIndex owner) {
        const EntityMention* name = view.is_name(owner) ? view.mention_at(owner) : nullptr;
        DraftPhrase phrase = noun_argument(view, owner);
        if (name == nullptr || name->last != owner || phrase.words.front() <= name->first) {
            return phrase;
        }
        for (TokenIndex t = owner - 1; t >= name->first; --t) {
            if (!std::binary_search(phrase.words.begin(), phrase.words.end(), t)) {
                phrase.words.insert(phrase.words.begin(), t);
            }
        }
        if (name->first > 0 && view.tree.form(name->first - 1) == "the") {
            phrase.words.insert(phrase.words.begin(), name->first - 1);
        }
        return phrase;
    }

    /// "the Order of X's house": an unknown name before "of" owns, not its last part.
    static bool is_owned_by_other(const SentenceView& view, TokenIndex owner, TokenIndex owned) {
        const Tree& tree = view.tree;
        const TokenIndex holder = tree.rel(owned) == Rel::Nmod ? tree.head(owned) : kRoot;
        return holder != kRoot && tree.is_proper(holder) && !in_one_name(view, holder, owner) &&
               tree.child_form(owned, "of") == holder + 1;
    }

    /// The noun with what belongs to it: clauses and most phrases behind it hang as often on the
    /// verb of the sentence.
    static TokenSet own_words(const Tree& tree, TokenIndex owned) {
        TokenSet words = noun_phrase(tree, owned);
        for (const TokenIndex child : tree.children(owned)) {
            const TokenSet preposition = preposition_tokens(tree, child);
            const bool close = tree.rel(child) == Rel::Nmod && preposition.size() == 1 &&
                               preposition.front() == owned + 1 && belongs(tree, owned + 1);
            if (child > owned && !close &&
                tree.is(child, {Rel::Nmod, Rel::NmodUnmarked, Rel::Acl, Rel::AclRelcl, Rel::Advcl,
                                Rel::AdvclRelcl, Rel::Obl, Rel::Conj, Rel::Cc})) {
                const TokenSet below = tree.subtree(child);
                std::erase_if(words, [&](TokenIndex t) {
                    return std::binary_search(below.begin(), below.end(), t);
                });
            }
        }
        // "her son, | along with X", "his cabin | where they had stayed"
        const auto end = std::find_if(words.begin(), words.end(), [&](TokenIndex t) {
            return t > owned && (tree.form(t) == "," || tree.form(t) == "as" ||
                                 tree.token(t).xpos == "WRB" || tree.token(t).xpos == "VBG");
        });
        words.erase(end, words.end());
        trim_punctuation(tree, words);
        return words;
    }

    static bool belongs(const Tree& tree, TokenIndex preposition) {
        const std::string_view f = tree.form(preposition);
        return f == "of" || f == "for" || f == "about" || f == "against";
    }

    /// "women's college", "children's home": the noun says what kind it is, not whose.
    static bool classifies(const Tree& tree, TokenIndex owner) {
        const std::string_view lemma = tree.lemma(owner);
        return tree.token(owner).upos == "NOUN" && tree.token(owner).xpos == "NNS" &&
               (lemma == "woman" || lemma == "man" || lemma == "girl" || lemma == "boy" ||
                lemma == "child" || lemma == "lady");
    }

    /// "Ray's Diner": a name of its own, unless a country, a place or an organization has it.
    static bool is_name_together(const SentenceView& view, TokenIndex owner, TokenIndex owned) {
        const Tree& tree = view.tree;
        const EntityType type = view.type_at(owner);
        return tree.is_proper(owned) && tree.is_proper(owner) && type != EntityType::Place &&
               type != EntityType::Organization;
    }

    /// "'America's Finest Shoes'": nothing but the two in quotation marks.
    static bool is_quoted_name(const Tree& tree, TokenIndex owner, TokenIndex owned) {
        const TokenIndex first = tree.subtree(owner).front();
        return first > 0 && owned + 1 < tree.size() && tree.token(first - 1).xpos == "``" &&
               tree.token(owned + 1).xpos == "''";
    }

    /// A name or something definite: not "a girls' school", "master's degree".
    static bool is_owner(const SentenceView& view, TokenIndex owner) {
        const Tree& tree = view.tree;
        if (classifies(tree, owner)) {
            return false;
        }
        if (tree.lemma(owner) == "world") {
            return false;  // "the world's largest port": the best of all
        }
        const TokenIndex determiner = tree.child(owner, {Rel::Det, Rel::NmodPoss});
        return view.is_name(owner) || tree.is_proper(owner) ||
               (determiner >= 0 && tree.form(determiner) != "a" && tree.form(determiner) != "an" &&
                tree.form(determiner) != "any");
    }

    /// "X's response", "X's location": to have one says nothing.
    static bool is_bare_deed(const Tree& tree, const DraftPhrase& object) {
        constexpr std::string_view kBare[] = {"location", "presence", "existence",
                                              "response", "reaction", "reply"};
        if (tree.form(object.words.front()) == "only") {
            return true;  // "X's only lake": X has no other
        }
        return object.words.size() == 1 && std::find(std::begin(kBare), std::end(kBare),
                                                     tree.lemma(object.head)) != std::end(kBare);
    }

    /// A thing, a person or a place: of a deed, a quality or a thought nobody says that somebody
    /// has it.
    static bool may_be_had(const SentenceView& view, TokenIndex owned) {
        if (view.gazetteer == nullptr || view.is_name(owned)) {
            return true;
        }
        const auto what = view.gazetteer->noun_class(view.tree.lemma(owned));
        const TokenIndex phrase = view.tree.child(owned, {Rel::Nmod});
        if (phrase > owned && !preposition_tokens(view.tree, phrase).empty() &&
            view.tree.child_form(phrase, "of") < 0 &&
            !view.gazetteer->event_verb(view.tree.lemma(owned)).empty()) {
            return false;  // "X's release from Y"
        }
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
