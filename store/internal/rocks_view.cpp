#include "store/internal/rocks_view.hpp"

#include <string>

#include "store/internal/count_read.hpp"
#include "store/internal/rocks_status.hpp"

namespace trefoil::store::internal {
namespace {

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
        count_read();
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
        count_read();
        return std::make_unique<RocksCursor>(*database_, options_, family, from, to);
    }

    bool floor(Family family, std::string_view lowest, std::string_view key, bool inclusive,
               FunctionRef<void(std::string_view, std::string_view)> use) const override {
        count_read();
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

}  // namespace

std::shared_ptr<const View> make_rocks_view(std::shared_ptr<Database> database) {
    return std::make_shared<RocksView>(std::move(database));
}

}  // namespace trefoil::store::internal
