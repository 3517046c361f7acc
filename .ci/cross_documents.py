#!/usr/bin/env python3
"""Measures how well entities of different documents become one node.

usage: cross_documents.py TREFOIL SHARED [--errors]

Ingests the 68 documents of entities-train and entities-dev into one store (news with their date) and compares nodes with
gold Wikipedia links. An item is a gold entity with a link in one document, its node the one that most of its names lead to; a
pair is two items of different documents. A name is found by its own words (the gold "core"). Recall: of the pairs with one link, those with one node (an entity that was not found
has none). Precision: of the pairs with one node, those with one link. Prints JSON.
"""
import collections
import itertools
import json
import os
import subprocess
import sys
import tempfile

TREFOIL, SHARED = (os.path.abspath(a) for a in sys.argv[1:3])
sys.path.insert(0, os.path.join(SHARED, "eval"))
import score_entities  # noqa: E402


def documents():
    for part in ("entities-train", "entities-dev"):
        folder = os.path.join(SHARED, "data", part)
        for name in sorted(os.listdir(folder + "/gold")):
            with open(folder + "/gold/" + name, encoding="utf-8") as source:
                gold = json.load(source)
            yield folder + "/docs/" + name[:-5] + ".txt", gold


def trefoil(db, *arguments):
    done = subprocess.run([TREFOIL, "--quiet", "--db", db, *arguments], stdout=subprocess.PIPE, check=True)
    return done.stdout.decode("utf-8")


def nodes_of(db):
    """path -> mentions as score_entities.align wants them, `entity` the node's id."""
    sources, mentions, names = {}, collections.defaultdict(list), {}
    for line in trefoil(db, "export", "--canonical").splitlines():
        row = json.loads(line)
        if "sources" in row and "document" in row and "text" in row:
            sources[row["document"]] = row["sources"]
        elif "mention" in row:
            mentions[row["mention"]].append(row)
        elif "entity" in row:
            names[row["entity"]] = row["properties"].get("name", "")
    return {path: mentions[d] for d, paths in sources.items() for path in paths}, names


def predictions(text, rows):
    """Mentions of one document; spans of the store are bytes, those of the gold code points."""
    encoded = text.encode("utf-8")
    code_point = {}
    at = 0
    for index, character in enumerate(text):
        code_point[at] = index
        at += len(character.encode("utf-8"))
    code_point[len(encoded)] = len(text)
    out = []
    for row in rows:
        start, end = (code_point[b] for b in row["span"])
        out.append(dict(s=start, e=end, core=score_entities.strip_span(text, start, end), kind=row["kind"],
                        word=text[start:end].lower(), type=row["type"], entity=row["entity"]))
    return out


def node_of(core, names):
    """The node of the predicted name that shares most with the name's own words, at least three quarters of both."""
    best = (0, None)
    for name in names:
        shared = score_entities.overlap(core, name["core"])
        longer = max(core[1] - core[0], name["core"][1] - name["core"][0])
        if 4 * shared >= 3 * longer and shared / longer > best[0]:
            best = (shared / longer, name["entity"])
    return best[1]


def items_of(path, gold, rows):
    """(link, node or None) of each gold entity with a link."""
    with open(path, encoding="utf-8", newline="") as source:
        text = source.read()
    pred = predictions(text, rows)
    names = [p for p in pred if p["kind"] == "name" and p["entity"]]
    links, votes = {}, collections.defaultdict(collections.Counter)
    for mention in gold["mentions"]:
        if not mention["scored"] or not mention["wiki"]:
            continue
        links[mention["cluster"]] = mention["wiki"]
        node = node_of(mention["core"], names)
        if node:
            votes[mention["cluster"]][node] += 1
    return [(links[c], votes[c].most_common(1)[0][0] if votes[c] else None) for c in sorted(links)]


def main():
    with tempfile.TemporaryDirectory(prefix="trefoil-cross-") as folder:
        db = folder + "/db"
        gold = list(documents())
        for path, document in gold:
            date = ["--date", document["date"]] if document["genre"] == "news" else []
            trefoil(db, "ingest", *date, path)
        mentions, names = nodes_of(db)
    items = []
    for path, document in gold:
        items += [(document["doc"], link, node) for link, node in items_of(path, document, mentions.get(path, []))]
    counts = collections.Counter()
    wrong, missed = collections.Counter(), collections.Counter()
    for (doc_a, link_a, node_a), (doc_b, link_b, node_b) in itertools.combinations(items, 2):
        if doc_a == doc_b:
            continue
        same_link, same_node = link_a == link_b, node_a is not None and node_a == node_b
        counts["gold"] += same_link
        counts["found"] += same_node
        counts["both"] += same_link and same_node
        counts["gold_seen"] += same_link and node_a is not None and node_b is not None
        if same_node and not same_link:
            wrong[(names.get(node_a), *sorted((link_a, link_b)))] += 1
        if same_link and not same_node:
            missed[(link_a, *sorted(str(names.get(n)) for n in (node_a, node_b)))] += 1
    if "--errors" in sys.argv:
        for title, table in (("wrong", wrong), ("missed", missed)):
            for row, count in table.most_common(60):
                print(title, count, *row, sep="\t", file=sys.stderr)
    print(json.dumps({"items": len(items), "pairs": counts["gold"], "recall": round(counts["both"] / counts["gold"], 4),
                      "recall_of_found": round(counts["both"] / counts["gold_seen"], 4),
                      "precision": round(counts["both"] / max(1, counts["found"]), 4)}))


if __name__ == "__main__":
    main()
