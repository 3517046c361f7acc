#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "graph/listing.hpp"

namespace trefoil::graph {

enum class ElementKind { Node, Edge };

/// Formats with typed columns: what kind every property has all over a listing. Kinds are
/// "boolean", "long", "double", "string", the temporal ones ("date", ...), and "json" for lists and
/// maps and for properties of several kinds.
class PropertyKinds {
  public:
    /// `json_text`: true for a text that the format can hold as JSON only.
    explicit PropertyKinds(bool (*json_text)(std::string_view) = nullptr) : json_text_(json_text) {}

    void note(ElementKind of, const NamedProperties& properties);

    /// Kinds by (element, name), in this order.
    [[nodiscard]] const std::map<std::pair<ElementKind, std::string>, std::string_view>& kinds()
        const {
        return kinds_;
    }

    /// A value as text of its property's kind.
    [[nodiscard]] static std::string text(const Value& value, std::string_view kind);

  private:
    bool (*json_text_)(std::string_view);
    std::map<std::pair<ElementKind, std::string>, std::string_view> kinds_;
};

}  // namespace trefoil::graph
