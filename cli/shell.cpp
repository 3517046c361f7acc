#include "cli/shell.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ostream.h>
#include <fmt/ranges.h>
#include <fstream>
#include <functional>
#include <map>
#include <ostream>
#include <sstream>
#include <vector>

#include "base/error.hpp"
#include "cli/completion.hpp"
#include "cli/facts_output.hpp"
#include "cli/help_text.hpp"
#include "cli/ingest_files.hpp"
#include "cli/interrupt.hpp"
#include "cli/pager.hpp"
#include "cli/report.hpp"
#include "cli/standard_output.hpp"
#include "cli/statement.hpp"
#include "graph/diagram.hpp"
#include "graph/evidence.hpp"
#include "graph/find.hpp"
#include "graph/paths.hpp"
#include "graph/render.hpp"
#include "graph/show.hpp"
#include "graph/stats.hpp"
#include "query/formats/registry.hpp"
#include "query/formats/values.hpp"
#include "query/result_graph.hpp"
#include "query/script.hpp"

namespace trefoil::cli {

namespace {

constexpr std::size_t kKeptRows = 100'000;
constexpr std::size_t kTopOfSchema = 20;

std::string trimmed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(kBlanks);
    return begin == std::string_view::npos
               ? std::string()
               : std::string(text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1));
}

/// Words divided by blanks; quotes keep blanks together.
std::vector<std::string> split_words(std::string_view text) {
    std::vector<std::string> words;
    char quote = 0;
    bool open = false;
    for (const char c : text) {
        if (quote != 0 && c == quote) {
            quote = 0;
        } else if (quote == 0 && (c == '"' || (c == '\'' && !open))) {
            quote = c;
            open = open || (words.emplace_back(), true);
        } else if (quote == 0 && (c == ' ' || c == '\t')) {
            open = false;
        } else {
            open = open || (words.emplace_back(), true);
            words.back() += c;
        }
    }
    return words;
}

/// A result that stays: shown by its own writer, kept for :why, :last and pictures.
class KeepingWriter : public query::RowWriter {
  public:
    explicit KeepingWriter(std::unique_ptr<query::RowWriter> shown) : shown_(std::move(shown)) {}

    void begin(const std::vector<std::string>& columns, const graph::GraphView& view) override {
        columns_ = columns;
        view_.emplace(view);
        rows_.clear();
        shown_->begin(columns, view);
    }

    void row(std::span<const Value> values) override {
        if (rows_.size() < kKeptRows) {
            rows_.emplace_back(values.begin(), values.end());
        }
        shown_->row(values);
    }

    void end(const query::Summary& summary) override {
        summary_ = summary;
        shown_->end(summary);
    }

    /// The stream of the first showing is about to go.
    void forget_output() { shown_.reset(); }

    /// Shows the kept rows once more.
    void repeat(query::RowWriter& writer) const {
        writer.begin(columns_, *view_);
        for (const std::vector<Value>& values : rows_) {
            writer.row(values);
        }
        writer.end(summary_);
    }

    [[nodiscard]] const std::vector<std::vector<Value>>& rows() const { return rows_; }

    [[nodiscard]] const graph::GraphView& view() const { return *view_; }

  private:
    std::unique_ptr<query::RowWriter> shown_;
    std::vector<std::string> columns_;
    std::optional<graph::GraphView> view_;
    std::vector<std::vector<Value>> rows_;
    query::Summary summary_;
};

double number_of(const std::string& text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) {
        throw UsageError("'" + text + "' is not a number");
    }
    return value;
}

/// Lines of a file, for :read.
class FileLines : public LineSource {
  public:
    explicit FileLines(const std::string& path) : file_(path, std::ios::binary) {
        if (!file_) {
            throw InputError("cannot open the file of statements", path);
        }
    }

    std::optional<std::string> next(bool) override {
        std::string line;
        return std::getline(file_, line) ? std::optional(line) : std::nullopt;
    }

  private:
    std::ifstream file_;
};

}  // namespace

struct Shell::Impl {
    Impl(const Context& settings, store::Store& opened, bool at_terminal)
        : context(settings),
          interactive(at_terminal),
          store(opened),
          database(opened, settings.filter()),
          session(database, session_options()),
          mode(settings.format_of(result_formats())) {
        database.set_cache_bytes(settings.memory_bytes());
    }

