#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace trefoil::extract {

/// Splits a token into syntactic words as UD English does: clitics ('s n't 'm 're 've 'll 'd,
/// plural s') by rule, other forms (cannot, gonna, dont) by a table learnt from treebanks. A few
/// forms depend on the next word ("its not").
class CliticSplitter {
  public:
    /// `table`: lines "form TAB length length ... [TAB ?]", lower case, lengths in code points; a
    /// "?" leaves the answer to `weights` (a power of two of hashed weights, or empty: never split
    /// those).
    CliticSplitter(std::string_view table, std::span<const std::int8_t> weights);

    /// Lengths of the words in bytes, which sum up to the token's size; empty if the token is one
    /// word. `next` is the token that follows in the text, `previous` the one before ("" if none).
    [[nodiscard]] std::vector<std::size_t> split(std::string_view token, std::string_view previous,
                                                 std::string_view next) const;

    /// What the clitic rules alone say about a folded form: words' lengths in code points.
    static std::vector<std::size_t> split_by_rule(std::string_view folded);
    /// Lower case (ASCII), every kind of apostrophe made "'". Not the same length in bytes as
    /// `token`.
    static std::string fold(std::string_view token);
    /// Features of a form whose split depends on its neighbours.
    static std::vector<std::uint32_t> features(std::string_view folded, std::string_view previous,
                                               std::string_view next);

  private:
    struct Entry {
        std::vector<std::size_t> lengths;
        bool in_context = false;
    };

    std::unordered_map<std::string, Entry> table_;
    std::span<const std::int8_t> weights_;
};

}  // namespace trefoil::extract
