/// "...", X said: a verb of saying beside what is said, which hangs on the content and not the
/// content on it. (Content that hangs on the verb is read with the verb's clause.)

#include <algorithm>

#include "extract/extractors/build.hpp"
#include "extract/extractors/registry.hpp"
#include "extract/verb_classes.hpp"

namespace trefoil::extract {

namespace {

class ReportedSpeech : public Extractor {
  public:
    [[nodiscard]] std::string_view name() const override { return "reported_speech"; }

    void extract(const SentenceView& view, std::vector<Draft>& drafts) const override {
        const Tree& tree = view.tree;
        for (std::size_t i = 0; i < view.clauses.list.size(); ++i) {
            const Clause& c = view.clauses.list[i];
            const bool beside = tree.rel(c.head) == Rel::Parataxis && tree.head(c.head) != kRoot;
            if (!beside || !speaks_beside(tree, c)) {
                continue;
            }
            Draft draft;
            draft.extractor = name();
            draft.kind = "verb";
            draft.clause = static_cast<int>(i);
            draft.subject = noun_argument(view, c.subject, true);
            draft.relation = verb_group(view, static_cast<int>(i));
            draft.type = relation_type(view, static_cast<int>(i));
            DraftPhrase content;
            content.head = tree.head(c.head);
            content.clause = true;
            content.words = tree.subtree(content.head, [&](TokenIndex t) { return t == c.head; });
            trim_punctuation(tree, content.words);
            draft.object = std::move(content);
            if (c.object >= 0) {
                draft.arguments.push_back(noun_argument(view, c.object, true));
            }
            for (const TokenIndex o : c.obliques) {
                draft.arguments.push_back(oblique_argument(view, o, true));
            }
            drafts.push_back(std::move(draft));
        }
    }
};

}  // namespace

std::unique_ptr<const Extractor> reported_speech() {
    return std::make_unique<ReportedSpeech>();
}

}  // namespace trefoil::extract
