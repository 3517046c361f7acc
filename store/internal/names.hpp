#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "store/internal/keys.hpp"
#include "store/internal/kv.hpp"

namespace trefoil::store::internal {

/// The interned names that have been asked for so far, of one store. Loaded one by one, so that
/// opening a store does not depend on their number. Thread-safe; texts live as long as this object.
/// name_of() takes no lock once a name is loaded.
class NameCache {
  public:
    NameCache() = default;
    NameCache(const NameCache&) = delete;
    NameCache& operator=(const NameCache&) = delete;
    ~NameCache();

    std::optional<std::uint32_t> find(const View& view, keys::NameKind kind, std::string_view name);
    /// "" if there is no such name.
    std::string_view name_of(const View& view, keys::NameKind kind, std::uint32_t id);
    /// A copy of `name` that lives as long as this object.
    std::string_view keep(std::string_view name);
    /// Makes a committed name known; `name` was kept.
    void publish(keys::NameKind kind, std::uint32_t id, std::string_view name);

  private:
    static constexpr std::size_t kPage = 1024;
    static constexpr std::size_t kPages = 4096;  ///< names beyond are read each time
    using Slot = std::atomic<const std::string*>;
    using Page = std::array<Slot, kPage>;

    struct Kind {
        std::array<std::atomic<Page*>, kPages> pages{};
        std::unordered_map<std::string_view, std::uint32_t> ids;  ///< guarded by mutex_
    };

    Slot* slot(keys::NameKind kind, std::uint32_t id, bool make);
    void publish_locked(keys::NameKind kind, std::uint32_t id, const std::string* name);
    const std::string* keep_locked(std::string_view name);

    std::shared_mutex mutex_;
    std::deque<std::string> texts_;
    std::unordered_map<std::string_view, const std::string*> kept_;
    std::array<Kind, keys::kNameKinds> kinds_;
};

}  // namespace trefoil::store::internal
