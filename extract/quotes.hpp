#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "extract/clause.hpp"

/// Direct speech across sentences: which words stand in quotation marks and who says them.
namespace trefoil::extract {

/// A speaker: a noun phrase of some sentence.
struct Speaker {
    std::uint32_t sentence = 0;
    TokenIndex head = -1;
};

class Quotes {
  public:
    /// `trees` and `clauses` are parallel to `sentences`. With `apart`, every sentence stands for
    /// itself: no quotation and no speaker goes on in the next. Linear.
    Quotes(std::span<const Sentence> sentences, std::span<const Tree> trees,
           std::span<const Clauses> clauses, bool apart = false);

    /// Speaker of the quotation that this token stands in; nothing outside quotations, in scare
    /// quotes and where nobody is named.
    [[nodiscard]] std::optional<Speaker> speaker_of(std::uint32_t sentence, TokenIndex token) const;

  private:
    struct Quote {
        std::uint32_t first_sentence = 0;
        TokenIndex first = 0;  ///< the opening mark
        std::uint32_t last_sentence = 0;
        TokenIndex last = 0;  ///< the closing mark, or the last token of the paragraph
        std::uint32_t paragraph = 0;
        bool closed = false;  ///< has a closing mark
        bool whole_paragraph = false;
        bool title = false;  ///< names a work: nobody speaks
        std::optional<Speaker> speaker;
    };

    void find_quotes(std::span<const Sentence> sentences);
    void find_speakers(std::span<const Sentence> sentences, std::span<const Tree> trees,
                       std::span<const Clauses> clauses);

    [[nodiscard]] std::optional<Speaker> speaker_before(const Quote& q, std::span<const Tree> trees,
                                                        std::span<const Clauses> clauses) const;

    std::vector<Quote> quotes_;
    bool apart_;
};

}  // namespace trefoil::extract
