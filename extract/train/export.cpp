#include "extract/train/export.hpp"

#include <cstring>
#include <fstream>
#include <iterator>
#include <span>
#include <vector>

#include "base/error.hpp"
#include "extract/model_file.hpp"
#include "extract/neural/packed.hpp"
#include "extract/neural/string_table.hpp"

namespace trefoil::extract::train {

namespace {

using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

std::vector<std::byte> bytes_of(std::span<const float> values) {
    std::vector<std::byte> out(values.size_bytes());
    std::memcpy(out.data(), values.data(), out.size());
    return out;
}

std::vector<std::byte> bytes_of(const std::string& text) {
    std::vector<std::byte> out(text.size());
    std::memcpy(out.data(), text.data(), out.size());
    return out;
}

std::vector<std::byte> lines(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) {
        text += name + "\n";
    }
    return bytes_of(text);
}

/// Writes the parameters of a network by name.
class Exporter {
  public:
    Exporter(ModelWriter& writer, Network& network) : writer_(writer), network_(network) {}

    const Eigen::MatrixXf& value(const std::string& name) {
        for (const Parameter& p : network_.parameters().all()) {
            if (p.name == name) {
                return p.value;
            }
        }
        throw InputError("the network has no parameter " + name, "train");
    }

    void matrix(const std::string& section, const std::string& weight, const std::string& bias) {
        matrix(section, value(weight), bias);
    }

    void matrix(const std::string& section, const RowMajor& weight, const std::string& bias) {
        const Eigen::MatrixXf b = bias.empty() ? Eigen::MatrixXf() : value(bias);
        writer_.add(section, neural::pack_matrix(static_cast<std::size_t>(weight.rows()),
                                                 static_cast<std::size_t>(weight.cols()),
                                                 span_of(weight), span_of(b)));
    }

    /// A trained embedding has a column a word: that is a row of the table.
    void table(const std::string& section, const Eigen::MatrixXf& columns) {
        writer_.add(section, neural::pack_table(static_cast<std::uint32_t>(columns.cols()),
                                                static_cast<std::uint32_t>(columns.rows()),
                                                span_of(columns)));
    }

    void norm(const std::string& section, const std::string& name) {
        const Eigen::MatrixXf& gain = value(name + ".gain");
        const Eigen::MatrixXf& bias = value(name + ".bias");
        std::vector<float> both(gain.data(), gain.data() + gain.size());
        both.insert(both.end(), bias.data(), bias.data() + bias.size());
        writer_.add(section, bytes_of(both));
    }

    void vector(const std::string& section, const std::string& name) {
        writer_.add(section, bytes_of(span_of(value(name))));
    }

  private:
    template <typename Matrix>
    static std::span<const float> span_of(const Matrix& m) {
        return {m.data(), static_cast<std::size_t>(m.size())};
    }

    ModelWriter& writer_;
    Network& network_;
};

Eigen::MatrixXf vectors_with_unknown(const StaticVectors& vectors, const Eigen::MatrixXf& unknown) {
    Eigen::MatrixXf out(unknown.rows(), static_cast<Eigen::Index>(vectors.words.size()) + 1);
    out.col(0) = unknown.col(0);
    for (std::size_t i = 0; i < vectors.words.size(); ++i) {
        for (std::size_t k = 0; k < vectors.width; ++k) {
            out(static_cast<Eigen::Index>(k), static_cast<Eigen::Index>(i + 1)) =
                vectors.scales[i] * static_cast<float>(vectors.values[i * vectors.width + k]);
        }
    }
    return out;
}

std::string read_text(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        throw InputError("cannot open the provenance text", path);
    }
    return {std::istreambuf_iterator<char>(in), {}};
}

void add_tables(ModelWriter& writer, const Inventory& inventory) {
    writer.add("net.words.vector", inventory.vector_table);
    writer.add("net.words.word", inventory.word_table);
    writer.add("net.words.affix", inventory.affix_table);
    writer.add("net.words.shape", inventory.shape_table);
    writer.add("net.labels.upos", lines(inventory.upos.names));
    writer.add("net.labels.xpos", lines(inventory.xpos.names));
    writer.add("net.labels.feats", lines(inventory.feats.names));
    writer.add("net.labels.rules", lines(inventory.rules.names));
    writer.add("net.labels.deprels", lines(inventory.deprels.names));
    writer.add("net.lexicon.keys", neural::StringTable::build(inventory.lexicon_keys));
    std::vector<std::byte> rules(inventory.lexicon_rules.size() * sizeof(std::uint16_t));
    std::memcpy(rules.data(), inventory.lexicon_rules.data(), rules.size());
    writer.add("net.lexicon.rules", std::move(rules));
}

}  // namespace

void write_parser(const std::string& path, const Inventory& inventory, Network& network,
                  const std::string& provenance) {
    ModelWriter writer;
    if (!provenance.empty()) {
        writer.add("provenance", bytes_of(read_text(provenance)));
    }
    const neural::Sizes sizes = network.sizes();
    std::vector<std::byte> size_bytes(sizeof sizes);
    std::memcpy(size_bytes.data(), &sizes, sizeof sizes);
    writer.add("net.sizes", std::move(size_bytes));
    add_tables(writer, inventory);

    Exporter out(writer, network);
    out.table("net.table.vector",
              vectors_with_unknown(inventory.vectors(), out.value("vector.unknown")));
    out.table("net.table.word", out.value("embedding.word"));
    out.table("net.table.affix", out.value("embedding.affix"));
    out.table("net.table.shape", out.value("embedding.shape"));
    const Eigen::MatrixXf& input = out.value("input.weight");
    const auto split = static_cast<Eigen::Index>(sizes.vector_width);
    out.matrix("net.input.vector", RowMajor(input.leftCols(split)), "input.bias");
    out.matrix("net.input.rest", RowMajor(input.rightCols(input.cols() - split)), "");
    out.norm("net.input.norm", "input.norm");
    for (const std::string layer : {"lstm1", "lstm2"}) {
        for (const std::string direction : {".forward", ".backward"}) {
            const std::string name = layer + direction;
            out.matrix("net." + name + ".input", name + ".input", name + ".bias");
            out.matrix("net." + name + ".hidden", name + ".hidden", "");
        }
        out.norm("net." + layer + ".norm", layer + ".norm");
    }
    out.matrix("net.tag.hidden", "tag.hidden.weight", "tag.hidden.bias");
    out.matrix("net.tag.out", "tag.out.weight", "tag.out.bias");
    out.matrix("net.tag.feedback", "tag.feedback.weight", "tag.feedback.bias");
    out.matrix("net.projection", "projection.weight", "projection.bias");
    out.matrix("net.arc", "arc.weight", "arc.bias");
    out.matrix("net.arc.distance", "arc.distance", "");
    out.vector("net.arc.root", "arc.root");
    out.matrix("net.label.dependent", "label.dependent.weight", "label.dependent.bias");
    out.matrix("net.label.product", "label.product", "");
    out.matrix("net.label.head", "label.head", "");
    out.vector("net.label.root", "label.root");
    writer.write(path);
}

}  // namespace trefoil::extract::train
