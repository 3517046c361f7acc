// Sentences become rows of the embedding tables, are sorted by length, run through the network in
// batches and get their strings back. Sentences longer than kWindow words are cut into windows,
// each parsed alone; the roots of the later windows hang on the root of the first as parataxis.
#include "extract/annotator.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "extract/neural/lemma.hpp"
#include "extract/neural/network.hpp"

namespace trefoil::extract {

namespace {

constexpr std::size_t kWindow = 400;      ///< words parsed at once
constexpr std::size_t kBatchWords = 640;  ///< of a batch, if it has more than one sentence
constexpr std::size_t kBatchSentences = 32;
constexpr std::size_t kRound = 1 << 14;  ///< sentences whose rows are held at a time

std::vector<std::string> read_labels(const ModelFile& model, std::string_view section,
                                     std::size_t least) {
    const auto bytes = model.section(section);
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    std::vector<std::string> labels;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        labels.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    if (labels.size() < least) {
        throw InputError("the model's section " + std::string(section) + " is damaged",
                         "english.model");
    }
    return labels;
}

/// Puts the form in lower case into `out`; returns the number of its ASCII capitals.
std::size_t lower_ascii(std::string_view form, std::string& out) {
    out = form;
    std::size_t capitals = 0;
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
            ++capitals;
        }
    }
    return capitals;
}

std::uint8_t to_sureness(float share) {
    constexpr float kMost = 255;
    return static_cast<std::uint8_t>(std::clamp(share * kMost + 0.5F, 0.0F, kMost));
}

/// A run of words parsed at once.
struct Window {
    Sentence* sentence = nullptr;
    std::size_t first = 0;
    std::size_t size = 0;
    std::size_t row = 0;  ///< of its first word in the round's arrays
};

bool ends_clause(const Token& token) {
    return token.form == ";" || token.form == "," || token.form == "." || token.form == ":" ||
           token.form == "!" || token.form == "?";
}

/// Where the window that starts at `first` ends: after the last clause end in its second half, if
/// any.
std::size_t window_end(const Sentence& sentence, std::size_t first) {
    const std::size_t n = sentence.tokens.size();
    if (n - first <= kWindow) {
        return n;
    }
    for (std::size_t end = first + kWindow; end > first + kWindow / 2; --end) {
        if (ends_clause(sentence.tokens[end - 1])) {
            return end;
        }
    }
    return first + kWindow;
}

}  // namespace

struct Annotator::Impl {
    explicit Impl(std::shared_ptr<const ModelFile> file)
        : model(std::move(file)), network(*model, neural::best_kernels()) {
        const neural::Sizes& sizes = network.sizes();
        upos = read_labels(*model, "net.labels.upos", sizes.upos);
        xpos = read_labels(*model, "net.labels.xpos", sizes.xpos);
        feats = read_labels(*model, "net.labels.feats", sizes.feats);
        rules = read_labels(*model, "net.labels.rules", sizes.rules);
        deprels = read_labels(*model, "net.labels.deprels", sizes.deprels);
        lexicon = neural::StringTable(model->section("net.lexicon.keys"), "net.lexicon.keys");
        const auto bytes = model->section("net.lexicon.rules");
        lexicon_rules = {reinterpret_cast<const std::uint16_t*>(bytes.data()), bytes.size() / 2};
        if (lexicon_rules.size() < lexicon.size()) {
            throw InputError("the model's section net.lexicon.rules is damaged", "english.model");
        }
    }

    /// The rule the lexicon has for the form under these tags, else the rule for its lower-case
    /// form if it is no proper name; nothing if it has neither.
    std::optional<std::uint16_t> known_rule(const Token& token, std::string& key) const {
        const auto find = [&]() -> std::optional<std::uint16_t> {
            key.append(1, '\t').append(token.upos).append(1, '\t').append(token.xpos);
            const std::uint32_t id = lexicon.find(key);
            if (id == neural::StringTable::kNone || lexicon_rules[id] >= rules.size()) {
                return std::nullopt;
            }
            return lexicon_rules[id];
        };
        key = token.form;
        auto rule = find();
        const bool common = token.xpos.starts_with("NN")
                                ? !token.xpos.starts_with("NNP")
                                : token.upos == "VERB" || token.upos == "ADV";
        if (!rule && common && lower_ascii(token.form, key) == 1) {
            rule = find();
        }
        return rule;
    }

