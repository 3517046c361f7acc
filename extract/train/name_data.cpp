#include "extract/train/name_data.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "base/error.hpp"
#include "extract/conllu.hpp"
#include "extract/name_features.hpp"

namespace trefoil::extract::train {

namespace {

constexpr std::uint16_t kNone = 1;
constexpr std::uint16_t kAny = (1U << kNameTags) - 1;

std::uint16_t begin_bit(std::size_t type) {
    return static_cast<std::uint16_t>(1U << name_tag_begin(type));
}

std::uint16_t inside_bit(std::size_t type) {
    return static_cast<std::uint16_t>(1U << name_tag_inside(type));
}

std::uint16_t all_inside() {
    std::uint16_t bits = 0;
    for (std::size_t t = 0; t < kNameTypes.size(); ++t) {
        bits = static_cast<std::uint16_t>(bits | inside_bit(t));
    }
    return bits;
}

std::size_t type_of(std::string_view name) {
    const auto it = std::ranges::find(kNameTypes, name);
    if (it == kNameTypes.end()) {
        throw InputError("unknown name type", std::string(name));
    }
    return static_cast<std::size_t>(it - kNameTypes.begin());
}

/// Bits of "Place/Facility" for a first or later token.
std::uint16_t bits_of(std::string_view types, bool first) {
    if (types == "*") {
        return kAny;
    }
    std::uint16_t bits = 0;
    while (!types.empty()) {
        const std::size_t slash = std::min(types.find('/'), types.size());
        const std::size_t type = type_of(types.substr(0, slash));
        bits = static_cast<std::uint16_t>(bits | (first ? begin_bit(type) : inside_bit(type)));
        types.remove_prefix(std::min(slash + 1, types.size()));
    }
    return bits;
}

bool is_upper(const std::string& form) {
    return !form.empty() && form[0] >= 'A' && form[0] <= 'Z';
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return out;
}

bool is_proper(const Token& t) {
    return t.upos == "PROPN" || t.xpos == "NNP" || t.xpos == "NNPS";
}

bool is_calendar(const std::string& form) {
    static const std::unordered_set<std::string> kWords = {
        "monday",  "tuesday",   "wednesday", "thursday", "friday",   "saturday", "sunday",
        "january", "february",  "march",     "april",    "may",      "june",     "july",
        "august",  "september", "october",   "november", "december", "mon",      "tue",
        "tues",    "wed",       "thu",       "thurs",    "fri",      "sat",      "sun",
        "jan",     "feb",       "mar",       "apr",      "jun",      "jul",      "aug",
        "sep",     "sept",      "oct",       "nov",      "dec",      "am",       "pm",
        "est",     "pst",       "cst",       "gmt",      "utc"};
    std::string word = lower(form);
    if (!word.empty() && word.back() == '.') {
        word.pop_back();
    }
    return kWords.contains(word);
}

// ---- GUM

/// One entity of the Entity= annotation, as token range.
struct GumEntity {
    std::string group;
    std::string type;
    std::size_t first = 0;
    std::size_t last = 0;
};

std::vector<GumEntity> entities_of(const ConlluNotes& notes) {
    std::vector<GumEntity> open;
    std::vector<GumEntity> done;
    for (std::size_t i = 0; i < notes.misc.size(); ++i) {
        std::string_view value = conllu_value(notes.misc[i], "Entity");
        while (!value.empty()) {
            if (value.front() == '(') {
                const std::size_t end = std::min(value.find_first_of("()", 1), value.size());
                const std::string_view body = value.substr(1, end - 1);
                const std::size_t dash = std::min(body.find('-'), body.size());
                GumEntity entity;
                entity.group = body.substr(0, dash);
                const std::string_view rest = body.substr(std::min(dash + 1, body.size()));
                entity.type = rest.substr(0, rest.find('-'));
                entity.first = entity.last = i;
                const bool closed = end < value.size() && value[end] == ')';
                (closed ? done : open).push_back(std::move(entity));
                value.remove_prefix(closed ? end + 1 : end);
            } else {
                const std::size_t end = std::min(value.find(')'), value.size());
                const std::string_view group = value.substr(0, end);
                for (std::size_t k = open.size(); k-- > 0;) {
                    if (open[k].group == group) {
                        open[k].last = i;
                        done.push_back(open[k]);
                        open.erase(open.begin() + static_cast<std::ptrdiff_t>(k));
                        break;
                    }
                }
                value.remove_prefix(std::min(end + 1, value.size()));
            }
        }
    }
    return done;
}

bool is_bridge(const std::string& form, bool person) {
    static const std::unordered_set<std::string> kPerson = {"-",  "–",   ".",  "de",  "von", "van",
                                                            "al", "der", "la", "bin", "ibn"};
    static const std::unordered_set<std::string> kOther = {"of",  "the", "-",   "–", ".",  "&",
                                                           "for", "'s",  "’s",  "'", "de", "von",
                                                           "van", "al",  "der", "la"};
    return (person ? kPerson : kOther).contains(lower(form));
}

bool is_role(const std::string& form) {
    static const std::unordered_set<std::string> kRoles = {"president",
                                                           "senator",
                                                           "administrator",
                                                           "governor",
                                                           "minister",
                                                           "chancellor",
                                                           "king",
                                                           "queen",
                                                           "prince",
                                                           "princess",
                                                           "pope",
                                                           "bishop",
                                                           "mayor",
                                                           "judge",
                                                           "justice",
                                                           "general",
                                                           "colonel",
                                                           "captain",
                                                           "officer",
                                                           "doctor",
                                                           "professor",
                                                           "secretary",
                                                           "ambassador",
                                                           "director",
                                                           "chairman",
                                                           "chair",
                                                           "chief",
                                                           "representative",
                                                           "speaker",
                                                           "mother",
                                                           "father",
                                                           "mom",
                                                           "dad",
                                                           "sir",
                                                           "madam",
                                                           "emperor",
                                                           "duke",
                                                           "earl",
                                                           "lord",
                                                           "lady",
                                                           "republican",
                                                           "democrat",
                                                           "commissioner",
                                                           "attorney",
                                                           "sheriff",
                                                           "premier",
                                                           "man",
                                                           "dame",
                                                           "fellow",
                                                           "poet",
                                                           "knight",
                                                           "member",
                                                           "master",
                                                           "head",
                                                           "coach",
                                                           "champion",
                                                           "player",
                                                           "founder",
                                                           "ceo"};
    return kRoles.contains(lower(form));
}

bool is_building(const std::string& form) {
    static const std::unordered_set<std::string> kBuildings = {
        "airport",  "museum",    "stadium", "bridge",    "base",      "station",  "hospital",
        "church",   "cathedral", "palace",  "tower",     "castle",    "hall",     "hotel",
        "prison",   "jail",      "theatre", "theater",   "library",   "gallery",  "temple",
        "mosque",   "synagogue", "abbey",   "monastery", "arena",     "center",   "centre",
        "building", "house",     "mall",    "market",    "dam",       "canal",    "tunnel",
        "port",     "harbour",   "harbor",  "pier",      "fort",      "fortress", "chapel",
        "basilica", "mansion",   "plant",   "terminal",  "cemetery",  "monument", "memorial",
        "zoo",      "aquarium",  "opera",   "cinema",    "restaurant"};
    return kBuildings.contains(lower(form));
}

struct NameSpan {
    std::size_t first = 0;
    std::size_t last = 0;
    std::optional<std::size_t> type;  ///< nothing: a name of some other kind
};

/// Grows from the head over proper nouns and small joining words, as the gold of the evaluation
/// does; titles before the name stay outside.
std::optional<NameSpan> name_in(const Sentence& sentence, const GumEntity& entity) {
    const auto& tokens = sentence.tokens;
    std::size_t head = entity.last;
    for (std::size_t i = entity.first; i <= entity.last; ++i) {
        const TokenIndex h = tokens[i].head;
        if (h < static_cast<TokenIndex>(entity.first) || h > static_cast<TokenIndex>(entity.last)) {
            head = i;
            break;
        }
    }
    const bool person = entity.type == "person";
    if (!is_proper(tokens[head]) || entity.type == "time") {
        return std::nullopt;
    }
    std::size_t lo = head;
    std::size_t up = head;
    while (lo > entity.first) {
        if (is_proper(tokens[lo - 1])) {
            lo -= 1;
        } else if (lo > entity.first + 1 && is_proper(tokens[lo - 2]) &&
                   is_bridge(tokens[lo - 1].form, person)) {
            lo -= 2;
        } else {
            break;
        }
    }
    while (up < entity.last) {
        if (is_proper(tokens[up + 1]) || tokens[up + 1].upos == "NUM") {
            up += 1;
        } else if (up + 2 <= entity.last && is_bridge(tokens[up + 1].form, person) &&
                   (is_proper(tokens[up + 2]) || is_bridge(tokens[up + 2].form, person))) {
            up += is_bridge(tokens[up + 2].form, person) ? 1 : 2;
        } else {
            break;
        }
    }
    while (up > head && is_bridge(tokens[up].form, person)) {
        --up;
    }
    for (std::size_t k = lo; k < head; ++k) {
        if (tokens[k].deprel.starts_with("nmod:desc")) {
            lo = k + 1;
        }
    }
    while (lo < up && (lower(tokens[lo].form) == "the" || tokens[lo].upos == "PUNCT")) {
        ++lo;
    }
    if (is_role(tokens[up].form) || !(is_upper(tokens[lo].form) || tokens[lo].form[0] < 'a')) {
        return std::nullopt;
    }
    NameSpan out{lo, up, std::nullopt};
    if (person) {
        const bool plural = tokens[head].feats.find("Number=Plur") != std::string::npos;
        out.type = type_of(plural ? "Group" : "Person");
    } else if (entity.type == "organization") {
        out.type = type_of("Organization");
    } else if (entity.type == "place") {
        out.type = type_of(is_building(tokens[up].form) ? "Facility" : "Place");
    } else if (entity.type == "event") {
        out.type = type_of("Event");
    } else if (entity.type == "object" || entity.type == "abstract") {
        out.type = type_of("Work");
    }
    return out;
}

NameExample gum_example(const Sentence& sentence, const ConlluNotes& notes) {
    NameExample example;
    example.sentence = sentence;
    example.allowed.assign(sentence.tokens.size(), kNone);
    std::vector<NameSpan> spans;
    for (const GumEntity& entity : entities_of(notes)) {
        if (const auto span = name_in(sentence, entity)) {
            spans.push_back(*span);
        }
    }
    std::ranges::stable_sort(spans, [](const NameSpan& a, const NameSpan& b) {
        return a.last - a.first > b.last - b.first;
    });
    std::vector<bool> covered(sentence.tokens.size(), false);
    for (const NameSpan& span : spans) {
        if (std::any_of(covered.begin() + static_cast<std::ptrdiff_t>(span.first),
                        covered.begin() + static_cast<std::ptrdiff_t>(span.last) + 1,
                        [](bool c) { return c; })) {
            continue;
        }
        for (std::size_t i = span.first; i <= span.last; ++i) {
            covered[i] = true;
            example.allowed[i] = !span.type        ? kAny
                                 : i == span.first ? begin_bit(*span.type)
                                                   : inside_bit(*span.type);
        }
    }
    for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
        const Token& token = sentence.tokens[i];
        if (!covered[i] && is_proper(token) && !is_calendar(token.form) && !is_role(token.form)) {
            example.allowed[i] = kAny;
        }
        // demonym adjectives: no entity of their own in GUM
        if (!covered[i] && token.upos == "ADJ" && is_upper(token.form) && i > 0) {
            example.allowed[i] = static_cast<std::uint16_t>(kNone | begin_bit(type_of("Group")));
        }
    }
    return example;
}

std::vector<std::string> split_line(const std::string& line) {
    const std::size_t cut = line.find_last_of("\t ");
    if (cut == std::string::npos) {
        return {};
    }
    const std::size_t end = line.find_first_of("\t ");
    return {line.substr(0, end), line.substr(cut + 1)};
}

/// The tokens of one sentence of a column file, split further and with their sets.
NameExample column_example(const std::vector<std::pair<std::string, std::string>>& rows,
                           const LabelMap& map, const Tokenizer& tokenizer) {
    std::string text;
    std::vector<std::size_t> row_of_byte;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        text += (i == 0 ? "" : " ") + rows[i].first;
        row_of_byte.resize(text.size() + 1, i);
    }
    NameExample example;
    auto sentences = tokenizer.tokenize(text, {.lines = true});
    if (sentences.empty()) {
        return example;
    }
    example.sentence = std::move(sentences.front());
    const std::uint16_t none =
        static_cast<std::uint16_t>(kNone | bits_of(map.none, true) | bits_of(map.none, false));
    for (const Token& token : example.sentence.tokens) {
        const std::size_t row = row_of_byte[token.span.begin];
        const std::string& label = rows[row].second;
        const bool row_start = token.span.begin == 0 || text[token.span.begin - 1] == ' ';
        if (label == "O" || label.size() < 3) {
            example.allowed.push_back(none);
            continue;
        }
        const std::string type = label.substr(2);
        const bool continues =
            row > 0 && rows[row - 1].second.size() > 2 && rows[row - 1].second.substr(2) == type;
        const bool first = row_start && (label[0] == 'B' || !continues);
        const auto it =
            std::ranges::find(map.labels, type, &std::pair<std::string, std::string>::first);
        example.allowed.push_back(it == map.labels.end() ? kAny : bits_of(it->second, first));
    }
    return example;
}

}  // namespace

