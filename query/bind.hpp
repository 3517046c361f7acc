#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "query/ast.hpp"
#include "query/procedures.hpp"
#include "query/types.hpp"

namespace trefoil::query {

/// An expression that runs a plan of its own: a pattern predicate, a pattern comprehension, EXISTS.
struct SubplanSource {
    ExpressionPtr expression;
};

/// A query whose names are resolved: each variable has a slot of the frame, each function its row,
/// each label and property key an id. Scopes and types have been checked.
struct BoundQuery {
    std::shared_ptr<Query> query;
    int slots = 0;
    std::map<int, std::string> slot_names;  ///< of those that variables stand in
    std::vector<std::string> names;         ///< property keys and labels by id
    std::vector<SubplanSource> subplans;
    std::vector<std::string> columns;  ///< of the result; empty without RETURN
    /// Where the columns of the result stand; behind a UNION's own also those of each part (which
    /// may give one slot twice).
    std::vector<std::vector<int>> result_slots;
    bool writes = false;
    std::set<std::string> labels;  ///< mentioned where the graph is read, for warnings
    std::set<std::string> types;
    std::set<std::string> keys;  ///< of nodes and relationships
};

/// Resolves and checks a parsed query, which it changes in place. Errors are found here, before any
/// row is read, with the types and details of the openCypher TCK. Linear in the query, apart from
/// the comparison of projected with sorted expressions. `procedures` must outlive what is bound,
/// and not change meanwhile. Throws QueryError.
BoundQuery bind(std::shared_ptr<Query> query, const ProcedureTable& procedures);

/// Binds an expression that may use no variables, as for parameters.
BoundQuery bind_constant(const ExpressionPtr& expression);

}  // namespace trefoil::query
