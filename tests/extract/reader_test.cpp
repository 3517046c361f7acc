#include "extract/reader.hpp"

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "extract/dateline.hpp"
#include "extract/html.hpp"

namespace trefoil::extract {

namespace {

namespace fs = std::filesystem;

/// A folder that goes away with its test.
class Folder {
  public:
    Folder() {
        static int count = 0;
        path_ = fs::temp_directory_path() /
                ("trefoil-reader-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
        fs::create_directories(path_);
    }

    ~Folder() { fs::remove_all(path_); }

    std::string write(const std::string& name, const std::string& bytes) const {
        const fs::path file = path_ / name;
        fs::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << bytes;
        return file.string();
    }

    [[nodiscard]] std::string str() const { return path_.string(); }

  private:
    fs::path path_;
};

std::vector<Document> read_all(std::vector<std::string> inputs, ReaderOptions options = {}) {
    Reader reader(std::move(inputs), std::move(options));
    std::vector<Document> documents;
    while (auto document = reader.next()) {
        documents.push_back(std::move(*document));
    }
    return documents;
}

std::string error_of(const std::string& input, ReaderOptions options = {}) {
    Reader reader({input}, std::move(options));
    try {
        while (reader.next()) {
        }
    } catch (const InputError& error) {
        return error.what();
    }
    return "no error";
}

/// Writes entries into a gzip-compressed tar file.
void write_tar(const std::string& path,
               const std::vector<std::pair<std::string, std::string>>& entries) {
    archive* out = archive_write_new();
    archive_write_add_filter_gzip(out);
    archive_write_set_format_pax_restricted(out);
    archive_write_open_filename(out, path.c_str());
    for (const auto& [name, bytes] : entries) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, name.c_str());
        archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_write_header(out, entry);
        archive_write_data(out, bytes.data(), bytes.size());
        archive_entry_free(entry);
    }
    archive_write_free(out);
}

}  // namespace

TEST_CASE("a text file is one document, its line ends kept, its byte order mark dropped") {
    const Folder folder;
    const std::string file = folder.write("a.txt", "\xef\xbb\xbfOne line.\r\nTwo.\r\n");
    const auto documents = read_all({file});
    REQUIRE(documents.size() == 1);
    CHECK(documents[0].text == "One line.\r\nTwo.\r\n");
    CHECK(documents[0].info == DocumentInfo{file, "", ""});
}

TEST_CASE("invalid bytes become replacement characters") {
    const Folder folder;
    CHECK(read_all({folder.write("a.txt", "caf\xe9 au lait")})[0].text == "caf\uFFFD au lait");
}

TEST_CASE("folders are read recursively in path order without hidden files and other endings") {
    const Folder folder;
    folder.write("b.txt", "B");
    folder.write("a/z.md", "Z");
    folder.write("a/.hidden/x.txt", "X");
    folder.write("a/program.cpp", "int main() {}");
    folder.write("a/zero.txt", std::string("a\0b", 3));
    Reader reader({folder.str()}, {});
    CHECK(reader.next()->text == "Z");
    CHECK(reader.next()->text == "B");
    CHECK_FALSE(reader.next().has_value());
    CHECK(reader.skipped().size() == 2);
}

TEST_CASE("inputs that cannot be used give one clear line") {
    const Folder folder;
    CHECK(error_of(folder.str() + "/none.txt")
              .ends_with("none.txt: cannot open: No such file or directory"));
    CHECK(error_of(folder.write("b.bin", std::string("ab\0c", 4)))
              .ends_with("b.bin: a binary file (zero byte at offset 2), not text"));
    CHECK(
        error_of(folder.write("e.txt", " \n\n")).ends_with("e.txt: empty: there is no text in it"));
    CHECK(error_of(folder.write("u.txt",
                                "\xff\xfe"
                                "a"))
              .find("UTF-16") != std::string::npos);
    CHECK(error_of(folder.write("p.pdf", "%PDF-1.4 ...")).find("PDF") != std::string::npos);
    CHECK(error_of(folder.write("t.gz", "\x1f\x8b\x08 not really packed")).find("cannot unpack") !=
          std::string::npos);
    const std::string long_line(5000, 'a');
    CHECK(error_of(folder.write("l.txt", long_line), {.max_document_bytes = 1000})
              .find("1000 bytes, the limit") != std::string::npos);
}

TEST_CASE("after an unusable input the next one is read") {
    const Folder folder;
    Reader reader({folder.str() + "/none.txt", folder.write("a.txt", "A")}, {});
    CHECK_THROWS_AS(reader.next(), InputError);
    CHECK(reader.next()->text == "A");
}

TEST_CASE("JSON lines give a document each; a bad line does not stop the others") {
    const Folder folder;
    const std::string file = folder.write("a.jsonl",
                                          "{\"text\":\"First.\",\"date\":\"2021-05-03T10:00:00Z\","
                                          "\"title\":\"T\",\"url\":\"https://x.org/1\"}\n"
                                          "not json\n\n{\"text\":\"Second.\"}");
    Reader reader({file}, {});
    CHECK(reader.next()->info == DocumentInfo{"https://x.org/1", "T", "2021-05-03"});
    CHECK_THROWS_WITH_AS(
        reader.next(), (file + ":2: not a JSON object with a string \"text\"").c_str(), InputError);
    const auto second = reader.next();
    CHECK(second->text == "Second.");
    CHECK(second->info.source == file + "#4");
    CHECK_FALSE(reader.next().has_value());
}

