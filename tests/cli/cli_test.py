#!/usr/bin/env python3
"""Tests of the program as people and scripts use it: exit codes, streams, errors, bad inputs.

usage: cli_test.py TREFOIL SAMPLES [unittest arguments]
Standard library only. Each test works in a folder of its own.
"""
import json
import os
import pty
import resource
import select
import signal
import subprocess
import time

from harness import SAMPLES, SENTENCE, TREFOIL, CliTest, main


class Usage(CliTest):
    def commands(self):
        text = self.ok("--help", db=False).out
        found, listing = [], False
        for line in text.splitlines():
            if line.startswith("Subcommands:"):
                listing = True
            elif listing and line.startswith("  ") and line[2:3].strip():
                found.append(line.split()[0])
            elif listing and not line.strip():
                break
        return found

    def test_every_command_has_help_that_ends_with_examples(self):
        commands = self.commands()
        for expected in ("ingest extract parse find show path query shell export import stats forget check").split():
            self.assertIn(expected, commands)
        for command in commands:
            text = self.ok(command, "--help", db=False).out
            self.assertIn("Example", text, command)
            self.assertIn("trefoil " , text.split("Example")[1], command)

    def test_version(self):
        self.assertRegex(self.ok("--version", db=False).out, r"^trefoil \d+\.\d+\.\d+\n$")

    def test_bad_usage_exits_2_with_one_line(self):
        self.one_line_error(self.run_trefoil("nonsense", db=False), 2, "--help")
        self.one_line_error(self.run_trefoil("find", "--nonsense"), 2, "--nonsense")
        self.one_line_error(self.run_trefoil("--threads", "0", "stats"), 2, "--threads")
        self.one_line_error(self.run_trefoil("--memory", "lots", "stats"), 2, "--memory")
        self.one_line_error(self.run_trefoil("stats", "--format", "nonsense"), 2, "text, jsonl")
        self.one_line_error(self.run_trefoil("extract", "--date", "soon", data=SENTENCE), 2, "--date")
        self.one_line_error(self.run_trefoil(db=False), 2)

    def test_global_options_stand_before_or_after_the_command(self):
        self.ok("ingest", "-", data=SENTENCE)
        before = self.ok("--format", "jsonl", "stats").out
        after = self.ok("stats", "--format", "jsonl").out
        self.assertEqual(before, after)

    def test_the_store_comes_from_flag_then_environment_then_configuration(self):
        self.ok("ingest", "-", data=SENTENCE)
        config = self.write("trefoil.conf", 'db = "%s"\n' % (self.dir / "none.db"))
        right = {"TREFOIL_DB": str(self.db)}
        self.ok("--config", config, "stats", db=False, env=right)
        self.ok("--config", config, "stats", env={"TREFOIL_DB": str(self.dir / "none.db")})
        self.one_line_error(self.run_trefoil("--config", config, "stats", db=False), 1, "none.db")

    def test_json_errors_are_one_object(self):
        result = self.run_trefoil("--errors", "json", "--db", ":memory:", "query", "RETURN $", db=False)
        self.assertEqual(result.code, 2)
        error = json.loads(result.err)
        self.assertEqual(sorted(error), ["code", "hint", "message", "position"])
        self.assertEqual(error["position"]["line"], 1)

    def test_query_errors_point_at_the_place(self):
        self.ok("ingest", "-", data=SENTENCE)
        result = self.run_trefoil("query", "MATCH (n) RETURN m")
        self.assertEqual(result.code, 2)
        lines = result.err.splitlines()
        self.assertTrue(lines[0].startswith("error: "))
        self.assertEqual(lines[1].find("m", 15), lines[2].find("^"), result.err)

    def test_exit_status_tells_nothing_found(self):
        self.ok("ingest", "-", data=SENTENCE)
        self.assertEqual(self.run_trefoil("find", "Zzyzzyva Qwertyuiop").code, 0)
        self.assertEqual(self.run_trefoil("find", "Zzyzzyva Qwertyuiop", "--exit-status").code, 4)
        self.assertEqual(self.run_trefoil("query", "MATCH (n:Nothing) RETURN n", "--exit-status").code, 4)

    def test_colour_only_where_asked(self):
        plain = self.ok("extract", data=SENTENCE).out
        self.assertNotIn("\x1b", plain)
        self.assertIn("\x1b", self.ok("extract", "--color", "always", data=SENTENCE).out)
        self.assertIn("\x1b", self.ok("extract", data=SENTENCE, env={"CLICOLOR_FORCE": "1"}).out)
        self.assertNotIn("\x1b", self.ok("extract", data=SENTENCE, env={"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}).out)

    def test_a_closed_pipe_ends_quietly(self):
        text = SENTENCE * 2000
        process = subprocess.Popen([TREFOIL, "parse"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   cwd=self.dir)
        process.stdout.close()
        try:
            process.stdin.write(text.encode())
            process.stdin.close()
        except BrokenPipeError:
            pass
        self.assertEqual(process.wait(60), 0)
        self.assertEqual(process.stderr.read(), b"")
        process.stderr.close()

    def test_a_full_disk_is_reported(self):
        with open("/dev/full", "wb") as full:
            process = subprocess.run([TREFOIL, "extract"], input=SENTENCE.encode(), stdout=full, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(process.returncode, 1)
        self.assertIn(b"cannot write to standard output", process.stderr)

    def test_an_interrupt_exits_130_and_keeps_the_store_clean(self):
        files = [self.write("n/%03d.txt" % i, SENTENCE.replace("Keller", "Keller%03d" % i) * 40) for i in range(200)]
        process = subprocess.Popen([TREFOIL, "--db", str(self.db), "ingest", str(files[0].parent)], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, cwd=self.dir)
        deadline = time.time() + 60
        while not self.db.exists() and process.poll() is None and time.time() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        if process.returncode == 0:
            self.skipTest("the machine was faster than the signal")
        self.assertEqual(process.returncode, 130)
        self.assertEqual(err, b"interrupted\n")
        self.ok("check")


class BadInputs(CliTest):
    """Each gives one clear line, exit code 1, and leaves earlier data as it was."""

    def setUp(self):
        super().setUp()
        self.write("good.txt", SENTENCE)
        self.ok("ingest", "good.txt")
        self.before = self.canonical()

    def tearDown(self):
        self.assertEqual(self.canonical(), self.before)
        self.assertEqual(self.ok("check").out, "")
        super().tearDown()

    def refuse(self, path, *parts):
        self.one_line_error(self.run_trefoil("--quiet", "ingest", path), 1, *parts)
        self.one_line_error(self.run_trefoil("--quiet", "extract", path), 1, *parts)

    def test_a_bad_path(self):
        self.refuse("nowhere/a.txt", "nowhere/a.txt", "No such file")

    def test_a_binary_file(self):
        self.refuse(self.write("b.txt", b"\x7fELF\x02\x01\x00\x00" * 50), "b.txt", "binary")

    def test_an_empty_file(self):
        self.refuse(self.write("e.txt", ""), "e.txt", "empty")

    def test_an_empty_folder(self):
        (self.dir / "folder").mkdir()
        self.refuse("folder", "folder", "no text")

    def test_a_damaged_archive(self):
        self.refuse(self.write("a.gz", b"\x1f\x8b\x08\x00damaged"), "a.gz", "unpack")

    def test_100_megabytes_without_a_full_stop(self):
        path = self.dir / "long.txt"
        with open(path, "wb") as out:
            for _ in range(100):
                out.write((b"words " * 174763)[: 1 << 20])

        def limits():
            resource.setrlimit(resource.RLIMIT_CPU, (30, 30))

        for command in ("ingest", "extract", "parse"):
            begun = time.time()
            result = self.run_trefoil("--quiet", command, path, limits=limits)
            self.one_line_error(result, 1, "long.txt", "MB")
            self.assertLess(time.time() - begun, 30)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        self.assertLess(peak, 1500 * 1024, "kilobytes of the largest child")

    def test_an_unwritable_store(self):
        if os.geteuid() == 0:
            place = "/proc/trefoil.db"  # no one may write there, root neither
        else:
            place = str(self.dir / "locked" / "t.db")
            (self.dir / "locked").mkdir(mode=0o500)
        result = self.run_trefoil("--db", place, "ingest", "good.txt", db=False)
        self.one_line_error(result, 1, place)

    def test_a_store_that_is_a_file(self):
        self.one_line_error(self.run_trefoil("--db", "good.txt", "stats", db=False), 1, "good.txt")

    def test_no_store_yet(self):
        result = self.run_trefoil("--db", "none.db", "find", "Berlin", db=False)
        self.one_line_error(result, 1, "none.db")
        self.assertFalse((self.dir / "none.db").exists())

    def test_one_bad_file_of_several_fails_but_the_others_count(self):
        self.write("more.txt", "Peter Braun leads Southgate.\n")
        result = self.run_trefoil("ingest", "nowhere.txt", "more.txt")
        self.one_line_error(result, 1, "nowhere.txt")
        self.assertIn("1 document new, 1 failed", result.out)
        self.ok("forget", "more.txt")


class Text(CliTest):
    def test_documents_in_other_languages_are_set_aside_and_counted(self):
        self.write("english.txt", "Mary Miller founded Acme in Berlin.\n")
        self.write("german.txt", "Der Minister sagte am Montag, dass der Hafen für zwei Wochen geschlossen wird und er "
                                 "keine andere Wahl hat.\n")
        result = self.ok("ingest", "english.txt", "german.txt")
        self.assertIn("1 document new, 1 not English", result.out)
        self.assertIn("set aside german.txt: not English, looks like German", result.err)
        self.assertIn("1 document not in English set aside", result.err)
        self.assertEqual(self.ok("extract", "german.txt").out, "")
        self.assertIn("1 document new", self.ok("ingest", "--any-language", "german.txt").out)

    def test_invalid_utf8_is_replaced_and_kept(self):
        path = self.write("u.txt", b"Maria Keller founded Caf\xe9 Nord in Berlin.\n")
        result = self.ok("extract", "--format", "jsonl", path)
        rows = [json.loads(line) for line in result.out.splitlines()]
        self.assertIn("Caf\ufffd Nord", rows[0]["text"])
        self.ok("ingest", path)
        self.ok("check")

    def test_lines_give_one_object_a_line_with_offsets_into_the_whole_input(self):
        text = "".join("Größe %d: Maria Keller met Peter Braun.\n\n" % i for i in range(1500))
        rows = [json.loads(line) for line in self.ok("extract", "--lines", "--format", "jsonl", data=text).out.splitlines()]
        self.assertEqual(len(rows), 3000)
        self.assertEqual([row["line"] for row in rows], list(range(1, 3001)))
        for row in rows[::50]:
            span = row["sentence"]
            self.assertEqual(text[span["start"]:span["end"]], row["text"].rstrip("\n"))

    def test_extract_offsets_point_at_the_text(self):
        for sample in sorted(SAMPLES.glob("*.txt")):
            text = sample.read_text(encoding="utf-8")
            for line in self.ok("extract", "--derived", "--format", "jsonl", sample).out.splitlines():
                row = json.loads(line)
                for mention in row["mentions"]:
                    self.assertEqual(text[mention["start"]:mention["end"]], mention["text"])

    def test_threads_change_nothing(self):
        samples = sorted(SAMPLES.glob("*.txt"))
        self.assertEqual(self.ok("extract", "--threads", "1", "--format", "jsonl", *samples).out,
                         self.ok("extract", "--threads", "2", "--format", "jsonl", *samples).out)
        self.assertEqual(self.ok("parse", "--threads", "1", *samples).out, self.ok("parse", "--threads", "2", *samples).out)
        stores = []
        for threads in ("1", "2"):
            self.db = self.dir / threads
            self.ok("ingest", "--threads", threads, *samples)
            self.ok("check")
            stores.append(self.canonical())
        self.assertEqual(stores[0], stores[1])

    def test_ingesting_again_changes_nothing_and_forget_restores(self):
        samples = sorted(SAMPLES.glob("*.txt"))
        self.ok("ingest", *samples[:2])
        two = self.canonical()
        self.ok("ingest", *samples[:2])
        self.assertEqual(self.canonical(), two)
        self.ok("ingest", samples[2])
        self.assertNotEqual(self.canonical(), two)
        self.ok("forget", samples[2])
        self.assertEqual(self.canonical(), two)

    def test_order_of_ingest_does_not_matter(self):
        samples = sorted(SAMPLES.glob("*.txt"))
        stores = []
        for name, order in (("a", samples), ("b", samples[::-1])):
            self.db = self.dir / name
            for sample in order:
                self.ok("ingest", sample)
            stores.append(self.canonical())
        self.assertEqual(stores[0], stores[1])

    def test_parse_pieces_join_seamlessly(self):
        text = "".join("Maria Keller founded Northwind %d. It grew.\n\n" % i for i in range(4000))
        parsed = self.ok("parse", data=text).out
        ids = [line for line in parsed.splitlines() if line.startswith("# sent_id")]
        self.assertEqual(ids, ["# sent_id = %d" % i for i in range(1, len(ids) + 1)])
        self.assertEqual(parsed.count("Northwind\t"), 4000 * 2)

    def test_parse_draws_a_tree_a_sentence(self):
        drawn = self.ok("parse", "--format", "dot", data="Mary met John. It rained.\n").out
        self.assertEqual(drawn.count("digraph "), 2)
        self.assertIn('2 -> 1 [label="nsubj"]', drawn)


class Scores(CliTest):
    GOLD = "= Maria Keller founded Northwind in Berlin on 3 May 2021.\n" \
           "+ Maria Keller | founded | Northwind | place: in Berlin | time: on 3 May 2021\n"

    def test_own_gold_is_extracted_and_scored(self):
        out = self.ok("score", self.write("my.gold", self.GOLD), db=False).out
        self.assertIn("gold 1 facts in 1 sentences", out)
        self.assertIn("exact triples          P 1.000  R 1.000  F1 1.000", out)

    def test_output_and_text_give_the_same_score(self):
        gold = self.write("my.gold", self.GOLD)
        text = self.write("a.txt", SENTENCE)
        found = self.write("out.jsonl", self.ok("extract", "--lines", "--format", "jsonl", text, db=False).out)
        scores = {self.ok("score", gold, *rest, "--format", "json", db=False).out for rest in ([], [text], [found])}
        self.assertEqual(len(scores), 1)
        self.assertEqual(json.loads(scores.pop())["exact"]["f1"], 1.0)

    def test_carb_gold(self):
        gold = self.write("dev.tsv", "Maria Keller founded Northwind in Berlin .\tfounded\tMaria Keller\tNorthwind\tin Berlin\n")
        self.assertIn("gold 1 tuples in 1 sentences", self.ok("score", gold, db=False).out)

    def test_facts_of_articles_beside_the_gold(self):
        self.write("a.txt", SENTENCE)
        name = {"canonical": "Northwind", "keys": [], "accept": [], "accept_partial": []}
        fact = {"id": "F1", "seed": "a.txt", "sid": "0.0", "weight": 1, "phenomena": [], "subject": dict(name, canonical="Maria Keller"),
                "relation": {"canonical": "found", "accept": []}, "object": name,
                "qualifiers": {"polarity": "positive", "modality": "actual", "attributed_to": None, "time": "2021-05-03"}}
        gold = {"seeds": {"a.txt": {"aliases": [], "sentences": {"0.0": SENTENCE}}}, "facts": [fact], "must_not": []}
        result = json.loads(self.ok("score", self.write("gold.json", json.dumps(gold)), "--format", "json", db=False).out)
        self.assertEqual(result["groups"][0]["weighted_strict_recall"], 100)

    def test_what_is_no_gold_is_refused(self):
        self.one_line_error(self.run_trefoil("score", self.write("x.txt", "Hello.\n"), db=False), 1, "x.txt", "no gold")
        self.one_line_error(self.run_trefoil("score", "nowhere.gold", db=False), 1, "nowhere.gold")
        self.one_line_error(self.run_trefoil("score", self.write("y.gold", "= A b.\n+ A | b\n"), db=False), 1, "y.gold:2")

    def test_a_quotation_left_open_does_not_reach_the_next_line(self):
        data = 'Maria Keller said: "We won the cup.\nThe firm sold a mill.\n'
        rows = [json.loads(x) for x in self.ok("extract", "--lines", "--format", "jsonl", data=data, db=False).out.splitlines()]
        self.assertTrue(rows[1]["triples"])
        self.assertTrue(all(t["attribution"] is None for t in rows[1]["triples"]))


class Rules(CliTest):
    RULES = "rule founder 0.9\ntoken V lemma=found\nchild V S rel=nsubj\nchild V O rel=obj\nfact O | \"founded by\" | S\ntype has_founder\n"

    def test_rules_add_facts_to_extract_and_ingest(self):
        rules = self.write("my.rules", self.RULES)
        rows = [json.loads(x) for x in self.ok("extract", "--rules", rules, "--format", "jsonl", data=SENTENCE, db=False).out.splitlines()]
        mine = [t for t in rows[0]["triples"] if t["extractor"] == "rule:founder"]
        self.assertEqual([t["relation"]["type"] for t in mine], ["has_founder"])
        self.assertEqual(mine[0]["confidence"], 0.9)
        self.ok("ingest", "--rules", rules, self.write("a.txt", SENTENCE))
        self.assertIn("Maria Keller", self.ok("find", "Northwind", "has_founder").out)

    def test_a_mistake_in_a_rule_file_is_one_line(self):
        rules = self.write("my.rules", "rule r\ntoken V lema=found\n")
        for command in (["extract"], ["ingest", "-"]):
            self.one_line_error(self.run_trefoil(*command, "--rules", rules, data=SENTENCE), 1, "my.rules:2", "no field 'lema'")
        self.one_line_error(self.run_trefoil("extract", "--rules", "nowhere", data=SENTENCE), 1, "nowhere")


class Queries(CliTest):
    def test_statements_from_text_file_and_standard_input(self):
        self.assertIn("1", self.ok("query", "RETURN 1 AS one", "--format", "csv", "--db", ":memory:", db=False).out)
        path = self.write("q.cypher", "RETURN 1 AS one;\nRETURN 2 AS two;\n")
        for result in (self.ok("--db", ":memory:", "query", "--format", "csv", "-f", path, db=False),
                       self.ok("--db", ":memory:", "query", "--format", "csv", "-", db=False, data=path.read_bytes())):
            self.assertIn("one\n1\n", result.out.replace("\r", ""))
            self.assertIn("two\n2\n", result.out.replace("\r", ""))

    def test_parameters(self):
        out = self.ok("--db", ":memory:", "query", "RETURN $x + 1 AS y", "--param", "x=41", "--format", "csv", db=False).out
        self.assertEqual(out.replace("\r", ""), "y\n42\n")

    def test_the_line_protocol_answers_errors_as_data(self):
        lines = b"CREATE (:A {n: 1});\nRETURN nonsense;\nMATCH (a:A)\nRETURN a.n AS n;\n:clear\n"
        result = self.ok("--db", ":memory:", "query", "--format", "jsonl", "-", data=lines, db=False)
        answers = [json.loads(line) for line in result.out.splitlines()]
        self.assertEqual(len(answers), 4)
        self.assertEqual(answers[0]["stats"]["nodes_created"], 1)
        self.assertEqual(answers[1]["error"]["detail"], "UndefinedVariable")
        self.assertEqual(answers[2]["rows"], [[1]])
        self.assertIn("elapsed_ms", answers[2])
        self.assertEqual(answers[3], {"ok": True})

    def test_other_modes_stop_at_the_first_error_unless_told_to_go_on(self):
        text = "RETURN 1 AS a; RETURN nonsense; RETURN 3 AS c;"
        stopped = self.run_trefoil("--db", ":memory:", "query", "--format", "csv", text, db=False)
        self.assertEqual(stopped.code, 2)
        self.assertNotIn("c\n3", stopped.out.replace("\r", ""))
        gone_on = self.run_trefoil("--db", ":memory:", "query", "--format", "csv", "--keep-going", text, db=False)
        self.assertNotEqual(gone_on.code, 0)
        self.assertIn("c\n3", gone_on.out.replace("\r", ""))

    def test_read_only_refuses_writes(self):
        self.ok("ingest", "-", data=SENTENCE)
        before = self.canonical()
        self.assertNotEqual(self.run_trefoil("--read-only", "query", "CREATE (:A)").code, 0)
        self.assertEqual(self.run_trefoil("--read-only", "ingest", "-", data=SENTENCE).code, 2)
        self.assertEqual(self.canonical(), before)

    def test_import_and_find_by_exact_relation(self):
        path = self.write("g.tsv", "Agency 1\tannounces tariffs on\tAgency 2\nAgency 1\tsues\tAgency 3\n" * 2)
        self.ok("import", "--format", "tsv", path)
        out = self.ok("find", "--subject", "Agency 1", "--relation", "announces tariffs on", "--format", "tsv").out
        self.assertEqual([line.split("\t")[2] for line in out.splitlines()], ["Agency 2"])
        rows = self.ok("query", "MATCH (a)-[r]->(b) RETURN count(*) AS n", "--format", "csv").out
        self.assertEqual(rows.replace("\r", ""), "n\n2\n")


class Shell(CliTest):
    def test_statements_share_a_transaction(self):
        text = (":begin\nCREATE (:A);\nMATCH (a:A) RETURN count(*) AS n;\n:rollback\n:begin\nCREATE (:B);\n:commit\n"
                ":begin\nCREATE (:C);\n")
        result = self.ok("--format", "csv", "shell", data=text)
        self.assertIn("n\n1\n", result.out.replace("\r", ""))
        self.assertIn("rolled back", result.err)
        rows = self.ok("query", "MATCH (n) RETURN labels(n)[0] AS l", "--format", "csv").out
        self.assertEqual(rows.replace("\r", ""), "l\nB\n")
        self.assertEqual(self.run_trefoil("shell", data=":commit\n").code, 1)

    def test_from_a_pipe_there_are_no_escape_codes_and_errors_stop(self):
        text = "CREATE (:Person {name: 'Ann'});\nMATCH (p:Person)\nRETURN p.name AS name;\n"
        result = self.ok("--db", ":memory:", "shell", data=text, db=False)
        self.assertIn("Ann", result.out)
        self.assertNotIn("\x1b", result.out + result.err)
        self.assertEqual(self.run_trefoil("--db", ":memory:", "shell", data="RETURN nonsense;\nRETURN 1;\n", db=False).code, 2)

    def test_commands_of_the_shell(self):
        result = self.ok("--db", ":memory:", "shell", data=":help\n:mode csv\nRETURN 1 AS a;\n:schema\n", db=False)
        self.assertIn(":schema", result.out)
        self.assertIn("a\n1\n", result.out.replace("\r", ""))


class Terminal(CliTest):
    """The shell on a terminal, through a pseudo-terminal."""

    def setUp(self):
        super().setUp()
        self.write("a.txt", SENTENCE)
        self.ok("ingest", "a.txt")
        try:
            self.process, self.fd = pty.fork()
        except OSError as error:  # a bare chroot without /dev/pts
            self.skipTest("no pseudo-terminal here: %s" % error)
        if self.process == 0:
            os.environ.update(TERM="xterm", TREFOIL_HISTORY=str(self.dir / "history"), COLUMNS="100",
                              TREFOIL_INIT=str(self.write("init", ":param greeting => 'good day'\n")),
                              TREFOIL_PAGER="sed s/^/PAGED/")
            os.environ.pop("NO_COLOR", None)
            os.execv(TREFOIL, [TREFOIL, "--db", str(self.db), "shell"])
        self.seen = ""
        self.wait_for("trefoil> ")

    def tearDown(self):
        os.close(self.fd)
        os.waitpid(self.process, 0)
        super().tearDown()

    def wait_for(self, text, seconds=60):
        """Reads until `text` is on the screen; what came before it is dropped."""
        end = time.time() + seconds
        while text not in self.seen:
            self.assertLess(time.time(), end, "waiting for %r, got %r" % (text, self.seen))
            if select.select([self.fd], [], [], 0.2)[0]:
                try:
                    self.seen += os.read(self.fd, 65536).decode("utf-8", "replace")
                except OSError:
                    self.fail("the shell ended; it said %r" % self.seen)
        before, self.seen = self.seen.split(text, 1)
        return before

    def type(self, text):
        os.write(self.fd, text.encode())

    def test_statements_over_several_lines_completion_and_history(self):
        self.type("MATCH (p:Person)\r")
        self.wait_for("...> ")
        self.type("RETURN p.name AS who;\r")
        self.wait_for("Maria Keller")
        self.wait_for("trefoil> ")
        self.type(":show 'Maria K\t")
        self.wait_for("eller")
        self.type("'\r")
        self.wait_for("(Person)")
        self.wait_for("trefoil> ")
        self.type("\x03")  # Ctrl-C keeps the shell
        self.wait_for("trefoil> ")
        self.type(" :timer on\r")
        self.wait_for("trefoil> ")
        self.type(":quit\r")
        self.wait_for_end()
        history = self.dir / "history"
        self.assertEqual(history.stat().st_mode & 0o777, 0o600)
        kept = history.read_text()
        self.assertIn("RETURN", kept)
        self.assertNotIn("timer", kept)

    def test_the_start_up_file_is_read_and_long_results_are_paged(self):
        self.type("RETURN $greeting + '!' AS x;\r")
        self.assertNotIn("PAGED", self.wait_for("good day!"))
        self.type("UNWIND range(1, 500) AS n RETURN n;\r")
        self.wait_for("PAGED")
        self.wait_for("500")
        self.wait_for("trefoil> ")
        self.type(":set pager off\r")
        self.wait_for("trefoil> ")
        self.type("UNWIND range(1, 600) AS n RETURN n;\r")
        self.assertNotIn("PAGED", self.wait_for("600 rows"))
        self.type(":quit\r")
        self.wait_for_end()

    def wait_for_end(self):
        end = time.time() + 60
        while time.time() < end:
            try:
                if not os.read(self.fd, 65536):
                    return
            except OSError:
                return
        self.fail("the shell did not end")

    def test_interrupt_stops_a_statement(self):
        self.type("WITH range(1, 9999) AS r UNWIND r AS a UNWIND r AS b UNWIND r AS c RETURN count(*);\r")
        self.wait_for("count(*);")
        time.sleep(1)
        self.type("\x03")
        self.wait_for("interrupted")
        self.wait_for("trefoil> ")
        self.type("RETURN 41 + 1 AS n;\r")
        self.wait_for("42")
        self.type(":quit\r")
        self.wait_for_end()


if __name__ == "__main__":
    main()
