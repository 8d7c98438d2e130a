"""What a rerun costs the server: each page drawn once more with nothing changed, and with another first weight."""

from statistics import median

from streamlit.testing.v1 import AppTest

from benchmarks.machine import seconds
from mcda.app import PAGES
from mcda.app.state import session
from tests.drivers.app_server import ROOT

RUNS = 5


def run() -> None:
    session.warm()
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
    print(f"{'page':<12}{'again':>10}{'new weight':>14}")
    for number, page in enumerate(PAGES):
        app.switch_page(f"mcda/app/pages/{page}/page.py").run()
        again = median(seconds(app.run) for _ in range(RUNS))
        changed = []
        for turn in range(3):
            app.switch_page("mcda/app/pages/weights/page.py").run()
            share = 30 + (7 * number + 11 * turn) % 40
            app.slider("_share_secondary/ecology").set_value(share).run()
            changed.append(seconds(app.switch_page(f"mcda/app/pages/{page}/page.py").run))
        print(f"{page:<12}{again * 1000:>7.0f} ms{median(changed) * 1000:>11.0f} ms")


if __name__ == "__main__":
    run()
