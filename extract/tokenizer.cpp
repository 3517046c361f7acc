// One averaged perceptron with three classes (inside, token end, sentence end) decides at every
// candidate boundary that walk_boundaries() offers, greedily from left to right; tokens are then
// split into words by CliticSplitter. The weights are a hashed table of two bytes a slot: the
// scores of "token end" and "sentence end" over "inside".
#include <algorithm>
#include <cstring>
#include <utility>

#include "base/error.hpp"
#include "extract/annotator.hpp"
#include "extract/clitics.hpp"
#include "extract/segmenter.hpp"

namespace trefoil::extract {

namespace {

template <class T>
std::span<const T> numbers(const ModelFile& model, std::string_view name) {
    const auto bytes = model.section(name);
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
}

std::string_view characters(const ModelFile& model, std::string_view name) {
    const auto bytes = model.section(name);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void require_power_of_two(std::size_t size, std::string_view name) {
    if (size == 0 || (size & (size - 1)) != 0) {
        throw InputError("section " + std::string(name) + " has a wrong size; reinstall Trefoil",
                         "model");
    }
}

}  // namespace

struct Tokenizer::Impl {
    explicit Impl(std::shared_ptr<const ModelFile> file)
        : model(std::move(file)),
          weights(numbers<std::int8_t>(*model, "tok.weights")),
          habits(numbers<std::uint32_t>(*model, "tok.habits")),
          clitics(characters(*model, "tok.clitics"), numbers<std::int8_t>(*model, "tok.split")) {
        require_power_of_two(weights.size(), "tok.weights");
        require_power_of_two(model->section("tok.habits").size(), "tok.habits");
        require_power_of_two(model->section("tok.split").size(), "tok.split");
    }

    std::shared_ptr<const ModelFile> model;  ///< shared: the spans below view its bytes
    std::span<const std::int8_t> weights;    ///< [slots][2]
    CaseHabits habits;
    CliticSplitter clitics;

    void run(std::string_view text, std::uint32_t offset, bool one_sentence, bool new_paragraph,
             const std::function<void(Sentence&&)>& take) const;
};

namespace {

/// Builds sentences from the decisions of one walk.
class SentenceBuilder final : public BoundaryVisitor {
  public:
    SentenceBuilder(std::span<const std::int8_t> weights, const CliticSplitter& clitics,
                    std::string_view text, std::uint32_t offset, bool one_sentence,
                    const std::function<void(Sentence&&)>& take)
        : weights_(weights),
          clitics_(clitics),
          text_(text),
          offset_(offset),
          one_sentence_(one_sentence),
          take_(take) {}

    Boundary decide(const Candidate& candidate) override {
        last_candidate_ = candidate.byte;
        last_at_space_ = candidate.at_space;
        const std::size_t mask = weights_.size() / 2 - 1;
        int token = 0;
        int sentence = 0;
        for (const std::uint32_t feature : candidate.features) {
            const std::size_t slot = (feature & mask) * 2;
            token += weights_[slot];
            sentence += weights_[slot + 1];
        }
        if (sentence > token && (candidate.at_space || sentence > 0)) {
            return Boundary::Sentence;
        }
        return candidate.at_space || token > 0 ? Boundary::Token : Boundary::Inside;
    }

    void token(std::size_t begin, std::size_t end, bool new_paragraph) override {
        if (sentence_.tokens.empty() && !pending_) {
            sentence_.paragraph_start = new_paragraph;
        }
        const std::string_view form = text_.substr(begin, end - begin);
        flush(form);
        pending_ = true;
        begin_ = begin;
        end_ = end;
        space_ = last_at_space_ && last_candidate_ == end;
        if (!one_sentence_ && sentence_.tokens.size() + 1 >= kMaxSentenceWords) {
            sentence_end();
        }
    }

    void sentence_end() override {
        if (one_sentence_) {
            return;
        }
        finish();
    }

    /// Hands over what is there, if anything.
    void finish() {
        flush({});
        if (sentence_.tokens.empty()) {
            return;
        }
        split_last_number();
        sentence_.span = {sentence_.tokens.front().span.begin, sentence_.tokens.back().span.end};
        take_(std::move(sentence_));
        sentence_ = {};
    }

