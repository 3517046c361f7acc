/// Nouns that stand for an event: "X's recognition of Y" says that X recognized Y. The agent is the
/// possessor or the by-phrase, or an adjective of nationality; the patient is the of-phrase,
/// another phrase or an infinitive ("X's decision to leave"). The noun-verb tables name the verb.

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
            if (const TokenIndex part = tree.child(i, {Rel::Compound});
                part >= 0 && tree.token(part).upos == "NOUN") {
                continue;  // "X's market | share of Y": more than the noun is owned
            }
            const std::string verb = verb_of(view, i);
            if (!verb.empty() && names_event(view, i, verb)) {
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
            if (child > i && tree.rel(child) == Rel::Conj) {
                return -1;  // "her courage and knowledge | of X"
            }
            if (child > i && tree.is(child, {Rel::Nmod, Rel::Obl}) &&
                tree.child_form(child, "of") >= 0) {
                return child;
            }
        }
        return -1;
    }

    /// A deed or happening by its first meaning, else a word that is not the verb's own
    /// ("recognition") or has what is to be done ("order for X to leave"): not "style", "message",
    /// "dream".
    static bool names_event(const SentenceView& view, TokenIndex i, std::string_view verb) {
        const Tree& tree = view.tree;
        const auto what = view.gazetteer->noun_class(tree.lemma(i));
        if (!what || *what == NounClass::Act || *what == NounClass::Event) {
            return true;
        }
        const auto children = tree.children(i);
        const bool to_act = std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
            return tree.rel(child) == Rel::Acl || is_to_act(view, child);
        });
        return to_act || tree.is_verb(i) || verb != tree.lemma(i);
    }

    static std::string verb_of(const SentenceView& view, TokenIndex i) {
        if (view.tree.token(i).upos == "VERB") {
            return view.spell(view.tree.lemma(i));
        }
        std::string verb(view.gazetteer->event_verb(view.tree.lemma(i)));
        const std::string_view form = view.tree.form(i);
        if (verb.empty() && form.size() > 5 && form.ends_with("ing")) {
            verb = view.gazetteer->event_verb(form);
            if (verb.empty() && has_of_phrase(view.tree, i) >= 0) {
                verb = verb_of_gerund(form.substr(0, form.size() - 3));
            }
        }
        return verb;
    }

    /// The verb of "signing", "hiring", "stopping", given without "-ing": by spelling alone.
    static std::string verb_of_gerund(std::string_view stem) {
        constexpr std::string_view kVowels = "aeiou";
        const auto vowel = [&](std::size_t from_end) {
            return stem.size() >= from_end &&
                   kVowels.find(stem[stem.size() - from_end]) != std::string_view::npos;
        };
        const char last = stem.back();
        const char before = stem[stem.size() - 2];
        std::string verb(stem);
        if (last == before && last != 'l' && last != 's' && last != 'z' && last != 'f') {
            verb.pop_back();
        } else if (last == 'c' || last == 'v' || last == 'z' || last == 'u' ||
                   (last == 's' && before != 's') || (last == 'l' && !vowel(2) && before != 'l') ||
                   stem.ends_with("ang") || stem.ends_with("rg") || stem.ends_with("dg") ||
                   (!vowel(1) && vowel(2) && !vowel(3) && !unstressed(stem))) {
            verb += 'e';
        }
        return verb;
    }

    /// "order", "open", "visit": no silent e after these.
    static bool unstressed(std::string_view stem) {
        constexpr std::string_view kEndings[] = {"er", "en", "on", "it", "et", "el", "op", "ow",
                                                 "ay", "ey", "oy", "uy", "aw", "ew", "ax", "ix"};
        return (stem.size() > 3 || stem.back() == 'y' || stem.back() == 'w' ||
                stem.back() == 'x') &&
               std::any_of(std::begin(kEndings), std::end(kEndings),
                           [&](std::string_view e) { return stem.ends_with(e); });
    }

    /// What happens to whom: the of-phrase, another phrase, or an infinitive.
    struct Patient {
        TokenIndex head = -1;
        TokenIndex preposition = -1;
        bool clause = false;
    };

    void read(const SentenceView& view, TokenIndex noun, const std::string& verb,
              std::vector<Draft>& drafts) const {
        const TokenIndex agent = agent_of(view, noun);
        const Patient patient = agent < 0 ? Patient{} : patient_of(view, noun);
        if (patient.head < 0 || is_time(view, patient.head)) {
            return;
        }
        Draft base;
        base.extractor = name();
        base.kind = "nominal";
        if (const TokenIndex past = gone_or_open(view.tree, noun); past >= 0) {
            base.relation.push_back({past, {}});
        }
        base.relation.push_back({noun, {}});
        base.type = view.spell(verb);
        base.modality = modality(view, noun);
        base.polarity = Polarity::Positive;
        for (const TokenIndex subject : split_coordination(view, agent)) {
            base.subject = noun_argument(view, subject);
            if (!below(view, agent, patient.head)) {
                std::erase_if(base.subject.words, [&](TokenIndex t) {
                    return t == noun || below(view, t, patient.head);
                });
            }
            if (patient.clause) {
                drafts.push_back(base);
                drafts.back().object = clause_argument(view, patient.head);
                continue;
            }
            add_objects(view, base, agent, patient, drafts);
        }
    }

    /// "X's | former | engagement to Y": an adjective without which it would be so now; or -1.
    static TokenIndex gone_or_open(const Tree& tree, TokenIndex noun) {
        constexpr std::string_view kAdjectives[] = {"former",    "past",     "alleged", "proposed",
                                                    "potential", "possible", "planned", "attempted",
                                                    "supposed",  "failed"};
        for (const TokenIndex child : tree.children(noun)) {
            if (child + 1 == noun && tree.rel(child) == Rel::Amod &&
                std::find(std::begin(kAdjectives), std::end(kAdjectives), tree.form(child)) !=
                    std::end(kAdjectives)) {
                return child;
            }
        }
        return -1;
    }

    static bool below(const SentenceView& view, TokenIndex word, TokenIndex top) {
        return view.tree.dominates(top, word);
    }

    static void add_objects(const SentenceView& view, const Draft& base, TokenIndex agent,
                            const Patient& patient, std::vector<Draft>& drafts) {
        auto objects = split_coordination(view, patient.head);
        const bool alone = objects.size() == 1 && !has_second_deed(view, patient.head);
        std::erase_if(objects, [&](TokenIndex o) { return is_second_deed(view, o); });
        const std::string preposition(view.tree.form(patient.preposition));
        for (const TokenIndex object : objects) {
            Draft draft = base;
            draft.base_type = base.type;
            if (!marks_object(base.type, preposition) &&
                !(preposition == "for" && is_to_act(view, object))) {
                draft.type += "_" + preposition;
            }
            draft.relation.push_back({patient.preposition, {}});
            draft.object = oblique_argument(view, object, alone);
            draft.object->preposition.clear();
            if (agent > object) {
                const TokenSet by = view.tree.subtree(agent);
                std::erase_if(draft.object->words, [&](TokenIndex t) {
                    return std::binary_search(by.begin(), by.end(), t);
                });
            }
            drafts.push_back(std::move(draft));
        }
    }

    /// "X's neglect of duty and | refusal to answer", "X's closure of Y and | dismissal of Z": a
    /// bare noun with a complement of its own is a second deed of X.
    static bool is_second_deed(const SentenceView& view, TokenIndex noun) {
        const Tree& tree = view.tree;
        if (tree.rel(noun) != Rel::Conj || tree.head(noun) == kRoot ||
            tree.token(noun).upos != "NOUN" ||
            tree.has_child(noun, {Rel::Det, Rel::NmodPoss, Rel::Nummod, Rel::Compound}) ||
            (verb_of(view, noun).empty() && !tree.has_child(tree.head(noun), {Rel::Det}))) {
            return false;
        }
        const auto children = tree.children(noun);
        return std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
            return child > noun && tree.is(child, {Rel::Nmod, Rel::Acl}) &&
                   tree.subtree(child).front() == noun + 1;
        });
    }

    static bool has_second_deed(const SentenceView& view, TokenIndex first) {
        const auto members = conjuncts(view.tree, first);
        return std::any_of(members.begin(), members.end(),
                           [&](TokenIndex m) { return is_second_deed(view, m); });
    }

    /// "order for X to leave"
    static bool is_to_act(const SentenceView& view, TokenIndex who) {
        return std::any_of(view.clauses.list.begin(), view.clauses.list.end(),
                           [&](const Clause& c) { return c.infinitive && c.subject == who; });
    }

    /// "attack on X" is to attack X, "response to X" to respond to X.
    static bool marks_object(std::string_view verb, std::string_view preposition) {
        constexpr std::string_view kOn[] = {"attack", "assault", "raid",   "ban",
                                            "tax",    "strike",  "assail", "restrict"};
        constexpr std::string_view kTo[] = {"visit",  "threaten", "damage",  "order",
                                            "answer", "harm",     "command", "join"};
        constexpr std::string_view kFor[] = {"support", "praise",  "demand", "request",
                                             "admire",  "respect", "desire", "need"};
        const auto among = [&](const auto& words) {
            return std::find(std::begin(words), std::end(words), verb) != std::end(words);
        };
        return preposition == "of" ||
               ((preposition == "on" || preposition == "against") && among(kOn)) ||
               (preposition == "to" && among(kTo)) || (preposition == "for" && among(kFor)) ||
               (preposition == "into" && verb == "investigate");
    }

    static Patient patient_of(const SentenceView& view, TokenIndex noun) {
        const Tree& tree = view.tree;
        if (const TokenIndex of = has_of_phrase(tree, noun); of >= 0) {
            return {of, tree.child_form(of, "of"), false};
        }
        for (const TokenIndex child : tree.children(noun)) {
            if (child < noun) {
                continue;
            }
            if (tree.rel(child) == Rel::Conj) {
                break;
            }
            if (tree.rel(child) == Rel::Acl && tree.child_form(child, "to") >= 0 &&
                tree.child_form(child, "to") == noun + 1) {
                return {child, -1, true};
            }
            const TokenSet preposition = preposition_tokens(tree, child);
            const bool close = tree.rel(child) == Rel::Nmod && preposition.size() == 1 &&
                               preposition.front() == noun + 1;
            if (!close) {
                continue;
            }
            const std::string_view f = tree.form(preposition.front());
            if (f == "on" || f == "to" || f == "for" || f == "into" || f == "against" ||
                f == "with" || f == "from") {
                return {child, preposition.front(), false};
            }
        }
        return {};
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
            if (by && tree.form(noun).ends_with("ing")) {
                return t;
            }
        }
        for (const TokenIndex child : tree.children(noun)) {
            // "the Dutch attack on X"; "Dutch books on X" are only from there
            if (tree.rel(child) == Rel::Amod && tree.token(noun).xpos != "NNS" &&
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
