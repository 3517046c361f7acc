#!/usr/bin/env python3
"""The tutorial on terminals of 80 and of 200 columns, with and without colour: every command alone, and typed in tmux.

usage: terminal_test.py TREFOIL SAMPLES [unittest arguments]
"""
import fcntl
import os
import pathlib
import pty
import re
import shutil
import struct
import subprocess
import sys
import termios
import time
import unicodedata
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import readme_test  # noqa: E402
from harness import SAMPLES, TREFOIL, CliTest, main, read_terminal  # noqa: E402

TUTORIAL = pathlib.Path(__file__).resolve().parents[2] / "docs" / "tutorial.md"
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def width(text):
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def blanks(lines):
    """A terminal shows no tabs."""
    return [" ".join(line.split()) for line in lines]


class Tutorial(CliTest):
    def setUp(self):
        super().setUp()
        self.need_terminals()
        (self.dir / "bin").mkdir()
        (self.dir / "bin" / "trefoil").symlink_to(TREFOIL)
        (self.dir / "samples").symlink_to(SAMPLES)
        text = TUTORIAL.read_text(encoding="utf-8")
        self.shown = [session for _, _, inside in readme_test.blocks(text) for session in readme_test.sessions(inside)]
        self.commands = [command for command, _ in self.shown]
        self.assertGreater(len(self.commands), 10)

    def environment(self, color):
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("TREFOIL", "TMUX")) and k not in ("NO_COLOR", "CLICOLOR_FORCE", "COLUMNS")}
        kept.update({"PATH": str(self.dir / "bin") + os.pathsep + kept["PATH"], "TERM": "xterm-256color", "HOME": str(self.dir), "PAGER": "cat", "HISTFILE": "/dev/null"})
        return kept if color else dict(kept, NO_COLOR="1")

    def remove_results(self):
        subprocess.run("rm -rf *.db everything.*", shell=True, cwd=self.dir, check=True)


class Terminal(Tutorial):
    def on_terminal(self, command, columns, color):
        """What a command writes to a terminal of that width."""
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        process = subprocess.Popen(["bash", "-c", command], cwd=self.dir, env=self.environment(color), stdin=subprocess.DEVNULL, stdout=slave,
                                   stderr=subprocess.PIPE, start_new_session=True)
        os.close(slave)
        output = read_terminal(master)
        errors = process.stderr.read().decode()
        process.stderr.close()
        process.wait(timeout=60)
        self.assertNotIn("error:", errors, command)
        return output.decode("utf-8").replace("\r\n", "\n")

    def session(self, columns, color):
        """Output of every command of the tutorial, in order, in a store of its own."""
        self.remove_results()
        return {command: self.on_terminal(command, columns, color) for command in self.commands}

    def test_the_tutorial_fits_its_terminal_with_and_without_colour(self):
        plain = {}
        for columns in (80, 200):
            plain[columns] = self.session(columns, color=False)
            coloured = self.session(columns, color=True)
            self.assertTrue(any(ESCAPE.search(text) for text in coloured.values()))
            tables = 0
            for command in self.commands:
                self.assertNotIn("\x1b", plain[columns][command], command)
                if "disk" not in plain[columns][command]:
                    self.assertEqual(ESCAPE.sub("", coloured[command]), plain[columns][command], command)
                for line in plain[columns][command].split("\n"):
                    if line[:1] in ("│", "┌", "├", "└"):
                        tables += 1
                        self.assertLessEqual(width(line), columns, line)
            self.assertGreater(tables, 5)


    def test_sentences_are_wrapped_between_words(self):
        self.ok("--db", self.dir / "trefoil.db", "ingest", SAMPLES, db=False)
        for command in ("trefoil find Putin recognized", "trefoil show Psaki"):
            plain = subprocess.run(["bash", "-c", command], cwd=self.dir, env=self.environment(False), stdin=subprocess.DEVNULL, capture_output=True,
                                   check=True).stdout.decode()
            shown = self.on_terminal(command, 80, color=False)
            self.assertGreater(max(map(width, plain.split("\n"))), 200)
            self.assertEqual(shown.split(), plain.split())
            for line in shown.split("\n"):
                if line.startswith("    ") and not line.startswith("    ["):
                    self.assertLessEqual(width(line), 80)
            self.assertEqual(ESCAPE.sub("", self.on_terminal(command, 80, color=True)), shown)

    def test_help_fits_the_terminal(self):
        commands = re.findall(r"^  ([a-z]+)  ", self.ok("--help", db=False).out.split("Subcommands:\n")[1].split("\n\n")[0], re.M)
        self.assertGreater(len(commands), 20)
        for command in [""] + commands:
            text = self.on_terminal("trefoil %s --help" % command, 80, color=True)
            before = text.split("Examples:\n")[0]
            self.assertLessEqual(max(map(width, before.split("\n"))), 80, before)
            whole = self.ok(*command.split(), "--help", db=False).out
            self.assertEqual(text.split(), whole.split())
            self.assertNotIn("\n\n\n", text)


