#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"

/// What extraction says about one document: the vocabulary that `extract` produces, `store` keeps
/// and `graph` turns into nodes and facts. Plain data, comparable; all spans are bytes of the
/// document's stored text.
namespace trefoil {

/// Coarse type of an entity or value. The numbers are on disk: add at the end, never renumber.
enum class EntityType : std::uint8_t {
    Person = 0,
    Organization = 1,
    Place = 2,
    Facility = 3,
    Event = 4,
    Work = 5,
    Group = 6,
    Concept = 7,    ///< a common noun phrase: belongs to one document
    Statement = 8,  ///< a clause that was said or thought: belongs to one document
    Date = 9,
    Money = 10,
    Quantity = 11,
};

/// "Person", "Organization", ...: the label of a node and the "type" of the JSON output.
std::string_view name_of(EntityType type);
std::optional<EntityType> entity_type_from(std::string_view name);

/// True for types whose entities merge across documents by name.
constexpr bool is_named_type(EntityType type) {
    return type <= EntityType::Group;
}

enum class MentionKind : std::uint8_t { Name = 0, Nominal = 1, Pronoun = 2, Value = 3 };
enum class Polarity : std::uint8_t { Positive = 0, Negative = 1 };
/// Modality of the content itself. Planned, possible and conditional win over reported.
enum class Modality : std::uint8_t {
    Actual = 0,
    Planned = 1,
    Possible = 2,
    Conditional = 3,
    Reported = 4
};
/// Role of a further argument.
enum class Role : std::uint8_t {
    None = 0,
    Time = 1,
    Place = 2,
    Manner = 3,
    Purpose = 4,
    Cause = 5,
    Other = 6
};

std::string_view name_of(MentionKind kind);
std::string_view name_of(Polarity polarity);
std::string_view name_of(Modality modality);
std::string_view name_of(Role role);
std::optional<MentionKind> mention_kind_from(std::string_view name);
std::optional<Polarity> polarity_from(std::string_view name);
std::optional<Modality> modality_from(std::string_view name);
std::optional<Role> role_from(std::string_view name);

/// A span that names an entity or a value. Immutable once stored.
struct Mention {
    Span span;  ///< the whole phrase as shown
    MentionKind kind = MentionKind::Name;
    EntityType type = EntityType::Concept;
    std::optional<std::uint32_t>
        cluster;        ///< index into Analysis::clusters; none for values and unresolved pronouns
    std::string value;  ///< normal form of a value: ISO date or interval, "EUR 5000000", "12 km"

    bool operator==(const Mention&) const = default;
};

/// The mentions of one document that mean one thing: an entity as this document knows it.
struct Cluster {
    EntityType type = EntityType::Concept;
    std::string name;                  ///< fullest frequent name, without titles and final 's
    std::vector<std::string> aliases;  ///< other surface names, sorted, without `name`
    std::string link;  ///< certain gazetteer id ("country:UA", "geonames:703448"), else empty

    bool operator==(const Cluster&) const = default;
};

/// Part of a triple: exact surface text with its covering span. `text` differs from the span's
/// bytes only where words between were left out or a word was inserted (then the span covers what
/// is there, or is empty).
struct Phrase {
    std::string text;
    Span span;
    std::optional<std::uint32_t> cluster;  ///< the entity this phrase as a whole names
    std::optional<EntityType> type;

    bool operator==(const Phrase&) const = default;
};

/// A further argument with its own preposition at the start of `phrase.text`.
struct Argument {
    Phrase phrase;
    Role role = Role::None;
    std::string preposition;  ///< lower case, "" if none

    bool operator==(const Argument&) const = default;
};

/// Who claims the content.
struct Attribution {
    std::string source;                    ///< surface text
    std::optional<std::uint32_t> cluster;  ///< the entity, where known

    bool operator==(const Attribution&) const = default;
};

/// One assertion: subject, relation, object (may be absent) with everything that qualifies it.
struct Triple {
    std::uint32_t sentence = 0;  ///< index into Analysis::sentences
    Phrase subject;
    std::string relation_text;  ///< surface relation phrase with auxiliaries, negation and trailing
                                ///< preposition
    std::string relation_type;  ///< normalised: lemma, particle, preposition joined by "_"
                                ///< (recognize, talk_with)
    std::string
        relation_kind;   ///< "verb", "copula", "apposition", "possessive", "nominal", "title", ...
    Span relation_span;  ///< covering span; empty where the relation was inserted
    std::optional<Phrase> object;
    std::vector<Argument> arguments;
    Polarity polarity = Polarity::Positive;
    Modality modality = Modality::Actual;
    std::optional<Attribution> attribution;
    std::string time;       ///< ISO date, partial date or interval "a/b"; "" if none
    std::string place;      ///< name of the place entity; "" if none
    float confidence = 0;   ///< in [0,1]
    std::string extractor;  ///< name of the extractor that made it
    /// For derived facts: index into Analysis::triples of the assertion it comes from. Such a
    /// triple is binary, walks from entity to entity, and is not counted in sources or statistics.
    std::optional<std::uint32_t> derived_from;
    std::string phrase;  ///< derived facts: the surface words between subject and object

    bool operator==(const Triple&) const = default;
};

/// Everything extracted from one document.
struct Analysis {
    std::vector<Span> sentences;    ///< in text order
    std::vector<Mention> mentions;  ///< sorted by span
    std::vector<Cluster> clusters;
    std::vector<Triple> triples;  ///< in sentence order; a derived triple stands after its origin

    bool operator==(const Analysis&) const = default;
};

/// A document's identity and fields, apart from its text.
struct DocumentInfo {
    std::string source;  ///< path or URL as given; "-" for standard input
    std::string title;   ///< "" if none
    std::string date;    ///< ISO date, "" if none: never today's

    bool operator==(const DocumentInfo&) const = default;
};

}  // namespace trefoil
