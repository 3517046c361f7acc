#include "graph/verify.hpp"

#include "base/hash.hpp"

namespace trefoil::graph {

namespace {

class Verifier {
  public:
    Verifier(const store::Reader& reader, DocumentId document)
        : record_(reader.document(document).value()),
          text_(reader.document_text(document)),
          analysis_(reader.analysis(document)) {}

    std::vector<std::string> run() {
        if (Hasher().add(text_).add(record_.date).finish() != record_.id) {
            problems_.emplace_back("its id is not that of its text and date");
        }
        for (const Span span : analysis_.sentences) {
            require_inside(span, "a sentence");
        }
        for (const Mention& mention : analysis_.mentions) {
            require_inside(mention.span, "a mention");
        }
        for (const Triple& triple : analysis_.triples) {
            verify_triple(triple);
        }
        return std::move(problems_);
    }

  private:
    bool require_inside(Span span, const std::string& what) {
        const bool inside = span.begin <= span.end && span.end <= text_.size();
        if (!inside) {
            problems_.push_back(what + " lies outside of the text (bytes " +
                                std::to_string(span.begin) + " to " + std::to_string(span.end) +
                                ")");
        }
        return inside;
    }

    /// True if `phrase` is `text` with words left out; blanks do not count.
    static bool is_taken_from(std::string_view text, std::string_view phrase) {
        std::size_t at = 0;
        for (const char c : phrase) {
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                continue;
            }
            at = text.find(c, at);
            if (at == text.npos) {
                return false;
            }
            ++at;
        }
        return true;
    }

    /// A phrase is quoted from its span; what nobody wrote has an empty one.
    void verify_phrase(const Phrase& phrase) {
        if (!require_inside(phrase.span, "a phrase") || phrase.span.begin == phrase.span.end) {
            return;
        }
        const std::string_view quoted(text_.data() + phrase.span.begin,
                                      phrase.span.end - phrase.span.begin);
        if (!is_taken_from(quoted, phrase.text)) {
            problems_.push_back("'" + phrase.text + "' does not stand at byte " +
                                std::to_string(phrase.span.begin));
        }
    }

    void verify_triple(const Triple& triple) {
        if (triple.sentence >= analysis_.sentences.size()) {
            problems_.emplace_back("an assertion names a sentence that is not there");
        }
        require_inside(triple.relation_span, "a relation");
        verify_phrase(triple.subject);
        if (triple.object) {
            verify_phrase(*triple.object);
        }
        for (const auto& argument : triple.arguments) {
            verify_phrase(argument.phrase);
        }
    }

    store::DocumentRecord record_;
    std::string text_;
    Analysis analysis_;
    std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> verify_document(const store::Reader& reader, DocumentId document) {
    return Verifier(reader, document).run();
}

}  // namespace trefoil::graph
