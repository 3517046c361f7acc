#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.hpp"

/// Closed-list names: one name for the relation types that say about the same ("buy", "take_over":
/// acquire), from a table that users can replace. A fact whose type is in the table has the name as
/// its property "relation". The table in use stands in the store, so that a fact's properties
/// depend on what is stored alone.
namespace trefoil::graph {

inline constexpr std::string_view kRelation = "relation";

class RelationNames {
  public:
    RelationNames() = default;

    /// Lines of tab-separated cells: name, types separated by blanks; "#" begins a comment. Of a
    /// type under two names the first counts. Throws InputError that names `file` and the line.
    static RelationNames parse(std::string_view text, const std::string& file);
    /// The table that a store uses; empty if it has none.
    static RelationNames of(const store::Reader& reader);

    /// The closed-list name of a type, "" if it has none.
    [[nodiscard]] std::string_view name_of(std::string_view type) const;
    /// The types of a closed-list name, as in the table.
    [[nodiscard]] std::vector<std::string_view> types_of(std::string_view name) const;

  private:
    std::map<std::string, std::string, std::less<>> name_of_type_;
};

/// Makes a store use the table in `text` and renames its facts, in one transaction. Linear in the
/// facts if the table is another than before, else nothing is done.
void use_relation_names(store::Store& store, std::string_view text, const std::string& file);

/// True if the store has a table.
bool has_relation_names(const store::Reader& reader);

}  // namespace trefoil::graph
