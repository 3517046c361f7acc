// Breaks stores on purpose: files cut and altered, wrong folders, no space, a process killed at any
// moment.

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "store/bulk_load.hpp"
#include "store/internal/rocks_database.hpp"
#include "tests/store/backends.hpp"
#include "tests/store/dump.hpp"

using namespace trefoil;
using namespace trefoil::store;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> files_with(const fs::path& folder, const std::string& part) {
    std::vector<fs::path> out;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().filename().string().find(part) != std::string::npos) {
            out.push_back(entry.path());
        }
    }
    return out;
}

/// Names, sizes and times of all files.
std::map<std::string, std::pair<std::uintmax_t, fs::file_time_type>> listing(
    const fs::path& folder) {
    std::map<std::string, std::pair<std::uintmax_t, fs::file_time_type>> out;
    for (const auto& entry : fs::directory_iterator(folder)) {
        out[entry.path().filename()] = {entry.file_size(), entry.last_write_time()};
    }
    return out;
}

/// The one-line message of the StoreError that `run` throws; fails the test if it throws none.
std::string error_of(const std::function<void()>& run) {
    try {
        run();
    } catch (const StoreError& e) {
        const std::string what = e.what();
        CHECK(what.find('\n') == what.npos);
        return what;
    }
    FAIL_CHECK("no StoreError");
    return {};
}

bool contains(const std::string& text, const std::string& part) {
    CAPTURE(text);
    return text.find(part) != text.npos;
}

void add_nodes(Store& store, int first, int count) {
    auto tx = store.begin();
    const KeyId name = tx->intern_key("name");
    const TypeId next = tx->intern_type("next");
    std::optional<NodeId> last;
    for (int i = first; i < first + count; ++i) {
        const NodeId node = tx->create_node({}, {{name, Value("n" + std::to_string(i))}});
        if (last.has_value()) {
            tx->create_edge(*last, next, node, {});
        }
        last = node;
    }
    tx->commit();
}

OpenOptions reading() {
    OpenOptions options;
    options.read_only = true;
    return options;
}

void flip_byte(const fs::path& file, std::streamoff at) {
    std::fstream f(file, std::ios::in | std::ios::out | std::ios::binary);
    f.seekg(at);
    const int c = f.get();
    f.seekp(at);
    f.put(static_cast<char>(c ^ 0x5A));
}

/// A process that runs one of the hidden test cases below on a store, with a pipe to us.
class Child {
  public:
    Child(const std::string& test_case, const std::string& db) {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        pid_ = ::fork();
        if (pid_ == 0) {
            ::dup2(ends[1], kPipe);
            ::setenv("TREFOIL_TEST_DB", db.c_str(), 1);
            const std::string filter = "--test-case=" + test_case;
            const int null = ::open("/dev/null", O_WRONLY);
            ::dup2(null, 1);
            ::execl("/proc/self/exe", "child", filter.c_str(), "--no-skip", nullptr);
            ::_exit(127);
        }
        ::close(ends[1]);
        pipe_ = ::fdopen(ends[0], "r");
    }

    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    ~Child() {
        kill();
        std::fclose(pipe_);
    }

    /// The next line, or "" when the child is gone.
    std::string line() {
        char text[256];
        if (std::fgets(text, sizeof text, pipe_) == nullptr) {
            return {};
        }
        std::string s(text);
        return s.substr(0, s.find('\n'));
    }

    void kill() {
        if (pid_ > 0) {
            ::kill(pid_, SIGKILL);
            ::waitpid(pid_, nullptr, 0);
            pid_ = -1;
        }
    }

    static constexpr int kPipe = 97;

    static void say(const std::string& line) {
        const std::string text = line + "\n";
        [[maybe_unused]] const ssize_t n = ::write(kPipe, text.data(), text.size());
    }

  private:
    pid_t pid_ = -1;
    std::FILE* pipe_ = nullptr;
};

}  // namespace

