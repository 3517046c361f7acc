#include "graph/schema.hpp"

#include <algorithm>
#include <array>

#include "base/analysis.hpp"
#include "graph/relation_names.hpp"

namespace trefoil::graph {

bool is_derived_node_key(std::string_view key) {
    return key == kName || key == kAliases || key == kLink || key == kValue || key == kAmount ||
           key == kUnit;
}

bool is_derived_fact_key(std::string_view key) {
    constexpr std::array kKeys = {kPhrase,   kPhrases, kConfidence, kSources,     kPolarity,
                                  kModality, kTime,    kPlace,      kArguments,   kExtractors,
                                  kAmount,   kUnit,    kValues,     kAttribution, kDerived,
                                  kKind,     kRelation};
    return std::ranges::find(kKeys, key) != kKeys.end();
}

bool is_entity_label(std::string_view label) {
    return entity_type_from(label).has_value();
}

}  // namespace trefoil::graph