    /// The lemma by the lexicon of training words, else by the rule the network chose; by its
    /// second choice if that alone makes a word with a static vector.
    void set_lemma(Token& token, const neural::WordResult& result, std::string& key) const {
        if (const auto rule = known_rule(token, key)) {
            token.lemma = neural::apply_lemma_rule(rules[*rule], token.form);
            return;
        }
        token.lemma = neural::apply_lemma_rule(rules[result.rule], token.form);
        if (token.upos == "VERB" || token.upos == "NOUN") {
            reconsider_lemma(token, rules[result.second_rule], key);
        }
    }

    /// Where the lemma cut from the form is no word that has a static vector, or nothing was cut
    /// from an inflected verb ("detailed"), takes the second rule's if that is one and not the form
    /// itself ("dragg" to "drag").
    void reconsider_lemma(Token& token, const std::string& second_rule, std::string& lower) const {
        lower_ascii(token.form, lower);
        const bool uncut = token.lemma == lower || token.lemma == token.form;
        if (second_rule[1] == '*' || (uncut ? !is_inflected(token, lower) : is_word(token.lemma))) {
            return;
        }
        std::string second = neural::apply_lemma_rule(second_rule, token.form);
        if (second != lower && is_word(second)) {
            token.lemma = std::move(second);
        } else if (token.upos == "VERB" && !uncut && is_word(token.lemma + 'e')) {
            token.lemma += 'e';
        }
    }

    /// A verb form of regular endings.
    static bool is_inflected(const Token& token, std::string_view lower) {
        constexpr std::size_t kShortest = 6;  // "shed", "wing" and the like are whole
        return lower.size() >= kShortest &&
               (((token.xpos == "VBD" || token.xpos == "VBN") && lower.ends_with("ed")) ||
                (token.xpos == "VBG" && lower.ends_with("ing")));
    }

    /// Has a static vector; a compound may have it by its last part or written as one word.
    [[nodiscard]] bool is_word(const std::string& lemma) const {
        const neural::StringTable& words = network.vocabularies().vectors;
        const auto known = [&](std::string_view word) {
            return words.find(word) != neural::StringTable::kNone;
        };
        const std::size_t hyphen = lemma.rfind('-');
        if (known(lemma) || hyphen == std::string::npos) {
            return known(lemma);
        }
        std::string joined = lemma;
        std::erase(joined, '-');
        return known(std::string_view(lemma).substr(hyphen + 1)) || known(joined);
    }

    void fill(const Window& window, std::span<const neural::WordResult> results,
              std::string& key) const {
        for (std::size_t i = 0; i < window.size; ++i) {
            Token& token = window.sentence->tokens[window.first + i];
            const neural::WordResult& r = results[i];
            token.upos = upos[r.upos];
            token.xpos = xpos[r.xpos];
            token.feats = feats[r.feats];
            token.deprel = deprels[r.deprel];
            token.sureness = to_sureness(r.arc_share * r.label_share);
            token.head = r.head == 0 ? kRoot : static_cast<TokenIndex>(window.first) + r.head - 1;
            set_lemma(token, r, key);
        }
    }

    /// Memory for one thread's batches, from those given back if there is one: fresh pages for
    /// every call would cost a tenth of the time of a short document.
    std::unique_ptr<neural::Workspace> take_workspace() const {
        const std::lock_guard lock(workspaces_mutex);
        if (workspaces.empty()) {
            return std::make_unique<neural::Workspace>();
        }
        auto workspace = std::move(workspaces.back());
        workspaces.pop_back();
        return workspace;
    }

    void give_back(std::unique_ptr<neural::Workspace> workspace) const {
        const std::lock_guard lock(workspaces_mutex);
        workspaces.push_back(std::move(workspace));
    }

    std::shared_ptr<const ModelFile> model;
    neural::Network network;
    std::vector<std::string> upos, xpos, feats, rules, deprels;
    neural::StringTable lexicon;
    std::span<const std::uint16_t> lexicon_rules;
    mutable std::mutex workspaces_mutex;
    mutable std::vector<std::unique_ptr<neural::Workspace>> workspaces;
};

