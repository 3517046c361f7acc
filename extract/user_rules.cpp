// A rule names tokens step by step, each found from one that is known: the first anywhere in the
// sentence, the others as children or heads of tokens above. All ways to find them are tried, up to
// a limit a sentence. Slots of the fact are then the noun phrases of these tokens, cut as the
// built-in extractors cut them; polarity, modality and source come from the clause around the
// relation's first token.

#include "extract/user_rules.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <istream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string_view>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "extract/extractors/build.hpp"

namespace trefoil::extract {

namespace {

/// Beyond, further matches of one rule in one sentence are passed over.
constexpr std::size_t kMostMatches = 200;
constexpr std::size_t kMostTokens = 12;  ///< of one rule

enum class Field { Lemma, Form, Upos, Xpos, Rel, Type };

constexpr std::array<std::pair<std::string_view, Field>, 6> kFields{{{"lemma", Field::Lemma},
                                                                     {"form", Field::Form},
                                                                     {"upos", Field::Upos},
                                                                     {"xpos", Field::Xpos},
                                                                     {"rel", Field::Rel},
                                                                     {"type", Field::Type}}};

/// "lemma=buy|sell" or "upos!=PRON".
struct Condition {
    Field field = Field::Lemma;
    bool negated = false;
    std::vector<std::string> values;
};

enum class Step {
    Anywhere,  ///< token NAME
    Child,     ///< child HEAD NAME
    Head,      ///< head CHILD NAME
    Maybe,     ///< maybe HEAD NAME: a child, if there is one
    No,        ///< no HEAD: there is no such child
};

struct TokenPattern {
    Step step = Step::Anywhere;
    std::size_t from = 0;  ///< index of the token that the step starts at
    std::vector<Condition> conditions;
};

constexpr std::size_t kNoToken = static_cast<std::size_t>(-1);

/// Piece of a relation: a token of the rule, or words to insert.
struct Piece {
    std::size_t token = kNoToken;
    std::string words;
};

struct ArgumentSlot {
    Role role = Role::Other;
    std::size_t token = 0;
};

struct Rule {
    std::string name;  ///< with "rule:" before it
    std::optional<float> confidence;
    std::vector<TokenPattern> tokens;
    std::size_t subject = 0;
    std::vector<Piece> relation;
    std::size_t object = kNoToken;
    std::vector<ArgumentSlot> arguments;
    std::string type;
    std::optional<Polarity> polarity;
    std::optional<Modality> modality;
};

bool holds(const SentenceView& view, TokenIndex t, const Condition& condition) {
    const Token& token = view.tree.token(t);
    const auto is = [&](const std::string& value) {
        switch (condition.field) {
            case Field::Lemma:
                return view.tree.lemma(t) == value;
            case Field::Form:
                return token.form == value;
            case Field::Upos:
                return token.upos == value;
            case Field::Xpos:
                return token.xpos == value;
            case Field::Rel:  // "obl" stands for its subtypes too
                return token.deprel == value ||
                       (token.deprel.starts_with(value) && token.deprel[value.size()] == ':');
            case Field::Type:
                return name_of(view.type_at(t)) == value;
        }
        return false;
    };
    return std::ranges::any_of(condition.values, is) != condition.negated;
}

bool holds(const SentenceView& view, TokenIndex t, const TokenPattern& pattern) {
    return std::ranges::all_of(pattern.conditions,
                               [&](const Condition& c) { return holds(view, t, c); });
}

/// One rule at work.
class RuleExtractor : public Extractor {
  public:
    explicit RuleExtractor(Rule rule) : rule_(std::move(rule)) {}

    [[nodiscard]] std::string_view name() const override { return rule_.name; }

    void extract(const SentenceView& view, std::vector<Draft>& drafts) const override {
        std::vector<TokenIndex> found;
        std::size_t matches = 0;
        search(view, found, matches, drafts);
    }

