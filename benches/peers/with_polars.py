"""The attributes and the score in Polars, from a row an account-month."""

import numpy as np
import polars as pl

from columns import ABSENT, CARD, GRADES, KINDS, WINDOWS, ZERO_OF_NOBODY, absent_points


class Polars:
    """A row an account-month, and a row an account for what has no months."""

    def __init__(self, population, form, threads):
        if pl.thread_pool_size() != threads:
            raise SystemExit(f"Polars has {pl.thread_pool_size()} threads: expected {threads}")
        columns, masked = population.accounts()
        frame = {name: pl.Series(name, column) for name, column in columns.items()}
        for name, array in masked.items():
            known = pl.Series(~np.ma.getmaskarray(array))
            column = pl.Series(name, array.data)
            frame[name] = column.zip_with(known, pl.Series(name, [None], column.dtype).new_from_index(0, len(column)))
        self.accounts = pl.DataFrame(frame)
        self.months = pl.DataFrame(population.months())
        self.inquiries = pl.DataFrame(population.inquiries())
        self.consumers = pl.DataFrame({"subject": np.arange(population.consumers, dtype=np.int32)})

    def run(self):
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
        by_account = with_longest_run(by_account)
        credit, positive = col("kind") <= 4, col("kind") >= 6
        cards, loans = col("kind").is_in([3, 4]), col("kind").is_in([0, 1])
        used = col("used").clip(lower_bound=0)
        with_limit = cards & col("is_open") & (col("granted") > 0)
        with_principal = loans & col("is_open") & (col("granted") > 0)
        total = lambda name, which: col(name).filter(which).sum()
        open_credit = credit & col("is_open")
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
            count(credit & col("abnormal_end").fill_null(col("last_severity") == 14)).alias("abnormal_ends"),
            (count(open_credit) > 0).alias("has_open_credit"),
            (count(open_credit & col("past_due").is_not_null()) > 0).alias("states_past_due"),
            total("past_due", open_credit).alias("past_due"),
            *[total(f"late_{g}_{w}", credit).alias(f"late_months_{g}_{w}") for g in GRADES for w in WINDOWS],
            *[total(f"{name}_{w}", credit).alias(f"{name}_months_{w}") for name in tests for w in [12, 24, 60]],
            *[col(f"worst_{w}").filter(credit).max().alias(f"worst_status_{w}") for w in [3, 6, 12, 24, 60]],
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
        whole = whole.with_columns(*[col(name).fill_null(0) for name in [*ZERO_OF_NOBODY, *masks]])
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
            *[since(f"any_late_{g}").alias(f"months_since_late_{g}") for g in [1, 3, 4]],
            pl.when(col("has_open_credit") & ~col("states_past_due")).then(None)
            .otherwise(col("past_due").fill_null(0)).alias("total_past_due"),
            pl.when(active != 0).then(shifted.bitwise_trailing_ones()).otherwise(0).alias("current_on_time_streak"),
        )
        self.frame = whole.with_columns(score().alias("score")).collect()

    def results(self, names):
        frame = self.frame.select(pl.col(names).cast(pl.Int64).fill_null(ABSENT))
        return {name: frame[name].to_numpy() for name in names}


def with_longest_run(frame):
    """The longest run of months on time: runs of 2, 4, … 32 by shifting, then a descent through them; by division, since
    Polars does not shift."""
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


def score():
    whole = pl.lit(CARD["base"], pl.Int64)
    for line in CARD["characteristics"]:
        value = pl.col(line["attribute"])
        of_nobody, of_others = absent_points(line)
        points = pl  # a chain of cases begins with `pl.when`
        if of_nobody != of_others:
            points = points.when(value.is_null() & (pl.col("credit") == 0)).then(of_nobody)
        if of_others is not None:
            points = points.when(value.is_null()).then(of_others)
        for bin_ in line["bins"]:
            if "below" in bin_:
                points = points.when(value < bin_["below"]).then(bin_["points"])
            else:
                points = points.otherwise(bin_["points"])
        whole = whole + points
    rules = [pl.col(rule["attribute"]) >= rule["at_least"] for rule in CARD["minimum_evidence"]["any"]]
    return pl.when(pl.any_horizontal(rules)).then(whole)
