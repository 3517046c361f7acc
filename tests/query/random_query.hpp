#pragma once

#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

/// Random statements that are right by construction: typed, and with one answer only (no LIMIT
/// without a total order, no order of what has none).
namespace trefoil::test {

class RandomQuery {
  public:
    enum class Kind { Integer, Text, Flag, List, Node, Relationship, Relationships, Path };

    struct Variable {
        std::string name;
        Kind kind;
    };

    explicit RandomQuery(unsigned seed) : random_(seed) {}

    /// How often each clause and each construct was used.
    std::map<std::string, long> coverage;

    int pick(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }

    bool chance(int percent) { return pick(100) < percent; }

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

    /// A statement that writes; its result is the graph.
    std::string write() {
        start();
        std::string text;
        if (chance(70)) {
            text = match(0) + " ";  // a node that is null can be neither created from nor merged
        }
        const auto nodes = of(Kind::Node);
        const int what = pick(nodes.empty() ? 2 : 7);
        if (what == 0) {
            note("CREATE");
            const std::string from = nodes.empty() ? "(:N {id: 90})" : "(" + one(nodes) + ")";
            return text + "CREATE " + from + "-[:" + type() + "]->(" + labels() + " {id: 91" +
                   some_properties() + "})";
        }
        if (what == 1) {
            note("MERGE");
            return text + "MERGE (" + labels() + " {id: " + std::to_string(pick(9)) + "})";
        }
        const std::string node = one(nodes);
        if (what == 2) {
            note("SET property");
            return text + "SET " + node + "." +
                   pick_of({"i = 1", "i = null", "i = " + node + ".id + 1", "s = 'new'", "s = null",
                            "b = true", "b = null", "l = [1, 2]", "l = []"});
        }
        if (what == 3) {
            note("SET label");
            return text + "SET " + node + ":" + pick_of({"A", "B", "C"});
        }
        if (what == 4) {
            note("REMOVE");
            return text + "REMOVE " + node +
                   (chance(50) ? "." + pick_of({"i", "s", "b"}) : ":" + pick_of({"A", "B"}));
        }
        if (what == 5) {
            note("DETACH DELETE");
            return text + "DETACH DELETE " + node;
        }
        note("MERGE relationship");
        return text + "WITH DISTINCT " + node + " MERGE (" + node + ")-[:" + type() + "]->(" +
               node + ")";
    }

  private:
    void note(const std::string& what) { ++coverage[what]; }

    void start() {
        scope_.clear();
        next_ = 0;
    }

    std::string fresh(Kind kind) {
        scope_.push_back({"v" + std::to_string(next_++), kind});
        return scope_.back().name;
    }

    std::string pick_of(const std::vector<std::string>& texts) {
        return texts[static_cast<std::size_t>(pick(static_cast<int>(texts.size())))];
    }

    std::vector<std::string> of(Kind kind) const {
        std::vector<std::string> names;
        for (const Variable& variable : scope_) {
            if (variable.kind == kind) {
                names.push_back(variable.name);
            }
        }
        return names;
    }

    std::string one(const std::vector<std::string>& names) { return pick_of(names); }

    Kind scalar() {
        const int k = pick(10);
        return k < 4 ? Kind::Integer : k < 6 ? Kind::Text : k < 8 ? Kind::Flag : Kind::List;
    }

    std::string labels() { return pick_of({"", "", ":A", ":B", ":A:B", ":C"}); }

    std::string type() { return pick_of({"R", "S", "T"}); }

    std::string some_properties() {
        std::string text;
        if (chance(60)) {
            text += ", i: " + std::to_string(pick(4));
        }
        if (chance(60)) {
            text += ", s: " + pick_of({"'a'", "'b'", "'ab'", "''"});
        }
        if (chance(40)) {
            text += ", b: " + pick_of({"true", "false"});
        }
        if (chance(40)) {
            text += ", l: " + pick_of({"[1]", "[2, 1]", "[]", "[1, 2, 3]"});
        }
        return text;
    }

