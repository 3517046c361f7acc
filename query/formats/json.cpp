#include <cstdio>
#include <optional>

#include "base/value_json.hpp"
#include "query/formats/registry.hpp"
#include "query/formats/values.hpp"

namespace trefoil::query {
namespace {

std::string stats_json(const Statistics& s) {
    const std::pair<const char*, std::uint64_t> fields[] = {
        {"nodes_created", s.nodes_created},
        {"nodes_deleted", s.nodes_deleted},
        {"relationships_created", s.relationships_created},
        {"relationships_deleted", s.relationships_deleted},
        {"properties_set", s.properties_set},
        {"properties_removed", s.properties_removed},
        {"labels_added", s.labels_added},
        {"labels_removed", s.labels_removed}};
    std::string text = "{";
    for (const auto& [name, count] : fields) {
        text +=
            (text.size() > 1 ? ",\"" : "\"") + std::string(name) + "\":" + std::to_string(count);
    }
    return text + "}";
}

/// One array of objects.
class JsonWriter final : public RowWriter {
  public:
    explicit JsonWriter(std::ostream& out) : out_(out) {}

    void begin(const std::vector<std::string>& columns, const graph::GraphView& view) override {
        columns_ = columns;
        view_ = view;
        first_ = true;
        out_ << "[";
    }

    void row(std::span<const Value> values) override {
        std::string text = first_ ? "\n  {" : ",\n  {";
        first_ = false;
        for (std::size_t i = 0; i < values.size(); ++i) {
            text += i == 0 ? "" : ", ";
            append_json_string(text, columns_[i]);
            text += ": ";
            append_json(text, values[i], *view_);
        }
        out_ << text << "}";
    }

    void end(const Summary&) override { out_ << (first_ ? "]\n" : "\n]\n"); }

  private:
    std::ostream& out_;
    std::vector<std::string> columns_;
    std::optional<graph::GraphView> view_;
    bool first_ = true;
};

/// One object a statement. Written at the end, so that a statement that fails leaves no half line.
class JsonLinesWriter final : public RowWriter {
  public:
    explicit JsonLinesWriter(std::ostream& out) : out_(out) {}

    void begin(const std::vector<std::string>& columns, const graph::GraphView& view) override {
        view_ = view;
        text_ = "{\"columns\":[";
        for (std::size_t i = 0; i < columns.size(); ++i) {
            text_ += i == 0 ? "" : ",";
            append_json_string(text_, columns[i]);
        }
        text_ += "],\"rows\":[";
        first_ = true;
    }

    void row(std::span<const Value> values) override {
        text_ += first_ ? "[" : ",[";
        first_ = false;
        for (std::size_t i = 0; i < values.size(); ++i) {
            text_ += i == 0 ? "" : ",";
            append_json(text_, values[i], *view_);
        }
        text_ += ']';
    }

    void end(const Summary& summary) override {
        char elapsed[32];
        std::snprintf(elapsed, sizeof(elapsed), "%.3f", summary.elapsed_ms);
        static const std::string nothing = stats_json({});
        text_ += "],\"stats\":";
        text_ += summary.statistics == Statistics{} ? nothing : stats_json(summary.statistics);
        text_ += ",\"elapsed_ms\":";
        text_ += elapsed;
        if (!summary.notices.empty()) {
            text_ += ",\"notices\":[";
            for (std::size_t i = 0; i < summary.notices.size(); ++i) {
                text_ += i == 0 ? "" : ",";
                append_json_string(text_, summary.notices[i]);
            }
            text_ += ']';
        }
        out_ << text_ << "}\n";
    }

  private:
    std::ostream& out_;
    std::optional<graph::GraphView> view_;
    std::string text_;
    bool first_ = true;
};

}  // namespace

std::unique_ptr<RowWriter> make_json_writer(std::ostream& out, const FormatOptions&) {
    return std::make_unique<JsonWriter>(out);
}

std::unique_ptr<RowWriter> make_jsonl_writer(std::ostream& out, const FormatOptions&) {
    return std::make_unique<JsonLinesWriter>(out);
}

}  // namespace trefoil::query
