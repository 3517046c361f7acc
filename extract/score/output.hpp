#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trefoil::extract {

/// A slot of a triple as some program printed it.
struct FoundSlot {
    std::string text;    ///< an argument's with its preposition
    std::string entity;  ///< name of the entity; empty if none
    std::string preposition = {};
    std::string role = {};
};

/// A triple as some program printed it: what the scorers compare with gold.
struct FoundTriple {
    FoundSlot subject;
    std::string relation;       ///< surface text
    std::string relation_type;  ///< normalised; empty if not given
    std::optional<FoundSlot> object;
    std::vector<FoundSlot> arguments;
    bool negative = false;
    std::string modality = "actual";
    std::optional<FoundSlot> attribution;
    std::string time;  ///< ISO; empty if none
    double confidence = 1;
    bool derived = false;
};

/// One sentence with what was found in it.
struct FoundSentence {
    std::string document;
    std::string text;
    std::vector<FoundTriple> triples;
};

/// Reads `extract --format jsonl` output, or that of another program in its form: an object a line
/// with "text" and "triples"; a slot is an object with "text" or a string. `name` is for messages.
/// Throws InputError with the line.
std::vector<FoundSentence> read_found_jsonl(std::istream& in, const std::string& name);

/// Reads lines of sentence, confidence, relation and arguments, separated by tabs, as many
/// extractors print them. Throws InputError with the line.
std::vector<FoundSentence> read_found_tabbed(std::istream& in, const std::string& name);

/// Words between blanks. The views point into `text`.
std::vector<std::string_view> split_blanks(std::string_view text);
/// `text` without blanks at its ends.
std::string_view trim_blanks(std::string_view text);
/// Pieces between `separator`, empty ones included. Pieces point into `text`.
std::vector<std::string_view> split_at(std::string_view text, std::string_view separator);

/// 2PR / (P + R), 0 where both are 0.
double f1_of(double precision, double recall);

}  // namespace trefoil::extract
