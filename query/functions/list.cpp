#include <algorithm>

#include "base/utf8.hpp"
#include "query/context.hpp"
#include "query/functions.hpp"
#include "query/query_error.hpp"

namespace trefoil::query {
namespace {

const List& list_argument(const Value& value, std::string_view function) {
    if (value.list() == nullptr) {
        type_error("InvalidArgumentType", std::string(function) + " needs a list");
    }
    return *value.list();
}

Value size(Context&, std::span<const Value> a) {
    if (const auto* text = a[0].string()) {
        return static_cast<std::int64_t>(count_code_points(*text));
    }
    return static_cast<std::int64_t>(list_argument(a[0], "size()").size());
}

Value head(Context&, std::span<const Value> a) {
    const List& list = list_argument(a[0], "head()");
    return list.empty() ? Value() : list.front();
}

Value last(Context&, std::span<const Value> a) {
    const List& list = list_argument(a[0], "last()");
    return list.empty() ? Value() : list.back();
}

Value tail(Context&, std::span<const Value> a) {
    const List& list = list_argument(a[0], "tail()");
    return list.empty() ? List() : List(list.begin() + 1, list.end());
}

Value reverse(Context&, std::span<const Value> a) {
    if (const auto* text = a[0].string()) {
        std::string result;
        for (std::size_t end = text->size(); end > 0;) {
            std::size_t begin = end - 1;
            while (begin > 0 && (static_cast<unsigned char>((*text)[begin]) & 0xC0U) == 0x80U) {
                --begin;
            }
            result.append(*text, begin, end - begin);
            end = begin;
        }
        return result;
    }
    const List& list = list_argument(a[0], "reverse()");
    return List(list.rbegin(), list.rend());
}

Value range(Context& context, std::span<const Value> a) {
    std::int64_t bounds[3] = {0, 0, 1};
    for (std::size_t i = 0; i < a.size(); ++i) {
        const auto* bound = a[i].get_if<std::int64_t>();
        if (bound == nullptr) {
            argument_error("InvalidArgumentType", "range() needs integers");
        }
        bounds[i] = *bound;
    }
    const auto [start, end, step] = bounds;
    if (step == 0) {
        argument_error("NumberOutOfRange", "the step of range() cannot be zero");
    }
    List result;
    std::int64_t at = start;
    while (step > 0 ? at <= end : at >= end) {
        context.budget.tick();
        if (result.size() % 4096 == 0) {
            context.budget.allocate(4096 * sizeof(Value));
        }
        result.emplace_back(at);
        if (__builtin_add_overflow(at, step, &at)) {
            break;
        }
    }
    context.budget.release((result.size() / 4096 + 1) * 4096 * sizeof(Value));
    return result;
}

constexpr Function kFunctions[] = {
    {"size(list)",
     "number of elements of a list, of characters of a string",
     1,
     1,
     {kList | kString},
     {kInteger, kAny},
     true,
     size},
    {"head(list)", "first element", 1, 1, {kList}, {}, true, head},
    {"last(list)", "last element", 1, 1, {kList}, {}, true, last},
    {"tail(list)", "all but the first element", 1, 1, {kList}, {kList, kAny}, true, tail},
    {"reverse(list)",
     "a list or a string backwards",
     1,
     1,
     {kList | kString},
     {kList | kString, kAny},
     true,
     reverse},
    {"range(start, end [, step])",
     "integers from start to end, both included",
     2,
     3,
     {kAny, kAny, kAny, kAny},
     {kList, kInteger},
     true,
     range},
};

}  // namespace

FunctionTable list_functions() {
    return kFunctions;
}

}  // namespace trefoil::query
