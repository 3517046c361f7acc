// The RocksDB backend: two column families (the default one for the graph, "text"), one write-ahead
// log, synced at each write. Settings keep opening cheap (no info log, no statistics threads,
// tables opened once) and memory bounded (one cache for blocks, indexes and write buffers).

#include "store/internal/rocks_engine.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <thread>
#include <vector>

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/sst_file_writer.h>
#include <rocksdb/table.h>
#include <rocksdb/write_buffer_manager.h>

#include "store/internal/bytes.hpp"
#include "store/internal/codec.hpp"
#include "store/internal/keys.hpp"
#include "store/internal/rocks_status.hpp"
#include "store/internal/store_folder.hpp"

namespace trefoil::store::internal {
namespace {

namespace fs = std::filesystem;

constexpr const char* kTextFamily = "text";

rocksdb::Slice slice(std::string_view s) {
    return {s.data(), s.size()};
}

std::string_view view_of(const rocksdb::Slice& s) {
    return {s.data(), s.size()};
}

/// Says nothing: what fails is reported by the call that fails.
class SilentLogger : public rocksdb::Logger {
  public:
    using rocksdb::Logger::Logv;

    void Logv(const char* /*format*/, va_list /*arguments*/) override {}
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
    o.max_total_wal_size = 64U << 20;
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
    table.cache_index_and_filter_blocks = true;
    table.cache_index_and_filter_blocks_with_high_priority = true;
    table.pin_l0_filter_and_index_blocks_in_cache = true;
    table.index_type = rocksdb::BlockBasedTableOptions::kBinarySearch;
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

/// An open database with its lock. Closed when the last view, cursor or engine lets go.
struct Database {
    std::optional<WriterLock> lock;
    std::string folder;
    bool read_only = false;
    rocksdb::DB* db = nullptr;
    std::vector<rocksdb::ColumnFamilyHandle*> handles;

    Database() = default;
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    ~Database() { close(); }

    void close() {
        if (db == nullptr) {
            return;
        }
        if (!read_only) {
            flush_if_large();
        }
        for (rocksdb::ColumnFamilyHandle* handle : handles) {
            db->DestroyColumnFamilyHandle(handle);
        }
        handles.clear();
        db->Close();
        delete db;
        db = nullptr;
    }

    [[nodiscard]] rocksdb::ColumnFamilyHandle* family(Family f) const {
        return handles[static_cast<std::size_t>(f)];
    }

  private:
    /// A long log makes the next opening slow.
    void flush_if_large() {
        std::uint64_t bytes = 0;
        db->GetAggregatedIntProperty(rocksdb::DB::Properties::kCurSizeAllMemTables, &bytes);
        if (bytes > (4U << 20)) {
            db->Flush({}, handles);
        }
    }
};

class RocksCursor : public Cursor {
  public:
    RocksCursor(const Database& database, const rocksdb::ReadOptions& base, Family family,
                std::string_view from, std::string_view to)
        : folder_(database.folder), from_(from), to_(to), upper_(slice(to_)) {
        rocksdb::ReadOptions options = base;
        if (!to_.empty()) {
            options.iterate_upper_bound = &upper_;
        }
        it_.reset(database.db->NewIterator(options, database.family(family)));
        it_->Seek(slice(from_));
        check();
    }

    [[nodiscard]] bool valid() const override { return it_->Valid(); }

    void next() override {
        it_->Next();
        check();
    }

    void seek(std::string_view key) override {
        it_->Seek(slice(key < from_ ? std::string_view(from_) : key));
        check();
    }

    [[nodiscard]] std::string_view key() const override { return view_of(it_->key()); }

    [[nodiscard]] std::string_view value() const override { return view_of(it_->value()); }

  private:
    void check() const {
        if (!it_->Valid()) {
            require_ok(it_->status(), "cannot read", folder_);
        }
    }

    const std::string& folder_;
    std::string from_;
    std::string to_;
    rocksdb::Slice upper_;
    std::unique_ptr<rocksdb::Iterator> it_;
};

class RocksView : public View {
  public:
    explicit RocksView(std::shared_ptr<Database> database) : database_(std::move(database)) {
        if (!database_->read_only) {  // a read-only database never changes
            options_.snapshot = database_->db->GetSnapshot();
        }
    }

    ~RocksView() override {
        if (options_.snapshot != nullptr) {
            database_->db->ReleaseSnapshot(options_.snapshot);
        }
    }

    bool get(Family family, std::string_view key,
             FunctionRef<void(std::string_view)> use) const override {
        rocksdb::PinnableSlice value;
        const rocksdb::Status status =
            database_->db->Get(options_, database_->family(family), slice(key), &value);
        if (status.IsNotFound()) {
            return false;
        }
        require_ok(status, "cannot read", database_->folder);
        use(view_of(value));
        return true;
    }

