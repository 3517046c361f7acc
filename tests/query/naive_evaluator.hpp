#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "query/ast.hpp"

/// Cypher in the plainest way, to compare the engine with: it walks the syntax tree by names, tries
/// every node and relationship for every pattern, keeps every row. It shares the syntax tree with
/// the engine, and nothing else: no binder, plan, operator, comparison or function.
namespace trefoil::test {

using query::Expression;
using query::ExpressionKind;
using query::ExpressionPtr;

struct NaiveNode {
    std::set<std::string> labels;
    std::map<std::string, Value> properties;
    bool alive = true;
};

struct NaiveEdge {
    std::size_t start = 0;
    std::size_t end = 0;
    std::string type;
    std::map<std::string, Value> properties;
    bool alive = true;
};

/// Nodes and relationships are known by their index: NodeId(i), EdgeId(i).
struct NaiveGraph {
    std::vector<NaiveNode> nodes;
    std::vector<NaiveEdge> edges;
};

/// Thrown instead of working through a statement with more steps than a test has time for.
struct TooLarge : std::runtime_error {
    TooLarge() : std::runtime_error("too large for the naive evaluator") {}
};

/// Thrown where the language forbids what the statement does.
struct Forbidden : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class NaiveEvaluator {
  public:
    using Row = std::map<std::string, Value>;

    struct Table {
        std::vector<std::string> columns;
        std::vector<std::vector<Value>> rows;
    };

    explicit NaiveEvaluator(NaiveGraph& graph) : graph_(graph) {}

    Table run(const query::Query& query) {
        Table result;
        for (const query::SingleQuery& single : query.parts) {
            Table part = run(single, {Row{}});
            result.columns = part.columns;
            result.rows.insert(result.rows.end(), part.rows.begin(), part.rows.end());
        }
        if (query.parts.size() > 1 && !query.union_all) {
            std::vector<std::vector<Value>> different;
            for (auto& row : result.rows) {
                if (!contains(different, row)) {
                    different.push_back(std::move(row));
                }
            }
            result.rows = std::move(different);
        }
        return result;
    }

    /// The order of ORDER BY, for null, booleans, numbers, texts and lists.
    static int order(const Value& a, const Value& b) {
        if (rank(a) != rank(b)) {
            return rank(a) < rank(b) ? -1 : 1;
        }
        const auto three_way = [](const auto& x, const auto& y) {
            return x < y ? -1 : y < x ? 1 : 0;
        };
        if (const auto* text = a.string()) {
            return three_way(*text, *b.string());
        }
        if (const auto* flag = a.get_if<bool>()) {
            return three_way(*flag, *b.get_if<bool>());
        }
        if (const auto* list = a.list()) {
            const auto& other = *b.list();
            for (std::size_t i = 0; i < list->size() && i < other.size(); ++i) {
                if (const int c = order((*list)[i], other[i]); c != 0) {
                    return c;
                }
            }
            return three_way(list->size(), other.size());
        }
        if (const auto* map = a.map()) {
            return *map == *b.map() ? 0 : 1;  // only equal or not
        }
        if (const auto* node = a.get_if<NodeId>()) {
            return three_way(node->value, b.get_if<NodeId>()->value);
        }
        if (const auto* edge = a.get_if<Relationship>()) {
            return three_way(edge->id.value, b.get_if<Relationship>()->id.value);
        }
        if (const auto* path = a.path()) {
            return *path == *b.path() ? 0 : 1;  // only equal or not
        }
        return a.is_null() ? 0 : three_way(number(a), number(b));
    }

  private:
    static int rank(const Value& value) {
        return value.is_null()                           ? 9
               : value.get_if<std::int64_t>() != nullptr ? 8
               : value.get_if<double>() != nullptr       ? 8
               : value.get_if<bool>() != nullptr         ? 7
               : value.string() != nullptr               ? 6
               : value.list() != nullptr                 ? 5
               : value.get_if<Relationship>() != nullptr ? 4
               : value.get_if<NodeId>() != nullptr       ? 3
               : value.map() != nullptr                  ? 2
                                                         : 1;
    }

    static double number(const Value& value) {
        const auto* i = value.get_if<std::int64_t>();
        return i != nullptr ? static_cast<double>(*i) : *value.get_if<double>();
    }

    static std::int64_t integer(const Value& value) { return *value.get_if<std::int64_t>(); }

    static bool same(const std::vector<Value>& a, const std::vector<Value>& b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                          [](const Value& x, const Value& y) { return order(x, y) == 0; });
    }

    static bool contains(const std::vector<std::vector<Value>>& rows,
                         const std::vector<Value>& row) {
        return std::any_of(rows.begin(), rows.end(),
                           [&](const auto& other) { return same(row, other); });
    }

    // ---- clauses

