#include "graph/paths.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <optional>

#include "graph/names.hpp"
#include "graph/schema.hpp"
#include "graph/walk.hpp"

namespace trefoil::graph {

namespace {

constexpr std::size_t kCandidates = 3;  ///< nodes tried for each name
constexpr std::size_t kPathsCompared =
    2000;  ///< shortest paths among which the best supported is chosen

/// Penalty of a hop: -ln of its confidence, more for derived facts; sums compare in whole
/// millionths, so that the order of adding does not matter.
class Support {
  public:
    explicit Support(const GraphView& view) : view_(view) {}

    struct Score {
        std::int64_t penalty = 0;
        std::vector<Hash128> facts;
        std::vector<EdgeId> edges;

        auto operator<=>(const Score&) const = default;
    };

    Score score(const Path& path) {
        Score result;
        for (const auto& step : path.relationships) {
            const auto& hop = of(step.id);
            result.penalty += hop.penalty;
            result.facts.push_back(hop.id);
            result.edges.push_back(step.id);
        }
        return result;
    }

  private:
    struct Known {
        std::int64_t penalty = 0;
        Hash128 id;
    };

    const Known& of(EdgeId edge) {
        const auto at = known_.find(edge);
        if (at != known_.end()) {
            return at->second;
        }
        const auto row = fact_row(view_, edge);
        const double confidence =
            row.fact ? std::max(row.confidence, 0.001) * (row.derived ? 0.8 : 1.0) : 1.0;
        return known_.emplace(edge, Known{std::llround(-std::log(confidence) * 1e6), row.id})
            .first->second;
    }

    const GraphView& view_;
    std::map<EdgeId, Known> known_;
};

struct Ends {
    std::vector<NodeId> from;
    std::vector<NodeId> to;
};

std::vector<NodeId> nodes_named(const GraphView& view, std::string_view name,
                                std::vector<std::string>& remarks) {
    auto found = find_by_name(view, name);
    if (found.nodes.empty()) {
        remarks.push_back("nothing is named '" + std::string(name) + "'");
    }
    for (const auto& near : found.near) {
        remarks.push_back("no '" + std::string(name) + "'; taking the near spelling '" + near +
                          "'");
    }
    found.nodes.resize(std::min(found.nodes.size(), kCandidates));
    return std::move(found.nodes);
}

WalkOptions walk_options(const GraphView& view, const PathOptions& options, NodeId from,
                         NodeId to) {
    WalkOptions walk;
    walk.max_hops = options.max_hops;
    walk.poll = options.poll;
    if (!options.through_concepts) {
        walk.admit = [&view, from, to](const AdjacentEdge& edge) {
            return edge.neighbor == from || edge.neighbor == to ||
                   !is_local_node(view, edge.neighbor);
        };
    }
    return walk;
}

NamedPath named(const GraphView& view, const Path& path, EvidenceReader& evidence) {
    NamedPath result{
        display_name(view, path.nodes.front()), display_name(view, path.nodes.back()), {}};
    for (std::size_t i = 0; i < path.relationships.size(); ++i) {
        const auto& step = path.relationships[i];
        result.hops.push_back({fact_row(view, step.id, evidence), step.start == path.nodes[i]});
    }
    return result;
}

struct Candidate {
    std::size_t length = 0;
    Support::Score score;
    Path path;
};

bool better(const Candidate& a, const Candidate& b) {
    return a.length != b.length ? a.length < b.length : a.score < b.score;
}

/// The best shortest path between two nodes.
std::optional<Candidate> best_between(const GraphView& view, NodeId from, NodeId to,
                                      const PathOptions& options, Support& support) {
    std::optional<Candidate> best;
    std::size_t compared = 0;
    all_shortest_paths(view, from, to, walk_options(view, options, from, to), [&](Path&& path) {
        Candidate candidate{path.relationships.size(), support.score(path), std::move(path)};
        if (!best || better(candidate, *best)) {
            best = std::move(candidate);
        }
        return ++compared < kPathsCompared;
    });
    return best;
}

/// Every path of at most `longest` hops without repeated nodes, by depth-first search kept towards
/// the goal by distances.
class PathLister {
  public:
    PathLister(const GraphView& view, NodeId from, NodeId to, std::uint64_t longest,
               const WalkOptions& options)
        : view_(view), to_(to), longest_(longest), options_(options) {
        auto backwards = options;
        backwards.max_hops = longest;
        for_each_reachable(view, to, 0, backwards, [this](NodeId node, std::uint64_t hops) {
            distance_[node] = hops;
            return true;
        });
        path_.nodes.push_back(from);
    }

    void run(const std::function<void(const Path&)>& found) {
        found_ = &found;
        descend();
    }

