#include "graph/merges.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "extract/entity_key.hpp"
#include "graph/entity_change.hpp"
#include "graph/plan_writer.hpp"
#include "graph/resolver.hpp"
#include "graph/schema.hpp"

namespace trefoil::graph {

namespace {

std::string node_name(const store::Reader& reader, NodeId node) {
    const auto key = reader.find_key(kName);
    const auto value = key ? reader.node_property(node, *key) : Value();
    return value.string() != nullptr ? *value.string() : std::string();
}

/// The distinct profiles of a node's clusters, ascending.
std::vector<Profile> profiles_on(const store::Reader& reader, NodeId node) {
    std::set<Profile> profiles;
    std::set<DocumentId> documents;
    const auto clusters = reader.clusters(node);
    for (const auto& cluster : clusters) {
        documents.insert(cluster.document);
    }
    for (const auto document : documents) {
        for (auto& stored : read_profiles(reader, reader.document(document)->id)) {
            if (std::ranges::binary_search(clusters, store::ClusterRef{document, stored.cluster})) {
                profiles.insert(std::move(stored.profile));
            }
        }
    }
    return {profiles.begin(), profiles.end()};
}

std::vector<Profile> named_profiles_on(const store::Reader& reader, NodeId node) {
    auto profiles = profiles_on(reader, node);
    if (profiles.empty()) {
        throw UsageError("'" + node_name(reader, node) +
                         "' is no named entity of a document: only those can be merged");
    }
    return profiles;
}

/// Those of a name, or all where none has it or none is asked for.
std::vector<Profile> called(const std::vector<Profile>& profiles, std::string_view name) {
    std::vector<Profile> result;
    const auto wanted = extract::normalised_name(name);
    std::ranges::copy_if(profiles, std::back_inserter(result),
                         [&](const Profile& profile) { return profile.name == wanted; });
    return result.empty() ? profiles : result;
}

/// A profile as a decision names it: by its key, or by itself where the rules tell things of that
/// key apart.
Anchor anchor_of(Resolver& resolver, const Profile& profile) {
    Anchor anchor{profile.block(), profile.key(), std::nullopt, profile.name};
    const auto& block = resolver.block(anchor.block);
    std::set<std::size_t> groups;
    for (std::size_t i = 0; i < block.members.size(); ++i) {
        if (block.members[i].key() == anchor.key) {
            groups.insert(block.group[i]);
        }
    }
    if (groups.size() > 1) {
        anchor.digest = profile.digest();
    }
    return anchor;
}

Decision decision_between(DecisionKind kind, Anchor a, Anchor b) {
    if (b < a) {
        std::swap(a, b);
    }
    return {kind, std::move(a), std::move(b), {}};
}

bool speaks_of(const Decision& decision, const std::vector<Profile>& a,
               const std::vector<Profile>& b) {
    const auto holds = [](const Anchor& anchor, const std::vector<Profile>& profiles) {
        return std::ranges::any_of(profiles,
                                   [&](const Profile& profile) { return anchor.holds(profile); });
    };
    return (holds(decision.a, a) && holds(decision.b, b)) ||
           (holds(decision.a, b) && holds(decision.b, a));
}

std::vector<Decision> decisions_about(const store::Reader& reader, DecisionKind kind,
                                      const std::vector<Profile>& a,
                                      const std::vector<Profile>& b) {
    std::vector<Decision> result;
    for (auto& decision : read_decisions(reader)) {
        if (decision.kind == kind && speaks_of(decision, a, b)) {
            result.push_back(std::move(decision));
        }
    }
    return result;
}

void carry_out(store::Transaction& transaction, const EntityChange& change) {
    PlanWriter writer(transaction);
    change_entities(transaction, change, writer);
    transaction.commit();
}

/// Swaps the profiles that a split speaks of: joined ones for split ones, or back.
void add_split(store::Transaction& transaction, const Decision& decision, bool undone,
               EntityChange& change) {
    const auto document = *Hash128::from_hex(decision.document);
    if (!transaction.find_document(document)) {
        return;
    }
    auto profiles = read_profiles(transaction, document);
    for (auto& stored : profiles) {
        auto before = stored.profile;
        auto joined = before;
        joined.apart.clear();
        if (!decision.a.holds(joined) || before.apart.empty() == undone) {
            continue;
        }
        auto& profile = stored.profile;
        profile.apart = undone ? std::string() : decision.document;
        change.removed.push_back(before);
        change.added.push_back(profile);
        change.documents.insert(document);
    }
    replace_profiles(transaction, document, profiles);
}

}  // namespace

Explanation explain(const store::Reader& reader, NodeId a, std::string_view name_a, NodeId b,
                    std::string_view name_b) {
    const auto left = called(named_profiles_on(reader, a), name_a);
    const auto right = called(named_profiles_on(reader, b), name_b);
    Explanation result;
    result.one = a == b;
    for (const auto kind : {DecisionKind::Same, DecisionKind::Different}) {
        const auto about = decisions_about(reader, kind, left, right);
        result.decisions.insert(result.decisions.end(), about.begin(), about.end());
    }
    std::set<std::pair<std::string, std::string>> seen;
    for (const auto& x : left) {
        for (const auto& y : right) {
            if (x == y || (a == b && y < x && x.name == y.name)) {
                continue;
            }
            if (x.block() == y.block() || x.link == y.link || a != b) {
                result.pairs.push_back({x, y, same_thing(x, y)});
            }
        }
    }
    std::ranges::stable_sort(result.pairs, [](const PairJudgement& x, const PairJudgement& y) {
        return std::pair(x.judgement.verdict, x.judgement.score) >
               std::pair(y.judgement.verdict, y.judgement.score);
    });
    std::erase_if(result.pairs, [&](const PairJudgement& pair) {
        return !seen.insert(std::minmax(pair.a.name, pair.b.name)).second;
    });
    return result;
}

Decision merge(store::Store& store, NodeId a, NodeId b, const extract::Gazetteer& gazetteer) {
    auto transaction = store.begin();
    bring_up_to_date(*transaction, gazetteer);
    if (a == b) {
        throw UsageError("'" + node_name(*transaction, a) + "' is one entity already");
    }
    const auto left = named_profiles_on(*transaction, a);
    const auto right = named_profiles_on(*transaction, b);
    Resolver resolver(*transaction);
    EntityChange change;
    change.undone = decisions_about(*transaction, DecisionKind::Different, left, right);
    change.decided.push_back(decision_between(DecisionKind::Same, anchor_of(resolver, left[0]),
                                              anchor_of(resolver, right[0])));
    carry_out(*transaction, change);
    return change.decided[0];
}

std::vector<Decision> unmerge(store::Store& store, NodeId a, std::string_view name_a, NodeId b,
                              std::string_view name_b, const extract::Gazetteer& gazetteer) {
    auto transaction = store.begin();
    bring_up_to_date(*transaction, gazetteer);
    if (a != b) {
        throw UsageError("'" + node_name(*transaction, a) + "' and '" + node_name(*transaction, b) +
                         "' are two entities already");
    }
    const auto all = named_profiles_on(*transaction, a);
    const auto left = called(all, name_a);
    const auto right = called(all, name_b);
    EntityChange change;
    change.undone = decisions_about(*transaction, DecisionKind::Same, left, right);
    if (change.undone.empty()) {
        if (left == right) {
            throw UsageError("both names mean all of '" + node_name(*transaction, a) +
                             "'; name two of its members as 'why' lists them, or split off a "
                             "document");
        }
        Resolver resolver(*transaction);
        std::set<Decision> decisions;
        for (const auto& x : left) {
            for (const auto& y : right) {
                if (x.block() == y.block() && x.key() != y.key()) {
                    decisions.insert(decision_between(
                        DecisionKind::Different, anchor_of(resolver, x), anchor_of(resolver, y)));
                }
            }
        }
        change.decided.assign(decisions.begin(), decisions.end());
        if (decisions.empty()) {
            throw UsageError("no merge joins these two directly; 'why' tells what does");
        }
    }
    carry_out(*transaction, change);
    return change.undone.empty() ? change.decided : change.undone;
}

Decision keep_apart(store::Store& store, NodeId a, NodeId b, const extract::Gazetteer& gazetteer) {
    auto transaction = store.begin();
    bring_up_to_date(*transaction, gazetteer);
    if (a == b) {
        throw UsageError("'" + node_name(*transaction, a) + "' is one entity; unmerge it first");
    }
    Resolver resolver(*transaction);
    EntityChange change;
    change.decided.push_back(decision_between(
        DecisionKind::Different, anchor_of(resolver, named_profiles_on(*transaction, a)[0]),
        anchor_of(resolver, named_profiles_on(*transaction, b)[0])));
    carry_out(*transaction, change);
    return change.decided[0];
}

std::vector<Decision> split(store::Store& store, NodeId node, DocumentId document,
                            const extract::Gazetteer& gazetteer) {
    auto transaction = store.begin();
    bring_up_to_date(*transaction, gazetteer);
    const auto clusters = transaction->clusters(node);
    const auto id = transaction->document(document)->id;
    EntityChange change;
    for (const auto& stored : read_profiles(*transaction, id)) {
        if (!std::ranges::binary_search(clusters, store::ClusterRef{document, stored.cluster}) ||
            !stored.profile.apart.empty()) {
            continue;
        }
        Decision decision{
            DecisionKind::Split,
            {stored.profile.block(), stored.profile.key(), std::nullopt, stored.profile.name},
            {},
            id.hex()};
        if (std::ranges::find(change.decided, decision) == change.decided.end()) {
            add_split(*transaction, decision, false, change);
            change.decided.push_back(std::move(decision));
        }
    }
    if (change.decided.empty()) {
        throw UsageError("that document does not name '" + node_name(*transaction, node) + "'");
    }
    carry_out(*transaction, change);
    return change.decided;
}

std::optional<Decision> undo(store::Store& store, const Hash128& decision,
                             const extract::Gazetteer& gazetteer) {
    auto transaction = store.begin();
    bring_up_to_date(*transaction, gazetteer);
    for (const auto& known : read_decisions(*transaction)) {
        if (known.id() == decision) {
            EntityChange change;
            if (known.kind == DecisionKind::Split) {
                add_split(*transaction, known, true, change);
            }
            change.undone.push_back(known);
            carry_out(*transaction, change);
            return known;
        }
    }
    return std::nullopt;
}

std::vector<MergeRecord> merge_records(const store::Reader& reader, Verdict verdict,
                                       std::size_t limit) {
    Resolver resolver(reader);
    std::vector<MergeRecord> records;
    for (const auto& [name, bytes] : reader.notes(kBlocks)) {
        const auto& block = resolver.block(name);
        const auto compared = std::min(block.members.size(), kMaxCompared);
        std::set<std::pair<std::string, std::string>> seen;
        for (std::size_t i = 0; i < compared; ++i) {
            for (std::size_t j = i + 1; j < compared; ++j) {
                const auto& a = block.members[i];
                const auto& b = block.members[j];
                const bool one = block.group[i] == block.group[j];
                if (one != (verdict == Verdict::Accept) || (one && a.key() == b.key())) {
                    continue;
                }
                const auto judgement = same_thing(a, b);
                if (judgement.verdict == verdict && seen.emplace(a.name, b.name).second) {
                    records.push_back({resolver.entity_of(a), {a, b, judgement}});
                    if (records.size() == limit) {
                        return records;
                    }
                }
            }
        }
    }
    return records;
}

}  // namespace trefoil::graph
