// The tables are one file made by scripts/build_tables.py, which documents its layout: hash tables
// of keys with fixed-size rows, read in the mapped bytes. Opening checks the directory and every
// table's borders once, so that lookups need no checks.
#include "extract/gazetteer.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "extract/packed_table.hpp"

namespace trefoil::extract {

namespace {

constexpr std::string_view kMagic = "TREFOILG";
constexpr std::uint32_t kVersion = 2;

enum CountryNameKind : std::uint32_t {
    kName = 0,
    kAlias = 1,
    kDemonym = 2,
    kDemonymPlural = 3,
    kCapital = 4
};

/// Of a row of country names.
std::uint32_t kind_of(std::uint32_t value) {
    return value >> 16U & 0xFFU;
}

/// A name or alias; one that is all capitals only where the text is, too.
bool is_country_name(std::uint32_t value, bool capitals) {
    return kind_of(value) <= kAlias && (capitals || (value >> 24U) == 0);
}

/// Of a row of place names.
bool is_common_word(std::uint32_t value) {
    return value >> 31U != 0;
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Letters that have no decomposition but a customary Latin spelling (as in build_tables.py).
std::string_view special_letter(char32_t c) {
    switch (c) {
        case U'ø':
            return "o";
        case U'ł':
            return "l";
        case U'đ':
        case U'ð':
            return "d";
        case U'ß':
            return "ss";
        case U'æ':
            return "ae";
        case U'œ':
            return "oe";
        case U'ı':
            return "i";
        case U'þ':
            return "th";
        case U'ħ':
            return "h";
        case U'ŧ':
            return "t";
        case U'ŋ':
            return "n";
        case U'ə':
            return "e";
        default:
            return {};
    }
}

std::string fold_unicode(std::string_view name) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
    icu::UnicodeString text =
        icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<int>(name.size())));
    text.toLower(icu::Locale::getRoot());
    if (U_SUCCESS(status) != 0) {
        text = nfkd->normalize(text, status);
    }
    std::string folded;
    bool gap = false;
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        const UChar32 c = text.char32At(i);
        if (u_getCombiningClass(c) != 0) {
            continue;
        }
        if (u_isalnum(c) == 0) {
            gap = true;
            continue;
        }
        if (gap && !folded.empty()) {
            folded += ' ';
        }
        gap = false;
        const std::string_view special = special_letter(static_cast<char32_t>(c));
        if (special.empty()) {
            icu::UnicodeString(c).toUTF8String(folded);
        } else {
            folded += special;
        }
    }
    return folded;
}

std::string lower_ascii(std::string_view word) {
    std::string lower(word);
    for (char& c : lower) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return lower;
}

/// True if all letters are capitals and there are at least two letters ("US", "U.K.").
bool all_capitals(std::string_view text) {
    int letters = 0;
    for (const char c : text) {
        if (c >= 'a' && c <= 'z') {
            return false;
        }
        letters += c >= 'A' && c <= 'Z' ? 1 : 0;
    }
    return letters > 1;
}

std::string_view without_article(std::string_view name) {
    return name.starts_with("the ") || name.starts_with("The ") ? name.substr(4) : name;
}

class MappedFile {
  public:
    explicit MappedFile(const std::filesystem::path& file) {
        const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
        if (fd < 0) {
            throw InputError(
                "cannot open the name tables: " + std::generic_category().message(errno) +
                    "; set TREFOIL_DATA to the folder that has gazetteer.bin",
                file.string());
        }
        struct stat info = {};
        const bool readable = ::fstat(fd, &info) == 0 && info.st_size > 0;
        size_ = readable ? static_cast<std::size_t>(info.st_size) : 0;
        data_ = readable ? ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
        ::close(fd);
        if (data_ == MAP_FAILED) {
            throw InputError("cannot map the name tables into memory", file.string());
        }
    }

    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    ~MappedFile() { ::munmap(data_, size_); }

    [[nodiscard]] std::string_view bytes() const {
        return {static_cast<const char*>(data_), size_};
    }

