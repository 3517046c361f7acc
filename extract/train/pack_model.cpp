// pack_model OUT IN... [--second PARSER]: merges the sections of several model files into one. A
// section of a later input replaces one of the same name; the order is that of first appearance.
// OUT may be one of the inputs. The network of PARSER, which must have learnt from the same data,
// becomes the second of the committee: its weights, without the tables that both have, as "net2.".
#include <algorithm>
#include <cstdio>
#include <iterator>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "extract/model_file.hpp"
#include "extract/train/export.hpp"

namespace {

using trefoil::extract::ModelFile;
using trefoil::extract::ModelWriter;

std::vector<std::byte> copy_of(std::span<const std::byte> bytes) {
    return {bytes.begin(), bytes.end()};
}

void merge(const std::string& out, const std::vector<std::string>& inputs,
           const std::string& second) {
    std::vector<std::pair<std::string, std::vector<std::byte>>> sections;
    for (const std::string& input : inputs) {
        const auto model = ModelFile::open(input);
        model->verify();
        for (const std::string& name : model->names()) {
            std::vector<std::byte> copy = copy_of(model->section(name));
            auto known = sections.begin();
            while (known != sections.end() && known->first != name) {
                ++known;
            }
            if (known == sections.end()) {
                sections.emplace_back(name, std::move(copy));
            } else {
                known->second = std::move(copy);
            }
        }
    }
    if (!second.empty()) {
        std::erase_if(sections,
                      [](const auto& section) { return section.first.starts_with("net2."); });
        const auto parser = ModelFile::open(second);
        parser->verify();
        std::ranges::move(
            trefoil::extract::train::second_network(*parser, *ModelFile::open(inputs.front())),
            std::back_inserter(sections));
    }
    ModelWriter writer;
    for (auto& [name, bytes] : sections) {
        std::printf("%-32s %10zu bytes\n", name.c_str(), bytes.size());
        writer.add(name, std::move(bytes));
    }
    writer.write(out);
    std::printf("wrote %s, version %s\n", out.c_str(), ModelFile::open(out)->version().c_str());
}

}  // namespace

int main(int argc, char** argv) {
    std::vector<std::string> inputs(argv + 1, argv + argc);
    std::string second;
    if (inputs.size() > 2 && inputs[inputs.size() - 2] == "--second") {
        second = inputs.back();
        inputs.resize(inputs.size() - 2);
    }
    if (inputs.size() < 2) {
        std::fprintf(stderr, "usage: pack_model OUT IN... [--second PARSER]\n");
        return 2;
    }
    try {
        merge(inputs.front(), {inputs.begin() + 1, inputs.end()}, second);
    } catch (const trefoil::Error& error) {
        std::fprintf(stderr, "error: %s\n", error.what());
        return 1;
    }
    return 0;
}
