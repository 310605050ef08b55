"""The generated columns as arrays, and what all peers must know of them."""

import json
from pathlib import Path

import numpy as np

CARD = json.loads((Path(__file__).parent / "../../examples/data/teaching_scorecard.json").read_text())
KINDS = ["d1", "r4", "r1", "r2", "r3", "c1", "rent", "prepaid", "utility", "telecom"]
NOT_OPEN = {"settled", "closed", "transferred_out", "ended", "ended_abnormally"}
SHOPPING = {1, 2, 3, 12, 14}  # places in InquiryReason::ALL: loan, card, guarantee, financing, credit line
GRANTED, BALANCE, PAST_DUE = 1, 1 << 1, 1 << 2
ABSENT = np.iinfo(np.int64).min
GRADES, WINDOWS = [1, 2, 3, 4], [6, 12, 24, 60]
# Why the value of somebody with credit accounts is absent, where it is not for want of such an account.
CAUSES = {"months_since_late_1": "never_happened", "worst_status_24": "not_stated", "oldest_account_age": "not_stated"}
# What is 0 of somebody without such accounts; everything else is absent.
ZERO_OF_NOBODY = [
    *[f"late_months_{grade}_{months}" for grade in GRADES for months in WINDOWS],
    *[f"{test}_months_{months}" for test in ["reported", "on_time"] for months in [12, 24, 60]],
    "credit", "cards_over_75_percent_used", "bad_debts", "collections", "abnormal_ends", "accounts_ever_late_1",
    "longest_on_time_streak", "longest_positive_streak", "positive_depth", "positive_on_time_months_24",
    "positive_late_months_24", "positive_late_months_60", "shopping_inquiries_6",
]


def absent_points(line):
    """The points of a characteristic for an absent value: of somebody without credit accounts, and of somebody with some.
    `None` where it is never absent, for nothing is hidden here."""
    award = lambda cause: line["absent"].get(cause, line["absent"].get("otherwise"))
    return award("no_such_account"), award(CAUSES.get(line["attribute"], "no_such_account"))


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
        self.kind = of_profile(lambda row: KINDS.index(row["kind"]), np.uint8)
        self.is_open = of_profile(lambda row: row["state"] not in NOT_OPEN, bool)
        self.bad_debt = of_profile(lambda row: row["state"] == "bad_debt", bool)
        ended_abnormally = of_profile(lambda row: row["state"] == "ended_abnormally", bool)
        self.abnormal_end = np.ma.masked_array(ended_abnormally, of_profile(lambda row: row["state"] is None, bool))
        stated = of_profile(lambda row: row["stated"], np.uint8)
        month = int(manifest["month"][:4]) * 12 + int(manifest["month"][5:]) - 1
        opened = column("opened").astype(np.int32)
        self.age = np.ma.masked_array((month - opened).astype(np.int16), opened == 0)
        amount = lambda name, bit: np.ma.masked_array(column(name).astype(np.int64), stated & bit == 0)
        self.granted, self.balance = amount("granted", GRANTED), amount("balance", BALANCE)
        self.past_due = amount("past_due", PAST_DUE)
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
        masked = {"age": self.age, "granted": self.granted, "balance": self.balance, "used": self.used,
                  "past_due": self.past_due, "abnormal_end": self.abnormal_end}
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
