/// Assembly of a document's analysis: sentences are screened for noise, turned into clauses and
/// judged; the extractors of the table make drafts; each draft gets its texts, entities, source,
/// time and place and becomes a triple, followed by the facts derived from it. A phrase without an
/// entity makes a Concept, a clause a Statement; one phrase of a sentence makes one of them,
/// whoever mentions it.

#include "extract/triples.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "extract/clause.hpp"
#include "extract/derived.hpp"
#include "extract/extractors/build.hpp"
#include "extract/extractors/extractor.hpp"
#include "extract/extractors/rule_names.hpp"
#include "extract/gazetteer.hpp"
#include "extract/noise.hpp"
#include "extract/qualifiers.hpp"
#include "extract/questions.hpp"
#include "extract/quotes.hpp"
#include "extract/screen.hpp"
#include "extract/speaker_group.hpp"
#include "extract/user_rules.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

std::string without_article(std::string text) {
    for (const std::string_view article : {"the ", "The ", "a ", "A ", "an ", "An "}) {
        if (text.size() > article.size() && text.starts_with(article)) {
            return text.substr(article.size());
        }
    }
    return text;
}

bool ends_with_question(const Sentence& sentence) {
    for (auto it = sentence.tokens.rbegin(); it != sentence.tokens.rend(); ++it) {
        if (is_question_mark(it->form)) {
            return true;
        }
        if (it->upos != "PUNCT") {
            return false;
        }
    }
    return false;
}

/// A "sentence" beyond this is a table or a list; its parse says nothing and reading it would not
/// be linear.
constexpr std::size_t kLongestSentence = 1000;

/// Confidence of a derived fact, as a share of that of the assertion it comes from.
constexpr float kDerivedShare = 0.9F;

class Assembler {
  public:
    Assembler(const Document& document, std::span<const Sentence> sentences,
              const Entities& entities, const TripleOptions& options,
              std::vector<Explanation>* explain)
        : document_(document),
          sentences_(sentences),
          entities_(entities),
          options_(options),
          explain_(explain),
          trees_(entities.trees) {}

    Analysis run() {
        for (const Sentence& sentence : sentences_) {
            analysis_.sentences.push_back(sentence.span);
        }
        analysis_.clusters = entities_.clusters;
        for (const EntityMention& m : entities_.mentions) {
            analysis_.mentions.push_back(m.mention);
        }
        prepare();
        const Quotes quotes(sentences_, trees_, clauses_, options_.lines);
        quotes_ = &quotes;
        for (std::uint32_t s = 0; s < sentences_.size(); ++s) {
            read_sentence(s);
        }
        std::stable_sort(analysis_.mentions.begin(), analysis_.mentions.end(),
                         [](const Mention& a, const Mention& b) {
                             return std::tuple(a.span.begin, b.span.end) <
                                    std::tuple(b.span.begin, a.span.end);
                         });
        return std::move(analysis_);
    }

  private:
    void prepare() {
        clauses_.reserve(sentences_.size());
        for (const Tree& tree : trees_) {
            const Sentence& sentence = tree.sentence();
            if (sentence.tokens.size() > kLongestSentence) {
                clauses_.emplace_back();
                clauses_.back().of_token.assign(sentence.tokens.size(), -1);
                continue;
            }
            clauses_.push_back(find_clauses(tree));
            qualify(tree, clauses_.back(), ends_with_question(sentence));
        }
        noise_ = find_noise(document_.text, sentences_);
        mention_begin_.assign(sentences_.size() + 1, 0);
        for (const EntityMention& m : entities_.mentions) {
            if (m.sentence < sentences_.size()) {
                ++mention_begin_[m.sentence + 1];
            }
        }
        for (std::size_t i = 0; i < sentences_.size(); ++i) {
            mention_begin_[i + 1] += mention_begin_[i];
        }
    }

    SentenceView view_of(std::uint32_t s) const {
        const auto mentions =
            std::span<const EntityMention>(entities_.mentions)
                .subspan(mention_begin_[s], mention_begin_[s + 1] - mention_begin_[s]);
        return SentenceView{document_, trees_[s],          clauses_[s],
                            mentions,  entities_.clusters, options_.gazetteer};
    }

