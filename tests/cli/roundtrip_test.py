#!/usr/bin/env python3
"""What an export writes comes back as an equal graph: every format that import reads, on hostile data and on extracted facts.

Graphs are compared by what queries answer, not by another export.
usage: roundtrip_test.py TREFOIL SAMPLES [unittest arguments]
"""
import collections
import csv
import itertools
import json

from harness import CliTest, main

FORMATS = ("jsonl", "graphml", "nt", "nq", "cypher", "neo4j")

GENERAL = r"""
CREATE (a:Person:`Odd: one; \\ "two" <x>` {name: 'Łódź', most: 9223372036854775807, least: -9223372036854775808,
  beyond_double: 9007199254740993, one: 1.0, tiny: 5e-324, huge: 1.7976931348623157e308, zero: -0.0, yes: true, no: false,
  nothing: '', list: [1, 2.5, 'x', true, '', '\n'], empty: [], one_item: [7], dates: [date('2001-02-03'), duration('P1M')], nan: 0.0/0.0,
  inf: 1.0/0.0, minus: -1.0/0.0, odd_floats: [0.0/0.0, -0.0, 1.0/0.0, -1.0/0.0]}),
 (b {name: 'é \u0065\u0301 😀 𐍈 مرحبا שלום \u200f\u202e', text: 'a\nb\rc\td"e\'f\\g`h<i>&;]]>|,=', control: '\u0000\u0001\u001f\u007f\u0085\u2028\ufffe\uffff',
  day: date('1984-10-11'), local: localtime('10:11:12.123456789'), time: time('10:11:12+01:00'), both: localdatetime('1984-10-11T10:11:12'),
  zoned: datetime('1984-10-11T10:11:12+01:00'), named: datetime('1984-10-11T10:11:12[Europe/Stockholm]'), long: duration('P1Y2M3DT4H5M6.789S')}),
 (:Bare), (), (), ({name: ''}), ({name: '1'}), ({name: 'x', mixed: 1}), ({name: 'x', mixed: '1'}), ({name: 'x', mixed: date('2001-02-03')}),
 (:_Import:`control \u0001\u0000\ufffe` {`k: x;y,"z"`: 1, `control \u0002`: 1, `a:long`: 'text', ``: 'no name',  _import: 3, labels: 'l', type: 't', id: 'i', `:ID`: 'n', `:LABEL`: 'm', iri: 'urn:x', from: 0, node: 1}),
 (a)-[:R]->(b), (a)-[:R]->(b), (a)-[:R {x: 1}]->(b), (a)-[:R {x: 1}]->(b), (a)-[:R {x: 1.0}]->(b), (a)-[:R {x: '1'}]->(b), (a)-[:S]->(b),
 (a)-[:`R; "s": <t>, \\ 'u'`]->(a), (a)-[:R]->(a), (a)-[:R]->(a), (a)-[:`control \u0001`]->(b),
 (b)-[:R {zero: -0.0, nan: 0.0/0.0, nothing: '', empty: [], labels: 'l', type: 't', evidence: ['e'], day: date('2001-02-03'), `:TYPE`: 'o'}]->(a)
"""
NODES = "MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties"
EDGES = ("MATCH (a)-[r]->(b) RETURN labels(a) AS a_labels, properties(a) AS a, type(r) AS type, properties(r) AS r,"
         " labels(b) AS b_labels, properties(b) AS b, [e IN evidence(r) | e.sentence + ' [' + e.source + ']'] AS evidence")


def triples():
    """Facts of every polarity and modality, with attribution, time and a second sentence."""
    lines = []
    for number, (polarity, modality) in enumerate(itertools.product(("positive", "negative"), ("actual", "planned", "possible", "conditional", "reported"))):
        text = "Sentence %d says \"no\", \\ <b> & so on." % number
        triple = {"subject": {"text": "Ann %d" % number, "entity": "Ann %d" % number, "type": "Person"},
                  "relation": {"text": "met", "type": "meet", "kind": "verb"},
                  "object": {"text": "Bob", "entity": "Bob", "type": "Person"}, "polarity": polarity, "modality": modality,
                  "attribution": {"source": "Cid", "entity": "Cid"} if number % 3 == 0 else None,
                  "time": "2022-02-%02d" % (number + 1) if number % 2 else None, "confidence": 0.5 + number / 32}
        lines.append({"document": "d%d.txt" % (number % 3), "text": text, "triples": [triple]})
    lines.append({"document": "d0.txt", "text": "Ann 0 met Bob again.", "triples": [lines[0]["triples"][0]]})
    lines.sort(key=lambda line: line["document"])
    return "".join(json.dumps(line) + "\n" for line in lines)


