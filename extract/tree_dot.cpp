#include "extract/tree_dot.hpp"

#include <ostream>

namespace trefoil::extract {

namespace {

/// Text inside a quoted string of the DOT language: no bare quotes and backslashes, no line ends.
std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    }
    return out + '"';
}

std::string label_of(const Token& token) {
    std::string label = quoted(token.form);
    label.pop_back();
    for (const std::string& line : {token.upos, token.name}) {
        if (!line.empty() && line != "O") {
            label += "\\n" + line;
        }
    }
    return label + '"';
}

}  // namespace

void write_dot_tree(std::ostream& out, std::string_view text, const Sentence& sentence,
                    const std::string& name) {
    out << "digraph " << quoted(name) << " {\n";
    if (!sentence.tokens.empty()) {
        out << "    graph [label=" << quoted(sentence.span.of(text)) << ", ordering=out]\n"
            << "    node [shape=plain]\n";
    }
    for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
        out << "    " << i + 1 << " [label=" << label_of(sentence.tokens[i]) << "]\n";
    }
    for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
        const Token& token = sentence.tokens[i];
        if (token.head != kRoot) {
            out << "    " << token.head + 1 << " -> " << i + 1 << " [label=" << quoted(token.deprel)
                << "]\n";
        }
    }
    out << "}\n";
}

}  // namespace trefoil::extract