TEST_CASE("archives are read entry by entry") {
    const Folder folder;
    const std::string file = folder.str() + "/news.tar.gz";
    write_tar(file,
              {{"a.txt", "A."}, {"b/page.html", "<html><body><p>B.</p>"}, {"c.png", "no text"}});
    Reader reader({file}, {});
    CHECK(reader.next()->info.source == file + "!a.txt");
    CHECK(reader.next()->text == "B.");
    CHECK_FALSE(reader.next().has_value());
    CHECK(reader.skipped().size() == 1);
}

TEST_CASE("pieces cut plain text at blank lines and lose nothing") {
    const Folder folder;
    std::string text;
    for (int i = 0; i < 100; ++i) {
        text += "Paragraph " + std::to_string(i) + " — has\ntwo lines.\n\n";
    }
    Reader reader({folder.write("a.txt", text)}, {.piece_bytes = 256});
    std::string joined;
    std::size_t pieces = 0;
    std::uint64_t code_points = 0;
    while (const auto piece = reader.next()) {
        CHECK(reader.place().code_points == code_points);
        CHECK(piece->text.starts_with("Paragraph"));
        CHECK(piece->text.ends_with("\n\n"));
        code_points += piece->text.size() -
                       2 * static_cast<std::size_t>(std::ranges::count(piece->text, '\xe2'));
        joined += piece->text;
        ++pieces;
    }
    CHECK(joined == text);
    CHECK(pieces > 5);
}

TEST_CASE("pieces of lines know the number of their first line") {
    const Folder folder;
    std::string text;
    for (int i = 1; i <= 50; ++i) {
        text += "line " + std::to_string(i) + "\n";
    }
    Reader reader({folder.write("a.txt", text)}, {.format = InputFormat::Lines, .piece_bytes = 64});
    while (const auto piece = reader.next()) {
        CHECK(piece->text.starts_with("line " + std::to_string(reader.place().line) + "\n"));
    }
    CHECK(reader.place().line > 30);
}

TEST_CASE("a line longer than a piece may be is refused") {
    const Folder folder;
    CHECK(error_of(folder.write("a.txt", std::string(5000, 'a')),
                   {.piece_bytes = 64, .max_piece_bytes = 1000})
              .find("a line longer than 1000 bytes") != std::string::npos);
}

TEST_CASE("the date comes from the option, else from the head of the text, never from a sentence") {
    CHECK(head_date("Headline here\n\nThursday, December 27, 2007\n\nText.") == "2007-12-27");
    CHECK(head_date("BRUSSELS, March 3, 2022 (Agency) - The union said so.") == "2022-03-03");
    CHECK(head_date("Published: 22 February 2022 by a reporter of this paper in the city") ==
          "2022-02-22");
    CHECK(head_date("date 2022-02-22 Live updates: follow the latest news here") == "2022-02-22");
    CHECK(head_date("Town council votes for a bridge Thursday, May 4, 2023\n\nText.") ==
          "2023-05-04");
    CHECK(head_date("Thursday, May 4, 2023 The council of the town has met again.") ==
          "2023-05-04");
    CHECK(head_date("Town council votes for a bridge Friday, May 4, 2023\n\nText.").empty());
    CHECK(head_date("The council of the town will meet again on Thursday, May 4, 2023").empty());
    CHECK(head_date("Thursday, May 4, 2023 was a cold day in all of the country.").empty());
    CHECK(head_date("Ann Example (born 3 May 1950) is a painter.").empty());
    CHECK(head_date("The treaty was signed on 3 May 1950 by both of the countries in the town.")
              .empty());
    CHECK(head_date("31 February 2020").empty());
    const Folder folder;
    const std::string file = folder.write("a.txt", "3 May 2021\n\nText.");
    CHECK(read_all({file})[0].info.date == "2021-05-03");
    CHECK(read_all({file}, {.date = "2020-01-01"})[0].info.date == "2020-01-01");
}

TEST_CASE("a short first line before a blank line is the title") {
    CHECK(head_title("A Headline Without Stop\n\nText.") == "A Headline Without Stop");
    CHECK(head_title("A sentence.\n\nText.").empty());
    CHECK(head_title("Line one\nline two").empty());
}

TEST_CASE("of a web page the main text, title and date remain") {
    const HtmlText page = read_html(
        "<!doctype html><html><head><title>Site | T</title><meta property='og:title' content='The "
        "title'>"
        "<meta property='article:published_time' "
        "content='2022-03-01T08:00:00Z'><style>p{}</style></head><body>"
        "<nav><a href=/>Home</a></nav><article><h1>The title</h1><p>One <b>bold</b>&nbsp;word.</p>"
        "<script>var x = 'no';</script><p>Two<br>lines.</p><div hidden>secret</div></article>"
        "<footer>Imprint</footer></body></html>");
    CHECK(page.text == "The title\n\nOne bold\u00a0word.\n\nTwo\nlines.");
    CHECK(page.title == "The title");
    CHECK(page.date == "2022-03-01");
}

TEST_CASE("a page that nests without end is refused") {
    std::string html;
    for (int i = 0; i < 100000; ++i) {
        html += "<b>";
    }
    CHECK_THROWS_AS(read_html(html), Error);
}

}  // namespace trefoil::extract
