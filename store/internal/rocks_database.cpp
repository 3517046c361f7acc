#include "store/internal/rocks_database.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <thread>

#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#include <rocksdb/write_buffer_manager.h>

#include "store/internal/rocks_status.hpp"

namespace trefoil::store::internal {
namespace {

namespace fs = std::filesystem;

constexpr const char* kTextFamily = "text";

/// Says nothing: what fails is reported by the call that fails.
class SilentLogger : public rocksdb::Logger {
  public:
    using rocksdb::Logger::Logv;

    void Logv(const char* /*format*/, va_list /*arguments*/) override {}
};

/// Starts no threads: a database that is only read needs none, and they cost an opening a tenth.
class ReadingEnv : public rocksdb::EnvWrapper {
  public:
    ReadingEnv() : EnvWrapper(rocksdb::Env::Default()) {}

    void IncBackgroundThreadsIfNeeded(int /*number*/, Priority /*priority*/) override {}
};

rocksdb::DBOptions database_options(const OpenOptions& options,
                                    const std::shared_ptr<rocksdb::Cache>& cache) {
    rocksdb::DBOptions o;
    o.info_log = std::make_shared<SilentLogger>();
    o.stats_dump_period_sec = 0;
    o.stats_persist_period_sec = 0;
    o.skip_stats_update_on_db_open = true;
    o.max_open_files =
        -1;  // tables are opened once, and stay readable when a writer removes their files
    o.max_file_opening_threads = 1;
    o.max_background_jobs = 2;
    o.avoid_flush_during_recovery = true;
    o.max_total_wal_size = 16U << 20;  // readers replay it
    o.bytes_per_sync = 1U << 20;
    // a write torn by a crash was not acknowledged and is dropped; any other damage is an error
    o.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
    o.write_buffer_manager =
        std::make_shared<rocksdb::WriteBufferManager>(options.memory_bytes / 4, cache);
    return o;
}

rocksdb::ColumnFamilyOptions family_options(Family family, const OpenOptions& options,
                                            const std::shared_ptr<rocksdb::Cache>& cache) {
    rocksdb::BlockBasedTableOptions table;
    table.block_cache = cache;
    table.block_size = 8U << 10;
    table.format_version = 5;
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
    // what tables keep in memory besides counts as a part of the cache, so that one limit holds
    table.cache_usage_options.options_overrides.insert(
        {rocksdb::CacheEntryRole::kBlockBasedTableReader,
         {rocksdb::CacheEntryRoleOptions::Decision::kEnabled}});
    table.data_block_index_type = rocksdb::BlockBasedTableOptions::kDataBlockBinaryAndHash;
    rocksdb::ColumnFamilyOptions o;
    o.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
    o.compression = family == Family::Graph
                        ? rocksdb::kZSTD
                        : rocksdb::kNoCompression;  // texts are compressed one by one
    o.optimize_filters_for_hits = true;
    o.write_buffer_size = std::clamp<std::size_t>(options.memory_bytes / 8, 1U << 20, 32U << 20);
    o.level_compaction_dynamic_level_bytes = true;
    return o;
}

std::vector<rocksdb::ColumnFamilyDescriptor> families(
    const OpenOptions& options, const std::shared_ptr<rocksdb::Cache>& cache) {
    return {{rocksdb::kDefaultColumnFamilyName, family_options(Family::Graph, options, cache)},
            {kTextFamily, family_options(Family::Text, options, cache)}};
}

/// Opens beside a process that may be writing. Its files may vanish between our reading the
/// manifest and opening them: of tables RocksDB notices, but a log that was flushed and removed in
/// between would silently be missing. So what was opened counts only if the manifest did not change
/// meanwhile.
rocksdb::Status open_read_only(Database& database, const rocksdb::DBOptions& options,
                               const std::vector<rocksdb::ColumnFamilyDescriptor>& descriptors) {
    constexpr int kTries = 200;
    rocksdb::Status status;
    for (int i = 0; i < kTries; ++i) {
        const DatabaseFiles before = look_at_files(database.folder);
        status = rocksdb::DB::OpenForReadOnly(options, database.folder, descriptors,
                                              &database.handles, &database.db);
        if (before.same_manifest(look_at_files(database.folder))) {
            if (status.ok() || (i >= 3 && !WriterLock::is_held(database.folder))) {
                return status;  // nobody changes it: it is really so
            }
        }
        database.close();
        std::this_thread::sleep_for(std::chrono::milliseconds(1 + i / 4));
    }
    return status.ok() ? rocksdb::Status::Busy("another process changes its files all the time")
                       : status;
}

}  // namespace

DatabaseFiles look_at_files(const std::string& folder) {
    DatabaseFiles files;
    std::ifstream current(fs::path(folder) / "CURRENT");
    std::getline(current, files.manifest);
    std::error_code gone;
    files.manifest_size = fs::file_size(fs::path(folder) / files.manifest, gone);
    for (fs::directory_iterator at(folder, gone), end; !gone && at != end; at.increment(gone)) {
        if (at->path().extension() == ".log") {
            std::error_code vanished;
            const std::uintmax_t size = at->file_size(vanished);
            files.logs.emplace_back(at->path().filename().string(), vanished ? 0 : size);
        }
    }
    std::sort(files.logs.begin(), files.logs.end());
    return files;
}

void Database::close() {
    if (db == nullptr) {
        return;
    }
    if (!read_only) {
        flush_if_long();
    }
    for (rocksdb::ColumnFamilyHandle* handle : handles) {
        db->DestroyColumnFamilyHandle(handle);
    }
    handles.clear();
    db->Close();
    delete db;
    db = nullptr;
}

void Database::flush_if_long() {
    std::uintmax_t bytes = 0;
    for (const auto& [name, size] : look_at_files(folder).logs) {
        bytes += size;
    }
    if (bytes > (1U << 20)) {
        db->Flush({}, handles);
    }
}

std::vector<std::string> live_tables(const Database& database) {
    std::vector<rocksdb::LiveFileMetaData> files;
    database.db->GetLiveFilesMetaData(&files);
    std::vector<std::string> names;
    for (const rocksdb::LiveFileMetaData& file : files) {
        names.push_back(file.name.substr(file.name.find_first_not_of('/')));
    }
    std::sort(names.begin(), names.end());
    return names;
}

void throw_no_store(const std::string& folder) {
    throw StoreError("there is no store at " + folder +
                     "; 'trefoil ingest' or 'trefoil import' makes one");
}

std::shared_ptr<Database> open_to_write(const std::string& folder, const OpenOptions& options) {
    if (inspect_folder(folder) == FolderState::Missing) {
        if (!options.create) {
            throw_no_store(folder);
        }
        make_folder(folder);
    }
    auto database = std::make_shared<Database>();
    database->folder = folder;
    database->lock.emplace(folder, options.lock_wait);
    prepare_folder(folder);
    remove_temporary_files(folder);
    const auto cache = rocksdb::NewLRUCache(options.memory_bytes);
    rocksdb::DBOptions settings = database_options(options, cache);
    settings.create_if_missing = !has_database(folder);
    settings.create_missing_column_families = settings.create_if_missing;
    require_ok(rocksdb::DB::Open(settings, folder, families(options, cache), &database->handles,
                                 &database->db),
               "cannot open", folder);
    return database;
}

std::shared_ptr<Database> open_to_read(const std::string& folder, const OpenOptions& options) {
    if (inspect_folder(folder) == FolderState::Missing || !has_database(folder)) {
        throw_no_store(folder);
    }
    auto database = std::make_shared<Database>();
    database->folder = folder;
    database->read_only = true;
    const auto cache = rocksdb::NewLRUCache(options.memory_bytes);
    static ReadingEnv env;
    rocksdb::DBOptions settings = database_options(options, cache);
    settings.env = &env;
    require_ok(open_read_only(*database, settings, families(options, cache)), "cannot open",
               folder);
    return database;
}

}  // namespace trefoil::store::internal
