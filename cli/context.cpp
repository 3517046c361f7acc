#include "cli/context.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "cli/report.hpp"

namespace trefoil::cli {

graph::ViewFilter Context::filter() const {
    graph::ViewFilter filter;
    filter.all = facts == "all";
    filter.min_confidence = min_confidence.value_or(0);
    filter.min_sources = min_sources;
    filter.attributed = attributed;
    filter.since = since;
    filter.until = until;
    return filter;
}

std::size_t Context::memory_bytes() const {
    std::uint64_t value = 0;
    const char* end = memory.data() + memory.size();
    const auto [rest, error] = std::from_chars(memory.data(), end, value);
    const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
    const std::string_view letters = "KMGT";
    const std::size_t power = unit.empty() ? 0 : letters.find(unit.front() & ~0x20) + 1;
    const bool unit_known =
        unit.empty() ||
        (power != 0 && (unit.size() == 1 || unit == "KB" || unit == "MB" || unit == "GB"));
    if (error != std::errc() || !unit_known || value == 0 || value > (std::uint64_t{1} << 40)) {
        throw UsageError("--memory: '" + memory + "' is not a size; write for example 512M or 2G");
    }
    return static_cast<std::size_t>(value) << (10 * power);
}

store::OpenOptions Context::open_options(Access access) const {
    if (access != Access::Read && read_only) {
        throw UsageError("this command changes the store, but --read-only was given");
    }
    store::OpenOptions options;
    options.memory_bytes = memory_bytes();
    options.read_only = access == Access::Read;
    options.create = access == Access::Create;
    if (db == ":memory:") {
        options.create = true;
        options.read_only = false;
    }
    return options;
}

std::unique_ptr<store::Store> Context::open(Access access) const {
    return store::open_store(db, open_options(access));
}

std::string Context::format_of(const std::vector<std::string>& known) const {
    if (format.empty()) {
        return known.front();
    }
    if (std::ranges::find(known, format) == known.end()) {
        throw UsageError(
            fmt::format("--format {}: this command knows {}", format, fmt::join(known, ", ")));
    }
    return format;
}

void Context::say(std::string_view line) const {
    if (!quiet) {
        fmt::print(stderr, "{}\n", line);
    }
}

void Context::report(const std::exception& error) const {
    report_error(error, json_errors);
}

}  // namespace trefoil::cli
