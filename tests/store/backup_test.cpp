// Backups: hot, incremental, checked when they are restored.

#include "store/backup.hpp"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "store/bulk_load.hpp"
#include "store/repair.hpp"
#include "tests/store/backends.hpp"
#include "tests/store/dump.hpp"

using namespace trefoil;
using namespace trefoil::store;
namespace fs = std::filesystem;

namespace {

void add_notes(Store& store, int first, int count) {
    for (int i = first; i < first + count; ++i) {
        auto tx = store.begin();
        tx->create_node({}, {{tx->intern_key("name"), Value("n" + std::to_string(i))}});
        tx->put_note("space", std::to_string(i), std::string(1000, 'x'));
        tx->commit();
    }
}

void load(Store& store, const std::string& prefix) {
    int line = 0;
    load_triples(store, [&](std::span<char> out) {
        const std::string text =
            prefix + std::to_string(line) + "\tr\t" + prefix + std::to_string(line / 3) + "\n";
        return line++ < 3000 ? text.copy(out.data(), out.size()) : 0;
    });
}

std::uint64_t tables(const std::string& folder) {
    std::uint64_t count = 0;
    for (const auto& entry : fs::directory_iterator(folder)) {
        count += entry.path().extension() == ".sst" ? 1 : 0;
    }
    return count;
}

std::string dump_of(const std::string& folder) {
    OpenOptions options;
    options.read_only = true;
    const auto store = open_store(folder, options);
    CHECK(store->check().empty());
    return dump(*store->snapshot());
}

}  // namespace

TEST_CASE("a backup holds what was committed, and a restored store says the same") {
    const TemporaryFolder folder;
    const std::string backups = (folder.path() / "backups").string();
    const std::string restored = (folder.path() / "restored").string();
    auto store = open_store(folder.db());
    add_notes(*store, 0, 20);
    load(*store, "a");
    const std::string first = dump(*store->snapshot());
    const BackupInfo one = backup_store(folder.db(), backups);  // the store is open for writing
    CHECK(one.number == 1);
    CHECK(one.files == one.new_files);
    add_notes(*store, 20, 5);
    const std::string second = dump(*store->snapshot());
    const BackupInfo two = backup_store(folder.db(), backups);
    CHECK(two.number == 2);
    store.reset();  // nothing rewrites tables in the background any more
    const BackupInfo three = backup_store(folder.db(), backups);
    const BackupInfo four = backup_store(folder.db(), backups);  // nothing changed since
    CHECK(four.files == three.files);
    CHECK(tables(folder.db()) > 0);
    CHECK(four.files - four.new_files == tables(folder.db()));  // every table is shared
    CHECK(four.new_bytes < four.bytes);
    CHECK(list_backups(backups).size() == 4);
    restore_store(backups, restored);
    CHECK(dump_of(restored) == second);
    CHECK_THROWS_AS(restore_store(backups, restored), StoreError);  // overwrites nothing
    fs::remove_all(restored);
    fs::create_directory(restored);  // an empty folder is fine
    restore_store(backups, restored + "/", 1);
    CHECK(dump_of(restored) == first);
    auto again = open_store(restored);
    add_notes(*again, 100, 1);  // it can be written
}

TEST_CASE("old backups go away, and the files that only they had") {
    const TemporaryFolder folder;
    const std::string backups = (folder.path() / "backups").string();
    const auto files = [&] {
        return std::distance(fs::directory_iterator(backups + "/files"), fs::directory_iterator());
    };
    auto store = open_store(folder.db());
    for (int i = 0; i < 5; ++i) {
        add_notes(*store, i, 1);
        store->compact();  // other tables each time
        backup_store(folder.db(), backups, 2);
    }
    const auto left = list_backups(backups);
    REQUIRE(left.size() == 2);
    CHECK(left[0].number == 4);
    CHECK(left[1].number == 5);
    CHECK(files() <= static_cast<std::ptrdiff_t>(left[0].files + left[1].files));
    restore_store(backups, (folder.path() / "r").string(), 4);
    CHECK_THROWS_AS(restore_store(backups, (folder.path() / "r1").string(), 1), StoreError);
}

