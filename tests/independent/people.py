#!/usr/bin/env python3
"""Invented people for the oracle, as report files: half PBOC reports in JSON, half in the native form.

    pip install creforge
    python3 people.py OUT --people 300 --seed 1

Accounts, months and applications come from `creforge` (Apache-2.0), which makes linked tables of borrowers by explicit
rules, byte for byte the same for a seed. It writes no credit reports and knows neither bills nor rent, so this script

* turns the tables into reports: products into kinds, buckets of days past due into symbols, applications into inquiries;
* adds what the tables lack, by a generator seeded from the person's id: bills (utility, telecom), and in the native form
  rent and prepaid cards; debts in collection, liabilities, other reasons for an inquiry;
* bends facts here and there: missing fields, statuses that the tables lack, reports of an earlier day, histories that
  end early, settled accounts.
"""

from __future__ import annotations

import argparse
import json
import random
from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import creforge

KINDS = {
    "credit_card": ("R2", "R2", "R2", "R2", "R3"), "personal_loan": ("D1", "D1", "R4", "R1"), "mortgage": ("D1",),
    "auto_loan": ("D1",), "overdraft": ("R3", "R3", "R1"), "bnpl": ("R4", "R4", "R1"),
}  # fmt: skip
BUCKETS = {"0": "N", "1-29": "1", "30-59": "2", "60-89": "3", "90-119": "4", "120+": "7"}
REASONS = {
    "01": "account_review", "02": "loan_approval", "03": "card_approval", "08": "guarantee_qualification",
    "09": "judicial_investigation", "16": "housing_fund_withdrawal", "18": "index_futures_account",
    "19": "merchant_verification", "20": "before_insuring", "21": "after_insuring", "22": "executive_review",
    "23": "customer_admission", "24": "financing_approval", "25": "credit_review", "26": "credit_line_approval",
}  # fmt: skip
POST_PAID = {"N": "N", "*": "*", "1": "0", "2": "1", "3": "2", "4": "3", "5": "4", "6": "5", "7": "6", "#": "#"}
POST_PAID |= {"C": "C", "G": "G"}


def month_of(day):
    return day.year * 12 + day.month - 1


def month_text(month):
    return f"{month // 12:04}-{month % 12 + 1:02}"


