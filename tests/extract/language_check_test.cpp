#include "extract/language_check.hpp"

#include <string_view>

#include <doctest/doctest.h>

using namespace trefoil::extract;

TEST_CASE("English news, lists, headlines and empty texts count as English") {
    CHECK(check_language("").is_english());
    CHECK(check_language("Senate approves harbour bill").is_english());
    CHECK(check_language("The minister said on Monday that the port would be closed for two weeks, "
                         "and that he had no "
                         "other choice.")
              .is_english());
    CHECK(check_language("Oslo 3, Bergen 2\nHelsinki 1, Turku 1\nLisbon 4, Porto 0\nMadrid 2, "
                         "Sevilla 2\nRoma 1, Milan 0")
              .is_english());
    CHECK(
        check_language("LOL omg cant wait 2nite!!! luv u guys, gonna b gr8 @ da club wit my gurls")
            .is_english());
}

TEST_CASE("a comparison of products or an address abroad counts as English") {
    CHECK(check_language("Comparison: Q&A Reader, C&D Tablet, C&D Tablet Colour, Fox Fire, XTC "
                         "Flyer, S Pad, Z Pad")
              .is_english());
    CHECK(check_language("Ana de la Torre, Laboratorio Central, Universidade da Costa, Campus Sul, "
                         "15071 Vila Nova, Portugal; Pedro Lima, Instituto Novo, Porto")
              .is_english());
}

TEST_CASE("an English text with foreign names and quotations counts as English") {
    CHECK(check_language("The party Die Linke and the newspaper El País de la Mañana were cited by "
                         "the minister of the "
                         "interior, who said \"la vita è bella\" to the reporters of Le Monde.")
              .is_english());
}

TEST_CASE("texts in other languages are recognised") {
    struct Sample {
        std::string_view language;
        std::string_view text;
    };

    for (const Sample& sample : {
             Sample{"German",
                    "Der Minister sagte am Montag, dass der Hafen für zwei Wochen geschlossen wird "
                    "und er keine andere "
                    "Wahl hat."},
             Sample{"French",
                    "Le ministre a déclaré lundi que le port serait fermé pendant deux semaines et "
                    "que les "
                    "habitants de la ville n'avaient pas le choix."},
             Sample{"Spanish",
                    "El ministro dijo el lunes que el puerto de la ciudad estará cerrado por dos "
                    "semanas y que no "
                    "hay otra opción para los vecinos."},
             Sample{"Italian",
                    "Il ministro ha detto che il porto della città è chiuso per due settimane e "
                    "che non ci sono "
                    "altre soluzioni per gli abitanti."},
             Sample{"Portuguese",
                    "O ministro disse que o porto da cidade não vai abrir por duas semanas e que "
                    "os moradores "
                    "não têm outra opção, mas ele está calmo."},
             Sample{"Dutch",
                    "De minister zei dat het van de haven niet te zien is en dat een schip voor de "
                    "kust ligt met "
                    "mensen die naar huis zijn."},
         }) {
        const LanguageEvidence evidence = check_language(sample.text);
        CHECK_FALSE(evidence.is_english());
        CHECK(evidence.language == sample.language);
    }
}

TEST_CASE("texts in another script are recognised") {
    CHECK_FALSE(check_language("Министр заявил в понедельник, что порт закроют на две недели.")
                    .is_english());
    CHECK_FALSE(check_language("部長は月曜日、港を二週間閉鎖すると述べた。港は来月まで開かない。")
                    .is_english());
    CHECK_FALSE(
        check_language("قال الوزير يوم الاثنين إن الميناء سيغلق لمدة أسبوعين").is_english());
}
