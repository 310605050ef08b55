"""The attributes and the score in SQL, for the two ways in which people store accounts."""

import duckdb
import numpy as np
import pyarrow
import pyarrow.compute

from columns import ABSENT, CARD, GRADES, KINDS, WINDOWS, ZERO_OF_NOBODY, absent_points


CREDIT, POSITIVE, CARDS, LOANS, R3, C1 = "kind <= 4", "kind >= 6", "kind IN (3, 4)", "kind IN (0, 1)", "kind = 4", "kind = 5"


def within(months):
    return f"{(1 << months) - 1}::UBIGINT"


def longest_run(source, column, result):
    """Nested queries for the longest run of bits: runs of 2, 4, … 32 by shifting, then a descent through them."""
    query = f"SELECT *, {column} AS r1 FROM ({source})"
    for step in [1, 2, 4, 8, 16]:
        query = f"SELECT *, r{step} & (r{step} >> {step}) AS r{step * 2} FROM ({query})"
    query = (f"SELECT * EXCLUDE (run, ends), CASE WHEN r32 <> 0 THEN r32 ELSE {within(63)} END AS ends, "
             f"CASE WHEN r32 <> 0 THEN 32 ELSE 0 END::UBIGINT AS run "
             f"FROM (SELECT *, 0::UBIGINT AS run, 0::UBIGINT AS ends FROM ({query}))")
    for step in [16, 8, 4, 2, 1]:
        query = f"SELECT *, ends & (r{step} >> run) AS longer FROM ({query})"
        query = (f"SELECT * EXCLUDE (ends, run, longer), CASE WHEN longer <> 0 THEN longer ELSE ends END AS ends, "
                 f"CASE WHEN longer <> 0 THEN run + {step} ELSE run END AS run FROM ({query})")
    runs = ", ".join(f"r{step}" for step in [1, 2, 4, 8, 16, 32])
    return f"SELECT * EXCLUDE (ends, run, {runs}), run AS {result} FROM ({query})"


def trailing_zeros(mask):
    return f"bit_count(~{mask} & ({mask} - 1))"


def amounts_sql():
    """Aggregates of what a credit account has beside its months."""
    card = f"FILTER ({CARDS} AND is_open AND granted > 0)"
    loan = f"FILTER ({LOANS} AND is_open AND granted > 0)"
    return f"""
        count(*) AS credit, max(age) AS oldest_account_age, min(age) AS newest_account_age,
        sum(age) // count(age) AS average_account_age, max(age) FILTER ({CARDS}) AS oldest_card_age,
        sum(greatest(used, 0)) {card} * 10000 // sum(granted) {card} AS card_utilisation,
        max(greatest(used, 0) * 10000 // granted) {card} AS highest_card_utilisation,
        sum(balance) {loan} * 10000 // sum(granted) {loan} AS instalment_burden,
        count(*) FILTER ({CARDS} AND is_open AND granted > 0 AND greatest(used, 0) * 100 >= granted * 75)
            AS cards_over_75_percent_used,
        count(*) FILTER (bad_debt OR last_severity = 15) AS bad_debts,
        count(*) FILTER (coalesce(abnormal_end, last_severity = 14)) AS abnormal_ends,
        count(*) FILTER (is_open) AS open_credit, sum(past_due) FILTER (is_open) AS past_due"""


def finished(credit, positive, worst):
    """The final query from one row a consumer of credit accounts and one of positive accounts: absent as NULL, with
    collections, inquiries and the score."""
    collections = f"SELECT subject, count(*) AS collections FROM accounts WHERE {C1} AND is_open GROUP BY subject"
    inquiries = ("SELECT subject, count(*) AS shopping_inquiries_6 FROM inquiries WHERE shopping AND months < 6 "
                 "GROUP BY subject")
    zeros = ", ".join(f"coalesce({name}, 0) AS {name}" for name in ZERO_OF_NOBODY)
    return f"""
        SELECT *, {score_sql()} FROM (
            SELECT subject, {zeros}, {off_masks(worst)}
            FROM consumers LEFT JOIN ({credit}) USING (subject) LEFT JOIN ({positive}) USING (subject)
                LEFT JOIN ({collections}) USING (subject) LEFT JOIN ({inquiries}) USING (subject))"""


