// GraphML (http://graphml.graphdrawing.org), read as a stream with libxml2's reader. External
// entities and the network are never touched.

#include <algorithm>
#include <exception>
#include <libxml/xmlreader.h>
#include <map>

#include "base/error.hpp"
#include "base/shared_library.hpp"
#include "graph/import_builder.hpp"

namespace trefoil::graph {

namespace {

/// The functions of libxml2, loaded with the first import.
struct LibXml {
    SharedLibrary library{TREFOIL_LIBRARY_xml2};
    decltype(&::xmlFreeTextReader) free_reader =
        library.function<decltype(&::xmlFreeTextReader)>("xmlFreeTextReader");
    decltype(&::xmlReaderForIO) new_reader =
        library.function<decltype(&::xmlReaderForIO)>("xmlReaderForIO");
    decltype(&::xmlTextReaderConstLocalName) const_local_name =
        library.function<decltype(&::xmlTextReaderConstLocalName)>("xmlTextReaderConstLocalName");
    decltype(&::xmlTextReaderConstValue) const_value =
        library.function<decltype(&::xmlTextReaderConstValue)>("xmlTextReaderConstValue");
    decltype(&::xmlTextReaderGetAttribute) get_attribute =
        library.function<decltype(&::xmlTextReaderGetAttribute)>("xmlTextReaderGetAttribute");
    decltype(&::xmlTextReaderGetParserLineNumber) get_parser_line_number =
        library.function<decltype(&::xmlTextReaderGetParserLineNumber)>(
            "xmlTextReaderGetParserLineNumber");
    decltype(&::xmlTextReaderIsEmptyElement) is_empty_element =
        library.function<decltype(&::xmlTextReaderIsEmptyElement)>("xmlTextReaderIsEmptyElement");
    decltype(&::xmlTextReaderNodeType) node_type =
        library.function<decltype(&::xmlTextReaderNodeType)>("xmlTextReaderNodeType");
    decltype(&::xmlTextReaderRead) read =
        library.function<decltype(&::xmlTextReaderRead)>("xmlTextReaderRead");
    xmlFreeFunc free = *library.function<xmlFreeFunc*>("xmlFree");
};

const LibXml& libxml() {
    static const LibXml loaded;
    return loaded;
}

/// A <key>: what the <data> elements that name it mean.
struct Key {
    std::string name;
    std::string kind;       ///< see value_from_text
    bool property = false;  ///< certainly, also where its name is that of labels or of the type
};

/// ":Person:Author" with backslashes before colons and backslashes inside a label.
std::vector<std::string> split_labels(const std::string& text) {
    std::vector<std::string> labels;
    std::string label;
    const auto end = [&] {
        if (!label.empty()) {
            labels.push_back(label);
        }
        label.clear();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == ':') {
            end();
        } else {
            i += text[i] == '\\' && i + 1 < text.size() ? 1 : 0;
            label += text[i];
        }
    }
    end();
    return labels;
}

/// Labels as text, or as the JSON of a list.
std::vector<std::string> labels_from(const std::string& text, const std::string& kind) {
    const auto value = kind == "json" ? value_from_text(text, kind) : std::nullopt;
    if (!value || value->list() == nullptr) {
        return split_labels(text);
    }
    std::vector<std::string> labels;
    for (const Value& label : *value->list()) {
        labels.push_back(label.string() == nullptr ? "" : *label.string());
    }
    return labels;
}

class GraphMlImport {
  public:
    GraphMlImport(store::Store& store, const store::ByteSource& source,
                  const ImportOptions& options)
        : source_(source),
          builder_(store, options),
          reader_(libxml().new_reader(&read, nullptr, this, nullptr, nullptr,
                                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING)) {}

    GraphMlImport(const GraphMlImport&) = delete;
    GraphMlImport& operator=(const GraphMlImport&) = delete;

    ~GraphMlImport() { libxml().free_reader(reader_); }

    ImportReport run() {
        int status = 1;
        while ((status = libxml().read(reader_)) == 1) {
            rethrow();
            const int type = libxml().node_type(reader_);
            if (type == XML_READER_TYPE_ELEMENT) {
                begin();
                if (libxml().is_empty_element(reader_) == 1) {
                    end();
                }
            } else if (type == XML_READER_TYPE_END_ELEMENT) {
                end();
            } else if (in_data_ && (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
                                    type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE ||
                                    type == XML_READER_TYPE_WHITESPACE)) {
                text_ += text_of(libxml().const_value(reader_));
            }
        }
        rethrow();
        if (status != 0 || !seen_graph_) {
            throw InputError(status != 0 ? "not well-formed XML" : "no <graph> in it", "GraphML",
                             line());
        }
        return builder_.commit();
    }

  private:
    /// A <node> or <edge> under way.
    struct Element {
        bool node = false;
        std::uint64_t line = 0;
        std::string id;
        std::string source;
        std::string target;
        std::map<std::string, std::string> data;  ///< by key
    };

    static int read(void* context, char* buffer, int size) {
        auto* self = static_cast<GraphMlImport*>(context);
        try {
            return static_cast<int>(
                self->source_(std::span(buffer, static_cast<std::size_t>(size))));
        } catch (...) {  // must not pass through C
            self->error_ = std::current_exception();
            return -1;
        }
    }

