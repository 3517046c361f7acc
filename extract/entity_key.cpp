#include "extract/entity_key.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace trefoil::extract {

namespace {

bool is_combining(UChar32 c) {
    const auto type = u_charType(c);
    return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK;
}

bool is_quote(UChar32 c) {
    return c == u'\'' || c == 0x2018 || c == 0x2019 || c == 0x02BC || c == u'`' || c == 0x00B4;
}

/// Blanks and everything that separates words: hyphens, dashes, commas, slashes.
bool separates(UChar32 c) {
    if (u_isUWhiteSpace(c)) {
        return true;
    }
    switch (u_charType(c)) {
        case U_DASH_PUNCTUATION:
        case U_CONNECTOR_PUNCTUATION:
        case U_START_PUNCTUATION:
        case U_END_PUNCTUATION:
        case U_INITIAL_PUNCTUATION:
        case U_FINAL_PUNCTUATION:
            return true;
        default:
            return c == u',' || c == u'/' || c == u'"' || c == u';' || c == u':';
    }
}

icu::UnicodeString decompose(std::string_view name) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* nfkd = icu::Normalizer2::getNFKDInstance(status);
    auto text = icu::UnicodeString::fromUTF8(
        icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())));
    if (U_FAILURE(status)) {
        return text;
    }
    auto result = nfkd->normalize(text, status);
    return U_FAILURE(status) ? text : result;
}

void drop_prefix(std::string& text, std::string_view prefix) {
    if (text.size() > prefix.size() && text.starts_with(prefix)) {
        text.erase(0, prefix.size());
    }
}

void drop_suffix(std::string& text, std::string_view suffix) {
    if (text.size() > suffix.size() && text.ends_with(suffix)) {
        text.erase(text.size() - suffix.size());
    }
}

}  // namespace

std::string normalised_name(std::string_view name) {
    const auto source = decompose(name);
    icu::UnicodeString kept;
    bool blank = false;
    for (std::int32_t i = 0; i < source.length(); i = source.moveIndex32(i, 1)) {
        UChar32 c = source.char32At(i);
        if (is_combining(c) || c == u'.') {
            continue;
        }
        if (is_quote(c)) {
            c = u'\'';
        } else if (separates(c)) {
            blank = true;
            continue;
        }
        if (blank && !kept.isEmpty()) {
            kept.append(u' ');
        }
        blank = false;
        kept.append(u_foldCase(c, U_FOLD_CASE_DEFAULT));
    }
    std::string result;
    kept.toUTF8String(result);
    drop_prefix(result, "the ");
    drop_suffix(result, "'s");
    drop_suffix(result, "'");
    return result;
}

Hash128 normalised_entity_key(std::string_view normalised, EntityType type, std::string_view link) {
    if (!link.empty()) {
        return Hasher().add("link").add(link).finish();
    }
    return Hasher().add("name").add(name_of(type)).add(normalised).finish();
}

Hash128 named_entity_key(std::string_view name, EntityType type, std::string_view link) {
    return normalised_entity_key(link.empty() ? normalised_name(name) : std::string(), type, link);
}

Hash128 local_entity_key(const Hash128& document, std::uint32_t index) {
    return Hasher()
        .add("local")
        .add(document.high)
        .add(document.low)
        .add(std::uint64_t{index})
        .finish();
}

Hash128 entity_key(const Hash128& document, const Cluster& cluster, std::uint32_t index) {
    if (is_named_type(cluster.type) && !cluster.name.empty()) {
        return named_entity_key(cluster.name, cluster.type, cluster.link);
    }
    return local_entity_key(document, index);
}

}  // namespace trefoil::extract