namespace {

/// Hangs the roots of all windows but the first on the root of the first.
void join_windows(Sentence& sentence) {
    TokenIndex root = kRoot;
    for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
        Token& token = sentence.tokens[i];
        if (token.head != kRoot) {
            continue;
        }
        if (root == kRoot) {
            root = static_cast<TokenIndex>(i);
        } else {
            token.head = root;
            token.deprel = "parataxis";
        }
    }
}

/// The windows of some sentences with the embedding rows of their words, longest windows first, cut
/// into batches.
class Round {
  public:
    explicit Round(std::span<Sentence> sentences) {
        std::size_t words = 0;
        for (Sentence& sentence : sentences) {
            const std::size_t n = sentence.tokens.size();
            sentence.windowed = n > kWindow;
            for (std::size_t first = 0; first < n;) {
                const std::size_t end = window_end(sentence, first);
                windows_.push_back({&sentence, first, end - first, words});
                words += end - first;
                first = end;
            }
        }
        rows_.resize(words);
        results_.resize(words);
        std::ranges::stable_sort(windows_,
                                 [](const Window& a, const Window& b) { return a.size > b.size; });
        for (std::size_t at = 0; at < windows_.size();) {
            std::size_t end = at + 1;
            while (end < windows_.size() && end - at < kBatchSentences &&
                   (end - at + 1) * windows_[at].size <= kBatchWords) {
                ++end;
            }
            batches_.push_back({at, end});
            at = end;
        }
    }

    [[nodiscard]] std::size_t batches() const { return batches_.size(); }

    template <typename Fill>
    void run_batch(std::size_t index, const neural::Network& network, neural::Workspace& workspace,
                   Fill fill) {
        const auto [begin, end] = batches_[index];
        std::vector<neural::BatchSentence> members;
        for (std::size_t i = begin; i < end; ++i) {
            const Window& window = windows_[i];
            look_up(window, network.vocabularies());
            members.push_back(
                {std::span<const neural::WordRows>(rows_).subspan(window.row, window.size),
                 std::span(results_).subspan(window.row, window.size)});
        }
        network.run(members, workspace);
        for (std::size_t i = begin; i < end; ++i) {
            fill(windows_[i], std::span<const neural::WordResult>(members[i - begin].results));
        }
    }

  private:
    void look_up(const Window& window, const neural::Vocabularies& vocabularies) {
        neural::WordKeys keys;
        for (std::size_t i = 0; i < window.size; ++i) {
            const std::size_t at = window.first + i;
            keys.assign(window.sentence->tokens[at].form, at == 0);
            rows_[window.row + i] = vocabularies.rows(keys);
        }
    }

    std::vector<Window> windows_;
    std::vector<neural::WordRows> rows_;
    std::vector<neural::WordResult> results_;
    std::vector<std::pair<std::size_t, std::size_t>> batches_;
};

}  // namespace

Annotator::Annotator(std::shared_ptr<const ModelFile> model)
    : impl_(std::make_unique<Impl>(std::move(model))) {}

Annotator::~Annotator() = default;

void Annotator::annotate(std::span<Sentence> sentences, unsigned threads) const {
    for (std::size_t from = 0; from < sentences.size(); from += kRound) {
        const auto part = sentences.subspan(from, std::min(kRound, sentences.size() - from));
        Round round(part);
        std::atomic<std::size_t> next = 0;
        std::exception_ptr failure;
        std::mutex failure_mutex;
        const auto work = [&] {
            try {
                auto workspace = impl_->take_workspace();
                std::string key;
                for (std::size_t i = next++; i < round.batches(); i = next++) {
                    round.run_batch(i, impl_->network, *workspace,
                                    [&](const Window& window, auto results) {
                                        impl_->fill(window, results, key);
                                    });
                }
                impl_->give_back(std::move(workspace));
            } catch (...) {
                const std::lock_guard lock(failure_mutex);
                failure = std::current_exception();
            }
        };
        std::vector<std::jthread> others;
        for (std::size_t i = 1; i < std::min<std::size_t>(threads, round.batches()); ++i) {
            others.emplace_back(work);
        }
        work();
        others.clear();
        if (failure) {
            std::rethrow_exception(failure);
        }
        for (Sentence& sentence : part) {
            if (sentence.windowed) {
                join_windows(sentence);
            }
        }
    }
}

}  // namespace trefoil::extract