    void rethrow() const {
        if (error_ != nullptr) {
            std::rethrow_exception(error_);
        }
    }

    static std::string text_of(const xmlChar* text) {
        return text == nullptr ? "" : reinterpret_cast<const char*>(text);
    }

    [[nodiscard]] std::string name() const { return text_of(libxml().const_local_name(reader_)); }

    [[nodiscard]] std::string attribute(const char* name) const {
        xmlChar* value = libxml().get_attribute(reader_, reinterpret_cast<const xmlChar*>(name));
        std::string text = text_of(value);
        libxml().free(value);
        return text;
    }

    [[nodiscard]] std::uint64_t line() const {
        return static_cast<std::uint64_t>(std::max(0, libxml().get_parser_line_number(reader_)));
    }

    void begin() {
        const std::string element = name();
        if (element == "graph") {
            seen_graph_ = true;
        } else if (element == "key") {
            note_key();
        } else if (element == "node" || element == "edge") {
            current_ = {element == "node",   line(), attribute("id"), attribute("source"),
                        attribute("target"), {}};
            open_ = true;
        } else if (element == "data") {
            in_data_ = open_;
            data_key_ = attribute("key");
            text_.clear();
        } else if (element == "hyperedge") {
            builder_.bad(line(), "a hyperedge: relationships have two ends here");
        }
    }

    void note_key() {
        Key key{attribute("attr.name"), attribute("attr.type"), false};
        key.name = key.name.empty() ? attribute("id") : key.name;
        const auto exact = value_from_text(attribute("trefoil:name"), "json");
        if (exact && exact->string() != nullptr) {
            key.name = *exact->string();
            key.property = true;
        }
        if (const std::string kind = attribute("trefoil:values"); !kind.empty()) {
            key.kind = kind;
        }
        has_labels_ =
            has_labels_ || (key.name == "labels" && !key.property && attribute("for") != "edge");
        keys_[attribute("id")] = key;
    }

    void end() {
        const std::string element = name();
        if (element == "data" && in_data_) {
            current_.data[data_key_] = text_;
            in_data_ = false;
        } else if (open_ && (element == "node" || element == "edge")) {
            open_ = false;
            builder_.count_record();
            const std::string problem = current_.node ? make_node() : make_edge();
            if (!problem.empty()) {
                builder_.bad(current_.line, problem);
            }
        }
    }

    /// All data but those of `taken` names; sets `problem` if one is not of its kind.
    NamedValues properties(std::initializer_list<std::string_view> taken, std::string& problem) {
        NamedValues out;
        for (const auto& [id, text] : current_.data) {
            const Key key = key_of(id);
            if (!key.property && std::ranges::find(taken, key.name) != taken.end()) {
                continue;
            }
            if (auto value = value_from_text(text, key.kind)) {
                out.emplace_back(key.name, std::move(*value));
            } else {
                problem = "'" + text + "' is no " + key.kind;
            }
        }
        return out;
    }

    [[nodiscard]] Key key_of(const std::string& id) const {
        const auto found = keys_.find(id);
        return found == keys_.end() ? Key{id, "string", false} : found->second;
    }

    /// Text and kind of the data whose key has this name and is no property; "" if there is none.
    [[nodiscard]] std::pair<std::string, std::string> data_named(std::string_view name) const {
        for (const auto& [id, text] : current_.data) {
            const Key key = key_of(id);
            if (key.name == name && !key.property) {
                return {text, key.kind};
            }
        }
        return {};
    }

    std::string make_node() {
        std::string problem;
        NamedValues values = properties({"labels"}, problem);
        if (!problem.empty()) {
            return problem;
        }
        const bool named = std::ranges::any_of(
            values, [](const auto& property) { return property.first == "name"; });
        if (!named && !has_labels_) {  // of another program: its nodes are known by label or id
            const std::string label = data_named("label").first;
            values.emplace_back("name", label.empty() ? current_.id : label);
        }
        const auto [labels, kind] = data_named("labels");
        return builder_.add_node(current_.id, labels_from(labels, kind), values)
                   ? ""
                   : "a node of this id came before";
    }

    std::string make_edge() {
        std::string problem;
        auto [type, kind] = data_named("type");
        const bool typed = !type.empty();
        if (!typed) {
            type = data_named("label").first;
        } else if (const auto exact = kind == "json" ? value_from_text(type, kind) : std::nullopt;
                   exact && exact->string() != nullptr) {
            type = *exact->string();
        }
        const NamedValues values = properties({typed ? "type" : "label"}, problem);
        if (!problem.empty()) {
            return problem;
        }
        return builder_.add_relationship(current_.source, type.empty() && !typed ? "related" : type,
                                         current_.target, values)
                   ? ""
                   : "an end of the edge is no node that came before";
    }

    const store::ByteSource& source_;
    std::exception_ptr error_;
    ImportBuilder builder_;
    xmlTextReaderPtr reader_;
    std::map<std::string, Key> keys_;
    bool seen_graph_ = false;
    bool has_labels_ = false;  ///< ours, not of another program
    bool open_ = false;
    bool in_data_ = false;
    std::string data_key_;
    std::string text_;
    Element current_;
};

}  // namespace

ImportReport import_graphml(store::Store& store, const store::ByteSource& source,
                            const ImportOptions& options) {
    return GraphMlImport(store, source, options).run();
}

}  // namespace trefoil::graph
