#include "query/plan_cache.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

// The key of a text is the text with each literal replaced by a byte that no statement holds. What
// is lifted must not change what the binder and the planner decide: literals of one kind in the
// properties of MATCH patterns and in its WHERE do not (column names, LIMIT, lengths of walks and
// grouping stand elsewhere).

namespace trefoil::query {
namespace {

constexpr char kTextMark = '\x01';
constexpr char kIntegerMark = '\x02';

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_word(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '$' || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

/// The value of a marked literal.
Value value_of(const LiteralText::Literal& literal, std::string_view text) {
    const std::string_view written = text.substr(literal.begin, literal.end - literal.begin);
    if (literal.is_text) {
        return written.substr(1, written.size() - 2);
    }
    std::int64_t number = 0;
    std::from_chars(written.data(), written.data() + written.size(), number);
    return number;
}

/// Marks the liftable literals of an expression.
class Lifter {
  public:
    Lifter(const std::vector<LiteralText::Literal>& literals, std::vector<int>& places)
        : literals_(literals), places_(places) {}

    void lift(const MatchClause& clause) {
        for (const PathPattern& path : clause.pattern) {
            for (const NodePattern& node : path.nodes) {
                lift(node.properties);
            }
            for (const RelationshipPattern& relationship : path.relationships) {
                lift(relationship.properties);
            }
        }
        lift(clause.where);
    }

    [[nodiscard]] int count() const { return count_; }

  private:
    void lift(const ExpressionPtr& e) {
        if (!e) {
            return;
        }
        if (e->kind == ExpressionKind::Literal) {
            mark(*e);
        }
        for (const ExpressionPtr& child : e->children) {
            lift(child);
        }
    }

    void mark(Expression& e) {
        const auto found = std::find_if(literals_.begin(), literals_.end(), [&](const auto& l) {
            return l.begin == e.begin && l.end == e.end;
        });
        const bool same_kind = found != literals_.end() &&
                               (found->is_text ? e.value.string() != nullptr
                                               : e.value.get_if<std::int64_t>() != nullptr);
        if (!same_kind || e.lifted >= 0) {
            return;
        }
        e.lifted = count_++;
        places_[static_cast<std::size_t>(found - literals_.begin())] = e.lifted;
    }

    const std::vector<LiteralText::Literal>& literals_;
    std::vector<int>& places_;
    int count_ = 0;
};

}  // namespace

std::optional<LiteralText> mark_literals(std::string_view text) {
    LiteralText result;
    result.key.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (c == '/' && i + 1 < text.size() && (text[i + 1] == '/' || text[i + 1] == '*')) {
            return std::nullopt;
        }
        if (static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\t' && c != '\r') {
            return std::nullopt;
        }
        if (c == '`' || c == '\'' || c == '"') {
            std::size_t end = i + 1;
            bool escaped = false;
            while (end < text.size() && text[end] != c) {
                const bool backslash = c != '`' && text[end] == '\\';
                escaped = escaped || backslash;
                end += backslash ? 2 : 1;
            }
            if (end >= text.size()) {
                return std::nullopt;
            }
            ++end;
            if (c == '`' || escaped) {
                result.key.append(text.substr(i, end - i));
            } else {
                result.literals.push_back({i, end, true});
                result.key += kTextMark;
            }
            i = end;
            continue;
        }
        if (!is_word(c)) {
            result.key += c;
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && is_word(text[end])) {
            ++end;
        }
        const std::string_view word = text.substr(i, end - i);
        const bool beside_point =
            (i > 0 && text[i - 1] == '.') || (end < text.size() && text[end] == '.');
        constexpr std::size_t kSafeDigits = 18;
        if (!beside_point && word.size() <= kSafeDigits && std::ranges::all_of(word, is_digit)) {
            result.literals.push_back({i, end, false});
            result.key += kIntegerMark;
        } else {
            result.key.append(word);
        }
        i = end;
    }
    return result;
}

std::size_t LiteralShift::moved(std::size_t offset) const {
    std::size_t result = offset;
    for (std::size_t i = 0; i < from.size() && from[i].begin <= offset; ++i) {
        // Within a literal or behind it: as far behind its beginning, or its end.
        result = offset < from[i].end ? to[i].begin : to[i].end + (offset - from[i].end);
    }
    return result;
}

std::vector<PlanCache::Variant>* PlanCache::touch(const std::string& key) {
    if (const auto found = recent_.find(key); found != recent_.end()) {
        return &found->second;
    }
    const auto found = older_.find(key);
    if (found == older_.end()) {
        return nullptr;
    }
    auto node = older_.extract(found);
    make_room();
    return &recent_.insert(std::move(node)).position->second;
}

void PlanCache::make_room() {
    if (recent_.size() >= kGeneration) {
        older_ = std::exchange(recent_, {});
    }
}

std::shared_ptr<Prepared> PlanCache::find(const LiteralText& marked, std::string_view text,
                                          std::vector<Value>& lifted) {
    const auto* variants = touch(marked.key);
    if (variants == nullptr) {
        return nullptr;
    }
    for (const Variant& variant : *variants) {
        bool same = true;
        std::size_t fixed = 0;
        for (std::size_t i = 0; i < marked.literals.size() && same; ++i) {
            const auto& literal = marked.literals[i];
            same =
                variant.places[i] >= 0 ||
                variant.fixed[fixed++] == text.substr(literal.begin, literal.end - literal.begin);
        }
        if (!same) {
            continue;
        }
        lifted.resize(marked.literals.size());
        for (std::size_t i = 0; i < marked.literals.size(); ++i) {
            if (variant.places[i] >= 0) {
                lifted[static_cast<std::size_t>(variant.places[i])] =
                    value_of(marked.literals[i], text);
            }
        }
        return variant.prepared;
    }
    return nullptr;
}

std::vector<Value> PlanCache::insert(const LiteralText& marked, std::string_view text,
                                     const std::shared_ptr<Prepared>& prepared, Query& query) {
    Variant variant;
    variant.places.assign(marked.literals.size(), -1);
    variant.prepared = prepared;
    prepared->literals = marked.literals;
    Lifter lifter(marked.literals, variant.places);
    for (const SingleQuery& single : query.parts) {
        for (const Clause& clause : single.clauses) {
            if (const auto* match = std::get_if<MatchClause>(&clause)) {
                lifter.lift(*match);
            }
        }
    }
    std::vector<Value> lifted(marked.literals.size());
    for (std::size_t i = 0; i < marked.literals.size(); ++i) {
        const auto& literal = marked.literals[i];
        if (variant.places[i] >= 0) {
            lifted[static_cast<std::size_t>(variant.places[i])] = value_of(literal, text);
        } else {
            variant.fixed.emplace_back(text.substr(literal.begin, literal.end - literal.begin));
        }
    }
    auto* held = touch(marked.key);
    if (held == nullptr) {
        make_room();
        held = &recent_[marked.key];
    }
    auto& variants = *held;
    if (variants.size() >= kVariants) {
        variants.clear();
    }
    variants.push_back(std::move(variant));
    return lifted;
}

}  // namespace trefoil::query
