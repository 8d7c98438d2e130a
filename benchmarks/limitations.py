"""How often each method contradicts itself on random tables: writes mcda/methods/limitations.csv, which methods.toml quotes.

What is counted stands in tests/drivers/method_limitations.py. Run as `python -m benchmarks.limitations [tables]`: 15,000
tables under all methods take some 13 seconds of one core.
"""

import csv
import sys
import time
from collections import Counter
from pathlib import Path

from mcda.methods.limitations import COUNTS
from tests.drivers.method_limitations import count, random_tables

TABLES, BLOCK = 15_000, 2_500


def main(tables: int) -> None:
    before = time.process_time()
    happened: Counter[tuple[str, str, str]] = Counter()
    of: Counter[tuple[str, str, str]] = Counter()
    for start in range(0, tables, BLOCK):
        for key, (did, could) in count(random_tables(min(BLOCK, tables - start), start)).items():
            happened[key] += did
            of[key] += could
    with Path(str(COUNTS)).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("method", "scales", "event", "happened", "tables"))
        writer.writerows((*key, happened[key], of[key]) for key in of if of[key])
    print(f"{len(of)} counts on {tables:,} tables: {time.process_time() - before:.0f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TABLES)
