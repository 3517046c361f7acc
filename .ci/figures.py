#!/usr/bin/env python3
"""Measures the quality of extraction and of the query language, and fails below the floors.

usage: figures.py TREFOIL SHARED FLOORS.json

Prints a table: figure, measured, floor. FLOORS.json maps a figure to its floor ({"min": x} or {"max": x}); floors only rise, except by a
commit that says why. Exit code 1 if a figure is below its floor, cannot be measured, or has none.
"""
import json
import os
import subprocess
import sys
import tempfile
import time

TREFOIL, SHARED, FLOORS = (os.path.abspath(a) for a in sys.argv[1:4])
FIGURES = {}


def shared(*parts):
    return os.path.join(SHARED, *parts)


def call(command, stdin=None, stdout=None):
    """Runs a command; its standard output as text unless it goes to a file."""
    done = subprocess.run(command, stdin=stdin, stdout=stdout or subprocess.PIPE, timeout=1800)
    if done.returncode != 0:
        raise RuntimeError("%s ended with %d" % (" ".join(command[:4]), done.returncode))
    return None if stdout else done.stdout.decode("utf-8")


def python(*arguments, **options):
    return call([sys.executable, *arguments], **options)


def to_file(path, command, source=None):
    with open(path, "wb") as out:
        if source is None:
            call(command, stdout=out)
        else:
            with open(source, "rb") as data:
                call(command, stdin=data, stdout=out)
    return path


def facts(folder):
    seeds = sorted(f for f in os.listdir(shared("seeds")) if f.endswith(".txt"))
    paths = [shared("seeds", f) for f in seeds]
    out = to_file(folder + "/facts.jsonl", [TREFOIL, "extract", "--derived", "--format", "jsonl", *paths])
    result = json.loads(python(shared("seeds/score_facts.py"), out, "--json"))
    FIGURES["facts_weighted_recall"] = result["facts"]["all"]["weighted_recall"]
    FIGURES["facts_strict_recall"] = result["facts"]["all"]["weighted_strict_recall"]
    with open(shared("seeds/expected_facts.json"), encoding="utf-8") as gold:
        severity = {m["id"]: m["severity"] for m in json.load(gold)["must_not"]}
    FIGURES["facts_must_not_severity_3"] = sum(severity[v["id"]] == 3 for v in result["violations"])
    FIGURES["facts_must_not"] = result["must_not"]["violated"]
    plain = to_file(folder + "/plain.jsonl", [TREFOIL, "extract", "--format", "jsonl", *paths])
    with open(plain, encoding="utf-8") as rows:
        counts = [len(json.loads(row)["triples"]) for row in rows]
    FIGURES["facts_triples_per_sentence"] = round(sum(counts) / len(counts), 3)


def carb(folder):
    sentences = shared("data/carb-dev/sentences.txt")
    out = to_file(folder + "/carb.jsonl", [TREFOIL, "extract", "--lines", "--format", "jsonl", sentences])
    result = json.loads(python(shared("eval/score_carb.py"), "--gold", shared("data/carb-dev/dev.tsv"), "--pred", out,
                               "--format", "jsonl", "--sentences", sentences, "--json"))
    FIGURES["carb_f1"] = round(100 * result["f1"], 2)
    FIGURES["carb_auc"] = round(100 * result["auc"], 2)


def conllu(folder):
    for name, gold in (("ewt", "en_ewt-dev"), ("gum", "en_gum-free-dev")):
        gold = shared("data/ud", gold + ".conllu")
        for mode, flag in (("raw", "--text"), ("lines", "--lines")):
            text = to_file(folder + "/text.txt", [sys.executable, shared("eval/score_conllu.py"), flag, gold])
            lines = ["--lines"] if mode == "lines" else []
            begun = time.time()
            out = to_file(folder + "/out.conllu", [TREFOIL, "parse", *lines], source=text)
            seconds = time.time() - begun
            table = python(shared("eval/score_conllu.py"), gold, out).splitlines()
            row = dict(zip(table[0].split(), map(float, table[1].split())))
            FIGURES["parse_%s_%s_las" % (name, mode)] = row["las"]
            if mode == "raw":
                for figure in ("words", "sents", "upos", "lemma", "uas"):
                    FIGURES["parse_%s_raw_%s" % (name, figure)] = row[figure]
                print("parse %s %s: %.1f s" % (name, mode, seconds), file=sys.stderr)


