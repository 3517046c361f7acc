#include "graph/render.hpp"

#include <cstdio>
#include <graphviz/cgraph.h>
#include <graphviz/gvc.h>
#include <memory>
#include <mutex>
#include <sstream>

#include "base/error.hpp"

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

struct FreeContext {
    void operator()(GVC_t* context) const { gvFreeContext(context); }
};

struct CloseGraph {
    void operator()(Agraph_t* graph) const { agclose(graph); }
};

/// Graphviz writes warnings to standard error; a picture that came out is no reason to talk.
int ignore_message(char*) {
    return 0;
}

/// DOT text laid out by `engine` and written in Graphviz's format `format`.
std::string laid_out(const std::string& dot, const char* engine, const char* format) {
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    agseterrf(ignore_message);
    // One for the life of the process: libgvc keeps font names of a context in statics and reads
    // them after its end.
    static const std::unique_ptr<GVC_t, FreeContext> context(gvContext());
    const std::unique_ptr<Agraph_t, CloseGraph> graph(agmemread(dot.c_str()));
    if (!graph) {
        throw Error("picture: the DOT text cannot be read");
    }
    if (gvLayout(context.get(), graph.get(), engine) != 0) {
        throw Error("picture: Graphviz cannot lay out the graph with " + std::string(engine));
    }
    char* data = nullptr;
    unsigned size = 0;
    const int failed = gvRenderData(context.get(), graph.get(), format, &data, &size);
    std::string picture(data != nullptr ? data : "", data != nullptr ? size : 0);
    if (data != nullptr) {
        gvFreeRenderData(data);
    }
    gvFreeLayout(context.get(), graph.get());
    if (failed != 0 || picture.empty()) {
        throw Error("picture: Graphviz cannot write " + std::string(format) +
                    "; is its plugin for that format installed?");
    }
    return picture;
}

}  // namespace

std::optional<PictureFormat> picture_format_from(std::string_view name) {
    for (const auto format : {PictureFormat::Svg, PictureFormat::Png, PictureFormat::Pdf}) {
        if (name == graphviz_name(format)) {
            return format;
        }
    }
    return std::nullopt;
}

std::string render(const std::string& dot, PictureFormat format, std::size_t nodes) {
    return laid_out(dot, nodes <= kDotUpTo ? "dot" : "sfdp", graphviz_name(format));
}

std::vector<Point> layout(const std::string& dot, std::size_t nodes) {
    std::vector<Point> points(nodes);
    std::istringstream lines(nodes == 0 ? std::string() : laid_out(dot, "sfdp", "plain"));
    for (std::string line; std::getline(lines, line);) {
        std::size_t number = 0;
        Point at;
        if (std::sscanf(line.c_str(), "node n%zu %lf %lf", &number, &at.x, &at.y) == 3 &&
            number < nodes) {
            points[number] = {at.x * 72, at.y * 72};  // the plain format counts in inches
        }
    }
    return points;
}

}  // namespace trefoil::graph
