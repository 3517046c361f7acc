#pragma once

#include <memory>
#include <utility>
#include <vector>

namespace trefoil::graph {

/// A cleared container lent by this thread until the end of the scope, so that its memory serves
/// one walk after another; walks may nest (a poll that walks).
template <class T>
class Lent {
  public:
    Lent() {
        if (idle().empty()) {
            held_ = std::make_unique<T>();
        } else {
            held_ = std::move(idle().back());
            idle().pop_back();
        }
        held_->clear();
    }

    Lent(const Lent&) = delete;
    Lent& operator=(const Lent&) = delete;

    ~Lent() { idle().push_back(std::move(held_)); }

    T& operator*() const { return *held_; }

  private:
    static std::vector<std::unique_ptr<T>>& idle() {
        thread_local std::vector<std::unique_ptr<T>> containers;
        return containers;
    }

    std::unique_ptr<T> held_;
};

}  // namespace trefoil::graph
