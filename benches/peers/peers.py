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


def work(arguments):
    """One contender as a process: loads, checks, and runs when asked."""
    from columns import Population

    engine, form, threads = arguments.contender.split("-")
    names = json.loads(arguments.names)
    if engine == "duckdb":
        from with_duckdb import DuckDB as Contender
    else:
        os.environ["POLARS_MAX_THREADS"] = threads
        from with_polars import Polars as Contender
    contender = Contender(Population(arguments.folder), form, int(threads))
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
