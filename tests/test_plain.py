"""Typed words for a place that reads Markdown: every sign that means something stands for itself."""

import pytest

from criteria.text import Text
from mcda.app.widgets.plain_text import plain
from mcda.words import JOINER, Translator


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
    ],
)
def test_signs_stand_for_themselves(typed, shown):
    assert plain(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("see http://x", f"see http:{JOINER}//x"),
        ("see www.x.de", f"see www{JOINER}.x.de"),
        ("note: then", "note: then"),
    ],
)
def test_an_address_in_a_name_is_no_link_in_a_marked_sentence(typed, shown):
    assert Translator("en", marked=True).name(Text.same(typed)) == shown
    assert Translator("en", marked=True).written.name(Text.same(typed)) == typed
