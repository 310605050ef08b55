"""DuckDB and Polars against this library and the naive object model in Rust: equal results, then times, as Markdown.

Each contender is a process that loads the same generated columns, checks that everything it computes equals what the
library computed, and then answers `run` with the seconds of one run. Run by `run.sh`.
"""

import argparse
import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
CARD = json.loads((HERE / "../../examples/data/teaching_scorecard.json").read_text())
KINDS = ["d1", "r4", "r1", "r2", "r3", "c1", "rent", "prepaid", "utility", "telecom"]
WORDS = {
    "non_revolving_loan": "d1", "sub_account": "r4", "revolving_loan": "r1", "credit_card": "r2",
    "quasi_credit_card": "r3", "collection": "c1", "rent": "rent", "prepaid_card": "prepaid", "utility": "utility",
    "telecom": "telecom",
}
NOT_OPEN = {"settled", "closed", "transferred_out", "ended", "ended_abnormally"}
SHOPPING = {1, 2, 3, 12, 14}  # places in InquiryReason::ALL: loan, card, guarantee, financing, credit line
GRANTED, USED_APART, BALANCE = 1, 1 << 5, 1 << 1
ABSENT = np.iinfo(np.int64).min
GRADES, WINDOWS = [1, 2, 3, 4], [6, 12, 24, 60]


# ---------------------------------------------------------------------------------------------------- the columns


class Population:
    """The generated columns as arrays: accounts with the number of their consumer, inquiries likewise."""

    def __init__(self, folder):
        manifest = json.loads((folder / "manifest.json").read_text())
        columns, subjects = {}, 0
        accounts, inquiries, used = [], [], []
        before = 0
        for batch in manifest["batches"]:
            bytes_ = (folder / batch["file"]).read_bytes()
            offset = 0
            for name, kind, length in batch["columns"]:
                array = np.frombuffer(bytes_, DTYPES[kind], length, offset)
                offset += array.nbytes
                columns.setdefault(name, []).append(array)
            starts = columns["starts"][-1]
            consumers = np.arange(subjects, subjects + len(starts) - 1, dtype=np.int32)
            accounts.append(np.repeat(consumers, np.diff(starts)))
            inquiries.append(np.repeat(consumers, np.diff(columns["inquiry_starts"][-1])))
            used.append(columns["used_accounts"][-1].astype(np.int64) + before)
            before += len(accounts[-1])
            subjects += len(consumers)
        column = lambda name: np.concatenate(columns[name])
        profiles = manifest["profiles"]
        profile = column("profile")
        of_profile = lambda get, kind: np.array([get(row) for row in profiles], kind)[profile]
        self.consumers = subjects
        self.subject = np.concatenate(accounts)
        self.planes = [column(f"plane_{bit}") for bit in range(4)]
        self.kind = of_profile(lambda row: KINDS.index(WORDS[row["kind"]]), np.uint8)
        self.is_open = of_profile(lambda row: row["state"] not in NOT_OPEN, bool)
        self.bad_debt = of_profile(lambda row: row["state"] == "bad_debt", bool)
        stated = of_profile(lambda row: row["stated"], np.uint8)
        month = int(manifest["month"][:4]) * 12 + int(manifest["month"][5:]) - 1
        opened = column("opened").astype(np.int32)
        self.age = np.ma.masked_array((month - opened).astype(np.int16), opened == 0)
        amount = lambda name, bit: np.ma.masked_array(column(name).astype(np.int64), stated & bit == 0)
        self.granted, self.balance = amount("granted", GRANTED), amount("balance", BALANCE)
        self.used = self.balance.copy()
        self.used[np.concatenate(used)] = column("used")
        self.inquiry_subject = np.concatenate(inquiries)
        days = column("inquiry_days").astype(np.int64)
        reason = column("inquiry_reason")
        self.shopping = np.isin(reason, list(SHOPPING)) & first_of_fourteen(self.inquiry_subject, reason, days)
        last = (np.datetime64(manifest["month"]) + 1).astype("datetime64[D]") - 1
        self.inquiry_months = (month - 1970 * 12 - (last - days).astype("datetime64[M]").astype(np.int64)).astype(np.int16)

    def months(self):
        """A row an account-month: every month of an account's life of which something is known."""
        rows = []
        for ago in range(60):
            severity = sum(((plane >> np.uint64(ago)) & np.uint64(1)).astype(np.uint8) << bit
                           for bit, plane in enumerate(self.planes))
            account = np.flatnonzero(severity).astype(np.int32)
            rows.append((account, np.full(len(account), ago, np.uint8), severity[account]))
        account, ago, severity = (np.concatenate(part) for part in zip(*rows))
        # As they would stand in a table: account by account, the latest month first.
        order = np.lexsort((ago, account))
        account, ago, severity = account[order], ago[order], severity[order]
        return {"subject": self.subject[account], "account": account, "kind": self.kind[account], "ago": ago,
                "severity": severity}

    def accounts(self):
        columns = {"subject": self.subject, "account": np.arange(len(self.subject), dtype=np.int32), "kind": self.kind,
                   "is_open": self.is_open, "bad_debt": self.bad_debt}
        masked = {"age": self.age, "granted": self.granted, "balance": self.balance, "used": self.used}
        return columns, masked

    def inquiries(self):
        return {"subject": self.inquiry_subject, "months": self.inquiry_months, "shopping": self.shopping}


