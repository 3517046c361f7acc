#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/analysis.hpp"
#include "extract/gazetteer.hpp"
#include "extract/mentions.hpp"

namespace trefoil::extract {

/// What the text around says about places: which countries it names, by name, demonym or capital.
class NamingContext {
  public:
    NamingContext(std::span<const MentionCandidate> mentions, const Gazetteer& gazetteer);

    /// True if the country stands in the text in a way that no other place could mean (demonym,
    /// capital, unambiguous name).
    [[nodiscard]] bool names_country(std::string_view code) const {
        return countries_.contains(std::string(code));
    }

  private:
    std::set<std::string> countries_;
};

/// A mention's surface as a name: one blank between words, no quotation marks around, no final 's.
std::string clean_name(std::string_view surface);

/// Cluster of an entity with names: type by vote, the fullest frequent name, aliases, and a link to
/// a country or place where the gazetteer is certain.
Cluster name_entity(std::span<const MentionCandidate* const> names, const NamingContext& context,
                    const Gazetteer& gazetteer);

/// Takes the link from places that the text puts elsewhere: "Paris, Texas". A following name of a
/// region or country speaks against a linked place of another country, and against one of the same
/// country if that has several places of the name and the region is not named elsewhere. `mentions`
/// are of the whole document, sorted.
void drop_contradicted_links(std::string_view text, std::span<const EntityMention> mentions,
                             std::span<Cluster> clusters, const Gazetteer& gazetteer);

/// Cluster of noun phrases that mean one thing of this document: a Concept named by its fullest
/// phrase.
Cluster name_concept(std::span<const MentionCandidate* const> nominals);

}  // namespace trefoil::extract
