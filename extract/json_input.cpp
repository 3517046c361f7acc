#include "extract/json_input.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/utf8.hpp"

namespace trefoil::extract {

namespace {

using Json = nlohmann::json;

constexpr double kUnknownConfidence = 0.5;

[[noreturn]] void fail(const std::string& what) {
    throw Error(what);
}

/// The text under `key`; empty if it is missing or null.
std::string text_at(const Json& object, const char* key) {
    const auto at = object.find(key);
    if (at == object.end() || at->is_null()) {
        return {};
    }
    if (!at->is_string()) {
        fail(std::string("\"") + key + "\" is no text");
    }
    return at->get<std::string>();
}

std::optional<std::uint64_t> number_at(const Json& object, const char* key) {
    const auto at = object.find(key);
    if (at == object.end() || at->is_null()) {
        return std::nullopt;
    }
    if (!at->is_number_unsigned()) {
        fail(std::string("\"") + key + "\" is no whole number from 0");
    }
    return at->get<std::uint64_t>();
}

/// The list under `key`; empty if it is missing.
const Json& list_at(const Json& object, const char* key) {
    static const Json kNone = Json::array();
    const auto at = object.find(key);
    if (at == object.end() || at->is_null()) {
        return kNone;
    }
    if (!at->is_array()) {
        fail(std::string("\"") + key + "\" is no list");
    }
    return *at;
}

const Json& object_at(const Json& object, const char* key) {
    static const Json kNone = Json::object();
    const auto at = object.find(key);
    if (at == object.end() || at->is_null()) {
        return kNone;
    }
    if (!at->is_object()) {
        fail(std::string("\"") + key + "\" is no object");
    }
    return *at;
}

/// The value of an enumeration under `key`, or `fallback` if it is missing.
template <class Enum>
Enum named(const Json& object, const char* key, std::optional<Enum> (*from)(std::string_view),
           Enum fallback) {
    const std::string name = text_at(object, key);
    if (name.empty()) {
        return fallback;
    }
    const auto value = from(name);
    if (!value) {
        fail(std::string("unknown ") + key + " '" + name + "'");
    }
    return *value;
}

/// Puts one document together, sentence by sentence.
class Builder {
  public:
    explicit Builder(Document document) { result_.document = std::move(document); }

    void sentence(const Json& row) {
        const Json& place = object_at(row, "sentence");
        std::string text = text_at(place, "text");
        if (text.empty()) {
            text = text_at(row, "text");
        }
        open_sentence(number_at(place, "start"), text);
        for (const Json& mention : list_at(row, "mentions")) {
            add_mention(mention);
        }
        const std::size_t first = result_.analysis.triples.size();
        for (const Json& triple : list_at(row, "triples")) {
            add_triple(triple, first);
        }
    }

    ReadTriples finish() {
        Analysis& analysis = result_.analysis;
        std::ranges::stable_sort(analysis.mentions, {}, &Mention::span);
        for (std::size_t i = 0; i < analysis.clusters.size(); ++i) {
            aliases_[i].erase(analysis.clusters[i].name);
            analysis.clusters[i].aliases.assign(aliases_[i].begin(), aliases_[i].end());
        }
        return std::move(result_);
    }

  private:
    /// Appends the sentence where it stood; places count from that of the first one.
    void open_sentence(std::optional<std::uint64_t> start, const std::string& text) {
        std::string& whole = result_.document.text;
        if (!base_) {
            base_ = start.value_or(0);
        }
        const std::uint64_t wanted = start ? *start - std::min(*start, *base_) : 0;
        constexpr std::uint64_t kLongestGap = 1 << 20;
        if (start && (*start < *base_ || wanted < code_points_)) {
            fail("the sentence begins before the end of the one before it");
        }
        if (wanted > code_points_ + kLongestGap) {
            fail("the sentence begins more than a million code points after the one before it");
        }
        const std::uint64_t gap = start ? wanted - code_points_ : whole.empty() ? 0 : 1;
        whole.append(gap, '\n');
        sentence_ = {static_cast<std::uint32_t>(whole.size()),
                     static_cast<std::uint32_t>(whole.size() + text.size())};
        sentence_start_ = code_points_ + gap;
        whole += text;
        code_points_ = sentence_start_ + count_code_points(text);
        if (whole.size() > kLargestText) {
            fail("the document's text is longer than 64 MB");
        }
        result_.analysis.sentences.push_back(sentence_);
    }

