// Reads gold with exact borders: "= sentence", then facts of slots between " | ", with optional
// words in brackets, which are expanded here into every wording.

#include <array>
#include <istream>

#include "base/error.hpp"
#include "extract/score/exact.hpp"
#include "extract/score/words.hpp"

namespace trefoil::extract {

namespace {

constexpr std::size_t kMaxWordings = 4096;
constexpr std::array<std::string_view, 7> kRoles{"time",  "place", "manner", "purpose",
                                                 "cause", "other", "source"};
constexpr std::array<std::string_view, 5> kModalities{"actual", "planned", "possible",
                                                      "conditional", "reported"};

/// Reads one file; keeps the place for messages.
class GoldReader {
  public:
    GoldReader(std::istream& in, const std::string& name) : in_(in), name_(name) {}

    std::vector<GoldSentence> read() {
        std::string line;
        while (std::getline(in_, line)) {
            ++number_;
            const std::string_view text = trim_blanks(line);
            if (text.empty() || text.front() == '#') {
                continue;
            }
            if (text.starts_with("= ")) {
                gold_.push_back({.text = std::string(trim_blanks(text.substr(2))), .facts = {}});
            } else {
                read_fact(text);
            }
        }
        return std::move(gold_);
    }

  private:
    [[noreturn]] void refuse(const std::string& message) const {
        throw InputError(message, name_, number_);
    }

    void read_fact(std::string_view line) {
        if (gold_.empty()) {
            refuse("a fact before the first '= sentence'");
        }
        const std::size_t blank = line.find(' ');
        const std::string_view marks = line.substr(0, blank);
        const std::string_view rest =
            blank == std::string_view::npos ? std::string_view() : line.substr(blank + 1);
        std::vector<GoldFact>& facts = gold_.back().facts;
        if (marks == "or") {
            if (facts.empty()) {
                refuse("'or' without a fact above");
            }
        } else {
            facts.push_back(fact_of(marks));
        }
        facts.back().wordings.push_back(wording_of(rest));
    }

    GoldFact fact_of(std::string_view marks) const {
        GoldFact fact;
        if (marks.starts_with('?')) {
            fact.optional = true;
            marks.remove_prefix(1);
        }
        char sign = 0;
        for (std::string_view reading : split_at(marks, ",")) {
            if (!reading.empty() && (reading.front() == '+' || reading.front() == '-')) {
                sign = reading.front();
                reading.remove_prefix(1);
            }
            const std::string_view modality = reading.empty() ? "actual" : reading;
            if (sign == 0 || !one_of(kModalities, modality)) {
                refuse("'" + std::string(marks) +
                       "' is no mark; expected + or -, and planned, possible, conditional or "
                       "reported");
            }
            fact.readings.push_back(sign + std::string(modality));
        }
        return fact;
    }

    GoldWording wording_of(std::string_view text) const {
        const std::vector<std::string_view> slots = split_at(text, " | ");
        if (slots.size() < 3) {
            refuse("a fact needs subject, relation and object (or -), separated by ' | '");
        }
        GoldWording wording{
            .subject = words_of(slots[0]),
            .relation = words_of(slots[1]),
            .object = trim_blanks(slots[2]) == "-" ? Wordings() : words_of(slots[2]),
            .arguments = {},
            .source = {},
            .line = std::string(text)};
        for (std::size_t i = 3; i < slots.size(); ++i) {
            add_argument(wording, trim_blanks(slots[i]));
        }
        return wording;
    }

    void add_argument(GoldWording& wording, std::string_view slot) const {
        const bool optional = slot.starts_with('?');
        slot.remove_prefix(optional ? 1 : 0);
        const std::size_t colon = slot.find(": ");
        const std::string role(slot.substr(0, colon));
        if (colon == std::string_view::npos || !one_of(kRoles, role)) {
            refuse("'" + std::string(slot) +
                   "' has no role; expected time:, place:, manner:, purpose:, cause:, other: or "
                   "source:");
        }
        Wordings words = words_of(slot.substr(colon + 2));
        if (role == "source") {
            wording.source = std::move(words);
            wording.source_optional = optional;
        } else {
            wording.arguments.push_back(
                {.words = std::move(words), .role = role, .optional = optional});
        }
    }

    Wordings words_of(std::string_view slot) const {
        Wordings all;
        for (const std::string_view text : split_at(slot, " ~ ")) {
            std::vector<std::string> texts{""};
            for (std::size_t at = 0; at < text.size();) {
                const bool optional = text[at] == '[';
                const std::size_t end = optional ? text.find(']', at) : text.find('[', at);
                if (optional && end == std::string_view::npos) {
                    refuse("'[' without ']'");
                }
                const std::size_t stop = std::min(end, text.size());
                add_piece(texts,
                          text.substr(at + (optional ? 1 : 0), stop - at - (optional ? 1 : 0)),
                          optional);
                at = stop + (optional ? 1 : 0);
            }
            for (const std::string& variant : texts) {
                all.push_back(compared_words(variant));
            }
        }
        return all;
    }

    void add_piece(std::vector<std::string>& texts, std::string_view piece, bool optional) const {
        const std::size_t count = texts.size();
        for (std::size_t i = 0; i < count; ++i) {
            if (optional) {
                texts.push_back(texts[i] + std::string(piece));
            } else {
                texts[i] += piece;
            }
        }
        if (texts.size() > kMaxWordings) {
            refuse("too many optional words in one slot");
        }
    }

    std::istream& in_;
    std::string name_;
    std::uint64_t number_ = 0;
    std::vector<GoldSentence> gold_;
};

}  // namespace

std::vector<GoldSentence> read_gold(std::istream& in, const std::string& name) {
    return GoldReader(in, name).read();
}

}  // namespace trefoil::extract