def off_masks(worst):
    """Attributes that are read off a consumer's sets of months, or are absent of nobody."""
    columns = ["oldest_account_age", "newest_account_age", "average_account_age", "oldest_card_age", "card_utilisation",
               "highest_card_utilisation", "instalment_burden",
               "CASE WHEN open_credit > 0 THEN past_due ELSE 0 END AS total_past_due"]
    for months in [24, 60]:
        columns.append(f"coalesce(bit_count(any_late_1 & {within(months)}), 0) AS distinct_late_months_{months}")
    columns += [f"coalesce(bit_count(late_{tag}), 0) AS distinct_late_months_60_{tag}" for tag in KINDS[:5]]
    columns += [f"{worst(months)} AS worst_status_{months}" for months in [3, 6, 12, 24, 60]]
    columns += [f"CASE WHEN any_late_{grade} <> 0 THEN {trailing_zeros(f'any_late_{grade}')} END AS months_since_late_{grade}"
                for grade in [1, 3, 4]]
    # The run of months on time and not late, from the latest month that was either.
    active = "(any_on_time | any_late_1)"
    clean = f"((any_on_time & ~any_late_1) >> {trailing_zeros(active)}::UBIGINT)"
    columns.append(f"CASE WHEN coalesce({active}, 0) = 0 THEN 0 ELSE bit_count({clean} & ~({clean} + 1)) END "
                   "AS current_on_time_streak")
    return ", ".join(columns)


def packed_sql():
    """A row an account, the severities in four planes of 64 bits."""
    late_3, last = "p3 | (p2 & p1 & p0)", "(known & ~(known - 1))"
    base = f"""
        SELECT *, {late_3} AS late_3, p3 AS late_4,
            CASE WHEN {R3} THEN {late_3} ELSE p3 | (p2 & (p1 | p0)) END AS late_1,
            CASE WHEN {R3} THEN {late_3} ELSE p3 | (p2 & p1) END AS late_2,
            p2 & ~(p0 | p1 | p3) AS on_time, p3 | p2 | (p1 & p0) AS reported,
            CASE WHEN known <> 0 AND p1 & p2 & p3 & {last} <> 0 THEN 14 + (p0 & {last} <> 0)::TINYINT ELSE 0 END
                AS last_severity
        FROM (SELECT *, p0 | p1 | p2 | p3 AS known FROM accounts)"""
    base = longest_run(base, "on_time", "run_on_time")
    at_least = {1: "p3|p2|p1|p0", 2: "p3|p2|p1", 3: "reported", 4: "p3|p2", 5: "p3|(p2&(p1|p0))", 6: "p3|(p2&p1)",
                7: "late_3", 8: "p3", 9: "p3&(p2|p1|p0)", 10: "p3&(p2|p1)", 11: "p3&(p2|(p1&p0))", 12: "p3&p2",
                13: "p3&p2&(p1|p0)", 14: "p3&p2&p1", 15: "p3&p2&p1&p0"}
    columns = [f"sum(bit_count(late_{grade} & {within(months)})) AS late_months_{grade}_{months}"
               for grade in GRADES for months in WINDOWS]
    columns += [f"sum(bit_count({mask} & {within(months)})) AS {mask}_months_{months}"
                for mask in ["reported", "on_time"] for months in [12, 24, 60]]
    columns += [f"bit_or({mask}) AS at_least_{severity}" for severity, mask in at_least.items()]
    columns += [f"bit_or({mask}) AS any_{mask}" for mask in ["late_1", "late_3", "late_4", "on_time"]]
    columns += [f"bit_or(late_1) FILTER (kind = {place}) AS late_{tag}" for place, tag in enumerate(KINDS[:5])]
    credit = f"""
        SELECT subject, {amounts_sql()}, {', '.join(columns)}, max(run_on_time) AS longest_on_time_streak,
            count(*) FILTER (late_1 <> 0) AS accounts_ever_late_1
        FROM ({base}) WHERE {CREDIT} GROUP BY subject"""
    positive = f"""
        SELECT subject, max(run_on_time) AS longest_positive_streak, sum(bit_count(reported)) AS positive_depth,
            sum(bit_count(on_time & {within(24)})) AS positive_on_time_months_24,
            sum(bit_count(late_1 & {within(24)})) AS positive_late_months_24,
            sum(bit_count(late_1)) AS positive_late_months_60
        FROM ({base}) WHERE {POSITIVE} GROUP BY subject"""
    steps = lambda months: " + ".join(f"(at_least_{severity} & {within(months)} <> 0)::TINYINT" for severity in at_least)
    return finished(credit, positive, lambda months: f"nullif({steps(months)}, 0)")


