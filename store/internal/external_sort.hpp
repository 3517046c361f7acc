#pragma once

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <queue>
#include <string>
#include <type_traits>
#include <unistd.h>
#include <vector>

#include "base/error.hpp"

namespace trefoil::store::internal {

/// A file without a name: gone with this object, however the process ends.
class ScratchFile {
  public:
    explicit ScratchFile(const std::string& folder) {
        std::string path = folder + "/temporary-XXXXXX";
        file_ = ::mkostemp(path.data(), O_CLOEXEC);
        if (file_ < 0) {
            fail("cannot make a temporary file in " + folder);
        }
        ::unlink(path.c_str());
    }

    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;

    ~ScratchFile() { ::close(file_); }

    void write(const char* data, std::size_t size, std::size_t at) {
        while (size > 0) {
            const ssize_t n = ::pwrite(file_, data, size, static_cast<off_t>(at));
            if (n <= 0) {
                fail("cannot write a temporary file");
            }
            data += n;
            at += static_cast<std::size_t>(n);
            size -= static_cast<std::size_t>(n);
        }
    }

    void read(char* data, std::size_t size, std::size_t at) const {
        while (size > 0) {
            const ssize_t n = ::pread(file_, data, size, static_cast<off_t>(at));
            if (n <= 0) {
                fail("cannot read a temporary file");
            }
            data += n;
            at += static_cast<std::size_t>(n);
            size -= static_cast<std::size_t>(n);
        }
    }

  private:
    [[noreturn]] static void fail(const std::string& what) {
        throw StoreError(what + ": " + std::strerror(errno));
    }

    int file_ = -1;
};

/// Sorts any number of records in bounded memory: full buffers are sorted and written out, then
/// merged. Records are plain bytes with operator<.
template <class Record>
class ExternalSort {
    static_assert(std::is_trivially_copyable_v<Record>);

  public:
    ExternalSort(std::string folder, std::size_t memory_bytes)
        : folder_(std::move(folder)),
          capacity_(std::max<std::size_t>(memory_bytes / sizeof(Record), 1024)) {}

    void add(const Record& record) {
        if (buffer_.size() == capacity_) {
            spill();
        }
        buffer_.push_back(record);
    }

    /// Calls `visit` with every record in order. Once; memory is given back at the end.
    template <class Visit>
    void drain(Visit visit) {
        std::sort(buffer_.begin(), buffer_.end());
        if (!runs_.empty()) {
            merge(visit);
        } else {
            for (const Record& record : buffer_) {
                visit(record);
            }
        }
        buffer_ = {};
        runs_.clear();
    }

  private:
    /// A sorted part of the file and its current piece in memory.
    struct Run {
        std::size_t at = 0;  ///< records, in the file
        std::size_t end = 0;
        std::vector<Record> piece;
        std::size_t next = 0;  ///< in piece
    };

    void spill() {
        if (file_ == nullptr) {
            file_ = std::make_unique<ScratchFile>(folder_);
        }
        std::sort(buffer_.begin(), buffer_.end());
        file_->write(reinterpret_cast<const char*>(buffer_.data()), buffer_.size() * sizeof(Record),
                     written_ * sizeof(Record));
        runs_.push_back({written_, written_ + buffer_.size(), {}, 0});
        written_ += buffer_.size();
        buffer_.clear();
    }

    bool refill(Run& run) {
        run.piece.resize(std::min(piece_, run.end - run.at));
        run.next = 0;
        if (run.piece.empty()) {
            return false;
        }
        file_->read(reinterpret_cast<char*>(run.piece.data()), run.piece.size() * sizeof(Record),
                    run.at * sizeof(Record));
        run.at += run.piece.size();
        return true;
    }

    template <class Visit>
    void merge(Visit& visit) {
        if (!buffer_.empty()) {
            spill();
        }
        buffer_ = {};
        piece_ = std::max<std::size_t>(capacity_ / runs_.size(), 256);
        const auto later = [](const Run* a, const Run* b) {
            return b->piece[b->next] < a->piece[a->next];
        };
        std::priority_queue<Run*, std::vector<Run*>, decltype(later)> queue(later);
        for (Run& run : runs_) {
            if (refill(run)) {
                queue.push(&run);
            }
        }
        while (!queue.empty()) {
            Run* run = queue.top();
            queue.pop();
            visit(run->piece[run->next]);
            if (++run->next < run->piece.size() || refill(*run)) {
                queue.push(run);
            }
        }
    }

    std::string folder_;
    std::size_t capacity_;
    std::vector<Record> buffer_;
    std::unique_ptr<ScratchFile> file_;
    std::vector<Run> runs_;
    std::size_t written_ = 0;
    std::size_t piece_ = 0;
};

}  // namespace trefoil::store::internal
