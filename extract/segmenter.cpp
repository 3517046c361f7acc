// Candidate boundaries and their features. The text is decoded in windows; each code point gets a
// class and a plain form (lower case, digits as 0, curly quotes and long dashes folded). Features
// are 64-bit hashes of small tuples of them, given out as 32 bits; the model folds them into its
// table. Training and inference share every line here.
#include "extract/segmenter.hpp"

#include <algorithm>
#include <cassert>
#include <unicode/uchar.h>
#include <utility>

#include "base/utf8.hpp"

namespace trefoil::extract {

namespace {

enum class Kind : std::uint8_t {
    None,  // outside the text
    Space,
    Upper,
    Lower,
    Letter,  // of a script without case
    Digit,
    Stop,
    EndMark,  // ! ?
    Comma,
    Colon,
    Open,
    Close,
    Quote,       // "
    Apostrophe,  // ' and the closing single quote
    OpenQuote,
    CloseQuote,
    Hyphen,
    Dash,
    Slash,
    Ellipsis,
    Money,
    Symbol,
    Emoji,
    Mark,   // combining marks and joiners: never before a boundary
    Other,  // remaining ASCII punctuation
};

struct Decoded {
    char32_t plain = 0;
    Kind kind = Kind::None;
    bool newline = false;
    std::uint32_t at = 0;  ///< byte offset from the window's first byte
};

bool is_letter(Kind k) {
    return k == Kind::Upper || k == Kind::Lower || k == Kind::Letter;
}

bool is_closer(Kind k) {
    return k == Kind::Close || k == Kind::Quote || k == Kind::Apostrophe || k == Kind::CloseQuote;
}

bool is_opener(Kind k) {
    return k == Kind::Open || k == Kind::Quote || k == Kind::OpenQuote || k == Kind::Apostrophe;
}

Decoded classify_ascii(char32_t c) {
    Decoded out;
    out.plain = c;
    if (c >= 'a' && c <= 'z') {
        out.kind = Kind::Lower;
    } else if (c >= 'A' && c <= 'Z') {
        out.plain = c + ('a' - 'A');
        out.kind = Kind::Upper;
    } else if (c >= '0' && c <= '9') {
        out.plain = '0';
        out.kind = Kind::Digit;
    } else if (c == ' ' || (c >= 9 && c <= 13) || (c >= 28 && c <= 31)) {
        out.plain = ' ';
        out.kind = Kind::Space;
        out.newline = c == '\n' || c == '\r' || c == '\f' || c == '\v';
    } else {
        switch (c) {
            case '.':
                out.kind = Kind::Stop;
                break;
            case '!':
            case '?':
                out.kind = Kind::EndMark;
                break;
            case ',':
                out.kind = Kind::Comma;
                break;
            case ':':
            case ';':
                out.kind = Kind::Colon;
                break;
            case '(':
            case '[':
            case '{':
                out.kind = Kind::Open;
                break;
            case ')':
            case ']':
            case '}':
                out.kind = Kind::Close;
                break;
            case '"':
                out.kind = Kind::Quote;
                break;
            case '\'':
                out.kind = Kind::Apostrophe;
                break;
            case '-':
                out.kind = Kind::Hyphen;
                break;
            case '/':
                out.kind = Kind::Slash;
                break;
            case '$':
                out.kind = Kind::Money;
                break;
            default:
                out.kind = c < 32 || c == 127 ? Kind::Symbol : Kind::Other;
        }
    }
    return out;
}

/// Punctuation outside ASCII that means the same as an ASCII mark.
bool classify_known(char32_t c, Decoded& out) {
    const auto set = [&](char32_t plain, Kind kind) {
        out.plain = plain;
        out.kind = kind;
        return true;
    };
    switch (c) {
        case 0x201C:
        case 0x201E:
        case 0x00AB:
            return set('"', Kind::OpenQuote);
        case 0x201D:
        case 0x201F:
        case 0x00BB:
            return set('"', Kind::CloseQuote);
        case 0x2018:
        case 0x201A:
        case 0x2039:
            return set('\'', Kind::OpenQuote);
        case 0x2019:
        case 0x201B:
        case 0x203A:
        case 0x02BC:
        case 0x2032:
        case 0x00B4:
            return set('\'', Kind::Apostrophe);
        case 0x2010:
        case 0x2011:
        case 0x2212:
            return set('-', Kind::Hyphen);
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2015:
            return set(0x2014, Kind::Dash);
        case 0x2026:
            return set(0x2026, Kind::Ellipsis);
        case 0x00AD:
        case 0x200B:
        case 0x200C:
        case 0x200D:
        case 0x2060:
        case 0xFEFF:
            return set(0x200D, Kind::Mark);
        case 0x0085:
        case 0x2028:
        case 0x2029:
            out.newline = true;
            return set(' ', Kind::Space);
        case 0x3002:
            return set('.', Kind::Stop);
        default:
            return false;
    }
}

Kind kind_by_category(char32_t c) {
    const auto point = static_cast<UChar32>(c);
    if (u_hasBinaryProperty(point, UCHAR_EMOJI_MODIFIER)) {
        return Kind::Mark;
    }
    switch (u_charType(point)) {
        case U_UPPERCASE_LETTER:
        case U_TITLECASE_LETTER:
            return Kind::Upper;
        case U_LOWERCASE_LETTER:
            return Kind::Lower;
        case U_OTHER_LETTER:
        case U_MODIFIER_LETTER:
            return Kind::Letter;
        case U_DECIMAL_DIGIT_NUMBER:
        case U_OTHER_NUMBER:
        case U_LETTER_NUMBER:
            return Kind::Digit;
        case U_NON_SPACING_MARK:
        case U_ENCLOSING_MARK:
        case U_COMBINING_SPACING_MARK:
        case U_FORMAT_CHAR:
            return Kind::Mark;
        case U_SPACE_SEPARATOR:
        case U_LINE_SEPARATOR:
        case U_PARAGRAPH_SEPARATOR:
            return Kind::Space;
        case U_START_PUNCTUATION:
        case U_INITIAL_PUNCTUATION:
            return Kind::Open;
        case U_END_PUNCTUATION:
        case U_FINAL_PUNCTUATION:
            return Kind::Close;
        case U_DASH_PUNCTUATION:
            return Kind::Dash;
        case U_CURRENCY_SYMBOL:
            return Kind::Money;
        case U_OTHER_SYMBOL:
            return Kind::Emoji;
        default:
            return Kind::Symbol;
    }
}

constexpr char32_t kFlagLetter = 0x1F1E6;  ///< regional indicators, two of which make a flag

Decoded classify(char32_t c) {
    if (c < 128) {
        return classify_ascii(c);
    }
    Decoded out;
    out.plain = c;
    if (classify_known(c, out)) {
        return out;
    }
    out.kind = kind_by_category(c);
    if (out.kind == Kind::Digit) {
        out.plain = '0';
    } else if (out.kind == Kind::Space) {
        out.plain = ' ';
    } else if (out.kind == Kind::Upper) {
        out.plain = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
    } else if (out.kind == Kind::Emoji || out.kind == Kind::Symbol) {
        out.plain = c >= kFlagLetter && c < kFlagLetter + 26 ? kFlagLetter
                                                             : 0x25A0;  // one stand-in for all
    }
    return out;
}

constexpr std::uint64_t kPrime = 0x9E3779B97F4A7C15ULL;

std::uint64_t mix(std::uint64_t h, std::uint64_t value) {
    h = (h ^ value) * kPrime;
    return h ^ (h >> 29);
}

constexpr std::uint64_t kWordSeed = 0x51ED270B0F5A3C69ULL;

/// Abbreviations that a capital follows without a sentence end, by group.
struct Abbreviation {
    std::string_view word;
    std::uint32_t group;
};

constexpr std::uint32_t kTitles = 1;

constexpr char32_t kBullet = 0x25A0;  ///< what all signs are folded to

constexpr std::array<Abbreviation, 66> kAbbreviations = {{
    {"mr.", 1},   {"mrs.", 1},  {"ms.", 1},     {"dr.", 1},  {"prof.", 1}, {"rev.", 1},
    {"gov.", 1},  {"sen.", 1},  {"rep.", 1},    {"gen.", 1}, {"col.", 1},  {"maj.", 1},
    {"capt.", 1}, {"cpt.", 1},  {"lt.", 1},     {"sgt.", 1}, {"cpl.", 1},  {"pvt.", 1},
    {"adm.", 1},  {"cmdr.", 1}, {"brig.", 1},   {"hon.", 1}, {"pres.", 1}, {"amb.", 1},
    {"supt.", 1}, {"fr.", 1},   {"messrs.", 1}, {"st.", 2},  {"mt.", 2},   {"ft.", 2},
    {"jan.", 3},  {"feb.", 3},  {"mar.", 3},    {"apr.", 3}, {"jun.", 3},  {"jul.", 3},
    {"aug.", 3},  {"sep.", 3},  {"sept.", 3},   {"oct.", 3}, {"nov.", 3},  {"dec.", 3},
    {"inc.", 4},  {"corp.", 4}, {"ltd.", 4},    {"co.", 4},  {"llc.", 4},  {"bros.", 4},
    {"plc.", 4},  {"no.", 5},   {"nos.", 5},    {"vol.", 5}, {"pp.", 5},   {"art.", 5},
    {"sec.", 5},  {"fig.", 5},  {"vs.", 6},     {"v.", 6},   {"e.g.", 6},  {"i.e.", 6},
    {"cf.", 6},   {"etc.", 7},  {"al.", 7},     {"a.m.", 8}, {"p.m.", 8},  {"jr.", 7},
}};

/// Everything the features need, over one window of decoded text.
class Walker {
  public:
    Walker(std::string_view text, const CaseHabits& habits, BoundaryVisitor& visitor)
        : text_(text), habits_(habits), visitor_(visitor) {
        for (const Abbreviation& entry : kAbbreviations) {
            abbreviations_.emplace_back(word_hash(entry.word), entry.group);
        }
        std::ranges::sort(abbreviations_);
    }

