// The Store over any engine.

#include "store/internal/access.hpp"
#include "store/internal/bytes.hpp"

namespace trefoil::store::internal {
namespace {

std::string number(std::uint64_t v) {
    std::string out;
    put_varint(out, v);
    return out;
}

class GraphStore : public Store {
  public:
    explicit GraphStore(std::shared_ptr<Core> core) : core_(std::move(core)) {}

    [[nodiscard]] std::shared_ptr<const Reader> snapshot() const override {
        auto view = core_->engine->snapshot();
        const std::scoped_lock lock(mutex_);
        if (view != view_) {
            reader_ = make_snapshot(core_, view);
            view_ = std::move(view);
        }
        return reader_;
    }

    [[nodiscard]] std::unique_ptr<Transaction> begin() override { return make_transaction(core_); }

    [[nodiscard]] bool read_only() const override { return core_->engine->read_only(); }

    [[nodiscard]] std::vector<CheckProblem> check() const override {
        const auto view = core_->engine->snapshot();
        return check_view(*view);
    }

    void compact() override {
        const WriterTurn turn(*core_);
        forget();  // a snapshot keeps old versions from going away
        core_->engine->compact();
    }

    void clear() override {
        const WriterTurn turn(*core_);
        const std::uint64_t generation = read_state(*core_->engine->snapshot()).generation;
        forget();
        core_->engine->reset(initial_changes(generation + 1));
    }

    [[nodiscard]] std::uint64_t disk_bytes() const override { return core_->engine->disk_bytes(); }

    [[nodiscard]] Core& core() const { return *core_; }

  private:
    void forget() {
        const std::scoped_lock lock(mutex_);
        view_.reset();
        reader_.reset();
    }

    std::shared_ptr<Core> core_;
    mutable std::mutex mutex_;  ///< guards what follows
    mutable std::shared_ptr<const View> view_;
    mutable std::shared_ptr<const Reader> reader_;  ///< of view_
};

}  // namespace

Changes initial_changes(std::uint64_t generation) {
    Changes changes;
    auto& graph = changes[static_cast<std::size_t>(Family::Graph)];
    State state;
    state.generation = generation;
    const std::pair<KeyId, const char*> fixed[] = {{kNameKey, "name"}, {kAliasesKey, "aliases"}};
    for (const auto& [key, name] : fixed) {
        graph[keys::name(keys::NameKind::Key, name)].value = number(key.value);
        graph[keys::name_of(keys::NameKind::Key, key.value)].value = name;
        state.indexed.push_back(key);
    }
    state.names[static_cast<std::size_t>(keys::NameKind::Key)] = 2;
    graph[keys::of(keys::kFormat)].value = number(kFormatVersion);
    graph[keys::of(keys::kState)].value = encode_state(state);
    return changes;
}

void Core::take_turn() {
    if (engine->read_only()) {
        throw StoreError("the store was opened read-only");
    }
    if (turn_of_ == std::this_thread::get_id()) {
        throw StoreError(
            "this thread has a transaction open on the store already; commit it or roll it back "
            "first");
    }
    turn_.acquire();
    turn_of_ = std::this_thread::get_id();
}

void Core::end_turn() {
    turn_of_ = std::thread::id();
    turn_.release();
}

Core& core_of(Store& store) {
    return dynamic_cast<GraphStore&>(store).core();
}

std::unique_ptr<Store> make_store(std::shared_ptr<Core> core) {
    return std::make_unique<GraphStore>(std::move(core));
}

}  // namespace trefoil::store::internal