    int run(LineSource& lines) {
        std::string pending;
        while (!leaving) {
            try {
                const std::optional<std::string> line = lines.next(!pending.empty());
                if (!line) {
                    break;
                }
                take(*line, pending, lines);
            } catch (const ClosedPipe&) {
                throw;
            } catch (const Interrupted& interrupted) {
                if (!interactive) {
                    throw;
                }
                interrupt_flag() = false;
                pending.clear();
            }
        }
        if (!leaving && !trimmed(pending).empty()) {
            attempt(pending, [&] { statement(pending); });
        }
        if (reading == 0 && session.in_transaction()) {
            session.rollback();
            context.say("the open transaction was rolled back; :commit keeps its changes");
        }
        return status;
    }

    /// One line: a command, plain words, or a part of a statement.
    void take(const std::string& line, std::string& pending, LineSource& lines) {
        const std::string text = trimmed(line);
        if (pending.empty() && text.empty()) {
            return;
        }
        if (pending.empty() && text.front() == ':') {
            lines.done(line);
            attempt(text, [&] { command(text); });
            return;
        }
        if (pending.empty() && !text.starts_with("//") &&
            !begins_statement(text.substr(0, text.find_first_of(" \t({;")))) {
            lines.done(line);
            attempt(text, [&] { look_up(text); });
            return;
        }
        pending += (pending.empty() ? "" : "\n") + line;
        if (query::is_complete(pending)) {
            const std::string script = std::move(pending);
            pending.clear();
            lines.done(script);
            for (const query::ScriptStatement& part : query::split_script(script)) {
                if (!leaving) {
                    attempt(std::string(part.text), [&] { statement(part.text); });
                }
            }
        }
    }

    /// Runs one piece of work; an error is reported, and ends the shell where it is not
    /// interactive.
    void attempt(const std::string& text, const std::function<void()>& work) {
        try {
            work();
            standard_output().flush();
        } catch (const ClosedPipe&) {
            throw;
        } catch (const Error& error) {
            standard_output().flush();
            const int code = report_error(error, context.json_errors, text);
            interrupt_flag() = false;
            if (!interactive) {
                status = code;
                leaving = !context.keep_going || code == kInterrupted;
            }
        }
    }

    [[nodiscard]] query::FormatOptions format_options() const {
        query::FormatOptions options;
        options.width = output.is_open() ? 0 : terminal_width();
        options.color = !output.is_open() && wants_color(context.color);
        options.statistics = !context.quiet;
        return options;
    }

    /// For text that goes where results go.
    [[nodiscard]] Paint paint() const { return output.is_open() ? Paint(false) : context.paint(); }

    void statement(std::string_view text) {
        query::Summary summary;
        paged([&](std::ostream& out) {
            auto writer = std::make_unique<KeepingWriter>(
                query::make_row_writer(mode, out, format_options()));
            summary = session.run(text, parameters, *writer);
            if (!summary.columns.empty()) {
                last = std::move(writer);
                last->forget_output();
            }
        });
        for (const std::string& notice : summary.notices) {
            context.say(printable(notice));
        }
        if (timer) {
            context.say(fmt::format("{:.3f} ms", summary.elapsed_ms));
        }
    }

    /// Runs `show` with a stream that goes through the pager where a person sits before it.
    void paged(const std::function<void(std::ostream&)>& show) {
        if (!interactive || !pager || output.is_open() || pager_command().empty()) {
            show(standard_output());
            return;
        }
        standard_output().flush();
        Pager buffer(terminal_height(25) - 2);
        std::ostream out(&buffer);
        out.exceptions(std::ios::badbit);
        try {
            show(out);
            buffer.finish();
        } catch (const ClosedPipe&) {  // the reader has seen enough
        } catch (...) {
            buffer.finish();  // the rows before the error
            throw;
        }
    }

    void look_up(const std::string& text) {
        std::string words = text;
        while (!words.empty() && (words.back() == ';' || words.back() == ' ')) {
            words.pop_back();
        }
        const std::vector<std::string> parts = split_words(words);
        if (parts.size() > 3) {
            throw UsageError(
                "a lookup has at most three parts, subject, relation and object ('...' keeps words "
                "together); statements begin "
                "with a word such as MATCH");
        }
        const graph::FoundFacts found = graph::find_facts(session.view(), graph::pattern_of(parts));
        say_all(found.remarks);
        paged([&](std::ostream& out) {
            for (const graph::FactRow& row : found.rows) {
                check_interrupt();
                write_fact(out, row, paint());
            }
        });
        if (found.rows.empty() && found.remarks.empty()) {
            context.say("nothing found (:help tells what can be asked)");
        }
    }

