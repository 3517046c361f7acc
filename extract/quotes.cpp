/// A quotation ends at its closing mark or with its paragraph. Its speaker is the subject of a verb
/// of saying outside the marks in the sentence where it ends or begins; else that of another
/// quotation in the same paragraph; and a paragraph that is nothing but a quotation goes on with
/// the last speaker of the paragraph before. Quotations of one sentence's words without a verb of
/// their own are scare quotes or part of the writer's sentence; their clauses get their source from
/// the tree.

#include "extract/quotes.hpp"

#include <algorithm>

#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

/// How many words may stand between a verb of saying in a relative clause and what is quoted.
constexpr TokenIndex kNearQuote = 12;

enum class Mark { None, Open, Close, Toggle };

Mark mark_of(std::string_view form) {
    if (form == "“" || form == "``") {
        return Mark::Open;
    }
    if (form == "”" || form == "''") {
        return Mark::Close;
    }
    return form == "\"" ? Mark::Toggle : Mark::None;
}

/// Two straight marks without a blank between: a quotation inside one, as tables of values write
/// it.
bool is_doubled(const std::vector<Token>& tokens, std::size_t t) {
    return t + 1 < tokens.size() && mark_of(tokens[t].form) == Mark::Toggle &&
           mark_of(tokens[t + 1].form) == Mark::Toggle &&
           tokens[t].span.end == tokens[t + 1].span.begin;
}

/// Verbs of saying whose object is who hears it.
bool is_told_verb(std::string_view verb) {
    return verb == "tell" || verb == "inform" || verb == "assure" || verb == "remind" ||
           verb == "advise" || verb == "warn" || verb == "caution" || verb == "answer";
}

bool speaks(std::string_view verb) {
    return is_say_verb(verb) || verb == "answer" || verb == "ask";
}

/// The subject of a finite verb of saying that lies outside [from, to] of its sentence.
TokenIndex sayer(const Tree& tree, const Clauses& clauses, TokenIndex from, TokenIndex to) {
    TokenIndex relative = -1;
    for (const Clause& c : clauses.list) {
        const bool outside = c.head < from || c.head > to;
        // "mentions the book": what is said is no quotation.
        const bool thing = c.object >= 0 && (c.object < from || c.object > to) && c.ccomp < 0 &&
                           tree.is_noun(c.object) && !tree.is_pronoun(c.object) &&
                           !is_told_verb(tree.lemma(c.head));
        if (outside && !thing && c.own_subject && c.kind == Clause::Kind::Verb &&
            speaks(tree.lemma(c.head)) && (c.subject < from || c.subject > to)) {
            if (!c.antecedent_subject) {
                return c.subject;
            }
            // "Ann Lee, who wrote: ..."
            const bool opens = from > c.head && from <= c.head + kNearQuote;
            relative = opens && c.object < 0 && c.ccomp < 0 ? c.subject : relative;
        }
    }
    return relative;
}

}  // namespace

Quotes::Quotes(std::span<const Sentence> sentences, std::span<const Tree> trees,
               std::span<const Clauses> clauses, bool apart)
    : apart_(apart) {
    find_quotes(sentences);
    find_speakers(sentences, trees, clauses);
}

void Quotes::find_quotes(std::span<const Sentence> sentences) {
    std::optional<Quote> open;
    std::uint32_t paragraph = 0;
    std::uint32_t last_sentence = 0;
    TokenIndex last_token = 0;
    const auto close = [&](std::uint32_t sentence, TokenIndex token) {
        open->last_sentence = sentence;
        open->last = token;
        quotes_.push_back(*open);
        open.reset();
    };
    for (std::uint32_t s = 0; s < sentences.size(); ++s) {
        const auto& tokens = sentences[s].tokens;
        if (sentences[s].paragraph_start || apart_) {
            ++paragraph;
            if (open) {
                close(last_sentence, last_token);
            }
        }
        for (std::size_t t = 0; t < tokens.size(); ++t) {
            const Mark mark = mark_of(tokens[t].form);
            if (open && is_doubled(tokens, t)) {
                ++t;
                continue;
            }
            const auto index = static_cast<TokenIndex>(t);
            if (!open && (mark == Mark::Open || mark == Mark::Toggle)) {
                open.emplace();
                open->first_sentence = s;
                open->first = index;
                open->paragraph = paragraph;
            } else if (open && (mark == Mark::Close || mark == Mark::Toggle)) {
                close(s, index);
            }
            last_sentence = s;
            last_token = index;
        }
    }
    if (open) {
        close(last_sentence, last_token);
    }
}

