#include "extract/extractors/registry.hpp"

#include <array>

namespace trefoil::extract {

std::span<const std::unique_ptr<const Extractor>> extractors() {
    static const std::array<std::unique_ptr<const Extractor>, 11> table = {
        verb_clauses(),          // active, passive, infinitives, participles, relative clauses
        copulas(),               // X is Y, X is ready, X is in Y
        postposed_adjectives(),  // officials familiar with X
        existentials(),          // there is X in Y
        reported_speech(),       // "...", X said
        reduced_relatives(),     // troops sent by X
        appositions(),           // X, a Y; X (Y)
        titles(),                // President X
        possessives(),           // X's Y
        nominalisations(),       // X's recognition of Y
        locations(),             // X in Y
    };
    return table;
}

}  // namespace trefoil::extract
