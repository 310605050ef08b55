"""Writes the rows of the two cards beside this file: retail.csv and risk.csv."""

import csv
import itertools
from pathlib import Path

here = Path(__file__).parent
tables = {
    "retail": {
        "months": ["", "-1", "12.4", "60", "250"],
        "housing": ["", "own", "rent", "hotel", "houseboat"],
        "used": ["", "0", "0.25", "0.95"],
        "job": ["", 'say "no"', "好 & <坏>", "smith"],
        "children": ["", "1", "3", "4", "25"],
    },
    "risk": {
        "late": ["", "-3", "0", "0.5", "2", "2.5", "1e6"],
        "debt": ["", "-1", "0", "0.0000001", "1", "2.5", "3"],
    },
}
for name, columns in tables.items():
    with open(here / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(columns)
        rows.writerows(itertools.product(*columns.values()))
