"""Scores rows with a PMML scorecard, by pypmml (which needs Java), as an evaluator that is independent of this crate.

    pip install pypmml==1.5.8
    python evaluate.py CARD.pmml ROWS.csv > SCORES.csv

Prints the score, and the codes of the four strongest reasons; a row without a score has none. The evaluator repeats the
last reason where there are fewer than four, which is undone here. It takes a `xor` never to hold, and of a `surrogate`
looks at the first predicate only, so that the cards beside this file have neither.
"""

import csv
import math
import sys
from xml.etree import ElementTree

from pypmml import Model

document, rows = sys.argv[1:]
space = {"p": "http://www.dmg.org/PMML-4_4"}
fields = ElementTree.parse(document).iterfind("p:DataDictionary/p:DataField", space)
numbers = {field.get("name") for field in fields if field.get("dataType") in ("double", "integer")}
model = Model.load(document)


def value(name, text):
    if text == "":
        return None
    return float(text) if name in numbers else text


out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["score", "reason_1", "reason_2", "reason_3", "reason_4"])
with open(rows, encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file):
        try:
            result = model.predict({name: value(name, text) for name, text in row.items()})
        except Exception as error:
            # It fails where no attribute of a characteristic holds.
            if "NoSuchElementException" not in str(error):
                raise
            result = {}
        codes = [result.get(f"reason_{rank}") or "" for rank in range(1, 5)]
        while len(codes) > 1 and codes[-1] == codes[-2]:
            codes.pop()
        codes += [""] * (4 - len(codes))
        score = result.get("final_score")
        has_score = score is not None and not math.isnan(score)
        out.writerow([repr(score), *codes] if has_score else [""] * 5)
