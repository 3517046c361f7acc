// The whole way of a statement: parsed, bound, planned and run on a small graph in memory, its rows
// written as JSON. Whatever the bytes, a statement either answers or throws an error of the
// project; nothing may crash, hang or leak. Budgets keep each input short. A first line `$` runs
// what follows twice, so that the second run goes through the plan cache.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "query/formats/registry.hpp"
#include "query/session.hpp"

namespace {

constexpr const char* kGraph =
    "CREATE (a:A:B {id: 0, name: 'a', i: 1, l: [1, 2], d: date('2020-02-29')}), "
    "(b:B {id: 1, name: 'b', f: 1.5}), (c:A {id: 2, s: 'c', t: datetime('2020-01-01T00:00Z')}), "
    "(d {id: 3}), (a)-[:R {w: 1}]->(b), (b)-[:R {w: 2}]->(c), (c)-[:S]->(a), (a)-[:T]->(a), "
    "(c)-[:R]->(b), (d)-[:S {w: 0.5}]->(a)";

void run(trefoil::query::Session& session, const std::string& text) {
    std::ostringstream out;
    const auto writer = trefoil::query::make_row_writer("jsonl", out, {});
    try {
        session.run(text, {{"p", trefoil::Value(1)}, {"q", trefoil::Value("a")}}, *writer);
    } catch (const trefoil::Error&) {
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto store = trefoil::store::open_store(":memory:");
    trefoil::query::Database database(*store);
    trefoil::query::SessionOptions options;
    options.limits = {std::chrono::milliseconds(100), 2000, std::size_t{16} << 20};
    trefoil::query::Session session(database, options);
    run(session, kGraph);
    std::string text = trefoil::to_valid_utf8({reinterpret_cast<const char*>(data), size});
    const bool twice = text.rfind("$\n", 0) == 0;
    if (twice) {
        text.erase(0, 2);
        run(session, text);
    }
    run(session, text);
    return 0;
}
