#!/usr/bin/env python3
"""Every option of every command does what its help says, and none is without a test.

usage: options_test.py TREFOIL SAMPLES [unittest arguments]
"""
import ast
import importlib.machinery
import importlib.util
import json
import os
import pathlib
import pty
import re
import subprocess
import sys

from harness import TREFOIL, CliTest, main, read_terminal

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "tests"))
import readme_test  # noqa: E402

LOADER = importlib.machinery.SourceFileLoader("completions", str(ROOT / "scripts" / "completions"))
completions = importlib.util.module_from_spec(importlib.util.spec_from_loader("completions", LOADER))
LOADER.exec_module(completions)


def words_of_calls():
    """The words of each command that a test of the program runs or a tested page shows, as sets."""
    for path in sorted((ROOT / "tests" / "cli").glob("*_test.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, (ast.Call, ast.Tuple, ast.List)):
                texts = [part.value for part in ast.walk(call) if isinstance(part, ast.Constant) and isinstance(part.value, str)]
                yield {word for text in texts for word in ([text] if text.startswith("-") else text.split())}
    for page in ("README.md", "docs/tutorial.md"):
        for _, _, inside in readme_test.blocks((ROOT / page).read_text(encoding="utf-8")):
            for command, _ in readme_test.sessions(inside):
                for part in re.split(r"[|;&]", command):
                    yield set(part.split())


class Table(CliTest):
    def test_every_option_of_every_command_is_used_by_a_test(self):
        common, commands = completions.tables(TREFOIL)
        calls = list(words_of_calls())
        missing = [name for names, _, _ in common for name in names if not any(name in call for call in calls)]
        for command, _, options in commands:
            missing += [command + " " + name for names, _, _ in options for name in names
                        if name not in ("-h", "--help") and not any(command in call and name in call for call in calls)]
        self.assertEqual(missing, [])
        self.assertGreater(sum(len(options) for _, _, options in commands), 80)


def triple(subject, relation, other, **more):
    return dict({"subject": {"text": subject, "entity": subject, "type": "Person"}, "relation": {"text": relation, "type": relation},
                 "object": {"text": other, "entity": other, "type": "Person"}, "confidence": 0.9}, **more)


class View(CliTest):
    """Options that choose facts."""

    def setUp(self):
        super().setUp()
        lines = [("a.txt", triple("Ann Poe", "met", "Bob Ray", confidence=0.4)), ("b.txt", triple("Ann Poe", "saw", "Cid Low", time="2020-01-05")),
                 ("b2.txt", triple("Ann Poe", "saw", "Cid Low", time="2020-01-05")), ("c.txt", triple("Ann Poe", "hit", "Dan Fox", time="2021-01-05")),
                 ("d.txt", triple("Ann Poe", "won", "Eve Hay", attribution={"source": "Flo", "entity": None}))]
        self.write("t.jsonl", "".join(json.dumps({"document": name, "text": "In %s %s." % (name, fact["relation"]["text"]), "triples": [fact]}) + "\n"
                                      for name, fact in lines))
        self.ok("ingest", "--format", "triples", "t.jsonl")

    def types(self, *options):
        return sorted(line.split("\t")[1] for line in self.ok("find", "Ann", "--format", "tsv", *options).out.splitlines())

    def test_filters_hide_facts(self):
        self.assertEqual(self.types(), ["hit", "met", "saw", "won"])
        self.assertEqual(self.types("--min-confidence", "0.5"), ["hit", "saw", "won"])
        self.assertEqual(self.types("--min-sources", "2"), ["saw"])
        self.assertEqual(self.types("--no-attributed"), ["hit", "met", "saw"])
        self.assertEqual(self.types("--since", "2020-06-01", "--min-confidence", "0.1"), [t for t in self.types("--since", "2020-06-01") if t != "saw"])
        self.assertNotIn("saw", self.types("--since", "2020-06-01"))
        self.assertIn("hit", self.types("--since", "2020-06-01"))
        self.assertNotIn("hit", self.types("--until", "2020-06-01"))
        self.assertIn("saw", self.types("--until", "2020-06-01"))

    def test_find_by_object_and_no_more_than_wanted(self):
        self.assertEqual([line.split("\t")[1] for line in self.ok("find", "--object", "Cid Low", "--format", "tsv").out.splitlines()], ["saw"])
        self.assertEqual(len(self.ok("find", "Ann", "--limit", "2", "--format", "tsv").out.splitlines()), 2)

    def test_stats_lists_as_many_as_wanted(self):
        lines = self.ok("stats", "--top", "1").out.splitlines()
        at = lines.index("relationships shown, by type")
        self.assertLess(len(lines[at + 1:]), len(self.ok("stats").out.splitlines()) - at - 1)


class Walks(CliTest):
    def test_paths_are_as_long_and_as_many_as_wanted(self):
        self.ok("query", "CREATE (a {name: 'A'}), (b {name: 'B'}), (c {name: 'C'}), (d {name: 'D'}), (a)-[:R]->(b), (b)-[:R]->(c), (a)-[:S]->(d), (d)-[:S]->(c)")
        self.assertEqual(len(self.ok("path", "A", "C").out.splitlines()), 2)
        self.assertEqual(self.run_trefoil("path", "A", "C", "--max-hops", "1", "--exit-status").code, 4)
        self.assertEqual(self.run_trefoil("connect", "A", "C", "--max-hops", "1", "--exit-status").code, 4)
        one = self.ok("connect", "A", "C", "--count", "1").out
        self.assertLess(len(one.splitlines()), len(self.ok("connect", "A", "C", "--count", "2").out.splitlines()))

    def test_paths_pass_through_common_nouns_only_if_told_to(self):
        self.ok("ingest", "-", data="Maria Keller bought a boat. Tom Orlovsky sold the boat.\n")
        self.ok("query", "MATCH (b:Concept) WITH b LIMIT 1 MATCH (a:Person) CREATE (a)-[:TOUCHES]->(b)")
        for without, through in ((("path", "Keller", "Orlovsky"), ("path", "Keller", "Orlovsky", "--through", "concepts")),
                                 (("connect", "Keller", "Orlovsky"), ("connect", "Keller", "Orlovsky", "--through", "concepts"))):
            self.assertEqual(self.run_trefoil(*without, "--exit-status").code, 4)
            self.assertIn("TOUCHES", self.ok(*through).out)


class Text(CliTest):
    LINES = "Maria Keller founded Northwind\nTom Orlovsky left it\n"

    def test_lines_are_sentences(self):
        self.assertEqual(len(re.findall(r"^# text = ", self.ok("parse", "--lines", data=self.LINES, db=False).out, re.M)), 2)
        self.assertEqual(len(re.findall(r"^# text = ", self.ok("parse", data=self.LINES, db=False).out, re.M)), 1)
        self.assertEqual(len(re.findall(r"^# text = ", self.ok("annotate", "--until", "tokens", "--lines", data=self.LINES, db=False).out, re.M)), 2)

    def test_it_explains_why(self):
        explained = self.ok("extract", "--explain", data="Maria Keller founded Northwind. Hello!\n", db=False).out
        self.assertGreater(len(explained), len(self.ok("extract", data="Maria Keller founded Northwind. Hello!\n", db=False).out))

    def test_each_stage_is_shown(self):
        shown = {stage: self.ok("annotate", "--until", stage, data=self.LINES, db=False).out for stage in ("tokens", "tree", "names", "entities", "triples")}
        self.assertEqual(len(set(shown.values())), 5)
        self.assertEqual(self.ok("annotate", data=self.LINES, db=False).out, shown["triples"])

    def test_a_date_dates_what_the_text_leaves_open(self):
        data = "Maria Keller founded Northwind on Tuesday.\n"
        for command in (("annotate", "--date", "2021-05-05"), ("extract", "--date", "2021-05-05")):
            self.assertIn("2021-05-04", self.ok(*command, data=data, db=False).out)
            self.assertNotIn("2021-05-04", self.ok(command[0], data=data, db=False).out)

    def test_text_in_another_language_is_read_if_told_to(self):
        data = "Der Vorstand hat am Montag beschlossen, die Firma zu verkaufen. Die Mitarbeiter wurden nicht gefragt, sagte der Sprecher gestern Abend.\n" * 3
        self.assertEqual(self.ok("extract", "--format", "jsonl", data=data, db=False).out, "")
        self.assertNotEqual(self.ok("extract", "--format", "jsonl", "--any-language", data=data, db=False).out, "")

    def test_score_lists_and_takes_rules(self):
        gold = self.write("my.gold", "= Maria Keller founded Northwind .\n+ Maria Keller | founded | Northwind\n= Tom slept .\n+ Tom | owns | a boat\n")
        short = self.ok("score", gold, db=False).out
        self.assertNotIn("a boat", short)
        self.assertIn("a boat", self.ok("score", gold, "--list", db=False).out)
        rules = self.write("r.txt", "rule founder 0.9\ntoken V lemma=found\nchild V S rel=nsubj\nchild V O rel=obj\nfact O | \"founded by\" | S\ntype has_founder\n")
        self.assertNotEqual(self.ok("score", gold, "--rules", rules, db=False).out, short)


class Files(CliTest):
    def test_long_names_of_short_options(self):
        script = self.write("s.cypher", "CREATE (:A {name: 'x'})-[:R]->(:B {name: 'y'});\n")
        self.ok("query", "--file", script)
        self.ok("export", "--output", "g.tsv")
        self.assertTrue((self.dir / "g.tsv").read_text().startswith("x\tR\ty"))
        self.assertIn("Usage: trefoil", self.ok("-h", db=False).out)
        self.assertNotIn("1 node", self.ok("-q", "query", "CREATE (:C)").err)

    def test_delimiters_of_imports(self):
        self.ok("import", "--delimiter", ";", self.write("g.csv", "subject;relation;object\na,b;knows;c\n"))
        self.assertIn("a,b", self.ok("find", "c", "--format", "tsv").out)
        self.ok("import", "--delimiter", "\\t", self.write("t.csv", "subject\trelation\tobject\nd\tknows\te\n"))
        self.assertIn("d\tknows", self.ok("find", "e", "--format", "tsv").out)

    def test_old_backups_go(self):
        self.ok("query", "CREATE (:A)")
        for number in range(3):
            self.ok("query", "CREATE (:A)")
            self.ok("backup", "--keep", "2", self.dir / "b")
        self.assertEqual(len(self.ok("restore", "--list", self.dir / "b", db=False).out.splitlines()), 2)

    def on_terminal(self, *arguments, typed):
        """All that a command shows on a terminal where `typed` was typed before it began."""
        self.need_terminals()
        environment = dict(os.environ, TERM="dumb", TREFOIL_INIT=str(self.write("init", ":param greeting => 'good day'\n")))
        master, slave = pty.openpty()
        process = subprocess.Popen([TREFOIL, "--db", ":memory:", *arguments], stdin=slave, stdout=slave, stderr=slave, cwd=self.dir, env=environment)
        os.close(slave)
        os.write(master, typed.encode())
        seen = read_terminal(master)
        process.wait(timeout=60)
        return seen.decode()

    def test_the_start_up_file_is_left_alone_if_told_to(self):
        self.assertIn("good day!", self.on_terminal("shell", typed="RETURN $greeting + '!' AS x;\n:quit\n"))
        self.assertNotIn("good day!", self.on_terminal("shell", "--no-init", typed="RETURN $greeting + '!' AS x;\n:quit\n"))

    def test_two_names_are_kept_apart(self):
        self.ok("ingest", "-", data="Mykhailo Hrebinskiy met Maria Keller in Berlin. Mykhailo Hrebinskiy left Berlin.\n")
        self.ok("merge", "--never", "Mykhailo Hrebinskiy", "Maria Keller")
        self.assertIn("never merge", self.ok("decisions").out)

    def test_aliases_are_applied_with_the_articles(self):
        aliases = self.write("names.tsv", "Maria Keller\tTom Orlovsky\n")
        self.ok("ingest", "--aliases", aliases, "-", data="Maria Keller founded Northwind. Tom Orlovsky left Berlin.\n")
        self.assertEqual(self.ok("query", "MATCH (p:Person) RETURN count(*) AS n", "--format", "csv").out, "n\r\n1\r\n")


if __name__ == "__main__":
    main()
