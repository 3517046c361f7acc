#include "extract/questions.hpp"

#include <algorithm>

namespace trefoil::extract {

namespace {

class Questions {
  public:
    Questions(const Tree& tree, const Clauses& clauses, bool question)
        : tree_(tree), clauses_(clauses), question_(question) {
        for (TokenIndex t = 0; t < tree.size(); ++t) {
            last_mark_ = is_question_mark(tree.form(t)) ? t : last_mark_;
        }
    }

    std::vector<bool> run() const {
        std::vector<bool> asked;
        asked.reserve(clauses_.list.size());
        for (const Clause& c : clauses_.list) {
            asked.push_back((c.head < last_mark_ && has_order(c)) || opens_in_order(c));
        }
        for (std::size_t i = 0; i < asked.size(); ++i) {
            if (const int above = tagged(clauses_.list[i]); above >= 0) {
                asked[static_cast<std::size_t>(above)] = true;
            }
        }
        if (question_ && std::find(asked.begin(), asked.end(), true) == asked.end()) {
            const int last = last_main();
            const TokenIndex quote = last < 0 ? -1 : quote_behind(last);
            if (quote >= 0) {
                ask_inside(quote, asked);
            } else if (last >= 0 && !asks_briefly(last)) {
                asked[static_cast<std::size_t>(last)] = true;
            }
        }
        return asked;
    }

  private:
    static bool is_main(const Clause& c) { return c.parent < 0 || c.link == Rel::Parataxis; }

    bool is_inverted(const Clause& c) const {
        const bool there = c.kind == Clause::Kind::Existential;
        const TokenIndex expletive = there ? tree_.child(c.head, {Rel::Expl}) : -1;
        const bool before = std::any_of(c.auxiliaries.begin(), c.auxiliaries.end(),
                                        [&](TokenIndex a) { return a < c.subject; });
        return (c.own_subject && !c.antecedent_subject && !there && before) ||
               expletive == c.head + 1;
    }

    /// The clause that a tag asks about: "they sold it, | did they not?"; -1 for what is no tag.
    int tagged(const Clause& c) const {
        const auto children = tree_.children(c.head);
        const bool bare = std::all_of(children.begin(), children.end(), [&](TokenIndex t) {
            return tree_.is(t, {Rel::Nsubj, Rel::Punct, Rel::Aux, Rel::Expl}) ||
                   tree_.form(t) == "not" || tree_.form(t) == "n't" || tree_.form(t) == "n’t";
        });
        const bool auxiliary = c.head < last_mark_ && c.auxiliaries.empty() && c.subject > c.head &&
                               tree_.is_pronoun(c.subject) && c.link == Rel::Parataxis;
        constexpr std::string_view kDo[] = {"do", "be", "have", "will", "can", "would", "should"};
        const bool tag =
            bare && auxiliary &&
            std::find(std::begin(kDo), std::end(kDo), tree_.lemma(c.head)) != std::end(kDo);
        return tag ? clauses_.of_token[static_cast<std::size_t>(tree_.head(c.head))] : -1;
    }

    bool has_question_word(const Clause& c) const {
        const auto children = tree_.children(c.head);
        return std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
            return t < c.head && tree_.token(t).xpos.starts_with("W");
        });
    }

    bool has_order(const Clause& c) const {
        if (is_main(c)) {
            return is_inverted(c) || has_question_word(c);
        }
        const auto does = [&](TokenIndex a) { return a < c.subject && tree_.lemma(a) == "do"; };
        const bool marked = tree_.has_child(c.head, {Rel::Mark});
        const bool quoted = c.link == Rel::Ccomp && !marked;  // "will it hold?" she asked
        const bool adverbial =
            c.link == Rel::Advcl && (has_question_word(c) || runs_on(c)) && !marked;
        return is_inverted(c) && (quoted || adverbial ||
                                  std::any_of(c.auxiliaries.begin(), c.auxiliaries.end(), does));
    }

    /// "it is late, | will it open?": a question behind a statement, however it hangs.
    bool runs_on(const Clause& c) const {
        const std::string_view first =
            c.auxiliaries.empty() ? "" : tree_.form(c.auxiliaries.front());
        return c.head > tree_.head(c.head) && first != "should" && first != "had" &&
               first != "were";
    }

