#pragma once

#include "extract/extractors/extractor.hpp"

namespace trefoil::extract {

/// True if who does what the draft says is not named in the sentence: its clause is an adjunct
/// without a subject of its own, and the one it borrows cannot be the doer. That is a thing under a
/// passive or a copula ("it was solved without | asking anybody"; "the road is useful for | moving
/// troops"), the very one it is done to ("we ask you to | join us"), the time there is for it ("ten
/// days left to | paint it") or who only tells of it ("he stressed the need to | train nurses").
/// Also true of what may follow from all that was said ("a crack in the wall, which | led to
/// delays"). Linear in the depth of the clause.
bool names_no_doer(const SentenceView& view, const Draft& draft);

}  // namespace trefoil::extract
