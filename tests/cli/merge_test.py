#!/usr/bin/env python3
"""Tests of `trefoil why`, `merge`, `unmerge`, `split` and `decisions`.

usage: merge_test.py TREFOIL SAMPLES [unittest arguments]
"""
import json
import pathlib
import random

from harness import CliTest, main

NAMESAKES = pathlib.Path(__file__).resolve().parent.parent / "data" / "namesakes"

FIRST = "Mykhailo Hrebinskiy met Maria Keller in Berlin. Hrebinskiy thanked Maria Keller.\n"
SECOND = "Mykhailo Hrebinsky met Tom Orlovsky in Berlin. Hrebinsky thanked Tom Orlovsky.\n"
THIRD = "Maria Keller founded a school in Berlin.\n"


class Merges(CliTest):
    def setUp(self):
        super().setUp()
        for name, text in (("a.txt", FIRST), ("b.txt", SECOND), ("c.txt", THIRD)):
            self.ok("ingest", self.write(name, text))

    def people(self):
        return self.ok("query", "--format", "csv", "MATCH (p:Person) RETURN p.name ORDER BY p.name").out

    def test_why_tells_the_rule(self):
        one = self.ok("why", "Mykhailo Hrebinskiy", "Mykhailo Hrebinsky").out
        self.assertTrue(one.startswith("one entity"), one)
        self.assertIn("one name, spelt in two ways", one)
        two = json.loads(self.ok("why", "Maria Keller", "Tom Orlovsky", "--format", "jsonl").out)
        self.assertFalse(two["one"])
        self.assertTrue(two["pairs"])

    def test_a_merge_is_listed_holds_and_is_undone_exactly(self):
        before = self.canonical()
        done = self.ok("merge", "Maria Keller", "Tom Orlovsky").out.split("\t")
        self.assertEqual(done[0], "merged")
        self.assertIn(done[1], self.ok("decisions").out)
        self.assertTrue(self.ok("why", "Maria Keller", "Tom Orlovsky").out.startswith("one entity"))
        self.assertEqual(self.run_trefoil("merge", "Maria Keller", "Tom Orlovsky").code, 2)
        self.ok("unmerge", "Maria Keller", "Tom Orlovsky")
        self.assertEqual(self.canonical(), before)
        self.ok("merge", "Maria Keller", "Tom Orlovsky")
        self.ok("unmerge", done[1])
        self.assertEqual(self.canonical(), before)
        self.ok("check")

    def test_unmerge_overrules_a_rule(self):
        before = self.canonical()
        done = self.ok("unmerge", "Mykhailo Hrebinskiy", "Mykhailo Hrebinsky").out.split("\t")
        self.assertEqual(done[0], "decided")
        self.assertIn("Hrebinskiy", self.people())
        self.assertIn("Hrebinsky\n", self.people().replace("\r", ""))
        self.ok("unmerge", done[1])
        self.assertEqual(self.canonical(), before)

    def test_split_in_one_document(self):
        before = self.canonical()
        done = self.ok("split", "Maria Keller", self.dir / "c.txt").out.split("\t")
        self.assertEqual(self.people().count("Maria Keller"), 2)
        several = self.run_trefoil("show", "Maria Keller")
        self.assertEqual(several.code, 0)
        ambiguous = self.run_trefoil("merge", "Maria Keller", "Tom Orlovsky")
        self.assertEqual(ambiguous.code, 2)
        self.assertIn("give an id", ambiguous.err)
        self.ok("unmerge", done[1])
        self.assertEqual(self.canonical(), before)

    def test_a_file_of_aliases(self):
        aliases = self.write("names.tsv", "# ours\nMaria Keller\tTom Orlovsky\tNobody Known\n"
                                          "!Mykhailo Hrebinskiy\tMykhailo Hrebinsky\n")
        said = self.ok("merge", "--aliases", aliases).out
        self.assertEqual(said, "1 merged, 1 kept apart, 0 so already, 1 waiting\n")
        self.assertEqual(len(self.ok("decisions").out.splitlines()), 2)
        bad = self.run_trefoil("merge", "--aliases", self.write("bad.tsv", "only one\n"))
        self.assertEqual(bad.code, 1)
        self.assertIn("bad.tsv:1", bad.err)

    def test_errors_say_what_to_do(self):
        for arguments in (("merge", "Maria Keller"), ("why", "Maria Keller", "Nobody Known"), ("unmerge", "0" * 32),
                          ("split", "Maria Keller", "nowhere.txt"), ("unmerge", "Maria Keller", "Tom Orlovsky")):
            result = self.run_trefoil(*arguments)
            self.assertEqual(result.code, 2, arguments)
            self.assertTrue(result.err.startswith("error:"), result.err)

    def test_merges_by_rule_are_listed(self):
        merged = self.ok("decisions", "--merges", "--format", "jsonl").out
        self.assertIn("one name, spelt in two ways", merged)
        self.ok("decisions", "--review")


