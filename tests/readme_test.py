#!/usr/bin/env python3
"""Runs the commands that the documentation shows, and compares their output with what it shows.

usage: readme_test.py TREFOIL SAMPLES FILE.md...

A block of kind "console" is a session: lines that begin with "$ " are commands (continued by a "\\" at the end), the lines until the next
command are their standard output and standard error. A line "..." stands for any number of lines, "size on disk" for any size (RocksDB
packs tables when it likes). All blocks of one file run in one fresh folder, in which samples/ is the folder of samples. Blocks of other kinds are left alone. With --update the shown output is
replaced by the real one.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile


def blocks(text):
    """(start, end, lines) of each console block's inside, as line numbers."""
    lines = text.split("\n")
    start = None
    for number, line in enumerate(lines):
        if start is None and line.strip() == "```console":
            start = number + 1
        elif start is not None and line.strip() == "```":
            yield start, number, lines[start:number]
            start = None


def sessions(lines):
    """(command, expected lines) of one block."""
    out = []
    continued = False
    for line in lines:
        if continued:
            out[-1][0] += "\n" + line
            continued = line.endswith("\\")
        elif line.startswith("$ "):
            out.append([line[2:], []])
            continued = line.endswith("\\")
        elif out:
            out[-1][1].append(line)
    return out


def matches(expected, actual):
    """True if `expected`, in which "..." is any run of lines, describes `actual`."""
    def line_pattern(line):
        if line.strip() == "...":
            return r"(?:.*\n)*"
        return re.sub(r"(size\\ on\\ disk(?:\\ )+)\d+", r"\1\\d+", re.escape(line.rstrip())) + r"[ ]*\n"

    pattern = "".join(line_pattern(line) for line in expected)
    return re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in actual)) is not None


def run(command, folder, environment):
    process = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300)
    lines = process.stdout.decode("utf-8").split("\n")
    return lines[:-1] if lines and lines[-1] == "" else lines


def check(path, trefoil, samples, update):
    text = pathlib.Path(path).read_text(encoding="utf-8")
    lines = text.split("\n")
    failures, commands, replacements = 0, 0, []
    with tempfile.TemporaryDirectory(prefix="trefoil-readme-") as folder:
        os.mkdir(os.path.join(folder, "bin"))
        os.symlink(trefoil, os.path.join(folder, "bin", "trefoil"))
        os.symlink(samples, os.path.join(folder, "samples"))
        environment = {k: v for k, v in os.environ.items() if not k.startswith("TREFOIL_DB")}
        environment["PATH"] = os.path.join(folder, "bin") + os.pathsep + environment["PATH"]
        for start, end, inside in blocks(text):
            new = []
            for command, expected in sessions(inside):
                commands += 1
                actual = run(command, folder, environment)
                new += ("$ " + command).split("\n") + actual
                if not matches(expected, actual):
                    failures += 1
                    if not update:
                        print("%s: output differs: $ %s" % (path, command))
                        print("  shown:\n    " + "\n    ".join(expected))
                        print("  real:\n    " + "\n    ".join(actual))
                else:
                    new[len(new) - len(actual):] = expected
            replacements.append((start, end, new))
    if update:
        for start, end, new in reversed(replacements):
            lines[start:end] = new
        pathlib.Path(path).write_text("\n".join(lines), encoding="utf-8")
    print("%s: %d commands, %d differ" % (path, commands, failures))
    return failures if not update else 0, commands


def main(arguments):
    update = "--update" in arguments
    trefoil, samples, *files = [a for a in arguments if a != "--update"]
    failures, commands = 0, 0
    for path in files:
        bad, count = check(path, os.path.abspath(trefoil), os.path.abspath(samples), update)
        failures += bad
        commands += count
    if commands == 0:
        print("no commands found: the test would prove nothing")
        return 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
