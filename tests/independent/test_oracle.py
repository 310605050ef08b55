"""What the specification page says by name, checked of the oracle: python3 -m unittest test_oracle"""

import json
import unittest

import oracle

# The page's table "row under NegativeOnly".
FED = """
    bad_debts abnormal_ends guarantor_paid collections accounts_c1 utility_accounts_in_arrears telecom_accounts_in_arrears
    utility_past_due telecom_past_due highest_monthly_past_due_12 highest_monthly_past_due_24 highest_monthly_past_due_60
    total_past_due late_months_1_6 late_months_2_12 late_months_3_24 late_months_4_60 distinct_late_months_24
    distinct_late_months_60 worst_status_3 worst_status_60 months_since_late_1 months_since_late_3 months_since_late_4
    accounts_ever_late_1 accounts_ever_late_3 accounts_ever_late_4
""".split()
NOT_FED = """
    bad_debt_balance accounts_now_late satisfactory_accounts percent_accounts_never_late late_months_change past_due_change
    accounts open_accounts closed_accounts accounts_d1 furnishers accounts_opened_12 percent_instalment_accounts
    revolving_accounts_with_balance instalment_accounts_with_balance percent_accounts_with_balance total_principal
    total_limit total_balance card_limit card_used scheduled_payment related_liability card_utilisation
    highest_card_utilisation instalment_burden cards_over_75_percent_used oldest_account_age newest_account_age
    average_account_age oldest_card_age reported_months_12 on_time_months_12 on_time_months_change longest_on_time_streak
    current_on_time_streak positive_on_time_months_24 positive_depth longest_positive_streak utility_accounts
""".split()


def report(*accounts, inquiries=(), made_at="2026-06-30"):
    facts = {"made_at": made_at, "currency": "CNY", "accounts": list(accounts), "inquiries": list(inquiries)}
    return oracle.read(json.dumps({"credit_report": 1, "report": facts}))


def account(kind, months, latest="2026-06", **facts):
    payments = {"history": {"latest": latest, "months": months}}
    return {"kind": kind, "id": "a", "opened": "2020-01-01", "payments": payments} | facts


def read(facts, regime="holistic", month=None):
    return oracle.attributes(facts, regime, oracle.month_of(month))


class Page(unittest.TestCase):
    def test_rows_that_a_negative_only_bureau_feeds(self):
        nobody = read(report(), "negative-only")
        for name in FED:
            self.assertIn(nobody[name], (0, oracle.NEVER_HAPPENED), name)
        for name in NOT_FED:
            self.assertEqual(nobody[name], oracle.HIDDEN, name)
        # `collection_balance` stands among the rows not fed: of a C1 account disclosed as NegativeOnly, in no preset.
        self.assertFalse(oracle.feeds(oracle.ROWS["collection_balance"], oracle.NEGATIVE))
        self.assertEqual(nobody["collection_balance"], 0)

    def test_bills_on_time_are_hidden_in_one_country_and_count_in_another(self):
        someone = report(account("telecom", "NN1N"), account("rent", "NNN"))
        self.assertEqual(read(someone, "us-traditional")["positive_on_time_months_24"], oracle.HIDDEN)
        self.assertEqual(read(someone, "us-traditional")["positive_late_months_24"], 1)
        self.assertEqual(read(someone, "pboc")["positive_on_time_months_24"], 3)
        self.assertEqual(read(someone, "holistic")["positive_on_time_months_24"], 6)
        positive_only = read(someone, "holistic-positive-only")
        self.assertEqual(positive_only["positive_on_time_months_24"], 6)
        self.assertEqual(positive_only["positive_depth"], 6)
        self.assertEqual(positive_only["longest_positive_streak"], 3)
        for name in ("positive_late_months_24", "rent_accounts", "utility_accounts_in_arrears"):
            self.assertEqual(positive_only[name], oracle.HIDDEN)

    def test_a_late_month_lengthens_nothing_under_a_negative_only_bureau(self):
        good, bad = (read(report(account("d1", months)), "negative-only") for months in ("NNNN", "NNN1"))
        changed = {name for name in good if good[name] != bad[name]}
        self.assertTrue(all(name.startswith(("late_months_1", "distinct", "worst", "months_since_late_1", "accounts_ever"))
                            for name in changed), changed)  # fmt: skip

    def test_an_overdraft_is_late_from_the_third_grade(self):
        found = read(report(account("r3", "123D")))
        self.assertEqual([found[f"late_months_{k}_12"] for k in (1, 2, 3, 4)], [2, 2, 2, 1])
        self.assertEqual(found["worst_status_12"], 12)

    def test_worst_is_not_stated_where_every_month_is_outside_the_life(self):
        found = read(report(account("d1", "N", latest="2025-12")))
        self.assertEqual(found["worst_status_6"], oracle.NOT_STATED)
        self.assertEqual(found["worst_status_12"], 4)
        self.assertEqual(read(report())["worst_status_12"], oracle.NO_SUCH_ACCOUNT)

    def test_an_amount_dated_later_is_not_known(self):
        monthly = {"month": "2026-06", "state": "normal", "balance": "5.00 CNY"}
        found = read(report(account("r2", "NNN", limit="10.00 CNY", monthly=monthly)), month="2026-05")
        for name in ("total_balance", "total_limit", "card_limit", "card_utilisation", "percent_accounts_with_balance"):
            self.assertEqual(found[name], oracle.NOT_KNOWN)
        self.assertEqual(found["open_accounts"], 1)
        self.assertEqual(found["total_principal"], 0)

    def test_a_liability_that_is_not_stated_afterwards_is_not_known_before(self):
        opened, reported = map(oracle.month_of, ("2020-01-01", "2026-06-30"))
        facts = report(account("r2", "NNN"))
        facts.liabilities = [oracle.Liability("guarantor", None, opened, reported)]
        self.assertEqual(read(facts)["related_liability"], oracle.NOT_STATED)
        self.assertEqual(read(facts, month="2026-05")["related_liability"], oracle.NOT_KNOWN)

    def test_streaks(self):
        found = read(report(account("d1", "#NN1NNN"), account("r2", "NNNNNNN", latest="2026-04")))
        self.assertEqual(found["current_on_time_streak"], 2)
        self.assertEqual(found["longest_on_time_streak"], 7)
        self.assertEqual(read(report(account("d1", "*1NN")))["current_on_time_streak"], 0)

    def test_one_inquiry_counts_for_fourteen_days_after_one_that_counted(self):
        days = ("2026-06-01", "2026-06-10", "2026-06-15", "2026-06-16")
        asked = [{"date": day, "inquirer": "A", "reason": "loan_approval"} for day in days]
        found = read(report(inquiries=asked))
        self.assertEqual((found["hard_inquiries_1"], found["hard_inquiries_raw_1"]), (2, 4))

    def test_trends_and_shares(self):
        history = "1NNNNNNNNNNN" + "111NNNNNNNNN"
        found = read(report(account("d1", history), account("r2", history)))
        self.assertEqual(found["late_months_change"], -4)
        self.assertEqual(found["percent_instalment_accounts"], 5000)
        self.assertEqual(found["months_since_late_1"], 0)


if __name__ == "__main__":
    unittest.main()
