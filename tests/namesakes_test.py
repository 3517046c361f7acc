#!/usr/bin/env python3
"""How many things of one name become one node, and how many of two names (tests/data/namesakes).

usage: namesakes_test.py TREFOIL DATA [--list]

Fails if more than 2 of the 40 pairs of different things are merged, or fewer than 70 % of the same things are.
"""
import json
import os
import subprocess
import sys
import tempfile


def pairs(path):
    with open(path, encoding="utf-8") as source:
        for block in source.read().split("\n# "):
            head, *rest = block.strip().split("\n")
            first, second = "\n".join(rest).strip().split("\n\n")
            names = head.lstrip("# ").split(" = ")
            yield names[0], names[-1], first, second


def nodes(trefoil, folder, documents):
    """Named entities of a store with these documents: (names, number of documents that name it)."""
    db = os.path.join(folder, "db")
    for number, text in enumerate(documents):
        path = os.path.join(folder, "%d.txt" % number)
        with open(path, "w", encoding="utf-8") as out:
            out.write(text + "\n")
        subprocess.run([trefoil, "--quiet", "--db", db, "ingest", path], check=True, stdout=subprocess.DEVNULL)
    text = subprocess.run([trefoil, "--db", db, "export", "--canonical"], check=True, capture_output=True).stdout
    for line in text.decode("utf-8").splitlines():
        row = json.loads(line)
        if "entity" in row and "clusters" in row and row["labels"] and row["labels"][0] not in ("Concept", "Statement"):
            yield row["properties"], len({cluster.split(":")[0] for cluster in row["clusters"]})


def norm(name):
    name = name.lower().replace(".", "").replace("-", " ").strip("'\" ")
    return name[4:] if name.startswith("the ") else name


def merged(trefoil, a, b, first, second):
    """True if a node of both documents bears one of the names."""
    with tempfile.TemporaryDirectory(prefix="trefoil-namesakes-") as folder:
        for properties, count in nodes(trefoil, folder, (first, second)):
            text = norm(json.dumps(properties, ensure_ascii=False))
            if count == 2 and (norm(a) in text or norm(b) in text):
                return True
    return False


def main():
    trefoil, data = os.path.abspath(sys.argv[1]), sys.argv[2]
    rate = {}
    for kind in ("different", "same"):
        results = [(a, b, merged(trefoil, a, b, x, y)) for a, b, x, y in pairs(os.path.join(data, kind + ".txt"))]
        rate[kind] = (sum(r for _, _, r in results), len(results))
        if "--list" in sys.argv:
            for a, b, one in results:
                if one == (kind == "different"):
                    print("wrong:", kind, a, b)
    print("different things merged: %d of %d; same things merged: %d of %d" % (*rate["different"], *rate["same"]))
    return 0 if rate["different"][0] <= 2 and rate["same"][0] >= 0.7 * rate["same"][1] else 1


if __name__ == "__main__":
    sys.exit(main())
