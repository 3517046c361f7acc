#include <algorithm>

#include "graph/walk.hpp"
#include "query/internal/operators.hpp"
#include "query/query_error.hpp"

namespace trefoil::query::internal {
namespace {

class ShortestPaths final : public PerRow {
  public:
    ShortestPaths(const plan::ShortestPaths& step, OperatorPtr input)
        : PerRow(std::move(input)), step_(step), types_(step.hop.types) {
        if (step.min > 1) {
            throw QueryError("SyntaxError", Phase::CompileTime, "InvalidRelationshipPattern",
                             "the minimal length of a shortest path is 0 or 1");
        }
    }

  private:
    void begin(Context& context) override {
        paths_.clear();
        used_ = 0;
        const auto* from = at(context, step_.hop.from).get_if<NodeId>();
        const auto* to = at(context, step_.hop.to).get_if<NodeId>();
        if (from == nullptr || to == nullptr || (*from == *to && step_.min > 0)) {
            return;
        }
        if (!types_.resolve(context.view)) {
            if (*from == *to) {
                paths_.push_back(Path{{*from}, {}});
            }
            return;
        }
        graph::WalkOptions options;
        options.direction = step_.hop.direction;
        options.types = types_.ids();
        options.max_hops = step_.max;
        options.poll = [&](std::uint64_t edges) { context.budget.tick(edges); };
        if (!step_.where.empty()) {
            options.admit = [&](const graph::AdjacentEdge& edge) {
                if (const auto record = context.view.edge(edge.edge)) {
                    at(context, step_.element) =
                        Relationship{edge.edge, record->start, record->end, record->type};
                    return std::all_of(
                        step_.where.begin(), step_.where.end(),
                        [&](const ExpressionPtr& e) { return is_true(*e, context); });
                }
                return false;
            };
        }
        const NodeId source = *from;
        const NodeId target = *to;
        if (step_.all) {
            graph::all_shortest_paths(context.view, source, target, options, [&](Path&& path) {
                context.budget.allocate(path.nodes.size() * sizeof(Relationship));
                paths_.push_back(std::move(path));
                return true;
            });
        } else if (auto path = graph::shortest_path(context.view, source, target, options)) {
            paths_.push_back(std::move(*path));
        }
    }

    bool produce(Context& context) override {
        if (used_ == paths_.size()) {
            return false;
        }
        Path path = std::move(paths_[used_++]);
        if (!step_.hop.from_is_left) {
            std::reverse(path.nodes.begin(), path.nodes.end());
            std::reverse(path.relationships.begin(), path.relationships.end());
        }
        at(context, step_.hop.relationship) =
            List(path.relationships.begin(), path.relationships.end());
        at(context, step_.path) = std::move(path);
        return true;
    }

    const plan::ShortestPaths& step_;
    TypeNames types_;
    std::vector<Path> paths_;
    std::size_t used_ = 0;
};

}  // namespace

OperatorPtr make_shortest_paths(const plan::ShortestPaths& step, OperatorPtr input) {
    return std::make_unique<ShortestPaths>(step, std::move(input));
}

}  // namespace trefoil::query::internal
