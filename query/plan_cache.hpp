#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/value.hpp"
#include "query/ast.hpp"
#include "query/plan.hpp"

namespace trefoil::query {

/// A statement's text with its literals marked: statements that differ only in literals have equal
/// keys.
struct LiteralText {
    struct Literal {
        std::size_t begin = 0;  ///< bytes of the text, half-open, with quotes
        std::size_t end = 0;
        bool is_text = false;  ///< else a decimal integer

        bool operator==(const Literal&) const = default;
    };

    std::string key;
    std::vector<Literal> literals;
};

/// Marks string and integer literals. Nothing for texts with comments. Linear.
std::optional<LiteralText> mark_literals(std::string_view text);

/// Where a place of one text is in another that differs in its literals only.
struct LiteralShift {
    std::vector<LiteralText::Literal> from;
    std::vector<LiteralText::Literal> to;

    [[nodiscard]] std::size_t moved(std::size_t offset) const;
};

/// A statement that is ready to run. Immutable once it is in the cache.
struct Prepared {
    StatementMode mode = StatementMode::Run;
    Plan plan;
    std::vector<std::string> notices;
    std::vector<LiteralText::Literal> literals;  ///< of the text it was made from
    std::weak_ptr<const store::Reader> seen;     ///< what plan and notices were last checked with
    double nodes = 0;                            ///< counters that the plan was made by
    double edges = 0;
    std::size_t indexes = 0;
};

/// Plans by the text of their statements, literals lifted out of MATCH: the properties in its
/// patterns and its WHERE. Other literals must agree. No results are kept; of plans at most those
/// of the last 4096 different texts, the least recently used go first. One thread.
class PlanCache {
  public:
    /// The plan for a text with these literals, whose values go to `lifted`; null if there is none.
    std::shared_ptr<Prepared> find(const LiteralText& marked, std::string_view text,
                                   std::vector<Value>& lifted);
    /// Keeps a plan for the text it was made from: its liftable literals will be read from
    /// Context::literals, so this changes its expressions. Returns their present values.
    std::vector<Value> insert(const LiteralText& marked, std::string_view text,
                              const std::shared_ptr<Prepared>& prepared, Query& query);

    void forget(const LiteralText& marked) {
        recent_.erase(marked.key);
        older_.erase(marked.key);
    }

    void clear() {
        recent_.clear();
        older_.clear();
    }

    [[nodiscard]] std::size_t size() const { return recent_.size() + older_.size(); }

  private:
    static constexpr std::size_t kGeneration = 2048;  ///< keys
    static constexpr std::size_t kVariants = 8;       ///< of one key

    struct Variant {
        std::vector<int> places;         ///< of each literal: index into lifted, or -1
        std::vector<std::string> fixed;  ///< of each literal that is not lifted, as written
        std::shared_ptr<Prepared> prepared;
    };

    using Plans = std::unordered_map<std::string, std::vector<Variant>>;

    /// Plans of a key as the most recently used; null if there are none.
    std::vector<Variant>* touch(const std::string& key);
    void make_room();

    Plans recent_;
    Plans older_;  ///< the generation before: those not used before `recent_` is full are dropped
};

}  // namespace trefoil::query