    Table run(const query::SingleQuery& single, std::vector<Row> rows) {
        Table result;
        for (const query::Clause& clause : single.clauses) {
            if (const auto* match = std::get_if<query::MatchClause>(&clause)) {
                rows = match_rows(*match, rows);
            } else if (const auto* unwind = std::get_if<query::UnwindClause>(&clause)) {
                rows = unwind_rows(*unwind, rows);
            } else if (const auto* projection = std::get_if<query::ProjectionClause>(&clause)) {
                rows = project(*projection, rows);
                if (projection->is_return) {
                    if (projection->star && !rows.empty()) {
                        for (const auto& [name, value] : rows.front()) {
                            result.columns.push_back(name);
                        }
                    }
                    for (const auto& item : projection->items) {
                        result.columns.push_back(item.name);
                    }
                    for (Row& row : rows) {
                        auto& out = result.rows.emplace_back();
                        for (const std::string& column : result.columns) {
                            out.push_back(row.at(column));
                        }
                    }
                }
            } else if (const auto* create = std::get_if<query::CreateClause>(&clause)) {
                for (Row& row : rows) {
                    for (const auto& path : create->pattern) {
                        create_path(path, row);
                    }
                }
            } else if (const auto* set = std::get_if<query::SetClause>(&clause)) {
                for (const auto& item : set->items) {
                    for (Row& row : rows) {
                        change(item, row, false);
                    }
                }
            } else if (const auto* remove = std::get_if<query::RemoveClause>(&clause)) {
                for (const auto& item : remove->items) {
                    for (Row& row : rows) {
                        change(item, row, true);
                    }
                }
            } else if (const auto* deletion = std::get_if<query::DeleteClause>(&clause)) {
                erase(*deletion, rows);
            } else if (const auto* merge = std::get_if<query::MergeClause>(&clause)) {
                rows = merge_rows(*merge, rows);
            } else {
                throw std::logic_error("a clause that the naive evaluator does not know");
            }
        }
        return result;
    }

    static void declare(const query::PathPattern& path, std::vector<std::string>& names) {
        for (const auto& node : path.nodes) {
            names.push_back(node.variable);
        }
        for (const auto& relationship : path.relationships) {
            names.push_back(relationship.variable);
        }
        names.push_back(path.variable);
    }

    std::vector<Row> match_rows(const query::MatchClause& clause, const std::vector<Row>& rows) {
        std::vector<Row> result;
        for (const Row& row : rows) {
            const std::size_t before = result.size();
            std::set<std::uint64_t> used;
            match_paths(clause.pattern, 0, row, used, [&](const Row& found) {
                if (!clause.where || is_true(evaluate(*clause.where, found))) {
                    result.push_back(found);
                }
            });
            if (clause.optional && result.size() == before) {
                Row empty = row;
                std::vector<std::string> names;
                for (const auto& path : clause.pattern) {
                    declare(path, names);
                }
                for (const std::string& name : names) {
                    if (!name.empty()) {
                        empty.try_emplace(name);
                    }
                }
                result.push_back(std::move(empty));
            }
        }
        return result;
    }

    using Found = std::function<void(const Row&)>;

    void step() {
        constexpr long kSteps = 400'000;
        if (++steps_ > kSteps) {
            throw TooLarge();
        }
    }

    void match_paths(const std::vector<query::PathPattern>& paths, std::size_t at, const Row& row,
                     std::set<std::uint64_t>& used, const Found& found) {
        step();
        if (at == paths.size()) {
            found(row);
            return;
        }
        const query::PathPattern& path = paths[at];
        if (path.shortest != query::ShortestKind::No) {
            match_shortest(paths, at, row, used, found);
            return;
        }
        for (std::size_t node = 0; node < graph_.nodes.size(); ++node) {
            Row bound = row;
            if (!graph_.nodes[node].alive || !stands(path.nodes[0], node, bound)) {
                continue;
            }
            Path walked{{NodeId(node)}, {}};
            walk(path, 0, bound, walked, used, [&](Row& end, const Path& whole) {
                if (!path.variable.empty()) {
                    end[path.variable] = whole;
                }
                match_paths(paths, at + 1, end, used, found);
            });
        }
    }

    /// The shortest of all trails between each two nodes: all, or the first.
    void match_shortest(const std::vector<query::PathPattern>& paths, std::size_t at,
                        const Row& row, std::set<std::uint64_t>& used, const Found& found) {
        query::PathPattern plain = paths[at];
        plain.shortest = query::ShortestKind::No;
        plain.variable.clear();
        std::map<std::pair<NodeId, NodeId>, std::vector<std::pair<Row, Path>>> best;
        for (std::size_t node = 0; node < graph_.nodes.size(); ++node) {
            Row bound = row;
            if (!graph_.nodes[node].alive || !stands(plain.nodes[0], node, bound)) {
                continue;
            }
            walk(plain, 0, bound, Path{{NodeId(node)}, {}}, used, [&](Row& end, const Path& whole) {
                auto& kept = best[{whole.nodes.front(), whole.nodes.back()}];
                const std::size_t length = whole.relationships.size();
                if (!kept.empty() && kept.front().second.relationships.size() > length) {
                    kept.clear();
                }
                if (kept.empty() || kept.front().second.relationships.size() == length) {
                    kept.emplace_back(end, whole);
                }
            });
        }
        for (auto& [ends, trails] : best) {
            if (paths[at].shortest == query::ShortestKind::One) {
                trails.resize(1);
            }
            for (auto& [end, whole] : trails) {
                if (!paths[at].variable.empty()) {
                    end[paths[at].variable] = whole;
                }
                match_paths(paths, at + 1, end, used, found);
            }
        }
    }

