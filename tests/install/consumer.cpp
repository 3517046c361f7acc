// Uses the installed libraries the way another program would: a graph in memory, a query, its rows.
#include <iostream>
#include <span>
#include <string>
#include <vector>

#include "query/session.hpp"
#include "store/store.hpp"

namespace {

class PrintRows : public trefoil::query::RowWriter {
  public:
    void begin(const std::vector<std::string>&, const trefoil::graph::GraphView&) override {}

    void row(std::span<const trefoil::Value> values) override {
        std::cout << *values.front().get_if<std::int64_t>() << '\n';
    }

    void end(const trefoil::query::Summary&) override {}
};

}  // namespace

int main() {
    const auto store = trefoil::store::open_store(":memory:");
    trefoil::query::Database database(*store);
    trefoil::query::Session session(database);
    PrintRows rows;
    session.run(
        "CREATE (:City {name: 'Bremen'})-[:NEAR]->(:City {name: 'Oldenburg'}), (:City {name: "
        "'Kiel'})",
        {}, rows);
    session.run("MATCH (c:City) RETURN count(*)", {}, rows);
}
