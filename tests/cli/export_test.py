#!/usr/bin/env python3
"""Tests of `trefoil export`: every format, read with other programs' eyes.

usage: export_test.py TREFOIL SAMPLES [unittest arguments]
"""
import csv
import json
import re
import xml.etree.ElementTree as ElementTree

from harness import SAMPLES, CliTest, main

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://gexf.net/1.3}"
TRIPLE = re.compile(r'(<[^<>" ]+>) (<[^<>" ]+>) (<[^<>" ]+>|"(?:[^"\\]|\\.)*"(?:\^\^<[^<>" ]+>)?)( <[^<>" ]+>)? \.')


class GraphTest(CliTest):
    def make_graph(self):
        self.ok("query", "CREATE (k:Person {name: 'Kim'})-[:KNOWS {since: date('2001-02-03')}]->(l:Person {name: 'Lena'}),"
                         " (k)-[:KNOWS]->(l), (k)-[:OWNS]->(:Concept {name: 'a garden'}), (:Place {name: 'Alone, \"far\"'})")


class Pictures(GraphTest):
    def test_pictures_of_the_samples(self):
        self.ok("ingest", SAMPLES)
        for ending, magic in (("dot", b"digraph"), ("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF"),
                              ("mmd", b"flowchart LR")):
            path = self.dir / ("g." + ending)
            self.ok("export", "-o", path)
            self.assertTrue(path.read_bytes().startswith(magic), ending)
            self.assertGreater(path.stat().st_size, 500)
        again = self.dir / "again.dot"
        self.ok("export", "-o", again)
        self.assertEqual(again.read_bytes(), (self.dir / "g.dot").read_bytes())
        around = self.ok("export", "--format", "dot", "--around", "Vladimir Putin", "--hops", "1").out
        self.assertIn("Putin", around)
        self.assertLess(len(around), (self.dir / "g.dot").stat().st_size)

    def test_options_of_pictures(self):
        self.make_graph()
        few = self.ok("export", "--max-nodes", "2").out
        self.assertIn("1 node of less weight is left out", few)
        self.assertNotIn("a garden", few)
        self.assertIn("Two &lt;of&gt; many", self.ok("export", "--title", "Two <of> many").out)
        self.assertIn("Person", self.ok("export").out)
        self.assertNotIn(">Person<", self.ok("export", "--no-legend").out)

    def test_concepts_may_be_drawn_or_not(self):
        self.ok("ingest", SAMPLES)
        size = {kind: len(self.ok("export", "--concepts", kind).out) for kind in ("all", "auto", "none")}
        self.assertGreater(size["all"], size["auto"])
        self.assertGreater(size["auto"], size["none"])


class Data(GraphTest):
    """Counts and values of a small graph and of the samples agree in every format."""

    def counts(self):
        rows = self.ok("query", "MATCH (n) RETURN count(n) AS n UNION ALL MATCH ()-[r]->() RETURN count(r) AS n",
                       "--format", "csv").out.split()
        return int(rows[1]), int(rows[2])

    def test_every_format_has_all_nodes_and_relationships(self):
        self.ok("ingest", SAMPLES)
        self.make_graph()
        nodes, edges = self.counts()
        lines = [json.loads(line) for line in self.ok("export", "--format", "jsonl").out.splitlines()]
        self.assertEqual(sum("node" in line for line in lines), nodes)
        self.assertEqual(sum("from" in line for line in lines), edges)

        root = ElementTree.fromstring(self.ok("export", "--format", "graphml").out)
        self.assertEqual(len(root.findall(f".//{GRAPHML}node")), nodes)
        self.assertEqual(len(root.findall(f".//{GRAPHML}edge")), edges)
        keys = {key.get("id"): key for key in root.findall(f".//{GRAPHML}key")}
        used = {data.get("key") for data in root.findall(f".//{GRAPHML}data")}
        self.assertTrue(used <= set(keys))
        since = [data.text for data in root.findall(f".//{GRAPHML}data") if keys[data.get("key")].get("attr.name") == "since"]
        self.assertEqual(since, ["2001-02-03"])

        root = ElementTree.fromstring(self.ok("export", "--format", "gexf").out)
        self.assertEqual(len(root.findall(f".//{GEXF}node")), nodes)
        self.assertEqual(len(root.findall(f".//{GEXF}edge")), edges)

        elements = json.loads(self.ok("export", "--format", "cytoscape").out)["elements"]
        self.assertEqual((len(elements["nodes"]), len(elements["edges"])), (nodes, edges))

        matches = {}
        for name in ("nt", "nq"):
            lines = self.ok("export", "--format", name).out.splitlines()
            matches[name] = [TRIPLE.fullmatch(line) for line in lines]
            self.assertTrue(all(matches[name]), name)
        self.assertEqual(sum(bool(match[4]) for match in matches["nq"]), edges)
        rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        told, plain = {}, set()  # relationships by a statement about them, and by their triple alone
        for match in matches["nt"]:
            if any(f"{rdf}{part}>" in match[2] for part in ("subject", "predicate", "object")):
                told.setdefault(match[1], []).append(match[3])
            elif "urn:trefoil:type:" in match[2]:
                plain.add((match[1], match[2], match[3]))
        self.assertTrue({tuple(parts) for parts in told.values()} <= plain)
        self.assertEqual(len(told) + len(plain - {tuple(parts) for parts in told.values()}), edges)

        rows = list(csv.DictReader(self.ok("export", "--format", "csv").out.splitlines(keepends=True)))
        self.assertEqual(len(rows), edges)
        self.assertEqual(len(self.ok("export", "--format", "tsv").out.splitlines()), edges)

        folder = self.dir / "tables"
        self.ok("export", "--format", "neo4j", "-o", folder)
        with open(folder / "nodes.csv", newline="") as file:
            self.assertIn('Alone, "far"', [row["name"] for row in csv.DictReader(file)])
        with open(folder / "relationships.csv", newline="") as file:
            self.assertEqual(len(list(csv.DictReader(file))), edges)

    def test_a_cypher_script_makes_the_same_graph(self):
        self.make_graph()
        script = self.write("graph.cypher", self.ok("export", "--format", "cypher").out)
        exported = self.ok("export", "--format", "jsonl").out
        self.db = self.dir / "other.db"
        self.ok("query", "-f", script, "--quiet")
        self.assertEqual(self.ok("export", "--format", "jsonl").out, exported)

    def test_a_query_or_a_centre_chooses_a_part(self):
        self.make_graph()
        query = "MATCH (a)-[r:OWNS]->(b) RETURN a, r, b"
        self.assertEqual(self.ok("export", "--query", query, "--format", "tsv").out.split("\t")[:3], ["Kim", "OWNS", "a garden"])
        self.assertIn("a garden", self.ok("export", "--query", query).out)
        near = self.ok("export", "--around", "Lena", "--format", "jsonl").out
        self.assertEqual(len(near.splitlines()), 4)
        for arguments in (("--query", "RETURN 1"), ("--query", query, "--around", "Kim"), ("--canonical", "--around", "Kim"),
                          ("--format", "gif"), ("--format", "neo4j")):
            result = self.run_trefoil("export", *arguments)
            self.assertEqual(result.code, 2, arguments)
            self.assertRegex(result.err, "^error: ")

    def test_a_failed_export_leaves_the_old_file(self):
        self.make_graph()
        path = self.write("old.svg", "precious")
        self.assertNotEqual(self.run_trefoil("export", "--around", "Nobody", "-o", path).code, 0)
        self.assertEqual(path.read_text(), "precious")
        self.assertEqual([f.name for f in self.dir.glob("*.part")], [])


if __name__ == "__main__":
    main()
