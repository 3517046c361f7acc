#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "base/utf8.hpp"
#include "query/context.hpp"
#include "query/functions.hpp"
#include "query/query_error.hpp"

namespace trefoil::query {
namespace {

const std::string& text(const Value& value) {
    if (value.string() == nullptr) {
        type_error("InvalidArgumentType", "expected a string");
    }
    return *value.string();
}

std::size_t count(const Value& value, std::string_view what) {
    const auto* n = value.get_if<std::int64_t>();
    if (n == nullptr) {
        type_error("InvalidArgumentType", std::string(what) + " needs an integer");
    }
    if (*n < 0) {
        argument_error("NegativeIntegerArgument", std::string(what) + " cannot be negative");
    }
    return static_cast<std::size_t>(*n);
}

/// Byte where the code point number `n` begins, at most the size.
std::size_t byte_of(const std::string& s, std::size_t n) {
    std::size_t at = 0;
    for (; n > 0 && at < s.size(); --n) {
        at += code_point_size(s, at);
    }
    return at;
}

std::string fold_case(const std::string& s, bool upper) {
    icu::UnicodeString unicode = icu::UnicodeString::fromUTF8(s);
    upper ? unicode.toUpper(icu::Locale::getRoot()) : unicode.toLower(icu::Locale::getRoot());
    std::string result;
    return unicode.toUTF8String(result);
}

Value to_upper(Context&, std::span<const Value> a) {
    return fold_case(text(a[0]), true);
}

Value to_lower(Context&, std::span<const Value> a) {
    return fold_case(text(a[0]), false);
}

constexpr std::string_view kBlanks = " \t\n\r\f\v";

std::string trimmed(const std::string& s, bool left, bool right) {
    const std::size_t begin = left ? s.find_first_not_of(kBlanks) : 0;
    if (begin == std::string::npos) {
        return "";
    }
    const std::size_t end = right ? s.find_last_not_of(kBlanks) : s.size();
    return end == std::string::npos ? "" : s.substr(begin, right ? end - begin + 1 : end);
}

Value trim(Context&, std::span<const Value> a) {
    return trimmed(text(a[0]), true, true);
}

Value left_trim(Context&, std::span<const Value> a) {
    return trimmed(text(a[0]), true, false);
}

Value right_trim(Context&, std::span<const Value> a) {
    return trimmed(text(a[0]), false, true);
}

Value replace(Context&, std::span<const Value> a) {
    const std::string& s = text(a[0]);
    const std::string& from = text(a[1]);
    const std::string& to = text(a[2]);
    if (from.empty()) {
        return s;
    }
    std::string result;
    std::size_t at = 0;
    for (std::size_t found = s.find(from); found != std::string::npos; found = s.find(from, at)) {
        result.append(s, at, found - at).append(to);
        at = found + from.size();
    }
    return result.append(s, at);
}

Value split(Context&, std::span<const Value> a) {
    const std::string& s = text(a[0]);
    const std::string& by = text(a[1]);
    List parts;
    std::size_t at = 0;
    if (by.empty()) {
        for (; at < s.size(); at += code_point_size(s, at)) {
            parts.emplace_back(s.substr(at, code_point_size(s, at)));
        }
        return parts;
    }
    for (std::size_t found = s.find(by); found != std::string::npos; found = s.find(by, at)) {
        parts.emplace_back(s.substr(at, found - at));
        at = found + by.size();
    }
    parts.emplace_back(s.substr(at));
    return parts;
}

Value substring(Context&, std::span<const Value> a) {
    const std::string& s = text(a[0]);
    const std::size_t begin = byte_of(s, count(a[1], "the start of substring()"));
    std::string rest = s.substr(begin);
    if (a.size() > 2) {
        rest.resize(byte_of(rest, count(a[2], "the length of substring()")));
    }
    return rest;
}

Value left(Context&, std::span<const Value> a) {
    const std::string& s = text(a[0]);
    return s.substr(0, byte_of(s, count(a[1], "the length of left()")));
}

Value right(Context&, std::span<const Value> a) {
    const std::string& s = text(a[0]);
    const std::size_t wanted = count(a[1], "the length of right()");
    const std::size_t size = count_code_points(s);
    return wanted >= size ? s : s.substr(byte_of(s, size - wanted));
}

constexpr Type kText{kString, kAny};

constexpr Function kFunctions[] = {
    {"toUpper(text)", "upper case (Unicode)", 1, 1, {kString}, kText, true, to_upper},
    {"toLower(text)", "lower case (Unicode)", 1, 1, {kString}, kText, true, to_lower},
    {"trim(text)", "without blanks at both ends", 1, 1, {kString}, kText, true, trim},
    {"ltrim(text)", "without blanks at the start", 1, 1, {kString}, kText, true, left_trim},
    {"rtrim(text)", "without blanks at the end", 1, 1, {kString}, kText, true, right_trim},
    {"replace(text, search, by)",
     "each occurrence replaced",
     3,
     3,
     {kString, kString, kString},
     kText,
     true,
     replace},
    {"split(text, by)",
     "parts between occurrences",
     2,
     2,
     {kString, kString},
     {kList, kString},
     true,
     split},
    {"substring(text, start [, length])",
     "part of a text; the first character is 0",
     2,
     3,
     {kString, kInteger, kInteger},
     kText,
     true,
     substring},
    {"left(text, length)", "first characters", 2, 2, {kString, kInteger}, kText, true, left},
    {"right(text, length)", "last characters", 2, 2, {kString, kInteger}, kText, true, right},
};

}  // namespace

FunctionTable string_functions() {
    return kFunctions;
}

}  // namespace trefoil::query
