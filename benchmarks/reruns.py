"""What a rerun costs the server: each page drawn once more with nothing changed, and with another first weight."""

from statistics import median

from streamlit.testing.v1 import AppTest

from benchmarks.machine import seconds
from mcda.app import PAGES
from mcda.app.entry import SCRIPT
from mcda.app.state import session
from tests.drivers.app_pages import at_address

RUNS = 5


def run() -> None:
    session.warm_up()
    app = AppTest.from_file(str(SCRIPT), default_timeout=60).run()
    print(f"{'page':<12}{'again':>10}{'new weight':>14}")
    for number, page in enumerate(PAGES):
        at_address(app, page).run()
        again = median(seconds(app.run) for _ in range(RUNS))
        changed = []
        for turn in range(3):
            at_address(app, "weights").run()
            share = 30 + (7 * number + 11 * turn) % 40
            app.slider("_share_secondary/ecology").set_value(share).run()
            changed.append(seconds(at_address(app, page).run))
        print(f"{page:<12}{again * 1000:>7.0f} ms{median(changed) * 1000:>11.0f} ms")


if __name__ == "__main__":
    run()
