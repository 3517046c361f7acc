#include "query/line_protocol.hpp"

#include "base/value_json.hpp"
#include "query/formats/registry.hpp"
#include "query/formats/values.hpp"
#include "query/script.hpp"

namespace trefoil::query {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::size_t kKeptBytes = std::size_t{1} << 20;  ///< of the room for an answer

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(kBlanks);
    return begin == std::string_view::npos
               ? std::string_view()
               : text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

void add_field(std::string& out, std::string_view name, std::string_view value) {
    out += out.back() == '{' ? "" : ",";
    append_json_string(out, name);
    out += ':';
    append_json_string(out, value);
}

[[noreturn]] void bad_meta(const std::string& message) {
    throw QueryError("SyntaxError", Phase::CompileTime, "UnexpectedSyntax", message);
}

}  // namespace

std::string error_json(const std::exception& error) {
    std::string out = "{\"error\":{";
    if (const auto* query = dynamic_cast<const QueryError*>(&error)) {
        add_field(out, "type", query->type());
        add_field(out, "phase", name_of(query->phase()));
        add_field(out, "detail", query->detail());
        add_field(out, "message", query->what());
        if (query->line() != 0) {
            out += ",\"position\":{\"offset\":" + std::to_string(*query->offset()) +
                   ",\"line\":" + std::to_string(query->line()) +
                   ",\"column\":" + std::to_string(query->column()) + "}";
        }
        if (!query->hint().empty()) {
            add_field(out, "hint", query->hint());
        }
    } else {
        const bool rule = dynamic_cast<const graph::ReadOnlyFieldError*>(&error) != nullptr;
        add_field(out, "type", rule ? "ConstraintVerificationFailed" : "StoreError");
        add_field(out, "phase", "runtime");
        add_field(out, "detail", rule ? "ReadOnlyField" : "Failed");
        add_field(out, "message", error.what());
    }
    return out + "}}";
}

std::string LineProtocol::meta(const std::string& line) {
    if (line == ":clear") {
        session_.database().clear();
        session_.clear_procedures();
        parameters_.clear();
    } else if (line == ":params") {
        parameters_.clear();
    } else if (line.starts_with(":param ")) {
        const std::string_view rest = std::string_view(line).substr(7);
        const std::size_t arrow = rest.find("=>");
        if (arrow == std::string_view::npos) {
            bad_meta("write :param name => expression");
        }
        std::string_view name = trimmed(rest.substr(0, arrow));
        if (name.size() > 1 && name.front() == '`' && name.back() == '`') {
            name = name.substr(1, name.size() - 2);
        }
        if (name.empty()) {
            bad_meta("a parameter needs a name");
        }
        Value value = session_.evaluate(rest.substr(arrow + 2), parameters_);
        parameters_.insert_or_assign(std::string(name), std::move(value));
    } else if (line.starts_with(":procedure ")) {
        const std::string_view rest = std::string_view(line).substr(11);
        const std::size_t arrow = rest.find("=>");
        if (arrow == std::string_view::npos) {
            bad_meta("write :procedure name(parameter :: TYPE?) :: (column :: TYPE?) => rows");
        }
        const Value rows = session_.evaluate(rest.substr(arrow + 2), parameters_);
        session_.define(table_procedure(trimmed(rest.substr(0, arrow)), rows));
    } else {
        bad_meta("unknown command '" + line.substr(0, line.find(' ')) +
                 "': there are :param, :params, :procedure and :clear");
    }
    return "{\"ok\":true}";
}

std::string LineProtocol::answer(const std::string& text) {
    try {
        if (text.starts_with(':')) {
            std::string_view line = trimmed(text);
            if (line.ends_with(';')) {
                line.remove_suffix(1);
            }
            return meta(std::string(trimmed(line)));
        }
        out_->str({});
        const auto writer = make_row_writer("jsonl", *out_, {});
        session_.run(text, parameters_, *writer);
        std::string answer = out_->str();
        answer.pop_back();
        if (answer.size() > kKeptBytes) {
            out_ = std::make_unique<std::ostringstream>();
        }
        return answer;
    } catch (const Interrupted&) {
        throw;
    } catch (const std::exception& error) {
        return error_json(error);
    }
}

void LineProtocol::run(std::istream& in, std::ostream& out) {
    StatementReader reader(in);
    while (const auto text = reader.next()) {
        out << answer(*text) << '\n';
        // Flushed only when no more input waits: answers to statements sent in one go travel
        // together.
        if (in.rdbuf()->in_avail() <= 0) {
            out.flush();
        }
        if (!out) {
            return;
        }
    }
    out.flush();
}

}  // namespace trefoil::query
