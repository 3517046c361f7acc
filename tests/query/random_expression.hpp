#pragma once

#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

/// Random statements that are right by construction: typed, and with one answer only (no LIMIT
/// without a total order, no order of what has none).
namespace trefoil::test {

/// The dice, the variables in scope, and expressions over them.
class RandomExpression {
  public:
    enum class Kind { Integer, Text, Flag, List, Map, Node, Relationship, Relationships, Path };

    struct Variable {
        std::string name;
        Kind kind;
    };

    explicit RandomExpression(unsigned seed) : random_(seed) {}

    /// How often each clause and each construct was used.
    std::map<std::string, long> coverage;

    int pick(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }

    bool chance(int percent) { return pick(100) < percent; }

  protected:
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
        const int k = pick(11);
        return k < 4    ? Kind::Integer
               : k < 6  ? Kind::Text
               : k < 8  ? Kind::Flag
               : k < 10 ? Kind::List
                        : Kind::Map;
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

    // ---- expressions

    std::string expression(Kind kind, int depth) {
        switch (kind) {
            case Kind::Integer:
                return integer(depth);
            case Kind::Text:
                return text(depth);
            case Kind::Flag:
                return flag(depth);
            case Kind::Map:
                return map(depth);
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
        if (chance(25)) {
            note("CASE with operand");
            return "CASE " + integer(depth - 1) + " WHEN " + integer(0) + " THEN " +
                   expression(kind, depth - 1) + " WHEN " + integer(0) + " THEN " +
                   expression(kind, depth - 1) +
                   (chance(60) ? " ELSE " + expression(kind, depth - 1) : "") + " END";
        }
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
        switch (pick(17)) {
            case 11:
                note("map access");
                return "(" + map(depth - 1) + ")" + pick_of({".a", "['a']", ".none"});
            case 12:
                if (const auto relationships = of(Kind::Relationship); !relationships.empty()) {
                    note("relationship property");
                    return one(relationships) + ".w";
                }
                return "sign(" + integer(depth - 1) + ")";
            case 13:
                if (const auto relationships = of(Kind::Relationship); !relationships.empty()) {
                    note("startNode, endNode");
                    return pick_of({"startNode(", "endNode("}) + one(relationships) + ").id";
                }
                return "abs(" + integer(depth - 1) + ")";
            case 14:
                if (const auto paths = of(Kind::Path); !paths.empty()) {
                    note("nodes of path");
                    const std::string path = one(paths);
                    return pick_of({"nodes(" + path + ")[0].id", "last(nodes(" + path + ")).id",
                                    "size(relationships(" + path + "))",
                                    "head(relationships(" + path + ")).w",
                                    "size([pn IN nodes(" + path + ") WHERE pn.i > 0 | pn.id])"});
                }
                return "size(" + text(depth - 1) + ")";
            case 15:
                note("division");
                return "(" + integer(depth - 1) + pick_of({" / ", " % "}) +
                       pick_of({"2", "3", "-2"}) + ")";
            case 16:
                if (const auto nodes = of(Kind::Node); !nodes.empty()) {
                    note("pattern comprehension with WHERE");
                    return "size([(" + one(nodes) + ")" +
                           pick_of({"-[pr:R]->", "<-[pr]-", "-[pr:S|T]-"}) + "(pc) WHERE pr.w " +
                           pick_of({"> 1", "< 4", "<> 2"}) + " | pc.i])";
                }
                return std::to_string(pick(4));
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
        switch (pick(8)) {
            case 5:
                note("slice");
                return list(depth - 1) + pick_of({"[1..]", "[..1]", "[0..2]", "[-2..]", "[1..-1]"});
            case 6:
                if (const auto paths = of(Kind::Path); !paths.empty()) {
                    note("list of path");
                    return "[pn IN nodes(" + one(paths) + ") | pn.id]";
                }
                return "[" + integer(depth - 1) + "]";
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

    std::string map(int depth) {
        if (const std::string name = known(Kind::Map); !name.empty() && chance(60)) {
            return name;
        }
        if (const auto nodes = of(Kind::Node); !nodes.empty() && chance(30)) {
            note("map projection");
            return one(nodes) + " {a: " + integer(depth - 1) + ", .s" + pick_of({"", ", .i"}) + "}";
        }
        note("map literal");
        return "{a: " + integer(depth - 1) + ", s: " + text(depth - 1) + "}";
    }

    /// What stands behind WHERE: only there may a bare pattern be a condition.
    std::string condition(int depth) {
        const auto nodes = of(Kind::Node);
        if (nodes.empty() || chance(80)) {
            return flag(depth);
        }
        note("pattern predicate");
        std::string pattern = "(" + one(nodes) + ")" +
                              pick_of({"-->", "<--", "--", "-[:R]->", "<-[:S|T]-", "-[*1..2]->"}) +
                              (chance(40) ? "(" + one(nodes) + ")" : "(" + labels() + ")");
        if (chance(30)) {
            pattern = "exists(" + pattern + ")";
        }
        if (chance(40)) {
            pattern = "NOT " + pattern;
        }
        return chance(50) ? pattern
                          : "(" + flag(depth - 1) + pick_of({" AND ", " OR "}) + pattern + ")";
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
        switch (pick(18)) {
            case 13:
                note("chained comparison");
                return "(" + integer(depth - 1) + comparison() + integer(0) + comparison() +
                       integer(0) + ")";
            case 14:
                note("comparison with floats");
                return "(" + integer(depth - 1) + comparison() + pick_of({"1.5", "2.0", "-0.5"}) +
                       ")";
            case 15:
                if (!nodes.empty()) {
                    note("EXISTS with WHERE");
                    return "EXISTS { MATCH (" + one(nodes) + ")" +
                           pick_of({"-[er]->", "<-[er:R]-", "-[er:S|T]-"}) + "(en) WHERE " +
                           pick_of({"en.i > 0", "er.w < 3", "en:A", "en.s = 'a' OR er.w = 1"}) +
                           pick_of({"", " RETURN en"}) + " }";
                }
                return "(1 < 2.5)";
            case 16:
                note("comparison of maps");
                return "(" + map(depth - 1) + pick_of({" = ", " <> "}) + map(depth - 1) + ")";
            case 17: {
                note("quantifier over any condition");
                const std::string source = list(depth - 1);
                const std::string element = fresh(Kind::Integer);
                std::string result = pick_of({"all(", "any(", "none(", "single("}) + element +
                                     " IN " + source + " WHERE " + flag(depth - 1) + ")";
                scope_.pop_back();
                return result;
            }
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

    std::vector<Variable> scope_;
    int next_ = 0;

  private:
    std::mt19937 random_;
};

}  // namespace trefoil::test