ARTICLES = ("""Kenyan President Daniel Mwangi on Monday recognised the new border. He thanked Nairobi's neighbours.

An official in Nairobi said Kenya would open the crossing. Another official said it was too early.
""", """Kenya's president, Daniel Mwangi, met Oleksandr Hrytsenko in Nairobi. A senior official denied the report. "We met," he said.
""", """Nairobi welcomed the visit. Mr Mwangi spoke with Olexandr Hrytsenko. They talked for two hours. Kenya said it was pleased.
""")


class Articles(CliTest):
    """What a reader expects of a few articles on one story."""

    def setUp(self):
        super().setUp()
        for number, text in enumerate(ARTICLES):
            self.ok("ingest", "--date", "2023-03-14", self.write("%d.txt" % number, text))

    def rows(self, query):
        return self.ok("query", "--format", "csv", query).out.splitlines()[1:]

    def test_one_node_for_one_thing(self):
        people = self.rows("MATCH (p:Person) RETURN p.name ORDER BY p.name")
        self.assertEqual(len(people), 2, people)
        self.assertEqual(people[0], "Daniel Mwangi")
        self.assertEqual(self.rows("MATCH (p:Place) RETURN p.name ORDER BY p.name"), ["Kenya", "Nairobi"])

    def test_a_capital_is_a_place_of_its_own_with_facts_that_lead_to_its_country(self):
        self.assertEqual(self.rows("MATCH (:Place {name: 'Nairobi'})-[r:capital_of]->(c) RETURN c.name"), ["Kenya"])
        self.assertIn("Kenya", self.ok("path", "Nairobi", "Kenya").out)

    def test_an_office_is_a_fact_about_the_country(self):
        self.assertIn("Kenya", self.rows("MATCH (:Person)-[r:president_of]->(c) RETURN c.name"))

    def test_no_node_is_named_by_a_pronoun_and_unnamed_officials_differ(self):
        names = [name.lower() for name in self.rows("MATCH (n) RETURN n.name")]
        self.assertFalse({"he", "she", "it", "they", "we", "him", "them"} & set(names), names)
        officials = [name for name in names if "official" in name and "said" not in name]
        self.assertGreaterEqual(len(officials), 3, names)

    def test_a_weekday_is_a_day(self):
        rows = [json.loads(line) for line in
                self.ok("extract", "--date", "2023-03-14", "--format", "jsonl", self.dir / "0.txt").out.splitlines()]
        values = {m["text"]: m["value"] for row in rows for m in row["mentions"] if m["kind"] == "value"}
        self.assertEqual(values.get("Monday"), "2023-03-13")


class Orders(CliTest):
    def articles(self):
        """Files of short articles over names that are merged, reviewed and told apart."""
        texts = []
        for kind in ("same", "different"):
            for block in (NAMESAKES / (kind + ".txt")).read_text(encoding="utf-8").split("\n# "):
                texts += block.strip().split("\n", 1)[1].strip().split("\n\n")[:2]
        return [self.write("%d.txt" % number, text + "\n") for number, text in enumerate(texts[::3])]

    def test_twenty_orders_with_one_and_two_threads_give_equal_stores(self):
        files = self.articles()
        first = None
        for seed in range(20):
            order = list(files)
            random.Random(seed).shuffle(order)
            cut = random.Random(seed).randrange(1, len(order))
            for threads in ("1", "2"):
                self.db = self.dir / ("%d-%s" % (seed, threads))
                self.ok("ingest", "--threads", threads, *order[:cut])
                self.ok("ingest", "--threads", threads, *order[cut:])
                store = self.canonical()
                first = first or store
                self.assertEqual(store, first, (seed, threads))
        self.ok("check")


if __name__ == "__main__":
    main()