    void say(std::uint32_t sentence, std::string text) {
        if (explain_ != nullptr) {
            explain_->push_back({sentence, std::move(text)});
        }
    }

    // ---- one sentence ----
    void read_sentence(std::uint32_t s) {
        if (sentences_[s].tokens.empty()) {
            return;
        }
        if (sentences_[s].tokens.size() > kLongestSentence) {
            say(s, "no facts: longer than " + std::to_string(kLongestSentence) + " words");
            return;
        }
        if (noise_[s] != Noise::None) {
            say(s, "no facts: looks like a " + std::string(name_of(noise_[s])));
            return;
        }
        sentence_ = s;
        prefix_ = noise_prefix(sentences_[s]);

        const SentenceView view = view_of(s);
        std::vector<Draft> drafts;
        if (options_.rules != nullptr) {
            for (const auto& rule : options_.rules->extractors()) {
                rule->extract(view, drafts);
            }
        }
        for (const auto& extractor : extractors()) {
            extractor->extract(view, drafts);
        }
        std::size_t kept = 0;
        hidden_ = 0;
        seen_.clear();
        for (Draft& draft : drafts) {
            kept += keep(view, draft) ? 1U : 0U;
        }
        if (hidden_ > 0) {
            say(s, std::to_string(hidden_) + (hidden_ == 1 ? " fact" : " facts") +
                       " below the threshold of confidence (--min-confidence 0 shows them)");
        } else if (kept == 0) {
            say(s, clauses_[s].list.empty()
                       ? "no facts: no predicate found"
                       : "no facts: no predicate with a subject and something said of it");
        }
    }

    void drop_prefix(DraftPhrase& phrase) const {
        if (prefix_ > 0) {
            std::erase_if(phrase.words, [&](TokenIndex t) { return t < prefix_; });
        }
    }

    bool keep(const SentenceView& view, Draft& draft) {
        drop_prefix(draft.subject);
        std::erase_if(draft.arguments, [&](const DraftPhrase& argument) {
            return (!argument.clause && is_excluded(view.tree, argument.head)) ||
                   is_question_word(view.tree, argument);
        });
        std::erase_if(draft.relation,
                      [&](const RelationPiece& p) { return p.token >= 0 && p.token < prefix_; });
        if (draft.object) {
            drop_prefix(*draft.object);
        }
        if (is_opposed(view, draft)) {
            std::erase_if(draft.relation, [&](const RelationPiece& p) {
                return p.token >= 0 && is_negation(view.tree.form(p.token));
            });
        }
        if (draft.subject.words.empty() || draft.relation.empty() ||
            (draft.object && draft.object->words.empty())) {
            return false;
        }
        if (!draft.extractor.starts_with("rule:")) {
            if (const auto flaw = flaw_of(view, draft)) {
                say(sentence_, "left out: " + std::string(*flaw));
                return false;
            }
        }
        Triple triple;
        qualify_triple(view, draft, triple);
        const ConfidenceFeatures features = confidence_features(
            view, draft, triple.polarity, triple.modality, triple.attribution.has_value());
        triple.confidence = draft.confidence.value_or(confidence_of(features));
        if (triple.confidence < options_.min_confidence) {
            ++hidden_;
            return false;
        }
        finish(view, draft, triple);
        std::string key = triple.subject.text + '\x1f' + triple.relation_text + '\x1f' +
                          (triple.object ? triple.object->text : std::string());
        if (!seen_.insert(std::move(key)).second) {
            return false;
        }
        if (options_.features != nullptr) {
            options_.features->push_back(features);
        }
        const auto origin = static_cast<std::uint32_t>(analysis_.triples.size());
        explain_triple(view, draft, triple);
        analysis_.triples.push_back(std::move(triple));
        if (options_.derived) {
            derive(view, draft, origin);
            add_capitals(origin);
        }
        return true;
    }

