// Three layers: Walk lists files, InputFile gives the bytes of one (unpacked), and one of four
// content readers (text, pieces, JSON lines, HTML) makes documents of them.

#include "extract/reader.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "extract/dateline.hpp"
#include "extract/html.hpp"
#include "extract/input_file.hpp"

namespace trefoil::extract {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kReadBytes = std::size_t{1} << 16;
constexpr std::size_t kSniffBytes = 8192;

/// A file that is no text: an error where the user named it, passed over inside a folder.
class NotText : public InputError {
  public:
    using InputError::InputError;
};

std::string megabytes(std::size_t bytes) {
    return bytes >= (std::size_t{1} << 20) ? std::to_string(bytes >> 20) + " MB"
                                           : std::to_string(bytes) + " bytes";
}

std::string_view ending_of(std::string_view name) {
    const std::size_t dot = name.find_last_of('.');
    return dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
}

bool is_known_ending(std::string_view ending) {
    constexpr std::array<std::string_view, 9> kKnown{"",    "txt",   "text",  "md",    "html",
                                                     "htm", "xhtml", "jsonl", "ndjson"};
    return std::ranges::find(kKnown, ending) != kKnown.end();
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}

bool all_blank(std::string_view text) {
    return std::ranges::all_of(text, is_blank);
}

/// Throws NotText if `bytes` cannot be text.
void require_text(std::string_view bytes, const std::string& name) {
    if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff")) {
        throw NotText("text in UTF-16; convert it first (iconv -f UTF-16 -t UTF-8)", name);
    }
    if (bytes.starts_with("%PDF-")) {
        throw NotText("a PDF file, not text; convert it first (pdftotext)", name);
    }
    if (const std::size_t zero = bytes.find('\0'); zero != std::string_view::npos) {
        throw NotText("a binary file (zero byte at offset " + std::to_string(zero) + "), not text",
                      name);
    }
    const std::string_view head = bytes.substr(0, kSniffBytes);
    const auto odd = std::ranges::count_if(head, [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && !is_blank(c) && c != '\x1b' && c != '\b';
    });
    if (static_cast<std::size_t>(odd) * 10 > head.size()) {
        throw NotText(
            "a binary file (" + std::to_string(odd) + " control characters at its start), not text",
            name);
    }
}

/// Lists the files behind the inputs, folder by folder.
class Walk {
  public:
    explicit Walk(std::vector<std::string> inputs) : inputs_(inputs.begin(), inputs.end()) {}

    struct File {
        std::string path;
        bool named = true;  ///< by the user; false for files found in a folder
    };

    std::optional<File> next(std::vector<std::string>& skipped) {
        while (found_.empty()) {
            if (inputs_.empty()) {
                return std::nullopt;
            }
            std::string input = std::move(inputs_.front());
            inputs_.pop_front();
            std::error_code ignored;
            if (input == "-" || !fs::is_directory(input, ignored)) {
                return File{std::move(input), true};
            }
            list(input, skipped);
        }
        File file{std::move(found_.front()), false};
        found_.pop_front();
        return file;
    }

    /// Files and folders that are still to come, as far as they are known.
    [[nodiscard]] std::size_t left() const { return found_.size() + inputs_.size(); }

  private:
    void list(const std::string& folder, std::vector<std::string>& skipped) {
        std::vector<std::string> paths;
        std::error_code error;
        fs::recursive_directory_iterator it(folder, error);
        for (const fs::recursive_directory_iterator end; !error && it != end; it.increment(error)) {
            const std::string name = it->path().filename().string();
            std::error_code ignored;
            if (name.starts_with('.')) {
                it.disable_recursion_pending();
            } else if (it->is_regular_file(ignored)) {
                paths.push_back(it->path().string());
            }
        }
        if (error) {
            throw InputError("cannot list the folder: " + error.message(), folder);
        }
        std::ranges::sort(paths);
        const bool any =
            std::ranges::any_of(paths, [](const std::string& path) { return is_taken(path); });
        if (!any) {
            throw InputError("no text, HTML or JSONL file in this folder", folder);
        }
        for (std::string& path : paths) {
            if (is_taken(path)) {
                found_.push_back(std::move(path));
            } else {
                skipped.push_back(path + ": not a text file by its ending");
            }
        }
    }

