#!/usr/bin/env python3
"""Packs the name and word tables into one file that the program maps into memory (docs/entities.md, "Tables").

usage: build_tables.py --sources DIR --own DIR --female names.json --male names.json --census names.js --out data/gazetteer.bin

Layout, little endian: "TREFOILG", u32 version, u32 sections; per section char[16] name, u32 offset, u32 size, u32 rows,
u32 row size. "strings" holds texts as u8 length + bytes. Rows are u32 values; text is an offset into "strings". "place"
is rows alone, numbered by their order. Every other section is a hash table: rows stand in the order of key_hash() of
their keys, equal keys together. 2^b buckets split the hashes by their first b bits, b the smallest number with
2^(b+2) >= rows: u32 first row of each bucket and one past the last; u32 hash of each row; u32 key begin for each row and
one past the last; the rows; the key bytes.
"""
import argparse
import bisect
import collections
import csv
import itertools
import json
import os
import re
import struct
import unicodedata

VERSION = 2
SPECIAL = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th",
                         "ħ": "h", "ŧ": "t", "ŋ": "n", "ə": "e"})
CLASSES = {name: i + 1 for i, name in enumerate(
    "person group location act event communication time quantity artifact cognition possession state attribute".split())}
TITLE_KINDS = {"honorific": 0, "role": 1, "rank": 2, "clergy": 3, "royal": 4}
GENDERS = {"-": 0, "m": 1, "f": 2}
COMMON_NAMES = {"TR": "Turkey", "VA": "Vatican City", "TL": "East Timor"}
# Territories that share the demonym of a larger country.
NO_DEMONYM = {"TF", "BQ", "IO", "SJ", "MP", "UM", "DM", "VI", "VG", "GG", "JE", "GI", "DJ"}


def fold(text):
    """Same as fold_name in extract/gazetteer.cpp."""
    text = unicodedata.normalize("NFKD", text.lower())
    text = "".join(c for c in text if not unicodedata.combining(c)).translate(SPECIAL)
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


def rows(path):
    with open(path, encoding="utf-8") as fh:
        for line in fh:
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                yield line.split("\t")


class Strings:
    def __init__(self):
        self.blob, self.at = bytearray(b"\0"), {"": 0}

    def __call__(self, text):
        if text not in self.at:
            raw = text.encode()
            assert len(raw) < 256, text
            self.at[text] = len(self.blob)
            self.blob += bytes([len(raw)]) + raw
        return self.at[text]