TEST_CASE("a folder that is no store is refused and left alone") {
    const TemporaryFolder folder;
    std::ofstream(folder.path() / "letter.txt") << "dear reader";
    const auto before = listing(folder.path());
    CHECK(contains(error_of([&] { open_store(folder.path().string()); }), "not a Trefoil store"));
    CHECK(contains(error_of([&] { open_store(folder.path().string(), reading()); }),
                   "not a Trefoil store"));
    CHECK(listing(folder.path()) == before);
}

TEST_CASE("a file, and a path below a file, are refused") {
    const TemporaryFolder folder;
    const fs::path file = folder.path() / "letter.txt";
    std::ofstream(file) << "dear reader";
    CHECK(contains(error_of([&] { open_store(file.string()); }), "not a folder"));
    CHECK(contains(error_of([&] { open_store((file / "db").string()); }), (file / "db").string()));
    CHECK(fs::file_size(file) == 11);
}

TEST_CASE("a store that does not exist is not made unless asked") {
    const TemporaryFolder folder;
    OpenOptions options;
    options.create = false;
    CHECK(contains(error_of([&] { open_store(folder.db(), options); }),
                   "no store at " + folder.db()));
    CHECK(contains(error_of([&] { open_store(folder.db(), reading()); }), "no store at"));
    CHECK_FALSE(fs::exists(folder.db()));
}

TEST_CASE("a store of a newer format is refused and left alone") {
    const TemporaryFolder folder;
    open_store(folder.db()).reset();
    std::ofstream(fs::path(folder.db()) / "TREFOIL") << "trefoil store\nformat 2\n";
    const auto before = listing(folder.db());
    const std::string what = error_of([&] { open_store(folder.db()); });
    CHECK(contains(what, "format 2"));
    CHECK(contains(what, "newer trefoil"));
    CHECK(listing(folder.db()) == before);
    std::ofstream(fs::path(folder.db()) / "TREFOIL") << "something else";
    CHECK(contains(error_of([&] { open_store(folder.db()); }), "damaged"));
}

TEST_CASE("a second writer waits, then hears who holds the store") {
    const TemporaryFolder folder;
    auto first = open_store(folder.db());
    OpenOptions options;
    options.lock_wait = std::chrono::milliseconds(30);
    const std::string what = error_of([&] { open_store(folder.db(), options); });
    CHECK(contains(what, "process " + std::to_string(::getpid())));
    CHECK(contains(what, "30 ms"));
    first.reset();
    CHECK_NOTHROW(open_store(folder.db(), options));
}

TEST_CASE("a reader opens beside the writer, sees what is committed, and writes nothing") {
    const TemporaryFolder folder;
    auto writer = open_store(folder.db());
    add_nodes(*writer, 0, 10);
    writer->compact();
    add_nodes(*writer, 10, 10);
    const auto before = listing(folder.db());
    auto reader = open_store(folder.db(), reading());
    CHECK(reader->read_only());
    CHECK(reader->snapshot()->node_count() == 20);
    CHECK(contains(error_of([&] { reader->begin(); }), "read-only"));
    CHECK(contains(error_of([&] { reader->clear(); }), "read-only"));
    CHECK(contains(error_of([&] { reader->compact(); }), "read-only"));
    CHECK(reader->check().empty());
    CHECK(listing(folder.db()) == before);
    const auto old = reader->snapshot();
    add_nodes(*writer, 20, 10);
    writer->compact();  // removes the files that the reader has open
    CHECK(old->node_count() == 20);
    CHECK(dump(*old).find("n19") != std::string::npos);
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    CHECK(reader->snapshot()->node_count() == 30);  // a new snapshot is up to date
    CHECK(reader->check().empty());
    CHECK(open_store(folder.db(), reading())->snapshot()->node_count() == 30);
}

