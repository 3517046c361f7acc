// Mentions of one stretch of sentences. Names come from the tagger's BIO tags, stripped of titles,
// articles and the possessive; noun phrases and pronouns come from the tree: every noun that heads
// a phrase gives one mention that covers its phrase without relative clauses, conjuncts,
// appositions and a leading preposition.
#include "extract/mentions.hpp"

#include <algorithm>
#include <utility>

#include "extract/quotations.hpp"
#include "extract/sentence_mentions.hpp"

namespace trefoil::extract {

namespace {

KnownNames known_names(const Document& document, std::span<const Sentence> sentences) {
    KnownNames known;
    for (const Sentence& sentence : sentences) {
        for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
            const std::string& tag = sentence.tokens[i].name;
            if (!tag.starts_with("B-")) {
                continue;
            }
            std::size_t last = i;
            while (last + 1 < sentence.tokens.size() &&
                   sentence.tokens[last + 1].name == "I-" + tag.substr(2)) {
                ++last;
            }
            const Span span{sentence.tokens[i].span.begin, sentence.tokens[last].span.end};
            const auto type = entity_type_from(std::string_view(tag).substr(2));
            if (type && is_named_type(*type) && *type != EntityType::Work) {
                known.emplace(std::string(span.of(document.text)), *type);
            }
        }
    }
    return known;
}

}  // namespace

void SentenceMentions::run(DateContext& dates, std::vector<MentionCandidate>& mentions) {
    for (const ValueMention& value : find_values(document_.text, sentence_, dates)) {
        add_value(value);
    }
    add_names(tagged_ ? with_part_words(without_pairs(without_owners(tagged_spans())))
                      : proper_runs());
    if (tagged_) {
        add_names(telling_runs());
    }
    for (TokenIndex i = 0; i < tree_.size(); ++i) {
        if (is_pronoun(i)) {
            add_pronoun(i);
        } else if (heads_phrase(i)) {
            add_nominal(i);
        }
    }
    std::vector<MentionCandidate*> order;  // a mention is large: sorted by where it stands
    for (MentionCandidate& m : found_) {
        order.push_back(&m);
    }
    std::ranges::sort(order, [](const MentionCandidate* a, const MentionCandidate* b) {
        return std::pair(a->entity.first, -a->entity.last) <
               std::pair(b->entity.first, -b->entity.last);
    });
    for (MentionCandidate* m : order) {
        mentions.push_back(std::move(*m));
    }
}

std::string SentenceMentions::surface(TokenIndex first, TokenIndex last) const {
    return std::string(
        Span{tree_.token(first).span.begin, tree_.token(last).span.end}.of(document_.text));
}

MentionCandidate SentenceMentions::start(TokenIndex first, TokenIndex last, TokenIndex head,
                                         MentionKind kind, EntityType type) const {
    MentionCandidate m;
    m.entity.sentence = number_;
    m.entity.first = first;
    m.entity.last = last;
    m.entity.head = head;
    m.entity.mention.span = {tree_.token(first).span.begin, tree_.token(last).span.end};
    m.entity.mention.kind = kind;
    m.entity.mention.type = type;
    m.text = surface(first, last);
    m.head_lemma = tree_.lemma(head);
    place_in_tree(m);
    return m;
}

void SentenceMentions::place_in_tree(MentionCandidate& m) const {
    TokenIndex at = m.entity.head;
    for (int steps = 0; steps < 20 && tree_.rel(at) == Rel::Conj && tree_.head(at) >= 0; ++steps) {
        at = tree_.head(at);
    }
    // A name that hangs on its own title stands where the title stands.
    while (tree_.is(at, {Rel::Flat, Rel::NmodDesc, Rel::Compound}) && tree_.head(at) >= 0 &&
           m.entity.mention.kind == MentionKind::Name &&
           owner_[static_cast<std::size_t>(tree_.head(at))] == Owner::Title) {
        at = tree_.head(at);
    }
    m.rel = tree_.rel(at);
    m.governor = tree_.head(at);
    m.possessive = m.rel == Rel::NmodPoss;
}

TokenIndex SentenceMentions::head_of(TokenIndex first, TokenIndex last) const {
    TokenIndex best = last;
    for (TokenIndex i = last; i >= first; --i) {
        const TokenIndex head = tree_.head(i);
        if ((head < first || head > last) && !tree_.is(i, {Rel::Punct, Rel::Case})) {
            best = i;
            if (tree_.is_noun(i)) {
                return i;
            }
        }
    }
    return best;
}

void SentenceMentions::add_value(const ValueMention& value) {
    MentionCandidate m = start(value.first, value.last, head_of(value.first, value.last),
                               MentionKind::Value, value.type);
    m.entity.mention.value = value.value;
    for (TokenIndex i = value.first; i <= value.last; ++i) {
        owner(i) = Owner::Value;
    }
    found_.push_back(std::move(m));
}

MentionSet find_mentions(const Document& document, std::span<const Sentence> sentences,
                         std::uint32_t first_sentence, const Gazetteer& gazetteer,
                         DateContext& dates) {
    MentionSet set;
    set.first_sentence = first_sentence;
    set.trees.reserve(sentences.size());
    const bool tagged = std::ranges::any_of(sentences, [](const Sentence& sentence) {
        return std::ranges::any_of(sentence.tokens,
                                   [](const Token& token) { return !token.name.empty(); });
    });
    const KnownNames known = known_names(document, sentences);
    std::uint32_t paragraph = 0;
    for (std::uint32_t s = 0; s < sentences.size(); ++s) {
        paragraph += sentences[s].paragraph_start && s > 0 ? 1 : 0;
        set.paragraphs.push_back(paragraph);
        set.trees.emplace_back(sentences[s]);
        SentenceMentions finder(document, sentences[s], first_sentence + s, set.trees.back(),
                                gazetteer, tagged, known);
        finder.run(dates, set.mentions);
    }
    find_quotations(sentences, set);
    return set;
}

}  // namespace trefoil::extract
