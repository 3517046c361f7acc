#include "query/session.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "base/utf8.hpp"
#include "query/bind.hpp"
#include "query/build.hpp"
#include "query/explain.hpp"
#include "query/expression.hpp"
#include "query/lexer.hpp"
#include "query/parser.hpp"
#include "query/planner.hpp"

namespace trefoil::query {
namespace {

/// Notes names that the graph does not know: most often spelling mistakes. Properties only where
/// nothing is written, for a statement may give what it asks for later.
std::vector<std::string> unknown_names(const BoundQuery& bound, const graph::GraphView& view) {
    std::vector<std::string> notices;
    const auto note = [&](const std::string& what, const std::set<std::string>& names,
                          const auto& find, const auto& ids) {
        for (const std::string& name : names) {
            if (find(name)) {
                continue;
            }
            std::vector<std::string> known;
            for (const auto id : ids()) {
                known.emplace_back(view.name_of(id));
            }
            const std::string near = nearest_name(name, known);
            notices.push_back(
                "no " + what + " " + quote_identifier(name) + " in the graph" +
                (near.empty() ? "" : "; did you mean " + quote_identifier(near) + "?"));
        }
    };
    const store::Reader& reader = view.reader();
    note(
        "label", bound.labels, [&](const auto& name) { return view.find_label(name); },
        [&] { return reader.labels(); });
    note(
        "relationship type", bound.types, [&](const auto& name) { return view.find_type(name); },
        [&] { return reader.types(); });
    if (!bound.writes) {
        note(
            "property", bound.keys, [&](const auto& name) { return view.find_key(name); },
            [&] { return reader.keys(); });
    }
    return notices;
}

/// The transaction of one statement that writes: a part of the open one, which is as it was if the
/// statement fails, or one of its own.
class StatementTransaction {
  public:
    StatementTransaction(graph::GraphTransaction* open, Database& database)
        : own_(open == nullptr ? database.begin() : nullptr),
          transaction_(open == nullptr ? own_.get() : open) {
        if (own_ == nullptr) {
            mark_ = transaction_->savepoint();
        }
    }

    StatementTransaction(const StatementTransaction&) = delete;
    StatementTransaction& operator=(const StatementTransaction&) = delete;

    ~StatementTransaction() {
        if (!done_ && own_ == nullptr) {
            transaction_->rollback_to(mark_);
        }
    }

    [[nodiscard]] graph::GraphTransaction& get() const { return *transaction_; }

    void finish() {
        transaction_->check_constraints();
        if (own_ != nullptr) {
            own_->commit();
        }
        done_ = true;
    }

  private:
    std::unique_ptr<graph::GraphTransaction> own_;
    graph::GraphTransaction* transaction_;
    store::Transaction::Savepoint mark_ = 0;
    bool done_ = false;
};

/// Looks at the graph a plan is about to run on: what it does not know, and whether it has changed
/// so much since the plan was made that another may be better (then false).
bool check(Prepared& prepared, const graph::GraphView& view) {
    const store::Reader& reader = view.reader();
    prepared.seen = view.shared_reader();
    prepared.notices = unknown_names(prepared.plan.bound, view);
    const auto nodes = static_cast<double>(reader.node_count());
    const auto edges = static_cast<double>(reader.edge_count());
    std::size_t indexes = 0;
    for (const KeyId key : reader.keys()) {
        indexes += reader.is_indexed(key) ? 1 : 0;
    }
    constexpr double kSmall = 100;
    const auto alike = [](double a, double b) {
        return a + kSmall < 2 * (b + kSmall) && b + kSmall < 2 * (a + kSmall);
    };
    const bool good =
        alike(nodes, prepared.nodes) && alike(edges, prepared.edges) && indexes == prepared.indexes;
    prepared.nodes = nodes;
    prepared.edges = edges;
    prepared.indexes = indexes;
    return good;
}

/// Pulls all rows of the plan through the writer (null: rows are only counted).
std::uint64_t pull(const Plan& plan, Context& context, Profiler* profiler, RowWriter* writer) {
    context.frame.assign(static_cast<std::size_t>(plan.bound.slots), Value());
    for (const PlanPtr& subplan : plan.subplans) {
        context.subplans.push_back(build(*subplan, profiler));
    }
    const OperatorPtr root = build(*plan.root, profiler);
    const std::vector<int>& slots = plan.bound.result_slots.front();
    std::vector<Value> row(slots.size());
    std::uint64_t rows = 0;
    root->open(context);
    while (root->next(context)) {
        if (plan.bound.columns.empty()) {
            continue;
        }
        context.budget.count_row();
        ++rows;
        for (std::size_t i = 0; i < slots.size(); ++i) {
            row[i] = context.frame[static_cast<std::size_t>(slots[i])];
        }
        if (writer != nullptr) {
            writer->row(row);
        }
    }
    return rows;
}

void write_plan(const std::string& text, const graph::GraphView& view, Summary& summary,
                RowWriter& writer) {
    summary.columns = {"plan"};
    writer.begin(summary.columns, view);
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = text.find('\n', begin);
        const Value line = text.substr(begin, end - begin);
        writer.row({&line, 1});
        ++summary.rows;
        begin = end + 1;
    }
}

}  // namespace

