// The lines of canonical_export.hpp. What can be computed is passed over: documents, decisions and
// what users wrote make the store anew, as a rebuild does (rebuild.hpp); then every entity and fact
// of the file must be there.

#include <algorithm>
#include <charconv>
#include <map>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "base/value_json.hpp"
#include "extract/document.hpp"
#include "graph/canonical_export.hpp"
#include "graph/constraints.hpp"
#include "graph/decisions.hpp"
#include "graph/import.hpp"
#include "graph/import_builder.hpp"
#include "graph/ingest.hpp"
#include "graph/names.hpp"
#include "graph/schema.hpp"

namespace trefoil::graph {

namespace {

/// A member of an object, of the kind that is wanted. All throw Error that names the member.
class Object {
  public:
    explicit Object(Value value) : value_(std::move(value)), map_(value_.map()) {
        if (map_ == nullptr) {
            throw Error("not a JSON object");
        }
    }

    [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }

    [[nodiscard]] const Value& at(std::string_view name) const {
        const Value* value = find(name);
        return value != nullptr ? *value : throw wrong(name);
    }

    [[nodiscard]] const std::string& text(std::string_view name) const {
        const std::string* text = at(name).string();
        return text != nullptr ? *text : throw wrong(name);
    }

    [[nodiscard]] const List& list(std::string_view name) const {
        const List* list = at(name).list();
        return list != nullptr ? *list : throw wrong(name);
    }

    [[nodiscard]] std::vector<std::string> texts(std::string_view name) const {
        std::vector<std::string> out;
        for (const Value& value : list(name)) {
            out.push_back(value.string() != nullptr ? *value.string() : throw wrong(name));
        }
        return out;
    }

    [[nodiscard]] Hash128 id(std::string_view name) const {
        const auto id = Hash128::from_hex(text(name));
        return id ? *id : throw wrong(name);
    }

    [[nodiscard]] std::uint32_t number(std::string_view name) const {
        const auto* number = at(name).get_if<std::int64_t>();
        return number != nullptr && *number >= 0 && *number <= UINT32_MAX
                   ? static_cast<std::uint32_t>(*number)
                   : throw wrong(name);
    }

    /// None for null, or where it is missing.
    [[nodiscard]] std::optional<std::uint32_t> index(std::string_view name) const {
        return has(name) ? std::optional(number(name)) : std::nullopt;
    }

    [[nodiscard]] Span span(std::string_view name) const { return span_of(at(name), name); }

    [[nodiscard]] static Span span_of(const Value& value, std::string_view name) {
        const List* ends = value.list();
        if (ends == nullptr || ends->size() != 2) {
            throw wrong(name);
        }
        const Object object(Map{{"begin", ends->front()}, {"end", ends->back()}});
        return {object.number("begin"), object.number("end")};
    }

    /// One of the words that `parse` knows.
    template <class Parse>
    [[nodiscard]] auto word(std::string_view name, Parse parse) const {
        const auto found = parse(text(name));
        return found ? *found : throw wrong(name);
    }

    [[nodiscard]] NamedValues properties() const {
        const Map* map = at("properties").map();
        return map != nullptr ? NamedValues(map->begin(), map->end()) : throw wrong("properties");
    }

  private:
    static Error wrong(std::string_view name) {
        return Error("'" + std::string(name) + "' is missing or not as it should be");
    }

    /// Null also where the member is null.
    [[nodiscard]] const Value* find(std::string_view name) const {
        const auto found = map_->find(name);
        return found == map_->end() || found->second.is_null() ? nullptr : &found->second;
    }