void Quotes::find_speakers(std::span<const Sentence> sentences, std::span<const Tree> trees,
                           std::span<const Clauses> clauses) {
    for (Quote& q : quotes_) {
        const bool one = q.first_sentence == q.last_sentence;
        const auto end_of = [&](std::uint32_t s) { return trees[s].size() - 1; };
        TokenIndex who =
            sayer(trees[q.last_sentence], clauses[q.last_sentence], one ? q.first : 0, q.last);
        if (who >= 0) {
            q.speaker = Speaker{q.last_sentence, who};
        } else {
            who = sayer(trees[q.first_sentence], clauses[q.first_sentence], q.first,
                        one ? q.last : end_of(q.first_sentence));
            if (who >= 0) {
                q.speaker = Speaker{q.first_sentence, who};
            }
        }
        const bool from_start = sentences[q.first_sentence].paragraph_start && q.first == 0;
        const bool to_end = q.last >= end_of(q.last_sentence) - 1 &&
                            (q.last_sentence + 1 == sentences.size() ||
                             sentences[q.last_sentence + 1].paragraph_start);
        q.whole_paragraph = from_start && to_end;
    }
    // The other quotations of the paragraph, the next before the previous.
    for (std::size_t i = quotes_.size(); i-- > 0;) {
        const bool next =
            i + 1 < quotes_.size() && quotes_[i + 1].paragraph == quotes_[i].paragraph;
        if (!quotes_[i].speaker && next) {
            quotes_[i].speaker = quotes_[i + 1].speaker;
        }
    }
    // Speakers in text order, for quotations that go on in a paragraph of their own.
    for (std::size_t i = 0; i < quotes_.size(); ++i) {
        Quote& q = quotes_[i];
        if (q.speaker) {
            continue;
        }
        const bool same = i > 0 && quotes_[i - 1].paragraph == q.paragraph;
        if (same) {
            q.speaker = quotes_[i - 1].speaker;
        } else if (q.whole_paragraph && q.first_sentence > 0 && !apart_) {
            // The last speaker of the paragraph before, whether quoted or reported.
            const std::uint32_t before = q.first_sentence - 1;
            for (std::uint32_t s = before + 1; s-- > 0;) {
                const TokenIndex who = sayer(trees[s], clauses[s], -1, -1);
                if (who >= 0) {
                    q.speaker = Speaker{s, who};
                    break;
                }
                if (sentences[s].paragraph_start) {
                    const bool quoted = i > 0 && quotes_[i - 1].last_sentence >= s;
                    if (quoted) {
                        q.speaker = quotes_[i - 1].speaker;
                    }
                    break;
                }
            }
        }
    }
}

std::optional<Speaker> Quotes::speaker_of(std::uint32_t sentence, TokenIndex token) const {
    const auto after = std::upper_bound(
        quotes_.begin(), quotes_.end(), std::pair(sentence, token),
        [](const auto& at, const Quote& q) { return at < std::pair(q.first_sentence, q.first); });
    if (after == quotes_.begin()) {
        return std::nullopt;
    }
    const Quote& q = *(after - 1);
    if (std::pair(sentence, token) > std::pair(q.last_sentence, q.last)) {
        return std::nullopt;
    }
    return q.speaker;
}

}  // namespace trefoil::extract
