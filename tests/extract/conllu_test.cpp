#include "extract/conllu.hpp"

#include <sstream>
#include <string>

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace trefoil;
using namespace trefoil::extract;

namespace {

const char* const kSample =
    "# newdoc id = d1\n"
    "# newpar\n"
    "# sent_id = d1-1\n"
    "# text = She didn't go.\n"
    "1\tShe\tshe\tPRON\tPRP\tCase=Nom\t4\tnsubj\t4:nsubj\tEntity=(1-person)\n"
    "2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "2\tdid\tdo\tAUX\tVBD\t_\t4\taux\t_\t_\n"
    "3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n"
    "4\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n"
    "4.1\tgo\tgo\tVERB\tVB\t_\t_\t_\t0:root\t_\n"
    "5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n"
    "\n"
    "# sent_id = d1-2\n"
    "# text = Why?\n"
    "1\tWhy\twhy\tADV\tWRB\t_\t0\troot\t_\tSpaceAfter=No\n"
    "2\t?\t?\tPUNCT\t.\t_\t1\tpunct\t_\t_\n"
    "\n"
    "# newdoc id = d2\n"
    "1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_\n";

std::vector<ConlluDocument> read(const std::string& text) {
    std::istringstream in(text);
    return read_conllu(in, "test.conllu");
}

std::string written(const ConlluDocument& document) {
    std::ostringstream out;
    for (std::size_t i = 0; i < document.sentences.size(); ++i) {
        ConlluOptions options;
        options.sent_id = document.notes[i].sent_id;
        options.newdoc = i == 0 ? document.id : "";
        write_conllu(out, document.text, document.sentences[i], options);
    }
    return out.str();
}

}  // namespace

TEST_CASE("documents, paragraphs and spans are read from CoNLL-U") {
    const auto documents = read(kSample);
    REQUIRE(documents.size() == 2);
    CHECK(documents[0].id == "d1");
    CHECK(documents[0].text == "She didn't go. Why?");
    REQUIRE(documents[0].sentences.size() == 2);
    const Sentence& first = documents[0].sentences[0];
    CHECK(first.paragraph_start);
    CHECK_FALSE(documents[0].sentences[1].paragraph_start);
    REQUIRE(first.tokens.size() == 5);
    CHECK(first.tokens[1].span == Span{4, 7});
    CHECK(first.tokens[2].span == Span{7, 10});
    CHECK(first.tokens[2].part == 2);
    CHECK(first.tokens[2].parts == 2);
    CHECK(first.tokens[3].head == kRoot);
    CHECK(first.tokens[0].head == 3);
    CHECK_FALSE(first.tokens[3].space_after);
    CHECK(documents[0].sentences[1].span == Span{15, 19});
    CHECK(conllu_value(documents[0].notes[0].misc[0], "Entity") == "(1-person)");
    CHECK(documents[1].text == "Yes");
}

TEST_CASE("what was written is read back the same") {
    const auto documents = read(kSample);
    const auto again = read(written(documents[0]));
    REQUIRE(again.size() == 1);
    CHECK(again[0].text == documents[0].text);
    CHECK(again[0].sentences == documents[0].sentences);
    CHECK(again[0].notes[1].sent_id == "d1-2");
}

TEST_CASE("names are written to MISC and line ends in the text become spaces") {
    Sentence sentence;
    Token token;
    token.form = "Anna";
    token.span = {0, 4};
    token.name = "B-Person";
    sentence.tokens.push_back(token);
    token.form = "left";
    token.span = {5, 9};
    token.name = "O";
    token.space_after = false;
    sentence.tokens.push_back(token);
    sentence.span = {0, 9};
    std::ostringstream out;
    write_conllu(out, "Anna\nleft", sentence, {});
    CHECK(out.str() ==
          "# text = Anna "
          "left\n1\tAnna\t_\t_\t_\t_\t_\t_\t_\tNE=B-Person\n2\tleft\t_\t_\t_\t_\t_\t_\t_"
          "\tSpaceAfter=No\n\n");
}

TEST_CASE("text is rebuilt from the words where the comment disagrees") {
    const auto documents = read(
        "# text = something "
        "else\n1\tA\t_\t_\t_\t_\t0\troot\t_\tSpaceAfter=No\n2\tb\t_\t_\t_\t_\t1\tx\t_\t_\n");
    REQUIRE(documents.size() == 1);
    CHECK(documents[0].text == "Ab");
}

TEST_CASE("a wrong line is reported with file and line") {
    CHECK_THROWS_WITH_AS(read("# x\n1\tA\n"), "test.conllu:2: a word line must have 10 columns",
                         InputError);
    CHECK_THROWS_AS(read("2\tA\t_\t_\t_\t_\t0\troot\t_\t_\n"), InputError);
    CHECK_THROWS_AS(read("x\tA\t_\t_\t_\t_\t0\troot\t_\t_\n"), InputError);
    CHECK_THROWS_AS(read_conllu_file("/no/such/file.conllu"), InputError);
}
