#pragma once

#include <initializer_list>
#include <string_view>

#include "extract/gazetteer.hpp"
#include "extract/mentions.hpp"

/// Word lists of the mention and coreference stages. All words in small letters.
namespace trefoil::extract {

bool in(std::string_view word, std::initializer_list<std::string_view> words);

/// What a noun says of the sex of who is called so ("queen", "policeman").
Gender gender_of_noun(std::string_view lemma);

/// Nouns of groups of people that "they" and "it" may both stand for, and that are no organization.
bool is_people_noun(std::string_view lemma);

struct PronounForm {
    std::string_view form;
    int person;
    Number number;
    Gender gender;
    Animacy animacy;
};

/// The personal or possessive pronoun of this form; nullptr if there is none.
const PronounForm* pronoun_form(std::string_view form);

}  // namespace trefoil::extract
