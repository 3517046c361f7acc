#include <charconv>
#include <cmath>
#include <cstdlib>

#include "query/context.hpp"
#include "query/expression.hpp"
#include "query/functions.hpp"
#include "query/lexer.hpp"
#include "query/query_error.hpp"

namespace trefoil::query {
namespace {

[[noreturn]] void bad_value(std::string_view function) {
    type_error("InvalidArgumentValue",
               "this kind of value cannot be converted by " + std::string(function));
}

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) {
        return {};
    }
    return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::optional<double> parse_float(std::string_view text) {
    const std::string copy(trimmed(text));
    if (copy.empty() || copy.find_first_of("xXpP") != std::string::npos) {
        return std::nullopt;
    }
    char* end = nullptr;
    const double value = std::strtod(copy.c_str(), &end);
    return *end == '\0' ? std::optional(value) : std::nullopt;
}

Value truncated(double value) {
    if (!(value > -9.3e18 && value < 9.3e18)) {
        return {};
    }
    return static_cast<std::int64_t>(value);
}

Value to_integer(Context&, std::span<const Value> a) {
    if (a[0].get_if<std::int64_t>() != nullptr) {
        return a[0];
    }
    if (const auto* d = a[0].get_if<double>()) {
        return truncated(*d);
    }
    if (const auto* s = a[0].string()) {
        const std::string_view text = trimmed(*s);
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error == std::errc() && end == text.data() + text.size()) {
            return value;
        }
        const auto number = parse_float(text);
        return number ? truncated(*number) : Value();
    }
    bad_value("toInteger()");
}

Value to_float(Context&, std::span<const Value> a) {
    if (const auto* i = a[0].get_if<std::int64_t>()) {
        return static_cast<double>(*i);
    }
    if (a[0].get_if<double>() != nullptr) {
        return a[0];
    }
    if (const auto* s = a[0].string()) {
        const auto number = parse_float(*s);
        return number ? Value(*number) : Value();
    }
    bad_value("toFloat()");
}

Value to_boolean(Context&, std::span<const Value> a) {
    if (a[0].get_if<bool>() != nullptr) {
        return a[0];
    }
    if (const auto* i = a[0].get_if<std::int64_t>()) {
        return *i != 0;
    }
    if (const auto* s = a[0].string()) {
        const std::string_view text = trimmed(*s);
        if (is_keyword(text, "TRUE")) {
            return true;
        }
        return is_keyword(text, "FALSE") ? Value(false) : Value();
    }
    bad_value("toBoolean()");
}

Value to_string(Context&, std::span<const Value> a) {
    if (auto text = scalar_text(a[0])) {
        return *text;
    }
    bad_value("toString()");
}

/// The same, with null for what cannot be converted.
template <Value (*F)(Context&, std::span<const Value>)>
Value or_null(Context& context, std::span<const Value> a) {
    try {
        return F(context, a);
    } catch (const QueryError&) {
        return {};
    }
}

constexpr Function kFunctions[] = {
    {"toInteger(value)",
     "integer from a number or text; null if the text is no number",
     1,
     1,
     {kAny},
     {kInteger, kAny},
     true,
     to_integer},
    {"toFloat(value)",
     "float from a number or text; null if the text is no number",
     1,
     1,
     {kAny},
     {kFloat, kAny},
     true,
     to_float},
    {"toBoolean(value)",
     "boolean from a boolean, an integer or text",
     1,
     1,
     {kAny},
     {kBoolean, kAny},
     true,
     to_boolean},
    {"toString(value)",
     "text of a string, number, boolean or temporal value",
     1,
     1,
     {kAny},
     {kString, kAny},
     true,
     to_string},
    {"toIntegerOrNull(value)",
     "as toInteger, null where that fails",
     1,
     1,
     {kAny},
     {kInteger, kAny},
     true,
     or_null<to_integer>},
    {"toFloatOrNull(value)",
     "as toFloat, null where that fails",
     1,
     1,
     {kAny},
     {kFloat, kAny},
     true,
     or_null<to_float>},
    {"toBooleanOrNull(value)",
     "as toBoolean, null where that fails",
     1,
     1,
     {kAny},
     {kBoolean, kAny},
     true,
     or_null<to_boolean>},
    {"toStringOrNull(value)",
     "as toString, null where that fails",
     1,
     1,
     {kAny},
     {kString, kAny},
     true,
     or_null<to_string>},
};

}  // namespace

FunctionTable conversion_functions() {
    return kFunctions;
}

}  // namespace trefoil::query
