#include "extract/json_output.hpp"

#include <algorithm>
#include <cmath>
#include <ostream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/utf8.hpp"
#include "extract/entity_key.hpp"

namespace trefoil::extract {

namespace {

using Json = nlohmann::ordered_json;

class Writer {
  public:
    Writer(const Document& document, const Analysis& analysis, std::uint64_t first_code_point)
        : document_(document),
          analysis_(analysis),
          code_points_(document.text),
          first_code_point_(first_code_point),
          id_(document.id()) {
        for (std::size_t i = 0; i < analysis.triples.size(); ++i) {
            if (analysis.triples[i].sentence >= triples_of_.size()) {
                triples_of_.resize(analysis.triples[i].sentence + 1);
            }
            triples_of_[analysis.triples[i].sentence].push_back(i);
        }
    }

    Json sentence(std::size_t index, const Sentence& sentence, std::uint64_t line) {
        Json row;
        row["document"] = document_.info.source;
        row["line"] = line;
        if (!document_.info.date.empty()) {
            row["date"] = document_.info.date;
        }
        const std::string_view text = sentence.span.of(document_.text);
        row["text"] = text;
        row["sentence"] = {
            {"start", at(sentence.span.begin)}, {"end", at(sentence.span.end)}, {"text", text}};
        row["mentions"] = mentions(sentence.span);
        Json triples = Json::array();
        if (index < triples_of_.size()) {
            for (const std::size_t t : triples_of_[index]) {
                triples.push_back(triple(analysis_.triples[t], triples_of_[index].front()));
            }
        }
        row["triples"] = std::move(triples);
        return row;
    }

  private:
    std::size_t at(std::uint32_t byte) const {
        return first_code_point_ + code_points_.code_points(byte);
    }

    void put_entity(Json& row, const std::optional<std::uint32_t>& cluster) const {
        if (cluster && *cluster < analysis_.clusters.size()) {
            row["entity"] = analysis_.clusters[*cluster].name;
            row["entity_id"] = entity_key(id_, analysis_.clusters[*cluster], *cluster).hex();
        } else {
            row["entity"] = nullptr;
        }
    }

    Json mentions(Span sentence) {
        Json rows = Json::array();
        const auto& all = analysis_.mentions;
        auto from = std::lower_bound(
            all.begin(), all.end(), sentence.begin,
            [](const Mention& m, std::uint32_t begin) { return m.span.begin < begin; });
        for (; from != all.end() && from->span.begin < sentence.end; ++from) {
            const Mention& m = *from;
            Json row;
            row["start"] = at(m.span.begin);
            row["end"] = at(m.span.end);
            row["text"] = m.span.of(document_.text);
            const bool known = m.cluster && *m.cluster < analysis_.clusters.size();
            row["type"] = name_of(known ? analysis_.clusters[*m.cluster].type : m.type);
            if (m.kind != MentionKind::Value) {
                put_entity(row, m.cluster);
            }
            if (known && !analysis_.clusters[*m.cluster].link.empty()) {
                row["link"] = analysis_.clusters[*m.cluster].link;
            }
            if (!m.value.empty()) {
                row["value"] = m.value;
            }
            row["kind"] = name_of(m.kind);
            rows.push_back(std::move(row));
        }
        return rows;
    }

    Json phrase(const Phrase& p) const {
        Json row;
        row["text"] = p.text;
        put_entity(row, p.cluster);
        if (p.cluster && *p.cluster < analysis_.clusters.size()) {
            row["type"] = name_of(analysis_.clusters[*p.cluster].type);
        } else if (p.type) {
            row["type"] = name_of(*p.type);
        }
        row["start"] = at(p.span.begin);
        row["end"] = at(p.span.end);
        return row;
    }

    /// `first` is the index of the sentence's first triple.
    Json triple(const Triple& t, std::size_t first) const {
        Json row;
        row["subject"] = phrase(t.subject);
        row["relation"] = {{"text", t.relation_text},
                           {"type", t.relation_type},
                           {"kind", t.relation_kind},
                           {"start", at(t.relation_span.begin)},
                           {"end", at(t.relation_span.end)}};
        row["object"] = t.object ? phrase(*t.object) : Json(nullptr);
        Json arguments = Json::array();
        for (const Argument& a : t.arguments) {
            Json argument = phrase(a.phrase);
            argument["role"] = name_of(a.role);
            argument["prep"] = a.preposition;
            arguments.push_back(std::move(argument));
        }
        row["args"] = std::move(arguments);
        row["polarity"] = name_of(t.polarity);
        row["modality"] = name_of(t.modality);
        row["attribution"] = nullptr;
        if (t.attribution) {
            Json source;
            source["source"] = t.attribution->source;
            put_entity(source, t.attribution->cluster);
            row["attribution"] = std::move(source);
        }
        row["time"] = t.time.empty() ? Json(nullptr) : Json(t.time);
        if (!t.place.empty()) {
            row["place"] = t.place;
        }
        row["confidence"] = std::round(static_cast<double>(t.confidence) * 1000.0) / 1000.0;
        row["extractor"] = t.extractor;
        if (t.derived_from) {
            row["derived"] = true;
            row["derived_from"] = *t.derived_from - first;
            row["phrase"] = t.phrase;
        }
        return row;
    }

    const Document& document_;
    const Analysis& analysis_;
    CodePointIndex code_points_;
    std::uint64_t first_code_point_;
    Hash128 id_;
    std::vector<std::vector<std::size_t>> triples_of_;
};

}  // namespace

void write_jsonl(std::ostream& out, const Document& document, std::span<const Sentence> sentences,
                 const Analysis& analysis, JsonPlace place) {
    Writer writer(document, analysis, place.first_code_point);
    std::uint64_t line = place.first_line;
    std::size_t counted = 0;  // bytes whose line ends are in `line`
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        const Sentence& sentence = sentences[i];
        if (place.lines) {
            line = place.first_line + i;
        } else {
            const std::size_t until =
                std::min<std::size_t>(sentence.span.begin, document.text.size());
            line += static_cast<std::uint64_t>(
                std::count(document.text.begin() + static_cast<std::ptrdiff_t>(counted),
                           document.text.begin() + static_cast<std::ptrdiff_t>(until), '\n'));
            counted = until;
            if (sentence.tokens.empty()) {
                continue;
            }
        }
        out << writer.sentence(i, sentence, line)
                   .dump(-1, ' ', false, Json::error_handler_t::replace)
            << '\n';
    }
}

}  // namespace trefoil::extract
