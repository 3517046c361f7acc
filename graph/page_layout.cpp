#include "graph/page_layout.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

// Skyline packing: the page is filled from above, and the lower edge of what lies there is kept as
// a list of steps. A box goes where its own lower edge comes highest, then leftmost. Several widths
// of the page are tried; the best needs the least room on a page of the wanted shape.

namespace trefoil::graph {

namespace {

constexpr double kGap = 22;
constexpr double kShape = 4.0 / 3.0;
constexpr int kWidthsTried = 24;

struct Step {
    double x = 0;
    double width = 0;
    double y = 0;  ///< filled down to here
};

class Skyline {
  public:
    explicit Skyline(double width) : steps_{{0, width, 0}} {}

    /// REQUIRES: the box is no wider than the page.
    Point put(const Size& box) {
        std::size_t best = steps_.size();
        double best_y = INFINITY;
        for (std::size_t i = 0; i < steps_.size(); ++i) {
            if (const double y = top_at(i, box.width); y < best_y - 0.01) {
                best = i;
                best_y = y;
            }
        }
        const Point place{steps_[best].x, best_y};
        fill(best, box.width, best_y + box.height);
        return place;
    }

  private:
    /// How far down a box whose left edge is that of step `first` has to go; infinity where it does
    /// not fit.
    [[nodiscard]] double top_at(std::size_t first, double width) const {
        double left = width;
        double y = 0;
        for (std::size_t i = first; i < steps_.size(); ++i) {
            y = std::max(y, steps_[i].y);
            left -= steps_[i].width;
            if (left <= 0.01) {
                return y;
            }
        }
        return INFINITY;
    }

    void fill(std::size_t first, double width, double y) {
        const Step made{steps_[first].x, width, y};
        const double end = made.x + width;
        std::size_t last = first;
        while (last < steps_.size() && steps_[last].x + steps_[last].width <= end + 0.01) {
            ++last;
        }
        if (last < steps_.size()) {
            steps_[last].width -= end - steps_[last].x;
            steps_[last].x = end;
        }
        const auto at = steps_.erase(steps_.begin() + static_cast<std::ptrdiff_t>(first),
                                     steps_.begin() + static_cast<std::ptrdiff_t>(last));
        steps_.insert(at, made);
    }

    std::vector<Step> steps_;
};

Arrangement arranged(const std::vector<Size>& boxes, double width) {
    Arrangement result;
    Skyline skyline(width + kGap);
    for (const auto& box : boxes) {
        const auto place = skyline.put({box.width + kGap, box.height + kGap});
        result.page.width = std::max(result.page.width, place.x + box.width);
        result.page.height = std::max(result.page.height, place.y + box.height);
        result.places.push_back(place);
    }
    return result;
}

}  // namespace

double page_needed(const Size& size) {
    return std::max(size.width, size.height * kShape);
}

Arrangement arrange(const std::vector<Size>& boxes) {
    double widest = 0;
    double area = 0;
    for (const auto& box : boxes) {
        widest = std::max(widest, box.width);
        area += (box.width + kGap) * (box.height + kGap);
    }
    Arrangement best = arranged(boxes, widest);
    for (int i = 0; i < kWidthsTried; ++i) {
        const double width = std::sqrt(area * kShape) * (0.8 + 0.04 * i);
        if (width < widest) {
            continue;
        }
        if (auto tried = arranged(boxes, width);
            page_needed(tried.page) < page_needed(best.page) - 0.01) {
            best = std::move(tried);
        }
    }
    return best;
}

}  // namespace trefoil::graph