    using Arrived = std::function<void(Row&, const Path&)>;

    void walk(const query::PathPattern& path, std::size_t hop, const Row& row, const Path& walked,
              std::set<std::uint64_t>& used, const Arrived& arrived) {
        if (hop == path.relationships.size()) {
            Row end = row;
            arrived(end, walked);
            return;
        }
        const auto& pattern = path.relationships[hop];
        const std::uint64_t min = pattern.variable_length ? pattern.min.value_or(1) : 1;
        const std::uint64_t max = pattern.variable_length ? pattern.max.value_or(UINT64_MAX) : 1;
        const std::function<void(const Path&, std::uint64_t)> go = [&](const Path& so_far,
                                                                       std::uint64_t length) {
            step();
            if (length >= min) {
                Row bound = row;
                const auto begin = so_far.relationships.end() - static_cast<std::ptrdiff_t>(length);
                Value held = pattern.variable_length
                                 ? Value(List(begin, so_far.relationships.end()))
                                 : Value(so_far.relationships.back());
                const bool free = pattern.variable.empty() || !bound.contains(pattern.variable);
                if ((free || order(bound[pattern.variable], held) == 0) &&
                    stands(path.nodes[hop + 1], so_far.nodes.back().value, bound)) {
                    if (!pattern.variable.empty()) {
                        bound[pattern.variable] = std::move(held);
                    }
                    walk(path, hop + 1, bound, so_far, used, arrived);
                }
            }
            if (length == max) {
                return;
            }
            const std::size_t from = so_far.nodes.back().value;
            for (std::size_t e = 0; e < graph_.edges.size(); ++e) {
                const NaiveEdge& edge = graph_.edges[e];
                if (!edge.alive || used.contains(e) || !fits(pattern, edge, row)) {
                    continue;
                }
                const auto step = [&](std::size_t to) {
                    used.insert(e);
                    Path next = so_far;
                    next.nodes.emplace_back(to);
                    next.relationships.push_back(relationship(e));
                    go(next, length + 1);
                    used.erase(e);
                };
                if (pattern.direction != query::Direction::Incoming && edge.start == from) {
                    step(edge.end);
                }
                if (pattern.direction != query::Direction::Outgoing && edge.end == from &&
                    (pattern.direction == query::Direction::Incoming || edge.start != edge.end)) {
                    step(edge.start);
                }
            }
        };
        go(walked, 0);
    }

    [[nodiscard]] Relationship relationship(std::size_t e) const {
        return {EdgeId(e), NodeId(graph_.edges[e].start), NodeId(graph_.edges[e].end), TypeId(0)};
    }

    bool holds(const ExpressionPtr& properties, const std::map<std::string, Value>& held,
               const Row& row) {
        for (std::size_t i = 0; properties && i < properties->names.size(); ++i) {
            const auto found = held.find(properties->names[i]);
            if (found == held.end() ||
                equal(found->second, evaluate(*properties->children[i], row)) != true) {
                return false;
            }
        }
        return true;
    }

    bool fits(const query::RelationshipPattern& pattern, const NaiveEdge& edge, const Row& row) {
        return (pattern.types.empty() || std::find(pattern.types.begin(), pattern.types.end(),
                                                   edge.type) != pattern.types.end()) &&
               holds(pattern.properties, edge.properties, row);
    }

    bool stands(const query::NodePattern& pattern, std::size_t node, Row& row) {
        if (!pattern.variable.empty()) {
            const auto [held, added] = row.try_emplace(pattern.variable, Value(NodeId(node)));
            const auto* id = held->second.get_if<NodeId>();
            if (id == nullptr || id->value != node) {
                return false;
            }
        }
        return std::all_of(pattern.labels.begin(), pattern.labels.end(),
                           [&](const std::string& label) {
                               return graph_.nodes[node].labels.contains(label);
                           }) &&
               holds(pattern.properties, graph_.nodes[node].properties, row);
    }

    std::vector<Row> unwind_rows(const query::UnwindClause& clause, const std::vector<Row>& rows) {
        std::vector<Row> result;
        for (const Row& row : rows) {
            const Value value = evaluate(*clause.list, row);
            const List one{value};
            for (const Value& element : value.list() != nullptr ? *value.list()
                                        : value.is_null()       ? List{}
                                                                : one) {
                step();
                result.push_back(row);
                result.back()[clause.variable] = element;
            }
        }
        return result;
    }

    static bool aggregates(const Expression& e) {
        return e.kind == ExpressionKind::CountStar || is_aggregate(e) ||
               std::any_of(e.children.begin(), e.children.end(),
                           [](const ExpressionPtr& child) { return child && aggregates(*child); });
    }

