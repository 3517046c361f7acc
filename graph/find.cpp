#include "graph/find.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "graph/names.hpp"
#include "graph/relation_words.hpp"

namespace trefoil::graph {

namespace {

bool is_any(const std::optional<std::string>& text) {
    return !text || text->empty() || *text == "?";
}

/// One of the pattern's names at one step: everything the step and the earlier ones allow.
struct End {
    bool any = true;
    std::vector<NodeId> nodes;
    std::vector<std::string> near;
};

struct Relation {
    bool any = true;
    std::vector<TypeId> types;
    std::vector<TypeId>
        exact;  ///< those of them whose name is a base form of the word itself, or the word
    bool passive = false;
    std::vector<std::string> near;
};

End end_at(const GraphView& view, const std::optional<std::string>& name, NameMatch step) {
    End end;
    if (is_any(name)) {
        return end;
    }
    end.any = false;
    for (const auto level :
         {NameMatch::Exact, NameMatch::Alias, NameMatch::Words, NameMatch::Near}) {
        if (level > step || (level == NameMatch::Near && !end.nodes.empty())) {
            break;
        }
        auto found = nodes_at(view, *name, level);
        for (const auto node : found.nodes) {
            if (std::ranges::find(end.nodes, node) == end.nodes.end()) {
                end.nodes.push_back(node);
            }
        }
        end.near = std::move(found.near);
    }
    return end;
}

Relation relation_at(const GraphView& view, const std::optional<std::string>& words,
                     NameMatch step) {
    Relation relation;
    if (is_any(words)) {
        return relation;
    }
    relation.any = false;
    auto found = find_relations(view, *words, RelationMatch::Exact);
    relation.exact = found.types;
    if (step >= NameMatch::Words) {
        auto inflected = find_relations(view, *words, RelationMatch::Inflected);
        if (found.types.empty()) {
            relation.passive = inflected.passive;
        }
        for (const auto type : inflected.types) {
            if (view.name_of(type).find('_') == std::string_view::npos) {
                relation.exact.push_back(type);
            }
            found.types.push_back(type);
        }
        if (found.types.empty() && step == NameMatch::Near) {
            found = find_relations(view, *words, RelationMatch::Near);
            relation.near = found.near;
        }
    }
    relation.types = std::move(found.types);
    std::ranges::sort(relation.types);
    relation.types.erase(std::unique(relation.types.begin(), relation.types.end()),
                         relation.types.end());
    return relation;
}

/// Edges of a step, without repetition, in the order of their ids.
class Matcher {
  public:
    Matcher(const GraphView& view, const End& subject, const Relation& relation, const End& object)
        : view_(view), subject_(subject), relation_(relation), object_(object) {}

    [[nodiscard]] std::vector<EdgeId> run(bool either_end) {
        if ((!subject_.any && subject_.nodes.empty()) || (!object_.any && object_.nodes.empty()) ||
            (!relation_.any && relation_.types.empty())) {
            return {};
        }
        if (!subject_.any) {
            from_ends(subject_.nodes, Direction::Outgoing, object_);
            if (either_end) {
                from_ends(subject_.nodes, Direction::Incoming, object_);
            }
        } else if (!object_.any) {
            from_ends(object_.nodes, Direction::Incoming, subject_);
        } else {
            scan();
        }
        return {edges_.begin(), edges_.end()};
    }

  private:
    void from_ends(const std::vector<NodeId>& nodes, Direction direction, const End& other) {
        std::vector<AdjacentEdge> adjacent;
        for (const auto node : nodes) {
            adjacent.clear();
            view_.expand(node, direction, relation_.types, adjacent);
            for (const auto& edge : adjacent) {
                if (other.any ||
                    std::ranges::find(other.nodes, edge.neighbor) != other.nodes.end()) {
                    edges_.insert(edge.edge);
                }
            }
        }
    }

    void scan() {
        std::array<EdgeId, 1024> batch;
        std::optional<EdgeId> after;
        for (;;) {
            const auto got = view_.scan_edges(after, batch);
            for (std::size_t i = 0; i < got; ++i) {
                if (relation_.any ||
                    std::ranges::binary_search(relation_.types, view_.edge(batch[i])->type)) {
                    edges_.insert(batch[i]);
                }
            }
            if (got < batch.size()) {
                return;
            }
            after = batch.back();
        }
    }

