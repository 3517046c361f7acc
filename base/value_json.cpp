#include "base/value_json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/temporal.hpp"

namespace trefoil {

namespace {

std::optional<Value> tagged_value(const std::string& tag, const std::string& text) {
    if (tag == "$float") {
        constexpr auto kInfinity = std::numeric_limits<double>::infinity();
        return text == "NaN"    ? std::optional<Value>(std::numeric_limits<double>::quiet_NaN())
               : text == "Inf"  ? std::optional<Value>(kInfinity)
               : text == "-Inf" ? std::optional<Value>(-kInfinity)
                                : std::nullopt;
    }
    if (tag == "$date") {
        const auto date = parse_date(text);
        return date ? std::optional<Value>(*date) : std::nullopt;
    }
    if (tag == "$duration") {
        const auto duration = parse_duration(text);
        return duration ? std::optional<Value>(*duration) : std::nullopt;
    }
    if (tag == "$time" || tag == "$localtime") {
        const auto time = parse_time(text);
        if (!time) {
            return std::nullopt;
        }
        return tag == "$localtime"
                   ? Value(time->time)
                   : Value(Time{time->time.nanos, time->offset_seconds.value_or(0)});
    }
    const auto moment = parse_date_time(text);
    if (!moment) {
        return std::nullopt;
    }
    const LocalDateTime local{moment->date, moment->time.time};
    return tag == "$localdatetime"
               ? Value(local)
               : Value(DateTime{local, moment->time.offset_seconds.value_or(0), moment->time.zone});
}

constexpr int kDeepest = 256;  ///< lists and maps inside each other

Value value_of(const nlohmann::json& json, int depth);

Map map_of(const nlohmann::json& json, int depth) {
    Map map;
    for (const auto& [key, element] : json.items()) {
        map.emplace(key, value_of(element, depth + 1));
    }
    return map;
}

Value object_value(const nlohmann::json& json, int depth) {
    if (json.size() == 1 && json.begin().key().starts_with('$')) {
        const auto& tag = json.begin().key();
        const auto& content = json.begin().value();
        if (tag == "$map" && content.is_object()) {
            return map_of(content, depth);
        }
        static constexpr auto kTags = {"$float",    "$date",     "$time",         "$localtime",
                                       "$duration", "$datetime", "$localdatetime"};
        if (content.is_string() && std::ranges::find(kTags, tag) != kTags.end()) {
            auto value = tagged_value(tag, content.get_ref<const std::string&>());
            if (!value) {
                throw Error("'" + content.get<std::string>() + "' is no " + tag.substr(1));
            }
            return *std::move(value);
        }
    }
    return map_of(json, depth);
}

Value value_of(const nlohmann::json& json, int depth) {
    if (depth > kDeepest) {
        throw Error("more than " + std::to_string(kDeepest) + " lists and maps inside each other");
    }
    switch (json.type()) {
        case nlohmann::json::value_t::boolean:
            return json.get<bool>();
        case nlohmann::json::value_t::number_integer:
            return json.get<std::int64_t>();
        case nlohmann::json::value_t::number_unsigned: {
            const auto number = json.get<std::uint64_t>();
            return number <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())
                       ? Value(static_cast<std::int64_t>(number))
                       : Value(static_cast<double>(number));
        }
        case nlohmann::json::value_t::number_float:
            return json.get<double>();
        case nlohmann::json::value_t::string:
            return json.get_ref<const std::string&>();
        case nlohmann::json::value_t::array: {
            List list;
            list.reserve(json.size());
            for (const auto& element : json) {
                list.push_back(value_of(element, depth + 1));
            }
            return list;
        }
        case nlohmann::json::value_t::object:
            return object_value(json, depth);
        default:
            return {};
    }
}

void append_json_map(std::string& out, const Map& map) {
    const bool tagged = map.size() == 1 && map.begin()->first.starts_with('$');
    out += tagged ? "{\"$map\":{" : "{";
    bool first = true;
    for (const auto& [key, value] : map) {
        out += std::exchange(first, false) ? "" : ",";
        append_json_string(out, key);
        out += ':';
        append_json_value(out, value);
    }
    out += tagged ? "}}" : "}";
}

}  // namespace

std::string_view temporal_kind(const Value& value) {
    if (value.get_if<Date>() != nullptr) {
        return "date";
    }
    if (value.get_if<Time>() != nullptr) {
        return "time";
    }
    if (value.get_if<LocalTime>() != nullptr) {
        return "localtime";
    }
    if (value.get_if<DateTime>() != nullptr) {
        return "datetime";
    }
    if (value.get_if<LocalDateTime>() != nullptr) {
        return "localdatetime";
    }
    return value.get_if<Duration>() != nullptr ? "duration" : "";
}

std::string shortest_text(double number) {
    std::array<char, 32> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
    std::string text(buffer.data(), end);
    if (text.find_first_not_of("-0123456789") == std::string::npos) {
        text += ".0";
    }
    return text;
}

void append_json_string(std::string& out, std::string_view text) {
    static constexpr char kHex[] = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        switch (c) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\t':
                out += "\\t";
                break;
            default:
                if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
                    out += "\\u00";
                    out += kHex[static_cast<unsigned char>(c) >> 4U];
                    out += kHex[static_cast<unsigned char>(c) & 15U];
                } else {
                    out += c;
                }
        }
    }
    out += '"';
}

bool append_json_scalar(std::string& out, const Value& value) {
    if (value.is_null()) {
        out += "null";
    } else if (const auto* flag = value.get_if<bool>()) {
        out += *flag ? "true" : "false";
    } else if (const auto* integer = value.get_if<std::int64_t>()) {
        out += std::to_string(*integer);
    } else if (const auto* number = value.get_if<double>()) {
        out += std::isnan(*number)    ? "{\"$float\":\"NaN\"}"
               : !std::isinf(*number) ? shortest_text(*number)
               : *number < 0          ? "{\"$float\":\"-Inf\"}"
                                      : "{\"$float\":\"Inf\"}";
    } else if (const auto* text = value.string()) {
        append_json_string(out, *text);
    } else if (const auto temporal = temporal_text(value)) {
        out.append("{\"$").append(temporal_kind(value)).append("\":");
        append_json_string(out, *temporal);
        out += '}';
    } else {
        return false;
    }
    return true;
}

void append_json_value(std::string& out, const Value& value) {
    if (append_json_scalar(out, value)) {
        return;
    }
    if (const auto* list = value.list()) {
        out += '[';
        for (std::size_t i = 0; i < list->size(); ++i) {
            out += i == 0 ? "" : ",";
            append_json_value(out, (*list)[i]);
        }
        out += ']';
    } else {
        append_json_map(out, *value.map());
    }
}

Value parse_json_value(std::string_view text) {
    try {
        return value_of(nlohmann::json::parse(text), 0);
    } catch (const nlohmann::json::parse_error& error) {
        throw Error("not JSON at byte " + std::to_string(error.byte));
    } catch (const nlohmann::json::out_of_range&) {
        throw Error("a number that is beyond what a float can hold");
    }
}

}  // namespace trefoil
