#include <algorithm>
#include <string>
#include <unordered_map>

#include "query/functions.hpp"

namespace trefoil::query {
namespace {

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return result;
}

}  // namespace

std::span<const FunctionFamily> function_families() {
    static const FunctionFamily kFamilies[] = {
        {"Graph", graph_functions()},           {"Lists", list_functions()},
        {"Numbers", math_functions()},          {"Strings", string_functions()},
        {"Conversion", conversion_functions()}, {"Date and time", temporal_functions()},
        {"Knowledge", knowledge_functions()},
    };
    return kFamilies;
}

const Function* find_function(std::string_view name) {
    static const auto* table = [] {
        auto* map =
            new std::unordered_map<std::string, const Function*>;  // lives as long as the program
        for (const FunctionFamily& family : function_families()) {
            for (const Function& function : family.functions) {
                map->emplace(lower(function.name()), &function);
            }
        }
        return map;
    }();
    const auto found = table->find(lower(name));
    return found == table->end() ? nullptr : found->second;
}

const AggregateFunction* find_aggregate(std::string_view name) {
    const std::string wanted = lower(name);
    for (const AggregateFunction& function : aggregate_functions()) {
        if (lower(function.name()) == wanted) {
            return &function;
        }
    }
    return nullptr;
}

std::vector<std::string> function_names() {
    std::vector<std::string> names;
    for (const FunctionFamily& family : function_families()) {
        for (const Function& function : family.functions) {
            names.emplace_back(function.name());
        }
    }
    for (const AggregateFunction& function : aggregate_functions()) {
        names.emplace_back(function.name());
    }
    return names;
}

}  // namespace trefoil::query