TEST_CASE("a truncated table is an error, not a wrong answer") {
    const TemporaryFolder folder;
    auto store = open_store(folder.db());
    add_nodes(*store, 0, 2000);
    store->compact();
    store.reset();
    for (const fs::path& table : files_with(folder.db(), ".sst")) {
        fs::resize_file(table, fs::file_size(table) / 2);
    }
    for (const bool read_only : {false, true}) {
        OpenOptions options;
        options.read_only = read_only;
        const std::string what =
            error_of([&] { dump(*open_store(folder.db(), options)->snapshot()); });
        CHECK(contains(what, folder.db()));
        CHECK(contains(what, "damaged"));
    }
}

TEST_CASE("an altered byte in a table is found by its checksum") {
    const TemporaryFolder folder;
    auto store = open_store(folder.db());
    add_nodes(*store, 0, 2000);
    store->compact();
    store.reset();
    for (const fs::path& table : files_with(folder.db(), ".sst")) {
        flip_byte(table, static_cast<std::streamoff>(fs::file_size(table) / 3));
    }
    CHECK(contains(error_of([&] { dump(*open_store(folder.db())->snapshot()); }), "damaged"));
}

TEST_CASE("a store whose CURRENT file is gone is not made anew over the old one") {
    const TemporaryFolder folder;
    auto store = open_store(folder.db());
    add_nodes(*store, 0, 10);
    store.reset();
    fs::rename(fs::path(folder.db()) / "CURRENT", fs::path(folder.db()) / "elsewhere");
    const std::string what = error_of([&] { open_store(folder.db()); });
    CHECK(contains(what, "CURRENT"));
    fs::rename(fs::path(folder.db()) / "elsewhere", fs::path(folder.db()) / "CURRENT");
    CHECK(open_store(folder.db())->snapshot()->node_count() == 10);
}

TEST_CASE(
    "a log that ends too early loses the last transaction only; other damage to it is an error") {
    const TemporaryFolder folder;
    auto store = open_store(folder.db());
    add_nodes(*store, 0, 100);
    add_nodes(*store, 100, 100);
    store.reset();
    fs::path log;
    for (const fs::path& file : files_with(folder.db(), ".log")) {
        log = log.empty() || fs::file_size(file) > fs::file_size(log) ? file : log;
    }
    REQUIRE_FALSE(log.empty());
    REQUIRE(fs::file_size(log) > 1000);
    const fs::path copy = folder.path() / "copy";
    fs::copy(folder.db(), copy);
    fs::resize_file(log, fs::file_size(log) - 5);
    store = open_store(folder.db());
    CHECK(store->snapshot()->node_count() == 100);
    CHECK(store->check().empty());
    store.reset();
    flip_byte(copy / log.filename(),
              static_cast<std::streamoff>(fs::file_size(copy / log.filename()) / 4));
    CHECK(contains(error_of([&] { open_store(copy.string()); }), "damaged"));
}

TEST_CASE("what an interrupted bulk load left behind goes away") {
    const TemporaryFolder folder;
    open_store(folder.db()).reset();
    std::ofstream(fs::path(folder.db()) / "temporary-0.sst") << "half a file";
    auto store = open_store(folder.db());
    CHECK(files_with(folder.db(), "temporary-").empty());
    CHECK(store->snapshot()->node_count() == 0);
}

TEST_CASE("child: writes until there is no space" * doctest::skip()) {
    std::signal(SIGXFSZ, SIG_IGN);
    auto store = open_store(std::getenv("TREFOIL_TEST_DB"));
    add_nodes(*store, 0, 100);
    rlimit limit{300 << 10, 300 << 10};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    std::mt19937 random(1);
    int done = 0;
    try {
        for (; done < 1000; ++done) {
            auto tx = store->begin();
            std::string noise(20000, ' ');
            for (char& c : noise) {
                c = static_cast<char>(random());
            }
            tx->put_note("space", std::to_string(done), noise);
            tx->commit();
        }
    } catch (const StoreError& e) {
        Child::say("failed " + std::string(e.what()).substr(0, 200));
    }
    Child::say(std::to_string(done));
    ::_exit(0);
}

