#include "graph/fact_row.hpp"

#include <set>
#include <tuple>

#include "graph/names.hpp"
#include "graph/schema.hpp"

namespace trefoil::graph {

namespace {

class Fields {
  public:
    Fields(const GraphView& view, const Properties& properties)
        : view_(&view), properties_(&properties) {}

    [[nodiscard]] std::string text(std::string_view name) const {
        const auto* value = find(name);
        return value != nullptr && value->string() != nullptr ? *value->string() : std::string();
    }

    [[nodiscard]] double real(std::string_view name) const {
        const auto* value = find(name);
        const auto* number = value != nullptr ? value->get_if<double>() : nullptr;
        return number != nullptr ? *number : 0;
    }

    [[nodiscard]] std::uint64_t count(std::string_view name) const {
        const auto* value = find(name);
        const auto* number = value != nullptr ? value->get_if<std::int64_t>() : nullptr;
        return number != nullptr ? static_cast<std::uint64_t>(*number) : 0;
    }

  private:
    [[nodiscard]] const Value* find(std::string_view name) const {
        for (const auto& [key, value] : *properties_) {
            if (view_->name_of(key) == name) {
                return &value;
            }
        }
        return nullptr;
    }

    const GraphView* view_;
    const Properties* properties_;
};

bool is_local_label(const std::string& label) {
    const auto type = entity_type_from(label);
    return type && !is_named_type(*type);
}

}  // namespace

void drop_lookalikes(std::vector<FactRow>& rows) {
    using Look = std::tuple<std::string, std::string, std::string, Polarity, Modality, std::string,
                            std::string>;
    std::set<Look> seen;
    std::erase_if(rows, [&seen](const FactRow& row) {
        return (is_local_label(row.subject_label) || is_local_label(row.object_label)) &&
               !seen.emplace(row.subject, row.type, row.object, row.polarity, row.modality,
                             row.attribution, row.time)
                    .second;
    });
}

FactRow fact_row(const GraphView& view, EdgeId edge) {
    const auto record = view.edge(edge).value();
    FactRow row;
    row.edge = edge;
    row.subject_node = record.start;
    row.object_node = record.end;
    row.subject = display_name(view, record.start);
    row.subject_label = display_label(view, record.start);
    row.object = display_name(view, record.end);
    row.object_label = display_label(view, record.end);
    row.type = view.name_of(record.type);
    row.polarity = record.flags.polarity;
    row.modality = record.flags.modality;
    row.derived = record.flags.derived;
    row.fact = record.flags.fact;
    row.id = record.public_id;
    if (record.flags.fact) {
        const Fields fields(view, record.properties);
        row.attribution = fields.text(kAttribution);
        row.time = fields.text(kTime);
        row.place = fields.text(kPlace);
        row.confidence = fields.real(kConfidence);
        row.sources = fields.count(kSources);
        row.kind = fields.text(kKind);
        row.phrase = fields.text(kPhrase);
    }
    return row;
}

FactRow fact_row(const GraphView& view, EdgeId edge, EvidenceReader& evidence) {
    auto row = fact_row(view, edge);
    if (row.fact) {
        auto items = evidence.evidence(edge);
        if (!items.empty()) {
            row.evidence = std::move(items.front());
        }
    }
    return row;
}

}  // namespace trefoil::graph
