#include "graph/exchange/property_kinds.hpp"

#include <cmath>

#include "base/value_json.hpp"
#include "graph/value_text.hpp"

namespace trefoil::graph {

namespace {

std::string_view kind_of(const Value& value) {
    if (value.get_if<bool>() != nullptr) {
        return "boolean";
    }
    if (value.get_if<std::int64_t>() != nullptr) {
        return "long";
    }
    if (value.get_if<double>() != nullptr) {
        return "double";
    }
    if (value.string() != nullptr) {
        return "string";
    }
    const auto temporal = temporal_kind(value);
    return temporal.empty() ? "json" : temporal;
}

}  // namespace

void PropertyKinds::note(ElementKind of, const NamedProperties& properties) {
    for (const auto& [name, value] : properties) {
        auto kind = kind_of(value);
        if (json_text_ != nullptr && kind == "string" && json_text_(*value.string())) {
            kind = "json";
        }
        const auto [at, fresh] = kinds_.try_emplace({of, std::string(name)}, kind);
        if (!fresh && at->second != kind) {
            at->second = "json";
        }
    }
}

std::string PropertyKinds::text(const Value& value, std::string_view kind) {
    if (kind == "json") {
        std::string json;
        append_json_value(json, value);
        return json;
    }
    if (const auto* number = value.get_if<double>(); number != nullptr && !std::isfinite(*number)) {
        return std::isnan(*number) ? "NaN" : *number < 0 ? "-INF" : "INF";
    }
    return plain_text(value);
}

}  // namespace trefoil::graph
