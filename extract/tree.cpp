#include "extract/tree.hpp"

#include "extract/tree_repair.hpp"
#include "extract/word_table.hpp"

namespace trefoil::extract {

namespace {

constexpr WordTable<Rel, 53> kRels({{
    {"root", Rel::Root},
    {"nsubj", Rel::Nsubj},
    {"nsubj:pass", Rel::NsubjPass},
    {"nsubj:outer", Rel::NsubjOuter},
    {"csubj", Rel::Csubj},
    {"csubj:pass", Rel::CsubjPass},
    {"obj", Rel::Obj},
    {"iobj", Rel::Iobj},
    {"obl", Rel::Obl},
    {"obl:agent", Rel::OblAgent},
    {"obl:unmarked", Rel::OblUnmarked},
    {"obl:tmod", Rel::OblUnmarked},
    {"obl:npmod", Rel::OblUnmarked},
    {"ccomp", Rel::Ccomp},
    {"xcomp", Rel::Xcomp},
    {"advcl", Rel::Advcl},
    {"advcl:relcl", Rel::AdvclRelcl},
    {"acl", Rel::Acl},
    {"acl:relcl", Rel::AclRelcl},
    {"appos", Rel::Appos},
    {"nmod", Rel::Nmod},
    {"nmod:poss", Rel::NmodPoss},
    {"nmod:unmarked", Rel::NmodUnmarked},
    {"nmod:tmod", Rel::NmodUnmarked},
    {"nmod:npmod", Rel::NmodUnmarked},
    {"nmod:desc", Rel::NmodDesc},
    {"flat", Rel::Flat},
    {"compound", Rel::Compound},
    {"compound:prt", Rel::CompoundPrt},
    {"amod", Rel::Amod},
    {"nummod", Rel::Nummod},
    {"det", Rel::Det},
    {"det:predet", Rel::DetPredet},
    {"case", Rel::Case},
    {"mark", Rel::Mark},
    {"aux", Rel::Aux},
    {"aux:pass", Rel::AuxPass},
    {"cop", Rel::Cop},
    {"cc", Rel::Cc},
    {"cc:preconj", Rel::CcPreconj},
    {"conj", Rel::Conj},
    {"parataxis", Rel::Parataxis},
    {"expl", Rel::Expl},
    {"discourse", Rel::Discourse},
    {"dislocated", Rel::Dislocated},
    {"fixed", Rel::Fixed},
    {"punct", Rel::Punct},
    {"advmod", Rel::Advmod},
    {"vocative", Rel::Vocative},
    {"list", Rel::List},
    {"orphan", Rel::Orphan},
    {"reparandum", Rel::Reparandum},
    {"dep", Rel::Dep},
}});

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
        }
    }
    return result;
}

}  // namespace

Rel rel_from(std::string_view deprel) {
    if (const auto rel = kRels.find(deprel)) {
        return *rel;
    }
    const auto colon = deprel.find(':');
    return colon == std::string_view::npos ? Rel::Other : rel_from(deprel.substr(0, colon));
}

Tree::Tree(const Sentence& sentence) : sentence_(&sentence) {
    const std::size_t n = sentence.tokens.size();
    heads_.resize(n, kRoot);
    rels_.reserve(n);
    lemmas_.reserve(n);
    forms_.reserve(n);
    for (std::size_t i = 0; i < n; ++i) {
        const Token& token = sentence.tokens[i];
        const bool inside = token.head >= 0 && token.head < static_cast<TokenIndex>(n) &&
                            token.head != static_cast<TokenIndex>(i);
        heads_[i] = inside ? token.head : kRoot;
        rels_.push_back(rel_from(token.deprel));
        forms_.push_back(lower(token.form));
        lemmas_.push_back(token.lemma.empty() || token.lemma == "_" ? forms_.back()
                                                                    : lower(token.lemma));
    }
    Arcs arcs{sentence, forms_, lemmas_, heads_, rels_};
    repair_tree(arcs);
    // Break cycles: a token whose chain of heads meets itself becomes a root. state: 0 new, 1 on
    // the chain, 2 done.
    std::vector<std::uint8_t> state(n, 0);
    for (std::size_t i = 0; i < n; ++i) {
        std::vector<std::size_t> chain;
        std::size_t at = i;
        while (state[at] == 0) {
            state[at] = 1;
            chain.push_back(at);
            if (heads_[at] == kRoot) {
                break;
            }
            const auto next = static_cast<std::size_t>(heads_[at]);
            if (state[next] == 1) {
                heads_[at] = kRoot;
                break;
            }
            at = next;
        }
        for (const std::size_t t : chain) {
            state[t] = 2;
        }
    }
    child_begin_.assign(n + 1, 0);
    for (const TokenIndex h : heads_) {
        if (h != kRoot) {
            ++child_begin_[static_cast<std::size_t>(h) + 1];
        }
    }
    for (std::size_t i = 0; i < n; ++i) {
        child_begin_[i + 1] += child_begin_[i];
    }
    child_list_.resize(n == 0 ? 0 : child_begin_[n]);
    auto fill = child_begin_;
    for (std::size_t i = 0; i < n; ++i) {
        if (heads_[i] != kRoot) {
            child_list_[fill[static_cast<std::size_t>(heads_[i])]++] = static_cast<TokenIndex>(i);
        }
    }
}