    void run() {
        std::size_t from = 0;
        while (from < text_.size()) {
            const std::size_t to = window_end(from);
            decode(from, to);
            walk_window(from, to);
            from = to;
        }
    }

  private:
    static constexpr std::size_t kWindow = 32 * 1024;  // bytes decided at once
    static constexpr std::size_t kMargin = 512;        // bytes seen on both sides
    static constexpr std::size_t kLongest = 40;  // code points of a word that features look at

    [[nodiscard]] std::size_t border(std::size_t at) const {
        while (at < text_.size() && (static_cast<unsigned char>(text_[at]) & 0xC0) == 0x80) {
            ++at;
        }
        return std::min(at, text_.size());
    }

    [[nodiscard]] std::size_t window_end(std::size_t from) const {
        return border(std::min(from + kWindow, text_.size()));
    }

    void decode(std::size_t from, std::size_t to) {
        window_begin_ = border(from > kMargin ? from - kMargin : 0);
        const std::size_t end = border(std::min(to + kMargin, text_.size()));
        cps_.clear();
        for (std::size_t at = window_begin_; at < end;) {
            const auto lead = static_cast<unsigned char>(text_[at]);
            Decoded decoded =
                lead < 128 ? classify_ascii(lead) : classify(code_point_at(text_, at));
            decoded.at = static_cast<std::uint32_t>(at - window_begin_);
            at += lead < 128 ? 1 : code_point_size(text_, at);
            cps_.push_back(decoded);
        }
    }

