#include "extract/entities.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <doctest/doctest.h>

#include "extract/gazetteer.hpp"
#include "tests/extract/small_documents.hpp"

using namespace trefoil;
using namespace trefoil::extract;
using testing::small_document;
using testing::SmallDocument;

namespace {

const Gazetteer& tables() {
    static const Gazetteer gazetteer =
        Gazetteer::open(std::string(TREFOIL_SOURCE_DIR) + "/data/gazetteer.bin");
    return gazetteer;
}

/// The entities of a small document, asked by surface text.
class Found {
  public:
    explicit Found(const std::vector<std::string>& lines, const std::string& date = "",
                   bool across = true)
        : small_(small_document(lines, date)),
          entities_(find_entities(small_.document, small_.sentences, tables(), across)) {}

    /// The `nth` mention with this text, null if there is none.
    [[nodiscard]] const Mention* mention(std::string_view text, int nth = 0) const {
        for (const EntityMention& m : entities_.mentions) {
            if (m.mention.span.of(small_.document.text) == text && nth-- == 0) {
                return &m.mention;
            }
        }
        return nullptr;
    }

    /// Name of the entity of that mention; "" if it has none, "?" if there is no such mention.
    [[nodiscard]] std::string entity(std::string_view text, int nth = 0) const {
        const Mention* m = mention(text, nth);
        return m == nullptr ? "?" : m->cluster ? entities_.clusters[*m->cluster].name : "";
    }

    [[nodiscard]] std::string type(std::string_view text, int nth = 0) const {
        const Mention* m = mention(text, nth);
        return m == nullptr ? "?" : std::string(name_of(m->type));
    }

    [[nodiscard]] std::string link(std::string_view text) const {
        const Mention* m = mention(text);
        return m == nullptr || !m->cluster ? "?" : entities_.clusters[*m->cluster].link;
    }

    [[nodiscard]] bool same(std::string_view a, std::string_view b) const {
        const Mention* x = mention(a);
        const Mention* y = mention(b, a == b ? 1 : 0);
        return x != nullptr && y != nullptr && x->cluster && x->cluster == y->cluster;
    }

    [[nodiscard]] const Entities& entities() const { return entities_; }

  private:
    SmallDocument small_;
    Entities entities_;
};

}  // namespace

TEST_CASE("a surname joins the full name, before and after it") {
    const Found found(
        {"Okafor/PROPN^2:nsubj@B-Person left/VERB^0:root ./PUNCT^2:punct",
         "Grace/PROPN^3:nsubj@B-Person Okafor/PROPN^1:flat@I-Person spoke/VERB^0:root "
         "./PUNCT^3:punct",
         "Ms/PROPN^2:nmod:desc@O Okafor/PROPN^3:nsubj@B-Person slept/VERB^0:root ./PUNCT^3:punct"});
    CHECK(found.entity("Okafor") == "Grace Okafor");
    CHECK(found.entity("Grace Okafor") == "Grace Okafor");
    CHECK(found.entity("Ms Okafor") == "Grace Okafor");
    CHECK(found.entities().clusters.size() == 1);
}

TEST_CASE("people with one surname and different given names stay apart") {
    const Found found(
        {"Grace/PROPN^3:nsubj@B-Person Okafor/PROPN^1:flat@I-Person met/VERB^0:root "
         "Peter/PROPN^3:obj@B-Person Okafor/PROPN^4:flat@I-Person"});
    CHECK_FALSE(found.same("Grace Okafor", "Peter Okafor"));
}

TEST_CASE("an unknown name behaves like a known one") {
    const Found found(
        {"Zorblax/PROPN^3:nsubj@B-Person Quimvey/PROPN^1:flat@I-Person left/VERB^0:root "
         "./PUNCT^3:punct",
         "Mr/PROPN^2:nmod:desc Quimvey/PROPN^3:nsubj@B-Person slept/VERB^0:root ./PUNCT^3:punct",
         "He/PRON^2:nsubj@O snored/VERB^0:root ./PUNCT^2:punct"});
    CHECK(found.entity("Mr Quimvey") == "Zorblax Quimvey");
    CHECK(found.entity("He") == "Zorblax Quimvey");
}

