"""How many words each page prints before any click, beside its target: python -m benchmarks.words

Counted are headings, paragraphs, captions and legends of the page as it opens: neither labels of controls and buttons
nor cells of tables, nor what a closed expander holds, nor what a chart draws.
"""

import re
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from mcda.app import PAGES
from tests.drivers.app_server import served
from tests.drivers.chromium import ARGUMENTS, installed
from tests.drivers.visitors import context_of, settled

LANGUAGES = ("en", "zh")
SIZE = (1400, 900)
# page → English words it may print
TARGETS = {
    "region": 140,
    "data": 130,
    "weights": 85,
    "ranking": 110,
    "robustness": 110,
    "pilots": 60,
    "network": 90,
    "county": 170,
    "workshop": 65,
    "brief": 60,
}
RUNNING_TEXT = """() => {
    const labels = 'label, button, a[role="button"], summary, table, [role="tab"], [role="radiogroup"],' +
        '[data-testid="stWidgetLabel"], [data-testid="stTooltipContent"], [data-testid="stDataFrame"]';
    return [...document.querySelectorAll(
            ['stMarkdownContainer', 'stHeading', 'stCaptionContainer']
                .map(name => `[data-testid="stMain"] [data-testid="${name}"]`).join(', '))]
        .filter(e => !e.closest(labels) && !e.closest('details:not([open])'))
        .filter(e => !e.parentElement.closest('[data-testid="stHeading"], [data-testid="stMarkdownContainer"], [data-testid="stCaptionContainer"]'))
        .map(e => {
            const shown = [];
            const walk = node => {
                if (node.nodeType === 3) shown.push(node.textContent);
                else if (node.nodeType === 1 && !node.matches('style, table, button')) {
                    const style = getComputedStyle(node);
                    if (style.display !== 'none') { shown.push(' '); [...node.childNodes].forEach(walk); }
                }
            };
            if (e.offsetParent !== null) walk(e);
            return shown.join('').trim();
        }).filter(Boolean);
}"""
WORD = re.compile(r"[A-Za-z0-9][\w'’.,%/-]*")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def main(pages: list[str]) -> int:
    log = Path(tempfile.mkdtemp()) / "log"
    counts: dict[tuple[str, str], int] = {}
    with served(log) as address, sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=installed(), args=ARGUMENTS)
        for page in pages:
            for lang in LANGUAGES:
                context = context_of(chromium, SIZE)
                tab = context.new_page()
                tab.goto(f"{address}/{page}?lang={lang}")
                settled(tab)
                texts = tab.evaluate(RUNNING_TEXT)
                word = WORD if lang == "en" else CHINESE
                counts[page, lang] = sum(len(word.findall(text)) for text in texts)
                if len(pages) == 1:
                    print("\n".join(texts))
                context.close()
            print(
                f"{page:12} {counts[page, 'en']:5} of {TARGETS[page]:4}   {counts[page, 'zh']:5} 字"
            )
        chromium.close()
    total = sum(counts[page, "en"] for page in pages)
    print(f"{'in all':12} {total:5} of {sum(TARGETS[page] for page in pages):4}")
    return int(total > sum(TARGETS[page] for page in pages))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(PAGES)))
