#pragma once

#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <semaphore>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "store/internal/codec.hpp"
#include "store/internal/kv.hpp"
#include "store/internal/names.hpp"
#include "store/store.hpp"

namespace trefoil::store {
namespace internal {

/// What the handles of one open store share; lives as long as the last snapshot or transaction.
struct Core {
    std::unique_ptr<Engine> engine;

    /// Waits for a running transaction and keeps others out. Throws StoreError if the store is
    /// read-only, or if this very thread holds the turn: it would wait for itself.
    void take_turn();
    void end_turn();

    /// The names of a generation: clearing the store begins a new one, with new ids. Thread-safe.
    NameCache& names(std::uint64_t generation) {
        const std::scoped_lock lock(mutex_);
        auto& cache = names_[generation];
        if (cache == nullptr) {
            cache = std::make_unique<NameCache>();
        }
        return *cache;
    }

  private:
    std::binary_semaphore turn_{1};  ///< taken while a transaction runs
    std::atomic<std::thread::id> turn_of_{};
    std::mutex mutex_;
    std::map<std::uint64_t, std::unique_ptr<NameCache>> names_;
};

/// A counter's key: kind, up to two small codes, and an id.
enum class CounterKind : std::uint8_t {
    Nodes = 1,
    NodesByLabel = 2,
    Edges = 3,
    EdgesByType = 4,
    EdgesByTypeAndView = 5,
    Documents = 6
};

constexpr std::uint64_t counter(CounterKind kind, std::uint32_t id = 0, std::uint8_t view = 0) {
    return std::uint64_t{static_cast<std::uint8_t>(kind)} << 56 | std::uint64_t{id} << 8 | view;
}

constexpr std::uint8_t counter_view(Polarity polarity, Modality modality) {
    return static_cast<std::uint8_t>(static_cast<unsigned>(polarity) << 4 |
                                     static_cast<unsigned>(modality));
}

std::string counter_key(std::uint64_t counter);
std::uint64_t read_counter(const View& view, std::uint64_t counter);
State read_state(const View& view);

/// "name" and "aliases" have these ids in every store and are always indexed.
inline constexpr KeyId kNameKey{0};
inline constexpr KeyId kAliasesKey{1};

/// Names that a running transaction interned: of each kind, those with ids from `first` on.
struct NewNames {
    std::array<std::uint32_t, keys::kNameKinds> first{};
    std::array<std::vector<std::string_view>, keys::kNameKinds> names;  ///< kept by the cache
    std::array<std::unordered_map<std::string_view, std::uint32_t>, keys::kNameKinds> ids;
};

/// The changes that make an empty store.
Changes initial_changes(std::uint64_t generation = 0);

std::shared_ptr<const Reader> make_snapshot(std::shared_ptr<Core> core,
                                            std::shared_ptr<const View> view);
std::unique_ptr<Transaction> make_transaction(std::shared_ptr<Core> core);
std::unique_ptr<Store> make_store(std::shared_ptr<Core> core);
/// The core of a store that make_store made.
Core& core_of(Store& store);

/// The turn to write, for as long as this object lives.
class WriterTurn {
  public:
    explicit WriterTurn(Core& core) : core_(core) { core_.take_turn(); }

    WriterTurn(const WriterTurn&) = delete;
    WriterTurn& operator=(const WriterTurn&) = delete;

    ~WriterTurn() { core_.end_turn(); }

  private:
    Core& core_;
};

/// Compares everything with everything in one view.
std::vector<CheckProblem> check_view(const View& view);

}  // namespace internal

/// Where a Reader reads. A transaction's `view` is its overlay and `new_names` and `counts` hold
/// its own writes.
struct Reader::Access {
    std::shared_ptr<internal::Core> core;
    std::shared_ptr<const internal::View> view;
    internal::State state;
    internal::NameCache* names = nullptr;  ///< of the core, for the state's generation
    const internal::NewNames* new_names = nullptr;
    const std::unordered_map<std::uint64_t, std::int64_t>* counts = nullptr;

    [[nodiscard]] std::optional<std::uint32_t> find_name(internal::keys::NameKind kind,
                                                         std::string_view name) const;
    [[nodiscard]] std::string_view name_of(internal::keys::NameKind kind, std::uint32_t id) const;
    [[nodiscard]] std::uint64_t count(std::uint64_t counter) const;
};

}  // namespace trefoil::store