    /// The parser may leave it to the binder to tell aggregations from functions.
    static bool is_aggregate(const Expression& e) {
        static const std::set<std::string> kNames = {"count", "sum",     "min",           "max",
                                                     "avg",   "collect", "percentileDisc"};
        return e.kind == ExpressionKind::Aggregate ||
               (e.kind == ExpressionKind::Call && kNames.contains(e.name));
    }

    std::vector<Row> project(const query::ProjectionClause& clause, const std::vector<Row>& rows) {
        std::vector<Row> result;
        const bool grouping =
            std::any_of(clause.items.begin(), clause.items.end(),
                        [](const auto& item) { return aggregates(*item.expression); });
        if (grouping) {
            std::vector<std::pair<std::vector<Value>, std::vector<Row>>> groups;
            bool keyed = false;
            for (const Row& row : rows) {
                std::vector<Value> key;
                for (const auto& item : clause.items) {
                    if (!aggregates(*item.expression)) {
                        key.push_back(evaluate(*item.expression, row));
                    }
                }
                auto found = std::find_if(groups.begin(), groups.end(), [&](const auto& group) {
                    return same(group.first, key);
                });
                if (found == groups.end()) {
                    found = groups.insert(groups.end(), {key, {}});
                }
                found->second.push_back(row);
            }
            for (const auto& item : clause.items) {
                keyed = keyed || !aggregates(*item.expression);
            }
            if (groups.empty() && !keyed) {
                groups.emplace_back();
            }
            for (const auto& [key, members] : groups) {
                Row row;
                for (const auto& item : clause.items) {
                    row[item.name] = aggregates(*item.expression)
                                         ? aggregate(*item.expression, members)
                                         : evaluate(*item.expression, members.front());
                }
                result.push_back(std::move(row));
            }
        } else {
            for (const Row& row : rows) {
                Row out = clause.star ? row : Row{};
                for (const auto& item : clause.items) {
                    out[item.name] = evaluate(*item.expression, row);
                }
                result.push_back(std::move(out));
            }
        }
        if (clause.distinct) {
            std::vector<std::vector<Value>> seen;
            std::erase_if(result, [&](const Row& row) {
                std::vector<Value> values;
                for (const auto& [name, value] : row) {
                    values.push_back(value);
                }
                if (contains(seen, values)) {
                    return true;
                }
                seen.push_back(std::move(values));
                return false;
            });
        }
        if (!clause.order.empty()) {
            sort(clause, result, grouping || clause.distinct ? std::vector<Row>() : rows);
        }
        if (clause.skip) {
            const auto skip = static_cast<std::size_t>(integer(evaluate(*clause.skip, {})));
            result.erase(result.begin(), result.begin() + static_cast<std::ptrdiff_t>(
                                                              std::min(skip, result.size())));
        }
        if (clause.limit) {
            const auto limit = static_cast<std::size_t>(integer(evaluate(*clause.limit, {})));
            result.resize(std::min(limit, result.size()));
        }
        if (clause.where) {
            std::erase_if(result,
                          [&](const Row& row) { return !is_true(evaluate(*clause.where, row)); });
        }
        return result;
    }

