// Names of a sentence: the tagger's spans, split where they are two names, without titles, articles
// and the possessive, with the type that tagger, words and titles give them; what the words around
// a name say about its type is weighed here and judged over the whole document in name_votes.cpp.
#include <algorithm>
#include <utility>

#include "extract/mention_words.hpp"
#include "extract/name_types.hpp"
#include "extract/quotations.hpp"
#include "extract/sentence_mentions.hpp"

namespace trefoil::extract {

namespace {

bool starts_upper(std::string_view word) {
    return !word.empty() &&
           ((word[0] >= 'A' && word[0] <= 'Z') ||
            (static_cast<unsigned char>(word[0]) >= 0xC3 && fold_name(word) != word));
}

/// "U.S." and "U.S" as one word "us"; other tokens folded.
std::string folded_token(std::string_view form) {
    bool initials = form.size() > 2;
    std::string letters;
    for (std::size_t i = 0; i < form.size() && initials; ++i) {
        const bool letter = form[i] >= 'A' && form[i] <= 'Z';
        initials = i % 2 == 0 ? letter : form[i] == '.';
        if (letter) {
            letters += static_cast<char>(form[i] - 'A' + 'a');
        }
    }
    return initials && letters.size() > 1 ? letters : fold_name(form);
}

bool is_kind_of_place(std::string_view lemma) {
    return in(
        lemma,
        {"city",     "town",  "village", "province", "region",    "island",       "municipality",
         "district", "state", "county",  "capital",  "peninsula", "valley",       "territory",
         "area",     "port",  "river",   "lake",     "suburb",    "neighborhood", "neighbourhood"});
}

}  // namespace

std::vector<NameSpan> SentenceMentions::tagged_spans() const {
    std::vector<NameSpan> spans;
    for (TokenIndex i = 0; i < tree_.size(); ++i) {
        const std::string& tag = tree_.token(i).name;
        if (tag.size() < 3 || tag == "O") {
            continue;
        }
        const auto type = entity_type_from(std::string_view(tag).substr(2));
        if (!type || !is_named_type(*type)) {
            continue;
        }
        const bool continues = tag[0] == 'I' && !spans.empty() && spans.back().last == i - 1 &&
                               spans.back().type == *type;
        if (continues) {
            spans.back().last = i;
        } else {
            spans.push_back({i, i, *type, "", Gender::Unknown});
        }
    }
    return spans;
}

std::vector<NameSpan> SentenceMentions::without_owners(const std::vector<NameSpan>& spans) const {
    std::vector<NameSpan> split;
    for (const NameSpan& span : spans) {
        TokenIndex mark = span.first + 1;
        while (mark < span.last && !in(tree_.form(mark), {"'s", "’s", "'", "’"})) {
            ++mark;
        }
        if (mark < span.last && gazetteer_.country_of(surface(span.first, mark - 1))) {
            split.push_back({span.first, mark - 1, EntityType::Place, "", Gender::Unknown});
            split.push_back({mark + 1, span.last, span.type, "", Gender::Unknown});
        } else {
            split.push_back(span);
        }
    }
    return split;
}

std::vector<NameSpan> SentenceMentions::without_pairs(const std::vector<NameSpan>& spans) const {
    std::vector<NameSpan> split;
    for (const NameSpan& span : spans) {
        TokenIndex joint = span.first + 1;
        while (joint < span.last && tree_.form(joint) != "and") {
            ++joint;
        }
        const bool pair = joint < span.last &&
                          (span.type == EntityType::Place || span.type == EntityType::Person) &&
                          !gazetteer_.country_of(surface(span.first, span.last));
        const TokenIndex right = pair ? head_of(joint + 1, span.last) : -1;
        if (pair && tree_.rel(right) == Rel::Conj &&
            tree_.head(right) == head_of(span.first, joint - 1)) {
            split.push_back({span.first, joint - 1, span.type, "", Gender::Unknown});
            split.push_back({joint + 1, span.last, span.type, "", Gender::Unknown});
        } else {
            split.push_back(span);
        }
    }
    return split;
}

std::vector<NameSpan> SentenceMentions::with_part_words(std::vector<NameSpan> spans) const {
    for (NameSpan& span : spans) {
        if (span.type == EntityType::Place && span.first > 0 &&
            is_part_word(tree_.form(span.first - 1)) && tree_.head(span.first - 1) >= span.first &&
            tree_.head(span.first - 1) <= span.last) {
            --span.first;
        }
    }
    return spans;
}

std::vector<NameSpan> SentenceMentions::proper_runs() const {
    std::vector<NameSpan> spans;
    for (TokenIndex i = 0; i < tree_.size(); ++i) {
        if (tree_.token(i).upos != "PROPN" || owner_[static_cast<std::size_t>(i)] == Owner::Value) {
            continue;
        }
        TokenIndex last = i;
        for (TokenIndex next = i + 1; next < tree_.size(); ++next) {
            if (tree_.token(next).upos == "PROPN") {
                last = next;
            } else if (!in(tree_.form(next), {"of", "the", "-", "al"}) ||
                       next + 1 >= tree_.size() || next > last + 2) {
                break;
            }
        }
        spans.push_back({i, last, EntityType::Organization, "", Gender::Unknown});
        i = last;
    }
    return spans;
}

std::vector<NameSpan> SentenceMentions::telling_runs() const {
    std::vector<NameSpan> spans;
    for (NameSpan span : proper_runs()) {
        bool free = true;
        for (TokenIndex i = span.first; i <= span.last && free; ++i) {
            free = owner_[static_cast<std::size_t>(i)] == Owner::None;
        }
        if (!free || !starts_upper(tree_.token(span.last).form)) {
            continue;
        }
        const std::vector<std::string> words = words_of(span);
        auto type = type_by_words(words, surface(span.first, span.last), gazetteer_);
        if (words.size() == 1 && in(words[0], {"congress", "parliament", "senate"})) {
            type = EntityType::Organization;
        }
        if (const auto elsewhere = known_.find(surface(span.first, span.last));
            elsewhere != known_.end()) {
            type = elsewhere->second;
        }
        if (type) {
            span.type = *type;
            spans.push_back(span);
        }
    }
    return spans;
}

void SentenceMentions::add_names(std::vector<NameSpan> spans) {
    for (NameSpan& span : spans) {
        trim(span);
        if (span.first > span.last || all_value(span)) {
            continue;
        }
        strip_title(span);
        find_title_before(span);
        decide_type(span);
        if (!is_adjective_of_nation(span) && !is_bare_title(span) && !has_common_head(span)) {
            add_name(span);
        }
    }
}

bool SentenceMentions::has_common_head(const NameSpan& span) const {
    const Token& head = tree_.token(head_of(span.first, span.last));
    return span.first != span.last && span.type != EntityType::Work && head.upos == "NOUN" &&
           head.form[0] >= 'a' && head.form[0] <= 'z';
}

bool SentenceMentions::is_bare_title(const NameSpan& span) const {
    if (span.type != EntityType::Person && span.type != EntityType::Organization) {
        return false;
    }
    const bool of_country = span.first < span.last &&
                            gazetteer_.country_of_demonym(tree_.token(span.first).form) &&
                            !gazetteer_.country_of(tree_.token(span.first).form);
    const auto title = gazetteer_.title(surface(span.first + (of_country ? 1 : 0), span.last));
    return title && (title->kind == TitleKind::Role || title->kind == TitleKind::Rank ||
                     title->kind == TitleKind::Royal);
}

bool SentenceMentions::all_value(const NameSpan& span) const {
    for (TokenIndex i = span.first; i <= span.last; ++i) {
        if (owner_[static_cast<std::size_t>(i)] != Owner::Value) {
            return false;
        }
    }
    return true;
}

void SentenceMentions::trim(NameSpan& span) const {
    const auto droppable = [&](TokenIndex i, bool front) {
        const std::string_view form = tree_.form(i);
        if (tree_.token(i).upos == "PUNCT" || is_quote_mark(form)) {
            return true;
        }
        return front ? in(form, {"the", "a", "an"}) && span.first < span.last
                     : in(form, {"'s", "’s", "'", "’"});
    };
    while (span.first <= span.last && droppable(span.first, true)) {
        ++span.first;
    }
    while (span.last >= span.first && droppable(span.last, false)) {
        --span.last;
    }
}

void SentenceMentions::strip_title(NameSpan& span) const {
    while (span.first < span.last) {
        std::optional<Title> title;
        TokenIndex end = span.first;
        for (TokenIndex last = std::min(span.first + 3, span.last - 1);
             last >= span.first && !title; --last) {
            title = gazetteer_.title(surface(span.first, last));
            end = last;
        }
        const bool person = span.type == EntityType::Person ||
                            (title && title->kind == TitleKind::Honorific && span.last - end <= 2);
        if (!title || !person || !starts_upper(tree_.token(end + 1).form)) {
            return;
        }
        note_title(span, surface(span.first, end), *title);
        span.first = end + 1;
    }
}

void SentenceMentions::note_title(NameSpan& span, std::string_view words, const Title& title) {
    const bool better = span.title.empty() || title.kind != TitleKind::Honorific;
    span.title = better ? fold_name(words) : span.title;
    span.gender = title.gender != Gender::Unknown ? title.gender : span.gender;
}

void SentenceMentions::find_title_before(NameSpan& span) {
    for (TokenIndex before = span.first - 1; before >= 0 && owner(before) == Owner::None;
         --before) {
        if (!attached(before, span)) {
            return;
        }
        std::optional<Title> title;
        TokenIndex begin = before;
        for (TokenIndex first = std::max(0, before - 3); first <= before && !title; ++first) {
            title = gazetteer_.title(surface(first, before));
            begin = first;
        }
        if (title) {
            note_title(span, surface(begin, before), *title);
        } else if (span.title.empty() && tree_.token(before).upos == "NOUN" &&
                   (gazetteer_.noun_class(tree_.lemma(before)) == NounClass::Person ||
                    gazetteer_.may_be_person(tree_.lemma(before))) &&
                   span.type == EntityType::Person) {
            span.title = tree_.lemma(before);
            begin = before;
        } else {
            return;
        }
        const Gender by_noun = gender_of_noun(tree_.lemma(before));
        span.gender = span.gender == Gender::Unknown ? by_noun : span.gender;
        for (TokenIndex i = begin; i <= before; ++i) {
            owner(i) = Owner::Title;
        }
        before = begin;
    }
}

bool SentenceMentions::attached(TokenIndex word, const NameSpan& span) const {
    if (sentence_.tokens.size() > 1 && tree_.rel(word) == Rel::Other && tree_.head(word) < 0 &&
        tree_.token(word).deprel.empty()) {
        return true;  // no tree
    }
    const auto inside = [&](TokenIndex i) { return i >= span.first && i <= span.last; };
    if (inside(tree_.head(word))) {
        return tree_.is(
            word, {Rel::NmodDesc, Rel::Compound, Rel::Flat, Rel::Nmod, Rel::Amod, Rel::Appos});
    }
    const TokenIndex head = head_of(span.first, span.last);
    if (tree_.head(head) == word) {
        return tree_.is(head,
                        {Rel::Flat, Rel::Appos, Rel::NmodDesc, Rel::Compound, Rel::NmodUnmarked}) &&
               span.first == word + 1;
    }
    // "foreign minister": part of a longer title that is attached itself
    return tree_.head(word) == word + 1 &&
           owner_[static_cast<std::size_t>(word + 1)] == Owner::Title;
}

void SentenceMentions::decide_type(NameSpan& span) const {
    const std::string text = surface(span.first, span.last);
    const std::vector<std::string> words = words_of(span);
    const std::optional<Title> title =
        span.title.empty() ? std::nullopt : gazetteer_.title(span.title);
    if (!tagged_) {
        span.type = guess_type(words, text, title.has_value(), gazetteer_);
        return;
    }
    const auto by_words = type_by_words(words, text, gazetteer_);
    if (title && (span.type == EntityType::Place || span.type == EntityType::Organization) &&
        !by_words && words.size() <= 4) {
        span.type = EntityType::Person;
        return;
    }
    if (by_words &&
        (span.type != EntityType::Person || words.size() > 2 || gazetteer_.country_of(text)) &&
        span.title.empty()) {
        const bool work = span.type == EntityType::Work;
        const bool group = span.type == EntityType::Group && words.size() == 1;
        const bool place_like =
            (*by_words == EntityType::Facility && span.type == EntityType::Place) ||
            (*by_words == EntityType::Place && span.type == EntityType::Facility);
        if (!work && !group && !place_like) {
            span.type = *by_words;
        }
    }
    if (!words.empty() && words.size() <= 3 &&
        in(words.front(), {"cyclone", "hurricane", "typhoon"})) {
        span.type = EntityType::Event;
    }
    const bool capitals = text.size() > 1 && text.size() < 6 &&
                          std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
    if (span.type == EntityType::Work && capitals &&
        (span.first == 0 || !is_quote_mark(tree_.form(span.first - 1)))) {
        span.type = EntityType::Organization;  // few works are called by their initials
    }
    if (span.type == EntityType::Group && words.size() == 1 && span.first > 0 &&
        tree_.form(span.first - 1) == "the" && tree_.token(span.last).xpos == "NNP" &&
        !gazetteer_.country_of_demonym(text)) {
        span.type = EntityType::Organization;  // groups of people stand in the plural
    }
    if (words.size() == 1 && span.type != EntityType::Person &&
        gazetteer_.country_of_demonym(text) && !gazetteer_.country_of(text)) {
        span.type = EntityType::Group;
    }
}

bool SentenceMentions::is_adjective_of_nation(const NameSpan& span) const {
    if (span.first != span.last) {
        return false;
    }
    const Token& token = tree_.token(span.first);
    if (token.upos == "ADJ" && span.first > 0 && tree_.form(span.first - 1) == "the" &&
        !tree_.is(span.first, {Rel::Amod, Rel::Compound})) {
        return false;  // "the Japanese"
    }
    const bool adjective =
        token.upos == "ADJ" || tree_.is(span.first, {Rel::Amod}) ||
        (span.type == EntityType::Group && tree_.is(span.first, {Rel::Compound}));
    return adjective &&
           (span.type == EntityType::Group ||
            gazetteer_.country_of_demonym(token.form).has_value() ||
            (token.upos == "ADJ" && tree_.is(span.first, {Rel::Amod}) && token.xpos == "JJ"));
}

std::vector<std::string> SentenceMentions::words_of(const NameSpan& span) const {
    std::vector<std::string> words;
    std::vector<bool> capitals;
    for (TokenIndex i = span.first; i <= span.last; ++i) {
        const std::string& form = tree_.token(i).form;
        if (in(form, {"'s", "’s", "'", "’"})) {
            continue;
        }
        std::string joined = form;
        std::erase(joined, '\'');
        if (const std::size_t quote = joined.find("’"); quote != std::string::npos) {
            joined.erase(quote, std::string_view("’").size());
        }
        const std::string folded = folded_token(joined);
        const bool upper = form.size() > 1 && form.size() < 5 &&
                           std::ranges::all_of(form, [](char c) { return c >= 'A' && c <= 'Z'; });
        std::size_t from = 0;
        while (from < folded.size()) {
            const std::size_t blank = std::min(folded.find(' ', from), folded.size());
            if (blank > from) {
                words.push_back(folded.substr(from, blank - from));
                capitals.push_back(upper);
            }
            from = blank + 1;
        }
    }
    if (span.type == EntityType::Person) {
        while (words.size() > 2 && capitals.back() && !capitals.front()) {
            words.pop_back();
            capitals.pop_back();
        }
        std::vector<std::string> full;
        for (const std::string& word : words) {
            if (!in(word, {"al", "el", "de", "da", "di", "van", "von", "der", "den", "bin", "ibn",
                           "la", "le", "du", "dos", "del", "ben", "abu"})) {
                full.push_back(word);
            }
        }
        words = full.empty() ? words : full;
    }
    return words;
}

void SentenceMentions::add_name(const NameSpan& span) {
    TokenIndex last = span.last;
    // The span has an honorific ("Mr Smith"), the name has not. An article stays outside but
    // where the name alone would read as a pronoun ("the US").
    TokenIndex first = span.first;
    while (first > 0 && owner(first - 1) == Owner::Title && is_honorific(first - 1)) {
        --first;
    }
    const bool article = first == span.first && first > 0 && owner(first - 1) == Owner::None &&
                         tree_.form(first - 1) == "the" && first == last &&
                         in(tree_.form(first), {"us", "it"});
    first -= article ? 1 : 0;
    MentionCandidate m = start(first, last, head_of(first, last), MentionKind::Name, span.type);
    m.text = surface(span.first, last);
    m.words = words_of(span);
    if (m.words.empty()) {
        return;
    }
    m.title = span.title;
    m.article = span.first > 0 && tree_.form(span.first - 1) == "the" &&
                tree_.head(span.first - 1) >= span.first && tree_.head(span.first - 1) <= last;
    m.gender = span.gender;
    m.determination = Determination::Definite;
    const Token& token = tree_.token(m.entity.head);
    const bool plural =
        token.xpos == "NNPS" || token.feats.find("Number=Plur") != std::string::npos;
    if (span.type == EntityType::Person) {
        m.animacy = Animacy::Person;
        m.number = Number::Singular;
        if (m.gender == Gender::Unknown && m.words.size() > 1) {
            m.gender = plain_gender(gazetteer_.first_name(m.words.front()));
        }
    } else if (span.type == EntityType::Group) {
        m.animacy = Animacy::Person;
        m.number = Number::Plural;
    } else {
        m.animacy = Animacy::Thing;
        m.number =
            plural || span.type == EntityType::Organization ? Number::Unknown : Number::Singular;
    }
    for (TokenIndex i = first; i <= last; ++i) {
        owner(i) = Owner::Name;
    }
    weigh_context(m);
    found_.push_back(std::move(m));
}

bool SentenceMentions::is_honorific(TokenIndex i) const {
    const auto title = gazetteer_.title(tree_.token(i).form);
    return title && title->kind == TitleKind::Honorific;
}

void SentenceMentions::weigh_context(MentionCandidate& m) const {
    const TokenIndex head = m.entity.head;
    const TokenIndex above = tree_.head(head);
    const TokenIndex next = m.entity.last + 1;
    for (const TokenIndex child : tree_.children(head)) {
        if (tree_.rel(child) == Rel::Case) {
            m.place_evidence +=
                in(tree_.form(child), {"in", "near", "across", "throughout", "toward", "towards"})
                    ? 1
                    : 0;
        }
        if (tree_.rel(child) == Rel::AclRelcl) {
            const TokenIndex who = tree_.child(child, {Rel::Nsubj, Rel::NsubjPass});
            m.person_evidence += who >= 0 && tree_.form(who) == "who" ? 2 : 0;
        }
    }
    const bool direct = above >= 0 &&
                        in(tree_.lemma(above), {"enter", "invade", "annex", "visit"}) &&
                        tree_.rel(head) == Rel::Obj;
    const bool goal =
        above >= 0 && tree_.child_form(head, "to") >= 0 && tree_.rel(head) == Rel::Obl &&
        in(tree_.lemma(above),
           {"move", "go", "travel", "return", "fly", "flee", "head", "come", "deploy", "drive"});
    m.place_evidence += direct || goal ? 1 : 0;
    if (above >= 0 && is_kind_of_place(tree_.lemma(above))) {
        const bool of = tree_.rel(head) == Rel::Nmod && tree_.child_form(head, "of") >= 0;
        m.place_evidence += of || (tree_.rel(head) == Rel::Compound && above >= next) ? 2 : 0;
    }
    if (next + 1 < tree_.size() && tree_.form(next) == "," &&
        gazetteer_.country_of(tree_.token(next + 1).form)) {
        m.place_evidence += 2;  // "X, Kenya"
    }
    if (above >= 0 && tree_.rel(head) == Rel::Nsubj && is_saying_verb(tree_.lemma(above))) {
        m.speaker_evidence += 1;
        m.person_evidence += 1;
    }
    if (above >= 0 && tree_.is(head, {Rel::Compound, Rel::NmodPoss, Rel::Nmod}) &&
        in(tree_.lemma(above),
           {"spokesman", "spokeswoman", "spokesperson", "official", "statement"})) {
        m.speaker_evidence += 1;
    }
    if (!m.title.empty() || (m.words.size() > 1 && gazetteer_.first_name(m.words.front()))) {
        m.person_evidence += 2;
    } else if (m.words.size() == 1 && gazetteer_.first_name(m.words.front())) {
        m.person_evidence += 1;
    }
}

}  // namespace trefoil::extract