    /// Bytes of a span of code points; nothing where it is missing or not inside the sentence.
    std::optional<Span> span_of(const Json& object) const {
        const auto start = number_at(object, "start");
        const auto end = number_at(object, "end");
        if (!start || !end || *start < *base_ || *start > *end ||
            *start - *base_ < sentence_start_ || *end - *base_ > code_points_) {
            return std::nullopt;
        }
        return Span{byte_at(*start - *base_), byte_at(*end - *base_)};
    }

    std::uint32_t byte_at(std::uint64_t code_point) const {
        std::size_t byte = sentence_.begin;
        for (std::uint64_t at = sentence_start_; at < code_point; ++at) {
            byte += code_point_size(result_.document.text, byte);
        }
        return static_cast<std::uint32_t>(byte);
    }

    /// The span that is given, else where the text stands in the sentence, else an empty one.
    Span place_of(const Json& object, const std::string& text) const {
        if (const auto given = span_of(object)) {
            return *given;
        }
        const std::string_view sentence = sentence_.of(result_.document.text);
        const std::size_t at = text.empty() ? std::string_view::npos : sentence.find(text);
        if (at == std::string_view::npos) {
            return {sentence_.begin, sentence_.begin};
        }
        const auto begin = sentence_.begin + static_cast<std::uint32_t>(at);
        return {begin, begin + static_cast<std::uint32_t>(text.size())};
    }

    std::optional<std::uint32_t> cluster_of(const Json& object, EntityType type) {
        const std::string name = text_at(object, "entity");
        if (name.empty()) {
            return std::nullopt;
        }
        std::string key = text_at(object, "entity_id");
        if (key.empty()) {
            key = std::string(name_of(type)) + " " + name;
        }
        const auto next = static_cast<std::uint32_t>(result_.analysis.clusters.size());
        const auto [at, fresh] = clusters_.emplace(key, next);
        if (fresh) {
            result_.analysis.clusters.push_back({type, name, {}, {}});
            aliases_.emplace_back();
        }
        if (const std::string link = text_at(object, "link"); !link.empty()) {
            result_.analysis.clusters[at->second].link = link;
        }
        return at->second;
    }

    void add_mention(const Json& row) {
        Mention mention;
        const std::string text = text_at(row, "text");
        mention.span = place_of(row, text);
        mention.kind = named(row, "kind", mention_kind_from, MentionKind::Name);
        mention.type = named(row, "type", entity_type_from, EntityType::Concept);
        mention.value = text_at(row, "value");
        if (mention.kind != MentionKind::Value) {
            mention.cluster = cluster_of(row, mention.type);
        }
        if (mention.cluster && mention.kind == MentionKind::Name) {
            aliases_[*mention.cluster].insert(text);
        }
        if (!mention.span.empty()) {
            result_.analysis.mentions.push_back(std::move(mention));
        }
    }

    Phrase phrase_of(const Json& row) {
        Phrase phrase;
        phrase.text = text_at(row, "text");
        if (phrase.text.empty()) {
            fail("a part of a triple has no \"text\"");
        }
        phrase.span = place_of(row, phrase.text);
        const EntityType type = named(row, "type", entity_type_from, EntityType::Concept);
        phrase.cluster = cluster_of(row, type);
        if (row.contains("type") ||
            !row.contains("entity")) {  // else: a pronoun that names nothing
            phrase.type = type;
        }
        return phrase;
    }

