#include "extract/noise.hpp"

#include <algorithm>

namespace trefoil::extract {

namespace {

bool is_number(const std::string& form) {
    return !form.empty() &&
           std::all_of(form.begin(), form.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_upper_word(const std::string& form) {
    return form.size() >= 2 &&
           std::all_of(form.begin(), form.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool ends_prose(const Sentence& sentence) {
    for (auto it = sentence.tokens.rbegin(); it != sentence.tokens.rend(); ++it) {
        const std::string& f = it->form;
        if (f == "." || f == "!" || f == "?" || f == "..." || f == "…") {
            return true;
        }
        const bool closing = f == "\"" || f == "”" || f == "’" || f == "'" || f == ")" || f == "''";
        if (!closing) {
            return f.size() > 1 && f.back() == '.';
        }
    }
    return false;
}

bool is_finite(const Token& t) {
    return t.xpos == "VBD" || t.xpos == "VBZ" || t.xpos == "VBP" || t.xpos == "MD";
}

/// "Word word: headline without a full stop" at the start of a paragraph.
bool is_link_line(const Sentence& sentence) {
    const auto& tokens = sentence.tokens;
    if (!sentence.paragraph_start || tokens.size() < 4 || ends_prose(sentence)) {
        return false;
    }
    constexpr std::size_t kLongestLabel = 4;
    for (std::size_t i = 1; i <= kLongestLabel && i + 2 < tokens.size(); ++i) {
        if (tokens[i].form == ":") {
            const std::string& next = tokens[i + 1].form;
            return next != "\"" && next != "“" && next != "``";
        }
    }
    return false;
}

/// "(Source ...)", "(Photo: ...)": in brackets as a whole and without a finite verb.
bool is_credit(const Sentence& sentence) {
    const auto& tokens = sentence.tokens;
    if (tokens.size() < 2) {
        return false;
    }
    const std::string& first = tokens.front().form;
    const std::string& last = tokens.back().form;
    const bool bracketed = (first == "(" && last == ")") || (first == "[" && last == "]") ||
                           (first == "-LRB-" && last == "-RRB-");
    constexpr std::size_t kLongest = 12;
    return bracketed && tokens.size() <= kLongest &&
           std::none_of(tokens.begin(), tokens.end(), is_finite);
}

}  // namespace

std::string_view name_of(Noise noise) {
    switch (noise) {
        case Noise::LinkLine:
            return "link line";
        case Noise::Credit:
            return "credit";
        case Noise::None:
            break;
    }
    return "prose";
}

std::vector<Noise> find_noise(std::string_view text, std::span<const Sentence> sentences) {
    std::vector<Noise> result(sentences.size(), Noise::None);
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        // A link line is a paragraph of its own: the next sentence begins another one.
        const bool alone =
            i + 1 == sentences.size() || sentences[i + 1].paragraph_start ||
            text.substr(sentences[i].span.end, sentences[i + 1].span.begin - sentences[i].span.end)
                    .find('\n') != std::string_view::npos;
        if (alone && is_link_line(sentences[i])) {
            result[i] = Noise::LinkLine;
        } else if (is_credit(sentences[i])) {
            result[i] = Noise::Credit;
        }
    }
    return result;
}

TokenIndex noise_prefix(const Sentence& sentence) {
    const auto& tokens = sentence.tokens;
    constexpr std::size_t kWindow = 8;
    // Gallery controls: a few capitalised words, then "1 of 35".
    for (std::size_t i = 1; i + 3 < tokens.size() && i < kWindow; ++i) {
        if (is_number(tokens[i].form) &&
            (tokens[i + 1].form == "of" || tokens[i + 1].form == "/") &&
            is_number(tokens[i + 2].form)) {
            const bool labels =
                std::all_of(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(i),
                            [](const Token& t) { return t.form[0] >= 'A' && t.form[0] <= 'Z'; });
            const char next = tokens[i + 3].form.empty() ? ' ' : tokens[i + 3].form[0];
            if (labels && next >= 'A' && next <= 'Z') {
                return static_cast<TokenIndex>(i + 3);
            }
        }
    }
    // Dateline: one to three words in capitals, then a dash.
    if (sentence.paragraph_start) {
        for (std::size_t i = 0; i < 4 && i + 1 < tokens.size(); ++i) {
            const std::string& f = tokens[i].form;
            if (i > 0 && (f == "-" || f == "--" || f == "–" || f == "—") &&
                tokens[i - 1].space_after) {
                return static_cast<TokenIndex>(i + 1);
            }
            if (!is_upper_word(f) && f != ",") {
                break;
            }
        }
    }
    return 0;
}

void split_noise_prefixes(std::vector<Sentence>& sentences) {
    std::vector<Sentence> result;
    result.reserve(sentences.size());
    for (Sentence& sentence : sentences) {
        const auto prefix = static_cast<std::size_t>(noise_prefix(sentence));
        if (prefix == 0 || prefix >= sentence.tokens.size()) {
            result.push_back(std::move(sentence));
            continue;
        }
        const auto border = sentence.tokens.begin() + static_cast<std::ptrdiff_t>(prefix);
        Sentence first;
        first.paragraph_start = sentence.paragraph_start;
        first.tokens.assign(sentence.tokens.begin(), border);
        first.span = {sentence.span.begin, first.tokens.back().span.end};
        Sentence rest = std::move(sentence);
        rest.tokens.erase(rest.tokens.begin(),
                          rest.tokens.begin() + static_cast<std::ptrdiff_t>(prefix));
        rest.span.begin = rest.tokens.front().span.begin;
        rest.paragraph_start = false;
        result.push_back(std::move(first));
        result.push_back(std::move(rest));
    }
    sentences = std::move(result);
}

}  // namespace trefoil::extract