  private:
    void* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace

std::string fold_name(std::string_view name) {
    if (!is_ascii(name)) {
        return fold_unicode(name);
    }
    std::string folded;
    folded.reserve(name.size());
    bool gap = false;
    for (const char raw : name) {
        const char c = raw >= 'A' && raw <= 'Z' ? static_cast<char>(raw - 'A' + 'a') : raw;
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            if (gap && !folded.empty()) {
                folded += ' ';
            }
            gap = false;
            folded += c;
        } else {
            gap = true;
        }
    }
    return folded;
}

struct Gazetteer::Tables {
    MappedFile file;
    std::string_view strings;
    PackedTable first_name, noun_class, country, country_name, place, place_name, region, title,
        nickname, noun_verb, american, name_rank;

    explicit Tables(const std::filesystem::path& path) : file(path) {
        const auto fail = [&](const char* why) -> void {
            throw InputError(std::string("damaged or foreign name tables (") + why +
                                 "); rebuild with scripts/build-tables or install them again",
                             path.string());
        };
        const std::string_view bytes = file.bytes();
        if (bytes.size() < 16 || bytes.substr(0, 8) != kMagic) {
            fail("not a table file");
        }
        if (read_u32(bytes.data() + 8) != kVersion) {
            fail("another version");
        }
        const std::uint32_t sections = read_u32(bytes.data() + 12);
        if (sections > 64 || 16 + std::size_t{sections} * 32 > bytes.size()) {
            fail("directory");
        }
        const std::array<std::pair<std::string_view, PackedTable*>, 12> known = {
            {{"first_name", &first_name},
             {"noun_class", &noun_class},
             {"country", &country},
             {"country_name", &country_name},
             {"place", &place},
             {"place_name", &place_name},
             {"region", &region},
             {"title", &title},
             {"nickname", &nickname},
             {"noun_verb", &noun_verb},
             {"american", &american},
             {"name_rank", &name_rank}}};
        std::size_t attached = 0;
        for (std::uint32_t i = 0; i < sections; ++i) {
            const char* entry = bytes.data() + 16 + std::size_t{i} * 32;
            const std::string_view name(entry, ::strnlen(entry, 16));
            const std::size_t offset = read_u32(entry + 16);
            const std::size_t size = read_u32(entry + 20);
            if (offset > bytes.size() || size > bytes.size() - offset) {
                fail("section border");
            }
            if (name == "strings") {
                strings = bytes.substr(offset, size);
            }
            for (const auto& [wanted, table] : known) {
                if (wanted == name) {
                    if (!table->attach(bytes.substr(offset, size), read_u32(entry + 24),
                                       read_u32(entry + 28), table != &place)) {
                        fail("table border");
                    }
                    ++attached;
                }
            }
        }
        if (attached != known.size() || strings.empty()) {
            fail("missing section");
        }
    }

    [[nodiscard]] std::string_view text(std::uint32_t offset) const {
        if (offset >= strings.size()) {
            return {};
        }
        return strings.substr(offset + 1, static_cast<unsigned char>(strings[offset]));
    }

    [[nodiscard]] Country country_at(std::uint32_t row) const {
        return {country.key(row), text(country.cell(row, 0)), text(country.cell(row, 1)),
                text(country.cell(row, 2))};
    }

    /// Country of a packed two-letter code.
    [[nodiscard]] std::optional<Country> country_of_code(std::uint32_t packed) const {
        const std::array<char, 2> code = {static_cast<char>(packed & 0xFFU),
                                          static_cast<char>(packed >> 8U & 0xFFU)};
        const auto row = country.first({code.data(), 2});
        return row ? std::optional(country_at(*row)) : std::nullopt;
    }