    const GraphView& view_;
    const End& subject_;
    const Relation& relation_;
    const End& object_;
    std::set<EdgeId> edges_;
};

struct Step {
    std::vector<EdgeId> edges;
    std::vector<TypeId> exact_types;
    std::vector<std::string> remarks;
};

Step at_step(const GraphView& view, const FactPattern& pattern, NameMatch step) {
    auto subject = end_at(view, pattern.subject, step);
    auto object = end_at(view, pattern.object, step);
    const auto relation = relation_at(view, pattern.relation, step);
    Step result;
    for (const auto& near : {subject.near, relation.near, object.near}) {
        for (const auto& text : near) {
            result.remarks.push_back("no exact match; taking the near spelling '" + text + "'");
        }
    }
    if (relation.passive) {
        std::swap(subject, object);
    }
    result.edges = Matcher(view, subject, relation, object).run(pattern.either_end);
    result.exact_types = relation.exact;
    return result;
}

Step first_that_finds(const GraphView& view, const FactPattern& pattern) {
    for (const auto step :
         {NameMatch::Exact, NameMatch::Alias, NameMatch::Words, NameMatch::Near}) {
        auto found = at_step(view, pattern, step);
        if (!found.edges.empty()) {
            return found;
        }
    }
    return {};
}

auto rank(const GraphView& view, const Step& step, const FactRow& row) {
    const auto type = view.find_type(row.type);
    const bool exact = step.exact_types.empty() ||
                       std::ranges::find(step.exact_types, *type) != step.exact_types.end();
    const auto is_local = [](const std::string& label) {
        const auto entity = entity_type_from(label);
        return entity && !is_named_type(*entity);
    };
    const int locals = (is_local(row.subject_label) ? 1 : 0) + (is_local(row.object_label) ? 1 : 0);
    return std::tuple(!exact, locals, -static_cast<std::int64_t>(row.sources), -row.confidence);
}

/// An exact name hides others that are also called so: "Smith" beside "Ann Smith". Says who they
/// are.
void remark_namesakes(const GraphView& view, const std::optional<std::string>& name,
                      std::vector<std::string>& remarks) {
    constexpr std::size_t kNamed = 3;
    if (is_any(name)) {
        return;
    }
    const auto exact = nodes_at(view, *name, NameMatch::Exact).nodes;
    std::string others;
    std::size_t count = 0;
    for (const auto node :
         exact.empty() ? std::vector<NodeId>() : nodes_at(view, *name, NameMatch::Alias).nodes) {
        const bool worth = std::ranges::find(exact, node) == exact.end() &&
                           !is_local_node(view, node) && display_name(view, node) != *name &&
                           view.degree(node, Direction::Both, {}) != 0;
        if (worth && count++ < kNamed) {
            others += (others.empty() ? "'" : ", '") + display_name(view, node) + "'";
        }
    }
    if (!others.empty()) {
        remarks.push_back("also called '" + *name + "': " + others +
                          (count > kNamed ? " and others" : ""));
    }
}

}  // namespace

FactPattern pattern_of(const std::vector<std::string>& words) {
    FactPattern pattern;
    const auto at = [&words](std::size_t i) {
        return i < words.size() ? std::optional(words[i]) : std::nullopt;
    };
    pattern.subject = at(0);
    pattern.relation = at(1);
    pattern.object = at(2);
    pattern.either_end = words.size() == 1;
    return pattern;
}

FoundFacts find_facts(const GraphView& view, const FactPattern& pattern) {
    FoundFacts result;
    auto step = first_that_finds(view, pattern);
    if (step.edges.empty() && !view.filter().all) {
        auto filter = view.filter();
        filter.all = true;
        const GraphView all(
            std::shared_ptr<const store::Reader>(std::shared_ptr<void>(), &view.reader()), filter);
        const auto hidden = first_that_finds(all, pattern).edges.size();
        if (hidden != 0) {
            result.remarks.push_back(
                std::to_string(hidden) +
                " matching facts are negative, planned, possible or conditional; "
                "--facts all shows them");
        }
        return result;
    }
    for (const auto edge : step.edges) {
        result.rows.push_back(fact_row(view, edge));
    }
    std::ranges::stable_sort(result.rows, [&](const FactRow& a, const FactRow& b) {
        return std::tuple(rank(view, step, a), std::tie(a.subject, a.type, a.object, a.id)) <
               std::tuple(rank(view, step, b), std::tie(b.subject, b.type, b.object, b.id));
    });
    drop_lookalikes(result.rows);
    result.total = result.rows.size();
    if (pattern.limit != 0 && result.rows.size() > pattern.limit) {
        result.rows.resize(pattern.limit);
    }
    EvidenceReader evidence(view);
    for (auto& row : result.rows) {
        row = fact_row(view, row.edge, evidence);
    }
    result.remarks = std::move(step.remarks);
    remark_namesakes(view, pattern.subject, result.remarks);
    remark_namesakes(view, pattern.object, result.remarks);
    return result;
}

}  // namespace trefoil::graph