    /// Extractor, rule and confidence of a triple.
    void explain_triple(const SentenceView& view, const Draft& draft, const Triple& triple) {
        if (explain_ == nullptr) {
            return;
        }
        std::string text(draft.extractor);
        text += ": (" + triple.subject.text + " ; " + triple.relation_text + " ; " +
                (triple.object ? triple.object->text : "") + ")";
        std::string percent = std::to_string(std::lround(triple.confidence * 100));
        say(sentence_, text + "  by " + rule_of(view, draft) + "; confidence 0." +
                           (percent.size() < 2 ? "0" : "") + percent);
    }

    // ---- from draft to triple ----
    /// Fills in everything but the qualifiers.
    void finish(const SentenceView& view, const Draft& draft, Triple& t) {
        t.sentence = sentence_;
        t.extractor = std::string(draft.extractor);
        t.relation_kind = std::string(draft.kind);
        t.relation_type = draft.type;
        relation_text(view, draft, t);
        t.subject = phrase(view, draft.subject, false);
        const bool fresh = draft.type == "be" && draft.object && !view.is_name(draft.object->head);
        if (draft.object) {
            t.object = phrase(view, *draft.object, false, fresh);
        }
        for (const DraftPhrase& argument : draft.arguments) {
            if (argument.words.empty()) {
                continue;
            }
            Argument a;
            a.phrase = phrase(view, argument, true);
            a.role = argument.role;
            a.preposition = lower_words(view.tree, argument.preposition);
            t.arguments.push_back(std::move(a));
        }
    }

    void relation_text(const SentenceView& view, const Draft& draft, Triple& t) const {
        TokenSet run;
        TokenSet all;
        const auto flush = [&] {
            if (!run.empty()) {
                t.relation_text +=
                    (t.relation_text.empty() ? "" : " ") + surface(view.tree, document_.text, run);
                run.clear();
            }
        };
        for (const RelationPiece& piece : draft.relation) {
            if (piece.token < 0) {
                flush();
                t.relation_text += (t.relation_text.empty() ? "" : " ") + piece.inserted;
                continue;
            }
            run.push_back(piece.token);
            all.push_back(piece.token);
        }
        flush();
        std::sort(all.begin(), all.end());
        t.relation_span = cover(view.tree, all);
    }

    /// "a man whose brother" is a man's brother.
    std::string text_of(const Tree& tree, const DraftPhrase& draft, const TokenSet& words) const {
        const auto whose = std::find_if(words.begin(), words.end(), [&](TokenIndex t) {
            return tree.form(t) == "whose" && tree.head(t) == draft.head;
        });
        if (draft.clause || whose == words.begin() || whose == words.end()) {
            return surface(tree, document_.text, words);
        }
        const std::string owner = surface(tree, document_.text, {words.begin(), whose});
        return owner + (owner.ends_with('s') ? "' " : "'s ") +
               surface(tree, document_.text, {whose + 1, words.end()});
    }

    Phrase phrase(const SentenceView& view, const DraftPhrase& draft, bool with_preposition,
                  bool fresh = false) {
        Phrase p;
        TokenSet words = draft.preposition;
        words.insert(words.end(), draft.words.begin(), draft.words.end());
        // The object's preposition stands in the relation; further arguments keep theirs.
        const TokenSet& shown = with_preposition ? words : draft.words;
        p.text = text_of(view.tree, draft, shown);
        TokenSet sorted = shown;
        std::sort(sorted.begin(), sorted.end());
        p.span = cover(view.tree, sorted);
        name_entity(view, draft, p, fresh);
        return p;
    }

