#include "cli/line_editor.hpp"

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cwchar>
#include <fcntl.h>
#include <fmt/format.h>
#include <histedit.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "base/error.hpp"
#include "base/shared_library.hpp"
#include "base/utf8.hpp"
#include "cli/interrupt.hpp"
#include "cli/terminal.hpp"

namespace trefoil::cli {

namespace {

constexpr int kHistoryLines = 1000;
constexpr std::size_t kShownCandidates = 40;

/// The functions of libedit, loaded with the first editor.
struct LibEdit {
    SharedLibrary library{TREFOIL_LIBRARY_edit};
    decltype(&::el_init) init = library.function<decltype(&::el_init)>("el_init");
    decltype(&::el_end) end = library.function<decltype(&::el_end)>("el_end");
    decltype(&::el_set) set = library.function<decltype(&::el_set)>("el_set");
    decltype(&::el_get) get = library.function<decltype(&::el_get)>("el_get");
    decltype(&::el_source) source = library.function<decltype(&::el_source)>("el_source");
    decltype(&::el_line) line = library.function<decltype(&::el_line)>("el_line");
    decltype(&::el_insertstr) insertstr =
        library.function<decltype(&::el_insertstr)>("el_insertstr");
    decltype(&::el_deletestr) deletestr =
        library.function<decltype(&::el_deletestr)>("el_deletestr");
    decltype(&::el_gets) gets = library.function<decltype(&::el_gets)>("el_gets");
    decltype(&::el_reset) reset = library.function<decltype(&::el_reset)>("el_reset");
    decltype(&::history_init) history_init =
        library.function<decltype(&::history_init)>("history_init");
    decltype(&::history_end) history_end =
        library.function<decltype(&::history_end)>("history_end");
    decltype(&::history) history = library.function<decltype(&::history)>("history");
};

const LibEdit& libedit() {
    static const LibEdit loaded;
    return loaded;
}

constexpr int kPollMilliseconds = 100;

/// One byte of standard input; false at its end or after a signal. Looks at the flag before it
/// waits, and again and again while it waits: a signal may come just before the wait begins.
bool read_byte(unsigned char& byte) {
    while (!interrupt_flag().load()) {
        pollfd input{STDIN_FILENO, POLLIN, 0};
        const int ready = ::poll(&input, 1, kPollMilliseconds);
        if (ready == 0 || (ready < 0 && errno == EINTR)) {
            continue;
        }
        const ssize_t n = ::read(STDIN_FILENO, &byte, 1);
        if (n == 1) {
            return true;
        }
        if (n == 0 || errno != EINTR) {
            return false;
        }
    }
    return false;
}

/// Reads one UTF-8 character for libedit: 1, or 0 at the end, or -1 after Ctrl-C.
int read_character(EditLine*, wchar_t* out) {
    unsigned char byte = 0;
    if (!read_byte(byte)) {
        return interrupt_flag().load() ? -1 : 0;
    }
    const int more = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc0 ? 1 : 0;
    char32_t point = more == 0 ? byte : byte & (0x3fU >> more);
    for (int i = 0; i < more; ++i) {
        if (!read_byte(byte)) {
            return interrupt_flag().load() ? -1 : 0;
        }
        point = (point << 6) | (byte & 0x3fU);
    }
    *out = static_cast<wchar_t>(point);
    return 1;
}

std::string common_prefix(const std::vector<std::string>& texts) {
    std::string prefix = texts.front();
    for (const std::string& text : texts) {
        const auto [a, b] = std::ranges::mismatch(prefix, text);
        prefix.resize(static_cast<std::size_t>(a - prefix.begin()));
    }
    while (!prefix.empty() && !is_valid_utf8(prefix)) {
        prefix.pop_back();
    }
    return prefix;
}

}  // namespace

struct LineEditor::Impl {
    EditLine* editor = nullptr;
    History* history = nullptr;
    std::string history_file;
    std::string prompt;
    Complete complete;

    static Impl& of(EditLine* editor) {
        void* self = nullptr;
        libedit().get(editor, EL_CLIENTDATA, &self);
        return *static_cast<Impl*>(self);
    }

    static char* prompt_of(EditLine* editor) { return of(editor).prompt.data(); }

    static unsigned char on_tab(EditLine* editor, int) { return of(editor).tab(); }