    template <class Accept>
    [[nodiscard]] std::optional<Country> named_country(std::string_view name, Accept accept) const {
        const auto [from, to] = country_name.find(fold_name(without_article(name)));
        for (std::uint32_t row = from; row < to; ++row) {
            const std::uint32_t value = country_name.cell(row, 0);
            if (accept(value)) {
                return country_of_code(value);
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] std::uint32_t population_of(std::uint32_t packed) const {
        const std::uint32_t row = packed & 0x3FFFFFFFU;
        return row < place.size() ? place.cell(row, 3) : 0;
    }

    [[nodiscard]] Place place_at(std::uint32_t packed) const {
        const std::uint32_t row = packed & 0x3FFFFFFFU;
        Place found;
        if (row >= place.size()) {
            return found;
        }
        found.id = place.cell(row, 0);
        found.name = text(place.cell(row, 1));
        if (const auto where = country_of_code(place.cell(row, 2))) {
            found.country = where->code;
        }
        found.population = place.cell(row, 3);
        found.capital = (place.cell(row, 4) & 1U) != 0;
        found.seat = (place.cell(row, 4) & 2U) != 0;
        found.alternate = (packed >> 30U & 1U) != 0;
        found.common_word = is_common_word(packed);
        return found;
    }
};

Gazetteer::Gazetteer() = default;
Gazetteer::Gazetteer(Gazetteer&&) noexcept = default;
Gazetteer& Gazetteer::operator=(Gazetteer&&) noexcept = default;
Gazetteer::~Gazetteer() = default;

Gazetteer Gazetteer::open(const std::filesystem::path& file) {
    Gazetteer gazetteer;
    gazetteer.tables_ = std::make_unique<const Tables>(file);
    return gazetteer;
}

std::filesystem::path Gazetteer::default_path() {
    const std::filesystem::path file = "gazetteer.bin";
    if (const char* folder = std::getenv("TREFOIL_DATA"); folder != nullptr && *folder != '\0') {
        return folder / file;
    }
    std::error_code error;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
    if (!error) {
        const std::filesystem::path shared =
            program.parent_path().parent_path() / "share/trefoil" / file;
        if (std::filesystem::exists(shared, error)) {
            return shared;
        }
    }
    return std::filesystem::path(TREFOIL_SOURCE_DIR) / "data" / file;
}

bool Gazetteer::empty() const {
    return tables_ == nullptr;
}

std::optional<Country> Gazetteer::country_of(std::string_view name) const {
    if (empty()) {
        return std::nullopt;
    }
    const bool capitals = all_capitals(name);
    return tables_->named_country(
        name, [&](std::uint32_t value) { return is_country_name(value, capitals); });
}

std::optional<Country> Gazetteer::country_by_code(std::string_view code) const {
    if (empty()) {
        return std::nullopt;
    }
    const auto row = tables_->country.first(code);
    return row ? std::optional(tables_->country_at(*row)) : std::nullopt;
}

std::optional<Country> Gazetteer::country_of_demonym(std::string_view word) const {
    if (empty()) {
        return std::nullopt;
    }
    return tables_->named_country(word, [](std::uint32_t value) {
        return kind_of(value) == kDemonym || kind_of(value) == kDemonymPlural;
    });
}

std::optional<Country> Gazetteer::country_of_capital(std::string_view name) const {
    if (empty()) {
        return std::nullopt;
    }
    return tables_->named_country(name,
                                  [](std::uint32_t value) { return kind_of(value) == kCapital; });
}

std::optional<Place> Gazetteer::place(std::string_view name) const {
    if (empty()) {
        return std::nullopt;
    }
    const auto row = tables_->place_name.first(fold_name(without_article(name)));
    return row ? std::optional(tables_->place_at(tables_->place_name.cell(*row, 1))) : std::nullopt;
}

std::vector<Place> Gazetteer::places(std::string_view name) const {
    std::vector<Place> found;
    if (!empty()) {
        const auto [from, to] = tables_->place_name.find(fold_name(without_article(name)));
        for (std::uint32_t row = from; row < to; ++row) {
            found.push_back(tables_->place_at(tables_->place_name.cell(row, 1)));
        }
    }
    return found;
}

std::optional<std::string_view> Gazetteer::region(std::string_view name) const {
    if (empty()) {
        return std::nullopt;
    }
    const auto row = tables_->region.first(fold_name(without_article(name)));
    if (!row) {
        return std::nullopt;
    }
    const auto country = tables_->country_of_code(tables_->region.cell(*row, 0));
    return country ? std::optional(country->code) : std::nullopt;
}

PlaceSenses Gazetteer::place_senses(std::string_view name) const {
    PlaceSenses senses;
    if (empty()) {
        return senses;
    }
    const Tables& tables = *tables_;
    const std::string key = fold_name(without_article(name));
    const std::uint32_t hash = key_hash(key);
    const bool capitals = all_capitals(name);
    const auto [from, to] = tables.country_name.find(key, hash);
    for (std::uint32_t row = from; row < to; ++row) {
        const std::uint32_t value = tables.country_name.cell(row, 0);
        senses.country = senses.country || is_country_name(value, capitals);
    }
    const auto regions = tables.region.find(key, hash);
    senses.region = regions.first < regions.second;
    if (const auto towns = tables.place_name.find(key, hash); towns.first < towns.second) {
        const std::uint32_t packed = tables.place_name.cell(towns.first, 1);
        senses.town = true;
        senses.common_word = is_common_word(packed);
        senses.population = tables.population_of(packed);
    }
    return senses;
}

std::optional<Title> Gazetteer::title(std::string_view words) const {
    if (empty()) {
        return std::nullopt;
    }
    const auto row = tables_->title.first(fold_name(words));
    if (!row) {
        return std::nullopt;
    }
    const std::uint32_t value = tables_->title.cell(*row, 0);
    return Title{static_cast<TitleKind>(value & 0xFFU), static_cast<Gender>(value >> 8U & 0xFFU)};
}

std::optional<Gender> Gazetteer::first_name(std::string_view word) const {
    if (empty()) {
        return std::nullopt;
    }
    const auto row = tables_->first_name.first(fold_name(word));
    return row ? std::optional(static_cast<Gender>(tables_->first_name.cell(*row, 0)))
               : std::nullopt;
}

NameRank Gazetteer::name_rank(std::string_view word) const {
    if (empty()) {
        return {};
    }
    const auto row = tables_->name_rank.first(fold_name(word));
    return row ? NameRank{tables_->name_rank.cell(*row, 0), tables_->name_rank.cell(*row, 1)}
               : NameRank{};
}

bool Gazetteer::nickname(std::string_view a, std::string_view b) const {
    if (empty()) {
        return false;
    }
    const std::string left = fold_name(a);
    const std::string right = fold_name(b);
    const auto has = [&](const std::string& given, const std::string& pet) {
        const auto [from, to] = tables_->nickname.find(given);
        for (std::uint32_t row = from; row < to; ++row) {
            if (tables_->text(tables_->nickname.cell(row, 0)) == pet) {
                return true;
            }
        }
        return false;
    };
    return has(left, right) || has(right, left);
}

std::optional<NounClass> Gazetteer::noun_class(std::string_view lemma) const {
    if (empty()) {
        return std::nullopt;
    }
    const auto row = tables_->noun_class.first(lower_ascii(lemma));
    const std::uint32_t found = row ? tables_->noun_class.cell(*row, 0) & 0xFFU : 0;
    return found != 0 ? std::optional(static_cast<NounClass>(found)) : std::nullopt;
}

bool Gazetteer::may_be_person(std::string_view lemma) const {
    if (empty()) {
        return false;
    }
    const auto row = tables_->noun_class.first(lower_ascii(lemma));
    return row && (tables_->noun_class.cell(*row, 0) >> 8U) != 0;
}

std::vector<NounVerb> Gazetteer::verbs_of_noun(std::string_view noun) const {
    std::vector<NounVerb> found;
    if (!empty()) {
        const auto [from, to] = tables_->noun_verb.find(lower_ascii(noun));
        for (std::uint32_t row = from; row < to; ++row) {
            const std::uint32_t value = tables_->noun_verb.cell(row, 1);
            found.push_back(
                {tables_->text(value & 0x3FFFFFFFU),
                 (value >> 30U & 1U) != 0 ? NounVerb::Kind::Agent : NounVerb::Kind::Event,
                 value >> 31U != 0});
        }
    }
    return found;
}

std::string_view Gazetteer::event_verb(std::string_view noun) const {
    for (const NounVerb& option : verbs_of_noun(noun)) {
        if (option.kind == NounVerb::Kind::Event) {
            return option.verb;
        }
    }
    return {};
}

std::string_view Gazetteer::agent_verb(std::string_view noun) const {
    for (const NounVerb& option : verbs_of_noun(noun)) {
        if (option.kind == NounVerb::Kind::Agent) {
            return option.verb;
        }
    }
    return {};
}

std::string_view Gazetteer::american(std::string_view word) const {
    if (empty()) {
        return word;
    }
    const auto row = tables_->american.first(word);
    return row ? tables_->text(tables_->american.cell(*row, 0)) : word;
}

const Gazetteer& no_gazetteer() {
    static const Gazetteer kEmpty;
    return kEmpty;
}

}  // namespace trefoil::extract
