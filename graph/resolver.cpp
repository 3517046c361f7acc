#include "graph/resolver.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <numeric>
#include <optional>
#include <tuple>

#include "graph/packing.hpp"
#include "graph/schema.hpp"

namespace trefoil::graph {

namespace {

/// Groups compared members. Quadratic in their number, which is bounded.
class Grouping {
  public:
    Grouping(const std::vector<Profile>& members, const std::vector<Decision>& decisions)
        : size_(members.size()), verdicts_(size_ * size_), group_(size_) {
        std::iota(group_.begin(), group_.end(), std::size_t{0});
        for (std::size_t i = 0; i < size_; ++i) {
            for (std::size_t j = i + 1; j < size_; ++j) {
                auto judgement = same_thing(members[i], members[j]);
                if (kept_apart(members[i], members[j], decisions)) {
                    judgement = {Verdict::Refuse, 0, "the user"};
                }
                at(i, j) = at(j, i) = judgement;
            }
        }
        for (std::size_t i = 0; i < size_; ++i) {
            if (is_short_name(members[i])) {
                clear_if_torn(members, i);
            }
        }
    }

    std::vector<std::size_t> run() {
        std::vector<std::tuple<int, std::size_t, std::size_t>> accepted;
        for (std::size_t i = 0; i < size_; ++i) {
            for (std::size_t j = i + 1; j < size_; ++j) {
                if (at(i, j).verdict == Verdict::Accept) {
                    accepted.emplace_back(-at(i, j).score, i, j);
                }
            }
        }
        std::ranges::sort(accepted);
        for (const auto& [score, i, j] : accepted) {
            join(group_[i], group_[j]);
        }
        return std::move(group_);
    }

  private:
    Judgement& at(std::size_t i, std::size_t j) { return verdicts_[i * size_ + j]; }

    static bool kept_apart(const Profile& a, const Profile& b,
                           const std::vector<Decision>& decisions) {
        return std::ranges::any_of(decisions, [&](const Decision& decision) {
            return decision.kind == DecisionKind::Different &&
                   ((decision.a.holds(a) && decision.b.holds(b)) ||
                    (decision.a.holds(b) && decision.b.holds(a)));
        });
    }

    /// A short name that fits two full names which are two things fits neither.
    void clear_if_torn(const std::vector<Profile>& members, std::size_t shorter) {
        std::vector<std::size_t> full;
        for (std::size_t i = 0; i < size_; ++i) {
            if (i != shorter && at(shorter, i).verdict == Verdict::Accept &&
                !is_short_name(members[i])) {
                full.push_back(i);
            }
        }
        const bool torn = std::ranges::any_of(full, [&](std::size_t x) {
            return std::ranges::any_of(
                full, [&](std::size_t y) { return x != y && at(x, y).verdict == Verdict::Refuse; });
        });
        if (torn) {
            for (const auto i : full) {
                at(shorter, i) = at(i, shorter) = {Verdict::Refuse, 0, "fits two things"};
            }
        }
    }

    void join(std::size_t a, std::size_t b) {
        if (a == b) {
            return;
        }
        for (std::size_t i = 0; i < size_; ++i) {
            for (std::size_t j = 0; j < size_ && group_[i] == a; ++j) {
                if (group_[j] == b && at(i, j).verdict == Verdict::Refuse) {
                    return;
                }
            }
        }
        const auto [kept, gone] = std::minmax(a, b);
        std::ranges::replace(group_, gone, kept);
    }