    /// `first` is the index of the sentence's first triple: "derived_from" counts from there.
    void add_triple(const Json& row, std::size_t first) {
        Triple triple;
        triple.sentence = static_cast<std::uint32_t>(result_.analysis.sentences.size() - 1);
        triple.subject = phrase_of(object_at(row, "subject"));
        const Json& relation = object_at(row, "relation");
        triple.relation_text = text_at(relation, "text");
        if (triple.relation_text.empty()) {
            fail("a triple's relation has no \"text\"");
        }
        triple.relation_type = text_at(relation, "type");
        if (triple.relation_type.empty()) {
            triple.relation_type = triple.relation_text;
            std::ranges::replace(triple.relation_type, ' ', '_');
        }
        triple.relation_kind = text_at(relation, "kind");
        triple.relation_span = place_of(relation, triple.relation_text);
        if (const auto object = row.find("object"); object != row.end() && !object->is_null()) {
            triple.object = phrase_of(object_at(row, "object"));
        }
        for (const Json& argument : list_at(row, "args")) {
            triple.arguments.push_back({phrase_of(argument),
                                        named(argument, "role", role_from, Role::None),
                                        text_at(argument, "prep")});
        }
        triple.polarity = named(row, "polarity", polarity_from, Polarity::Positive);
        triple.modality = named(row, "modality", modality_from, Modality::Actual);
        if (const Json& source = object_at(row, "attribution"); !source.empty()) {
            triple.attribution =
                Attribution{text_at(source, "source"), cluster_of(source, EntityType::Person)};
        }
        triple.time = text_at(row, "time");
        triple.place = text_at(row, "place");
        triple.confidence = confidence_of(row);
        triple.extractor = text_at(row, "extractor");
        triple.phrase = text_at(row, "phrase");
        if (const auto origin = number_at(row, "derived_from")) {
            if (first + *origin >= result_.analysis.triples.size()) {
                fail("\"derived_from\" is no earlier triple of the sentence");
            }
            triple.derived_from = static_cast<std::uint32_t>(first + *origin);
        }
        result_.analysis.triples.push_back(std::move(triple));
    }

    static float confidence_of(const Json& row) {
        const auto at = row.find("confidence");
        if (at == row.end() || at->is_null()) {
            return static_cast<float>(kUnknownConfidence);
        }
        if (!at->is_number() || at->get<double>() < 0 || at->get<double>() > 1) {
            fail("\"confidence\" is no number from 0 to 1");
        }
        return at->get<float>();
    }

    static constexpr std::size_t kLargestText = std::size_t{64} << 20;

    ReadTriples result_;
    std::map<std::string, std::uint32_t> clusters_;
    std::vector<std::set<std::string>> aliases_;  ///< of each cluster
    std::optional<std::uint64_t> base_;           ///< place of the first sentence
    std::uint64_t code_points_ = 0;               ///< of the text so far
    Span sentence_;
    std::uint64_t sentence_start_ = 0;
};

}  // namespace

TriplesReader::TriplesReader(std::istream& in, std::string name, std::string date)
    : in_(in), name_(std::move(name)), date_(std::move(date)) {}

std::optional<ReadTriples> TriplesReader::next() {
    std::optional<Builder> builder;
    std::string source;
    std::string line;
    while (!failed_ && (ahead_ || std::getline(in_, line))) {
        if (ahead_) {
            line = *std::exchange(ahead_, std::nullopt);
        } else {
            ++line_;
        }
        if (line.find_first_not_of(" \t\r") == std::string::npos) {
            continue;
        }
        failed_ = true;  // unless the line is good
        try {
            const Json row = Json::parse(to_valid_utf8(line));
            if (!row.is_object()) {
                fail("no JSON object");
            }
            const std::string document = text_at(row, "document");
            if (!builder) {
                source = document;
                const std::string date = date_.empty() ? text_at(row, "date") : date_;
                builder.emplace(Document{{source, text_at(row, "title"), date}, {}});
            } else if (document != source) {
                ahead_ = std::move(line);
                failed_ = false;
                break;
            }
            builder->sentence(row);
            failed_ = false;
        } catch (const Json::exception&) {
            throw InputError("no line of JSON", name_, line_);
        } catch (const InputError&) {
            throw;
        } catch (const Error& error) {
            throw InputError(error.what(), name_, line_);
        }
    }
    return builder && !failed_ ? std::optional(builder->finish()) : std::nullopt;
}

}  // namespace trefoil::extract
