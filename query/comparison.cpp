#include "query/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string_view>

#include "base/temporal.hpp"

namespace trefoil::query {
namespace {

/// Place of a value's kind in the order of ORDER BY.
enum class Rank {
    Map,
    Node,
    Relationship,
    List,
    Path,
    DateTime,
    LocalDateTime,
    Date,
    Time,
    LocalTime,
    Duration,
    String,
    Boolean,
    Number,
    NaN,
    Null
};

Rank rank_of(const Value& value) {
    struct Visitor {
        Rank operator()(std::monostate) const { return Rank::Null; }

        Rank operator()(bool) const { return Rank::Boolean; }

        Rank operator()(std::int64_t) const { return Rank::Number; }

        Rank operator()(double d) const { return std::isnan(d) ? Rank::NaN : Rank::Number; }

        Rank operator()(const std::string&) const { return Rank::String; }

        Rank operator()(const Date&) const { return Rank::Date; }

        Rank operator()(const LocalTime&) const { return Rank::LocalTime; }

        Rank operator()(const Time&) const { return Rank::Time; }

        Rank operator()(const LocalDateTime&) const { return Rank::LocalDateTime; }

        Rank operator()(const DateTime&) const { return Rank::DateTime; }

        Rank operator()(const Duration&) const { return Rank::Duration; }

        Rank operator()(const std::shared_ptr<const List>&) const { return Rank::List; }

        Rank operator()(const std::shared_ptr<const Map>&) const { return Rank::Map; }

        Rank operator()(const NodeId&) const { return Rank::Node; }

        Rank operator()(const Relationship&) const { return Rank::Relationship; }

        Rank operator()(const std::shared_ptr<const Path>&) const { return Rank::Path; }
    };

    return std::visit(Visitor{}, value.variant());
}

template <class T>
int three_way(const T& a, const T& b) {
    return a < b ? -1 : b < a ? 1 : 0;
}

/// Exact for an integer against a float: long double has the 64 bits on the platforms we build for.
int order_numbers(const Value& a, const Value& b) {
    const auto* ai = a.get_if<std::int64_t>();
    const auto* bi = b.get_if<std::int64_t>();
    if (ai != nullptr && bi != nullptr) {
        return three_way(*ai, *bi);
    }
    const long double x = ai != nullptr ? static_cast<long double>(*ai) : *a.get_if<double>();
    const long double y = bi != nullptr ? static_cast<long double>(*bi) : *b.get_if<double>();
    return three_way(x, y);
}

int order_temporal(Rank rank, const Value& a, const Value& b) {
    switch (rank) {
        case Rank::Date:
            return three_way(*a.get_if<Date>(), *b.get_if<Date>());
        case Rank::LocalTime:
            return three_way(*a.get_if<LocalTime>(), *b.get_if<LocalTime>());
        case Rank::LocalDateTime:
            return three_way(*a.get_if<LocalDateTime>(), *b.get_if<LocalDateTime>());
        case Rank::Time: {
            const int by_instant =
                three_way(utc_nanos(*a.get_if<Time>()), utc_nanos(*b.get_if<Time>()));
            return by_instant;
        }
        case Rank::DateTime:
            return three_way(instant_of(*a.get_if<DateTime>()), instant_of(*b.get_if<DateTime>()));
        default: {
            const auto& x = *a.get_if<Duration>();
            const auto& y = *b.get_if<Duration>();
            const double by_length = average_seconds(x) - average_seconds(y);
            if (by_length != 0) {
                return by_length < 0 ? -1 : 1;
            }
            return three_way(std::tuple(x.months, x.days, x.seconds, x.nanos),
                             std::tuple(y.months, y.days, y.seconds, y.nanos));
        }
    }
}

int order_lists(const List& a, const List& b) {
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        if (const int c = order(a[i], b[i]); c != 0) {
            return c;
        }
    }
    return three_way(a.size(), b.size());
}

int order_maps(const Map& a, const Map& b) {
    for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end(); ++i, ++j) {
        if (const int c = i->first.compare(j->first); c != 0) {
            return c;
        }
        if (const int c = order(i->second, j->second); c != 0) {
            return c;
        }
    }
    return three_way(a.size(), b.size());
}

int order_paths(const Path& a, const Path& b) {
    for (std::size_t i = 0; i < std::min(a.nodes.size(), b.nodes.size()); ++i) {
        if (const int c = three_way(a.nodes[i], b.nodes[i]); c != 0) {
            return c;
        }
        if (i < a.relationships.size() && i < b.relationships.size()) {
            if (const int c = three_way(a.relationships[i].id, b.relationships[i].id); c != 0) {
                return c;
            }
        }
    }
    return three_way(a.nodes.size(), b.nodes.size());
}

int order_same_rank(Rank rank, const Value& a, const Value& b) {
    switch (rank) {
        case Rank::Null:
        case Rank::NaN:
            return 0;
        case Rank::Number:
            return order_numbers(a, b);
        case Rank::Boolean:
            return three_way(*a.get_if<bool>(), *b.get_if<bool>());
        case Rank::String: {
            const int c = a.string()->compare(*b.string());
            return c < 0 ? -1 : c > 0 ? 1 : 0;
        }
        case Rank::List:
            return order_lists(*a.list(), *b.list());
        case Rank::Map:
            return order_maps(*a.map(), *b.map());
        case Rank::Path:
            return order_paths(*a.path(), *b.path());
        case Rank::Node:
            return three_way(*a.get_if<NodeId>(), *b.get_if<NodeId>());
        case Rank::Relationship:
            return three_way(a.get_if<Relationship>()->id, b.get_if<Relationship>()->id);
        default:
            return order_temporal(rank, a, b);
    }
}