Summary Session::run(std::string_view text, const Map& parameters, RowWriter& writer) {
    const auto start = std::chrono::steady_clock::now();
    const auto finish = [&](Summary& summary) {
        const std::chrono::duration<double, std::milli> elapsed =
            std::chrono::steady_clock::now() - start;
        summary.elapsed_ms = elapsed.count();
        writer.end(summary);
    };
    Summary summary;
    std::optional<LiteralShift>
        reused;  // a kept plan's places are those of the text it was made from
    try {
        if (!is_valid_utf8(text)) {
            syntax_error("InvalidUnicodeCharacter", "the statement is not valid UTF-8", 0);
        }
        Budget budget(options_.limits, options_.cancel);
        const auto marked = mark_literals(text);
        std::vector<Value> literals;
        std::shared_ptr<Prepared> prepared =
            marked ? plans_.find(*marked, text, literals) : nullptr;
        std::shared_ptr<Query> query;
        if (prepared == nullptr) {
            Statement statement = parse_statement(text);
            if (const auto* command = std::get_if<SchemaCommand>(&statement.body)) {
                summary = run(*command, writer);
                finish(summary);
                return summary;
            }
            query = std::get<std::shared_ptr<Query>>(statement.body);
            prepared = std::make_shared<Prepared>();
            prepared->mode = statement.mode;
            prepared->plan.bound = trefoil::query::bind(query, procedures_);
        }
        const bool writes = prepared->plan.bound.writes && prepared->mode != StatementMode::Explain;
        std::optional<StatementTransaction> transaction;
        if (writes) {
            transaction.emplace(transaction_.get(), *database_);
        }
        const graph::GraphView view =
            transaction ? transaction->get().view().with_filter(database_->filter()) : this->view();
        if (query != nullptr) {
            check(*prepared, view);
            prepared->plan = make_plan(std::move(prepared->plan.bound), view);
            if (marked) {
                literals = plans_.insert(*marked, text, prepared, *query);
            }
        } else {
            reused = LiteralShift{prepared->literals, marked->literals};
        }
        const bool same_graph = !in_transaction() && prepared->seen.lock() == view.shared_reader();
        if (query == nullptr && !same_graph) {
            if (!check(*prepared, view)) {
                plans_.forget(*marked);  // made anew the next time
            }
        }
        summary.notices = prepared->notices;
        const Plan& plan = prepared->plan;
        if (prepared->mode == StatementMode::Explain) {
            write_plan(explain(plan, literals), view, summary, writer);
            finish(summary);
            return summary;
        }
        Context context(view, parameters, budget, plan.bound.names);
        context.transaction = transaction ? &transaction->get() : nullptr;
        context.literals = std::move(literals);
        if (prepared->mode == StatementMode::Profile) {
            Profiler profiler(plan.nodes);
            pull(plan, context, &profiler, nullptr);
            write_plan(profile(plan, context.literals, profiler, budget.peak_memory()), view,
                       summary, writer);
        } else {
            summary.columns = plan.bound.columns;
            writer.begin(summary.columns, view);
            summary.rows = pull(plan, context, nullptr, &writer);
        }
        if (transaction) {
            transaction->finish();
        }
        summary.statistics = context.statistics;
        finish(summary);
        return summary;
    } catch (QueryError& error) {
        if (reused) {
            if (const auto offset = error.offset()) {
                error.move_to(reused->moved(*offset));
            }
        }
        error.locate(text);
        throw;
    } catch (const graph::UniquenessError& error) {
        throw QueryError("ConstraintVerificationFailed", Phase::Runtime, "UniquenessViolated",
                         error.what(), {}, "MERGE finds a node or makes it");
    }
}

