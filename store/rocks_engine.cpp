// The RocksDB backend: two column families (the default one for the graph, "text"), one write-ahead
// log, synced at each write. A store that is open read-only is opened anew when another process has
// changed it, between two snapshots.

#include "store/internal/rocks_engine.hpp"

#include <chrono>
#include <filesystem>
#include <mutex>
#include <vector>

#include <rocksdb/db.h>
#include <rocksdb/sst_file_writer.h>

#include "store/internal/bytes.hpp"
#include "store/internal/codec.hpp"
#include "store/internal/keys.hpp"
#include "store/internal/rocks_database.hpp"
#include "store/internal/rocks_status.hpp"
#include "store/internal/rocks_view.hpp"

namespace trefoil::store::internal {
namespace {

namespace fs = std::filesystem;

std::uint64_t folder_bytes(const std::string& folder) {
    std::uint64_t bytes = 0;
    std::error_code gone;
    for (fs::directory_iterator at(folder, gone), end; !gone && at != end; at.increment(gone)) {
        std::error_code vanished;  // files may go while we look
        const std::uintmax_t size = at->file_size(vanished);
        bytes += vanished ? 0 : size;
    }
    return bytes;
}

/// The view as of the last write, made when first asked for: snapshots between two writes share it.
/// Thread-safe.
class CurrentView {
  public:
    std::shared_ptr<const View> get(const std::shared_ptr<Database>& database) {
        const std::scoped_lock lock(mutex_);
        if (view_ == nullptr) {
            view_ = make_rocks_view(database);
        }
        return view_;
    }

    /// To be called after each write, before it is acknowledged.
    void forget() {
        const std::scoped_lock lock(mutex_);
        view_.reset();
    }

  private:
    std::mutex mutex_;
    std::shared_ptr<const View> view_;
};

/// One sorted file for each range, taken over by the database in one step.
class RocksBulkWriter : public BulkWriter {
  public:
    RocksBulkWriter(std::shared_ptr<Database> database, CurrentView& current)
        : database_(std::move(database)), current_(current) {}

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
        current_.forget();
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
    CurrentView& current_;
    std::unique_ptr<rocksdb::SstFileWriter> writer_;
    std::vector<std::string> files_;
    bool empty_ = true;
};

class RocksEngine : public Engine {
  public:
    explicit RocksEngine(std::shared_ptr<Database> database) : database_(std::move(database)) {}

    [[nodiscard]] std::shared_ptr<const View> snapshot() const override {
        return current_.get(database_);
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
        return std::make_unique<RocksBulkWriter>(database_, current_);
    }

    [[nodiscard]] std::string temporary_folder() const override { return database_->folder; }

    void compact() override {
        current_.forget();  // its cursors would hold the files of before
        rocksdb::CompactRangeOptions options;
        options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForceOptimized;
        for (rocksdb::ColumnFamilyHandle* handle : database_->handles) {
            require_ok(database_->db->CompactRange(options, handle, nullptr, nullptr),
                       "cannot compact", database_->folder);
        }
    }

    [[nodiscard]] bool read_only() const override { return false; }

    [[nodiscard]] std::uint64_t disk_bytes() const override {
        return folder_bytes(database_->folder);
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
        current_.forget();
    }

    std::shared_ptr<Database> database_;
    mutable CurrentView current_;
};

/// Reads what another process may be writing.
class ReadOnlyEngine : public Engine {
  public:
    ReadOnlyEngine(const std::string& folder, const OpenOptions& options)
        : folder_(folder), options_(options), files_(look_at_files(folder)) {
        database_ = open_to_read(folder, options);
    }

    [[nodiscard]] std::shared_ptr<const View> snapshot() const override {
        const std::scoped_lock lock(mutex_);
        catch_up();
        return current_.get(database_);
    }

    void write(const Changes& /*changes*/) override { refuse(); }

    void reset(const Changes& /*changes*/) override { refuse(); }

    [[nodiscard]] std::unique_ptr<BulkWriter> bulk_writer() override { refuse(); }

    void compact() override { refuse(); }

    [[nodiscard]] bool read_only() const override { return true; }

    [[nodiscard]] std::string temporary_folder() const override {
        return fs::temp_directory_path();
    }

    [[nodiscard]] std::uint64_t disk_bytes() const override { return folder_bytes(folder_); }

  private:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::milliseconds kLookEvery{50};

    [[noreturn]] static void refuse() { throw StoreError("the store was opened read-only"); }

    /// Opens again if the files have changed. Where that fails, what is open goes on: a writer is
    /// at work.
    void catch_up() const {
        if (Clock::now() - looked_ < kLookEvery) {
            return;
        }
        looked_ = Clock::now();
        DatabaseFiles files = look_at_files(folder_);
        if (files == files_) {
            return;
        }
        try {
            database_ = open_to_read(folder_, options_);
            files_ = std::move(files);
            current_.forget();
        } catch (const StoreError&) {  // next time
        }
    }

    std::string folder_;
    OpenOptions options_;
    mutable std::mutex mutex_;     ///< guards what follows
    mutable DatabaseFiles files_;  ///< as they were before opening
    mutable std::shared_ptr<Database> database_;
    mutable CurrentView current_;
    mutable Clock::time_point looked_ = Clock::now();
};

bool is_fresh(const View& view, const std::string& folder) {
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
    std::unique_ptr<Engine> engine;
    if (options.read_only) {
        engine = std::make_unique<ReadOnlyEngine>(folder, options);
    } else {
        engine = std::make_unique<RocksEngine>(open_to_write(folder, options));
    }
    if (is_fresh(*engine->snapshot(), folder)) {
        if (options.read_only) {
            throw_no_store(folder);
        }
        engine->write(initial);
    }
    return engine;
}

}  // namespace trefoil::store::internal
