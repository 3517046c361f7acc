// The analysis of a document. Most of its strings repeat the document's text; they are stored as
// they are, because the bytes are then compressed with that text as the dictionary.

#include <bit>

#include "store/internal/codec.hpp"

namespace trefoil::store::internal {
namespace {

/// Spans mostly ascend: starts as differences to the last one.
class SpanWriter {
  public:
    void put(std::string& out, const Span& span) {
        put_signed(out, static_cast<std::int64_t>(span.begin) - static_cast<std::int64_t>(last_));
        put_signed(out,
                   static_cast<std::int64_t>(span.end) - static_cast<std::int64_t>(span.begin));
        last_ = span.begin;
    }

  private:
    std::uint64_t last_ = 0;
};

class SpanReader {
  public:
    Span read(ByteReader& in) {
        Span span;
        last_ += static_cast<std::uint64_t>(in.signed_varint());
        span.begin = static_cast<decltype(span.begin)>(last_);
        span.end =
            static_cast<decltype(span.end)>(last_ + static_cast<std::uint64_t>(in.signed_varint()));
        return span;
    }

  private:
    std::uint64_t last_ = 0;
};

/// 0 for none, else value + 1.
void put_optional(std::string& out, const std::optional<std::uint32_t>& v) {
    put_varint(out, v.has_value() ? std::uint64_t{*v} + 1 : 0);
}

std::optional<std::uint32_t> read_optional(ByteReader& in) {
    const std::uint64_t v = in.varint();
    if (v == 0) {
        return std::nullopt;
    }
    return static_cast<std::uint32_t>(v - 1);
}

template <class Enum>
Enum read_enum(ByteReader& in, Enum last) {
    const std::uint8_t v = in.byte();
    if (v > static_cast<std::uint8_t>(last)) {
        throw_damaged("an analysis holds an unknown code");
    }
    return static_cast<Enum>(v);
}

template <class Enum>
void put_enum(std::string& out, Enum v) {
    out.push_back(static_cast<char>(v));
}

class AnalysisWriter {
  public:
    std::string write(const Analysis& analysis) {
        put_varint(out_, analysis.sentences.size());
        for (const Span& span : analysis.sentences) {
            spans_.put(out_, span);
        }
        put_varint(out_, analysis.mentions.size());
        for (const Mention& mention : analysis.mentions) {
            put(mention);
        }
        put_varint(out_, analysis.clusters.size());
        for (const Cluster& cluster : analysis.clusters) {
            put(cluster);
        }
        put_varint(out_, analysis.triples.size());
        for (const Triple& triple : analysis.triples) {
            put(triple);
        }
        return std::move(out_);
    }

  private:
    void put(const Mention& m) {
        spans_.put(out_, m.span);
        put_enum(out_, m.kind);
        put_enum(out_, m.type);
        put_optional(out_, m.cluster);
        put_string(out_, m.value);
    }

    void put(const Cluster& c) {
        put_enum(out_, c.type);
        put_string(out_, c.name);
        put_varint(out_, c.aliases.size());
        for (const std::string& alias : c.aliases) {
            put_string(out_, alias);
        }
        put_string(out_, c.link);
    }

    void put(const Phrase& p) {
        put_string(out_, p.text);
        spans_.put(out_, p.span);
        put_optional(out_, p.cluster);
        put_varint(out_, p.type.has_value() ? static_cast<std::uint64_t>(*p.type) + 1 : 0);
    }

    void put(const Triple& t) {
        put_varint(out_, t.sentence);
        put(t.subject);
        put_string(out_, t.relation_text);
        put_string(out_, t.relation_type);
        put_string(out_, t.relation_kind);
        spans_.put(out_, t.relation_span);
        put_qualifiers(t);
        if (t.object.has_value()) {
            put(*t.object);
        }
        put_varint(out_, t.arguments.size());
        for (const Argument& a : t.arguments) {
            put(a.phrase);
            put_enum(out_, a.role);
            put_string(out_, a.preposition);
        }
        if (t.attribution.has_value()) {
            put_string(out_, t.attribution->source);
            put_optional(out_, t.attribution->cluster);
        }
        put_string(out_, t.time);
        put_string(out_, t.place);
        put_fixed32(std::bit_cast<std::uint32_t>(t.confidence));
        put_string(out_, t.extractor);
        put_optional(out_, t.derived_from);
        put_string(out_, t.phrase);
    }

