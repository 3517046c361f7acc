#include "extract/sources.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include "extract/phrase.hpp"
#include "extract/qualifiers.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

class SourceFinder {
  public:
    SourceFinder(const Tree& tree, Clauses& clauses)
        : tree_(tree),
          clauses_(clauses),
          named_(clauses.list.size(), -1),
          unnamed_(clauses.list.size()) {}

    void run() {
        find_signature();
        find_named_sources();
        for (Clause& c : clauses_.list) {
            source(c);
            hide(c);
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

    /// "the belief that X": nobody is named who holds it, nor what hangs on X.
    void hide(Clause& c) {
        const auto of = [&](const Clause* other) {
            return other != nullptr && unnamed_[index_of(*other)];
        };
        const TokenIndex outer = outer_claim(c);
        const TokenIndex claim = outer >= 0 ? outer : is_held(c) ? tree_.head(c.head) : -1;
        const bool own = claim >= 0 && has_source(effect_of_noun(tree_.lemma(claim)));
        const bool inner =
            c.first_conjunct >= 0 ? of(at(c.first_conjunct)) : c.parent >= 0 && of(at(c.parent));
        if (c.source < 0 && (own || (inner && c.link != Rel::Parataxis && !is_in_claim(c)))) {
            unnamed_[index_of(c)] = true;
            c.modality = c.modality == Modality::Actual ? Modality::Reported : c.modality;
        }
    }

    std::size_t index_of(const Clause& c) const {
        return static_cast<std::size_t>(&c - clauses_.list.data());
    }

    /// "need to know how", "can see whether": who seeks to know something does not say it.
    bool seeks(const Clause& governor) const {
        constexpr std::string_view kFindOut[] = {"assess", "determine", "establish", "evaluate"};
        const bool purpose = governor.infinitive && governor.link == Rel::Advcl &&
                             std::find(std::begin(kFindOut), std::end(kFindOut),
                                       tree_.lemma(governor.head)) != std::end(kFindOut);
        return (governor.modality == Modality::Planned ||
                governor.modality == Modality::Possible) &&
               (purpose || is_perception(governor));
    }

    bool is_perception(const Clause& governor) const {
        constexpr std::string_view kKnow[] = {"know",   "learn",    "see",  "understand",
                                              "find",   "discover", "hear", "remember",
                                              "notice", "realize"};
        return std::find(std::begin(kKnow), std::end(kKnow), tree_.lemma(governor.head)) !=
               std::end(kKnow);
    }

    /// "You know I left", "you know that": the hearer has said nothing.
    bool is_filler(const Clause& governor) const {
        return governor.subject >= 0 && tree_.form(governor.subject) == "you" &&
               tree_.form(governor.head) == "know" && governor.auxiliaries.empty() &&
               governor.ccomp >= 0;
    }

    /// "do you know that", "tell me where", "let them know that": who is to know or say it has not
    /// said it. "Do you think that" is about what they think.
    bool is_request(const Clause& governor) const {
        const bool you = governor.subject >= 0 && tree_.form(governor.subject) == "you" &&
                         (is_perception(governor) || tree_.lemma(governor.head) == "note");
        const std::string_view verb = tree_.lemma(governor.head);
        const Effect effect = effect_of_verb(verb);
        const bool unsaid =  // "they do not know that", "did not promise that"
            governor.polarity == Polarity::Negative &&
            (is_factive(verb) || effect == Effect::Says || effect == Effect::Planned ||
             is_doubted(tree_, governor));
        if (unsaid || you || is_filler(governor) || is_supposing(tree_, governor)) {
            return true;
        }
        const Clause* above = at(governor.parent);
        const bool open_subject =
            above != nullptr && governor.infinitive && governor.link == Rel::Csubj &&
            above->kind == Clause::Kind::Copula && governor.modality == Modality::Possible;
        if (open_subject) {
            return true;  // "it would be odd for them to say that"
        }
        const bool thinks = verb == "think" || verb == "believe" || verb == "feel";
        return (governor.requested && (!thinks || asks_why(tree_, governor))) || seeks(governor) ||
               (above != nullptr && tree_.lemma(above->head) == "let" && !governor.finite);
    }

    /// "says A, when in fact B": B is the writer's.
    bool corrects(const Clause& c) const {
        const TokenIndex when = tree_.child_form(c.head, "when");
        const auto children = tree_.children(c.head);
        return c.link == Rel::Advcl && when >= 0 && when < c.head &&
               std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
                   const std::string_view f = tree_.form(t);
                   return t < c.head && (f == "fact" || f == "reality" || f == "actually");
               });
    }

