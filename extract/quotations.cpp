#include "extract/quotations.hpp"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <utility>
#include <vector>

namespace trefoil::extract {

namespace {

bool in(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

/// Marks what stands in quotation marks and finds the speakers. Quotations of fewer than four words
/// are terms, not speech.
class QuotationFinder {
  public:
    QuotationFinder(std::span<const Sentence> sentences, MentionSet& set)
        : sentences_(sentences), set_(set) {}

    void run() {
        mark_tokens();
        for (MentionCandidate& m : set_.mentions) {
            m.quote = quote_at(m.entity.sentence - set_.first_sentence, m.entity.head);
        }
        index_heads();
        for (std::size_t q = 0; q < set_.quotations.size(); ++q) {
            find_speaker(q);
        }
    }

  private:
    [[nodiscard]] std::int32_t quote_at(std::uint32_t sentence, TokenIndex i) const {
        return quotes_[sentence][static_cast<std::size_t>(i)];
    }

    void mark_tokens() {
        constexpr int kSpeechWords = 4;
        quotes_.resize(sentences_.size());
        std::int32_t open = -1;
        int words = 0;
        std::vector<std::pair<std::uint32_t, std::size_t>> members;
        const auto close = [&] {
            if (open >= 0 && words < kSpeechWords) {
                for (const auto& [s, i] : members) {
                    quotes_[s][i] = -1;
                }
            }
            open = -1;
            words = 0;
            members.clear();
        };
        for (std::uint32_t s = 0; s < sentences_.size(); ++s) {
            quotes_[s].assign(sentences_[s].tokens.size(), -1);
            if (sentences_[s].paragraph_start) {
                close();
            }
            for (std::size_t i = 0; i < sentences_[s].tokens.size(); ++i) {
                const Token& token = sentences_[s].tokens[i];
                if (is_quote_mark(token.form)) {
                    const bool opens = token.form == "“" || token.form == "``" ||
                                       token.form == "«" || token.form == "„" ||
                                       (token.form == "\"" && open < 0);
                    close();
                    if (opens) {
                        open = static_cast<std::int32_t>(set_.quotations.size());
                        set_.quotations.push_back({s, s, set_.paragraphs[s], -1});
                        begins_.push_back(static_cast<TokenIndex>(i) + 1);
                    }
                } else if (open >= 0) {
                    quotes_[s][i] = open;
                    members.emplace_back(s, i);
                    set_.quotations[static_cast<std::size_t>(open)].last_sentence = s;
                    words += token.upos == "PUNCT" ? 0 : 1;
                }
            }
        }
        close();
    }

    void index_heads() {
        by_head_.resize(sentences_.size());
        for (std::size_t m = 0; m < set_.mentions.size(); ++m) {
            const EntityMention& e = set_.mentions[m].entity;
            if (e.mention.kind != MentionKind::Value) {
                by_head_[e.sentence - set_.first_sentence].emplace_back(
                    e.head, static_cast<std::int32_t>(m));
            }
        }
    }

    [[nodiscard]] std::int32_t mention_with_head(std::uint32_t s, TokenIndex head) const {
        for (const auto& [token, mention] : by_head_[s]) {
            if (token == head) {
                return mention;
            }
        }
        // The subject may be a title whose name is the mention.
        for (const auto& [token, mention] : by_head_[s]) {
            if (set_.trees[s].head(token) == head &&
                set_.mentions[static_cast<std::size_t>(mention)].entity.mention.kind ==
                    MentionKind::Name &&
                set_.trees[s].is(token, {Rel::Flat, Rel::Appos, Rel::NmodDesc})) {
                return mention;
            }
        }
        return -1;
    }

    void find_speaker(std::size_t q) {
        Quotation& quotation = set_.quotations[q];
        for (const std::uint32_t s : {quotation.first_sentence, quotation.last_sentence}) {
            quotation.speaker = quotation.speaker >= 0
                                    ? quotation.speaker
                                    : speaker_in(s, static_cast<std::int32_t>(q));
        }
        if (quotation.speaker < 0 && q > 0 &&
            set_.quotations[q - 1].paragraph == quotation.paragraph) {
            quotation.speaker = set_.quotations[q - 1].speaker;
        }
    }

    /// Subject of the saying verb outside quotations that stands nearest to the quotation in this
    /// sentence.
    [[nodiscard]] std::int32_t speaker_in(std::uint32_t s, std::int32_t q) const {
        const Tree& tree = set_.trees[s];
        const bool begins_here = set_.quotations[static_cast<std::size_t>(q)].first_sentence == s;
        TokenIndex border = begins_here ? begins_[static_cast<std::size_t>(q)] : 0;
        if (border >= tree.size() || quote_at(s, border) != q) {
            border = -1;
        }
        TokenIndex last = border;
        while (last >= 0 && last + 1 < tree.size() && quote_at(s, last + 1) == q) {
            ++last;
        }
        std::int32_t best = -1;
        constexpr TokenIndex kFurthest = 1000;
        TokenIndex best_distance = kFurthest;
        for (TokenIndex i = std::max<TokenIndex>(0, border - kFurthest);
             i < std::min(tree.size(), last + kFurthest); ++i) {
            if (quote_at(s, i) >= 0 || !is_saying_verb(tree.lemma(i)) || !tree.is_verb(i)) {
                continue;
            }
            TokenIndex subject = tree.child(i, {Rel::Nsubj});
            if (subject < 0 && tree.rel(i) == Rel::Conj && tree.head(i) >= 0) {
                subject = tree.child(tree.head(i), {Rel::Nsubj});
            }
            const std::int32_t mention =
                subject >= 0 && quote_at(s, subject) < 0 ? mention_with_head(s, subject) : -1;
            const TokenIndex distance = i < border ? border - i : i - last;
            if (mention >= 0 && distance < best_distance) {
                best = mention;
                best_distance = distance;
            }
        }
        return best;
    }

    std::span<const Sentence> sentences_;
    MentionSet& set_;
    std::vector<std::vector<std::int32_t>> quotes_;
    std::vector<TokenIndex> begins_;  ///< first token of each quotation, in its first sentence
    std::vector<std::vector<std::pair<TokenIndex, std::int32_t>>> by_head_;
};

}  // namespace

bool is_quote_mark(std::string_view form) {
    return in(form, {"\"", "“", "”", "``", "''", "«", "»", "„"});
}

bool is_saying_verb(std::string_view lemma) {
    return in(
        lemma,
        {"say",      "tell",    "add",      "explain", "state",  "announce", "claim",    "argue",
         "write",    "note",    "ask",      "answer",  "reply",  "respond",  "warn",     "insist",
         "admit",    "declare", "report",   "comment", "remark", "continue", "suggest",  "stress",
         "conclude", "recall",  "observe",  "believe", "think",  "point",    "describe", "call",
         "tweet",    "joke",    "complain", "confirm", "deny",   "quote"});
}

void find_quotations(std::span<const Sentence> sentences, MentionSet& set) {
    QuotationFinder(sentences, set).run();
}

}  // namespace trefoil::extract
