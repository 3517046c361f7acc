#pragma once

#include "base/analysis.hpp"
#include "extract/document.hpp"

namespace trefoil::extract {

/// The only way out of extraction. Called once a document, in input order, from one thread at a
/// time.
class TripleSink {
  public:
    virtual ~TripleSink() = default;
    /// Takes what was found in `document`. May throw StoreError; the pipeline then stops.
    virtual void accept(const Document& document, const Analysis& analysis) = 0;
};

}  // namespace trefoil::extract