    /// Not what only points: "this means that", "it seems that".
    bool can_say(TokenIndex who, TokenIndex governor) const {
        const std::string_view f = tree_.form(who);
        if (f == "this" || f == "that" || f == "these" || f == "there" || f == "something" ||
            f == "everything" || tree_.rel(who) == Rel::Expl) {
            return !tree_.children(who).empty() && tree_.rel(who) != Rel::Expl;
        }
        if (tree_.lemma(governor) == "mean" && !tree_.is_pronoun(who) && !tree_.is_proper(who)) {
            return false;  // "the rule means that"
        }
        return f != "it" || (is_say_verb(tree_.lemma(governor)) && tree_.lemma(governor) != "mean");
    }

    /// "was convinced that": who the passive is about holds it.
    bool is_of_mind(TokenIndex participle) const {
        constexpr std::string_view kMind[] = {"convince", "persuade", "satisfy", "concern",
                                              "worry"};
        return std::find(std::begin(kMind), std::end(kMind), tree_.lemma(participle)) !=
               std::end(kMind);
    }

    enum class Time : std::uint8_t { Past, Present, Other };

    Time time_of(const Clause& c) const {
        const std::string& tag =
            tree_.token(c.auxiliaries.empty() ? c.head : c.auxiliaries.front()).xpos;
        return tag == "VBD"                   ? Time::Past
               : tag == "VBZ" || tag == "VBP" ? Time::Present
                                              : Time::Other;
    }

    /// "tells her that he left, and they go home": behind what is told the story goes on, in the
    /// tense of its telling or about the teller by name.
    bool tells_on(const Clause& c, const Clause& parent, const Clause* first) const {
        const Clause* told = first != nullptr ? first : clauses_.headed_by(parent.ccomp);
        if (told != nullptr && leaves_quotation(c, parent, *told)) {
            return true;
        }
        if (!c.own_subject || c.antecedent_subject || !c.finite || told == nullptr || told == &c ||
            told->head > c.head || tree_.child_form(c.head, "that") >= 0 || parent.subject < 0) {
            return false;
        }
        const Time now = time_of(parent);
        const bool back = now != Time::Other && time_of(c) == now && time_of(*told) != now &&
                          time_of(*told) != Time::Other;
        const bool teller = names(c.subject, parent.subject);
        return back || teller;
    }

    /// 'The letter says "the bridge is safe", but the town will close it': the second clause is no
    /// part of what is quoted.
    bool leaves_quotation(const Clause& c, const Clause& parent, const Clause& told) const {
        if (told.subject <= parent.head || c.subject <= told.head) {
            return false;
        }
        const auto marks = [&](TokenIndex from, TokenIndex to, std::string_view tag) {
            TokenIndex count = 0;
            for (TokenIndex t = from; t < to; ++t) {
                count += tree_.token(t).xpos == tag ? 1 : 0;
            }
            return count;
        };
        return marks(parent.head, told.subject, "``") == 1 &&
               marks(told.subject, c.subject, "''") == 1 &&
               marks(told.subject, c.subject, "``") == 0;
    }

    /// "found money to build it": no belief about the money.
    bool comes_upon(TokenIndex verb) const {
        const std::string_view f = tree_.lemma(verb);
        return f == "find" || f == "discover" || f == "notice" || f == "hold" || f == "learn";
    }

    /// "said, like", "was like": what follows are the subject's words.
    bool is_like(TokenIndex verb) const {
        const TokenIndex like = tree_.lemma(verb) == "be" ? tree_.child_form(verb, "like") : -1;
        return like > verb && like <= verb + 2;
    }

    /// "answered (yes) that X", "lied that X", "I bet X", "rumour has it that X", "the sign reads
    /// X".
    bool is_answered(const Clause& c, TokenIndex verb) const {
        const std::string_view lemma = tree_.lemma(verb);
        const bool that = tree_.child_form(c.head, "that") >= 0;
        const TokenIndex it = tree_.child_form(verb, "it");
        const bool reads = lemma == "read" && c.finite && c.modality != Modality::Reported;
        return ((lemma == "answer" || lemma == "lie") && that) || lemma == "bet" || reads ||
               (lemma == "have" && that && it > verb && tree_.rel(it) == Rel::Obj);
    }