def names(folder):
    gold = shared("data/ner/uner-ewt/dev.iob2")
    text = to_file(folder + "/ner.txt", [sys.executable, shared("eval/score_ner.py"), "--lines", gold])
    out = to_file(folder + "/ner.jsonl", [TREFOIL, "extract", "--lines", "--format", "jsonl"], source=text)
    for line in python(shared("eval/score_ner.py"), gold, out).splitlines()[1:]:
        cells = line.split()
        if cells[0] in ("all", "untyped"):
            FIGURES["ner_ewt_%s_f1" % cells[0]] = float(cells[3])


def entities(folder):
    out = folder + "/entities.json"
    python(shared("eval/score_entities.py"), "--gold", shared("data/entities-dev/gold"), "--binary", TREFOIL, "--json", out,
           stdout=subprocess.DEVNULL)
    with open(out, encoding="utf-8") as source:
        result = json.load(source)
    FIGURES["entities_typed_f1"] = round(100 * result["ner_typed"]["f1"], 2)
    FIGURES["entities_b3_f1"] = round(100 * result["bcubed"]["f1"], 2)
    for key in ("pronoun_accuracy", "canonical_name_accuracy"):
        value = result[key]["all"] if isinstance(result[key], dict) and "all" in result[key] else result[key]
        FIGURES["entities_" + key] = value if not isinstance(value, float) else round(100 * value, 2)
    FIGURES["entities_dates_right"] = result["dates"]["right"]


def cross_documents(folder):
    here = os.path.dirname(os.path.abspath(__file__))
    result = json.loads(python(os.path.join(here, "cross_documents.py"), TREFOIL, SHARED))
    FIGURES["cross_recall"] = round(100 * result["recall"], 1)
    FIGURES["cross_precision"] = round(100 * result["precision"], 1)


def tck(folder):
    out = folder + "/tck.json"
    python(shared("tck/run_tck.py"), "--json", out, "--", TREFOIL, "--db", ":memory:", "query", "--format", "jsonl", "-",
           stdout=subprocess.DEVNULL)
    with open(out, encoding="utf-8") as source:
        result = json.load(source)
    FIGURES["tck_percent"] = round(float(find(result, "percent")), 2)


def find(tree, key):
    """The first value under `key` anywhere in a JSON tree."""
    if isinstance(tree, dict):
        if key in tree:
            return tree[key]
        tree = list(tree.values())
    for child in tree if isinstance(tree, list) else []:
        found = find(child, key)
        if found is not None:
            return found
    return None


def verdict(value, floor):
    if floor is None:
        return "no floor"
    if value is None or not isinstance(value, (int, float)):
        return "not measured"
    if "min" in floor and value < floor["min"]:
        return "BELOW"
    if "max" in floor and value > floor["max"]:
        return "ABOVE"
    return "ok"


def main():
    failed = []
    with tempfile.TemporaryDirectory(prefix="trefoil-figures-") as folder:
        for measure in (facts, carb, conllu, names, entities, cross_documents, tck):
            begun = time.time()
            try:
                measure(folder)
            except (RuntimeError, OSError, KeyError, ValueError, IndexError, TypeError, subprocess.SubprocessError) as error:
                failed.append("%s: %s" % (measure.__name__, error))
            print("%s: %.1f s" % (measure.__name__, time.time() - begun), file=sys.stderr)
    with open(FLOORS, encoding="utf-8") as source:
        floors = json.load(source)
    print("%-32s %10s %12s  %s" % ("figure", "measured", "floor", ""))
    for name in sorted(set(FIGURES) | set(floors)):
        floor = floors.get(name)
        shown = "-" if floor is None else "min %s" % floor["min"] if "min" in floor else "max %s" % floor["max"]
        result = verdict(FIGURES.get(name), floor)
        print("%-32s %10s %12s  %s" % (name, FIGURES.get(name, "-"), shown, result))
        if result != "ok":
            failed.append("%s: %s" % (name, result))
    for line in failed:
        print("failed: " + line)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
