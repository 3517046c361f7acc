#include "graph/copies.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <string>

#include "graph/packing.hpp"
#include "graph/schema.hpp"

namespace trefoil::graph {

namespace {

using store::Reader;
using store::Transaction;

constexpr std::size_t kRun = 5;      ///< words
constexpr std::size_t kAnchors = 8;  ///< least hashes by which candidates are found

using Group = std::set<Hash128>;

bool is_word_byte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z');
}

/// Steele, Lea and Flood's SplitMix64: every bit of the input changes half of the output's.
std::uint64_t mixed(std::uint64_t value) {
    value += 0x9E3779B97F4A7C15U;
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31U);
}

/// Calls `visit` with a hash of each word in lower case (of ASCII letters).
template <class Visit>
void each_word(std::string_view text, Visit visit) {
    std::uint64_t hash = 0;
    bool inside = false;
    for (const char c : text) {
        if (is_word_byte(c)) {
            const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            hash = mixed(hash ^ static_cast<unsigned char>(lower));
            inside = true;
        } else if (inside) {
            visit(hash);
            hash = 0;
            inside = false;
        }
    }
    if (inside) {
        visit(hash);
    }
}

std::string anchor_space(std::uint64_t hash) {
    return std::string(kCopyAnchors) + Hash128{0, hash}.hex().substr(16);
}

std::string encode(const TextSketch& sketch) {
    Packer out;
    std::uint64_t before = 0;
    for (const auto hash : sketch) {
        out.number(hash - before);
        before = hash;
    }
    return out.take();
}

/// Empty for a document that was too short, or is not noted.
TextSketch stored_sketch(const Reader& reader, const Hash128& document) {
    TextSketch sketch;
    const auto bytes = reader.note(kSketches, document.hex());
    if (!bytes) {
        return sketch;
    }
    Unpacker in(*bytes, "the sketch of a document");
    while (!in.done()) {
        sketch.push_back(in.number() + (sketch.empty() ? 0 : sketch.back()));
    }
    return sketch;
}

std::span<const std::uint64_t> anchors(const TextSketch& sketch) {
    return std::span(sketch).first(std::min(kAnchors, sketch.size()));
}

/// Of two texts that share half of their runs, one in 200 pairs shares no anchor.
bool are_copies(const TextSketch& a, const TextSketch& b) {
    return std::ranges::find_first_of(anchors(a), anchors(b)) != anchors(a).end() &&
           resemblance(a, b) >= kCopyResemblance;
}

/// Documents that may be copies of one with this sketch.
Group candidates(const Reader& reader, const TextSketch& sketch) {
    Group found;
    for (const auto anchor : anchors(sketch)) {
        for (const auto& [document, nothing] : reader.notes(anchor_space(anchor))) {
            found.insert(*Hash128::from_hex(document));
        }
    }
    return found;
}

/// All members of a group; the document alone if it has no copies.
Group members_of(const Reader& reader, const Hash128& document) {
    Group members = {document};
    const auto group = copy_group(reader, document);
    if (const auto bytes = group ? reader.note(kCopyMembers, group->hex()) : std::nullopt) {
        Unpacker in(*bytes, "a group of copies");
        while (!in.done()) {
            const auto high = in.number();
            members.insert({high, in.number()});
        }
    }
    return members;
}

/// Forgets the groups of these documents. Returns them.
Regrouped drop_groups(Transaction& transaction, const Group& documents) {
    Regrouped before;
    for (const auto& document : documents) {
        const auto group = copy_group(transaction, document);
        before.emplace(document, group);
        if (group) {
            transaction.remove_note(kCopyGroups, document.hex());
            transaction.remove_note(kCopyMembers, group->hex());
        }
    }
    return before;
}

void write_group(Transaction& transaction, const Group& members) {
    if (members.size() < 2) {
        return;
    }
    const auto group = members.begin()->hex();
    Packer out;
    for (const auto& member : members) {
        out.number(member.high);
        out.number(member.low);
        transaction.put_note(kCopyGroups, member.hex(), group);
    }
    transaction.put_note(kCopyMembers, group, out.take());
}

