#include "extract/conllu.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <fstream>
#include <istream>
#include <ostream>
#include <utility>

#include "base/error.hpp"

namespace trefoil::extract {

namespace {

constexpr std::size_t kColumns = 10;

/// One line of a sentence: a word, or a multi-word token over words first..last.
struct Row {
    std::size_t first = 0;
    std::size_t last = 0;
    bool multi_word = false;
    std::array<std::string, kColumns> cells;
};

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::string lower_ascii(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    }
    return out;
}

std::uint32_t offset(std::size_t at) {
    return static_cast<std::uint32_t>(at);
}

/// Collects documents line by line.
class Reader {
  public:
    explicit Reader(std::string name) : name_(std::move(name)) {}

    void take(std::string_view line) {
        ++line_;
        if (!line.empty() && line.back() == '\r') {
            line.remove_suffix(1);
        }
        if (line.empty()) {
            end_sentence();
        } else if (line.front() == '#') {
            comment(line);
        } else {
            row(line);
        }
    }

    std::vector<ConlluDocument> finish() {
        end_sentence();
        return std::move(documents_);
    }

  private:
    [[noreturn]] void fail(const std::string& message) const {
        throw InputError(message, name_, line_);
    }

    void comment(std::string_view line) {
        line.remove_prefix(1);
        while (!line.empty() && line.front() == ' ') {
            line.remove_prefix(1);
        }
        const std::size_t equals = line.find('=');
        std::string_view key = line.substr(0, equals);
        while (!key.empty() && key.back() == ' ') {
            key.remove_suffix(1);
        }
        std::string_view value =
            equals == std::string_view::npos ? std::string_view() : line.substr(equals + 1);
        while (!value.empty() && is_space(value.front())) {
            value.remove_prefix(1);
        }
        while (!value.empty() && is_space(value.back())) {
            value.remove_suffix(1);
        }
        if (key.starts_with("newdoc")) {
            documents_.emplace_back();
            documents_.back().id = value;
            new_paragraph_ = true;
        } else if (key.starts_with("newpar")) {
            new_paragraph_ = true;
        } else if (key == "text") {
            text_ = value;
        } else if (key == "sent_id") {
            notes_.sent_id = value;
        }
        notes_.comments.emplace_back(line);
    }

    void row(std::string_view line) {
        Row row;
        std::size_t column = 0;
        for (std::size_t begin = 0; column < kColumns; ++column) {
            const std::size_t tab = line.find('\t', begin);
            row.cells[column] = line.substr(begin, tab - begin);
            if (tab == std::string_view::npos) {
                break;
            }
            begin = tab + 1;
        }
        if (column != kColumns - 1) {
            fail("a word line must have 10 columns");
        }
        const std::string& id = row.cells[0];
        if (id.find('.') != std::string::npos) {
            return;  // an empty node of the enhanced graph
        }
        const std::size_t dash = id.find('-');
        row.multi_word = dash != std::string::npos;
        row.first = number(std::string_view(id).substr(0, dash));
        row.last = row.multi_word ? number(std::string_view(id).substr(dash + 1)) : row.first;
        if (row.first != words_ + 1 || row.last < row.first || row.last - row.first > 100) {
            fail("word id " + id + " out of order");
        }
        words_ += row.multi_word ? 0 : 1;
        rows_.push_back(std::move(row));
    }

    [[nodiscard]] std::size_t number(std::string_view text) const {
        std::size_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc() || end != text.data() + text.size()) {
            fail("'" + std::string(text) + "' is not a word id");
        }
        return value;
    }

    void end_sentence() {
        if (!rows_.empty()) {
            if (documents_.empty()) {
                documents_.emplace_back();
            }
            add_sentence(documents_.back());
            new_paragraph_ = false;
            notes_ = {};
        }
        rows_.clear();
        words_ = 0;
        text_.clear();
    }

    /// The surface tokens: rows that are not inside a multi-word token.
    [[nodiscard]] std::vector<const Row*> surface() const {
        std::vector<const Row*> out;
        std::size_t covered = 0;
        for (const Row& row : rows_) {
            if (row.multi_word || row.first > covered) {
                out.push_back(&row);
                covered = std::max(covered, row.last);
            }
        }
        return out;
    }

    /// Spans of the surface tokens in text_; empty if they do not stand in it one after the other.
    [[nodiscard]] std::vector<Span> align(const std::vector<const Row*>& tokens) const {
        std::vector<Span> spans;
        std::size_t at = 0;
        for (const Row* token : tokens) {
            while (at < text_.size() && is_space(text_[at])) {
                ++at;
            }
            const std::string& form = token->cells[1];
            if (text_.compare(at, form.size(), form) != 0) {
                return {};
            }
            spans.push_back({offset(at), offset(at + form.size())});
            at += form.size();
        }
        return at == text_.size() ? spans : std::vector<Span>();
    }

    void rebuild_text(const std::vector<const Row*>& tokens) {
        text_.clear();
        for (const Row* token : tokens) {
            text_ += token->cells[1];
            if (token != tokens.back() && conllu_value(token->cells[9], "SpaceAfter") != "No") {
                text_ += ' ';
            }
        }
    }

