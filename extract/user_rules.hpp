#pragma once

#include <iosfwd>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "extract/extractors/extractor.hpp"

namespace trefoil::extract {

/// Extractors that a user wrote as patterns over lemma, part of speech, dependency relation and
/// entity type (docs/extraction.md, "Rules of your own"). Immutable once read; safe to use from
/// several threads.
class UserRules {
  public:
    /// Reads a rule file. Throws InputError with the line of the first mistake.
    UserRules(std::istream& in, const std::string& name);
    /// Reads the file at `path`. Throws InputError also if it cannot be read.
    explicit UserRules(const std::string& path);

    /// One a rule, in the order of the file. Their names are "rule:" and the rule's.
    [[nodiscard]] std::span<const std::unique_ptr<const Extractor>> extractors() const {
        return extractors_;
    }

    /// Hash of the rules' text: part of the version that is stored with documents.
    [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

  private:
    void read(std::istream& in, const std::string& name);

    std::vector<std::unique_ptr<const Extractor>> extractors_;
    std::string fingerprint_;
};

}  // namespace trefoil::extract
