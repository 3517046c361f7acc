#include "query/procedures.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "graph/algorithms.hpp"
#include "graph/structure.hpp"
#include "query/context.hpp"
#include "query/lexer.hpp"
#include "query/query_error.hpp"

namespace trefoil::query {
namespace {

using Options = Map;
using CsrPointer = std::shared_ptr<const graph::CsrGraph>;

/// The map of options of a built-in procedure.
Options options_of(std::span<const Value> arguments) {
    const Map* map = arguments.empty() ? nullptr : arguments[0].map();
    return map != nullptr ? *map : Options{};
}

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

/// Rows of vertices, from a function that gives a vertex's values after `node`. Vertices that no
/// relationship touches are left out unless asked for.
template <class Fill>
ProcedureRows vertex_rows(CsrPointer graph, bool isolated, Fill fill) {
    return [graph = std::move(graph), isolated, fill = std::move(fill),
            next = std::uint32_t{0}](std::vector<Value>& row) mutable {
        for (; next < graph->vertex_count(); ++next) {
            if (isolated || !graph->out(next).empty() || !graph->in(next).empty()) {
                row[0] = graph->node(next);
                fill(next++, row);
                return true;
            }
        }
        return false;
    };
}

template <class Number>
ProcedureRows number_rows(CsrPointer graph, const Options& options, std::vector<Number> numbers) {
    return vertex_rows(std::move(graph), flag_option(options, "isolated"),
                       [numbers = std::make_shared<const std::vector<Number>>(std::move(numbers))](
                           std::uint32_t vertex, std::vector<Value>& row) {
                           if constexpr (std::is_floating_point_v<Number>) {
                               row[1] = (*numbers)[vertex];
                           } else {
                               row[1] = static_cast<std::int64_t>((*numbers)[vertex]);
                           }
                       });
}

/// Rows that were made beforehand.
ProcedureRows list_rows(std::vector<std::vector<Value>> rows) {
    return [rows = std::move(rows), next = std::size_t{0}](std::vector<Value>& row) mutable {
        if (next == rows.size()) {
            return false;
        }
        row = rows[next++];
        return true;
    };
}

ProcedureRows page_rank(Context& context, std::span<const Value> arguments) {
    const Options options = options_of(arguments);
    check_options(options, {"iterations", "damping", "isolated"});
    const double iterations = number_option(options, "iterations", 20);
    const double damping = number_option(options, "damping", 0.85);
    if (!(iterations >= 1 && iterations <= 10'000) || !(damping >= 0 && damping <= 1)) {
        argument_error("NumberOutOfRange", "iterations are 1 to 10000, damping is 0.0 to 1.0");
    }
    const CsrPointer graph = context.view.copy(poll(context));
    return number_rows(
        graph, options,
        graph::page_rank(*graph, static_cast<unsigned>(iterations), damping, poll(context)));
}

/// A procedure whose only option is `isolated` and that gives each vertex a number.
template <auto kAlgorithm>
ProcedureRows vertex_numbers(Context& context, std::span<const Value> arguments) {
    const Options options = options_of(arguments);
    check_options(options, {"isolated"});
    const CsrPointer graph = context.view.copy(poll(context));
    return number_rows(graph, options, kAlgorithm(*graph, poll(context)));
}

ProcedureRows betweenness(Context& context, std::span<const Value> arguments) {
    const Options options = options_of(arguments);
    check_options(options, {"samples", "isolated"});
    const double samples = number_option(options, "samples", 0);
    if (!(samples >= 0 && samples <= 1e9)) {
        argument_error("NumberOutOfRange", "samples are 1 to 1000000000, or 0 for all nodes");
    }
    const CsrPointer graph = context.view.copy(poll(context));
    return number_rows(
        graph, options,
        graph::betweenness(*graph, static_cast<std::size_t>(samples), poll(context)));
}

ProcedureRows degree(Context& context, std::span<const Value> arguments) {
    const Options options = options_of(arguments);
    check_options(options, {"isolated"});
    const CsrPointer graph = context.view.copy(poll(context));
    return vertex_rows(graph, flag_option(options, "isolated"),
                       [graph = graph.get()](std::uint32_t vertex, std::vector<Value>& row) {
                           const auto out = static_cast<std::int64_t>(graph->out(vertex).size());
                           const auto in = static_cast<std::int64_t>(graph->in(vertex).size());
                           row[1] = out;
                           row[2] = in;
                           row[3] = out + in;
                       });
}

ProcedureRows labels(Context& context, std::span<const Value> arguments) {
    check_options(options_of(arguments), {});
    std::vector<std::vector<Value>> rows;
    for (const LabelId label : context.view.reader().labels()) {
        if (const std::uint64_t count = context.view.node_count(label); count > 0) {
            rows.push_back({context.view.name_of(label), static_cast<std::int64_t>(count)});
        }
    }
    return list_rows(std::move(rows));
}

ProcedureRows relationship_types(Context& context, std::span<const Value> arguments) {
    check_options(options_of(arguments), {});
    std::vector<std::vector<Value>> rows;
    for (const auto& [type, count] : context.view.edge_counts()) {
        rows.push_back({context.view.name_of(type), static_cast<std::int64_t>(count)});
    }
    return list_rows(std::move(rows));
}

using Run = ProcedureRows (*)(Context&, std::span<const Value>);

/// The name and the columns stand in the signature: name({options}) YIELD a, b.
Procedure built_in(std::string_view signature, std::string_view summary, Run run) {
    Procedure procedure;
    procedure.signature = signature;
    procedure.summary = summary;
    procedure.name = signature.substr(0, signature.find('('));
    constexpr std::string_view kYield = " YIELD ";
    for (std::size_t at = signature.find(kYield) + kYield.size(); at < signature.size();) {
        const std::size_t end = std::min(signature.find(", ", at), signature.size());
        procedure.columns.emplace_back(signature.substr(at, end - at));
        at = end + 2;
    }
    procedure.takes_options = signature.find('{') != std::string_view::npos;
    procedure.run = run;
    return procedure;
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return result;
}

}  // namespace

std::span<const Procedure> procedures() {
    static const std::vector<Procedure> kProcedures = {
        built_in("algo.pagerank({iterations, damping, isolated}) YIELD node, score",
                 "PageRank as Boost.Graph defines it (20 iterations, damping 0.85)", page_rank),
        built_in("algo.components({isolated}) YIELD node, component", "weakly connected components",
                 vertex_numbers<graph::connected_components>),
        built_in("algo.scc({isolated}) YIELD node, component", "strongly connected components",
                 vertex_numbers<graph::strong_components>),
        built_in("algo.degree({isolated}) YIELD node, out, in, degree", "degrees of all nodes",
                 degree),
        built_in(
            "algo.betweenness({samples, isolated}) YIELD node, score",
            "shortest directed paths through each node; from all nodes, or estimated from some",
            betweenness),
        built_in("algo.kcore({isolated}) YIELD node, core",
                 "the largest k for which the node is in a part where all have k neighbours",
                 vertex_numbers<graph::core_numbers>),
        built_in("algo.communities({isolated}) YIELD node, community",
                 "groups of densely connected nodes, by label propagation",
                 vertex_numbers<graph::communities>),
        built_in("algo.triangles({isolated}) YIELD node, triangles",
                 "triangles of different nodes that each node is in, directions apart",
                 vertex_numbers<graph::triangles>),
        built_in("db.labels() YIELD label, count", "labels in use with their numbers of nodes",
                 labels),
        built_in("db.relationshipTypes() YIELD relationshipType, count",
                 "relationship types in use with their counts", relationship_types),
    };
    return kProcedures;
}

const Procedure* ProcedureTable::find(std::string_view name) const {
    const std::string wanted = lower(name);
    if (const auto found = defined_.find(wanted); found != defined_.end()) {
        return &found->second;
    }
    const auto all = procedures();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Procedure& procedure) {
        return lower(procedure.name) == wanted;
    });
    return found != all.end() ? &*found : nullptr;
}

std::vector<std::string> ProcedureTable::names() const {
    std::vector<std::string> names;
    for (const auto& [name, procedure] : defined_) {
        names.push_back(procedure.name);
    }
    for (const Procedure& procedure : procedures()) {
        names.push_back(procedure.name);
    }
    return names;
}

void ProcedureTable::define(Procedure procedure) {
    std::string name = lower(procedure.name);
    defined_.insert_or_assign(std::move(name), std::move(procedure));
}

}  // namespace trefoil::query
