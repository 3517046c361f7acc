#pragma once

#include <string>
#include <vector>

#include "tests/query/random_expression.hpp"

namespace trefoil::test {

/// Random graphs and statements that read them.
class RandomQuery : public RandomExpression {
  public:
    using RandomExpression::RandomExpression;

    /// A statement that makes a graph: nodes have unique `id`s.
    std::string graph(int nodes, int edges) {
        std::string text = "CREATE ";
        for (int i = 0; i < nodes; ++i) {
            text += (i > 0 ? ", " : "") + ("(x" + std::to_string(i)) + labels() +
                    " {id: " + std::to_string(i) + some_properties() + "})";
        }
        for (int i = 0; i < edges; ++i) {
            text += ", (x" + std::to_string(pick(nodes)) + ")-[:" + type() +
                    " {w: " + std::to_string(i) + "}]->(x" + std::to_string(pick(nodes)) + ")";
        }
        return text;
    }

    std::string read() {
        const int parts = chance(10) ? 2 : 1;
        const int columns = 1 + pick(3);
        std::vector<Kind> kinds;
        for (int i = 0; i < columns; ++i) {
            kinds.push_back(scalar());
        }
        if (parts == 1) {
            return part(nullptr);
        }
        const bool all = chance(50);
        note(all ? "UNION ALL" : "UNION");
        return part(&kinds) + (all ? " UNION ALL " : " UNION ") + part(&kinds);
    }

  protected:
    std::string part(const std::vector<Kind>* columns) {
        start();
        std::string text;
        const int clauses = 1 + pick(3);
        for (int i = 0; i < clauses; ++i) {
            const int what = pick(10);
            text += what < 6 || i == 0 ? match() : what < 7 ? unwind() : with();
            text += " ";
        }
        return text + returning(columns);
    }

    std::string match(int percent_optional = 25) {
        const bool optional = chance(percent_optional);
        note(optional ? "OPTIONAL MATCH" : "MATCH");
        std::string text = optional ? "OPTIONAL MATCH " : "MATCH ";
        const int paths = chance(25) ? 2 : 1;
        for (int i = 0; i < paths; ++i) {
            text += (i > 0 ? ", " : "") + path();
        }
        if (chance(45)) {
            note("WHERE");
            text += " WHERE " + condition(2);
        }
        return text;
    }

    std::string path() {
        std::string text;
        if (chance(15)) {
            note("named path");
            text = "v" + std::to_string(next_) + " = ";
            const std::string name = "v" + std::to_string(next_++);
            text += chain();
            scope_.push_back({name, Kind::Path});
            return text;
        }
        return chain();
    }

    std::string chain() {
        const int hops = pick(10) < 3 ? 0 : 1 + pick(2);
        std::string text = node();
        for (int i = 0; i < hops; ++i) {
            text += hop() + node();
        }
        return text;
    }

    std::string node() {
        const auto bound = of(Kind::Node);
        if (!bound.empty() && chance(35)) {
            note("bound node");
            return "(" + one(bound) + (chance(15) ? labels() : "") + ")";
        }
        const std::string name = chance(75) ? fresh(Kind::Node) : "";
        std::string text = "(" + name + (chance(35) ? labels() : "");
        if (chance(15)) {
            note("node properties");
            text += " {" + pick_of({"i: 1", "id: 2", "s: 'a'", "b: true", "i: 2, s: 'b'"}) + "}";
        }
        return text + ")";
    }

    std::string hop() {
        std::string inside;
        const bool many = chance(20);
        if (chance(45)) {
            inside += fresh(many ? Kind::Relationships : Kind::Relationship);
        }
        if (chance(50)) {
            inside += ":" + type();
            if (chance(20)) {
                note("type alternatives");
                inside += "|" + type();
            }
        }
        if (many) {
            note("variable length");
            inside += pick_of({"*1..2", "*0..1", "*2", "*..2", "*0..2", "*"});
        }
        if (chance(8)) {
            note("relationship properties");
            inside += " {w: " + std::to_string(pick(6)) + "}";
        }
        const std::string body =
            inside.empty() ? (chance(50) ? "--" : "-[]-") : "-[" + inside + "]-";
        const int way = pick(3);
        note(way == 0 ? "outgoing" : way == 1 ? "incoming" : "undirected");
        return way == 0 ? body + ">" : way == 1 ? "<" + body : body;
    }

    std::string unwind() {
        note("UNWIND");
        const std::string list = this->list(1);
        return "UNWIND " + list + " AS " + fresh(Kind::Integer);
    }