/// Splits documents into connected components of similar pairs.
std::vector<Group> components(const Reader& reader, const Group& documents) {
    std::vector<Group> found;
    std::map<Hash128, TextSketch> left;
    for (const auto& document : documents) {
        left.emplace(document, stored_sketch(reader, document));
    }
    while (!left.empty()) {
        Group& group = found.emplace_back();
        std::vector<std::pair<Hash128, TextSketch>> open = {*left.begin()};
        left.erase(left.begin());
        while (!open.empty()) {
            const auto [document, sketch] = std::move(open.back());
            open.pop_back();
            group.insert(document);
            for (auto other = left.begin(); other != left.end();) {
                if (are_copies(sketch, other->second)) {
                    open.push_back(*other);
                    other = left.erase(other);
                } else {
                    ++other;
                }
            }
        }
    }
    return found;
}

/// Those of `before` that are in another group now.
Regrouped changed(const Reader& reader, Regrouped before) {
    std::erase_if(
        before, [&](const auto& entry) { return copy_group(reader, entry.first) == entry.second; });
    return before;
}

}  // namespace

TextSketch sketch_of(std::string_view text) {
    TextSketch runs;
    std::array<std::uint64_t, kRun> last{};
    std::size_t words = 0;
    each_word(text, [&](std::uint64_t word) {
        last[words++ % kRun] = word;
        if (words < kRun) {
            return;
        }
        std::uint64_t run = 0;
        for (std::size_t i = 0; i < kRun; ++i) {
            run = mixed(run ^ last[(words + i) % kRun]);
        }
        runs.push_back(run);
    });
    std::ranges::sort(runs);
    runs.erase(std::unique(runs.begin(), runs.end()), runs.end());
    if (runs.size() < kMinRuns) {
        return {};
    }
    runs.resize(std::min(runs.size(), kSketchSize));
    return runs;
}

double resemblance(const TextSketch& a, const TextSketch& b) {
    if (a.empty() || b.empty()) {
        return 0;
    }
    std::size_t joint = 0;  // of the least hashes of both texts together
    std::size_t shared = 0;
    std::size_t i = 0;
    std::size_t j = 0;
    // A list that ends below kSketchSize is the whole set, and what follows is in the other alone.
    while (joint < kSketchSize && (i < a.size() || j < b.size())) {
        const bool left = j == b.size() || (i < a.size() && a[i] <= b[j]);
        const bool right = i == a.size() || (j < b.size() && b[j] <= a[i]);
        shared += left && right ? 1 : 0;
        i += left ? 1 : 0;
        j += right ? 1 : 0;
        ++joint;
    }
    return static_cast<double>(shared) / static_cast<double>(joint);
}

std::optional<Hash128> copy_group(const Reader& reader, const Hash128& document) {
    const auto group = reader.note(kCopyGroups, document.hex());
    return group ? Hash128::from_hex(*group) : std::nullopt;
}

std::uint64_t copy_count(const Reader& reader) {
    return reader.notes(kCopyGroups).size() - reader.notes(kCopyMembers).size();
}

Regrouped note_copies(Transaction& transaction, const Hash128& document, std::string_view text) {
    const TextSketch sketch = sketch_of(text);
    if (sketch.empty()) {
        return {};
    }
    Group joined = {document};
    for (const auto& other : candidates(transaction, sketch)) {
        if (!joined.contains(other) && are_copies(sketch, stored_sketch(transaction, other))) {
            joined.merge(members_of(transaction, other));
        }
    }
    transaction.put_note(kSketches, document.hex(), encode(sketch));
    for (const auto anchor : anchors(sketch)) {
        transaction.put_note(anchor_space(anchor), document.hex(), {});
    }
    if (joined.size() == 1) {
        return {};
    }
    Regrouped before = drop_groups(transaction, joined);
    before.erase(document);
    write_group(transaction, joined);
    return changed(transaction, std::move(before));
}

Regrouped forget_copies(Transaction& transaction, const Hash128& document) {
    const TextSketch sketch = stored_sketch(transaction, document);
    transaction.remove_note(kSketches, document.hex());
    for (const auto anchor : anchors(sketch)) {
        transaction.remove_note(anchor_space(anchor), document.hex());
    }
    Group members = members_of(transaction, document);
    Regrouped before = drop_groups(transaction, members);
    before.erase(document);
    members.erase(document);
    for (const Group& group : components(transaction, members)) {
        write_group(transaction, group);
    }
    return changed(transaction, std::move(before));
}

}  // namespace trefoil::graph
