#pragma once

#include <string>
#include <string_view>

namespace trefoil::extract::neural {

/// How a form becomes its lemma, as text: a letter for the case ('k' keep, 'l' lower, 'c' capital
/// and lower), the number of code points cut from the end ('*' all), and what is appended: "l3|y"
/// makes "Tries" "try". Curly apostrophes are made plain first.
std::string lemma_rule(std::string_view form, std::string_view lemma);

/// Applies a rule; a rule that cuts more than there is, or that would leave nothing, gives the form
/// itself.
std::string apply_lemma_rule(std::string_view rule, std::string_view form);

}  // namespace trefoil::extract::neural
