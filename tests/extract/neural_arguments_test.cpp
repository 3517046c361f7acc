#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include "extract/neural/arguments.hpp"

using trefoil::extract::neural::count_doubled;
using trefoil::extract::neural::find_doubled;
using trefoil::extract::neural::OtherReadings;
using trefoil::extract::neural::Role;
using trefoil::extract::neural::role_of;
using trefoil::extract::neural::settle_doubled;
using trefoil::extract::neural::WordResult;

namespace {

enum Relation : std::uint16_t { kRoot, kSubject, kObject, kClause, kApposition, kMark, kOther };

const std::vector<Role> kRoles = {Role::None,       Role::Subject, Role::Object, Role::Clause,
                                  Role::Apposition, Role::Mark,    Role::None};

WordResult word(std::int32_t head, Relation relation, float label_share = 0.5F) {
    WordResult result;
    result.head = head;
    result.deprel = relation;
    result.arc_share = 1;
    result.label_share = label_share;
    return result;
}

OtherReadings reading(std::size_t word, std::int32_t head, Relation relation, float share) {
    OtherReadings others;
    others.word = word;
    others.add({head, relation, 1, share});
    return others;
}

}  // namespace

TEST_CASE("subjects, objects and clauses have roles of their own, other relations none") {
    CHECK(role_of("nsubj:pass") == Role::Subject);
    CHECK(role_of("nsubj:outer") == Role::None);
    CHECK(role_of("obj") == Role::Object);
    CHECK(role_of("ccomp") == Role::Clause);
    CHECK(role_of("appos") == Role::Apposition);
    CHECK(role_of("punct") == Role::Mark);
    CHECK(role_of("iobj") == Role::None);
}

TEST_CASE("a head has one subject and no object beside a clause") {
    const std::vector<WordResult> words = {word(2, kSubject), word(0, kRoot), word(2, kObject),
                                           word(2, kClause), word(4, kSubject)};
    CHECK(count_doubled(words, kRoles) == 1);
    CHECK(find_doubled(words, kRoles) == std::vector<std::size_t>{2, 3});
    const std::vector<WordResult> subjects = {word(2, kSubject), word(0, kRoot), word(2, kObject),
                                              word(2, kObject), word(2, kSubject)};
    CHECK(find_doubled(subjects, kRoles) == std::vector<std::size_t>{0, 4});
    const std::vector<WordResult> quotation = {word(3, kClause), word(3, kSubject), word(0, kRoot),
                                               word(3, kClause)};
    CHECK(count_doubled(quotation, kRoles) == 0);
    CHECK(find_doubled(quotation, kRoles).empty());
}

TEST_CASE("of two doubled words the one with the likelier other reading takes it") {
    std::vector<WordResult> words = {word(0, kRoot), word(1, kSubject), word(1, kSubject)};
    const std::vector<OtherReadings> others = {reading(1, 1, kOther, 0.4F),
                                               reading(2, 1, kOther, 0.3F)};
    settle_doubled(words, kRoles, others);
    CHECK(words[1].deprel == kOther);
    CHECK(words[1].label_share == 0.4F);
    CHECK(words[2].deprel == kSubject);
}

TEST_CASE("doubled words stay where the other readings are much less likely or no better") {
    const std::vector<WordResult> before = {word(0, kRoot), word(1, kSubject), word(1, kSubject)};
    std::vector<WordResult> words = before;
    settle_doubled(words, kRoles, std::vector{reading(1, 1, kOther, 0.05F)});
    CHECK(words == before);
    settle_doubled(words, kRoles, std::vector{reading(1, 1, kSubject, 0.4F)});
    CHECK(words == before);
}

TEST_CASE("a new head makes no cycle, spans no root and has appositions behind a mark only") {
    const std::vector<WordResult> before = {word(3, kSubject), word(1, kOther), word(0, kRoot),
                                            word(3, kSubject), word(3, kOther), word(3, kMark)};
    std::vector<WordResult> words = before;
    settle_doubled(words, kRoles, std::vector{reading(0, 2, kOther, 0.4F)});
    CHECK(words == before);
    settle_doubled(words, kRoles, std::vector{reading(0, 5, kOther, 0.4F)});
    CHECK(words == before);
    settle_doubled(words, kRoles, std::vector{reading(3, 5, kApposition, 0.4F)});
    CHECK(words == before);
    words[4].deprel = kMark;
    settle_doubled(words, kRoles, std::vector{reading(3, 6, kApposition, 0.4F)});
    CHECK(words[3].head == 6);
    CHECK(count_doubled(words, kRoles) == 0);
}
