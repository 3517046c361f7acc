/// A title before a name: "President X".

#include <algorithm>

#include "extract/extractors/build.hpp"
#include "extract/extractors/registry.hpp"
#include "extract/gazetteer.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

class Titles : public Extractor {
  public:
    [[nodiscard]] std::string_view name() const override { return "title"; }

    void extract(const SentenceView& view, std::vector<Draft>& drafts) const override {
        const Tree& tree = view.tree;
        for (TokenIndex i = 0; i < tree.size(); ++i) {
            const TokenIndex head = tree.head(i);
            if (tree.rel(i) != Rel::NmodDesc || head == kRoot || head < i ||
                !tree.is_proper(head) || honorific(view, i) || !tree.is_noun(i) ||
                tree.token(i).upos == "NUM" || names_saint(tree, i) ||
                tree.rel(head) == Rel::NmodDesc ||
                (tree.rel(i + 1) == Rel::NmodDesc && tree.head(i + 1) == head)) {
                continue;
            }
            DraftPhrase title;
            title.head = i;
            title.words = title_words(view, i, head);
            DraftPhrase person = name_argument(view, head);
            keep_last_noun(view, title.words);
            take_rank(view, title.words, person.words);
            if (!is_title(view, title.words, head) ||
                ((title.words.back() == i || !tree.is_proper(title.words.back())) &&
                 is_no_person(view, title.words.back()) &&
                 view.type_at(head) == EntityType::Person) ||
                person.words.front() != title.words.back() + 1) {
                continue;
            }
            Draft draft = is_fact(view, name(), "title", std::move(person), std::move(title));
            draft.relation.front().inserted = "is";
            if (is_plural(tree, i, true)) {
                if (!tree.has_child(head, {Rel::Conj})) {
                    continue;
                }
                draft.subject = noun_argument(view, head, true);
                std::erase_if(draft.subject.words,
                              [&](TokenIndex t) { return t <= draft.object->words.back(); });
                draft.relation.front().inserted = "are";  // "Judges A and B"
            }
            drafts.push_back(std::move(draft));
        }
    }

  private:
    static bool honorific(const SentenceView& view, TokenIndex i) {
        std::string form(view.tree.form(i));
        std::erase(form, '.');
        if (view.gazetteer != nullptr) {
            if (const auto title = view.gazetteer->title(form)) {
                return title->kind == TitleKind::Honorific;
            }
        }
        return form == "mr" || form == "mrs" || form == "ms" || form == "dr" || form == "miss" ||
               form == "sir" || form == "madam";
    }

    /// "Petty | Officer X": a word that makes a known title together with the one before it.
    static void take_rank(const SentenceView& view, TokenSet& title, TokenSet& name) {
        if (view.gazetteer == nullptr || title.empty() || name.size() < 2 ||
            name.front() != title.back() + 1) {
            return;
        }
        const Tree& tree = view.tree;
        const std::string both =
            tree.token(title.back()).form + " " + tree.token(name.front()).form;
        if (view.gazetteer->title(both)) {
            title.push_back(name.front());
            name.erase(name.begin());
        }
    }

    /// "daughter of the actress X": the title is the noun right before the name.
    static void keep_last_noun(const SentenceView& view, TokenSet& title) {
        const Tree& tree = view.tree;
        const auto of = std::find_if(title.begin(), title.end(),
                                     [&](TokenIndex t) { return tree.form(t) == "of"; });
        if (of == title.end() || view.gazetteer == nullptr ||
            tree.token(title.back()).upos != "NOUN" ||
            !view.gazetteer->may_be_person(tree.lemma(title.back()))) {
            return;
        }
        title.erase(title.begin(), of + 1);
    }

    /// "St. Peter": a part of the name.
    static bool names_saint(const Tree& tree, TokenIndex i) {
        const std::string_view f = tree.form(i);
        return f == "st" || f == "st." || f == "saint" || f == "san" || f == "santa";
    }

    static bool is_thing(const SentenceView& view, TokenIndex noun) {
        const auto what = view.gazetteer->noun_class(view.tree.lemma(noun));
        return what && *what != NounClass::Person && *what != NounClass::Group;
    }

    /// "the sales | team Ann Lee", "in the election | Ann", "Defense | Ann Lee": not what one
    /// person is.
    static bool is_no_person(const SentenceView& view, TokenIndex title) {
        if (view.gazetteer == nullptr) {
            return false;
        }
        const bool name = view.tree.is_proper(title);
        if (!name && view.tree.token(title).upos != "NOUN") {
            return false;
        }
        const std::string_view word = name ? view.tree.form(title) : view.tree.lemma(title);
        if (view.gazetteer->may_be_person(word) || view.gazetteer->title(std::string(word))) {
            return false;
        }
        const auto what = view.gazetteer->noun_class(word);
        return is_time_noun(word) ||
               (what && (name || *what == NounClass::Group || *what == NounClass::Act ||
                         *what == NounClass::Event || *what == NounClass::State));
    }

    /// Words for an office right before the name of a person: no phrase with a preposition first,
    /// no hyphen between ("Secretary-General").
    static bool is_title(const SentenceView& view, const TokenSet& words, TokenIndex name) {
        const Tree& tree = view.tree;
        const TokenIndex above = tree.rel(name) == Rel::Compound ? tree.head(name) : kRoot;
        const bool thing = above != kRoot && tree.token(above).upos == "NOUN" &&
                           view.gazetteer != nullptr && is_thing(view, above);
        if (above != kRoot && (tree.is_proper(above) || thing)) {
            return false;  // "Count Orlo Palace", "Lady Orlo cake"
        }
        if (words.empty() || tree.form(words.back() + 1) == "-" ||
            (view.is_name(name) && (view.type_at(name) == EntityType::Place ||
                                    view.type_at(name) == EntityType::Facility))) {
            return false;
        }
        const auto place = [&](TokenIndex t) {
            return tree.is_proper(t) && view.type_at(t) == EntityType::Place;
        };
        if (std::all_of(words.begin(), words.end(), place)) {
            return false;  // "a man from West Cork | Ann Lee"
        }
        const bool torn = std::any_of(words.begin(), words.end(), [&](TokenIndex t) {
            return tree.form(t).find_first_of(",()") != std::string_view::npos;
        });
        if (torn) {
            return false;
        }
        const std::string& first = tree.token(words.front()).upos;
        return first != "ADP" && first != "CCONJ" && first != "SCONJ" && first != "ADV" &&
               first != "VERB" && first != "PUNCT";
    }

    /// The title with what stands before it, also where the parser hung that on the name: "US |
    /// President | X".
    static TokenSet title_words(const SentenceView& view, TokenIndex title, TokenIndex head) {
        const Tree& tree = view.tree;
        TokenSet words = tree.subtree(title);
        for (const TokenIndex child : tree.children(head)) {
            if (child < title && tree.is(child, {Rel::Amod, Rel::Compound, Rel::NmodPoss, Rel::Det,
                                                 Rel::NmodDesc})) {
                const TokenSet below = tree.subtree(child);
                words.insert(words.end(), below.begin(), below.end());
            }
        }
        std::sort(words.begin(), words.end());
        trim_punctuation(tree, words);
        return words;
    }
};

}  // namespace

std::unique_ptr<const Extractor> titles() {
    return std::make_unique<Titles>();
}

}  // namespace trefoil::extract
