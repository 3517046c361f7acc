#pragma once

#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "query/ast.hpp"
#include "query/bind.hpp"

/// A plan as plain data: a chain of steps from the last (root) to the first. Each step names the
/// slots of the frame that it fills. planner.hpp makes it, explain.hpp shows it, build.hpp runs it.
namespace trefoil::query {

struct PlanNode;
using PlanPtr = std::unique_ptr<PlanNode>;

namespace plan {

/// One row: the frame as it is.
struct Argument {};

/// All nodes, or those with a label.
struct NodeScan {
    int slot = -1;
    int label = -1;  ///< name id; -1: all
};

/// Nodes by an indexed property.
struct NodeLookup {
    int slot = -1;
    int key = -1;
    ExpressionPtr value;
};

/// The node with an internal id.
struct NodeById {
    int slot = -1;
    ExpressionPtr id;
};

/// What expand steps share. `from` is bound; `to` is bound before or by the step.
struct Hop {
    int from = -1;
    int relationship = -1;
    int to = -1;
    bool into = false;         ///< `to` is bound before
    bool from_is_left = true;  ///< as the pattern is written; else relationships come reversed
    Direction direction = Direction::Both;  ///< as seen from `from`
    std::vector<std::string> types;
    std::vector<int> unique;  ///< slots of relationships of the same pattern bound before
};

struct Expand {
    Hop hop;
};

struct VariableExpand {
    Hop hop;
    std::uint64_t min = 1;
    std::uint64_t max = 0;
    int element = -1;                  ///< slot of the relationship that `where` looks at
    std::vector<ExpressionPtr> where;  ///< must hold for each relationship
    bool distinct_ends = false;        ///< only which nodes are reached matters, not how
};

/// The relationship is bound: checks it and binds or checks its ends.
struct BoundRelationship {
    Hop hop;
    bool from_bound = false;
};

/// A list of relationships is bound: walks it.
struct BoundRelationships {
    Hop hop;
    std::uint64_t min = 1;
    std::uint64_t max = 0;
};

struct ShortestPaths {
    Hop hop;
    int path = -1;
    std::uint64_t min = 1;
    std::uint64_t max = 0;
    bool all = false;
    int element = -1;
    std::vector<ExpressionPtr> where;
};

struct Filter {
    std::vector<ExpressionPtr> predicates;
};

struct BindPath {
    const PathPattern* pattern = nullptr;  ///< of the statement's tree
};

/// The rows of `inner`, or one with nulls where it has none.
struct Optional {
    std::vector<int> slots;
};

struct Unwind {
    ExpressionPtr list;
    int slot = -1;
};

struct Projected {
    ExpressionPtr expression;
    int slot = -1;
};

struct Project {
    std::vector<Projected> items;
};

struct Aggregate {
    std::vector<Projected> keys;
    std::vector<ExpressionPtr> aggregates;  ///< results go to their slots
    std::vector<int> carried;
    int weight = -1;  ///< slot that says how many equal rows a row stands for; -1: one
    int whole = -1;   ///< slot of the node where the input has every node of the graph
};

struct Distinct {
    std::vector<int> slots;
};

struct Sort {
    std::vector<SortItem> items;
    std::vector<int> live;
    ExpressionPtr limit;  ///< with SKIP added by the operator; null: all rows
    ExpressionPtr skip;
};

struct Skip {
    ExpressionPtr count;
};

struct Limit {
    ExpressionPtr count;
};

/// Writing steps read all input before they write, and write all before they give the first row: no
/// clause sees the writes of a later one.
struct Create {
    const CreateClause* clause = nullptr;
};

struct Merge {
    const MergeClause* clause = nullptr;
};

struct Set {
    const SetClause* clause = nullptr;
};

struct Remove {
    const RemoveClause* clause = nullptr;
};

struct Delete {
    const DeleteClause* clause = nullptr;
};

struct Call {
    const CallClause* clause = nullptr;
};

/// Rows of all parts: what stands in the slots of a part goes to the first slots, the UNION's own.
struct Union {
    std::vector<std::vector<int>> slots;
};

/// A count that the store's counters answer.
struct CountStore {
    int slot = -1;
    bool nodes = true;
    std::string name;  ///< label or type; "": all
};

/// A last hop of which only the number matters: instead of a row for each relationship one with
/// their number, if there are any.
struct Degree {
    Hop hop;
    int slot = -1;
    bool whole = false;  ///< the input is all nodes: worth a copy of the graph
};

/// The number of relationships of each type, from the store's counters.
struct TypeCounts {
    std::vector<std::string> types;  ///< none: all
    int type = -1;                   ///< slot of the name
    std::vector<int> counts;
};

/// The number of matches of a pattern, counted on a copy of the graph without making them.
struct CountPattern {
    struct Link {
        std::size_t left = 0;  ///< indices into labels
        std::size_t right = 0;
        Direction direction = Direction::Outgoing;
        std::vector<std::string> types;
    };

    std::vector<std::vector<std::string>> labels;  ///< by node
    std::vector<Link> links;
    int slot = -1;
};

using Step =
    std::variant<Argument, NodeScan, NodeLookup, NodeById, Expand, VariableExpand,
                 BoundRelationship, BoundRelationships, ShortestPaths, Filter, BindPath, Optional,
                 Unwind, Project, Aggregate, Distinct, Sort, Skip, Limit, Create, Merge, Set,
                 Remove, Delete, Call, Union, CountStore, Degree, TypeCounts, CountPattern>;

}  // namespace plan

struct PlanNode {
    plan::Step step;
    PlanPtr input;               ///< null for Argument, Union and CountStore
    std::vector<PlanPtr> inner;  ///< plans run per row (Optional, Merge) or in turn (Union)
    double rows = 1;             ///< estimate
    int id = 0;                  ///< index of its profile
};

struct Plan {
    BoundQuery bound;
    PlanPtr root;
    std::vector<PlanPtr> subplans;  ///< by Expression::subplan
    int nodes = 0;                  ///< how many PlanNodes there are
};

}  // namespace trefoil::query