def day_in(month, day):
    return date(month // 12, month % 12 + 1, min(day, monthrange(month // 12, month % 12 + 1)[1]))


def whole(amount):
    return int(amount)


# People


def people(count, seed):
    """Invented people, as plain dictionaries: a report's facts before they are written in a form."""
    config = creforge.Config.from_profile("stressed", subjects=count, months=72, seed=seed)
    data = creforge.generate(config)
    months, parties, applications = defaultdict(list), defaultdict(list), defaultdict(list)
    accounts = {row["account_id"]: row for row in data.account.to_dicts()}
    for row in data.account_month.to_dicts():
        months[row["account_id"]].append(row)
    for row in data.account_party.to_dicts():
        parties[row["subject_id"]].append(row)
    for row in data.inquiry.to_dicts():
        applications[row["subject_id"]].append(row)
    last = max(month_of(row["as_of_month"]) for rows in months.values() for row in rows)
    for index, subject in enumerate(row["subject_id"] for row in data.subject.to_dicts()):
        yield person(index, subject, parties[subject], accounts, months, applications[subject], last, seed)


def person(index, subject, parties, accounts, months, applications, last, seed):
    rng = random.Random(f"{seed} {subject}")
    native = index % 2 == 1
    month = last - rng.choice([0, 0, 0, 1, 5, 12, 30])
    day = day_in(month, rng.choice([31, 31, 15, 3]))
    made = {"native": native, "subject": subject, "day": day, "accounts": [], "liabilities": [], "inquiries": []}
    if rng.random() < 0.06:
        parties = []  # has never borrowed
    for party in parties:
        account = accounts[party["account_id"]]
        if account["open_date"] > day:
            continue
        if party["role"] == "guarantor" and rng.random() < 0.8:
            made["liabilities"].append(liability(rng, account, day))
        else:
            made["accounts"] += credit(rng, account, months[account["account_id"]], party["role"], day, native)
    if rng.random() < 0.1:
        for _ in range(rng.randint(1, 2)):
            role = rng.choice(["1", "2", "3", "5", "9"])
            amount = rng.choice([None, 12_000, 50_000])
            opened = day - timedelta(rng.randint(10, 900))
            made["liabilities"].append({"role": role, "amount": amount, "opened": opened, "reported": day})
    made["accounts"] += bills(rng, day, native)
    made["inquiries"] = inquiries(rng, applications, day, native)
    rng.shuffle(made["accounts"])
    return made


def liability(rng, account, day):
    amount = account["principal"] or account["credit_limit"]
    reported = None if rng.random() < 0.3 else day_in(month_of(day) - rng.choice([0, 1, 9]), 28)
    reported = None if reported is None or reported > day else max(reported, account["open_date"])
    role = rng.choice(["1", "2", "2", "2"])
    return {"role": role, "amount": whole(amount), "opened": account["open_date"], "reported": reported}


def credit(rng, row, months, role, day, native):
    """An account of the tables, and at times the debt in collection that it became."""
    month = month_of(day)
    kind = rng.choice(KINDS[row["product_type"]])
    stop = month - rng.choice([0] * 12 + [1, 1, 2, 6, 19])  # when the furnisher last reported
    cells = [one for one in months if month_of(one["as_of_month"]) <= stop][-60:]
    is_card, is_loan = kind in ("R2", "R3"), kind in ("D1", "R4")
    amount = whole(row["credit_limit"] or row["principal"])
    account = {
        "kind": kind, "furnisher": None if rng.random() < 0.02 else row["lender_id"],
        "opened": None if rng.random() < 0.03 else row["open_date"],
        "limit": None if is_loan or rng.random() < 0.04 else 0 if rng.random() < 0.02 else amount,
        "principal": amount if is_loan and rng.random() > 0.04 else None,
        "role": {"primary": rng.choice([None, "0", "1"]), "joint": "2", "guarantor": "guarantor"}[role],
        "symbols": [], "overdue": {}, "latest": None, "monthly": None, "id": row["account_id"] + role,
    }  # fmt: skip
    if account["role"] == "guarantor" and not native:
        account["role"] = "2"
    if not cells:
        if rng.random() < 0.5:
            state = "6" if is_card else "1"
            account["latest"] = {"state": state, "balance": 0, "reported": day}
        return [account]
    account["end"] = month_of(cells[-1]["as_of_month"])
    for cell in reversed(cells):  # the latest first
        account["symbols"].append(symbol(rng, cell, kind))
    for back, cell in enumerate(reversed(cells)):
        due = whole(cell["amount_due"] - cell["amount_paid"]) if cell["months_in_arrears"] else 0
        if account["symbols"][back] not in "#/" and rng.random() > 0.05:
            account["overdue"][back] = max(due, 0)
    if rng.random() < 0.03:
        account["overdue"] = {}
    final, closed = cells[-1], cells[-1]["status"]
    reported = day_in(account["end"], 28)
    reported = min(reported, day)
    debt = whole(final["balance"])
    if closed in ("closed", "written_off"):
        if closed == "closed":
            state = "4" if is_card else "3"
            account["symbols"][0] = "G" if rng.random() < 0.08 else "C"
            if account["symbols"][0] == "G" and native and rng.random() < 0.5:
                state = "ended_abnormally"
            debt = 0
        else:
            state = "5" if is_card else "4"
            account["symbols"][0] = "B"
        account["latest"] = {
            "state": state if rng.random() > 0.1 else None, "balance": debt if rng.random() > 0.1 else None,
            "reported": reported if rng.random() > 0.1 else None,
        }  # fmt: skip
        if closed == "written_off" and rng.random() < 0.4:
            return [account, collection(rng, account, row, reported, debt, day)]
        return [account]
    if rng.random() < 0.04:
        return [account]  # no state, no amounts
    if rng.random() < 0.03:
        account["latest"] = {"state": rng.choice(["1", "6", "8"]), "balance": debt, "reported": reported}
        return [account]
    late = final["months_in_arrears"] > 0
    balance = -whole(debt / 20) if is_card and rng.random() < 0.05 else debt
    account["monthly"] = {
        "month": account["end"], "state": None if rng.random() < 0.05 else "2" if late and not is_card else "1",
        "balance": None if rng.random() < 0.04 else balance,
        "used": (balance if rng.random() > 0.15 else None) if kind == "R2" else None,
        "scheduled": whole(final["amount_due"]) if kind != "R3" and rng.random() > 0.05 else None,
        "actual": whole(final["amount_paid"]),
        "past_due": None if kind == "R3" or rng.random() < 0.06
        else max(0, whole(final["amount_due"] - final["amount_paid"])) if late else 0,
    }  # fmt: skip
    if rng.random() < 0.02:  # more than a report of the bureau says: a later state beside the monthly one
        ended = rng.choice(["4", "5"] if is_card else ["3", "4"])
        account["latest"] = {"state": ended, "balance": debt, "reported": rng.choice([None, reported, day])}
    elif rng.random() < 0.25:
        account["latest"] = {"state": None, "balance": balance + rng.choice([0, 7]), "reported": reported}
    return [account]


def symbol(rng, cell, kind):
    found = BUCKETS[cell["dpd_bucket"]]
    if found == "7":
        found = str(min(cell["months_in_arrears"], 7))
    draw = rng.random()
    if draw < 0.02:
        return "#"
    if found == "N":
        if cell["amount_due"] == 0:
            return "A" if kind == "R2" and draw < 0.1 else "*"
        if kind in ("D1", "R4", "R1") and draw < 0.04:
            return "M"
        if draw > 0.998:
            return rng.choice("DZ")
    if kind == "R3" and found == "N" and draw < 0.08:
        return rng.choice("12")
    return found


def collection(rng, account, row, reported, debt, day):
    later = min(day, reported + timedelta(rng.randint(0, 200)))
    state = rng.choice(["1", "1", "2", None])
    latest = {"state": state, "balance": debt if rng.random() > 0.1 else None, "reported": later}
    if rng.random() < 0.1:
        latest["reported"] = None
    return {
        "kind": "C1", "furnisher": "COLLECT-" + row["lender_id"][-1], "opened": reported, "limit": None,
        "principal": debt, "role": None, "symbols": [], "overdue": {}, "latest": latest, "monthly": None,
        "id": account["id"] + "-c1",
    }  # fmt: skip


def bills(rng, day, native):
    """Bills, and in the native form rent and prepaid cards: none of them in the tables."""
    kinds = ["telecom", "utility"] + (["rent", "prepaid"] if native else [])
    found = []
    for number, kind in enumerate(kind for kind in kinds for _ in range(rng.choice([0, 1, 1, 2]))):
        month = month_of(day) - rng.choice([0, 0, 0, 0, 1, 7, 20])
        length = 24 if not native else rng.randint(1, 60)
        habit = rng.choice([0.0, 0.0, 0.02, 0.1, 0.4])
        symbols, arrears = [], 0
        for _ in range(length):  # the earliest first
            arrears = min(arrears + 1, 7) if rng.random() < habit else 0
            quiet = "*" if kind == "prepaid" and rng.random() < 0.1 else "#" if rng.random() < 0.03 else "N"
            symbols.append(str(arrears) if arrears else quiet)
        if rng.random() < 0.1:
            symbols[-1] = rng.choice("CG")
            arrears = 0
        owed = arrears * rng.randint(40, 400)
        age = rng.randint(0, length + 50)
        if age < length:  # nothing was paid before the opening
            symbols = symbols[length - age - 1 :]
            symbols = symbols if native else ["#"] * (length - len(symbols)) + symbols
        account = {
            "kind": kind, "furnisher": f"{kind.upper()}-{rng.randint(1, 3)}", "id": f"{kind}-{number}",
            "opened": None if rng.random() < 0.03 else day_in(month - age, 3),
            "symbols": symbols[::-1], "end": month, "overdue": {}, "latest": None, "limit": None, "principal": None,
            "role": None,
            "monthly": {
                "month": month, "state": None if kind in ("rent", "prepaid") else "1" if owed else "0", "balance": None,
                "used": None, "scheduled": None, "actual": None, "past_due": owed if rng.random() > 0.08 else None,
            },
        }  # fmt: skip
        if native and rng.random() < 0.1:
            account["monthly"] = None
        found.append(account)
    return found


def inquiries(rng, applications, day, native):
    found = []
    for row in applications:
        if row["inquiry_date"] > day:
            continue
        reason = {"credit_card": ["03"], "bnpl": ["02", "26"], "overdraft": ["26"]}.get(row["product_type"], ["02", "24"])
        found.append({"day": row["inquiry_date"], "inquirer": row["lender_id"], "reason": rng.choice(reason)})
        if rng.random() < 0.4:  # asked again, or asked elsewhere
            for _ in range(rng.randint(1, 3)):
                again = row["inquiry_date"] + timedelta(rng.choice([0, 1, 7, 13, 14, 15, 20]))
                inquirer = rng.choice([row["lender_id"], row["lender_id"], "L9999"])
                found.append({"day": again, "inquirer": inquirer, "reason": found[-1]["reason"]})
    for _ in range(rng.choice([0, 0, 1, 3, 8])):
        reason = rng.choice(list(REASONS) + ["01", "01", "02", "08"])
        if native and rng.random() < 0.2:
            reason = rng.choice(["own_inquiry", "dispute_inquiry"])
        ago = rng.choice([0, 1, 5, 6, 7, 8, rng.randint(0, 40), rng.randint(0, 800)])
        found.append({"day": day - timedelta(ago), "inquirer": rng.choice(["L0001", "L0002", "AB", None]), "reason": reason})
    found = [one for one in found if one["day"] <= day]
    rng.shuffle(found)
    return found


# Forms


def text(value):
    return None if value is None else str(value)


def pboc(made):
    accounts, post_paid = [], []
    for number, account in enumerate(made["accounts"]):
        (post_paid if account["kind"] in ("telecom", "utility") else accounts).append((number, account))
    day = made["day"]
    return {
        "PRH": {"PA01": {"PA01A": {"PA01AI01": day.strftime("%Y%m%d") + "12000000000001",
                                   "PA01AR01": f"{day}T12:00:00"}}},
        "PDA": {"PD01": [pboc_account(number, one) for number, one in accounts]},
        "PND": {"PE01": [pboc_bill(one) for _, one in post_paid]},
        "PCR": {"PD03": [pboc_liability(one) for one in made["liabilities"]]},
        "POQ": {"PH01": [
            {"PH010D01": "11", "PH010Q02": one["inquirer"], "PH010Q03": one["reason"], "PH010R01": str(one["day"])}
            for one in made["inquiries"]
        ]},
    }  # fmt: skip


def pboc_account(number, account):
    node = {"PD01A": {
        "PD01AD01": account["kind"], "PD01AI01": f"{number}", "PD01AI02": account["furnisher"], "PD01AD04": "CNY",
        "PD01AJ01": text(account["principal"]), "PD01AJ02": text(account["limit"]), "PD01AR01": text(account["opened"]),
        "PD01AD09": account["role"] if account["kind"] in ("D1", "R4", "R1") else None,
    }}  # fmt: skip
    if latest := account["latest"]:
        node["PD01B"] = {
            "PD01BD01": latest["state"], "PD01BJ01": text(latest["balance"]), "PD01BR03": text(latest["reported"]),
        }  # fmt: skip
    if monthly := account["monthly"]:
        node["PD01C"] = {
            "PD01CR01": month_text(monthly["month"]), "PD01CD01": monthly["state"],
            "PD01CJ01": text(monthly["balance"]), "PD01CJ02": text(monthly["used"]),
            "PD01CJ04": text(monthly["scheduled"]), "PD01CJ05": text(monthly["actual"]),
            "PD01CJ06": text(monthly["past_due"]),
        }  # fmt: skip
    if symbols := account["symbols"]:
        end = account["end"]
        cells = [(month_text(end - back), one, account["overdue"].get(back)) for back, one in enumerate(symbols)]
        # Most reports have both grids; some have the shorter one only, or a five-year grid that lacks the latest month.
        cut = {0: len(cells), 1: 1}.get(number % 11, 0)
        long, short = cells[cut:], cells[:24]
        node["PD01D"] = {
            "PD01DR01": short[-1][0], "PD01DR02": short[0][0],
            "PD01DH": [{"PD01DR03": month, "PD01DD01": one} for month, one, _ in short],
        }  # fmt: skip
        if long:
            node["PD01E"] = {
                "PD01ER01": long[-1][0], "PD01ER02": long[0][0], "PD01ES01": str(len(long)),
                "PD01EH": [{"PD01ER03": month, "PD01ED01": one, "PD01EJ01": text(due)} for month, one, due in long],
            }  # fmt: skip
    return node


def pboc_bill(account):
    monthly = account["monthly"]
    return {"PE01A": {
        "PE01AD01": {"telecom": "TE", "utility": "UE"}[account["kind"]], "PE01AD03": monthly["state"],
        "PE01AJ01": text(monthly["past_due"]), "PE01AQ01": account["furnisher"], "PE01AR01": text(account["opened"]),
        "PE01AR02": month_text(monthly["month"]),
        "PE01AQ02": "".join(POST_PAID[one] for one in reversed(account["symbols"])),
    }}  # fmt: skip


def pboc_liability(one):
    return {"PD03A": {
        "PD03AD03": one["role"], "PD03AD08": "1", "PD03AJ01": text(one["amount"]), "PD03AR01": text(one["opened"]),
        "PD03AR03": text(one["reported"]),
    }}  # fmt: skip


LOAN_STATES = {"1": "normal", "2": "overdue", "3": "settled", "4": "bad_debt", "6": "insufficient_collateral",
               "8": "judicial_recovery"}  # fmt: skip
CARD_STATES = {"1": "normal", "4": "closed", "5": "bad_debt", "6": "not_activated", "8": "judicial_recovery"}
ROLES = {"0": "sole", "1": "primary_borrower", "2": "co_borrower"}
LIABLE = {"1": "co_borrower", "2": "guarantor", "3": "bill_acceptor", "5": "supply_chain_core", "9": "other"}


def native_state(account, state):
    if state is None or not state.isdigit():
        return state
    if account["kind"] == "C1":
        return {"1": "in_collection", "2": "ended"}[state]
    if account["kind"] in ("telecom", "utility"):
        return {"0": "normal", "1": "overdue"}[state]
    return (CARD_STATES if account["kind"] in ("R2", "R3") else LOAN_STATES)[state]


def native(made):
    def amount(number):
        # Some amounts are not whole.
        return None if number is None else f"{number}.00 CNY" if number % 3 or not number else f"{number}.5 CNY"

    def account_of(one):
        node = {"kind": one["kind"].lower(), "id": one["id"], "furnisher": one["furnisher"], "opened": text(one["opened"]),
                "limit": amount(one["limit"]), "principal": amount(one["principal"]),
                "role": ROLES.get(one["role"], one["role"])}  # fmt: skip
        if latest := one["latest"]:
            node["latest"] = {"state": native_state(one, latest["state"]), "balance": amount(latest["balance"]),
                              "reported": text(latest["reported"])}  # fmt: skip
        if monthly := one["monthly"]:
            node["monthly"] = {
                "month": month_text(monthly["month"]), "state": native_state(one, monthly["state"]),
                "balance": amount(monthly["balance"]), "used": amount(monthly["used"]),
                "scheduled_payment": amount(monthly["scheduled"]), "actual_payment": amount(monthly["actual"]),
                "past_due": amount(monthly["past_due"]),
            }  # fmt: skip
        if one["symbols"]:
            history = {"latest": month_text(one["end"]), "months": "".join(one["symbols"])}
            node["payments"] = {"history": history}
            if one["overdue"]:
                node["payments"]["overdue"] = [[back, amount(due)] for back, due in sorted(one["overdue"].items())]
        return bare(node)

    return {"credit_report": 1, "report": bare({
        "made_at": f"{made['day']}T12:00:00", "currency": "CNY", "subject": made["subject"],
        "accounts": [account_of(one) for one in made["accounts"]],
        "liabilities": [
            bare({"role": LIABLE[one["role"]], "amount": amount(one["amount"]), "opened": text(one["opened"]),
                  "reported": text(one["reported"])})
            for one in made["liabilities"]
        ],
        "inquiries": [
            bare({"date": str(one["day"]), "inquirer": one["inquirer"] or "",
                  "reason": REASONS.get(one["reason"], one["reason"])})
            for one in made["inquiries"]
        ],
    })}  # fmt: skip


def bare(node):
    if not isinstance(node, dict):
        return node
    return {name: bare(value) for name, value in node.items() if value is not None}


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--people", type=int, default=300)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for index, made in enumerate(people(given.people, given.seed)):
        document = native(made) if made["native"] else pboc(made)
        form = "native" if made["native"] else "pboc"
        path = given.out / f"{index:04}-{form}.json"
        path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
