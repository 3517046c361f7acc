#include "extract/tree_repair.hpp"

#include <doctest/doctest.h>

#include "extract/tree.hpp"
#include "small_documents.hpp"

using namespace trefoil::extract;
using trefoil::extract::testing::small_document;

namespace {

/// The first sentence; trees refer to it.
const Sentence& only(const trefoil::extract::testing::SmallDocument& small) {
    REQUIRE(!small.sentences.empty());
    return small.sentences.front();
}

}  // namespace

TEST_CASE("a title and its name are no two subjects") {
    const auto small = small_document({"Mr/PROPN^3:nsubj Ames/PROPN^3:nsubj left/VERB^0:root"});
    const Tree tree(only(small));
    CHECK(tree.head(0) == 1);
    CHECK(tree.rel(0) == Rel::NmodDesc);
    CHECK(tree.rel(1) == Rel::Nsubj);
}

TEST_CASE("a bare noun before a name is no second subject but describes it, an owned one has it") {
    const auto bare = small_document(
        {"keeper/NOUN^4:nsubj:pass Ames/PROPN^4:nsubj:pass was/AUX^4:aux:pass hired/VERB^0:root"});
    const Tree described(only(bare));
    CHECK(described.rel(0) == Rel::NmodDesc);
    CHECK(described.head(0) == 1);
    const auto small = small_document(
        {"her/PRON^2:nmod:poss dog/NOUN^4:nsubj Rex/PROPN^4:nsubj barked/VERB^0:root"});
    const Tree named(only(small));
    CHECK(named.rel(2) == Rel::Appos);
    CHECK(named.head(2) == 1);
}

TEST_CASE("a second subject with a preposition belongs to the first") {
    const auto small = small_document(
        {"taxes/NOUN^6:nsubj:pass on/ADP^3:case wine/NOUN^6:nsubj:pass could/AUX^6:aux "
         "be/AUX^6:aux:pass raised/VERB^0:root"});
    const Tree tree(only(small));
    CHECK(tree.head(2) == 0);
    CHECK(tree.rel(2) == Rel::Nmod);
}

TEST_CASE("two plain subjects stay as they are") {
    const auto small = small_document({"wine/NOUN^3:nsubj costs/NOUN^3:nsubj rose/VERB^0:root"});
    const Tree tree(only(small));
    CHECK(tree.head(1) == 2);
    CHECK(tree.rel(1) == Rel::Nsubj);
}

TEST_CASE("a possessor without a marker describes the one with it") {
    const auto small = small_document(
        {"her/PRON^2:nmod:poss colleague/NOUN^5:nmod:poss Ames/PROPN^5:nmod:poss 's/PART^3:case "
         "plan/NOUN^6:nsubj failed/VERB^0:root"});
    const Tree tree(only(small));
    CHECK(tree.head(1) == 2);
    CHECK(tree.rel(1) == Rel::NmodDesc);
    CHECK(tree.head(2) == 4);
}

TEST_CASE("a clause with who after a comma hangs on the noun before it") {
    const auto small = small_document(
        {"Aides/NOUN^2:nsubj doubt/VERB^0:root whether/SCONJ^9:mark Ames/PROPN^9:nsubj "
         ",/PUNCT^7:punct who/PRON^7:nsubj retired/VERB^2:ccomp ,/PUNCT^7:punct "
         "returns/VERB^2:ccomp"});
    const Tree tree(only(small));
    CHECK(tree.head(6) == 3);
    CHECK(tree.rel(6) == Rel::AclRelcl);
    CHECK(tree.rel(8) == Rel::Ccomp);
}

TEST_CASE("a question word without a comma before it stays in its complement") {
    const auto small = small_document(
        {"Aides/NOUN^2:nsubj know/VERB^0:root who/PRON^4:nsubj retired/VERB^2:ccomp"});
    const Tree tree(only(small));
    CHECK(tree.head(3) == 1);
    CHECK(tree.rel(3) == Rel::Ccomp);
}