  private:
    /// Extends `found`, the tokens of the first patterns, by the next one in every way.
    void search(const SentenceView& view, std::vector<TokenIndex>& found, std::size_t& matches,
                std::vector<Draft>& drafts) const {
        if (matches >= kMostMatches) {
            return;
        }
        if (found.size() == rule_.tokens.size()) {
            ++matches;
            add_drafts(view, found, drafts);
            return;
        }
        const TokenPattern& pattern = rule_.tokens[found.size()];
        std::vector<TokenIndex> candidates = candidates_of(view, pattern, found);
        if (pattern.step == Step::No) {
            if (!candidates.empty()) {
                return;
            }
            candidates.push_back(-1);
        } else if (pattern.step == Step::Maybe && candidates.empty()) {
            candidates.push_back(-1);
        }
        for (const TokenIndex t : candidates) {
            found.push_back(t);
            search(view, found, matches, drafts);
            found.pop_back();
        }
    }

    static std::vector<TokenIndex> candidates_of(const SentenceView& view,
                                                 const TokenPattern& pattern,
                                                 const std::vector<TokenIndex>& found) {
        std::vector<TokenIndex> candidates;
        const auto offer = [&](TokenIndex t) {
            if (t >= 0 && std::ranges::count(found, t) == 0 && holds(view, t, pattern)) {
                candidates.push_back(t);
            }
        };
        if (pattern.step == Step::Anywhere) {
            for (TokenIndex t = 0; t < view.tree.size(); ++t) {
                offer(t);
            }
            return candidates;
        }
        const TokenIndex from = found[pattern.from];
        if (from < 0) {
            return candidates;
        }
        if (pattern.step == Step::Head) {
            offer(view.tree.head(from));
            return candidates;
        }
        for (const TokenIndex t : view.tree.children(from)) {
            offer(t);
        }
        return candidates;
    }

    void add_drafts(const SentenceView& view, const std::vector<TokenIndex>& found,
                    std::vector<Draft>& drafts) const {
        const Draft plain = draft_of(view, found);
        const std::vector<TokenIndex> subjects = split_coordination(view, found[rule_.subject]);
        std::vector<TokenIndex> objects{-1};
        if (rule_.object != kNoToken) {
            objects = split_coordination(view, found[rule_.object]);
        }
        for (const TokenIndex subject : subjects) {
            for (const TokenIndex object : objects) {
                Draft draft = plain;
                draft.subject = noun_argument(view, subject);
                if (object >= 0) {
                    const std::string type = draft.type;
                    set_object(view, draft, oblique_argument(view, object));
                    draft.type = rule_.type.empty() ? draft.type : type;
                }
                drafts.push_back(std::move(draft));
            }
        }
    }

    /// Everything but subject and object.
    [[nodiscard]] Draft draft_of(const SentenceView& view,
                                 const std::vector<TokenIndex>& found) const {
        Draft draft;
        draft.extractor = rule_.name;
        draft.kind = "rule";
        draft.type = rule_.type;
        draft.polarity = rule_.polarity;
        draft.modality = rule_.modality;
        if (rule_.confidence) {
            draft.confidence = *rule_.confidence;
        }
        for (const Piece& piece : rule_.relation) {
            const TokenIndex t = piece.token == kNoToken ? -1 : found[piece.token];
            if (piece.token != kNoToken && t < 0) {
                continue;
            }
            draft.relation.push_back({t, piece.words});
            if (t >= 0 && draft.clause < 0) {
                draft.clause = view.clauses.governing(view.tree, t);
            }
            if (rule_.type.empty()) {
                draft.type += draft.type.empty() ? "" : "_";
                draft.type += t >= 0 ? std::string(view.tree.lemma(t)) : type_words(piece.words);
            }
        }
        if (draft.clause < 0) {
            draft.clause = view.clauses.governing(view.tree, found[rule_.subject]);
        }
        for (const ArgumentSlot& slot : rule_.arguments) {
            if (found[slot.token] >= 0) {
                DraftPhrase argument = oblique_argument(view, found[slot.token]);
                argument.role = slot.role;
                draft.arguments.push_back(std::move(argument));
            }
        }
        return draft;
    }