    static bool is_taken(const std::string& path) {
        const std::string name = content_name_of(path);
        const std::string_view ending = ending_of(name);
        return is_known_ending(ending) || ending == "tar" || ending == "tgz" || ending == "zip" ||
               ending == "tbz2" || ending == "txz";
    }

    std::deque<std::string> inputs_;
    std::deque<std::string> found_;
};

/// The bytes of the current entry, with what was read but not yet used.
struct Buffer {
    std::string bytes;
    bool at_end = false;

    /// Reads until `size` bytes are there or the entry ends.
    void fill(InputFile& file, std::size_t size) {
        while (!at_end && bytes.size() < size) {
            const std::size_t before = bytes.size();
            bytes.resize(before + kReadBytes);
            const std::size_t n = file.read(bytes.data() + before, kReadBytes);
            bytes.resize(before + n);
            at_end = n == 0;
        }
    }
};

/// End of the last paragraph in `bytes` (after its blank line); 0 if there is no blank line.
std::size_t last_paragraph_end(std::string_view bytes) {
    for (std::size_t at = bytes.size(); at > 0;) {
        const std::size_t newline = bytes.rfind('\n', at - 1);
        if (newline == std::string_view::npos || newline == 0) {
            return 0;
        }
        const std::size_t before = bytes.find_last_not_of(" \t\r", newline - 1);
        if (before != std::string_view::npos && bytes[before] == '\n') {
            return newline + 1;
        }
        at = newline;
    }
    return 0;
}

std::size_t last_line_end(std::string_view bytes) {
    const std::size_t newline = bytes.rfind('\n');
    return newline == std::string_view::npos ? 0 : newline + 1;
}

InputFormat sniff(std::string_view head, const std::string& content_name) {
    const std::string_view ending = ending_of(content_name);
    if (ending == "jsonl" || ending == "ndjson") {
        return InputFormat::Jsonl;
    }
    if (ending == "html" || ending == "htm" || ending == "xhtml") {
        return InputFormat::Html;
    }
    const std::size_t first = head.find_first_not_of(" \t\r\n");
    if (ending == "txt" || ending == "text" || first == std::string_view::npos) {
        return InputFormat::Text;
    }
    std::string start(head.substr(first, 15));
    std::ranges::transform(start, start.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    if (start.starts_with("<!doctype html") || start.starts_with("<html")) {
        return InputFormat::Html;
    }
    const std::string_view rest = head.substr(first);
    const bool object = rest.starts_with('{') &&
                        rest.substr(0, rest.find('\n')).find("\"text\"") != std::string_view::npos;
    return object ? InputFormat::Jsonl : InputFormat::Text;
}

}  // namespace

struct Reader::Impl {
    Impl(std::vector<std::string> inputs, ReaderOptions opts)
        : walk(std::move(inputs)), options(std::move(opts)) {}

    std::optional<Document> next() {
        while (true) {
            if (!in_entry && !next_entry()) {
                return std::nullopt;
            }
            try {
                if (std::optional<Document> document = read_entry()) {
                    return document;
                }
            } catch (const NotText& error) {
                in_entry = false;
                if (named && !file->in_archive()) {
                    throw;
                }
                skipped.emplace_back(error.what());
            } catch (const InputError& error) {
                in_entry = in_entry && format == InputFormat::Jsonl && error.line() != 0;
                throw;
            }
        }
    }

    bool next_entry() {
        while (true) {
            if (!file) {
                const std::optional<Walk::File> found = walk.next(skipped);
                if (!found) {
                    return false;
                }
                named = found->named;
                ++files;
                file = std::make_unique<InputFile>(found->path);
            }
            try {
                if (!file->next_entry()) {
                    file.reset();
                    continue;
                }
            } catch (...) {
                file.reset();
                throw;
            }
            if (file->in_archive() && !is_known_ending(ending_of(file->content_name()))) {
                skipped.push_back(file->name() + ": not a text file by its ending");
                continue;
            }
            start_entry();
            return true;
        }
    }