    void say_all(const std::vector<std::string>& remarks) const {
        for (const std::string& remark : remarks) {
            context.say(printable(remark));
        }
    }

    void command(const std::string& text) {
        using Handler = void (Impl::*)(const std::string&);
        static const std::map<std::string, Handler> kHandlers{
            {":help", &Impl::help},     {":quit", &Impl::quit},         {":exit", &Impl::quit},
            {":q", &Impl::quit},        {":schema", &Impl::schema},     {":mode", &Impl::set_mode},
            {":set", &Impl::set},       {":timer", &Impl::set_timer},   {":param", &Impl::param},
            {":params", &Impl::params}, {":why", &Impl::why},           {":last", &Impl::show_last},
            {":show", &Impl::show},     {":path", &Impl::path},         {":around", &Impl::around},
            {":dot", &Impl::dot},       {":svg", &Impl::svg},           {":png", &Impl::png},
            {":read", &Impl::read},     {":output", &Impl::set_output}, {":begin", &Impl::begin},
            {":commit", &Impl::commit}, {":rollback", &Impl::rollback}, {":ingest", &Impl::ingest}};
        std::string line = text;
        while (!line.empty() && line.back() == ';') {
            line.pop_back();
        }
        const std::size_t blank = line.find_first_of(" \t");
        const auto handler = kHandlers.find(line.substr(0, blank));
        if (handler == kHandlers.end()) {
            throw UsageError("no command '" + line.substr(0, blank) + "' (:help lists them)");
        }
        (this->*handler->second)(blank == std::string::npos ? std::string()
                                                            : trimmed(line.substr(blank)));
    }

    void help(const std::string&) {
        std::string text =
            "Statements of the query language end with ';'. Plain words are looked up: Putin "
            "recognized ?\n\n";
        for (const auto& [name, what] : shell_commands()) {
            text += fmt::format("  {:<24}{}\n", name, what);
        }
        const std::size_t width = paint().width();
        standard_output() << (width == 0 ? text : wrapped_help(text, width));
    }

    void quit(const std::string&) { leaving = true; }

    void begin(const std::string&) { session.begin(); }

    void commit(const std::string&) { session.commit(); }

    void rollback(const std::string&) { session.rollback(); }

    void ingest(const std::string& text) {
        const std::vector<std::string> files = split_words(text);
        if (files.empty()) {
            throw UsageError("write :ingest FILE...");
        }
        if (session.in_transaction()) {
            throw UsageError("a transaction is open: :commit or :rollback before :ingest");
        }
        if (context.read_only) {
            throw UsageError("the store is open for reading only");
        }
        if (ingest_files(context, store, files) != kDone && !interactive) {
            status = kFailed;
            leaving = !context.keep_going;
        }
    }

    void schema(const std::string&) {
        const graph::GraphView view = session.view();
        const graph::GraphStats stats = graph::graph_stats(view);
        std::ostream& out = standard_output();
        const auto list = [&](std::string_view heading, const auto& counts) {
            fmt::print(out, "{}\n", heading);
            for (std::size_t i = 0; i < counts.size() && i < kTopOfSchema; ++i) {
                fmt::print(out, "  {:>10}  {}\n", counts[i].second, printable(counts[i].first));
            }
            if (counts.size() > kTopOfSchema) {
                fmt::print(out, "  {:>10}  more\n", counts.size() - kTopOfSchema);
            }
        };
        list("labels", stats.labels);
        list("relationship types", stats.types);
        fmt::print(out, "property keys\n");
        for (const KeyId key : view.reader().keys()) {
            fmt::print(out, "              {}\n", printable(view.name_of(key)));
        }
    }

    void set_mode(const std::string& name) {
        const std::vector<std::string> known = result_formats();
        if (name.empty()) {
            fmt::print(standard_output(), "{} (of {})\n", mode, fmt::join(known, ", "));
        } else if (std::ranges::find(known, name) == known.end()) {
            throw UsageError(
                fmt::format("no mode '{}'; there are {}", name, fmt::join(known, ", ")));
        } else {
            mode = name;
        }
    }

