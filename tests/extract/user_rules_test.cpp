#include "extract/user_rules.hpp"

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "extract/conllu.hpp"
#include "extract/entities.hpp"
#include "extract/gazetteer.hpp"
#include "extract/triples.hpp"

namespace trefoil::extract {
namespace {

/// "Peru and Chile will buy three ships from Norway ."
constexpr const char* kPurchase = R"(# newpar
# text = Peru and Chile will buy three ships from Norway.
1	Peru	Peru	PROPN	NNP	Number=Sing	5	nsubj	_	_
2	and	and	CCONJ	CC	_	3	cc	_	_
3	Chile	Chile	PROPN	NNP	Number=Sing	1	conj	_	_
4	will	will	AUX	MD	VerbForm=Fin	5	aux	_	_
5	buy	buy	VERB	VB	VerbForm=Inf	0	root	_	_
6	three	three	NUM	CD	NumForm=Word|NumType=Card	7	nummod	_	_
7	ships	ship	NOUN	NNS	Number=Plur	5	obj	_	_
8	from	from	ADP	IN	_	9	case	_	_
9	Norway	Norway	PROPN	NNP	Number=Sing	5	obl	_	SpaceAfter=No
10	.	.	PUNCT	.	_	5	punct	_	_

)";

/// "Miller 's employer , Northwind , denies it ."
constexpr const char* kEmployer = R"(# newpar
# text = Miller's employer, Northwind, denies it.
1	Miller	Miller	PROPN	NNP	Number=Sing	3	nmod:poss	_	NE=B-Person|SpaceAfter=No
2	's	's	PART	POS	_	1	case	_	_
3	employer	employer	NOUN	NN	Number=Sing	7	nsubj	_	SpaceAfter=No
4	,	,	PUNCT	,	_	5	punct	_	_
5	Northwind	Northwind	PROPN	NNP	Number=Sing	3	appos	_	NE=B-Organization|SpaceAfter=No
6	,	,	PUNCT	,	_	5	punct	_	_
7	denies	deny	VERB	VBZ	Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin	0	root	_	_
8	it	it	PRON	PRP	Number=Sing|Person=3	7	obj	_	SpaceAfter=No
9	.	.	PUNCT	.	_	7	punct	_	_

)";

UserRules rules_of(const std::string& text) {
    std::istringstream in(text);
    return UserRules(in, "my.rules");
}

/// What the rules, and they alone, find.
std::vector<std::string> found(const UserRules& rules, const char* conllu) {
    const Gazetteer gazetteer = Gazetteer::open(Gazetteer::default_path());
    std::istringstream in(conllu);
    std::vector<std::string> lines;
    for (const ConlluDocument& parsed : read_conllu(in, "test")) {
        Document document;
        document.text = parsed.text;
        const Entities entities = find_entities(document, parsed.sentences, gazetteer);
        const Analysis analysis =
            extract_triples(document, parsed.sentences, entities,
                            {.min_confidence = 0, .gazetteer = &gazetteer, .rules = &rules});
        for (const Triple& t : analysis.triples) {
            if (!t.extractor.starts_with("rule:")) {
                continue;
            }
            std::string line = t.subject.text + " | " + t.relation_text + " | " +
                               (t.object ? t.object->text : std::string("-"));
            for (const Argument& a : t.arguments) {
                line += " | " + std::string(name_of(a.role)) + ": " + a.phrase.text;
            }
            line += " (" + t.relation_type + ")";
            line += t.polarity == Polarity::Negative ? " negative" : "";
            line += t.modality == Modality::Actual ? "" : " " + std::string(name_of(t.modality));
            lines.push_back(line);
        }
    }
    return lines;
}

using Lines = std::vector<std::string>;

TEST_CASE("a rule splits coordination and takes its modality from the clause") {
    const UserRules rules = rules_of(
        "rule purchase 0.9\n"
        "token V lemma=buy|acquire upos=VERB\n"
        "child V S rel=nsubj\n"
        "child V O rel=obj\n"
        "maybe V F rel=obl   # from whom\n"
        "fact S | V | O | other: F\n"
        "type purchase\n");
    CHECK(found(rules, kPurchase) ==
          Lines{"Peru | buy | three ships | other: from Norway (purchase) planned",
                "Chile | buy | three ships | other: from Norway (purchase) planned"});
    CHECK(found(rules, kEmployer).empty());
}

