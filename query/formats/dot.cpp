#include <optional>

#include "graph/diagram.hpp"
#include "query/formats/registry.hpp"
#include "query/result_graph.hpp"

namespace trefoil::query {
namespace {

/// The nodes and relationships of all rows as one drawing.
class DotWriter final : public RowWriter {
  public:
    explicit DotWriter(std::ostream& out) : out_(out) {}

    void begin(const std::vector<std::string>&, const graph::GraphView& view) override {
        view_ = view;
        found_ = {};
    }

    void row(std::span<const Value> values) override {
        for (const Value& value : values) {
            found_.add(value);
        }
    }

    void end(const Summary&) override {
        found_.finish();
        graph::DiagramOptions options;
        options.max_nodes = 0;
        out_ << graph::to_dot(graph::make_diagram(*view_, found_.nodes, found_.edges, options));
    }

  private:
    std::ostream& out_;
    std::optional<graph::GraphView> view_;
    ResultGraph found_;
};

}  // namespace

std::unique_ptr<RowWriter> make_dot_writer(std::ostream& out, const FormatOptions&) {
    return std::make_unique<DotWriter>(out);
}

}  // namespace trefoil::query
