"""Writers straight at the store, from several processes: none lost, none doubled.

python -m benchmarks.writers [ADDRESS]    16 writers × 500 submissions; a SQLite file if no address is given
"""

import sys
import tempfile

from tests.drivers.store_writers import run

PROCESSES, WRITERS, EACH = 4, 4, 500

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        place = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{folder}/workshop.db"
        outcome = run(place, PROCESSES, WRITERS, EACH)
    print(
        f"{PROCESSES} processes × {WRITERS} writers × {EACH} submissions, every tenth sent twice: "
        f"{outcome.acknowledged} acknowledged in {outcome.seconds:.1f} s ({outcome.rate:.0f} a second, "
        f"longest wait {outcome.slowest:.2f} s), lost {outcome.lost}, doubled {outcome.doubled}"
    )
