// One JSON object a line: {"node":KEY,"labels":[...],"properties":{...}} or
// {"from":KEY,"type":T,"to":KEY,"properties":{...}}.

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "base/value_json.hpp"
#include "graph/canonical_export.hpp"
#include "graph/import_builder.hpp"

namespace trefoil::graph {

namespace {

const Value* member(const Map& object, const std::string& name) {
    const auto found = object.find(name);
    return found == object.end() || found->second.is_null() ? nullptr : &found->second;
}

/// A node's name in the file: any number or string.
std::optional<std::string> key_of(const Value* value) {
    if (value != nullptr && value->string() != nullptr) {
        return "s" + *value->string();
    }
    const auto* number = value == nullptr ? nullptr : value->get_if<std::int64_t>();
    return number == nullptr ? std::nullopt : std::optional("i" + std::to_string(*number));
}

/// Null if `line` was used, else what is wrong with it.
std::string use(ImportBuilder& builder, const Map& line) {
    NamedValues properties;
    if (const Value* given = member(line, "properties")) {
        if (given->map() == nullptr) {
            return "'properties' is no object";
        }
        properties.assign(given->map()->begin(), given->map()->end());
    }
    if (const auto key = key_of(member(line, "node"))) {
        std::vector<std::string> labels;
        if (const Value* given = member(line, "labels")) {
            for (const Value& label : given->list() == nullptr ? List{} : *given->list()) {
                if (label.string() == nullptr) {
                    return "a label that is no string";
                }
                labels.push_back(*label.string());
            }
        }
        return builder.add_node(*key, labels, properties) ? "" : "a node of this name came before";
    }
    const auto from = key_of(member(line, "from"));
    const auto to = key_of(member(line, "to"));
    const Value* type = member(line, "type");
    if (!from || !to || type == nullptr || type->string() == nullptr) {
        return "neither a node nor a relationship with 'from', 'type' and 'to'";
    }
    return builder.add_relationship(*from, *type->string(), *to, properties)
               ? ""
               : "an end of the relationship is no node that came before";
}

}  // namespace

ImportReport import_jsonl(store::Store& store, const store::ByteSource& source,
                          const ImportOptions& options) {
    store::LineReader lines(source);
    std::string_view line;
    bool more = lines.next(line);
    if (more && line.starts_with(kCanonicalStart)) {
        return import_canonical(store, lines, line, options);
    }
    ImportBuilder builder(store, options);
    std::uint64_t number = 0;
    for (; more; more = lines.next(line)) {
        ++number;
        builder.count_record();
        if (line.empty()) {
            continue;
        }
        try {
            const Value value = is_valid_utf8(line) ? parse_json_value(line) : Value();
            const std::string problem =
                value.map() == nullptr ? "not a JSON object" : use(builder, *value.map());
            if (!problem.empty()) {
                builder.bad(number, problem);
            }
        } catch (const StoreError&) {
            throw;
        } catch (const Error& error) {
            builder.bad(number, error.what());
        }
    }
    return builder.commit();
}

}  // namespace trefoil::graph