    void name_entity(const SentenceView& view, const DraftPhrase& draft, Phrase& p, bool fresh) {
        const EntityMention* m = draft.clause ? nullptr : view.mention_at(draft.head);
        const bool group =
            !draft.clause &&
            std::any_of(view.tree.children(draft.head).begin(),
                        view.tree.children(draft.head).end(), [&](TokenIndex c) {
                            return view.tree.rel(c) == Rel::Conj &&
                                   std::binary_search(draft.words.begin(), draft.words.end(), c);
                        });
        if (m != nullptr && !fresh &&
            !(group && m->last < draft.words.back() && !within(*m, draft, view))) {
            if (m->mention.kind == MentionKind::Value) {
                p.type = m->mention.type;
                return;
            }
            if (m->mention.cluster) {
                p.cluster = m->mention.cluster;
                p.type = analysis_.clusters[*m->mention.cluster].type;
                return;
            }
            if (m->mention.kind == MentionKind::Pronoun) {
                name_speakers(view, draft, p);
                return;
            }
        }
        if (!draft.clause && m == nullptr && view.tree.is_pronoun(draft.head) &&
            draft.words.size() == 1) {
            name_speakers(view, draft, p);
            return;
        }
        p.cluster = concept_cluster(draft, without_article(text_of(view.tree, draft, draft.words)),
                                    p.span, group, fresh);
        p.type = analysis_.clusters[*p.cluster].type;
    }

    /// "we" in somebody's mouth is the group they speak for.
    void name_speakers(const SentenceView& view, const DraftPhrase& draft, Phrase& p) const {
        if (!is_first_person_plural(view.tree.form(draft.head))) {
            return;
        }
        if (const auto speaker = quotes_->speaker_of(sentence_, draft.head)) {
            p.cluster = speaker_group(*speaker, entities_, trees_);
            if (p.cluster) {
                p.type = analysis_.clusters[*p.cluster].type;
            }
        }
    }

    /// A mention that covers the whole coordination ("A and B" as one name or group).
    static bool within(const EntityMention& m, const DraftPhrase& draft, const SentenceView&) {
        return m.first <= draft.words.front() && draft.words.back() <= m.last;
    }

    std::uint32_t concept_cluster(const DraftPhrase& draft, std::string name, Span span, bool group,
                                  bool fresh) {
        const auto key = std::tuple(sentence_, draft.head, draft.clause, group, fresh);
        const auto known = concepts_.find(key);
        if (known != concepts_.end()) {
            return known->second;
        }
        const auto index = static_cast<std::uint32_t>(analysis_.clusters.size());
        Cluster cluster;
        cluster.type = draft.clause ? EntityType::Statement : EntityType::Concept;
        cluster.name = std::move(name);
        if (!draft.clause && !fresh) {
            Mention mention;
            mention.span = span;
            mention.kind = MentionKind::Nominal;
            mention.type = EntityType::Concept;
            mention.cluster = index;
            const bool taken = std::any_of(
                entities_.mentions.begin() + static_cast<std::ptrdiff_t>(mention_begin_[sentence_]),
                entities_.mentions.begin() +
                    static_cast<std::ptrdiff_t>(mention_begin_[sentence_ + 1]),
                [&](const EntityMention& m) { return m.mention.span == span; });
            if (!taken) {
                analysis_.mentions.push_back(std::move(mention));
            }
        }
        analysis_.clusters.push_back(std::move(cluster));
        concepts_.emplace(key, index);
        return index;
    }

