// The tree is walked with an explicit stack: a hostile page may nest as deep as it likes within the
// limit below, which exists because gumbo itself frees its tree recursively.

#include "extract/html.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <gumbo.h>
#include <memory>
#include <vector>

#include "base/error.hpp"
#include "extract/dateline.hpp"

namespace trefoil::extract {

namespace {

constexpr std::size_t kMaxDepth = 20000;
constexpr double kMainShare = 0.4;  ///< an <article> with less of the page's text is a teaser

constexpr std::array kSkipped{
    GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE,    GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_NAV,
    GUMBO_TAG_FOOTER, GUMBO_TAG_ASIDE,    GUMBO_TAG_FORM,     GUMBO_TAG_BUTTON,   GUMBO_TAG_SELECT,
    GUMBO_TAG_SVG,    GUMBO_TAG_IFRAME,   GUMBO_TAG_OBJECT,   GUMBO_TAG_AUDIO,    GUMBO_TAG_VIDEO,
    GUMBO_TAG_CANVAS, GUMBO_TAG_TEXTAREA, GUMBO_TAG_HEAD,     GUMBO_TAG_MATH};

constexpr std::array kBlocks{
    GUMBO_TAG_P,       GUMBO_TAG_DIV,     GUMBO_TAG_H1,   GUMBO_TAG_H2,
    GUMBO_TAG_H3,      GUMBO_TAG_H4,      GUMBO_TAG_H5,   GUMBO_TAG_H6,
    GUMBO_TAG_LI,      GUMBO_TAG_UL,      GUMBO_TAG_OL,   GUMBO_TAG_BLOCKQUOTE,
    GUMBO_TAG_SECTION, GUMBO_TAG_TABLE,   GUMBO_TAG_TR,   GUMBO_TAG_TD,
    GUMBO_TAG_TH,      GUMBO_TAG_ARTICLE, GUMBO_TAG_MAIN, GUMBO_TAG_FIGURE,
    GUMBO_TAG_DL,      GUMBO_TAG_DT,      GUMBO_TAG_DD,   GUMBO_TAG_HEADER,
    GUMBO_TAG_PRE,     GUMBO_TAG_ADDRESS, GUMBO_TAG_HR,   GUMBO_TAG_FIGCAPTION};

template <class Table, class Item>
bool has(const Table& table, const Item& item) {
    return std::ranges::find(table, item) != table.end();
}

std::string_view attribute(const GumboNode* node, const char* name) {
    const GumboAttribute* found = gumbo_get_attribute(&node->v.element.attributes, name);
    return found != nullptr ? std::string_view(found->value) : std::string_view();
}

bool is_element(const GumboNode* node) {
    return node->type == GUMBO_NODE_ELEMENT;
}

bool is_text(const GumboNode* node) {
    return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
           node->type == GUMBO_NODE_CDATA;
}

bool is_hidden(const GumboNode* node) {
    const auto& attributes = node->v.element.attributes;
    if (attributes.length == 0) {
        return false;
    }
    std::string style(attribute(node, "style"));
    std::erase(style, ' ');
    const std::string_view role = attribute(node, "role");
    return gumbo_get_attribute(&attributes, "hidden") != nullptr ||
           attribute(node, "aria-hidden") == "true" || role == "navigation" ||
           role == "contentinfo" || role == "search" ||
           style.find("display:none") != std::string::npos;
}

/// Collects text with blanks folded and paragraphs kept.
class TextBuilder {
  public:
    void add(std::string_view text) {
        for (const char c : text) {
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
                blank_ = true;
            } else {
                flush_gap();
                out_ += c;
            }
        }
    }

    void line_break() { breaks_ = std::max(breaks_, 1); }

    void paragraph() { breaks_ = 2; }

    [[nodiscard]] std::string take() { return std::move(out_); }

  private:
    void flush_gap() {
        if (!out_.empty() && breaks_ > 0) {
            out_.append(static_cast<std::size_t>(breaks_), '\n');
        } else if (!out_.empty() && blank_) {
            out_ += ' ';
        }
        breaks_ = 0;
        blank_ = false;
    }

