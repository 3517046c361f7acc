#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trefoil::extract {

/// Key under which names are compared: lower case, diacritics removed ("Zürich" -> "zurich"), every
/// run of other characters than letters and digits one blank ("People's" -> "people s", "U.S." ->
/// "u s"). Letters outside the Latin script stay as they are (lower case). Linear; ASCII needs no
/// Unicode tables.
std::string fold_name(std::string_view name);

enum class Gender : std::uint8_t { Unknown = 0, Male = 1, Female = 2, Either = 3 };

/// Most frequent WordNet class of a common noun, as far as the tables keep it.
enum class NounClass : std::uint8_t {
    Person = 1,
    Group = 2,
    Location = 3,
    Act = 4,
    Event = 5,
    Communication = 6,
    Time = 7,
    Quantity = 8,
    Artifact = 9,
    Cognition = 10,
    Possession = 11,
    State = 12,
    Attribute = 13,
};

/// All views in the structs below point into the table and live as long as the Gazetteer.
struct Country {
    std::string_view code;     ///< ISO 3166-1 alpha-2
    std::string_view name;     ///< common English name
    std::string_view demonym;  ///< "Ukrainian"
    std::string_view capital;  ///< first capital; may be empty
};

struct Place {
    std::uint32_t id = 0;          ///< GeoNames id
    std::string_view name;         ///< GeoNames' main name
    std::string_view country;      ///< ISO code
    std::uint32_t population = 0;  ///< may be 0 where unknown
    bool capital = false;          ///< capital of a country
    bool seat = false;             ///< seat of a first-level region
    bool alternate = false;        ///< the asked name is an alternate name, not the main one
    bool common_word =
        false;  ///< the asked name is also a common word or a first name: ask for more evidence
};

enum class TitleKind : std::uint8_t { Honorific = 0, Role = 1, Rank = 2, Clergy = 3, Royal = 4 };

struct Title {
    TitleKind kind = TitleKind::Honorific;
    Gender gender = Gender::Unknown;
};

/// How common a name of people is: its place in lists of the most common ones, 1 the most common;
/// 0 if it is not listed.
struct NameRank {
    std::uint32_t given = 0;    ///< among 500 given names of each sex
    std::uint32_t surname = 0;  ///< among 10,000 surnames
};

/// A noun that stands for what a verb says: "recognition" -> recognize (Event), "leader" -> lead
/// (Agent).
struct NounVerb {
    enum class Kind : std::uint8_t { Event = 0, Agent = 1 };
    std::string_view verb;  ///< American spelling
    Kind kind = Kind::Event;
    bool sure = false;  ///< from PropBank (or both sources); else WordNet derivation only
};

/// Which kinds of place bear a name.
struct PlaceSenses {
    bool country = false;
    bool region = false;
    bool town = false;             ///< as Gazetteer::place(), whose largest town it speaks of
    bool common_word = false;      ///< of the town
    std::uint32_t population = 0;  ///< of the town
};

/// Read-only tables of names and words (docs/entities.md; sources and licences in data/README.md),
/// mapped into memory. All lookups fold their argument themselves, are logarithmic, and are safe to
/// call from several threads. A default-constructed Gazetteer is empty: every lookup finds nothing.
class Gazetteer {
  public:
    Gazetteer();
    Gazetteer(Gazetteer&&) noexcept;
    Gazetteer& operator=(Gazetteer&&) noexcept;
    ~Gazetteer();

    /// Maps `file`. Throws InputError if it is missing, damaged, or of another version.
    static Gazetteer open(const std::filesystem::path& file);
    /// $TREFOIL_DATA/gazetteer.bin, else share/trefoil beside the program's folder, else data/ of
    /// the source tree: the first that exists; the last if none does.
    static std::filesystem::path default_path();

    [[nodiscard]] bool empty() const;

    /// The country of this name or alias ("United States", "U.S.", "UK", "Burma"). All-capital
    /// abbreviations must be written in capitals ("US", not "us"); a leading "the" is ignored.
    [[nodiscard]] std::optional<Country> country_of(std::string_view name) const;
    [[nodiscard]] std::optional<Country> country_by_code(std::string_view code) const;
    /// Country of an adjective or a noun of nationality: "Russian", "Russians", "Danes".
    [[nodiscard]] std::optional<Country> country_of_demonym(std::string_view word) const;
    /// Country whose capital has this name.
    [[nodiscard]] std::optional<Country> country_of_capital(std::string_view name) const;

    /// The largest place of this name, main names before alternate ones only where they are larger.
    [[nodiscard]] std::optional<Place> place(std::string_view name) const;
    /// All places of this name, largest first.
    [[nodiscard]] std::vector<Place> places(std::string_view name) const;
    /// ISO code of the country that has a first-level region (state, province) of this name.
    [[nodiscard]] std::optional<std::string_view> region(std::string_view name) const;

    /// What country_of(), region() and place() find, at the cost of one of them.
    [[nodiscard]] PlaceSenses place_senses(std::string_view name) const;

    /// Honorific, role or rank that stands before a name: "Mr", "Lt. Gen.", "Prime Minister"; up to
    /// four words.
    [[nodiscard]] std::optional<Title> title(std::string_view words) const;
    /// Gender of a given name; nothing if it is not in the lists.
    [[nodiscard]] std::optional<Gender> first_name(std::string_view word) const;
    /// How common a word is as a given name and as a surname (in the United States).
    [[nodiscard]] NameRank name_rank(std::string_view word) const;
    /// True if one is a short or pet form of the other ("Bob", "Robert").
    [[nodiscard]] bool nickname(std::string_view a, std::string_view b) const;

    /// Class of a lower-case noun lemma; nothing if unknown or of a class that is not kept (plants,
    /// animals, ...).
    [[nodiscard]] std::optional<NounClass> noun_class(std::string_view lemma) const;
    /// True if the noun's person sense is among its classes, though maybe not the first ("founder",
    /// "ally").
    [[nodiscard]] bool may_be_person(std::string_view lemma) const;
    /// Verbs behind a noun, surest first; at most one of each kind and verb.
    [[nodiscard]] std::vector<NounVerb> verbs_of_noun(std::string_view noun) const;
    /// The surest event verb of a noun ("recognition" -> "recognize"), "" if none.
    [[nodiscard]] std::string_view event_verb(std::string_view noun) const;
    /// The surest verb of an agent noun ("owner" -> "own"), "" if none.
    [[nodiscard]] std::string_view agent_verb(std::string_view noun) const;
    /// American spelling of a lower-case word ("recognise" -> "recognize"); the word itself if
    /// there is none. The result may point into `word`.
    [[nodiscard]] std::string_view american(std::string_view word) const;

  private:
    struct Tables;
    std::unique_ptr<const Tables> tables_;
};

/// An empty one that lives as long as the program.
const Gazetteer& no_gazetteer();

}  // namespace trefoil::extract
