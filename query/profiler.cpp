#include "query/profiler.hpp"

#include <utility>

#include "graph/store_reads.hpp"

namespace trefoil::query {

class Profiler::Watched final : public Operator {
  public:
    Watched(Profiler& profiler, OperatorPtr inner, OperatorProfile& profile)
        : profiler_(profiler), inner_(std::move(inner)), profile_(profile) {}

    void open(Context& context) override {
        const Turn turn(profiler_, profile_);
        inner_->open(context);
    }

    bool next(Context& context) override {
        const Turn turn(profiler_, profile_);
        const bool found = inner_->next(context);
        profile_.rows += found ? 1 : 0;
        return found;
    }

  private:
    /// Lets an operator run; then the one before goes on, also where an error ends it.
    class Turn {
      public:
        Turn(Profiler& profiler, OperatorProfile& profile)
            : profiler_(profiler), before_(profiler.run(&profile)) {}

        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;

        ~Turn() { profiler_.run(before_); }

      private:
        Profiler& profiler_;
        OperatorProfile* before_;
    };

    Profiler& profiler_;
    OperatorPtr inner_;
    OperatorProfile& profile_;
};

Profiler::Profiler(int nodes) : profiles_(static_cast<std::size_t>(nodes)) {}

OperatorPtr Profiler::watch(OperatorPtr inner, int node) {
    return std::make_unique<Watched>(*this, std::move(inner),
                                     profiles_[static_cast<std::size_t>(node)]);
}

OperatorProfile Profiler::total() const {
    OperatorProfile sum;
    for (const OperatorProfile& profile : profiles_) {
        sum.time += profile.time;
        sum.reads += profile.reads;
    }
    return sum;
}

OperatorProfile* Profiler::run(OperatorProfile* next) {
    const auto now = std::chrono::steady_clock::now();
    const std::uint64_t reads = graph::store_reads();
    if (running_ != nullptr) {
        running_->time += now - since_;
        running_->reads += reads - reads_;
    }
    since_ = now;
    reads_ = reads;
    return std::exchange(running_, next);
}

}  // namespace trefoil::query