TEST_CASE("when the disk is full, the write fails with a clear error and earlier data stays") {
    const TemporaryFolder folder;
    {
        Child child("child: writes until there is no space", folder.db());
        const std::string failed = child.line();
        CHECK(contains(failed, "cannot write the store " + folder.db()));
        const int done = std::atoi(child.line().c_str());
        CHECK(done > 3);
        CHECK(done < 100);
        CHECK(child.line().empty());
        const auto store = open_store(folder.db());
        const auto reader = store->snapshot();
        CHECK(reader->node_count() == 100);
        CHECK(reader->notes("space").size() == static_cast<std::size_t>(done));
        CHECK(store->check().empty());
    }
}

TEST_CASE("child: loads more than there is space for" * doctest::skip()) {
    std::signal(SIGXFSZ, SIG_IGN);
    auto store = open_store(std::getenv("TREFOIL_TEST_DB"));
    add_nodes(*store, 0, 100);
    rlimit limit{200 << 10, 200 << 10};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    std::mt19937 random(1);
    int lines = 0;
    try {
        load_triples(*store, [&](std::span<char> out) {
            const std::string line =
                std::to_string(random()) + "\tr\t" + std::to_string(random()) + "\n";
            return lines++ < 30000 ? line.copy(out.data(), out.size()) : 0;
        });
    } catch (const StoreError& e) {
        Child::say(e.what());
    }
    store.reset();
    ::_exit(0);
}

TEST_CASE("when the disk is full, a bulk load fails with a clear error and leaves nothing") {
    const TemporaryFolder folder;
    Child child("child: loads more than there is space for", folder.db());
    CHECK(contains(child.line(), "cannot write the store " + folder.db()));
    CHECK(child.line().empty());
    CHECK(files_with(folder.db(), "temporary-").empty());
    const auto store = open_store(folder.db());
    CHECK(store->snapshot()->node_count() == 100);
    CHECK(store->check().empty());
}

namespace {

constexpr int kImported = 300;  ///< triples of one import

}  // namespace

TEST_CASE("child: commits until it is killed" * doctest::skip()) {
    OpenOptions options;
    options.memory_bytes = 4U << 20;  // small buffers: flushes and compactions all the time
    auto store = open_store(std::getenv("TREFOIL_TEST_DB"), options);
    std::mt19937 random(static_cast<unsigned>(::getpid()));
    const auto start = static_cast<int>(store->snapshot()->notes("done").size());
    for (int i = start;; ++i) {
        if (i % 10 == 9) {
            int line = 0;
            load_triples(*store, [&](std::span<char> out) {
                const std::string text = "i" + std::to_string(i) + "\tr" + std::to_string(line) +
                                         "\ti" + std::to_string(i / 3) + "\n";
                return line++ < kImported ? text.copy(out.data(), out.size()) : 0;
            });
        }
        if (i % 50 == 49) {
            store->compact();
        }
        auto tx = store->begin();
        const NodeId hub = tx->has_node(NodeId(0)) ? NodeId(0) : tx->create_node({}, {});
        const NodeId node =
            tx->create_node({}, {{tx->intern_key("name"), Value("k" + std::to_string(i))}});
        tx->create_edge(hub, tx->intern_type("t" + std::to_string(i % 7)), node, {});
        std::string noise(30000, ' ');
        for (char& c : noise) {
            c = static_cast<char>(random());
        }
        tx->put_document(
            {{7, static_cast<std::uint64_t>(i)}, {"s" + std::to_string(i)}, "", "", ""}, noise, {});
        tx->put_note("done", std::to_string(i), "");
        tx->commit();
        Child::say(std::to_string(i));
    }
}

