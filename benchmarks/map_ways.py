"""Three ways to draw the same county map on a Streamlit page, compared: python -m benchmarks.map_ways

Vega-Lite (st.vega_lite_chart), deck.gl (st.pydeck_chart without a ground map) and the app's own component, each on a
page of its own with nothing else, in a fresh browser each time.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import streamlit as st
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from inputs.boundaries import county_shapes
from inputs.embedded import evidence_of
from mcda.app.widgets.screen_map import screen_map
from mcda.report import theme
from mcda.report.maps.ranking import rank_map
from mcda.study.factory import COUNTY_STAGE, embedded_study
from mcda.words import Translator
from tests.drivers.app_server import served
from tests.drivers.chromium import ARGUMENTS, installed

WAYS = {
    "vega": '[data-testid="stVegaLiteChart"] .marks',
    "deck": '[data-testid="stDeckGlJsonChart"] canvas',
    "own": ".gh-map path[data-key]",
}
TURNS = 7
# Streamlit takes a ground map from a foreign server where no style is given, whatever the provider.
EMPTY = 'data:application/json,{"version":8,"sources":{},"layers":[]}'
SIZE = {"width": 1280, "height": 900}
SCRIPTS = """() => performance.getEntriesByType("resource")
    .filter(each => each.name.endsWith(".js")).reduce((sum, each) => sum + each.encodedBodySize, 0)"""
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"


def page() -> None:
    """One map, drawn in the way that the address names."""
    st.set_page_config(layout="wide", page_title="map")
    t, study = Translator("en"), embedded_study(COUNTY_STAGE)
    way = st.query_params.get("way", "vega")
    if way == "deck":
        st.pydeck_chart(_deck(), height=420)
        return
    spec = rank_map(study, t, named=5)
    if way == "own":
        screen_map(t, spec, "map")
    else:
        st.vega_lite_chart(spec, theme=None, key="map")


def _deck() -> object:
    import pydeck

    study = embedded_study(COUNTY_STAGE)
    counties = evidence_of("county").alternatives
    shapes = county_shapes(tuple(county.key for county in counties))
    ranks = {line.key: line.rank for line in study.ranking}
    features = []
    for county in counties:
        rank = ranks.get(county.key)
        tint = theme.colour_of_rank(rank, len(ranks)) if rank else theme.EXCLUDED
        about = {
            "name": f"{county.name.zh} {county.name.en}",
            "rank": rank,
            "tint": [int(tint[i : i + 2], 16) for i in (1, 3, 5)],
        }
        features.append({"type": "Feature", "geometry": shapes[county.key], "properties": about})
    layer = pydeck.Layer(
        "GeoJsonLayer",
        {"type": "FeatureCollection", "features": features},
        id="counties",
        pickable=True,
        get_fill_color="properties.tint",
        get_line_color=[255, 255, 255],
        line_width_min_pixels=1,
    )
    view = pydeck.ViewState(longitude=108, latitude=33.2, zoom=5.6)
    return pydeck.Deck([layer], initial_view_state=view, map_provider=None, map_style=EMPTY)


def drawn(browser: Browser, address: str, way: str) -> tuple[float, int, int]:
    """Seconds from the address to the painted map, bytes over the socket, bytes of scripts."""
    context = browser.new_context(viewport=SIZE)
    tab, told = context.new_page(), [0]

    def count(frame: str | bytes) -> None:
        told[0] += len(frame)

    tab.on("websocket", lambda socket: socket.on("framereceived", count))
    start = time.perf_counter()
    tab.goto(f"{address}/?way={way}")
    tab.wait_for_selector(WAYS[way], state="attached")
    tab.evaluate(PAINTED)
    seconds = time.perf_counter() - start
    tab.wait_for_timeout(500)
    found = seconds, told[0], int(tab.evaluate(SCRIPTS))
    context.close()
    return found


def looked_at(browser: Browser, address: str, way: str) -> tuple[int, int, str]:
    """Serious findings of axe, counties that stand in the page, foreign hosts asked."""
    context = browser.new_context(viewport=SIZE)
    tab: Page = context.new_page()
    hosts = set()
    tab.on(
        "request",
        lambda request: hosts.add(request.url.split("/")[2] if "//" in request.url else ""),
    )
    tab.goto(f"{address}/?way={way}")
    tab.wait_for_selector(WAYS[way], state="attached")
    tab.wait_for_timeout(2000)
    found = Axe().run(tab).response["violations"]
    serious = [each["id"] for each in found if each["impact"] in ("serious", "critical")]
    paths = tab.locator('[data-testid="stMain"] svg path[data-key]').count()
    foreign = {host for host in hosts if host and not host.startswith("127.0.0.1")}
    context.close()
    return len(serious), paths, ", ".join(sorted(foreign)) or "none"


def run() -> None:
    with (
        served(Path(tempfile.mkdtemp()) / "log", module="benchmarks.map_ways") as address,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path=installed(), args=ARGUMENTS)
        for way in WAYS:
            drawn(browser, address, way)  # the server has read everything once
        times: dict[str, list[tuple[float, int, int]]] = {way: [] for way in WAYS}
        for _ in range(TURNS):
            for way in WAYS:
                times[way].append(drawn(browser, address, way))
        for way, found in times.items():
            seconds, told, scripts = (statistics.median(each) for each in zip(*found, strict=True))
            serious, counties, foreign = looked_at(browser, address, way)
            print(
                f"{way:5} {seconds * 1000:5.0f} ms to the painted map, {told / 1000:4.0f} kB told,"
                f" {scripts / 1e6:5.2f} MB of scripts, axe {serious}, {counties} counties in the page,"
                f" foreign hosts: {foreign}"
            )
        browser.close()


if __name__ == "__main__":
    if st.runtime.exists():
        page()
    elif "--server.headless" in sys.argv:
        arguments = sys.argv[1:]
        os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", __file__, *arguments])
    else:
        run()