    Value value_;  ///< shares its map, which map_ points to
    const Map* map_;
};

Phrase phrase_of(const Value& value) {
    const Object object(value);
    Phrase phrase{object.text("text"), object.span("span"), object.index("cluster"), {}};
    if (object.has("type")) {
        phrase.type = object.word("type", entity_type_from);
    }
    return phrase;
}

Triple triple_of(const Object& line) {
    Triple triple;
    triple.sentence = line.number("sentence");
    triple.subject = phrase_of(line.at("subject"));
    triple.relation_text = line.text("relation");
    triple.relation_type = line.text("type");
    triple.relation_kind = line.text("kind");
    triple.relation_span = line.span("relation_span");
    if (line.has("object")) {
        triple.object = phrase_of(line.at("object"));
    }
    for (const Value& value : line.list("arguments")) {
        const Object argument(value);
        triple.arguments.push_back({phrase_of(argument.at("phrase")),
                                    argument.word("role", role_from),
                                    argument.text("preposition")});
    }
    triple.polarity = line.word("polarity", polarity_from);
    triple.modality = line.word("modality", modality_from);
    if (line.has("attribution")) {
        const Object attribution(line.at("attribution"));
        triple.attribution = {attribution.text("source"), attribution.index("cluster")};
    }
    triple.time = line.text("time");
    triple.place = line.text("place");
    const auto* confidence = line.at("confidence").get_if<double>();
    triple.confidence = confidence != nullptr ? static_cast<float>(*confidence) : 0;
    triple.extractor = line.text("extractor");
    triple.derived_from = line.index("derived_from");
    triple.phrase = line.text("phrase");
    return triple;
}

Mention mention_of(const Object& line) {
    return {line.span("span"), line.word("kind", mention_kind_from),
            line.word("type", entity_type_from), line.index("cluster"), line.text("value")};
}

/// The number at the end of a node's name (canonical_names.hpp), 0 if there is none.
std::uint64_t number_of(std::string_view name) {
    std::uint64_t number = 0;
    const auto dash = name.find('-');
    if (dash != name.npos) {
        std::from_chars(name.data() + dash + 1, name.data() + name.size(), number);
    }
    return number;
}

std::string bytes_of(const Object& line) {
    if (line.has("value")) {
        return line.text("value");
    }
    std::string bytes;
    const std::string& digits = line.text("bytes");
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
        unsigned byte = 0;
        std::from_chars(digits.data() + i, digits.data() + i + 2, byte, 16);
        bytes += static_cast<char>(byte);
    }
    return bytes;
}

class CanonicalImport {
  public:
    CanonicalImport(store::Store& store, const ImportOptions& options)
        : options_(options), transaction_(store.begin()) {
        if (transaction_->node_count() != 0 || transaction_->document_count() != 0) {
            throw Error("a canonical export is a whole store: import it into an empty one (--db)");
        }
    }

    void count_record() {
        ++report_.records;
        poll();
    }

    /// Keeps what one line says. Throws Error if it is none of these lines.
    void take(const Value& value) {
        const Object line(value);
        if (line.has("_canonical")) {
            if (line.number("_canonical") != kCanonicalVersion) {
                throw Error("a canonical export of another version of the program");
            }
        } else if (line.has("assertion")) {
            auto& triples = documents_[line.text("document")].triples;
            triples.emplace(line.number("number"), triple_of(line));
        } else if (line.has("mention")) {
            auto& mentions = documents_[line.text("mention")].mentions;
            mentions.emplace(line.number("number"), mention_of(line));
        } else if (line.has("note")) {
            notes_.push_back(line);
        } else if (line.has("fact")) {
            facts_.push_back(line);
        } else if (line.has("relationship")) {
            relationships_.push_back(line);
        } else if (line.has("entity") || line.has("node")) {
            nodes_.push_back(line);
        } else {
            take_document(line);
        }
    }

    ImportReport run() {
        put_notes(false);
        check_decisions();
        for (auto& [id, document] : documents_) {
            poll();
            add_document(
                *transaction_, document.record, document.text, analysis_of(document),
                options_.gazetteer != nullptr ? *options_.gazetteer : extract::no_gazetteer());
        }
        make_nodes();
        make_relationships();
        write_on_facts();
        put_notes(true);
        for (const auto& constraint : unique_constraints(*transaction_)) {
            transaction_->create_index(transaction_->intern_key(constraint.key));
        }
        transaction_->commit();
        return std::move(report_);
    }

