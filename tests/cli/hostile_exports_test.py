#!/usr/bin/env python3
"""Hostile names, labels and relations in every export and picture: parsed, they are what they were, and nothing breaks out.

usage: hostile_exports_test.py TREFOIL SAMPLES [unittest arguments]
"""
import csv
import io
import json
import os
import re
import shutil
import struct
import subprocess
import unittest
import zlib
import xml.etree.ElementTree as ElementTree

from harness import CliTest, main
from hostile_test import CORPUS

SVG = "{http://www.w3.org/2000/svg}"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
NAMES = [text for text in CORPUS if text] + [
    "nul\x00in", "no characters \ufffe\uffff", "%0A%00", "\\\\N\\E\\T", '"]; n9 -> n8 ["', "-->", "end\nsubgraph x", "<!--", "\\", '"', "'", "--> n3",
    "x" * 100_000, "]]></script><script>alert(1)</script>", "javascript:alert(1)", "\u00ad\ufeff\u200d", "\U0010ffff", "<<table>>",
]
DRAWN = [name for name in NAMES if len(name) <= 40]


def blanks(text):
    """As pictures show it: what XML cannot hold, and line ends, are blanks; blanks are one."""
    return " ".join(re.sub("[\x00-\x20\x7f\ufffe\uffff]", " ", text).split(" ")).strip()


def tight(text):
    """Without any blanks: labels are wrapped."""
    return re.sub(r"\s", "", blanks(text).replace("\u00a0", ""))


