// Guards first: what one document says that cannot be true of the other's thing. Then names: equal
// ones are one thing, unless so many things bear the name that something else must agree too;
// different ones only by a rule that says how one becomes the other.
#include "graph/same_thing.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "graph/name_words.hpp"

namespace trefoil::graph {

namespace {

using extract::Gender;

constexpr Judgement refuse(std::string_view rule) {
    return {Verdict::Refuse, 0, rule};
}

constexpr Judgement review(std::string_view rule, int score) {
    return {Verdict::Review, score, rule};
}

constexpr Judgement accept(std::string_view rule, int score) {
    return {Verdict::Accept, score, rule};
}

bool differ(const std::string& a, const std::string& b) {
    return !a.empty() && !b.empty() && a != b;
}

bool agree(const std::string& a, const std::string& b) {
    return !a.empty() && a == b;
}

bool share(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return std::ranges::any_of(
        a, [&](const auto& text) { return std::ranges::binary_search(b, text); });
}

// ---- people

/// Given names that one person may bear: equal, an initial of the other, or one transliterated.
bool given_names_agree(std::string_view a, std::string_view b) {
    return same_given_name(a, b) || ((a.size() == 1 || b.size() == 1) && a[0] == b[0]);
}

/// How well two full names of people fit, in thousandths; 0 if they do not.
int full_names_fit(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    if (!same_surname(surname(a), surname(b)) || !given_names_agree(a.front(), b.front())) {
        return 0;
    }
    if (a.size() == b.size() && a.size() > 2) {
        for (std::size_t i = 1; i + 1 < a.size(); ++i) {
            if (!given_names_agree(a[i], b[i])) {
                return 0;
            }
        }
    }
    const bool equal = a.front() == b.front() && surname(a) == surname(b);
    const bool initial = a.front().size() == 1 || b.front().size() == 1;
    return initial ? 600 : equal ? 900 : 850;
}

Judgement same_common_name(const Profile& a, const Profile& b) {
    if (agree(a.born, b.born)) {
        return accept("same name and year of birth", 980);
    }
    if (!a.fields.empty() && !b.fields.empty()) {
        return share(a.fields, b.fields) ? accept("same common name and field", 800)
                                         : refuse("a common name in different fields");
    }
    return review("a common name, and nothing else in common", 300);
}

Judgement same_person(const Profile& a, const Profile& b) {
    if (differ(a.born, b.born)) {
        return refuse("different years of birth");
    }
    if (differ(a.died, b.died)) {
        return refuse("different years of death");
    }
    if ((a.gender == Gender::Male && b.gender == Gender::Female) ||
        (a.gender == Gender::Female && b.gender == Gender::Male)) {
        return refuse("he in one document, she in the other");
    }
    const auto left = words_of(a.name);
    const auto right = words_of(b.name);
    if (left.size() == 1 && right.size() == 1) {
        if (!same_surname(left[0], right[0])) {
            return refuse("different names");
        }
        if (a.common || b.common) {
            return review("a name that many people bear, alone", 200);
        }
        return left[0] == right[0] ? accept("same name", 850) : review("similar name alone", 400);
    }
    if (left.size() == 1 || right.size() == 1) {
        const auto& bare = left.size() == 1 ? left : right;
        const auto& full = left.size() == 1 ? right : left;
        if (bare[0] != surname(full)) {
            return refuse("different names");
        }
        const bool common = left.size() == 1 ? a.common : b.common;
        return common ? review("a surname that many people bear", 200)
                      : accept("rare surname of a full name", 700);
    }
    const auto fit = full_names_fit(left, right);
    if (fit == 0) {
        return refuse("different given names");
    }
    if (a.name == b.name && (a.common || b.common)) {
        return same_common_name(a, b);
    }
    if (fit < 700) {
        return share(a.fields, b.fields) ? accept("initial of a given name, same field", 650)
                                         : review("initial of a given name", 400);
    }
    if (a.name == b.name) {
        return accept("same name", 950);
    }
    if (a.ambiguous && b.ambiguous && surname(left) != surname(right)) {
        return review("two usual surnames that sound alike", 400);
    }
    return accept("one name, spelt in two ways", fit);
}

// ---- places

Judgement same_place(const Profile& a, const Profile& b) {
    if (differ(a.link, b.link)) {
        return refuse("different places of the name tables");
    }
    if (agree(a.link, b.link)) {
        return accept("same place of the name tables", 1000);
    }
    if (differ(a.country, b.country)) {
        return refuse("in different countries");
    }
    if (differ(a.region, b.region) && a.link.empty() && b.link.empty() && a.ambiguous) {
        return refuse("in different regions");
    }
    const bool equal = a.name == b.name;
    const bool one_linked = a.link.empty() != b.link.empty();
    if (one_linked && a.region != b.region && !(a.link.empty() ? a : b).region.empty()) {
        return review("one of several places of the name", 300);
    }
    if (!equal && a.place == 0 && b.place == 0 && a.name.size() > 4 && same_sound(a.name, b.name)) {
        return accept("one name, spelt in two ways", 800);
    }
    if (!equal && (a.place == 0 || a.place != b.place)) {
        return refuse("different names");
    }
    if (a.ambiguous || b.ambiguous) {
        const bool known = agree(a.country, b.country) || agree(a.region, b.region);
        if (one_linked || !equal) {
            return known ? accept("same name and country", 700)
                         : review("one of several places of the name", 300);
        }
        return agree(a.region, b.region) ? accept("same name and region", 900)
               : a.region.empty() && b.region.empty()
                   ? accept("same name", 700)
                   : review("one of several places of the name", 300);
    }
    return equal ? accept("same name", 900) : accept("names of one place in the name tables", 850);
}

// ---- organizations, facilities, groups, events, works

/// Types that documents confuse where the name is the same ("the White House").
bool types_fit(EntityType a, EntityType b) {
    const auto body = [](EntityType type) {
        return type == EntityType::Organization || type == EntityType::Facility ||
               type == EntityType::Group;
    };
    return a == b || (body(a) && body(b));
}

bool declares(const Profile& full, const Profile& acronym) {
    return std::ranges::binary_search(full.aliases, acronym.name);
}

Judgement acronym_of(const Profile& acronym, const Profile& full) {
    if (declares(full, acronym)) {
        return accept("acronym that its document defines", 900);
    }
    if (!spells(acronym.name, full.spelt())) {
        return {Verdict::Apart, 0, "initials of other words"};
    }
    constexpr std::size_t kTelling = 4;  // so many initials rarely agree by chance
    return acronym.name.size() >= kTelling ? accept("four initials or more", 650)
                                           : review("initials, defined nowhere", 400);
}

Judgement same_body(const Profile& a, const Profile& b) {
    if (!types_fit(a.type, b.type)) {
        return refuse("different types");
    }
    if (a.acronym != b.acronym) {
        return a.acronym ? acronym_of(a, b) : acronym_of(b, a);
    }
    if (a.spelt() != b.spelt() && content_words(a.spelt()) != content_words(b.spelt())) {
        return refuse("different names");
    }
    if (a.generic || b.generic) {
        if (differ(a.country, b.country)) {
            return refuse("a common name in different countries");
        }
        return agree(a.country, b.country) ? accept("same name and country", 800)
                                           : review("a name that many countries have", 300);
    }
    if (a.type != b.type && words_of(a.name).size() < 2) {
        return review("same name, another type", 300);
    }
    if (a.name == b.name) {
        return accept("same name", a.type == b.type ? 950 : 750);
    }
    return accept("one name, spelt in two ways", 900);
}

}  // namespace

std::string_view name_of(Verdict verdict) {
    static constexpr std::array kNames{"refuse", "apart", "review", "accept"};
    return kNames.at(static_cast<std::size_t>(verdict));
}

Judgement same_thing(const Profile& a, const Profile& b) {
    if (a.apart != b.apart) {
        return refuse("split by the user");
    }
    if ((a.type == EntityType::Person) != (b.type == EntityType::Person) ||
        (a.type == EntityType::Place) != (b.type == EntityType::Place)) {
        return refuse("different types");
    }
    return a.type == EntityType::Person  ? same_person(a, b)
           : a.type == EntityType::Place ? same_place(a, b)
                                         : same_body(a, b);
}

bool is_short_name(const Profile& profile) {
    return profile.acronym ||
           (profile.type == EntityType::Person && words_of(profile.name).size() == 1);
}

}  // namespace trefoil::graph