    void put_qualifiers(const Triple& t) {
        out_.push_back(static_cast<char>((t.object.has_value() ? 1 : 0) |
                                         (t.attribution.has_value() ? 2 : 0)));
        put_enum(out_, t.polarity);
        put_enum(out_, t.modality);
    }

    void put_fixed32(std::uint32_t v) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            out_.push_back(static_cast<char>(v >> shift));
        }
    }

    std::string out_;
    SpanWriter spans_;
};

class AnalysisReader {
  public:
    explicit AnalysisReader(std::string_view bytes) : in_(bytes) {}

    Analysis read() {
        Analysis analysis;
        analysis.sentences.resize(in_.count());
        for (Span& span : analysis.sentences) {
            span = spans_.read(in_);
        }
        analysis.mentions.resize(in_.count());
        for (Mention& mention : analysis.mentions) {
            mention = read_mention();
        }
        analysis.clusters.resize(in_.count());
        for (Cluster& cluster : analysis.clusters) {
            cluster = read_cluster();
        }
        analysis.triples.resize(in_.count());
        for (Triple& triple : analysis.triples) {
            triple = read_triple();
        }
        return analysis;
    }

  private:
    std::string read_string() { return std::string(in_.string()); }

    EntityType read_type() { return read_enum(in_, EntityType::Quantity); }

    Mention read_mention() {
        Mention m;
        m.span = spans_.read(in_);
        m.kind = read_enum(in_, MentionKind::Value);
        m.type = read_type();
        m.cluster = read_optional(in_);
        m.value = read_string();
        return m;
    }

    Cluster read_cluster() {
        Cluster c;
        c.type = read_type();
        c.name = read_string();
        c.aliases.resize(in_.count());
        for (std::string& alias : c.aliases) {
            alias = read_string();
        }
        c.link = read_string();
        return c;
    }

    Phrase read_phrase() {
        Phrase p;
        p.text = read_string();
        p.span = spans_.read(in_);
        p.cluster = read_optional(in_);
        if (const auto type = read_optional(in_)) {
            if (*type > static_cast<std::uint32_t>(EntityType::Quantity)) {
                throw_damaged("an analysis holds an unknown code");
            }
            p.type = static_cast<EntityType>(*type);
        }
        return p;
    }

    Triple read_triple() {
        Triple t;
        t.sentence = in_.varint32();
        t.subject = read_phrase();
        t.relation_text = read_string();
        t.relation_type = read_string();
        t.relation_kind = read_string();
        t.relation_span = spans_.read(in_);
        const std::uint8_t present = in_.byte();
        t.polarity = read_enum(in_, Polarity::Negative);
        t.modality = read_enum(in_, Modality::Reported);
        if ((present & 1) != 0) {
            t.object = read_phrase();
        }
        t.arguments.resize(in_.count());
        for (Argument& a : t.arguments) {
            a.phrase = read_phrase();
            a.role = read_enum(in_, Role::Other);
            a.preposition = read_string();
        }
        if ((present & 2) != 0) {
            t.attribution = Attribution{read_string(), {}};
            t.attribution->cluster = read_optional(in_);
        }
        t.time = read_string();
        t.place = read_string();
        t.confidence = std::bit_cast<float>(read_fixed32());
        t.extractor = read_string();
        t.derived_from = read_optional(in_);
        t.phrase = read_string();
        return t;
    }

    std::uint32_t read_fixed32() {
        std::uint32_t v = 0;
        for (int i = 0; i < 4; ++i) {
            v = v << 8 | in_.byte();
        }
        return v;
    }

    ByteReader in_;
    SpanReader spans_;
};

}  // namespace

std::string encode_analysis(const Analysis& analysis) {
    return AnalysisWriter().write(analysis);
}

Analysis decode_analysis(std::string_view bytes) {
    return AnalysisReader(bytes).read();
}

}  // namespace trefoil::store::internal
