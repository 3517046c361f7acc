#include "extract/sources.hpp"

#include <algorithm>
#include <vector>

#include "extract/phrase.hpp"
#include "extract/qualifiers.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

class SourceFinder {
  public:
    SourceFinder(const Tree& tree, Clauses& clauses)
        : tree_(tree), clauses_(clauses), named_(clauses.list.size(), -1) {}

    void run() {
        find_named_sources();
        for (Clause& c : clauses_.list) {
            source(c);
        }
    }

  private:
    const Clause* at(int index) const {
        return index < 0 ? nullptr : &clauses_.list[static_cast<std::size_t>(index)];
    }

    void source(Clause& c) const {
        const Clause* parent = at(c.parent);
        const Clause* first = at(c.first_conjunct);
        if (const TokenIndex named = named_source(c); named >= 0) {
            c.source = named;
            return;
        }
        own_source(c, parent, first);
        if (c.source >= 0 &&
            (has_negative_determiner(tree_, c.source) || tree_.is_verb(c.source) ||
             (tree_.token(c.source).xpos.starts_with("W") && tree_.children(c.source).empty()))) {
            c.source = -1;  // "nobody knows", "to win does not mean", "..., which shows"
        }
    }

    void own_source(Clause& c, const Clause* parent, const Clause* first) const {
        if (parent != nullptr && c.link == Rel::Ccomp) {
            const TokenIndex governor = tree_.head(first != nullptr ? first->head : c.head);
            const Effect effect = effect_of(tree_, governor);
            const bool attitude = has_source(effect) || effect == Effect::Possible ||
                                  effect == Effect::Planned || is_say_verb(tree_.lemma(governor));
            if (attitude) {
                const TokenIndex who =
                    parent->kind == Clause::Kind::Passive ? parent->agent : parent->subject;
                if (who >= 0) {
                    c.source = who;
                    return;
                }
            }
        }
        const bool deemed = parent != nullptr && c.link == Rel::Xcomp && parent->object >= 0 &&
                            parent->kind == Clause::Kind::Verb && parent->subject >= 0 &&
                            effect_of_verb(tree_.lemma(parent->head)) == Effect::Believes;
        if (deemed) {
            c.source = parent->subject;  // "believe X to be Y"
            return;
        }
        if (first != nullptr) {
            c.source = first->source;
        } else if (parent != nullptr && c.link != Rel::Parataxis) {
            c.source = parent->source;
        }
    }

    /// "according to X" speaks for the sentence where it ends or begins it, else for the clause
    /// around it.
    void find_named_sources() {
        for (TokenIndex t = 0; t < tree_.size(); ++t) {
            if (!names_source(tree_, t)) {
                continue;
            }
            int clause = clauses_.governing(tree_, tree_.head(t) == kRoot ? t : tree_.head(t));
            const TokenSet words = tree_.subtree(t);
            const bool at_edge = words.front() <= 1 || words.back() + 3 >= tree_.size();
            while (at_edge && clause >= 0 && at(clause)->parent >= 0 &&
                   at(clause)->link != Rel::Ccomp) {
                clause = at(clause)->parent;
            }
            if (clause >= 0) {
                named_[static_cast<std::size_t>(clause)] = t;
            }
        }
    }

    /// "X found that Y which Z, as W said": behind several clauses it is open which one W said.
    bool trails_several(const Clause& c, TokenIndex as_clause) const {
        return std::any_of(clauses_.list.begin(), clauses_.list.end(), [&](const Clause& other) {
            return other.finite && other.head > c.head && other.head < as_clause &&
                   !tree_.dominates(as_clause, other.head);
        });
    }

    /// "..., he said" beside the content, "according to X", "as X put it".
    TokenIndex named_source(const Clause& c) const {
        const auto index = static_cast<std::size_t>(&c - clauses_.list.data());
        if (named_[index] >= 0) {
            return named_[index];
        }
        for (const TokenIndex child : tree_.children(c.head)) {
            const Clause* inner = clauses_.headed_by(child);
            if (inner == nullptr || inner->subject < 0 || !is_say_verb(tree_.lemma(child)) ||
                inner->ccomp >= 0 || !inner->finite ||
                (inner->object >= 0 && tree_.lemma(child) != "tell")) {
                continue;
            }
            const bool as = tree_.rel(child) == Rel::Advcl && !trails_several(c, child) &&
                            (tree_.child_form(child, "as") >= 0 || inner->subject > child);
            if ((tree_.rel(child) == Rel::Parataxis || as) && inner->own_subject) {
                return inner->subject;
            }
        }
        return -1;
    }

    const Tree& tree_;
    Clauses& clauses_;
    std::vector<TokenIndex> named_;  ///< source named by a phrase, of each clause; -1 if none
};

}  // namespace

void find_sources(const Tree& tree, Clauses& clauses) {
    SourceFinder(tree, clauses).run();
}

}  // namespace trefoil::extract
