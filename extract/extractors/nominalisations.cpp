/// Nouns that stand for an event: "X's recognition of Y" says that X recognized Y. The agent is the
/// possessor or the by-phrase, or an adjective of nationality; the patient is the of-phrase. The
/// noun-verb tables name the verb.

#include <algorithm>

#include "extract/extractors/build.hpp"
#include "extract/extractors/registry.hpp"
#include "extract/gazetteer.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

class Nominalisations : public Extractor {
  public:
    [[nodiscard]] std::string_view name() const override { return "nominalisation"; }

    void extract(const SentenceView& view, std::vector<Draft>& drafts) const override {
        const Tree& tree = view.tree;
        if (view.gazetteer == nullptr) {
            return;
        }
        for (TokenIndex i = 0; i < tree.size(); ++i) {
            if (tree.token(i).upos != "NOUN" && !gerund_noun(tree, i)) {
                continue;
            }
            const std::string verb = verb_of(view, i);
            if (!verb.empty()) {
                read(view, i, verb, drafts);
            }
        }
    }

  private:
    static bool gerund_noun(const Tree& tree, TokenIndex i) {
        return tree.token(i).xpos == "VBG" && tree.child_form(i, "of") < 0 &&
               has_of_phrase(tree, i) >= 0;
    }

    static TokenIndex has_of_phrase(const Tree& tree, TokenIndex i) {
        for (const TokenIndex child : tree.children(i)) {
            if (child > i && tree.is(child, {Rel::Nmod, Rel::Obl}) &&
                tree.child_form(child, "of") >= 0) {
                return child;
            }
        }
        return -1;
    }

    static std::string verb_of(const SentenceView& view, TokenIndex i) {
        if (view.tree.token(i).upos == "VERB") {
            return view.spell(view.tree.lemma(i));
        }
        std::string verb(view.gazetteer->event_verb(view.tree.lemma(i)));
        const std::string_view form = view.tree.form(i);
        if (verb.empty() && form.size() > 5 && form.ends_with("ing")) {
            verb = view.gazetteer->event_verb(form);
        }
        return verb;
    }

    void read(const SentenceView& view, TokenIndex noun, const std::string& verb,
              std::vector<Draft>& drafts) const {
        const Tree& tree = view.tree;
        const TokenIndex agent = agent_of(view, noun);
        const TokenIndex patient = has_of_phrase(tree, noun);
        if (agent < 0 || patient < 0 || is_time(view, patient)) {
            return;
        }
        const auto objects = split_coordination(view, patient);
        for (const TokenIndex subject : split_coordination(view, agent)) {
            for (const TokenIndex object : objects) {
                Draft draft;
                draft.extractor = name();
                draft.kind = "nominal";
                draft.subject = noun_argument(view, subject);
                draft.relation.push_back({noun, {}});
                draft.relation.push_back({tree.child_form(patient, "of"), {}});
                draft.type = view.spell(verb);
                draft.object = oblique_argument(view, object, objects.size() == 1);
                draft.object->preposition.clear();
                if (agent > object) {
                    const TokenSet by = tree.subtree(agent);
                    std::erase_if(draft.object->words, [&](TokenIndex t) {
                        return std::binary_search(by.begin(), by.end(), t);
                    });
                }
                draft.modality = modality(view, noun);
                draft.polarity = Polarity::Positive;
                draft.confidence = 0.35F;
                draft.clause = -1;
                drafts.push_back(std::move(draft));
            }
        }
    }

    static TokenIndex agent_of(const SentenceView& view, TokenIndex noun) {
        const Tree& tree = view.tree;
        const TokenIndex possessor = tree.child(noun, {Rel::NmodPoss});
        if (possessor >= 0) {
            return is_time(view, possessor) ? -1 : possessor;
        }
        for (const TokenIndex child : tree.children(noun)) {
            if (tree.is(child, {Rel::Nmod, Rel::Obl, Rel::OblAgent}) &&
                tree.child_form(child, "by") >= 0 && !is_time(view, child)) {
                return child;
            }
        }
        // "Signing of the pact in Rome by X": the by-phrase may hang further down.
        for (const TokenIndex t : tree.subtree(noun)) {
            const bool by = t > noun && tree.is(t, {Rel::Nmod, Rel::Obl}) &&
                            tree.child_form(t, "by") >= 0 && view.is_name(t) &&
                            view.clauses.governing(tree, t) == view.clauses.governing(tree, noun);
            if (by && tree.token(noun).xpos == "VBG") {
                return t;
            }
        }
        for (const TokenIndex child : tree.children(noun)) {
            if (tree.rel(child) == Rel::Amod &&
                view.gazetteer->country_of_demonym(tree.token(child).form)) {
                return child;
            }
        }
        return -1;
    }

    /// An event noun is as real as the clause it stands in; one with "a" or without article under
    /// an open or negated clause, or under a word like "plan" or "fear", is possible at most.
    static Modality modality(const SentenceView& view, TokenIndex noun) {
        const Tree& tree = view.tree;
        const int governing = view.clauses.governing(tree, noun);
        const bool definite = tree.has_child(noun, {Rel::NmodPoss}) ||
                              tree.child_form(noun, "the") >= 0 ||
                              tree.child_form(noun, "this") >= 0;
        for (TokenIndex at = tree.head(noun); at != kRoot; at = tree.head(at)) {
            if (tree.token(at).upos == "NOUN") {
                const Effect effect = effect_of_noun(tree.lemma(at));
                if (effect == Effect::Possible || effect == Effect::Negative ||
                    tree.lemma(at) == "plan") {
                    return Modality::Possible;
                }
            } else if (tree.is_verb(at)) {
                break;
            }
        }
        if (governing < 0 || definite) {
            return Modality::Actual;
        }
        const Clause& c = view.clauses.list[static_cast<std::size_t>(governing)];
        const Effect effect = effect_of_verb(tree.lemma(c.head));
        const bool open = c.polarity == Polarity::Negative || c.modality != Modality::Actual ||
                          effect == Effect::Planned || effect == Effect::Possible ||
                          effect == Effect::Doubts || effect == Effect::Denies ||
                          effect == Effect::Negative;
        return open ? Modality::Possible : Modality::Actual;
    }
};

}  // namespace

std::unique_ptr<const Extractor> nominalisations() {
    return std::make_unique<Nominalisations>();
}

}  // namespace trefoil::extract
