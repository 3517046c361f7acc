#include "extract/tree.hpp"

#include <doctest/doctest.h>

#include "small_documents.hpp"

using namespace trefoil::extract;
using trefoil::extract::testing::small_document;

TEST_CASE("the form of a neighbour that a sentence does not have is empty") {
    const auto small =
        small_document({"Nora/PROPN^2:nsubj@B-Person asked/VERB^0:root If/SCONJ^2:mark"});
    const Tree tree(small.sentences.front());
    CHECK(tree.form(2) == "if");
    CHECK(tree.form(tree.size()).empty());
    CHECK(tree.form(-1).empty());
}