TEST_CASE("in response to is one preposition") {
    const auto small = small_document(
        {"They/PRON^2:nsubj met/VERB^0:root in/ADP^4:case response/NOUN^2:obl to/ADP^6:case "
         "threats/NOUN^4:nmod"});
    const Tree tree(only(small));
    CHECK(tree.head(5) == 1);
    CHECK(tree.rel(5) == Rel::Obl);
    CHECK(tree.head(2) == 5);
    CHECK(tree.head(3) == 2);
    CHECK(tree.rel(3) == Rel::Fixed);
}

TEST_CASE("an office before a full name is its title") {
    const auto small = small_document(
        {"Head/PROPN^6:nsubj of/ADP^3:case Trade/PROPN^1:nmod Ann/PROPN^1:nmod Ames/PROPN^4:flat "
         "left/VERB^0:root"});
    const Tree tree(only(small));
    CHECK(tree.head(3) == 5);
    CHECK(tree.rel(3) == Rel::Nsubj);
    CHECK(tree.head(0) == 3);
    CHECK(tree.rel(0) == Rel::NmodDesc);
}

TEST_CASE("arguments of an auxiliary go back to its verb") {
    const auto small = small_document({"Ames/PROPN^2:nsubj has/AUX^3:aux left/VERB^0:root"});
    const Tree tree(only(small));
    CHECK(tree.head(0) == 2);
}

TEST_CASE("who is the person right before, not what is felt towards them") {
    const auto small =
        small_document({"They/PRON^2:nsubj hid/VERB^0:root their/PRON^4:nmod:poss scorn/NOUN^2:obj "
                        "towards/ADP^6:case Rosa/PROPN^4:nmod@B-Person Klein/PROPN^6:flat@I-Person "
                        "(/PUNCT^10:punct who/PRON^10:nsubj left/VERB^4:acl:relcl"});
    const Tree tree(only(small));
    CHECK(tree.head(9) == 5);
}

TEST_CASE("a person's name right before who is its antecedent") {
    const auto small = small_document(
        {"They/PRON^2:nsubj ended/VERB^0:root the/DET^4:det friendship/NOUN^2:obj with/ADP^6:case "
         "Ann/PROPN^4:nmod@B-Person Ames/PROPN^6:flat@I-Person ,/PUNCT^10:punct who/PRON^10:nsubj "
         "left/VERB^4:acl:relcl"});
    const Tree tree(only(small));
    CHECK(tree.head(9) == 5);
}

TEST_CASE("a person before who stays below another person") {
    const auto small = small_document(
        {"They/PRON^2:nsubj met/VERB^0:root the/DET^4:det brother/NOUN^2:obj of/ADP^6:case "
         "Ann/PROPN^4:nmod@B-Person Ames/PROPN^6:flat@I-Person ,/PUNCT^10:punct who/PRON^10:nsubj "
         "left/VERB^4:acl:relcl"});
    const Tree tree(only(small));
    CHECK(tree.head(9) == 3);
}

TEST_CASE("a second that-clause joined to a verb of saying is its content") {
    const auto small = small_document(
        {"Ames/PROPN^2:nsubj explain/VERB^0:root that/SCONJ^5:mark boats/NOUN^5:nsubj "
         "sank/VERB^2:ccomp and/CCONJ^9:cc that/SCONJ^9:mark he/PRON^9:nsubj left/VERB^2:conj"});
    const Tree tree(only(small));
    CHECK(tree.head(8) == 4);
    CHECK(tree.rel(8) == Rel::Conj);
}

TEST_CASE("a that-clause right behind a gerund of saying is its content") {
    const auto small =
        small_document({"Ames/PROPN^2:nsubj fooled/VERB^0:root them/PRON^2:obj by/SCONJ^5:mark "
                        "say/VERB^2:advcl that/SCONJ^8:mark he/PRON^8:nsubj left/VERB^2:conj"});
    const Tree tree(only(small));
    CHECK(tree.head(7) == 4);
    CHECK(tree.rel(7) == Rel::Ccomp);
}

