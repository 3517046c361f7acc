#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ostream.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/error.hpp"
#include "cli/context.hpp"
#include "cli/interrupt.hpp"
#include "cli/standard_output.hpp"
#include "extract/gazetteer.hpp"
#include "extract/pipeline.hpp"
#include "extract/reader.hpp"
#include "graph/ingest.hpp"
#include "graph/verify.hpp"

// Looking after stored documents: verify and refresh.

namespace trefoil::cli {

namespace {

/// The documents that these sources or ids name; all if there are none. What is unknown is
/// reported and counted.
std::vector<DocumentId> chosen_documents(const Context& context, const store::Reader& reader,
                                         const std::vector<std::string>& names,
                                         std::size_t& unknown) {
    if (names.empty()) {
        return reader.documents();
    }
    std::vector<DocumentId> out;
    for (const std::string& name : names) {
        auto id = reader.find_source(name);
        if (const auto hash = Hash128::from_hex(name); !id && hash) {
            id = reader.find_document(*hash);
        }
        if (id) {
            out.push_back(*id);
        } else {
            ++unknown;
            context.report(InputError(
                "no such source or document in the store ('trefoil stats --sources' lists them)",
                name));
        }
    }
    std::ranges::sort(out);
    const auto repeated = std::ranges::unique(out);
    out.erase(repeated.begin(), repeated.end());
    return out;
}

/// Whether the file that a source names still holds the text; nothing if there is no such file.
std::optional<bool> file_holds(const std::string& source, const std::string& text) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(source, ignored)) {
        return std::nullopt;
    }
    extract::Reader reader({source}, {});
    try {
        while (const auto document = reader.next()) {
            check_interrupt();
            if (document->text == text) {
                return true;
            }
        }
    } catch (const InputError&) {  // no article any more
    }
    return false;
}

int verify(const Context& context, const std::vector<std::string>& names) {
    const auto store = context.open(Context::Access::Read);
    const auto reader = store->snapshot();
    std::size_t failed = 0;
    std::size_t compared = 0;
    std::size_t absent = 0;
    const std::vector<DocumentId> documents = chosen_documents(context, *reader, names, failed);
    const auto problem = [&](const std::string& source, const std::string& what) {
        ++failed;
        fmt::print(standard_output(), "{}: {}\n", printable(source), printable(what));
    };
    for (const DocumentId id : documents) {
        check_interrupt();
        const store::DocumentRecord record = reader->document(id).value();
        for (const std::string& what : graph::verify_document(*reader, id)) {
            problem(record.sources.front(), what);
        }
        const std::string text = reader->document_text(id);
        for (const std::string& source : record.sources) {
            const std::optional<bool> same = file_holds(source, text);
            ++(same ? compared : absent);
            if (same == false) {
                problem(source, "the file has another text now; ingest it again, or forget it");
            }
        }
    }
    context.say(fmt::format(
        "{} documents verified; {} sources compared with their files, {} have none here",
        documents.size(), compared, absent));
    return failed == 0 ? kDone : kFailed;
}

int refresh(const Context& context, const std::vector<std::string>& names, bool all) {
    const extract::Pipeline pipeline(
        {.threads = context.threads, .lines = false, .triples = {.derived = true}});
    const std::string version = pipeline.version();
    const auto store = context.open(Context::Access::Write);
    const auto before = store->snapshot();
    std::size_t unknown = 0;
    std::vector<DocumentId> documents = chosen_documents(context, *before, names, unknown);
    const std::size_t chosen = documents.size();
    if (!all) {
        std::erase_if(documents,
                      [&](DocumentId id) { return before->document(id)->version == version; });
    }
    const auto gazetteer = extract::Gazetteer::open(extract::Gazetteer::default_path());
    Progress progress("refreshing", context.progress());
    std::size_t next = 0;
    std::size_t done = 0;
    const auto source = [&]() -> std::optional<extract::Document> {
        check_interrupt();
        if (next == documents.size()) {
            return std::nullopt;
        }
        const DocumentId id = documents[next++];
        const store::DocumentRecord record = before->document(id).value();
        extract::Document document;
        document.info.source = record.sources.front();
        document.info.title = record.title;
        document.info.date = record.date;
        document.text = before->document_text(id);
        return document;
    };
    pipeline.run_all(source, extract::Stage::Triples, [&](extract::Annotated&& annotated) {
        graph::refresh(*store, annotated.document.id(), annotated.analysis, version, gazetteer);
        progress.update(++done, "documents");
    });
    progress.clear();
    fmt::print(standard_output(), "{} documents refreshed, {} up to date\n", done, chosen - done);
    return unknown == 0 ? kDone : kFailed;
}

}  // namespace

void add_verify(CLI::App& program, Context& context) {
    auto names = std::make_shared<std::vector<std::string>>();
    CLI::App* command = program.add_subcommand(
        "verify", "Compare stored articles with what is said of them, and with their files");
    command->add_option("SOURCE", *names, "Sources or document ids (default: all)");
    command->footer(R"(
Each stored text is compared with its id and with the places of its mentions and assertions, and, where the file it came from still
stands there, with that. Prints one line a problem; exit code 1 if there is one.

Examples:
  trefoil verify
  trefoil verify news/a.txt)");
    command->callback(
        [&context, names] { context.run = [&context, names] { return verify(context, *names); }; });
}

void add_refresh(CLI::App& program, Context& context) {
    auto names = std::make_shared<std::vector<std::string>>();
    auto all = std::make_shared<bool>(false);
    CLI::App* command = program.add_subcommand(
        "refresh", "Extract again from the stored articles, after a change of model or rules");
    command->add_option("SOURCE", *names, "Sources or document ids (default: all)");
    command->add_flag("--all", *all, "Also those of the present model and rules");
    command->footer(R"(
The files need not be there any more. What users wrote and decided stays.

Examples:
  trefoil refresh
  trefoil --db news.db refresh --all news/a.txt)");
    command->callback([&context, names, all] {
        context.run = [&context, names, all] { return refresh(context, *names, *all); };
    });
}

}  // namespace trefoil::cli
