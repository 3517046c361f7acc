#include "extract/train/parameters.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>

#include "base/error.hpp"

namespace trefoil::extract::train {

void Parameter::fill(Random& random, double limit) {
    for (Eigen::Index i = 0; i < value.size(); ++i) {
        value.data()[i] = random.symmetric(limit);
    }
    average = value;
}

Parameter& Parameters::add(const std::string& name, Eigen::Index rows, Eigen::Index columns,
                           bool decays) {
    Parameter& p = parameters_.emplace_back();
    p.name = name;
    p.decays = decays;
    for (Eigen::MatrixXf* m : {&p.value, &p.gradient, &p.first, &p.second, &p.average}) {
        *m = Eigen::MatrixXf::Zero(rows, columns);
    }
    return p;
}

void Parameters::clear_gradients() {
    for (Parameter& p : parameters_) {
        p.gradient.setZero();
    }
}

std::size_t Parameters::count() const {
    std::size_t n = 0;
    for (const Parameter& p : parameters_) {
        n += static_cast<std::size_t>(p.value.size());
    }
    return n;
}

double Parameters::step(const AdamOptions& options, double rate) {
    ++steps_;
    double square = 0;
    for (const Parameter& p : parameters_) {
        square += static_cast<double>(p.gradient.squaredNorm());
    }
    const double norm = std::sqrt(square);
    const auto scale = static_cast<float>(norm > options.clip ? options.clip / norm : 1.0);
    const auto t = static_cast<double>(steps_);
    const auto beta1 = static_cast<float>(options.beta1);
    const auto beta2 = static_cast<float>(options.beta2);
    const auto step_size = static_cast<float>(rate / (1 - std::pow(options.beta1, t)));
    const auto root_scale = static_cast<float>(1 / std::sqrt(1 - std::pow(options.beta2, t)));
    const auto epsilon = static_cast<float>(options.epsilon);
    const auto keep = static_cast<float>(std::min(options.average_keep, (1 + t) / (10 + t)));
    for (Parameter& p : parameters_) {
        const auto shrink = static_cast<float>(p.decays ? 1 - rate * options.decay : 1.0);
        auto g = p.gradient.array();
        if (scale != 1) {
            g *= scale;
        }
        p.first.array() = beta1 * p.first.array() + (1 - beta1) * g;
        p.second.array() = beta2 * p.second.array() + (1 - beta2) * g.square();
        p.value.array() =
            p.value.array() * shrink -
            step_size * p.first.array() / (p.second.array().sqrt() * root_scale + epsilon);
        p.average.array() = keep * p.average.array() + (1 - keep) * p.value.array();
    }
    return norm;
}

void Parameters::swap_averages() {
    for (Parameter& p : parameters_) {
        p.value.swap(p.average);
    }
}

void Parameters::save(const std::string& path) const {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(&steps_), sizeof steps_);
    for (const Parameter& p : parameters_) {
        const std::uint64_t shape[] = {p.name.size(), static_cast<std::uint64_t>(p.value.rows()),
                                       static_cast<std::uint64_t>(p.value.cols())};
        out.write(reinterpret_cast<const char*>(shape), sizeof shape);
        out.write(p.name.data(), static_cast<std::streamsize>(p.name.size()));
        for (const Eigen::MatrixXf* m : {&p.value, &p.first, &p.second, &p.average}) {
            out.write(reinterpret_cast<const char*>(m->data()),
                      static_cast<std::streamsize>(sizeof(float)) * m->size());
        }
    }
    out.close();
    if (!out) {
        throw InputError("cannot write the checkpoint", path);
    }
}

void Parameters::load(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    in.read(reinterpret_cast<char*>(&steps_), sizeof steps_);
    for (Parameter& p : parameters_) {
        std::uint64_t shape[3] = {};
        in.read(reinterpret_cast<char*>(shape), sizeof shape);
        std::string name(in && shape[0] < 1000 ? shape[0] : 0, ' ');
        in.read(name.data(), static_cast<std::streamsize>(name.size()));
        if (!in || name != p.name || shape[1] != static_cast<std::uint64_t>(p.value.rows()) ||
            shape[2] != static_cast<std::uint64_t>(p.value.cols())) {
            throw InputError("the checkpoint is of another network (at " + p.name + ")", path);
        }
        for (Eigen::MatrixXf* m : {&p.value, &p.first, &p.second, &p.average}) {
            in.read(reinterpret_cast<char*>(m->data()),
                    static_cast<std::streamsize>(sizeof(float)) * m->size());
        }
    }
    if (!in) {
        throw InputError("cannot read the checkpoint", path);
    }
}

}  // namespace trefoil::extract::train
