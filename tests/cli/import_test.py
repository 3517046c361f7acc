#!/usr/bin/env python3
"""Tests of `trefoil import`: every format, bad lines, what export writes.

usage: import_test.py TREFOIL SAMPLES [unittest arguments]
"""
import gzip

from harness import CliTest, main


class Imports(CliTest):
    def test_graphs_come_in_by_the_ending_of_the_file(self):
        lines = ('{"node":0,"labels":["Person"],"properties":{"name":"Ada"}}\n'
                 '{"node":1,"properties":{"name":"Bob"}}\n{"from":0,"type":"KNOWS","to":1}\n')
        self.ok("import", self.write("g.jsonl", lines))
        first = self.canonical()
        self.ok("export", "-o", self.dir / "out.jsonl")
        self.db = self.dir / "second.db"
        self.ok("import", self.dir / "out.jsonl")
        self.assertEqual(self.canonical(), first)
        self.db = self.dir / "third.db"
        statements = "CREATE (:Person {name: 'Ada'});\nCREATE ({name: 'Bob'});\nMATCH (a {name: 'Ada'}), (b {name: 'Bob'}) CREATE (a)-[:KNOWS]->(b);\n"
        self.assertIn("3 statements: 2 new nodes, 1 new rel", self.ok("import", self.write("g.cypher", statements)).out)
        self.assertEqual(self.canonical(), first)

    def test_bad_lines_are_named_and_counted(self):
        path = self.write("g.csv", "from,kind,to\na,knows,b\na,knows\n,knows,b\n")
        result = self.run_trefoil("import", "--columns", "from,kind,to", path)
        self.assertEqual(result.code, 1)
        self.assertIn("g.csv:3", result.err)
        self.assertIn("g.csv:4", result.err)
        self.assertIn("1 new relationships", result.out)
        self.assertIn("2 bad lines", result.out)
        self.one_line_error(self.run_trefoil("import", path), 1, "no column 'subject'")
        self.one_line_error(self.run_trefoil("import", "--format", "xml", path), 2, "graphml")

    def test_a_statement_that_fails_undoes_the_whole_import(self):
        self.ok("import", "-", data="a\tknows\tb\n")
        before = self.canonical()
        path = self.write("g.cypher", "CREATE (:A);\nCREATE (:B {x: 1/0});\n")
        self.assertEqual(self.run_trefoil("import", path).code, 2)
        self.assertEqual(self.canonical(), before)

    def test_what_export_writes_comes_back_equal(self):
        self.ok("query", "CREATE (k:Person:`Odd: one` {name: 'Kim', born: date('2001-02-03'), n: 1, x: 1.0, ok: true, list: [1, 'a']})"
                         "-[:KNOWS {since: localdatetime('2001-02-03T04:05:06')}]->(l:Person {name: 'Lena \\t\"x\"'}),"
                         " (k)-[:KNOWS]->(l), (k)-[:`is a`]->(:Concept {name: ''}), ({name: 'Alone', d: duration('P1M')}), (:Bare)")
        first = self.canonical()
        for name in ("jsonl", "graphml", "nt", "nq", "cypher", "neo4j"):
            with self.subTest(name):
                path = self.dir / ("g." + name)
                self.db = self.dir / "t.db"
                self.ok("export", "--format", name, "-o", path)
                self.db = self.dir / (name + ".db")
                self.ok("import", "--format", name, path)
                self.assertEqual(self.canonical(), first)
                self.ok("check")

    def test_exported_triples_come_back(self):
        self.ok("import", "-", data="Ann\tknows\tBob\n=1+1\tis, \"so\"\t-5\n")
        first = self.canonical()
        for name in ("tsv", "csv"):
            path = self.dir / ("g." + name)
            self.db = self.dir / "t.db"
            self.ok("export", "-o", path)
            self.db = self.dir / (name + ".db")
            self.ok("import", path)
            self.assertEqual(self.canonical(), first)

    def test_compressed_files_and_standard_input(self):
        lines = b'{"node":1,"properties":{"name":"Ada"}}\n'
        self.ok("import", self.write("g.jsonl.gz", gzip.compress(lines)))
        self.ok("import", "--format", "jsonl", "-", data=lines)
        self.assertIn("2", self.ok("query", "MATCH (n {name: 'Ada'}) RETURN count(*) AS n", "--format", "csv").out)


if __name__ == "__main__":
    main()
