#!/usr/bin/env python3
"""Sets .ci/floors.json from the table that figures.py printed: a little below (above) what was measured.

usage: set_floors.py TABLE.txt > floors.json
"""
import json
import sys

MAXIMA = {"facts_must_not": 0, "facts_must_not_severity_3": 0, "facts_triples_per_sentence": 0.2}
SLACK = {"entities_dates_right": 2, "tck_percent": 0.3}


def main():
    floors = {}
    with open(sys.argv[1], encoding="utf-8") as table:
        for line in table:
            cells = line.split()
            if len(cells) < 3 or cells[0].endswith(":") or not cells[1].replace(".", "").isdigit():
                continue
            name, value = cells[0], float(cells[1])
            if name in MAXIMA:
                floors[name] = {"max": round(value + MAXIMA[name], 2)}
            else:
                floors[name] = {"min": round(value - SLACK.get(name, 0.5), 2)}
    print(json.dumps(floors, indent=1, sort_keys=True))


if __name__ == "__main__":
    main()
