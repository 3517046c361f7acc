#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "graph/profile.hpp"

/// The question at the heart of resolution: may two profiles of one block be one thing?
namespace trefoil::graph {

enum class Verdict : std::uint8_t {
    Refuse = 0,  ///< two things: nothing may join them but the user
    Apart = 1,   ///< nothing says that they are one
    Review = 2,  ///< perhaps one; left apart, and listed for the user
    Accept = 3,  ///< one
};

std::string_view name_of(Verdict verdict);

struct Judgement {
    Verdict verdict = Verdict::Apart;
    int score = 0;          ///< in thousandths; how sure an Accept or Review is
    std::string_view rule;  ///< "same name", "acronym", "different birth years", ...; a constant

    bool operator==(const Judgement&) const = default;
};

/// Symmetric, pure. Rules in docs/entities.md, "Across documents".
Judgement same_thing(const Profile& a, const Profile& b);

/// True for a name that fits several fuller ones: a bare surname, an acronym. Such a one joins none
/// if it fits two things.
bool is_short_name(const Profile& profile);

}  // namespace trefoil::graph
