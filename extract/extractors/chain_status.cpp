#include "extract/extractors/chain_status.hpp"

#include <algorithm>

#include "extract/qualifier.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

bool is_attempt(const SentenceView& view, const Clause& c, const Clause& next) {
    return next.infinitive && is_attempt_verb(view.tree.lemma(c.head));
}

bool is_end(const SentenceView& view, const Clause& c, const Clause& next) {
    return !next.infinitive && is_cease_verb(view.tree.lemma(c.head));
}

}  // namespace

std::vector<int> worded_chain(const Clauses& clauses, int clause) {
    const auto at = [&](int index) -> const Clause& {
        return clauses.list[static_cast<std::size_t>(index)];
    };
    std::vector<int> chain;
    const Clause& top = at(clause);
    if (top.first_conjunct >= 0 && !top.own_subject && !top.finite) {
        int first = top.first_conjunct;  // "are going to stay, eat and | sleep"
        while (at(first).chained_from < 0 && at(first).first_conjunct >= 0 &&
               !at(first).own_subject && !at(first).finite) {
            first = at(first).first_conjunct;
        }
        for (int above = at(first).chained_from; above >= 0; above = at(above).chained_from) {
            chain.push_back(above);
        }
        std::reverse(chain.begin(), chain.end());
    }
    for (; clause >= 0; clause = at(clause).chained) {
        chain.push_back(clause);
    }
    return chain;
}

bool is_event_of_its_own(const SentenceView& view, const Clause& c, const Clause& next) {
    return is_attempt(view, c, next) || is_end(view, c, next);
}

void settle_chain_status(const SentenceView& view, int clause, Draft& draft) {
    const std::vector<int> chain = worded_chain(view.clauses, clause);
    const auto at = [&](std::size_t i) -> const Clause& {
        return view.clauses.list[static_cast<std::size_t>(chain[i])];
    };
    const Clause& first = at(0);
    const Clause& last = at(chain.size() - 1);
    bool attempts = false;
    bool plain = true;
    Polarity polarity = last.polarity;
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
        const bool attempt = is_attempt(view, at(i), at(i + 1));
        const bool end = is_end(view, at(i), at(i + 1));
        plain = plain && (attempts || !is_open(at(i).modality));  // "has to try to win"
        attempts = attempts || attempt;
        polarity = end ? flip(polarity) : polarity;
    }
    if (attempts && plain && last.modality == Modality::Possible) {
        draft.modality = first.modality;
    }
    if (polarity != last.polarity) {
        draft.polarity = polarity;
    }
}

}  // namespace trefoil::extract
