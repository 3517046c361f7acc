#include <cmath>
#include <limits>
#include <numbers>
#include <random>

#include "query/context.hpp"
#include "query/functions.hpp"
#include "query/query_error.hpp"

namespace trefoil::query {
namespace {

double number(const Value& value) {
    if (const auto* i = value.get_if<std::int64_t>()) {
        return static_cast<double>(*i);
    }
    if (const auto* d = value.get_if<double>()) {
        return *d;
    }
    type_error("InvalidArgumentType", "expected a number");
}

template <double (*F)(double)>
Value real(Context&, std::span<const Value> a) {
    return F(number(a[0]));
}

Value absolute(Context&, std::span<const Value> a) {
    if (const auto* i = a[0].get_if<std::int64_t>()) {
        if (*i == std::numeric_limits<std::int64_t>::min()) {
            throw QueryError("ArithmeticError", Phase::Runtime, "IntegerOverflow",
                             "the result does not fit a 64-bit integer");
        }
        return *i < 0 ? -*i : *i;
    }
    return std::fabs(number(a[0]));
}

Value sign(Context&, std::span<const Value> a) {
    const double x = number(a[0]);
    return static_cast<std::int64_t>(x > 0 ? 1 : x < 0 ? -1 : 0);
}

/// Half away from zero upwards, as Java's Math.round; with digits, half away from zero.
Value round(Context&, std::span<const Value> a) {
    const double x = number(a[0]);
    if (a.size() == 1) {
        return std::floor(x + 0.5);
    }
    const double scale = std::pow(10.0, number(a[1]));
    return std::round(x * scale) / scale;
}

Value arc_tangent(Context&, std::span<const Value> a) {
    return std::atan2(number(a[0]), number(a[1]));
}

Value random(Context&, std::span<const Value>) {
    thread_local std::mt19937_64 engine{std::random_device{}()};
    return std::uniform_real_distribution<double>(0, 1)(engine);
}

Value pi(Context&, std::span<const Value>) {
    return std::numbers::pi;
}

Value e(Context&, std::span<const Value>) {
    return std::numbers::e;
}

double to_degrees(double x) {
    return x * 180 / std::numbers::pi;
}

double to_radians(double x) {
    return x * std::numbers::pi / 180;
}

double cotangent(double x) {
    return 1 / std::tan(x);
}

double haversin(double x) {
    return (1 - std::cos(x)) / 2;
}

constexpr Type kFloatType{kFloat, kAny};

constexpr Function kFunctions[] = {
    {"abs(number)", "absolute value", 1, 1, {kNumber}, {kNumber, kAny}, true, absolute},
    {"ceil(number)",
     "smallest integer not below, as a float",
     1,
     1,
     {kNumber},
     kFloatType,
     true,
     real<std::ceil>},
    {"floor(number)",
     "largest integer not above, as a float",
     1,
     1,
     {kNumber},
     kFloatType,
     true,
     real<std::floor>},
    {"round(number [, digits])",
     "nearest integer, as a float",
     1,
     2,
     {kNumber, kInteger},
     kFloatType,
     true,
     round},
    {"sign(number)", "-1, 0 or 1", 1, 1, {kNumber}, {kInteger, kAny}, true, sign},
    {"sqrt(number)", "square root", 1, 1, {kNumber}, kFloatType, true, real<std::sqrt>},
    {"exp(number)", "e to the power", 1, 1, {kNumber}, kFloatType, true, real<std::exp>},
    {"log(number)", "natural logarithm", 1, 1, {kNumber}, kFloatType, true, real<std::log>},
    {"log10(number)", "decimal logarithm", 1, 1, {kNumber}, kFloatType, true, real<std::log10>},
    {"sin(number)", "sine of radians", 1, 1, {kNumber}, kFloatType, true, real<std::sin>},
    {"cos(number)", "cosine of radians", 1, 1, {kNumber}, kFloatType, true, real<std::cos>},
    {"tan(number)", "tangent of radians", 1, 1, {kNumber}, kFloatType, true, real<std::tan>},
    {"cot(number)", "cotangent of radians", 1, 1, {kNumber}, kFloatType, true, real<cotangent>},
    {"asin(number)", "arc sine", 1, 1, {kNumber}, kFloatType, true, real<std::asin>},
    {"acos(number)", "arc cosine", 1, 1, {kNumber}, kFloatType, true, real<std::acos>},
    {"atan(number)", "arc tangent", 1, 1, {kNumber}, kFloatType, true, real<std::atan>},
    {"atan2(y, x)", "angle of a point", 2, 2, {kNumber, kNumber}, kFloatType, true, arc_tangent},
    {"haversin(number)", "half the versine", 1, 1, {kNumber}, kFloatType, true, real<haversin>},
    {"degrees(number)", "radians as degrees", 1, 1, {kNumber}, kFloatType, true, real<to_degrees>},
    {"radians(number)", "degrees as radians", 1, 1, {kNumber}, kFloatType, true, real<to_radians>},
    {"pi()", "3.14159...", 0, 0, {}, kFloatType, true, pi},
    {"e()", "2.71828...", 0, 0, {}, kFloatType, true, e},
    {"rand()", "a random float from 0 to 1", 0, 0, {}, kFloatType, true, random},
};

}  // namespace

FunctionTable math_functions() {
    return kFunctions;
}

}  // namespace trefoil::query
