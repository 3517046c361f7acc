#include "extract/neural/lemma.hpp"

#include <doctest/doctest.h>

using trefoil::extract::neural::apply_lemma_rule;
using trefoil::extract::neural::lemma_rule;

TEST_CASE("a lemma rule makes the lemma it was taken from") {
    const char* const pairs[][2] = {
        {"Tries", "try"}, {"was", "be"},      {"Paris", "Paris"},     {"PARIS", "Paris"},
        {"n't", "not"},   {"cities", "city"}, {"naïveté", "naïveté"}, {".", "."},
        {"went", "go"},   {"I", "I"},         {"ÉTÉS", "été"}};
    for (const auto& [form, lemma] : pairs) {
        CAPTURE(form);
        CHECK(apply_lemma_rule(lemma_rule(form, lemma), form) == lemma);
    }
}

TEST_CASE("a lemma rule carries over to other words") {
    CHECK(apply_lemma_rule(lemma_rule("cities", "city"), "Parties") == "party");
    CHECK(apply_lemma_rule(lemma_rule("walked", "walk"), "JUMPED") == "jump");
}

TEST_CASE("a rule that does not fit leaves the form") {
    CHECK(apply_lemma_rule("l5|y", "ab") == "ab");
    CHECK(apply_lemma_rule("k2|", "ab") == "ab");
    CHECK(apply_lemma_rule("", "ab") == "ab");
    CHECK(apply_lemma_rule("l*|", "ab") == "ab");
}
