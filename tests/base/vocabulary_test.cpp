#include <concepts>
#include <set>

#include <doctest/doctest.h>

#include "base/analysis.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/ids.hpp"
#include "base/span.hpp"
#include "base/value.hpp"

using namespace trefoil;

template <class A, class B>
concept Comparable = requires(A a, B b) {
    a == b;
};

static_assert(Comparable<NodeId, NodeId>);
static_assert(!Comparable<NodeId, EdgeId>, "ids of two kinds do not compare");
static_assert(!std::convertible_to<std::uint64_t, NodeId>, "a bare number is no id");

TEST_CASE("a span is half-open") {
    const std::string_view text = "one two";
    CHECK(Span{4, 7}.of(text) == "two");
    CHECK(Span{0, 3}.contains({1, 3}));
    CHECK_FALSE(Span{0, 3}.overlaps({3, 7}));
    CHECK(Span{3, 3}.empty());
}

TEST_CASE("every enumerator's name reads back") {
    for (int i = 0; i <= static_cast<int>(EntityType::Quantity); ++i) {
        const auto type = static_cast<EntityType>(i);
        CHECK(entity_type_from(name_of(type)) == type);
    }
    for (int i = 0; i <= static_cast<int>(Modality::Reported); ++i) {
        const auto modality = static_cast<Modality>(i);
        CHECK(modality_from(name_of(modality)) == modality);
    }
    CHECK(polarity_from("negative") == Polarity::Negative);
    CHECK(role_from("cause") == Role::Cause);
    CHECK(mention_kind_from("nominal") == MentionKind::Nominal);
    CHECK_FALSE(entity_type_from("person").has_value());
}

TEST_CASE("hash fields do not run into each other") {
    const Hash128 a = Hasher().add("ab").add("c").finish();
    const Hash128 b = Hasher().add("a").add("bc").finish();
    CHECK(a != b);
    CHECK(a == Hasher().add("ab").add("c").finish());
}

TEST_CASE("a hash is the same on every machine and in every version") {
    CHECK(Hasher().add("trefoil").add(std::uint64_t{3}).finish().hex() ==
          "c2b6aa67b7a805b9e8f1bfb54933c0e6");
}

TEST_CASE("a hash reads back from its hexadecimal form only") {
    const Hash128 h{0x0123456789abcdefULL, 0xfedcba9876543210ULL};
    CHECK(h.hex() == "0123456789abcdeffedcba9876543210");
    CHECK(Hash128::from_hex(h.hex()) == h);
    CHECK_FALSE(Hash128::from_hex("0123").has_value());
    CHECK_FALSE(Hash128::from_hex("0123456789abcdeffedcba987654321G").has_value());
}

TEST_CASE("values compare by type and content") {
    CHECK(Value(1) == Value(std::int64_t{1}));
    CHECK_FALSE(Value(1) == Value(1.0));
    CHECK(Value() == Value());
    CHECK(Value(0.0 / 0.0) == Value(0.0 / 0.0));
    CHECK(Value(List{1, "a"}) == Value(List{1, "a"}));
    CHECK_FALSE(Value(List{1, "a"}) == Value(List{1, "b"}));
    CHECK(Value(Map{{"k", 1}}) == Value(Map{{"k", 1}}));
}

TEST_CASE("an input error names file and line") {
    CHECK(std::string(InputError("bad date", "a.jsonl", 7).what()) == "a.jsonl:7: bad date");
    CHECK(std::string(InputError("no such file", "a.txt").what()) == "a.txt: no such file");
}