TEST_CASE("titles and the possessive are no part of a name, and a title makes a person") {
    const Found found(
        {"President/PROPN^3:nmod:desc@O Anna/PROPN^5:nmod:poss@B-Person "
         "Lindqvist/PROPN^2:flat@I-Person 's/PART^2:case@I-Person "
         "speech/NOUN^6:nsubj ended/VERB^0:root"});
    CHECK(found.entity("Anna Lindqvist") == "Anna Lindqvist");
    const Found place({"Mr/PROPN^2:nmod:desc@O Paris/PROPN^3:nsubj@B-Place slept/VERB^0:root"});
    CHECK(place.type("Mr Paris") == "Person");
    CHECK(place.entity("Mr Paris") == "Paris");
}

TEST_CASE("a country is one entity under all its names and never one with its people") {
    const Found found(
        {"The/DET^2:det@O US/PROPN^3:nsubj@B-Place signed/VERB^0:root ./PUNCT^3:punct",
         "The/DET^3:det@O United/PROPN^3:amod@B-Place States/PROPN^4:nsubj@I-Place "
         "agreed/VERB^0:root ./PUNCT^4:punct",
         "U.S./PROPN^2:compound@B-Place officials/NOUN^3:nsubj left/VERB^0:root ./PUNCT^3:punct",
         "Americans/PROPN^2:nsubj@B-Group left/VERB^0:root ./PUNCT^2:punct"});
    CHECK(found.entity("The US") == "United States");
    CHECK(found.entity("United States") == "United States");
    CHECK(found.entity("U.S.") == "United States");
    CHECK(found.link("U.S.") == "country:US");
    CHECK(found.type("Americans") == "Group");
    CHECK_FALSE(found.same("U.S.", "Americans"));
}

TEST_CASE("an adjective of nationality is no mention") {
    const Found found({"Kenyan/ADJ^2:amod@B-Group troops/NOUN^3:nsubj left/VERB^0:root"});
    CHECK(found.mention("Kenyan") == nullptr);
    CHECK(found.type("Kenyan troops") == "Group");
}

TEST_CASE("spelling variants of a place share one link") {
    const Found found({"Bombay/PROPN^2:nsubj@B-Place grew/VERB^0:root ./PUNCT^2:punct",
                       "Mumbai/PROPN^2:nsubj@B-Place grew/VERB^0:root ./PUNCT^2:punct"});
    CHECK(found.same("Bombay", "Mumbai"));
    CHECK(found.link("Mumbai") == "geonames:1275339");
}

TEST_CASE("a name that several places share has no link without further evidence") {
    const Found found({"Springfield/PROPN^2:nsubj@B-Place grew/VERB^0:root"});
    CHECK(found.link("Springfield") == "");
    const Found georgia({"Georgia/PROPN^2:nsubj@B-Place grew/VERB^0:root"});
    CHECK(georgia.link("Georgia") == "");
    const Found tbilisi({"Georgia/PROPN^2:nsubj@B-Place grew/VERB^0:root ./PUNCT^2:punct",
                         "Tbilisi/PROPN^2:nsubj@B-Place grew/VERB^0:root"});
    CHECK(tbilisi.link("Georgia") == "country:GE");
}

TEST_CASE("an acronym joins its definition, also where the letters do not spell it") {
    const Found found(
        {"The/DET^4:det@O African/PROPN^4:compound@B-Organization "
         "Trade/PROPN^4:compound@I-Organization Bureau/PROPN^8:nsubj@I-Organization "
         "(/PUNCT^6:punct@O ATB/PROPN^4:appos@B-Organization )/PUNCT^6:punct@O met/VERB^0:root "
         "./PUNCT^8:punct",
         "ATB/PROPN^2:nsubj@B-Organization left/VERB^0:root"});
    CHECK(found.entity("ATB", 1) == "African Trade Bureau");
    const Found initials(
        {"World/PROPN^3:compound@B-Organization Health/PROPN^3:compound@I-Organization "
         "Office/PROPN^4:nsubj@I-Organization "
         "met/VERB^0:root ./PUNCT^4:punct",
         "WHO/PROPN^2:nsubj@B-Organization left/VERB^0:root"});
    CHECK(initials.entity("WHO") == "World Health Office");
}

