#!/usr/bin/env python3
"""An oracle for the attribute catalogue: what one credit report adds up to, computed the slow and plain way.

It reads a report by itself (a PBOC report in JSON, or the native form), and computes every attribute under every preset
regime as of any month: a number, or the cause of its absence as a word.

It was written from the specification page of the catalogue, not from the library's code. Where the page can be read in
two ways, CHOICES names the readings; the first is the library's, and `--choice` takes another. Comments mark what the page
leaves out: which inquiries are hard, and the attributes "beyond the table of families", which are defined by the
sentences that the library prints. There a mistake may be shared.

    python3 oracle.py FILE [--regime NAME] [--month YYYY-MM] [--choice NAME=VALUE]

Python 3.11, standard library only.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, field
from datetime import date

# --------------------------------------------------------------------------------------------------------------------
# Choices where the page is open. The first of each is the library's, and taken unless another is asked for.

CHOICES = {
    # Open and abnormally ended go "by the account's own state where it has one, else by its last month". Of a state dated
    # after the month asked for: `last_month` counts it as none; `unknown` makes the answer not known.
    "later_state": ["last_month", "unknown"],
    # Nothing is stated of the amount of a liability that is dated after the month asked for: it is not known, as an amount
    # of such an account is; or not stated.
    "later_unstated": ["unknown", "not_stated"],
    # "Every amount is not known at that month": with limit and principal, or without these two, which carry no date.
    "later_limit": ["unknown", "known"],
    # An amount dated before an earlier month asked for: the latest known by then, or not "of that month".
    "amount_dated_before": ["known", "unknown"],
    # An account with a late month whose overdue amount is stated nowhere in the window: absent, or 0.
    "overdue_unstated": ["not_stated", "zero"],
    # Accounts are there, but none has a date of opening: ages are absent for this cause.
    "no_opening_date": ["not_stated", "no_such_account"],
    # Amounts "of the latest monthly state, else of the latest state": amount by amount, or the whole of one of them.
    "amounts_else": ["whole", "each"],
    # The state, where there is a monthly record and a latest one: the latest one's where stated, the monthly one's where
    # stated, or that of the record which the amounts come from even if it states none.
    "state_of": ["record", "latest", "monthly"],
    # Utilisation is absent without an open card with a limit: whether that holds of the count of cards over 75 % too.
    "cards_over_75_without_card": ["zero", "no_such_account"],
    # A history is 60 months, shifted "so that T comes first": whether a month 60 or more before T is still seen. It bears
    # on the last month, on the latest reported month, and on whether an account is derogatory.
    "months_seen": ["60", "all"],
    # A furnisher or an inquirer that is not stated: none, so that it is no distinct one and repeats nobody's inquiry; or
    # one more, by the name of nobody.
    "unnamed": ["one", "none"],
    # A trend without a reported month in one of its windows, of somebody with accounts: the cause.
    "trend_unreported": ["not_stated", "never_happened"],
    # The amount of a liability that carries no date: of the day of the report, or of every month.
    "undated_liability": ["always", "report"],
    # An account without a date of opening is seen at every month, or only from its first month on.
    "undated_account": ["seen", "from_first_month"],
    # The reasons that "review" an account: after lending, and after insuring too.
    "reviews": ["account_review+after_insuring", "account_review"],
    # Of a negative-only account "last month" is any month shown where it is asked for being late; whether the same
    # holds where it is asked for being one status (bad debt, ended).
    "shown_month": ["any", "last"],
}


class Choice(dict):
    """One reading for each open point."""

    def __init__(self, **chosen):
        super().__init__({name: readings[0] for name, readings in CHOICES.items()})
        for name, reading in chosen.items():
            if reading not in CHOICES.get(name, ()):
                raise SystemExit(f"no choice {name}={reading}: there are {CHOICES}")
            self[name] = reading


# --------------------------------------------------------------------------------------------------------------------
# Words

CREDIT = ("d1", "r4", "r1", "r2", "r3")
CARDS = ("r2", "r3")
REVOLVING = ("r1", "r2", "r3")
INSTALMENT = ("d1", "r4")
POSITIVE = ("rent", "prepaid", "utility", "telecom")
LATE_OF_EVERY_K = range(12, 16)

NO_SUCH_ACCOUNT = "no_such_account"
NOT_STATED = "not_stated"
HIDDEN = "hidden"
NEVER_HAPPENED = "never_happened"
NOT_KNOWN = "not_known_at_month"
NOTHING_TO_DIVIDE_BY = "nothing_to_divide_by"


class Unknown:
    """A fact that is dated after the month asked for."""

    def __repr__(self):
        return "unknown"


UNKNOWN = Unknown()


def month_of(text):
    """A month as a number, from `YYYY-MM` or `YYYY-MM-DD`; None if nothing is stated."""
    if not text or not isinstance(text, str) or text in ("--", "0000-00"):
        return None
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def month_text(month):
    return f"{month // 12:04}-{month % 12 + 1:02}"


def day_of(text):
    if not text or text == "--":
        return None
    return date.fromisoformat(text[:10])


# --------------------------------------------------------------------------------------------------------------------
# Severities

PBOC_SYMBOLS = {
    "/": 0, "C": 1, "#": 2, "*": 3, "A": 3, "N": 4, "M": 4, "1": 5, "2": 6, "3": 7, "4": 8, "5": 9, "6": 10, "7": 11,
    "D": 12, "Z": 13, "G": 14, "B": 15,
}  # fmt: skip
POST_PAID_SYMBOLS = {
    "C": 1, "#": 2, "*": 3, "N": 4, "0": 5, "1": 6, "2": 7, "3": 8, "4": 9, "5": 10, "6": 11, "G": 14,
}  # fmt: skip


def is_late(severity, kind, k=1):
    """Late at k: severity at least 4 + k; an overdraft of a quasi-credit card from grade 3."""
    return severity in LATE_OF_EVERY_K or severity >= 4 + (max(k, 3) if kind == "r3" else k)


def is_on_time(severity, _kind=None):
    return severity == 4


def is_reported(severity, _kind=None):
    return severity >= 3


# --------------------------------------------------------------------------------------------------------------------
# A report, as far as attributes need it


@dataclass
class Stated:
    """What was stated at one moment: amounts in minor units, and a state."""

    month: int | None
    state: str | None = None
    amounts: dict = field(default_factory=dict)


@dataclass
class Account:
    kind: str
    furnisher: str | None = None
    opened: int | None = None
    limit: int | None = None
    principal: int | None = None
    monthly: Stated | None = None
    latest: Stated | None = None
    months: dict = field(default_factory=dict)  # month: severity
    overdue: dict = field(default_factory=dict)  # month: minor units


@dataclass
class Inquiry:
    day: date
    inquirer: str | None
    reason: str | None


@dataclass
class Liability:
    role: str | None
    amount: int | None
    opened: int | None
    reported: int | None


@dataclass
class Report:
    day: date
    accounts: list
    inquiries: list
    liabilities: list

    @property
    def month(self):
        return self.day.year * 12 + self.day.month - 1


def read(text):
    """Reads a report: a PBOC report in JSON (with or without an envelope `Document`), or the native form."""
    document = json.loads(text)
    if "credit_report" in document:
        return read_native(document["report"])
    return read_pboc(document.get("Document", document))


# PBOC


def blank(value):
    return value is None or value in ("", "--", "0000-00")


def listed(value):
    if blank(value):
        return []
    return value if isinstance(value, list) else [value]


def part(node, *tags):
    for tag in tags:
        node = (node or {}).get(tag)
    return node


def text_in(node, tag):
    value = part(node, tag)
    return None if blank(value) else str(value)


def yuan(node, tag):
    """A whole amount in yuan, in minor units."""
    text = text_in(node, tag)
    return None if text is None else int(text) * 100


PBOC_STATES = {
    "loan": {"1": "normal", "2": "overdue", "3": "settled", "4": "bad_debt", "6": "insufficient_collateral",
             "8": "judicial_recovery"},
    "card": {"1": "normal", "2": "frozen", "3": "payment_stopped", "31": "payment_stopped_by_bank", "4": "closed",
             "5": "bad_debt", "6": "not_activated", "8": "judicial_recovery"},
    "c1": {"1": "in_collection", "2": "ended"},
    "post_paid": {"0": "normal", "1": "overdue"},
}  # fmt: skip
PBOC_STATES_OF = {
    "d1": PBOC_STATES["loan"] | {"5": "transferred_out", "7": "forced_liquidation"},
    "r4": PBOC_STATES["loan"],
    "r1": PBOC_STATES["loan"] | {"5": "payment_stopped_by_bank"},
    "r2": PBOC_STATES["card"],
    "r3": PBOC_STATES["card"],
    "c1": PBOC_STATES["c1"],
    "utility": PBOC_STATES["post_paid"],
    "telecom": PBOC_STATES["post_paid"],
}
PBOC_REASONS = {
    "01": "account_review", "02": "loan_approval", "03": "card_approval", "08": "guarantee_qualification",
    "09": "judicial_investigation", "16": "housing_fund_withdrawal", "18": "index_futures_account",
    "19": "merchant_verification", "20": "before_insuring", "21": "after_insuring", "22": "executive_review",
    "23": "customer_admission", "24": "financing_approval", "25": "credit_review", "26": "credit_line_approval",
}  # fmt: skip
PBOC_ROLES = {
    "1": "co_borrower", "2": "guarantor", "3": "bill_acceptor", "4": "receivable_debtor", "5": "supply_chain_core",
    "9": "other",
}  # fmt: skip


def read_pboc(document):
    day = day_of(part(document, "PRH", "PA01", "PA01A", "PA01AR01"))
    accounts = [pboc_account(node) for node in listed(part(document, "PDA", "PD01"))]
    accounts += [pboc_post_paid(node) for node in listed(part(document, "PND", "PE01"))]
    inquiries = [
        Inquiry(day_of(node["PH010R01"]), text_in(node, "PH010Q02"), PBOC_REASONS.get(text_in(node, "PH010Q03")))
        for node in listed(part(document, "POQ", "PH01"))
    ]
    liabilities = []
    for node in listed(part(document, "PCR", "PD03")):
        basics = part(node, "PD03A")
        liabilities.append(Liability(
            PBOC_ROLES.get(text_in(basics, "PD03AD03")), yuan(basics, "PD03AJ01"),
            month_of(text_in(basics, "PD03AR01")), month_of(text_in(basics, "PD03AR03")),
        ))  # fmt: skip
    return Report(day, accounts, inquiries, liabilities)


def pboc_account(node):
    basics, latest, monthly = part(node, "PD01A"), part(node, "PD01B"), part(node, "PD01C")
    kind = basics["PD01AD01"].lower()
    account = Account(
        kind, text_in(basics, "PD01AI02"), month_of(text_in(basics, "PD01AR01")),
        yuan(basics, "PD01AJ02"), yuan(basics, "PD01AJ01"),
    )  # fmt: skip
    if latest and any(not blank(value) for value in latest.values()):
        account.latest = Stated(
            month_of(text_in(latest, "PD01BR03")), PBOC_STATES_OF[kind].get(text_in(latest, "PD01BD01")),
            stated({"balance": yuan(latest, "PD01BJ01")}),
        )  # fmt: skip
    if monthly and not blank(monthly.get("PD01CR01")):
        account.monthly = Stated(
            month_of(text_in(monthly, "PD01CR01")), PBOC_STATES_OF[kind].get(text_in(monthly, "PD01CD01")),
            stated({
                "balance": yuan(monthly, "PD01CJ01"), "used": yuan(monthly, "PD01CJ02"),
                "scheduled": yuan(monthly, "PD01CJ04"), "actual": yuan(monthly, "PD01CJ05"),
                "past_due": yuan(monthly, "PD01CJ06"),
            }),
        )  # fmt: skip
    # The 24-month grid fills what the five-year grid lacks; where both have a month, the five years stand.
    for cell in listed(part(node, "PD01D", "PD01DH")):
        account.months[month_of(cell["PD01DR03"])] = PBOC_SYMBOLS[cell["PD01DD01"]]
    for cell in listed(part(node, "PD01E", "PD01EH")):
        month = month_of(cell["PD01ER03"])
        account.months[month] = PBOC_SYMBOLS[cell["PD01ED01"]]
        if yuan(cell, "PD01EJ01") is not None:
            account.overdue[month] = yuan(cell, "PD01EJ01")
    return account


def pboc_post_paid(node):
    basics = part(node, "PE01A")
    kind = {"TE": "telecom", "UE": "utility"}[basics["PE01AD01"]]
    account = Account(kind, text_in(basics, "PE01AQ01"), month_of(text_in(basics, "PE01AR01")))
    month = month_of(text_in(basics, "PE01AR02"))
    if month is not None:
        state = PBOC_STATES_OF[kind].get(text_in(basics, "PE01AD03"))
        account.monthly = Stated(month, state, stated({"past_due": yuan(basics, "PE01AJ01")}))
        # The last symbol is the month of the record.
        for back, symbol in enumerate(reversed(text_in(basics, "PE01AQ02") or "")):
            account.months[month - back] = POST_PAID_SYMBOLS[symbol]
    return account


def stated(amounts):
    return {name: amount for name, amount in amounts.items() if amount is not None}


# Native

NATIVE_KINDS = {
    "non_revolving_loan": "d1", "sub_account": "r4", "revolving_loan": "r1", "credit_card": "r2",
    "quasi_credit_card": "r3", "collection": "c1", "prepaid_card": "prepaid",
}  # fmt: skip


def money(text):
    """An amount such as `1200.50 CNY`, in minor units."""
    if text is None:
        return None
    number = text.split()[0]
    sign = -1 if number.startswith("-") else 1
    whole, _, decimals = number.lstrip("-").partition(".")
    return sign * (int(whole) * 100 + int((decimals + "00")[:2]))


def read_native(data):
    liabilities = [
        Liability(node.get("role"), money(node.get("amount")), month_of(node.get("opened")), month_of(node.get("reported")))
        for node in data.get("liabilities", [])
    ]
    inquiries = [
        Inquiry(day_of(node["date"]), node.get("inquirer") or None, node.get("reason")) for node in data.get("inquiries", [])
    ]
    accounts = [native_account(node) for node in data.get("accounts", [])]
    return Report(day_of(data["made_at"]), accounts, inquiries, liabilities)


def native_account(node):
    account = Account(
        NATIVE_KINDS.get(node["kind"], node["kind"]), node.get("furnisher"), month_of(node.get("opened")),
        money(node.get("limit")), money(node.get("principal")),
    )  # fmt: skip
    if latest := node.get("latest"):
        balance = stated({"balance": money(latest.get("balance"))})
        account.latest = Stated(month_of(latest.get("reported")), latest.get("state"), balance)
    if monthly := node.get("monthly"):
        account.monthly = Stated(
            month_of(monthly["month"]), monthly.get("state"),
            stated({
                "balance": money(monthly.get("balance")), "used": money(monthly.get("used")),
                "scheduled": money(monthly.get("scheduled_payment")), "actual": money(monthly.get("actual_payment")),
                "past_due": money(monthly.get("past_due")),
            }),
        )  # fmt: skip
    payments = node.get("payments") or {}
    if history := payments.get("history"):
        last = month_of(history["latest"])
        for back, symbol in enumerate(history["months"]):
            account.months[last - back] = PBOC_SYMBOLS[symbol]
        for back, amount in payments.get("overdue") or []:
            account.overdue[last - back] = money(amount)
    return account


# --------------------------------------------------------------------------------------------------------------------
# Regimes

FULL, NEGATIVE, POSITIVE_ONLY, NOT_SHOWN = "Full", "NegativeOnly", "PositiveOnly", "Hidden"


@dataclass(frozen=True)
class Regime:
    credit: str
    rent: str
    bills: str
    inquiries: bool = True  # and related liabilities

    def disclosure(self, kind):
        if kind in CREDIT:
            return self.credit
        if kind == "c1":
            return FULL
        return self.rent if kind in ("rent", "prepaid") else self.bills


REGIMES = {
    "negative-only": Regime(NEGATIVE, NEGATIVE, NEGATIVE, inquiries=False),
    "us-traditional": Regime(FULL, NEGATIVE, NEGATIVE),
    "pboc": Regime(FULL, NOT_SHOWN, FULL),
    "holistic": Regime(FULL, FULL, FULL),
    "holistic-positive-only": Regime(FULL, POSITIVE_ONLY, POSITIVE_ONLY),
}

# --------------------------------------------------------------------------------------------------------------------
# A view: what a month and a regime leave of an account

SHUT = ("settled", "closed", "transferred_out", "ended", "ended_abnormally")
AMOUNTS = ("balance", "used", "past_due", "scheduled", "actual")


@dataclass
class Seen:
    """An account as seen. Months and overdue amounts are by months back: 0 is the month asked for."""

    kind: str
    furnisher: str | None
    opened: int | None  # months back
    disclosure: str
    months: dict
    overdue: dict
    state: object  # a word, None where none is stated, UNKNOWN
    amounts: dict  # with `limit` and `principal`; a number, None, UNKNOWN

    def late(self, k=1):
        return any(is_late(severity, self.kind, k) for severity in self.months.values())


def see(account, month, own_month, choice):
    """What is left of an account as of a month: nothing that was opened or that happened later."""
    if account.opened is not None and account.opened > month:
        return None
    reach = 60 if choice["months_seen"] == "60" else 10**6
    months = {month - at: severity for at, severity in account.months.items() if month - reach < at <= month}
    overdue = {month - at: amount for at, amount in account.overdue.items() if at <= month}
    if account.opened is None and choice["undated_account"] == "from_first_month" and not months and month < own_month:
        return None

    def is_known(source):
        if source is None:
            return False
        dated = own_month if source.month is None else source.month
        if month >= own_month:
            return True
        return dated == month if choice["amount_dated_before"] == "unknown" else dated <= month

    def state_of(source):
        """The state that a source states: a word, UNKNOWN if dated later, None."""
        if source is None or source.state is None:
            return None
        dated = own_month if source.month is None else source.month
        return source.state if month >= own_month or dated <= month else UNKNOWN

    sources = [account.monthly, account.latest]
    known = [source for source in sources if is_known(source)]
    if choice["amounts_else"] == "whole":
        known = known[:1]
    amounts_known = month >= own_month or bool(known)
    amounts = {}
    for name in AMOUNTS:
        found = [source.amounts[name] for source in known if name in source.amounts]
        amounts[name] = found[0] if found else (None if amounts_known else UNKNOWN)
    if amounts["used"] is None:
        amounts["used"] = amounts["balance"]
    for name in ("limit", "principal"):
        is_open_to_view = amounts_known or choice["later_limit"] == "known"
        amounts[name] = getattr(account, name) if is_open_to_view else UNKNOWN

    order = sources[::-1] if choice["state_of"] == "latest" else sources
    if choice["state_of"] == "record":
        order = [source for source in sources if source is not None][:1]
    states = [state for state in map(state_of, order) if state is not None]
    told = [state for state in states if state is not UNKNOWN]
    state = told[0] if told else (UNKNOWN if states else None)
    opened = None if account.opened is None else month - account.opened
    return Seen(account.kind, account.furnisher, opened, FULL, months, overdue, state, amounts)


def disclose(seen, disclosure):
    """What a disclosure leaves of an account that is seen; None if it is not there at all."""
    seen.disclosure = disclosure
    if disclosure == FULL:
        return seen
    if disclosure == NEGATIVE:
        past_due = seen.amounts["past_due"]
        is_past_due = past_due is not None and past_due is not UNKNOWN and past_due > 0
        if not (seen.late() or is_past_due or seen.state == "bad_debt" or seen.kind == "c1"):
            return None
        keep = lambda severity: is_late(severity, seen.kind)  # noqa: E731
        kept_states = ("bad_debt", "in_collection", "ended_abnormally")
        seen.overdue = {back: a for back, a in seen.overdue.items() if keep(seen.months.get(back, 0))}
        shown = ("past_due",)
    elif disclosure == POSITIVE_ONLY:
        keep = is_on_time
        if not any(keep(severity) for severity in seen.months.values()):
            return None
        kept_states, shown = (), ()
        seen.overdue = {}
    else:
        return None
    seen.months = {back: severity for back, severity in seen.months.items() if keep(severity)}
    if isinstance(seen.state, str) and seen.state not in kept_states:
        seen.state = "closed" if seen.state in SHUT else "normal"
    seen.amounts = {name: value if name in shown else None for name, value in seen.amounts.items()}
    return seen


# --------------------------------------------------------------------------------------------------------------------
# Filters: an atom is true, false, or UNKNOWN; a missing field makes it false


def all_of(*answers):
    if any(answer is False for answer in answers):
        return False
    return UNKNOWN if any(answer is UNKNOWN for answer in answers) else True


def any_of(*answers):
    if any(answer is True for answer in answers):
        return True
    return UNKNOWN if any(answer is UNKNOWN for answer in answers) else False


def not_(answer):
    return UNKNOWN if answer is UNKNOWN else not answer


@dataclass(frozen=True)
class Atom:
    """A part of a filter: what it asks, the amounts that it reads, and whether it holds only of what went wrong."""

    ask: object  # of an account as seen and the choices
    reads: tuple = ()
    wrong: bool = False


def last_month(seen):
    """The severity of the latest visible month of severity 1 or more."""
    backs = [back for back, severity in seen.months.items() if severity >= 1]
    return seen.months[min(backs)] if backs else 0


def last_month_is(seen, test, choice):
    """Of a negative-only account any month shown answers for the last."""
    if seen.disclosure == NEGATIVE and choice["shown_month"] == "any":
        return any(test(severity) for severity in seen.months.values())
    return test(last_month(seen))


def is_open(seen, choice):
    if isinstance(seen.state, str):
        return seen.state not in SHUT
    if seen.state is UNKNOWN and choice["later_state"] == "unknown":
        return UNKNOWN
    if seen.disclosure == NEGATIVE:
        return True
    return last_month(seen) not in (1, 14)


def in_state(seen, state):
    return UNKNOWN if seen.state is UNKNOWN else seen.state == state


def ended_abnormally(seen, choice):
    if isinstance(seen.state, str):
        return seen.state == "ended_abnormally"
    if seen.state is UNKNOWN and choice["later_state"] == "unknown":
        return UNKNOWN
    return last_month_is(seen, lambda severity: severity == 14, choice)


def above_zero(name):
    def ask(seen, _choice):
        value = seen.amounts[name]
        if value is UNKNOWN:
            return UNKNOWN
        return value is not None and value > 0

    return Atom(ask, (name,), wrong=name == "past_due")


def used_at_least_75(seen, _choice):
    used, limit = seen.amounts["used"], seen.amounts["limit"]
    if limit is None or (used is None and limit is not UNKNOWN):
        return False
    if limit is UNKNOWN or used is UNKNOWN:
        return UNKNOWN
    return limit > 0 and max(used, 0) * 100 >= 75 * limit


def latest_reported_is(test):
    def ask(seen, _choice):
        backs = [back for back, severity in seen.months.items() if severity >= 3]
        return bool(backs) and test(seen.months[min(backs)], seen.kind)

    return ask


OPEN = Atom(is_open)
CLOSED = Atom(lambda seen, choice: not_(is_open(seen, choice)))
BAD_DEBT = Atom(
    lambda seen, choice: any_of(in_state(seen, "bad_debt"), last_month_is(seen, lambda severity: severity == 15, choice)),
    wrong=True,
)
ENDED_ABNORMALLY = Atom(ended_abnormally, wrong=True)
LAST_MONTH_LATE = Atom(
    lambda seen, choice: last_month_is(seen, lambda severity: is_late(severity, seen.kind), choice), wrong=True
)
USED_75 = Atom(used_at_least_75, ("used", "limit"))
LIMIT, PRINCIPAL, BALANCE, PAST_DUE = map(above_zero, ("limit", "principal", "balance", "past_due"))
# These read the latest reported month, which a partial disclosure does not show: such rows are never fed by one.
NOW_LATE = Atom(latest_reported_is(is_late), ("latest",))
NOW_FINE = Atom(latest_reported_is(lambda severity, _kind: severity in (3, 4)), ("latest",))


def opened_within(months):
    return Atom(lambda seen, _choice: seen.opened is not None and seen.opened < months)


# --------------------------------------------------------------------------------------------------------------------
# Rows


@dataclass(frozen=True)
class Test:
    """A test of a month; `good` or `bad` says whether it passes only months that went right, or only late ones."""

    passes: object
    good: bool = False
    bad: bool = False


def late(k):
    return Test(lambda severity, kind: is_late(severity, kind, k), bad=True)


ON_TIME = Test(is_on_time, good=True)
REPORTED = Test(is_reported, good=True)
GUARANTOR_PAID = Test(lambda severity, _kind: severity == 12, bad=True)


@dataclass(frozen=True)
class Row:
    """A row over accounts.

    within: `account`, `furnisher`, `age`, `amount`, `used_share`, `count`, `any`, `never`, `longest_run`, `since`, `worst`;
    by month: `months_any`, `monthly_overdue`, `current_run`.
    """

    kinds: tuple
    within: str
    across: str
    where: tuple = ()
    amount: str = ""
    test: Test | None = None
    window: tuple = (0, 60)


@dataclass(frozen=True)
class Ratio:
    part: Row
    whole: Row


@dataclass(frozen=True)
class Change:
    """The windows 0 to 11 minus 12 to 23 of a row."""

    row: Row


BAD_WITHIN = ("count", "any", "longest_run", "since", "months_any")
GOOD_WITHIN = ("count", "any", "longest_run", "since", "months_any")


def feeds(row, disclosure):
    """Whether accounts of a kind so disclosed feed a row: decided from row and disclosure alone."""
    if disclosure in (FULL, NOT_SHOWN):
        return disclosure == FULL
    if isinstance(row, (Ratio, Change)):
        return False
    if row.across == "average":
        return False
    reads = {name for atom in row.where for name in atom.reads}
    if disclosure == NEGATIVE:
        if reads - {"past_due"}:
            return False
        if row.within in ("account", "furnisher"):
            return any(atom.wrong for atom in row.where)
        if row.within == "amount":
            return row.amount == "past_due"
        return row.within in ("worst", "monthly_overdue") or (row.within in BAD_WITHIN and row.test.bad)
    return not reads and not any(atom.wrong for atom in row.where) and row.within in GOOD_WITHIN and row.test.good


def kinds_of(row):
    return row.whole.kinds if isinstance(row, Ratio) else row.row.kinds if isinstance(row, Change) else row.kinds


def runs(backs):
    """The lengths of runs of adjacent months."""
    backs = set(backs)
    for start in sorted(backs):
        if start - 1 not in backs:
            length = 1
            while start + length in backs:
                length += 1
            yield length


class Reader:
    """Reads rows off one report, under one regime, as of one month."""

    def __init__(self, report, regime, month, choice):
        self.report, self.regime, self.month, self.choice = report, regime, month, choice
        seen = (see(account, month, report.month, choice) for account in report.accounts)
        shown = (disclose(one, regime.disclosure(one.kind)) for one in seen if one is not None)
        self.accounts = [one for one in shown if one is not None]

    def read(self, row):
        fed = {kind for kind in kinds_of(row) if feeds(row, self.regime.disclosure(kind))}
        if isinstance(row, Ratio) and not all(feeds(row, self.regime.disclosure(kind)) for kind in row.whole.kinds):
            fed = set()
        if not fed:
            return HIDDEN
        if isinstance(row, Ratio):
            return self.ratio(row, fed)
        if isinstance(row, Change):
            return self.change(row.row, fed)
        found = self.value(row, fed)
        # That an account exists is not recorded under a partial disclosure.
        if any(self.regime.disclosure(kind) != FULL for kind in fed) and found in (NO_SUCH_ACCOUNT, NOT_STATED):
            return NEVER_HAPPENED if row.within in ("since", "worst") else 0
        return found

    def matching(self, row, fed):
        """The accounts of a row, and whether it is not known of one of them that it is one."""
        answers = [
            (one, all_of(*(atom.ask(one, self.choice) for atom in row.where)))
            for one in self.accounts
            if one.kind in row.kinds and one.kind in fed
        ]
        return [one for one, answer in answers if answer is True], any(answer is UNKNOWN for _, answer in answers)

    def value(self, row, fed):
        accounts, is_open = self.matching(row, fed)
        if is_open:
            return NOT_KNOWN
        in_window = range(*row.window)

        def backs(one, test):
            return [back for back in one.months if back in in_window and test.passes(one.months[back], one.kind)]

        match row.within:
            case "account":
                return len(accounts)
            case "furnisher":
                return self.distinct(one.furnisher for one in accounts)
            case "count":
                return sum(len(backs(one, row.test)) for one in accounts)
            case "any":
                return sum(1 for one in accounts if backs(one, row.test))
            case "never":
                return sum(1 for one in accounts if not backs(one, row.test))
            case "longest_run":
                return max((length for one in accounts for length in runs(backs(one, row.test))), default=0)
            case "since":
                if not accounts:
                    return NO_SUCH_ACCOUNT
                return min((back for one in accounts for back in backs(one, row.test)), default=NEVER_HAPPENED)
            case "worst":
                if not accounts:
                    return NO_SUCH_ACCOUNT
                worst = max((one.months[back] for one in accounts for back in one.months if back in in_window), default=0)
                return worst or NOT_STATED
            case "months_any":
                return len({back for one in accounts for back in backs(one, row.test)})
            case "monthly_overdue":
                return self.monthly_overdue(accounts, in_window)
            case "current_run":
                return self.current_run(accounts, in_window)
            case "age":
                ages = [one.opened for one in accounts if one.opened is not None]
                if not ages:
                    return NO_SUCH_ACCOUNT if not accounts else self.choice["no_opening_date"]
                return {"highest": max(ages), "lowest": min(ages), "average": sum(ages) // len(ages)}[row.across]
            case "amount":
                values = [one.amounts[row.amount.removesuffix("+")] for one in accounts]
                if UNKNOWN in values:
                    return NOT_KNOWN
                values = [value for value in values if value is not None]
                if accounts and not values:
                    return NOT_STATED
                return sum(max(value, 0) if row.amount.endswith("+") else value for value in values)
            case "used_share":
                if not accounts:
                    return NO_SUCH_ACCOUNT
                if any(UNKNOWN in (one.amounts["used"], one.amounts["limit"]) for one in accounts):
                    return NOT_KNOWN
                shares = [
                    10_000 * max(one.amounts["used"], 0) // one.amounts["limit"]
                    for one in accounts
                    if one.amounts["used"] is not None
                ]
                return max(shares, default=NOT_STATED)
        raise AssertionError(row)

    def distinct(self, names):
        names = set(names)
        return len(names - {None} if self.choice["unnamed"] == "none" else names)

    def monthly_overdue(self, accounts, in_window):
        sums, is_stated, is_late_somewhere = {}, False, False
        for one in accounts:
            for back, severity in one.months.items():
                if back in in_window and is_late(severity, one.kind):
                    is_late_somewhere = True
                    if back in one.overdue:
                        is_stated = True
                        sums[back] = sums.get(back, 0) + one.overdue[back]
        if is_late_somewhere and not is_stated and self.choice["overdue_unstated"] == "not_stated":
            return NOT_STATED
        return max(sums.values(), default=0)

    @staticmethod
    def current_run(accounts, in_window):
        on_time = {back for one in accounts for back, severity in one.months.items() if is_on_time(severity)}
        bad = {back for one in accounts for back, severity in one.months.items() if is_late(severity, one.kind)}
        either = [back for back in on_time | bad if back in in_window]
        if not either:
            return 0
        start = back = min(either)
        while back in in_window and back in on_time and back not in bad:
            back += 1
        return back - start

    def ratio(self, row, fed):
        part_, whole = self.value(row.part, fed), self.value(row.whole, fed)
        if not isinstance(whole, int):
            return whole
        if whole == 0:
            accounts, _ = self.matching(row.whole, fed)
            return NO_SUCH_ACCOUNT if not accounts else NOTHING_TO_DIVIDE_BY
        return 10_000 * part_ // whole if isinstance(part_, int) else part_

    def change(self, row, fed):
        recent, before = (Row(**{**row.__dict__, "window": window}) for window in ((0, 12), (12, 24)))
        accounts, _ = self.matching(row, fed)
        if not accounts:
            return NO_SUCH_ACCOUNT
        for window in (recent.window, before.window):
            if not any(is_reported(one.months[back]) for one in accounts for back in one.months if back in range(*window)):
                return self.choice["trend_unreported"]
        values = [self.value(recent, fed), self.value(before, fed)]
        absent = [value for value in values if not isinstance(value, int)]
        return absent[0] if absent else values[0] - values[1]

    # Inquiries and liabilities

    def seen_inquiries(self):
        return [one for one in self.report.inquiries if month_of(one.day.isoformat()) <= self.month]

    def back(self, day):
        return self.month - month_of(day.isoformat())

    @property
    def as_of(self):
        """The day that the month asked for ends with; of the report's own month the day of the report."""
        if self.month == self.report.month:
            return self.report.day
        after = self.month + 1
        return date.fromordinal(date(after // 12, after % 12 + 1, 1).toordinal() - 1)

    def inquiries(self, reasons, window, duplicates="all", excluding_days=0, within="count"):
        if not self.regime.inquiries:
            return HIDDEN
        found = sorted((one for one in self.seen_inquiries() if one.reason in reasons), key=lambda one: one.day)
        if duplicates != "all":
            counted = {}
            kept = []
            for one in found:
                if duplicates == "same_inquirer" and one.inquirer is None and self.choice["unnamed"] == "none":
                    kept.append(one)
                    continue
                key = (one.reason, one.inquirer if duplicates == "same_inquirer" else None)
                if key not in counted or (one.day - counted[key]).days > 14:
                    counted[key] = one.day
                    kept.append(one)
            found = kept
        found = [one for one in found if self.back(one.day) in range(*window)]
        if excluding_days:
            found = [one for one in found if (self.as_of - one.day).days >= excluding_days]
        if within == "inquirers":
            return self.distinct(one.inquirer for one in found)
        if within == "since":
            return min((self.back(one.day) for one in found), default=NEVER_HAPPENED)
        return len(found)

    def related_liability(self):
        if not self.regime.inquiries:
            return HIDDEN
        roles = ("guarantor", "co_borrower")
        found = [one for one in self.report.liabilities if one.role in roles]
        found = [one for one in found if one.opened is None or one.opened <= self.month]
        if self.month < self.report.month:
            undated = self.report.month if self.choice["undated_liability"] == "report" else self.month
            asked = [one for one in found if one.amount is not None or self.choice["later_unstated"] == "unknown"]
            dated = [undated if one.reported is None else one.reported for one in asked]
            if any(month > self.month for month in dated):
                return NOT_KNOWN
        amounts = [one.amount for one in found if one.amount is not None]
        return NOT_STATED if found and not amounts else sum(amounts)


# --------------------------------------------------------------------------------------------------------------------
# The catalogue

# The page does not say which reasons are hard: all that ask before something is granted.
HARD = (
    "loan_approval", "card_approval", "guarantee_qualification", "housing_fund_withdrawal", "index_futures_account",
    "before_insuring", "financing_approval", "credit_line_approval",
)  # fmt: skip
SHOPPING = ("loan_approval", "card_approval", "financing_approval", "credit_line_approval", "guarantee_qualification")


def catalogue():
    """Names and rows over accounts."""
    rows = {}

    def count(kinds, *where):
        return Row(kinds, "account", "count", where)

    def total(kinds, amount, *where):
        return Row(kinds, "amount", "sum", where, amount=amount)

    def months(kinds, test, window):
        return Row(kinds, "count", "sum", test=test, window=(0, window))

    # accounts
    rows["accounts"] = count(CREDIT)
    rows["open_accounts"] = count(CREDIT, OPEN)
    rows["closed_accounts"] = count(CREDIT, CLOSED)
    for kind in (*CREDIT, "c1"):
        rows[f"accounts_{kind}"] = count((kind,))
    rows["furnishers"] = Row(CREDIT, "furnisher", "distinct")
    for w in (3, 6, 12, 24):
        rows[f"accounts_opened_{w}"] = count(CREDIT, opened_within(w))
    rows["percent_instalment_accounts"] = Ratio(count(INSTALMENT), count(CREDIT))
    rows["revolving_accounts_with_balance"] = count(REVOLVING, BALANCE)
    rows["instalment_accounts_with_balance"] = count(INSTALMENT, BALANCE)
    rows["percent_accounts_with_balance"] = Ratio(count(CREDIT, BALANCE), count(CREDIT))
    # debt
    rows["total_principal"] = total(INSTALMENT, "principal", OPEN)
    rows["total_limit"] = total(REVOLVING, "limit", OPEN)
    rows["total_balance"] = total(CREDIT, "balance", OPEN)
    rows["total_past_due"] = total(CREDIT, "past_due", OPEN)
    rows["card_limit"] = card_limit = total(CARDS, "limit", OPEN, LIMIT)
    rows["card_used"] = card_used = total(CARDS, "used+", OPEN, LIMIT)
    rows["scheduled_payment"] = total(CREDIT, "scheduled", OPEN)
    rows["collection_balance"] = total(("c1",), "balance", OPEN)
    for w in (12, 24, 60):
        rows[f"highest_monthly_past_due_{w}"] = Row(CREDIT, "monthly_overdue", "highest", window=(0, w))
    # utilisation
    rows["card_utilisation"] = Ratio(card_used, card_limit)
    rows["highest_card_utilisation"] = Row(CARDS, "used_share", "highest", (OPEN, LIMIT))
    rows["instalment_burden"] = Ratio(
        total(INSTALMENT, "balance", OPEN, PRINCIPAL), total(INSTALMENT, "principal", OPEN, PRINCIPAL)
    )
    rows["cards_over_75_percent_used"] = count(CARDS, OPEN, LIMIT, USED_75)
    # lateness
    for k in (1, 2, 3, 4):
        for w in (6, 12, 24, 60):
            rows[f"late_months_{k}_{w}"] = months(CREDIT, late(k), w)
    for w in (24, 60):
        rows[f"distinct_late_months_{w}"] = Row(CREDIT, "months_any", "count", test=late(1), window=(0, w))
    for w in (3, 6, 12, 24, 60):
        rows[f"worst_status_{w}"] = Row(CREDIT, "worst", "highest", window=(0, w))
    # derogatory
    for k in (1, 3, 4):
        rows[f"accounts_ever_late_{k}"] = Row(CREDIT, "any", "count", test=late(k))
    rows["accounts_now_late"] = count(CREDIT, OPEN, NOW_LATE)
    rows["bad_debts"] = count(CREDIT, BAD_DEBT)
    rows["collections"] = count(("c1",), OPEN)
    rows["abnormal_ends"] = count(CREDIT, ENDED_ABNORMALLY)
    rows["guarantor_paid"] = Row(CREDIT, "any", "count", test=GUARANTOR_PAID)
    rows["percent_accounts_never_late"] = Ratio(Row(CREDIT, "never", "count", test=late(1)), count(CREDIT))
    # trend
    rows["late_months_change"] = Change(months(CREDIT, late(1), 24))
    rows["on_time_months_change"] = Change(months(CREDIT, ON_TIME, 24))
    rows["past_due_change"] = Change(Row(CREDIT, "monthly_overdue", "highest"))
    # recency
    for k in (1, 3, 4):
        rows[f"months_since_late_{k}"] = Row(CREDIT, "since", "lowest", test=late(k))
    rows["longest_on_time_streak"] = Row(CREDIT, "longest_run", "highest", test=ON_TIME)
    rows["current_on_time_streak"] = Row(CREDIT, "current_run", "current_run")
    # depth
    rows["oldest_account_age"] = Row(CREDIT, "age", "highest")
    rows["newest_account_age"] = Row(CREDIT, "age", "lowest")
    rows["average_account_age"] = Row(CREDIT, "age", "average")
    rows["oldest_card_age"] = Row(CARDS, "age", "highest")
    for w in (12, 24, 60):
        rows[f"reported_months_{w}"] = months(CREDIT, REPORTED, w)
        rows[f"on_time_months_{w}"] = months(CREDIT, ON_TIME, w)
    # positive
    for kind in POSITIVE:
        rows[f"{kind}_accounts"] = count((kind,))
    for prefix, kinds in [(kind, (kind,)) for kind in POSITIVE] + [("positive", POSITIVE)]:
        for w in (12, 24, 60):
            rows[f"{prefix}_on_time_months_{w}"] = months(kinds, ON_TIME, w)
            rows[f"{prefix}_late_months_{w}"] = months(kinds, late(1), w)
    rows["positive_depth"] = months(POSITIVE, REPORTED, 60)
    rows["longest_positive_streak"] = Row(POSITIVE, "longest_run", "highest", test=ON_TIME)

    # Beyond the table of families: defined by the sentences that the library prints for them.
    rows["bad_debt_balance"] = total(CREDIT, "balance", BAD_DEBT)
    rows["satisfactory_accounts"] = count(CREDIT, NOW_FINE)
    for kind in CREDIT:
        rows[f"open_accounts_{kind}"] = count((kind,), OPEN)
        rows[f"furnishers_{kind}"] = Row((kind,), "furnisher", "distinct", (OPEN,))
        rows[f"highest_monthly_past_due_60_{kind}"] = Row((kind,), "monthly_overdue", "highest")
        rows[f"distinct_late_months_60_{kind}"] = Row((kind,), "months_any", "count", test=late(1))
        rows[f"accounts_ever_late_1_{kind}"] = Row((kind,), "any", "count", test=late(1))
        rows[f"balance_{kind}"] = total((kind,), "balance", OPEN)
    for kind in INSTALMENT:
        rows[f"principal_{kind}"] = total((kind,), "principal", OPEN)
    for kind in REVOLVING:
        rows[f"limit_{kind}"] = total((kind,), "limit", OPEN)
    for kind in CARDS:
        rows[f"used_{kind}"] = total((kind,), "used", OPEN)
    for kind in ("utility", "telecom"):
        rows[f"{kind}_accounts_in_arrears"] = count((kind,), LAST_MONTH_LATE, PAST_DUE)
        rows[f"{kind}_past_due"] = total((kind,), "past_due", LAST_MONTH_LATE, PAST_DUE)
    return rows


ROWS = catalogue()


def attributes(report, regime, month=None, choice=None):
    """All attributes by name: a number, or the cause of absence."""
    choice = choice or Choice()
    month = report.month if month is None else month
    reader = Reader(report, REGIMES[regime], month, choice)
    values = {name: reader.read(row) for name, row in ROWS.items()}
    if choice["cards_over_75_without_card"] == NO_SUCH_ACCOUNT and values["card_limit"] == 0:
        values["cards_over_75_percent_used"] = NO_SUCH_ACCOUNT
    values["related_liability"] = reader.related_liability()
    for w in (1, 3, 6, 12, 24):
        values[f"hard_inquiries_{w}"] = reader.inquiries(HARD, (0, w), "same_inquirer")
        values[f"hard_inquiries_raw_{w}"] = reader.inquiries(HARD, (0, w))
        values[f"shopping_inquiries_{w}"] = reader.inquiries(SHOPPING, (0, w), "any_inquirer")
    values["hard_inquiries_6_excluding_7_days"] = reader.inquiries(HARD, (0, 6), "same_inquirer", excluding_days=7)
    values["loan_inquirers_1"] = reader.inquiries(("loan_approval",), (0, 1), within="inquirers")
    values["card_inquirers_1"] = reader.inquiries(("card_approval",), (0, 1), within="inquirers")
    values["review_inquiries_24"] = reader.inquiries(choice["reviews"].split("+"), (0, 24))
    values["own_inquiries_24"] = reader.inquiries(("own_inquiry",), (0, 24))
    values["months_since_hard_inquiry"] = reader.inquiries(HARD, (0, 60), within="since")
    recent, before = (reader.inquiries(HARD, window, "same_inquirer") for window in ((0, 6), (6, 12)))
    values["hard_inquiries_change"] = HIDDEN if recent == HIDDEN else recent - before
    # Beyond the table of families.
    values["own_inquiries_1"] = reader.inquiries(("own_inquiry",), (0, 1))
    values["guarantee_inquiries_24"] = reader.inquiries(("guarantee_qualification",), (0, 24))
    values["merchant_inquiries_24"] = reader.inquiries(("merchant_verification",), (0, 24))
    values["months_since_hard_inquiry_excluding_7_days"] = reader.inquiries(
        HARD, (0, 60), excluding_days=7, within="since"
    )
    return values


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("file")
    arguments.add_argument("--regime", choices=REGIMES, default="holistic")
    arguments.add_argument("--month", help="YYYY-MM; the report's own unless another is asked for")
    arguments.add_argument("--choice", action="append", default=[], help="NAME=VALUE, see CHOICES")
    given = arguments.parse_args()
    with open(given.file, encoding="utf-8-sig") as file:
        report = read(file.read())
    choice = Choice(**dict(one.split("=", 1) for one in given.choice))
    values = attributes(report, given.regime, month_of(given.month), choice)
    json.dump(dict(sorted(values.items())), sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