DTYPES = {"u8": "<u1", "u16": "<u2", "u32": "<u4", "u64": "<u8", "i32": "<i4", "i64": "<i8"}


def first_of_fourteen(subject, reason, days):
    """Which inquiries count if those of the same reason within 14 days of one that counted do not: stored with the
    inquiries, as the library stores it."""
    order = np.lexsort((-days, reason, subject))
    subject, reason, days = subject[order], reason[order], days[order]
    starts = np.flatnonzero(np.r_[True, (subject[1:] != subject[:-1]) | (reason[1:] != reason[:-1])])
    group = np.repeat(np.arange(len(starts)), np.diff(np.r_[starts, len(subject)]))
    rank = np.arange(len(subject)) - starts[group]
    last = np.full(len(starts), np.iinfo(np.int64).max)
    counts = np.zeros(len(subject), bool)
    for place in range(rank.max(initial=-1) + 1):
        rows = np.flatnonzero(rank == place)
        counted = rows[(last[group[rows]] == np.iinfo(np.int64).max) | (last[group[rows]] - days[rows] > 14)]
        counts[counted] = True
        last[group[counted]] = days[counted]
    result = np.zeros(len(subject), bool)
    result[order] = counts
    return result


# ----------------------------------------------------------------------------------------------------- the score


def score_sql():
    """The sample scorecard as an expression over the attributes and the number of credit accounts."""
    points = []
    for line in CARD["characteristics"]:
        name = line["attribute"]
        cases = []
        if "absent" in line:
            absent = line["absent"]
            if "never_happened" in absent:
                cases.append(f"WHEN {name} IS NULL AND credit = 0 THEN {absent['no_such_account']}")
                cases.append(f"WHEN {name} IS NULL THEN {absent['never_happened']}")
            else:
                cases.append(f"WHEN {name} IS NULL THEN {absent['otherwise']}")
        for bin_ in line["bins"]:
            if "below" in bin_:
                cases.append(f"WHEN {name} < {bin_['below']} THEN {bin_['points']}")
            else:
                cases.append(f"ELSE {bin_['points']}")
        points.append(f"CASE {' '.join(cases)} END")
    enough = " OR ".join(f"{rule['attribute']} >= {rule['at_least']}" for rule in CARD["minimum_evidence"]["any"])
    return f"CASE WHEN {enough} THEN {CARD['base']} + {' + '.join(points)} END AS score"