TEST_CASE("a company without its suffix is the same company") {
    const Found found(
        {"Acme/PROPN^3:nsubj@B-Organization Inc./PROPN^1:flat@I-Organization grew/VERB^0:root "
         "./PUNCT^3:punct",
         "Acme/PROPN^2:nsubj@B-Organization left/VERB^0:root"});
    CHECK(found.entity("Acme") == found.entity("Acme Inc."));
}

TEST_CASE("telling words of a name overrule the tagger") {
    const Found found(
        {"Ministry/PROPN^4:nsubj@B-Place of/ADP^3:case@I-Place Silence/PROPN^1:nmod@I-Place "
         "met/VERB^0:root ./PUNCT^4:punct",
         "Kenya/PROPN^2:nsubj@B-Organization left/VERB^0:root"});
    CHECK(found.type("Ministry of Silence") == "Organization");
    CHECK(found.type("Kenya") == "Place");
}

TEST_CASE("'the president' is the only one the text has called so") {
    const Found found(
        {"President/PROPN^2:nmod:desc@O Lindqvist/PROPN^3:nsubj@B-Person left/VERB^0:root "
         "./PUNCT^3:punct",
         "The/DET^2:det@O president/NOUN^3:nsubj slept/VERB^0:root ./PUNCT^3:punct"});
    CHECK(found.entity("The president") == "Lindqvist");
    const Found two(
        {"President/PROPN^2:nmod:desc@O Lindqvist/PROPN^3:nsubj@B-Person met/VERB^0:root "
         "President/PROPN^5:nmod:desc@O Okafor/PROPN^3:obj@B-Person",
         "The/DET^2:det@O president/NOUN^3:nsubj slept/VERB^0:root ./PUNCT^3:punct"});
    CHECK(two.entity("The president") == "");
}

TEST_CASE("'the official' is the official before, 'another official' is not") {
    const Found found(
        {"A/DET^3:det@O senior/ADJ^3:amod official/NOUN^4:nsubj spoke/VERB^0:root ./PUNCT^4:punct",
         "Another/DET^2:det@O official/NOUN^3:nsubj slept/VERB^0:root ./PUNCT^3:punct",
         "The/DET^2:det@O official/NOUN^3:nsubj left/VERB^0:root ./PUNCT^3:punct"});
    CHECK(found.same("Another official", "The official"));
    CHECK_FALSE(found.same("A senior official", "The official"));
    CHECK(found.entities().clusters.size() == 1);
    CHECK(found.entities().clusters[0].type == EntityType::Concept);
}

TEST_CASE("pronouns agree in gender and number and are never the other argument of their verb") {
    const Found found(
        {"Maria/PROPN^2:nsubj@B-Person met/VERB^0:root George/PROPN^2:obj@B-Person ./PUNCT^2:punct",
         "She/PRON^2:nsubj@O thanked/VERB^0:root him/PRON^2:obj@O ./PUNCT^2:punct"});
    CHECK(found.entity("She") == "Maria");
    CHECK(found.entity("him") == "George");
    const Found alone(
        {"George/PROPN^2:nsubj@B-Person saw/VERB^0:root him/PRON^2:obj@O ./PUNCT^2:punct"});
    CHECK(alone.entity("him") == "");
}

TEST_CASE("a pronoun without a fitting antecedent stays unresolved and names nothing") {
    const Found found(
        {"He/PRON^2:nsubj@O left/VERB^0:root Kenya/PROPN^2:obj@B-Place ./PUNCT^2:punct"});
    CHECK(found.entity("He") == "");
    for (const Cluster& cluster : found.entities().clusters) {
        CHECK(cluster.name != "He");
    }
}

TEST_CASE("'I' in a quotation is its speaker; outside it is nobody") {
    const Found found(
        {"\"/PUNCT^4:punct@O I/PRON^4:nsubj@O will/AUX^4:aux@O go/VERB^9:ccomp@O "
         "home/ADV^4:advmod@O ,/PUNCT^4:punct@O \"/PUNCT^4:punct@O "
         "Maria/PROPN^9:nsubj@B-Person said/VERB^0:root ./PUNCT^9:punct",
         "I/PRON^2:nsubj@O agree/VERB^0:root ./PUNCT^2:punct"});
    CHECK(found.entity("I") == "Maria");
    CHECK(found.entity("I", 1) == "");
}

