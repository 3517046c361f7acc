// The memory backend: one persistent treap for each family. Nodes that a version has published
// never change; a write copies the path from the root to what it changes (a batch copies each node
// at most once: nodes made by the running batch are its own). Priorities are hashes of the keys, so
// that the shape depends on the set of keys only, and the expected depth is logarithmic.

#include "store/internal/memory_engine.hpp"

#include <filesystem>
#include <mutex>
#include <utility>
#include <vector>
#include <xxhash.h>

#include "store/internal/count_read.hpp"

namespace trefoil::store::internal {
namespace {

struct Item {
    std::string key;
    std::string value;
};

struct TreeNode;
using Tree = std::shared_ptr<const TreeNode>;

struct TreeNode {
    std::shared_ptr<const Item> item;
    std::uint64_t priority = 0;
    std::uint64_t batch = 0;  ///< the write that made it and may still change it
    Tree left;
    Tree right;
};

/// Applies one batch of writes to a tree.
class TreeEdit {
  public:
    explicit TreeEdit(std::uint64_t batch) : batch_(batch) {}

    Tree put(Tree tree, std::string_view key, const std::string& value) {
        if (tree == nullptr) {
            auto node = std::make_shared<TreeNode>();
            node->item = std::make_shared<const Item>(Item{std::string(key), value});
            node->priority = XXH3_64bits(key.data(), key.size());
            node->batch = batch_;
            return node;
        }
        auto node = own(std::move(tree));
        const int order = key.compare(node->item->key);
        if (order == 0) {
            node->item = std::make_shared<const Item>(Item{std::string(key), value});
        } else if (order < 0) {
            auto left = own(put(std::move(node->left), key, value));
            if (left->priority > node->priority) {
                node->left = std::move(left->right);
                left->right = std::move(node);
                return left;
            }
            node->left = std::move(left);
        } else {
            auto right = own(put(std::move(node->right), key, value));
            if (right->priority > node->priority) {
                node->right = std::move(right->left);
                right->left = std::move(node);
                return right;
            }
            node->right = std::move(right);
        }
        return node;
    }

    Tree erase(Tree tree, std::string_view key) {
        if (tree == nullptr) {
            return nullptr;
        }
        const int order = key.compare(tree->item->key);
        if (order == 0) {
            return join(tree->left, tree->right);
        }
        auto node = own(std::move(tree));
        if (order < 0) {
            node->left = erase(std::move(node->left), key);
        } else {
            node->right = erase(std::move(node->right), key);
        }
        return node;
    }

  private:
    /// The node itself if this batch made it, else a copy.
    [[nodiscard]] std::shared_ptr<TreeNode> own(Tree tree) const {
        if (tree->batch == batch_) {
            return std::const_pointer_cast<TreeNode>(tree);
        }
        auto copy = std::make_shared<TreeNode>(*tree);
        copy->batch = batch_;
        return copy;
    }

    /// One tree of two whose keys are all below and all above.
    Tree join(Tree left, Tree right) {
        if (left == nullptr || right == nullptr) {
            return left == nullptr ? right : left;
        }
        if (left->priority > right->priority) {
            auto node = own(std::move(left));
            node->right = join(std::move(node->right), std::move(right));
            return node;
        }
        auto node = own(std::move(right));
        node->left = join(std::move(left), std::move(node->left));
        return node;
    }

    std::uint64_t batch_;
};

class TreeCursor : public Cursor {
  public:
    TreeCursor(const TreeNode* root, std::string_view from, std::string_view to)
        : root_(root), from_(from), to_(to) {
        TreeCursor::seek(from);
    }

    [[nodiscard]] bool valid() const override {
        return !path_.empty() && (to_.empty() || path_.back()->item->key < to_);
    }

    void next() override {
        const TreeNode* node = path_.back()->right.get();
        path_.pop_back();
        push_leftmost(node);
    }

    void seek(std::string_view key) override {
        key = std::max<std::string_view>(key, from_);
        path_.clear();
        for (const TreeNode* node = root_; node != nullptr;) {
            if (node->item->key < key) {
                node = node->right.get();
            } else {
                path_.push_back(node);
                node = node->left.get();
            }
        }
    }

    [[nodiscard]] std::string_view key() const override { return path_.back()->item->key; }