    [[nodiscard]] std::size_t byte_of(std::size_t index) const {
        return index < cps_.size() ? window_begin_ + cps_[index].at : text_.size();
    }

    [[nodiscard]] const Decoded& at(std::size_t index) const {
        static constexpr Decoded kNothing{};
        return index < cps_.size() ? cps_[index]
                                   : kNothing;  // "before the first" wraps to a large index
    }

    [[nodiscard]] bool is_space(std::size_t index) const {
        return index >= cps_.size() || cps_[index].kind == Kind::Space;
    }

    /// Decides all boundaries whose right side begins at bytes (from, to].
    void walk_window(std::size_t from, std::size_t to) {
        std::size_t i = 0;
        while (i < cps_.size() && byte_of(i) < from) {
            ++i;
        }
        token_index_ = i;
        while (token_index_ > 0 && byte_of(token_index_) > token_begin_) {
            --token_index_;
        }
        for (; i < cps_.size() && byte_of(i) < to; ++i) {
            step(i);
        }
        if (to == text_.size()) {
            if (in_token_) {
                boundary_at_space(cps_.size());
            }
            if (sentence_tokens_ != 0) {
                end_sentence();
            }
        }
    }

    void step(std::size_t i) {
        const Decoded& c = cps_[i];
        if (c.kind == Kind::Space) {
            if (in_token_) {
                boundary_at_space(i);
            }
            note_space(i);
            return;
        }
        if (!in_token_) {
            begin_token(i);
            begin_chunk();
            return;
        }
        if (token_length_ >= kMaxTokenCodePoints) {
            end_token(i);
            begin_token(i);
        } else if (is_candidate(i)) {
            boundary_inside(i);
        } else {
            ++token_length_;
        }
        ++column_;
    }

    [[nodiscard]] bool is_candidate(std::size_t i) const {
        const Kind left = at(i - 1).kind;
        const Kind right = at(i).kind;
        if (right == Kind::Mark || left == Kind::Mark) {
            return false;
        }
        if (at(i - 1).plain == kFlagLetter && at(i).plain == kFlagLetter) {
            return false;
        }
        return !is_letter(left) || !is_letter(right);
    }

