#include "graph/view.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "base/date_order.hpp"
#include "graph/bgl.hpp"
#include "graph/read_cache.hpp"
#include "graph/schema.hpp"

namespace trefoil::graph {

namespace {

bool shown_by_flags(const EdgeFlags& flags, const ViewFilter& filter) {
    if (!flags.fact) {
        return true;
    }
    if (!filter.attributed && flags.attributed) {
        return false;
    }
    return filter.all ||
           (flags.polarity == Polarity::Positive &&
            (flags.modality == Modality::Actual || flags.modality == Modality::Reported));
}

bool asks_properties(const ViewFilter& filter) {
    return filter.min_confidence > 0 || filter.min_sources > 0 || !filter.since.empty() ||
           !filter.until.empty();
}

/// Everything is shown, so the store's own numbers are right.
bool shows_everything(const ViewFilter& filter) {
    return filter.all && filter.attributed && !asks_properties(filter);
}

Value edge_value(const store::Reader& reader, EdgeId edge, std::string_view name) {
    const auto key = reader.find_key(name);
    return key ? reader.edge_property(edge, *key) : Value();
}

double number_or_zero(const Value& value) {
    if (const auto* real = value.get_if<double>()) {
        return *real;
    }
    const auto* integer = value.get_if<std::int64_t>();
    return integer != nullptr ? static_cast<double>(*integer) : 0;
}

/// `time` is a date, a partial date or "a/b"; an interval counts where any of its days does. A
/// bound is compared as far as both go.
bool within(std::string_view time, const ViewFilter& filter) {
    if (time.empty()) {
        return true;
    }
    const auto slash = time.find('/');
    const auto first = time.substr(0, slash);
    const auto last = slash == std::string_view::npos ? first : time.substr(slash + 1);
    if (!filter.since.empty() && !last.empty() && last != ".." &&
        compare_dates(last, filter.since) < 0) {
        return false;
    }
    return filter.until.empty() || first.empty() || first == ".." ||
           compare_dates(first, filter.until) <= 0;
}

bool shown_by_properties(const store::Reader& reader, EdgeId edge, const ViewFilter& filter) {
    if (filter.min_confidence > 0 &&
        number_or_zero(edge_value(reader, edge, kConfidence)) < filter.min_confidence) {
        return false;
    }
    if (filter.min_sources > 0 && number_or_zero(edge_value(reader, edge, kSources)) <
                                      static_cast<double>(filter.min_sources)) {
        return false;
    }
    if (filter.since.empty() && filter.until.empty()) {
        return true;
    }
    const auto time = edge_value(reader, edge, kTime);
    return time.string() == nullptr || within(*time.string(), filter);
}

bool shown(const store::Reader& reader, EdgeId edge, const EdgeFlags& flags,
           const ViewFilter& filter) {
    return shown_by_flags(flags, filter) &&
           (!flags.fact || !asks_properties(filter) || shown_by_properties(reader, edge, filter));
}

}  // namespace

GraphView::GraphView(std::shared_ptr<const store::Reader> reader, ViewFilter filter,
                     std::shared_ptr<ReadCache> cache)
    : reader_(std::move(reader)), filter_(std::move(filter)), cache_(std::move(cache)) {}

const CsrGraph* GraphView::copied() const {
    return cache_ != nullptr ? cache_->graph() : nullptr;
}

std::shared_ptr<const CsrGraph> GraphView::copy(
    const std::function<void(std::uint64_t edges)>& poll) const {
    return cache_ != nullptr ? cache_->need_graph(*this, poll) : CsrGraph::copy(*this, poll);
}

const PropertyColumn* GraphView::column(KeyId key) const {
    return cache_ != nullptr ? cache_->need_column(*this, key) : nullptr;
}

const PropertyColumn* GraphView::copied_column(KeyId key) const {
    return cache_ != nullptr ? cache_->column(key) : nullptr;
}

Value GraphView::property(NodeId id, KeyId key) const {
    if (cache_ != nullptr) {
        if (const auto* column = cache_->column(key)) {
            return column->of(id);
        }
        cache_->note_property(*this, key);
    }
    return reader_->node_property(id, key);
}

std::size_t GraphView::scan_nodes(std::optional<LabelId> label, std::optional<NodeId> after,
                                  std::span<NodeId> out) const {
    const auto* graph = label ? nullptr : copied();
    return graph != nullptr ? graph->scan(after, out) : reader_->scan_nodes(label, after, out);
}

std::vector<NodeId> GraphView::nodes_by_text(KeyId key, const std::string& text) const {
    if (const auto* column = copied_column(key)) {
        const auto nodes = column->nodes(column->find(text));
        return {nodes.begin(), nodes.end()};
    }
    if (cache_ != nullptr) {
        cache_->note_lookup(*this, key);
    }
    return reader_->nodes_by_property(key, Value(text));
}

bool GraphView::shows(const AdjacentEdge& edge) const {
    return shown(*reader_, edge.edge, edge.flags, filter_);
}

void GraphView::expand(NodeId node, Direction direction, std::span<const TypeId> types,
                       std::vector<AdjacentEdge>& out) const {
    const StoreGraph graph(*this, types);
    if (direction != Direction::Incoming) {
        for (auto [edge, end] = out_edges(node, graph); edge != end; ++edge) {
            out.push_back(edge.entry());
        }
    }
    if (direction != Direction::Outgoing) {
        const bool loops_seen = direction == Direction::Both;
        for (auto [edge, end] = in_edges(node, graph); edge != end; ++edge) {
            if (!loops_seen || edge.entry().neighbor != node) {
                out.push_back(edge.entry());
            }
        }
    }
}

namespace {

store::FlagSet shown_flags(const ViewFilter& filter) {
    return store::FlagSet([&](const EdgeFlags& flags) { return shown_by_flags(flags, filter); });
}

store::Direction one_way(Direction direction) {
    return direction == Direction::Outgoing ? store::Direction::Outgoing
                                            : store::Direction::Incoming;
}

}  // namespace

std::uint64_t GraphView::degree(NodeId node, Direction direction,
                                std::span<const TypeId> types) const {
    if (const auto* graph = copied(); graph != nullptr && types.size() <= 1) {
        return graph->degree(node, direction,
                             types.empty() ? std::nullopt : std::optional(types.front()));
    }
    if (asks_properties(filter_) || direction == Direction::Both) {
        thread_local std::vector<AdjacentEdge> edges;
        edges.clear();
        expand(node, direction, types, edges);
        return edges.size();
    }
    const auto way = one_way(direction);
    const auto degree = [&](std::optional<TypeId> type) {
        return shows_everything(filter_) ? reader_->degree(node, way, type)
                                         : reader_->degree(node, way, type, shown_flags(filter_));
    };
    if (types.empty()) {
        return degree(std::nullopt);
    }
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < types.size(); ++i) {
        if (std::find(types.begin(), types.begin() + static_cast<std::ptrdiff_t>(i), types[i]) ==
            types.begin() + static_cast<std::ptrdiff_t>(i)) {
            sum += degree(types[i]);
        }
    }
    return sum;
}

