#!/usr/bin/env python3
"""Compares the library's readings with the oracle's, attribute by attribute, and lists where they disagree.

    python3 compare.py FOLDER --command 'readings 0 1 7 18'

The command is the example `readings`, or another program that reads names of files on its standard input and prints a
line of JSON for each file, regime and month: {"file": …, "regime": …, "month": "2025-06", "attributes": {name: number or
"cause"}}. The command chooses the months; each line is compared for the month that it names.

Disagreements are grouped by attribute, regime and how many months before the report's own month; of each group the
example with the smallest file is shown. Ends with 1 if anything disagrees.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import oracle


def by_readings(command, files):
    names = "".join(f"{file}\n" for file in files)
    process = subprocess.run(shlex.split(command), input=names, capture_output=True, text=True, check=False)
    if process.returncode:
        raise SystemExit(f"{command}: ended with {process.returncode}\n{process.stderr}")
    for line in process.stdout.splitlines():
        yield json.loads(line)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("paths", nargs="+", type=Path, help="report files, or folders of them")
    arguments.add_argument("--command", required=True)
    arguments.add_argument("--choice", action="append", default=[], help="NAME=VALUE, see oracle.CHOICES")
    arguments.add_argument("--only", default="", help="a text that the names of attributes to compare have in them")
    arguments.add_argument("--brief", action="store_true", help="a line for each attribute instead of each group")
    given = arguments.parse_args()
    choice = oracle.Choice(**dict(one.split("=", 1) for one in given.choice))
    files = [file for path in given.paths for file in (sorted(path.glob("*.json")) if path.is_dir() else [path])]
    reports, unread = {}, []
    for file in files:
        try:
            reports[str(file)] = oracle.read(file.read_text(encoding="utf-8-sig"))
        except (KeyError, TypeError, ValueError) as error:
            unread.append(f"{file}: {error!r}")
    files = [file for file in files if str(file) in reports]
    lines = by_readings(given.command, files)
    compared, agreed, refused = Counter(), Counter(), []
    kinds_of_reading = Counter()
    groups = defaultdict(list)
    names_apart = set()
    for line in lines:
        file, regime = line["file"], line.get("regime")
        if "error" in line:
            refused.append(f"{file}: {line['error']}")
            continue
        report, month = reports[file], oracle.month_of(line["month"])
        expected, found = oracle.attributes(report, regime, month, choice), line["attributes"]
        names_apart |= {name for name in expected.keys() ^ found.keys()}
        key = (regime, report.month - month)
        for name in expected.keys() & found.keys():
            if given.only not in name:
                continue
            compared[key] += 1
            kinds_of_reading["number" if isinstance(expected[name], int) else expected[name]] += 1
            if expected[name] == found[name]:
                agreed[key] += 1
            else:
                example = (os.path.getsize(file), file, line["month"], expected[name], found[name])
                groups[(name, *key)].append(example)

    if given.brief:
        attributes = defaultdict(list)
        for (name, regime, back), examples in groups.items():
            attributes[name].append((regime, back, examples))
        for name, found in sorted(attributes.items()):
            where = ", ".join(f"{regime} −{back}: {len(examples)}" for regime, back, examples in sorted(found, key=str))
            pairs = Counter((label(one[3]), label(one[4])) for _, _, examples in found for one in examples)
            shown = ", ".join(f"{a} / {b}: {n}" for (a, b), n in pairs.most_common(4))
            print(f"{name}: {where}\n    oracle / library: {shown}")
    else:
        for (name, regime, back), examples in sorted(groups.items()):
            _, file, month, expected, found = min(examples, key=lambda one: one[:3])
            print(f"{name} · {regime} · {back} months back: {len(examples)}; {file} {month}: oracle {expected}, library {found}")
    print()
    print(f"{'regime':24} {'back':>4} {'compared':>9} {'disagree':>9}")
    for key in sorted(compared):
        print(f"{key[0]:24} {key[1]:>4} {compared[key]:>9} {compared[key] - agreed[key]:>9}")
    total, apart = sum(compared.values()), sum(compared.values()) - sum(agreed.values())
    print(f"{len(files)} files, {total} readings compared, {apart} disagree in {len(groups)} groups")
    print("the oracle's readings: " + ", ".join(f"{kind} {count}" for kind, count in kinds_of_reading.most_common()))
    for text in refused:
        print(f"not read by the library: {text}")
    for text in unread:
        print(f"not read by the oracle: {text}")
    if names_apart:
        print(f"named by one of the two only: {', '.join(sorted(names_apart))}")
    sys.exit(1 if apart or refused or unread or names_apart else 0)


def label(reading):
    return "a number" if isinstance(reading, int) and reading else str(reading)


if __name__ == "__main__":
    main()
