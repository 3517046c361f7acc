#!/usr/bin/env python3
"""Tests of closed-list names of relations and of quantities that queries can compare.

usage: relations_test.py TREFOIL SAMPLES [unittest arguments]
"""
from harness import CliTest, main

TEXT = "Northwind bought Acme Corporation in 2019. Maria Keller visited Berlin. Northwind paid 5 million euros.\n"


class Relations(CliTest):
    def setUp(self):
        super().setUp()
        self.article = self.write("a.txt", TEXT)

    def test_a_fact_has_the_closed_list_name_and_find_knows_it(self):
        self.ok("ingest", self.article)
        out = self.ok("query", "--format", "csv", "MATCH ()-[r]->() WHERE r.relation = 'acquire' RETURN type(r)").out
        self.assertIn("buy", out)
        self.assertIn("Acme", self.ok("find", "Northwind", "acquire").out)

    def test_every_inflection_and_voice_finds_the_fact(self):
        self.ok("ingest", self.article)
        for words in ("visit", "visits", "visited", "visiting"):
            self.assertIn("Berlin", self.ok("find", "Maria Keller", words).out, words)
        self.assertIn("Maria Keller", self.ok("find", "Berlin", "visited by").out)

    def test_a_users_table_replaces_the_shipped_one(self):
        table = self.write("mine.tsv", "# mine\ntravel\tvisit go_to\n")
        self.ok("ingest", self.article)
        self.ok("ingest", "--relations", table, self.article)
        out = self.ok("query", "--format", "csv", "MATCH ()-[r]->() WHERE r.relation IS NOT NULL RETURN DISTINCT r.relation").out
        self.assertEqual(out.split(), ["r.relation", "travel"])
        bad = self.run_trefoil("ingest", "--relations", self.write("bad.tsv", "no types\n"), self.article)
        self.assertEqual(bad.code, 1)
        self.assertIn("bad.tsv:1", bad.err)

    def test_money_compares_as_a_number_with_a_unit(self):
        self.ok("ingest", self.article)
        out = self.ok("query", "--format", "csv",
                      "MATCH (m:Money) WHERE m.amount >= 5000000 AND m.unit = 'EUR' RETURN m.name, m.value").out
        self.assertIn("5 million euros", out)
        none = self.ok("query", "--format", "csv", "MATCH (m:Money) WHERE m.amount > 5000000 RETURN m.name").out
        self.assertEqual(len(none.splitlines()), 1)


if __name__ == "__main__":
    main()