  private:
    struct Document {
        store::DocumentRecord record;
        std::string text;
        std::vector<Span> sentences;
        std::vector<Cluster> clusters;
        std::map<std::uint32_t, Mention> mentions;  ///< by number
        std::map<std::uint32_t, Triple> triples;
    };

    void poll() {
        constexpr std::uint64_t kOften = 64;
        if (++polls_ % kOften == 0 && options_.progress) {
            options_.progress(report_.records);
        }
    }

    void bad(std::string reason) {
        if (report_.bad++ < options_.max_bad_lines) {
            report_.bad_lines.push_back({0, std::move(reason)});
        }
    }

    void take_document(const Object& line) {
        Document& document = documents_[line.text("document")];
        document.record = {line.id("document"), line.texts("sources"), line.text("title"),
                           line.text("date"), line.text("version")};
        document.text = line.text("text");
        if (extract::Document{{"", "", document.record.date}, document.text}.id() !=
            document.record.id) {
            throw Error("the document's text is not the one of its id");
        }
        for (const Value& span : line.list("sentences")) {
            document.sentences.push_back(Object::span_of(span, "sentences"));
        }
        for (const Value& value : line.list("clusters")) {
            const Object cluster(value);
            document.clusters.push_back({cluster.word("type", entity_type_from),
                                         cluster.text("name"), cluster.texts("aliases"),
                                         cluster.text("link")});
        }
    }

    /// REQUIRES of a stored analysis: every index and span is inside what it points into.
    static Analysis analysis_of(Document& document) {
        if (document.record.sources.empty()) {
            throw Error("the lines of a document are there, but not the document");
        }
        Analysis analysis{std::move(document.sentences), {}, std::move(document.clusters), {}};
        for (auto& [number, mention] : document.mentions) {
            analysis.mentions.push_back(std::move(mention));
        }
        for (auto& [number, triple] : document.triples) {
            analysis.triples.push_back(std::move(triple));
        }
        check(analysis, document.text.size());
        return analysis;
    }

    static void check(const Analysis& analysis, std::size_t size) {
        bool whole = true;
        const auto in_text = [&](Span span) {
            whole = whole && span.begin <= span.end && span.end <= size;
        };
        const auto below = [&](std::optional<std::uint32_t> index, std::size_t end) {
            whole = whole && (!index || *index < end);
        };
        const auto phrase = [&](const Phrase& p) {
            in_text(p.span);
            below(p.cluster, analysis.clusters.size());
        };
        std::ranges::for_each(analysis.sentences, in_text);
        for (const Mention& mention : analysis.mentions) {
            in_text(mention.span);
            below(mention.cluster, analysis.clusters.size());
        }
        std::size_t number = 0;
        for (const Triple& triple : analysis.triples) {
            below(triple.sentence, analysis.sentences.size());
            below(triple.derived_from, number++);  // stands after its origin
            in_text(triple.relation_span);
            phrase(triple.subject);
            for (const Argument& argument : triple.arguments) {
                phrase(argument.phrase);
            }
            if (triple.object) {
                phrase(*triple.object);
            }
            below(triple.attribution ? triple.attribution->cluster : std::nullopt,
                  analysis.clusters.size());
        }
        if (!whole) {
            throw Error("a place outside its document");
        }
    }

    void put_notes(bool of_nodes) {
        for (const Object& line : notes_) {
            if ((line.text("note") == kUserData) == of_nodes) {
                transaction_->put_note(line.text("note"), line.text("id"), bytes_of(line));
            }
        }
    }

    void check_decisions() const {
        for (const Decision& decision : read_decisions(*transaction_)) {
            if (!transaction_->note(kDecisions, decision.id().hex())) {
                throw Error("a decision does not say what its id stands for");
            }
        }
    }

    // ---- nodes

