#pragma once

#include <vector>

#include "query/internal/operators.hpp"

/// What the writing operators share.
namespace trefoil::query::internal {

/// Reads all rows of its input, lets apply() write row by row, and only then gives the rows out.
class WritingStep : public WithInput {
  public:
    WritingStep(const std::vector<int>& live, OperatorPtr input)
        : WithInput(std::move(input)), before_(live), after_(live) {}

    void open(Context& context) override;
    bool next(Context& context) override;

  protected:
    /// Writes for the row in the frame.
    virtual void apply(Context& context) = 0;

    /// Called once after the last row, before rows are given out.
    virtual void finish(Context&) {}

    /// The row in the frame goes to the output.
    void emit(Context& context) { after_.save(context); }

    /// True if apply() calls emit() itself.
    [[nodiscard]] virtual bool emits() const { return false; }

  private:
    SavedRows before_;
    SavedRows after_;
    std::size_t used_ = 0;
    bool written_ = false;
};

/// Throws TypeError (InvalidPropertyType) for values that a property cannot hold.
void check_property(const Value& value, const std::string& key);

/// Sets or (null) removes one property of a node or relationship; counts it.
void write_property(const Value& entity, const std::string& key, const Value& value,
                    Context& context);

/// The SET items of SET and MERGE, REMOVE's too.
void apply_set_items(const std::vector<SetItem>& items, bool remove, Context& context);

/// Creates what the path declares and binds it.
void create_path(const PathPattern& path, Context& context);

}  // namespace trefoil::query::internal
