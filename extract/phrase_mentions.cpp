// Pronouns and noun phrases of a sentence, from the tree.
#include <algorithm>
#include <utility>

#include "extract/mention_words.hpp"
#include "extract/sentence_mentions.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

bool SentenceMentions::is_pronoun(TokenIndex i) {
    const Token& token = tree_.token(i);
    if (token.upos != "PRON" || owner(i) != Owner::None || token.form == "US" ||
        tree_.is(i, {Rel::Expl})) {
        return false;
    }
    const PronounForm* form = extract::pronoun_form(tree_.form(i));
    return form != nullptr && form->person != 0;
}

void SentenceMentions::add_pronoun(TokenIndex i) {
    const PronounForm& form = *extract::pronoun_form(tree_.form(i));
    const bool person = form.animacy == Animacy::Person;
    MentionCandidate m =
        start(i, i, i, MentionKind::Pronoun, person ? EntityType::Person : EntityType::Concept);
    m.gender = form.gender;
    m.number = form.number;
    m.animacy = form.animacy;
    m.head_lemma = form.form;
    m.first_person = form.person == 1;
    m.reflexive = form.form.ends_with("self") || form.form.ends_with("selves");
    m.predicate = form.person == 2;  // "you" is nobody in particular
    found_.push_back(std::move(m));
}

bool SentenceMentions::heads_phrase(TokenIndex i) {
    const Token& token = tree_.token(i);
    if (owner(i) != Owner::None || (token.upos != "NOUN" && token.upos != "PROPN") ||
        token.deprel.empty()) {
        return false;
    }
    if (tree_.is(i, {Rel::Compound, Rel::Flat, Rel::Fixed, Rel::Case, Rel::Mark, Rel::Amod,
                     Rel::Punct, Rel::CompoundPrt, Rel::Cc})) {
        return false;
    }
    // A conjunct inside a compound ("trade and investment talks") heads no phrase of its own.
    TokenIndex at = i;
    for (int steps = 0; steps < 20 && tree_.rel(at) == Rel::Conj && tree_.head(at) >= 0; ++steps) {
        at = tree_.head(at);
    }
    return !tree_.is(at, {Rel::Compound, Rel::Flat, Rel::Amod});
}

void SentenceMentions::add_nominal(TokenIndex head) {
    const auto [first, last] = phrase_of(head);
    constexpr TokenIndex kLongest = 100;  // nested ones of a list without stops fill megabytes
    if (last - first >= kLongest) {
        return;
    }
    const std::string_view lemma = tree_.lemma(head);
    MentionCandidate m = start(first, last, head, MentionKind::Nominal, EntityType::Concept);
    const Token& token = tree_.token(head);
    const bool plural = token.xpos == "NNS" || token.xpos == "NNPS" ||
                        token.feats.find("Number=Plur") != std::string::npos;
    m.number = plural ? Number::Plural : Number::Singular;
    m.gender = gender_of_noun(lemma);
    type_nominal(m, lemma, plural);
    describe(m, head);
    found_.push_back(std::move(m));
}

void SentenceMentions::type_nominal(MentionCandidate& m, std::string_view lemma,
                                    bool plural) const {
    const auto noun = gazetteer_.noun_class(lemma);
    m.animacy = Animacy::Thing;
    EntityType& type = m.entity.mention.type;
    if (noun == NounClass::Person || m.gender != Gender::Unknown) {
        type = EntityType::Person;
        m.animacy = Animacy::Person;
    } else if (is_people_noun(lemma)) {
        type = EntityType::Group;
        m.animacy = Animacy::Unknown;
        m.number = plural ? Number::Plural : Number::Unknown;
    } else if (noun == NounClass::Group) {
        type = EntityType::Organization;
        m.number = plural ? Number::Plural : Number::Unknown;
    } else if (noun == NounClass::Location) {
        type = EntityType::Place;
    } else if (gazetteer_.may_be_person(lemma) || (!noun && names_doer(lemma))) {
        m.animacy = Animacy::Unknown;
    }
}

void SentenceMentions::describe(MentionCandidate& m, TokenIndex head) const {
    for (const TokenIndex child : tree_.children(head)) {
        switch (tree_.rel(child)) {
            case Rel::Det:
                if (in(tree_.form(child), {"the", "this", "that", "these", "those", "both"})) {
                    m.determination = Determination::Definite;
                } else {
                    m.determination = Determination::Indefinite;
                }
                break;
            case Rel::NmodPoss:
                m.determination = Determination::Possessed;
                [[fallthrough]];
            case Rel::Amod:
            case Rel::Compound:
            case Rel::Nmod:
            case Rel::NmodDesc:
            case Rel::Nummod:
                m.modifiers.emplace_back(tree_.lemma(child));
                break;
            case Rel::Cop:
                m.predicate = true;
                break;
            default:
                break;
        }
    }
    if (m.rel == Rel::Appos) {
        m.predicate = true;
    }
    if (m.rel == Rel::Obl && tree_.child_form(head, "as") >= 0) {
        m.predicate = true;
    }
}

std::pair<TokenIndex, TokenIndex> SentenceMentions::phrase_of(TokenIndex head) const {
    const auto outside = [&](TokenIndex child) {
        const TokenIndex above = tree_.head(child);
        if (above != head) {
            return tree_.is(child, {Rel::AclRelcl, Rel::Parataxis, Rel::Appos, Rel::Discourse}) ||
                   (tree_.rel(child) == Rel::Punct &&
                    in(tree_.form(child), {"(", ")", ";", ":", "—", "–"}));
        }
        return !tree_.is(child, {Rel::Det, Rel::DetPredet, Rel::Amod, Rel::Nummod, Rel::Compound,
                                 Rel::Nmod, Rel::NmodPoss, Rel::NmodDesc, Rel::NmodUnmarked,
                                 Rel::Flat, Rel::Fixed, Rel::Acl, Rel::Advmod, Rel::Punct}) ||
               (tree_.rel(child) == Rel::Advmod &&
                (child > head || tree_.has_child(head, {Rel::Cop}))) ||
               (tree_.rel(child) == Rel::Punct &&
                !in(tree_.form(child), {"-", "\"", "“", "”", "'", "‘", "’"}));
    };
    const TokenSet inside = tree_.subtree(head, outside);
    const auto at = std::ranges::find(inside, head);
    auto first = at;
    auto last = at;
    while (first != inside.begin() && *(first - 1) == *first - 1) {
        --first;
    }
    while (last + 1 != inside.end() && *(last + 1) == *last + 1) {
        ++last;
    }
    const auto cut = [&](TokenIndex i) {
        return tree_.token(i).upos == "PUNCT" || tree_.is(i, {Rel::Case, Rel::Cc, Rel::Mark});
    };
    while (*first != head && cut(*first)) {
        ++first;
    }
    while (*last != head && tree_.token(*last).upos == "PUNCT") {
        --last;
    }
    return {*first, *last};
}

}  // namespace trefoil::extract
