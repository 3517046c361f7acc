#include "base/analysis.hpp"

#include <array>

namespace trefoil {
namespace {

constexpr std::array<std::string_view, 12> kEntityTypes = {
    "Person", "Organization", "Place",     "Facility", "Event", "Work",
    "Group",  "Concept",      "Statement", "Date",     "Money", "Quantity"};
constexpr std::array<std::string_view, 4> kMentionKinds = {"name", "nominal", "pronoun", "value"};
constexpr std::array<std::string_view, 2> kPolarities = {"positive", "negative"};
constexpr std::array<std::string_view, 5> kModalities = {"actual", "planned", "possible",
                                                         "conditional", "reported"};
constexpr std::array<std::string_view, 7> kRoles = {"",        "time",  "place", "manner",
                                                    "purpose", "cause", "other"};

template <class Enum, std::size_t N>
std::optional<Enum> find_name(const std::array<std::string_view, N>& names, std::string_view name) {
    for (std::size_t i = 0; i < N; ++i) {
        if (names[i] == name) {
            return static_cast<Enum>(i);
        }
    }
    return std::nullopt;
}

}  // namespace

std::string_view name_of(EntityType type) {
    return kEntityTypes.at(static_cast<std::size_t>(type));
}

std::string_view name_of(MentionKind kind) {
    return kMentionKinds.at(static_cast<std::size_t>(kind));
}

std::string_view name_of(Polarity polarity) {
    return kPolarities.at(static_cast<std::size_t>(polarity));
}

std::string_view name_of(Modality modality) {
    return kModalities.at(static_cast<std::size_t>(modality));
}

std::string_view name_of(Role role) {
    return kRoles.at(static_cast<std::size_t>(role));
}

std::optional<EntityType> entity_type_from(std::string_view name) {
    return find_name<EntityType>(kEntityTypes, name);
}

std::optional<MentionKind> mention_kind_from(std::string_view name) {
    return find_name<MentionKind>(kMentionKinds, name);
}

std::optional<Polarity> polarity_from(std::string_view name) {
    return find_name<Polarity>(kPolarities, name);
}

std::optional<Modality> modality_from(std::string_view name) {
    return find_name<Modality>(kModalities, name);
}

std::optional<Role> role_from(std::string_view name) {
    return find_name<Role>(kRoles, name);
}

}  // namespace trefoil
