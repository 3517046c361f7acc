/// A quotation ends at its closing mark or with its paragraph. Its speaker is the subject of a verb
/// of saying outside the marks in the sentence where it ends or begins; else that of another
/// quotation in the same paragraph; and a paragraph that is nothing but a quotation goes on with
/// the last speaker of the paragraph before. A quotation right behind a sentence that reports
/// somebody's words is theirs; titles are nobody's. Quotations of one sentence's words without a
/// verb of their own are scare quotes or part of the writer's sentence; their clauses get their
/// source from the tree.

#include "extract/quotes.hpp"

#include <algorithm>

#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

/// How many words may stand between a verb of saying in a relative clause and what is quoted.
constexpr TokenIndex kNearQuote = 12;

enum class Mark { None, Open, Close, Toggle };

/// A single mark that the tagger took for a quotation mark, not for an apostrophe.
bool is_single(const Token& token, std::string_view tag) {
    const std::string_view f = token.form;
    return token.xpos == tag && (f == "'" || f == "‘" || f == "’" || f == "`");
}

/// The single mark opens a quotation of several words that closes in this sentence, one of its own
/// shape in this paragraph.
bool opens_single(std::span<const Sentence> sentences, std::uint32_t s, std::size_t t, bool apart) {
    constexpr std::size_t kSpeechWords = 4;
    const Token& mark = sentences[s].tokens[t];
    if (!is_single(mark, "``")) {
        return false;
    }
    std::size_t words = 0;
    for (std::uint32_t at = s; at < sentences.size(); ++at) {
        if (at > s && (apart || mark.form != "‘" || sentences[at].paragraph_start)) {
            return false;
        }
        const auto& tokens = sentences[at].tokens;
        for (std::size_t i = at == s ? t + 1 : 0; i < tokens.size(); ++i) {
            if (is_single(tokens[i], "''")) {
                return words >= kSpeechWords;
            }
            if (is_single(tokens[i], "``")) {
                return false;
            }
            ++words;
        }
    }
    return false;
}

/// What a straight mark does shows by its blanks: one before it opens, one behind it closes.
Mark side_of(std::span<const Sentence> sentences, std::uint32_t s, std::size_t t) {
    const auto& tokens = sentences[s].tokens;
    const Token& mark = tokens[t];
    const bool follows = s > 0 && !sentences[s].paragraph_start && !sentences[s - 1].tokens.empty();
    const Token* before = t > 0     ? &tokens[t - 1]
                          : follows ? &sentences[s - 1].tokens.back()
                                    : nullptr;
    const bool left = before == nullptr || before->span.end < mark.span.begin;
    const bool right =
        t + 1 == tokens.size() ? mark.space_after : mark.span.end < tokens[t + 1].span.begin;
    return left == right ? Mark::Toggle : left ? Mark::Open : Mark::Close;
}

Mark mark_of(std::string_view form) {
    if (form == "“" || form == "``") {
        return Mark::Open;
    }
    if (form == "”" || form == "''") {
        return Mark::Close;
    }
    return form == "\"" ? Mark::Toggle : Mark::None;
}

/// The paragraph that begins here has a straight mark without its partner.
bool has_odd_mark(std::span<const Sentence> sentences, std::uint32_t first, bool apart) {
    std::size_t marks = 0;
    for (std::uint32_t s = first; s < sentences.size(); ++s) {
        if (s > first && (apart || sentences[s].paragraph_start)) {
            break;
        }
        marks += static_cast<std::size_t>(std::ranges::count_if(
            sentences[s].tokens,
            [](const Token& token) { return mark_of(token.form) == Mark::Toggle; }));
    }
    return marks % 2 != 0;
}

