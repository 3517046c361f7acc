#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "store/internal/kv.hpp"

namespace trefoil::store::internal {

/// A view plus writes of one's own on top of it: what a transaction reads. Cursors see writes made
/// after their creation if these lie ahead of them. rollback_to() ends the life of all cursors. One
/// thread.
class Overlay : public View {
  public:
    explicit Overlay(std::shared_ptr<const View> base) : base_(std::move(base)) {}

    bool get(Family family, std::string_view key,
             FunctionRef<void(std::string_view)> use) const override;
    [[nodiscard]] std::unique_ptr<Cursor> range(Family family, std::string_view from,
                                                std::string_view to) const override;
    bool floor(Family family, std::string_view lowest, std::string_view key, bool inclusive,
               FunctionRef<void(std::string_view, std::string_view)> use) const override;

    void put(Family family, std::string_view key, std::string value);

    void put(std::string_view key, std::string value) { put(Family::Graph, key, std::move(value)); }

    void erase(Family family, std::string_view key);

    void erase(std::string_view key) { erase(Family::Graph, key); }

    [[nodiscard]] const Changes& changes() const { return changes_; }

    /// Savepoints are numbered from 1. Each key's state is logged at most once between two of them.
    std::size_t savepoint();
    /// Undoes every write since savepoint() returned `mark`, which stays valid; later ones do not.
    void rollback_to(std::size_t mark);

  private:
    struct Undo {
        Family family;
        std::string key;
        std::optional<Change> before;  ///< none: the key was not pending
    };

    void set(Family family, std::string_view key, std::optional<std::string> value);

    std::shared_ptr<const View> base_;
    Changes changes_;
    std::vector<Undo> undo_;
    std::vector<std::size_t> marks_;  ///< length of undo_ at each savepoint
};

}  // namespace trefoil::store::internal
