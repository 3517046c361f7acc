#include "graph/render.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <graphviz/cgraph.h>
#include <graphviz/gvc.h>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <sstream>

#include "base/error.hpp"
#include "base/shared_library.hpp"
#include "graph/dot.hpp"
#include "graph/label_places.hpp"
#include "graph/page_layout.hpp"

// Graphviz lays out each part of a picture alone; arrange() sets the parts on a page; then all
// nodes and lines, with their places as attributes, go through Graphviz once more (engine nop2,
// which moves nothing) to be drawn. Graphviz's own packing loses labels of lines in Debian 12's
// version.

namespace trefoil::graph {

namespace {

constexpr std::size_t kDotUpTo = 150;  ///< dot's layered layout grows faster than linear

const char* graphviz_name(PictureFormat format) {
    switch (format) {
        case PictureFormat::Svg:
            return "svg";
        case PictureFormat::Png:
            return "png";
        case PictureFormat::Pdf:
            break;
    }
    return "pdf";
}

/// The functions of Graphviz, loaded with the first picture.
struct Functions {
    SharedLibrary library{TREFOIL_LIBRARY_gvc};
    decltype(&::agclose) agclose = library.function<decltype(&::agclose)>("agclose");
    decltype(&::agedge) agedge = library.function<decltype(&::agedge)>("agedge");
    decltype(&::agfstnode) agfstnode = library.function<decltype(&::agfstnode)>("agfstnode");
    decltype(&::agfstout) agfstout = library.function<decltype(&::agfstout)>("agfstout");
    decltype(&::agget) agget = library.function<decltype(&::agget)>("agget");
    decltype(&::agmemread) agmemread = library.function<decltype(&::agmemread)>("agmemread");
    decltype(&::agnode) agnode = library.function<decltype(&::agnode)>("agnode");
    decltype(&::agnxtnode) agnxtnode = library.function<decltype(&::agnxtnode)>("agnxtnode");
    decltype(&::agnxtout) agnxtout = library.function<decltype(&::agnxtout)>("agnxtout");
    decltype(&::agsafeset) agsafeset = library.function<decltype(&::agsafeset)>("agsafeset");
    decltype(&::agseterrf) agseterrf = library.function<decltype(&::agseterrf)>("agseterrf");
    decltype(&::agstrfree) agstrfree = library.function<decltype(&::agstrfree)>("agstrfree");
    decltype(&::gvContext) gvContext = library.function<decltype(&::gvContext)>("gvContext");
    decltype(&::gvFreeContext) gvFreeContext =
        library.function<decltype(&::gvFreeContext)>("gvFreeContext");
    decltype(&::gvFreeLayout) gvFreeLayout =
        library.function<decltype(&::gvFreeLayout)>("gvFreeLayout");
    decltype(&::gvFreeRenderData) gvFreeRenderData =
        library.function<decltype(&::gvFreeRenderData)>("gvFreeRenderData");
    decltype(&::gvLayout) gvLayout = library.function<decltype(&::gvLayout)>("gvLayout");
    decltype(&::gvRenderData) gvRenderData =
        library.function<decltype(&::gvRenderData)>("gvRenderData");
    decltype(&::attach_attrs) attach_attrs =
        library.function<decltype(&::attach_attrs)>("attach_attrs");
    decltype(&::agstrdup_html) agstrdup_html =
        library.function<decltype(&::agstrdup_html)>("agstrdup_html");
};

const Functions& functions() {
    static const Functions loaded;
    return loaded;
}

struct FreeContext {
    void operator()(GVC_t* context) const { functions().gvFreeContext(context); }
};

struct CloseGraph {
    void operator()(Agraph_t* graph) const { functions().agclose(graph); }
};

using Graph = std::unique_ptr<Agraph_t, CloseGraph>;

/// Graphviz writes warnings to standard error; a picture that came out is no reason to talk.
int ignore_message(char*) {
    return 0;
}

std::string value_of(void* object, const char* name) {
    const char* value = functions().agget(object, const_cast<char*>(name));
    return value == nullptr ? std::string() : std::string(value);
}

void set(void* object, const char* name, const std::string& value) {
    functions().agsafeset(object, const_cast<char*>(name), const_cast<char*>(value.c_str()),
                          const_cast<char*>(""));
}

std::string in_points(double number) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", number);
    return text;
}

/// Graphviz for one call: it has global state.
class Graphviz {
  public:
    Graphviz() : lock_(one_at_a_time()) { functions().agseterrf(ignore_message); }

    /// DOT text with the places of everything as attributes (pos, lp, width, height, bb).
    Graph laid_out(const std::string& dot, const char* engine) {
        auto graph = parsed(dot);
        lay_out(*graph, engine);
        functions().attach_attrs(graph.get());
        keep_label_sizes(*graph);
        functions().gvFreeLayout(context(), graph.get());
        return graph;
    }