TEST_CASE("what a conjunction joins is no complement of a clause behind it") {
    const auto small = small_document(
        {"Ames/PROPN^2:nsubj left/VERB^0:root but/CCONJ^9:cc when/ADV^6:advmod he/PRON^6:nsubj "
         "slept/VERB^2:advcl badly/ADV^6:advmod he/PRON^9:nsubj returned/VERB^6:ccomp"});
    const Tree tree(only(small));
    CHECK(tree.head(8) == 1);
    CHECK(tree.rel(8) == Rel::Conj);
}

TEST_CASE("heads that form a circle are no endless loop") {
    const auto small =
        small_document({"Mr/PROPN^2:nsubj Ames/PROPN^3:nsubj left/VERB^1:conj who/PRON^3:nsubj"});
    const Tree tree(only(small));
    CHECK(tree.size() == 4);
}

TEST_CASE("what stands behind a preposition is no subject but an adjunct") {
    const auto joined = small_document(
        {"Ames/PROPN^2:nsubj married/VERB^0:root her/PRON^2:obj and/CCONJ^7:cc by/ADP^6:case "
         "her/PRON^7:nsubj had/VERB^2:conj sons/NOUN^7:obj"});
    const Tree own(only(joined));
    CHECK(own.rel(5) == Rel::Obl);
    CHECK(own.head(5) == 6);
    const auto counted = small_document(
        {"Guards/NOUN^2:nsubj say/VERB^0:root at/ADP^4:case ten/NUM^5:nummod men/NOUN^6:nsubj "
         "left/VERB^2:ccomp"});
    CHECK(Tree(only(counted)).rel(4) == Rel::Nsubj);
}

TEST_CASE("a verb between a noun and the verb that lacks its subject opens a relative clause") {
    const auto small = small_document(
        {"Plans/NOUN^6:obj to/PART^3:mark sell/VERB^1:acl boats/NOUN^3:obj he/PRON^6:nsubj "
         "calls/VERB^0:root wrecks/NOUN^6:obj with/ADP^9:case pride/NOUN^12:nsubj did/AUX^12:aux "
         "not/PART^12:advmod count/VERB^6:advcl"});
    const Tree tree(only(small));
    CHECK(tree.head(0) == 11);
    CHECK(tree.rel(0) == Rel::Nsubj);
    CHECK(tree.head(5) == 3);
    CHECK(tree.rel(5) == Rel::AclRelcl);
    CHECK(tree.rel(8) == Rel::Obl);
    CHECK(tree.head(11) == kRoot);
}

TEST_CASE("a second subject behind a marked clause is that of the main clause") {
    const auto small = small_document(
        {"If/SCONJ^3:mark they/PRON^3:nsubj came/VERB^10:advcl ,/PUNCT^3:punct rules/NOUN^3:nsubj "
         "on/ADP^7:case tea/NOUN^10:nsubj:pass would/AUX^10:aux be/AUX^10:aux:pass "
         "changed/VERB^0:root"});
    const Tree tree(only(small));
    CHECK(tree.head(4) == 9);
    CHECK(tree.rel(4) == Rel::NsubjPass);
    CHECK(tree.head(6) == 4);
    CHECK(tree.rel(6) == Rel::Nmod);
}

TEST_CASE("an object is found behind a particle, and what it is named is no other object") {
    const auto found = small_document(
        {"She/PRON^2:nsubj hunted/VERB^0:root down/ADP^2:compound:prt Ames/PROPN^2:obl"});
    CHECK(Tree(only(found)).rel(3) == Rel::Obj);
    const auto named = small_document(
        {"They/PRON^2:nsubj consider/VERB^0:root Ames/PROPN^2:obj a/DET^5:det fool/NOUN^2:obj"});
    CHECK(Tree(only(named)).rel(4) == Rel::Xcomp);
}

TEST_CASE("a determiner belongs to the noun behind it") {
    const auto small = small_document(
        {"She/PRON^2:nsubj won/VERB^0:root cups/NOUN^2:obj all/DET^3:det two/NUM^6:nummod "
         "times/NOUN^2:obl:unmarked"});
    CHECK(Tree(only(small)).head(3) == 5);
}
