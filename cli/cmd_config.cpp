#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <fmt/ostream.h>
#include <fmt/ranges.h>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/context.hpp"
#include "cli/standard_output.hpp"

namespace trefoil::cli {

namespace {

struct Setting {
    std::string name;
    std::string value;
    std::string origin;
};

bool was_written(const Context& context, const CLI::Option& option) {
    return std::ranges::any_of(context.arguments, [&](const std::string& argument) {
        const std::string name = argument.substr(0, argument.find('='));
        return std::ranges::any_of(
                   option.get_lnames(),
                   [&](const std::string& known) { return name == "--" + known; }) ||
               std::ranges::any_of(option.get_snames(), [&](const std::string& known) {
                   return name.starts_with("-" + known) && !name.starts_with("--");
               });
    });
}

/// Flags win over the environment, and it wins over the configuration file.
std::string origin_of(const Context& context, const CLI::App& program, const CLI::Option& option) {
    if (option.count() == 0) {
        return "default";
    }
    if (was_written(context, option)) {
        return "command line";
    }
    if (option.check_lname("db") && std::getenv("TREFOIL_DB") != nullptr) {
        return "environment (TREFOIL_DB)";
    }
    return "file " + program.get_config_ptr()->as<std::string>();
}

std::vector<Setting> settings_of(const Context& context, const CLI::App& program) {
    std::vector<Setting> settings;
    for (const CLI::Option* option : program.get_options()) {
        if (!option->get_configurable() || option->get_lnames().empty() ||
            option == program.get_config_ptr()) {
            continue;
        }
        const std::string given = fmt::format("{}", fmt::join(option->results(), " "));
        settings.push_back({option->get_lnames().front(),
                            option->count() > 0 ? given : option->get_default_str(),
                            origin_of(context, program, *option)});
    }
    return settings;
}

int show(const Context& context, const CLI::App& program, bool with_origin) {
    const bool json = context.format_of({"text", "jsonl"}) == "jsonl";
    for (const Setting& setting : settings_of(context, program)) {
        if (json) {
            nlohmann::ordered_json row{{"name", setting.name}, {"value", setting.value}};
            if (with_origin) {
                row["origin"] = setting.origin;
            }
            fmt::print(standard_output(), "{}\n", row.dump());
        } else {
            fmt::print(standard_output(), "{}{} = {}{}\n", setting.value.empty() ? "# " : "",
                       setting.name, printable(setting.value),
                       with_origin ? "  # " + printable(setting.origin) : "");
        }
    }
    return kDone;
}

}  // namespace

void add_config(CLI::App& program, Context& context) {
    for (CLI::Option* option : program.get_options()) {
        if (!option->get_default_str().empty()) {
            continue;
        }
        if (option->get_expected_min() > 0) {
            option->capture_default_str();
        } else {
            option->default_str("false");
        }
    }
    auto with_origin = std::make_shared<bool>(false);
    CLI::App* command = program.add_subcommand("config", "Show the settings that hold");
    command->require_subcommand(1);
    CLI::App* shown = command->add_subcommand("show", "List every global option with its value");
    shown->add_flag(
        "--origin", *with_origin,
        "Also say where each value comes from: command line, environment, file, default");
    shown->fallthrough();
    command->footer(R"(
A line that begins with # is not set. Without --origin, what it prints can be used as a file for --config. Formats: text (default), jsonl.

Examples:
  trefoil config show
  trefoil --config trefoil.ini --memory 1G config show --origin)");
    shown->callback([&context, &program, with_origin] {
        context.run = [&context, &program, with_origin] {
            return show(context, program, *with_origin);
        };
    });
}

}  // namespace trefoil::cli
