#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "extract/neural/network.hpp"

namespace trefoil::extract::neural {

/// What relations are to a clause. It has one subject, and no object beside a clause. Two objects,
/// which it does not have either, are told apart later by their verb ("lent the firm a car"), and
/// two clauses can be the parts of a quotation. Appositions stand behind a mark.
enum class Role : std::uint8_t { None, Subject, Object, Clause, Apposition, Mark };

/// The role of a relation.
Role role_of(std::string_view deprel);

/// One way to take a word: a head, its relation to that, and the shares of both.
struct Reading {
    std::int32_t head = 0;
    std::uint16_t deprel = 0;
    float arc_share = 0;
    float label_share = 0;
};

/// The next best readings of a word: one more relation at its head, two at each of two other heads.
struct OtherReadings {
    std::size_t word = 0;  ///< from 0
    std::size_t count = 0;
    std::array<Reading, 5> readings;

    void add(const Reading& reading) { readings[count++] = reading; }
};

/// How many words have an earlier word beside them that has no place there. `roles` by relation.
std::size_t count_doubled(std::span<const WordResult> words, std::span<const Role> roles);

/// The words, from 0, of which one is too many.
std::vector<std::size_t> find_doubled(std::span<const WordResult> words,
                                      std::span<const Role> roles);

/// Gives doubled words other readings, the one that keeps most of the shares first, as long as that
/// leaves fewer doubled words, the tree a tree whose arcs do not span its root, appositions behind
/// a mark, and no reading much less likely than the one it replaces.
void settle_doubled(std::span<WordResult> words, std::span<const Role> roles,
                    std::span<const OtherReadings> others);

}  // namespace trefoil::extract::neural
