"""What the tests of the program share: running it in a folder of its own.

Each test file is called as: FILE TREFOIL SAMPLES [unittest arguments]. Standard library only.
"""
import os
import pathlib
import pty
import subprocess
import sys
import tempfile
import unittest

TREFOIL = os.path.abspath(sys.argv[1])
SAMPLES = pathlib.Path(sys.argv[2]).resolve()
SENTENCE = "Maria Keller founded Northwind in Berlin on 3 May 2021.\n"


class Result:
    def __init__(self, process):
        self.code = process.returncode
        self.out = process.stdout.decode("utf-8")
        self.err = process.stderr.decode("utf-8")


def read_terminal(master):
    """What comes from a pseudo-terminal until its other end is closed; closes it."""
    seen = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        seen += piece
    os.close(master)
    return seen


class CliTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="trefoil-cli-")
        self.dir = pathlib.Path(self.folder.name)
        self.db = self.dir / "t.db"

    def tearDown(self):
        self.folder.cleanup()

    def run_trefoil(self, *arguments, data=b"", db=True, env=None, limits=None):
        command = [TREFOIL] + (["--db", str(self.db)] if db else []) + [str(a) for a in arguments]
        environment = {k: v for k, v in os.environ.items() if k not in ("TREFOIL_DB", "NO_COLOR", "CLICOLOR_FORCE")}
        environment.update(env or {})
        if isinstance(data, str):
            data = data.encode()
        return Result(subprocess.run(command, input=data, capture_output=True, cwd=self.dir, env=environment,
                                     timeout=300, preexec_fn=limits))

    def write(self, name, content):
        path = self.dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def ok(self, *arguments, **options):
        result = self.run_trefoil(*arguments, **options)
        self.assertEqual(result.code, 0, result.err)
        return result

    def one_line_error(self, result, code, *parts):
        self.assertEqual(result.code, code, result.err)
        lines = [line for line in result.err.splitlines() if line]
        self.assertEqual(len(lines), 1, result.err)
        self.assertTrue(lines[0].startswith("error: "), lines[0])
        for part in parts:
            self.assertIn(part, lines[0])

    def need_terminals(self):
        """Passes the test over in a bare chroot without /dev/pts."""
        try:
            for end in pty.openpty():
                os.close(end)
        except OSError as error:
            self.skipTest("no pseudo-terminal here: %s" % error)

    def canonical(self, db=None):
        if db is not None:
            self.db = db
        return self.ok("export", "--canonical").out


def main():
    unittest.main(argv=[sys.argv[0]] + sys.argv[3:])