  private:
    /// "rose to 3.5 | .": behind other words a number with two stops ends the sentence with the
    /// second one.
    void split_last_number() {
        const Token& last = sentence_.tokens.back();
        const std::string& form = last.form;
        if (sentence_.tokens.size() < 3 || form.size() < 4 || form.back() != '.' ||
            last.parts > 0 || form.find_first_not_of("0123456789.,") != std::string::npos ||
            form.find('.') + 1 == form.size() || form.front() < '0' || form.front() > '9') {
            return;
        }
        const std::size_t begin = last.span.begin - offset_;
        const std::size_t end = last.span.end - offset_;
        const bool space = last.space_after;
        sentence_.tokens.pop_back();
        add(begin, end - 1, false, 0, 0);
        add(end - 1, end, space, 0, 0);
    }

    /// Adds the waiting token, now that the one after it is known.
    void flush(std::string_view next) {
        if (!pending_) {
            return;
        }
        pending_ = false;
        const std::string_view form = text_.substr(begin_, end_ - begin_);
        const std::vector<std::size_t> lengths = clitics_.split(form, previous_, next);
        previous_ = form;
        if (lengths.empty()) {
            add(begin_, end_, space_, 0, 0);
            return;
        }
        std::size_t at = begin_;
        for (std::size_t i = 0; i < lengths.size(); ++i) {
            add(at, at + lengths[i], space_ && i + 1 == lengths.size(), i + 1, lengths.size());
            at += lengths[i];
        }
    }

    void add(std::size_t begin, std::size_t end, bool space, std::size_t part, std::size_t parts) {
        Token token;
        token.span = {static_cast<std::uint32_t>(begin) + offset_,
                      static_cast<std::uint32_t>(end) + offset_};
        token.form = text_.substr(begin, end - begin);
        token.space_after = space;
        token.part = static_cast<std::uint8_t>(part);
        token.parts = static_cast<std::uint8_t>(parts);
        sentence_.tokens.push_back(std::move(token));
    }

    std::span<const std::int8_t> weights_;
    const CliticSplitter& clitics_;
    std::string_view text_;
    std::uint32_t offset_;
    bool one_sentence_;
    const std::function<void(Sentence&&)>& take_;

    Sentence sentence_;
    bool pending_ = false;
    bool space_ = true;
    std::size_t last_candidate_ = 0;
    bool last_at_space_ = true;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::string_view previous_;
};

}  // namespace

void Tokenizer::Impl::run(std::string_view text, std::uint32_t offset, bool one_sentence,
                          bool new_paragraph, const std::function<void(Sentence&&)>& take) const {
    bool any = false;
    const std::function<void(Sentence &&)> taken = [&](Sentence&& sentence) {
        any = true;
        if (one_sentence) {
            sentence.paragraph_start = new_paragraph;
        }
        take(std::move(sentence));
    };
    SentenceBuilder builder(weights, clitics, text, offset, one_sentence, taken);
    walk_boundaries(text, habits, builder);
    builder.finish();
    if (one_sentence && !any) {
        Sentence empty;
        empty.span = {offset, offset};
        empty.paragraph_start = new_paragraph;
        take(std::move(empty));
    }
}

Tokenizer::Tokenizer(std::shared_ptr<const ModelFile> model)
    : impl_(std::make_unique<Impl>(std::move(model))) {}

Tokenizer::~Tokenizer() = default;

void Tokenizer::for_each_sentence(std::string_view text, TokenizeOptions options,
                                  std::uint32_t offset,
                                  const std::function<void(Sentence&&)>& take) const {
    if (!options.lines) {
        impl_->run(text, offset, false, true, take);
        return;
    }
    bool new_paragraph = true;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t newline = std::min(text.find('\n', begin), text.size());
        std::string_view line = text.substr(begin, newline - begin);
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        bool empty = false;
        impl_->run(line, offset + static_cast<std::uint32_t>(begin), true, new_paragraph,
                   [&](Sentence&& sentence) {
                       empty = sentence.tokens.empty();
                       take(std::move(sentence));
                   });
        new_paragraph = empty;
        begin = newline + 1;
    }
}

std::vector<Sentence> Tokenizer::tokenize(std::string_view text, TokenizeOptions options,
                                          std::uint32_t offset) const {
    std::vector<Sentence> sentences;
    for_each_sentence(text, options, offset,
                      [&](Sentence&& sentence) { sentences.push_back(std::move(sentence)); });
    return sentences;
}

}  // namespace trefoil::extract
