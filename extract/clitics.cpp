#include "extract/clitics.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/utf8.hpp"
#include "extract/segmenter.hpp"

namespace trefoil::extract {

namespace {

constexpr std::array<std::string_view, 7> kClitics = {"n't", "'re", "'ve", "'ll", "'s", "'m", "'d"};

bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           (static_cast<unsigned char>(c) & 0x80) != 0;
}

/// "1990's", "80's": decades and plurals of numbers are one word.
bool is_round_number(std::string_view stem) {
    return std::ranges::all_of(stem, [](char c) { return c >= '0' && c <= '9'; }) &&
           stem.size() >= 2 && stem.size() <= 4 && stem.back() == '0';
}

/// Code point lengths to byte lengths of the original token.
std::vector<std::size_t> to_bytes(std::string_view token, const std::vector<std::size_t>& lengths) {
    std::vector<std::size_t> out;
    std::size_t at = 0;
    for (const std::size_t length : lengths) {
        const std::size_t begin = at;
        for (std::size_t i = 0; i < length && at < token.size(); ++i) {
            at += code_point_size(token, at);
        }
        out.push_back(at - begin);
    }
    if (!out.empty()) {
        out.back() += token.size() - at;
    }
    return std::ranges::find(out, 0U) == out.end() ? out : std::vector<std::size_t>();
}

bool may_split(std::string_view token) {
    const char last = token.back();
    return !is_word_byte(last) || last == 's' || last == 't' || last == 'm' || last == 'e' ||
           last == 'l' || last == 'd';
}

}  // namespace

CliticSplitter::CliticSplitter(std::string_view table, std::span<const std::int8_t> weights)
    : weights_(weights) {
    while (!table.empty()) {
        const std::size_t end = std::min(table.find('\n'), table.size());
        std::string_view line = table.substr(0, end);
        table.remove_prefix(std::min(end + 1, table.size()));
        const std::size_t tab = line.find('\t');
        if (tab == std::string_view::npos) {
            continue;
        }
        Entry entry;
        const std::string form(line.substr(0, tab));
        line.remove_prefix(tab + 1);
        entry.in_context = line.ends_with("\t?");
        const char* at = line.data();
        const char* const stop = line.data() + line.size();
        for (std::size_t length = 0; at < stop; ++at) {
            const auto [after, error] = std::from_chars(at, stop, length);
            if (error != std::errc()) {
                break;
            }
            entry.lengths.push_back(length);
            at = after;
            if (at >= stop || *at != ' ') {
                break;
            }
        }
        table_.emplace(form, std::move(entry));
    }
}

std::string CliticSplitter::fold(std::string_view token) {
    std::string out;
    out.reserve(token.size());
    for (std::size_t at = 0; at < token.size();) {
        const char32_t c = code_point_at(token, at);
        const std::size_t size = code_point_size(token, at);
        if (c >= 'A' && c <= 'Z') {
            out += static_cast<char>(c + ('a' - 'A'));
        } else if (c == 0x2019 || c == 0x2018 || c == 0x201B || c == 0x02BC || c == 0x2032 ||
                   c == 0x00B4 || c == '`') {
            out += '\'';
        } else {
            out += token.substr(at, size);
        }
        at += size;
    }
    return out;
}

std::vector<std::size_t> CliticSplitter::split_by_rule(std::string_view folded) {
    const std::size_t all = count_code_points(folded);
    for (const std::string_view clitic : kClitics) {
        if (!folded.ends_with(clitic) || folded.size() == clitic.size()) {
            continue;
        }
        const std::string_view stem = folded.substr(0, folded.size() - clitic.size());
        if (!is_word_byte(stem.back()) && stem.back() != '.' && stem.back() != '\'') {
            return {};
        }
        if (clitic == "'s" && is_round_number(stem)) {
            return {};
        }
        std::vector<std::size_t> out = split_by_rule(stem);  // "they'd've"
        if (out.empty()) {
            out.push_back(all - clitic.size());
        }
        out.push_back(clitic.size());
        return out;
    }
    if (folded.size() >= 3 && folded.back() == '\'') {
        const char before = folded[folded.size() - 2];
        if (before == 's' || before == 'x' || before == 'z') {
            return {all - 1, 1};
        }
    }
    return {};
}

std::vector<std::uint32_t> CliticSplitter::features(std::string_view folded,
                                                    std::string_view previous,
                                                    std::string_view next) {
    const auto hash = [&](std::uint64_t id, std::uint64_t value) {
        std::uint64_t h = (word_hash(folded) ^ id * 0x9E3779B97F4A7C15ULL) * 0xD6E8FEB86659FD93ULL;
        h = (h ^ value ^ (h >> 31)) * 0x9E3779B97F4A7C15ULL;
        return static_cast<std::uint32_t>(h >> 32);
    };
    const std::string next_folded = fold(next);
    const std::string_view ending =
        next_folded.size() > 2 ? std::string_view(next_folded).substr(next_folded.size() - 2)
                               : std::string_view(next_folded);
    const bool capital = !next.empty() && next.front() >= 'A' && next.front() <= 'Z';
    return {hash(1, 0), hash(2, word_hash(next)), hash(3, word_hash(previous)),
            hash(4, word_hash(ending)), hash(5, capital ? 1 : 0)};
}

std::vector<std::size_t> CliticSplitter::split(std::string_view token, std::string_view previous,
                                               std::string_view next) const {
    if (token.size() < 2) {
        return {};
    }
    const std::string folded = fold(token);
    const auto it = table_.find(folded);
    if (it == table_.end()) {
        return may_split(folded) ? to_bytes(token, split_by_rule(folded))
                                 : std::vector<std::size_t>();
    }
    if (it->second.in_context) {
        int score = 0;
        if (!weights_.empty()) {
            for (const std::uint32_t feature : features(folded, previous, next)) {
                score += weights_[feature & (weights_.size() - 1)];
            }
        }
        if (score <= 0) {
            return {};
        }
    }
    return to_bytes(token, it->second.lengths);
}

}  // namespace trefoil::extract
