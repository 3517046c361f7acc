#include "store/internal/names.hpp"

#include <mutex>

#include "store/internal/bytes.hpp"

namespace trefoil::store::internal {

NameCache::~NameCache() {
    for (Kind& kind : kinds_) {
        for (auto& page : kind.pages) {
            delete page.load();
        }
    }
}

std::optional<std::uint32_t> NameCache::find(const View& view, keys::NameKind kind,
                                             std::string_view name) {
    {
        const std::shared_lock lock(mutex_);
        const auto& ids = kinds_[static_cast<std::size_t>(kind)].ids;
        if (const auto found = ids.find(name); found != ids.end()) {
            return found->second;
        }
    }
    std::optional<std::uint32_t> id;
    view.get(Family::Graph, keys::name(kind, name),
             [&](std::string_view bytes) { id = ByteReader(bytes).varint32(); });
    if (id.has_value()) {
        const std::unique_lock lock(mutex_);
        publish_locked(kind, *id, keep_locked(name));
    }
    return id;
}

std::string_view NameCache::name_of(const View& view, keys::NameKind kind, std::uint32_t id) {
    if (const Slot* s = slot(kind, id, false)) {
        if (const std::string* name = s->load(std::memory_order_acquire)) {
            return *name;
        }
    }
    const auto name = view.copy(Family::Graph, keys::name_of(kind, id));
    if (!name.has_value()) {
        return {};
    }
    const std::unique_lock lock(mutex_);
    const std::string* kept = keep_locked(*name);
    publish_locked(kind, id, kept);
    return *kept;
}

std::string_view NameCache::keep(std::string_view name) {
    const std::unique_lock lock(mutex_);
    return *keep_locked(name);
}

void NameCache::publish(keys::NameKind kind, std::uint32_t id, std::string_view name) {
    const std::unique_lock lock(mutex_);
    publish_locked(kind, id, keep_locked(name));
}

NameCache::Slot* NameCache::slot(keys::NameKind kind, std::uint32_t id, bool make) {
    if (id / kPage >= kPages) {
        return nullptr;
    }
    auto& place = kinds_[static_cast<std::size_t>(kind)].pages[id / kPage];
    Page* page = place.load(std::memory_order_acquire);
    if (page == nullptr && make) {
        page = new Page{};
        place.store(page, std::memory_order_release);
    }
    return page == nullptr ? nullptr : &(*page)[id % kPage];
}

void NameCache::publish_locked(keys::NameKind kind, std::uint32_t id, const std::string* name) {
    kinds_[static_cast<std::size_t>(kind)].ids.emplace(*name, id);
    if (Slot* s = slot(kind, id, true)) {
        s->store(name, std::memory_order_release);
    }
}

const std::string* NameCache::keep_locked(std::string_view name) {
    if (const auto found = kept_.find(name); found != kept_.end()) {
        return found->second;
    }
    const std::string* text = &texts_.emplace_back(name);
    kept_.emplace(*text, text);
    return text;
}

}  // namespace trefoil::store::internal