std::span<const TokenIndex> Tree::children(TokenIndex i) const {
    const auto at = static_cast<std::size_t>(i);
    return std::span<const TokenIndex>(child_list_)
        .subspan(child_begin_[at], child_begin_[at + 1] - child_begin_[at]);
}

bool Tree::is(TokenIndex i, std::initializer_list<Rel> rels) const {
    return std::find(rels.begin(), rels.end(), rel(i)) != rels.end();
}

TokenIndex Tree::child(TokenIndex i, std::initializer_list<Rel> rels) const {
    for (const TokenIndex c : children(i)) {
        if (is(c, rels)) {
            return c;
        }
    }
    return -1;
}

TokenIndex Tree::child_form(TokenIndex i, std::string_view wanted) const {
    for (const TokenIndex c : children(i)) {
        if (form(c) == wanted) {
            return c;
        }
    }
    return -1;
}

TokenSet Tree::subtree(TokenIndex top) const {
    return subtree(top, [](TokenIndex) { return false; });
}

bool Tree::dominates(TokenIndex above, TokenIndex below) const {
    for (TokenIndex at = below; at != kRoot; at = head(at)) {
        if (at == above) {
            return true;
        }
    }
    return false;
}

bool Tree::is_noun(TokenIndex i) const {
    const std::string& upos = token(i).upos;
    return upos == "NOUN" || upos == "PROPN" || upos == "PRON" || upos == "NUM";
}

bool Tree::is_past_participle(TokenIndex i) const {
    const Token& t = token(i);
    return t.xpos == "VBN" ||
           (t.xpos == "VBD" && t.feats.find("VerbForm=Part") != std::string::npos);
}

bool Tree::is_tensed(TokenIndex i) const {
    const std::string& xpos = token(i).xpos;
    return (xpos == "VBD" && !is_past_participle(i)) || xpos == "VBZ" || xpos == "VBP" ||
           xpos == "MD";
}

bool Tree::is_relative(TokenIndex i) const {
    const Token& t = token(i);
    if (t.feats.find("PronType=Rel") != std::string::npos) {
        return true;
    }
    const std::string_view f = form(i);
    if (t.xpos == "WDT" || t.xpos == "WP" || t.xpos == "WRB" || t.xpos == "WP$") {
        return f == "who" || f == "whom" || f == "which" || f == "that" || f == "where" ||
               f == "when" || f == "whose" || f == "why";
    }
    // "a plan, of course, that will fail", "a plan that cuts costs and that helps shops": called
    // demonstrative, but the first word of its clause.
    const TokenIndex verb = is(i, {Rel::Nsubj, Rel::NsubjPass}) ? head(i) : kRoot;
    const TokenIndex above = verb == kRoot || verb < i ? kRoot : head(verb);
    const bool joined = above != kRoot && i > 0 && rel(verb) == Rel::Conj &&
                        token(i - 1).upos == "CCONJ" && rel(above) == Rel::AclRelcl;
    const bool opens =
        above != kRoot && rel(verb) == Rel::AclRelcl && above < i && children(verb).front() == i;
    return f == "that" && is_pronoun(i) && (t.xpos != "DT" || opens || joined);
}

}  // namespace trefoil::extract