    void note_space(std::size_t i) {
        const Decoded& c = cps_[i];
        if (c.newline) {
            const bool pair = text_[byte_of(i)] == '\n' && i > 0 && text_[byte_of(i - 1)] == '\r';
            newlines_ += pair ? 0 : 1;
            column_ = 0;
        } else {
            ++column_;
        }
    }

    void begin_token(std::size_t i) {
        in_token_ = true;
        token_begin_ = byte_of(i);
        token_index_ = i;
        token_length_ = 1;
        if (newlines_ >= 2 && sentence_tokens_ != 0) {
            end_sentence();  // a blank line behind more white space than the features look at
        }
        if (sentence_tokens_ == 0) {
            sentence_mark_ = at(i).plain;
        }
        token_starts_paragraph_ = newlines_ >= 2 || first_;
        newlines_ = 0;
        first_ = false;
    }

    void begin_chunk() {
        previous_chunk_ = chunk_hash_;
        previous_shape_ = chunk_shape_;
        ++column_;
    }

    void end_token(std::size_t i) {
        update_state(token_index_, i);
        visitor_.token(token_begin_, byte_of(i), token_starts_paragraph_);
        last_token_ = hash_range(token_index_, i);
        in_token_ = false;
        ++sentence_tokens_;
    }

    void end_sentence() {
        visitor_.sentence_end();
        sentence_tokens_ = 0;
        open_brackets_ = 0;
        open_quote_ = false;
        capitals_ = 0;
        lowers_ = 0;
    }

    void update_state(std::size_t begin, std::size_t end) {
        const Kind k = at(begin).kind;
        if (end - begin == 1) {
            open_brackets_ += k == Kind::Open ? 1 : 0;
            open_brackets_ -= k == Kind::Close && open_brackets_ > 0 ? 1 : 0;
        }
        if (k == Kind::OpenQuote) {
            open_quote_ = true;
        } else if (k == Kind::CloseQuote) {
            open_quote_ = false;
        } else if (k == Kind::Quote) {
            open_quote_ = !open_quote_;
        }
        if (end - begin > 1 && is_letter(k)) {
            const bool capitals = k == Kind::Upper && at(begin + 1).kind == Kind::Upper;
            (capitals ? capitals_ : lowers_) += 1;
        }
    }

    [[nodiscard]] std::uint64_t hash_range(std::size_t begin, std::size_t end) const {
        std::uint64_t h = kWordSeed;
        end = std::min(end, begin + kLongest);
        for (std::size_t i = begin; i < end; ++i) {
            h = mix(h, at(i).plain);
        }
        return h;
    }

    /// Shape of a range: kinds with repeats folded.
    [[nodiscard]] std::uint64_t shape_range(std::size_t begin, std::size_t end) const {
        std::uint64_t h = kWordSeed;
        Kind last = Kind::None;
        int repeat = 0;
        end = std::min(end, begin + kLongest);
        for (std::size_t i = begin; i < end; ++i) {
            repeat = at(i).kind == last ? repeat + 1 : 0;
            last = at(i).kind;
            if (repeat < 2) {
                h = mix(h, static_cast<std::uint64_t>(last));
            }
        }
        return h;
    }

    [[nodiscard]] std::size_t chunk_first(std::size_t i) const {
        std::size_t k = i;
        while (k > 0 && i - k < kLongest && !is_space(k - 1)) {
            --k;
        }
        return k;
    }

    [[nodiscard]] std::size_t chunk_last(std::size_t i) const {
        std::size_t k = i;
        while (k - i < kLongest && !is_space(k)) {
            ++k;
        }
        return k;
    }

    void feature(std::uint64_t id, std::uint64_t value) {
        const std::uint64_t h = mix(mix(0xA0761D6478BD642FULL, id), value);
        assert(count_ < features_.size());
        features_[count_++] = static_cast<std::uint32_t>(h >> 32);
    }

    static std::uint64_t pair(std::uint64_t a, std::uint64_t b) {
        return mix(mix(0x2545F4914F6CDD1DULL, a), b);
    }

    static std::uint64_t triple(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
        return mix(pair(a, b), c);
    }

