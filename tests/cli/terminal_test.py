#!/usr/bin/env python3
"""The tutorial on terminals of 80 and of 200 columns, with and without colour.

usage: terminal_test.py TREFOIL SAMPLES [unittest arguments]
"""
import fcntl
import os
import pathlib
import pty
import re
import struct
import subprocess
import sys
import termios
import unicodedata

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import readme_test  # noqa: E402
from harness import SAMPLES, TREFOIL, CliTest, main  # noqa: E402

TUTORIAL = pathlib.Path(__file__).resolve().parents[2] / "docs" / "tutorial.md"
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def width(text):
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


class Terminal(CliTest):
    def setUp(self):
        super().setUp()
        (self.dir / "bin").mkdir()
        (self.dir / "bin" / "trefoil").symlink_to(TREFOIL)
        (self.dir / "samples").symlink_to(SAMPLES)
        text = TUTORIAL.read_text(encoding="utf-8")
        self.commands = [command for _, _, inside in readme_test.blocks(text) for command, _ in readme_test.sessions(inside)]
        self.assertGreater(len(self.commands), 10)

    def on_terminal(self, command, columns, color):
        """What a command writes to a terminal of that width."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("TREFOIL") and k not in ("NO_COLOR", "CLICOLOR_FORCE", "COLUMNS")}
        environment.update({"PATH": str(self.dir / "bin") + os.pathsep + environment["PATH"], "TERM": "xterm-256color", "HOME": str(self.dir),
                            "PAGER": "cat"})
        if not color:
            environment["NO_COLOR"] = "1"
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        process = subprocess.Popen(["bash", "-c", command], cwd=self.dir, env=environment, stdin=subprocess.DEVNULL, stdout=slave,
                                   stderr=subprocess.PIPE, start_new_session=True)
        os.close(slave)
        output = b""
        while True:
            try:
                piece = os.read(master, 65536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            output += piece
        os.close(master)
        errors = process.stderr.read().decode()
        process.stderr.close()
        process.wait(timeout=60)
        self.assertNotIn("error:", errors, command)
        return output.decode("utf-8").replace("\r\n", "\n")

    def session(self, columns, color):
        """Output of every command of the tutorial, in order, in a store of its own."""
        subprocess.run("rm -rf *.db *.svg *.html *.png *.jsonl", shell=True, cwd=self.dir, check=True)
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


if __name__ == "__main__":
    main()
