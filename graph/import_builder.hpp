#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/value.hpp"
#include "graph/import.hpp"

namespace trefoil::graph {

using NamedValues = std::vector<std::pair<std::string, Value>>;

/// Makes the nodes and relationships of one input, in one transaction. Nodes are named by keys of
/// the input.
class ImportBuilder {
  public:
    ImportBuilder(store::Store& store, const ImportOptions& options)
        : options_(options), transaction_(store.begin()) {}

    /// Says that a record was read.
    void count_record();

    /// False if the key names a node already.
    bool add_node(const std::string& key, const std::vector<std::string>& labels,
                  const NamedValues& properties);

    [[nodiscard]] bool has_node(const std::string& key) const { return nodes_.contains(key); }

    /// False if an end is no node.
    bool add_relationship(const std::string& from, std::string_view type, const std::string& to,
                          const NamedValues& properties);

    /// A record that cannot be used.
    void bad(std::uint64_t line, std::string reason);

    /// Ends the import: everything is there now.
    ImportReport commit();

  private:
    store::Properties interned(const NamedValues& properties);

    const ImportOptions& options_;
    std::unique_ptr<store::Transaction> transaction_;
    std::unordered_map<std::string, NodeId> nodes_;
    ImportReport report_;
};

/// The value that a text stands for as one of "string", "long", "double", "boolean", "date",
/// "time", "localtime", "datetime", "localdatetime", "duration", "json" (and other programs' names
/// for these: "int", "integer", "float"). None if it is not of that kind; a kind that is not known
/// is a string.
std::optional<Value> value_from_text(const std::string& text, std::string_view kind);

}  // namespace trefoil::graph
