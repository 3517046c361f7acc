#include "extract/tree_dot.hpp"

#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include <doctest/doctest.h>

using namespace trefoil::extract;

namespace {

std::string dot(const std::string& text, const Sentence& sentence) {
    std::ostringstream out;
    write_dot_tree(out, text, sentence, "1");
    return out.str();
}

}  // namespace

TEST_CASE("a tree is drawn with a node a word and an arrow a relation") {
    const std::string text = "Mary \"met\" Jo";
    Sentence sentence;
    sentence.span = {0, static_cast<std::uint32_t>(text.size())};
    for (const auto& [form, upos, head, deprel, name] :
         std::vector<std::tuple<const char*, const char*, TokenIndex, const char*, const char*>>{
             {"Mary", "PROPN", 1, "nsubj", "B-Person"},
             {"\"met\"", "VERB", kRoot, "root", ""},
             {"Jo", "PROPN", 1, "obj", ""}}) {
        Token& token = sentence.tokens.emplace_back();
        token.form = form;
        token.upos = upos;
        token.head = head;
        token.deprel = deprel;
        token.name = name;
    }
    CHECK(dot(text, sentence) ==
          "digraph \"1\" {\n"
          "    graph [label=\"Mary \\\"met\\\" Jo\", ordering=out]\n"
          "    node [shape=plain]\n"
          "    1 [label=\"Mary\\nPROPN\\nB-Person\"]\n"
          "    2 [label=\"\\\"met\\\"\\nVERB\"]\n"
          "    3 [label=\"Jo\\nPROPN\"]\n"
          "    2 -> 1 [label=\"nsubj\"]\n"
          "    2 -> 3 [label=\"obj\"]\n"
          "}\n");
}

TEST_CASE("an empty sentence is drawn as an empty graph") {
    CHECK(dot("", Sentence{}) == "digraph \"1\" {\n}\n");
}
