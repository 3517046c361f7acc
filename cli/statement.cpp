#include "cli/statement.hpp"

#include <algorithm>
#include <array>
#include <ostream>

#include "base/error.hpp"
#include "cli/interrupt.hpp"
#include "cli/standard_output.hpp"
#include "query/formats/registry.hpp"

namespace trefoil::cli {

namespace {

/// The words of a text in capitals.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    bool inside = false;
    for (const char c : text) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (letter && !inside) {
            words.emplace_back();
        }
        if (letter) {
            words.back() += c >= 'a' ? static_cast<char>(c - ('a' - 'A')) : c;
        }
        inside = letter;
    }
    return words;
}

}  // namespace

Context::Access access_for(std::string_view script) {
    constexpr std::array<std::string_view, 4> kChanging{"SET", "DELETE", "REMOVE", "DROP"};
    Context::Access access = Context::Access::Read;
    for (const std::string& word : words_of(script)) {
        if (word == "CREATE" || word == "MERGE") {
            return Context::Access::Create;
        }
        if (std::ranges::find(kChanging, word) != kChanging.end()) {
            access = Context::Access::Write;
        }
    }
    return access;
}

query::SessionOptions session_options() {
    query::SessionOptions options;
    options.cancel = &interrupt_flag();
    return options;
}

void add_parameter(query::Session& session, Map& parameters, const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == 0 || equals == std::string::npos) {
        throw UsageError("--param " + text + ": write name=value");
    }
    const std::string name = text.substr(0, equals);
    const std::string value = text.substr(equals + 1);
    try {
        parameters[name] = session.evaluate(value, {});
    } catch (const query::QueryError&) {  // no literal: a plain word such as Berlin
        parameters[name] = Value(value);
    }
}

std::vector<std::string> result_formats() {
    std::vector<std::string> names{"table"};
    for (const query::Format& format : query::formats()) {
        if (format.name != "table") {
            names.emplace_back(format.name);
        }
    }
    return names;
}

query::Summary run_statement(const Context& context, query::Session& session, std::string_view text,
                             const Map& parameters, const std::string& format, std::ostream& out) {
    query::FormatOptions options;
    options.width = terminal_width();
    options.color = wants_color(context.color);
    options.statistics = !context.quiet;
    const auto writer = query::make_row_writer(format, out, options);
    query::Summary summary = session.run(text, parameters, *writer);
    for (const std::string& notice : summary.notices) {
        context.say(printable(notice));
    }
    return summary;
}

}  // namespace trefoil::cli
