#include "query/explain.hpp"

#include <cstdio>
#include <limits>

#include "query/lexer.hpp"

namespace trefoil::query {
namespace {

/// Names of slots, for reading.
class Describer {
  public:
    explicit Describer(const Plan& plan) : plan_(plan) {}

    std::string operator()(const plan::Argument&) const { return "Start"; }

    std::string operator()(const plan::NodeScan& s) const {
        return s.label < 0 ? "AllNodes " + slot(s.slot)
                           : "NodesByLabel " + slot(s.slot) + ":" + quote_identifier(name(s.label));
    }

    std::string operator()(const plan::NodeLookup& s) const {
        return "NodesByIndex " + slot(s.slot) + "." + quote_identifier(name(s.key)) + " = " +
               to_text(*s.value);
    }

    std::string operator()(const plan::NodeById& s) const {
        return "NodeById " + slot(s.slot) + " = " + to_text(*s.id);
    }

    std::string operator()(const plan::Expand& s) const {
        return std::string(s.hop.into ? "ExpandInto " : "Expand ") + arrow(s.hop, "");
    }

    std::string operator()(const plan::VariableExpand& s) const {
        std::string length = "*" + std::to_string(s.min) + "..";
        if (s.max != std::numeric_limits<std::uint64_t>::max()) {
            length += std::to_string(s.max);
        }
        return std::string(s.distinct_ends ? "Reach "
                           : s.hop.into    ? "WalkInto "
                                           : "Walk ") +
               arrow(s.hop, length);
    }

    std::string operator()(const plan::BoundRelationship& s) const {
        return "BoundRelationship " + arrow(s.hop, "");
    }

    std::string operator()(const plan::BoundRelationships& s) const {
        return "BoundRelationships " + arrow(s.hop, "*");
    }

    std::string operator()(const plan::ShortestPaths& s) const {
        return std::string(s.all ? "AllShortestPaths " : "ShortestPath ") + arrow(s.hop, "*");
    }

    std::string operator()(const plan::Filter& s) const { return "Filter" + list(s.predicates); }

    std::string operator()(const plan::BindPath& s) const {
        return "BindPath " + quote_identifier(s.pattern->variable);
    }

    std::string operator()(const plan::Optional&) const { return "Optional"; }

    std::string operator()(const plan::Unwind& s) const { return "Unwind " + to_text(*s.list); }

    std::string operator()(const plan::Project& s) const {
        std::vector<ExpressionPtr> expressions;
        for (const plan::Projected& item : s.items) {
            expressions.push_back(item.expression);
        }
        return "Project" + list(expressions);
    }

    std::string operator()(const plan::Aggregate& s) const {
        std::vector<ExpressionPtr> keys;
        for (const plan::Projected& item : s.keys) {
            keys.push_back(item.expression);
        }
        return "Aggregate" + list(s.aggregates) + (keys.empty() ? "" : " by" + list(keys));
    }

    std::string operator()(const plan::Distinct&) const { return "Distinct"; }

    std::string operator()(const plan::Sort& s) const {
        std::string text = s.limit ? "Top" : "Sort";
        for (const SortItem& item : s.items) {
            text += " " + to_text(*item.expression) + (item.descending ? " desc" : "");
        }
        return text;
    }

    std::string operator()(const plan::Skip& s) const { return "Skip " + to_text(*s.count); }

    std::string operator()(const plan::Limit& s) const { return "Limit " + to_text(*s.count); }

    std::string operator()(const plan::Create&) const { return "Create"; }

    std::string operator()(const plan::Merge&) const { return "Merge"; }

    std::string operator()(const plan::Set&) const { return "Set"; }

    std::string operator()(const plan::Remove&) const { return "Remove"; }

    std::string operator()(const plan::Delete& s) const {
        return s.clause->detach ? "DetachDelete" : "Delete";
    }

    std::string operator()(const plan::Call& s) const { return "Call " + s.clause->procedure; }

    std::string operator()(const plan::Union&) const { return "Union"; }

    std::string operator()(const plan::CountStore& s) const {
        return std::string(s.nodes ? "CountNodes" : "CountRelationships") +
               (s.name.empty() ? "" : " :" + quote_identifier(s.name));
    }

    std::string operator()(const plan::Degree& s) const { return "Degree " + arrow(s.hop, ""); }

    std::string operator()(const plan::TypeCounts& s) const {
        std::string text = "CountByType";
        for (const std::string& type : s.types) {
            text += " :" + quote_identifier(type);
        }
        return text;
    }

    std::string operator()(const plan::CountPattern& s) const {
        std::string text = "CountPattern";
        for (const plan::CountPattern::Link& link : s.links) {
            plan::Hop hop;
            hop.from = static_cast<int>(link.left);
            hop.to = static_cast<int>(link.right);
            hop.direction = link.direction;
            hop.types = link.types;
            text += " " + arrow(hop, "");
        }
        return text;
    }

  private:
    [[nodiscard]] const std::string& name(int id) const {
        return plan_.bound.names[static_cast<std::size_t>(id)];
    }

    static std::string slot(int index) { return "#" + std::to_string(index); }

    static std::string list(const std::vector<ExpressionPtr>& expressions) {
        std::string text;
        for (const ExpressionPtr& e : expressions) {
            text += " " + to_text(*e);
        }
        return text;
    }

    static std::string arrow(const plan::Hop& hop, const std::string& length) {
        std::string types;
        for (const std::string& type : hop.types) {
            types += (types.empty() ? ":" : "|") + quote_identifier(type);
        }
        return "(" + slot(hop.from) + ")" + (hop.direction == Direction::Incoming ? "<-[" : "-[") +
               types + length + (hop.direction == Direction::Outgoing ? "]->(" : "]-(") +
               slot(hop.to) + ")";
    }

    const Plan& plan_;
};

void write(const PlanNode& node, std::size_t depth, const Describer& describer,
           const std::vector<OperatorProfile>* profiles, std::string& text) {
    std::string line = std::string(depth * 2, ' ') + std::visit(describer, node.step);
    char numbers[96];
    if (profiles != nullptr) {
        const OperatorProfile& profile = (*profiles)[static_cast<std::size_t>(node.id)];
        std::snprintf(numbers, sizeof(numbers), "  (rows %llu, %.3f ms, estimated %.0f)",
                      static_cast<unsigned long long>(profile.rows),
                      std::chrono::duration<double, std::milli>(profile.time).count(), node.rows);
    } else {
        std::snprintf(numbers, sizeof(numbers), "  (estimated rows %.0f)", node.rows);
    }
    text += line + numbers + "\n";
    for (const PlanPtr& inner : node.inner) {
        write(*inner, depth + 2, describer, profiles, text);
    }
    if (node.input) {
        write(*node.input, depth, describer, profiles, text);
    }
}

}  // namespace

std::string explain(const Plan& plan, const std::vector<OperatorProfile>* profiles) {
    std::string text;
    const Describer describer(plan);
    write(*plan.root, 0, describer, profiles, text);
    for (std::size_t i = 0; i < plan.subplans.size(); ++i) {
        text += "Subplan " + std::to_string(i + 1) + " of " +
                to_text(*plan.bound.subplans[i].expression) + "\n";
        write(*plan.subplans[i], 1, describer, profiles, text);
    }
    return text;
}

}  // namespace trefoil::query