TEST_CASE("backups made while another thread writes and compacts are whole") {
    const TemporaryFolder folder;
    const std::string backups = (folder.path() / "backups").string();
    auto store = open_store(folder.db());
    add_notes(*store, 0, 1);
    std::atomic<bool> stop = false;
    std::atomic<int> committed = 1;
    std::thread writer([&] {
        for (int i = 1; !stop; ++i) {
            add_notes(*store, i, 1);
            committed = i + 1;
            if (i % 20 == 0) {
                store->compact();
            }
            if (i % 30 == 0) {
                load(*store, "l" + std::to_string(i) + "-");
            }
        }
    });
    for (int i = 0; i < 6; ++i) {
        const auto before = static_cast<std::size_t>(committed);
        backup_store(folder.db(), backups);
        const std::string restored = (folder.path() / ("r" + std::to_string(i))).string();
        restore_store(backups, restored);
        OpenOptions options;
        options.read_only = true;
        CHECK(open_store(restored, options)->snapshot()->notes("space").size() >= before);
    }
    stop = true;
    writer.join();
}

TEST_CASE("a damaged backup is named, and nothing is restored from it") {
    const TemporaryFolder folder;
    const std::string backups = (folder.path() / "backups").string();
    const std::string restored = (folder.path() / "restored").string();
    auto store = open_store(folder.db());
    load(*store, "a");
    const BackupInfo info = backup_store(folder.db(), backups);
    fs::path largest;
    for (const auto& entry : fs::directory_iterator(backups + "/files")) {
        largest =
            largest.empty() || entry.file_size() > fs::file_size(largest) ? entry.path() : largest;
    }
    const auto error_of_restoring = [&] {
        try {
            restore_store(backups, restored);
        } catch (const CorruptionError& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    {
        std::fstream file(largest, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(100);
        file.put('\x5A');
    }
    CHECK(error_of_restoring().find(largest.filename().string()) != std::string::npos);
    CHECK_FALSE(fs::exists(restored));
    fs::resize_file(largest, 10);
    CHECK(error_of_restoring().find("damaged") != std::string::npos);
    std::ofstream(backups + "/backup-1", std::ios::app) << "more";
    CHECK(error_of_restoring().find("listing") != std::string::npos);
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 2);
    CHECK(info.number == 1);
}

TEST_CASE("a folder that is none of backups is neither written nor read") {
    const TemporaryFolder folder;
    open_store(folder.db()).reset();
    const fs::path other = folder.path() / "other";
    fs::create_directory(other);
    std::ofstream(other / "letter.txt") << "dear reader";
    CHECK_THROWS_AS(backup_store(folder.db(), other.string()), StoreError);
    CHECK_THROWS_AS(list_backups(other.string()), StoreError);
    CHECK_THROWS_AS(restore_store(other.string(), (folder.path() / "r").string()), StoreError);
    CHECK_THROWS_AS(backup_store((folder.path() / "none").string(), other.string()), StoreError);
}

TEST_CASE("a store is replaced in one step, and the old one is kept") {
    const TemporaryFolder folder;
    auto store = open_store(folder.db());
    add_notes(*store, 0, 3);
    CHECK_THROWS_AS(replace_store(folder.db(), {.lock_wait = std::chrono::milliseconds(10)},
                                  [](const Reader&, Store&) {}),
                    StoreError);  // somebody writes
    store.reset();
    const std::string old = dump_of(folder.db());
    CHECK_THROWS_AS(
        replace_store(folder.db(), {}, [](const Reader&, Store&) { throw StoreError("no"); }),
        StoreError);
    CHECK(dump_of(folder.db()) == old);
    const std::string kept = replace_store(folder.db(), {}, [](const Reader& from, Store& fresh) {
        CHECK(from.node_count() == 3);
        add_notes(fresh, 10, 1);
    });
    CHECK(dump_of(kept) == old);
    CHECK(open_store(folder.db())->snapshot()->node_count() == 1);
}
