"""Units and multiples: 万人 is ten thousand of 人, km a thousand of m; what can be converted for certain."""

import re

MULTIPLES = (
    ("万亿", 1e12),
    ("千万", 1e7),
    ("百万", 1e6),
    ("十万", 1e5),
    ("亿", 1e8),
    ("万", 1e4),
    ("千", 1e3),
    ("百", 1e2),
    ("trillion", 1e12),
    ("billion", 1e9),
    ("million", 1e6),
    ("thousand", 1e3),
    ("bn", 1e9),
    ("mn", 1e6),
)
ONE_WORD = re.compile(r"千(?:米|克|瓦|卡|帕|伏)|百(?:分|帕)")  # 千米 is km, not a thousand of m
LETTER = re.compile(r"([kKM])(?=$|\s|[\u4e00-\u9fff¥￥$€£])")
LETTERS = {"k": 1e3, "K": 1e3, "M": 1e6}

# The same unit as different tables write it.
SAME_UNIT = {
    "千米": "km",
    "公里": "km",
    "kilometres": "km",
    "kilometers": "km",
    "kms": "km",
    "米": "m",
    "metres": "m",
    "meters": "m",
    "厘米": "cm",
    "毫米": "mm",
    "yuan": "元",
    "rmb": "元",
    "cny": "元",
    "平方公里": "km²",
    "平方千米": "km²",
    "km2": "km²",
    "平方米": "m²",
    "m2": "m²",
    "m3": "m³",
    "立方米": "m³",
    "公顷": "ha",
    "hectares": "ha",
    "吨": "t",
    "tonnes": "t",
    "tons": "t",
    "千克": "kg",
    "公斤": "kg",
    "克": "g",
    "千瓦": "kw",
    "千瓦时": "kwh",
    "percent": "%",
    "per cent": "%",
    "persons": "人",
    "people": "人",
    "分钟": "min",
    "minutes": "min",
    "mins": "min",
    "小时": "h",
    "hours": "h",
    "hrs": "h",
}
# Unit → what it is a multiple of, and how many.
METRIC = {
    "km": ("m", 1e3),
    "cm": ("m", 1e-2),
    "mm": ("m", 1e-3),
    "km²": ("m²", 1e6),
    "ha": ("m²", 1e4),
    "t": ("g", 1e6),
    "kg": ("g", 1e3),
    "kw": ("w", 1e3),
    "mw": ("w", 1e6),
    "gw": ("w", 1e9),
    "kwh": ("wh", 1e3),
    "mwh": ("wh", 1e6),
    "gwh": ("wh", 1e9),
    "twh": ("wh", 1e12),
    "h": ("min", 60.0),
}

# Units beside which another unit is never left away: miles under km.
MEASURES = frozenset(base for base, _ in METRIC.values()) | {"元", "usd", "人", "户"}


def multiple_of(text: str) -> tuple[str, float]:
    """What stands behind a multiple, and the multiple: 万元 as 元 and 10,000; 千米 as it is and 1."""
    plain = text.strip()
    if ONE_WORD.match(plain):
        return plain, 1.0
    for word, factor in MULTIPLES:
        if plain.lower().startswith(word):
            behind = plain[len(word) :]
            if not (word.isascii() and behind[:1].isalpha()):  # 5 mnemonics
                return behind.strip(), factor
    letter = LETTER.match(plain)
    return (plain[1:].strip(), LETTERS[letter[1]]) if letter else (plain, 1.0)


def same_unit(unit: str) -> str:
    """A unit in the form that all its spellings share."""
    parts = unit.strip().lower().split("/")
    return "/".join(SAME_UNIT.get(part.strip(), part.strip()) for part in parts)


def scale_of(unit: str) -> tuple[str, float]:
    """The unit that a unit is a multiple of, and the multiple: 万人 → 人, 10,000; km → m, 1,000."""
    behind, factor = multiple_of(unit)
    base, metric = METRIC.get(same_unit(behind), (same_unit(behind), 1.0))
    return base, factor * metric
