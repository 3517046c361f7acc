#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "graph/view.hpp"
#include "query/context.hpp"

namespace trefoil::query {

/// What a statement did, known when it has ended.
struct Summary {
    std::vector<std::string> columns;
    std::uint64_t rows = 0;
    Statistics statistics;
    double elapsed_ms = 0;  ///< in the engine: parsing to the last row, commit included
    std::vector<std::string>
        notices;  ///< for the user: "no node has the label Persn; did you mean Person?"
};

/// Takes the result of one statement: begin, any number of rows, end. When the statement fails
/// after rows were given out, end is not called.
class RowWriter {
  public:
    virtual ~RowWriter() = default;
    /// `view` names labels, types and properties of entities; it lives until the last row.
    virtual void begin(const std::vector<std::string>& columns, const graph::GraphView& view) = 0;
    virtual void row(std::span<const Value> values) = 0;
    virtual void end(const Summary& summary) = 0;
};

}  // namespace trefoil::query
