"""The words of the interface: one TOML a page, both languages side by side; say() speaks one of them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from criteria.finding import Finding, Lang, Spoken, Text, wording


@dataclass(frozen=True)
class Say:
    """A voice in one language: say("rank.title", first=…) gives the sentence, say.of(text) a name."""

    lang: Lang

    def __call__(self, key: str, **values: object) -> str:
        page, name = key.split(".", 1)
        spoken = {key: wording(value, self.lang) for key, value in values.items()}
        return phrases(page)[name].in_(self.lang).format(**spoken)

    def of(self, text: Text) -> str:
        return text.in_(self.lang)

    def finding(self, finding: Finding) -> Spoken:
        return finding.in_(self.lang)

    def percent(self, share: float, digits: int = 0) -> str:
        """45 % in English, 45% in Chinese."""
        return f"{100 * share:.{digits}f}{'' if self.lang == 'zh' else ' '}%"

    def join(self, names: list[str], last: bool = True) -> str:
        """A list in a sentence: "a, b and c" or "a、b和c"."""
        if len(names) < 2 or not last:
            return ("、" if self.lang == "zh" else ", ").join(names)
        comma, and_ = ("、", "和") if self.lang == "zh" else (", ", " and ")
        return comma.join(names[:-1]) + and_ + names[-1]


@cache
def phrases(page: str) -> dict[str, Text]:
    """Every phrase of one page; raises KeyError or ValueError on a hole, which the word tests find first."""
    text = files("mcda").joinpath("words", f"{page}.toml").read_text("utf-8")
    return {name: Text(**entry) for name, entry in tomllib.loads(text).items()}
