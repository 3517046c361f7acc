#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/analysis.hpp"
#include "base/hash.hpp"
#include "extract/gazetteer.hpp"
#include "store/record.hpp"

/// What one document shows of a named thing, as far as it tells things of one name apart: all that
/// resolution across documents compares. Made once, when a document is ingested, from its text, its
/// analysis and the name tables; afterwards neither is needed.
namespace trefoil::graph {

struct Profile {
    EntityType type = EntityType::Organization;
    std::string name;      ///< extract::normalised_name of the cluster's name
    std::string spelling;  ///< `name` in American spelling where that differs, else empty
    std::string link;      ///< certain gazetteer id, or empty
    std::vector<std::string> aliases;  ///< normalised other names that may introduce the thing
                                       ///< elsewhere (acronyms, full names), sorted
    extract::Gender gender = extract::Gender::Unknown;  ///< of people: what pronouns say
    std::string born;                                   ///< year, or empty
    std::string died;                                   ///< year, or empty
    std::vector<std::string> fields;  ///< what roles say: "sport", "politics", ...; sorted
    std::string country;      ///< ISO code of the country it lies in or that its document is about;
                              ///< only where it matters (places, names that many things bear)
    std::string region;       ///< what follows a place's name ("Springfield, Illinois"), normalised
    std::uint32_t place = 0;  ///< places: GeoNames id of the largest place of the name; 0 if none
    bool common = false;      ///< a name that many people bear ("John Smith", "Maria")
    bool generic = false;     ///< a name that many countries or towns have ("Ministry of Defence")
    bool ambiguous = false;   ///< places: no place of the name is by far the largest; people: the
                              ///< surname is among the usual ones, so its spelling is no accident
    bool acronym = false;     ///< written in capitals: "EU", "WHO"
    std::string document;     ///< its document (hexadecimal) where the name alone is no sign of
                              ///< identity ("Smith", "the Parliament"), else empty
    std::string apart;        ///< document that the user split it off in (hexadecimal), or empty

    auto operator<=>(const Profile&) const = default;

    /// Public id of an entity that has this profile alone: of link, or type and name
    /// (extract::named_entity_key), and of `document` and `apart` where they are given.
    [[nodiscard]] Hash128 key() const;

    /// What names are compared by.
    [[nodiscard]] const std::string& spelt() const { return spelling.empty() ? name : spelling; }

    /// Identity of the profile.
    [[nodiscard]] Hash128 digest() const;
    /// The one block in which it is resolved: profiles of different blocks are never compared.
    [[nodiscard]] std::string block() const;
};

/// A profile for each of a document's clusters; nothing for Concepts, Statements and clusters
/// without name. Pure; linear.
std::vector<std::optional<Profile>> profiles_of(const store::DocumentRecord& document,
                                                std::string_view text, const Analysis& analysis,
                                                const extract::Gazetteer& gazetteer);

/// Compact bytes for the store, and back. decode throws CorruptionError.
std::string encode(const Profile& profile);
Profile decode_profile(std::string_view bytes);

}  // namespace trefoil::graph