    std::size_t size_;
    std::vector<Judgement> verdicts_;
    std::vector<std::size_t> group_;
};

/// Makes the group numbers 0, 1, ... in order of first members.
std::size_t renumber(std::vector<std::size_t>& groups) {
    std::map<std::size_t, std::size_t> numbers;
    for (auto& group : groups) {
        group = numbers.emplace(group, numbers.size()).first->second;
    }
    return numbers.size();
}

/// Ids of groups: of a link before others, else the smallest key. Where two groups come to one id,
/// the one that has the smaller digest keeps it.
std::vector<Hash128> ids_of(const std::vector<Profile>& members,
                            const std::vector<std::size_t>& groups, std::size_t count) {
    using Rank = std::pair<bool, Hash128>;  // no link; key
    std::vector<std::optional<Rank>> best(count);
    for (std::size_t i = 0; i < members.size(); ++i) {
        const Rank mine{members[i].link.empty(), members[i].key()};
        auto& group = best[groups[i]];
        group = group ? std::min(*group, mine) : mine;
    }
    std::map<Hash128, std::size_t> groups_with;  // how many come to an id
    for (const auto& group : best) {
        ++groups_with[group->second];
    }
    std::vector<Hash128> digests(count);  // the smallest of each group that is not alone
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (groups_with.at(best[groups[i]]->second) > 1) {
            auto& smallest = digests[groups[i]];
            const auto digest = members[i].digest();
            smallest = smallest == Hash128() ? digest : std::min(smallest, digest);
        }
    }
    std::map<Hash128, Hash128> first;  // id -> smallest digest
    for (std::size_t group = 0; group < count; ++group) {
        const auto [at, fresh] = first.emplace(best[group]->second, digests[group]);
        at->second = std::min(at->second, digests[group]);
    }
    std::vector<Hash128> ids;
    for (std::size_t group = 0; group < count; ++group) {
        const auto& key = best[group]->second;
        ids.push_back(
            first.at(key) == digests[group]
                ? key
                : Hasher().add("namesake").add(key.hex()).add(digests[group].hex()).finish());
    }
    return ids;
}

}  // namespace

SolvedBlock solve(BlockMembers members, const std::vector<Decision>& decisions) {
    SolvedBlock solved;
    std::vector<BlockMembers::node_type> rare;
    if (members.size() > kMaxCompared) {
        std::vector<BlockMembers::iterator> order;
        for (auto at = members.begin(); at != members.end(); ++at) {
            order.push_back(at);
        }
        std::ranges::stable_sort(order, std::greater<>{},
                                 [](const auto& at) { return at->second; });
        for (std::size_t i = kMaxCompared; i < order.size(); ++i) {
            rare.push_back(members.extract(order[i]));
        }
    }
    while (!members.empty()) {
        solved.members.push_back(std::move(members.extract(members.begin()).key()));
    }
    solved.group = Grouping(solved.members, decisions).run();
    solved.ids = ids_of(solved.members, solved.group, renumber(solved.group));
    std::map<Hash128, std::size_t> by_id;
    for (std::size_t i = 0; i < solved.ids.size() && !rare.empty(); ++i) {
        by_id.emplace(solved.ids[i], i);
    }
    for (auto& profile : rare) {
        const auto key = profile.key().key();
        const auto [at, fresh] = by_id.emplace(key, solved.ids.size());
        if (fresh) {
            solved.ids.push_back(key);
        }
        solved.members.push_back(std::move(profile.key()));
        solved.group.push_back(at->second);
    }
    return solved;
}

Resolver::Resolver(const store::Reader& reader, std::vector<Decision> decisions)
    : reader_(reader), decisions_(std::move(decisions)) {}

Resolver::Resolver(const store::Reader& reader) : Resolver(reader, read_decisions(reader)) {}

const SolvedBlock& Resolver::block(const std::string& name) {
    const auto known = blocks_.find(name);
    if (known != blocks_.end()) {
        return known->second;
    }
    std::vector<Decision> here;
    std::ranges::copy_if(decisions_, std::back_inserter(here), [&](const Decision& decision) {
        return decision.a.block == name && decision.b.block == name;
    });
    return blocks_.emplace(name, solve(read_block(reader_, name), here)).first->second;
}

std::optional<Hash128> Resolver::find(const Profile& profile) {
    const auto name = profile.block();
    const auto& solved = block(name);
    const auto sorted = solved.members.begin() +
                        static_cast<std::ptrdiff_t>(std::min(solved.members.size(), kMaxCompared));
    auto at = std::lower_bound(solved.members.begin(), sorted, profile);
    if (at == sorted || *at != profile) {
        at = std::find(sorted, solved.members.end(), profile);
    }
    if (at == solved.members.end()) {
        return std::nullopt;
    }
    return entity_of_group(
        {name, solved.group[static_cast<std::size_t>(at - solved.members.begin())]});
}

