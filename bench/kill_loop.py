#!/usr/bin/env python3
"""Kills `trefoil` with SIGKILL again and again while it writes, and looks for what was lost.

usage: kill_loop.py TREFOIL [--kills 200] [--seed 1]

Three kinds of work take turns: statements of the query language (each answer is an acknowledgement), an import of triples (all or
nothing), an ingest of articles (what a reader saw stays, and an article is there as a whole or not at all). In two of three rounds the
kill comes while a table is being written: a flush, a compaction or the files of an import. A table that was cut off shows that
(it lacks its footer, or still has its temporary name). After each kill the store must open, hold all that was acknowledged, and
`check` must say nothing. Prints one line a round that fails, and the sums; exit code 1 if anything was lost.
"""
import argparse
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

FOOTER = bytes.fromhex("f7cff485b741e288")  # the last eight bytes of a complete table
ROUNDS_OF_ONE_STORE = 12


class Loop:
    def __init__(self, trefoil, folder, seed):
        self.trefoil = trefoil
        self.folder = pathlib.Path(folder)
        self.random = random.Random(seed)
        self.round = 0
        self.in_tables = 0
        self.failures = 0
        self.fresh()

    def fresh(self):
        shutil.rmtree(self.folder / "db", ignore_errors=True)
        self.db = self.folder / "db"
        self.statements = 0      # acknowledged
        self.imports = []        # acknowledged
        self.sources = set()     # seen by a reader
        self.articles = self.folder / "articles"
        shutil.rmtree(self.articles, ignore_errors=True)
        self.articles.mkdir()

    def command(self, *arguments):
        return [self.trefoil, "--db", str(self.db), "--memory", "4M", *map(str, arguments)]

    def out(self, *arguments):
        done = subprocess.run(self.command(*arguments), capture_output=True, text=True)
        if done.returncode != 0:
            raise AssertionError("%s: %s %s" % (arguments[0], done.stdout[:300], done.stderr[:300]))
        return done.stdout

    def tables(self):
        return {path.name: path for path in self.db.glob("*.sst")} if self.db.is_dir() else {}

    def kill(self, process, longest):
        """At a random moment, in two of three rounds just after a table appears."""
        end = time.monotonic() + self.random.uniform(0, longest)
        while time.monotonic() < end and process.poll() is None:
            time.sleep(0.001)
        if self.round % 3 != 0:
            before = self.tables()
            end = time.monotonic() + 5
            while set(self.tables()) <= set(before) and time.monotonic() < end and process.poll() is None:
                pass
            time.sleep(self.random.choice((0, 0, 0.0005, 0.002)))
        process.kill()

    def cut_off(self):
        """True if a table was being written."""
        def complete(path):
            data = path.read_bytes()[-8:]
            return data == FOOTER
        return any(name.startswith("temporary-") or not complete(path) for name, path in self.tables().items())

    def noise(self, size):
        return "".join(self.random.choices("abcdefghijklmnopqrstuvwxyz ", k=size))

    def write_statements(self):
        process = subprocess.Popen(self.command("query", "--format", "jsonl", "-"), stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE)
        body = [self.noise(12000) for _ in range(8)]
        try:
            end = time.monotonic() + self.random.uniform(0.1, 1.0)
            tables = None
            while True:
                number = self.statements
                text = "CREATE (:N {i: %d, text: '%s'})-[:R]->(:M {i: %d});\n" % (number, body[number % 8], number)
                process.stdin.write(text.encode())
                process.stdin.flush()
                if time.monotonic() > end:
                    now = set(self.tables())
                    tables = now if tables is None else tables
                    if self.round % 3 == 0 or not now <= tables or time.monotonic() > end + 5:
                        time.sleep(self.random.choice((0, 0.0005, 0.002)))
                        break
                answer = json.loads(process.stdout.readline())
                assert "error" not in answer, answer
                self.statements += 1
        finally:
            process.kill()
            for line in process.stdout:   # answers that were on the way
                self.statements += b'"error"' not in line and line.endswith(b"\n")
            process.wait()

    def write_import(self):
        name = "import%d" % self.round
        lines = "".join("%s-%d\tleads to\t%s-%d\n" % (name, i, name, i * i % 997) for i in range(60000))
        process = subprocess.Popen(self.command("import", "-"), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        try:
            process.stdin.write(lines.encode())
            process.stdin.close()
        except BrokenPipeError:
            pass
        self.kill(process, 0.15)
        done = b"60000 lines" in process.stdout.read()
        process.wait()
        if done:
            self.imports.append(name)
        self.last_import = name

    def write_articles(self):
        for i in range(30):
            path = self.articles / ("a%d-%d.txt" % (self.round, i))
            path.write_text("Agency %d sued Company %d on Monday. %s.\n" % (i, self.round, self.noise(200)))
        process = subprocess.Popen(self.command("ingest", self.articles), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        time.sleep(self.random.uniform(0.1, 0.6))
        if self.db.is_dir():
            seen = subprocess.run(self.command("--read-only", "stats", "--sources"), capture_output=True, text=True)
            self.sources |= {line.split("\t")[0] for line in seen.stdout.splitlines()}
        self.kill(process, 0.3)
        process.stdout.read()
        process.wait()

    def count(self, text):
        return int(self.out("query", text, "--format", "csv").split()[1])

    def verify(self):
        problems = self.out("--read-only", "check")
        assert problems == "", problems
        n = self.count("MATCH (n:N)-[:R]->(m:M) WHERE n.i < %d AND m.i = n.i RETURN count(DISTINCT n.i) AS n" % self.statements)
        assert n == self.statements, "%d of %d statements" % (n, self.statements)
        assert self.count("MATCH (n:N) RETURN count(*) AS n") == self.count("MATCH (m:M) RETURN count(*) AS n"), "half a statement"
        for name in self.imports:
            assert self.count("MATCH (a {name: '%s-1'})-[r]->() RETURN count(*) AS n" % name) == 1, name
        if self.last_import:
            n = self.count("MATCH (a)-[r:`leads to`]->() WHERE a.name STARTS WITH '%s-' RETURN count(*) AS n" % self.last_import)
            assert n in (0, 60000), "%d lines of an import" % n
        now = {line.split("\t")[0] for line in self.out("--read-only", "stats", "--sources").splitlines()}
        assert self.sources <= now, "articles lost: %s" % sorted(self.sources - now)[:3]

    def run(self, kills):
        work = (self.write_statements, self.write_import, self.write_articles)
        for self.round in range(kills):
            if self.round % ROUNDS_OF_ONE_STORE == 0:
                self.fresh()
            kind = work[(self.round + self.round // 3) % 3]
            self.last_import = None
            kind()
            if not (self.db / "CURRENT").exists():
                continue  # before there was a store
            self.in_tables += self.cut_off()
            try:
                self.verify()
            except AssertionError as error:
                self.failures += 1
                print("round %d (%s): %s" % (self.round, kind.__name__, error), flush=True)
        print("%d kills, %d while a table was written, %d failures" % (kills, self.in_tables, self.failures))
        return 1 if self.failures else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("trefoil")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="trefoil-kill-") as folder:
        return Loop(str(pathlib.Path(arguments.trefoil).resolve()), folder, arguments.seed).run(arguments.kills)


if __name__ == "__main__":
    sys.exit(main())