    static std::string type_words(std::string words) {
        std::ranges::replace(words, ' ', '_');
        return words;
    }

    Rule rule_;
};

/// Reads a rule file line by line; every message has the line.
class RuleReader {
  public:
    RuleReader(std::istream& in, const std::string& name) : in_(in), name_(name) {}

    std::vector<Rule> read() {
        std::string line;
        while (std::getline(in_, line)) {
            ++number_;
            std::istringstream words(line);
            words_.assign(std::istream_iterator<std::string>(words), {});
            const auto comment = std::ranges::find_if(
                words_, [](const std::string& word) { return word.front() == '#'; });
            words_.erase(comment, words_.end());
            if (!words_.empty()) {
                read_line(line);
            }
        }
        finish_rule();
        return std::move(rules_);
    }

  private:
    [[noreturn]] void refuse(const std::string& message, std::uint64_t line = 0) const {
        throw InputError(message, name_, line == 0 ? number_ : line);
    }

    void read_line(const std::string& line) {
        const std::string& key = words_.front();
        if (key == "rule") {
            start_rule();
            return;
        }
        if (rules_.empty()) {
            refuse("'" + key + "' before the first 'rule NAME'");
        }
        if (key == "token" || key == "child" || key == "head" || key == "maybe" || key == "no") {
            read_token(key);
        } else if (key == "fact") {
            read_fact(line);
        } else if (key == "type") {
            expect_words(2, "type NAME");
            rules_.back().type = words_[1];
        } else if (key == "polarity") {
            read_polarity();
        } else if (key == "modality") {
            expect_words(2, "modality NAME");
            rules_.back().modality = modality_from(words_[1]);
            if (!rules_.back().modality) {
                refuse("no modality '" + words_[1] +
                       "'; expected actual, planned, possible, conditional or reported");
            }
        } else {
            refuse("unknown '" + key +
                   "'; expected rule, token, child, head, maybe, no, fact, type, polarity or "
                   "modality");
        }
    }

    void expect_words(std::size_t count, const std::string& form) const {
        if (words_.size() != count) {
            refuse("expected '" + form + "'");
        }
    }

    void start_rule() {
        finish_rule();
        if (words_.size() < 2 || words_.size() > 3) {
            refuse("expected 'rule NAME' or 'rule NAME CONFIDENCE'");
        }
        Rule rule;
        rule.name = "rule:" + words_[1];
        if (std::ranges::any_of(rules_, [&](const Rule& r) { return r.name == rule.name; })) {
            refuse("a second rule '" + words_[1] + "'");
        }
        if (words_.size() == 3) {
            float value = 0;
            const char* const end = words_[2].data() + words_[2].size();
            if (std::from_chars(words_[2].data(), end, value).ptr != end || value < 0 ||
                value > 1) {
                refuse("confidence '" + words_[2] + "' is no number from 0 to 1");
            }
            rule.confidence = value;
        }
        rules_.push_back(std::move(rule));
        rule_line_ = number_;
        has_fact_ = false;
        names_.clear();
    }

    void finish_rule() const {
        if (!rules_.empty() && !has_fact_) {
            refuse("the rule has no 'fact SUBJECT | RELATION | OBJECT'", rule_line_);
        }
    }

