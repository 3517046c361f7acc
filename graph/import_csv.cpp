// Comma-separated values: edge lists, and the two files of a Neo4j import folder.

#include <algorithm>

#include "base/error.hpp"
#include "graph/csv.hpp"
#include "graph/import_builder.hpp"

namespace trefoil::graph {

namespace {

/// Takes away the quote that an export puts before what a spreadsheet would take for a formula.
void take_off_guard(std::string& text) {
    if (text.starts_with('\'') && is_formula(text)) {
        text.erase(0, 1);
    }
}

class CsvTriples : public store::TripleSource {
  public:
    CsvTriples(const store::ByteSource& source, const CsvOptions& options)
        : source_(source), reader_(source_, options.delimiter) {
        const bool by_number = std::ranges::all_of(options.columns, [](const std::string& column) {
            return !column.empty() && column.size() < 4 &&
                   column.find_first_not_of("0123456789") == column.npos && column != "0";
        });
        if (by_number) {
            for (std::size_t i = 0; i < 3; ++i) {
                places_[i] = std::stoul(options.columns[i]) - 1;
            }
        } else if (reader_.next(fields_)) {
            find_columns(options);
        }
    }

    bool next(store::InputTriple& triple) override {
        if (!reader_.next(fields_)) {
            return false;
        }
        triple = {};
        triple.problem = reader_.problem();
        if (triple.problem != nullptr) {
            return true;
        }
        std::string_view* parts[] = {&triple.subject, &triple.relation, &triple.object};
        for (std::size_t i = 0; i < 3; ++i) {
            if (places_[i] >= fields_.size()) {
                triple.problem = "fewer fields than columns are needed";
                return true;
            }
            take_off_guard(fields_[places_[i]].text);
            *parts[i] = fields_[places_[i]].text;
        }
        return true;
    }

    [[nodiscard]] std::uint64_t line() const override { return reader_.line(); }

    [[nodiscard]] std::uint64_t bytes() const override { return reader_.bytes(); }

  private:
    void find_columns(const CsvOptions& options) {
        for (std::size_t i = 0; i < 3; ++i) {
            const auto at = std::ranges::find(fields_, options.columns[i], &CsvField::text);
            if (at == fields_.end()) {
                std::string known;
                for (const CsvField& field : fields_) {
                    known += (known.empty() ? "" : ", ") + field.text;
                }
                throw InputError("no column '" + options.columns[i] + "'; there are " + known +
                                     " (--columns names three, or numbers them from 1 if the "
                                     "file has no line of names)",
                                 options.file, 1);
            }
            places_[i] = static_cast<std::size_t>(at - fields_.begin());
        }
    }

    store::ByteSource source_;
    CsvReader reader_;
    std::size_t places_[3] = {0, 1, 2};
    std::vector<CsvField> fields_;
};

// ---- Neo4j

/// A column of a header: "name:kind", ":ID", "person:ID(group)".
struct Column {
    std::string name;
    std::string kind;
};

std::vector<Column> columns_of(CsvReader& reader, const char* file) {
    std::vector<CsvField> header;
    if (!reader.next(header)) {
        throw InputError("there is no header", file);
    }
    std::vector<Column> columns;
    for (const CsvField& field : header) {
        const std::size_t colon = field.text.rfind(':');
        std::string kind = colon == field.text.npos ? "" : field.text.substr(colon + 1);
        kind = kind.substr(0, kind.find('('));
        columns.push_back({field.text.substr(0, colon), kind});
    }
    return columns;
}

bool is_structural(const std::string& kind) {
    return kind == "ID" || kind == "LABEL" || kind == "START_ID" || kind == "END_ID" ||
           kind == "TYPE" || kind == "IGNORE";
}

/// A backslash before a semicolon or a backslash makes it part of a label; others stand for
/// themselves.
std::vector<std::string> split_labels(const std::string& text) {
    std::vector<std::string> labels(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape =
            text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == ';' || text[i + 1] == '\\');
        if (text[i] == ';') {
            labels.emplace_back();
        } else {
            i += escape ? 1 : 0;
            labels.back() += text[i];
        }
    }
    std::erase(labels, "");
    return labels;
}

/// One record by its header.
struct Neo4jRecord {
    std::string id;
    std::string start;
    std::string end;
    std::string type;
    std::vector<std::string> labels;
    NamedValues properties;
    std::string problem;
};

void take_field(const Column& column, const CsvField& field, Neo4jRecord& record) {
    if (column.kind == "ID") {
        record.id = field.text;
    } else if (column.kind == "START_ID") {
        record.start = field.text;
    } else if (column.kind == "END_ID") {
        record.end = field.text;
    } else if (column.kind == "TYPE") {
        record.type = field.text;
    } else if (column.kind == "LABEL") {
        record.labels = split_labels(field.text);
    }
    const bool named =
        column.kind != "IGNORE" &&
        (!column.name.empty() || (!column.kind.empty() && !is_structural(column.kind)));
    if (!named || (field.text.empty() && !field.quoted)) {
        return;
    }
    auto value = value_from_text(field.text, is_structural(column.kind) ? "" : column.kind);
    if (!value) {
        record.problem = "'" + field.text + "' is no " + column.kind;
        return;
    }
    record.properties.emplace_back(column.name, std::move(*value));
}

template <class Use>
void read_neo4j(const store::ByteSource& source, const char* file, ImportBuilder& builder,
                Use use) {
    CsvReader reader(source);
    const std::vector<Column> columns = columns_of(reader, file);
    for (std::vector<CsvField> fields; reader.next(fields);) {
        builder.count_record();
        Neo4jRecord record;
        if (reader.problem() != nullptr) {
            record.problem = reader.problem();
        } else if (fields.size() != columns.size()) {
            record.problem = "not as many fields as the header has";
        }
        for (std::size_t i = 0; i < columns.size() && record.problem.empty(); ++i) {
            take_field(columns[i], fields[i], record);
        }
        if (record.problem.empty()) {
            record.problem = use(record);
        }
        if (!record.problem.empty()) {
            builder.bad(reader.line(), std::string(file) + ": " + record.problem);
        }
    }
}

}  // namespace

std::unique_ptr<store::TripleSource> csv_triples(const store::ByteSource& source,
                                                 const CsvOptions& options) {
    if (options.columns.size() != 3) {
        throw UsageError("--columns takes three names or numbers: SUBJECT,RELATION,OBJECT");
    }
    return std::make_unique<CsvTriples>(source, options);
}

ImportReport import_neo4j(store::Store& store, const store::ByteSource& nodes,
                          const store::ByteSource& relationships, const ImportOptions& options) {
    ImportBuilder builder(store, options);
    read_neo4j(nodes, "nodes.csv", builder, [&](const Neo4jRecord& record) -> std::string {
        return builder.add_node(record.id, record.labels, record.properties)
                   ? ""
                   : "a node of this id came before";
    });
    read_neo4j(relationships, "relationships.csv", builder,
               [&](const Neo4jRecord& record) -> std::string {
                   return builder.add_relationship(record.start, record.type, record.end,
                                                   record.properties)
                              ? ""
                              : "an end of the relationship is no node";
               });
    return builder.commit();
}

}  // namespace trefoil::graph