    void start_entry() {
        in_entry = true;
        buffer = {};
        where = {};
        piece_date.clear();
        code_points_read = 0;
        line_at = 0;
        lines_read = 0;
        started = false;
    }

    /// The next document of the current entry; none at its end.
    std::optional<Document> read_entry() {
        if (!started) {
            started = true;
            buffer.fill(*file, kSniffBytes);
            require_text(std::string_view(buffer.bytes).substr(0, kSniffBytes), file->name());
            if (buffer.at_end && all_blank(buffer.bytes) && options.format != InputFormat::Lines) {
                throw NotText("empty: there is no text in it", file->name());
            }
            format = options.format == InputFormat::Auto ? sniff(buffer.bytes, file->content_name())
                                                         : options.format;
        }
        switch (format) {
            case InputFormat::Jsonl:
                return next_json();
            case InputFormat::Html:
                return whole(true);
            default:
                return options.piece_bytes > 0 ? next_piece() : whole(false);
        }
    }

    std::optional<Document> whole(bool html) {
        buffer.fill(*file, options.max_document_bytes + 1);
        in_entry = false;
        if (buffer.bytes.size() > options.max_document_bytes) {
            throw InputError("longer than " + megabytes(options.max_document_bytes) +
                                 ", the limit of one document; split it into articles, or give "
                                 "JSONL with one article a line",
                             file->name());
        }
        require_text(buffer.bytes, file->name());
        Document document;
        document.info.source = file->name();
        document.text = to_valid_utf8(buffer.bytes);
        buffer = {};
        if (html) {
            take_html(document);
        } else if (format != InputFormat::Lines) {
            document.info.title = head_title(document.text);
        }
        set_date(document);
        return document;
    }

    void take_html(Document& document) const {
        try {
            HtmlText page = read_html(document.text);
            document.text = std::move(page.text);
            document.info.title = std::move(page.title);
            document.info.date = std::move(page.date);
        } catch (const Error& error) {
            throw InputError(error.what(), document.info.source);
        }
        if (document.text.empty()) {
            throw NotText("empty: the page has no text", document.info.source);
        }
    }

    void set_date(Document& document) const {
        if (!options.date.empty()) {
            document.info.date = options.date;
        } else if (document.info.date.empty() && format != InputFormat::Lines) {
            document.info.date = head_date(document.text);
        }
    }

    std::optional<Document> next_piece() {
        buffer.fill(*file, options.piece_bytes);
        std::size_t end = piece_end(options.piece_bytes);
        if (end == 0) {
            buffer.fill(*file, options.max_piece_bytes);
            end = piece_end(options.max_piece_bytes);
            end = end == 0 ? last_line_end(
                                 std::string_view(buffer.bytes).substr(0, options.max_piece_bytes))
                           : end;
        }
        if (end == 0 && buffer.at_end && buffer.bytes.size() <= options.max_piece_bytes) {
            end = buffer.bytes.size();
        }
        if (end == 0 && !buffer.bytes.empty()) {
            in_entry = false;
            throw InputError("a line longer than " + megabytes(options.max_piece_bytes) +
                                 ", the limit of one piece; break it into lines",
                             file->name(), where.line + lines_read);
        }
        if (end == 0) {
            in_entry = false;
            return std::nullopt;
        }
        return piece(end);
    }

    /// Where the next piece of at most `size` bytes may be cut: the rest at the end of the entry,
    /// else after a paragraph (or line); 0 if nowhere.
    [[nodiscard]] std::size_t piece_end(std::size_t size) const {
        if (buffer.at_end && buffer.bytes.size() <= size) {
            return buffer.bytes.size();
        }
        const std::string_view head = std::string_view(buffer.bytes).substr(0, size);
        return format == InputFormat::Lines ? last_line_end(head) : last_paragraph_end(head);
    }