# --------------------------------------------------------------------------------------------------------- DuckDB


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
        count(*) FILTER (bad_debt OR last_severity = 15) AS bad_debts"""


def finished(credit, positive, worst):
    """The final query from one row a consumer of credit accounts and one of positive accounts: absent as NULL, with
    collections, inquiries and the score."""
    collections = f"SELECT subject, count(*) AS collections FROM accounts WHERE {C1} AND is_open GROUP BY subject"
    inquiries = ("SELECT subject, count(*) AS shopping_inquiries_6 FROM inquiries WHERE shopping AND months < 6 "
                 "GROUP BY subject")
    zeros = ", ".join(f"coalesce({name}, 0) AS {name}" for name in zero_of_nobody())
    return f"""
        SELECT *, {score_sql()} FROM (
            SELECT subject, {zeros}, {off_masks(worst)}
            FROM consumers LEFT JOIN ({credit}) USING (subject) LEFT JOIN ({positive}) USING (subject)
                LEFT JOIN ({collections}) USING (subject) LEFT JOIN ({inquiries}) USING (subject))"""


def zero_of_nobody():
    names = [f"late_months_{grade}_{months}" for grade in GRADES for months in WINDOWS]
    names += [f"{mask}_months_{months}" for mask in ["reported", "on_time"] for months in [12, 24, 60]]
    return names + ["credit", "cards_over_75_percent_used", "bad_debts", "collections", "accounts_ever_late_1",
                    "longest_on_time_streak", "longest_positive_streak", "positive_depth", "shopping_inquiries_6",
                    "positive_on_time_months_24", "positive_late_months_24", "positive_late_months_60"]


def off_masks(worst):
    """Attributes that are read off a consumer's sets of months, or are absent of nobody."""
    columns = ["oldest_account_age", "newest_account_age", "average_account_age", "oldest_card_age", "card_utilisation",
               "highest_card_utilisation", "instalment_burden"]
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
            CASE WHEN known <> 0 AND p0 & p1 & p2 & p3 & {last} <> 0 THEN 15 ELSE 0 END AS last_severity
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
    worst = lambda months: " + ".join(f"(at_least_{severity} & {within(months)} <> 0)::TINYINT" for severity in at_least)
    return finished(credit, positive, worst)


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
    columns += [f"coalesce(max(worst_{months}), 0) AS worst_{months}" for months in [3, 6, 12, 24, 60]]
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
        import duckdb

        self.connection = duckdb.connect()
        self.connection.execute(f"SET threads = {threads}")
        import pyarrow

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
    import pyarrow.compute as compute

    return compute.fill_null(array.cast("int64"), ABSENT).to_numpy()


# --------------------------------------------------------------------------------------------------------- Polars


