#include "query/internal/parser.hpp"

// Statements about indexes and constraints.

namespace trefoil::query::internal {

std::optional<SchemaCommand> Parser::schema_command() {
    using enum SchemaCommand::Kind;
    SchemaCommand command;
    if (at_word("SHOW")) {
        take();
        if (accept_word("INDEXES") || accept_word("INDEX")) {
            command.kind = ShowIndexes;
        } else if (accept_word("CONSTRAINTS") || accept_word("CONSTRAINT")) {
            command.kind = ShowConstraints;
        } else {
            unexpected("INDEXES or CONSTRAINTS");
        }
        return command;
    }
    const bool drop = at_word("DROP");
    const bool constraint = at_word("CONSTRAINT", 1);
    if (!(drop || at_word("CREATE")) || !(constraint || at_word("INDEX", 1))) {
        return std::nullopt;
    }
    take();
    take();
    if (!at_word("FOR") && !at_word("ON") && !at_word("IF") && at_name()) {
        command.name = take().value;
    }
    if (accept_word("IF")) {
        if (!drop) {
            expect_word("NOT", "after IF");
        }
        expect_word("EXISTS", "after IF");
        command.lenient = true;
    }
    if (constraint) {
        command.kind = drop ? DropConstraint : CreateConstraint;
        if (!drop || command.name.empty()) {
            constraint_target(command);
        }
    } else {
        command.kind = drop ? DropIndex : CreateIndex;
        index_target(command);
    }
    return command;
}

/// FOR (n:Label) ON (n.key), or the older ON :Label(key).
void Parser::index_target(SchemaCommand& command) {
    if (accept_word("FOR")) {
        labelled_node(command);
        expect_word("ON", "before the property");
        expect_symbol("(", "before the property");
        node_property(command);
    } else {
        expect_word("ON", "or FOR");
        if (accept_symbol(":")) {
            command.label = name("a label");
        }
        expect_symbol("(", "before the property");
        command.key = name("a property name");
    }
    expect_symbol(")", "after the property");
}

/// FOR (n:Label) REQUIRE n.key IS UNIQUE, or the older ON (n:Label) ASSERT n.key IS UNIQUE.
void Parser::constraint_target(SchemaCommand& command) {
    const bool older = at_word("ON");
    if (!older && !at_word("FOR")) {
        unexpected("FOR (n:Label) REQUIRE n.property IS UNIQUE");
    }
    take();
    labelled_node(command);
    if (command.label.empty()) {
        unexpected("a node with a label");
    }
    expect_word(older ? "ASSERT" : "REQUIRE", "after the node");
    const bool parentheses = accept_symbol("(");
    node_property(command);
    if (parentheses) {
        expect_symbol(")", "after the property");
    }
    expect_word("IS", "after the property");
    expect_word("UNIQUE", "after IS");
}

void Parser::labelled_node(SchemaCommand& command) {
    expect_symbol("(", "before the node");
    name("a variable");
    if (accept_symbol(":")) {
        command.label = name("a label");
    }
    expect_symbol(")", "after the node");
}

void Parser::node_property(SchemaCommand& command) {
    name("a variable");
    expect_symbol(".", "before the property");
    command.key = name("a property name");
}

}  // namespace trefoil::query::internal
