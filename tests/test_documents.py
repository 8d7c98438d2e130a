"""README a stranger finishes, documents whose links lead somewhere, and a site that asks nobody else for anything."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[1]
PAGES = (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")))
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)")
MOST_WORDS = 220
MOST_CHINESE = 330  # as many lines


def anchors(page: Path) -> set[str]:
    """Those that a heading has, as GitHub and mkdocs make them."""
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower()).replace(" ", "-")
        for heading in headings
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files_and_headings_that_are_there(page: Path):
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    for target, anchor in LINK.findall(text):
        found = (page.parent / unquote(target)).resolve() if target else page
        assert found.exists(), f"{page.name}: {target}"
        if anchor:
            assert anchor in anchors(found), f"{page.name}: {target}#{anchor}"


def test_readme_says_what_it_is_in_few_words():
    for name, pattern, most in (
        ("README.md", r"[\w'’%–-]+", MOST_WORDS),
        ("README.zh-CN.md", r"[\u4e00-\u9fff]", MOST_CHINESE),
    ):
        text = (ROOT / name).read_text("utf-8")
        above = text[: text.index("[Install]" if name == "README.md" else "[安装]")]
        assert len(re.findall(pattern, above)) <= most, name