void Session::begin() {
    if (transaction_ != nullptr) {
        throw StoreError("a transaction is open already; commit it or roll it back first");
    }
    transaction_ = database_->begin();
}

void Session::commit() {
    if (transaction_ == nullptr) {
        throw StoreError("no transaction is open");
    }
    transaction_->commit();
    transaction_.reset();
}

void Session::rollback() {
    if (transaction_ == nullptr) {
        throw StoreError("no transaction is open");
    }
    transaction_.reset();
}

graph::GraphView Session::view() const {
    return transaction_ != nullptr ? transaction_->view().with_filter(database_->filter())
                                   : database_->view();
}

Summary Session::run(const SchemaCommand& command, RowWriter& writer) {
    if (command.kind != SchemaCommand::Kind::ShowIndexes &&
        command.kind != SchemaCommand::Kind::ShowConstraints) {
        change_schema(command);
        writer.begin({}, view());
        return {};
    }
    const graph::GraphView view = this->view();
    std::vector<std::vector<Value>> rows;
    Summary summary;
    if (command.kind == SchemaCommand::Kind::ShowIndexes) {
        summary.columns = {"property"};
        for (const KeyId key : view.reader().keys()) {
            if (view.is_indexed(key)) {
                rows.push_back({std::string(view.name_of(key))});
            }
        }
    } else {
        summary.columns = {"name", "type", "label", "property"};
        for (const auto& constraint : graph::unique_constraints(view.reader())) {
            rows.push_back({constraint.name, "UNIQUENESS", constraint.label, constraint.key});
        }
    }
    writer.begin(summary.columns, view);
    for (const std::vector<Value>& row : rows) {
        writer.row(row);
    }
    summary.rows = rows.size();
    return summary;
}

void Session::change_schema(const SchemaCommand& command) {
    using enum SchemaCommand::Kind;
    StatementTransaction transaction(transaction_.get(), *database_);
    graph::GraphTransaction& graph = transaction.get();
    if (command.kind == CreateIndex || command.kind == DropIndex) {
        const KeyId key = graph.intern_key(command.key);
        command.kind == DropIndex ? graph.drop_index(key) : graph.create_index(key);
        transaction.finish();
        return;
    }
    const auto known = graph::unique_constraints(graph.view().reader());
    const auto found = std::find_if(known.begin(), known.end(), [&](const auto& constraint) {
        return (!command.name.empty() && constraint.name == command.name) ||
               (constraint.label == command.label && constraint.key == command.key);
    });
    if (command.lenient && (found != known.end()) == (command.kind == CreateConstraint)) {
        return;
    }
    const std::string name = !command.name.empty()  ? command.name
                             : found != known.end() ? found->name
                                                    : "unique_" + command.label + "_" + command.key;
    if (command.kind == DropConstraint) {
        graph.drop_constraint(name);
    } else {
        graph.add_constraint({name, command.label, command.key});
    }
    transaction.finish();
}

void Session::define(Procedure procedure) {
    plans_.clear();
    procedures_.define(std::move(procedure));
}

void Session::clear_procedures() {
    plans_.clear();
    procedures_.clear();
}

Value Session::evaluate(std::string_view expression, const Map& parameters) {
    try {
        const ExpressionPtr parsed = parse_expression(expression);
        const BoundQuery bound = bind_constant(parsed);
        if (!bound.subplans.empty()) {
            syntax_error("UnexpectedSyntax", "a pattern cannot stand here", 0);
        }
        Budget budget(options_.limits, options_.cancel);
        Context context(view(), parameters, budget, bound.names);
        context.frame.resize(static_cast<std::size_t>(bound.slots));
        return query::evaluate(*parsed, context);
    } catch (QueryError& error) {
        error.locate(expression);
        throw;
    }
}

}  // namespace trefoil::query
