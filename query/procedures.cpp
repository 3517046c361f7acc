#include "query/procedures.hpp"

#include <algorithm>

#include "graph/algorithms.hpp"
#include "query/context.hpp"
#include "query/lexer.hpp"
#include "query/query_error.hpp"

namespace trefoil::query {
namespace {

using Emit = std::function<bool(std::vector<Value>)>;

void check_options(const Map& options, std::initializer_list<std::string_view> known) {
    for (const auto& [name, value] : options) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            argument_error("InvalidArgumentValue", "the procedure has no option '" + name + "'");
        }
    }
}

double number_option(const Map& options, std::string_view name, double otherwise) {
    const auto found = options.find(name);
    if (found == options.end()) {
        return otherwise;
    }
    if (const auto* i = found->second.get_if<std::int64_t>()) {
        return static_cast<double>(*i);
    }
    if (const auto* d = found->second.get_if<double>()) {
        return *d;
    }
    argument_error("InvalidArgumentType", "the option '" + std::string(name) + "' needs a number");
}

bool flag_option(const Map& options, std::string_view name) {
    const auto found = options.find(name);
    if (found == options.end()) {
        return false;
    }
    const auto* flag = found->second.get_if<bool>();
    if (flag == nullptr) {
        argument_error("InvalidArgumentType",
                       "the option '" + std::string(name) + "' needs a boolean");
    }
    return *flag;
}

graph::Poll poll(Context& context) {
    return [&context](std::uint64_t edges) { context.budget.tick(edges); };
}

/// Vertices that a relationship touches, or all.
std::vector<bool> wanted(const graph::CsrGraph& graph, Context& context, bool isolated) {
    std::vector<bool> result(graph.vertex_count(), true);
    if (!isolated) {
        const std::vector<graph::Degree> degrees = graph::degrees(graph, poll(context));
        for (std::size_t v = 0; v < degrees.size(); ++v) {
            result[v] = degrees[v].out + degrees[v].in > 0;
        }
    }
    return result;
}

void page_rank(Context& context, const Map& options, const Emit& emit) {
    check_options(options, {"iterations", "damping", "isolated"});
    const double iterations = number_option(options, "iterations", 20);
    const double damping = number_option(options, "damping", 0.85);
    if (!(iterations >= 1 && iterations <= 10'000) || !(damping >= 0 && damping <= 1)) {
        argument_error("NumberOutOfRange", "iterations are 1 to 10000, damping is 0.0 to 1.0");
    }
    const graph::CsrGraph graph = graph::CsrGraph::copy(context.view);
    const std::vector<bool> shown = wanted(graph, context, flag_option(options, "isolated"));
    const std::vector<double> ranks =
        graph::page_rank(graph, static_cast<unsigned>(iterations), damping, poll(context));
    for (std::uint32_t v = 0; v < ranks.size(); ++v) {
        if (shown[v] && !emit({graph.node(v), ranks[v]})) {
            return;
        }
    }
}

void components(Context& context, const Map& options, const Emit& emit) {
    check_options(options, {"isolated"});
    const graph::CsrGraph graph = graph::CsrGraph::copy(context.view);
    const std::vector<bool> shown = wanted(graph, context, flag_option(options, "isolated"));
    const std::vector<std::uint32_t> component = graph::connected_components(graph, poll(context));
    for (std::uint32_t v = 0; v < component.size(); ++v) {
        if (shown[v] && !emit({graph.node(v), std::int64_t{component[v]}})) {
            return;
        }
    }
}

void degree(Context& context, const Map& options, const Emit& emit) {
    check_options(options, {"isolated"});
    const graph::CsrGraph graph = graph::CsrGraph::copy(context.view);
    const bool isolated = flag_option(options, "isolated");
    const std::vector<graph::Degree> degrees = graph::degrees(graph, poll(context));
    for (std::uint32_t v = 0; v < degrees.size(); ++v) {
        const auto out = static_cast<std::int64_t>(degrees[v].out);
        const auto in = static_cast<std::int64_t>(degrees[v].in);
        if ((isolated || out + in > 0) && !emit({graph.node(v), out, in, out + in})) {
            return;
        }
    }
}

void labels(Context& context, const Map& options, const Emit& emit) {
    check_options(options, {});
    for (const LabelId label : context.view.reader().labels()) {
        const std::uint64_t count = context.view.node_count(label);
        if (count > 0 && !emit({context.view.name_of(label), static_cast<std::int64_t>(count)})) {
            return;
        }
    }
}

void relationship_types(Context& context, const Map& options, const Emit& emit) {
    check_options(options, {});
    for (const TypeId type : context.view.reader().types()) {
        const std::uint64_t count = context.view.edge_count(type);
        if (count > 0 && !emit({context.view.name_of(type), static_cast<std::int64_t>(count)})) {
            return;
        }
    }
}

}  // namespace

std::span<const Procedure> procedures() {
    static const Procedure kProcedures[] = {
        {"algo.pagerank",
         "algo.pagerank({iterations, damping, isolated}) YIELD node, score",
         "PageRank as Boost.Graph defines it (20 iterations, damping 0.85)",
         {"node", "score"},
         true,
         page_rank},
        {"algo.components",
         "algo.components({isolated}) YIELD node, component",
         "weakly connected components",
         {"node", "component"},
         true,
         components},
        {"algo.degree",
         "algo.degree({isolated}) YIELD node, out, in, degree",
         "degrees of all nodes",
         {"node", "out", "in", "degree"},
         true,
         degree},
        {"db.labels",
         "db.labels() YIELD label, count",
         "labels in use with their numbers of nodes",
         {"label", "count"},
         false,
         labels},
        {"db.relationshipTypes",
         "db.relationshipTypes() YIELD relationshipType, count",
         "relationship types in use with their counts",
         {"relationshipType", "count"},
         false,
         relationship_types},
    };
    return kProcedures;
}

const Procedure* find_procedure(std::string_view name) {
    const auto lower = [](std::string_view text) {
        std::string result(text);
        std::transform(result.begin(), result.end(), result.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
        return result;
    };
    const std::string wanted = lower(name);
    for (const Procedure& procedure : procedures()) {
        if (lower(procedure.name) == wanted) {
            return &procedure;
        }
    }
    return nullptr;
}

std::vector<std::string> procedure_names() {
    std::vector<std::string> names;
    for (const Procedure& procedure : procedures()) {
        names.emplace_back(procedure.name);
    }
    return names;
}

}  // namespace trefoil::query
