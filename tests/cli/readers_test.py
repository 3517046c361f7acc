#!/usr/bin/env python3
"""Other programs read what `trefoil export` writes: networkx GraphML, serdi N-Triples and N-Quads, Graphviz DOT.

They are Debian's packages (group "browser" of scripts/packages). Where one is missing its test is passed over, unless
TREFOIL_NEED_BROWSER is set.
usage: readers_test.py TREFOIL SAMPLES [unittest arguments]
"""
import json
import os
import re
import shutil
import subprocess
import unittest

from harness import SAMPLES, CliTest, main

NEEDED = bool(os.environ.get("TREFOIL_NEED_BROWSER"))
PYTHON = "/usr/bin/python3"  # the one that has Debian's modules
NAMES = ['Łódź "north" & <south>', "日本語 😀 \\N \\l", "it's, =1+2; ]]> |x|"]
READ_GRAPHML = """
import json, sys, networkx
graph = networkx.read_graphml(sys.argv[1], force_multigraph=True)
json.dump({"nodes": [data for _, data in graph.nodes(data=True)], "by_id": dict(graph.nodes(data=True)),
           "edges": [{**data, "from": a, "to": b} for a, b, data in graph.edges(data=True)]}, sys.stdout)
"""


def has_networkx():
    return os.path.exists(PYTHON) and subprocess.run([PYTHON, "-c", "import networkx"], capture_output=True).returncode == 0