    void character_features(std::size_t i) {
        const auto c = [&](std::size_t k) {
            return static_cast<std::uint64_t>(at(i + k - 4).plain);
        };
        const auto t = [&](std::size_t k) {
            return static_cast<std::uint64_t>(at(i + k - 4).kind);
        };
        // c(3) is the character before the boundary, c(4) the one after it
        feature(1, pair(c(3), c(4)));
        feature(2, pair(c(2), c(3)));
        feature(3, pair(c(4), c(5)));
        feature(4, triple(c(2), c(3), c(4)));
        feature(5, triple(c(3), c(4), c(5)));
        feature(6, pair(pair(c(2), c(3)), pair(c(4), c(5))));
        feature(7, triple(c(1), c(2), c(3)));
        feature(8, triple(c(4), c(5), c(6)));
        feature(9, pair(t(3), t(4)));
        feature(10, pair(pair(t(2), t(3)), pair(t(4), t(5))));
        feature(11, pair(triple(t(1), t(2), t(3)), triple(t(4), t(5), t(6))));
        feature(12, pair(pair(pair(t(0), t(1)), pair(t(2), t(3))),
                         pair(pair(t(4), t(5)), pair(t(6), t(7)))));
        feature(13, pair(c(3), triple(t(4), t(5), t(6))));
        feature(14, pair(c(4), triple(t(1), t(2), t(3))));
    }

    /// 1: a web address, 2: a mail address, 0: neither.
    [[nodiscard]] std::uint64_t address_kind(std::size_t first, std::size_t last) const {
        bool mail = false;
        for (std::size_t k = first + 1; k + 1 < last; ++k) {
            if (at(k).plain == ':' && at(k + 1).plain == '/' && at(k + 2).plain == '/') {
                return 1;
            }
            if (at(k).plain == '.' && k >= 3 && at(k - 1).plain == 'w' && at(k - 2).plain == 'w' &&
                at(k - 3).plain == 'w') {
                return 1;
            }
            mail = mail || at(k).plain == '@';
        }
        return mail ? 2 : 0;
    }

    /// A capitalised title with its stop, then white space without a line end and a capital: "Rep.
    /// ". `first` and `last` bound the run of characters without white space.
    [[nodiscard]] bool is_title_before_name(std::size_t first, std::size_t last) const {
        return at(first).kind == Kind::Upper && at(last - 1).kind == Kind::Stop &&
               at(last).kind == Kind::Space && !at(last).newline &&
               at(last + 1).kind == Kind::Upper && group_of(hash_range(first, last)) == kTitles;
    }

    /// A list mark at `next`, after a line end, where the sentence so far began with the same mark
    /// or came to an end: the next item of a list.
    [[nodiscard]] bool begins_item(std::size_t i, std::size_t next, int newlines) const {
        const Decoded& mark = at(next);
        const bool bullet = mark.plain == '-' || mark.plain == '*' || mark.plain == kBullet ||
                            mark.kind == Kind::Dash;
        if (newlines == 0 || !bullet || at(next + 1).kind != Kind::Space) {
            return false;
        }
        const Kind before = at(i - 1).kind;
        return sentence_mark_ == mark.plain || before == Kind::Stop || before == Kind::EndMark ||
               before == Kind::Colon;
    }

    /// At the full stop or the bracket of "13.[4]", or behind the bracket: the mark of a footnote
    /// is no part of the word before it.
    [[nodiscard]] bool at_reference(std::size_t i) const {
        const auto number_in_brackets = [&](std::size_t open) {
            std::size_t close = open + 1;
            while (at(close).kind == Kind::Digit && close - open < 4) {
                ++close;
            }
            return at(open).plain == '[' && close > open + 1 && at(close).plain == ']';
        };
        const bool word = is_letter(at(i - 1).kind) || at(i - 1).kind == Kind::Digit;
        return (at(i).kind == Kind::Stop && word && number_in_brackets(i + 1)) ||
               number_in_brackets(i) || number_in_brackets(i - 1);
    }

