#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

/// The ordered key-value store underneath: all that a backend has to provide. Everything about
/// graphs is written once above it. Two engines exist: RocksDB (store/rocks_engine.cpp) and memory
/// (memory_engine.cpp).
namespace trefoil::store::internal {

/// Key spaces. `Text` holds what is large and read apart from the graph.
enum class Family : std::uint8_t { Graph = 0, Text = 1 };
inline constexpr std::size_t kFamilies = 2;

template <class Signature>
class FunctionRef;

/// A borrowed callable, for callbacks that are not kept.
template <class R, class... Args>
class FunctionRef<R(Args...)> {
  public:
    template <class F, class = std::enable_if_t<!std::is_same_v<std::decay_t<F>, FunctionRef>>>
    FunctionRef(F&& f)  // NOLINT(google-explicit-constructor)
        : object_(const_cast<void*>(static_cast<const void*>(&f))),
          call_([](void* object, Args... args) -> R {
              return (*static_cast<std::remove_reference_t<F>*>(object))(args...);
          }) {}

    R operator()(Args... args) const { return call_(object_, args...); }

  private:
    void* object_;
    R (*call_)(void*, Args...);
};

/// Walks a range upwards. key() and value() hold until the cursor moves.
class Cursor {
  public:
    Cursor() = default;
    Cursor(const Cursor&) = delete;
    Cursor& operator=(const Cursor&) = delete;
    virtual ~Cursor() = default;

    [[nodiscard]] virtual bool valid() const = 0;
    virtual void next() = 0;
    /// Moves to the first key that is not below `key`; never below the start of the range.
    virtual void seek(std::string_view key) = 0;
    [[nodiscard]] virtual std::string_view key() const = 0;
    [[nodiscard]] virtual std::string_view value() const = 0;
};

/// A consistent state of all families. Immutable and thread-safe, except for an Overlay.
class View {
  public:
    View() = default;
    View(const View&) = delete;
    View& operator=(const View&) = delete;
    virtual ~View() = default;

    /// Calls `use` with the value, which is pinned for the time of the call only. False if the key
    /// is absent.
    virtual bool get(Family family, std::string_view key,
                     FunctionRef<void(std::string_view)> use) const = 0;
    /// A cursor over [from, to), at its start. The view must outlive it.
    [[nodiscard]] virtual std::unique_ptr<Cursor> range(Family family, std::string_view from,
                                                        std::string_view to) const = 0;
    /// Calls `use` with the greatest entry in [lowest, key] (below `key` if not `inclusive`). False
    /// if there is none.
    virtual bool floor(
        Family family, std::string_view lowest, std::string_view key, bool inclusive,
        FunctionRef<void(std::string_view key, std::string_view value)> use) const = 0;

    [[nodiscard]] bool has(Family family, std::string_view key) const {
        return get(family, key, [](std::string_view) {});
    }

    [[nodiscard]] std::optional<std::string> copy(Family family, std::string_view key) const {
        std::optional<std::string> out;
        get(family, key, [&](std::string_view value) { out.emplace(value); });
        return out;
    }
};

/// A pending write of one key: a new value, or removal.
struct Change {
    std::optional<std::string> value;
    std::size_t logged =
        0;  ///< the savepoint (1-based) whose undo log already has the state before; see Overlay
};

/// Pending writes by key, one map for each family.
using Changes = std::array<std::map<std::string, Change, std::less<>>, kFamilies>;

/// The first key above all keys with `prefix` ("" if there is none).
std::string prefix_end(std::string_view prefix);

/// Writes of a bulk load in the graph family: sorted ranges that become visible together.
/// Destruction without finish() leaves no trace.
class BulkWriter {
  public:
    BulkWriter() = default;
    BulkWriter(const BulkWriter&) = delete;
    BulkWriter& operator=(const BulkWriter&) = delete;
    virtual ~BulkWriter() = default;

    /// Starts a range that overlaps no other; keys ascend within it.
    virtual void begin_range() = 0;
    virtual void put(std::string_view key, std::string_view value) = 0;
    virtual void erase(std::string_view key) = 0;
    /// Makes everything visible and durable, atomically.
    virtual void finish() = 0;
};

/// A backend. One writer at a time; snapshot() from any thread.
class Engine {
  public:
    Engine() = default;
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;
    virtual ~Engine() = default;

    [[nodiscard]] virtual std::shared_ptr<const View> snapshot() const = 0;
    /// Applies all changes atomically; they are durable when it returns.
    virtual void write(const Changes& changes) = 0;
    /// Removes everything and writes `changes`, atomically and durably.
    virtual void reset(const Changes& changes) = 0;
    /// For a writer that does not write otherwise meanwhile.
    [[nodiscard]] virtual std::unique_ptr<BulkWriter> bulk_writer() = 0;
    /// Where large temporary files belong.
    [[nodiscard]] virtual std::string temporary_folder() const = 0;
    virtual void compact() = 0;
    [[nodiscard]] virtual bool read_only() const = 0;
    [[nodiscard]] virtual std::uint64_t disk_bytes() const = 0;
};

}  // namespace trefoil::store::internal
