#!/usr/bin/env python3
"""Tests of settings and of triples as input: config show, --log, ingest --format triples, :ingest.

usage: settings_test.py TREFOIL SAMPLES [unittest arguments]
"""
import json
import re

from harness import SAMPLES, SENTENCE, CliTest, main


class Settings(CliTest):
    def test_config_show_says_where_each_value_comes_from(self):
        file = self.write("t.ini", "memory = 1G\nfacts = all\ndb = file.db\ncolor = never\n")
        out = self.ok("--config", file, "-q", "--threads", "3", "config", "show", "--origin", db=False,
                      env={"TREFOIL_DB": "environment.db"}).out.splitlines()
        self.assertIn("memory = 1G  # file %s" % file, out)
        self.assertIn("facts = all  # file %s" % file, out)
        self.assertIn("color = never  # file %s" % file, out)
        self.assertIn("db = environment.db  # environment (TREFOIL_DB)", out)
        self.assertIn("threads = 3  # command line", out)
        self.assertIn("quiet = true  # command line", out)
        self.assertIn("keep-going = false  # default", out)
        self.assertIn("# since =   # default", out)
        rows = [json.loads(line) for line in self.ok("config", "show", "--format", "jsonl").out.splitlines()]
        self.assertEqual({row["name"]: row["value"] for row in rows}["db"], str(self.db))

    def test_what_config_show_prints_is_a_configuration_file(self):
        shown = self.ok("--memory", "300M", "--color", "always", "--exit-status", "config", "show").out
        again = self.ok("--config", self.write("again.ini", shown), "config", "show", db=False).out
        self.assertEqual(again, shown)

    def test_a_log_has_a_line_of_progress_in_a_pipe(self):
        self.write("a.txt", SENTENCE)
        self.assertEqual(self.ok("ingest", "a.txt").err, "")
        self.assertIn("ingesting: 1 documents in ", self.ok("--log", "ingest", "--date", "2020-01-01", "a.txt").err)
        self.assertIn("importing: 1 lines in ", self.ok("--log", "-q", "import", "-", data="a\tb\tc\n").err)
        self.ok("import", "-", data="".join("a%d\tb\tc\n" % i for i in range(2000)))
        for name in ("jsonl", "graphml", "neo4j"):
            said = self.ok("--log", "export", "--format", name, "-o", "g." + name).err
            self.assertRegex(said, r"exporting: \d{4} records in ")
            self.assertLess(int(re.search(r"(\d+) records in", said)[1]), 4100)


class Triples(CliTest):
    def facts(self):
        """Everything about the facts but ids, confidences (extract rounds them) and the order."""
        rows = [row.split("\t") for row in self.ok("--facts", "all", "find", "?", "?", "?", "--format", "tsv").out.splitlines()]
        return sorted(row[:7] + row[8:9] + row[10:] for row in rows)

    def test_triples_from_extract_make_the_same_facts(self):
        files = sorted(SAMPLES.glob("*.txt"))
        self.ok("ingest", *files)
        expected = self.facts()
        self.assertGreater(len(expected), 50)
        self.db = self.dir / "second.db"
        lines = self.ok("extract", "--derived", "--format", "jsonl", *files, db=False).out
        self.assertIn("%d documents new" % len(files), self.ok("ingest", "--format", "triples", "-", data=lines).out)
        self.assertEqual(self.facts(), expected)
        self.ok("check")
        self.assertIn("%d unchanged" % len(files), self.ok("ingest", "--format", "triples", "-", data=lines).out)

    def test_a_bad_line_of_triples_is_named_and_loses_nothing(self):
        row = '{"document":"%s","text":"Ann met Bob.","triples":[{"subject":{"text":"Ann"},"relation":{"text":"met"},"object":{"text":"Bob"}}]}'
        path = self.write("t.jsonl", row % "a" + "\n" + row % "b" + "\nbad\n")
        result = self.run_trefoil("ingest", "--format", "triples", path, "missing.jsonl")
        self.assertEqual(result.code, 1)
        self.assertIn("t.jsonl:3: no line of JSON", result.err)
        self.assertIn("missing.jsonl", result.err)
        self.assertIn("1 document new, 2 failed", result.out)
        self.assertEqual(len(self.facts()), 1)

    def test_the_shell_ingests_files(self):
        self.write("a.txt", SENTENCE)
        out = self.ok("shell", data=":ingest a.txt\nKeller found_in ?\n").out
        self.assertIn("1 document new", out)
        self.assertIn("Berlin", out)
        self.one_line_error(self.run_trefoil("shell", data=":ingest\n"), 2, "write :ingest FILE")
        self.assertIn("a transaction is open", self.run_trefoil("shell", data=":begin\n:ingest a.txt\n").err)
        self.assertIn("missing.txt", self.run_trefoil("shell", data=":ingest missing.txt\n").err)


if __name__ == "__main__":
    main()
