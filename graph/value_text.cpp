#include "graph/value_text.hpp"

#include <memory>
#include <type_traits>
#include <variant>

#include "base/temporal.hpp"
#include "base/value_json.hpp"

namespace trefoil::graph {

namespace {

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

/// "date(2020-05-01)"
std::string typed(std::string_view type, std::string_view text) {
    return std::string(type).append("(").append(text).append(")");
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

    std::string operator()(double v) const { return shortest_text(v); }

    std::string operator()(const std::string& v) const { return quoted(v); }

    std::string operator()(Date v) const { return typed("date", to_text(v)); }

    std::string operator()(LocalTime v) const { return typed("localtime", to_text(v)); }

    std::string operator()(const Time& v) const { return typed("time", to_text(v)); }

    std::string operator()(const LocalDateTime& v) const {
        return typed("localdatetime", to_text(v));
    }

    std::string operator()(const DateTime& v) const { return typed("datetime", to_text(v)); }

    std::string operator()(const Duration& v) const { return typed("duration", to_text(v)); }

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
    return std::visit(
        [&value](const auto& v) -> std::string {
            if constexpr (requires { to_text(v); }) {
                return to_text(v);
            } else if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::string>) {
                return v;
            } else {
                return value_text(value);
            }
        },
        value.variant());
}

}  // namespace trefoil::graph