    // ---- clauses

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
            text += " WHERE " + flag(2);
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
            text += " WHERE " + flag(1);
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
                        if (variable.kind == Kind::Node || is_scalar(variable.kind)) {
                            sortable = sortable && is_scalar(variable.kind);
                            add(variable.name, variable.kind, "c");
                            continue;
                        }
                    }
                    const Kind kind = scalar();
                    add(expression(kind, 3), kind, "c");
                }
            }
            if (grouping) {
                note("RETURN aggregation");
                const int what = pick(5);
                if (what == 0) {
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

    // ---- expressions

    std::string expression(Kind kind, int depth) {
        switch (kind) {
            case Kind::Integer:
                return integer(depth);
            case Kind::Text:
                return text(depth);
            case Kind::Flag:
                return flag(depth);
            default:
                return list(depth);
        }
    }

    /// A variable of the kind, or nothing.
    std::string known(Kind kind) {
        const auto names = of(kind);
        return names.empty() || chance(40) ? "" : one(names);
    }

    std::string property(const std::string& key) {
        const auto nodes = of(Kind::Node);
        return nodes.empty() ? "" : one(nodes) + "." + key;
    }

    std::string conditional(Kind kind, int depth) {
        note("CASE");
        return "CASE WHEN " + flag(depth - 1) + " THEN " + expression(kind, depth - 1) +
               (chance(60) ? " ELSE " + expression(kind, depth - 1) : "") + " END";
    }

    std::string integer(int depth) {
        if (const std::string name = known(Kind::Integer); !name.empty() && chance(50)) {
            return name;
        }
        if (const std::string read = property(pick_of({"i", "i", "id"}));
            !read.empty() && chance(60)) {
            return read;
        }
        if (depth <= 0) {
            return chance(8) ? "null" : std::to_string(pick(4));
        }
        switch (pick(11)) {
            case 0:
            case 1:
                note("arithmetic");
                return "(" + integer(depth - 1) + pick_of({" + ", " - ", " * "}) +
                       integer(depth - 1) + ")";
            case 2:
                note("size");
                return "size(" + (chance(50) ? list(depth - 1) : text(depth - 1)) + ")";
            case 3:
                return conditional(Kind::Integer, depth);
            case 4:
                note("coalesce");
                return "coalesce(" + integer(depth - 1) + ", " + integer(depth - 1) + ")";
            case 5:
                note("index");
                return list(depth - 1) + "[" + std::to_string(pick(4) - 2) + "]";
            case 6:
                note("head, last");
                return pick_of({"head(", "last("}) + list(depth - 1) + ")";
            case 7: {
                note("reduce");
                const std::string sum = "v" + std::to_string(next_++);
                const std::string source = list(depth - 1);
                const std::string element = fresh(Kind::Integer);
                std::string result = "reduce(" + sum + " = 0, " + element + " IN " + source +
                                     " | " + sum + " + " + integer(0) + ")";
                scope_.pop_back();
                return result;
            }
            case 8:
                if (const auto paths = of(Kind::Path); !paths.empty()) {
                    note("length of path");
                    return "length(" + one(paths) + ")";
                }
                return "abs(" + integer(depth - 1) + ")";
            case 9:
                if (const auto walks = of(Kind::Relationships); !walks.empty()) {
                    note("size of walk");
                    return "size(" + one(walks) + ")";
                }
                return "-" + integer(0);
            default:
                if (const auto nodes = of(Kind::Node); !nodes.empty()) {
                    note("pattern comprehension");
                    return "size([(" + one(nodes) + ")" + pick_of({"-->", "<--", "--"}) + "(pc" +
                           labels() + ") | pc.id])";
                }
                return std::to_string(pick(4));
        }
    }

    std::string text(int depth) {
        if (const std::string name = known(Kind::Text); !name.empty() && chance(60)) {
            return name;
        }
        if (const std::string read = property("s"); !read.empty() && chance(60)) {
            return read;
        }
        if (const auto relationships = of(Kind::Relationship);
            !relationships.empty() && chance(30)) {
            note("type()");
            return "type(" + one(relationships) + ")";
        }
        if (depth > 0 && chance(20)) {
            return conditional(Kind::Text, depth);
        }
        if (depth > 0 && chance(25)) {
            note("concatenation");
            return "(" + text(depth - 1) + " + " + text(depth - 1) + ")";
        }
        return pick_of({"'a'", "'b'", "'ab'", "''", "null"});
    }

    std::string list(int depth) {
        if (const std::string name = known(Kind::List); !name.empty() && chance(60)) {
            return name;
        }
        if (const std::string read = property("l"); !read.empty() && chance(50)) {
            return read;
        }
        if (depth <= 0) {
            return pick_of({"[1, 2]", "[]", "[2, null, 1]", "[3]", "[0, 1, 2]"});
        }
        switch (pick(6)) {
            case 0:
                note("range");
                return "range(" + std::to_string(pick(3)) + ", " + std::to_string(pick(5)) + ")";
            case 1:
                note("list concatenation");
                return "(" + list(depth - 1) + " + " + list(depth - 1) + ")";
            case 2:
                note("tail, reverse");
                return pick_of({"tail(", "reverse("}) + list(depth - 1) + ")";
            case 3: {
                note("list comprehension");
                const std::string source = list(depth - 1);
                const std::string element = fresh(Kind::Integer);
                std::string result = "[" + element + " IN " + source;
                if (chance(60)) {
                    result += " WHERE " + flag(depth - 1);
                }
                if (chance(60)) {
                    result += " | " + integer(depth - 1);
                }
                scope_.pop_back();
                return result + "]";
            }
            case 4:
                note("list literal");
                return "[" + integer(depth - 1) + ", " + integer(depth - 1) + "]";
            default:
                return conditional(Kind::List, depth);
        }
    }

    std::string comparison() { return pick_of({" = ", " <> ", " < ", " <= ", " > ", " >= "}); }

    std::string flag(int depth) {
        if (const std::string read = property("b"); !read.empty() && chance(15)) {
            return read;
        }
        if (depth <= 0) {
            const auto nodes = of(Kind::Node);
            if (!nodes.empty() && chance(60)) {
                return "(" + one(nodes) +
                       pick_of({":A", ".i > 1", ".s = 'a'", ".i IS NULL", ".id < 3"}) + ")";
            }
            return pick_of({"true", "false", "null", "(1 < 2)"});
        }
        const auto nodes = of(Kind::Node);
        switch (pick(13)) {
            case 0:
            case 1:
                note("comparison of integers");
                return "(" + integer(depth - 1) + comparison() + integer(depth - 1) + ")";
            case 2:
                note("comparison of texts");
                return "(" + text(depth - 1) + comparison() + text(depth - 1) + ")";
            case 3:
                note("AND, OR, XOR");
                return "(" + flag(depth - 1) + pick_of({" AND ", " OR ", " XOR "}) +
                       flag(depth - 1) + ")";
            case 4:
                note("NOT");
                return "(NOT " + flag(depth - 1) + ")";
            case 5:
                note("IS NULL");
                return "(" + expression(scalar(), depth - 1) +
                       pick_of({" IS NULL", " IS NOT NULL"}) + ")";
            case 6:
                note("IN");
                return "(" + integer(depth - 1) + " IN " + list(depth - 1) + ")";
            case 7:
                note("text predicate");
                return "(" + text(depth - 1) +
                       pick_of({" STARTS WITH ", " ENDS WITH ", " CONTAINS "}) + text(depth - 1) +
                       ")";
            case 8: {
                note("quantifier");
                const std::string source = list(depth - 1);
                const std::string element = fresh(Kind::Integer);
                std::string result = pick_of({"all(", "any(", "none(", "single("}) + element +
                                     " IN " + source + " WHERE " + element + comparison() +
                                     std::to_string(pick(3)) + ")";
                scope_.pop_back();
                return result;
            }
            case 9:
                if (nodes.size() > 1) {
                    note("comparison of nodes");
                    return "(" + one(nodes) + pick_of({" = ", " <> "}) + one(nodes) + ")";
                }
                [[fallthrough]];
            case 10:
                if (!nodes.empty()) {
                    note("EXISTS");
                    return "EXISTS { (" + one(nodes) + ")" + pick_of({"-->", "<--", "-[:R]-"}) +
                           "(" + labels() + ") }";
                }
                [[fallthrough]];
            case 11:
                note("comparison of lists");
                return "(" + list(depth - 1) + pick_of({" = ", " <> "}) + list(depth - 1) + ")";
            default:
                if (!nodes.empty()) {
                    note("label predicate");
                    return "(" + one(nodes) + pick_of({":A", ":B", ":A:B"}) + ")";
                }
                return "true";
        }
    }

    std::mt19937 random_;
    std::vector<Variable> scope_;
    int next_ = 0;
};

}  // namespace trefoil::test