TEST_CASE("without a type the relation's lemmas and the object's preposition give it") {
    const UserRules rules = rules_of(
        "rule from\ntoken V upos=VERB\nchild V S rel=nsubj\nchild V F rel=obl\nfact S | V | F\n");
    CHECK(found(rules, kPurchase) == Lines{"Peru | buy from | Norway (buy_from) planned",
                                           "Chile | buy from | Norway (buy_from) planned"});
}

TEST_CASE("absent children, heads and negated conditions restrict a rule") {
    const std::string head = "rule r\ntoken N upos=NOUN\nhead N V upos=VERB\n";
    const std::string fact = "fact N | V | -\n";
    CHECK(found(rules_of(head + fact), kPurchase).size() == 1);
    CHECK(found(rules_of(head + "no V rel=aux\n" + fact), kPurchase).empty());
    CHECK(found(rules_of(head + "no V rel=aux lemma!=will\n" + fact), kPurchase).size() == 1);
}

TEST_CASE("polarity and modality may be set by the rule") {
    const UserRules rules = rules_of(
        "rule r\ntoken V lemma=buy\nchild V S rel=nsubj form=Peru\nfact S | V | -\n"
        "polarity negative\nmodality possible\n");
    CHECK(found(rules, kPurchase).front() == "Peru | buy | - (buy) negative possible");
}

TEST_CASE("the rules of the manual are good and find what it says") {
    std::ifstream manual(TREFOIL_SOURCE_DIR "/docs/extraction.md");
    std::string text;
    bool inside = false;
    for (std::string line; std::getline(manual, line);) {
        if (line.starts_with("## ")) {
            inside = line == "## Rules of your own";
        } else if (inside && line.starts_with("    ")) {
            text += line.substr(4) + "\n";
        }
    }
    const UserRules rules = rules_of(text);
    CHECK(rules.extractors().size() == 2);
    CHECK(found(rules, kPurchase) ==
          Lines{"Peru | buy | three ships | other: from Norway (purchase) planned",
                "Chile | buy | three ships | other: from Norway (purchase) planned"});
    CHECK(found(rules, kEmployer) == Lines{"Miller | works for | Northwind (works_for)"});
}

TEST_CASE("mistakes in a rule file are refused with their line") {
    const auto refused = [](const std::string& text, const char* message) {
        CAPTURE(text);
        CHECK_THROWS_WITH_AS(rules_of(text), doctest::Contains(message), InputError);
    };
    const std::string good = "rule a\ntoken V lemma=buy\n";
    refused("", "no rules");
    refused("token V lemma=buy\n", "my.rules:1: 'token' before the first");
    refused("# only\n\nrule a b c\n", "my.rules:3: expected 'rule NAME'");
    refused("rule a 2\n", "no number from 0 to 1");
    refused(good + "\nrule b\n", "my.rules:1: the rule has no 'fact");
    refused(good, "my.rules:1: the rule has no 'fact");
    refused(good + "words V\n", "my.rules:3: unknown 'words'");
    refused(good + "child W S rel=nsubj\n", "no token 'W' above");
    refused(good + "child V S rel=subject\n", "no relation 'subject'");
    refused(good + "child V S upos=NAME\n", "no part of speech 'NAME'");
    refused(good + "child V S type=Company\n", "no type 'Company'");
    refused(good + "child V S colour=red\n", "no field 'colour'");
    refused(good + "child V S nsubj\n", "'nsubj' is no condition");
    refused(good + "child V V rel=obj\n", "a second token 'V'");
    refused(good + "child V rel=obj\n", "expected a name");
    refused(good + "maybe V S rel=nsubj\nfact S | V | -\n", "may be missing");
    refused(good + "fact V | V\n", "expected 'fact SUBJECT");
    refused(good + "fact V | \"is | V\n", "quotation mark");
    refused(good + "fact V | V | - | V\n", "has no role");
    refused(good + "fact V | V | -\nfact V | V | -\n", "my.rules:4: a second 'fact'");
    refused(good + "fact V | V | -\npolarity no\n", "no polarity 'no'");
    refused(good + "fact V | V | -\nmodality no\n", "no modality 'no'");
    refused(good + "fact V | V | -\nrule a\n", "a second rule 'a'");
}

}  // namespace
}  // namespace trefoil::extract
