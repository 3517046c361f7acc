#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "extract/conllu.hpp"
#include "extract/document.hpp"
#include "extract/sentence.hpp"

/// Parsed documents written by hand, for tests.
namespace trefoil::extract::testing {

struct SmallDocument {
    Document document;
    std::vector<Sentence> sentences;
};

/// One sentence a line, words separated by blanks. A word may carry "/UPOS", then "^HEAD:RELATION"
/// (head counted from 1, 0 is the root), then "@NAME" (a BIO tag): "Anna/PROPN^2:nsubj@B-Person". A
/// line "" starts a paragraph.
inline SmallDocument small_document(const std::vector<std::string>& lines,
                                    const std::string& date = "") {
    SmallDocument small;
    small.document.info.date = date;
    std::string& text = small.document.text;
    bool paragraph = true;
    for (const std::string& line : lines) {
        if (line.empty()) {
            text += "\n\n";
            paragraph = true;
            continue;
        }
        Sentence sentence;
        sentence.paragraph_start = paragraph;
        paragraph = false;
        std::istringstream words(line);
        std::string word;
        if (!text.empty() && text.back() != '\n') {
            text += ' ';
        }
        const auto begin = static_cast<std::uint32_t>(text.size());
        while (words >> word) {
            Token token;
            const auto cut = [&](char mark) {
                const std::size_t at = word.rfind(mark);
                std::string tail = at == std::string::npos || at == 0 ? "" : word.substr(at + 1);
                if (!tail.empty()) {
                    word.resize(at);
                }
                return tail;
            };
            token.name = cut('@');
            const std::string head = cut('^');
            token.upos = cut('/');
            if (!head.empty()) {
                token.head = static_cast<TokenIndex>(std::stoi(head)) - 1;
                token.deprel = head.substr(head.find(':') + 1);
            }
            token.form = word;
            token.lemma = token.upos == "PROPN" ? word : word;
            for (char& c : token.lemma) {
                c = token.upos != "PROPN" && c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a')
                                                                  : c;
            }
            token.lemma = token.lemma == "said" ? "say" : token.lemma;
            token.feats = "_";
            token.xpos = token.upos == "PROPN" ? "NNP" : token.upos == "NOUN" ? "NN" : "";
            if (!sentence.tokens.empty()) {
                text += ' ';
            }
            token.span.begin = static_cast<std::uint32_t>(text.size());
            text += word;
            token.span.end = static_cast<std::uint32_t>(text.size());
            sentence.tokens.push_back(token);
        }
        sentence.span = {begin, static_cast<std::uint32_t>(text.size())};
        small.sentences.push_back(std::move(sentence));
    }
    return small;
}

}  // namespace trefoil::extract::testing
