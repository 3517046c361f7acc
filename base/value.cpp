#include "base/value.hpp"

#include <cmath>

namespace trefoil {
namespace {

template <class T>
bool same(const T& a, const T& b) {
    return a == b;
}

bool same(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

template <class T>
bool same(const std::shared_ptr<const T>& a, const std::shared_ptr<const T>& b) {
    return a == b || *a == *b;
}

}  // namespace

bool operator==(const Value& a, const Value& b) {
    if (a.v_.index() != b.v_.index()) {
        return false;
    }
    return std::visit(
        [&](const auto& x) {
            using T = std::decay_t<decltype(x)>;
            return same(x, std::get<T>(b.v_));
        },
        a.v_);
}

}  // namespace trefoil