Hash128 Resolver::entity_of(const Profile& profile) {
    const auto found = find(profile);
    return found ? *found : profile.key();
}

std::vector<Resolver::GroupRef> Resolver::groups_at(const Anchor& anchor) {
    const auto& solved = block(anchor.block);
    std::vector<GroupRef> groups;
    for (std::size_t i = 0; i < solved.members.size(); ++i) {
        if (anchor.holds(solved.members[i])) {
            groups.emplace_back(anchor.block, solved.group[i]);
        }
    }
    return groups;
}

Hash128 Resolver::entity_of_group(const GroupRef& group) {
    if (const auto known = entities_.find(group); known != entities_.end()) {
        return known->second;
    }
    std::set<GroupRef> together{group};
    for (bool grown = true; grown;) {
        grown = false;
        for (const auto& decision : decisions_) {
            const bool near = std::ranges::any_of(together, [&](const GroupRef& member) {
                return member.first == decision.a.block || member.first == decision.b.block;
            });
            if (decision.kind != DecisionKind::Same || !near) {
                continue;
            }
            auto ends = groups_at(decision.a);
            const auto others = groups_at(decision.b);
            ends.insert(ends.end(), others.begin(), others.end());
            const bool touches = std::ranges::any_of(
                ends, [&](const GroupRef& end) { return together.contains(end); });
            if (touches && !others.empty() && ends.size() > others.size()) {
                for (const auto& end : ends) {
                    grown = together.insert(end).second || grown;
                }
            }
        }
    }
    auto id = block(group.first).ids[group.second];
    for (const auto& [name, index] : together) {
        id = std::min(id, block(name).ids[index]);
    }
    for (const auto& member : together) {
        entities_[member] = id;
    }
    return id;
}

std::set<std::string> Resolver::tied_to(std::set<std::string> blocks) const {
    for (bool grown = true; grown;) {
        grown = false;
        for (const auto& decision : decisions_) {
            if (decision.kind == DecisionKind::Same &&
                blocks.contains(decision.a.block) != blocks.contains(decision.b.block)) {
                blocks.insert(decision.a.block);
                blocks.insert(decision.b.block);
                grown = true;
            }
        }
    }
    return blocks;
}

std::vector<std::pair<const Profile*, Hash128>> Resolver::assignment(
    const std::set<std::string>& blocks) {
    std::vector<std::pair<const Profile*, Hash128>> result;
    for (const auto& name : blocks) {
        const auto& solved = block(name);
        for (std::size_t i = 0; i < solved.members.size(); ++i) {
            result.emplace_back(&solved.members[i], entity_of_group({name, solved.group[i]}));
        }
    }
    std::ranges::sort(result, [](const auto& a, const auto& b) { return *a.first < *b.first; });
    return result;
}

std::map<Hash128, Hash128> Resolver::homes(const std::set<std::string>& blocks) {
    std::map<Hash128, Hash128> result;
    for (const auto& name : blocks) {
        const auto& ids = block(name).ids;
        for (std::size_t group = 0; group < ids.size(); ++group) {
            result[ids[group]] = entity_of_group({name, group});
        }
    }
    for (const auto& [profile, entity] : assignment(blocks)) {
        result.emplace(profile->key(), entity);
    }
    return result;
}

BlockMembers read_block(const store::Reader& reader, const std::string& name) {
    BlockMembers members;
    if (const auto bytes = reader.note(kBlocks, name)) {
        Unpacker in(*bytes, "a block of entities");
        while (!in.done()) {
            auto profile = decode_profile(in.text());
            members[std::move(profile)] = in.number();
        }
    }
    return members;
}

void write_block(store::Transaction& transaction, const std::string& name,
                 const BlockMembers& members) {
    if (members.empty()) {
        transaction.remove_note(kBlocks, name);
        return;
    }
    Packer out;
    for (const auto& [profile, count] : members) {
        out.text(encode(profile));
        out.number(count);
    }
    transaction.put_note(kBlocks, name, out.take());
}

}  // namespace trefoil::graph