NameSource read_gum_names(const std::string& path) {
    NameSource source{"gum", {}};
    std::uint32_t number = 0;
    for (const ConlluDocument& document : read_conllu_file(path)) {
        for (std::size_t i = 0; i < document.sentences.size(); ++i) {
            source.examples.push_back(gum_example(document.sentences[i], document.notes[i]));
            source.examples.back().document = number;
        }
        ++number;
    }
    return source;
}

NameSource read_proper_nouns(const std::string& path) {
    NameSource source{"proper nouns", {}};
    std::uint32_t number = 0;
    const std::uint16_t some_name = static_cast<std::uint16_t>(kAny & ~kNone);
    for (const ConlluDocument& document : read_conllu_file(path)) {
        for (const Sentence& sentence : document.sentences) {
            NameExample example;
            example.sentence = sentence;
            example.document = number;
            const auto& tokens = sentence.tokens;
            for (std::size_t i = 0; i < tokens.size(); ++i) {
                const Token& token = tokens[i];
                const bool letter =
                    is_upper(token.form) || static_cast<unsigned char>(token.form[0]) >= 0x80;
                const bool between = i > 0 && i + 1 < tokens.size() && is_proper(tokens[i - 1]) &&
                                     is_proper(tokens[i + 1]);
                std::uint16_t bits = kNone;
                if (is_proper(token)) {
                    bits = is_calendar(token.form)
                               ? static_cast<std::uint16_t>(kNone | all_inside())
                           : letter && token.form.find_first_of(".@/_") == std::string::npos
                               ? some_name
                               : kAny;
                } else if (between || (token.upos == "NUM" && i > 0 && is_proper(tokens[i - 1]))) {
                    bits = static_cast<std::uint16_t>(kNone | all_inside());
                } else if (token.upos == "ADJ" && letter) {
                    bits = static_cast<std::uint16_t>(kNone | begin_bit(type_of("Group")) |
                                                      all_inside());
                } else if (letter && i > 0 && (token.upos == "NOUN" || token.upos == "X")) {
                    bits = kAny;
                }
                example.allowed.push_back(bits);
            }
            source.examples.push_back(std::move(example));
        }
        ++number;
    }
    return source;
}