    std::string with() {
        note("WITH");
        if (chance(10)) {
            note("WITH *");
            return "WITH *" + (chance(50) ? " WHERE " + condition(1) : "");
        }
        const auto before = scope_;
        std::vector<Variable> kept;
        std::string items;
        const bool grouping = chance(35);
        bool ordered_kinds = true;
        for (const Variable& variable : before) {
            if (chance(60)) {
                items += (items.empty() ? "" : ", ") + variable.name;
                kept.push_back(variable);
                ordered_kinds = ordered_kinds && is_scalar(variable.kind);
            }
        }
        const int computed = pick(2) + (items.empty() ? 1 : 0);
        for (int i = 0; i < computed; ++i) {
            const Kind kind = scalar();
            const std::string name = "v" + std::to_string(next_++);
            items += (items.empty() ? "" : ", ") + expression(kind, 2) + " AS " + name;
            kept.push_back({name, kind});
            ordered_kinds = ordered_kinds && is_scalar(kind);
        }
        if (grouping) {
            note("WITH aggregation");
            const std::string name = "v" + std::to_string(next_++);
            items += ", " + aggregate_integer() + " AS " + name;
            kept.push_back({name, Kind::Integer});
        }
        scope_ = kept;
        const bool distinct = chance(25);
        if (distinct) {
            note("WITH DISTINCT");
        }
        std::string text = (distinct ? "WITH DISTINCT " : "WITH ") + items;
        if (ordered_kinds && chance(30)) {
            text += order_and_cut();
        }
        if (chance(25)) {
            note("WITH WHERE");
            text += " WHERE " + condition(1);
        }
        return text;
    }

    static bool is_scalar(Kind kind) {
        return kind == Kind::Integer || kind == Kind::Text || kind == Kind::Flag ||
               kind == Kind::List;
    }

    /// By all columns, so that what is cut does not depend on the order of equal rows.
    std::string order_and_cut() {
        note("ORDER BY");
        std::string text;
        for (const Variable& variable : scope_) {
            text +=
                (text.empty() ? " ORDER BY " : ", ") + variable.name + (chance(40) ? " DESC" : "");
        }
        if (chance(30)) {
            note("SKIP");
            text += " SKIP " + std::to_string(pick(3));
        }
        if (chance(60)) {
            note("LIMIT");
            text += " LIMIT " + std::to_string(pick(5));
        }
        return text;
    }

    std::string returning(const std::vector<Kind>* columns) {
        note("RETURN");
        if (columns == nullptr && !scope_.empty() && chance(6)) {
            note("RETURN *");
            return "RETURN *";
        }
        std::string items;
        std::vector<Variable> made;
        const auto add = [&](const std::string& item, Kind kind, const std::string& prefix) {
            const std::string name = prefix + std::to_string(made.size());
            items += (items.empty() ? "" : ", ") + item + " AS " + name;
            made.push_back({name, kind});
        };
        bool distinct = chance(20);
        bool sortable = true;
        if (columns != nullptr) {
            for (const Kind kind : *columns) {
                add(expression(kind, 2), kind, "c");
            }
        } else {
            const bool grouping = chance(35);
            if (grouping && chance(25) && columns == nullptr) {
                items.clear();  // one group
            } else {
                const int count = 1 + pick(2);
                for (int i = 0; i < count; ++i) {
                    if (!scope_.empty() && chance(30)) {
                        const Variable& variable =
                            scope_[static_cast<std::size_t>(pick(static_cast<int>(scope_.size())))];
                        sortable = sortable && is_scalar(variable.kind);
                        add(variable.name, variable.kind, "c");
                        continue;
                    }
                    const Kind kind = scalar();
                    sortable = sortable && is_scalar(kind);
                    add(expression(kind, 3), kind, "c");
                }
            }
            if (grouping) {
                note("RETURN aggregation");
                const int what = pick(7);
                if (what == 5) {
                    note("avg, percentile");
                    add(pick_of(
                            {"avg(" + integer(1) + ")", "percentileDisc(" + integer(1) + ", 0.5)"}),
                        Kind::Flag, "c");
                } else if (what == 6) {
                    note("aggregation inside an expression");
                    add(aggregate_integer() + pick_of({" + 1", " * 2", " - count(*)"}),
                        Kind::Integer, "c");
                } else if (what == 0) {
                    note("collect");
                    add("collect(" + expression(Kind::Integer, 1) + ")", Kind::List, "bag");
                    distinct = false;
                    sortable = false;
                } else if (what == 1) {
                    note("min, max");
                    add(pick_of({"min(", "max("}) + expression(Kind::Text, 1) + ")", Kind::Text,
                        "c");
                } else {
                    add(aggregate_integer(), Kind::Integer, "c");
                }
            }
        }
        if (distinct) {
            note("RETURN DISTINCT");
        }
        scope_ = made;
        std::string text = (distinct ? "RETURN DISTINCT " : "RETURN ") + items;
        if (columns == nullptr && sortable && chance(30)) {
            text += order_and_cut();
        }
        return text;
    }

    std::string aggregate_integer() {
        const int what = pick(6);
        const auto nodes = of(Kind::Node);
        if (what == 0) {
            note("count(*)");
            return "count(*)";
        }
        if (what == 1 && !nodes.empty()) {
            note("count(DISTINCT node)");
            return "count(DISTINCT " + one(nodes) + ")";
        }
        if (what == 2 && !nodes.empty()) {
            note("count(node)");
            return "count(" + one(nodes) + ")";
        }
        note("aggregation of integers");
        return pick_of({"count(", "sum(", "min(", "max(", "count(DISTINCT ", "sum(DISTINCT "}) +
               expression(Kind::Integer, 1) + ")";
    }
};

}  // namespace trefoil::test
