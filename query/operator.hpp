#pragma once

#include <memory>

namespace trefoil::query {

struct Context;

/// One step of a running plan. Rows are not passed along: all operators work on the statement's one
/// frame (Context::frame), and a row is "the frame as next() left it". An operator writes only its
/// own slots, so those of its input stay valid until it pulls again; one that holds rows back
/// (sort, group, write) copies the slots that are still needed. This costs no copy per row and
/// operator.
class Operator {
  public:
    virtual ~Operator() = default;
    /// Starts over, for the frame as it is now. Cheap.
    virtual void open(Context& context) = 0;
    /// Puts the next row into the frame; false at the end, after which it must not be called again
    /// before open(). Throws QueryError.
    virtual bool next(Context& context) = 0;
};

using OperatorPtr = std::unique_ptr<Operator>;

}  // namespace trefoil::query