    std::string drawn(Agraph_t& graph, const char* engine, const char* format) {
        lay_out(graph, engine);
        char* data = nullptr;
        unsigned size = 0;
        const int failed = functions().gvRenderData(context(), &graph, format, &data, &size);
        std::string picture(data != nullptr ? data : "", data != nullptr ? size : 0);
        if (data != nullptr) {
            functions().gvFreeRenderData(data);
        }
        functions().gvFreeLayout(context(), &graph);
        if (failed != 0 || picture.empty()) {
            throw Error("picture: Graphviz cannot write " + std::string(format) +
                        "; is its plugin for that format installed?");
        }
        return picture;
    }

    static Graph parsed(const std::string& dot) {
        Graph graph(functions().agmemread(dot.c_str()));
        if (!graph) {
            throw Error("picture: the DOT text cannot be read");
        }
        return graph;
    }

  private:
    /// The sizes of labels of lines, which attach_attrs() leaves out, as attributes, in
    /// points.
    static void keep_label_sizes(Agraph_t& graph) {
        for (auto* node = functions().agfstnode(&graph); node != nullptr;
             node = functions().agnxtnode(&graph, node)) {
            for (auto* edge = functions().agfstout(&graph, node); edge != nullptr;
                 edge = functions().agnxtout(&graph, edge)) {
                if (const auto* label = ED_label(edge)) {
                    set(edge, "lwidth", in_points(label->dimen.x));
                    set(edge, "lheight", in_points(label->dimen.y));
                }
            }
        }
    }

    static std::mutex& one_at_a_time() {
        static std::mutex mutex;
        return mutex;
    }

    /// One for the life of the process: libgvc keeps font names of a context in statics and reads
    /// them after its end.
    static GVC_t* context() {
        static const std::unique_ptr<GVC_t, FreeContext> context(functions().gvContext());
        return context.get();
    }

    static void lay_out(Agraph_t& graph, const char* engine) {
        std::srand(1);  // the layouts begin with random places
        srand48(1);
        if (functions().gvLayout(context(), &graph, engine) != 0) {
            throw Error("picture: Graphviz cannot lay out the graph with " + std::string(engine));
        }
    }

    std::lock_guard<std::mutex> lock_;
};

/// Every "x,y" of a place or a line of Graphviz ("e,1,2 3,4 5,6 7,8") moved.
std::string moved(const std::string& places, Point by) {
    std::string result;
    const char* at = places.c_str();
    while (*at != '\0') {
        double x = 0;
        double y = 0;
        int length = 0;
        if (*at != ' ' && std::sscanf(at, "%lf,%lf%n", &x, &y, &length) == 2) {
            result += in_points(x + by.x) + "," + in_points(y + by.y);
            at += length;
        } else {
            result += *at++;
        }
    }
    return result;
}

Point point_of(const std::string& text) {
    Point point;
    std::sscanf(text.c_str(), "%lf,%lf", &point.x, &point.y);
    return point;
}

double number_of(const std::string& text) {
    return std::strtod(text.c_str(), nullptr);
}

/// A cubic Bézier curve at `t` from 0 to 1.
Point on_curve(const Point* p, double t) {
    const double u = 1 - t;
    const auto along = [&](double Point::*axis) {
        return u * u * u * p[0].*axis + 3 * u * u * t * p[1].*axis + 3 * u * t * t * p[2].*axis +
               t * t * t * p[3].*axis;
    };
    return {along(&Point::x), along(&Point::y)};
}

/// Points along one of Graphviz's lines, about equally far from each other.
std::vector<Point> points_along(const std::string& line) {
    std::vector<Point> corners;
    std::istringstream pieces(line.substr(0, line.find(';')));
    for (std::string piece; pieces >> piece;) {
        if (piece.find_first_of("es") != 0) {  // the tips of arrows
            corners.push_back(point_of(piece));
        }
    }
    constexpr int kSteps = 12;  // of each curve
    std::vector<Point> fine;
    std::vector<double> lengths{0};
    for (std::size_t i = 0; i + 3 < corners.size(); i += 3) {
        for (int step = fine.empty() ? 0 : 1; step <= kSteps; ++step) {
            const auto next = on_curve(&corners[i], static_cast<double>(step) / kSteps);
            if (!fine.empty()) {
                lengths.push_back(lengths.back() +
                                  std::hypot(next.x - fine.back().x, next.y - fine.back().y));
            }
            fine.push_back(next);
        }
    }
    if (fine.size() < 2) {
        return {};
    }
    constexpr std::size_t kPoints = 40;
    std::vector<Point> points;
    for (std::size_t i = 0, at = 0; i <= kPoints; ++i) {
        const double length = lengths.back() * static_cast<double>(i) / kPoints;
        while (at + 2 < fine.size() && lengths[at + 1] < length) {
            ++at;
        }
        const double step = lengths[at + 1] - lengths[at];
        const double share = step > 0 ? std::min(1.0, (length - lengths[at]) / step) : 0;
        points.push_back({fine[at].x + share * (fine[at + 1].x - fine[at].x),
                          fine[at].y + share * (fine[at + 1].y - fine[at].y)});
    }
    return points;
}

/// Nodes that lines join, and these lines, by number.
struct Part {
    std::vector<std::size_t> nodes;
    std::vector<std::size_t> edges;
};

/// The parts of a picture, the largest first; ties by their first node. Each is ascending.
std::vector<Part> parts_of(const Diagram& diagram) {
    std::vector<std::size_t> parent(diagram.nodes.size());
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    const auto root = [&parent](std::size_t node) {
        while (parent[node] != node) {
            parent[node] = parent[parent[node]];
            node = parent[node];
        }
        return node;
    };
    for (const auto& edge : diagram.edges) {
        const auto [low, high] = std::minmax({root(edge.from), root(edge.to)});
        parent[high] = low;
    }
    std::map<std::size_t, Part> by_root;
    for (std::size_t node = 0; node < parent.size(); ++node) {
        by_root[root(node)].nodes.push_back(node);
    }
    for (std::size_t edge = 0; edge < diagram.edges.size(); ++edge) {
        by_root[root(diagram.edges[edge].from)].edges.push_back(edge);
    }
    std::vector<Part> parts;
    for (auto& [first, part] : by_root) {
        parts.push_back(std::move(part));
    }
    std::ranges::stable_sort(parts, std::greater<>{},
                             [](const Part& part) { return part.nodes.size(); });
    return parts;
}

/// A part with places, and the corners of its box, y upwards.
struct LaidOut {
    Graph graph;
    Point low;
    Point high;
    bool layered = true;  ///< by dot, which keeps room for labels beside lines

