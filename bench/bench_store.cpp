// Speed of the store alone, in process, without a query language.
//   bench_store load DIR TSV          loads triples into a new store
//   bench_store query DIR MIX         lookup, reverse, neighbours, 2 and 3 hops; p50 and p99 in
//                                     microseconds
//   bench_store cold DIR NAME TYPE    opens, answers one lookup, says how long each took
//   bench_store copy DIR              copies the graph into memory (graph/csr_graph.hpp) and a
//                                     property of all nodes, beside a plain scan of the adjacency
// MIX has lines "measure TAB argument ...": lookup (subject, relation), reverse (relation, object),
// neighbours (name), hop2 and hop3 (name). Results are names, except for hops (a count), as every
// client would need them.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <sys/resource.h>

#include "base/error.hpp"
#include "graph/csr_graph.hpp"
#include "graph/property_column.hpp"
#include "graph/read_cache.hpp"
#include "graph/walk.hpp"
#include "store/bulk_load.hpp"

using namespace trefoil;
using namespace trefoil::store;

namespace {

double now_us() {
    return std::chrono::duration<double, std::micro>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

long peak_kb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

int load(const std::string& folder, const std::string& tsv) {
    const double begin = now_us();
    std::ifstream in(tsv, std::ios::binary);
    auto store = open_store(folder);
    const ByteSource source = [&](std::span<char> out) {
        in.read(out.data(), static_cast<std::streamsize>(out.size()));
        return static_cast<std::size_t>(in.gcount());
    };
    const LoadReport report = load_triples(*store, source);
    const std::uint64_t bytes = store->disk_bytes();
    store.reset();
    std::printf("load %.3f s, %llu triples, %llu nodes, %.2f bytes/triple, peak %ld MB\n",
                (now_us() - begin) / 1e6, static_cast<unsigned long long>(report.triples),
                static_cast<unsigned long long>(report.nodes),
                static_cast<double>(bytes) / static_cast<double>(report.triples), peak_kb() / 1024);
    return 0;
}

using Mix = std::map<std::string, std::vector<std::vector<std::string>>>;

Mix read_mix(const std::string& file) {
    Mix mix;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        std::vector<std::string> fields;
        std::stringstream stream(line);
        for (std::string field; std::getline(stream, field, '\t');) {
            fields.push_back(field);
        }
        const std::string measure = fields.at(0);
        fields.erase(fields.begin());
        mix[measure].push_back(std::move(fields));
    }
    return mix;
}

class Queries {
  public:
    explicit Queries(const Reader& reader) : reader_(reader), name_(*reader.find_key("name")) {}

    std::size_t lookup(const std::string& name, const std::string& type, Direction direction) {
        edges_.clear();
        const auto id = reader_.find_type(type);
        for (const NodeId node : reader_.nodes_by_property(name_, Value(name))) {
            reader_.adjacent(node, direction, id, edges_);
        }
        read_names();
        return edges_.size();
    }

    std::size_t neighbours(const std::string& name) {
        edges_.clear();
        for (const NodeId node : reader_.nodes_by_property(name_, Value(name))) {
            reader_.adjacent(node, Direction::Outgoing, {}, edges_);
            reader_.adjacent(node, Direction::Incoming, {}, edges_);
        }
        for (const AdjacentEdge& e : edges_) {
            sink_ += reader_.name_of(e.type).size();
        }
        read_names();
        return edges_.size();
    }

    std::size_t hops(const std::string& name, int depth) {
        const auto start = reader_.nodes_by_property(name_, Value(name)).at(0);
        ++stamp_;
        front_.assign(1, start);
        visit(start);
        std::size_t from = 0;
        for (int d = 0; d < depth; ++d) {
            for (const std::size_t to = front_.size(); from < to; ++from) {
                edges_.clear();
                reader_.adjacent(front_[from], Direction::Outgoing, {}, edges_);
                for (const AdjacentEdge& e : edges_) {
                    if (visit(e.neighbor)) {
                        front_.push_back(e.neighbor);
                    }
                }
            }
        }
        return front_.size() - 1;
    }

