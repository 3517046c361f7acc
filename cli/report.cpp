#include "cli/report.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string>

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "cli/context.hpp"
#include "query/query_error.hpp"

namespace trefoil::cli {

namespace {

struct Kind {
    std::string code;
    int status = kFailed;
};

Kind kind_of(const std::exception& error) {
    if (const auto* query = dynamic_cast<const query::QueryError*>(&error)) {
        return {query->type(), kUsage};
    }
    if (dynamic_cast<const UsageError*>(&error) != nullptr) {
        return {"UsageError", kUsage};
    }
    if (dynamic_cast<const Interrupted*>(&error) != nullptr) {
        return {"Interrupted", kInterrupted};
    }
    if (dynamic_cast<const InputError*>(&error) != nullptr) {
        return {"InputError", kFailed};
    }
    if (dynamic_cast<const CorruptionError*>(&error) != nullptr) {
        return {"CorruptionError", kFailed};
    }
    if (dynamic_cast<const StoreError*>(&error) != nullptr) {
        return {"StoreError", kFailed};
    }
    if (dynamic_cast<const std::bad_alloc*>(&error) != nullptr) {
        return {"OutOfMemory", kFailed};
    }
    return {"Error", kFailed};
}

void print_json(const std::exception& error, const std::string& code, std::string_view statement) {
    nlohmann::ordered_json out{{"code", code},
                               {"message", to_valid_utf8(error.what())},
                               {"position", nullptr},
                               {"hint", nullptr}};
    if (const auto* query = dynamic_cast<const query::QueryError*>(&error)) {
        if (query->offset()) {
            query::QueryError located = *query;
            located.locate(statement);
            const std::string_view before = statement.substr(0, *query->offset());
            out["position"] = {{"offset", count_code_points(before)},
                               {"line", located.line()},
                               {"column", located.column()}};
        }
        if (!query->hint().empty()) {
            out["hint"] = query->hint();
        }
    }
    if (const auto* input = dynamic_cast<const InputError*>(&error);
        input != nullptr && input->line() != 0) {
        out["position"] = {{"offset", nullptr}, {"line", input->line()}, {"column", nullptr}};
    }
    fmt::print(stderr, "{}\n", out.dump());
}

void print_text(const std::exception& error, std::string_view statement) {
    const Paint paint(stderr_is_terminal() && wants_color(ColorMode::Auto));
    fmt::print(stderr, "{} {}\n", paint.error("error:"), printable(to_valid_utf8(error.what())));
    if (const auto* query = dynamic_cast<const query::QueryError*>(&error)) {
        fmt::print(stderr, "{}", query::render_caret(*query, statement));
        if (!query->hint().empty()) {
            fmt::print(stderr, "hint: {}\n", printable(query->hint()));
        }
    }
}

}  // namespace

int report_error(const std::exception& error, bool as_json, std::string_view statement) {
    const Kind kind = kind_of(error);
    if (as_json) {
        print_json(error, kind.code, statement);
    } else if (kind.status == kInterrupted) {
        fmt::print(stderr, "interrupted\n");
    } else {
        print_text(error, statement);
    }
    return kind.status;
}

}  // namespace trefoil::cli