    void set(const std::string& text) {
        const std::vector<std::string> words = split_words(text);
        graph::ViewFilter filter = database.filter();
        if (words.empty()) {
            fmt::print(standard_output(),
                       "facts {}, confidence {}, sources {}, since '{}', until '{}', pager {}\n",
                       filter.all ? "all" : "default", filter.min_confidence, filter.min_sources,
                       filter.since, filter.until, pager ? "on" : "off");
            return;
        }
        const std::string value = words.size() > 1 ? words[1] : "";
        if (words[0] == "facts" && (value == "all" || value == "default")) {
            filter.all = value == "all";
        } else if (words[0] == "confidence") {
            filter.min_confidence = number_of(value);
        } else if (words[0] == "sources") {
            filter.min_sources = static_cast<std::uint64_t>(std::max(0.0, number_of(value)));
        } else if (words[0] == "pager" && (value == "on" || value == "off")) {
            pager = value == "on";
        } else if (words[0] == "since") {
            filter.since = value;
        } else if (words[0] == "until") {
            filter.until = value;
        } else {
            throw UsageError(
                "write :set facts all|default, confidence X, sources N, since DAY, until DAY or "
                "pager "
                "on|off");
        }
        database.set_filter(filter);
    }

    void set_timer(const std::string& text) { timer = text == "on" || (text.empty() && !timer); }

    void param(const std::string& text) {
        const std::size_t arrow = text.find("=>");
        if (arrow == std::string::npos) {
            throw UsageError("write :param name => value");
        }
        parameters[trimmed(text.substr(0, arrow))] =
            session.evaluate(text.substr(arrow + 2), parameters);
    }

    void params(const std::string&) {
        const graph::GraphView view = session.view();
        for (const auto& [name, value] : parameters) {
            fmt::print(standard_output(), "${} = {}\n", name,
                       printable(query::plain_text(value, view)));
        }
    }

    const KeepingWriter& last_result() const {
        if (!last) {
            throw UsageError("there is no result yet");
        }
        return *last;
    }

    /// The evidence of every relationship in row N (from 1) of the last result; of the best known
    /// fact of a node, where there is none.
    void why(const std::string& text) {
        const KeepingWriter& result = last_result();
        const auto number =
            static_cast<std::size_t>(text.empty() ? 1 : std::max(0.0, number_of(text)));
        if (number == 0 || number > result.rows().size()) {
            throw UsageError(fmt::format("the last result has {} rows", result.rows().size()));
        }
        query::ResultGraph found;
        for (const Value& value : result.rows()[number - 1]) {
            found.add(value);
        }
        found.finish();
        graph::EvidenceReader reader(result.view());
        bool any = false;
        for (const EdgeId edge : found.edges) {
            fmt::print(standard_output(), "{}\n", describe(result.view(), edge));
            for (const graph::EvidenceItem& item : reader.evidence(edge)) {
                any = true;
                write_sentence(standard_output(), item.sentence,
                               item.source + (item.date.empty() ? "" : ", " + item.date), paint());
            }
        }
        if (!any) {
            context.say(
                found.edges.empty()
                    ? "this row has no relationship: return one (RETURN r) to see its sentences"
                    : "no sentence stands behind it: it was made by hand or imported");
        }
    }

    [[nodiscard]] static std::string describe(const graph::GraphView& view, EdgeId edge) {
        const graph::FactRow row = graph::fact_row(view, edge);
        return printable(row.subject + " -[" + row.type + "]-> " + row.object);
    }

    void show_last(const std::string& text) {
        const std::string format = text.empty() ? mode : text;
        paged([&](std::ostream& out) {
            const auto writer = query::make_row_writer(format, out, format_options());
            if (!writer) {
                throw UsageError(fmt::format("no mode '{}'; there are {}", format,
                                             fmt::join(result_formats(), ", ")));
            }
            last_result().repeat(*writer);
        });
    }

    void show(const std::string& text) {
        const std::string name = fmt::format("{}", fmt::join(split_words(text), " "));
        const graph::ShownEntities shown = graph::show_entity(session.view(), name);
        for (const graph::EntityCard& card : shown.cards) {
            write_card(standard_output(), card, paint());
        }
        if (shown.cards.empty()) {
            context.say("no entity named '" + printable(name) + "'");
        }
    }