    // ---- qualifiers ----
    void qualify_triple(const SentenceView& view, const Draft& draft, Triple& t) const {
        const TokenIndex anchor = anchor_of(draft);
        int clause = draft.clause;
        if (clause < 0 && anchor >= 0) {
            clause = view.clauses.governing(view.tree, anchor);
        }
        if (clause >= 0) {
            const Clause& c = view.clauses.list[static_cast<std::size_t>(clause)];
            t.polarity = c.polarity;
            t.modality = c.modality;
            if (draft.clause >= 0) {
                attribute(view, c.source, c.head, draft.subject.head, t);
                t.time = time_of(view, draft.clause);
            } else if (draft.kind == "nominal") {
                attribute(view, c.source, anchor, draft.subject.head, t);
            }
        }
        t.polarity = draft.polarity.value_or(t.polarity);
        t.modality = draft.modality.value_or(t.modality);
        const bool verbless = std::none_of(view.clauses.list.begin(), view.clauses.list.end(),
                                           [](const Clause& c) { return c.finite; });
        if (verbless && draft.kind == "copula" && t.modality == Modality::Actual &&
            ends_with_question(view.tree.sentence())) {
            t.modality = Modality::Possible;  // "Cheap rooms close to X?"
        }
        if (is_opposed(view, draft)) {
            t.polarity = Polarity::Positive;
        }
        if (has_negative_determiner(view.tree, draft.subject.head) ||
            (draft.object && !draft.object->clause &&
             has_negative_determiner(view.tree, draft.object->head)) ||
            (draft.clause >= 0 && is_excluded(view.tree, draft.subject.head)) ||
            (draft.object && !draft.object->clause && is_excluded(view.tree, draft.object->head))) {
            t.polarity = Polarity::Negative;
        }
        for (const DraftPhrase& argument : draft.arguments) {
            const EntityMention* date = view.mention_at(argument.head);
            if (argument.role == Role::Time && t.time.empty() && date != nullptr &&
                date->mention.type == EntityType::Date) {
                t.time = date->mention.value;
            }
            if (argument.role == Role::Place && t.place.empty()) {
                const EntityMention* m = view.mention_at(argument.head);
                if (m != nullptr && m->mention.cluster) {
                    t.place = entities_.clusters[*m->mention.cluster].name;
                }
            }
        }
    }

    /// The object is the second part of "not X but Y".
    static bool is_opposed(const SentenceView& view, const Draft& draft) {
        return draft.clause >= 0 && draft.object && !draft.object->clause &&
               view.clauses.list[static_cast<std::size_t>(draft.clause)].polarity ==
                   Polarity::Negative &&
               extract::is_opposed(view.tree, draft.object->head);
    }

    static TokenIndex anchor_of(const Draft& draft) {
        for (const RelationPiece& piece : draft.relation) {
            if (piece.token >= 0) {
                return piece.token;
            }
        }
        return draft.subject.head;
    }

    /// Nobody is the source of their own saying it.
    void attribute(const SentenceView& view, TokenIndex source, TokenIndex anchor,
                   TokenIndex subject, Triple& t) const {
        std::uint32_t sentence = sentence_;
        if (source >= 0 && source == subject) {
            return;  // "as X told Y"
        }
        if (source < 0) {
            const auto speaker = quotes_->speaker_of(sentence_, anchor);
            if (!speaker || (speaker->sentence == sentence_ &&
                             (speaker->head == anchor || speaker->head == subject))) {
                return;
            }
            // 'The board "condemned" it' in a speaker's paragraph: the subject is not their words.
            if (speaker->sentence != sentence_ && !quotes_->speaker_of(sentence_, subject)) {
                return;
            }
            source = speaker->head;
            sentence = speaker->sentence;
        }
        const SentenceView there = sentence == sentence_ ? view : view_of(sentence);
        Attribution attribution;
        PhraseOptions options;
        options.conjuncts = true;
        options.clauses = false;
        attribution.source =
            surface(there.tree, document_.text, noun_phrase(there.tree, source, options));
        const EntityMention* m = there.mention_at(source);
        if (m != nullptr) {
            attribution.cluster = m->mention.cluster;
        }
        if (!attribution.cluster) {
            const auto known = concepts_.find(std::tuple(sentence, source, false, false, false));
            if (known != concepts_.end()) {
                attribution.cluster = known->second;
            }
        }
        t.attribution = std::move(attribution);
    }

    std::string time_of(const SentenceView& view, int clause) const {
        for (int at = clause; at >= 0;) {
            const Clause& c = view.clauses.list[static_cast<std::size_t>(at)];
            for (const EntityMention& m : view.mentions) {
                if (m.mention.type == EntityType::Date && !m.mention.value.empty() &&
                    hangs_on(view.tree, m.head, c.head)) {
                    return m.mention.value;
                }
            }
            const bool shared = c.chained_from >= 0 ||
                                (!c.finite && (c.link == Rel::Advcl || c.link == Rel::Xcomp) &&
                                 c.parent >= 0 && c.first_conjunct < 0);
            at = c.chained_from >= 0 ? c.chained_from : shared ? c.parent : -1;
        }
        return {};
    }

