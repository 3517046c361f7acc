#include "graph/import_builder.hpp"

#include <charconv>

#include "base/error.hpp"
#include "base/temporal.hpp"
#include "base/utf8.hpp"
#include "base/value_json.hpp"

namespace trefoil::graph {

void ImportBuilder::count_record() {
    constexpr std::uint64_t kOften = 4096;
    if (++report_.records % kOften == 0 && options_.progress) {
        options_.progress(report_.records);
    }
}

bool ImportBuilder::add_node(const std::string& key, const std::vector<std::string>& labels,
                             const NamedValues& properties) {
    if (nodes_.contains(key)) {
        return false;
    }
    std::vector<LabelId> ids;
    for (const std::string& label : labels) {
        ids.push_back(transaction_->intern_label(label));
    }
    nodes_.emplace(key, transaction_->create_node(ids, interned(properties)));
    ++report_.nodes;
    return true;
}

bool ImportBuilder::add_relationship(const std::string& from, std::string_view type,
                                     const std::string& to, const NamedValues& properties) {
    const auto start = nodes_.find(from);
    const auto end = nodes_.find(to);
    if (start == nodes_.end() || end == nodes_.end()) {
        return false;
    }
    transaction_->create_edge(start->second, transaction_->intern_type(type), end->second,
                              interned(properties));
    ++report_.relationships;
    return true;
}

store::Properties ImportBuilder::interned(const NamedValues& properties) {
    store::Properties out;
    for (const auto& [name, value] : properties) {
        out.emplace_back(transaction_->intern_key(name), value);
    }
    return out;
}

void ImportBuilder::bad(std::uint64_t line, std::string reason) {
    if (report_.bad++ < options_.max_bad_lines) {
        report_.bad_lines.push_back({line, std::move(reason)});
    }
}

ImportReport ImportBuilder::commit() {
    transaction_->commit();
    return std::move(report_);
}

namespace {

template <class Number>
std::optional<Value> number_from(const std::string& text) {
    Number number{};
    const char* begin = text.data() + (text.starts_with('+') ? 1 : 0);
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(begin, end, number);
    return error == std::errc() && rest == end ? std::optional<Value>(number) : std::nullopt;
}

std::optional<Value> double_from(const std::string& text) {
    if (text == "INF" || text == "Inf" || text == "-INF" || text == "-Inf" || text == "NaN") {
        const std::string tag = text == "NaN" ? "NaN" : text.front() == '-' ? "-Inf" : "Inf";
        return parse_json_value("{\"$float\":\"" + tag + "\"}");
    }
    return number_from<double>(text);
}

/// By way of the JSON of the value, which knows all temporal kinds.
std::optional<Value> temporal_from(const std::string& text, std::string_view kind) {
    std::string json = "{\"$" + std::string(kind) + "\":";
    append_json_string(json, text);
    try {
        return parse_json_value(json + "}");
    } catch (const Error&) {
        return std::nullopt;
    }
}

}  // namespace

std::optional<Value> value_from_text(const std::string& text, std::string_view kind) {
    if (kind == "boolean") {
        return text == "true" || text == "1"    ? std::optional<Value>(true)
               : text == "false" || text == "0" ? std::optional<Value>(false)
                                                : std::nullopt;
    }
    if (kind == "long" || kind == "int" || kind == "integer") {
        return number_from<std::int64_t>(text);
    }
    if (kind == "double" || kind == "float") {
        return double_from(text);
    }
    if (kind == "json") {
        try {
            return parse_json_value(text);
        } catch (const Error&) {
            return std::nullopt;
        }
    }
    if (kind == "date" || kind == "time" || kind == "localtime" || kind == "datetime" ||
        kind == "localdatetime" || kind == "duration") {
        return temporal_from(text, kind);
    }
    return is_valid_utf8(text) ? std::optional<Value>(text) : std::nullopt;
}

}  // namespace trefoil::graph