TEST_CASE("an apposition is the named entity, a predicate noun only gives it a role") {
    const Found found(
        {"The/DET^2:det@O chairwoman/NOUN^6:nsubj ,/PUNCT^4:punct@O Maria/PROPN^2:appos@B-Person "
         "Lindqvist/PROPN^4:flat@I-Person left/VERB^0:root"});
    CHECK(found.entity("The chairwoman") == "Maria Lindqvist");
    const Found predicate(
        {"Maria/PROPN^4:nsubj@B-Person is/AUX^4:cop a/DET^4:det teacher/NOUN^0:root "
         "./PUNCT^4:punct",
         "The/DET^2:det@O teacher/NOUN^3:nsubj left/VERB^0:root ./PUNCT^3:punct"});
    CHECK(predicate.entity("a teacher") == "");
    CHECK(predicate.entity("The teacher") == "Maria");
}

TEST_CASE(
    "noun phrases keep their modifiers and leave out prepositions, conjuncts and relative "
    "clauses") {
    const Found found(
        {"He/PRON^2:nsubj@O spoke/VERB^0:root about/ADP^6:case the/DET^6:det new/ADJ^6:amod "
         "bridge/NOUN^2:obl over/ADP^9:case the/DET^9:det "
         "river/NOUN^6:nmod and/CCONJ^12:cc the/DET^12:det road/NOUN^6:conj that/PRON^14:nsubj "
         "broke/VERB^12:acl:relcl"});
    CHECK(found.mention("the new bridge over the river") != nullptr);
    CHECK(found.mention("the road") != nullptr);
    CHECK(found.type("the new bridge over the river") == "Concept");
}

TEST_CASE("values are mentions of their own and have no entity") {
    const Found found({"She/PRON^2:nsubj@O paid/VERB^0:root $/SYM^2:obj 5/NUM^3:nummod "
                       "million/NUM^4:flat on/ADP^7:case Monday/PROPN^2:obl@O"},
                      "2022-02-22");
    CHECK(found.type("Monday") == "Date");
    CHECK(found.mention("Monday")->value == "2022-02-21");
    CHECK(found.mention("$ 5 million")->value == "USD 5000000");
    CHECK(found.entity("Monday") == "");
}

TEST_CASE("without resolution across sentences each line stands alone, aliases still apply") {
    const Found found(
        {"Grace/PROPN^3:nsubj@B-Person Okafor/PROPN^1:flat@I-Person spoke/VERB^0:root "
         "./PUNCT^3:punct",
         "Okafor/PROPN^2:nsubj@B-Person left/VERB^0:root ./PUNCT^2:punct",
         "She/PRON^2:nsubj@O left/VERB^0:root ./PUNCT^2:punct",
         "The/DET^2:det@O US/PROPN^3:nsubj@B-Place signed/VERB^0:root ./PUNCT^3:punct"},
        "", false);
    CHECK(found.entity("Okafor") == "Okafor");
    CHECK(found.entity("She") == "");
    CHECK(found.entity("The US") == "United States");
}

TEST_CASE("without any name tags runs of proper nouns are names") {
    const Found found(
        {"Grace/PROPN^4:nsubj Okafor/PROPN^1:flat of/ADP^3:case left/VERB^0:root Kenya/PROPN^4:obj "
         "./PUNCT^4:punct"});
    CHECK(found.type("Grace Okafor") == "Person");
    CHECK(found.type("Kenya") == "Place");
}

TEST_CASE("mentions are sorted and clusters are all used") {
    const Found found(
        {"The/DET^2:det@O president/NOUN^4:nsubj of/ADP^4:case Kenya/PROPN^2:nmod@B-Place "
         "met/VERB^0:root Grace/PROPN^5:obj@B-Person"});
    const auto& mentions = found.entities().mentions;
    CHECK(std::ranges::is_sorted(mentions, [](const EntityMention& a, const EntityMention& b) {
        return std::tuple(a.sentence, a.first, -a.last) < std::tuple(b.sentence, b.first, -b.last);
    }));
    for (std::uint32_t c = 0; c < found.entities().clusters.size(); ++c) {
        CHECK(std::ranges::any_of(mentions,
                                  [&](const EntityMention& m) { return m.mention.cluster == c; }));
    }
}