    /// ORDER BY sees what the clause makes and, without grouping, what it made it from.
    void sort(const query::ProjectionClause& clause, std::vector<Row>& rows,
              const std::vector<Row>& sources) {
        std::vector<std::pair<std::vector<Value>, Row>> keyed;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            Row seen = rows[i];
            if (i < sources.size()) {
                seen.insert(sources[i].begin(), sources[i].end());
            }
            std::vector<Value> keys;
            for (const auto& item : clause.order) {
                keys.push_back(evaluate(*item.expression, seen));
            }
            keyed.emplace_back(std::move(keys), std::move(rows[i]));
        }
        std::stable_sort(keyed.begin(), keyed.end(), [&](const auto& a, const auto& b) {
            for (std::size_t i = 0; i < clause.order.size(); ++i) {
                if (const int c = order(a.first[i], b.first[i]); c != 0) {
                    return clause.order[i].descending ? c > 0 : c < 0;
                }
            }
            return false;
        });
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i] = std::move(keyed[i].second);
        }
    }

    /// An item with aggregations, of a group.
    Value aggregate(const Expression& e, const std::vector<Row>& rows) {
        if (e.kind == ExpressionKind::CountStar) {
            return static_cast<std::int64_t>(rows.size());
        }
        if (!is_aggregate(e)) {
            Expression copy = e;
            for (ExpressionPtr& child : copy.children) {
                if (child && aggregates(*child)) {
                    Expression literal;
                    literal.value = aggregate(*child, rows);
                    child = std::make_shared<Expression>(std::move(literal));
                }
            }
            return evaluate(copy, rows.empty() ? Row{} : rows.front());
        }
        std::vector<Value> values;
        for (const Row& row : rows) {
            Value value = evaluate(*e.children[0], row);
            const bool repeated =
                e.distinct && std::any_of(values.begin(), values.end(),
                                          [&](const Value& v) { return order(v, value) == 0; });
            if (!value.is_null() && !repeated) {
                values.push_back(std::move(value));
            }
        }
        if (e.name == "count") {
            return static_cast<std::int64_t>(values.size());
        }
        if (e.name == "avg") {
            double sum = 0;
            for (const Value& value : values) {
                sum += number(value);
            }
            return values.empty() ? Value() : Value(sum / static_cast<double>(values.size()));
        }
        if (e.name == "percentileDisc") {  // of one half: the lower median
            std::sort(values.begin(), values.end(),
                      [](const Value& a, const Value& b) { return order(a, b) < 0; });
            return values.empty() ? Value() : values[(values.size() + 1) / 2 - 1];
        }
        if (e.name == "collect") {
            return List(values.begin(), values.end());
        }
        if (e.name == "sum") {
            std::int64_t sum = 0;
            for (const Value& value : values) {
                sum += integer(value);
            }
            return sum;
        }
        const auto less = [](const Value& a, const Value& b) { return order(a, b) < 0; };
        if (values.empty()) {
            return {};
        }
        return e.name == "min" ? *std::min_element(values.begin(), values.end(), less)
                               : *std::max_element(values.begin(), values.end(), less);
    }

    // ---- writes

    void create_path(const query::PathPattern& path, Row& row) {
        std::vector<std::size_t> places;
        for (const auto& node : path.nodes) {
            const auto held = row.find(node.variable);
            if (!node.variable.empty() && held != row.end()) {
                places.push_back(held->second.get_if<NodeId>()->value);
                continue;
            }
            NaiveNode made;
            made.labels.insert(node.labels.begin(), node.labels.end());
            made.properties = properties(node.properties, row);
            graph_.nodes.push_back(std::move(made));
            places.push_back(graph_.nodes.size() - 1);
            if (!node.variable.empty()) {
                row[node.variable] = NodeId(places.back());
            }
        }
        Path made;
        for (const std::size_t place : places) {
            made.nodes.emplace_back(place);
        }
        for (std::size_t i = 0; i < path.relationships.size(); ++i) {
            const auto& pattern = path.relationships[i];
            const bool backward = pattern.direction == query::Direction::Incoming;
            graph_.edges.push_back({places[backward ? i + 1 : i], places[backward ? i : i + 1],
                                    pattern.types.front(), properties(pattern.properties, row),
                                    true});
            made.relationships.push_back(relationship(graph_.edges.size() - 1));
            if (!pattern.variable.empty()) {
                row[pattern.variable] = made.relationships.back();
            }
        }
        if (!path.variable.empty()) {
            row[path.variable] = made;
        }
    }

    std::map<std::string, Value> properties(const ExpressionPtr& map, const Row& row) {
        std::map<std::string, Value> result;
        for (std::size_t i = 0; map && i < map->names.size(); ++i) {
            Value value = evaluate(*map->children[i], row);
            if (!value.is_null()) {
                result[map->names[i]] = std::move(value);
            }
        }
        return result;
    }

    void change(const query::SetItem& item, const Row& row, bool remove) {
        const Value target = evaluate(*item.target, row);
        const auto* node = target.get_if<NodeId>();
        const auto* edge = target.get_if<Relationship>();
        if (node == nullptr && edge == nullptr) {
            return;
        }
        if (item.kind == query::SetKind::Labels) {
            for (const std::string& label : item.labels) {
                auto& labels = graph_.nodes[node->value].labels;
                remove ? void(labels.erase(label)) : void(labels.insert(label));
            }
            return;
        }
        auto& held = node != nullptr ? graph_.nodes[node->value].properties
                                     : graph_.edges[edge->id.value].properties;
        if (item.kind == query::SetKind::Replace || item.kind == query::SetKind::Merge) {
            const Value map = evaluate(*item.value, row);
            if (item.kind == query::SetKind::Replace) {
                held.clear();
            }
            for (const auto& [key, value] : *map.map()) {
                if (value.is_null()) {
                    held.erase(key);
                } else {
                    held[key] = value;
                }
            }
            return;
        }
        Value value = remove ? Value() : evaluate(*item.value, row);
        if (value.is_null()) {
            held.erase(item.key);
        } else {
            held[item.key] = std::move(value);
        }
    }

    /// All rows are read before anything goes, relationships before nodes.
    void erase(const query::DeleteClause& clause, const std::vector<Row>& rows) {
        std::vector<Value> targets;
        for (const Row& row : rows) {
            for (const auto& target : clause.targets) {
                targets.push_back(evaluate(*target, row));
            }
        }
        for (const Value& target : targets) {
            if (const auto* edge = target.get_if<Relationship>()) {
                graph_.edges[edge->id.value].alive = false;
            }
        }
        for (const Value& target : targets) {
            if (const auto* node = target.get_if<NodeId>()) {
                graph_.nodes[node->value].alive = false;
                for (NaiveEdge& edge : graph_.edges) {
                    const bool touches = edge.start == node->value || edge.end == node->value;
                    if (edge.alive && touches && !clause.detach) {
                        throw Forbidden("a node that still has relationships");
                    }
                    edge.alive = edge.alive && !touches;
                }
            }
        }
    }

    std::vector<Row> merge_rows(const query::MergeClause& clause, const std::vector<Row>& rows) {
        std::vector<Row> result;
        for (const Row& row : rows) {
            const std::size_t before = result.size();
            std::set<std::uint64_t> used;
            match_paths({clause.pattern}, 0, row, used,
                        [&](const Row& found) { result.push_back(found); });
            const bool found = result.size() > before;
            if (!found) {
                Row made = row;
                create_path(clause.pattern, made);
                result.push_back(std::move(made));
            }
            for (std::size_t i = before; i < result.size(); ++i) {
                for (const auto& item : found ? clause.on_match : clause.on_create) {
                    change(item, result[i], false);
                }
            }
        }
        return result;
    }

    // ---- expressions

    static bool is_true(const Value& value) {
        const auto* flag = value.get_if<bool>();
        return flag != nullptr && *flag;
    }

    using Truth = std::optional<bool>;

    static Truth truth(const Value& value) {
        const auto* flag = value.get_if<bool>();
        return flag != nullptr ? Truth(*flag) : std::nullopt;
    }

    static Value value_of(Truth truth) { return truth ? Value(*truth) : Value(); }

    static Truth equal(const Value& a, const Value& b) {
        if (a.is_null() || b.is_null()) {
            return std::nullopt;
        }
        if (a.list() != nullptr && b.list() != nullptr) {
            if (a.list()->size() != b.list()->size()) {
                return false;
            }
            Truth result = true;
            for (std::size_t i = 0; i < a.list()->size(); ++i) {
                const Truth one = equal((*a.list())[i], (*b.list())[i]);
                if (one == false) {
                    return false;
                }
                if (!one) {
                    result = std::nullopt;
                }
            }
            return result;
        }
        if (a.map() != nullptr && b.map() != nullptr) {
            bool unknown = false;
            for (const auto& [key, value] : *a.map()) {
                const auto other = b.map()->find(key);
                if (other == b.map()->end()) {
                    return false;
                }
                const Truth one = equal(value, other->second);
                if (one == false) {
                    return false;
                }
                unknown = unknown || !one;
            }
            return a.map()->size() != b.map()->size() ? Truth(false)
                   : unknown                          ? std::nullopt
                                                      : Truth(true);
        }
        return rank(a) == rank(b) && order(a, b) == 0;
    }

    Value evaluate(const Expression& e, const Row& row) {
        using enum ExpressionKind;
        const auto child = [&](std::size_t i) { return evaluate(*e.children[i], row); };
        switch (e.kind) {
            case Literal:
                return e.value;
            case Variable:
                return row.at(e.name);
            case Property:
                return property(child(0), e.name);
            case Index: {
                const Value list = child(0);
                const Value at = child(1);
                if (list.is_null() || at.is_null()) {
                    return {};
                }
                if (list.map() != nullptr) {
                    const auto found = list.map()->find(*at.string());
                    return found != list.map()->end() ? found->second : Value();
                }
                const auto size = static_cast<std::int64_t>(list.list()->size());
                const std::int64_t i = integer(at) < 0 ? integer(at) + size : integer(at);
                return i < 0 || i >= size ? Value() : (*list.list())[static_cast<std::size_t>(i)];
            }
            case Slice: {
                const Value list = child(0);
                if (list.is_null()) {
                    return {};
                }
                const auto size = static_cast<std::int64_t>(list.list()->size());
                const auto bound = [&](std::size_t i, std::int64_t otherwise) {
                    const std::int64_t at = e.children[i] ? integer(child(i)) : otherwise;
                    return std::clamp<std::int64_t>(at < 0 ? at + size : at, 0, size);
                };
                const std::int64_t from = bound(1, 0);
                const std::int64_t to = std::max(from, bound(2, size));
                return List(list.list()->begin() + from, list.list()->begin() + to);
            }
            case MapLiteral: {
                Map map;
                for (std::size_t i = 0; i < e.names.size(); ++i) {
                    map[e.names[i]] = child(i);
                }
                return map;
            }
            case MapProjection: {
                if (child(0).is_null()) {
                    return {};
                }
                Map map;
                for (std::size_t i = 0; i < e.names.size(); ++i) {
                    map[e.names[i]] = child(i + 1);
                }
                return map;
            }
            case Not: {
                const Truth a = truth(child(0));
                return a ? Value(!*a) : Value();
            }
            case Negate: {
                const Value a = child(0);
                return a.is_null() ? Value() : Value(-integer(a));
            }
            case Plus:
                return child(0);
            case IsNull:
                return child(0).is_null();
            case IsNotNull:
                return !child(0).is_null();
            case And: {
                const Truth a = truth(child(0));
                const Truth b = truth(child(1));
                return a == false || b == false ? Value(false)
                                                : value_of(a && b ? Truth(true) : std::nullopt);
            }
            case Or: {
                const Truth a = truth(child(0));
                const Truth b = truth(child(1));
                return a == true || b == true ? Value(true)
                                              : value_of(a && b ? Truth(false) : std::nullopt);
            }
            case Xor: {
                const Truth a = truth(child(0));
                const Truth b = truth(child(1));
                return a && b ? Value(*a != *b) : Value();
            }
            case Equal:
                return value_of(equal(child(0), child(1)));
            case NotEqual: {
                const Truth same = equal(child(0), child(1));
                return same ? Value(!*same) : Value();
            }
            case Less:
            case LessEqual:
            case Greater:
            case GreaterEqual: {
                const Value a = child(0);
                const Value b = child(1);
                if (a.is_null() || b.is_null()) {
                    return {};
                }
                const int c = order(a, b);
                return e.kind == Less        ? c < 0
                       : e.kind == LessEqual ? c <= 0
                       : e.kind == Greater   ? c > 0
                                             : c >= 0;
            }
            case Add:
            case Subtract:
            case Multiply:
            case Divide:
            case Modulo:
                return arithmetic(e.kind, child(0), child(1));
            case In: {
                const Value needle = child(0);
                const Value list = child(1);
                if (list.is_null()) {
                    return {};
                }
                Truth result = false;
                for (const Value& element : *list.list()) {
                    const Truth one = equal(needle, element);
                    if (one == true) {
                        return true;
                    }
                    if (!one) {
                        result = std::nullopt;
                    }
                }
                return value_of(result);
            }
            case StartsWith:
            case EndsWith:
            case Contains: {
                const Value a = child(0);
                const Value b = child(1);
                if (a.is_null() || b.is_null()) {
                    return {};
                }
                const std::string& text = *a.string();
                const std::string& part = *b.string();
                return e.kind == StartsWith ? text.rfind(part, 0) == 0
                       : e.kind == Contains ? text.find(part) != std::string::npos
                                            : text.size() >= part.size() &&
                                                  text.substr(text.size() - part.size()) == part;
            }
            case Call:
                return call(e, row);
            case ListLiteral: {
                List list;
                for (std::size_t i = 0; i < e.children.size(); ++i) {
                    list.push_back(child(i));
                }
                return list;
            }
            case Case:
                return case_of(e, row);
            case ListComprehension: {
                const Value list = child(0);
                if (list.is_null()) {
                    return {};
                }
                List result;
                for (const Value& element : *list.list()) {
                    Row inner = row;
                    inner[e.name] = element;
                    if (!e.children[1] || is_true(evaluate(*e.children[1], inner))) {
                        result.push_back(e.children[2] ? evaluate(*e.children[2], inner) : element);
                    }
                }
                return result;
            }
            case Quantifier:
                return quantifier(e, row);
            case Reduce: {
                Value sum = child(0);
                const Value list = child(1);
                if (list.is_null()) {
                    return {};
                }
                for (const Value& element : *list.list()) {
                    Row inner = row;
                    inner[e.name] = element;
                    inner[e.names[0]] = sum;
                    sum = evaluate(*e.children[2], inner);
                }
                return sum;
            }
            case PatternPredicate:
                return matches(*e.pattern, row, nullptr) > 0;
            case Exists:
                return !run_inner(*e.subquery, row).empty();
            case HasLabels: {
                const Value node = child(0);
                if (node.is_null()) {
                    return {};
                }
                const auto& labels = graph_.nodes[node.get_if<NodeId>()->value].labels;
                return std::all_of(e.names.begin(), e.names.end(), [&](const std::string& label) {
                    return labels.contains(label);
                });
            }
            case PatternComprehension: {
                List result;
                std::set<std::uint64_t> used;
                match_paths({*e.pattern}, 0, row, used, [&](const Row& found) {
                    if (!e.children[0] || is_true(evaluate(*e.children[0], found))) {
                        result.push_back(evaluate(*e.children[1], found));
                    }
                });
                return result;
            }
            default:
                throw std::logic_error("an expression that the naive evaluator does not know");
        }
    }

    std::size_t matches(const query::PathPattern& path, const Row& row, const Expression* where) {
        std::size_t count = 0;
        std::set<std::uint64_t> used;
        match_paths({path}, 0, row, used, [&](const Row& found) {
            count += where == nullptr || is_true(evaluate(*where, found)) ? 1 : 0;
        });
        return count;
    }

    std::vector<Row> run_inner(const query::Query& query, const Row& row) {
        std::vector<Row> rows{row};
        for (const query::Clause& clause : query.parts.front().clauses) {
            if (const auto* match = std::get_if<query::MatchClause>(&clause)) {
                rows = match_rows(*match, rows);
            }
        }
        return rows;
    }

    Value property(const Value& of, const std::string& name) {
        if (of.is_null()) {
            return {};
        }
        const auto* node = of.get_if<NodeId>();
        if (const Map* map = of.map()) {
            const auto found = map->find(name);
            return found != map->end() ? found->second : Value();
        }
        const auto& held = node != nullptr
                               ? graph_.nodes[node->value].properties
                               : graph_.edges[of.get_if<Relationship>()->id.value].properties;
        const auto found = held.find(name);
        return found != held.end() ? found->second : Value();
    }

    static Value arithmetic(ExpressionKind kind, const Value& a, const Value& b) {
        if (a.is_null() || b.is_null()) {
            return {};
        }
        if (a.string() != nullptr) {
            return *a.string() + *b.string();
        }
        if (a.list() != nullptr) {
            List joined = *a.list();
            joined.insert(joined.end(), b.list()->begin(), b.list()->end());
            return joined;
        }
        return kind == ExpressionKind::Add        ? integer(a) + integer(b)
               : kind == ExpressionKind::Subtract ? integer(a) - integer(b)
               : kind == ExpressionKind::Divide   ? integer(a) / integer(b)
               : kind == ExpressionKind::Modulo   ? integer(a) % integer(b)
                                                  : integer(a) * integer(b);
    }

    Value case_of(const Expression& e, const Row& row) {
        for (std::size_t i = 2; i + 1 < e.children.size(); i += 2) {
            const Value when = evaluate(*e.children[i], row);
            const bool taken =
                e.children[0] ? equal(evaluate(*e.children[0], row), when) == true : is_true(when);
            if (taken) {
                return evaluate(*e.children[i + 1], row);
            }
        }
        return e.children[1] ? evaluate(*e.children[1], row) : Value();
    }

    Value quantifier(const Expression& e, const Row& row) {
        const Value list = evaluate(*e.children[0], row);
        if (list.is_null()) {
            return {};
        }
        std::size_t yes = 0;
        std::size_t unknown = 0;
        for (const Value& element : *list.list()) {
            Row inner = row;
            inner[e.name] = element;
            const Truth one = truth(evaluate(*e.children[1], inner));
            yes += one == true ? 1 : 0;
            unknown += one ? 0 : 1;
        }
        const std::size_t no = list.list()->size() - yes - unknown;
        switch (e.quantifier) {
            case query::QuantifierKind::All:
                return no > 0 ? Value(false) : unknown > 0 ? Value() : Value(true);
            case query::QuantifierKind::Any:
                return yes > 0 ? Value(true) : unknown > 0 ? Value() : Value(false);
            case query::QuantifierKind::None:
                return yes > 0 ? Value(false) : unknown > 0 ? Value() : Value(true);
            case query::QuantifierKind::Single:
                return yes > 1 ? Value(false) : unknown > 0 ? Value() : Value(yes == 1);
        }
        return {};
    }

    Value call(const Expression& e, const Row& row) {
        const auto argument = [&](std::size_t i) { return evaluate(*e.children[i], row); };
        if (e.name == "coalesce") {
            for (std::size_t i = 0; i < e.children.size(); ++i) {
                if (Value value = argument(i); !value.is_null()) {
                    return value;
                }
            }
            return {};
        }
        const Value first = argument(0);
        if (first.is_null()) {
            return {};
        }
        if (e.name == "size") {
            return static_cast<std::int64_t>(first.list() != nullptr ? first.list()->size()
                                                                     : first.string()->size());
        }
        if (e.name == "length") {
            return static_cast<std::int64_t>(first.path()->relationships.size());
        }
        if (e.name == "nodes") {
            return List(first.path()->nodes.begin(), first.path()->nodes.end());
        }
        if (e.name == "relationships") {
            return List(first.path()->relationships.begin(), first.path()->relationships.end());
        }
        if (e.name == "id") {
            return static_cast<std::int64_t>(first.get_if<NodeId>()->value);
        }
        if (e.name == "sign") {
            return std::int64_t{integer(first) > 0 ? 1 : integer(first) < 0 ? -1 : 0};
        }
        if (e.name == "properties") {
            const auto* node = first.get_if<NodeId>();
            const auto& held =
                node != nullptr ? graph_.nodes[node->value].properties
                                : graph_.edges[first.get_if<Relationship>()->id.value].properties;
            return Map(held.begin(), held.end());
        }
        if (e.name == "exists") {
            return !first.is_null();
        }
        if (e.name == "head" || e.name == "last") {
            const List& list = *first.list();
            return list.empty() ? Value() : e.name == "head" ? list.front() : list.back();
        }
        if (e.name == "tail") {
            const List& list = *first.list();
            return list.empty() ? List{} : List(list.begin() + 1, list.end());
        }
        if (e.name == "reverse") {
            return List(first.list()->rbegin(), first.list()->rend());
        }
        if (e.name == "abs") {
            return integer(first) < 0 ? -integer(first) : integer(first);
        }
        if (e.name == "type") {
            return graph_.edges[first.get_if<Relationship>()->id.value].type;
        }
        if (e.name == "startNode") {
            return first.get_if<Relationship>()->start;
        }
        if (e.name == "endNode") {
            return first.get_if<Relationship>()->end;
        }
        if (e.name == "labels") {
            List list;
            for (const std::string& label : graph_.nodes[first.get_if<NodeId>()->value].labels) {
                list.emplace_back(label);
            }
            return list;
        }
        if (e.name == "range") {
            const Value last = argument(1);
            List list;
            for (std::int64_t i = integer(first); !last.is_null() && i <= integer(last); ++i) {
                list.emplace_back(i);
            }
            return list;
        }
        throw std::logic_error("a function that the naive evaluator does not know: " + e.name);
    }

    NaiveGraph& graph_;
    long steps_ = 0;
};

}  // namespace trefoil::test
