#pragma once

#include <memory>
#include <span>
#include <vector>

#include "extract/train/inventory.hpp"
#include "extract/train/network.hpp"

namespace trefoil::extract::train {

/// Several trained networks whose probabilities are averaged (Hinton et al. 2015; for parsers
/// Kuncoro et al. 2016). Not thread-safe.
class Teachers {
  public:
    void add(std::unique_ptr<Network> network) { networks_.push_back(std::move(network)); }

    [[nodiscard]] bool empty() const { return networks_.empty(); }

    /// Sets `soft` of each sentence: `trust` of what the teachers think and the rest of the
    /// sentence's own labels. With `unlabelled`, the sentences' labels are replaced by the
    /// teachers' best tree and nothing else counts. Empty sentences are left as they are.
    void teach(std::span<EncodedSentence> sentences, double trust, bool unlabelled);

    static constexpr float kLeast = 0.003F;  ///< smaller probabilities are dropped

  private:
    void teach_batch(const std::vector<EncodedSentence*>& batch, double trust, bool unlabelled);
    Beliefs beliefs(const std::vector<const EncodedSentence*>& batch);

    std::vector<std::unique_ptr<Network>> networks_;
};

}  // namespace trefoil::extract::train
