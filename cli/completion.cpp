#include "cli/completion.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "extract/entity_key.hpp"
#include "graph/names.hpp"

namespace trefoil::cli {

namespace {

constexpr std::size_t kMaxCandidates = 100;

constexpr std::array<std::string_view, 21> kStarters{
    "MATCH", "OPTIONAL", "CREATE", "MERGE", "RETURN", "WITH",    "UNWIND",
    "CALL",  "DELETE",   "DETACH", "SET",   "REMOVE", "EXPLAIN", "PROFILE",
    "DROP",  "FOREACH",  "UNION",  "LOAD",  "USE",    "BEGIN",   "COMMIT"};

constexpr std::array<std::string_view, 40> kKeywords{"ALL",     "AND",         "AS",
                                                     "ASC",     "BY",          "CALL",
                                                     "CASE",    "CONTAINS",    "COUNT",
                                                     "CREATE",  "DELETE",      "DESC",
                                                     "DETACH",  "DISTINCT",    "ELSE",
                                                     "END",     "ENDS WITH",   "EXISTS",
                                                     "EXPLAIN", "IN",          "IS NOT NULL",
                                                     "IS NULL", "LIMIT",       "MATCH",
                                                     "MERGE",   "NOT",         "OPTIONAL MATCH",
                                                     "OR",      "ORDER BY",    "PROFILE",
                                                     "REMOVE",  "RETURN",      "SET",
                                                     "SKIP",    "STARTS WITH", "THEN",
                                                     "UNION",   "UNWIND",      "WHERE",
                                                     "WITH"};

constexpr std::array<std::string_view, 34> kFunctions{
    "abs(",       "avg(",          "coalesce(",   "collect(",  "count(",         "date(",
    "datetime(",  "duration(",     "entity(",     "evidence(", "head(",          "id(",
    "keys(",      "labels(",       "last(",       "length(",   "max(",           "mentions(",
    "min(",       "nodes(",        "properties(", "range(",    "relationships(", "reverse(",
    "round(",     "shortestPath(", "size(",       "split(",    "substring(",     "sum(",
    "toInteger(", "toLower(",      "toUpper(",    "type("};

char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
}

bool starts_with_any_case(std::string_view text, std::string_view prefix) {
    return text.size() >= prefix.size() &&
           std::equal(prefix.begin(), prefix.end(), text.begin(),
                      [](char a, char b) { return upper(a) == upper(b); });
}

/// Collects candidates that begin with a prefix in any case.
class Candidates {
  public:
    explicit Candidates(std::string prefix) : prefix_(std::move(prefix)) {}

    void add(std::string_view text) {
        if (starts_with_any_case(text, prefix_)) {
            found_.emplace_back(text);
        }
    }

    template <class Table>
    void add_all(const Table& table) {
        for (const std::string_view text : table) {
            add(text);
        }
    }

    [[nodiscard]] std::vector<std::string> take() {
        std::ranges::sort(found_);
        const auto repeated = std::ranges::unique(found_);
        found_.erase(repeated.begin(), repeated.end());
        found_.resize(std::min(found_.size(), kMaxCandidates));
        return std::move(found_);
    }

  private:
    std::string prefix_;
    std::vector<std::string> found_;
};

/// Names of nodes that begin with `prefix`, through the index of names in normal form.
void add_names(const graph::GraphView& view, const std::string& prefix, Candidates& candidates) {
    const std::string normal = extract::normalised_name(prefix);
    if (normal.empty()) {
        return;
    }
    const auto terms = view.reader().terms_with_prefix("n:" + normal, kMaxCandidates);
    for (const std::string& term : terms) {
        for (const NodeId node : view.reader().nodes_by_term(term)) {
            candidates.add(graph::display_name(view, node));
        }
    }
    bool all = terms.size() < kMaxCandidates;
    if (const auto key = view.find_key("name")) {
        const auto nodes = view.reader().nodes_by_prefix(*key, prefix, kMaxCandidates);
        for (const NodeId node : nodes) {
            candidates.add(graph::display_name(view, node));
        }
        all = all && nodes.size() < kMaxCandidates;
    }
    if (!all) {
        candidates.add(prefix);  // so that nothing is inserted that only the names found share
    }
}

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// Where the text since an open quote begins; npos outside quotes.
std::size_t open_quote(const std::string& before) {
    char quote = 0;
    std::size_t begin = std::string::npos;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (quote == 0 && (before[i] == '\'' || before[i] == '"' || before[i] == '`')) {
            quote = before[i];
            begin = i + 1;
        } else if (before[i] == quote) {
            quote = 0;
            begin = std::string::npos;
        }
    }
    return begin;
}

}  // namespace