namespace {

/// True if the process that was killed was writing a table: one is left that no state of the store
/// knows, from a flush, a compaction or a bulk load.
bool was_writing_a_table(const std::string& folder) {
    const auto database = internal::open_to_read(folder, {});
    const std::vector<std::string> live = internal::live_tables(*database);
    for (const fs::path& file : files_with(folder, ".sst")) {
        if (!std::binary_search(live.begin(), live.end(), file.filename().string())) {
            return true;
        }
    }
    return false;
}

/// Waits until a new table appears, some seconds at most.
void await_new_table(const std::string& folder) {
    const auto names = [&] {
        std::set<fs::path> out;
        std::error_code gone;
        for (fs::directory_iterator at(folder, gone), end; !gone && at != end; at.increment(gone)) {
            if (at->path().extension() == ".sst") {
                out.insert(at->path().filename());
            }
        }
        return out;
    };
    const std::set<fs::path> before = names();
    for (int i = 0; i < 20'000; ++i) {
        const std::set<fs::path> now = names();
        if (!std::includes(before.begin(), before.end(), now.begin(), now.end())) {
            return;
        }
        ::usleep(100);
    }
}

/// Everything up to `last` is there, as a whole.
void require_committed(const Store& store, int last) {
    const auto reader = store.snapshot();
    const KeyId name = *reader->find_key("name");
    for (int i = 0; i <= last; ++i) {
        CAPTURE(i);
        const auto nodes = reader->nodes_by_property(name, Value("k" + std::to_string(i)));
        REQUIRE(nodes.size() == 1);
        CHECK(reader->degree(nodes[0], Direction::Incoming) == 1);
        CHECK(reader->note("done", std::to_string(i)).has_value());
        const auto document = reader->find_source("s" + std::to_string(i));
        REQUIRE(document.has_value());
        CHECK(reader->document_text(*document).size() == 30000);
        if (i % 10 == 9) {  // an import stood before
            const auto imported = reader->nodes_by_property(name, Value("i" + std::to_string(i)));
            REQUIRE(imported.size() == 1);
            CHECK(reader->degree(imported[0], Direction::Outgoing) == kImported);
        }
    }
    CHECK(store.check().empty());
}

}  // namespace

TEST_CASE("every acknowledged transaction and import survives kill -9") {
    std::mt19937 random(3);
    const char* kills = std::getenv("TREFOIL_TEST_KILLS");  // more of them by hand: 200
    const int rounds = kills == nullptr ? 6 : std::atoi(kills);
    constexpr int kRoundsOfOneStore = 10;
    std::optional<TemporaryFolder> folder;
    int acknowledged = -1;
    int in_tables = 0;
    for (int round = 0; round < rounds; ++round) {
        if (round % kRoundsOfOneStore == 0) {
            folder.emplace();
            acknowledged = -1;
        }
        {
            Child child("child: commits until it is killed", folder->db());
            for (auto wait = 3 + random() % 30; wait > 0; --wait) {
                const std::string line = child.line();
                REQUIRE_FALSE(line.empty());
                acknowledged = std::atoi(line.c_str());
            }
            if (round % 2 == 1) {
                await_new_table(folder->db());
            }
            ::usleep(static_cast<useconds_t>(random() % 3000));
            child.kill();
            for (std::string line = child.line(); !line.empty(); line = child.line()) {
                acknowledged = std::atoi(line.c_str());
            }
        }
        in_tables += was_writing_a_table(folder->db()) ? 1 : 0;
        require_committed(*open_store(folder->db()), acknowledged);
    }
    MESSAGE(rounds, " kills, ", in_tables, " of them while a table was written");
    CHECK(acknowledged > 5);
}

TEST_CASE("readers of other processes open and read while one writes, flushes and compacts") {
    const TemporaryFolder folder;
    Child child("child: commits until it is killed", folder.db());
    REQUIRE_FALSE(child.line().empty());
    std::uint64_t last = 0;
    const char* rounds = std::getenv("TREFOIL_TEST_OPENINGS");  // more of them by hand
    for (int i = rounds == nullptr ? 60 : std::atoi(rounds); i > 0; --i) {
        const auto store = open_store(folder.db(), reading());
        const auto reader = store->snapshot();
        CHECK(reader->document_count() >= last);  // what was committed stays
        last = reader->document_count();
        CHECK(reader->notes("done").size() == last);
        CHECK(reader->degree(NodeId(0), Direction::Outgoing) >= last);
        if (i % 20 == 0) {
            CHECK(store->check().empty());
        }
    }
    CHECK(last > 1);
}
