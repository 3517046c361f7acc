#include <algorithm>
#include <cmath>

#include "query/arithmetic.hpp"
#include "query/comparison.hpp"
#include "query/functions.hpp"
#include "query/query_error.hpp"
#include "query/temporal.hpp"

// Aggregations. Nulls never reach them; count is counted by the operator itself.

namespace trefoil::query {
namespace {

double number(const Value& value, std::string_view function) {
    if (const auto* i = value.get_if<std::int64_t>()) {
        return static_cast<double>(*i);
    }
    if (const auto* d = value.get_if<double>()) {
        return *d;
    }
    type_error("InvalidArgumentType", std::string(function) + " needs numbers");
}

class Collect final : public Aggregator {
  public:
    void add(std::span<const Value> a) override { list_.push_back(a[0]); }

    [[nodiscard]] Value result() const override { return list_; }

  private:
    List list_;
};

class Sum final : public Aggregator {
  public:
    void add(std::span<const Value> a) override {
        if (a[0].get_if<Duration>() == nullptr) {
            number(a[0], "sum()");
        }
        total_ = first_ ? a[0] : arithmetic(ExpressionKind::Add, total_, a[0]);
        first_ = false;
    }

    [[nodiscard]] Value result() const override { return total_; }

  private:
    Value total_ = 0;
    bool first_ = true;
};

class Average final : public Aggregator {
  public:
    void add(std::span<const Value> a) override {
        ++count_;
        if (const auto* duration = a[0].get_if<Duration>()) {
            durations_ = true;
            duration_ = *temporal_sum(duration_, *duration, false);
            return;
        }
        // Running mean: no overflow, little rounding.
        mean_ += (number(a[0], "avg()") - mean_) / static_cast<double>(count_);
    }

    [[nodiscard]] Value result() const override {
        if (count_ == 0) {
            return {};
        }
        if (durations_) {
            return scale(*duration_.get_if<Duration>(), 1 / static_cast<double>(count_));
        }
        return mean_;
    }

  private:
    std::int64_t count_ = 0;
    double mean_ = 0;
    bool durations_ = false;
    Value duration_ = Duration{};
};

template <int Sign>
class Extreme final : public Aggregator {
  public:
    void add(std::span<const Value> a) override {
        if (best_.is_null() || order(a[0], best_) * Sign < 0) {
            best_ = a[0];
        }
    }

    [[nodiscard]] Value result() const override { return best_; }

  private:
    Value best_;
};

/// Welford's method.
template <bool Sample>
class Deviation final : public Aggregator {
  public:
    void add(std::span<const Value> a) override {
        const double x = number(a[0], "stDev()");
        ++count_;
        const double delta = x - mean_;
        mean_ += delta / static_cast<double>(count_);
        squares_ += delta * (x - mean_);
    }

    [[nodiscard]] Value result() const override {
        const std::int64_t divisor = Sample ? count_ - 1 : count_;
        return divisor > 0 ? std::sqrt(squares_ / static_cast<double>(divisor)) : 0.0;
    }

  private:
    std::int64_t count_ = 0;
    double mean_ = 0;
    double squares_ = 0;
};

template <bool Continuous>
class Percentile final : public Aggregator {
  public:
    void add(std::span<const Value> a) override {
        number(a[0], "a percentile");
        values_.push_back(a[0]);
        fraction_ = number(a[1], "a percentile");
        if (!(fraction_ >= 0 && fraction_ <= 1)) {
            argument_error("NumberOutOfRange", "a percentile is a number from 0.0 to 1.0");
        }
    }

    [[nodiscard]] Value result() const override {
        if (values_.empty()) {
            return {};
        }
        std::vector<Value> sorted = values_;
        std::sort(sorted.begin(), sorted.end(),
                  [](const Value& a, const Value& b) { return order(a, b) < 0; });
        if constexpr (!Continuous) {
            const double rank = std::ceil(fraction_ * static_cast<double>(sorted.size()));
            return sorted[rank < 1 ? 0 : static_cast<std::size_t>(rank) - 1];
        }
        const double rank = fraction_ * static_cast<double>(sorted.size() - 1);
        const auto low = static_cast<std::size_t>(std::floor(rank));
        const auto high = static_cast<std::size_t>(std::ceil(rank));
        const double a = number(sorted[low], "percentileCont()");
        const double b = number(sorted[high], "percentileCont()");
        return a + (b - a) * (rank - static_cast<double>(low));
    }

  private:
    std::vector<Value> values_;
    double fraction_ = 0;
};

template <class T>
std::unique_ptr<Aggregator> make() {
    return std::make_unique<T>();
}

constexpr AggregateFunction kFunctions[] = {
    {"count(value)",
     "number of rows where the value is not null; count(*) counts all",
     1,
     {kInteger, kAny},
     nullptr},
    {"collect(value)", "list of the values that are not null", 1, {kList, kAny}, make<Collect>},
    {"sum(number)", "sum of numbers or durations", 1, {kNumber | kDuration, kAny}, make<Sum>},
    {"avg(number)",
     "mean of numbers or durations; null for none",
     1,
     {kFloat | kDuration, kAny},
     make<Average>},
    {"min(value)",
     "smallest value in the order of ORDER BY; null for none",
     1,
     {},
     make<Extreme<1>>},
    {"max(value)",
     "largest value in the order of ORDER BY; null for none",
     1,
     {},
     make<Extreme<-1>>},
    {"stDev(number)", "standard deviation of a sample", 1, {kFloat, kAny}, make<Deviation<true>>},
    {"stDevP(number)",
     "standard deviation of a population",
     1,
     {kFloat, kAny},
     make<Deviation<false>>},
    {"percentileCont(number, fraction)",
     "percentile, interpolated",
     2,
     {kFloat, kAny},
     make<Percentile<true>>},
    {"percentileDisc(number, fraction)",
     "percentile, the nearest value",
     2,
     {kNumber, kAny},
     make<Percentile<false>>},
};

}  // namespace

std::span<const AggregateFunction> aggregate_functions() {
    return kFunctions;
}

}  // namespace trefoil::query
