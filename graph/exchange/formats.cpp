#include <array>

#include "graph/exchange.hpp"

namespace trefoil::graph {

std::span<const ExchangeFormat> exchange_formats() {
    static constexpr auto kFormats = std::to_array<ExchangeFormat>({
        {"jsonl", "jsonl", write_jsonl},
        {"graphml", "graphml", write_graphml, 3},
        {"nt", "nt", write_ntriples},
        {"nq", "nq", write_nquads},
        {"cypher", "cypher", write_cypher},
        {"csv", "csv", write_csv},
        {"tsv", "tsv", write_tsv},
        {"gexf", "gexf", write_gexf, 2},
        {"cytoscape", "cyjs", write_cytoscape},
    });
    return kFormats;
}

}  // namespace trefoil::graph
