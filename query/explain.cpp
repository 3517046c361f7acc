#include "query/explain.hpp"

#include <fmt/format.h>
#include <limits>

#include "query/internal/expression_text.hpp"
#include "query/lexer.hpp"

namespace trefoil::query {
namespace {

/// Names of slots, for reading.
class Describer {
  public:
    Describer(const Plan& plan, std::span<const Value> literals)
        : plan_(plan), literals_(literals) {}

    std::string operator()(const plan::Argument&) const { return "Start"; }

    std::string operator()(const plan::NodeScan& s) const {
        return s.label < 0 ? "AllNodes " + slot(s.slot)
                           : "NodesByLabel " + slot(s.slot) + ":" + quote_identifier(name(s.label));
    }

    std::string operator()(const plan::NodeLookup& s) const {
        return "NodesByIndex " + slot(s.slot) + "." + quote_identifier(name(s.key)) + " = " +
               text(*s.value);
    }

    std::string operator()(const plan::NodeById& s) const {
        return "NodeById " + slot(s.slot) + " = " + text(*s.id);
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

    std::string operator()(const plan::Filter& s) const {
        std::string all;
        for (const ExpressionPtr& e : s.predicates) {
            all += (all.empty() ? " " : " AND ") + text(*e);
        }
        return "Filter" + all;
    }

    std::string operator()(const plan::BindPath& s) const {
        return "BindPath " + quote_identifier(s.pattern->variable);
    }

    std::string operator()(const plan::Optional&) const { return "Optional"; }

    std::string operator()(const plan::Unwind& s) const {
        return "Unwind " + text(*s.list) + " AS " + slot(s.slot);
    }

    std::string operator()(const plan::Project& s) const { return "Project" + list(s.items); }

    std::string operator()(const plan::Aggregate& s) const {
        return "Aggregate" + list(s.aggregates) + (s.keys.empty() ? "" : " by" + list(s.keys));
    }

    std::string operator()(const plan::Distinct&) const { return "Distinct"; }

    std::string operator()(const plan::Sort& s) const {
        std::string all;
        for (const SortItem& item : s.items) {
            all += (all.empty() ? " " : ", ") + text(*item.expression) +
                   (item.descending ? " DESC" : "");
        }
        return (s.limit ? "Top " + text(*s.limit) + " by" : "Sort by") + all;
    }

    std::string operator()(const plan::Skip& s) const { return "Skip " + text(*s.count); }

    std::string operator()(const plan::Limit& s) const { return "Limit " + text(*s.count); }

    std::string operator()(const plan::Create& s) const {
        std::string all;
        for (const PathPattern& path : s.clause->pattern) {
            all += (all.empty() ? " " : ", ") + internal::to_cypher(path, literals_);
        }
        return "Create" + all;
    }

    std::string operator()(const plan::Merge& s) const {
        return "Merge " + internal::to_cypher(s.clause->pattern, literals_);
    }

    std::string operator()(const plan::Set& s) const { return "Set" + changes(s.clause->items); }

    std::string operator()(const plan::Remove& s) const {
        return "Remove" + changes(s.clause->items);
    }

    std::string operator()(const plan::Delete& s) const {
        return (s.clause->detach ? "DetachDelete" : "Delete") + list(s.clause->targets);
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

    [[nodiscard]] std::string slot(int index) const {
        const auto& names = plan_.bound.slot_names;
        const auto found = names.find(index);
        return found != names.end() ? quote_identifier(found->second) : fmt::format("#{}", index);
    }

    [[nodiscard]] bool named(int index) const { return plan_.bound.slot_names.contains(index); }

    [[nodiscard]] std::string text(const Expression& e) const {
        return internal::to_cypher(e, literals_);
    }

    [[nodiscard]] std::string list(const std::vector<ExpressionPtr>& expressions) const {
        std::string all;
        for (const ExpressionPtr& e : expressions) {
            all += (all.empty() ? " " : ", ") + text(*e);
        }
        return all;
    }

    [[nodiscard]] std::string list(const std::vector<plan::Projected>& items) const {
        std::string all;
        for (const plan::Projected& item : items) {
            const std::string from = text(*item.expression);
            all += (all.empty() ? " " : ", ") + from;
            all += !named(item.slot) || from == slot(item.slot) ||
                           from == plan_.bound.slot_names.at(item.slot)
                       ? ""
                       : " AS " + slot(item.slot);
        }
        return all;
    }

    [[nodiscard]] std::string changes(const std::vector<SetItem>& items) const {
        std::string all;
        for (const SetItem& item : items) {
            all += (all.empty() ? " " : ", ") + text(*item.target);
            all += item.key.empty() ? "" : "." + quote_identifier(item.key);
            for (const std::string& label : item.labels) {
                all += ":" + quote_identifier(label);
            }
            if (item.value) {
                all += (item.kind == SetKind::Merge ? " += " : " = ") + text(*item.value);
            }
        }
        return all;
    }

    [[nodiscard]] std::string arrow(const plan::Hop& hop, const std::string& length) const {
        std::string types;
        for (const std::string& type : hop.types) {
            types += (types.empty() ? ":" : "|") + quote_identifier(type);
        }
        return "(" + slot(hop.from) + ")" + (hop.direction == Direction::Incoming ? "<-[" : "-[") +
               (named(hop.relationship) ? slot(hop.relationship) : "") + types + length +
               (hop.direction == Direction::Outgoing ? "]->(" : "]-(") + slot(hop.to) + ")";
    }

    const Plan& plan_;
    std::span<const Value> literals_;
};

std::string numbers(const OperatorProfile& profile) {
    return fmt::format("{:.3f} ms, {} store read{}",
                       std::chrono::duration<double, std::milli>(profile.time).count(),
                       profile.reads, profile.reads == 1 ? "" : "s");
}

void write(const PlanNode& node, std::size_t depth, const Describer& describer,
           const Profiler* profiler, std::string& text) {
    text += std::string(depth * 2, ' ') + std::visit(describer, node.step);
    if (profiler != nullptr) {
        const OperatorProfile& profile = profiler->profiles()[static_cast<std::size_t>(node.id)];
        text += fmt::format("  (rows {}, {}, estimated {:.0f})\n", profile.rows, numbers(profile),
                            node.rows);
    } else {
        text += fmt::format("  (estimated rows {:.0f})\n", node.rows);
    }
    for (const PlanPtr& inner : node.inner) {
        write(*inner, depth + 2, describer, profiler, text);
    }
    if (node.input) {
        write(*node.input, depth, describer, profiler, text);
    }
}

std::string tree(const Plan& plan, std::span<const Value> literals, const Profiler* profiler) {
    std::string text;
    const Describer describer(plan, literals);
    write(*plan.root, 0, describer, profiler, text);
    for (std::size_t i = 0; i < plan.subplans.size(); ++i) {
        text += fmt::format("Subplan {} of {}\n", i + 1,
                            internal::to_cypher(*plan.bound.subplans[i].expression, literals));
        write(*plan.subplans[i], 1, describer, profiler, text);
    }
    return text;
}

}  // namespace

std::string explain(const Plan& plan, std::span<const Value> literals) {
    return tree(plan, literals, nullptr);
}

std::string profile(const Plan& plan, std::span<const Value> literals, const Profiler& profiler,
                    std::size_t peak_memory) {
    return tree(plan, literals, &profiler) +
           fmt::format("Total  ({}, at most {} bytes held by sorts, groups and lists)\n",
                       numbers(profiler.total()), peak_memory);
}

}  // namespace trefoil::query