class RoundTrip(CliTest):
    def rows(self, query):
        return json.loads(self.ok("query", "--facts", "all", "--format", "json", query).out)

    def graph(self):
        """Nodes and relationships as multisets of exact text: -0.0 is not 0, 1.0 not 1, NaN is NaN."""
        nodes = collections.Counter(json.dumps([sorted(row["labels"]), row["properties"]], sort_keys=True) for row in self.rows(NODES))
        edges = collections.Counter()
        for row in self.rows(EDGES):
            if row["evidence"]:  # what is known of a fact becomes its property
                row["r"]["evidence"] = row["evidence"]
            del row["evidence"]
            row["a_labels"].sort()
            row["b_labels"].sort()
            edges[json.dumps(row, sort_keys=True)] += 1
        return nodes, edges

    def export_all(self):
        for name in FORMATS:
            self.ok("export", "--facts", "all", "--format", name, "-o", self.dir / ("g." + name))

    def imported(self, name):
        self.db = self.dir / (name + ".db")
        self.ok("import", "--format", name, self.dir / ("g." + name))
        self.ok("check")
        return self.graph()

    def check_all_formats(self):
        first = self.graph()
        self.export_all()
        for name in FORMATS:
            with self.subTest(name):
                again = self.imported(name)
                for before, after in zip(first, again):
                    self.assertEqual(before - after, collections.Counter())
                    self.assertEqual(after - before, collections.Counter())
        return first

    def test_a_general_graph_comes_back_equal(self):
        self.ok("query", GENERAL)
        nodes, edges = self.check_all_formats()
        self.assertEqual((sum(nodes.values()), sum(edges.values())), (11, 12))
        self.assertEqual(sorted(nodes.values())[-1], 2)  # two bare nodes
        self.assertEqual(sorted(edges.values())[-3:], [2, 2, 2])
        text = "".join(nodes) + "".join(edges)
        for value in ('{"$float": "NaN"}', '{"$float": "-Inf"}', '"zero": -0.0', "9007199254740993", "[Europe/Stockholm]", '"x": 1.0'):
            self.assertIn(value, text)

    def test_extracted_facts_come_back_with_polarity_modality_and_evidence(self):
        self.ok("ingest", "--format", "triples", self.write("t.jsonl", triples()))
        self.ok("query", "MATCH (a:Person {name: 'Bob'}) SET a:Mine, a.note = 'x' CREATE (a)-[:OWNS {n: 1}]->(:Thing)")
        _, edges = self.check_all_formats()
        facts = [json.loads(edge)["r"] for edge in edges]
        facts = [fact for fact in facts if "polarity" in fact]
        self.assertEqual(len({(fact["polarity"], fact["modality"]) for fact in facts}), 10)
        self.assertTrue(any(fact.get("attribution") == "Cid" for fact in facts))
        self.assertTrue(any("time" in fact for fact in facts))
        self.assertEqual(max(len(fact["evidence"]) for fact in facts), 2)

    def test_an_edge_list_comes_back_as_the_same_triples(self):
        self.ok("ingest", "--format", "triples", self.write("t.jsonl", triples()))
        self.ok("query", r"CREATE ({name: 'é 😀 שלום'})-[:`=says, 'no'`]->({name: '-x'}), ({name: '\'=x'})-[:`''@`]->({name: '\'-5'}), ({name: '-inf'})-[:`-`]->({name: '+1.5e3'}), ({name: '+1'})-[:`'quoted'`]->({name: '@a'})")
        shown = "MATCH (a)-[r]->(b) RETURN DISTINCT a.name AS a, type(r) AS type, b.name AS b ORDER BY a, type, b"
        first = self.rows(shown)
        self.assertEqual(len(first), 14)
        for name in ("csv", "tsv"):
            with self.subTest(name):
                self.db = self.dir / "t.db"
                self.ok("export", "--facts", "all", "-o", self.dir / ("g." + name))
                self.db = self.dir / (name + ".db")
                self.ok("import", self.dir / ("g." + name))
                self.assertEqual(self.rows(shown), first)
        with open(self.dir / "g.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(len({(row["polarity"], row["modality"]) for row in rows if row["fact"]}), 10)
        self.assertTrue(all(row["sentence"] for row in rows if row["fact"]))

    def test_a_canonical_export_makes_an_equal_store(self):
        self.ok("ingest", "--format", "triples", self.write("t.jsonl", triples()))
        self.ok("ingest", self.write("a.txt", "Maria Keller founded Northwind in Berlin on 3 May 2021. Keller said that it will not sell.\n"))
        self.ok("query", GENERAL)
        # What looks alike: rings, leaves, bare nodes.
        self.ok("query", "UNWIND range(1, 3) AS i CREATE (x:Ring)-[:N]->(:Ring)-[:N]->(:Ring)-[:N]->(x), (h:Hub)-[:L]->(:Leaf), (h)-[:L]->(:Leaf), ()")
        self.ok("query", "CREATE CONSTRAINT number FOR (n:Numbered) REQUIRE n.number IS UNIQUE")
        self.ok("query", "MATCH (a:Person {name: 'Bob'})-[r]-() SET a:Mine, a.note = 'x', r.mine = [1.5, date('2001-01-01')]"
                         " CREATE (a)-[:OWNS {n: 1}]->(:Thing)")
        self.ok("import", "-", data="A\tx\tB\nB\ty z\tC\n")
        self.ok("merge", "Ann 1", "Ann 2")
        self.ok("query", "MATCH (:Person {name: 'Ann 0'})-[r:meet]->() DELETE r")
        first = self.ok("export", "--canonical", "-o", self.dir / "g.jsonl") and (self.dir / "g.jsonl").read_bytes()
        decisions = self.ok("decisions").out
        self.db = self.dir / "again.db"
        self.ok("import", self.dir / "g.jsonl")
        self.assertEqual(self.canonical().encode(), first)
        self.assertEqual(self.ok("decisions").out, decisions)
        self.ok("check")
        self.assertIn("found", self.ok("find", "Keller").out)
        self.assertEqual(self.run_trefoil("query", "CREATE (:Numbered {number: 1}), (:Numbered {number: 1})").code, 2)
        self.assertIn("0 new nodes", self.ok("import", "-", data="A\tx\tB\n").out)  # known by its name
        self.one_line_error(self.run_trefoil("import", self.dir / "g.jsonl"), 1, "empty")

    def test_a_damaged_canonical_export_changes_nothing(self):
        self.ok("ingest", "--format", "triples", self.write("t.jsonl", triples()))
        lines = self.canonical().splitlines(keepends=True)
        self.db = self.dir / "again.db"
        for number, line in enumerate(lines[:1] + lines[1::16], 1):
            for damaged in (line.replace("[", "[1,", 1), line[:len(line) // 2] + "\n", line.replace('"_canonical":1', '"_canonical":0')):
                path = self.write("bad.jsonl", lines[0] + damaged if number > 1 else damaged)
                if damaged != line:
                    result = self.run_trefoil("import", "--format", "canonical", path)
                    self.assertNotEqual(result.code, 0, damaged)
                    self.assertRegex(result.err, "^error: ")
        self.assertEqual(self.canonical(), lines[0])

    def test_an_empty_graph_comes_back_empty(self):
        self.ok("query", "CREATE (a) DELETE a")
        self.export_all()
        for name in FORMATS:
            with self.subTest(name):
                self.assertEqual(self.imported(name), (collections.Counter(), collections.Counter()))


if __name__ == "__main__":
    main()
