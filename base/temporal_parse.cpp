#include <cmath>
#include <cstdlib>

#include "base/temporal.hpp"

// Text forms of ISO 8601, read with one cursor.

namespace trefoil {
namespace {

class Cursor {
  public:
    explicit Cursor(std::string_view text) : text_(text) {}

    [[nodiscard]] bool ended() const { return at_ == text_.size(); }

    [[nodiscard]] char peek() const { return ended() ? '\0' : text_[at_]; }

    [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }

    bool accept(char c) {
        if (ended() || text_[at_] != c) {
            return false;
        }
        ++at_;
        return true;
    }

    /// How many digits stand here.
    [[nodiscard]] std::size_t digits() const {
        std::size_t n = 0;
        while (at_ + n < text_.size() && text_[at_ + n] >= '0' && text_[at_ + n] <= '9') {
            ++n;
        }
        return n;
    }

    /// Exactly `count` digits.
    std::optional<std::int64_t> number(std::size_t count) {
        if (count == 0 || count > 18 || digits() < count) {
            return std::nullopt;
        }
        std::int64_t value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            value = value * 10 + (text_[at_++] - '0');
        }
        return value;
    }

  private:
    std::string_view text_;
    std::size_t at_ = 0;
};

std::optional<Date> checked_date(std::int64_t year, std::int64_t month, std::int64_t day) {
    if (month < 1 || month > 12 || day < 1 || day > days_in_month(year, static_cast<int>(month))) {
        return std::nullopt;
    }
    return date_of(CivilDate{year, static_cast<int>(month), static_cast<int>(day)});
}

std::optional<Date> ordinal_date(std::int64_t year, std::int64_t day) {
    if (day < 1 || day > (is_leap_year(year) ? 366 : 365)) {
        return std::nullopt;
    }
    return Date{date_of(CivilDate{year, 1, 1}).days + day - 1};
}

std::optional<Date> week_date(Cursor& in, std::int64_t year, bool extended) {
    const auto week = in.number(2);
    std::int64_t day = 1;
    if (extended ? in.accept('-') : in.digits() > 0) {
        const auto d = in.number(1);
        if (!d) {
            return std::nullopt;
        }
        day = *d;
    }
    if (!week || *week < 1 || *week > weeks_in_year(year) || day < 1 || day > 7) {
        return std::nullopt;
    }
    return date_of(IsoWeek{year, static_cast<int>(*week), static_cast<int>(day)});
}

std::optional<Date> quarter_date(Cursor& in, std::int64_t year, bool extended) {
    const auto quarter = in.number(1);
    std::int64_t day = 1;
    if (extended ? in.accept('-') : in.digits() > 0) {
        const auto d = in.number(2);
        if (!d) {
            return std::nullopt;
        }
        day = *d;
    }
    if (!quarter || *quarter < 1 || *quarter > 4 || day < 1 || day > 92) {
        return std::nullopt;
    }
    return Date{date_of(CivilDate{year, static_cast<int>(*quarter) * 3 - 2, 1}).days + day - 1};
}

std::optional<Date> date_at(Cursor& in) {
    const bool minus = in.accept('-');
    const bool sign = minus || in.accept('+');
    const std::size_t width = in.digits();
    // A signed year has all digits up to the dash; otherwise a year has four.
    const auto year_digits = in.number(sign ? std::min<std::size_t>(width, 9) : 4);
    if (!year_digits) {
        return std::nullopt;
    }
    const std::int64_t year = minus ? -*year_digits : *year_digits;
    const bool extended = in.accept('-');
    if (in.accept('W')) {
        return week_date(in, year, extended);
    }
    if (in.accept('Q')) {
        return quarter_date(in, year, extended);
    }
    const std::size_t left = in.digits();
    if (left == 3) {
        return ordinal_date(year, *in.number(3));
    }
    if (left == 0) {
        return extended ? std::nullopt : checked_date(year, 1, 1);
    }
    const auto month = in.number(2);
    if (!month) {
        return std::nullopt;
    }
    std::int64_t day = 1;
    if (extended ? in.accept('-') : in.digits() > 0) {
        const auto d = in.number(2);
        if (!d) {
            return std::nullopt;
        }
        day = *d;
    }
    return checked_date(year, *month, day);
}

std::optional<std::int32_t> offset_at(Cursor& in) {
    if (in.accept('Z') || in.accept('z')) {
        return 0;
    }
    const bool minus = in.peek() == '-';
    if (!in.accept('-') && !in.accept('+')) {
        return std::nullopt;
    }
    const auto hours = in.number(2);
    std::int64_t minutes = 0;
    std::int64_t seconds = 0;
    const bool colon = in.accept(':');
    if (colon || in.digits() >= 2) {
        const auto m = in.number(2);
        if (!m) {
            return std::nullopt;
        }
        minutes = *m;
        if (in.accept(':') || (!colon && in.digits() >= 2)) {
            const auto s = in.number(2);
            if (!s) {
                return std::nullopt;
            }
            seconds = *s;
        }
    }
    if (!hours || *hours > 18 || minutes > 59 || seconds > 59) {
        return std::nullopt;
    }
    const auto total = static_cast<std::int32_t>(*hours * 3600 + minutes * 60 + seconds);
    return minus ? -total : total;
}

std::optional<ParsedTime> time_at(Cursor& in) {
    ParsedTime result;
    const auto hour = in.number(2);
    std::int64_t minute = 0;
    std::int64_t second = 0;
    std::int64_t nanos = 0;
    const bool colon = in.accept(':');
    if (colon || in.digits() >= 2) {
        const auto m = in.number(2);
        if (!m) {
            return std::nullopt;
        }
        minute = *m;
        if (colon ? in.accept(':') : in.digits() >= 2) {
            const auto s = in.number(2);
            if (!s) {
                return std::nullopt;
            }
            second = *s;
            if (in.accept('.') || in.accept(',')) {
                const std::size_t count = in.digits();
                const auto digits = in.number(count);
                if (!digits || count > 9) {
                    return std::nullopt;
                }
                nanos = *digits;
                for (std::size_t i = count; i < 9; ++i) {
                    nanos *= 10;
                }
            }
        }
    }
    if (!hour || *hour > 23 || minute > 59 || second > 59) {
        return std::nullopt;
    }
    result.time.nanos = (*hour * 3600 + minute * 60 + second) * kNanosPerSecond + nanos;
    if (!in.ended() && in.peek() != '[') {
        result.offset_seconds = offset_at(in);
        if (!result.offset_seconds) {
            return std::nullopt;
        }
    }
    if (in.accept('[')) {
        const std::string_view rest = in.rest();
        if (rest.size() < 2 || rest.back() != ']') {
            return std::nullopt;
        }
        result.zone = std::string(rest.substr(0, rest.size() - 1));
        return result;
    }
    return in.ended() ? std::optional(result) : std::nullopt;
}

/// P2012-02-02T14:37:21.545
std::optional<Duration> date_like_duration(std::string_view text) {
    const std::size_t t = text.find('T');
    Cursor date(text.substr(0, t));
    const auto years = date.number(4);
    const bool dashes = date.accept('-');
    const auto months = date.number(2);
    if (dashes && !date.accept('-')) {
        return std::nullopt;
    }
    const auto days = date.number(2);
    if (!years || !months || !days || !date.ended()) {
        return std::nullopt;
    }
    std::int64_t nanos = 0;
    if (t != std::string_view::npos) {
        Cursor in(text.substr(t + 1));
        const auto time = time_at(in);
        if (!time || time->offset_seconds) {
            return std::nullopt;
        }
        nanos = time->time.nanos;
    }
    return make_duration(*years * 12 + *months, *days, 0, nanos);
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
    Cursor in(text);
    const auto date = date_at(in);
    return in.ended() ? date : std::nullopt;
}

std::optional<std::int32_t> parse_offset(std::string_view text) {
    Cursor in(text);
    const auto offset = offset_at(in);
    return in.ended() ? offset : std::nullopt;
}

std::optional<ParsedTime> parse_time(std::string_view text) {
    Cursor in(text);
    return time_at(in);
}

std::optional<ParsedDateTime> parse_date_time(std::string_view text) {
    const std::size_t t = text.find('T');
    ParsedDateTime result;
    const auto date = parse_date(text.substr(0, t));
    if (!date) {
        return std::nullopt;
    }
    result.date = *date;
    if (t != std::string_view::npos) {
        const auto time = parse_time(text.substr(t + 1));
        if (!time) {
            return std::nullopt;
        }
        result.time = *time;
    }
    return result;
}

std::optional<Duration> parse_duration(std::string_view text) {
    const bool minus = text.starts_with('-');
    if (minus) {
        text.remove_prefix(1);
    }
    if (!text.starts_with('P') || text.size() < 2) {
        return std::nullopt;
    }
    text.remove_prefix(1);
    if (text.find_first_of("YMWDHS") == std::string_view::npos) {
        return date_like_duration(text);
    }
    double months = 0;
    double days = 0;
    double seconds = 0;
    std::int64_t nanos = 0;
    bool in_time = false;
    while (!text.empty()) {
        if (text.front() == 'T') {
            in_time = true;
            text.remove_prefix(1);
            continue;
        }
        const std::size_t end = text.find_first_not_of("+-0123456789.,");
        if (end == 0 || end == std::string_view::npos) {
            return std::nullopt;
        }
        std::string digits(text.substr(0, end));
        for (char& c : digits) {
            c = c == ',' ? '.' : c;
        }
        char* stop = nullptr;
        double amount = std::strtod(digits.c_str(), &stop);
        if (*stop != '\0') {
            return std::nullopt;
        }
        const double sign = minus ? -1 : 1;
        amount *= sign;
        const char unit = text[end];
        text.remove_prefix(end + 1);
        if (!in_time && unit == 'Y') {
            months += amount * 12;
        } else if (!in_time && unit == 'M') {
            months += amount;
        } else if (!in_time && unit == 'W') {
            days += amount * 7;
        } else if (!in_time && unit == 'D') {
            days += amount;
        } else if (in_time && unit == 'H') {
            seconds += amount * 3600;
        } else if (in_time && unit == 'M') {
            seconds += amount * 60;
        } else if (in_time && unit == 'S') {
            // The digits after the point are taken as they stand, for a double would round them.
            const std::size_t point = digits.find('.');
            std::string part = point == std::string::npos ? "" : digits.substr(point + 1);
            part.resize(9, '0');
            const bool negative = minus != (digits.front() == '-');
            nanos += std::strtoll(part.c_str(), nullptr, 10) * (negative ? -1 : 1);
            seconds += std::trunc(amount);
        } else {
            return std::nullopt;
        }
    }
    constexpr double kLongest = 1e17;  // far from where 64 bits overflow
    if (!(std::fabs(months) < kLongest && std::fabs(days) < kLongest &&
          std::fabs(seconds) < kLongest)) {
        return std::nullopt;
    }
    return duration_from(months, days, seconds, nanos);
}

}  // namespace trefoil