    [[nodiscard]] std::string_view value() const override { return path_.back()->item->value; }

  private:
    void push_leftmost(const TreeNode* node) {
        for (; node != nullptr; node = node->left.get()) {
            path_.push_back(node);
        }
    }

    const TreeNode* root_;
    std::string from_;
    std::string to_;
    std::vector<const TreeNode*>
        path_;  ///< the current node last; before it those still to come, nearest last
};

using Roots = std::array<Tree, kFamilies>;

class MemoryView : public View {
  public:
    explicit MemoryView(Roots roots) : roots_(std::move(roots)) {}

    bool get(Family family, std::string_view key,
             FunctionRef<void(std::string_view)> use) const override {
        count_read();
        for (const TreeNode* node = root(family); node != nullptr;) {
            const int order = key.compare(node->item->key);
            if (order == 0) {
                use(node->item->value);
                return true;
            }
            node = (order < 0 ? node->left : node->right).get();
        }
        return false;
    }

    [[nodiscard]] std::unique_ptr<Cursor> range(Family family, std::string_view from,
                                                std::string_view to) const override {
        count_read();
        return std::make_unique<TreeCursor>(root(family), from, to);
    }

    bool floor(Family family, std::string_view lowest, std::string_view key, bool inclusive,
               FunctionRef<void(std::string_view, std::string_view)> use) const override {
        count_read();
        const TreeNode* best = nullptr;
        for (const TreeNode* node = root(family); node != nullptr;) {
            const int order = key.compare(node->item->key);
            if (order > 0 || (order == 0 && inclusive)) {
                best = node;
                node = node->right.get();
            } else {
                node = node->left.get();
            }
        }
        if (best == nullptr || best->item->key < lowest) {
            return false;
        }
        use(best->item->key, best->item->value);
        return true;
    }

  private:
    [[nodiscard]] const TreeNode* root(Family family) const {
        return roots_[static_cast<std::size_t>(family)].get();
    }

    Roots roots_;
};

class MemoryBulkWriter : public BulkWriter {
  public:
    explicit MemoryBulkWriter(Engine& engine) : engine_(engine) {}

    void begin_range() override {}

    void put(std::string_view key, std::string_view value) override {
        changes_[0][std::string(key)].value = value;
    }

    void erase(std::string_view key) override { changes_[0][std::string(key)].value.reset(); }

    void finish() override { engine_.write(changes_); }

  private:
    Engine& engine_;
    Changes changes_;
};

class MemoryEngine : public Engine {
  public:
    [[nodiscard]] std::shared_ptr<const View> snapshot() const override {
        const std::scoped_lock lock(mutex_);
        return current_;
    }

    void write(const Changes& changes) override { apply(changes, roots_); }

    void reset(const Changes& changes) override { apply(changes, Roots{}); }

    void compact() override {}

    [[nodiscard]] std::unique_ptr<BulkWriter> bulk_writer() override {
        return std::make_unique<MemoryBulkWriter>(*this);
    }

    [[nodiscard]] std::string temporary_folder() const override {
        return std::filesystem::temp_directory_path().string();
    }

    [[nodiscard]] bool read_only() const override { return false; }

    [[nodiscard]] std::uint64_t disk_bytes() const override { return 0; }

  private:
    void apply(const Changes& changes, Roots roots) {
        TreeEdit edit(++batch_);
        for (std::size_t f = 0; f < kFamilies; ++f) {
            for (const auto& [key, change] : changes[f]) {
                roots[f] = change.value.has_value()
                               ? edit.put(std::move(roots[f]), key, *change.value)
                               : edit.erase(std::move(roots[f]), key);
            }
        }
        auto next = std::make_shared<const MemoryView>(roots);
        roots_ = std::move(roots);
        const std::scoped_lock lock(mutex_);
        current_ = std::move(next);
    }

    Roots roots_;
    std::uint64_t batch_ = 0;
    mutable std::mutex mutex_;  ///< guards current_
    std::shared_ptr<const View> current_ = std::make_shared<const MemoryView>(Roots{});
};

}  // namespace

std::unique_ptr<Engine> open_memory_engine() {
    return std::make_unique<MemoryEngine>();
}

}  // namespace trefoil::store::internal