class Polars:
    """A row an account-month, and a row an account for what has no months."""

    def __init__(self, population, form, threads):
        os.environ["POLARS_MAX_THREADS"] = str(threads)
        import polars

        self.polars = polars
        columns, masked = population.accounts()
        frame = {name: polars.Series(name, column) for name, column in columns.items()}
        for name, array in masked.items():
            known = polars.Series(~np.ma.getmaskarray(array))
            column = polars.Series(name, array.data)
            frame[name] = column.zip_with(known, polars.Series(name, [None], column.dtype).new_from_index(0, len(column)))
        self.accounts = polars.DataFrame(frame)
        self.months = polars.DataFrame(population.months())
        self.inquiries = polars.DataFrame(population.inquiries())
        self.consumers = polars.DataFrame({"subject": np.arange(population.consumers, dtype=np.int32)})

    def run(self):
        pl = self.polars
        col, lit = pl.col, pl.lit
        bit = lit(pl.Series("bits", [1 << ago for ago in range(60)], pl.UInt64)).gather(col("ago"))
        months = self.months.lazy().with_columns(bit=bit)
        severity, ago, r3 = col("severity"), col("ago"), col("kind") == 4
        late = {g: severity >= g + 4 if g >= 3 else severity >= pl.when(r3).then(7).otherwise(g + 4) for g in GRADES}
        tests = {"reported": severity >= 3, "on_time": severity == 4}
        count = lambda test: test.sum().cast(pl.Int64)
        bits = lambda test: col("bit").filter(test).sum()
        by_account = months.group_by("account").agg(
            *[count(late[g] & (ago < w)).alias(f"late_{g}_{w}") for g in GRADES for w in WINDOWS],
            *[count(test & (ago < w)).alias(f"{name}_{w}") for name, test in tests.items() for w in [12, 24, 60]],
            *[severity.filter(ago < w).max().alias(f"worst_{w}") for w in [3, 6, 12, 24, 60]],
            *[bits(late[g]).alias(f"late_{g}") for g in [1, 3, 4]],
            bits(tests["on_time"]).alias("on_time"),
            severity.sort_by("ago").first().alias("last_severity"),
        )
        by_account = longest_run_polars(pl, by_account)
        credit, positive = col("kind") <= 4, col("kind") >= 6
        cards, loans = col("kind").is_in([3, 4]), col("kind").is_in([0, 1])
        used = col("used").clip(lower_bound=0)
        with_limit = cards & col("is_open") & (col("granted") > 0)
        with_principal = loans & col("is_open") & (col("granted") > 0)
        total = lambda name, which: col(name).filter(which).sum()
        ored = lambda name, which: col(name).filter(which).bitwise_or().fill_null(0)
        by_subject = self.accounts.lazy().join(by_account, on="account", how="left").group_by("subject").agg(
            count(credit).alias("credit"),
            col("age").filter(credit).max().alias("oldest_account_age"),
            col("age").filter(credit).min().alias("newest_account_age"),
            (col("age").filter(credit).sum().cast(pl.Int64) // col("age").filter(credit).count()).alias("average_account_age"),
            col("age").filter(cards).max().alias("oldest_card_age"),
            (used.filter(with_limit).sum() * 10000 // col("granted").filter(with_limit).sum()).alias("card_utilisation"),
            (used * 10000 // col("granted")).filter(with_limit).max().alias("highest_card_utilisation"),
            (col("balance").filter(with_principal).sum() * 10000 // col("granted").filter(with_principal).sum())
            .alias("instalment_burden"),
            count(with_limit & (used * 100 >= col("granted") * 75)).alias("cards_over_75_percent_used"),
            count(credit & (col("bad_debt") | (col("last_severity") == 15))).alias("bad_debts"),
            count((col("kind") == 5) & col("is_open")).alias("collections"),
            *[total(f"late_{g}_{w}", credit).alias(f"late_months_{g}_{w}") for g in GRADES for w in WINDOWS],
            *[total(f"{name}_{w}", credit).alias(f"{name}_months_{w}") for name in tests for w in [12, 24, 60]],
            *[col(f"worst_{w}").filter(credit).max().fill_null(0).alias(f"worst_{w}") for w in [3, 6, 12, 24, 60]],
            *[ored(mask, credit).alias(f"any_{mask}") for mask in ["late_1", "late_3", "late_4", "on_time"]],
            *[ored("late_1", col("kind") == place).alias(f"late_{tag}") for place, tag in enumerate(KINDS[:5])],
            col("run_on_time").filter(credit).max().alias("longest_on_time_streak"),
            col("run_on_time").filter(positive).max().alias("longest_positive_streak"),
            count(credit & (col("late_1") != 0)).alias("accounts_ever_late_1"),
            total("reported_60", positive).alias("positive_depth"),
            total("on_time_24", positive).alias("positive_on_time_months_24"),
            total("late_1_24", positive).alias("positive_late_months_24"),
            total("late_1_60", positive).alias("positive_late_months_60"),
        )
        inquiries = self.inquiries.lazy().group_by("subject").agg(
            count(col("shopping") & (col("months") < 6)).alias("shopping_inquiries_6"))
        whole = self.consumers.lazy().join(by_subject, on="subject", how="left", maintain_order="left")
        whole = whole.join(inquiries, on="subject", how="left", maintain_order="left")
        masks = ["any_late_1", "any_late_3", "any_late_4", "any_on_time", *[f"late_{tag}" for tag in KINDS[:5]]]
        whole = whole.with_columns(*[col(name).fill_null(0) for name in [*zero_of_nobody(), *masks]])
        in_months = lambda mask, w: (col(mask) & (1 << w) - 1).bitwise_count_ones()
        since = lambda mask: pl.when(col(mask) != 0).then(col(mask).bitwise_trailing_zeros())
        active = col("any_on_time") | col("any_late_1")
        clean = col("any_on_time") & ~col("any_late_1")
        # From the latest active month back: what is not clean there ends the run.
        power = lit(pl.Series("powers", [1 << ago for ago in range(61)], pl.UInt64))
        shifted = clean // power.gather(active.bitwise_trailing_zeros().clip(upper_bound=60))
        whole = whole.with_columns(
            *[in_months("any_late_1", w).alias(f"distinct_late_months_{w}") for w in [24, 60]],
            *[col(f"late_{tag}").bitwise_count_ones().alias(f"distinct_late_months_60_{tag}") for tag in KINDS[:5]],
            *[pl.when(col("credit") > 0).then(col(f"worst_{w}")).alias(f"worst_status_{w}") for w in [3, 6, 12, 24, 60]],
            *[since(f"any_late_{g}").alias(f"months_since_late_{g}") for g in [1, 3, 4]],
            pl.when(active != 0).then(shifted.bitwise_trailing_ones()).otherwise(0).alias("current_on_time_streak"),
        )
        self.frame = whole.with_columns(score_polars(pl).alias("score")).collect()

    def results(self, names):
        frame = self.frame.select(self.polars.col(names).cast(self.polars.Int64).fill_null(ABSENT))
        return {name: frame[name].to_numpy() for name in names}


def longest_run_polars(pl, frame):
    """As `longest_run`, by division, since Polars does not shift."""
    frame = frame.with_columns(r1=pl.col("on_time"))
    for step in [1, 2, 4, 8, 16]:
        run = pl.col(f"r{step}")
        frame = frame.with_columns((run & run // (1 << step)).alias(f"r{step * 2}"))
    power = pl.lit(pl.Series("powers", [1 << step for step in range(64)], pl.UInt64))
    found = pl.col("r32") != 0
    frame = frame.with_columns(
        ends=pl.when(found).then(pl.col("r32")).otherwise(pl.lit((1 << 63) - 1, pl.UInt64)),
        run=pl.when(found).then(pl.lit(32, pl.Int64)).otherwise(0))
    for step in [16, 8, 4, 2, 1]:
        frame = frame.with_columns(longer=pl.col("ends") & pl.col(f"r{step}") // power.gather(pl.col("run")))
        longer = pl.col("longer") != 0
        frame = frame.with_columns(
            ends=pl.when(longer).then(pl.col("longer")).otherwise(pl.col("ends")),
            run=pl.when(longer).then(pl.col("run") + step).otherwise(pl.col("run")))
    return frame.rename({"run": "run_on_time"}).drop("ends", "longer", *[f"r{step}" for step in [1, 2, 4, 8, 16, 32]])


def score_polars(pl):
    whole = pl.lit(CARD["base"], pl.Int64)
    for line in CARD["characteristics"]:
        value = pl.col(line["attribute"])
        absent = line.get("absent", {})
        never = absent.get("never_happened", absent.get("otherwise"))
        points = pl.when(value.is_null() & (pl.col("credit") == 0)).then(absent.get("no_such_account", never))
        points = points.when(value.is_null()).then(never)
        for bin_ in line["bins"]:
            if "below" in bin_:
                points = points.when(value < bin_["below"]).then(bin_["points"])
            else:
                points = points.otherwise(bin_["points"])
        whole = whole + points
    rules = [pl.col(rule["attribute"]) >= rule["at_least"] for rule in CARD["minimum_evidence"]["any"]]
    return pl.when(pl.any_horizontal(rules)).then(whole)


# ------------------------------------------------------------------------------------------------- the contenders


CONTENDERS = {"duckdb": DuckDB, "polars": Polars}


def work(arguments):
    """One contender as a process: loads, checks, and runs when asked."""
    engine, form, threads = arguments.contender.split("-")
    names = json.loads(arguments.names)
    contender = CONTENDERS[engine](Population(arguments.folder), form, int(threads))
    contender.run()
    results = contender.results(names)
    expected = np.fromfile(arguments.folder / "expected", "<i8").reshape(len(names), -1)
    for name, column in zip(names, expected):
        differ = np.flatnonzero(results[name] != column)
        if len(differ):
            first = differ[0]
            sys.exit(f"{arguments.contender}: `{name}` differs for {len(differ)} consumers: consumer {first} has "
                     f"{results[name][first]}, expected {column[first]}")
    print("equal", flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        contender.run()
        print(time.perf_counter() - start, flush=True)


class Process:
    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"a contender ended: {self.process.wait()}")
        return line

    def ask(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return float(self.read())

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def compare(arguments, consumers, peers):
    """Runs all contenders on the same consumers, in turn; a list of name, threads and seconds."""
    folder = arguments.work / f"{consumers}"
    ours = Process([arguments.ours, folder, str(consumers), str(arguments.seed)])
    about = json.loads(ours.read())
    names = json.dumps(about["names"])
    contenders = []
    for threads in [1, 2]:
        contenders.append(("this library", threads, lambda threads=threads: ours.ask(f"ours {threads}"), 7))
    contenders.append(("naive object model in Rust", 1, lambda: ours.ask("naive 1"), 7))
    processes = []
    for engine, form, label in peers:
        for threads in [1, 2]:
            process = Process([sys.executable, __file__, "--contender", f"{engine}-{form}-{threads}", "--work",
                               arguments.work, "--folder", folder, "--names", names])
            assert process.read() == "equal\n"
            log(f"{label}, {threads} threads: all results equal")
            processes.append(process)
            contenders.append((label, threads, lambda process=process: process.ask("run"), 3 if form == "rows" else 7))
    seconds = {(label, threads): [] for label, threads, _, _ in contenders}
    for turn in range(7):
        for label, threads, run, turns in contenders:
            if turn < turns:
                seconds[label, threads].append(run())
        log(f"turn {turn + 1} of 7")
    for process in [ours, *processes]:
        process.end()
    return about, seconds


def log(text):
    print(text, file=sys.stderr, flush=True)


def table(about, seconds):
    ours = {threads: statistics.median(times) for (label, threads), times in seconds.items() if label == "this library"}
    lines = ["| contender | threads | median, s | min – max, s | against this library |", "|---|---|---|---|---|"]
    for (label, threads), times in seconds.items():
        median = statistics.median(times)
        ratio = f"{median / ours[threads]:.1f}×" if label != "this library" else "1"
        lines.append(f"| {label} | {threads} | {median:.4f} | {min(times):.4f} – {max(times):.4f} | {ratio} |")
    head = f"{about['consumers']:,} consumers, {about['accounts']:,} accounts, {len(about['names'])} results each, all equal:"
    return "\n".join([head, "", *lines, ""])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ours", type=Path)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--consumers", type=int, help="as many for all forms, instead of 1,000,000 and 100,000")
    for hidden in ["--contender", "--names"]:
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.contender:
        return work(arguments)
    packed = ("duckdb", "packed", "DuckDB, packed bits")
    rows = [("duckdb", "rows", "DuckDB, a row an account-month"), ("polars", "rows", "Polars, a row an account-month")]
    many, fewer = arguments.consumers or 1_000_000, arguments.consumers or 100_000
    tables = [table(*compare(arguments, many, [packed])), table(*compare(arguments, fewer, [packed, *rows]))]
    import duckdb
    import polars

    print(f"{datetime.date.today()}, {machine()}; DuckDB {duckdb.__version__}, Polars {polars.__version__}, "
          f"{subprocess.run(['rustc', '--version'], capture_output=True, text=True).stdout.strip()}.\n")
    print("\n".join(tables))


def machine():
    cpu = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                if line.startswith("model name")), platform.processor())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{cpu}, {os.cpu_count()} cores, {memory:.0f} GiB"


if __name__ == "__main__":
    main()
