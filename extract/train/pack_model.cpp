// pack_model OUT IN...: merges the sections of several model files into one. A section of a later
// input replaces one of the same name; the order is that of first appearance. OUT may be one of the
// inputs.
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "extract/model_file.hpp"

namespace {

using trefoil::extract::ModelFile;
using trefoil::extract::ModelWriter;

void merge(const std::string& out, const std::vector<std::string>& inputs) {
    std::vector<std::pair<std::string, std::vector<std::byte>>> sections;
    for (const std::string& input : inputs) {
        const auto model = ModelFile::open(input);
        model->verify();
        for (const std::string& name : model->names()) {
            const auto bytes = model->section(name);
            std::vector<std::byte> copy(bytes.begin(), bytes.end());
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
    if (argc < 3) {
        std::fprintf(stderr, "usage: pack_model OUT IN...\n");
        return 2;
    }
    try {
        merge(argv[1], {argv + 2, argv + argc});
    } catch (const trefoil::Error& error) {
        std::fprintf(stderr, "error: %s\n", error.what());
        return 1;
    }
    return 0;
}
