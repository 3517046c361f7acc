#include "graph/value_text.hpp"

#include <array>
#include <charconv>
#include <type_traits>

namespace trefoil::graph {

namespace {

std::string number_text(double number) {
    std::array<char, 32> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
    std::string text(buffer.data(), end);
    if (text.find_first_not_of("-0123456789") == std::string::npos) {
        text += ".0";
    }
    return text;
}

std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            result += '\\';
        }
        result += c;
    }
    return result + "\"";
}

template <class... Numbers>
std::string call(std::string_view name, Numbers... numbers) {
    std::string result(name);
    char before = '(';
    ((result += before + std::to_string(numbers), before = ','), ...);
    return result + ")";
}

std::string list_text(const List& list) {
    std::string result = "[";
    for (const auto& element : list) {
        result += (result.size() == 1 ? "" : ", ") + value_text(element);
    }
    return result + "]";
}

std::string map_text(const Map& map) {
    std::string result = "{";
    for (const auto& [key, value] : map) {
        result += (result.size() == 1 ? "" : ", ") + quoted(key) + ": " + value_text(value);
    }
    return result + "}";
}

struct Writer {
    std::string operator()(std::monostate) const { return "null"; }

    std::string operator()(bool v) const { return v ? "true" : "false"; }

    std::string operator()(std::int64_t v) const { return std::to_string(v); }

    std::string operator()(double v) const { return number_text(v); }

    std::string operator()(const std::string& v) const { return quoted(v); }

    std::string operator()(Date v) const { return call("date", v.days); }

    std::string operator()(LocalTime v) const { return call("localtime", v.nanos); }

    std::string operator()(Time v) const { return call("time", v.nanos, v.offset_seconds); }

    std::string operator()(const LocalDateTime& v) const {
        return call("localdatetime", v.date.days, v.time.nanos);
    }

    std::string operator()(const DateTime& v) const {
        return call("datetime", v.local.date.days, v.local.time.nanos, v.offset_seconds) + v.zone;
    }

    std::string operator()(const Duration& v) const {
        return call("duration", v.months, v.days, v.seconds, v.nanos);
    }

    std::string operator()(const std::shared_ptr<const List>& v) const { return list_text(*v); }

    std::string operator()(const std::shared_ptr<const Map>& v) const { return map_text(*v); }

    // Properties hold none of these.
    std::string operator()(NodeId) const { return "node"; }

    std::string operator()(const Relationship&) const { return "relationship"; }

    std::string operator()(const std::shared_ptr<const Path>&) const { return "path"; }
};

}  // namespace

std::string value_text(const Value& value) {
    return std::visit(Writer{}, value.variant());
}

std::string plain_text(const Value& value) {
    return value.string() != nullptr ? *value.string() : value_text(value);
}

}  // namespace trefoil::graph