    [[nodiscard]] Size size() const { return {high.x - low.x, high.y - low.y}; }
};

LaidOut with_box(Graph graph, bool layered = true) {
    LaidOut result{std::move(graph), {}, {}, layered};
    std::sscanf(value_of(result.graph.get(), "bb").c_str(), "%lf,%lf,%lf,%lf", &result.low.x,
                &result.low.y, &result.high.x, &result.high.y);
    return result;
}

class Painter {
  public:
    explicit Painter(const Diagram& diagram)
        : diagram_(diagram), lines_(dot_lines(diagram, ArrowLabels::OnWhite)) {}

    std::string paint(PictureFormat format) {
        const auto parts = parts_of(diagram_);
        std::vector<LaidOut> boxes;
        std::vector<Size> sizes;
        for (const auto& part : parts) {
            boxes.push_back(lay_out(part));
            sizes.push_back(boxes.back().size());
        }
        auto page = arrange(sizes);
        std::string dot = lines_.head;
        for (const auto& line : lines_.nodes) {
            dot += line;
        }
        for (const auto& line : lines_.edges) {
            dot += line;
        }
        const auto whole = Graphviz::parsed(dot + "}\n");
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            const auto& box = boxes[i];
            place_labels(parts[i], box);
            copy_places(*whole, parts[i], box,
                        {page.places[i].x - box.low.x, -page.places[i].y - box.high.y});
        }
        add_text(*whole, "title", title(), {0, kGapAround}, true);
        add_text(*whole, "legend", legend(), {0, -page.page.height - kGapAround}, false);
        if (format == PictureFormat::Png) {
            set(whole.get(), "dpi",
                std::max(page.page.width, page.page.height) < 3000 ? "144" : "96");
        }
        return graphviz_.drawn(*whole, "nop2", graphviz_name(format));
    }

  private:
    static constexpr double kGapAround = 16;  ///< between picture and title or legend

    [[nodiscard]] std::string dot_of(const Part& part, const std::string& more = "") const {
        std::string dot = lines_.head + more;
        for (const auto node : part.nodes) {
            dot += lines_.nodes[node];
        }
        for (const auto edge : part.edges) {
            dot += lines_.edges[edge];
        }
        return dot + "}\n";
    }

    LaidOut lay_out(const Part& part) {
        if (part.nodes.size() > kDotUpTo) {
            // Lines around nodes take minutes for thousands.
            const auto dot = dot_of(part, "  graph [splines=\"line\"];\n");
            return with_box(graphviz_.laid_out(dot, "sfdp"), false);
        }
        auto across = with_box(graphviz_.laid_out(dot_of(part), "dot"));
        auto down =
            with_box(graphviz_.laid_out(dot_of(part, "  graph [rankdir=\"TB\"];\n"), "dot"));
        return page_needed(down.size()) < page_needed(across.size()) ? std::move(down)
                                                                     : std::move(across);
    }