    [[nodiscard]] std::unique_ptr<Cursor> range(Family family, std::string_view from,
                                                std::string_view to) const override {
        return std::make_unique<RocksCursor>(*database_, options_, family, from, to);
    }

    bool floor(Family family, std::string_view lowest, std::string_view key, bool inclusive,
               FunctionRef<void(std::string_view, std::string_view)> use) const override {
        rocksdb::ReadOptions options = options_;
        const rocksdb::Slice lower = slice(lowest);
        options.iterate_lower_bound = &lower;
        const std::unique_ptr<rocksdb::Iterator> it(
            database_->db->NewIterator(options, database_->family(family)));
        it->SeekForPrev(slice(key));
        if (it->Valid() && !inclusive && view_of(it->key()) == key) {
            it->Prev();
        }
        if (!it->Valid()) {
            require_ok(it->status(), "cannot read", database_->folder);
            return false;
        }
        use(view_of(it->key()), view_of(it->value()));
        return true;
    }

  private:
    std::shared_ptr<Database> database_;
    rocksdb::ReadOptions options_;
};

/// One sorted file for each range, taken over by the database in one step.
class RocksBulkWriter : public BulkWriter {
  public:
    explicit RocksBulkWriter(std::shared_ptr<Database> database) : database_(std::move(database)) {}

    ~RocksBulkWriter() override {
        for (const std::string& file : files_) {
            std::error_code ignored;
            fs::remove(file, ignored);
        }
    }

    void begin_range() override {
        end_range();
        rocksdb::Options options = database_->db->GetOptions(database_->family(Family::Graph));
        constexpr bool kKeepPages = false;
        constexpr bool kSkipFilters = true;  // these files go to the last level, which has none
        writer_ = std::make_unique<rocksdb::SstFileWriter>(
            rocksdb::EnvOptions(), options, database_->family(Family::Graph), kKeepPages,
            rocksdb::Env::IOPriority::IO_TOTAL, kSkipFilters);
        files_.push_back((fs::path(database_->folder) /
                          (kTemporaryPrefix + std::to_string(files_.size()) + ".sst"))
                             .string());
        check(writer_->Open(files_.back()));
        empty_ = true;
    }

    void put(std::string_view key, std::string_view value) override {
        check(writer_->Put(slice(key), slice(value)));
        empty_ = false;
    }

    void erase(std::string_view key) override {
        check(writer_->Delete(slice(key)));
        empty_ = false;
    }

    void finish() override {
        end_range();
        rocksdb::IngestExternalFileOptions options;
        options.move_files = true;
        options.write_global_seqno = false;
        check(database_->db->IngestExternalFile(database_->family(Family::Graph), files_, options));
    }

  private:
    void end_range() {
        if (writer_ == nullptr) {
            return;
        }
        if (empty_) {  // a file without entries cannot be finished
            writer_.reset();
            std::error_code ignored;
            fs::remove(files_.back(), ignored);
            files_.pop_back();
            return;
        }
        check(writer_->Finish());
        writer_.reset();
    }

    void check(const rocksdb::Status& status) const {
        require_ok(status, "cannot write", database_->folder);
    }

    std::shared_ptr<Database> database_;
    std::unique_ptr<rocksdb::SstFileWriter> writer_;
    std::vector<std::string> files_;
    bool empty_ = true;
};

class RocksEngine : public Engine {
  public:
    explicit RocksEngine(std::shared_ptr<Database> database) : database_(std::move(database)) {}

    [[nodiscard]] std::shared_ptr<const View> snapshot() const override {
        return std::make_shared<RocksView>(database_);
    }

    void write(const Changes& changes) override {
        rocksdb::WriteBatch batch;
        add(changes, batch);
        apply(batch);
    }

    void reset(const Changes& changes) override {
        rocksdb::WriteBatch batch;
        for (rocksdb::ColumnFamilyHandle* handle : database_->handles) {
            batch.DeleteRange(handle, rocksdb::Slice(), rocksdb::Slice("\xFF\xFF", 2));
        }
        add(changes, batch);
        apply(batch);
        compact();
    }

    [[nodiscard]] std::unique_ptr<BulkWriter> bulk_writer() override {
        return std::make_unique<RocksBulkWriter>(database_);
    }

    [[nodiscard]] std::string temporary_folder() const override { return database_->folder; }

    void compact() override {
        rocksdb::CompactRangeOptions options;
        options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForceOptimized;
        for (rocksdb::ColumnFamilyHandle* handle : database_->handles) {
            require_ok(database_->db->CompactRange(options, handle, nullptr, nullptr),
                       "cannot compact", database_->folder);
        }
    }

    [[nodiscard]] bool read_only() const override { return database_->read_only; }