std::optional<bool> equal_lists(const List& a, const List& b) {
    if (a.size() != b.size()) {
        return false;
    }
    std::optional<bool> result = true;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const std::optional<bool> one = equal(a[i], b[i]);
        if (one == false) {
            return false;
        }
        if (!one) {
            result = std::nullopt;
        }
    }
    return result;
}

std::optional<bool> equal_maps(const Map& a, const Map& b) {
    if (a.size() != b.size()) {
        return false;
    }
    std::optional<bool> result = true;
    for (auto i = a.begin(), j = b.begin(); i != a.end(); ++i, ++j) {
        if (i->first != j->first) {
            return false;
        }
        const std::optional<bool> one = equal(i->second, j->second);
        if (one == false) {
            return false;
        }
        if (!one) {
            result = std::nullopt;
        }
    }
    return result;
}

Comparison from_sign(int sign) {
    return sign < 0 ? Comparison::Less : sign > 0 ? Comparison::Greater : Comparison::Equal;
}

Comparison compare_lists(const List& a, const List& b) {
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        const Comparison one = compare(a[i], b[i]);
        if (one != Comparison::Equal) {
            return one;
        }
    }
    return from_sign(three_way(a.size(), b.size()));
}

std::size_t mix(std::size_t seed, std::size_t value) {
    return (seed ^ value) * 0x9E3779B97F4A7C15ULL + (seed >> 29);
}

std::size_t hash_number(const Value& value) {
    const auto* d = value.get_if<double>();
    if (d == nullptr) {
        return std::hash<std::int64_t>{}(*value.get_if<std::int64_t>());
    }
    // A float that is an integer hashes as that integer, for 1 and 1.0 are equivalent.
    if (*d >= -9.2e18 && *d <= 9.2e18 && std::trunc(*d) == *d) {
        return std::hash<std::int64_t>{}(static_cast<std::int64_t>(*d));
    }
    return std::hash<double>{}(*d);
}

}  // namespace

std::optional<bool> equal(const Value& a, const Value& b) {
    const Rank ra = rank_of(a);
    const Rank rb = rank_of(b);
    if (ra == Rank::Null || rb == Rank::Null) {
        return std::nullopt;
    }
    if (ra != rb || ra == Rank::NaN) {
        return false;
    }
    if (ra == Rank::List) {
        return equal_lists(*a.list(), *b.list());
    }
    if (ra == Rank::Map) {
        return equal_maps(*a.map(), *b.map());
    }
    if (ra == Rank::Duration) {
        return *a.get_if<Duration>() == *b.get_if<Duration>();
    }
    return order_same_rank(ra, a, b) == 0;
}

Comparison compare(const Value& a, const Value& b) {
    const Rank ra = rank_of(a);
    const Rank rb = rank_of(b);
    const auto is_number = [](Rank r) { return r == Rank::Number || r == Rank::NaN; };
    if (is_number(ra) && is_number(rb)) {
        return ra == Rank::NaN || rb == Rank::NaN ? Comparison::Never
                                                  : from_sign(order_numbers(a, b));
    }
    if (ra != rb) {
        return Comparison::Unknown;
    }
    switch (ra) {
        case Rank::Boolean:
        case Rank::String:
        case Rank::Date:
        case Rank::Time:
        case Rank::LocalTime:
        case Rank::DateTime:
        case Rank::LocalDateTime:
            return from_sign(order_same_rank(ra, a, b));
        case Rank::List:
            return compare_lists(*a.list(), *b.list());
        default:
            return Comparison::Unknown;
    }
}

int order(const Value& a, const Value& b) {
    const Rank ra = rank_of(a);
    const Rank rb = rank_of(b);
    return ra != rb ? (ra < rb ? -1 : 1) : order_same_rank(ra, a, b);
}

bool equivalent(const Value& a, const Value& b) {
    return order(a, b) == 0;
}

std::size_t hash_of(const Value& value) {
    const Rank rank = rank_of(value);
    std::size_t seed = static_cast<std::size_t>(rank) + 1;
    switch (rank) {
        case Rank::Null:
        case Rank::NaN:
            return seed;
        case Rank::Number:
            return hash_number(value);
        case Rank::Boolean:
            return mix(seed, *value.get_if<bool>() ? 1 : 0);
        case Rank::String:
            return std::hash<std::string_view>{}(*value.string());
        case Rank::Node:
            return mix(seed, value.get_if<NodeId>()->value);
        case Rank::Relationship:
            return mix(seed, value.get_if<Relationship>()->id.value);
        case Rank::List:
            for (const Value& element : *value.list()) {
                seed = mix(seed, hash_of(element));
            }
            return seed;
        case Rank::Map:
            for (const auto& [key, element] : *value.map()) {
                seed = mix(mix(seed, std::hash<std::string>{}(key)), hash_of(element));
            }
            return seed;
        case Rank::Path:
            for (const NodeId node : value.path()->nodes) {
                seed = mix(seed, node.value);
            }
            return seed;
        case Rank::Date:
            return mix(seed, static_cast<std::size_t>(value.get_if<Date>()->days));
        default:
            return seed;  // other temporal values as keys are rare: they share a bucket
    }
}

std::size_t TupleHash::operator()(const std::vector<Value>& tuple) const {
    std::size_t seed = tuple.size();
    for (const Value& value : tuple) {
        seed = mix(seed, hash_of(value));
    }
    return seed;
}

bool TupleEqual::operator()(const std::vector<Value>& a, const std::vector<Value>& b) const {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), equivalent);
}

}  // namespace trefoil::query
