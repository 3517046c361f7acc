#include "graph/stats.hpp"

#include <algorithm>

#include "graph/copies.hpp"

namespace trefoil::graph {

namespace {

using Counts = std::vector<std::pair<std::string, std::uint64_t>>;

void sort_by_count(Counts& counts) {
    std::erase_if(counts, [](const auto& entry) { return entry.second == 0; });
    std::ranges::sort(counts, [](const auto& a, const auto& b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
}

}  // namespace

GraphStats graph_stats(const GraphView& view) {
    const auto& reader = view.reader();
    GraphStats stats;
    stats.documents = reader.document_count();
    stats.copies = copy_count(reader);
    stats.nodes = reader.node_count();
    stats.relationships = view.edge_count();
    stats.all_relationships = reader.edge_count();
    for (const auto label : reader.labels()) {
        stats.labels.emplace_back(reader.name_of(label), reader.node_count(label));
    }
    for (const auto& [type, count] : view.edge_counts()) {
        stats.types.emplace_back(reader.name_of(type), count);
    }
    const auto by_view = reader.edge_counts();
    for (const auto polarity : {Polarity::Positive, Polarity::Negative}) {
        for (const auto modality : {Modality::Actual, Modality::Planned, Modality::Possible,
                                    Modality::Conditional, Modality::Reported}) {
            std::uint64_t count = 0;
            for (const auto& counted : by_view) {
                count += counted.polarity == polarity && counted.modality == modality
                             ? counted.count
                             : 0;
            }
            stats.modalities.emplace_back(
                std::string(name_of(polarity)) + " " + std::string(name_of(modality)), count);
        }
    }
    for (auto* counts : {&stats.labels, &stats.types, &stats.modalities}) {
        sort_by_count(*counts);
    }
    return stats;
}

}  // namespace trefoil::graph
