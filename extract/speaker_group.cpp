#include "extract/speaker_group.hpp"

#include <algorithm>

namespace trefoil::extract {

namespace {

bool is_group(EntityType type) {
    return type == EntityType::Organization || type == EntityType::Place ||
           type == EntityType::Group;
}

class GroupFinder {
  public:
    GroupFinder(const Entities& entities, std::span<const Tree> trees)
        : entities_(entities), trees_(trees) {}

    std::optional<std::uint32_t> of(const Speaker& speaker) const {
        const EntityMention* mention = mention_at(speaker.sentence, speaker.head);
        if (mention == nullptr || !mention->mention.cluster) {
            return beside(speaker.sentence, speaker.head);
        }
        const std::uint32_t cluster = *mention->mention.cluster;
        if (is_group(entities_.clusters[cluster].type)) {
            return cluster;
        }
        if (const auto group = beside(speaker.sentence, speaker.head)) {
            return group;
        }
        for (const EntityMention& m : entities_.mentions) {
            if (m.mention.cluster == cluster) {
                if (const auto group = beside(m.sentence, m.head)) {
                    return group;
                }
            }
        }
        return std::nullopt;
    }

  private:
    const EntityMention* mention_at(std::uint32_t sentence, TokenIndex head) const {
        const auto from = std::lower_bound(
            entities_.mentions.begin(), entities_.mentions.end(), sentence,
            [](const EntityMention& m, std::uint32_t s) { return m.sentence < s; });
        const EntityMention* best = nullptr;
        for (auto m = from; m != entities_.mentions.end() && m->sentence == sentence; ++m) {
            const bool better = best == nullptr || (m->mention.kind == MentionKind::Name &&
                                                    best->mention.kind != MentionKind::Name);
            if (m->head == head && better) {
                best = &*m;
            }
        }
        return best;
    }

    std::optional<std::uint32_t> named_group(std::uint32_t sentence, TokenIndex word) const {
        const EntityMention* m = mention_at(sentence, word);
        if (m == nullptr || !m->mention.cluster || m->mention.kind != MentionKind::Name ||
            !is_group(entities_.clusters[*m->mention.cluster].type)) {
            return std::nullopt;
        }
        return m->mention.cluster;
    }

    /// In the noun phrase of `head`, its title, or the noun beside it in an apposition.
    std::optional<std::uint32_t> beside(std::uint32_t sentence, TokenIndex head) const {
        const Tree& tree = trees_[sentence];
        if (const auto group = around(sentence, head)) {
            return group;
        }
        for (const TokenIndex child : tree.children(head)) {
            if (tree.is(child, {Rel::NmodDesc, Rel::Appos})) {
                if (const auto group = around(sentence, child)) {
                    return group;
                }
            }
        }
        if (tree.rel(head) == Rel::Appos && tree.head(head) != kRoot) {
            return around(sentence, tree.head(head));
        }
        return std::nullopt;
    }

    std::optional<std::uint32_t> around(std::uint32_t sentence, TokenIndex noun) const {
        const Tree& tree = trees_[sentence];
        for (const TokenIndex child : tree.children(noun)) {
            const bool linked =
                tree.is(child, {Rel::Compound, Rel::NmodPoss}) ||
                (tree.rel(child) == Rel::Nmod &&
                 (tree.child_form(child, "of") >= 0 || tree.child_form(child, "for") >= 0 ||
                  tree.child_form(child, "at") >= 0 || tree.child_form(child, "with") >= 0 ||
                  tree.child_form(child, "from") >= 0));
            if (!linked) {
                continue;
            }
            if (const auto group = named_group(sentence, child)) {
                return group;
            }
            // "the Acme press secretary" parsed as [[Acme press] secretary]
            for (const TokenIndex below : tree.children(child)) {
                if (tree.rel(below) == Rel::Compound && tree.rel(child) == Rel::Compound) {
                    if (const auto group = named_group(sentence, below)) {
                        return group;
                    }
                }
            }
        }
        return std::nullopt;
    }

    const Entities& entities_;
    std::span<const Tree> trees_;
};

}  // namespace

bool is_first_person_plural(std::string_view form) {
    return form == "we" || form == "us" || form == "our" || form == "ours" || form == "ourselves";
}

std::optional<std::uint32_t> speaker_group(const Speaker& speaker, const Entities& entities,
                                           std::span<const Tree> trees) {
    return GroupFinder(entities, trees).of(speaker);
}

}  // namespace trefoil::extract
