#include "query/build.hpp"

#include "query/internal/operators.hpp"

namespace trefoil::query {
namespace {

/// One row of the table: a step and what makes its operator.
struct Builder {
    const PlanNode& node;
    OperatorPtr input;
    std::vector<OperatorPtr> inner;

    OperatorPtr operator()(const plan::Argument&) { return internal::make_argument(); }

    OperatorPtr operator()(const plan::NodeScan& s) {
        return internal::make_node_scan(s, std::move(input));
    }

    OperatorPtr operator()(const plan::NodeLookup& s) {
        return internal::make_node_lookup(s, std::move(input));
    }

    OperatorPtr operator()(const plan::NodeById& s) {
        return internal::make_node_by_id(s, std::move(input));
    }

    OperatorPtr operator()(const plan::Expand& s) {
        return internal::make_expand(s, std::move(input));
    }

    OperatorPtr operator()(const plan::VariableExpand& s) {
        return internal::make_variable_expand(s, std::move(input));
    }

    OperatorPtr operator()(const plan::BoundRelationship& s) {
        return internal::make_bound_relationship(s, std::move(input));
    }

    OperatorPtr operator()(const plan::BoundRelationships& s) {
        return internal::make_bound_relationships(s, std::move(input));
    }

    OperatorPtr operator()(const plan::ShortestPaths& s) {
        return internal::make_shortest_paths(s, std::move(input));
    }

    OperatorPtr operator()(const plan::Filter& s) {
        return internal::make_filter(s, std::move(input));
    }

    OperatorPtr operator()(const plan::BindPath& s) {
        return internal::make_bind_path(s, std::move(input));
    }

    OperatorPtr operator()(const plan::Optional& s) {
        return internal::make_optional(s, std::move(input), std::move(inner.front()));
    }

    OperatorPtr operator()(const plan::Unwind& s) {
        return internal::make_unwind(s, std::move(input));
    }

    OperatorPtr operator()(const plan::Project& s) {
        return internal::make_project(s, std::move(input));
    }

    OperatorPtr operator()(const plan::Aggregate& s) {
        return internal::make_aggregate(s, std::move(input));
    }

    OperatorPtr operator()(const plan::Distinct& s) {
        return internal::make_distinct(s, std::move(input));
    }

    OperatorPtr operator()(const plan::Sort& s) { return internal::make_sort(s, std::move(input)); }

    OperatorPtr operator()(const plan::Skip& s) { return internal::make_skip(s, std::move(input)); }

    OperatorPtr operator()(const plan::Limit& s) {
        return internal::make_limit(s, std::move(input));
    }

    OperatorPtr operator()(const plan::Create& s) {
        return internal::make_create(s, std::move(input));
    }

    OperatorPtr operator()(const plan::Merge& s) {
        return internal::make_merge(s, std::move(input), std::move(inner.front()));
    }

    OperatorPtr operator()(const plan::Set& s) { return internal::make_set(s, std::move(input)); }

    OperatorPtr operator()(const plan::Remove& s) {
        return internal::make_remove(s, std::move(input));
    }

    OperatorPtr operator()(const plan::Delete& s) {
        return internal::make_delete(s, std::move(input));
    }

    OperatorPtr operator()(const plan::Call& s) { return internal::make_call(s, std::move(input)); }

    OperatorPtr operator()(const plan::Union& s) {
        return internal::make_union(s, std::move(inner));
    }

    OperatorPtr operator()(const plan::CountStore& s) { return internal::make_count_store(s); }

    OperatorPtr operator()(const plan::Degree& s) {
        return internal::make_degree(s, std::move(input));
    }

    OperatorPtr operator()(const plan::TypeCounts& s) { return internal::make_type_counts(s); }

    OperatorPtr operator()(const plan::CountPattern& s) { return internal::make_count_pattern(s); }
};

}  // namespace

OperatorPtr build(const PlanNode& node, Profiler* profiler) {
    Builder builder{node, nullptr, {}};
    if (node.input) {
        builder.input = build(*node.input, profiler);
    }
    for (const PlanPtr& inner : node.inner) {
        builder.inner.push_back(build(*inner, profiler));
    }
    OperatorPtr result = std::visit(builder, node.step);
    return profiler != nullptr ? profiler->watch(std::move(result), node.id) : std::move(result);
}

}  // namespace trefoil::query
