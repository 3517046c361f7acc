#!/usr/bin/env python3
"""Queries that could take for ever or all memory end by their budget, with a clear error and flat memory.

usage: budget_test.py TREFOIL SAMPLES [unittest arguments]
"""
import os
import subprocess

from harness import TREFOIL, CliTest, main

RING = ("UNWIND range(0, 29) AS i CREATE ({id: i});\n"
        "MATCH (a), (b) WHERE b.id = (a.id + 1) % 30 OR b.id = (a.id + 2) % 30 CREATE (a)-[:R]->(b);\n")
CLIQUE = ("UNWIND range(1, 12) AS i CREATE (:N {id: i});\n"
          "MATCH (a:N), (b:N) WHERE a.id < b.id CREATE (a)-[:R]->(b);\n")


class Budget(CliTest):
    """trefoil query --time-limit, --row-limit, --memory-limit."""

    def measured(self, script, *options):
        """Exit code, standard output, standard error and the most memory held, in MB."""
        path = self.write("script.cypher", script)
        command = [TREFOIL, "--db", ":memory:", *options, "--format", "tsv", "-f", path]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.dir)
        out, err = process.stdout.read().decode(), process.stderr.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        process.stdout.close()
        process.stderr.close()
        return process.returncode, out, err, usage.ru_maxrss / 1024

    def test_what_a_ring_reaches_is_counted_within_64_mb(self):
        code, out, err, memory = self.measured(
            RING + "MATCH (a {id: 0})-[*]-(b) RETURN count(DISTINCT b) AS c;\n", "query", "--memory-limit", "64M")
        self.assertEqual((code, out.split()), (0, ["c", "30"]), err)
        self.assertLess(memory, 64)

    def test_counting_all_trails_ends_by_its_budget_with_flat_memory(self):
        ring = RING + "MATCH p = (a {id: 0})-[*]-(b) RETURN count(p);\n"
        clique = CLIQUE + "MATCH p = (:N)-[*]-(:N) RETURN count(p);\n"
        for script in (ring, clique):
            for seconds in ("0.2", "2"):
                code, _, err, memory = self.measured(script, "query", "--time-limit", seconds)
                self.assertEqual(code, 2, err)
                self.assertIn("time", err.splitlines()[0])
                self.assertLess(memory, 64)

    def test_each_budget_is_named_in_its_error(self):
        many = "UNWIND range(1, 100000) AS x RETURN x"
        for options, script, name in (
                (("query", "--row-limit", "10"), many, "rows"),
                (("query", "--memory-limit", "100K"), many + " ORDER BY -x", "memory"),
                (("query", "--time-limit", "0.05"), CLIQUE + "MATCH p = (:N)-[*]-(:N) RETURN count(p)", "time")):
            code, _, err, _ = self.measured(script, *options)
            self.assertEqual(code, 2, err)
            self.assertIn(name, err.splitlines()[0])


main()
