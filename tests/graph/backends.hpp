#pragma once

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include <doctest/doctest.h>

#include "store/store.hpp"

namespace trefoil::test {

/// A folder that is gone at the end of the scope.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        auto pattern = (std::filesystem::temp_directory_path() / "trefoil-graph-XXXXXX").string();
        path_ = mkdtemp(pattern.data());
    }

    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    ~TemporaryFolder() { std::filesystem::remove_all(path_); }

    [[nodiscard]] std::string path() const { return path_.string(); }

  private:
    std::filesystem::path path_;
};

/// Runs `body` with an empty store of each backend.
inline void for_each_backend(const std::function<void(store::Store&)>& body) {
    SUBCASE("in memory") {
        const auto store = store::open_store(":memory:");
        body(*store);
    }
    SUBCASE("on disk") {
        const TemporaryFolder folder;
        const auto store = store::open_store(folder.path() + "/db");
        body(*store);
    }
}

}  // namespace trefoil::test
