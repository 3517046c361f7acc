#include "extract/neural/lemma.hpp"

#include <algorithm>
#include <charconv>
#include <unicode/uchar.h>
#include <vector>

#include "base/utf8.hpp"

namespace trefoil::extract::neural {

namespace {

std::u32string decode(std::string_view text) {
    std::u32string out;
    for (std::size_t at = 0; at < text.size(); at += code_point_size(text, at)) {
        const char32_t c = code_point_at(text, at);
        out += c == 0x2019 || c == 0x2018 ? U'\'' : c;
    }
    return out;
}

std::string encode(std::u32string_view text) {
    std::string out;
    for (const char32_t c : text) {
        append_utf8(out, c);
    }
    return out;
}

std::u32string with_case(char operation, std::u32string text) {
    if (operation == 'k') {
        return text;
    }
    bool first = true;
    for (char32_t& c : text) {
        const auto u = static_cast<UChar32>(c);
        c = static_cast<char32_t>(operation == 'c' && first ? u_toupper(u) : u_tolower(u));
        first = false;
    }
    return text;
}

}  // namespace

std::string lemma_rule(std::string_view form, std::string_view lemma) {
    const std::u32string target = decode(lemma);
    const std::u32string source = decode(form);
    std::string best;
    std::size_t best_cost = std::u32string::npos;
    for (const char operation : {'l', 'k', 'c'}) {
        const std::u32string text = with_case(operation, source);
        const auto [end, unused] = std::ranges::mismatch(text, target);
        const auto same = static_cast<std::size_t>(end - text.begin());
        const std::size_t cost = target.size() - same + text.size() - same;
        if (cost < best_cost) {
            best_cost = cost;
            best = std::string(1, same == 0 ? 'l' : operation) +
                   (same == 0 ? "*" : std::to_string(text.size() - same)) + "|" +
                   encode(std::u32string_view(target).substr(same));
        }
    }
    return best;
}

std::string apply_lemma_rule(std::string_view rule, std::string_view form) {
    const std::size_t bar = rule.find('|');
    if (rule.empty() || bar == std::string_view::npos) {
        return std::string(form);
    }
    const std::string_view suffix = rule.substr(bar + 1);
    if (rule[1] == '*') {
        return std::string(suffix.empty() ? form : suffix);
    }
    std::size_t cut = 0;
    std::from_chars(rule.data() + 1, rule.data() + bar, cut);
    std::u32string text = with_case(rule[0], decode(form));
    if (cut > text.size() || (cut == text.size() && suffix.empty())) {
        return std::string(form);
    }
    text.resize(text.size() - cut);
    return encode(text) + std::string(suffix);
}

}  // namespace trefoil::extract::neural
