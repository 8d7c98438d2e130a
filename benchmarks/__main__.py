"""make bench: every figure that is claimed, with its target. `python -m benchmarks brief felt` measures some parts."""

import logging
import sys

from benchmarks import (
    another_room,
    brief,
    felt,
    first_line,
    foreign_texts,
    portfolios,
    reruns,
    robustness,
    rooms,
    sampling_errors,
    upload,
)
from benchmarks.machine import machine

PARTS = {
    part.__name__.rpartition(".")[2]: part
    for part in (
        first_line,
        felt,
        reruns,
        robustness,
        rooms,
        sampling_errors,
        portfolios,
        brief,
        upload,
        foreign_texts,
        another_room,
    )
}

if __name__ == "__main__":
    logging.disable(logging.WARNING)
    print(machine(), "\n")
    for name in sys.argv[1:] or PARTS:
        print(PARTS[name].__doc__)
        PARTS[name].run()
        print()