    void boundary_inside(std::size_t i) {
        count_ = 0;
        const std::size_t first = chunk_first(i);
        const std::size_t last = chunk_last(i);
        if (i + 1 == last && is_title_before_name(first, last)) {
            ++token_length_;
            return;
        }
        character_features(i);
        const std::uint64_t left = hash_range(token_index_, i);
        const std::uint64_t right = hash_range(i, last);
        std::size_t run_begin = i - 1;
        while (run_begin > first && at(run_begin).kind == at(run_begin - 1).kind &&
               run_begin + kLongest > i) {
            --run_begin;
        }
        std::size_t word_begin = i;
        while (word_begin > first &&
               (is_letter(at(word_begin - 1).kind) || at(word_begin - 1).kind == Kind::Digit)) {
            --word_begin;
        }
        std::size_t word_end = i;
        while (word_end < last &&
               (is_letter(at(word_end).kind) || at(word_end).kind == Kind::Digit)) {
            ++word_end;
        }
        // the words on both sides of the mark that this boundary touches
        const std::size_t before_mark = word_begin == i ? i - 1 : i;
        std::size_t left_begin = before_mark;
        while (left_begin > first &&
               (is_letter(at(left_begin - 1).kind) || at(left_begin - 1).kind == Kind::Digit)) {
            --left_begin;
        }
        const std::size_t after_mark = word_end == i ? i + 1 : i;
        std::size_t right_end = after_mark;
        while (right_end < last &&
               (is_letter(at(right_end).kind) || at(right_end).kind == Kind::Digit)) {
            ++right_end;
        }
        const std::uint64_t side = (word_begin == i ? 1U : 0U) + (word_end == i ? 2U : 0U);
        const std::uint64_t mark = at(word_begin == i ? i - 1 : i).plain;
        const std::uint64_t left_word = hash_range(left_begin, before_mark);
        const std::uint64_t right_word = hash_range(after_mark, right_end);
        feature(15, pair(hash_range(first, last), i - first));
        feature(16, pair(shape_range(first, last), i - first));
        feature(17, left);
        feature(18, pair(left, at(i).plain));
        feature(19, right);
        feature(20, pair(right, at(i - 1).plain));
        feature(21, pair(shape_range(token_index_, i), shape_range(i, last)));
        feature(22, pair(pair(side, mark), left_word));
        feature(23, pair(pair(side, mark), right_word));
        feature(24, pair(triple(side, mark, left_word), right_word));
        feature(25, pair(shape_range(first, i), at(i).plain));
        feature(26, pair(at(i - 1).plain, std::min<std::uint64_t>(i - run_begin, 5)));
        feature(27, pair(pair(side, mark), pair(at(last - 1).plain, at(first).plain)));
        feature(28, pair(pair(side, mark), std::min<std::uint64_t>(before_mark - left_begin, 6)));
        feature(29, pair(pair(side, mark), pair(static_cast<std::uint64_t>(open_quote_),
                                                word_end == last ? 1U : 0U)));
        feature(30, pair(pair(side, mark), habits_.of(left_word) * 4 + habits_.of(right_word)));
        feature(31, pair(triple(side, mark, shape_range(left_begin, before_mark)),
                         shape_range(after_mark, right_end)));
        std::size_t follow = last;
        while (follow - last < 8 && at(follow).kind == Kind::Space) {
            ++follow;
        }
        const auto next_kind = static_cast<std::uint64_t>(at(follow).kind);
        const std::uint64_t next_cased =
            pair(next_kind, at(follow + 1).kind == Kind::Upper ? 1 : 0);
        const std::uint64_t spaced = at(last).newline ? 1 : 0;
        feature(35, triple(pair(shape_range(first, last), i - first), next_cased, spaced));
        feature(36, triple(pair(hash_range(first, last), i - first), next_cased, spaced));
        feature(37, triple(pair(shape_range(first, last), i - first), previous_shape_, next_kind));
        const std::uint64_t address = address_kind(first, last);
        const bool tail = i + 1 >= last || (i + 2 >= last && is_closer(at(last - 1).kind));
        feature(33, triple(address, (tail ? 1U : 0U) + (i - first > 3 ? 2U : 0U),
                           pair(at(i - 1).plain, at(i).plain)));
        feature(34, pair(pair(address, tail ? 1 : 0), pair(side, mark)));
        feature(32, triple(at(i - 1).plain, at(i).plain, last - i > 3 ? 3 : last - i));
        Boundary answer = visitor_.decide({byte_of(i), false, false, {features_.data(), count_}});
        if (answer == Boundary::Inside && !at_reference(i)) {
            ++token_length_;
            return;
        }
        end_token(i);
        if (answer == Boundary::Sentence) {
            end_sentence();
        }
        begin_token(i);
    }

    /// White space (or the end of the text) begins at `i`, a token ends there.
    void boundary_at_space(std::size_t i) {
        count_ = 0;
        std::size_t next = i;
        int newlines = 0;
        while (next < cps_.size() && cps_[next].kind == Kind::Space && next - i < 64) {
            newlines += cps_[next].newline && !(text_[byte_of(next)] == '\n' && next > 0 &&
                                                text_[byte_of(next - 1)] == '\r');
            ++next;
        }
        space_features(i, next, newlines);
        const bool end = next >= cps_.size() && byte_of(next) == text_.size();
        const bool certain = newlines >= 2 || end || begins_item(i, next, newlines);
        const std::size_t first = chunk_first(i);
        const Boundary answer =
            !certain && is_title_before_name(first, i)
                ? Boundary::Token
                : visitor_.decide({byte_of(i), true, certain, {features_.data(), count_}});
        chunk_hash_ = hash_range(first, i);
        chunk_shape_ = shape_range(first, i);
        end_token(i);
        if (certain || answer == Boundary::Sentence) {
            end_sentence();
        }
    }

