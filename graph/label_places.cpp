#include "graph/label_places.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

// Greedy in two rounds: each label takes the cheapest of a dozen points of its line, first given
// the labels before it, then given all others.

namespace trefoil::graph {

namespace {

constexpr int kTried = 13;
constexpr std::size_t kLinesLookedAt = 1000;
constexpr double kMargin = 2;  ///< around labels

// Costs, in points squared of what is covered.
constexpr double kOnName = 8;
constexpr double kOnLabel = 6;
constexpr double kOnLine = 60;     ///< for each point of another line
constexpr double kFromWish = 0.8;  ///< for each point of distance

double overlap(double middle, double size, double other, double other_size) {
    return std::max(0.0, std::min(middle + size / 2, other + other_size / 2) -
                             std::max(middle - size / 2, other - other_size / 2));
}

double overlap(const Box& a, const Box& b) {
    return overlap(a.middle.x, a.size.width, b.middle.x, b.size.width) *
           overlap(a.middle.y, a.size.height, b.middle.y, b.size.height);
}

bool holds(const Box& box, const Point& point) {
    return std::abs(point.x - box.middle.x) * 2 < box.size.width &&
           std::abs(point.y - box.middle.y) * 2 < box.size.height;
}

class Placer {
  public:
    Placer(const std::vector<Box>& names, const std::vector<LabelledLine>& lines)
        : names_(names), lines_(lines), places_(lines.size()), placed_(lines.size()) {}

    std::vector<Point> place() {
        for (int round = 0; round < 2; ++round) {
            for (std::size_t i = 0; i < lines_.size(); ++i) {
                places_[i] = best_place(i);
                placed_[i] = true;
            }
        }
        return places_;
    }

  private:
    [[nodiscard]] Point best_place(std::size_t line) const {
        const auto& points = lines_[line].points;
        Point best;
        double least = INFINITY;
        for (int i = 0; i < kTried; ++i) {
            const double share = 0.2 + 0.6 * i / (kTried - 1);
            const auto at = share * static_cast<double>(points.size() - 1);
            const auto& point = points[static_cast<std::size_t>(std::lround(at))];
            if (const double cost = cost_of(line, point); cost < least) {
                least = cost;
                best = point;
            }
        }
        return best;
    }

    [[nodiscard]] Box label_at(std::size_t line, const Point& point) const {
        const auto& size = lines_[line].label;
        return {point, {size.width + kMargin, size.height + kMargin}};
    }

    [[nodiscard]] double cost_of(std::size_t line, const Point& point) const {
        const auto box = label_at(line, point);
        const auto& wish = lines_[line].wish;
        double cost = kFromWish * std::hypot(point.x - wish.x, point.y - wish.y);
        for (const auto& name : names_) {
            cost += kOnName * overlap(box, name);
        }
        for (std::size_t other = 0; other < lines_.size(); ++other) {
            if (other == line) {
                continue;
            }
            if (placed_[other]) {
                cost += kOnLabel * overlap(box, label_at(other, places_[other]));
            }
            cost += kOnLine *
                    static_cast<double>(std::ranges::count_if(
                        lines_[other].points, [&box](const Point& p) { return holds(box, p); }));
        }
        return cost;
    }

    const std::vector<Box>& names_;
    const std::vector<LabelledLine>& lines_;
    std::vector<Point> places_;
    std::vector<bool> placed_;
};

}  // namespace

std::vector<Point> label_places(const std::vector<Box>& names,
                                const std::vector<LabelledLine>& lines) {
    if (lines.size() > kLinesLookedAt) {
        std::vector<Point> middles;
        for (const auto& line : lines) {
            middles.push_back(line.points[line.points.size() / 2]);
        }
        return middles;
    }
    return Placer(names, lines).place();
}

}  // namespace trefoil::graph
