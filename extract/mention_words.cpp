#include "extract/mention_words.hpp"

#include <algorithm>
#include <array>

#include "extract/word_table.hpp"

namespace trefoil::extract {

namespace {

constexpr std::array<PronounForm, 34> kPronouns = {{
    {"he", 3, Number::Singular, Gender::Male, Animacy::Person},
    {"him", 3, Number::Singular, Gender::Male, Animacy::Person},
    {"his", 3, Number::Singular, Gender::Male, Animacy::Person},
    {"himself", 3, Number::Singular, Gender::Male, Animacy::Person},
    {"she", 3, Number::Singular, Gender::Female, Animacy::Person},
    {"her", 3, Number::Singular, Gender::Female, Animacy::Person},
    {"hers", 3, Number::Singular, Gender::Female, Animacy::Person},
    {"herself", 3, Number::Singular, Gender::Female, Animacy::Person},
    {"it", 3, Number::Singular, Gender::Unknown, Animacy::Thing},
    {"its", 3, Number::Singular, Gender::Unknown, Animacy::Thing},
    {"itself", 3, Number::Singular, Gender::Unknown, Animacy::Thing},
    {"they", 3, Number::Plural, Gender::Unknown, Animacy::Unknown},
    {"them", 3, Number::Plural, Gender::Unknown, Animacy::Unknown},
    {"their", 3, Number::Plural, Gender::Unknown, Animacy::Unknown},
    {"theirs", 3, Number::Plural, Gender::Unknown, Animacy::Unknown},
    {"themselves", 3, Number::Plural, Gender::Unknown, Animacy::Unknown},
    {"themself", 3, Number::Unknown, Gender::Unknown, Animacy::Person},
    {"'em", 3, Number::Plural, Gender::Unknown, Animacy::Unknown},
    {"i", 1, Number::Singular, Gender::Unknown, Animacy::Person},
    {"me", 1, Number::Singular, Gender::Unknown, Animacy::Person},
    {"my", 1, Number::Singular, Gender::Unknown, Animacy::Person},
    {"mine", 1, Number::Singular, Gender::Unknown, Animacy::Person},
    {"myself", 1, Number::Singular, Gender::Unknown, Animacy::Person},
    {"we", 1, Number::Plural, Gender::Unknown, Animacy::Person},
    {"us", 1, Number::Plural, Gender::Unknown, Animacy::Person},
    {"our", 1, Number::Plural, Gender::Unknown, Animacy::Person},
    {"ours", 1, Number::Plural, Gender::Unknown, Animacy::Person},
    {"ourselves", 1, Number::Plural, Gender::Unknown, Animacy::Person},
    {"you", 2, Number::Unknown, Gender::Unknown, Animacy::Person},
    {"your", 2, Number::Unknown, Gender::Unknown, Animacy::Person},
    {"yours", 2, Number::Unknown, Gender::Unknown, Animacy::Person},
    {"yourself", 2, Number::Unknown, Gender::Unknown, Animacy::Person},
    {"yourselves", 2, Number::Plural, Gender::Unknown, Animacy::Person},
    {"one", 0, Number::Singular, Gender::Unknown, Animacy::Person},
}};

}  // namespace

bool in(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

Gender gender_of_noun(std::string_view lemma) {
    static constexpr WordTable<Gender, 57> kGenders(
        {{{"woman", Gender::Female},       {"girl", Gender::Female},
          {"mother", Gender::Female},      {"wife", Gender::Female},
          {"daughter", Gender::Female},    {"sister", Gender::Female},
          {"actress", Gender::Female},     {"aunt", Gender::Female},
          {"niece", Gender::Female},       {"queen", Gender::Female},
          {"princess", Gender::Female},    {"lady", Gender::Female},
          {"grandmother", Gender::Female}, {"mom", Gender::Female},
          {"widow", Gender::Female},       {"girlfriend", Gender::Female},
          {"heroine", Gender::Female},     {"waitress", Gender::Female},
          {"duchess", Gender::Female},     {"countess", Gender::Female},
          {"empress", Gender::Female},     {"nun", Gender::Female},
          {"bride", Gender::Female},       {"stepmother", Gender::Female},
          {"goddess", Gender::Female},     {"granddaughter", Gender::Female},
          {"hostess", Gender::Female},     {"mum", Gender::Female},
          {"fiancée", Gender::Female},     {"fiancee", Gender::Female},
          {"sportswoman", Gender::Female}, {"man", Gender::Male},
          {"boy", Gender::Male},           {"father", Gender::Male},
          {"husband", Gender::Male},       {"son", Gender::Male},
          {"brother", Gender::Male},       {"actor", Gender::Male},
          {"uncle", Gender::Male},         {"nephew", Gender::Male},
          {"king", Gender::Male},          {"prince", Gender::Male},
          {"gentleman", Gender::Male},     {"grandfather", Gender::Male},
          {"dad", Gender::Male},           {"widower", Gender::Male},
          {"boyfriend", Gender::Male},     {"duke", Gender::Male},
          {"emperor", Gender::Male},       {"monk", Gender::Male},
          {"groom", Gender::Male},         {"stepfather", Gender::Male},
          {"grandson", Gender::Male},      {"priest", Gender::Male},
          {"guy", Gender::Male},           {"lad", Gender::Male},
          {"fiancé", Gender::Male}}});
    if (const auto gender = kGenders.find(lemma)) {
        return *gender;
    }
    if (!lemma.ends_with("man")) {
        return Gender::Unknown;
    }
    if (lemma.ends_with("woman")) {
        return lemma.size() > 6 ? Gender::Female : Gender::Unknown;
    }
    return lemma.size() > 5 && !in(lemma, {"human", "german", "roman", "chairman"})
               ? Gender::Male
               : Gender::Unknown;
}

bool is_people_noun(std::string_view lemma) {
    static constexpr auto kNouns = word_set(std::to_array<std::string_view>(
        {"people", "family", "crowd", "couple",     "majority", "minority", "troops",     "troop",
         "public", "pair",   "staff", "generation", "audience", "group",    "population", "tribe",
         "clan",   "crew",   "band",  "community",  "mob",      "jury"}));
    return kNouns.contains(lemma);
}

const PronounForm* pronoun_form(std::string_view form) {
    const auto found = std::ranges::find(kPronouns, form, &PronounForm::form);
    return found == kPronouns.end() ? nullptr : &*found;
}

}  // namespace trefoil::extract
