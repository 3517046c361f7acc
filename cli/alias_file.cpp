#include "cli/alias_file.hpp"

#include <fstream>
#include <optional>
#include <vector>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "cli/named_entity.hpp"
#include "graph/merges.hpp"
#include "graph/names.hpp"

namespace trefoil::cli {

namespace {

std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> names;
    for (std::size_t at = 0; at <= line.size();) {
        const auto end = std::min(line.find('\t', at), line.size());
        if (end > at) {
            names.push_back(line.substr(at, end - at));
        }
        at = end + 1;
    }
    return names;
}

bool is_known(const graph::GraphView& view, const std::string& name) {
    const auto found = graph::find_by_name(view, name);
    return found.match != graph::NameMatch::Near && !found.nodes.empty() &&
           !graph::is_local_node(view, found.nodes[0]);
}

void apply_pair(store::Store& store, const std::string& first, const std::string& second,
                bool never, const extract::Gazetteer& gazetteer, AliasReport& report) {
    const graph::GraphView view(store.snapshot());
    if (!is_known(view, first) || !is_known(view, second)) {
        ++report.waiting;
        return;
    }
    const auto a = named_entity(view, first);
    const auto b = named_entity(view, second);
    if (never && a == b) {
        graph::unmerge(store, a, first, b, second, gazetteer);
        ++report.kept_apart;
    } else if (never) {
        graph::keep_apart(store, a, b, gazetteer);
        ++report.kept_apart;
    } else if (a == b) {
        ++report.already;
    } else {
        graph::merge(store, a, b, gazetteer);
        ++report.merged;
    }
}

}  // namespace

AliasReport apply_alias_file(store::Store& store, const std::string& file,
                             const extract::Gazetteer& gazetteer) {
    std::ifstream in(file);
    if (!in) {
        throw InputError("cannot read the file of aliases", file);
    }
    AliasReport report;
    std::string line;
    for (std::uint64_t number = 1; std::getline(in, line); ++number) {
        if (!line.empty() && line.back() == '\r') {
            line.pop_back();
        }
        if (line.empty() || line.starts_with("#")) {
            continue;
        }
        const bool never = line.starts_with("!");
        const auto names = cells(never ? line.substr(1) : line);
        if (names.size() < 2) {
            throw InputError("a line of aliases needs two names or more, separated by tabs", file,
                             number);
        }
        try {
            for (std::size_t i = 1; i < names.size(); ++i) {
                apply_pair(store, names[0], names[i], never, gazetteer, report);
            }
        } catch (const UsageError& error) {
            throw InputError(error.what(), file, number);
        }
    }
    return report;
}

}  // namespace trefoil::cli
