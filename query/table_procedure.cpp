#include <algorithm>
#include <memory>

#include "query/comparison.hpp"
#include "query/lexer.hpp"
#include "query/procedures.hpp"
#include "query/query_error.hpp"

// Procedures that are tables, as tests of the language define them.

namespace trefoil::query {
namespace {

TypeSet kinds_of(std::string_view type) {
    const std::pair<std::string_view, TypeSet> known[] = {{"STRING", kString},
                                                          {"INTEGER", kInteger},
                                                          {"FLOAT", kNumber},  // an integer fits
                                                          {"NUMBER", kNumber},
                                                          {"BOOLEAN", kBoolean},
                                                          {"MAP", kMap},
                                                          {"NODE", kNode},
                                                          {"RELATIONSHIP", kRelationship},
                                                          {"PATH", kPath},
                                                          {"DATE", kDate},
                                                          {"TIME", kTime},
                                                          {"LOCALTIME", kLocalTime},
                                                          {"DATETIME", kDateTime},
                                                          {"LOCALDATETIME", kLocalDateTime},
                                                          {"DURATION", kDuration}};
    for (const auto& [name, kinds] : known) {
        if (is_keyword(type, name)) {
            return kinds;
        }
    }
    return kAny;
}

/// Reads name(parameter :: TYPE?, ...) :: (column :: TYPE?, ...).
class SignatureReader {
  public:
    /// The mark of what may be null, `?`, says nothing here: any argument may be.
    explicit SignatureReader(std::string text) : text_(std::move(text)) {
        std::replace(text_.begin(), text_.end(), '?', ' ');
        tokens_ = tokenize(text_);
    }

    Procedure read() {
        Procedure procedure;
        procedure.name = name();
        while (accept(".")) {
            procedure.name += "." + name();
        }
        procedure.parameters = fields();
        expect(":");
        expect(":");
        for (Parameter& column : fields()) {
            procedure.columns.push_back(std::move(column.name));
        }
        return procedure;
    }

  private:
    std::vector<Parameter> fields() {
        std::vector<Parameter> result;
        expect("(");
        while (!accept(")")) {
            Parameter field;
            field.name = name();
            expect(":");
            expect(":");
            field.kinds = kinds_of(name());
            // LIST? OF INTEGER? and the like: any list.
            while (!at(",") && !at(")")) {
                ++next_;
            }
            result.push_back(std::move(field));
            accept(",");
        }
        return result;
    }

    [[nodiscard]] bool at(std::string_view symbol) const {
        if (tokens_[next_].kind == TokenKind::End) {
            fail();
        }
        return tokens_[next_].text == symbol;
    }

    bool accept(std::string_view symbol) {
        const bool found = at(symbol);
        next_ += found ? 1 : 0;
        return found;
    }

    void expect(std::string_view symbol) {
        if (!accept(symbol)) {
            fail();
        }
    }

    std::string name() {
        const Token& token = tokens_[next_];
        if (token.kind != TokenKind::Identifier && token.kind != TokenKind::QuotedIdentifier) {
            fail();
        }
        ++next_;
        return token.value;
    }

    [[noreturn]] void fail() const {
        syntax_error("UnexpectedSyntax",
                     "write :procedure name(parameter :: TYPE?) :: (column :: TYPE?) => rows",
                     tokens_[next_].begin);
    }

    std::string text_;
    std::vector<Token> tokens_;
    std::size_t next_ = 0;
};

Value field(const Map& row, const std::string& name) {
    const auto found = row.find(name);
    return found != row.end() ? found->second : Value();
}

}  // namespace

Procedure table_procedure(std::string_view signature, const Value& rows) {
    Procedure procedure = SignatureReader(std::string(signature)).read();
    procedure.signature = signature;
    const List* list = rows.list();
    if (list == nullptr || std::any_of(list->begin(), list->end(),
                                       [](const Value& row) { return row.map() == nullptr; })) {
        type_error("InvalidArgumentType", "the rows of a procedure are a list of maps");
    }
    const auto parameters = procedure.parameters;
    const auto columns = procedure.columns;
    procedure.run = [rows, parameters, columns](Context&, std::span<const Value> arguments) {
        const std::vector<Value> wanted(arguments.begin(), arguments.end());
        return [rows, parameters, columns, wanted,
                next = std::size_t{0}](std::vector<Value>& out) mutable {
            while (next < rows.list()->size()) {
                const Map& row = *(*rows.list())[next++].map();
                bool fits = true;
                for (std::size_t i = 0; i < parameters.size() && fits; ++i) {
                    fits = equivalent(field(row, parameters[i].name), wanted[i]);
                }
                if (fits) {
                    for (std::size_t i = 0; i < columns.size(); ++i) {
                        out[i] = field(row, columns[i]);
                    }
                    return true;
                }
            }
            return false;
        };
    };
    return procedure;
}

}  // namespace trefoil::query
