/// "X in Y" inside a noun phrase, where Y is the name of a place: X is in Y.

#include <algorithm>

#include "extract/extractors/build.hpp"
#include "extract/extractors/registry.hpp"
#include "extract/gazetteer.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

class Locations : public Extractor {
  public:
    [[nodiscard]] std::string_view name() const override { return "location"; }

    void extract(const SentenceView& view, std::vector<Draft>& drafts) const override {
        const Tree& tree = view.tree;
        const bool heading = view.clauses.list.empty() && tree.size() > 0 &&
                             tree.token(tree.size() - 1).upos != "PUNCT";
        for (TokenIndex i = 0; i < tree.size(); ++i) {
            const TokenIndex head = tree.head(i);
            const bool noun =
                head != kRoot && (tree.token(head).upos == "NOUN" || tree.is_proper(head));
            if (!tree.is(i, {Rel::Nmod, Rel::NmodUnmarked}) || !noun || i < head ||
                (heading && tree.has_child(i, {Rel::Case})) || names_rank(view, head) ||
                is_half_of_firm(tree, head) || is_measured(tree, head) ||
                has_torn_owner(tree, head)) {
                continue;
            }
            const EntityType type = view.type_at(i);
            const bool place = type == EntityType::Place || type == EntityType::Facility;
            const bool named_region = is_place_noun(tree.lemma(i)) && named_part(view, i);
            if ((place && view.is_name(i)) || named_region) {
                read(view, head, i, drafts);
            }
        }
    }

  private:
    /// "works as a nurse in X", "is the main language in X": what somebody or something is there.
    static bool names_rank(const SentenceView& view, TokenIndex head) {
        const Clause* clause = view.clauses.headed_by(head);
        const TokenSet preposition = preposition_tokens(view.tree, head);
        const bool person = view.gazetteer != nullptr &&
                            view.gazetteer->noun_class(view.tree.lemma(head)) == NounClass::Person;
        const bool predicate = preposition.empty() && clause != nullptr &&
                               clause->kind == Clause::Kind::Copula && !view.is_name(head) &&
                               (person || (view.tree.child_form(head, "the") >= 0 &&
                                           view.tree.has_child(head, {Rel::Amod})));
        return predicate ||
               (preposition.size() == 1 && view.tree.form(preposition.front()) == "as");
    }

    /// "Hill | & Dale in X": the firm is there.
    static bool is_half_of_firm(const Tree& tree, TokenIndex head) {
        const TokenIndex other = tree.rel(head) == Rel::Conj ? head : tree.child(head, {Rel::Conj});
        return other >= 0 && tree.is_proper(head) && tree.child_form(other, "&") >= 0;
    }

    static bool is_school(std::string_view word) {
        return word == "university" || word == "college" || word == "school" || word == "institute";
    }

    /// "the X region", where X is the name of a place.
    static bool named_part(const SentenceView& view, TokenIndex region) {
        for (const TokenIndex child : view.tree.children(region)) {
            if (view.tree.rel(child) == Rel::Compound && view.tree.is_proper(child)) {
                return true;
            }
        }
        return false;
    }

    /// "half of her career in X", "a third of its budget in X": the place of the clause, or of the
    /// part; but "most of the hotels in X" are there.
    static bool is_measured(const Tree& tree, TokenIndex head) {
        constexpr std::string_view kParts[] = {"half",    "third", "quarter",  "fifth",
                                               "most",    "much",  "majority", "rest",
                                               "portion", "share", "percent",  "%"};
        const TokenIndex part = tree.rel(head) == Rel::Nmod ? tree.head(head) : kRoot;
        return part != kRoot && part < head && tree.token(head).xpos != "NNS" &&
               tree.child_form(head, "of") == part + 1 &&
               std::find(std::begin(kParts), std::end(kParts), tree.lemma(part)) !=
                   std::end(kParts);
    }

