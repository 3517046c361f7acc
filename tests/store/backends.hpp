#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <unistd.h>

#include <doctest/doctest.h>

#include "store/store.hpp"

namespace trefoil::store {

/// A folder of its own that goes away with this object.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        static int next = 0;
        path_ = std::filesystem::temp_directory_path() /
                ("trefoil-test-" + std::to_string(::getpid()) + "-" + std::to_string(next++));
        std::filesystem::create_directories(path_);
    }

    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    [[nodiscard]] std::string db() const { return (path_ / "db").string(); }

  private:
    std::filesystem::path path_;
};

/// A store under test.
class Backend {
  public:
    explicit Backend(bool on_disk) : on_disk_(on_disk) { open(); }

    Store& operator*() { return *store_; }

    Store* operator->() { return store_.get(); }

    /// Closes and opens again; a store in memory goes on.
    void reopen() {
        if (on_disk_) {
            store_.reset();
            open();
        }
    }

    /// check() finds nothing.
    void require_clean() const {
        for (const CheckProblem& problem : store_->check()) {
            FAIL_CHECK(problem.what);
        }
    }

  private:
    void open() { store_ = open_store(on_disk_ ? folder_.db() : ":memory:"); }

    bool on_disk_;
    TemporaryFolder folder_;
    std::unique_ptr<Store> store_;
};

/// Runs a test on every backend; each run ends with a clean check, also after opening again.
template <class Test>
void on_each_backend(Test test) {
    const auto run = [&](bool on_disk) {
        Backend backend(on_disk);
        test(backend);
        backend.require_clean();
        backend.reopen();
        backend.require_clean();
    };
    SUBCASE("in memory") {
        run(false);
    }
    SUBCASE("in a folder") {
        run(true);
    }
}

}  // namespace trefoil::store