@unittest.skipUnless(shutil.which("tmux"), "tmux is not installed")
class Tmux(Tutorial):
    """Keys go to a shell in tmux, and the screen is read until what has to come is there."""

    def tmux(self, *arguments):
        return subprocess.run(["tmux", "-u", "-S", str(self.dir / "socket"), "-f", str(self.dir / "tmux.conf"), *arguments], cwd=self.dir,
                              env=self.terminal_environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=True).stdout.decode()

    running = False

    def end(self):
        """Ends tmux and waits until the shell in it, which could still write, is gone."""
        shell = int(self.tmux("display-message", "-p", "#{pane_pid}"))
        self.tmux("kill-server")
        self.running = False
        end = time.monotonic() + 60
        while pathlib.Path("/proc/%d" % shell).exists() and time.monotonic() < end:
            time.sleep(0.02)

    def tearDown(self):
        if self.running:
            self.end()
        super().tearDown()

    def start(self, columns, color):
        self.terminal_environment = self.environment(color)
        self.write("tmux.conf", "set -g history-limit 20000\nset -g status off\nset -g default-terminal screen-256color\n")
        self.tmux("new-session", "-d", "-x", str(columns), "-y", "50", "env", "PS1=ready> ", "bash", "--norc", "--noprofile", "--noediting")
        self.running = True
        self.wait_for(lambda screen: "ready> " in screen)

    def screen(self, *options):
        """Everything since the last command began, lines that the terminal wrapped joined."""
        return self.tmux("capture-pane", "-p", "-J", "-S", "-", *options)

    def wait_for(self, holds):
        end = time.monotonic() + 120
        while not holds(text := self.screen()):
            self.assertLess(time.monotonic(), end, text)
            time.sleep(0.02)
        return text

    def keys(self, *names):
        self.tmux("send-keys", *names)

    def type(self, text):
        self.tmux("send-keys", "-l", text[:-1] + "\\;" if text.endswith(";") else text)  # tmux ends its own commands by it

    def run_typed(self, number, command):
        """What the command leaves on the screen, and the same with its colours."""
        self.type("clear; %s; printf '#%%s %d#\\n' \"$?\"" % (command, number))
        self.tmux("clear-history")
        self.keys("Enter")
        done = re.compile(r"^#\d+ %d#$" % number, re.M)
        text = self.wait_for(done.search)
        self.assertRegex(text, r"(?m)^#0 %d#$" % number, command)
        return [self.output_of(captured, number) for captured in (text, self.screen("-e"))]

    @staticmethod
    def output_of(captured, number):
        lines = captured.split("\n")
        end = next(i for i, line in enumerate(lines) if re.match(r"#\d+ %d#" % number, ESCAPE.sub("", line)))
        begin = max((i + 1 for i, line in enumerate(lines[:end]) if "; printf '#%s" in line), default=0)
        return [line.rstrip() for line in lines[begin:end]]

    def test_the_tutorial_typed_in_tmux(self):
        outputs = {}
        for columns in (80, 200):
            for color in (False, True):
                self.remove_results()
                self.start(columns, color)
                coloured = 0
                for number, (command, shown) in enumerate(self.shown):
                    plain, with_colours = self.run_typed(number, command)
                    coloured += any("\x1b[" in line for line in with_colours)
                    self.assertFalse(any("error:" in line for line in plain), command)
                    for line in plain:
                        if line[:1] in ("│", "┌", "├", "└"):
                            self.assertLessEqual(width(line), columns, line)
                    if not command.startswith("ls"):  # which has columns of its own on a terminal
                        outputs[command, columns, color] = [line for line in plain if "disk" not in line]
                        if columns == 200:
                            self.assertTrue(readme_test.matches(blanks(shown), blanks(plain)), (command, plain))
                self.assertEqual(coloured > 0, color)
                self.end()
        for (command, columns, color), lines in outputs.items():
            self.assertEqual(lines, outputs[command, columns, False], command)

    def test_a_session_of_the_shell_in_tmux(self):
        self.start(80, True)
        self.run_typed(1, "trefoil ingest samples")
        self.type("clear; trefoil shell")
        self.keys("Enter")
        self.wait_for(lambda screen: "trefoil> " in screen)
        self.type("MATCH (a:Person)-[r:sign]->(b)")
        self.keys("Enter")
        self.wait_for(lambda screen: "...> " in screen)
        self.type("RETURN a.name AS who, r, b.name AS what ORDER BY who, what;")
        self.keys("Enter")
        text = self.wait_for(lambda screen: "3 rows" in screen)
        self.assertTrue(all(width(line) <= 80 for line in text.split("\n") if line[:1] in ("│", "┌", "├", "└")))
        self.type(":why 1")
        self.keys("Enter")
        self.wait_for(lambda screen: "Joe Biden -[sign]-> an executive order" in screen)
        self.type(":show 'Volodymyr Z")
        self.keys("Tab")
        self.wait_for(lambda screen: ":show 'Volodymyr Zelenskiy" in screen)
        self.keys("C-c")  # keeps the shell
        self.type("Putin recognized ?")
        self.keys("Enter")
        self.wait_for(lambda screen: "-[recognize]-> Luhansk" in screen)
        self.type(":around Psaki")
        self.keys("Enter")
        self.wait_for(lambda screen: "White House" in screen.split(":around", 1)[-1])
        self.type(":quit")
        self.keys("Enter")
        self.wait_for(lambda screen: screen.rstrip().endswith("ready>"))


if __name__ == "__main__":
    main()