def rows_sql():
    """A row an account-month, and a row an account for what has no months."""
    late = lambda grade: (f"severity >= {grade + 4}" if grade >= 3 else
                          f"severity >= CASE WHEN {R3} THEN 7 ELSE {grade + 4} END")
    bits = lambda condition: f"coalesce(bit_or(1::UBIGINT << ago) FILTER ({condition}), 0)"
    count = lambda condition, months: f"count(*) FILTER ({condition} AND ago < {months})"
    columns = [f"{count(late(grade), months)} AS late_{grade}_{months}" for grade in GRADES for months in WINDOWS]
    columns += [f"{count(test, months)} AS {name}_{months}"
                for name, test in [("reported", "severity >= 3"), ("on_time", "severity = 4")] for months in [12, 24, 60]]
    columns += [f"max(severity) FILTER (ago < {months}) AS worst_{months}" for months in [3, 6, 12, 24, 60]]
    columns += [f"{bits(late(grade))} AS late_{grade}" for grade in [1, 3, 4]]
    by_account = f"""
        SELECT account, {', '.join(columns)}, {bits('severity = 4')} AS on_time, min_by(severity, ago) AS last_severity
        FROM months GROUP BY account"""
    by_account = longest_run(by_account, "on_time", "run_on_time")
    columns = [f"sum(late_{grade}_{months}) AS late_months_{grade}_{months}" for grade in GRADES for months in WINDOWS]
    columns += [f"sum({name}_{months}) AS {name}_months_{months}"
                for name in ["reported", "on_time"] for months in [12, 24, 60]]
    columns += [f"max(worst_{months}) AS worst_{months}" for months in [3, 6, 12, 24, 60]]
    columns += [f"bit_or({mask}) AS any_{mask}" for mask in ["late_1", "late_3", "late_4", "on_time"]]
    columns += [f"bit_or(late_1) FILTER (kind = {place}) AS late_{tag}" for place, tag in enumerate(KINDS[:5])]
    base = f"FROM accounts LEFT JOIN ({by_account}) USING (account)"
    credit = f"""
        SELECT subject, {amounts_sql()}, {', '.join(columns)}, max(run_on_time) AS longest_on_time_streak,
            count(*) FILTER (late_1 <> 0) AS accounts_ever_late_1
        {base} WHERE {CREDIT} GROUP BY subject"""
    positive = f"""
        SELECT subject, max(run_on_time) AS longest_positive_streak, sum(reported_60) AS positive_depth,
            sum(on_time_24) AS positive_on_time_months_24, sum(late_1_24) AS positive_late_months_24,
            sum(late_1_60) AS positive_late_months_60
        {base} WHERE {POSITIVE} GROUP BY subject"""
    return finished(credit, positive, lambda months: f"worst_{months}")


class DuckDB:
    def __init__(self, population, form, threads):
        self.connection = duckdb.connect()
        self.connection.execute(f"SET threads = {threads}")
        columns, masked = population.accounts()
        if form == "packed":
            columns |= {f"p{bit}": plane for bit, plane in enumerate(population.planes)}
            self.query = packed_sql()
        else:
            self.load("months", pyarrow.table(population.months()))
            self.query = rows_sql()
        columns |= {name: pyarrow.array(array.data, mask=np.ma.getmaskarray(array)) for name, array in masked.items()}
        self.load("accounts", pyarrow.table(columns))
        self.load("inquiries", pyarrow.table(population.inquiries()))
        self.load("consumers", pyarrow.table({"subject": np.arange(population.consumers, dtype=np.int32)}))

    def load(self, name, table):
        self.connection.register("source", table)
        self.connection.execute(f"CREATE TABLE {name} AS SELECT * FROM source")
        self.connection.unregister("source")

    def run(self):
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE results AS {self.query}")

    def results(self, names):
        table = self.connection.sql(f"SELECT {', '.join(names)} FROM results ORDER BY subject").to_arrow_table()
        return {name: column_of(table[name]) for name in names}


def column_of(array):
    return pyarrow.compute.fill_null(array.cast("int64"), ABSENT).to_numpy()


def score_sql():
    """The sample scorecard as an expression over the attributes and the number of credit accounts."""
    points = []
    for line in CARD["characteristics"]:
        name = line["attribute"]
        cases = []
        of_nobody, of_others = absent_points(line)
        if of_nobody != of_others:
            cases.append(f"WHEN {name} IS NULL AND credit = 0 THEN {of_nobody}")
        if of_others is not None:
            cases.append(f"WHEN {name} IS NULL THEN {of_others}")
        for bin_ in line["bins"]:
            if "below" in bin_:
                cases.append(f"WHEN {name} < {bin_['below']} THEN {bin_['points']}")
            else:
                cases.append(f"ELSE {bin_['points']}")
        points.append(f"CASE {' '.join(cases)} END")
    enough = " OR ".join(f"{rule['attribute']} >= {rule['at_least']}" for rule in CARD["minimum_evidence"]["any"])
    return f"CASE WHEN {enough} THEN {CARD['base']} + {' + '.join(points)} END AS score"