/// Three words or more, nearly all of them capitalised: the name of a work.
bool is_title(const std::vector<Token>& tokens, TokenIndex first, TokenIndex last) {
    int words = 0;
    int small = 0;
    for (TokenIndex t = first + 1; t < last; ++t) {
        const char c = tokens[static_cast<std::size_t>(t)].form.front();
        words += (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ? 1 : 0;
        small += c >= 'a' && c <= 'z' ? 1 : 0;
    }
    return words >= 3 && small * 4 <= words;
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

/// Verbs whose object is what the quoted words are about: "called it '...'".
bool is_judging_verb(std::string_view verb) {
    constexpr std::string_view kJudge[] = {"call",    "describe", "characterize", "characterise",
                                           "portray", "denounce", "condemn",      "dismiss",
                                           "praise",  "hail",     "deride",       "label",
                                           "brand",   "dub",      "term"};
    return std::find(std::begin(kJudge), std::end(kJudge), verb) != std::end(kJudge);
}

/// "was like, '...'", "went, '...'", "the sign reads '...'": with the quotation right behind.
bool introduces(const Tree& tree, TokenIndex verb, TokenIndex quote) {
    const TokenIndex like = tree.lemma(verb) == "be" ? tree.child_form(verb, "like") : -1;
    const bool opens = tree.lemma(verb) == "read" || tree.lemma(verb) == "go";
    const TokenIndex last = like > verb ? like : opens ? verb : -1;
    return last >= 0 && quote > last && quote <= last + 2;
}

/// "issued the following statement".
bool makes_statement(const Tree& tree, const Clause& c) {
    constexpr std::string_view kMake[] = {"make", "issue", "release", "give", "deliver"};
    constexpr std::string_view kWords[] = {"statement", "remark", "comment", "announcement"};
    const auto among = [&](std::span<const std::string_view> words, TokenIndex t) {
        return std::find(words.begin(), words.end(), tree.lemma(t)) != words.end();
    };
    return c.object >= 0 && among(kMake, c.head) && among(kWords, c.object);
}

/// The subject of a finite verb of saying, or whom a passive one is by, that lies outside
/// [from, to] of its sentence.
TokenIndex sayer(const Tree& tree, const Clauses& clauses, TokenIndex from, TokenIndex to) {
    TokenIndex relative = -1;
    for (const Clause& c : clauses.list) {
        const bool outside = c.head < from || c.head > to;
        // "mentions the book": what is said is no quotation.
        const bool thing = c.object >= 0 && (c.object < from || c.object > to) && c.ccomp < 0 &&
                           tree.is_noun(c.object) && !tree.is_pronoun(c.object) &&
                           !is_told_verb(tree.lemma(c.head));
        const bool judges = is_judging_verb(tree.lemma(c.head)) && from > c.head;
        const bool words = (speaks(tree.lemma(c.head)) && !thing) || makes_statement(tree, c) ||
                           introduces(tree, c.head, from) || judges;
        if (outside && judges && c.kind == Clause::Kind::Passive && c.agent >= 0 &&
            c.agent < from) {
            return c.agent;
        }
        if (outside && words && c.own_subject && c.kind == Clause::Kind::Verb &&
            c.polarity == Polarity::Positive && (c.subject < from || c.subject > to)) {
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

/// Nouns for what stands in quotation marks.
bool names_words(std::string_view noun) {
    constexpr std::string_view kWords[] = {"word",    "quote",   "quotation", "saying",
                                           "motto",   "slogan",  "statement", "remark",
                                           "comment", "message", "dictum",    "maxim"};
    return std::find(std::begin(kWords), std::end(kWords), noun) != std::end(kWords);
}

/// "a quote by X", "a remark attributed to X", "X's motto": whose words they are; -1 where that is
/// not said.
TokenIndex owner_of_words(const Tree& tree, TokenIndex noun) {
    for (const TokenIndex child : tree.children(noun)) {
        const TokenIndex to = tree.lemma(child) == "attribute" ? tree.child(child, {Rel::Obl}) : -1;
        const TokenIndex who = to >= 0 ? to : child;
        const bool by = tree.rel(child) == Rel::Nmod &&
                        (tree.child_form(child, "by") >= 0 || tree.child_form(child, "from") >= 0 ||
                         tree.child_form(child, "of") >= 0);
        if ((to >= 0 || by || tree.rel(child) == Rel::NmodPoss) && !tree.is_pronoun(who)) {
            return who;
        }
    }
    return -1;
}

/// 'a quote by X: "..."', 'gasped his last words, "..."', 'X defended the plan: "We ..."': who
/// speaks where no verb says so; -1 if that is open. A colon alone tells it of a whole sentence.
TokenIndex introducer(const Tree& tree, const Clauses& clauses, TokenIndex quote, TokenIndex end) {
    const TokenIndex mark = quote - 1;
    if (mark < 1 || tree.rel(mark) != Rel::Punct) {
        return -1;
    }
    const Clause* before = nullptr;
    bool inside = false;
    for (const Clause& c : clauses.list) {
        const bool who = c.subject >= 0 && c.own_subject && !c.antecedent_subject;
        const bool main = c.link == Rel::Root || c.link == Rel::Parataxis || c.link == Rel::Conj;
        before = main && c.finite && who && c.head < mark && c.subject < mark ? &c : before;
        inside = inside || (c.finite && c.subject > quote && c.head > quote && c.head < end);
    }
    for (TokenIndex noun = mark - 1; inside && noun >= 0 && noun + kNearQuote > mark; --noun) {
        if (names_words(tree.lemma(noun)) && tree.is_noun(noun)) {
            const TokenIndex owner = owner_of_words(tree, noun);
            const bool object = before != nullptr && before->object == noun &&
                                tree.has_child(noun, {Rel::NmodPoss});
            return owner >= 0 && owner < mark ? owner : object ? before->subject : -1;
        }
    }
    const char first = quote + 1 < tree.size() ? tree.token(quote + 1).form.front() : ' ';
    const bool sentence = inside && tree.form(mark) == ":" && !(first >= 'a' && first <= 'z');
    if (!sentence || before == nullptr || before->kind != Clause::Kind::Verb) {
        return -1;
    }
    const TokenIndex who = before->subject;
    const bool thing =
        tree.is_pronoun(who) && (tree.form(who) == "it" || tree.form(who) == "this" ||
                                 tree.form(who) == "that" || tree.rel(who) == Rel::Expl);
    constexpr std::string_view kHears[] = {"hear", "read",  "receive", "get",     "see", "find",
                                           "cite", "quote", "have",    "include", "be"};
    const bool hears = std::find(std::begin(kHears), std::end(kHears), tree.lemma(before->head)) !=
                       std::end(kHears);
    return hears || thing ? -1 : who;
}

/// The name of a sentence that is nothing but one behind a dash ("— Ann Lee, engineer"); -1 if it
/// is none.
TokenIndex signer(const Tree& tree, const Clauses& clauses) {
    constexpr TokenIndex kSignature = 12;
    if (tree.size() < 2 || tree.size() > kSignature || !clauses.list.empty()) {
        return -1;
    }
    const std::string_view f = tree.form(0);
    const bool dash = f == "—" || f == "–" || f == "--" || f == "-";
    TokenIndex name = 1;
    while (tree.head(name) != kRoot) {
        name = tree.head(name);
    }
    return dash && tree.is_proper(1) && tree.is_proper(name) ? name : -1;
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
    bool odd = false;
    bool single = false;
    const auto close = [&](std::uint32_t sentence, TokenIndex token) {
        open->last_sentence = sentence;
        open->last = token;
        quotes_.push_back(*open);
        open.reset();
    };
    for (std::uint32_t s = 0; s < sentences.size(); ++s) {
        const auto& tokens = sentences[s].tokens;
        if (sentences[s].paragraph_start || apart_ || s == 0) {
            ++paragraph;
            odd = has_odd_mark(sentences, s, apart_);
            if (open) {
                close(last_sentence, last_token);
            }
        }
        for (std::size_t t = 0; t < tokens.size(); ++t) {
            Mark mark = mark_of(tokens[t].form);
            if (mark == Mark::Toggle && odd && !open && side_of(sentences, s, t) == Mark::Close) {
                mark = Mark::Close;  // its opening mark is missing
            }
            if (open && !single && is_doubled(tokens, t)) {
                ++t;
                continue;
            }
            const auto index = static_cast<TokenIndex>(t);
            if (open && single) {
                mark = is_single(tokens[t], "''") ? Mark::Close : Mark::None;
            }
            if (!open && (mark == Mark::Open || mark == Mark::Toggle ||
                          opens_single(sentences, s, t, apart_))) {
                single = mark == Mark::None;
                open.emplace();
                open->first_sentence = s;
                open->first = index;
                open->paragraph = paragraph;
            } else if (open && (mark == Mark::Close || mark == Mark::Toggle)) {
                open->closed = true;
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
        q.title = one && is_title(sentences[q.first_sentence].tokens, q.first, q.last);
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
        if (!q.speaker) {
            who = introducer(trees[q.first_sentence], clauses[q.first_sentence], q.first,
                             one ? q.last : end_of(q.first_sentence));
            q.speaker = who >= 0 ? std::optional(Speaker{q.first_sentence, who}) : std::nullopt;
        }
        const std::uint32_t next = q.last_sentence + 1;
        if (!q.speaker && !apart_ && next < sentences.size() && q.last >= end_of(q.last_sentence)) {
            who = signer(trees[next], clauses[next]);
            q.speaker = who >= 0 ? std::optional(Speaker{next, who}) : std::nullopt;
        }
        if (!q.speaker && q.closed && q.first == 0 &&
            !sentences[q.first_sentence].paragraph_start && !apart_) {
            q.speaker = speaker_before(q, trees, clauses);
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
                const Quote* there =
                    i > 0 && quotes_[i - 1].last_sentence == s ? &quotes_[i - 1] : nullptr;
                const TokenIndex who = sayer(trees[s], clauses[s],
                                             there == nullptr            ? -1
                                             : there->first_sentence < s ? 0
                                                                         : there->first,
                                             there == nullptr ? -1 : there->last);
                if (who >= 0) {
                    q.speaker = Speaker{s, who};
                    break;
                }
                if (there != nullptr && there->speaker) {
                    q.speaker = there->speaker;
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

/// 'Ann said that it was late. "We must go."': who spoke in the sentence before, outside
/// quotations.
std::optional<Speaker> Quotes::speaker_before(const Quote& q, std::span<const Tree> trees,
                                              std::span<const Clauses> clauses) const {
    const std::uint32_t before = q.first_sentence - 1;
    const bool quoted = &q != quotes_.data() && (&q - 1)->last_sentence >= before;
    const TokenIndex who = quoted ? -1 : sayer(trees[before], clauses[before], -1, -1);
    return who >= 0 ? std::optional(Speaker{before, who}) : std::nullopt;
}

std::optional<Speaker> Quotes::speaker_of(std::uint32_t sentence, TokenIndex token) const {
    const auto after = std::upper_bound(
        quotes_.begin(), quotes_.end(), std::pair(sentence, token),
        [](const auto& at, const Quote& q) { return at < std::pair(q.first_sentence, q.first); });
    if (after == quotes_.begin()) {
        return std::nullopt;
    }
    const Quote& q = *(after - 1);
    if (q.title || std::pair(sentence, token) > std::pair(q.last_sentence, q.last)) {
        return std::nullopt;
    }
    return q.speaker;
}

}  // namespace trefoil::extract