    /// The date is an adjunct of the predicate itself, maybe by way of another date ("Monday, 5
    /// May").
    static bool hangs_on(const Tree& tree, TokenIndex date, TokenIndex predicate) {
        for (TokenIndex at = date; at != kRoot; at = tree.head(at)) {
            if (tree.head(at) == predicate) {
                return tree.is(
                    at, {Rel::Obl, Rel::OblUnmarked, Rel::Advmod, Rel::Nmod, Rel::NmodUnmarked});
            }
            if (!tree.is(at, {Rel::NmodUnmarked, Rel::Appos, Rel::Compound, Rel::Nummod, Rel::Flat,
                              Rel::Conj})) {
                return false;
            }
        }
        return false;
    }

    // ---- derived facts ----
    void derive(const SentenceView& view, const Draft& draft, std::uint32_t origin) {
        for (const DerivedFact& fact : derived_facts(view, draft)) {
            const Triple& from = analysis_.triples[origin];
            Triple t;
            t.sentence = from.sentence;
            t.relation_type = fact.type;
            t.relation_kind = from.relation_kind == "passive" ? "verb" : from.relation_kind;
            t.polarity = from.polarity;
            t.modality = from.modality;
            t.attribution = from.attribution;
            t.time = from.time;
            t.place = from.place;
            t.confidence = from.confidence * kDerivedShare;
            t.extractor = from.extractor;
            t.derived_from = origin;
            t.relation_span = from.relation_span;
            t.subject = fact.backwards ? *from.object : from.subject;
            t.object = fact.cluster ? word_phrase(view, fact.object, *fact.cluster)
                                    : entity_phrase(view, fact.object);
            if (!t.subject.cluster || !t.object || !t.object->cluster ||
                t.subject.cluster == t.object->cluster) {
                continue;
            }
            t.phrase = between(from, t);
            t.relation_text = t.phrase;
            if (fact.backwards) {
                // The surface order is the other way round; only the active verb reads well.
                t.relation_text = fact.type;
                std::replace(t.relation_text.begin(), t.relation_text.end(), '_', ' ');
                t.phrase = t.relation_text;
            }
            std::string key = std::to_string(*t.subject.cluster) + '\x1f' + t.relation_type +
                              '\x1f' + std::to_string(*t.object->cluster) + "\x1f" + "derived";
            if (seen_.insert(std::move(key)).second) {
                analysis_.triples.push_back(std::move(t));
            }
        }
    }

    /// A capital that a fact speaks of belongs to its country, if the document names that too:
    /// texts put the one for the other ("Nairobi denied") and never say so. Once a document.
    void add_capitals(std::uint32_t origin) {
        if (options_.gazetteer == nullptr) {
            return;
        }
        const Triple from = analysis_.triples[origin];
        std::vector<Phrase> ends{from.subject};
        if (from.object) {
            ends.push_back(*from.object);
        }
        for (const Phrase& end : ends) {
            const auto country = end.cluster ? country_of_capital(*end.cluster) : std::nullopt;
            if (!country || !first_name_of(*country) || !capitals_.insert(*end.cluster).second) {
                continue;
            }
            Triple t;
            t.sentence = from.sentence;
            t.subject = end;
            t.relation_text = "is the capital of";
            t.relation_type = "capital_of";
            t.relation_kind = "gazetteer";
            t.relation_span = {end.span.begin, end.span.begin};
            t.object = first_name_of(*country);
            t.confidence = from.confidence * kDerivedShare;
            t.extractor = "gazetteer";
            t.derived_from = origin;
            t.phrase = t.relation_text;
            analysis_.triples.push_back(std::move(t));
        }
    }

    /// Where the document names an entity for the first time.
    [[nodiscard]] std::optional<Phrase> first_name_of(std::uint32_t cluster) const {
        for (const EntityMention& m : entities_.mentions) {
            if (m.mention.cluster == cluster && m.mention.kind == MentionKind::Name) {
                return Phrase{std::string(m.mention.span.of(document_.text)), m.mention.span,
                              cluster, analysis_.clusters[cluster].type};
            }
        }
        return std::nullopt;
    }

