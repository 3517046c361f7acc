// N-Triples and N-Quads, one statement a line, read with serd. Statements about one thing may stand
// anywhere, so all are collected before nodes and relationships are made.

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <serd/serd.h>
#include <set>
#include <tuple>

#include "base/error.hpp"
#include "base/value_json.hpp"
#include "graph/import_builder.hpp"

namespace trefoil::graph {

namespace {

constexpr std::string_view kRdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
constexpr std::string_view kXsd = "http://www.w3.org/2001/XMLSchema#";
constexpr std::string_view kNode = "urn:trefoil:node:";
constexpr std::string_view kBareNode = "urn:trefoil:Node";
constexpr std::string_view kLabel = "urn:trefoil:label:";
constexpr std::string_view kProperty = "urn:trefoil:property:";
constexpr std::string_view kType = "urn:trefoil:type:";
constexpr std::string_view kRelationship = "urn:trefoil:relationship:";

/// One term of a statement.
struct Term {
    enum class Kind { None, Iri, Blank, Literal } kind = Kind::None;
    std::string text;
    std::string datatype;  ///< of a literal, "" if it has none

    [[nodiscard]] bool is_rdf(std::string_view name) const {
        return kind == Kind::Iri && text.starts_with(kRdf) && text.substr(kRdf.size()) == name;
    }
};

struct Statement {
    Term subject;
    Term predicate;
    Term object;
    Term graph;
};

Term term_of(const SerdNode* node, const SerdNode* datatype) {
    if (node == nullptr || node->buf == nullptr) {
        return {};
    }
    Term term;
    term.kind = node->type == SERD_LITERAL ? Term::Kind::Literal
                : node->type == SERD_BLANK ? Term::Kind::Blank
                                           : Term::Kind::Iri;
    term.text.assign(reinterpret_cast<const char*>(node->buf), node->n_bytes);
    if (datatype != nullptr && datatype->buf != nullptr) {
        term.datatype.assign(reinterpret_cast<const char*>(datatype->buf), datatype->n_bytes);
    }
    return term;
}

int hex_digit(char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

std::string percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        const int low = high < 0 ? -1 : hex_digit(text[i + 2]);
        if (low < 0) {
            out += text[i];
        } else {
            out += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    return out;
}

/// The name in an IRI: of one of ours what follows `ours`, else the last part, decoded.
std::string name_in(std::string_view iri, std::string_view ours) {
    if (iri.starts_with(ours)) {
        return percent_decoded(iri.substr(ours.size()));
    }
    const std::size_t cut = iri.find_last_of("#/:");
    const std::string_view last = cut == iri.npos ? iri : iri.substr(cut + 1);
    return percent_decoded(last.empty() ? iri : last);
}

/// "localdatetime" for an xsd:dateTime without a zone, and so on; "" for plain text.
std::string kind_of(const Term& literal) {
    if (literal.datatype == std::string(kRdf) + "JSON") {
        return "json";
    }
    const std::string& text = literal.text;
    const std::string name = std::string_view(literal.datatype).starts_with(kXsd)
                                 ? literal.datatype.substr(kXsd.size())
                                 : "";
    const std::size_t clock = text.find(':');
    const bool zoned = clock != text.npos && text.find_first_of("Z+-[", clock) != text.npos;
    if (name == "dateTime") {
        return zoned ? "datetime" : "localdatetime";
    }
    if (name == "time") {
        return zoned ? "time" : "localtime";
    }
    if (name == "integer" || name == "int" || name == "long" || name == "short") {
        return "long";
    }
    if (name == "double" || name == "float" || name == "decimal") {
        return "double";
    }
    return name == "boolean" || name == "date" || name == "duration" ? name : "";
}

/// Parses one line at a time, so that a bad one is known by its number and spoils no other.
class LineParser {
  public:
    LineParser()
        : reader_(serd_reader_new(SERD_NQUADS, this, nullptr, nullptr, nullptr, &take, nullptr),
                  &serd_reader_free) {
        serd_reader_set_strict(reader_.get(), true);
        serd_reader_set_error_sink(reader_.get(), &ignore, nullptr);
    }

    /// False if it is not a statement.
    bool parse(const std::string& line, Statement& statement) {
        statement_ = {};
        const SerdStatus status = serd_reader_read_string(
            reader_.get(), reinterpret_cast<const std::uint8_t*>(line.c_str()));
        statement = std::move(statement_);
        return status == SERD_SUCCESS && line.find('\0') == line.npos;
    }

  private:
    static SerdStatus take(void* handle, SerdStatementFlags /*flags*/, const SerdNode* graph,
                           const SerdNode* subject, const SerdNode* predicate,
                           const SerdNode* object, const SerdNode* datatype,
                           const SerdNode* /*language*/) {
        static_cast<LineParser*>(handle)->statement_ = {
            term_of(subject, nullptr), term_of(predicate, nullptr), term_of(object, datatype),
            term_of(graph, nullptr)};
        return SERD_SUCCESS;
    }

    static SerdStatus ignore(void* /*handle*/, const SerdError* /*error*/) { return SERD_SUCCESS; }

    std::unique_ptr<SerdReader, decltype(&serd_reader_free)> reader_;
    Statement statement_;
};

class RdfImport {
  public:
    RdfImport(store::Store& store, const ImportOptions& options) : builder_(store, options) {}

    ImportReport run(const store::ByteSource& source) {
        store::LineReader lines(source);
        LineParser parser;
        Statement statement;
        std::string text;
        std::uint64_t number = 0;
        for (std::string_view line; lines.next(line);) {
            ++number;
            builder_.count_record();
            const std::size_t first = line.find_first_not_of(" \t");
            if (first == line.npos || line[first] == '#') {
                continue;  // blank, or a comment
            }
            text.assign(line);
            if (!parser.parse(text, statement)) {
                builder_.bad(number, "not a statement of N-Triples or N-Quads");
            } else if (statement.subject.kind != Term::Kind::None) {
                const std::string problem = take(statement);
                if (!problem.empty()) {
                    builder_.bad(number, problem);
                }
            }
        }
        make();
        return builder_.commit();
    }

  private:
    /// What is known of a node or a relationship.
    struct Thing {
        std::vector<std::string> labels;
        std::map<std::string, List> properties;
        std::vector<std::string> property_order;
        std::string subject;  ///< of a relationship: key of its start
        std::string type;
        std::string object;
    };

    static bool is_relationship(const Term& term) {
        return term.kind == Term::Kind::Iri &&
               std::string_view(term.text).starts_with(kRelationship);
    }

    static std::string key_of(const Term& term) {
        return (term.kind == Term::Kind::Blank ? "_:" : "") + term.text;
    }

    Thing& node(const Term& term) {
        const std::string key = key_of(term);
        const auto [at, fresh] = nodes_.try_emplace(key);
        if (fresh) {
            node_order_.push_back(key);
            const bool ours = std::string_view(key).starts_with(kNode);
            if (term.kind == Term::Kind::Iri && !ours) {
                add_property(at->second, "iri", term.text);
            }
        }
        return at->second;
    }

    Thing& relationship(const std::string& key) {
        const auto [at, fresh] = relationships_.try_emplace(key);
        if (fresh) {
            relationship_order_.push_back(key);
        }
        return at->second;
    }

    static void add_property(Thing& thing, const std::string& name, Value value) {
        List& values = thing.properties[name];
        if (values.empty()) {
            thing.property_order.push_back(name);
        }
        values.push_back(std::move(value));
    }

    /// "" or what is wrong.
    std::string take(const Statement& statement) {
        if (is_relationship(statement.subject)) {
            return take_of_relationship(statement);
        }
        if (statement.object.kind == Term::Kind::Literal) {
            return take_literal(node(statement.subject), statement);
        }
        if (statement.predicate.is_rdf("type")) {
            Thing& thing = node(statement.subject);
            if (statement.object.text != kBareNode) {
                thing.labels.push_back(name_in(statement.object.text, kLabel));
            }
            return "";
        }
        node(statement.subject);
        node(statement.object);
        const std::string type = name_in(statement.predicate.text, kType);
        if (is_relationship(statement.graph)) {
            set_ends(relationship(statement.graph.text), key_of(statement.subject), type,
                     key_of(statement.object));
        } else {
            plain_.push_back({key_of(statement.subject), type, key_of(statement.object)});
        }
        return "";
    }

    std::string take_of_relationship(const Statement& statement) {
        Thing& thing = relationship(statement.subject.text);
        if (statement.predicate.is_rdf("subject")) {
            node(statement.object);
            thing.subject = key_of(statement.object);
        } else if (statement.predicate.is_rdf("predicate")) {
            thing.type = name_in(statement.object.text, kType);
        } else if (statement.predicate.is_rdf("object")) {
            node(statement.object);
            thing.object = key_of(statement.object);
        } else if (statement.object.kind == Term::Kind::Literal) {
            return take_literal(thing, statement);
        } else if (!statement.predicate.is_rdf("type")) {
            return "a relationship cannot be the start of another one";
        }
        return "";
    }

    static void set_ends(Thing& thing, std::string subject, std::string type, std::string object) {
        thing.subject = std::move(subject);
        thing.type = std::move(type);
        thing.object = std::move(object);
    }

    static std::string take_literal(Thing& thing, const Statement& statement) {
        const std::string kind = kind_of(statement.object);
        auto value = value_from_text(statement.object.text, kind);
        if (!value) {
            return "'" + statement.object.text + "' is no " + kind;
        }
        add_property(thing, name_in(statement.predicate.text, kProperty), std::move(*value));
        return "";
    }

    static NamedValues values_of(const Thing& thing) {
        NamedValues out;
        for (const std::string& name : thing.property_order) {
            const List& values = thing.properties.at(name);
            out.emplace_back(name, values.size() == 1 ? values.front() : Value(values));
        }
        return out;
    }

    void make() {
        for (const std::string& key : node_order_) {
            const Thing& thing = nodes_.at(key);
            builder_.add_node(key, thing.labels, values_of(thing));
        }
        std::set<std::array<std::string, 3>> told;  // by a statement about the relationship
        for (const std::string& key : relationship_order_) {
            const Thing& thing = relationships_.at(key);
            if (!builder_.add_relationship(thing.subject, thing.type, thing.object,
                                           values_of(thing))) {
                builder_.bad(0, "the relationship " + key + " lacks an end");
            }
            told.insert({thing.subject, thing.type, thing.object});
        }
        for (const auto& triple : plain_) {
            if (!told.contains(triple)) {
                builder_.add_relationship(triple[0], triple[1], triple[2], {});
            }
        }
    }

    ImportBuilder builder_;
    std::map<std::string, Thing> nodes_;
    std::vector<std::string> node_order_;
    std::map<std::string, Thing> relationships_;
    std::vector<std::string> relationship_order_;
    std::vector<std::array<std::string, 3>> plain_;
};

}  // namespace

ImportReport import_rdf(store::Store& store, const store::ByteSource& source,
                        const ImportOptions& options) {
    return RdfImport(store, options).run(source);
}

}  // namespace trefoil::graph
