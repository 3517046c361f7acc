#pragma once

#include <memory>
#include <sstream>
#include <string>

#include "query/formats/registry.hpp"
#include "query/query_error.hpp"
#include "query/session.hpp"

namespace trefoil::test {

/// A session over an empty store, by default in memory.
struct SessionFixture {
    explicit SessionFixture(const std::string& address = ":memory:")
        : store(store::open_store(address)) {}

    std::unique_ptr<store::Store> store;
    query::Database database{*store};
    query::Session session{database};

    /// Rows as tab-separated lines below the header.
    std::string run(const std::string& text) {
        std::ostringstream out;
        const auto writer = query::make_row_writer("tsv", out, {});
        session.run(text, {}, *writer);
        return out.str();
    }

    /// The detail of the error; "" if there is none.
    std::string error(const std::string& text) {
        try {
            run(text);
        } catch (const query::QueryError& error) {
            return error.detail();
        }
        return "";
    }
};

}  // namespace trefoil::test
