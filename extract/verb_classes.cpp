#include "extract/verb_classes.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace trefoil::extract {

namespace {

using Words = std::span<const std::string_view>;

bool contains(Words words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::string_view kSay[] = {
    "say",        "tell",        "announce",  "add",        "explain",   "state",       "report",
    "claim",      "argue",       "assert",    "declare",    "insist",    "note",        "stress",
    "warn",       "write",       "reply",     "respond",    "remark",    "observe",     "comment",
    "admit",      "acknowledge", "confirm",   "allege",     "maintain",  "contend",     "suggest",
    "indicate",   "mention",     "point",     "reveal",     "disclose",  "testify",     "recall",
    "conclude",   "emphasize",   "emphasise", "reiterate",  "repeat",    "tweet",       "boast",
    "complain",   "concede",     "caution",   "quip",       "joke",      "vow",         "pledge",
    "inform",     "assure",      "remind",    "signal",     "proclaim",  "recount",     "quote",
    "cite",       "advise",      "shout",     "whisper",    "murmur",    "cry",         "exclaim",
    "affirm",     "attest",      "charge",    "counter",    "elaborate", "continue",    "underline",
    "underscore", "highlight",   "confess",   "swear",      "brag",      "protest",     "text",
    "retort",     "lament",      "opine",     "theorize",   "theorise",  "hypothesize", "postulate",
    "posit",      "hint",        "insinuate", "conjecture", "imply",     "notify",      "clarify",
    "specify",    "stipulate",   "muse",      "scoff",      "gush",      "rant",        "blog",
    "preach",     "summarize",   "summarise", "reaffirm",   "restate",   "mutter",      "mumble",
    "bemoan",     "interject",   "profess"};
constexpr std::string_view kBelieve[] = {
    "believe", "think",   "feel",   "consider", "find",   "know",    "understand", "see",
    "realize", "realise", "assume", "conclude", "reckon", "hold",    "view",       "regard",
    "deem",    "figure",  "learn",  "discover", "notice", "presume", "surmise",    "infer",
    "deduce",  "gather",  "judge",  "perceive", "trust",  "reason",  "calculate"};
constexpr std::string_view kPossibleVerb[] = {
    "fear",     "worry",     "suspect",   "hope",       "predict",   "forecast", "guess",
    "imagine",  "speculate", "suppose",   "seem",       "appear",    "try",      "attempt",
    "seek",     "tend",      "expect",    "anticipate", "wonder",    "ask",      "wish",
    "risk",     "dream",     "pretend",   "estimate",   "project",   "struggle", "strive",
    "fight",    "aim",       "assess",    "determine",  "decide",    "check",    "investigate",
    "consider", "mull",      "weigh",     "debate",     "allow",     "enable",   "permit",
    "entitle",  "authorize", "authorise", "empower",    "encourage", "invite",   "propose",
    "suggest",  "rumor",     "rumour"};
constexpr std::string_view kPlan[] = {
    "plan",     "intend",  "promise", "pledge", "vow",       "threaten",  "want",      "agree",
    "offer",    "prepare", "order",   "tell",   "instruct",  "command",   "direct",    "require",
    "demand",   "urge",    "call",    "ask",    "request",   "beg",       "expect",    "schedule",
    "set",      "decide",  "choose",  "opt",    "resolve",   "undertake", "need",      "commit",
    "swear",    "mean",    "hope",    "wait",   "recommend", "advise",    "persuade",  "convince",
    "task",     "arrange", "aim",     "seek",   "push",      "press",     "lobby",     "pressure",
    "ready",    "mandate", "oblige",  "would",  "design",    "bid",       "campaign",  "ought",
    "go",       "propose", "elect",   "poise",  "plead",     "implore",   "entreat",   "appoint",
    "hire",     "pay",     "assign",  "summon", "dispatch",  "recruit",   "designate", "commission",
    "nominate", "vote"};
constexpr std::string_view kNegativeVerb[] = {
    "fail",   "refuse",  "decline",   "avoid",    "refrain",    "neglect", "omit",
    "forget", "prevent", "stop",      "prohibit", "forbid",     "ban",     "bar",
    "block",  "abstain", "dissuade",  "deter",    "discourage", "reject",  "hesitate",
    "cease",  "quit",    "keep_from", "oppose",   "rule",       "hinder",  "preclude"};
constexpr std::string_view kDeny[] = {"deny",       "dispute", "refute",   "disprove",
                                      "contradict", "rebut",   "disclaim", "rebuff"};
constexpr std::string_view kDoubt[] = {"doubt", "question", "disbelieve", "challenge"};
constexpr std::string_view kActual[] = {
    "manage", "begin",   "start",  "continue", "help", "proceed", "happen", "come", "get",
    "keep",   "remain",  "force",  "cause",    "lead", "make",    "let",    "have", "bother",
    "dare",   "resume",  "finish", "hasten",   "rush", "compel",  "use",    "see",  "hear",
    "watch",  "succeed", "prompt", "bring",    "send", "regret",  "end"};
constexpr std::string_view kAspect[] = {"continue", "begin", "start", "keep", "proceed", "resume",
                                        "go",       "come",  "use",   "tend", "happen",  "help",
                                        "manage",   "get",   "be",    "have", "dare",    "need"};
constexpr std::string_view kSubjectControl[] = {"promise", "vow",   "pledge", "threaten",
                                                "swear",   "offer", "commit", "use",
                                                "take",    "spend", "need"};
constexpr std::string_view kCollective[] = {
    "meet",        "merge",   "agree",   "marry",  "divorce", "collide",
    "clash",       "combine", "unite",   "differ", "share",   "cooperate",
    "collaborate", "compete", "reunite", "team",   "border"};
constexpr std::string_view kLight[] = {
    "make", "give",    "have",   "take",    "hold",    "grant", "do",     "pay",
    "play", "issue",   "offer",  "launch",  "conduct", "carry", "reach",  "sign",
    "show", "express", "extend", "deliver", "provide", "get",   "receive"};
constexpr std::string_view kNegation[] = {"not", "n't",    "n’t",      "never", "neither",
                                          "nor", "hardly", "scarcely", "nt",    "nowhere"};
constexpr std::string_view kNegativeDeterminer[] = {"no", "none", "nobody", "nothing", "neither"};
constexpr std::string_view kPossibilityAdverb[] = {
    "perhaps",     "maybe",    "possibly",   "probably",  "likely",     "potentially",
    "conceivably", "arguably", "presumably", "hopefully", "supposedly", "theoretically"};
constexpr std::string_view kHearsayAdverb[] = {"reportedly", "allegedly",  "purportedly",
                                               "apparently", "supposedly", "ostensibly"};
constexpr std::string_view kCondition[] = {"if",        "unless",    "whether", "provided",
                                           "providing", "supposing", "lest",    "assuming"};
constexpr std::string_view kTime[] = {
    "minute",   "hour",     "day",       "week",      "weekend", "month",    "year",
    "decade",   "century",  "morning",   "afternoon", "evening", "night",    "noon",
    "midnight", "today",    "tomorrow",  "yesterday", "tonight", "moment",   "time",
    "season",   "summer",   "winter",    "spring",    "autumn",  "quarter",  "period",
    "monday",   "tuesday",  "wednesday", "thursday",  "friday",  "saturday", "sunday",
    "january",  "february", "april",     "june",      "july",    "august",   "september",
    "october",  "november", "december",  "past",      "future",  "era",      "age",
    "now",      "jan.",     "feb.",      "aug.",      "sept.",   "oct.",     "nov.",
    "dec.",     "date",     "eve",       "term",      "dawn"};
constexpr std::string_view kPlaceNoun[] = {
    "city",     "town",      "village",      "region",        "province",     "state",
    "republic", "district",  "county",       "island",        "territory",    "area",
    "capital",  "suburb",    "country",      "nation",        "municipality", "enclave",
    "zone",     "peninsula", "neighborhood", "neighbourhood", "kingdom",      "settlement",
    "borough",  "port",      "continent"};
constexpr std::string_view kPartitive[] = {
    "part",    "majority", "half",    "third",    "quarter", "number",    "lot",      "group",
    "series",  "rest",     "most",    "all",      "some",    "many",      "one",      "percent",
    "%",       "dozens",   "dozen",   "hundreds", "hundred", "thousands", "thousand", "millions",
    "million", "couple",   "variety", "range",    "kind",    "type",      "sort",     "form",
    "member",  "piece",    "amount",  "portion",  "share",   "bulk",      "set",      "pair",
    "handful", "plenty",   "several", "each",     "both",    "any"};

}  // namespace

bool is_say_verb(std::string_view lemma) {
    return contains(kSay, lemma);
}

Effect effect_of_verb(std::string_view lemma) {
    if (contains(kDeny, lemma)) {
        return Effect::Denies;
    }
    if (contains(kDoubt, lemma)) {
        return Effect::Doubts;
    }
    if (contains(kNegativeVerb, lemma)) {
        return Effect::Negative;
    }
    if (contains(kPlan, lemma)) {
        return Effect::Planned;
    }
    if (contains(kPossibleVerb, lemma)) {
        return Effect::Possible;
    }
    if (contains(kActual, lemma)) {
        return Effect::Actual;
    }
    if (is_say_verb(lemma)) {
        return Effect::Says;
    }
    return contains(kBelieve, lemma) ? Effect::Believes : Effect::Neutral;
}

Effect effect_of_adjective(std::string_view lemma) {
    static constexpr std::string_view planned[] = {
        "ready",   "set",       "determined", "willing",   "prepared", "eager",
        "keen",    "due",       "bound",      "poised",    "serious",  "reluctant",
        "anxious", "scheduled", "inclined",   "committed", "about"};
    static constexpr std::string_view possible[] = {
        "able",      "likely",    "possible",  "capable",    "free",      "afraid",     "concerned",
        "worried",   "hopeful",   "fearful",   "probable",   "uncertain", "unclear",    "unsure",
        "doubtful",  "important", "necessary", "essential",  "hard",      "easy",       "difficult",
        "better",    "best",      "crucial",   "vital",      "critical",  "imperative", "urgent",
        "desirable", "advisable", "mandatory", "preferable", "paramount", "welcome"};
    static constexpr std::string_view negative[] = {"unable",     "unlikely",  "unwilling",
                                                    "impossible", "incapable", "unprepared"};
    static constexpr std::string_view believes[] = {"sure",      "certain",   "confident",
                                                    "convinced", "aware",     "clear",
                                                    "adamant",   "persuaded", "positive"};
    if (contains(planned, lemma)) {
        return Effect::Planned;
    }
    if (contains(negative, lemma)) {
        return Effect::Negative;
    }
    if (contains(possible, lemma)) {
        return Effect::Possible;
    }
    return contains(believes, lemma) ? Effect::Believes : Effect::Neutral;
}

Effect effect_of_noun(std::string_view lemma) {
    static constexpr std::string_view negative[] = {
        "failure", "refusal", "inability", "reluctance", "unwillingness", "denial", "ban"};
    static constexpr std::string_view possible[] = {
        "ability",  "chance",  "opportunity", "possibility", "fear",        "hope",       "attempt",
        "effort",   "power",   "right",       "authority",   "capacity",    "likelihood", "risk",
        "threat",   "concern", "doubt",       "suggestion",  "speculation", "rumor",      "rumour",
        "question", "freedom", "suspicion",   "worry",       "prediction",  "expectation"};
    static constexpr std::string_view says[] = {
        "claim",      "statement",   "announcement", "report",    "assertion",
        "allegation", "declaration", "argument",     "warning",   "accusation",
        "comment",    "remark",      "testimony",    "complaint", "contention",
        "insistence", "assurance",   "hint",         "protest",   "protestation"};
    static constexpr std::string_view believes[] = {
        "belief",        "view",     "opinion",    "conviction", "conclusion", "fact",
        "sense",         "idea",     "notion",     "theory",     "assumption", "hypothesis",
        "premise",       "position", "perception", "impression", "thesis",     "stance",
        "misconception", "myth",     "judgment",   "judgement",  "feeling"};
    if (contains(negative, lemma)) {
        return Effect::Negative;
    }
    if (contains(possible, lemma)) {
        return Effect::Possible;
    }
    if (contains(says, lemma)) {
        return Effect::Says;
    }
    return contains(believes, lemma) ? Effect::Believes : Effect::Neutral;
}

bool has_source(Effect effect) {
    return effect == Effect::Says || effect == Effect::Believes || effect == Effect::Doubts ||
           effect == Effect::Denies;
}

bool is_subject_control(std::string_view verb) {
    return contains(kSubjectControl, verb);
}

bool is_object_control(std::string_view verb) {
    static constexpr std::string_view verbs[] = {
        "order",    "ask",       "tell",     "allow",      "elect",     "authorize", "authorise",
        "enable",   "permit",    "force",    "urge",       "encourage", "persuade",  "instruct",
        "command",  "direct",    "require",  "invite",     "appoint",   "choose",    "select",
        "employ",   "hire",      "help",     "want",       "expect",    "cause",     "compel",
        "empower",  "challenge", "advise",   "beg",        "convince",  "get",       "lead",
        "motivate", "inspire",   "pressure", "push",       "recruit",   "remind",    "request",
        "teach",    "train",     "warn",     "send",       "oblige",    "entitle",   "need",
        "assign",   "designate", "engage",   "commission", "prompt",    "call",      "bring",
        "like",     "plead",     "implore",  "entreat",    "take",      "summon",    "dispatch",
        "lure",     "tempt",     "provoke"};
    return contains(verbs, verb);
}

bool keeps_object(std::string_view verb) {
    static constexpr std::string_view verbs[] = {
        "give",  "grant", "award",   "offer",  "pay",     "send",   "show",     "teach",   "tell",
        "ask",   "deny",  "assign",  "allow",  "hand",    "lend",   "leave",    "promise", "owe",
        "feed",  "serve", "sell",    "charge", "fine",    "accord", "afford",   "allot",   "cause",
        "elect", "make",  "appoint", "bring",  "entitle", "title",  "nickname", "consider"};
    return contains(verbs, verb) || is_naming_verb(verb);
}

bool is_factive(std::string_view lemma) {
    static constexpr std::string_view factive[] = {
        "proud",     "glad",     "happy",      "sad",     "sorry",       "grateful", "thankful",
        "surprised", "ashamed",  "shocked",    "lucky",   "fortunate",   "aware",    "regret",
        "resent",    "know",     "realize",    "realise", "forget",      "remember", "notice",
        "delighted", "pleased",  "upset",      "angry",   "embarrassed", "amazed",   "disappointed",
        "tragic",    "shameful", "unfortunate"};
    return contains(factive, lemma);
}

bool is_un_participle(std::string_view form) {
    static constexpr std::string_view verbs[] = {
        "under", "unve",  "unle",  "unit",  "unif",  "uncov", "unfol", "unloa",
        "unloc", "unear", "undo",  "unrav", "unsea", "unwo",  "unwr",  "unpac",
        "unplu", "unhoo", "unner", "unset", "unma",  "unbut", "unscr", "untie"};
    return form.size() > 6 && form.starts_with("un") &&
           (form.ends_with("ed") || form.ends_with("en") || form.ends_with("wn")) &&
           std::none_of(std::begin(verbs), std::end(verbs),
                        [&](std::string_view verb) { return form.starts_with(verb); });
}

bool is_intransitive(std::string_view verb) {
    static constexpr std::string_view verbs[] = {
        "meet",   "go",        "come",     "arrive", "live",     "die",       "sleep",
        "sit",    "stand",     "wait",     "travel", "return",   "rise",      "fall",
        "stay",   "remain",    "laugh",    "cry",    "smile",    "talk",      "retire",
        "resign", "appear",    "graduate", "exist",  "occur",    "happen",    "arise",
        "vanish", "disappear", "collapse", "emerge", "emigrate", "immigrate", "depart",
        "listen", "look",      "work",     "walk",   "step",     "agree",     "migrate"};
    return contains(verbs, verb);
}

bool takes_infinitive_alone(std::string_view verb) {
    static constexpr std::string_view alone[] = {
        "plan", "intend", "agree", "decide",  "try",    "attempt", "seek",
        "hope", "refuse", "fail",  "decline", "manage", "propose", "aim",
        "seem", "appear", "need",  "prepare", "want",   "wish",    "choose"};
    return contains(alone, verb) || is_subject_control(verb) || is_aspect_verb(verb);
}

bool is_collective_verb(std::string_view verb) {
    return contains(kCollective, verb);
}

bool is_accuse_verb(std::string_view verb) {
    static constexpr std::string_view accuse[] = {"accuse", "charge",    "suspect",   "blame",
                                                  "indict", "criticize", "criticise", "warn",
                                                  "try",    "credit"};
    return contains(accuse, verb);
}

bool is_advice_verb(std::string_view verb) {
    static constexpr std::string_view advice[] = {
        "recommend",  "suggest", "advise",  "propose", "advocate",  "encourage",
        "discourage", "oppose",  "favor",   "favour",  "support",   "prohibit",
        "forbid",     "ban",     "allow",   "permit",  "criticize", "criticise",
        "condemn",    "justify", "require", "involve", "entail",    "mean"};
    return contains(advice, verb);
}

bool is_time_adverb(std::string_view form) {
    static constexpr std::string_view adverbs[] = {
        "earlier", "later",  "soon",       "recently",    "lately",     "previously", "afterwards",
        "before",  "now",    "then",       "already",     "currently",  "formerly",   "tonight",
        "often",   "once",   "always",     "never",       "sometimes",  "daily",      "weekly",
        "yet",     "early",  "forever",    "overnight",   "frequently", "annually",   "nowadays",
        "monthly", "yearly", "eventually", "permanently", "usually",    "again",      "twice"};
    return contains(adverbs, form);
}

bool is_place_adverb(std::string_view form) {
    static constexpr std::string_view adverbs[] = {
        "home",       "here",     "there",    "somewhere", "anywhere",    "everywhere",
        "nowhere",    "abroad",   "away",     "outside",   "inside",      "upstairs",
        "downstairs", "downtown", "overseas", "nearby",    "elsewhere",   "north",
        "south",      "east",     "west",     "northward", "southward",   "offshore",
        "indoors",    "outdoors", "eastward", "westward",  "upwards",     "downwards",
        "back",       "ahead",    "onboard",  "aboard",    "underground", "ashore"};
    return contains(adverbs, form);
}

bool is_enacting_verb(std::string_view verb) {
    static constexpr std::string_view enacting[] = {"sign",  "pass",   "approve",   "adopt",
                                                    "enact", "ratify", "introduce", "veto"};
    return contains(enacting, verb);
}

bool is_creation_verb(std::string_view verb) {
    static constexpr std::string_view creation[] = {"build", "create", "construct", "establish",
                                                    "found", "launch", "erect",     "invent"};
    return contains(creation, verb);
}

bool is_naming_verb(std::string_view verb) {
    static constexpr std::string_view naming[] = {
        "call",  "name",  "dub",     "label", "term",    "consider", "deem",
        "style", "brand", "appoint", "elect", "declare", "crown"};
    return contains(naming, verb);
}

bool is_light_verb(std::string_view verb) {
    return contains(kLight, verb);
}

bool needs_object(std::string_view verb) {
    static constexpr std::string_view verbs[] = {
        "have",    "need",    "be",     "want",    "contain", "include", "cause",  "involve",
        "require", "possess", "enable", "let",     "make",    "put",     "own",    "provide",
        "produce", "create",  "allow",  "consume", "deserve", "entail",  "become", "resemble"};
    return contains(verbs, verb);
}

bool is_transitive(std::string_view verb) {
    static constexpr std::string_view verbs[] = {
        "abandon",    "accuse",       "acknowledge", "acquire",    "admire",    "adopt",
        "affect",     "affirm",       "afford",      "anticipate", "appoint",   "appreciate",
        "approve",    "arrest",       "assassinate", "assess",     "ban",       "blame",
        "capture",    "collect",      "commission",  "condemn",    "conduct",   "confirm",
        "confront",   "congratulate", "conquer",     "consider",   "construct", "criticise",
        "criticize",  "damage",       "declare",     "defend",     "define",    "demonstrate",
        "deny",       "deploy",       "describe",    "destroy",    "detain",    "discuss",
        "dislike",    "dismiss",      "divert",      "draft",      "elect",     "employ",
        "encourage",  "endorse",      "enforce",     "enjoy",      "enslave",   "ensure",
        "establish",  "evaluate",     "examine",     "exceed",     "execute",   "expel",
        "exploit",    "express",      "fix",         "found",      "fund",      "generate",
        "handle",     "hate",         "hire",        "identify",   "ignore",    "implement",
        "impose",     "influence",    "injure",      "inspect",    "inspire",   "install",
        "interview",  "introduce",    "invent",      "invite",     "love",      "maintain",
        "massacre",   "modernise",    "modernize",   "murder",     "nominate",  "obtain",
        "oppose",     "organise",     "organize",    "overthrow",  "persecute", "praise",
        "preserve",   "prevent",      "promote",     "prosecute",  "punish",    "purchase",
        "rape",       "ratify",       "realize",     "recognize",  "recruit",   "reflect",
        "regret",     "reject",       "release",     "remind",     "renovate",  "repair",
        "repel",      "replace",      "represent",   "rescue",     "restore",   "restrict",
        "reveal",     "revise",       "salute",      "seize",      "select",    "sponsor",
        "strengthen", "suggest",      "summon",      "support",    "target",    "torture",
        "transform",  "uncover",      "undertake",   "unveil",     "upload",    "violate",
        "welcome"};
    static_assert(std::is_sorted(std::begin(verbs), std::end(verbs)));
    return std::binary_search(std::begin(verbs), std::end(verbs), verb);
}

bool often_needs_object(std::string_view verb) {
    static constexpr std::string_view verbs[] = {
        "do",    "take", "get",    "give",  "mean", "bring",   "use",  "keep",  "find",   "send",
        "carry", "hold", "set",    "like",  "love", "hate",    "know", "say",   "think",  "see",
        "go",    "come", "expect", "raise", "buy",  "receive", "feel", "guess", "suppose"};
    return needs_object(verb) || contains(verbs, verb);
}

bool names_doer(std::string_view noun) {
    static constexpr std::string_view things[] = {
        "adapter",  "answer",    "barrier",    "blender",   "boiler",   "border",      "buffer",
        "butter",   "center",    "chapter",    "character", "charger",  "cluster",     "color",
        "computer", "container", "controller", "converter", "cooler",   "copper",      "corner",
        "corridor", "counter",   "cover",      "cursor",    "detector", "dinner",      "disaster",
        "dollar",   "drawer",    "dryer",      "elevator",  "error",    "factor",      "feeder",
        "fever",    "fiber",     "filter",     "finger",    "flavor",   "flower",      "folder",
        "freezer",  "generator", "ginger",     "hammer",    "heater",   "helicopter",  "holder",
        "hunger",   "indicator", "ladder",     "laser",     "layer",    "leather",     "letter",
        "locker",   "lumber",    "marker",     "master",    "matter",   "meter",       "minor",
        "mirror",   "mixer",     "monitor",    "motor",     "number",   "offer",       "order",
        "paper",    "parameter", "pepper",     "pointer",   "poster",   "powder",      "power",
        "printer",  "processor", "projector",  "quarter",   "radiator", "reactor",     "register",
        "river",    "router",    "rubber",     "ruler",     "scanner",  "semester",    "sensor",
        "server",   "shelter",   "shower",     "silver",    "speaker",  "starter",     "sticker",
        "summer",   "supper",    "sweater",    "terror",    "theater",  "thermometer", "timber",
        "timer",    "toner",     "tower",      "tractor",   "trailer",  "transfer",    "transistor",
        "trigger",  "trouser",   "twist",      "vector",    "water",    "weather",     "whisker",
        "winter",   "wrist",     "wonder"};
    return noun.size() > 4 &&
           (noun.ends_with("er") || noun.ends_with("or") || noun.ends_with("ist") ||
            noun.ends_with("ian")) &&
           !contains(things, noun);
}

bool is_negation(std::string_view form) {
    return contains(kNegation, form);
}

bool is_negative_determiner(std::string_view form) {
    return contains(kNegativeDeterminer, form);
}

bool is_possibility_adverb(std::string_view form) {
    return contains(kPossibilityAdverb, form);
}

bool is_hearsay_adverb(std::string_view form) {
    return contains(kHearsayAdverb, form);
}

bool is_sentence_adverb(std::string_view form) {
    static constexpr std::string_view adverbs[] = {
        "also",       "still",     "now",        "then",      "always",     "often",
        "already",    "again",     "once",       "currently", "usually",    "generally",
        "probably",   "certainly", "perhaps",    "indeed",    "thus",       "therefore",
        "however",    "instead",   "actually",   "sometimes", "frequently", "rarely",
        "typically",  "normally",  "mostly",     "mainly",    "largely",    "primarily",
        "clearly",    "obviously", "apparently", "soon",      "later",      "finally",
        "eventually", "initially", "originally", "formerly",  "previously", "recently",
        "today",      "simply",    "basically",  "only",      "definitely", "likely",
        "possibly",   "likewise",  "similarly",  "too"};
    return contains(adverbs, form);
}

bool is_condition_marker(std::string_view form) {
    return contains(kCondition, form);
}

bool is_promise_noun(std::string_view lemma) {
    static constexpr std::string_view nouns[] = {
        "pledge", "promise",    "vow",       "decision",   "intention",  "plan",
        "oath",   "commitment", "agreement", "obligation", "willingness"};
    return contains(nouns, lemma);
}

bool keeps_from(std::string_view lemma) {
    static constexpr std::string_view keep[] = {
        "keep",    "hold",   "save",    "spare",   "rescue",   "protect",  "shield",
        "guard",   "excuse", "exempt",  "free",    "release",  "relieve",  "restrain",
        "inhibit", "impede", "exclude", "suspend", "restrict", "constrain"};
    return contains(keep, lemma) || effect_of_verb(lemma) == Effect::Negative;
}

bool is_aspect_verb(std::string_view lemma) {
    return contains(kAspect, lemma);
}

bool is_attempt_verb(std::string_view lemma) {
    return lemma == "try" || lemma == "attempt" || lemma == "struggle" || lemma == "strive";
}

bool is_cease_verb(std::string_view lemma) {
    return lemma == "stop" || lemma == "quit" || lemma == "cease";
}

bool is_transparent(std::string_view lemma) {
    const Effect effect = effect_of_verb(lemma);
    return is_aspect_verb(lemma) || effect == Effect::Planned || effect == Effect::Possible ||
           effect == Effect::Negative || effect == Effect::Actual;
}

bool is_time_noun(std::string_view lemma) {
    return contains(kTime, lemma);
}

bool is_place_noun(std::string_view lemma) {
    return contains(kPlaceNoun, lemma);
}

bool is_partitive_noun(std::string_view lemma) {
    return contains(kPartitive, lemma);
}

}  // namespace trefoil::extract
