#include "graph/evidence.hpp"
#include "graph/names.hpp"
#include "graph/paths.hpp"
#include "query/context.hpp"
#include "query/functions.hpp"
#include "query/query_error.hpp"

// What a knowledge graph needs beyond openCypher: the sentences behind a fact, the places where an
// entity is named, entities by any of their names.

namespace trefoil::query {
namespace {

/// A text, or null where there is none.
Value text_or_null(const std::string& text) {
    return text.empty() ? Value() : Value(text);
}

Value evidence(Context& context, std::span<const Value> a) {
    const auto* fact = a[0].get_if<Relationship>();
    if (fact == nullptr) {
        type_error("InvalidArgumentValue", "evidence() needs a relationship");
    }
    List result;
    for (const graph::EvidenceItem& item : graph::EvidenceReader(context.view).evidence(fact->id)) {
        Map row;
        row["document"] = item.document.hex();
        row["source"] = item.source;
        row["date"] = text_or_null(item.date);
        row["sentence"] = item.sentence;
        row["start"] = static_cast<std::int64_t>(item.start);
        row["end"] = static_cast<std::int64_t>(item.end);
        row["subject"] = item.subject;
        row["relation"] = item.relation;
        row["object"] = text_or_null(item.object);
        row["extractor"] = item.extractor;
        row["confidence"] = item.confidence;
        row["derived"] = item.derived;
        result.emplace_back(std::move(row));
    }
    return result;
}

Value mentions(Context& context, std::span<const Value> a) {
    const auto* node = a[0].get_if<NodeId>();
    if (node == nullptr) {
        type_error("InvalidArgumentValue", "mentions() needs a node");
    }
    List result;
    for (const graph::MentionItem& item : graph::EvidenceReader(context.view).mentions(*node)) {
        Map row;
        row["document"] = item.document.hex();
        row["source"] = item.source;
        row["text"] = item.text;
        row["kind"] = std::string(trefoil::name_of(item.kind));
        row["start"] = static_cast<std::int64_t>(item.start);
        row["end"] = static_cast<std::int64_t>(item.end);
        result.emplace_back(std::move(row));
    }
    return result;
}

Value entity(Context& context, std::span<const Value> a) {
    const auto* name = a[0].string();
    if (name == nullptr) {
        type_error("InvalidArgumentValue", "entity() needs a name");
    }
    const graph::NamedNodes found = graph::find_by_name(context.view, *name);
    // A near spelling is a guess, which a query should not build on.
    const bool sure = !found.nodes.empty() && found.match != graph::NameMatch::Near;
    return sure ? Value(found.nodes.front()) : Value();
}

/// How many paths connect() gives unless told.
constexpr std::int64_t kPaths = 10;

Value connect(Context& context, std::span<const Value> a) {
    const auto* from = a[0].string();
    const auto* to = a[1].string();
    const std::int64_t* count = a.size() > 2 ? a[2].get_if<std::int64_t>() : &kPaths;
    if (from == nullptr || to == nullptr || count == nullptr || *count < 0) {
        type_error("InvalidArgumentValue", "connect() needs two names and how many paths to give");
    }
    graph::PathOptions options;
    options.poll = [&](std::uint64_t edges) { context.budget.tick(edges); };
    const graph::FoundPaths found =
        graph::connect(context.view, *from, *to, static_cast<std::size_t>(*count), options);
    List result;
    for (const graph::NamedPath& named : found.paths) {
        if (named.hops.empty()) {
            continue;  // both names mean one node
        }
        Path path;
        for (const graph::Hop& hop : named.hops) {
            const auto type = context.view.find_type(hop.fact.type);
            const NodeId near = hop.forward ? hop.fact.subject_node : hop.fact.object_node;
            path.nodes.push_back(near);
            path.relationships.push_back({hop.fact.edge, hop.fact.subject_node,
                                          hop.fact.object_node, type.value_or(TypeId(0))});
        }
        const graph::Hop& last = named.hops.back();
        path.nodes.push_back(last.forward ? last.fact.object_node : last.fact.subject_node);
        result.emplace_back(std::move(path));
    }
    return result;
}

constexpr Function kFunctions[] = {
    {"evidence(fact)",
     "the sentences behind a fact, the surest first, as maps",
     1,
     1,
     {kRelationship},
     {kList, kMap},
     true,
     evidence},
    {"mentions(entity)",
     "where an entity is named, as maps",
     1,
     1,
     {kNode},
     {kList, kMap},
     true,
     mentions},
    {"entity(name)",
     "the node with this name or alias; null if there is none",
     1,
     1,
     {kString},
     {kNode, kAny},
     true,
     entity},
    {"connect(from, to [, count])",
     "paths between two names, the best supported first",
     2,
     3,
     {kString, kString, kInteger},
     {kList, kPath},
     true,
     connect},
};

}  // namespace

FunctionTable knowledge_functions() {
    return kFunctions;
}

}  // namespace trefoil::query
