#!/usr/bin/env python3
"""Hostile text in every result mode and in every command that prints names: nothing breaks out.

usage: hostile_test.py TREFOIL SAMPLES [unittest arguments]
"""
import csv
import html.parser
import io
import json
import re
import subprocess
import unicodedata

from harness import TREFOIL, CliTest, main

CORPUS = [
    "=1+2", "+a", "-b", "@SUM(A1)", "a\tb", "first\nsecond\r\nthird", 'q"q', "it's", "\\ back \\n", "<b>x</b><script>alert(1)</script>",
    "&amp; <td>", "]]>", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "bell\x07", "\x7f\x85\x9bC1", "|pipe|`code`*b*_u_~~s~~", "\u202eRTL\u200f",
    "\u2066isolated", "e\u0301\u0302", "日本語", "😀👨‍👩‍👧", "a" * 300, "", "  blank  ", "\u2028line\u2029paragraph", "--", "'); DROP", '{"a":1}',
    "\\N \\l \\G", "[x](javascript:1)", "$x", "%s%n{}", "a,b;c", "# head", "\u061cletter mark",
]
BIDIRECTIONAL = set("\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def literal(text):
    """A literal of the query language."""
    plain = lambda c: 0x20 <= ord(c) < 0x7f and c not in "'\\" or ord(c) > 0xffff
    return "'" + "".join(c if plain(c) else "\\u%04x" % ord(c) for c in text) + "'"


def dangerous(text, allowed="\n"):
    """Characters that could change a terminal."""
    return [c for c in text if c not in allowed and (unicodedata.category(c) == "Cc" or c in BIDIRECTIONAL)]


def visible(text):
    """The text as modes for people show it: on one line, other controls replaced."""
    text = text.replace("\n", "\\n").replace("\t", "\\t")
    return "".join("\ufffd" if dangerous(c) else c for c in text)


class Cells(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.cells = set(), []

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_data(self, data):
        if self.cells and data != "\n":
            self.cells[-1] += data


class Hostile(CliTest):
    def setUp(self):
        super().setUp()
        names = ", ".join(literal(text) for text in CORPUS)
        self.rows = "UNWIND [%s] AS text RETURN text;" % names

    def show(self, mode, statement=None):
        """Bytes as they are: nothing is taken for a line end but what is one."""
        process = subprocess.run([TREFOIL, "--db", ":memory:", "query", "--format", mode, "-"], input=(statement or self.rows).encode(),
                                 capture_output=True, timeout=60)
        self.assertEqual(process.returncode, 0, process.stderr)
        return process.stdout.decode("utf-8")

    def test_table_and_line_keep_each_text_on_its_line(self):
        table = self.show("table")
        self.assertEqual(dangerous(table), [])
        lines = table.split("\n")
        self.assertEqual(len(lines), len(CORPUS) + 4 + 1 + 1)  # borders and header, number of rows, end
        for text, line in zip(CORPUS, lines[3:]):
            self.assertEqual(line[2:-2].rstrip(" ").replace("│", ""), visible(text).rstrip(" "))
        out = self.show("line")
        self.assertEqual(dangerous(out), [])
        self.assertEqual(out, "\n".join("text: %s\n" % visible(text) for text in CORPUS))

    def test_line_aligns_values_by_width(self):
        self.assertEqual(self.show("line", "RETURN 1 AS a, 2 AS `日本`;"), "a:    1\n日本: 2\n")

    def test_tsv_can_be_read_back(self):
        out = self.show("tsv")
        self.assertEqual(dangerous(out), [])
        escapes = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
        unescape = lambda s: re.sub(r"\\(u[0-9A-F]{4}|.)", lambda m: escapes.get(m[1]) or chr(int(m[1][1:], 16)), s)
        self.assertEqual([unescape(line) for line in out.split("\n")[1:-1]], CORPUS)

    def test_csv_has_neither_formulas_nor_control_characters(self):
        out = self.show("csv")
        self.assertEqual(dangerous(out, "\r\n\t"), [])
        rows = list(csv.reader(io.StringIO(out, newline="")))[1:]
        for text, row in zip(CORPUS, rows):
            expected = "".join("\ufffd" if dangerous(c, "\r\n\t") else c for c in text)
            self.assertEqual(row, [("'" if text[:1] in ("=", "+", "-", "@") and text else "") + expected] if text else [])
        self.assertEqual(self.show("csv", "RETURN -1 AS a, -0.5 AS b, '-x' AS c;"), "a,b,c\r\n-1,-0.5,'-x\r\n")

    def test_json_holds_every_text(self):
        self.assertEqual([row["text"] for row in json.loads(self.show("json"))], CORPUS)
        self.assertEqual([row[0] for row in json.loads(self.show("jsonl"))["rows"]], CORPUS)
        self.assertEqual(dangerous(self.show("json").replace("\u007f", "").replace("\x85", "").replace("\x9b", ""), "\n" + "".join(BIDIRECTIONAL)), [])

    def test_html_has_no_tags_but_those_of_the_table(self):
        out = self.show("html")
        self.assertEqual(dangerous(out), [])
        parser = Cells()
        parser.feed(out)
        self.assertEqual(parser.tags, {"table", "thead", "tbody", "tr", "th", "td"})
        self.assertEqual(parser.cells, ["text"] + [visible(text) for text in CORPUS])
        self.assertIn('<td align="right">1</td>', self.show("html", "RETURN 1 AS n;"))

    def test_markdown_has_one_cell_a_row_and_no_markup(self):
        out = self.show("markdown")
        self.assertEqual(dangerous(out), [])
        lines = out.split("\n")
        self.assertEqual(lines[:2], ["| text |", "| --- |"])
        self.assertEqual(len(lines), len(CORPUS) + 3)
        for text, line in zip(CORPUS, lines[2:]):
            self.assertEqual(len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)), 2, line)
            self.assertNotRegex(line, r"(?<!\\)[`*_<>\[\]]")
            bare = re.sub(r"\\([\\|`*_\[\]~#$!])", r"\1", line[2:-2])
            for entity, c in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
                bare = bare.replace(entity, c)
            self.assertEqual(bare, visible(text))

    def test_dot_and_none(self):
        create = "CREATE " + ", ".join("(:X {name: %s})" % literal(text) for text in CORPUS) + ";"
        out = self.show("dot", create + "MATCH (a) RETURN a;")
        self.assertTrue(out.rstrip().endswith("}"))
        self.assertEqual([c for c in dangerous(out) if c < " "], [])
        self.assertEqual(self.show("none"), "")

    def test_columns_are_harmless_too(self):
        for mode in ("table", "line", "tsv", "csv", "html", "markdown"):
            out = self.show(mode, "RETURN 1 AS `a\x1b[2J<i>|`;")
            self.assertEqual(dangerous(out, "\r\n\t"), [], mode)
            self.assertEqual("<i>" in out, mode not in ("html", "markdown"), mode)

    def test_commands_that_print_names_print_no_control_characters(self):
        hostile = "\x1b[31mRed\x07 \u202eMan\u202c\x9b"
        self.ok("import", "-", data="%s\t%s\t%s\n%s\tb\tc\n" % (hostile, "kno\x1bws", "<x>\x85", hostile))
        for command in (["find", hostile], ["show", hostile], ["path", hostile, "c"], ["connect", hostile, "c"], ["stats"],
                        ["find", "?", "--format", "tsv"], ["stats", "--sources"], ["query", "MATCH (a)-[r]->(b) RETURN a, r, b"],
                        ["query", "MATCH (a {name: 'none'}) RETURN a.`x\x1b[2J`"], ["find", "nobody\x1b[2J"]):
            result = self.run_trefoil(*command)
            self.assertEqual(dangerous(result.out + result.err, "\n\t"), [], command)
        shell = self.run_trefoil("shell", data="%s\n:show %s\n:around %s\n:schema\n:path %s TO c\n" % ((hostile,) * 4))
        self.assertEqual(dangerous(shell.out + shell.err), [])


if __name__ == "__main__":
    main()