    void read_token(const std::string& key) {
        Rule& rule = rules_.back();
        if (has_fact_) {
            refuse("'" + key + "' after 'fact'");
        }
        TokenPattern pattern;
        std::size_t at = 1;
        if (key != "token") {
            if (words_.size() < 2) {
                refuse("expected '" + key + " KNOWN " + (key == "no" ? "" : "NAME ") +
                       "CONDITION...'");
            }
            pattern.from = token_named(words_[at++]);
        }
        pattern.step = key == "token"   ? Step::Anywhere
                       : key == "child" ? Step::Child
                       : key == "head"  ? Step::Head
                       : key == "maybe" ? Step::Maybe
                                        : Step::No;
        std::string name;
        if (pattern.step != Step::No) {
            name = new_name(at++);
        }
        for (; at < words_.size(); ++at) {
            pattern.conditions.push_back(condition_of(words_[at]));
        }
        if (pattern.conditions.empty() && pattern.step != Step::Head) {
            refuse("expected a condition such as lemma=buy|sell");
        }
        if (rule.tokens.size() == kMostTokens) {
            refuse("more than " + std::to_string(kMostTokens) + " tokens in one rule");
        }
        rule.tokens.push_back(std::move(pattern));
        names_.push_back(std::move(name));
    }

    std::string new_name(std::size_t at) const {
        if (at >= words_.size() || words_[at].find('=') != std::string::npos) {
            refuse("expected a name for the token");
        }
        if (std::ranges::count(names_, words_[at]) > 0) {
            refuse("a second token '" + words_[at] + "'");
        }
        return words_[at];
    }

    std::size_t token_named(const std::string& name) const {
        const auto at = std::ranges::find(names_, name);
        if (at == names_.end() || name.empty()) {
            refuse("no token '" + name + "' above");
        }
        return static_cast<std::size_t>(at - names_.begin());
    }

    Condition condition_of(const std::string& text) const {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) {
            refuse("'" + text + "' is no condition; expected FIELD=VALUE or FIELD!=VALUE");
        }
        Condition condition;
        condition.negated = text[equals - 1] == '!';
        const std::string field = text.substr(0, equals - (condition.negated ? 1 : 0));
        const auto* const known = std::ranges::find(kFields, std::string_view(field),
                                                    &std::pair<std::string_view, Field>::first);
        if (known == kFields.end()) {
            refuse("no field '" + field + "'; expected lemma, form, upos, xpos, rel or type");
        }
        condition.field = known->second;
        std::istringstream values(text.substr(equals + 1));
        for (std::string value; std::getline(values, value, '|');) {
            condition.values.push_back(value);
        }
        check_values(condition);
        return condition;
    }

    /// Values of closed sets: a slip there would never match.
    void check_values(const Condition& condition) const {
        static constexpr std::array<std::string_view, 17> kUpos{
            "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN", "NUM",
            "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"};
        for (const std::string& value : condition.values) {
            if (condition.field == Field::Upos && std::ranges::count(kUpos, value) == 0) {
                refuse("no part of speech '" + value + "' (universaldependencies.org/u/pos)");
            }
            const std::string base = value.substr(0, value.find(':'));
            if (condition.field == Field::Rel && base != "dep" && base != "root" &&
                rel_from(base) == Rel::Other) {
                refuse("no relation '" + value + "' (universaldependencies.org/u/dep)");
            }
            if (condition.field == Field::Type && !entity_type_from(value)) {
                refuse("no type '" + value +
                       "'; expected Person, Organization, Place, Facility, Event, Work, Group, "
                       "Concept, Date, Money or Quantity");
            }
        }
    }

    void read_polarity() {
        expect_words(2, "polarity positive|negative");
        rules_.back().polarity = polarity_from(words_[1]);
        if (!rules_.back().polarity) {
            refuse("no polarity '" + words_[1] + "'; expected positive or negative");
        }
    }