    /// "the Bank of | X's branch in Y": the whole name owns it.
    static bool has_torn_owner(const Tree& tree, TokenIndex head) {
        const TokenIndex holder = tree.rel(head) == Rel::Nmod ? tree.head(head) : kRoot;
        return holder != kRoot && tree.is_proper(holder) &&
               tree.child_form(head, "of") == holder + 1 && tree.has_child(head, {Rel::NmodPoss});
    }

    /// A name, or a definite or counted thing, person, place or event: not "women in X", "peace in
    /// X".
    static bool may_be_placed(const SentenceView& view, TokenIndex head) {
        const Tree& tree = view.tree;
        const TokenIndex determiner = tree.child(head, {Rel::Det, Rel::NmodPoss, Rel::Nummod});
        if (view.is_name(head) || view.gazetteer == nullptr) {
            return determiner < 0 ||
                   !is_open(view, head, determiner);  // "did you see a Ford in X?"
        }
        const TokenIndex most = tree.child(head, {Rel::Amod});
        if (most >= 0 && tree.is(head, {Rel::Nmod, Rel::Obl}) &&
            (tree.token(most).xpos == "JJS" || tree.child_form(most, "most") >= 0)) {
            return false;  // "one of the best roads in X": best of those there
        }
        if (tree.form(head).find_first_of("0123456789") != std::string_view::npos) {
            return false;  // "24hrs in X"
        }
        const auto what = view.gazetteer->noun_class(tree.lemma(head));
        const bool thing = !what ||
                           (*what != NounClass::Cognition && *what != NounClass::State &&
                            *what != NounClass::Attribute && *what != NounClass::Quantity) ||
                           view.gazetteer->may_be_person(tree.lemma(head));
        return thing && determiner >= 0 && tree.form(determiner) != "any" &&
               tree.form(determiner) != "all" && tree.form(determiner) != "every" &&
               tree.form(determiner) != "no" && tree.child_form(head, "first") < 0 &&
               !is_time_noun(tree.lemma(head)) && !is_open(view, head, determiner);
    }

    /// "could not find a place in X": nothing is said to be there.
    static bool is_open(const SentenceView& view, TokenIndex head, TokenIndex determiner) {
        const int governing = view.clauses.governing(view.tree, head);
        const std::string_view d = view.tree.form(determiner);
        if (governing < 0 || view.tree.rel(head) == Rel::Appos) {
            return false;
        }
        const Clause& c = view.clauses.list[static_cast<std::size_t>(governing)];
        if (is_proposed(view.tree, c, head) || is_wished(view.tree, head)) {
            return true;
        }
        if (d != "a" && d != "an" && d != "one" && !is_made(view.tree, c, head)) {
            return false;
        }
        return c.polarity == Polarity::Negative || c.modality != Modality::Actual;
    }