    /// "do you know that", "can somebody help": asks with or without the mark. Not "nor did he",
    /// "never does it", nor "should it fail".
    bool opens_in_order(const Clause& c) const {
        constexpr std::string_view kOpen[] = {"do",    "does", "did", "can",  "could",
                                              "would", "is",   "are", "have", "has"};
        if (c.auxiliaries.empty() || !is_inverted(c) || !is_main(c)) {
            return false;
        }
        const TokenIndex opens = c.auxiliaries.front();
        const std::string_view f = tree_.form(opens);
        const bool does = f == "do" || f == "does" || f == "did";
        if (std::find(std::begin(kOpen), std::end(kOpen), f) == std::end(kOpen) ||
            (does && !tree_.is_pronoun(c.subject)) ||
            tree_.subtree(c.subject).front() != opens + 1) {
            return false;
        }
        const TokenSet words = tree_.subtree(c.head);
        return std::all_of(words.begin(), words.end(), [&](TokenIndex t) {
            const std::string& upos = tree_.token(t).upos;
            return t >= opens || upos == "PUNCT" || upos == "INTJ";
        });
    }

    static bool is_quote(std::string_view form) {
        return form == "\"" || form == "“" || form == "”" || form == "''" || form == "``" ||
               form == "'" || form == "‘" || form == "’";
    }

    /// The opening quotation mark of a question that is only quoted ("she wrote: 'Is it so?'");
    /// -1 where the question mark is the sentence's own.
    TokenIndex quote_behind(int clause) const {
        const bool closes = last_mark_ >= 0 && last_mark_ + 1 < tree_.size() &&
                            is_quote(tree_.form(last_mark_ + 1));
        const TokenIndex verb = clauses_.list[static_cast<std::size_t>(clause)].head;
        for (TokenIndex t = last_mark_ - 1; closes && t > verb; --t) {
            if (is_quote(tree_.form(t))) {
                return t;
            }
        }
        return -1;
    }

    /// What stands in the quotation is asked, by its topmost clause.
    void ask_inside(TokenIndex quote, std::vector<bool>& asked) const {
        for (std::size_t i = 0; i < clauses_.list.size(); ++i) {
            const TokenIndex head = clauses_.list[i].head;
            if (head > quote && head < last_mark_) {
                asked[i] = true;
                return;
            }
        }
    }

    /// "they own two, so why not three?": the question has no verb.
    bool asks_briefly(int clause) const {
        const TokenIndex verb = clauses_.list[static_cast<std::size_t>(clause)].head;
        const auto children = tree_.children(verb);
        return std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
            if (t < verb || tree_.rel(t) != Rel::Parataxis || clauses_.headed_by(t) != nullptr) {
                return false;
            }
            const auto words = tree_.children(t);
            return std::any_of(words.begin(), words.end(), [&](TokenIndex w) {
                return w < t && tree_.token(w).xpos.starts_with("W");
            });
        });
    }

    /// Nobody asks in plain order what they do themselves.
    int last_main() const {
        int last = -1;
        for (std::size_t i = 0; i < clauses_.list.size(); ++i) {
            const Clause& c = clauses_.list[i];
            const bool alone = c.first_conjunct < 0 || c.own_subject;
            const bool myself = c.subject >= 0 && tree_.form(c.subject) == "i";
            if (is_main(c) && alone && !myself &&
                (last < 0 || c.head > clauses_.list[static_cast<std::size_t>(last)].head)) {
                last = static_cast<int>(i);
            }
        }
        return last;
    }

    const Tree& tree_;
    const Clauses& clauses_;
    bool question_;
    TokenIndex last_mark_ = -1;
};

}  // namespace

bool is_question_mark(std::string_view form) {
    return form.find('?') != std::string_view::npos &&
           form.find_first_not_of("?!.") == std::string_view::npos;
}

std::vector<bool> asked_clauses(const Tree& tree, const Clauses& clauses, bool question) {
    return Questions(tree, clauses, question).run();
}

}  // namespace trefoil::extract