  private:
    void descend() {
        const auto node = path_.nodes.back();
        if (node == to_) {
            ++listed_;
            (*found_)(path_);
            return;
        }
        std::vector<AdjacentEdge> out;
        view_.expand(node, Direction::Outgoing, {}, out);
        const auto forward = out.size();
        view_.expand(node, Direction::Incoming, {}, out);
        for (std::size_t i = 0; i < out.size() && listed_ < kPathsCompared; ++i) {
            const auto& edge = out[i];
            const auto at = distance_.find(edge.neighbor);
            const bool close =
                at != distance_.end() && path_.relationships.size() + 1 + at->second <= longest_;
            if (!close || (options_.admit && !options_.admit(edge)) ||
                std::ranges::find(path_.nodes, edge.neighbor) != path_.nodes.end()) {
                continue;
            }
            const bool along = i < forward;
            path_.relationships.push_back(
                {edge.edge, along ? node : edge.neighbor, along ? edge.neighbor : node, edge.type});
            path_.nodes.push_back(edge.neighbor);
            descend();
            path_.nodes.pop_back();
            path_.relationships.pop_back();
        }
    }

    const GraphView& view_;
    NodeId to_;
    std::uint64_t longest_;
    const WalkOptions& options_;
    std::map<NodeId, std::uint64_t> distance_;
    Path path_;
    std::size_t listed_ = 0;
    const std::function<void(const Path&)>* found_ = nullptr;
};

/// The best shortest path over all pairs of nodes that the names may mean.
std::optional<Candidate> best_of_all(const GraphView& view, const Ends& ends,
                                     const PathOptions& options, Support& support) {
    std::optional<Candidate> best;
    for (const auto a : ends.from) {
        for (const auto b : ends.to) {
            auto candidate = best_between(view, a, b, options, support);
            if (candidate && (!best || better(*candidate, *best))) {
                best = std::move(candidate);
            }
        }
    }
    return best;
}

/// Where there is no path, says what would find one.
void remark_other_ways(const GraphView& view, const Ends& ends, const PathOptions& options,
                       std::vector<std::string>& remarks) {
    auto through = options;
    through.through_concepts = true;
    Support support(view);
    if (!options.through_concepts && best_of_all(view, ends, through, support)) {
        remarks.emplace_back("no path from name to name; there is one with --through concepts");
        return;
    }
    auto filter = view.filter();
    filter.all = true;
    const GraphView all(
        std::shared_ptr<const store::Reader>(std::shared_ptr<void>(), &view.reader()), filter);
    Support support_of_all(all);
    if (!view.filter().all && best_of_all(all, ends, options, support_of_all)) {
        remarks.emplace_back("no path over the facts shown; there is one with --facts all");
    } else if (!options.through_concepts && !view.filter().all &&
               best_of_all(all, ends, through, support_of_all)) {
        remarks.emplace_back(
            "no path over the facts shown; there is one with --facts all --through concepts");
    }
}

}  // namespace

FoundPaths find_path(const GraphView& view, std::string_view from, std::string_view to,
                     const PathOptions& options) {
    FoundPaths result;
    const Ends ends{nodes_named(view, from, result.remarks), nodes_named(view, to, result.remarks)};
    Support support(view);
    EvidenceReader evidence(view);
    if (const auto best = best_of_all(view, ends, options, support)) {
        result.paths.push_back(named(view, best->path, evidence));
    } else if (!ends.from.empty() && !ends.to.empty()) {
        remark_other_ways(view, ends, options, result.remarks);
    }
    return result;
}

FoundPaths connect(const GraphView& view, std::string_view from, std::string_view to,
                   std::size_t count, const PathOptions& options) {
    FoundPaths result;
    const Ends ends{nodes_named(view, from, result.remarks), nodes_named(view, to, result.remarks)};
    Support support(view);
    const auto best = best_of_all(view, ends, options, support);
    if (!best) {
        return result;
    }
    const auto a = best->path.nodes.front();
    const auto b = best->path.nodes.back();
    const auto walk = walk_options(view, options, a, b);
    std::vector<Candidate> candidates;
    PathLister(view, a, b, std::min<std::uint64_t>(best->length + 1, options.max_hops), walk)
        .run([&](const Path& path) {
            candidates.push_back({path.relationships.size(), support.score(path), path});
        });
    std::ranges::stable_sort(candidates, {}, &Candidate::score);
    EvidenceReader evidence(view);
    for (std::size_t i = 0; i < candidates.size() && i < count; ++i) {
        result.paths.push_back(named(view, candidates[i].path, evidence));
    }
    return result;
}

}  // namespace trefoil::graph