TEST_CASE("a document of many sentences is resolved in sections, one entity for one name") {
    std::vector<std::string> lines;
    for (int i = 0; i < 7000; ++i) {
        lines.emplace_back(
            i % 2 == 0
                ? "Grace/PROPN^3:nsubj@B-Person Okafor/PROPN^1:flat@I-Person spoke/VERB^0:root"
                : "She/PRON^2:nsubj@O left/VERB^0:root");
    }
    const Found found(lines);
    CHECK(found.entities().clusters.size() == 1);
    CHECK(found.entities().mentions.size() == 7000);
}

TEST_CASE("a country that owns a name is a name of its own") {
    const Found found(
        {"Kenya/PROPN^4:nmod:poss@B-Place 's/PART^1:case@I-Place Rift/PROPN^4:compound@I-Place "
         "Valley/PROPN^5:nsubj@I-Place grew/VERB^0:root"});
    CHECK(found.entity("Kenya") == "Kenya");
    CHECK(found.entity("Rift Valley") == "Rift Valley");
}

TEST_CASE("contexts overrule a tagger that takes an unknown place for a person") {
    const Found found(
        {"They/PRON^2:nsubj@O live/VERB^0:root in/ADP^4:case Quorvex/PROPN^2:obl@B-Person "
         "./PUNCT^2:punct",
         "Quorvex/PROPN^2:nsubj@B-Person grew/VERB^0:root ./PUNCT^2:punct"});
    CHECK(found.type("Quorvex") == "Place");
    const Found person(
        {"They/PRON^2:nsubj@O believe/VERB^0:root in/ADP^4:case Quorvex/PROPN^2:obl@B-Person "
         "./PUNCT^2:punct",
         "Quorvex/PROPN^2:nsubj@B-Person said/VERB^0:root so/ADV^2:advmod"});
    CHECK(person.type("Quorvex") == "Person");
}

TEST_CASE("a name that the tagger found once is found wherever it stands as a proper noun") {
    const Found found({"Quorvex/PROPN^2:nsubj@B-Organization grew/VERB^0:root ./PUNCT^2:punct",
                       "Quorvex/PROPN^2:nsubj@O shrank/VERB^0:root ./PUNCT^2:punct"});
    CHECK(found.type("Quorvex", 1) == "Organization");
    CHECK(found.same("Quorvex", "Quorvex"));
}

TEST_CASE("nothing, an empty line and words without a tree give no entities and no failure") {
    CHECK(find_entities(Document{}, {}, tables()).mentions.empty());
    const std::vector<Sentence> empty(3);
    CHECK(find_entities(Document{}, empty, tables()).mentions.empty());
    CHECK(find_entities(Document{}, empty, tables(), false).clusters.empty());
    const Found bare({"only some words \" here", "\" \" ( ) ,"});
    CHECK(bare.entities().clusters.empty());
    const Gazetteer none;
    const SmallDocument small =
        small_document({"Grace/PROPN^3:nsubj@B-Person Okafor/PROPN^1:flat@I-Person "
                        "left/VERB^0:root Kenya/PROPN^3:obj@B-Place"});
    CHECK(find_entities(small.document, small.sentences, none).clusters.size() == 2);
}

TEST_CASE("two places that the tagger took for one name are two, a country with 'and' is one") {
    const Found found(
        {"Lagos/PROPN^4:nsubj@B-Place and/CCONJ^3:cc@I-Place Ibadan/PROPN^1:conj@I-Place "
         "grew/VERB^0:root"});
    CHECK(found.entity("Lagos") == "Lagos");
    CHECK(found.entity("Ibadan") == "Ibadan");
    const Found country(
        {"Trinidad/PROPN^4:nsubj@B-Place and/CCONJ^3:cc@I-Place Tobago/PROPN^1:conj@I-Place "
         "grew/VERB^0:root"});
    CHECK(country.link("Trinidad and Tobago") == "country:TT");
}

TEST_CASE("a known place in the capitals of a dateline is named as usual") {
    const Found found({"NAIROBI/PROPN^0:root@B-Place"});
    CHECK(found.entity("NAIROBI") == "Nairobi");
}