std::size_t GraphView::scan_edges(std::optional<EdgeId> after, std::span<EdgeId> out) const {
    if (shows_everything(filter_)) {
        return reader_->scan_edges(after, out);
    }
    std::size_t filled = 0;
    while (filled < out.size()) {
        const auto batch = out.subspan(filled);
        const auto wanted = batch.size();
        const auto got = reader_->scan_edges(after, batch);
        if (got != 0) {
            after = batch[got - 1];
        }
        for (std::size_t i = 0; i < got; ++i) {
            const auto id = batch[i];
            const auto record = reader_->edge(id);
            if (record && shown(*reader_, id, record->flags, filter_)) {
                out[filled++] = id;
            }
        }
        if (got < wanted) {
            break;
        }
    }
    return filled;
}

namespace {

std::map<TypeId, std::uint64_t> count_by_scan(const GraphView& view) {
    std::array<EdgeId, 1024> batch;
    std::optional<EdgeId> after;
    std::map<TypeId, std::uint64_t> counts;
    for (;;) {
        const auto got = view.scan_edges(after, batch);
        for (std::size_t i = 0; i < got; ++i) {
            ++counts[view.edge(batch[i])->type];
        }
        if (got < batch.size()) {
            return counts;
        }
        after = batch.back();
    }
}

/// Counters know nothing of attribution and properties.
bool counters_suffice(const ViewFilter& filter) {
    return filter.attributed && !asks_properties(filter);
}

}  // namespace

std::vector<std::pair<TypeId, std::uint64_t>> GraphView::edge_counts() const {
    std::map<TypeId, std::uint64_t> counts;
    if (counters_suffice(filter_)) {
        for (const store::EdgeCount& counted : reader_->edge_counts()) {
            const EdgeFlags flags{counted.polarity, counted.modality, false, false, true};
            if (shown_by_flags(flags, filter_)) {
                counts[counted.type] += counted.count;
            }
        }
    } else {
        counts = count_by_scan(*this);
    }
    return {counts.begin(), counts.end()};
}

std::size_t GraphView::scan_degrees(Direction direction, std::optional<TypeId> type,
                                    std::optional<NodeId> after,
                                    std::span<store::NodeDegree> out) const {
    const auto way = one_way(direction);
    const auto shown_by_store = shown_flags(filter_);
    if (!asks_properties(filter_)) {
        return reader_->scan_degrees(way, type, shown_by_store, after, out);
    }
    std::vector<AdjacentEdge> edges;
    std::size_t filled = 0;
    while (filled < out.size()) {
        const auto batch = out.subspan(filled);
        const auto got = reader_->scan_degrees(way, type, shown_by_store, after, batch);
        if (got == 0) {
            break;
        }
        after = batch[got - 1].node;
        for (std::size_t i = 0; i < got; ++i) {
            edges.clear();
            reader_->adjacent(batch[i].node, way, type, edges);
            const auto shown = static_cast<std::uint64_t>(
                std::ranges::count_if(edges, [&](const auto& e) { return shows(e); }));
            if (shown > 0) {
                out[filled++] = {batch[i].node, shown};
            }
        }
    }
    return filled;
}

std::uint64_t GraphView::edge_count() const {
    if (shows_everything(filter_)) {
        return reader_->edge_count();
    }
    std::uint64_t sum = 0;
    for (const auto& [type, count] : edge_counts()) {
        sum += count;
    }
    return sum;
}

std::uint64_t GraphView::edge_count(TypeId type) const {
    if (shows_everything(filter_)) {
        return reader_->edge_count(type);
    }
    if (!counters_suffice(filter_)) {
        const auto counts = count_by_scan(*this);
        const auto found = counts.find(type);
        return found == counts.end() ? 0 : found->second;
    }
    return reader_->edge_count(type, Polarity::Positive, Modality::Actual) +
           reader_->edge_count(type, Polarity::Positive, Modality::Reported);
}

}  // namespace trefoil::graph