    Document piece(std::size_t end) {
        const std::string_view bytes = std::string_view(buffer.bytes).substr(0, end);
        require_text(bytes, file->name());
        where.line += lines_read;
        where.code_points += code_points_read;
        where.first_piece = where.line == 1 && where.code_points == 0;
        Document document;
        document.info.source = file->name();
        document.text = to_valid_utf8(bytes);
        lines_read = static_cast<std::uint64_t>(std::ranges::count(bytes, '\n'));
        code_points_read = count_code_points(document.text);
        buffer.bytes.erase(0, end);
        if (where.first_piece && format != InputFormat::Lines) {
            piece_date = options.date.empty() ? head_date(document.text) : options.date;
        }
        document.info.date = format == InputFormat::Lines ? options.date : piece_date;
        return document;
    }

    std::optional<Document> next_json() {
        while (true) {
            const std::optional<std::string> line = next_line();
            if (!line) {
                in_entry = false;
                return std::nullopt;
            }
            if (!all_blank(*line)) {
                return json_document(*line);
            }
        }
    }

    std::optional<std::string> next_line() {
        std::size_t newline = buffer.bytes.find('\n', line_at);
        for (std::size_t want = kReadBytes; newline == std::string::npos && !buffer.at_end;
             want *= 2) {
            buffer.bytes.erase(0, line_at);
            line_at = 0;
            const std::size_t seen = buffer.bytes.size();
            buffer.fill(*file, std::min(want, options.max_document_bytes + 1));
            newline = buffer.bytes.find('\n', seen);
            if (newline == std::string::npos && buffer.bytes.size() > options.max_document_bytes) {
                in_entry = false;
                throw InputError("a line longer than " + megabytes(options.max_document_bytes) +
                                     ", the limit of one document",
                                 file->name(), where.line + lines_read);
            }
        }
        if (newline == std::string::npos && line_at == buffer.bytes.size()) {
            line_at = 0;
            return std::nullopt;
        }
        const std::size_t end = newline == std::string::npos ? buffer.bytes.size() : newline;
        std::string line = buffer.bytes.substr(line_at, end - line_at);
        line_at = newline == std::string::npos ? end : newline + 1;
        where.line += lines_read;
        lines_read = 1;
        return line;
    }

    [[nodiscard]] Document json_document(const std::string& line) const {
        const nlohmann::json object = nlohmann::json::parse(to_valid_utf8(line), nullptr, false);
        const auto field = [&](const char* key) {
            const auto it = object.find(key);
            return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
        };
        if (!object.is_object() || !object.contains("text") || !object["text"].is_string()) {
            throw InputError("not a JSON object with a string \"text\"", file->name(), where.line);
        }
        Document document;
        document.text = field("text");
        if (all_blank(document.text)) {
            throw InputError("empty: \"text\" has no text", file->name(), where.line);
        }
        document.info.title = field("title");
        document.info.date = iso_date(field("date"));
        document.info.source = field("url");
        if (document.info.source.empty()) {
            document.info.source = file->name() + "#" + std::to_string(where.line);
        }
        set_date(document);
        return document;
    }

    Walk walk;
    ReaderOptions options;
    std::unique_ptr<InputFile> file;
    std::size_t files = 0;  ///< opened so far
    bool named = true;
    bool in_entry = false;
    bool started = false;
    InputFormat format = InputFormat::Text;
    Buffer buffer;
    std::size_t line_at = 0;  ///< JSONL: start of the next line in the buffer
    InputPlace where;
    std::uint64_t lines_read = 0;  ///< lines of the last piece or JSON line
    std::uint64_t code_points_read = 0;
    std::string piece_date;
    std::vector<std::string> skipped;
};

Reader::Reader(std::vector<std::string> inputs, ReaderOptions options)
    : impl_(std::make_unique<Impl>(std::move(inputs), std::move(options))) {}

Reader::~Reader() = default;

std::optional<Document> Reader::next() {
    return impl_->next();
}

const InputPlace& Reader::place() const {
    return impl_->where;
}

double Reader::share() const {
    const double current = impl_->file ? impl_->file->share().value_or(0) : 1;
    const auto opened = static_cast<double>(impl_->files);
    return opened == 0
               ? 0
               : (opened - 1 + current) / (opened + static_cast<double>(impl_->walk.left()));
}

const std::vector<std::string>& Reader::skipped() const {
    return impl_->skipped;
}

}  // namespace trefoil::extract