class Exports(CliTest):
    def setUp(self):
        super().setUp()
        last = len(NAMES) - 1
        nodes = [{"node": i, "labels": [name[:500]], "properties": {"name": name, "key " + name[:50]: i}} for i, name in enumerate(NAMES)]
        edges = [{"from": i, "type": NAMES[i][:500], "to": i + 1 if i < last else 0, "properties": {"note": NAMES[i]}} for i in range(last + 1)]
        self.write("in.jsonl", "".join(json.dumps(line) + "\n" for line in nodes + edges))
        self.ok("import", "in.jsonl")

    def text(self, *arguments):
        return self.ok("export", *arguments).out

    def names_of(self, jsonl):
        lines = [json.loads(line) for line in jsonl.split("\n")[:-1]]
        nodes = [line for line in lines if "node" in line]
        return ([node["properties"]["name"] for node in nodes], [node["labels"][0] for node in nodes],
                [line["type"] for line in lines if "from" in line])

    def test_formats_that_come_back_bring_everything(self):
        first = self.text("--format", "jsonl")
        names, labels, types = self.names_of(first)
        self.assertEqual(names, NAMES)
        self.assertEqual(labels, [name[:500] for name in NAMES])
        self.assertEqual(types, [name[:500] for name in NAMES])
        original = self.db
        for form in ("graphml", "nt", "nq", "cypher", "neo4j"):
            with self.subTest(form):
                self.db = original
                self.ok("export", "--format", form, "-o", "g." + form)
                self.db = self.dir / (form + ".db")
                self.ok("import", "--format", form, "g." + form)
                again = [json.loads(line) for line in self.text("--format", "jsonl").split("\n")[:-1]]
                self.assertEqual(len(again), 2 * len(NAMES))
                self.assertEqual(self.names_of(self.text("--format", "jsonl"))[0], NAMES)
                self.assertEqual(self.text("--format", "jsonl"), first)

    def test_xml_is_well_formed(self):
        root = ElementTree.fromstring(self.text("--format", "graphml"))
        self.assertEqual(len(root.findall(f".//{GRAPHML}node")), len(NAMES))
        tags = {element.tag.split("}")[1] for element in root.iter()}
        self.assertLessEqual(tags, {"graphml", "key", "graph", "node", "edge", "data", "default"})
        root = ElementTree.fromstring(self.text("--format", "gexf"))
        labels = {blanks(element.get("label") or "") for element in root.iter() if element.tag.endswith("}node")}
        self.assertLessEqual({blanks(name) for name in NAMES}, labels)

    def test_json_lists_and_tables_keep_each_name(self):
        elements = json.loads(self.text("--format", "cytoscape"))["elements"]
        self.assertEqual([node["data"]["name"] for node in elements["nodes"]], NAMES)
        for form in ("nt", "nq"):
            values = re.findall(r'^<urn:trefoil:node:n\d+> <urn:trefoil:property:name> ("(?:[^"\\\n]|\\.)*") \.$', self.text("--format", form), re.M)
            self.assertEqual([json.loads(value) for value in values], NAMES)
        rows = list(csv.DictReader(io.StringIO(self.text("--format", "csv"), newline="")))
        self.assertEqual(len(rows), len(NAMES))
        unguarded = lambda field: field[1:] if re.match(r"'[=+\-@\t\r]", field) else field
        csv.field_size_limit(1 << 20)
        self.assertEqual(sorted(unguarded(row["subject"]) for row in rows), sorted(NAMES))
        for row in rows:
            self.assertNotRegex(row["subject"] + " ", r"^[=+\-@\t\r][^0-9.]")
        lines = self.text("--format", "tsv").split("\n")[:-1]
        self.assertEqual(len(lines), len(NAMES))
        self.assertEqual({line.count("\t") for line in lines}, {11})

    def test_pictures_draw_names_as_text(self):
        svg = self.text("--format", "svg", "--max-nodes", "0", "--title", NAMES[4] + NAMES[9])
        root = ElementTree.fromstring(svg)
        tags = {element.tag.split("}")[1] for element in root.iter()}
        self.assertLessEqual(tags, {"svg", "g", "title", "polygon", "text", "path", "ellipse", "a", "polyline"})
        drawn = {}
        for group in root.iter(SVG + "g"):
            if group.get("class") == "node":
                drawn[group.find(SVG + "title").text] = tight("".join(text.text or "" for text in group.iter(SVG + "text")))
        shown = set(drawn.values())
        on_lines = {tight("".join(text.text or "" for text in group.iter(SVG + "text")))
                    for group in root.iter(SVG + "g") if group.get("class") == "edge"}
        for name in DRAWN:
            if tight(name):
                self.assertIn(tight(name), shown)
                self.assertIn(tight(name), on_lines)
        self.assertEqual(len(drawn) - ("legend" in drawn) - ("title" in drawn), len(NAMES))
        for link in root.iter(SVG + "a"):
            self.assertNotIn("{http://www.w3.org/1999/xlink}href", link.attrib)
        self.assertEqual(re.findall(r"\son\w+=", re.sub(r'="[^"]*"', "=", svg)), [])

    def size_in_points(self, *arguments):
        root = ElementTree.fromstring(self.text("--format", "svg", *arguments))
        return [float(root.get(side).removesuffix("pt")) for side in ("width", "height")]

    def test_png_is_a_whole_image_of_the_size_of_the_picture(self):
        self.ok("export", "--max-nodes", "0", "-o", "g.png")
        data = (self.dir / "g.png").read_bytes()
        self.assertEqual(data[:8], b"\x89PNG\r\n\x1a\n")
        chunks, at = [], 8
        while at < len(data):
            length, kind = struct.unpack(">I4s", data[at:at + 8])
            body = data[at + 8:at + 8 + length]
            self.assertEqual(zlib.crc32(kind + body), struct.unpack(">I", data[at + 8 + length:at + 12 + length])[0])
            chunks.append((kind, body))
            at += 12 + length
        self.assertEqual((chunks[0][0], chunks[-1][0]), (b"IHDR", b"IEND"))
        width, height, depth, colour = struct.unpack(">IIBB", chunks[0][1][:10])
        self.assertEqual((depth, colour), (8, 6))
        pixels = zlib.decompress(b"".join(body for kind, body in chunks if kind == b"IDAT"))
        self.assertEqual(len(pixels), height * (1 + 4 * width))
        self.assertGreater(len(set(pixels)), 50)  # something is drawn
        points = self.size_in_points("--max-nodes", "0")
        scales = [width / points[0], height / points[1]]
        self.assertTrue(all(abs(scale - 4 / 3) < 0.02 for scale in scales) or all(abs(scale - 2) < 0.02 for scale in scales), scales)

    @unittest.skipUnless(os.environ.get("TREFOIL_NEED_BROWSER") or shutil.which("pdftotext"), "poppler-utils is not installed")
    def test_pdf_says_the_names(self):
        self.ok("export", "--max-nodes", "0", "-o", "g.pdf")
        run = lambda *command: subprocess.run(command, cwd=self.dir, capture_output=True, timeout=120)
        process = run("pdftotext", "-raw", "g.pdf", "-")
        self.assertEqual((process.returncode, process.stderr), (0, b""))
        text = tight(process.stdout.decode())
        for name in DRAWN:
            if name.isascii():  # other scripts depend on the fonts that are there
                self.assertIn(tight(name), text)
        info = run("pdfinfo", "g.pdf").stdout.decode()
        self.assertRegex(info, r"Pages: +1\n")
        self.assertRegex(info, r"JavaScript: +no\n")
        size = [float(number) for number in re.search(r"Page size: +([0-9.]+) x ([0-9.]+) pts", info).groups()]
        for one, other in zip(size, self.size_in_points("--max-nodes", "0")):
            self.assertLess(abs(one - other - 72), 2)  # half an inch around it

    @unittest.skipUnless(shutil.which("dot"), "graphviz is not installed")
    def test_graphviz_reads_dot_unchanged(self):
        dot = self.text("--format", "dot", "--max-nodes", "0")
        process = subprocess.run(["dot", "-Tcanon"], input=dot.encode(), capture_output=True, timeout=60)
        self.assertEqual((process.returncode, process.stderr), (0, b""))
        canonical = process.stdout.decode()
        self.assertEqual(len(re.findall(r"^\tn\d+\t\[", canonical, re.M)), len(NAMES))
        self.assertEqual(len(re.findall(r"^\tn\d+ -> n\d+\t\[", canonical, re.M)), len(NAMES))

    def test_mermaid_and_html_hold_names_as_data(self):
        for line in self.text("--format", "mermaid", "--max-nodes", "0").split("\n"):
            self.assertRegex(line, r'^(flowchart LR|  n\d+\["[^"]*"\]:::\w+|  n\d+ -->\|"[^"]*"\| n\d+|  classDef \w+ fill:.*|)$')
        page = self.text("--format", "html")
        self.assertEqual(page.count("</script>"), 2)
        data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)[1])
        self.assertEqual([node[0] for node in data["nodes"]], NAMES)


if __name__ == "__main__":
    main()
