#pragma once

#include <cstdint>
#include <string_view>

/// Small closed lists of English: which words tell whether what they govern happened (implicatives
/// and attitude words after Karttunen 1971 and Saurí and Pustejovsky's FactBank guidelines), who
/// says it, and how words pair up. They are lists of the language, not of any data set. All
/// arguments are lower-case lemmas.
namespace trefoil::extract {

/// What a governing word says about its clausal complement.
enum class Effect : std::uint8_t {
    Neutral,   ///< says nothing: the complement keeps its own status
    Actual,    ///< implies it: manage, begin, continue, help
    Negative,  ///< implies that it did not happen: fail, refuse, avoid
    Planned,   ///< points ahead: plan, promise, order, want
    Possible,  ///< leaves it open: seem, try, may, fear
    Says,      ///< claims it: say, announce, according to the subject
    Believes,  ///< holds it true: believe, think, consider
    Doubts,    ///< holds it open or untrue: doubt, question
    Denies,    ///< claims that it is not so: deny, dispute
};

/// Effect of a verb ("decline") on its infinitive, gerund or clause.
Effect effect_of_verb(std::string_view lemma);
/// Effect of an adjective with an infinitive or clause ("ready to go", "unable to", "afraid that").
Effect effect_of_adjective(std::string_view lemma);
/// Effect of a noun on an infinitive or clause that hangs on it ("refusal to", "decision to",
/// "claim that").
Effect effect_of_noun(std::string_view lemma);

/// Verbs whose gerund is somebody else's doing, or anybody's: recommend, oppose, allow.
bool is_advice_verb(std::string_view verb);

/// "earlier", "soon", "recently".
bool is_time_adverb(std::string_view form);

/// "home", "abroad", "somewhere".
bool is_place_adverb(std::string_view form);

/// Before it is done its object does not exist: "build", "found", "launch".
bool is_creation_verb(std::string_view verb);

/// "sign", "pass", "veto": done to a law or an order, which then does what its infinitive says.
bool is_enacting_verb(std::string_view verb_lemma);

bool is_say_verb(std::string_view lemma);
/// Says + Believes + Doubts + Denies: verbs whose subject is the source of the complement.
bool has_source(Effect effect);
/// Infinitive after subject + verb + object belongs to the subject ("he promised her to come").
bool is_subject_control(std::string_view verb_lemma);
/// An infinitive after it has no subject of its own: plan, agree, try, but not order or ask.
bool takes_infinitive_alone(std::string_view verb_lemma);
/// Several subjects act together ("A and B met"): not split.
/// What the clause after it says holds, also when it is denied, asked or wished: know, regret,
/// proud.
bool is_factive(std::string_view lemma);
/// A participle that un- makes negative ("unrestrained"), not one of a verb like "unveil".
bool is_un_participle(std::string_view form);
/// The object of the verb does what its infinitive says: order, ask, elect, force.
bool is_object_control(std::string_view verb_lemma);
/// The passive keeps an object: "was given a book", "is called a liar".
bool keeps_object(std::string_view verb_lemma);
/// Takes no object as a rule: go, meet, arrive.
bool is_intransitive(std::string_view verb_lemma);
bool is_collective_verb(std::string_view verb_lemma);
/// "accuse X of V-ing", "charge X with V-ing": the gerund is the object's and only claimed.
bool is_accuse_verb(std::string_view verb_lemma);
/// "keep X from V-ing", "save X from V-ing", "prevent X from V-ing": X would and does not.
bool keeps_from(std::string_view verb_lemma);
/// "promise", "decision": what one has to V, not who Vs.
bool is_promise_noun(std::string_view noun_lemma);
/// Takes a name or class beside its object: call, name, dub.
bool is_naming_verb(std::string_view verb_lemma);
/// Carries its noun's meaning: make, give, have, take, hold, grant, ...
bool is_light_verb(std::string_view verb_lemma);
/// Verbs that say nothing without an object: have, need, contain.
bool needs_object(std::string_view verb_lemma);
/// Verbs that have an object wherever they are active: adopt, inspire, massacre. Without one it
/// stands elsewhere.
bool is_transitive(std::string_view verb_lemma);
/// Verbs that say nothing with neither object nor argument: take, get, mean.
bool often_needs_object(std::string_view verb_lemma);
/// A noun formed like those of people: plumber, editor, vlogger; not paper, mirror, list.
bool names_doer(std::string_view noun_lemma);
/// Adverbs that negate: not, never, hardly; determiners and pronouns: no, none, nobody.
bool is_negation(std::string_view form);
bool is_negative_determiner(std::string_view form);
/// Adverbs that leave the clause open (perhaps, likely) or hide its source (reportedly).
bool is_possibility_adverb(std::string_view form);
bool is_hearsay_adverb(std::string_view form);
/// Adverbs that place a predicate among others or in time and say nothing of its degree: also,
/// still, now, often.
bool is_sentence_adverb(std::string_view form);
/// Conjunctions and adverbs of condition: if, unless, provided, whether.
bool is_condition_marker(std::string_view form);
/// Aspect and degree only: the meaning of "continue to V" is V.
bool is_aspect_verb(std::string_view lemma);
/// "try", "struggle": what is tried may fail, the trying itself is a fact.
bool is_attempt_verb(std::string_view lemma);
/// "stop", "quit": what its gerund says is over.
bool is_cease_verb(std::string_view lemma);
/// Takes an infinitive whose event is the relation's type: "want to V", "promise to V", "decline to
/// V", "begin to V".
bool is_transparent(std::string_view lemma);
/// Nouns of time ("week", "year"), for adjuncts that carry no date mention.
bool is_time_noun(std::string_view lemma);
/// Nouns that only say what kind of place a name is: "city of X", "region", "republic".
bool is_place_noun(std::string_view lemma);
/// Nouns for a part or amount: "part of X", "majority of X".
bool is_partitive_noun(std::string_view lemma);

}  // namespace trefoil::extract
