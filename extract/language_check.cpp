// A cheap guess by function words: they make up 35 to 50 % of running text in any European language
// and few are shared. Words that two languages have ("in", "die", "me") are left out of the lists
// or stand in both.
#include "extract/language_check.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_map>

#include "base/utf8.hpp"

namespace trefoil::extract {

namespace {

constexpr std::size_t kMostWords = 20000;
constexpr std::size_t kFewestWords = 12;
constexpr std::size_t kShortText = 60;  ///< words
constexpr std::size_t kFewestForeign =
    5;  ///< function words of the other language, in a short text

struct Language {
    std::string_view name;
    std::string_view words;
};

/// The first one is English. Diacritics are kept (lower case).
constexpr std::array<Language, 16> kLanguages = {{
    {"English",
     "the of and to in is that for it was on with as be at by this had not are but from or have an "
     "they which you were "
     "her she his he him their there been one would all will has when who if more out so said what "
     "up its about into "
     "than them can only other could our my your we us how do did does no says after over before "
     "between while where "
     "because these those should may must a i"},
    {"German",
     "der die das und ist nicht ein eine einen einem einer zu den dem des mit sich auf für von im "
     "auch es als dass daß an "
     "nach wie bei oder aber vor zur bis mehr durch sind noch werden wurde wird er sie ich wir "
     "haben hat war kann über nur "
     "in"},
    {"French",
     "le la les de des du et est un une en que qui dans pour pas sur au aux avec par ce cette il "
     "elle ils nous vous ne se "
     "plus sont été être mais ou son sa ses leur comme je à a ont"},
    {"Spanish",
     "el la los las de del y en que es un una por con para no se su al lo como más pero sus le ya "
     "o este sí porque esta "
     "entre cuando muy sin sobre también me hasta hay donde quien desde todo nos ha son fue a"},
    {"Italian",
     "il lo la i gli le di del della dei delle e è un una che in non per con si da al alla come "
     "più ma sono anche nel nella "
     "ha questo questa se su dal dalla ci o suo sua era essere stato a"},
    {"Portuguese",
     "o a os as de do da dos das e em no na nos nas que é um uma para com não por se mais como mas "
     "ao foi ele ela sua seu ou "
     "ser quando muito há já está eu também só pelo pela até isso"},
    {"Dutch",
     "de het een en van ik te dat die in is niet zijn op aan met als voor er maar om dan zou of "
     "wat mijn men dit zo door "
     "over ze zich bij ook tot je uit der daar naar heb hoe heeft hebben deze u want nog zal zij "
     "nu geen omdat iets worden "
     "was"},
    {"Swedish",
     "och i att det som en på är av för den med till ett om hade de inte han men var jag sig från "
     "vi så kan när år under "
     "också efter eller nu sin där vid mot ska skulle kommer ut får hon"},
    {"Norwegian or Danish",
     "og i det er på til som en at for av med ikke de har han den et om var jeg fra seg sig vi så "
     "kan når år også etter "
     "efter eller nå nu sin der ved mot skal skulle kommer ut får hun"},
    {"Polish",
     "i w na z do się nie jest że to o jak ale po co tak za od przez dla czy tym oraz który która "
     "które są był była było "
     "może już tylko jego jej ich przy"},
    {"Turkish",
     "ve bir bu da de için ile çok ne gibi daha olarak o en kadar ama var olan sonra ya değil mi "
     "ki"},
    {"Indonesian or Malay",
     "yang dan di dari untuk dengan pada ini itu adalah tidak dalam akan ke oleh juga telah ada "
     "atau sebagai mereka karena"},
    {"Romanian",
     "și de la a în cu pe un o nu care din să mai pentru este ca au fost sau dar prin după lui ale "
     "sunt"},
    {"Czech",
     "a v se na je že s z do o to i jako ale za by od pro k po si byl jsou nebo také který která "
     "které jeho"},
    {"Finnish",
     "ja on ei että se oli hän mutta kun myös ovat joka sen tai kuin niin ole ovat sekä nyt vain "
     "jos"},
    {"Hungarian",
     "a az és hogy nem is egy ez de volt meg már csak mint vagy el ha még azt kell lehet majd sem "
     "szerint"},
}};

using Bits = std::uint32_t;

const std::unordered_map<std::string_view, Bits>& function_words() {
    static const std::unordered_map<std::string_view, Bits> kWords = [] {
        std::unordered_map<std::string_view, Bits> words;
        for (std::size_t k = 0; k < kLanguages.size(); ++k) {
            std::string_view list = kLanguages[k].words;
            while (!list.empty()) {
                const std::size_t space = std::min(list.find(' '), list.size());
                words[list.substr(0, space)] |= Bits{1} << k;
                list.remove_prefix(std::min(space + 1, list.size()));
            }
        }
        return words;
    }();
    return kWords;
}

bool is_latin(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c <= 0x1EFF);
}

/// Letters of the scripts that news comes in; signs, emoji and the like are not letters.
bool is_foreign(char32_t c) {
    return (c >= 0x370 && c <= 0x1CFF) || (c >= 0x3040 && c <= 0x30FF) ||
           (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF) ||
           (c >= 0x20000 && c <= 0x2FFFF);
}

char32_t lower(char32_t c) {
    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) ? c + 32 : c;
}

}  // namespace

bool LanguageEvidence::is_english() const {
    if (letters >= 20 && foreign_letters * 2 > letters) {
        return false;
    }
    // An address or a list of names has a foreign word here and there; running text has many.
    const bool many =
        words < kShortText ? other >= kFewestForeign && other * 4 >= words : other * 10 >= words;
    return words < kFewestWords || other <= 2 * english || !many;
}

LanguageEvidence check_language(std::string_view text) {
    LanguageEvidence out;
    std::array<std::size_t, kLanguages.size()> counts{};
    std::string word;
    const auto finish = [&] {
        if (word.empty()) {
            return;
        }
        ++out.words;
        const auto it = function_words().find(word);
        for (std::size_t k = 0; it != function_words().end() && k < counts.size(); ++k) {
            counts[k] += it->second >> k & 1U;
        }
        word.clear();
    };
    for (std::size_t at = 0; at < text.size() && out.words < kMostWords;
         at += code_point_size(text, at)) {
        const char32_t c = code_point_at(text, at);
        if (is_latin(c)) {
            ++out.letters;
            append_utf8(word, lower(c));
        } else {
            const bool foreign = is_foreign(c);
            out.letters += foreign ? 1U : 0U;
            out.foreign_letters += foreign ? 1U : 0U;
            finish();
        }
    }
    finish();
    out.english = counts[0];
    for (std::size_t k = 1; k < counts.size(); ++k) {
        if (counts[k] > out.other) {
            out.other = counts[k];
            out.language = kLanguages[k].name;
        }
    }
    return out;
}

}  // namespace trefoil::extract