    void add_sentence(ConlluDocument& document) {
        const std::vector<const Row*> tokens = surface();
        std::vector<Span> spans = align(tokens);
        if (spans.empty()) {
            rebuild_text(tokens);
            spans = align(tokens);
        }
        if (spans.empty()) {
            fail("the words cannot be placed in the text of the sentence");
        }
        if (!document.text.empty()) {
            document.text += new_paragraph_ ? "\n\n" : " ";
        }
        const std::uint32_t base = offset(document.text.size());
        Sentence sentence;
        sentence.paragraph_start = new_paragraph_ || document.sentences.empty();
        sentence.span = {base, base + offset(text_.size())};
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            const Span span{spans[i].begin + base, spans[i].end + base};
            const bool space_after = conllu_value(tokens[i]->cells[9], "SpaceAfter") != "No";
            add_words(sentence, *tokens[i], span, space_after);
        }
        document.text += text_;
        document.sentences.push_back(std::move(sentence));
        document.notes.push_back(std::move(notes_));
    }

    void add_words(Sentence& sentence, const Row& token, Span span, bool space_after) {
        std::string parts;
        for (const Row& row : rows_) {
            if (!row.multi_word && row.first >= token.first && row.first <= token.last) {
                parts += row.cells[1];
            }
        }
        const bool visible = lower_ascii(parts) == lower_ascii(token.cells[1]);
        std::uint32_t at = span.begin;
        for (const Row& row : rows_) {
            if (row.multi_word || row.first < token.first || row.first > token.last) {
                continue;
            }
            Token word = word_of(row);
            word.span = span;
            word.space_after = space_after;
            if (token.multi_word) {
                word.part = static_cast<std::uint8_t>(row.first - token.first + 1);
                word.parts = static_cast<std::uint8_t>(token.last - token.first + 1);
                word.space_after = space_after && row.first == token.last;
            }
            if (token.multi_word && visible) {
                word.span = {at, at + offset(word.form.size())};
                at = word.span.end;
            }
            sentence.tokens.push_back(std::move(word));
            notes_.misc.push_back(row.cells[9]);
        }
    }

    [[nodiscard]] Token word_of(const Row& row) const {
        Token word;
        word.form = row.cells[1];
        word.lemma = row.cells[2];
        word.upos = row.cells[3];
        word.xpos = row.cells[4];
        word.feats = row.cells[5];
        word.head = row.cells[6] == "_" ? kRoot : static_cast<TokenIndex>(number(row.cells[6])) - 1;
        word.deprel = row.cells[7];
        return word;
    }

    std::string name_;
    std::uint64_t line_ = 0;
    std::vector<ConlluDocument> documents_;
    std::vector<Row> rows_;
    std::size_t words_ = 0;
    std::string text_;
    ConlluNotes notes_;
    bool new_paragraph_ = true;
};

void write_cell(std::ostream& out, std::string_view value) {
    out << '\t' << (value.empty() ? std::string_view("_") : value);
}

/// MISC of one line: "SpaceAfter=No" where asked, then the name tag.
std::string misc_column(bool space_after, std::string_view name) {
    std::string out = space_after ? "" : "SpaceAfter=No";
    if (!name.empty() && name != "O") {
        out += (out.empty() ? "NE=" : "|NE=") + std::string(name);
    }
    return out;
}

void write_word(std::ostream& out, std::size_t id, const Token& word,
                const ConlluOptions& options) {
    const bool in_token = word.parts != 0;
    out << id;
    for (const std::string* cell : {&word.form, &word.lemma, &word.upos, &word.xpos, &word.feats}) {
        write_cell(out, *cell);
    }
    if (word.deprel.empty()) {
        out << "\t_\t_";
    } else {
        out << '\t' << word.head + 1 << '\t' << word.deprel;
    }
    out << "\t_";
    write_cell(out, misc_column(in_token || word.space_after,
                                options.name_tags ? word.name : std::string()));
    out << '\n';
}

/// The line "2-3 don't ..." before the first word of a multi-word token.
void write_range(std::ostream& out, std::string_view text, const Sentence& sentence,
                 std::size_t first) {
    const Token& word = sentence.tokens[first];
    const std::size_t last = std::min(first + word.parts, sentence.tokens.size()) - 1;
    const Token& end = sentence.tokens[last];
    out << first + 1 << '-' << last + 1 << '\t' << Span{word.span.begin, end.span.end}.of(text)
        << "\t_\t_\t_\t_\t_\t_\t_";
    write_cell(out, misc_column(end.space_after, {}));
    out << '\n';
}

}  // namespace

std::string_view conllu_value(std::string_view column, std::string_view key) {
    while (!column.empty()) {
        const std::size_t bar = column.find('|');
        const std::string_view part = column.substr(0, bar);
        if (part.size() > key.size() && part.starts_with(key) && part[key.size()] == '=') {
            return part.substr(key.size() + 1);
        }
        column = bar == std::string_view::npos ? std::string_view() : column.substr(bar + 1);
    }
    return {};
}

std::vector<ConlluDocument> read_conllu(std::istream& in, const std::string& name) {
    Reader reader(name);
    for (std::string line; std::getline(in, line);) {
        reader.take(line);
    }
    return reader.finish();
}

std::vector<ConlluDocument> read_conllu_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        throw InputError("cannot open the CoNLL-U file", path);
    }
    return read_conllu(in, path);
}

void write_conllu(std::ostream& out, std::string_view text, const Sentence& sentence,
                  const ConlluOptions& options) {
    if (!options.newdoc.empty()) {
        out << "# newdoc id = " << options.newdoc << '\n';
    }
    if (sentence.paragraph_start) {
        out << "# newpar\n";
    }
    if (!options.sent_id.empty()) {
        out << "# sent_id = " << options.sent_id << '\n';
    }
    std::string line(sentence.span.of(text));
    std::ranges::replace_if(
        line, [](char c) { return c == '\n' || c == '\r'; }, ' ');
    out << "# text = " << line << '\n';
    for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
        if (sentence.tokens[i].part == 1) {
            write_range(out, text, sentence, i);
        }
        write_word(out, i + 1, sentence.tokens[i], options);
    }
    out << '\n';
}

}  // namespace trefoil::extract