    void space_features(std::size_t i, std::size_t next, int newlines) {
        const auto c = [&](std::size_t k) {
            return static_cast<std::uint64_t>(at(i + k - 4).plain);
        };
        const auto t = [&](std::size_t k) {
            return static_cast<std::uint64_t>(at(i + k - 4).kind);
        };
        const auto n = [&](std::size_t k) {
            return static_cast<std::uint64_t>(at(next + k).plain);
        };
        const auto u = [&](std::size_t k) { return static_cast<std::uint64_t>(at(next + k).kind); };
        // the last mark before closing quotes and brackets, and the first letter after opening ones
        const std::size_t first = chunk_first(i);
        std::size_t mark = i;
        while (mark > first && is_closer(at(mark - 1).kind) && i - mark < 4) {
            --mark;
        }
        const std::uint64_t closers = mark < i ? pair(at(i - 1).plain, i - mark) : 0;
        std::size_t word = next;
        while (is_opener(at(word).kind) && word - next < 4) {
            ++word;
        }
        const std::uint64_t openers = word > next ? at(next).plain : 0;
        std::size_t word_end = word;
        while (word_end - word < kLongest &&
               (is_letter(at(word_end).kind) || at(word_end).kind == Kind::Digit ||
                at(word_end).kind == Kind::Mark)) {
            ++word_end;
        }
        const std::uint64_t end_mark = mark > first ? at(mark - 1).plain : 0;
        const bool wordy = is_letter(at(mark - 1).kind);
        const std::uint64_t end_kind = wordy ? 1
                                       : mark > first && at(mark - 1).kind == Kind::Digit
                                           ? 2
                                           : end_mark;
        const std::uint64_t before_mark =
            mark > first + 1 ? static_cast<std::uint64_t>(at(mark - 2).kind) : 0;
        const std::uint64_t next_kind = u(word - next);
        const std::uint64_t next_second = static_cast<std::uint64_t>(at(word + 1).kind);
        const std::uint64_t next_word = hash_range(word, word_end);
        const std::uint64_t habit = habits_.of(next_word);
        const std::uint64_t chunk = hash_range(first, i);
        const std::uint64_t token = hash_range(token_index_, i);
        std::size_t stem = mark;
        while (stem > first && (is_letter(at(stem - 1).kind) || at(stem - 1).kind == Kind::Digit ||
                                at(stem - 1).kind == Kind::Stop)) {
            --stem;
        }
        const std::uint64_t last_word = hash_range(stem, mark);
        const std::uint64_t abbreviation = group_of(last_word);
        const std::uint64_t length = std::min<std::uint64_t>(mark - stem, 6);
        std::size_t second = word_end;
        while (is_space(second) && second < cps_.size() && second - word_end < 8) {
            ++second;
        }
        const std::uint64_t second_kind = static_cast<std::uint64_t>(at(second).kind);
        const std::uint64_t line = newlines == 0  ? 0
                                   : column_ < 30 ? 1
                                   : column_ < 55 ? 2
                                   : column_ < 68 ? 3
                                   : column_ < 84 ? 4
                                                  : 5;
        const std::uint64_t count = sentence_tokens_ < 3     ? sentence_tokens_
                                    : sentence_tokens_ < 6   ? 3
                                    : sentence_tokens_ < 12  ? 4
                                    : sentence_tokens_ < 25  ? 5
                                    : sentence_tokens_ < 50  ? 6
                                    : sentence_tokens_ < 100 ? 7
                                                             : 8;
        const std::uint64_t caps = capitals_ > 1 && lowers_ == 0 ? 2 : capitals_ > lowers_ ? 1 : 0;
        const std::uint64_t state = (open_quote_ ? 1U : 0U) + (open_brackets_ > 0 ? 2U : 0U);
        const std::uint64_t next_case =
            pair(next_kind, next_second == static_cast<std::uint64_t>(Kind::Upper) ? 1 : 0);

        feature(40, triple(end_kind, closers, next_case));
        feature(41, pair(triple(end_kind, closers, next_case), habit));
        feature(42, triple(end_kind, next_word, next_kind));
        feature(43, pair(chunk, next_case));
        feature(44, triple(last_word, closers, next_case));
        feature(45, pair(last_word, end_kind));
        feature(46, triple(last_word, next_word, next_kind));
        feature(47, triple(abbreviation, next_case, habit));
        feature(48, pair(triple(end_kind, before_mark, length), pair(next_case, habit)));
        feature(49, pair(shape_range(stem, mark), triple(end_kind, next_kind, next_second)));
        feature(50, pair(triple(end_kind, next_kind, count), newlines));
        feature(51, pair(triple(end_kind, next_kind, state), closers));
        feature(52, pair(pair(line, end_kind), next_case));
        feature(53, triple(line, next_kind, count));
        feature(54, pair(pair(line, end_kind), pair(next_kind, habit)));
        feature(55, pair(triple(c(1), c(2), c(3)), next_kind));
        feature(56, triple(c(3), n(0), n(1)));
        feature(57, pair(triple(t(1), t(2), t(3)), triple(u(0), u(1), u(2))));
        feature(58, pair(triple(c(2), c(3), openers), next_kind));
        feature(59, pair(pair(caps, end_kind), next_case));
        feature(60, pair(last_token_, triple(token, next_kind, 0)));
        feature(61, pair(previous_chunk_, triple(end_kind, next_case, 0)));
        feature(62, pair(pair(end_kind, next_kind), pair(second_kind, habit)));
        feature(63, pair(triple(end_kind, openers, next_kind), pair(state, count)));
        feature(64, pair(pair(habits_.of(last_word), habit), pair(end_kind, next_kind)));
        feature(65, pair(pair(end_kind, next_word), pair(count < 3 ? 1 : 0, state)));
        feature(66, pair(token, pair(sentence_tokens_ == 0 ? 1 : 0, next_kind)));
    }

