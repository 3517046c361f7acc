#pragma once

#include <iosfwd>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "extract/score/fact_words.hpp"

/// The facts format as read: wordings as stems. score/facts.hpp compares output with it.
namespace trefoil::extract {

/// A name or noun phrase and its accepted wordings.
struct FactTerm {
    std::vector<std::string> keys;
    std::set<Stems> whole;
    std::vector<Stems> heads;  ///< the same head is enough
    bool any = false;
};

/// Subject, relation and object.
struct Statement {
    std::optional<FactTerm> subject;  ///< none: any
    std::optional<FactTerm> object;
    std::set<Stems> relation;
    bool any_relation = true;
    std::string polarity;  ///< empty: any
};

struct FactQualifiers {
    bool any_polarity = false;
    std::string polarity;
    std::set<std::string> modalities;
    std::optional<FactTerm> source;
    bool source_optional = false;
    std::string time;  ///< a prefix; empty: none
    std::vector<std::string> times;
    bool time_optional = false;
};

/// A fact that must be found.
struct WantedFact {
    std::string article;
    std::string sentence_id;
    std::string shown;
    double weight = 1;
    bool visible = true;
    bool symmetric = false;
    std::vector<std::string> phenomena;
    std::vector<Statement> statements;  ///< the fact and other encodings of it
    FactQualifiers qualifiers;
};

/// A statement that must not come out.
struct ForbiddenFact {
    std::string article;
    std::string sentence_id;
    std::string shown;
    std::string kind;
    std::string pattern;            ///< of kind "node"
    std::string relation_excluded;  ///< a pattern
    bool same_sentence = false;
    std::vector<std::string> allowed_modalities;
    std::string allowed_polarity;
    bool allowed_attributed = false;
    std::optional<FactTerm> source;
    Statement statement;
};

struct FactArticle {
    std::string name;
    std::vector<std::string> aliases;
    std::vector<std::pair<std::string, std::string>> sentences;  ///< id, squashed text
};

struct FactsTable {
    std::vector<FactArticle> articles;
    std::map<Stems, std::string> key_of_name;
    std::vector<WantedFact> facts;
    std::vector<ForbiddenFact> forbidden;
};

/// Reads the JSON form of docs/evaluation.md. Throws InputError if the file is none.
FactsTable read_facts_table(std::istream& in, const std::string& name);

}  // namespace trefoil::extract
