#include "graph/entity_change.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "extract/entity_key.hpp"
#include "graph/packing.hpp"
#include "graph/schema.hpp"
#include "graph/user_data.hpp"

namespace trefoil::graph {

namespace {

using store::Transaction;

constexpr std::string_view kResolution = "resolution";
constexpr std::string_view kResolutionVersion = "2";  ///< 1 knew no copies

void write_profiles(Transaction& transaction, const Hash128& document,
                    const std::vector<StoredProfile>& profiles) {
    Packer out;
    for (const auto& stored : profiles) {
        out.number(stored.cluster);
        out.number(stored.entity.high);
        out.number(stored.entity.low);
        out.text(encode(stored.profile));
    }
    transaction.put_note(kProfiles, document.hex(), out.take());
}

std::string documents_of(const Profile& profile) {
    return std::string(kProfileDocuments) + profile.digest().hex();
}

/// Profiles of a document's clusters, with the user's splits applied.
std::vector<StoredProfile> make_profiles(const Transaction& transaction, DocumentId id,
                                         const Analysis& analysis,
                                         const extract::Gazetteer& gazetteer,
                                         const std::vector<Decision>& decisions) {
    const auto record = *transaction.document(id);
    const auto document = record.id.hex();
    std::vector<StoredProfile> stored;
    auto profiles = profiles_of(record, transaction.document_text(id), analysis, gazetteer);
    for (std::uint32_t i = 0; i < profiles.size(); ++i) {
        if (!profiles[i]) {
            continue;
        }
        auto& profile = *profiles[i];
        const bool split = std::ranges::any_of(decisions, [&](const Decision& decision) {
            return decision.kind == DecisionKind::Split && decision.document == document &&
                   decision.a.holds(profile);
        });
        if (split) {
            profile.apart = document;
        }
        stored.push_back({i, profile.key(), std::move(profile)});
    }
    return stored;
}

std::vector<Profile> profiles_only(const std::vector<StoredProfile>& stored) {
    std::vector<Profile> profiles;
    std::ranges::transform(stored, std::back_inserter(profiles), &StoredProfile::profile);
    return profiles;
}

/// A block and how much a change adds to the counts of its members.
struct BlockChange {
    BlockMembers members;
    std::map<Profile, std::int64_t> delta;
};

using BlockChanges = std::map<std::string, BlockChange>;

BlockChanges read_blocks(const store::Reader& reader, const EntityChange& change) {
    BlockChanges blocks;
    const auto add = [&](const Profile& profile, std::int64_t count) {
        const auto [at, fresh] = blocks.try_emplace(profile.block());
        if (fresh) {
            at->second.members = read_block(reader, at->first);
        }
        at->second.delta[profile] += count;
    };
    for (const auto& profile : change.added) {
        add(profile, 1);
    }
    for (const auto& profile : change.removed) {
        add(profile, -1);
    }
    return blocks;
}

/// The blocks whose solution may change: a further cluster with a profile that is known already
/// changes nothing.
std::set<std::string> touched_blocks(const BlockChanges& blocks, const EntityChange& change) {
    std::set<std::string> touched;
    for (const auto& [name, block] : blocks) {
        const auto& members = block.members;
        const bool known = std::ranges::all_of(block.delta, [&](const auto& entry) {
            const auto at = members.find(entry.first);
            return at != members.end() && static_cast<std::int64_t>(at->second) + entry.second > 0;
        });
        if (!known || members.size() > kMaxCompared) {
            touched.insert(name);
        }
    }
    for (const auto* decisions : {&change.decided, &change.undone}) {
        for (const auto& decision : *decisions) {
            touched.insert(decision.a.block);
            if (decision.kind != DecisionKind::Split) {
                touched.insert(decision.b.block);
            }
        }
    }
    return touched;
}

void write_blocks(Transaction& transaction, BlockChanges blocks, const EntityChange& change) {
    for (auto& [name, block] : blocks) {
        for (const auto& [profile, more] : block.delta) {
            const auto at = block.members.try_emplace(profile).first;
            const auto count = static_cast<std::int64_t>(at->second) + more;
            if (count > 0) {
                at->second = static_cast<std::uint64_t>(count);
            } else {
                block.members.erase(at);
            }
        }
        write_block(transaction, name, block.members);
    }
    for (const auto& decision : change.undone) {
        remove_decision(transaction, decision);
    }
    for (const auto& decision : change.decided) {
        write_decision(transaction, decision);
    }
}

/// A document whose clusters moved: its share of the graph before and after.
struct Rewrite {
    DocumentId id;
    DocumentPlan before;
    DocumentPlan after;
};

/// Drops what both lists have. Both are sorted by id.
template <class Part>
void drop_equal(std::vector<Part>& a, std::vector<Part>& b) {
    std::vector<Part> only_a;
    std::vector<Part> only_b;
    auto left = a.begin();
    auto right = b.begin();
    while (left != a.end() || right != b.end()) {
        if (right == b.end() || (left != a.end() && left->id < right->id)) {
            only_a.push_back(std::move(*left++));
        } else if (left == a.end() || right->id < left->id) {
            only_b.push_back(std::move(*right++));
        } else {
            if (!(*left == *right)) {
                only_a.push_back(std::move(*left));
                only_b.push_back(std::move(*right));
            }
            ++left;
            ++right;
        }
    }
    a = std::move(only_a);
    b = std::move(only_b);
}

std::vector<Resolution> resolutions_of(const Hash128& document, const Analysis& analysis,
                                       const std::vector<StoredProfile>& stored) {
    std::vector<Resolution> resolutions;
    for (std::uint32_t i = 0; i < analysis.clusters.size(); ++i) {
        resolutions.push_back({extract::local_entity_key(document, i), true});
    }
    for (const auto& profile : stored) {
        if (profile.cluster < resolutions.size()) {
            resolutions[profile.cluster] = {profile.entity, false};
        }
    }
    return resolutions;
}

/// Plans a document as it is written and as it should be, and notes its clusters' new entities.
Rewrite rewrite(Transaction& transaction, Resolver& resolver, const Hash128& document,
                const Regrouped& regrouped) {
    Rewrite result;
    result.id = *transaction.find_document(document);
    const auto analysis = transaction.analysis(result.id);
    auto stored = read_profiles(transaction, document);
    const auto group = copy_group(transaction, document);
    const auto earlier = regrouped.find(document);
    result.before = plan_document(document, analysis, resolutions_of(document, analysis, stored),
                                  earlier != regrouped.end() ? earlier->second : group);
    for (auto& profile : stored) {
        profile.entity = resolver.entity_of(profile.profile);
    }
    write_profiles(transaction, document, stored);
    result.after =
        plan_document(document, analysis, resolutions_of(document, analysis, stored), group);
    drop_equal(result.before.nodes, result.after.nodes);
    drop_equal(result.before.facts, result.after.facts);
    return result;
}

/// change_entities() with the store's decisions before it.
Resolver carry_out(Transaction& transaction, const EntityChange& change, PlanWriter& writer,
                   std::vector<Decision> decisions) {
    auto changes = read_blocks(transaction, change);
    auto blocks = touched_blocks(changes, change);
    Resolver earlier(transaction, decisions);
    blocks = earlier.tied_to(std::move(blocks));
    std::set<std::string> filled;  // those that had members
    std::ranges::copy_if(blocks, std::inserter(filled, filled.end()), [&](const auto& name) {
        const auto known = changes.find(name);
        return known == changes.end() || !known->second.members.empty();
    });
    const auto before = earlier.assignment(filled);
    write_blocks(transaction, std::move(changes), change);
    if (!change.decided.empty() || !change.undone.empty()) {
        decisions = read_decisions(transaction);
    }
    Resolver resolver(transaction, std::move(decisions));
    auto documents = change.documents;
    for (const auto& [document, group] : change.regrouped) {
        documents.insert(document);
    }
    std::set<Hash128> moved;  // entities that lost or won clusters
    for (const auto& [profile, entity] : before) {
        const auto now = resolver.find(*profile);
        if (!now || *now == entity) {
            continue;
        }
        moved.insert({entity, *now});
        for (const auto& [document, nothing] : transaction.notes(documents_of(*profile))) {
            documents.insert(*Hash128::from_hex(document));
        }
    }
    if (documents.empty()) {
        return resolver;
    }
    const auto homes = resolver.homes(resolver.tied_to(std::move(blocks)));
    moved.merge(UserData::misplaced(transaction, homes));
    UserData user_data(transaction, moved);
    writer.keep_user_data_of_facts();
    std::vector<Rewrite> rewrites;
    for (const auto& document : documents) {
        rewrites.push_back(rewrite(transaction, resolver, document, change.regrouped));
    }
    for (const auto& rewrite : rewrites) {
        writer.remove(rewrite.before, rewrite.id);
    }
    for (const auto& rewrite : rewrites) {
        writer.add(rewrite.after, rewrite.id);
    }
    user_data.move(homes, writer);
    return resolver;
}

}  // namespace

std::vector<StoredProfile> read_profiles(const store::Reader& reader, const Hash128& document) {
    std::vector<StoredProfile> result;
    const auto bytes = reader.note(kProfiles, document.hex());
    if (!bytes) {
        return result;
    }
    Unpacker in(*bytes, "a document's list of entities");
    while (!in.done()) {
        StoredProfile stored;
        stored.cluster = static_cast<std::uint32_t>(in.number());
        stored.entity.high = in.number();
        stored.entity.low = in.number();
        stored.profile = decode_profile(in.text());
        result.push_back(std::move(stored));
    }
    return result;
}

void replace_profiles(Transaction& transaction, const Hash128& document,
                      const std::vector<StoredProfile>& profiles) {
    for (const auto& stored : read_profiles(transaction, document)) {
        transaction.remove_note(documents_of(stored.profile), document.hex());
    }
    for (const auto& stored : profiles) {
        transaction.put_note(documents_of(stored.profile), document.hex(), {});
    }
    write_profiles(transaction, document, profiles);
}

std::vector<Resolution> stored_resolutions(const store::Reader& reader, const Hash128& document,
                                           const Analysis& analysis) {
    if (!reader.note(kSettings, kResolution)) {  // written by an earlier version
        std::vector<Resolution> resolutions;
        for (std::uint32_t i = 0; i < analysis.clusters.size(); ++i) {
            const auto& cluster = analysis.clusters[i];
            resolutions.push_back({extract::entity_key(document, cluster, i),
                                   !is_named_type(cluster.type) || cluster.name.empty()});
        }
        return resolutions;
    }
    return resolutions_of(document, analysis, read_profiles(reader, document));
}

Resolver change_entities(Transaction& transaction, const EntityChange& change, PlanWriter& writer) {
    return carry_out(transaction, change, writer, read_decisions(transaction));
}

std::uint64_t add_document_entities(Transaction& transaction, DocumentId id,
                                    const extract::Gazetteer& gazetteer, PlanWriter& writer) {
    const auto document = transaction.document(id)->id;
    const auto analysis = transaction.analysis(id);
    auto decisions = read_decisions(transaction);
    auto stored = make_profiles(transaction, id, analysis, gazetteer, decisions);
    EntityChange change;
    change.added = profiles_only(stored);
    change.regrouped = note_copies(transaction, document, transaction.document_text(id));
    auto resolver = carry_out(transaction, change, writer, std::move(decisions));
    for (auto& profile : stored) {
        profile.entity = resolver.entity_of(profile.profile);
        transaction.put_note(documents_of(profile.profile), document.hex(), {});
    }
    write_profiles(transaction, document, stored);
    const auto plan = plan_document(document, analysis, resolutions_of(document, analysis, stored),
                                    copy_group(transaction, document));
    writer.add(plan, id);
    std::set<std::string> blocks;
    for (const auto& profile : stored) {
        blocks.insert(profile.profile.block());
    }
    const auto homes = resolver.homes(blocks);
    if (const auto back = UserData::misplaced(transaction, homes); !back.empty()) {
        UserData(transaction, back).move(homes, writer);
    }
    transaction.put_note(kSettings, kResolution, kResolutionVersion);
    return plan.unbuilt;
}

void remove_document_entities(Transaction& transaction, DocumentId id, PlanWriter& writer) {
    const auto document = transaction.document(id)->id;
    const auto analysis = transaction.analysis(id);
    const auto stored = read_profiles(transaction, document);
    writer.remove(plan_document(document, analysis, resolutions_of(document, analysis, stored),
                                copy_group(transaction, document)),
                  id);
    for (const auto& profile : stored) {
        transaction.remove_note(documents_of(profile.profile), document.hex());
    }
    transaction.remove_note(kProfiles, document.hex());
    EntityChange change;
    change.removed = profiles_only(stored);
    change.regrouped = forget_copies(transaction, document);
    change_entities(transaction, change, writer);
}

void bring_up_to_date(Transaction& transaction, const extract::Gazetteer& gazetteer) {
    const auto version = transaction.note(kSettings, kResolution);
    if (version == kResolutionVersion) {
        return;
    }
    EntityChange change;
    const auto decisions = read_decisions(transaction);
    for (const auto id : transaction.documents()) {
        const auto document = transaction.document(id)->id;
        // What was written knew no copies.
        change.regrouped.emplace(document, std::nullopt);
        note_copies(transaction, document, transaction.document_text(id));
        if (version) {
            continue;
        }
        const auto stored =
            make_profiles(transaction, id, transaction.analysis(id), gazetteer, decisions);
        write_profiles(transaction, document, stored);  // as they are written: by their keys
        for (const auto& profile : stored) {
            transaction.put_note(documents_of(profile.profile), document.hex(), {});
        }
        const auto profiles = profiles_only(stored);
        change.added.insert(change.added.end(), profiles.begin(), profiles.end());
        change.documents.insert(document);
    }
    std::erase_if(change.regrouped,
                  [&](const auto& entry) { return !copy_group(transaction, entry.first); });
    PlanWriter writer(transaction);
    change_entities(transaction, change, writer);
    transaction.put_note(kSettings, kResolution, kResolutionVersion);
}

}  // namespace trefoil::graph
