#!/usr/bin/env python3
"""Tests of looking after a store: backup, restore, check --repair, verify, refresh.

usage: care_test.py TREFOIL SAMPLES [unittest arguments]
"""
import json

from harness import SAMPLES, SENTENCE, CliTest, main


class Care(CliTest):
    """backup, restore, check --repair, compact, verify, refresh."""

    def import_lines(self, count=3000, prefix="n"):
        text = "".join("%s%d\tleads to\t%s%d\n" % (prefix, i, prefix, i // 3) for i in range(count))
        self.ok("import", "-", data=text)

    def test_a_backup_is_restored_equal_and_overwrites_nothing(self):
        self.ok("ingest", "-", data=SENTENCE)
        self.import_lines()
        first = self.canonical()
        self.assertIn("backup 1", self.ok("backup", self.dir / "b").out)
        self.ok("query", "CREATE (:Added)")
        self.ok("backup", self.dir / "b")
        info = json.loads(self.ok("backup", self.dir / "b", "--format", "jsonl").out)
        self.assertEqual(info["backup"], 3)
        self.assertLess(info["new_files"], info["files"])  # nothing was written since the last one
        self.assertEqual(len(self.ok("restore", "--list", self.dir / "b", db=False).out.splitlines()), 3)
        self.one_line_error(self.run_trefoil("restore", self.dir / "b"), 1, "a store is there")
        self.db = self.dir / "new.db"
        self.ok("restore", self.dir / "b", "--number", "1")
        self.assertEqual(self.canonical(), first)
        self.ok("check")
        self.one_line_error(self.run_trefoil("--db", self.dir / "x", "restore", self.dir / "none", db=False), 1)
        self.one_line_error(self.run_trefoil("--db", ":memory:", "backup", self.dir / "b", db=False), 2)
        self.one_line_error(self.run_trefoil("--db", self.dir / "x", "backup", self.dir / "b", db=False), 1, "no store")

    def test_a_damaged_table_is_found_and_repaired_and_the_old_store_is_kept(self):
        self.ok("ingest", "-", data=SENTENCE)
        self.import_lines()
        self.ok("compact")
        self.assertEqual(self.ok("check").out, "")
        table = max(self.db.glob("*.sst"), key=lambda path: path.stat().st_size)
        data = bytearray(table.read_bytes())
        data[len(data) // 2] ^= 0x5A
        table.write_bytes(bytes(data))
        found = self.run_trefoil("check")
        self.assertEqual(found.code, 1)
        self.assertIn("damaged", found.out)
        self.assertIn("--repair", found.err)
        repaired = self.run_trefoil("check", "--repair")
        self.assertIn(repaired.code, (0, 1), repaired.err)
        self.assertIn("repaired: 1 documents", repaired.err)
        self.ok("check")
        self.assertTrue((self.dir / "t.db.damaged-1").is_dir())
        rows = self.ok("query", "MATCH ()-[r]->() RETURN count(*) AS n", "--format", "csv").out
        self.assertGreater(int(rows.split()[1]), 1000)
        self.one_line_error(self.run_trefoil("--read-only", "check", "--repair"), 2, "--read-only")

    def test_verify_notices_a_file_that_changed(self):
        path = self.write("a.txt", SENTENCE)
        self.ok("ingest", path)
        self.ok("ingest", *sorted(SAMPLES.glob("*.txt")))
        self.assertEqual(self.ok("verify").out, "")
        path.write_text("Other words stand here now.\n")
        changed = self.run_trefoil("verify")
        self.assertEqual(changed.code, 1)
        self.assertIn("a.txt", changed.out)
        path.unlink()
        self.ok("verify")
        self.one_line_error(self.run_trefoil("-q", "verify", "none.txt"), 1, "none.txt")

    def test_refresh_with_the_same_rules_changes_nothing(self):
        self.ok("ingest", *sorted(SAMPLES.glob("*.txt")))
        before = self.canonical()
        self.assertIn("0 documents refreshed", self.ok("refresh").out)
        self.assertIn("3 documents refreshed", self.ok("refresh", "--all").out)
        self.assertEqual(self.canonical(), before)
        self.ok("check")

    def test_a_wire_copy_is_no_second_source(self):
        body = " ".join("The %s spokesman of the ministry did not answer question %d." % (word, number)
                        for number, word in enumerate(["first", "second", "third", "fourth", "fifth", "sixth", "seventh"]))
        self.write("wire.txt", SENTENCE + " " + body)
        self.write("paper.txt", "Update: " + SENTENCE + " " + body)
        self.write("own.txt", SENTENCE)
        self.ok("ingest", self.dir / "wire.txt", self.dir / "own.txt")
        counts = lambda: {row.split("\t")[8] for row in self.ok("find", "Keller", "--format", "tsv").out.splitlines()
                          if row.split("\t")[2] == "Berlin"}
        self.assertEqual(counts(), {"2"})
        self.ok("ingest", self.dir / "paper.txt")
        self.assertEqual(counts(), {"2"})
        self.assertEqual(json.loads(self.ok("stats", "--format", "jsonl").out)["copies"], 1)
        groups = {row.split("\t")[0].rsplit("/", 1)[-1]: row.split("\t")[4] for row in self.ok("stats", "--sources").out.splitlines()}
        self.assertEqual(groups["wire.txt"], groups["paper.txt"])
        self.assertEqual(groups["own.txt"], "")
        self.ok("check")
        self.ok("forget", self.dir / "paper.txt")
        self.assertEqual(counts(), {"2"})
        self.assertNotIn("near-identical", self.ok("stats").out)

    def test_a_read_only_store_is_read_but_not_written(self):
        self.ok("ingest", "-", data=SENTENCE)
        before = self.canonical()
        names = sorted((path.name, path.stat().st_mtime_ns) for path in self.db.iterdir())
        for command in (["stats"], ["check"], ["find", "Keller"], ["verify"], ["export", "--format", "tsv"]):
            self.ok("--read-only", *command)
        self.assertEqual(sorted((path.name, path.stat().st_mtime_ns) for path in self.db.iterdir()), names)
        self.assertEqual(self.canonical(), before)


if __name__ == "__main__":
    main()
