#include "graph/html.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <numeric>
#include <set>

#include <nlohmann/json.hpp>

#include "graph/diagram.hpp"
#include "graph/evidence.hpp"
#include "graph/fact_row.hpp"
#include "graph/html/page.hpp"
#include "graph/names.hpp"
#include "graph/render.hpp"

namespace trefoil::graph {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kSentencesOfFact = 8;

/// Numbers of the nodes that are kept, ascending: those with most relationships, ties by number.
std::vector<std::size_t> weightiest(const Listing& listing, std::size_t limit) {
    std::vector<std::size_t> weights(listing.node_count());
    listing.for_each_edge(
        [&](const ListedEdge& edge) {
            ++weights[edge.from];
            ++weights[edge.to];
        },
        false);
    std::vector<std::size_t> kept(weights.size());
    std::iota(kept.begin(), kept.end(), std::size_t{0});
    if (limit != 0 && kept.size() > limit) {
        std::ranges::stable_sort(kept, std::greater<>{},
                                 [&weights](std::size_t node) { return weights[node]; });
        kept.resize(limit);
        std::ranges::sort(kept);
    }
    return kept;
}

/// Collects what the page's script reads.
class Page {
  public:
    Page(const Listing& listing, const HtmlOptions& options)
        : listing_(listing), options_(options), kept_(weightiest(listing, options.max_nodes)) {
        places_.assign(listing.node_count(), kNone);
        for (std::size_t i = 0; i < kept_.size(); ++i) {
            places_[kept_[i]] = i;
        }
    }

    Json data() {
        nodes();
        facts();
        const auto points = layout(dot_, kept_.size());
        for (std::size_t i = 0; i < points.size(); ++i) {
            nodes_[i].push_back(std::llround(points[i].x));
            nodes_[i].push_back(std::llround(-points[i].y));  // down the page
        }
        Json colours = Json::object();
        for (const auto& type : types_) {
            const auto look = type_colours(type);
            colours[type] = {look.fill, look.border};
        }
        const auto other = type_colours("");
        colours[""] = {other.fill, other.border};
        return {{"title", options_.title},
                {"nodes", std::move(nodes_)},
                {"facts", std::move(facts_)},
                {"sentences", std::move(sentences_)},
                {"types", types_},
                {"hidden", hidden()},
                {"colours", std::move(colours)},
                {"left_out", listing_.node_count() - kept_.size()}};
    }

  private:
    static constexpr auto kNone = static_cast<std::size_t>(-1);

    void nodes() {
        dot_ =
            "graph g { graph [overlap=prism, start=1]; node [shape=box, width=1.7, height=0.6, "
            "fixedsize=true];\n";
        listing_.for_each_node([this](const ListedNode& node) {
            if (const auto place = places_[node.number]; place != kNone) {
                auto name = display_name(listing_.view(), node.id);
                const auto type = display_label(listing_.view(), node.id);
                types_.insert(type);
                named_ = named_ || !is_local_node(listing_.view(), node.id);
                if (name.empty()) {
                    name = type.empty() ? "(no name)" : "(" + type + ")";
                }
                nodes_.push_back({std::move(name), type});
                dot_ += fmt::format("n{};\n", place);
            }
        });
    }

    void facts() {
        EvidenceReader evidence(listing_.view());
        std::set<std::pair<std::size_t, std::size_t>> joined;
        listing_.for_each_edge(
            [&](const ListedEdge& edge) {
                const auto from = places_[edge.from];
                const auto to = places_[edge.to];
                if (from == kNone || to == kNone) {
                    return;
                }
                facts_.push_back(fact(fact_row(listing_.view(), edge.id, evidence), from, to,
                                      evidence.evidence(edge.id, kSentencesOfFact)));
                if (from != to && joined.insert(std::minmax(from, to)).second) {
                    dot_ += fmt::format("n{} -- n{};\n", from, to);
                }
            },
            false);
        dot_ += "}\n";
    }

    Json fact(const FactRow& row, std::size_t from, std::size_t to,
              const std::vector<EvidenceItem>& evidence) {
        std::string relation = row.type;
        if (row.fact) {
            std::ranges::replace(relation, '_', ' ');
        }
        Json sentences = Json::array();
        for (const auto& item : evidence) {
            sentences.push_back({sentence(item.sentence),
                                 item.source + (item.date.empty() ? "" : ", " + item.date)});
        }
        return {from,
                to,
                std::move(relation),
                row.fact ? Json(row.confidence) : Json(nullptr),
                row.sources,
                row.time,
                row.polarity == Polarity::Negative ? 1 : 0,
                name_of(row.modality),
                row.attribution,
                std::move(sentences)};
    }

    /// Its number in the table of sentences: many facts share one.
    std::size_t sentence(const std::string& text) {
        const auto [at, fresh] = sentence_numbers_.try_emplace(text, sentences_.size());
        if (fresh) {
            sentences_.push_back(text);
        }
        return at->second;
    }

    /// Types whose nodes are not drawn at first, where there are names: they are many and say
    /// little.
    [[nodiscard]] Json hidden() const {
        Json hidden = Json::array();
        for (const std::string_view type : {"Concept", "Statement", "Date", "Money", "Quantity"}) {
            if (named_ && types_.contains(std::string(type))) {
                hidden.push_back(type);
            }
        }
        return hidden;
    }

    const Listing& listing_;
    const HtmlOptions& options_;
    std::vector<std::size_t> kept_;
    std::vector<std::size_t> places_;  ///< by number in the listing
    std::string dot_;
    bool named_ = false;
    std::set<std::string> types_;
    std::map<std::string, std::size_t> sentence_numbers_;
    Json nodes_ = Json::array();
    Json facts_ = Json::array();
    Json sentences_ = Json::array();
};

}  // namespace

std::string html_page(const Listing& listing, const HtmlOptions& options) {
    auto json = Page(listing, options).data().dump(-1, ' ', false, Json::error_handler_t::replace);
    std::string safe;  // nothing in the data may end the script element
    safe.reserve(json.size());
    for (const char c : json) {
        if (c == '<') {
            safe += "\\u003c";
        } else {
            safe += c;
        }
    }
    constexpr std::string_view kMark = "/*DATA*/";
    std::string page(kHtmlPage);
    return page.replace(page.find(kMark), kMark.size(), safe);
}

}  // namespace trefoil::graph