class Readers(CliTest):
    def setUp(self):
        super().setUp()
        self.ok("ingest", SAMPLES)
        names = dict(zip("abc", NAMES))
        self.ok("query", "CREATE (x:Person {name: $a, born: 1984})-[:`says \"no\"` {weight: 0.5}]->(y {name: $b}),"
                         " (x)-[:KNOWS {note: $c}]->(y), (x)-[:KNOWS]->(y), (:Alone {name: $c})",
                *[word for name in names for word in ("--param", name + "=" + json.dumps(names[name]))])

    def counts(self):
        rows = self.ok("query", "MATCH (n) RETURN count(n) AS n UNION ALL MATCH ()-[r]->() RETURN count(r) AS n",
                       "--format", "csv").out.split()
        return int(rows[1]), int(rows[2])

    def read(self, *command, data=None):
        process = subprocess.run([str(word) for word in command], input=data, capture_output=True, timeout=120)
        self.assertEqual(process.returncode, 0, process.stderr.decode(errors="replace"))
        self.assertEqual(process.stderr.decode(errors="replace"), "")
        return process.stdout.decode()

    @unittest.skipUnless(NEEDED or has_networkx(), "python3-networkx is not installed")
    def test_networkx_reads_graphml(self):
        self.ok("export", "-o", "g.graphml")
        graph = json.loads(self.read(PYTHON, "-c", READ_GRAPHML, self.dir / "g.graphml"))
        self.assertEqual((len(graph["nodes"]), len(graph["edges"])), self.counts())
        person = next(node for node in graph["nodes"] if node.get("name") == NAMES[0])
        self.assertEqual((person["labels"], person["born"]), (":Person", 1984))
        self.assertIn(NAMES[1], [node.get("name") for node in graph["nodes"]])
        self.assertEqual([edge["weight"] for edge in graph["edges"] if edge["type"] == 'says "no"'], [0.5])
        self.assertEqual([edge["note"] for edge in graph["edges"] if "note" in edge], [NAMES[2]])
        self.assertEqual(sum(edge["type"] == "KNOWS" for edge in graph["edges"]), 2)
        facts = [edge for edge in graph["edges"] if "evidence" in edge]
        rows = json.loads(self.ok("query", "MATCH (a)-[r]->(b) WHERE r.confidence > 0 RETURN a.name, type(r), b.name, r.confidence, r.polarity,"
                                           " r.sources", "--format", "json").out)
        self.assertGreater(len(rows), 100)
        names = {key: data.get("name") for key, data in graph["by_id"].items()}
        read = [[names[edge["from"]], edge["type"], names[edge["to"]], edge["confidence"], edge["polarity"], edge["sources"]] for edge in facts]
        self.assertEqual(sorted(map(repr, read)), sorted(repr(list(row.values())) for row in rows))

    @unittest.skipUnless(NEEDED or shutil.which("serdi"), "serdi is not installed")
    def test_serdi_reads_rdf(self):
        nodes, edges = self.counts()
        for form in ("nt", "nq"):
            self.ok("export", "-o", "g." + form)
            syntax = {"nt": "ntriples", "nq": "nquads"}[form]
            # Read strictly and written again: serdi's own escapes, for which Python's do.
            lines = self.read("serdi", "-i", syntax, "-o", syntax, self.dir / ("g." + form)).splitlines()
            written = (self.dir / ("g." + form)).read_text().split("\n")[:-1]
            self.assertEqual(len(lines), len(written))
            text = re.sub(r"\\u([0-9A-F]{4})|\\U([0-9A-F]{8})", lambda m: chr(int(m[1] or m[2], 16)), "\n".join(lines))
            for name in NAMES:
                self.assertIn("<urn:trefoil:property:%s> %s " % ("note" if name == NAMES[2] else "name",
                                                              json.dumps(name, ensure_ascii=False)), text)
            self.assertIn('<urn:trefoil:property:born> "1984"^^<http://www.w3.org/2001/XMLSchema#integer> .', text)
            self.assertIn('<urn:trefoil:property:weight> "0.5"^^<http://www.w3.org/2001/XMLSchema#double> .', text)
            confidences = re.findall(r'<urn:trefoil:property:confidence> "([0-9.]+)"\^\^<http://www.w3.org/2001/XMLSchema#double> \.', text)
            rows = json.loads(self.ok("query", "MATCH ()-[r]->() WHERE r.confidence > 0 RETURN r.confidence AS c", "--format", "json").out)
            self.assertEqual(sorted(map(float, confidences)), sorted(row["c"] for row in rows))
            subjects = {line.split(" ")[0] for line in lines if line.startswith("<urn:trefoil:node:")}
            self.assertEqual(len(subjects), nodes)
            if form == "nt":
                self.assertEqual(sum("rdf-syntax-ns#predicate>" in line for line in lines), edges)
            else:
                self.assertEqual(sum(line.endswith("> .") and "<urn:trefoil:relationship:" in line.split(" ")[-2] for line in lines), edges)

    @unittest.skipUnless(NEEDED or shutil.which("dot"), "graphviz is not installed")
    def test_graphviz_reads_dot(self):
        self.ok("export", "--query", "MATCH (x)-[r]->(y) WHERE x.born = 1984 RETURN x, r, y", "-o", "part.dot")
        graph = json.loads(self.read("dot", "-Tdot_json", self.dir / "part.dot"))
        self.assertEqual((len(graph["objects"]), len(graph["edges"])), (2, 1))
        plain = lambda text: text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace('\\\\', '\\').replace("\\n", " ")
        self.assertEqual([plain(node["label"]) for node in graph["objects"]], NAMES[:2])
        self.assertIn('says "no"', graph["edges"][0]["label"])
        self.assertIn("KNOWS", graph["edges"][0]["labeltooltip"])
        self.assertEqual([node["shape"] for node in graph["objects"]], ["ellipse", "box"])  # a person, something else
        self.assertEqual((graph["edges"][0]["style"], graph["edges"][0]["arrowhead"]), ("solid", "normal"))
        whole = self.ok("export", "--max-nodes", "0").out
        drawn = json.loads(self.read("dot", "-Tdot_json", data=whole.encode()))
        self.assertEqual(len(drawn["objects"]), len(re.findall(r"^  n\d+ \[", whole, re.M)))
        self.assertEqual(len(drawn["edges"]), len(re.findall(r"^  n\d+ -> n\d+ \[", whole, re.M)))


if __name__ == "__main__":
    main()
