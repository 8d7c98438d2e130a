"""make bench: every figure that is claimed, with its target."""

import logging

from benchmarks import felt, first_line, portfolios
from benchmarks.machine import machine

PARTS = (first_line, portfolios, felt)

if __name__ == "__main__":
    logging.disable(logging.WARNING)
    print(machine(), "\n")
    for part in PARTS:
        print(part.__doc__)
        part.run()
        print()
