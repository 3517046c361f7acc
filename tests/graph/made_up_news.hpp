#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/analysis.hpp"
#include "extract/document.hpp"

namespace trefoil::test {

/// A document with its analysis, built by hand sentence by sentence: what extraction would hand to
/// a sink.
class NewsBuilder {
  public:
    explicit NewsBuilder(std::string source, std::string date = "2020-05-01") {
        document_.info.source = std::move(source);
        document_.info.date = std::move(date);
    }

    /// Starts a sentence; what follows speaks of it.
    NewsBuilder& sentence(std::string_view text) {
        const auto begin = static_cast<std::uint32_t>(document_.text.size());
        document_.text += text;
        analysis_.sentences.push_back({begin, static_cast<std::uint32_t>(document_.text.size())});
        document_.text += "\n";
        return *this;
    }

    std::uint32_t cluster(EntityType type, std::string name, std::vector<std::string> aliases = {},
                          std::string link = {}) {
        analysis_.clusters.push_back({type, std::move(name), std::move(aliases), std::move(link)});
        return static_cast<std::uint32_t>(analysis_.clusters.size() - 1);
    }

    /// A phrase of the last sentence that names a cluster (a name mention is added for it).
    Phrase phrase(std::string_view text, std::uint32_t cluster) {
        const auto span = find(text);
        const auto type = analysis_.clusters[cluster].type;
        add_mention({span, MentionKind::Name, type, cluster, ""});
        return {std::string(text), span, cluster, type};
    }

    Phrase value(std::string_view text, EntityType type, std::string value) {
        const auto span = find(text);
        add_mention({span, MentionKind::Value, type, std::nullopt, std::move(value)});
        return {std::string(text), span, std::nullopt, type};
    }

    Phrase pronoun(std::string_view text) {
        const auto span = find(text);
        add_mention({span, MentionKind::Pronoun, EntityType::Person, std::nullopt, ""});
        return {std::string(text), span, std::nullopt, EntityType::Person};
    }

    /// Adds an assertion to the last sentence; returns it for further fields. Valid until the next
    /// call.
    Triple& triple(Phrase subject, std::string_view relation, std::string type,
                   std::optional<Phrase> object) {
        Triple triple;
        triple.sentence = static_cast<std::uint32_t>(analysis_.sentences.size() - 1);
        triple.subject = std::move(subject);
        triple.relation_text = relation;
        triple.relation_type = std::move(type);
        triple.relation_kind = "verb";
        triple.relation_span = find(relation);
        triple.object = std::move(object);
        triple.confidence = 0.8F;
        triple.extractor = "verb";
        analysis_.triples.push_back(std::move(triple));
        return analysis_.triples.back();
    }

    [[nodiscard]] const extract::Document& document() const { return document_; }

    [[nodiscard]] extract::Document& document() { return document_; }

    [[nodiscard]] const Analysis& analysis() const { return analysis_; }

  private:
    Span find(std::string_view text) const {
        const auto sentence = analysis_.sentences.back();
        const auto at = sentence.of(document_.text).find(text);
        const auto begin =
            sentence.begin + static_cast<std::uint32_t>(at == std::string_view::npos ? 0 : at);
        return {begin, begin + static_cast<std::uint32_t>(text.size())};
    }

    void add_mention(Mention mention) {
        const auto at =
            std::ranges::lower_bound(analysis_.mentions, mention.span, {}, &Mention::span);
        if (at == analysis_.mentions.end() || at->span != mention.span) {
            analysis_.mentions.insert(at, std::move(mention));
        }
    }

