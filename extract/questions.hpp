#pragma once

#include <string_view>
#include <vector>

#include "extract/clause.hpp"

namespace trefoil::extract {

/// "?", also with other marks: ".?", "?!".
bool is_question_mark(std::string_view form);

/// For each clause whether it is asked. A clause in the order of a question is (an auxiliary before
/// its subject, a question word in front), where a question mark follows or a form of "do" opens
/// it; plain statements run together with it are not. Where none has that order, the last main
/// clause is asked. `question`: the sentence ends with a question mark. Linear in the clauses.
std::vector<bool> asked_clauses(const Tree& tree, const Clauses& clauses, bool question);

}  // namespace trefoil::extract