    /// The document's entity for the country whose capital this is, if both are known for certain.
    [[nodiscard]] std::optional<std::uint32_t> country_of_capital(std::uint32_t cluster) const {
        const Cluster& city = analysis_.clusters[cluster];
        if (city.type != EntityType::Place || !city.link.starts_with("geonames:")) {
            return std::nullopt;
        }
        const auto country = options_.gazetteer->country_of_capital(city.name);
        const auto place = options_.gazetteer->place(city.name);
        if (!country || !place || city.link != "geonames:" + std::to_string(place->id)) {
            return std::nullopt;
        }
        const std::string link = "country:" + std::string(country->code);
        for (std::uint32_t c = 0; c < entities_.clusters.size(); ++c) {
            if (entities_.clusters[c].link == link) {
                return c;
            }
        }
        return std::nullopt;
    }

    /// One word as a phrase that stands for an entity.
    [[nodiscard]] Phrase word_phrase(const SentenceView& view, TokenIndex word,
                                     std::uint32_t cluster) const {
        const Span span = view.tree.token(word).span;
        return {std::string(span.of(document_.text)), span, cluster,
                analysis_.clusters[cluster].type};
    }

    std::optional<Phrase> entity_phrase(const SentenceView& view, TokenIndex head) {
        const EntityMention* m = view.mention_at(head);
        if (m == nullptr || !m->mention.cluster) {
            DraftPhrase draft = noun_argument(view, head);
            if (draft.words.empty()) {
                return std::nullopt;
            }
            return phrase(view, draft, false);
        }
        Phrase p;
        p.span = m->mention.span;
        p.text = std::string(p.span.of(document_.text));
        p.cluster = m->mention.cluster;
        p.type = analysis_.clusters[*m->mention.cluster].type;
        return p;
    }

    /// The words that lead from relation to the derived object: "recognized the independence of".
    std::string between(const Triple& from, const Triple& derived) const {
        if (from.object && from.object->span.begin < derived.object->span.begin &&
            derived.object->span.begin < from.object->span.end) {
            std::string inside(document_.text.substr(
                from.object->span.begin, derived.object->span.begin - from.object->span.begin));
            while (!inside.empty() && inside.back() == ' ') {
                inside.pop_back();
            }
            return from.relation_text + " " + inside;
        }
        std::string text = from.relation_text;
        for (const Argument& a : from.arguments) {
            if (a.phrase.span.begin <= derived.object->span.begin &&
                derived.object->span.end <= a.phrase.span.end && !a.preposition.empty()) {
                text += " " + a.preposition;
                break;
            }
        }
        return text;
    }

    const Document& document_;
    std::span<const Sentence> sentences_;
    const Entities& entities_;
    const TripleOptions& options_;
    std::vector<Explanation>* explain_;

    std::span<const Tree> trees_;  ///< of each sentence
    Analysis analysis_;
    std::vector<Clauses> clauses_;
    std::vector<Noise> noise_;
    std::vector<std::size_t>
        mention_begin_;  ///< first mention of each sentence in entities_.mentions
    const Quotes* quotes_ = nullptr;

    // Of the sentence that is read.
    std::uint32_t sentence_ = 0;
    TokenIndex prefix_ = 0;
    std::map<std::tuple<std::uint32_t, TokenIndex, bool, bool, bool>, std::uint32_t> concepts_;
    std::set<std::string> seen_;
    std::set<std::uint32_t> capitals_;  ///< clusters whose country has been told
    std::size_t hidden_ = 0;            ///< drafts below the threshold
};

}  // namespace

Analysis extract_triples(const Document& document, std::span<const Sentence> sentences,
                         const Entities& entities, const TripleOptions& options,
                         std::vector<Explanation>* explain) {
    return Assembler(document, sentences, entities, options, explain).run();
}

}  // namespace trefoil::extract
