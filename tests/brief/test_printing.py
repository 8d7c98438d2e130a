"""The ranking as CSV, the answer as a page."""

import csv
import io
from html.parser import HTMLParser

import pytest
from markupsafe import escape

from criteria.text import LANGS
from mcda.report.html.print import answer_page, body, ranking_csv
from mcda.report.workbook.sheets.ranking import ranking
from mcda.study.io import digest
from mcda.words import Translator

CJK = range(0x4E00, 0x9FFF)


@pytest.mark.parametrize("lang", LANGS)
def test_the_csv_holds_the_ranking_in_full(each_study, lang):
    rows = list(
        csv.reader(io.StringIO(ranking_csv(each_study, Translator(lang)).decode("utf-8-sig")))
    )
    assert [int(row[0]) for row in rows[1:]] == [line.rank for line in each_study.ranking]
    assert [float(row[3]) for row in rows[1:]] == [line.score for line in each_study.ranking]


@pytest.mark.parametrize("lang", LANGS)
def test_the_answer_stands_on_one_page(secondary, lang):
    t = Translator(lang)
    page = answer_page(secondary, t)
    for line in list(secondary.ranking)[:10]:
        assert escape(t.text(secondary.evidence[line.key].name)) in page
    assert digest(secondary) in page
    assert "@page" in page
    assert "@media print" in page
    assert page.count("<tr>") == 11
    assert f'lang="{"zh-CN" if lang == "zh" else "en"}"' in page


class Balance(HTMLParser):
    """Which tags are still open at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_closes_what_it_opens(each_study):
    balance = Balance()
    balance.feed(answer_page(each_study, Translator("zh")))
    assert balance.open == []


def test_a_preview_says_how_much_more_there_is(secondary):
    shown = body(ranking(secondary, Translator("en")), Translator("en"), most=12)
    assert shown.count("<tr>") == 13
    assert "more rows in the file: 95" in shown
    whole = body(ranking(secondary, Translator("en")), Translator("en"))
    assert whole.count("<tr>") == 108


def test_chinese_pages_have_no_english_heading(secondary):
    shown = str(body(ranking(secondary, Translator("zh")), Translator("zh")))
    heads = shown[shown.index("<thead>") : shown.index("</thead>")]
    words = [word for word in heads.replace("<", ">").split(">")[::2] if word.strip()]
    assert len(words) > 3
    assert all(any(ord(c) in CJK for c in word) for word in words)