    /// "proposed the bridges in X", "the proposed bridge in X": not there yet.
    static bool is_proposed(const Tree& tree, const Clause& c, TokenIndex head) {
        constexpr std::string_view kAhead[] = {"propose",  "plan",    "suggest", "envision",
                                               "envisage", "promise", "project"};
        const auto ahead = [&](TokenIndex verb) {
            return std::find(std::begin(kAhead), std::end(kAhead), tree.lemma(verb)) !=
                   std::end(kAhead);
        };
        const auto children = tree.children(head);
        return (c.object == head && c.gap < 0 && ahead(c.head)) ||
               std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
                   return tree.rel(t) == Rel::Amod && tree.is_past_participle(t) && ahead(t);
               });
    }

    /// "will build | three schools | in X"
    static bool is_made(const Tree& tree, const Clause& c, TokenIndex head) {
        constexpr std::string_view kOpens[] = {"open", "organize", "form", "set"};
        const std::string_view verb = tree.lemma(c.head);
        return (c.object == head || tree.rel(head) == Rel::Conj) && c.gap < 0 &&
               tree.has_child(head, {Rel::Nummod}) &&
               (is_creation_verb(verb) ||
                std::find(std::begin(kOpens), std::end(kOpens), verb) != std::end(kOpens));
    }

    /// "a proposal for a bridge in X", "dreams of a house in X"; but "the project of a firm in X"
    static bool is_wished(const Tree& tree, TokenIndex head) {
        constexpr std::string_view kWishes[] = {"proposal", "plan",    "project", "idea",   "dream",
                                                "hope",     "request", "bid",     "demand", "call",
                                                "campaign", "design",  "offer"};
        const TokenIndex above = tree.is(head, {Rel::Nmod, Rel::Obl}) ? tree.head(head) : kRoot;
        return above != kRoot && !tree.has_child(head, {Rel::NmodPoss}) &&
               (tree.child_form(head, "for") >= 0 ||
                (tree.child_form(head, "of") >= 0 &&
                 (tree.lemma(above) == "dream" || tree.lemma(above) == "idea" ||
                  tree.lemma(above) == "hope"))) &&
               tree.child_form(head, "the") < 0 &&
               std::find(std::begin(kWishes), std::end(kWishes), tree.lemma(above)) !=
                   std::end(kWishes);
    }

    /// "the best shops in X", "the second largest in X": the place says among which.
    static bool is_compared(const Tree& tree, TokenIndex head) {
        const auto children = tree.children(head);
        return std::any_of(children.begin(), children.end(), [&](TokenIndex child) {
            const std::string& tag = tree.token(child).xpos;
            const bool inside =
                child < head && tree.rel(child) == Rel::Amod &&
                std::any_of(tree.children(child).begin(), tree.children(child).end(),
                            [&](TokenIndex t) {
                                return tree.token(t).xpos == "RBS" || tree.token(t).xpos == "JJS";
                            });  // "the best preserved houses"
            return child < head &&
                   (inside || tag == "JJS" || tag == "RBS" || tree.form(child) == "only" ||
                    tree.token(child).feats.find("NumType=Ord") != std::string::npos ||
                    tree.child_form(child, "most") >= 0);
        });
    }

    /// "Lund, a town in Sweden", "Lund is a town in Sweden": what "a town" explains is there, if it
    /// is a place or an organization; of another thing ("this tea, a favorite in Wales") nothing is
    /// said: -1.
    static TokenIndex explained(const SentenceView& view, TokenIndex head) {
        const Tree& tree = view.tree;
        const TokenIndex article = tree.child(head, {Rel::Det});
        if (article < 0 || (tree.form(article) != "a" && tree.form(article) != "an")) {
            return head;
        }
        const Clause* clause = view.clauses.headed_by(head);
        if (clause != nullptr && clause->kind == Clause::Kind::Copula && clause->subject >= 0 &&
            clause->subject < head) {
            const bool site = is_site(view, head) || is_placed(view.type_at(clause->subject));
            return site && is_named_thing(tree, *clause) ? clause->subject : -1;
        }
        const TokenIndex name = tree.head(head);
        if (tree.rel(head) != Rel::Appos || name == kRoot || name > head ||
            view.type_at(name) == EntityType::Person) {
            return head;
        }
        return !is_placed(view.type_at(name)) ? -1 : view.is_name(name) ? name : head;
    }

    static bool is_placed(EntityType type) {
        return type == EntityType::Place || type == EntityType::Facility ||
               type == EntityType::Organization;
    }

    /// "a town", "a hotel", "a company": what stands in its place.
    static bool is_site(const SentenceView& view, TokenIndex noun) {
        if (is_place_noun(view.tree.lemma(noun)) || view.gazetteer == nullptr) {
            return true;
        }
        const auto what = view.gazetteer->noun_class(view.tree.lemma(noun));
        return what && (*what == NounClass::Location || *what == NounClass::Group ||
                        *what == NounClass::Artifact);
    }

    /// A plain noun or name, of which the clause says what it is.
    static bool is_named_thing(const Tree& tree, const Clause& clause) {
        return tree.is_noun(clause.subject) && clause.own_subject &&
               !tree.has_child(clause.subject, {Rel::Conj}) &&
               clause.polarity == Polarity::Positive && clause.modality == Modality::Actual;
    }

    static bool is_country(const SentenceView& view, TokenIndex head) {
        return view.gazetteer != nullptr &&
               view.gazetteer->country_of(view.tree.token(head).form).has_value();
    }

    void read(const SentenceView& view, TokenIndex head, TokenIndex place,
              std::vector<Draft>& drafts) const {
        const Tree& tree = view.tree;
        const TokenSet preposition = preposition_tokens(tree, place);
        const bool unmarked = preposition.empty();
        const EntityType head_type = view.type_at(head);
        const bool place_head = head_type == EntityType::Place || head_type == EntityType::Facility;
        const TokenIndex first = tree.subtree(place).front();
        const TokenIndex before = tree.rel(first) == Rel::Punct ? first : first - 1;
        if (unmarked && before > head && tree.form(before) != "," && tree.form(before) != "(" &&
            !in_one_name(view, head, before)) {
            return;  // "from X | via Y and Z docks"
        }
        if (unmarked && (!(place_head && view.is_name(head)) || is_country(view, head))) {
            return;  // "X, Y and Z": a list of countries
        }
        if (!unmarked) {
            const std::string_view p = tree.form(preposition.front());
            if (preposition.size() != 1 || (p != "in" && p != "at" && p != "near") ||
                (p == "at" && tree.is_proper(head) && is_school(tree.form(head)))) {
                return;  // "the University of X at Y": one name
            }
        }
        const EntityMention* named = view.is_name(head) ? view.mention_at(head) : nullptr;
        if (!unmarked && named != nullptr && preposition.front() != named->last + 1) {
            return;  // "the signing of X and Y in Z": what stands between makes the tree doubtful
        }
        if (named != nullptr && head_type == EntityType::Organization && !unmarked &&
            tree.form(preposition.front()) == "at" && tree.has_child(head, {Rel::Det})) {
            return;  // "beat the Xs at Y"
        }
        if (named != nullptr && !place_head && head_type != EntityType::Organization &&
            tree.rel(head) == Rel::Nmod && tree.child_form(head, "of") >= 0) {
            return;  // "a performance of X in Y"
        }
        if (!unmarked && (!may_be_placed(view, head) || is_compared(tree, head))) {
            return;
        }
        const TokenIndex subject = explained(view, head);
        const bool apart = subject == head && !unmarked &&
                           tree.form(preposition.front()) != "near" &&
                           tree.form(preposition.front() - 1) == ",";
        if (subject < 0 || apart) {
            return;  // "joined one of the marches, | in X": of the clause
        }
        Draft draft;
        draft.extractor = name();
        draft.kind = "location";
        draft.subject.head = subject;
        const bool outside = subject == head || tree.dominates(head, subject);
        const TokenSet inner = tree.subtree(outside ? place : head);
        PhraseOptions options;
        options.clauses = false;
        for (const TokenIndex t : noun_phrase(tree, subject, options)) {
            if (tree.form(t) == "," && t > subject) {
                break;
            }
            if (!std::binary_search(inner.begin(), inner.end(), t)) {
                draft.subject.words.push_back(t);
            }
        }
        trim_punctuation(tree, draft.subject.words);
        if (draft.subject.words.empty() || tree.token(draft.subject.words.front()).upos == "ADP") {
            return;
        }
        draft.relation.push_back({-1, inserted_be(view, subject, true)});
        draft.type = "be";
        if (unmarked) {
            draft.relation.front().inserted += " in";
            draft.type = "be_in";
        }
        set_object(view, draft, oblique_argument(view, place));
        draft.polarity = Polarity::Positive;
        draft.modality = Modality::Actual;
        drafts.push_back(std::move(draft));
    }
};

}  // namespace

std::unique_ptr<const Extractor> locations() {
    return std::make_unique<Locations>();
}

}  // namespace trefoil::extract
