#pragma once

#include <string>
#include <string_view>

namespace trefoil::extract {

/// What a web page says as an article.
struct HtmlText {
    std::string text;   ///< main text; paragraphs are separated by a blank line, <br> is a line end
    std::string title;  ///< of og:title, <title> or <h1>; "" if none
    std::string date;   ///< ISO date of meta tags, JSON-LD or the first <time>; "" if none
};

/// Takes the main text of an HTML page (HTML5 parsing by gumbo): of <article> or <main> where they
/// hold most of the text, else of <body>; without scripts, styles, navigation, headers and footers
/// of the page, forms, and hidden elements. `html` must be valid UTF-8. Throws Error if the page is
/// nested deeper than 20,000 elements. Linear.
HtmlText read_html(std::string_view html);

}  // namespace trefoil::extract