    std::size_t sink() const { return sink_; }

  private:
    bool visit(NodeId node) {
        if (node.value >= seen_.size()) {
            seen_.resize(node.value + node.value / 2 + 64);
        }
        const bool fresh = seen_[node.value] != stamp_;
        seen_[node.value] = stamp_;
        return fresh;
    }

    void read_names() {
        for (const AdjacentEdge& e : edges_) {
            sink_ += reader_.node_property(e.neighbor, name_).string()->size();
        }
    }

    const Reader& reader_;
    KeyId name_;
    std::vector<AdjacentEdge> edges_;
    std::vector<NodeId> front_;
    std::vector<std::uint32_t> seen_;
    std::uint32_t stamp_ = 0;
    std::size_t sink_ = 0;
};

/// The same through a view as the query engine has it: copies in memory are made when single reads
/// have cost as much (graph/read_cache.hpp), here within the first measures.
class ViewQueries {
  public:
    explicit ViewQueries(const graph::GraphView& view)
        : view_(view), name_(*view.find_key("name")) {}

    std::size_t lookup(const std::string& name, const std::string& type,
                       graph::Direction direction) {
        edges_.clear();
        const auto id = view_.find_type(type);
        for (const NodeId node : view_.nodes_by_text(name_, name)) {
            view_.expand(node, direction, {&*id, 1}, edges_);
        }
        read_names();
        return edges_.size();
    }

    std::size_t neighbours(const std::string& name) {
        edges_.clear();
        for (const NodeId node : view_.nodes_by_text(name_, name)) {
            view_.expand(node, graph::Direction::Both, {}, edges_);
        }
        for (const AdjacentEdge& e : edges_) {
            sink_ += view_.name_of(e.type).size();
        }
        read_names();
        return edges_.size();
    }

    std::size_t hops(const std::string& name, std::uint64_t depth) {
        graph::WalkOptions options;
        options.direction = graph::Direction::Outgoing;
        options.max_hops = depth;
        const NodeId start = view_.nodes_by_text(name_, name).at(0);
        std::size_t others = 0;
        graph::for_each_reachable(view_, start, 1, options, [&](NodeId node, std::uint64_t) {
            others += node != start ? 1 : 0;
            return true;
        });
        return others;
    }

    std::size_t sink() const { return sink_; }

  private:
    void read_names() {
        for (const AdjacentEdge& e : edges_) {
            sink_ += view_.property(e.neighbor, name_).string()->size();
        }
    }

