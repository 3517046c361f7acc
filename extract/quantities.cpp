#include "extract/quantities.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

namespace trefoil::extract {

namespace {

std::string trim_number(double number) {
    if (number == std::floor(number) && std::abs(number) < 1e15) {
        return std::to_string(static_cast<std::int64_t>(number));
    }
    std::array<char, 64> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc() ? std::string(digits.data(), end) : std::string();
}

/// The sign of a unit of measure; "" if the word is none.
std::string_view unit_of(std::string_view word) {
    static constexpr WordTable<std::string_view, 52> kUnits(
        {{{"%", "%"},          {"percent", "%"},      {"per-cent", "%"},     {"km", "km"},
          {"kilometre", "km"}, {"kilometres", "km"},  {"kilometer", "km"},   {"kilometers", "km"},
          {"m", "m"},          {"metre", "m"},        {"metres", "m"},       {"meter", "m"},
          {"meters", "m"},     {"cm", "cm"},          {"centimetres", "cm"}, {"centimeters", "cm"},
          {"mm", "mm"},        {"mile", "mi"},        {"miles", "mi"},       {"foot", "ft"},
          {"feet", "ft"},      {"ft", "ft"},          {"inch", "in"},        {"inches", "in"},
          {"yards", "yd"},     {"kg", "kg"},          {"kilogram", "kg"},    {"kilograms", "kg"},
          {"kilos", "kg"},     {"gram", "g"},         {"grams", "g"},        {"tonne", "t"},
          {"tonnes", "t"},     {"ton", "ton"},        {"tons", "ton"},       {"lb", "lb"},
          {"litre", "l"},      {"litres", "l"},       {"liters", "l"},       {"hectares", "ha"},
          {"acres", "acre"},   {"degrees", "degree"}, {"°c", "°C"},          {"°f", "°F"},
          {"kw", "kW"},        {"mw", "MW"},          {"gw", "GW"},          {"gb", "GB"},
          {"mph", "mph"},      {"km/h", "km/h"},      {"barrels", "barrel"}, {"ounces", "oz"}}});
    return kUnits.find(word).value_or("");
}

/// `amount` is the number that stands at `at`; size 0 if none does.
ValueMatch match_money(const ValueWords& words, int at, const ValueWords::Number& amount) {
    if (const std::string_view code = currency_of(words.word(at));
        !code.empty() && words.word(at).back() != 's' && words.word(at) != "won") {
        const ValueWords::Number behind = words.number(at + 1);
        if (behind.size > 0 && !one_of(words.word(at + 1), {"a", "an"})) {
            return {1 + behind.size, EntityType::Money,
                    std::string(code) + " " + trim_number(behind.value), false};
        }
        return {};
    }
    for (const std::string_view sign : {"us$", "a$", "$", "€", "£", "¥"}) {  // "$5" as one token
        if (words.word(at).starts_with(sign) && words.word(at).size() > sign.size()) {
            std::string digits(words.word(at).substr(sign.size()));
            std::erase(digits, ',');
            double value = 0;
            const auto [end, error] =
                std::from_chars(digits.data(), digits.data() + digits.size(), value);
            if (error == std::errc() && end == digits.data() + digits.size()) {
                return {1, EntityType::Money,
                        std::string(currency_of(sign)) + " " + trim_number(value), false};
            }
        }
    }
    if (amount.size == 0) {
        return {};
    }
    int i = at + amount.size;
    std::string_view nation = words.word(i);
    std::string_view code = currency_of(nation);
    if (code.empty() && one_of(nation, {"us", "u.s", "u.s.", "american", "australian", "canadian",
                                        "chinese", "russian", "japanese", "british"})) {
        code = currency_of(words.word(++i));
        if (code == "USD" && nation[0] == 'a' && nation[1] == 'u') {
            code = "AUD";
        } else if (code == "USD" && nation[0] == 'c') {
            code = "CAD";
        }
    }
    if (code.empty() || nation == "won" || (nation == "$")) {
        return {};
    }
    return {i + 1 - at, EntityType::Money, std::string(code) + " " + trim_number(amount.value),
            false};
}

ValueMatch match_duration(const ValueWords& words, int at, const ValueWords::Number& count) {
    int i = at + count.size;
    i += words.word(i) == "-" ? 1 : 0;
    i += one_of(words.word(i), {"consecutive", "more", "full", "whole", "straight"}) ? 1 : 0;
    const auto unit = time_unit_of(words.word(i));
    if (!unit || *unit == TimeUnit::Quarter ||
        (one_of(words.word(at), {"a", "an"}) && *unit == TimeUnit::Second) ||
        words.word(i + 1) == "-" || one_of(words.word(i + 1), {"old"})) {
        return {};
    }
    if (*unit == TimeUnit::Second && words.word(i) == "second") {
        return {};
    }
    const std::string n = trim_number(*unit == TimeUnit::Decade    ? count.value * 10
                                      : *unit == TimeUnit::Century ? count.value * 100
                                                                   : count.value);
    std::string value;
    switch (*unit) {
        case TimeUnit::Second:
            value = "PT" + n + "S";
            break;
        case TimeUnit::Minute:
            value = "PT" + n + "M";
            break;
        case TimeUnit::Hour:
            value = "PT" + n + "H";
            break;
        case TimeUnit::Day:
            value = "P" + n + "D";
            break;
        case TimeUnit::Week:
            value = "P" + n + "W";
            break;
        case TimeUnit::Month:
            value = "P" + n + "M";
            break;
        default:
            value = "P" + n + "Y";
            break;
    }
    return {i + 1 - at, EntityType::Quantity, value, false};
}

ValueMatch match_measure(const ValueWords& words, int at, const ValueWords::Number& amount) {
    if (one_of(words.word(at), {"a", "an"})) {
        return {};
    }
    int i = at + amount.size;
    if (words.word(i) == "per" && words.word(i + 1) == "cent") {
        return {amount.size + 2, EntityType::Quantity, trim_number(amount.value) + " %", false};
    }
    if (const std::string_view unit = unit_of(words.word(i)); !unit.empty()) {
        return {amount.size + 1, EntityType::Quantity,
                trim_number(amount.value) + " " + std::string(unit), false};
    }
    return {};
}

}  // namespace

std::string_view currency_of(std::string_view w) {
    static constexpr WordTable<std::string_view, 42> kCurrencies(
        {{{"$", "USD"},       {"us$", "USD"},     {"usd", "USD"},    {"dollar", "USD"},
          {"dollars", "USD"}, {"€", "EUR"},       {"eur", "EUR"},    {"euro", "EUR"},
          {"euros", "EUR"},   {"£", "GBP"},       {"gbp", "GBP"},    {"pound", "GBP"},
          {"pounds", "GBP"},  {"¥", "JPY"},       {"yen", "JPY"},    {"jpy", "JPY"},
          {"yuan", "CNY"},    {"rmb", "CNY"},     {"cny", "CNY"},    {"renminbi", "CNY"},
          {"ruble", "RUB"},   {"rubles", "RUB"},  {"rouble", "RUB"}, {"roubles", "RUB"},
          {"rub", "RUB"},     {"₹", "INR"},       {"rupee", "INR"},  {"rupees", "INR"},
          {"inr", "INR"},     {"a$", "AUD"},      {"au$", "AUD"},    {"aud", "AUD"},
          {"c$", "CAD"},      {"ca$", "CAD"},     {"cad", "CAD"},    {"nz$", "NZD"},
          {"hk$", "HKD"},     {"chf", "CHF"},     {"won", "KRW"},    {"₩", "KRW"},
          {"hryvnia", "UAH"}, {"hryvnias", "UAH"}}});
    return kCurrencies.find(w).value_or("");
}

ValueMatch match_amount(const ValueWords& words, int at) {
    const ValueWords::Number number = words.number(at);
    ValueMatch match = match_money(words, at, number);
    if (!match && number.size > 0) {
        match = match_duration(words, at, number);
        match = match ? match : match_measure(words, at, number);
    }
    return match;
}

}  // namespace trefoil::extract
