#!/usr/bin/env python3
"""The completion scripts in the shells they are for: a command, and an option of a command.

zsh and fish are Debian's packages (group "browser" of scripts/packages). Where one is missing its test is passed over,
unless TREFOIL_NEED_BROWSER is set.
usage: completion_test.py TREFOIL SAMPLES [unittest arguments]
"""
import os
import pathlib
import pty
import select
import shutil
import subprocess
import time
import unittest

from harness import CliTest, main

SCRIPTS = pathlib.Path(__file__).resolve().parents[2] / "cli" / "completions"
NEEDED = bool(os.environ.get("TREFOIL_NEED_BROWSER"))


class Completion(CliTest):
    def said(self, *command):
        process = subprocess.run(command, cwd=self.dir, capture_output=True, timeout=120, stdin=subprocess.DEVNULL,
                                 env=dict(os.environ, HOME=str(self.dir), XDG_CONFIG_HOME=str(self.dir), XDG_DATA_HOME=str(self.dir)))
        self.assertEqual(process.stderr.decode(), "")
        return process.stdout.decode().splitlines()

    def bash(self, *words):
        return self.said("bash", "--norc", "-c", 'source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _trefoil; printf "%s\\n" "${COMPREPLY[@]}"',
                         str(SCRIPTS / "trefoil.bash"), *words)

    def test_bash(self):
        self.assertEqual(self.bash("trefoil", "exp"), ["export"])
        self.assertEqual(self.bash("trefoil", "export", "--max-n"), ["--max-nodes"])
        self.assertEqual(self.bash("trefoil", "--db", "x.db", "find", "--sub"), ["--subject"])
        self.assertIn("--read-only", self.bash("trefoil", "find", "--"))
        self.assertNotIn("--max-nodes", self.bash("trefoil", "find", "--"))

    @unittest.skipUnless(NEEDED or shutil.which("fish"), "fish is not installed")
    def test_fish(self):
        def fish(line):
            return [found.split("\t")[0] for found in self.said(
                "fish", "--no-config", "-c", 'source "$argv[1]"; complete -C "$argv[2]"', str(SCRIPTS / "trefoil.fish"), line)]

        self.assertEqual(fish("trefoil exp"), ["export"])
        self.assertEqual(fish("trefoil export --max-n"), ["--max-nodes"])
        self.assertEqual(fish("trefoil --db x.db find --sub"), ["--subject"])
        self.assertIn("--read-only", fish("trefoil find --"))
        self.assertNotIn("--max-nodes", fish("trefoil find --"))

    @unittest.skipUnless(NEEDED or shutil.which("zsh"), "zsh is not installed")
    def test_zsh(self):
        """Keys to a terminal: what Tab makes of the line."""
        self.need_terminals()
        child, fd = pty.fork()
        if child == 0:
            os.chdir(self.dir)
            os.execvpe("zsh", ["zsh", "-f", "-i"], dict(os.environ, HOME=str(self.dir), TERM="dumb", PS1="ready> "))
        seen = ""

        def wait_for(text):
            nonlocal seen
            end = time.monotonic() + 120
            while text not in seen:
                self.assertLess(time.monotonic(), end, "waiting for %r, got %r" % (text, seen))
                if select.select([fd], [], [], 0.2)[0]:
                    seen += os.read(fd, 65536).decode("utf-8", "replace")
            seen = seen.split(text, 1)[1]

        def type_keys(text):
            os.write(fd, text.encode())

        try:
            type_keys("fpath=(%s $fpath); autoload -Uz compinit; compinit -u -D; LISTMAX=0; echo set'up'\r" % SCRIPTS)
            wait_for("setup\r\n")
            for typed, completed in (("trefoil exp\t", "trefoil export"), ("trefoil export --max-n\t", "trefoil export --max-nodes"),
                                     ("trefoil --db x.db find --sub\t", "trefoil --db x.db find --subject")):
                # The line as it stands after Tab becomes the argument of echo.
                type_keys("\x15" + typed + "\x01echo 'line: \x05'\r")
                wait_for("\r\nline: " + completed)
            type_keys("exit\r")
        finally:
            os.close(fd)
            os.waitpid(child, 0)


if __name__ == "__main__":
    main()