    std::string out_;
    int breaks_ = 0;
    bool blank_ = false;
};

/// Calls enter(node) (false: do not descend) and leave(node) in document order.
template <class Enter, class Leave>
void walk(const GumboNode* root, const Enter& enter, const Leave& leave) {
    struct Frame {
        const GumboNode* node;
        unsigned next;
    };

    std::vector<Frame> stack;
    const auto open = [&](const GumboNode* node) {
        if (enter(node)) {
            stack.push_back({node, 0});
        }
    };
    open(root);
    while (!stack.empty()) {
        Frame& top = stack.back();
        const GumboVector* children =
            is_element(top.node) ? &top.node->v.element.children : nullptr;
        if (children != nullptr && top.next < children->length) {
            const auto* child = static_cast<const GumboNode*>(children->data[top.next++]);
            open(child);
        } else {
            const GumboNode* done = top.node;
            stack.pop_back();
            leave(done);
        }
    }
}

std::string text_of(const GumboNode* root) {
    TextBuilder builder;
    const auto enter = [&](const GumboNode* node) {
        if (is_text(node)) {
            builder.add(node->v.text.text);
            return false;
        }
        if (!is_element(node)) {
            return false;
        }
        const GumboTag tag = node->v.element.tag;
        const bool page_header = tag == GUMBO_TAG_HEADER && node->parent != nullptr &&
                                 is_element(node->parent) &&
                                 node->parent->v.element.tag == GUMBO_TAG_BODY;
        if (has(kSkipped, tag) || page_header || is_hidden(node)) {
            return false;
        }
        if (tag == GUMBO_TAG_BR) {
            builder.line_break();
        } else if (has(kBlocks, tag)) {
            builder.paragraph();
        }
        return true;
    };
    const auto leave = [&](const GumboNode* node) {
        if (is_element(node) && has(kBlocks, node->v.element.tag)) {
            builder.paragraph();
        }
    };
    walk(root, enter, leave);
    return builder.take();
}

/// What the whole page tells before its main text is chosen.
struct PageFacts {
    const GumboNode* body = nullptr;
    std::vector<const GumboNode*> main_parts;  ///< outermost <article> and <main> elements
    std::string og_title;
    std::string title;
    std::string heading;
    std::string meta_date;
    std::string time_date;
    std::string json_date;
};

void read_meta(const GumboNode* node, PageFacts& facts) {
    constexpr std::array<std::string_view, 10> kDateNames{
        "article:published_time", "datePublished",    "date",    "pubdate",
        "publish-date",           "dc.date",          "DC.date", "dc.date.issued",
        "parsely-pub-date",       "og:published_time"};
    std::string_view name = attribute(node, "property");
    name = name.empty() ? attribute(node, "name") : name;
    name = name.empty() ? attribute(node, "itemprop") : name;
    const std::string_view content = attribute(node, "content");
    if (name == "og:title" && facts.og_title.empty()) {
        facts.og_title = content;
    } else if (facts.meta_date.empty() && std::ranges::find(kDateNames, name) != kDateNames.end()) {
        facts.meta_date = iso_date(content);
    }
}

/// The "datePublished" of a JSON-LD block, without reading the rest of it.
void read_json_date(std::string_view script, PageFacts& facts) {
    const std::size_t key = script.find("\"datePublished\"");
    if (key == std::string_view::npos || !facts.json_date.empty()) {
        return;
    }
    const std::size_t quote = script.find('"', script.find(':', key));
    if (quote != std::string_view::npos) {
        facts.json_date = iso_date(script.substr(quote + 1, 40));
    }
}

void read_element(const GumboNode* node, PageFacts& facts) {
    switch (node->v.element.tag) {
        case GUMBO_TAG_BODY:
            facts.body = node;
            break;
        case GUMBO_TAG_META:
            read_meta(node, facts);
            break;
        case GUMBO_TAG_TITLE:
            facts.title = facts.title.empty() ? text_of(node) : facts.title;
            break;
        case GUMBO_TAG_H1:
            facts.heading = facts.heading.empty() ? text_of(node) : facts.heading;
            break;
        case GUMBO_TAG_TIME:
            facts.time_date =
                facts.time_date.empty() ? iso_date(attribute(node, "datetime")) : facts.time_date;
            break;
        case GUMBO_TAG_SCRIPT:
            for (unsigned i = 0; i < node->v.element.children.length; ++i) {
                const auto* child = static_cast<const GumboNode*>(node->v.element.children.data[i]);
                if (is_text(child)) {
                    read_json_date(child->v.text.text, facts);
                }
            }
            break;
        default:
            break;
    }
}

PageFacts read_page(const GumboNode* root) {
    PageFacts facts;
    std::size_t inside_main = 0;
    const auto is_main = [](const GumboNode* node) {
        return is_element(node) &&
               (node->v.element.tag == GUMBO_TAG_ARTICLE || node->v.element.tag == GUMBO_TAG_MAIN);
    };
    walk(
        root,
        [&](const GumboNode* node) {
            if (!is_element(node)) {
                return false;
            }
            read_element(node, facts);
            if (is_main(node) && inside_main++ == 0) {
                facts.main_parts.push_back(node);
            }
            return true;
        },
        [&](const GumboNode* node) { inside_main -= is_main(node) ? 1 : 0; });
    return facts;
}

std::string main_text(const PageFacts& facts, const GumboNode* root) {
    std::string whole = text_of(facts.body != nullptr ? facts.body : root);
    std::string best;
    for (const GumboNode* part : facts.main_parts) {
        std::string text = text_of(part);
        if (text.size() > best.size()) {
            best = std::move(text);
        }
    }
    const bool enough =
        static_cast<double>(best.size()) >= kMainShare * static_cast<double>(whole.size());
    return enough && !best.empty() ? best : whole;
}

/// Elements that have no end tag, or whose end tag is mostly left out and that the parser then
/// closes itself.
constexpr std::array<std::string_view, 14> kUnclosed{"area", "base", "br",     "col", "embed",
                                                     "hr",   "img",  "input",  "li",  "link",
                                                     "meta", "p",    "source", "td"};

std::string tag_name(std::string_view html, std::size_t at) {
    std::string name;
    for (; at < html.size() && name.size() < 8; ++at) {
        const char c = html[at];
        const bool upper = c >= 'A' && c <= 'Z';
        if (!upper && (c < 'a' || c > 'z')) {
            break;
        }
        name += upper ? static_cast<char>(c + ('a' - 'A')) : c;
    }
    return name;
}

/// An estimate of how deep the elements nest: start tags less end tags.
bool nests_too_deep(std::string_view html) {
    std::size_t depth = 0;
    for (std::size_t i = html.find('<'); i != std::string_view::npos && i + 1 < html.size();
         i = html.find('<', i + 1)) {
        if (html[i + 1] == '/') {
            const std::string name = tag_name(html, i + 2);
            depth -= depth > 0 && !has(kUnclosed, name) ? 1 : 0;
        } else if (const std::string name = tag_name(html, i + 1); !name.empty()) {
            depth += has(kUnclosed, name) ? 0 : 1;
        }
        if (depth > kMaxDepth) {
            return true;
        }
    }
    return false;
}

}  // namespace

HtmlText read_html(std::string_view html) {
    if (nests_too_deep(html)) {
        throw Error("HTML nested deeper than " + std::to_string(kMaxDepth) + " elements");
    }
    const auto free_output = [](GumboOutput* output) {
        gumbo_destroy_output(&kGumboDefaultOptions, output);
    };
    const std::unique_ptr<GumboOutput, decltype(free_output)> output(
        gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size()), free_output);
    const PageFacts facts = read_page(output->root);
    HtmlText page;
    page.text = main_text(facts, output->root);
    page.title = !facts.og_title.empty()  ? facts.og_title
                 : !facts.heading.empty() ? facts.heading
                                          : facts.title;
    page.date = !facts.meta_date.empty()   ? facts.meta_date
                : !facts.json_date.empty() ? facts.json_date
                                           : facts.time_date;
    return page;
}

}  // namespace trefoil::extract
