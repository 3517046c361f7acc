#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/ids.hpp"

namespace trefoil {

/// Calendar date: days since 1970-01-01 in the proleptic Gregorian calendar.
struct Date {
    std::int64_t days = 0;
    auto operator<=>(const Date&) const = default;
};

/// Time of day without zone: nanoseconds since midnight.
struct LocalTime {
    std::int64_t nanos = 0;
    auto operator<=>(const LocalTime&) const = default;
};

/// Time of day with an offset from UTC in seconds.
struct Time {
    std::int64_t nanos = 0;  ///< local nanoseconds since midnight
    std::int32_t offset_seconds = 0;
    bool operator==(const Time&) const = default;
};

struct LocalDateTime {
    Date date;
    LocalTime time;
    auto operator<=>(const LocalDateTime&) const = default;
};

/// Date and time with an offset and, where given, a zone name ("Europe/Stockholm").
struct DateTime {
    LocalDateTime local;
    std::int32_t offset_seconds = 0;
    std::string zone;  ///< "" if only the offset is known
    bool operator==(const DateTime&) const = default;
};

/// Months, days, seconds and nanoseconds are kept apart, as openCypher says; 0 <= nanos < 1e9.
struct Duration {
    std::int64_t months = 0;
    std::int64_t days = 0;
    std::int64_t seconds = 0;
    std::int32_t nanos = 0;
    bool operator==(const Duration&) const = default;
};

/// A relationship as a value: enough to walk on without reading the store.
struct Relationship {
    EdgeId id;
    NodeId start;
    NodeId end;
    TypeId type;

    bool operator==(const Relationship& other) const { return id == other.id; }
};

/// A walk: nodes.size() == relationships.size() + 1.
struct Path {
    std::vector<NodeId> nodes;
    std::vector<Relationship> relationships;
    bool operator==(const Path&) const = default;
};

class Value;
using List = std::vector<Value>;
using Map = std::map<std::string, Value, std::less<>>;

/// A value of the query language and of node and relationship properties. Lists, maps and paths are
/// shared and immutable, so copying a value is cheap. operator== is structural identity for tests
/// and containers (null == null, NaN == NaN, 1 != 1.0); the three-valued comparison of openCypher
/// lives in query/comparison.hpp.
class Value {
  public:
    using Variant =
        std::variant<std::monostate, bool, std::int64_t, double, std::string, Date, LocalTime, Time,
                     LocalDateTime, DateTime, Duration, std::shared_ptr<const List>,
                     std::shared_ptr<const Map>, NodeId, Relationship, std::shared_ptr<const Path>>;

    Value() = default;

    Value(bool v) : v_(v) {}  // NOLINT(google-explicit-constructor)

    Value(std::int64_t v) : v_(v) {}  // NOLINT(google-explicit-constructor)

    Value(int v) : v_(static_cast<std::int64_t>(v)) {}  // NOLINT(google-explicit-constructor)

    Value(double v) : v_(v) {}  // NOLINT(google-explicit-constructor)

    Value(std::string v) : v_(std::move(v)) {}  // NOLINT(google-explicit-constructor)

    Value(std::string_view v) : v_(std::string(v)) {}  // NOLINT(google-explicit-constructor)

    Value(const char* v) : v_(std::string(v)) {}  // NOLINT(google-explicit-constructor)

    Value(Date v) : v_(v) {}  // NOLINT(google-explicit-constructor)

    Value(LocalTime v) : v_(v) {}  // NOLINT(google-explicit-constructor)

    Value(Time v) : v_(v) {}  // NOLINT(google-explicit-constructor)

    Value(LocalDateTime v) : v_(v) {}  // NOLINT(google-explicit-constructor)

    Value(DateTime v) : v_(std::move(v)) {}  // NOLINT(google-explicit-constructor)

    Value(Duration v) : v_(v) {}  // NOLINT(google-explicit-constructor)

    Value(List v)
        : v_(std::make_shared<const List>(std::move(v))) {}  // NOLINT(google-explicit-constructor)

    Value(Map v)
        : v_(std::make_shared<const Map>(std::move(v))) {}  // NOLINT(google-explicit-constructor)

    Value(Path v)
        : v_(std::make_shared<const Path>(std::move(v))) {}  // NOLINT(google-explicit-constructor)

    Value(NodeId v) : v_(v) {}  // NOLINT(google-explicit-constructor)

    Value(Relationship v) : v_(v) {}  // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(v_); }

    template <class T>
    [[nodiscard]] const T* get_if() const {
        return std::get_if<T>(&v_);
    }

    /// Null unless the value is a list (map, path). Valid as long as this value.
    [[nodiscard]] const List* list() const { return deref<List>(); }

    [[nodiscard]] const Map* map() const { return deref<Map>(); }

    [[nodiscard]] const Path* path() const { return deref<Path>(); }

    [[nodiscard]] const std::string* string() const { return std::get_if<std::string>(&v_); }

    [[nodiscard]] const Variant& variant() const { return v_; }

    friend bool operator==(const Value& a, const Value& b);

  private:
    template <class T>
    [[nodiscard]] const T* deref() const {
        const auto* p = std::get_if<std::shared_ptr<const T>>(&v_);
        return p != nullptr ? p->get() : nullptr;
    }

    Variant v_;
};

}  // namespace trefoil
