"""The brief as LibreOffice prints it: few pages, two of them the answer, one size of letters, nothing cut."""

import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter

from criteria.text import LANGS
from inputs.embedded import evidence_of
from mcda.report.maps.picture import FAMILY, fonts
from mcda.report.workbook import paper
from mcda.report.workbook.contents import ANSWER, FILE_ONLY, brief
from mcda.report.workbook.sheets.ranking import answer
from mcda.robustness import Sampling, sample_acceptability
from mcda.study.factory import embedded_study
from mcda.words import Translator
from tests.drivers import soffice

pytestmark = pytest.mark.slow
MOST_PAGES = 22  # 13 criteria in stage 2, and the profiles of cities by nine
STAGE = "secondary"


@pytest.fixture(scope="module")
def printed(office, written, tmp_path_factory) -> dict[str, list[str]]:
    """The words of each page, by language."""
    files = [written[STAGE, lang] for lang in LANGS]
    made = soffice.convert(files, tmp_path_factory.mktemp("printed"), "pdf")
    found = {}
    for lang, pdf in zip(LANGS, made, strict=True):
        document = pypdfium2.PdfDocument(pdf)
        found[lang] = [page.get_textpage().get_text_range() for page in document]
        document.close()
    return found


@pytest.mark.office
@pytest.mark.parametrize("lang", LANGS)
def test_it_takes_few_pages_and_says_what_each_is(printed, lang, capsys):
    pages, t = printed[lang], Translator(lang)
    with capsys.disabled():
        print(f"\nThe brief on paper, {lang}: {len(pages)} pages")
    assert len(pages) <= MOST_PAGES
    heads = [page.split("\r\n")[0].strip() for page in pages]
    assert heads[:2] == [t("brief.tab_answer")] * 2
    appendix = t("brief.header_appendix", sheet="")
    assert all(head.startswith(appendix) for head in heads[2:])


@pytest.mark.office
@pytest.mark.parametrize("lang", LANGS)
def test_the_first_two_pages_are_the_finding_and_the_first_ten(printed, lang):
    study, t = embedded_study(STAGE), Translator(lang)
    names = [t.text(study.evidence[line.key].name) for line in list(study.ranking)[:10]]
    first, second = ("".join(page.split()) for page in printed[lang][:2])
    assert all("".join(name.split()) in second for name in names)
    assert "".join(names[0].split()) in first
    assert "".join(t("brief.two_pages").split()) in first


def test_the_answer_has_the_columns_that_a_decision_needs():
    study, t = embedded_study(STAGE), Translator("en")
    table = answer(study, t).tables[0]
    assert [column.title for column in table.columns] == [
        "Rank",
        "Name",
        "Location",
        "Score",
        "90% rank range",
        "Top 5",
        "Gains most from",
        "Loses most on",
        "Overtaken by",
        "If the weight of (now)",
    ]
    first = dict(zip([column.title for column in table.columns], table.rows[0], strict=True))
    assert first["Name"] == "Ningqiang"
    drawn = sample_acceptability(study, Sampling())  # weights close to the study's, 10,000 sets
    row = next(iter(study.ranking)).row
    low, high = drawn.rank_interval[row]
    assert (low, high) == (1, 20)
    assert first["90% rank range"] == f"{low}–{high}"
    assert first["Top 5"] == pytest.approx(drawn.top(5)[row])
    assert first["Overtaken by"] == "Yangxian"
    assert first["If the weight of (now)"] == "distance to the nearest central city > 5.1% (4.5%)"


@pytest.mark.parametrize("lang", LANGS)
def test_all_sheets_have_one_scale_and_only_some_are_printed(written, lang):
    book = load_workbook(written[STAGE, lang])
    made = brief(embedded_study(STAGE), Translator(lang))
    for sheet in made.sheets:
        page = book[sheet.name]
        assert page.page_setup.scale == paper.SCALE
        assert not page.sheet_properties.pageSetUpPr.fitToPage
        file_only = paper.EMPTY in page.print_area.replace("$", "")
        assert file_only == (sheet.key in FILE_ONLY), sheet.key
        assert (sheet.paper == "answer") == (sheet.key in ANSWER)
        if not file_only:
            last = re.search(r":\$?([A-Z]+)", page.print_area).group(1)
            columns = range(1, column_index_from_string(last) + 1)
            widths = [page.column_dimensions[get_column_letter(j)].width for j in columns]
            assert sum(widths) <= paper.LANDSCAPE + 1, sheet.key
    book.close()


def described(file: Path) -> list[str]:
    with zipfile.ZipFile(file) as archive:
        drawings = [
            archive.read(name).decode()
            for name in archive.namelist()
            if name.startswith("xl/drawings/drawing")
        ]
    return [words for drawing in drawings for words in re.findall(r'descr="([^"]*)"', drawing)]


@pytest.mark.parametrize("lang", LANGS)
def test_the_map_is_a_picture_with_words_for_who_cannot_see_it(written, lang):
    words = described(written[STAGE, lang])
    assert len(words) == 2
    name = {"en": "Ningshan", "zh": "宁陕县"}[lang]
    assert all(name in said for said in words)
    with zipfile.ZipFile(written[STAGE, lang]) as archive:
        pictures = [archive.read(n) for n in archive.namelist() if n.startswith("xl/media/")]
    assert len(pictures) == 2
    assert all(picture.startswith(b"\x89PNG") and len(picture) > 50_000 for picture in pictures)


def test_the_font_of_the_map_is_installed_and_holds_the_letters_of_its_names():
    from fontTools.ttLib import TTFont

    (file,) = Path(fonts()).glob("*.ttf")
    known = {chr(code) for code in TTFont(file).getBestCmap()}
    counties, cities = (evidence_of(level).alternatives for level in ("county", "city"))
    names = "".join(a.name.zh + a.name.en for a in (*counties, *cities))
    assert FAMILY in str(TTFont(file)["name"].getDebugName(1))
    assert set(names) - known == set()


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one", 10, 1),
        ("one two three four", 10, 2),
        ("中线水源区", 10, 1),
        ("中线水源区和高铁站距离", 10, 3),
        ("a\nb", 10, 2),
        ("x" * 50, 10, 6),
    ],
)
def test_lines_of_words_in_a_column(text, width, lines):
    assert paper.lines_of(text, width) == lines


def test_a_table_that_fits_a_page_is_never_cut():
    heights = [10.0] * 30
    assert paper.breaks(heights, [(1, 8), (10, 20)], 160) == [9, 25]
    assert paper.breaks(heights, [(1, 30)], 100) == [10, 20]