    void copy_places(Agraph_t& whole, const Part& part, const LaidOut& placed, Point by) const {
        for (const auto number : part.nodes) {
            auto* from = node(*placed.graph, number);
            auto* to = node(whole, number);
            set(to, "pos", moved(value_of(from, "pos"), by));
        }
        for (const auto number : part.edges) {
            auto* from = edge(*placed.graph, number);
            auto* to = edge(whole, number);
            set(to, "pos", moved(value_of(from, "pos"), by));
            set(to, "lp", moved(value_of(from, "lp"), by));
        }
    }

    /// Sets the labels of a part on their lines.
    void place_labels(const Part& part, const LaidOut& placed) const {
        std::vector<Box> names;
        for (const auto number : part.nodes) {
            auto* drawn = node(*placed.graph, number);
            names.push_back({point_of(value_of(drawn, "pos")),
                             {72 * number_of(value_of(drawn, "width")),
                              72 * number_of(value_of(drawn, "height"))}});
        }
        std::vector<Agedge_t*> labelled;
        std::vector<LabelledLine> lines;
        for (const auto number : part.edges) {
            auto* drawn = edge(*placed.graph, number);
            auto points = points_along(value_of(drawn, "pos"));
            if (points.empty()) {
                continue;
            }
            const auto wish =
                placed.layered ? point_of(value_of(drawn, "lp")) : points[points.size() / 2];
            labelled.push_back(drawn);
            lines.push_back(
                {std::move(points),
                 {number_of(value_of(drawn, "lwidth")), number_of(value_of(drawn, "lheight"))},
                 wish});
        }
        const auto places = label_places(names, lines);
        for (std::size_t i = 0; i < places.size(); ++i) {
            set(labelled[i], "lp", in_points(places[i].x) + "," + in_points(places[i].y));
        }
    }

    static Agnode_t* node(Agraph_t& graph, std::size_t number) {
        return functions().agnode(&graph, const_cast<char*>(("n" + std::to_string(number)).c_str()),
                                  0);
    }

    [[nodiscard]] Agedge_t* edge(Agraph_t& graph, std::size_t number) const {
        const auto& ends = diagram_.edges[number];
        return functions().agedge(&graph, node(graph, ends.from), node(graph, ends.to), nullptr, 0);
    }

    [[nodiscard]] std::string title() const {
        return diagram_.title.empty()
                   ? std::string()
                   : "<font point-size=\"20\"><b>" + dot_html(diagram_.title) + "</b></font>";
    }

    [[nodiscard]] std::string legend() const { return legend_table(diagram_); }

    /// Draws an HTML-like text at the left edge, above or below `corner`.
    void add_text(Agraph_t& whole, const char* name, const std::string& text, Point corner,
                  bool above) {
        if (text.empty()) {
            return;
        }
        const std::string line = "  " + std::string(name) +
                                 " [shape=\"plain\", fontsize=\"13\", style=\"solid\", label=<" +
                                 text + ">];\n";
        const auto size = with_box(graphviz_.laid_out(lines_.head + line + "}\n", "dot")).size();
        auto* made = functions().agnode(&whole, const_cast<char*>(name), 1);
        set(made, "shape", "plain");
        set(made, "fontsize", "13");
        set(made, "tooltip", " ");
        char* html = functions().agstrdup_html(&whole, const_cast<char*>(text.c_str()));
        functions().agsafeset(made, const_cast<char*>("label"), html, const_cast<char*>("\\N"));
        functions().agstrfree(&whole, html);
        set(made, "pos",
            in_points(corner.x + size.width / 2) + "," +
                in_points(above ? corner.y + size.height / 2 : corner.y - size.height / 2));
    }

    const Diagram& diagram_;
    DotLines lines_;
    Graphviz graphviz_;
};

}  // namespace

std::optional<PictureFormat> picture_format_from(std::string_view name) {
    for (const auto format : {PictureFormat::Svg, PictureFormat::Png, PictureFormat::Pdf}) {
        if (name == graphviz_name(format)) {
            return format;
        }
    }
    return std::nullopt;
}

std::string render(const Diagram& diagram, PictureFormat format) {
    return Painter(diagram).paint(format);
}

std::vector<Point> layout(const std::string& dot, std::size_t nodes) {
    std::vector<Point> points(nodes);
    if (nodes == 0) {
        return points;
    }
    Graphviz graphviz;
    const auto graph = graphviz.laid_out(dot, "sfdp");
    for (std::size_t i = 0; i < nodes; ++i) {
        auto* node = functions().agnode(graph.get(),
                                        const_cast<char*>(("n" + std::to_string(i)).c_str()), 0);
        if (node != nullptr) {
            points[i] = point_of(value_of(node, "pos"));
        }
    }
    return points;
}

}  // namespace trefoil::graph
