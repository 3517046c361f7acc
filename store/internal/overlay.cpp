#include "store/internal/overlay.hpp"

#include <cassert>

namespace trefoil::store::internal {
namespace {

using ChangeMap = std::map<std::string, Change, std::less<>>;

/// Merges the base's cursor with the pending changes; on equal keys the change wins, removals hide.
class OverlayCursor : public Cursor {
  public:
    OverlayCursor(std::unique_ptr<Cursor> base, const ChangeMap& changes, std::string_view from,
                  std::string_view to)
        : base_(std::move(base)), changes_(changes), from_(from), to_(to), current_(from) {
        own_ = changes_.lower_bound(from);
        settle();
    }

    [[nodiscard]] bool valid() const override { return valid_; }

    void next() override {
        own_ = changes_.upper_bound(current_);
        if (base_->valid() && base_->key() == current_) {
            base_->next();
        }
        settle();
    }

    void seek(std::string_view key) override {
        if (key < from_) {
            key = from_;
        }
        own_ = changes_.lower_bound(key);
        base_->seek(key);
        settle();
    }

    [[nodiscard]] std::string_view key() const override { return current_; }

    [[nodiscard]] std::string_view value() const override {
        return from_own_ ? std::string_view(*own_->second.value) : base_->value();
    }

  private:
    /// Finds the smaller of the two sides, stepping over what is removed.
    void settle() {
        while (true) {
            const bool has_own = own_ != changes_.end() && (to_.empty() || own_->first < to_);
            const bool has_base = base_->valid();
            valid_ = has_own || has_base;
            if (!valid_) {
                return;
            }
            const int order = !has_own ? 1 : !has_base ? -1 : own_->first.compare(base_->key());
            from_own_ = order <= 0;
            if (!from_own_) {
                current_ = base_->key();
                return;
            }
            if (own_->second.value.has_value()) {
                current_ = own_->first;
                return;
            }
            if (order == 0) {
                base_->next();
            }
            ++own_;
        }
    }

    std::unique_ptr<Cursor> base_;
    const ChangeMap& changes_;
    ChangeMap::const_iterator own_;
    std::string from_;
    std::string to_;
    std::string current_;
    bool from_own_ = false;
    bool valid_ = false;
};

}  // namespace

bool Overlay::get(Family family, std::string_view key,
                  FunctionRef<void(std::string_view)> use) const {
    const ChangeMap& changes = changes_[static_cast<std::size_t>(family)];
    const auto found = changes.find(key);
    if (found == changes.end()) {
        return base_->get(family, key, use);
    }
    if (!found->second.value.has_value()) {
        return false;
    }
    use(*found->second.value);
    return true;
}

std::unique_ptr<Cursor> Overlay::range(Family family, std::string_view from,
                                       std::string_view to) const {
    return std::make_unique<OverlayCursor>(base_->range(family, from, to),
                                           changes_[static_cast<std::size_t>(family)], from, to);
}

bool Overlay::floor(Family family, std::string_view lowest, std::string_view key, bool inclusive,
                    FunctionRef<void(std::string_view, std::string_view)> use) const {
    const ChangeMap& changes = changes_[static_cast<std::size_t>(family)];
    std::string limit(key);
    while (true) {
        auto own = inclusive ? changes.upper_bound(limit) : changes.lower_bound(limit);
        const bool has_own = own != changes.begin() && (--own)->first >= lowest;
        std::string base_key;
        std::string base_value;
        const bool has_base = base_->floor(family, lowest, limit, inclusive,
                                           [&](std::string_view k, std::string_view v) {
                                               base_key = k;
                                               base_value = v;
                                           });
        if (!has_own && !has_base) {
            return false;
        }
        if (has_base && (!has_own || own->first < base_key)) {
            use(base_key, base_value);
            return true;
        }
        if (own->second.value.has_value()) {
            use(own->first, *own->second.value);
            return true;
        }
        limit = own->first;
        inclusive = false;
    }
}

void Overlay::put(Family family, std::string_view key, std::string value) {
    set(family, key, std::move(value));
}

void Overlay::erase(Family family, std::string_view key) {
    set(family, key, std::nullopt);
}

void Overlay::set(Family family, std::string_view key, std::optional<std::string> value) {
    ChangeMap& changes = changes_[static_cast<std::size_t>(family)];
    auto found = changes.find(key);
    if (found == changes.end()) {
        if (!marks_.empty()) {
            undo_.push_back({family, std::string(key), std::nullopt});
        }
        changes.emplace(std::string(key), Change{std::move(value), marks_.size()});
        return;
    }
    if (found->second.logged < marks_.size()) {
        undo_.push_back({family, std::string(key), std::move(found->second)});
    }
    found->second = Change{std::move(value), marks_.size()};
}

std::size_t Overlay::savepoint() {
    marks_.push_back(undo_.size());
    return marks_.size();
}

void Overlay::rollback_to(std::size_t mark) {
    assert(mark >= 1 && mark <= marks_.size());
    for (; undo_.size() > marks_[mark - 1]; undo_.pop_back()) {
        Undo& undo = undo_.back();
        ChangeMap& changes = changes_[static_cast<std::size_t>(undo.family)];
        if (undo.before.has_value()) {
            changes.find(undo.key)->second = std::move(*undo.before);
        } else {
            changes.erase(undo.key);
        }
    }
    marks_.resize(mark);
}

}  // namespace trefoil::store::internal