    void path(const std::string& text) {
        std::size_t to = text.find(" TO ");
        to = to == std::string::npos ? text.find(" to ") : to;
        std::string from = text.substr(0, to);
        std::string until = to == std::string::npos ? "" : trimmed(text.substr(to + 4));
        if (to == std::string::npos) {
            const std::vector<std::string> words = split_words(text);
            if (words.size() != 2) {
                throw UsageError("write :path A TO B");
            }
            from = words[0];
            until = words[1];
        }
        graph::PathOptions options;
        options.poll = [](std::uint64_t) { check_interrupt(); };
        const graph::FoundPaths found = graph::find_path(session.view(), from, until, options);
        say_all(found.remarks);
        for (const graph::NamedPath& one : found.paths) {
            write_path(standard_output(), one, paint());
        }
        if (found.paths.empty() && found.remarks.empty()) {
            context.say("no path");
        }
    }

    void around(const std::string& text) {
        std::vector<std::string> words = split_words(text);
        std::uint64_t hops = 1;
        if (words.size() > 1 &&
            std::ranges::all_of(words.back(), [](char c) { return c >= '0' && c <= '9'; })) {
            hops = static_cast<std::uint64_t>(number_of(words.back()));
            words.pop_back();
        }
        graph::DiagramOptions options;
        options.around = fmt::format("{}", fmt::join(words, " "));
        options.hops = std::max<std::uint64_t>(hops, 1);
        const graph::Diagram diagram = graph::make_diagram(session.view(), options);
        for (const graph::Diagram::Edge& edge : diagram.edges) {
            fmt::print(standard_output(), "{} -[{}]-> {}\n",
                       printable(diagram.nodes[edge.from].name),
                       printable(fmt::format("{}", fmt::join(edge.labels, ", "))),
                       printable(diagram.nodes[edge.to].name));
        }
        if (diagram.nodes_left_out > 0) {
            context.say(fmt::format("{} more", diagram.nodes_left_out));
        }
    }

    void dot(const std::string& file) { draw(file, std::nullopt); }

    void svg(const std::string& file) { draw(file, graph::PictureFormat::Svg); }

    void png(const std::string& file) { draw(file, graph::PictureFormat::Png); }

    /// Draws the nodes and relationships of the last result.
    void draw(const std::string& file, std::optional<graph::PictureFormat> format) {
        const KeepingWriter& result = last_result();
        query::ResultGraph found;
        for (const std::vector<Value>& row : result.rows()) {
            for (const Value& value : row) {
                found.add(value);
            }
        }
        found.finish();
        if (found.nodes.empty()) {
            throw UsageError(
                "the last result has no nodes or relationships to draw (RETURN a, r, b)");
        }
        const graph::Diagram diagram =
            graph::make_diagram(result.view(), found.nodes, found.edges, {});
        const std::string bytes = format ? graph::render(diagram, *format) : graph::to_dot(diagram);
        if (file.empty()) {
            standard_output().write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
            return;
        }
        std::ofstream out(file, std::ios::binary);
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        out.close();
        if (!out) {
            throw Error(file + ": cannot write");
        }
        context.say(fmt::format("{} nodes drawn in {}", diagram.nodes.size(), printable(file)));
    }

    void read(const std::string& file) {
        if (reading > 8) {
            throw UsageError(":read nests too deep");
        }
        FileLines lines(file);
        ++reading;
        run(lines);
        --reading;
    }

    void set_output(const std::string& file) {
        redirect_output(nullptr);
        output.close();
        output.clear();
        if (file.empty()) {
            return;
        }
        output.open(file, std::ios::binary);
        if (!output) {
            throw Error(file + ": cannot write");
        }
        redirect_output(output.rdbuf());
    }

    Context context;
    bool interactive;
    store::Store& store;
    query::Database database;
    query::Session session;
    std::string mode;
    Map parameters;
    std::unique_ptr<KeepingWriter> last;
    std::ofstream output;
    bool timer = false;
    bool pager = true;
    bool leaving = false;
    int reading = 0;
    int status = kDone;
};

Shell::Shell(const Context& context, store::Store& store, bool interactive)
    : impl_(std::make_unique<Impl>(context, store, interactive)) {}

Shell::~Shell() {
    redirect_output(nullptr);
}

int Shell::run(LineSource& lines) {
    return impl_->run(lines);
}

void Shell::read(const std::string& file) {
    impl_->attempt(":read " + file, [&] { impl_->read(file); });
}

graph::GraphView Shell::view() const {
    return impl_->session.view();
}

}  // namespace trefoil::cli
