// The whole way of a statement: parsed, bound, planned and run on a small graph in memory, its rows
// written as JSON. Whatever the bytes, a statement either answers or throws an error of the
// project; nothing may crash, hang or leak. Budgets keep each input short. A first line `$` runs
// what follows twice, so that the second run goes through the plan cache. The graph is made anew
// only after an input that changed it.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <sstream>
#include <string>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "query/formats/registry.hpp"
#include "query/session.hpp"

namespace {

using namespace trefoil;

constexpr const char* kGraph =
    "CREATE (a:A:B {id: 0, name: 'a', i: 1, l: [1, 2], d: date('2020-02-29')}), "
    "(b:B {id: 1, name: 'b', f: 1.5}), (c:A {id: 2, s: 'c', t: datetime('2020-01-01T00:00Z')}), "
    "(d {id: 3}), (a)-[:R {w: 1}]->(b), (b)-[:R {w: 2}]->(c), (c)-[:S]->(a), (a)-[:T]->(a), "
    "(c)-[:R]->(b), (d)-[:S {w: 0.5}]->(a)";

/// The store of all inputs.
class Graph {
  public:
    query::Database& database() { return *database_; }

    void run(query::Session& session, const std::string& text) {
        std::ostringstream out;
        const auto writer = query::make_row_writer("jsonl", out, {});
        try {
            session.run(text, parameters_, *writer);
        } catch (const Error&) {
        }
    }

    /// The graph as every input finds it.
    void restore() {
        if (made_ != nullptr && database_->view().shared_reader() == made_) {
            return;
        }
        made_.reset();  // a new store: a cleared one keeps the names of what it held
        database_.reset();
        store_ = store::open_store(":memory:");
        database_.emplace(*store_);
        query::Session session(*database_);
        run(session, kGraph);
        made_ = database_->view().shared_reader();
    }

  private:
    std::unique_ptr<store::Store> store_;
    std::optional<query::Database> database_;
    std::shared_ptr<const store::Reader> made_;
    const Map parameters_ = {{"p", Value(1)}, {"q", Value("a")}};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Graph graph;
    graph.restore();
    query::SessionOptions options;
    options.limits = {std::chrono::milliseconds(100), 2000, std::size_t{4} << 20};
    query::Session session(graph.database(), options);
    std::string text = to_valid_utf8({reinterpret_cast<const char*>(data), size});
    const bool twice = text.rfind("$\n", 0) == 0;
    if (twice) {
        text.erase(0, 2);
        graph.run(session, text);
    }
    graph.run(session, text);
    return 0;
}