    const graph::GraphView& view_;
    KeyId name_;
    std::vector<AdjacentEdge> edges_;
    std::size_t sink_ = 0;
};

void measure(const char* name, const std::vector<std::vector<std::string>>& items,
             const std::function<std::size_t(const std::vector<std::string>&)>& query) {
    constexpr double kBudget = 4e6;
    std::vector<double> times;
    std::size_t rows = 0;
    for (int pass = 0; pass < 2; ++pass) {  // the first one warms up
        times.clear();
        rows = 0;
        const double begin = now_us();
        for (const auto& item : items) {
            const double t = now_us();
            rows += query(item);
            times.push_back(now_us() - t);
            if (now_us() - begin > kBudget) {
                break;
            }
        }
    }
    if (times.empty()) {
        return;
    }
    std::sort(times.begin(), times.end());
    const auto at = [&](double q) {
        return times[std::min(times.size() - 1,
                              static_cast<std::size_t>(q * static_cast<double>(times.size())))];
    };
    std::printf("%-11s n %6zu  p50 %9.2f  p99 %9.2f  rows %zu\n", name, times.size(), at(0.5),
                at(0.99), rows);
}

/// The five measures by one way of reading.
template <class Ways, class Direction>
void measure_all(Ways&& queries, Mix& mix, Direction along, Direction against) {
    measure("lookup", mix["lookup"],
            [&](const auto& q) { return queries.lookup(q[0], q[1], along); });
    measure("reverse", mix["reverse"],
            [&](const auto& q) { return queries.lookup(q[1], q[0], against); });
    measure("neighbours", mix["neighbours"],
            [&](const auto& q) { return queries.neighbours(q[0]); });
    measure("hop2", mix["hop2"], [&](const auto& q) { return queries.hops(q[0], 2); });
    measure("hop3", mix["hop3"], [&](const auto& q) { return queries.hops(q[0], 3); });
    std::printf("peak %ld MB (%zu)\n", peak_kb() / 1024, queries.sink() % 2);
}

int query(const std::string& folder, const std::string& mix_file) {
    Mix mix = read_mix(mix_file);
    OpenOptions options;
    options.read_only = true;
    const auto store = open_store(folder, options);
    const auto reader = store->snapshot();
    std::printf("from the store\n");
    measure_all(Queries(*reader), mix, Direction::Outgoing, Direction::Incoming);
    const graph::GraphView view(reader, {},
                                std::make_shared<graph::ReadCache>(std::size_t{256} << 20));
    std::printf("through a view with copies\n");
    measure_all(ViewQueries(view), mix, graph::Direction::Outgoing, graph::Direction::Incoming);
    return 0;
}

int cold(const std::string& folder, const std::string& name, const std::string& type) {
    const double begin = now_us();
    OpenOptions options;
    options.read_only = true;
    const auto store = open_store(folder, options);
    const auto reader = store->snapshot();
    const double opened = now_us();
    const std::size_t rows = Queries(*reader).lookup(name, type, Direction::Outgoing);
    std::printf("rows %zu, open %.2f ms, lookup %.2f ms\n", rows, (opened - begin) / 1e3,
                (now_us() - opened) / 1e3);
    return 0;
}

double best_ms_of(int runs, const std::function<void()>& work) {
    double best = 1e18;
    for (int run = 0; run < runs; ++run) {
        const double begin = now_us();
        work();
        best = std::min(best, (now_us() - begin) / 1e3);
    }
    return best;
}

int copy(const std::string& folder) {
    OpenOptions options;
    options.read_only = true;
    const auto store = open_store(folder, options);
    const graph::GraphView view(store->snapshot());
    std::uint64_t sum = 0;
    const double scan = best_ms_of(5, [&] {
        for (const Direction direction : {Direction::Outgoing, Direction::Incoming}) {
            view.reader().scan_adjacent(direction,
                                        [&](NodeId, std::span<const AdjacentEdge> edges) {
                                            for (const AdjacentEdge& e : edges) {
                                                sum += e.neighbor.value;
                                            }
                                        });
        }
    });
    const double graph = best_ms_of(5, [&] { sum += graph::CsrGraph::copy(view)->edge_count(); });
    const double names = best_ms_of(5, [&] {
        sum += graph::PropertyColumn::copy(view.reader(), *view.find_key("name"), ~std::size_t{0})
                   ->number_count();
    });
    std::printf(
        "scan of the adjacency %.1f ms, copy of the graph %.1f ms (%.2f), of names %.1f ms\n", scan,
        graph, graph / scan, names);
    return static_cast<int>(sum == 0);
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> args(argv + 1, argv + argc);
    try {
        if (args.size() == 3 && args[0] == "load") {
            return load(args[1], args[2]);
        }
        if (args.size() == 3 && args[0] == "query") {
            return query(args[1], args[2]);
        }
        if (args.size() == 4 && args[0] == "cold") {
            return cold(args[1], args[2], args[3]);
        }
        if (args.size() == 2 && args[0] == "copy") {
            return copy(args[1]);
        }
    } catch (const Error& e) {
        std::fprintf(stderr, "error: %s\n", e.what());
        return 1;
    }
    std::fprintf(stderr,
                 "usage: bench_store load DIR TSV | query DIR MIX | cold DIR NAME TYPE | "
                 "copy DIR\n");
    return 2;
}
