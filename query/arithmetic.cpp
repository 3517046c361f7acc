#include "query/arithmetic.hpp"

#include <cmath>
#include <limits>

#include "query/expression.hpp"
#include "query/query_error.hpp"
#include "query/temporal.hpp"

namespace trefoil::query {
namespace {

using enum ExpressionKind;

[[noreturn]] void overflow() {
    throw QueryError("ArithmeticError", Phase::Runtime, "IntegerOverflow",
                     "the result does not fit a 64-bit integer");
}

[[noreturn]] void mismatch(std::string_view op) {
    type_error("InvalidArgumentType", "the operands of " + std::string(op) + " do not go together");
}

std::string_view symbol(ExpressionKind op) {
    switch (op) {
        case Add:
            return "+";
        case Subtract:
            return "-";
        case Multiply:
            return "*";
        case Divide:
            return "/";
        case Modulo:
            return "%";
        default:
            return "^";
    }
}

Value integer_arithmetic(ExpressionKind op, std::int64_t a, std::int64_t b) {
    std::int64_t result = 0;
    switch (op) {
        case Add:
            if (__builtin_add_overflow(a, b, &result)) {
                overflow();
            }
            return result;
        case Subtract:
            if (__builtin_sub_overflow(a, b, &result)) {
                overflow();
            }
            return result;
        case Multiply:
            if (__builtin_mul_overflow(a, b, &result)) {
                overflow();
            }
            return result;
        default:
            break;
    }
    if (b == 0) {
        throw QueryError("ArithmeticError", Phase::Runtime, "DivisionByZero", "division by zero");
    }
    if (a == std::numeric_limits<std::int64_t>::min() && b == -1) {
        if (op == Divide) {
            overflow();
        }
        return 0;
    }
    return op == Divide ? a / b : a % b;
}

Value float_arithmetic(ExpressionKind op, double a, double b) {
    switch (op) {
        case Add:
            return a + b;
        case Subtract:
            return a - b;
        case Multiply:
            return a * b;
        case Divide:
            return a / b;
        case Modulo:
            return std::fmod(a, b);
        default:
            return std::pow(a, b);
    }
}

std::optional<double> as_double(const Value& value) {
    if (const auto* i = value.get_if<std::int64_t>()) {
        return static_cast<double>(*i);
    }
    if (const auto* d = value.get_if<double>()) {
        return *d;
    }
    return std::nullopt;
}

}  // namespace

Value add(const Value& a, const Value& b) {
    const auto* left = a.list();
    const auto* right = b.list();
    if (left != nullptr || right != nullptr) {
        List result = left != nullptr ? *left : List{a};
        if (right != nullptr) {
            result.insert(result.end(), right->begin(), right->end());
        } else {
            result.push_back(b);
        }
        return result;
    }
    if (auto sum = temporal_sum(a, b, false)) {
        return *sum;
    }
    if (a.string() != nullptr || b.string() != nullptr) {
        const auto x = scalar_text(a);
        const auto y = scalar_text(b);
        if (x && y) {
            return *x + *y;
        }
    }
    mismatch("+");
}

Value arithmetic(ExpressionKind op, const Value& a, const Value& b) {
    if (a.is_null() || b.is_null()) {
        return {};
    }
    const auto* ai = a.get_if<std::int64_t>();
    const auto* bi = b.get_if<std::int64_t>();
    if (ai != nullptr && bi != nullptr && op != Power) {
        return integer_arithmetic(op, *ai, *bi);
    }
    const auto x = as_double(a);
    const auto y = as_double(b);
    if (x && y) {
        return float_arithmetic(op, *x, *y);
    }
    if (op == Add) {
        return add(a, b);
    }
    if (op == Subtract) {
        if (auto difference = temporal_sum(a, b, true)) {
            return *difference;
        }
    }
    const auto* duration = a.get_if<Duration>();
    if (op == Multiply && duration != nullptr && y) {
        return scale(*duration, *y);
    }
    if (op == Multiply && b.get_if<Duration>() != nullptr && x) {
        return scale(*b.get_if<Duration>(), *x);
    }
    if (op == Divide && duration != nullptr && y) {
        return scale(*duration, 1 / *y);
    }
    mismatch(symbol(op));
}

Value negate(const Value& a) {
    if (a.is_null()) {
        return {};
    }
    if (const auto* i = a.get_if<std::int64_t>()) {
        return integer_arithmetic(Subtract, 0, *i);
    }
    if (const auto* d = a.get_if<double>()) {
        return -*d;
    }
    if (const auto* duration = a.get_if<Duration>()) {
        return scale(*duration, -1);
    }
    mismatch("-");
}

}  // namespace trefoil::query
