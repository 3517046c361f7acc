#include <fmt/format.h>
#include <fmt/ostream.h>
#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "cli/context.hpp"
#include "cli/standard_output.hpp"
#include "store/backup.hpp"

namespace trefoil::cli {

namespace {

struct BackupOptions {
    std::string folder;
    std::size_t keep = 0;
};

struct RestoreOptions {
    std::string folder;
    std::uint64_t number = 0;
    bool list = false;
};

void print_info(const store::BackupInfo& info, const std::string& format) {
    if (format == "jsonl") {
        const nlohmann::ordered_json line{
            {"backup", info.number}, {"time", info.time},           {"files", info.files},
            {"bytes", info.bytes},   {"new_files", info.new_files}, {"new_bytes", info.new_bytes}};
        fmt::print(standard_output(), "{}\n", line.dump());
        return;
    }
    fmt::print(standard_output(), "backup {} of {}: {} files, {} bytes; of these new {} and {}\n",
               info.number, info.time, info.files, info.bytes, info.new_files, info.new_bytes);
}

void require_folder_store(const Context& context) {
    if (context.db == ":memory:") {
        throw UsageError("a store in memory has no backups; name a folder with --db");
    }
}

int backup(const Context& context, const BackupOptions& options) {
    const std::string format = context.format_of({"text", "jsonl"});
    require_folder_store(context);
    print_info(store::backup_store(context.db, options.folder, options.keep), format);
    return kDone;
}

int restore(const Context& context, const RestoreOptions& options) {
    const std::string format = context.format_of({"text", "jsonl"});
    if (options.list) {
        for (const store::BackupInfo& info : store::list_backups(options.folder)) {
            print_info(info, format);
        }
        return kDone;
    }
    require_folder_store(context);
    if (context.read_only) {
        throw UsageError("this command makes a store, but --read-only was given");
    }
    print_info(
        store::restore_store(options.folder, context.db,
                             options.number == 0 ? std::nullopt : std::optional(options.number)),
        format);
    return kDone;
}

}  // namespace

void add_backup(CLI::App& program, Context& context) {
    auto options = std::make_shared<BackupOptions>();
    CLI::App* command = program.add_subcommand(
        "backup", "Copy the store, while it is used, to a folder of backups");
    command->add_option("FOLDER", options->folder, "The folder of backups; made if need be")
        ->required();
    command->add_option("--keep", options->keep, "Delete the oldest beyond so many (default: none)")
        ->type_name("N");
    command->footer(R"(
Only what changed since the last backup there is copied. Other processes may go on writing; all that was stored before the command
began is in the backup. Formats of the report: text (default), jsonl.

Examples:
  trefoil backup /mnt/backups/news
  trefoil --db news.db backup --keep 7 /mnt/backups/news)");
    command->callback([&context, options] {
        context.run = [&context, options] { return backup(context, *options); };
    });
}

void add_restore(CLI::App& program, Context& context) {
    auto options = std::make_shared<RestoreOptions>();
    CLI::App* command = program.add_subcommand("restore", "Make a store from a backup");
    command->add_option("FOLDER", options->folder, "The folder of backups")->required();
    command->add_option("--number", options->number, "Which backup (default: the latest)")
        ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 62))
        ->type_name("N");
    command->add_flag("--list", options->list, "List the backups there instead");
    command->footer(R"(
The store is made at --db, where none may be: nothing is overwritten. Every byte is compared with its checksum, and the new store is
checked, before it stands there.

Examples:
  trefoil restore --list /mnt/backups/news
  trefoil --db restored.db restore /mnt/backups/news)");
    command->callback([&context, options] {
        context.run = [&context, options] { return restore(context, *options); };
    });
}

}  // namespace trefoil::cli