    unsigned char tab() {
        const LineInfo* info = libedit().line(editor);
        const std::string before(info->buffer, info->cursor);
        std::size_t begin = before.size();
        const std::vector<std::string> candidates = complete(before, begin);
        if (candidates.empty()) {
            return CC_REFRESH_BEEP;
        }
        const std::string word = before.substr(begin);
        const std::string best = common_prefix(candidates);
        if (best.size() > word.size() || candidates.size() == 1) {
            libedit().deletestr(editor, static_cast<int>(count_code_points(word)));
            libedit().insertstr(editor, best.c_str());
            return CC_REFRESH;
        }
        std::string listing = "\n";
        for (std::size_t i = 0; i < candidates.size() && i < kShownCandidates; ++i) {
            listing += printable(candidates[i]) + (i % 4 == 3 ? "\n" : "    ");
        }
        if (candidates.size() > kShownCandidates) {
            listing += "...";
        }
        fmt::print(stdout, "{}\n", listing);
        std::fflush(stdout);
        return CC_REDISPLAY;
    }
};

LineEditor::LineEditor(std::string history_file, Complete complete)
    : impl_(std::make_unique<Impl>()) {
    std::setlocale(LC_CTYPE, "C.UTF-8");
    impl_->complete = std::move(complete);
    impl_->history_file = std::move(history_file);
    impl_->editor = libedit().init("trefoil", stdin, stdout, stderr);
    impl_->history = libedit().history_init();
    if (impl_->editor == nullptr || impl_->history == nullptr) {
        throw Error("this terminal cannot be used for line editing");
    }
    HistEvent event{};
    libedit().history(impl_->history, &event, H_SETSIZE, kHistoryLines);
    libedit().history(impl_->history, &event, H_SETUNIQUE, 1);
    if (!impl_->history_file.empty()) {
        libedit().history(impl_->history, &event, H_LOAD, impl_->history_file.c_str());
    }
    EditLine* editor = impl_->editor;
    libedit().set(editor, EL_CLIENTDATA, impl_.get());
    libedit().set(editor, EL_PROMPT, &Impl::prompt_of);
    libedit().set(editor, EL_EDITOR, "emacs");
    libedit().set(editor, EL_HIST, libedit().history, impl_->history);
    libedit().set(editor, EL_GETCFN, &read_character);
    libedit().set(editor, EL_ADDFN, "trefoil-complete", "Complete the word", &Impl::on_tab);
    libedit().set(editor, EL_BIND, "^I", "trefoil-complete", nullptr);
    libedit().set(editor, EL_BIND, "^R", "em-inc-search-prev", nullptr);
    libedit().source(editor, nullptr);
}

LineEditor::~LineEditor() {
    if (!impl_->history_file.empty()) {
        const int fd =
            ::open(impl_->history_file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
        if (fd >= 0) {  // the history may hold names that are nobody else's business
            ::fchmod(fd, S_IRUSR | S_IWUSR);
            ::close(fd);
            HistEvent event{};
            libedit().history(impl_->history, &event, H_SAVE, impl_->history_file.c_str());
        }
    }
    libedit().history_end(impl_->history);
    libedit().end(impl_->editor);
}

std::optional<std::string> LineEditor::read(const std::string& prompt) {
    impl_->prompt = prompt;
    int count = 0;
    const char* line = libedit().gets(impl_->editor, &count);
    if (interrupt_flag().exchange(false)) {
        fmt::print(stdout, "^C\n");
        std::fflush(stdout);
        libedit().reset(impl_->editor);
        throw Interrupted();
    }
    if (line == nullptr || count <= 0) {
        return std::nullopt;
    }
    std::string text(line, static_cast<std::size_t>(count));
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) {
        text.pop_back();
    }
    return to_valid_utf8(text);
}

void LineEditor::remember(const std::string& statement) {
    if (statement.empty() || statement.front() == ' ') {
        return;
    }
    std::string line = statement;
    std::ranges::replace(line, '\n', ' ');
    HistEvent event{};
    libedit().history(impl_->history, &event, H_ENTER, line.c_str());
}

std::string default_history_file() {
    if (const char* file = std::getenv("TREFOIL_HISTORY")) {
        return file;
    }
    const char* home = std::getenv("HOME");
    return home != nullptr && *home != '\0' ? std::string(home) + "/.trefoil_history"
                                            : std::string();
}

}  // namespace trefoil::cli