std::vector<std::string> complete(const graph::GraphView& view, const std::string& before,
                                  std::size_t& word_begin) {
    if (const std::size_t quoted = open_quote(before); quoted != std::string::npos) {
        word_begin = quoted;
        Candidates names(before.substr(quoted));
        add_names(view, before.substr(quoted), names);
        return names.take();
    }
    word_begin = before.size();
    while (word_begin > 0 && is_word(before[word_begin - 1])) {
        --word_begin;
    }
    const std::string word = before.substr(word_begin);
    const char previous = word_begin > 0 ? before[word_begin - 1] : '\0';
    if (previous == ':' && word_begin == 1) {
        word_begin = 0;
        Candidates commands(":" + word);
        for (const auto& [command, help] : shell_commands()) {
            commands.add(command.substr(0, command.find(' ')));
        }
        return commands.take();
    }
    Candidates candidates(word);
    if (previous == ':' || previous == '|') {
        for (const LabelId label : view.reader().labels()) {
            candidates.add(view.name_of(label));
        }
        for (const TypeId type : view.reader().types()) {
            candidates.add(view.name_of(type));
        }
        return candidates.take();
    }
    if (previous == '.') {
        for (const KeyId key : view.reader().keys()) {
            candidates.add(view.name_of(key));
        }
        return candidates.take();
    }
    candidates.add_all(kKeywords);
    candidates.add_all(kFunctions);
    add_names(view, word, candidates);
    return candidates.take();
}

bool begins_statement(const std::string& word) {
    return std::ranges::any_of(kStarters, [&](std::string_view starter) {
        return starter.size() == word.size() && starts_with_any_case(word, starter);
    });
}

const std::vector<std::pair<std::string, std::string>>& shell_commands() {
    static const std::vector<std::pair<std::string, std::string>> kCommands{
        {":help", "this list"},
        {":quit", "leave (also :exit, Ctrl-D)"},
        {":schema", "labels, relationship types and property keys with their counts"},
        {":mode [NAME]",
         "how results are shown: table, line, csv, tsv, json, jsonl, markdown, ..."},
        {":set facts all|default",
         "which facts are seen; also :set confidence X, :set sources N, :set since DAY, :set until "
         "DAY, :set pager on|off"},
        {":timer on|off", "show how long each statement took"},
        {":param NAME => VALUE", "set $NAME for later statements"},
        {":params", "list the parameters"},
        {":why N", "the sentences behind row N of the last result"},
        {":last [MODE]", "show the last result again, in another mode"},
        {":show NAME", "one entity with its facts"},
        {":path A TO B", "a shortest path between two entities"},
        {":around NAME [HOPS]", "the facts around an entity"},
        {":dot FILE", "draw the last result's nodes and relationships (also :svg FILE, :png FILE)"},
        {":ingest FILE...", "read articles into the store"},
        {":begin", "open a transaction for the statements to come"},
        {":commit", "keep the changes of the open transaction"},
        {":rollback", "drop the changes of the open transaction"},
        {":read FILE", "run the statements of a file"},
        {":output [FILE]", "write results to a file; without a name, to the terminal again"},
    };
    return kCommands;
}

}  // namespace trefoil::cli