    extract::Document document_;
    Analysis analysis_;
};

/// Ada Byrne opens a bridge in Corvale; an official's words; a pronoun; a value.
inline NewsBuilder bridge_news(std::string source = "bridge.txt") {
    NewsBuilder news(std::move(source));
    const auto ada = news.cluster(EntityType::Person, "Ada Byrne", {"Byrne", "Mrs Byrne"});
    const auto corvale = news.cluster(EntityType::Place, "Corvale");
    const auto bridge = news.cluster(EntityType::Concept, "the new bridge");
    const auto official = news.cluster(EntityType::Concept, "an official");
    news.sentence("Ada Byrne opened the new bridge in Corvale.");
    const auto opened = static_cast<std::uint32_t>(news.analysis().triples.size());
    auto& open = news.triple(news.phrase("Ada Byrne", ada), "opened", "open",
                             news.phrase("the new bridge", bridge));
    open.arguments.push_back({news.phrase("Corvale", corvale), Role::Place, "in"});
    open.arguments.back().phrase.text = "in Corvale";
    open.place = "Corvale";
    auto& open_in = news.triple(news.phrase("Ada Byrne", ada), "opened", "open_in",
                                news.phrase("Corvale", corvale));
    open_in.derived_from = opened;
    open_in.phrase = "opened the new bridge in";
    news.sentence("Byrne will visit Lower Marsh on Monday, an official said.");
    const auto marsh = news.cluster(EntityType::Place, "Lower Marsh");
    auto& visit = news.triple(news.phrase("Byrne", ada), "will visit", "visit",
                              news.phrase("Lower Marsh", marsh));
    visit.modality = Modality::Planned;
    visit.attribution = Attribution{"an official", official};
    visit.time = "2020-05-04";
    news.sentence("It cost 5 million euros.");
    news.triple(news.pronoun("It"), "cost", "cost",
                news.value("5 million euros", EntityType::Money, "EUR 5000000"));
    news.sentence("Corvale paid 5 million euros.");
    news.triple(news.phrase("Corvale", corvale), "paid", "pay",
                news.value("5 million euros", EntityType::Money, "EUR 5000000"));
    return news;
}

/// Byrne again, now mayor, and not in favour of a tunnel; the same derived fact as in bridge_news.
inline NewsBuilder tunnel_news(std::string source = "tunnel.txt") {
    NewsBuilder news(std::move(source), "2020-06-01");
    const auto ada = news.cluster(EntityType::Person, "Ada Byrne", {"Ada"});
    const auto corvale = news.cluster(EntityType::Place, "CORVALE");
    const auto tunnel = news.cluster(EntityType::Concept, "a tunnel");
    news.sentence("Ada Byrne did not approve a tunnel.");
    auto& approve = news.triple(news.phrase("Ada Byrne", ada), "did not approve", "approve",
                                news.phrase("a tunnel", tunnel));
    approve.polarity = Polarity::Negative;
    news.sentence("Ada opened up in CORVALE.");
    news.triple(news.phrase("Ada", ada), "opened up in", "open_in",
                news.phrase("CORVALE", corvale));
    news.sentence("Ada Byrne resigned on Monday.");
    auto& resign = news.triple(news.phrase("Ada Byrne", ada), "resigned", "resign", std::nullopt);
    resign.arguments.push_back(
        {news.value("Monday", EntityType::Date, "2020-06-01"), Role::Time, "on"});
    resign.arguments.back().phrase.text = "on Monday";
    news.sentence("Ada Byrne talked with Corvale officials.");
    const auto officials = news.cluster(EntityType::Group, "Corvale officials");
    auto& talk = news.triple(news.phrase("Ada Byrne", ada), "talked", "talk", std::nullopt);
    talk.arguments.push_back({news.phrase("Corvale officials", officials), Role::None, "with"});
    talk.arguments.back().phrase.text = "with Corvale officials";
    return news;
}

/// A third article that shares names with the others.
inline NewsBuilder visit_news(std::string source = "visit.txt") {
    NewsBuilder news(std::move(source), "2020-05-05");
    const auto ada = news.cluster(EntityType::Person, "Ada Byrne", {"Byrne"});
    const auto marsh = news.cluster(EntityType::Place, "Lower Marsh");
    news.sentence("Byrne visited Lower Marsh.");
    news.triple(news.phrase("Byrne", ada), "visited", "visit", news.phrase("Lower Marsh", marsh));
    return news;
}

}  // namespace trefoil::test