    /// "wondered why it closed": who asks does not say so.
    bool is_asked_why(const Clause& c, TokenIndex governor) const {
        constexpr std::string_view kAsk[] = {"ask",  "wonder",  "question",    "inquire", "enquire",
                                             "test", "examine", "investigate", "explore", "debate"};
        const auto children = tree_.children(c.head);
        return std::find(std::begin(kAsk), std::end(kAsk), tree_.lemma(governor)) !=
                   std::end(kAsk) &&
               c.modality == Modality::Actual &&
               std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
                   return t < c.head && tree_.token(t).xpos.starts_with("W");
               });
    }

    /// "takes this to mean that X": who draws the conclusion.
    TokenIndex taker(const Clause& c, const Clause* parent) const {
        constexpr std::string_view kMean[] = {"mean", "show", "suggest", "indicate", "imply"};
        const Clause* above = parent == nullptr ? nullptr : at(parent->parent);
        const bool taken =
            above != nullptr && c.link == Rel::Ccomp && parent->infinitive &&
            (tree_.lemma(above->head) == "take" || tree_.lemma(above->head) == "interpret") &&
            above->kind == Clause::Kind::Verb &&
            std::find(std::begin(kMean), std::end(kMean), tree_.lemma(parent->head)) !=
                std::end(kMean);
        return taken ? above->subject : -1;
    }

    /// What is claimed, believed or feared by a noun: "the view that X".
    bool is_held(const Clause& c) const {
        const TokenIndex noun = tree_.head(c.head);
        const bool content = c.link == Rel::Acl || c.link == Rel::Ccomp || c.link == Rel::Csubj;
        return noun != kRoot && c.finite && c.first_conjunct < 0 && content &&
               tree_.token(noun).upos == "NOUN" &&
               (tree_.child_form(c.head, "that") >= 0 || c.link == Rel::Csubj) &&
               (tells_claim(noun) || is_case_made(noun));
    }

    bool tells_claim(TokenIndex noun) const {
        constexpr std::string_view kFeel[] = {
            "fear",       "hope",          "concern",    "doubt",     "suspicion",   "pretext",
            "suggestion", "worry",         "prediction", "reminder",  "expectation", "rumor",
            "rumour",     "understanding", "sensation",  "intuition", "certainty"};
        const std::string_view lemma = tree_.lemma(noun);
        return lemma != "fact" &&
               (has_source(effect_of_noun(lemma)) ||
                std::find(std::begin(kFeel), std::end(kFeel), lemma) != std::end(kFeel));
    }

    /// "Ann's view is that X", "the claim was that X": the noun; -1 if there is none.
    TokenIndex outer_claim(const Clause& c) const {
        const TokenIndex noun = tree_.child(c.head, {Rel::NsubjOuter});
        const bool content =
            noun >= 0 && noun < c.head && c.finite && tree_.token(noun).upos == "NOUN";
        return content && tells_claim(noun) ? noun : -1;
    }

    /// "the claim | that she made | is that X": beside the content.
    bool is_in_claim(const Clause& c) const {
        const TokenIndex claim = c.parent < 0 ? -1 : outer_claim(*at(c.parent));
        return claim >= 0 && tree_.dominates(claim, c.head);
    }

    /// "makes the case that X".
    bool is_case_made(TokenIndex noun) const {
        const TokenIndex verb = tree_.head(noun);
        return tree_.lemma(noun) == "case" && verb != kRoot && tree_.rel(noun) == Rel::Obj &&
               tree_.lemma(verb) == "make";
    }

    /// "came to the conclusion that X", "made the claim that X", "Ann's view that X", "is of the
    /// opinion that X", "it is our view that X": who holds it.
    TokenIndex holder(const Clause& c, const Clause* parent) const {
        if (parent != nullptr && c.link == Rel::Appos && parent->object == tree_.head(c.head) &&
            parent->kind == Clause::Kind::Verb && parent->polarity == Polarity::Positive &&
            is_say_verb(tree_.lemma(parent->head)) && tree_.child_form(c.head, "that") >= 0) {
            return parent->subject;  // "told us one thing: that X"
        }
        if (!is_held(c)) {
            return -1;
        }
        const TokenIndex noun = tree_.head(c.head);
        const TokenIndex owner = tree_.child(noun, {Rel::NmodPoss});
        if (owner >= 0 && tree_.token(owner).upos != "PRON") {
            return owner;
        }
        for (const TokenIndex t : tree_.children(noun)) {  // "a belief among farmers that"
            const TokenIndex by = tree_.rel(t) == Rel::Nmod ? tree_.child(t, {Rel::Case}) : -1;
            if (by > noun && t < c.head &&
                (tree_.form(by) == "by" || tree_.form(by) == "among" || tree_.form(by) == "from")) {
                return t;
            }
        }
        const bool held = parent != nullptr && parent->subject >= 0 && !parent->requested &&
                          parent->polarity == Polarity::Positive && holds(*parent, noun);
        if (held && can_say(parent->subject, parent->head)) {
            return parent->subject;
        }
        return owner >= 0 ? noun : -1;  // "our view"
    }

    /// The subject holds what the noun says: "made the claim", "is of the opinion", "left in the
    /// belief".
    bool holds(const Clause& parent, TokenIndex noun) const {
        constexpr std::string_view kHold[] = {
            "make",    "have",  "come",    "reach",   "hold",    "take",   "express",
            "issue",   "voice", "advance", "defend",  "offer",   "give",   "bring",
            "present", "raise", "share",   "support", "accept",  "arrive", "draw",
            "endorse", "adopt", "repeat",  "form",    "develop", "cherish"};
        const TokenIndex preposition = tree_.child(noun, {Rel::Case});
        const std::string_view f = preposition < 0 ? "" : tree_.form(preposition);
        if (parent.head == noun) {
            return parent.kind == Clause::Kind::Copula && (f == "of" || f == "under");
        }
        if (parent.kind != Clause::Kind::Verb || tree_.head(noun) != parent.head) {
            return false;
        }
        const bool ground = tree_.lemma(noun) == "assumption" || tree_.lemma(noun) == "premise" ||
                            tree_.lemma(noun) == "theory";
        const bool moved =
            tree_.rel(noun) == Rel::Obl && (f == "in" || f == "under" || (f == "on" && ground));
        return moved || (tree_.is(noun, {Rel::Obj, Rel::Obl}) &&
                         std::find(std::begin(kHold), std::end(kHold), tree_.lemma(parent.head)) !=
                             std::end(kHold));
    }

    /// "described him as a man who X", "called her a liar who X": whose picture it is. What is set
    /// off is the writer's addition, but not in quotation marks.
    TokenIndex describer(const Clause& c) const {
        if (c.link == Rel::Advcl && c.participle && c.parent >= 0) {  // "described her as lying"
            const Clause& picture = clauses_.list[static_cast<std::size_t>(c.parent)];
            return describes(picture, c.head) ? whose(picture) : -1;
        }
        if ((c.link != Rel::AclRelcl && c.link != Rel::Acl) || c.noun < 0 || c.infinitive ||
            c.first_conjunct >= 0) {
            return -1;
        }
        TokenIndex top = c.noun;
        while (tree_.is(top, {Rel::Nmod, Rel::Conj, Rel::Appos}) &&
               tree_.is_noun(tree_.head(top))) {
            top = tree_.head(top);
        }
        const Clause* picture =
            tree_.head(top) == kRoot ? nullptr : clauses_.headed_by(tree_.head(top));
        if (picture == nullptr || !describes(*picture, top)) {
            return -1;
        }
        bool quoted = false;
        for (TokenIndex t = picture->head + 1; t < c.head; ++t) {
            quoted = tree_.form(t) == "\""
                         ? !quoted
                         : tree_.form(t) == "“" || (quoted && tree_.form(t) != "”");
        }
        return !quoted && set_off(tree_, c.head) ? -1 : whose(*picture);
    }

    static TokenIndex whose(const Clause& picture) {
        return picture.kind == Clause::Kind::Passive ? picture.agent : picture.subject;
    }

    bool describes(const Clause& picture, TokenIndex as) const {
        constexpr std::string_view kAs[] = {
            "describe", "characterize", "characterise", "portray", "depict",  "view",    "regard",
            "see",      "denounce",     "dismiss",      "praise",  "hail",    "condemn", "deride",
            "paint",    "cast",         "label",        "brand",   "think",   "refer",   "present",
            "perceive", "interpret",    "frame",        "tout",    "conceive"};
        constexpr std::string_view kCall[] = {"call",  "consider", "deem", "label",
                                              "brand", "term",     "dub"};
        const std::string_view verb = tree_.lemma(picture.head);
        const auto among = [&](std::span<const std::string_view> verbs) {
            return std::find(verbs.begin(), verbs.end(), verb) != verbs.end();
        };
        const bool passive = picture.kind == Clause::Kind::Passive && picture.agent >= 0;
        return (passive || (picture.kind == Clause::Kind::Verb && picture.subject >= 0)) &&
               picture.polarity == Polarity::Positive &&
               ((tree_.is(as, {Rel::Obl, Rel::Advcl}) && tree_.child_form(as, "as") >= 0 &&
                 among(kAs)) ||
                (tree_.rel(as) == Rel::Xcomp && among(kCall)));
    }

    /// The same name or "I", maybe as one of several.
    bool names(TokenIndex subject, TokenIndex teller) const {
        const auto same = [&](TokenIndex t) {
            return tree_.form(t) == tree_.form(subject) &&
                   (tree_.is_proper(subject) || tree_.form(subject) == "i");
        };
        const auto children = tree_.children(teller);
        return same(teller) || std::any_of(children.begin(), children.end(), [&](TokenIndex t) {
                   return tree_.rel(t) == Rel::Conj && same(t);
               });
    }

    void own_source(Clause& c, const Clause* parent, const Clause* first) const {
        if (parent != nullptr && c.link == Rel::Ccomp && tells_on(c, *parent, first)) {
            c.source = parent->source;
            return;
        }
        const TokenIndex above = tree_.head(c.head);
        const TokenIndex so = above == kRoot ? -1 : tree_.child_form(above, "so");
        const bool result =
            (so >= 0 && so + 1 == above &&
             !tree_.is_tensed(
                 above)) ||  // "was so sure of it that he left", "struggled so that ..."
            (tree_.child_form(c.head, "so") >= 0 && tree_.child_form(c.head, "that") >= 0);
        if (parent != nullptr && c.link == Rel::Ccomp && !c.infinitive && !result &&
            !is_request(*parent)) {
            const TokenIndex governor = tree_.head(first != nullptr ? first->head : c.head);
            const Effect effect = effect_of(tree_, governor);
            const bool attitude = has_source(effect) || effect == Effect::Possible ||
                                  effect == Effect::Planned || is_say_verb(tree_.lemma(governor)) ||
                                  tree_.lemma(governor) == "rule" || is_answered(c, governor) ||
                                  is_like(governor);
            if (is_asked_why(c, governor)) {
                return;
            }
            if (attitude) {
                const TokenIndex who =
                    parent->kind == Clause::Kind::Passive && !is_of_mind(governor)
                        ? parent->agent
                        : parent->subject;
                const TokenIndex it = tree_.child(governor, {Rel::Expl});
                const bool seems = it >= 0 && it < governor;  // "and it seems that"
                if (who >= 0 && !seems && can_say(who, governor)) {
                    c.source = who;
                    return;
                }
            }
        }
        if (const TokenIndex claim = outer_claim(c); claim >= 0) {
            const TokenIndex owner = tree_.child(claim, {Rel::NmodPoss});
            c.source = owner < 0 || tree_.token(owner).upos != "PRON" ? owner : claim;
            const bool open = effect_of_noun(tree_.lemma(claim)) == Effect::Possible;
            c.modality = open && c.modality == Modality::Actual ? Modality::Possible : c.modality;
            return;
        }
        if (const TokenIndex who = std::max(holder(c, parent), taker(c, parent)); who >= 0) {
            c.source = who;
            return;
        }
        if (const TokenIndex who = describer(c); who >= 0) {
            c.source = who;
            return;
        }
        const bool deemed = parent != nullptr && c.link == Rel::Xcomp && parent->object >= 0 &&
                            parent->kind == Clause::Kind::Verb && parent->subject >= 0 &&
                            effect_of_verb(tree_.lemma(parent->head)) == Effect::Believes &&
                            !(c.kind == Clause::Kind::Verb && comes_upon(parent->head));
        if (deemed) {
            c.source = parent->subject;  // "believe X to be Y"
            return;
        }
        const TokenIndex begin = tree_.subtree(c.head).front();
        const bool bracketed =
            c.link == Rel::AclRelcl && first == nullptr &&
            (tree_.form(begin) == "(" || (begin > 0 && tree_.form(begin - 1) == "("));
        if (bracketed || corrects(c) || is_in_claim(c)) {
            return;  // "the border (which includes X)": the writer's own words
        }
        if (first != nullptr) {
            c.source = first->source;
        } else if (parent != nullptr && c.link != Rel::Parataxis) {
            c.source = parent->source;
        }
    }

    /// "All of it is gone. — Ann Lee": a name behind a dash signs the whole sentence.
    void find_signature() {
        for (TokenIndex dash = 1; dash + 1 < tree_.size(); ++dash) {
            const std::string_view f = tree_.form(dash);
            const std::string_view before = tree_.form(dash - 1);
            const bool ends = before == "." || before == "!" || before == "?" || before == "”" ||
                              before == "\"" || before == "''";
            if (!ends || (f != "—" && f != "–" && f != "--" && f != "-")) {
                continue;
            }
            TokenIndex name = dash + 1;
            while (tree_.head(name) > dash) {
                name = tree_.head(name);
            }
            const TokenSet words = tree_.subtree(name);
            if (tree_.is_proper(name) && words.front() > dash - 1 &&
                words.back() + 2 >= tree_.size()) {
                for (const Clause& c : clauses_.list) {
                    if (c.parent < 0 || c.link == Rel::Parataxis) {
                        named_[index_of(c)] = name;
                    }
                }
            }
        }
    }

    /// "according to X" speaks for the sentence where it ends or begins it, else for the clause
    /// around it.
    void find_named_sources() {
        for (TokenIndex t = 0; t < tree_.size(); ++t) {
            if (!names_source(tree_, t)) {
                continue;
            }
            const TokenIndex view = viewer(tree_, t);
            const TokenIndex who = view >= 0 ? view : t;
            int clause = clauses_.governing(tree_, tree_.head(t) == kRoot ? t : tree_.head(t));
            const TokenSet words = tree_.subtree(t);
            const bool at_edge = words.front() <= 1 || words.back() + 3 >= tree_.size();
            while (at_edge && clause >= 0 && at(clause)->parent >= 0 &&
                   at(clause)->link != Rel::Ccomp &&
                   (at(clause)->link != Rel::AclRelcl || set_off(tree_, t))) {
                clause = at(clause)->parent;
            }
            // Behind "A did this and did that" it is about both.
            for (; clause >= 0; clause = at_edge ? at(clause)->first_conjunct : -1) {
                named_[static_cast<std::size_t>(clause)] = who;
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
        if (const TokenIndex said = said_beside(c); said >= 0) {
            return said;
        }
        for (const TokenIndex next : tree_.children(c.head)) {  // "A did this, B did that, X said"
            const Clause* last = tree_.rel(next) == Rel::Conj ? clauses_.headed_by(next) : nullptr;
            if (last != nullptr && last->own_subject &&
                named_[static_cast<std::size_t>(last - clauses_.list.data())] < 0) {
                if (const TokenIndex said = said_beside(*last); said > last->head) {
                    return said;
                }
            }
        }
        return -1;
    }

    /// "as you will recall", "as you may remember": the hearer says nothing.
    bool is_reminded(const Clause& inner) const {
        return tree_.form(inner.subject) == "you" && !inner.auxiliaries.empty() &&
               tree_.token(inner.auxiliaries.front()).xpos == "MD";
    }

    /// Who says the clause in one beside it.
    TokenIndex said_beside(const Clause& c) const {
        for (const TokenIndex child : tree_.children(c.head)) {
            const Clause* inner = clauses_.headed_by(child);
            if (inner == nullptr || !speaks_beside(tree_, *inner) || is_reminded(*inner)) {
                continue;
            }
            const bool as = tree_.rel(child) == Rel::Advcl && !trails_several(c, child) &&
                            (tree_.child_form(child, "as") >= 0 || inner->subject > child);
            if (tree_.rel(child) == Rel::Parataxis || as) {
                return inner->subject;
            }
        }
        return -1;
    }

    const Tree& tree_;
    Clauses& clauses_;
    std::vector<TokenIndex> named_;  ///< source named by a phrase, of each clause; -1 if none
    std::vector<bool> unnamed_;      ///< the clause is claimed by nobody named
};

}  // namespace

void find_sources(const Tree& tree, Clauses& clauses) {
    SourceFinder(tree, clauses).run();
}

}  // namespace trefoil::extract