def key_hash(key):
    """32 bits; same as key_hash in extract/packed_table.hpp: FNV-1a, its bits mixed once more."""
    h = 0xCBF29CE484222325
    for byte in key:
        h = ((h ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return ((h ^ h >> 32) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF) >> 32


def numbers(values):
    return struct.pack(f"<{len(values)}I", *values)


def plain_rows(records):
    """records: values of each row -> (rows, row size, bytes)."""
    return len(records), 4 * len(records[0]), b"".join(map(numbers, records))


def table(entries):
    """entries: (key, values) in any order -> (rows, row size, bytes)."""
    packed = sorted((key_hash(key.encode()), key.encode(), tuple(values)) for key, values in entries)
    hashes = [h for h, _, _ in packed]
    bits = next(b for b in range(32) if 1 << b + 2 >= len(packed))
    buckets = [bisect.bisect_left(hashes, b << 32 - bits) for b in range((1 << bits) + 1)]
    begins = [0, *itertools.accumulate(len(key) for _, key, _ in packed)]
    count, width, body = plain_rows([values for _, _, values in packed])
    return count, width, numbers(buckets) + numbers(hashes) + numbers(begins) + body + b"".join(key for _, key, _ in packed)


def code(iso2):
    return int.from_bytes(iso2.encode(), "little")


def countries(sources, own, strings):
    info, names = [], set()
    demonyms = collections.defaultdict(set)

    def name(text, iso2, kind):
        letters = [c for c in text if c.isalpha()]
        caps = len(letters) > 1 and all(c.isupper() for c in letters)
        text = re.sub(r"^[Tt]he ", "", text)
        if len(fold(text)) > 1:
            names.add((fold(text), code(iso2) | kind << 16 | caps << 24))

    for iso2, iso3, common, official, others, capital, demonym, _ in rows(os.path.join(sources, "countries.tsv")):
        label = COMMON_NAMES.get(iso2, common)
        capitals = [c for c in capital.split("|") if c]
        adjectives = [d for d in re.split(r", | or ", demonym) if d]
        info.append((iso2, (strings(label), strings(adjectives[0] if adjectives else ""),
                            strings(capitals[0] if capitals else ""))))
        name(label, iso2, 0)
        name(common, iso2, 0)
        name(official, iso2, 1)
        for alias in others.split("|"):
            latin = all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in alias)
            if len(alias) > 2 and latin and "ʁ" not in alias and alias not in ("Saudi", "Thai", "Togolese", "Prathet"):
                name(alias, iso2, 1)
        for c in capitals:
            name(c, iso2, 4)
        if iso2 not in NO_DEMONYM:
            for d in adjectives:
                demonyms[d].add(iso2)
    for path in (os.path.join(sources, "country-aliases.tsv"), os.path.join(own, "country-aliases.tsv")):
        for iso2, alias in rows(path):
            if alias != "Saudi":
                name(alias, iso2, 1)
    for c in ("US", "UK", "USA"):
        name(c, "GB" if c == "UK" else "US", 1)
    for iso2, word in rows(os.path.join(own, "demonyms.tsv")):
        demonyms[word].add(iso2)
    for word, where in demonyms.items():
        if len(where) == 1:
            iso2 = next(iter(where))
            name(word, iso2, 2)
            if not re.search(r"(ese|ish|sh|ch|ss|s|z|men|man|woman|i-Kiribati)$", word):
                name(word + "s", iso2, 3)
    name("Washington", "US", 4)
    return table(info), table((k, (v,)) for k, v in names)


def places(sources, strings, common_words):
    records, names = [], set()
    for gid, main, _, alternates, feature, country, _, population in rows(os.path.join(sources, "places.tsv")):
        i, population = len(records), int(population)
        flags = (feature == "PPLC") | (feature == "PPLA") << 1
        records.append((int(gid), strings(main), code(country), population, flags))
        asked = [(main, 0)]
        if population >= 50000 or flags:
            asked += [(a, 1) for a in alternates.split("|") if a and len(a.split()) <= 4]
        seen = set()
        for text, alternate in asked:
            key = fold(text)
            if len(key) < 2 or key in seen:
                continue
            seen.add(key)
            names.add((key, i | alternate << 30 | (key in common_words) << 31))
    # Records keep the order of the file; rows of one key come largest first.
    by_key = collections.defaultdict(list)
    for key, value in names:
        by_key[key].append(value)
    entries = []
    for key, values in by_key.items():
        values.sort(key=lambda v: (-records[v & 0x3FFFFFFF][3], records[v & 0x3FFFFFFF][0]))
        entries += [(key, (rank, v)) for rank, v in enumerate(values[:8])]
    return plain_rows(records), table(entries)


def noun_classes(sources):
    best, classes = {}, {}
    for noun, first, _, *others in rows(os.path.join(sources, "noun-class.tsv")):
        classes[noun] = [first] + (others[0].split() if others else [])
        best[noun] = first
    entries = []
    for noun, names in classes.items():
        person = "person" in names
        if re.fullmatch(r"[a-z][a-z-]*", noun) and (names[0] in CLASSES or person):
            entries.append((noun, (CLASSES.get(names[0], 0) | person << 8,)))
    return best, table(entries)


def noun_verbs(sources, best, strings):
    pairs = {}  # (noun, verb, kind) -> (sure, links)
    wordnet = collections.defaultdict(dict)
    for noun, verb, cls, links in rows(os.path.join(sources, "noun-verb-wordnet.tsv")):
        wordnet[noun, verb][cls] = int(links)
    agentive = re.compile(r"(er|or|ist|ant|ee)$")
    eventive = {"act", "event", "communication", "process"}

    def is_agent(noun, classes):
        return best.get(noun) == "person" or "person" in classes and agentive.search(noun) is not None

    for (noun, verb), classes in wordnet.items():
        if not re.fullmatch(r"[a-z-]+", noun) or not re.fullmatch(r"[a-z-]+", verb):
            continue
        links = sum(classes.values())
        if "person" in classes and is_agent(noun, classes):
            pairs[noun, verb, 1] = (0, links)
        elif eventive & set(classes) and best.get(noun) in eventive | {"cognition", "state", "attribute", "possession"}:
            pairs[noun, verb, 0] = (0, links)
    for noun, pos, verb, _ in rows(os.path.join(sources, "noun-verb-propbank.tsv")):
        if pos != "n" or not re.fullmatch(r"[a-z-]+", noun) or not re.fullmatch(r"[a-z-]+", verb):
            continue
        classes = wordnet.get((noun, verb), {})
        kind = int(is_agent(noun, classes))
        pairs[noun, verb, kind] = (1, sum(classes.values()))
    entries = []
    by_noun = collections.defaultdict(list)
    for (noun, verb, kind), (sure, links) in pairs.items():
        by_noun[noun].append((-sure, -links, verb, kind))
    for noun, options in by_noun.items():
        for rank, (sure, _, verb, kind) in enumerate(sorted(options)[:4]):
            entries.append((noun, (rank, strings(verb) | kind << 30 | (sure != 0) << 31)))
    return table(entries)


def american(sources, strings):
    to, plain, level = {}, set(), 0
    clash = set()
    with open(os.path.join(sources, "varcon.txt"), encoding="latin-1") as fh:
        for line in fh:
            head = re.match(r"# .*\(level (\d+)\)", line)
            if head:
                level = int(head.group(1))
            if line.startswith("#") or ":" not in line or level > 80:
                continue
            groups = []
            for part in line.split("|")[0].strip().split(" / "):
                tags, _, word = part.partition(": ")
                groups.append((set(tags.split()), word.strip()))
            best = [w for t, w in groups if "A" in t]
            plain.update(best)
            for tags, word in groups:
                if not best or word == best[0] or not re.fullmatch(r"[a-z]+", word) or not re.fullmatch(r"[a-z]+", best[0]):
                    continue
                if any(t[-1] in "-x" for t in tags if len(t) > 1):
                    continue
                if to.setdefault(word, best[0]) != best[0]:
                    clash.add(word)
    return table((w, (strings(a),)) for w, a in to.items() if w not in plain and w not in clash)


def name_ranks(path):
    """How common given names and surnames are: ranks (1: the most common) in the US census of 1990; 0 where not listed."""
    with open(path, encoding="utf-8") as fh:
        lists = {m.group(1): re.findall(r"'([^']+)'", m.group(2))
                 for m in re.finditer(r"module\.exports\.(\w+) = \[(.*?)\];", fh.read(), re.S)}
    ranks = collections.defaultdict(lambda: [0, 0])
    for which, column, limit in (("first_male", 0, 500), ("first_female", 0, 500), ("last", 1, 10000)):
        for rank, name in enumerate(lists[which][:limit], 1):
            cell = ranks[fold(name)]
            cell[column] = min(cell[column] or rank, rank)
    return table(ranks.items())


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    for flag in ("sources", "own", "female", "male", "census", "out"):
        ap.add_argument("--" + flag, required=True)
    a = ap.parse_args()
    strings = Strings()
    sections = {}

    first = collections.Counter()
    for path, bit in ((a.male, 1), (a.female, 2)):
        for n in json.load(open(path, encoding="utf-8")):
            if len(fold(n)) > 1 and " " not in fold(n):
                first[fold(n)] |= bit
    for n, g in rows(os.path.join(a.own, "given-names.tsv")):
        first[fold(n)] = GENDERS[g]
    sections["first_name"] = table((n, (bits,)) for n, bits in first.items())

    best, sections["noun_class"] = noun_classes(a.sources)
    common_words = {fold(w.replace("_", " ")) for w, c in best.items() if c not in ("location", "object")} | set(first)
    sections["country"], sections["country_name"] = countries(a.sources, a.own, strings)
    sections["place"], sections["place_name"] = places(a.sources, strings, common_words)
    regions = collections.defaultdict(set)
    for where, text in rows(os.path.join(a.sources, "admin1.tsv")):
        short = re.sub(r" (Oblast|Region|Province|State|County|Governorate|Prefecture|Department)$", "", text)
        for key in {fold(text), fold(short)}:
            if len(key) > 2:
                regions[key].add(where[:2])
    sections["region"] = table((k, (code(next(iter(v))),)) for k, v in regions.items() if len(v) == 1)
    sections["title"] = table({fold(t): (TITLE_KINDS[kind] | GENDERS[g] << 8,)
                               for t, g, kind in rows(os.path.join(a.sources, "titles.tsv"))}.items())
    nick = set()
    with open(os.path.join(a.sources, "nicknames.csv"), encoding="utf-8") as fh:
        for row in csv.DictReader(fh):
            nick.add((fold(row["name1"]), (strings(fold(row["name2"])),)))
    sections["nickname"] = table(nick)
    sections["noun_verb"] = noun_verbs(a.sources, best, strings)
    sections["american"] = american(a.sources, strings)
    sections["name_rank"] = name_ranks(a.census)
    sections["strings"] = (len(strings.at), 0, bytes(strings.blob))

    offset = 16 + 32 * len(sections)
    directory, body = b"", bytearray()
    for name, (count, width, data) in sections.items():
        pad = -len(body) % 8
        body += b"\0" * pad
        directory += struct.pack("<16sIIII", name.encode(), offset + len(body), len(data), count, width)
        body += data
        print(f"{name:14s} {count:7d} rows {len(data):9d} bytes")
    with open(a.out, "wb") as fh:
        fh.write(struct.pack("<8sII", b"TREFOILG", VERSION, len(sections)) + directory + bytes(body))
    print(a.out, os.path.getsize(a.out), "bytes")


if __name__ == "__main__":
    main()