NameSource read_column_names(const std::string& path, const std::string& name, const LabelMap& map,
                             const Tokenizer& tokenizer) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        throw InputError("cannot open the file of names", path);
    }
    NameSource source{name, {}};
    std::vector<std::pair<std::string, std::string>> rows;
    bool user_names = false;
    std::uint32_t number = 0;
    const auto flush = [&] {
        if (!rows.empty() && !user_names) {
            NameExample example = column_example(rows, map, tokenizer);
            if (!example.allowed.empty()) {
                example.document = number / 10;
                source.examples.push_back(std::move(example));
            }
        }
        rows.clear();
        user_names = false;
        ++number;
    };
    for (std::string line; std::getline(in, line);) {
        while (!line.empty() &&
               (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) {
            line.pop_back();
        }
        const auto cells = split_line(line);
        if (cells.empty()) {
            flush();
            continue;
        }
        user_names = user_names || cells[0].starts_with('@');
        rows.emplace_back(cells[0], cells[1]);
    }
    flush();
    return source;
}

std::vector<NameSource> read_ner_folder(const std::string& folder, const Tokenizer& tokenizer,
                                        bool development) {
    const std::vector<const char*> parts =
        development ? std::vector<const char*>{"train", "dev"} : std::vector<const char*>{"train"};
    const LabelMap three{"Event/Work/Group",
                         {{"PER", "Person"}, {"ORG", "Organization"}, {"LOC", "Place/Facility"}}};
    const LabelMap wikigold{"",
                            {{"PER", "Person"},
                             {"ORG", "Organization"},
                             {"LOC", "Place/Facility"},
                             {"MISC", "Event/Work/Group"}}};
    const LabelMap wnut{"Event/Group",
                        {{"person", "Person"},
                         {"corporation", "Organization"},
                         {"group", "Organization/Group"},
                         {"location", "Place/Facility"},
                         {"product", "Work"},
                         {"creative-work", "Work"}}};
    const LabelMap crossner{"",
                            {{"person", "Person"},
                             {"politician", "Person"},
                             {"writer", "Person"},
                             {"scientist", "Person"},
                             {"researcher", "Person"},
                             {"musicalartist", "Person"},
                             {"organisation", "Organization"},
                             {"politicalparty", "Organization"},
                             {"university", "Organization"},
                             {"band", "Organization"},
                             {"location", "Place/Facility"},
                             {"country", "Place"},
                             {"event", "Event"},
                             {"election", "Event"},
                             {"conference", "Event"},
                             {"book", "Work"},
                             {"poem", "Work"},
                             {"album", "Work"},
                             {"song", "Work"},
                             {"magazine", "Work/Organization"},
                             {"academicjournal", "Work"}}};
    std::vector<NameSource> out;
    out.push_back(
        read_column_names(folder + "/wikigold/wikigold.conll", "wikigold", wikigold, tokenizer));
    for (const char* section : {"a", "b", "e", "g", "h"}) {
        out.push_back(read_column_names(folder + "/btc/" + section + ".conll",
                                        std::string("btc ") + section, three, tokenizer));
    }
    for (const char* domain : {"politics", "literature", "music", "science", "ai"}) {
        for (const char* part : parts) {
            out.push_back(read_column_names(folder + "/crossner/" + domain + "/" + part + ".txt",
                                            std::string("crossner ") + domain, crossner,
                                            tokenizer));
        }
    }
    for (const char* part : parts) {
        out.push_back(
            read_column_names(folder + "/wnut17/" + part + ".conll", "wnut17", wnut, tokenizer));
    }
    return out;
}

}  // namespace trefoil::extract::train