    [[nodiscard]] std::uint64_t group_of(std::uint64_t hash) const {
        const auto it = std::ranges::lower_bound(abbreviations_,
                                                 std::pair<std::uint64_t, std::uint32_t>{hash, 0});
        return it != abbreviations_.end() && it->first == hash ? it->second : 0;
    }

    std::string_view text_;
    const CaseHabits& habits_;
    BoundaryVisitor& visitor_;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> abbreviations_;

    std::vector<Decoded> cps_;
    std::size_t window_begin_ = 0;

    std::array<std::uint32_t, 64> features_{};
    std::size_t count_ = 0;

    bool in_token_ = false;
    bool first_ = true;
    bool token_starts_paragraph_ = true;
    std::size_t token_begin_ = 0;   ///< byte
    std::size_t token_index_ = 0;   ///< the same place in cps_ (or its start, if before the window)
    std::size_t token_length_ = 0;  ///< code points
    std::uint64_t chunk_hash_ = 0;
    std::uint64_t previous_chunk_ = 0;
    std::uint64_t chunk_shape_ = 0;
    std::uint64_t previous_shape_ = 0;
    std::uint64_t last_token_ = 0;
    std::size_t column_ = 0;
    int newlines_ = 0;
    std::uint64_t sentence_tokens_ = 0;
    char32_t sentence_mark_ = 0;  ///< the first character of the sentence
    int open_brackets_ = 0;
    bool open_quote_ = false;
    int capitals_ = 0;
    int lowers_ = 0;
};

}  // namespace

CaseHabits::Habit CaseHabits::of(std::uint64_t word_hash) const {
    if (slots_.empty()) {
        return Unknown;
    }
    const auto key = static_cast<std::uint32_t>(word_hash >> 32) & ~3U;
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = key >> 2;; ++i) {
        const std::uint32_t slot = slots_[i & mask];
        if (slot == 0) {
            return Unknown;
        }
        if ((slot & ~3U) == key) {
            return static_cast<Habit>(slot & 3U);
        }
    }
}

std::vector<std::uint32_t> CaseHabits::build(
    std::span<const std::pair<std::uint64_t, Habit>> words) {
    std::size_t size = 16;
    while (size < words.size() * 3 / 2) {
        size *= 2;
    }
    std::vector<std::uint32_t> slots(size, 0);
    for (const auto& [hash, habit] : words) {
        const auto key = static_cast<std::uint32_t>(hash >> 32) & ~3U;
        std::size_t i = key >> 2;
        while (slots[i & (size - 1)] != 0 && (slots[i & (size - 1)] & ~3U) != key) {
            ++i;
        }
        slots[i & (size - 1)] = key | habit;
    }
    return slots;
}

std::uint64_t word_hash(std::string_view word) {
    std::uint64_t h = kWordSeed;
    for (std::size_t at = 0; at < word.size();) {
        h = mix(h, classify(code_point_at(word, at)).plain);
        at += code_point_size(word, at);
    }
    return h;
}

void walk_boundaries(std::string_view text, const CaseHabits& habits, BoundaryVisitor& visitor) {
    Walker(text, habits, visitor).run();
}

}  // namespace trefoil::extract
