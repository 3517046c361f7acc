#include "extract/train/import.hpp"

#include <cstring>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "extract/neural/packed.hpp"

namespace trefoil::extract::train {

namespace {

/// The opposite of export.cpp's Exporter: reads parameters by name from the sections.
class Importer {
  public:
    Importer(const ModelFile& model, Network& network) : model_(model), network_(network) {}

    void matrix(const std::string& section, const std::string& weight, const std::string& bias) {
        const neural::PackedMatrix m = neural::view_matrix(model_.section(section), section);
        set(weight, unpack(m));
        if (!bias.empty()) {
            set(bias,
                Eigen::Map<const Eigen::MatrixXf>(m.bias, static_cast<Eigen::Index>(m.rows), 1));
        }
    }

    static Eigen::MatrixXf unpack(const neural::PackedMatrix& m) {
        Eigen::MatrixXf out(m.rows, m.columns);
        for (std::size_t r = 0; r < m.rows; ++r) {
            for (std::size_t k = 0; k < m.columns; ++k) {
                const std::size_t at = ((r / 16) * m.groups + k / 4) * 64 + (r % 16) * 4 + k % 4;
                out(static_cast<Eigen::Index>(r), static_cast<Eigen::Index>(k)) =
                    m.scales[r] * static_cast<float>(m.weights[at]);
            }
        }
        return out;
    }

    Eigen::MatrixXf table(const std::string& section) {
        const neural::PackedTable t = neural::view_table(model_.section(section), section);
        Eigen::MatrixXf out(t.width, t.rows);
        for (std::size_t r = 0; r < t.rows; ++r) {
            for (std::size_t k = 0; k < t.width; ++k) {
                out(static_cast<Eigen::Index>(k), static_cast<Eigen::Index>(r)) =
                    t.scales[r] * static_cast<float>(t.values[r * t.width + k]);
            }
        }
        return out;
    }

    std::vector<float> floats(const std::string& section) {
        const auto bytes = model_.section(section);
        std::vector<float> out(bytes.size() / sizeof(float));
        std::memcpy(out.data(), bytes.data(), out.size() * sizeof(float));
        return out;
    }

    void norm(const std::string& section, const std::string& name) {
        const std::vector<float> both = floats(section);
        const auto n = static_cast<Eigen::Index>(both.size() / 2);
        set(name + ".gain", Eigen::Map<const Eigen::MatrixXf>(both.data(), n, 1));
        set(name + ".bias", Eigen::Map<const Eigen::MatrixXf>(both.data() + n, n, 1));
    }

    void vector(const std::string& section, const std::string& name) {
        const std::vector<float> values = floats(section);
        set(name, Eigen::Map<const Eigen::MatrixXf>(values.data(),
                                                    static_cast<Eigen::Index>(values.size()), 1));
    }

    void set(const std::string& name, const Eigen::MatrixXf& value) {
        for (Parameter& p : network_.parameters().all()) {
            if (p.name == name && p.value.rows() == value.rows() &&
                p.value.cols() == value.cols()) {
                p.value = value;
                p.average = value;
                return;
            }
        }
        throw InputError("the model does not fit the network at " + name, "train");
    }

  private:
    const ModelFile& model_;
    Network& network_;
};

std::string text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void check_labels(const ModelFile& model, const std::string& section,
                  const Inventory::Labels& labels) {
    std::string expected;
    for (const std::string& name : labels.names) {
        expected += name + "\n";
    }
    if (text_of(model.section(section)) != expected) {
        throw InputError("the model was trained on other data: " + section + " differs", "train");
    }
}

void check_table(const ModelFile& model, const std::string& section,
                 const std::vector<std::byte>& expected) {
    const auto bytes = model.section(section);
    if (!std::equal(bytes.begin(), bytes.end(), expected.begin(), expected.end())) {
        throw InputError("the model was trained on other data: " + section + " differs", "train");
    }
}

void check_inventory(const ModelFile& model, const Inventory& inventory) {
    check_labels(model, "net.labels.upos", inventory.upos);
    check_labels(model, "net.labels.xpos", inventory.xpos);
    check_labels(model, "net.labels.feats", inventory.feats);
    check_labels(model, "net.labels.rules", inventory.rules);
    check_labels(model, "net.labels.deprels", inventory.deprels);
    check_table(model, "net.words.vector", inventory.vector_table);
    check_table(model, "net.words.word", inventory.word_table);
    check_table(model, "net.words.affix", inventory.affix_table);
    check_table(model, "net.words.shape", inventory.shape_table);
}

}  // namespace

std::unique_ptr<Network> read_parser(const ModelFile& model, const Inventory& inventory) {
    check_inventory(model, inventory);
    neural::Sizes sizes;
    const auto bytes = model.section("net.sizes");
    if (bytes.size() != sizeof sizes) {
        throw InputError("the model has another form of network", "train");
    }
    std::memcpy(&sizes, bytes.data(), sizeof sizes);
    auto network =
        std::make_unique<Network>(sizes, inventory.vectors(), inventory.word_counts(), 1);
    Importer in(model, *network);
    in.set("vector.unknown", in.table("net.table.vector").col(0));
    in.set("embedding.word", in.table("net.table.word"));
    in.set("embedding.affix", in.table("net.table.affix"));
    in.set("embedding.shape", in.table("net.table.shape"));
    const neural::PackedMatrix left =
        neural::view_matrix(model.section("net.input.vector"), "net.input.vector");
    const neural::PackedMatrix right =
        neural::view_matrix(model.section("net.input.rest"), "net.input.rest");
    Eigen::MatrixXf input(left.rows, left.columns + right.columns);
    input << Importer::unpack(left), Importer::unpack(right);
    in.set("input.weight", input);
    in.set("input.bias",
           Eigen::Map<const Eigen::MatrixXf>(left.bias, static_cast<Eigen::Index>(left.rows), 1));
    in.norm("net.input.norm", "input.norm");
    for (const std::string layer : {"lstm1", "lstm2"}) {
        for (const std::string direction : {".forward", ".backward"}) {
            const std::string name = layer + direction;
            in.matrix("net." + name + ".input", name + ".input", name + ".bias");
            in.matrix("net." + name + ".hidden", name + ".hidden", "");
        }
        in.norm("net." + layer + ".norm", layer + ".norm");
    }
    in.matrix("net.tag.hidden", "tag.hidden.weight", "tag.hidden.bias");
    in.matrix("net.tag.out", "tag.out.weight", "tag.out.bias");
    in.matrix("net.tag.feedback", "tag.feedback.weight", "tag.feedback.bias");
    in.matrix("net.projection", "projection.weight", "projection.bias");
    in.matrix("net.arc", "arc.weight", "arc.bias");
    in.matrix("net.arc.distance", "arc.distance", "");
    in.vector("net.arc.root", "arc.root");
    in.matrix("net.label.dependent", "label.dependent.weight", "label.dependent.bias");
    in.matrix("net.label.product", "label.product", "");
    in.matrix("net.label.head", "label.head", "");
    in.vector("net.label.root", "label.root");
    return network;
}

void copy_weights(Network& from, Network& to) {
    auto source = from.parameters().all().begin();
    for (Parameter& p : to.parameters().all()) {
        if (source->value.rows() != p.value.rows() || source->value.cols() != p.value.cols()) {
            throw InputError("the network to start from has other sizes, at " + p.name, "train");
        }
        p.value = source->value;
        p.average = source->average;
        ++source;
    }
}

}  // namespace trefoil::extract::train