    void make_nodes() {
        std::ranges::stable_sort(nodes_, {}, [](const Object& line) {
            return line.has("node") ? number_of(line.text("node")) : 0;
        });
        for (const Object& line : nodes_) {
            poll();
            if (line.has("node")) {
                place(line.text("node"), make_node(line, {}), line);
            } else if (const auto extracted = transaction_->find_node(line.id("entity"))) {
                places_[line.text("entity")] = *extracted;
                write_on_node(*extracted, line);
            } else if (line.list("clusters").empty()) {  // users alone still say something of it
                const NodeId made = make_node(line, line.id("entity"));
                place(line.text("entity"), made, line);
                for (const std::string& term : lookup_terms(*transaction_, made)) {
                    transaction_->add_term(term, made);
                }
            } else {
                bad("the entity " + line.text("entity") + " is another one with these name tables");
            }
        }
    }

    void place(const std::string& name, NodeId node, const Object& line) {
        places_[name] = node;
        ++report_.nodes;
        if (line.has("imported")) {
            transaction_->mark_imported(node);
        }
    }

    NodeId make_node(const Object& line, const Hash128& id) {
        std::vector<LabelId> labels;
        for (const std::string& label : line.texts("labels")) {
            labels.push_back(transaction_->intern_label(label));
        }
        return transaction_->create_node(labels, interned(line), id);
    }

    store::Properties interned(const Object& line) {
        store::Properties out;
        for (const auto& [name, value] : line.properties()) {
            out.emplace_back(transaction_->intern_key(name), value);
        }
        return out;
    }

    void write_on_node(NodeId node, const Object& line) {
        for (const std::string& label : line.texts("labels")) {
            if (!is_entity_label(label)) {
                transaction_->add_label(node, transaction_->intern_label(label));
            }
        }
        for (const auto& [name, value] : line.properties()) {
            if (!is_derived_node_key(name)) {
                transaction_->set_property(node, transaction_->intern_key(name), value);
            }
        }
    }

    // ---- relationships

    void make_relationships() {
        for (const Object& line : relationships_) {
            poll();
            const auto start = places_.find(line.text("subject"));
            const auto end = places_.find(line.text("object"));
            if (start == places_.end() || end == places_.end()) {
                bad("an end of a relationship '" + line.text("type") + "' is not there");
                continue;
            }
            transaction_->create_edge(start->second, transaction_->intern_type(line.text("type")),
                                      end->second, interned(line));
            ++report_.relationships;
        }
    }

    void write_on_facts() {
        for (const Object& line : facts_) {
            poll();
            const auto fact = transaction_->find_edge(line.id("fact"));
            if (!fact) {
                bad("the fact " + line.text("fact") + " is another one with these name tables");
                continue;
            }
            for (const auto& [name, value] : line.properties()) {
                if (!is_derived_fact_key(name)) {
                    transaction_->set_property(*fact, transaction_->intern_key(name), value);
                }
            }
        }
    }

    const ImportOptions& options_;
    std::unique_ptr<store::Transaction> transaction_;
    std::map<std::string, Document> documents_;
    std::vector<Object> notes_;
    std::vector<Object> nodes_;
    std::vector<Object> facts_;
    std::vector<Object> relationships_;
    std::map<std::string, NodeId> places_;  ///< nodes by their names in the file
    std::uint64_t polls_ = 0;
    ImportReport report_;
};

}  // namespace

ImportReport import_canonical(store::Store& store, store::LineReader& lines,
                              std::string_view first_line, const ImportOptions& options) {
    CanonicalImport import(store, options);
    std::uint64_t number = 0;
    std::string_view line = first_line;
    do {
        ++number;
        import.count_record();
        try {
            import.take(is_valid_utf8(line) ? parse_json_value(line) : Value());
        } catch (const Error& error) {
            throw InputError(error.what(), "canonical export", number);
        }
    } while (lines.next(line));
    return import.run();
}

}  // namespace trefoil::graph