    void read_fact(const std::string& line) {
        if (has_fact_) {
            refuse("a second 'fact' in one rule");
        }
        const std::string body = line.substr(line.find("fact") + 4);
        std::vector<std::string> slots;
        std::istringstream parts(body.substr(0, comment_of(body)));
        for (std::string slot; std::getline(parts, slot, '|');) {
            slots.push_back(trimmed(slot));
        }
        if (slots.size() < 3) {
            refuse("expected 'fact SUBJECT | RELATION | OBJECT', OBJECT - for none");
        }
        Rule& rule = rules_.back();
        rule.subject = found_token(slots[0]);
        rule.relation = relation_of(slots[1]);
        rule.object = slots[2] == "-" ? kNoToken : found_token(slots[2]);
        for (std::size_t i = 3; i < slots.size(); ++i) {
            rule.arguments.push_back(argument_of(slots[i]));
        }
        has_fact_ = true;
    }

    static std::size_t comment_of(const std::string& text) {
        bool quoted = false;
        for (std::size_t i = 0; i < text.size(); ++i) {
            quoted = quoted != (text[i] == '"');
            if (text[i] == '#' && !quoted) {
                return i;
            }
        }
        return text.size();
    }

    static std::string trimmed(const std::string& text) {
        const std::size_t begin = text.find_first_not_of(" \t\r");
        return begin == std::string::npos
                   ? std::string()
                   : text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
    }

    /// A token that every match has.
    std::size_t found_token(const std::string& name) const {
        const std::size_t token = token_named(name);
        if (rules_.back().tokens[token].step == Step::Maybe) {
            refuse("'" + name + "' may be missing ('maybe'): it cannot be subject or object");
        }
        return token;
    }

    /// Names of tokens and "inserted words".
    std::vector<Piece> relation_of(const std::string& slot) const {
        std::vector<Piece> pieces;
        for (std::size_t at = 0; at < slot.size();) {
            if (slot[at] == ' ' || slot[at] == '\t') {
                ++at;
            } else if (slot[at] == '"') {
                const std::size_t end = slot.find('"', at + 1);
                if (end == std::string::npos || end == at + 1) {
                    refuse("a quotation mark without its fellow, or nothing between the two");
                }
                pieces.push_back({kNoToken, slot.substr(at + 1, end - at - 1)});
                at = end + 1;
            } else {
                const std::size_t end = std::min(slot.find_first_of(" \t\"", at), slot.size());
                pieces.push_back({token_named(slot.substr(at, end - at)), {}});
                at = end;
            }
        }
        if (pieces.empty()) {
            refuse("a relation of no words");
        }
        return pieces;
    }

    ArgumentSlot argument_of(const std::string& slot) const {
        const std::size_t colon = slot.find(':');
        const std::string role = slot.substr(0, colon);
        const std::optional<Role> known = role_from(role);
        if (colon == std::string::npos || !known || role.empty()) {
            refuse("'" + slot +
                   "' has no role; expected time:, place:, manner:, purpose:, cause: or other:");
        }
        return {*known, token_named(trimmed(slot.substr(colon + 1)))};
    }

    std::istream& in_;
    std::string name_;
    std::uint64_t number_ = 0;
    std::vector<std::string> words_;
    std::vector<Rule> rules_;
    std::uint64_t rule_line_ = 0;
    bool has_fact_ = false;
    std::vector<std::string> names_;  ///< of the current rule's tokens; "" for absent ones
};

}  // namespace

UserRules::UserRules(std::istream& in, const std::string& name) {
    read(in, name);
}

UserRules::UserRules(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in || in.peek() == std::char_traits<char>::eof()) {
        throw InputError("cannot be read, or is empty; expected a rule file (docs/extraction.md)",
                         path);
    }
    read(in, path);
}

void UserRules::read(std::istream& in, const std::string& name) {
    std::ostringstream text;
    text << in.rdbuf();
    fingerprint_ = Hasher().add(text.str()).finish().hex().substr(0, 8);
    std::istringstream lines(text.str());
    for (Rule& rule : RuleReader(lines, name).read()) {
        extractors_.push_back(std::make_unique<RuleExtractor>(std::move(rule)));
    }
    if (extractors_.empty()) {
        throw InputError("no rules; expected 'rule NAME' lines (docs/extraction.md)", name);
    }
}

}  // namespace trefoil::extract