    [[nodiscard]] std::uint64_t disk_bytes() const override {
        std::uint64_t bytes = 0;
        std::error_code gone;  // files may vanish while we look
        for (const auto& entry : fs::directory_iterator(database_->folder, gone)) {
            const std::uintmax_t size = entry.file_size(gone);
            bytes += gone ? 0 : size;
        }
        return bytes;
    }

  private:
    void add(const Changes& changes, rocksdb::WriteBatch& batch) const {
        for (std::size_t f = 0; f < kFamilies; ++f) {
            rocksdb::ColumnFamilyHandle* handle = database_->handles[f];
            for (const auto& [key, change] : changes[f]) {
                const rocksdb::Status status = change.value.has_value()
                                                   ? batch.Put(handle, key, *change.value)
                                                   : batch.Delete(handle, key);
                require_ok(status, "cannot write", database_->folder);
            }
        }
    }

    void apply(rocksdb::WriteBatch& batch) {
        rocksdb::WriteOptions options;
        options.sync = true;
        require_ok(database_->db->Write(options, &batch), "cannot write", database_->folder);
    }

    std::shared_ptr<Database> database_;
};

std::vector<rocksdb::ColumnFamilyDescriptor> families(
    const OpenOptions& options, const std::shared_ptr<rocksdb::Cache>& cache) {
    return {{rocksdb::kDefaultColumnFamilyName, family_options(Family::Graph, options, cache)},
            {kTextFamily, family_options(Family::Text, options, cache)}};
}

/// The manifest as of now: it changes with each flush, ingestion and compaction, before any file
/// that it listed goes away.
struct ManifestState {
    std::string name;
    std::uintmax_t size = 0;

    bool operator==(const ManifestState&) const = default;
};

ManifestState manifest_state(const fs::path& folder) {
    ManifestState state;
    std::ifstream current(folder / "CURRENT");
    std::getline(current, state.name);
    std::error_code gone;
    state.size = fs::file_size(folder / state.name, gone);
    return state;
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
        const ManifestState before = manifest_state(database.folder);
        status = rocksdb::DB::OpenForReadOnly(options, database.folder, descriptors,
                                              &database.handles, &database.db);
        if (before == manifest_state(database.folder)) {
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

bool is_fresh(const RocksView& view, const std::string& folder) {
    std::uint64_t version = 0;
    if (view.get(Family::Graph, keys::of(keys::kFormat),
                 [&](std::string_view bytes) { version = ByteReader(bytes).varint(); })) {
        if (version > kFormatVersion) {
            throw StoreError("cannot open the store " + folder + ": it has format " +
                             std::to_string(version) + ", this program knows formats up to " +
                             std::to_string(kFormatVersion) + "; use a newer trefoil");
        }
        return false;
    }
    if (view.range(Family::Graph, {}, {})->valid()) {
        throw CorruptionError("cannot open the store " + folder +
                              ": it is damaged (its format record is missing); restore a backup");
    }
    return true;
}

}  // namespace

std::unique_ptr<Engine> open_rocks_engine(const std::string& folder, const OpenOptions& options,
                                          const Changes& initial) {
    const bool missing = inspect_folder(folder) == FolderState::Missing;
    if (missing && (options.read_only || !options.create)) {
        throw StoreError("there is no store at " + folder +
                         "; 'trefoil ingest' or 'trefoil import' makes one");
    }
    auto database = std::make_shared<Database>();
    database->folder = folder;
    database->read_only = options.read_only;
    if (!options.read_only) {
        if (missing) {
            std::error_code error;
            fs::create_directories(folder, error);
            if (error) {
                throw StoreError("cannot create the store " + folder + ": " + error.message());
            }
        }
        database->lock.emplace(folder, options.lock_wait);
        prepare_folder(folder);
        remove_temporary_files(folder);
    }
    const auto cache = rocksdb::NewLRUCache(options.memory_bytes);
    rocksdb::DBOptions settings = database_options(options, cache);
    const auto descriptors = families(options, cache);
    const bool exists = has_database(folder);
    if (options.read_only && !exists) {
        throw StoreError("there is no store at " + folder +
                         " yet; 'trefoil ingest' or 'trefoil import' makes one");
    }
    settings.create_if_missing = !exists;
    settings.create_missing_column_families = !exists;
    const rocksdb::Status status =
        options.read_only
            ? open_read_only(*database, settings, descriptors)
            : rocksdb::DB::Open(settings, folder, descriptors, &database->handles, &database->db);
    require_ok(status, "cannot open", folder);
    auto engine = std::make_unique<RocksEngine>(database);
    if (is_fresh(RocksView(database), folder)) {
        if (options.read_only) {
            throw StoreError("there is no store at " + folder +
                             " yet; 'trefoil ingest' or 'trefoil import' makes one");
        }
        engine->write(initial);
    }
    return engine;
}

}  // namespace trefoil::store::internal
