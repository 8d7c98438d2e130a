"""Typed words for a place that reads Markdown: every sign that means something stands for itself."""

import pytest

from criteria.errors import Finding
from criteria.text import Text
from mcda.words import Translator
from mcda.words.markdown import JOINER, Markdown, plain


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Tree cover", "Tree cover"),
        ("To a high-speed station", "To a high-speed station"),
        ("由95%到50%", "由95%到50%"),
        ("**b** _u_ `c` ~~s~~", r"\*\*b\*\* \_u\_ \`c\` \~\~s\~\~"),
        ("[l](x) ![i](x)", r"\[l\](x) \!\[i\](x)"),
        ("<script>", r"\<script\>"),
        ("$x$ &lt; #h", r"\$x\$ \&lt; \#h"),
        (":smile:", rf"\:{JOINER}smile:"),
        ("http://x", rf"http\:{JOINER}//x"),
        ("www.x.de a@b.de", rf"www{JOINER}.x.de a\@{JOINER}b.de"),
        ("1. one", f"{JOINER}1. one"),
        ("- item", f"{JOINER}- item"),
        ("two\nlines", "two lines"),
        ("note: then", "note: then"),
        ("12.5 %", "12.5 %"),
        ("-3", "-3"),
        ("---", f"-{JOINER}--"),
        ("===", f"{JOINER}==="),
        ("a -> b", rf"a -{JOINER}\> b"),
        ("a <-> b -- c", rf"a \<{JOINER}-\> b -{JOINER}- c"),
        (">= ~=", rf"\>{JOINER}= \~{JOINER}="),
        (r"\[x](y)", r"\\\[x\](y)"),
        (r"\\[x](y)", r"\\\\\[x\](y)"),
    ],
)
def test_signs_stand_for_themselves(typed, shown):
    assert plain(typed) == shown


def test_what_a_marked_voice_says_is_escaped_once_however_often_it_is_said_again():
    t = Translator("en", marked=True)
    name = t.text(Text.same("[x](http://y)"))
    assert name == plain("[x](http://y)") == plain(name)
    for said in (
        t("weights.share_of", name="[x](http://y)", share="1 %"),
        t("weights.share_of", name=Text.same("[x](http://y)"), share="1 %"),
        t("weights.share_of", name=name, share="1 %"),
        t("weights.share_of", name=["[x](http://y)"], share="1 %"),
        t("weights.share_of", name=t.join(["[x](http://y)"]), share="1 %"),
    ):
        assert isinstance(said, Markdown)
        assert said == f"{name} 1 %"
    twice = t.clauses([t.join([name, "[x](http://y)"]), name])
    assert twice.count(name) == 3
    assert twice.count("[") == 3


def test_its_written_twin_escapes_nothing():
    t = Translator("en", marked=True).written
    assert t.text(Text.same("[x](http://y)")) == "[x](http://y)"
    assert t("weights.share_of", name="**b**", share="1 %") == "**b** 1 %"
    assert t.join(["_u_", "`c`"]) == "_u_ and `c`"


def test_a_finding_is_one_line_with_all_that_it_quotes_as_it_was_typed():
    finding = Finding.of("criterion.unknown", key="[x](http://y)", known=["**b**"])
    marked = Translator("en", marked=True)
    assert marked.line(finding) == plain(Translator("en").line(finding))
    assert "http://" not in marked.line(finding)
