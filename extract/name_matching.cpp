// Which names of a document mean the same. Every rule is precise by itself; pairs are proposed by
// indexes (surname, country, place id, initials, first and last word), so that a long document
// costs no more than its names.
#include "extract/name_matching.hpp"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <unordered_map>
#include <utility>

#include "extract/name_types.hpp"

namespace trefoil::extract {

namespace {

/// More names than this under one index key are no evidence.
constexpr std::size_t kMaxBucket = 40;

bool in(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

bool is_small_word(std::string_view w) {
    return in(w, {"of", "the", "and", "for", "in", "on", "to", "a", "an", "de", "s"});
}

bool is_suffix(std::string_view w) {
    return in(w, {"jr", "sr", "ii", "iii", "iv"});
}

class UnionFind {
  public:
    explicit UnionFind(std::size_t n) : parent_(n) {
        std::iota(parent_.begin(), parent_.end(), std::size_t{0});
    }

    std::size_t find(std::size_t i) {
        while (parent_[i] != i) {
            parent_[i] = parent_[parent_[i]];
            i = parent_[i];
        }
        return i;
    }

    void unite(std::size_t a, std::size_t b) {
        a = find(a);
        b = find(b);
        parent_[std::max(a, b)] = std::min(a, b);
    }

  private:
    std::vector<std::size_t> parent_;
};

bool starts_with_words(std::span<const std::string> full, std::span<const std::string> part) {
    return part.size() <= full.size() && std::ranges::equal(full.first(part.size()), part);
}

bool ends_with_words(std::span<const std::string> full, std::span<const std::string> part) {
    return part.size() <= full.size() && std::ranges::equal(full.last(part.size()), part);
}

/// Words that alone name no particular organization.
bool is_generic(std::string_view w) {
    return in(w,
              {"national", "international", "new",     "north",    "south", "east",    "west",
               "united",   "american",      "british", "european", "world", "federal", "royal",
               "central",  "general",       "first",   "saint",    "st",    "san",     "university",
               "college",  "church",        "museum",  "bank",     "city",  "state",   "institute",
               "school",   "great",         "global",  "african",  "asian", "russian", "chinese",
               "german",   "french"});
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
    if (a.size() > b.size() + limit || b.size() > a.size() + limit) {
        return limit + 1;
    }
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> now(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        now[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            now[j] = std::min({replace, last[j] + 1, now[j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                now[j] = std::min(now[j], before[j - 2] + 1);
            }
        }
        std::swap(before, last);
        std::swap(last, now);
    }
    return std::min(last[b.size()], limit + 1);
}

bool given_names_agree(std::string_view a, std::string_view b, const Gazetteer& gazetteer) {
    if (a == b || a.empty() || b.empty()) {
        return true;
    }
    if (a.size() == 1 || b.size() == 1) {
        return a[0] == b[0];
    }
    if (gazetteer.nickname(a, b)) {
        return true;
    }
    // Two spellings of one name differ little; two lists' names ("Maria", "Marta") are two names.
    const bool both_known =
        gazetteer.first_name(a).has_value() && gazetteer.first_name(b).has_value();
    const std::size_t shorter = std::min(a.size(), b.size());
    if (both_known) {
        return shorter >= 7 && gazetteer.first_name(a) == gazetteer.first_name(b) &&
               edit_distance(a, b, 1) <= 1;
    }
    return shorter >= 6 && edit_distance(a, b, 2) <= (shorter >= 8 ? 2U : 1U);
}

std::string_view surname(std::span<const std::string> words) {
    for (std::size_t i = words.size(); i > 0; --i) {
        if (!is_suffix(words[i - 1])) {
            return words[i - 1];
        }
    }
    return words.empty() ? std::string_view() : std::string_view(words.back());
}

bool full_names_agree(std::span<const std::string> a, std::span<const std::string> b,
                      const Gazetteer& gazetteer) {
    if (a.size() < 2 || b.size() < 2) {
        return false;
    }
    const std::string_view last_a = surname(a);
    const std::string_view last_b = surname(b);
    const bool equal_given = a.front() == b.front() && a.front().size() > 2;
    const std::size_t shorter = std::min(last_a.size(), last_b.size());
    const bool spelling =
        equal_given && shorter >= 5 && edit_distance(last_a, last_b, 2) <= (shorter >= 7 ? 2U : 1U);
    if ((last_a != last_b && !spelling) || !given_names_agree(a.front(), b.front(), gazetteer)) {
        const bool reversed =
            a.size() == 2 && b.size() == 2 && a.front() == b.back() && a.back() == b.front();
        if (reversed) {
            return true;  // family name first
        }
        // "Gabriel Garcia" and "Gabriel Garcia Marquez": one name begins the other.
        return a.size() != b.size() && (starts_with_words(a, b) || starts_with_words(b, a));
    }
    if (a.size() > 2 && b.size() > 2 && a.size() == b.size()) {  // middle names must agree too
        for (std::size_t i = 1; i + 1 < a.size(); ++i) {
            if (!given_names_agree(a[i], b[i], gazetteer)) {
                return false;
            }
        }
    }
    return true;
}

bool is_acronym_of(std::string_view surface, std::span<const std::string> words) {
    std::string letters;
    for (const char c : surface) {
        if (c >= 'A' && c <= 'Z') {
            letters += static_cast<char>(c - 'A' + 'a');
        } else if (c != '.' && c != ' ' && c != '&') {
            return false;
        }
    }
    if (letters.size() < 2 || letters.size() > 6 || words.size() < 2) {
        return false;
    }
    std::string all;
    std::string content;
    for (const std::string& word : words) {
        all += word[0];
        content += is_small_word(word) ? "" : word.substr(0, 1);
    }
    return letters == all || letters == content;
}

bool is_short_form(std::span<const std::string> short_words, std::span<const std::string> full,
                   EntityType type) {
    std::vector<std::string> core(full.begin(), full.end());
    while (core.size() > 1 && type == EntityType::Organization && is_company_suffix(core.back())) {
        core.pop_back();
    }
    std::vector<std::string> small(short_words.begin(), short_words.end());
    while (small.size() > 1 && type == EntityType::Organization &&
           is_company_suffix(small.back())) {
        small.pop_back();
    }
    if (core == small) {
        return true;
    }
    if (small.size() >= core.size() || (small.size() == 1 && small[0].size() < 3)) {
        return false;
    }
    // "the Church" after "the Church of ...": a generic word stands for the name only before "of".
    const bool generic = small.size() == 1 && is_generic(small[0]);
    if (generic) {
        return starts_with_words(core, small) && core[1] == "of";
    }
    const auto small_word = [](const std::string& word) { return is_small_word(word); };
    if (starts_with_words(core, small)) {
        const std::span<const std::string> rest =
            std::span<const std::string>(core).subspan(small.size());
        const bool complement = is_small_word(rest.front());
        // "Lisbon University Press Club" is no longer "Lisbon University".
        const bool other_thing = !complement && rest.size() > 1 && is_telling_head(rest.back());
        return complement ? type == EntityType::Organization : !other_thing;
    }
    const std::span<const std::string> before =
        std::span<const std::string>(core).first(core.size() - small.size());
    return ends_with_words(core, small) && !is_small_word(small.front()) &&
           std::ranges::none_of(before, small_word);
}

namespace {

class Grouper {
  public:
    Grouper(std::span<const NameForm> forms, const Gazetteer& gazetteer)
        : forms_(forms), gazetteer_(gazetteer), sets_(forms.size()) {}

    void countries_and_places() {
        std::map<std::string, std::size_t, std::less<>> by_id;
        for (std::size_t i = 0; i < forms_.size(); ++i) {
            const NameForm& form = forms_[i];
            if (form.type != EntityType::Place && form.type != EntityType::Organization) {
                continue;
            }
            std::string id;
            if (const auto country = gazetteer_.country_of(form.surface)) {
                id = "country:" + std::string(country->code);
            } else if (const auto place = gazetteer_.place(form.surface);
                       place && !(place->alternate && gazetteer_.region(form.surface)) &&
                       form.type == EntityType::Place && !place->common_word &&
                       place->population >= 50000) {
                id = "geonames:" + std::to_string(place->id);
            }
            if (!id.empty()) {
                const auto [at, fresh] = by_id.emplace(id, i);
                if (!fresh) {
                    sets_.unite(at->second, i);
                }
            }
        }
    }

    void people() {
        std::unordered_map<std::string, std::vector<std::size_t>> by_surname;
        std::unordered_map<std::string, std::vector<std::size_t>> by_given;
        for (std::size_t i = 0; i < forms_.size(); ++i) {
            const NameForm& form = forms_[i];
            if (form.type == EntityType::Person && form.words.size() > 1) {
                by_surname[std::string(surname(form.words))].push_back(i);
                by_given[form.words.front()].push_back(i);
            }
        }
        for (const auto* index : {&by_surname, &by_given}) {
            for (const auto& [word, members] : *index) {
                unite_agreeing(members);
            }
        }
    }

    void acronyms() {
        std::unordered_map<std::string, std::vector<std::size_t>> by_initials;
        for (std::size_t i = 0; i < forms_.size(); ++i) {
            const NameForm& form = forms_[i];
            if (form.words.size() < 2 || form.type == EntityType::Person) {
                continue;
            }
            std::string all;
            std::string content;
            for (const std::string& word : form.words) {
                all += word[0];
                content += is_small_word(word) ? "" : word.substr(0, 1);
            }
            by_initials[all].push_back(i);
            if (content != all) {
                by_initials[content].push_back(i);
            }
        }
        for (std::size_t i = 0; i < forms_.size(); ++i) {
            if (forms_[i].words.size() != 1 || gazetteer_.country_of(forms_[i].surface)) {
                continue;
            }
            const auto found = by_initials.find(forms_[i].words[0]);
            if (found != by_initials.end() &&
                is_acronym_of(forms_[i].surface, forms_[found->second[0]].words) &&
                one_set(found->second)) {
                sets_.unite(i, found->second[0]);
            }
        }
    }

    void short_forms() {
        std::unordered_map<std::string, std::vector<std::size_t>> by_end;
        for (std::size_t i = 0; i < forms_.size(); ++i) {
            const NameForm& form = forms_[i];
            if (form.words.size() > 1 && form.type != EntityType::Person &&
                form.type != EntityType::Place && form.type != EntityType::Group) {
                by_end[form.words.front()].push_back(i);
                if (form.words.back() != form.words.front()) {
                    by_end[form.words.back()].push_back(i);
                }
                if (form.words.size() > 2 && is_company_suffix(form.words.back())) {
                    by_end[form.words[form.words.size() - 2]].push_back(i);
                }
            }
        }
        for (std::size_t i = 0; i < forms_.size(); ++i) {
            const NameForm& form = forms_[i];
            if (form.type == EntityType::Person || form.type == EntityType::Place ||
                form.type == EntityType::Group) {
                continue;
            }
            std::vector<std::size_t> longer;
            for (const std::string& end : {form.words.front(), form.words.back()}) {
                const auto found = by_end.find(end);
                if (found == by_end.end() || found->second.size() > kMaxBucket) {
                    continue;
                }
                for (const std::size_t candidate : found->second) {
                    if (candidate != i && forms_[candidate].type == form.type &&
                        forms_[candidate].words.size() >= form.words.size() &&
                        is_short_form(form.words, forms_[candidate].words, form.type)) {
                        longer.push_back(candidate);
                    }
                }
            }
            if (!longer.empty() && one_set(longer)) {
                sets_.unite(i, longer[0]);
            }
        }
    }

    void unite(std::size_t a, std::size_t b) { sets_.unite(a, b); }

    std::vector<std::size_t> result() {
        std::vector<std::size_t> groups(forms_.size());
        for (std::size_t i = 0; i < forms_.size(); ++i) {
            groups[i] = sets_.find(i);
        }
        return groups;
    }

  private:
    bool one_set(const std::vector<std::size_t>& members) {
        return std::ranges::all_of(
            members, [&](std::size_t m) { return sets_.find(m) == sets_.find(members[0]); });
    }

    /// True if only the middle names tell the two apart.
    [[nodiscard]] bool same_given_name(std::size_t a, std::size_t b) const {
        return given_names_agree(forms_[a].words.front(), forms_[b].words.front(), gazetteer_);
    }

    /// A name that agrees with two names that do not agree with each other ("J. Smith") joins
    /// neither.
    void unite_agreeing(const std::vector<std::size_t>& members) {
        if (members.size() > kMaxBucket) {
            return;
        }
        const auto agree = [&](std::size_t a, std::size_t b) {
            const bool genders = forms_[a].gender == Gender::Unknown ||
                                 forms_[b].gender == Gender::Unknown ||
                                 forms_[a].gender == forms_[b].gender;
            return genders && full_names_agree(forms_[a].words, forms_[b].words, gazetteer_);
        };
        std::vector<bool> clear;
        for (const std::size_t a : members) {
            std::vector<std::size_t> friends;
            std::ranges::copy_if(members, std::back_inserter(friends),
                                 [&](std::size_t b) { return a != b && agree(a, b); });
            clear.push_back(std::ranges::all_of(friends, [&](std::size_t x) {
                return std::ranges::all_of(friends, [&](std::size_t y) {
                    return x == y || agree(x, y) || same_given_name(x, y);
                });
            }));
        }
        for (std::size_t i = 0; i < members.size(); ++i) {
            for (std::size_t k = i + 1; k < members.size(); ++k) {
                if (clear[i] && clear[k] && agree(members[i], members[k])) {
                    sets_.unite(members[i], members[k]);
                }
            }
        }
    }

    std::span<const NameForm> forms_;
    const Gazetteer& gazetteer_;
    UnionFind sets_;
};

}  // namespace

std::vector<std::size_t> group_names(std::span<const NameForm> forms,
                                     std::span<const std::pair<std::size_t, std::size_t>> defined,
                                     const Gazetteer& gazetteer) {
    Grouper grouper(forms, gazetteer);
    grouper.countries_and_places();
    grouper.people();
    for (const auto& [a, b] : defined) {
        grouper.unite(a, b);
    }
    grouper.acronyms();
    grouper.short_forms();
    return grouper.result();
}

}  // namespace trefoil::extract
