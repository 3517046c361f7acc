#!/usr/bin/env python3
"""Tests of `trefoil export` to HTML: the file, and what a browser makes of it.

The browser is Chromium (Debian's package). Where it is missing these tests are passed over, unless TREFOIL_NEED_BROWSER is set.
usage: html_test.py TREFOIL SAMPLES [unittest arguments]
"""
import json
import os
import re
import shutil
import subprocess
import unittest
import urllib.parse

from harness import SAMPLES, CliTest, main

CHROMIUM = shutil.which("chromium")
FLAGS = ("--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
         "--disable-component-update --disable-sync --enable-logging=stderr --virtual-time-budget=2000 --dump-dom").split()


class PageTest(CliTest):
    def export(self, *arguments):
        path = self.dir / "graph.html"
        self.ok("export", "-o", path, *arguments)
        return path

    @staticmethod
    def data(page):
        return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)[1])


class File(PageTest):
    def test_the_file_holds_everything_and_asks_for_nothing(self):
        self.ok("ingest", SAMPLES)
        page = self.export("--title", "Three articles").read_text()
        data = self.data(page)
        self.assertEqual(data["title"], "Three articles")
        self.assertIn("Vladimir Putin", [node[0] for node in data["nodes"]])
        for fact in data["facts"]:
            self.assertTrue(fact[9], fact)
            self.assertTrue(all(number < len(data["sentences"]) for number, source in fact[9]))
        self.assertNotRegex(page, r"(src|href)=[\"']?(?!data:)[a-z/]")
        self.assertEqual(page, self.export("--title", "Three articles").read_text())

    def test_hostile_names_stay_text(self):
        name = "</script><script>document.title='owned'</script><!--"
        self.ok("query", "CREATE (:X {name: $name})-[:`<b>`]->(:Y {name: 'b'})", "--param", "name=" + json.dumps(name))
        page = self.export().read_text()
        self.assertEqual(page.count("</script>"), 2)
        self.assertEqual(self.data(page)["nodes"][0][0], name)

    def test_two_thousand_nodes_stay_below_two_megabytes(self):
        self.write("g.tsv", "".join(f"name of node {i}\tis joined to\tname of node {i * 7 % 2500}\n" for i in range(2500)))
        self.ok("import", "g.tsv")
        path = self.export()
        data = self.data(path.read_text())
        self.assertEqual((len(data["nodes"]), data["left_out"]), (2000, 500))
        self.assertLess(path.stat().st_size, 2_000_000)

    def test_an_empty_graph_is_an_empty_page(self):
        self.ok("query", "CREATE (a) DELETE a")
        self.assertEqual(self.data(self.export().read_text())["nodes"], [])


@unittest.skipUnless(CHROMIUM or os.environ.get("TREFOIL_NEED_BROWSER"), "Chromium is not installed")
class InBrowser(PageTest):
    def open(self, path, part=""):
        address = path.as_uri() + ("#" + urllib.parse.quote(part) if part else "")
        run = subprocess.run([CHROMIUM, *FLAGS, f"--user-data-dir={self.dir}/profile", address], capture_output=True, timeout=120)
        console = [line for line in run.stderr.decode(errors="replace").splitlines() if "CONSOLE" in line]
        self.assertEqual(console, [])
        return run.stdout.decode()

    def test_a_browser_shows_names_facts_and_sentences(self):
        self.ok("ingest", SAMPLES)
        path = self.export("--title", "Three articles")
        whole = self.open(path)
        self.assertIn("<title>Three articles</title>", whole)
        self.assertRegex(whole, r'id="note">\d+ names, \d+ facts shown')
        self.assertIn("Click a name for its facts", whole)
        chosen = self.open(path, "putin")
        self.assertIn("<h2>Vladimir Putin</h2>", chosen)
        self.assertIn("<em> recognize </em>Donetsk", chosen)

    def test_a_browser_shows_hostile_names_as_text(self):
        self.ok("query", "CREATE (:X {name: '<img src=x onerror=alert(1)>'})-[:`<b>`]->(:Y {name: 'b'})")
        self.assertIn("&lt;img src=x", self.open(self.export()))


if __name__ == "__main__":
    main()
