#include "store/internal/rocks_view.hpp"

#include <array>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "store/internal/count_read.hpp"
#include "store/internal/rocks_status.hpp"

namespace trefoil::store::internal {
namespace {

using IteratorPtr = std::unique_ptr<rocksdb::Iterator>;

/// Iterators of one family that nobody uses: making one costs more than a seek. They see what their
/// view sees, and hold the files of that state as long as it lives. Thread-safe.
class IdleIterators {
  public:
    IteratorPtr take() {
        const std::scoped_lock lock(mutex_);
        if (idle_.empty()) {
            return nullptr;
        }
        IteratorPtr it = std::move(idle_.back());
        idle_.pop_back();
        return it;
    }

    void give_back(IteratorPtr it) {
        const std::scoped_lock lock(mutex_);
        if (idle_.size() < kMost) {
            idle_.push_back(std::move(it));
        }
    }

  private:
    static constexpr std::size_t kMost = 4;
    std::mutex mutex_;
    std::vector<IteratorPtr> idle_;
};

class RocksCursor : public Cursor {
  public:
    RocksCursor(const std::string& folder, IteratorPtr it, IdleIterators& idle,
                std::string_view from, std::string_view to)
        : folder_(folder), from_(from), to_(to), idle_(idle), it_(std::move(it)) {
        it_->Seek(slice(from_));
        check();
    }

    RocksCursor(const RocksCursor&) = delete;
    RocksCursor& operator=(const RocksCursor&) = delete;

    ~RocksCursor() override { idle_.give_back(std::move(it_)); }

    [[nodiscard]] bool valid() const override { return valid_; }

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
    void check() {
        valid_ = it_->Valid();
        if (!valid_) {
            require_ok(it_->status(), "cannot read", folder_);
        } else if (!to_.empty()) {
            valid_ = view_of(it_->key()) < to_;
        }
    }

    const std::string& folder_;
    std::string from_;
    std::string to_;
    IdleIterators& idle_;
    IteratorPtr it_;
    bool valid_ = false;
};

class RocksView : public View {
  public:
    explicit RocksView(std::shared_ptr<Database> database) : database_(std::move(database)) {
        if (!database_->read_only) {  // a read-only database never changes
            options_.snapshot = database_->db->GetSnapshot();
        }
    }

    ~RocksView() override {
        idle_ = {};
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
        return std::make_unique<RocksCursor>(database_->folder, iterator(family), idle(family),
                                             from, to);
    }

    bool floor(Family family, std::string_view lowest, std::string_view key, bool inclusive,
               FunctionRef<void(std::string_view, std::string_view)> use) const override {
        count_read();
        IteratorPtr it = iterator(family);
        it->SeekForPrev(slice(key));
        if (it->Valid() && !inclusive && view_of(it->key()) == key) {
            it->Prev();
        }
        if (!it->Valid()) {
            require_ok(it->status(), "cannot read", database_->folder);
            return false;
        }
        const bool found = view_of(it->key()) >= lowest;
        if (found) {
            use(view_of(it->key()), view_of(it->value()));
        }
        idle(family).give_back(std::move(it));
        return found;
    }

  private:
    [[nodiscard]] IteratorPtr iterator(Family family) const {
        IteratorPtr it = idle(family).take();
        if (it == nullptr) {
            it.reset(database_->db->NewIterator(options_, database_->family(family)));
        }
        return it;
    }

    [[nodiscard]] IdleIterators& idle(Family family) const {
        return (*idle_)[static_cast<std::size_t>(family)];
    }

    std::shared_ptr<Database> database_;
    rocksdb::ReadOptions options_;
    std::unique_ptr<std::array<IdleIterators, kFamilies>> idle_ =
        std::make_unique<std::array<IdleIterators, kFamilies>>();
};

}  // namespace

std::shared_ptr<const View> make_rocks_view(std::shared_ptr<Database> database) {
    return std::make_shared<RocksView>(std::move(database));
}

}  // namespace trefoil::store::internal
