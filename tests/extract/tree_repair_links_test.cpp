#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "extract/tree.hpp"
#include "extract/tree_repair.hpp"
#include "small_documents.hpp"

using namespace trefoil::extract;
using trefoil::extract::testing::small_document;

namespace {

/// One sentence with tags of its own at some words, counted from 1 as in the heads.
Sentence tagged(const std::string& line, const std::vector<std::pair<int, std::string>>& tags) {
    auto small = small_document({line});
    REQUIRE(small.sentences.size() == 1);
    Sentence sentence = small.sentences.front();
    for (const auto& [word, tag] : tags) {
        sentence.tokens.at(static_cast<std::size_t>(word - 1)).xpos = tag;
    }
    return sentence;
}

}  // namespace

TEST_CASE("what a possessive mark ends owns the noun behind it") {
    const Sentence beside = tagged(
        "She/PRON^2:nsubj won/VERB^0:root Fox/PROPN^2:iobj Radio/PROPN^3:flat 's/PART^3:case "
        "prize/NOUN^2:obj",
        {{5, "POS"}});
    const Tree prize(beside);
    CHECK(prize.head(2) == 5);
    CHECK(prize.rel(2) == Rel::NmodPoss);
    const Sentence place = tagged(
        "We/PRON^2:nsubj ate/VERB^0:root at/ADP^4:case Geno/PROPN^2:obl 's/PART^4:case "
        "for/ADP^7:case fun/NOUN^2:obl",
        {{5, "POS"}});
    CHECK(Tree(place).rel(3) == Rel::Obl);
}

TEST_CASE("a preposition introduces the whole phrase, not what describes its head") {
    const Tree tree(tagged(
        "It/PRON^3:nsubj:pass was/AUX^3:aux:pass built/VERB^0:root by/ADP^6:case the/DET^6:det "
        "company/NOUN^7:nmod:desc Ames/PROPN^3:obl:agent",
        {}));
    CHECK(tree.head(3) == 6);
    const Tree print(tagged(
        "It/PRON^2:nsubj has/VERB^0:root some/DET^6:det out/ADP^5:case print/NOUN^6:compound "
        "titles/NOUN^2:obj",
        {}));
    CHECK(print.head(3) == 4);
}

TEST_CASE("how long before something happened is no time of what happened then") {
    const Sentence sentence = tagged(
        "She/PRON^2:nsubj left/VERB^0:root two/NUM^4:nummod days/NOUN^7:obl:unmarked "
        "before/SCONJ^7:mark he/PRON^7:nsubj came/VERB^2:advcl",
        {{7, "VBD"}});
    Sentence days = sentence;
    days.tokens[3].lemma = "day";
    CHECK(Tree(days).head(3) == 1);
}

TEST_CASE("a sum measures what it is worth") {
    const Tree tree(tagged(
        "We/PRON^2:nsubj got/VERB^0:root five/NUM^4:nummod euros/NOUN^2:obj worth/NOUN^2:xcomp "
        "of/ADP^7:case chips/NOUN^5:nmod",
        {}));
    CHECK(tree.head(3) == 4);
    CHECK(tree.rel(4) == Rel::Obj);
}

TEST_CASE("a clause behind a question word with a preposition belongs to that word") {
    const Tree tree(
        tagged("They/PRON^2:nsubj asked/VERB^0:root about/ADP^4:case why/ADV^2:obl it/PRON^6:nsubj "
               "sank/VERB^2:advcl",
               {{4, "WRB"}}));
    CHECK(tree.head(5) == 3);
}

TEST_CASE("no particle stands before the subject of its verb") {
    const Tree tree(tagged(
        "up/ADP^6:compound:prt on/ADP^4:case the/DET^4:det hills/NOUN^6:obl you/PRON^6:nsubj "
        "find/VERB^0:root foxes/NOUN^6:obj",
        {}));
    CHECK(tree.head(0) == 3);
    CHECK(tree.rel(0) == Rel::Advmod);
}

TEST_CASE("what stands before that is no auxiliary of the clause behind it") {
    Sentence sentence = tagged(
        "Problem/NOUN^6:nsubj:pass was/AUX^6:aux:pass that/SCONJ^6:mark they/PRON^6:nsubj:pass "
        "were/AUX^6:aux:pass fined/VERB^0:root",
        {});
    sentence.tokens[1].lemma = "be";
    const Tree tree(sentence);
    CHECK(tree.rel(0) == Rel::NsubjOuter);
    CHECK(tree.rel(1) == Rel::Cop);
    CHECK(tree.rel(4) == Rel::AuxPass);
}

TEST_CASE("a participle behind a comma is one of the row of passives around it") {
    const std::string start =
        "Files/NOUN^3:nsubj:pass are/AUX^3:aux:pass kept/VERB^0:root in/ADP^5:case box/NOUN^3:obl "
        ",/PUNCT^7:punct sorted/VERB^5:acl by/ADP^9:case date/NOUN^7:obl";
    const Tree row(tagged(start + " and/CCONJ^11:cc sold/VERB^3:conj", {{7, "VBN"}, {11, "VBN"}}));
    CHECK(row.head(6) == 2);
    CHECK(row.rel(6) == Rel::Conj);
    const Tree alone(tagged(start, {{7, "VBN"}}));
    CHECK(alone.head(6) == 4);
}

TEST_CASE("what stands before the subject of a predicate noun does not hang on the noun") {
    const Tree tree(
        tagged("Built/VERB^6:acl early/ADV^1:advmod it/PRON^6:nsubj is/AUX^6:cop a/DET^6:det "
               "house/NOUN^0:root",
               {}));
    CHECK(tree.rel(0) == Rel::Advcl);
}

TEST_CASE("a verb is joined to the clause whose subject has its number") {
    const auto line = [](const std::string& cop) {
        return "This/PRON^3:nsubj is/AUX^3:cop hard/ADJ^0:root because/SCONJ^7:mark "
               "they/PRON^7:nsubj are/AUX^7:cop thin/ADJ^3:advcl and/CCONJ^10:cc " +
               cop + "/AUX^10:cop rare/ADJ^3:conj";
    };
    CHECK(Tree(tagged(line("are"), {{9, "VBP"}})).head(9) == 6);
    CHECK(Tree(tagged(line("is"), {{9, "VBZ"}})).head(9) == 2);
}

TEST_CASE("what is joined to the predicate of it belongs to the clause that it stands for") {
    const Tree tree(
        tagged("It/PRON^3:expl is/AUX^3:cop odd/ADJ^0:root that/SCONJ^6:mark he/PRON^6:nsubj "
               "left/VERB^3:csubj and/CCONJ^8:cc took/VERB^3:conj keys/NOUN^8:obj",
               {{6, "VBD"}, {8, "VBD"}}));
    CHECK(tree.head(7) == 5);
}

TEST_CASE("a clause with a relative pronoun for its subject is said of the noun before it") {
    const std::string line =
        "Brains/NOUN^2:nsubj hold/VERB^0:root details/NOUN^2:obj that/PRON^5:nsubj "
        "help/VERB^2:ccomp "
        "us/PRON^5:obj";
    CHECK(Tree(tagged(line, {{4, "WDT"}})).head(4) == 2);
    CHECK(Tree(tagged(line, {{4, "WDT"}})).rel(4) == Rel::AclRelcl);
    CHECK(Tree(tagged(line, {{4, "DT"}})).rel(4) == Rel::Ccomp);
}
